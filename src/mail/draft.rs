//! A mail of our own, to bytes: CRLF, 7-bit, every header safe whatever a stranger's name holds.

use chrono::{DateTime, FixedOffset};

use crate::model::{MessageId, Person};

/// A file attached to a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name shown.
    pub name: String,
    /// Media type, e.g. `text/csv; charset=utf-8`.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Everything of a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// From.
    pub from: Person,
    /// To.
    pub to: Vec<Person>,
    /// Cc.
    pub cc: Vec<Person>,
    /// Reply-To, in order.
    pub reply_to: Vec<Person>,
    /// Subject.
    pub subject: String,
    /// Date, in the offset it is to be shown with.
    pub date: DateTime<FixedOffset>,
    /// Message-ID; also written as `X-Nudged-Id` and, if `references` is not empty, as a last
    /// synthetic reference `ref.<id>` that survives servers rewriting Message-ID.
    pub message_id: MessageId,
    /// The mail it answers.
    pub in_reply_to: Option<MessageId>,
    /// Its thread, oldest first.
    pub references: Vec<MessageId>,
    /// Text body.
    pub text: String,
    /// HTML body.
    pub html: String,
    /// Attachments.
    pub files: Vec<File>,
}

/// The mail as bytes. Deterministic: boundaries come from the Message-ID. Always carries
/// `Auto-Submitted: auto-generated`, `X-Auto-Response-Suppress` and the loop header.
#[must_use]
pub fn build(_draft: &Draft) -> Vec<u8> {
    todo!()
}
