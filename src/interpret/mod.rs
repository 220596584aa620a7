//! A mail's own words to a [`Reading`]. Pure; vocabularies are data, one file per language.

pub mod dates;
pub mod language;
pub mod money;
pub mod numbers;

use chrono::{DateTime, FixedOffset, Utc};
use chrono_tz::Tz;

use crate::model::{Ask, Attachment, Evidence, Mail, Reading, Role};

/// What reading needs to know besides the mail.
#[derive(Debug, Clone)]
pub struct Context {
    /// Role of the sender.
    pub role: Role,
    /// Zone for mails whose Date cannot be used.
    pub zone: Tz,
    /// Arrival of the mail (UTC). A Date more than 7 days before or 1 day after it is not used
    /// for relative dates. `None`: the mail's own Date is believed.
    pub arrival: Option<DateTime<Utc>>,
    /// Reference time if the mail has no usable Date and there is no arrival.
    pub fallback: DateTime<FixedOffset>,
}

/// Reads a mail.
#[must_use]
pub fn read(_mail: &Mail, _context: &Context) -> Reading {
    todo!()
}

/// What a reply says about one ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskAnswer {
    /// Number of the ask.
    pub n: u32,
    /// Given; false if the words say it is still to come, refused or asked about.
    pub done: bool,
    /// Rule and the very words.
    pub evidence: Evidence,
}

/// Fits a reply to the asks of one item: by their numbers, their words, attachments and answers
/// between quoted lines. Asks nothing is said about are not in the answer.
#[must_use]
pub fn answers(_reading: &Reading, _attachments: &[Attachment], _asks: &[Ask]) -> Vec<AskAnswer> {
    todo!()
}
