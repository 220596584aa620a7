//! A mail forwarded inside another, read as its own sender's (product.md 2).

use chrono::{DateTime, FixedOffset};

use super::{Context, dates, read, stamp};
use crate::mail::quoting::ForwardedBlock;
use crate::model::{Address, AutomaticKind, Forwarded, Mail, Person, Role};

/// The enclosed mail, else the block quoted inline.
pub(super) fn find(
    mail: &Mail,
    block: Option<&ForwardedBlock>,
    context: &Context,
    reference: DateTime<FixedOffset>,
) -> Option<Forwarded> {
    let inner = Context {
        role: Role::Unknown,
        zone: context.zone,
        arrival: None,
        fallback: reference,
    };
    if let Some(enclosed) = mail.enclosed.first() {
        let mut ids: Vec<_> = enclosed
            .message_id
            .iter()
            .filter(|_| !enclosed.synthetic_id)
            .cloned()
            .collect();
        ids.extend(
            enclosed
                .in_reply_to
                .iter()
                .chain(&enclosed.references)
                .cloned(),
        );
        return Some(Forwarded {
            from: enclosed.from.clone(),
            from_shown: enclosed.from_shown.clone(),
            date: enclosed.date,
            subject: enclosed.subject.clone(),
            ids,
            reading: Box::new(read(enclosed, &inner)),
        });
    }
    let block = block?;
    let date = date(&block.date, reference);
    let subject = crate::mail::base_subject(&block.subject);
    // Without its headers only its words and subject tell a machine's mail; an absence is worth it.
    let bare = crate::mail::bare(&block.text, &block.subject, date.unwrap_or(reference));
    let within = Mail {
        automatic: bare
            .automatic
            .filter(|a| a.kind == AutomaticKind::OutOfOffice),
        date,
        subject: block.subject.clone(),
        base_subject: subject,
        text: block.text.clone(),
        // Files of a forward are the client's.
        attachments: mail.attachments.clone(),
        parts_disagree: mail.parts_disagree,
        cut: mail.cut.clone(),
        ..Mail::default()
    };
    Some(Forwarded {
        from: person(&block.from),
        from_shown: block.from.clone(),
        date,
        subject: block.subject.clone(),
        ids: Vec::new(),
        reading: Box::new(read(&within, &inner)),
    })
}

/// `Bo Li <bo@client.example>`, `"Bo" [mailto:bo@client.example]`, `bo@client.example`.
pub(super) fn person(from: &str) -> Option<Person> {
    let marks = |c: char| c.is_whitespace() || "<>[]()\"'“”;,，；（）＜＞".contains(c);
    let (word, address) = from.split(marks).find_map(|word| {
        let word = word.trim_start_matches("mailto:");
        Address::parse(word).ok().map(|a| (word, a))
    })?;
    let name = from
        .split(word)
        .next()
        .unwrap_or_default()
        .replace("mailto:", "");
    Some(Person {
        name: name.trim_matches(marks).to_owned(),
        address,
    })
}

/// The date of a forwarded block as its program wrote it; noon if the time cannot be read.
pub(super) fn date(
    written: &str,
    reference: DateTime<FixedOffset>,
) -> Option<DateTime<FixedOffset>> {
    if let Ok(date) = DateTime::parse_from_rfc2822(written.trim()) {
        return Some(date);
    }
    if let Some(date) = stamp::read(written, reference) {
        return Some(date);
    }
    let seen = dates::find(written, reference);
    let first = seen.first()?;
    let time = first
        .time
        .or_else(|| chrono::NaiveTime::from_hms_opt(12, 0, 0))?;
    first
        .date
        .and_time(time)
        .and_local_timezone(*reference.offset())
        .single()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_of_blocks_are_read_however_written() {
        for (from, name, address) in [
            ("Bo Li <bo@client.example>", "Bo Li", "bo@client.example"),
            (
                "\"李波\" [mailto:bo@client.example]",
                "李波",
                "bo@client.example",
            ),
            ("bo@client.example", "", "bo@client.example"),
        ] {
            let got = person(from).expect(from);
            assert_eq!((got.name.as_str(), got.address.as_str()), (name, address));
        }
        assert!(person("Bo Li").is_none());
    }
}
