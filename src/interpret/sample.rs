//! A client's answer, read, for the tests of this room.

use super::{Context, read};
use crate::model::{Ask, Mail, Reading, Role};

/// What `text` says as the whole of a client's answer, written on Tuesday 17 November 2026 in Berlin.
pub(super) fn answer(base_subject: &str, text: &str) -> Reading {
    let mail = Mail {
        text: text.to_owned(),
        subject: format!("Re: {base_subject}"),
        base_subject: base_subject.to_owned(),
        ..Mail::default()
    };
    let context = Context {
        role: Role::Client,
        zone: chrono_tz::Tz::Europe__Berlin,
        arrival: None,
        fallback: chrono::DateTime::parse_from_rfc3339("2026-11-17T09:00:00+01:00").expect("time"),
    };
    read(&mail, &context)
}

/// The asks of a request, numbered from 1; none of them is done.
pub(super) fn asks(texts: &[&str]) -> Vec<Ask> {
    let numbered = (1..).zip(texts);
    let ask = |(n, text): (u32, &&str)| Ask {
        n,
        text: (*text).to_owned(),
        done: false,
    };
    numbered.map(ask).collect()
}
