//! The whole story of one item, for somebody outside: mails with what proves them, and every decision.

use chrono::{DateTime, Utc};

use super::ItemView;
use crate::model::{Attachment, MessageId};

/// The whole story of one item.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The item as it stands.
    pub view: ItemView,
    /// Its mails, by time.
    pub letters: Vec<Letter>,
    /// What happened, by time.
    pub entries: Vec<Entry>,
}

/// Which way a mail went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From a client to the team.
    Received,
    /// From a member to the client.
    Written,
    /// Among the team: its text is not shown, its commands stand in the decisions.
    Inside,
    /// A follow-up of the daemon.
    FollowUp,
}

/// One mail.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Which way.
    pub way: Way,
    /// When it arrived or was handed to be sent (UTC).
    pub at: DateTime<Utc>,
    /// Its Message-ID.
    pub id: MessageId,
    /// Its subject.
    pub subject: String,
    /// Its header block as it came or left.
    pub headers: String,
    /// What its writer wrote.
    pub own: String,
    /// The rest of its text; empty where there is none.
    pub whole: String,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
    /// SHA-256 of the mail as bytes, hex.
    pub hash: String,
    /// What vouches for its sender.
    pub proof: String,
    /// What servers said when it left, a line each.
    pub delivery: Vec<String>,
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What happened, a word of the history.
    pub event: String,
    /// Who decided: an address, `nudged`, or `console`.
    pub who: String,
    /// Rule code.
    pub rule: String,
    /// The very words.
    pub words: String,
    /// The mail it is about.
    pub mail: Option<MessageId>,
    /// To whom something went.
    pub to: Vec<String>,
    /// What it changed, before and after.
    pub changes: Vec<String>,
    /// Taken back later.
    pub taken_back: bool,
}
