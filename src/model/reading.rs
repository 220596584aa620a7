//! What the daemon understood from one mail (product.md "reading"; the JSON is contracts.md 1).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Automatic, Currency, Instalment, Kind, MessageId, Money, Person};

/// The two languages the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// ISO 639-1.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

/// Who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The own side.
    Team,
    /// A configured client (matching widens this to any participant of an item).
    Client,
    /// The daemon itself, this instance or another.
    #[serde(rename = "self")]
    Own,
    /// Anybody else.
    Unknown,
}

impl Role {
    /// Whether somebody outside wrote it: clients need not be configured to be clients.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::Client | Self::Unknown)
    }
}

/// What a date in a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateRole {
    /// By when something is asked for.
    Deadline,
    /// When the writer will do it.
    Promise,
    /// Away until then.
    Absence,
    /// Anything else.
    Mention,
}

/// A date found in the own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSeen {
    /// The very words.
    pub text: String,
    /// The day, in the sender's zone.
    pub date: NaiveDate,
    /// The time of day, if named.
    pub time: Option<NaiveTime>,
    /// What it is.
    pub role: DateRole,
}

/// An amount found in the own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneySeen {
    /// The very words.
    pub text: String,
    /// The amount.
    pub value: rust_decimal::Decimal,
    /// Its currency, if the words tell.
    pub currency: Option<Currency>,
}

/// What a mail would open if a PM sent it to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Request or invoice.
    pub kind: Kind,
    /// Deadline named, in the sender's zone; `None` = the policy's default.
    pub due: Option<NaiveDate>,
    /// The words that named it.
    pub due_words: String,
    /// The asks, one by one, without their list marks.
    pub asks: Vec<String>,
    /// Invoice numbers that are owed.
    pub invoice_numbers: Vec<String>,
    /// Amount owed.
    pub total: Option<Money>,
    /// Dated parts.
    pub instalments: Vec<Instalment>,
    /// Rule code and the words that made it this kind.
    pub evidence: String,
    /// What the mail of an invoice asks for besides the money: a request of its own.
    pub beside: Option<Box<Opening>>,
}

/// What a reply says about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// All that was asked for is given.
    Delivered,
    /// Some of several is settled, something is left.
    Part,
    /// Said to be paid.
    Payment,
    /// Will come.
    Promise,
    /// Needs something from the team first.
    Question,
    /// Contests it.
    Dispute,
    /// Will not.
    Decline,
    /// Seen.
    Acknowledged,
    /// Wrong person, left, or do not mail me.
    Stop,
}

impl SignalKind {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Part => "part",
            Self::Payment => "payment",
            Self::Promise => "promise",
            Self::Question => "question",
            Self::Dispute => "dispute",
            Self::Decline => "decline",
            Self::Acknowledged => "acknowledged",
            Self::Stop => "stop",
        }
    }
}

/// One signal with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// What.
    pub kind: SignalKind,
    /// The day promised (promise), if named.
    pub date: Option<NaiveDate>,
    /// The very words.
    pub evidence: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// The one reading that decides, given no item (contracts.md `reply`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// See [`SignalKind::Delivered`].
    Delivered,
    /// See [`SignalKind::Part`].
    Part,
    /// See [`SignalKind::Payment`].
    Payment,
    /// See [`SignalKind::Promise`].
    Promise,
    /// See [`SignalKind::Question`].
    Question,
    /// See [`SignalKind::Dispute`].
    Dispute,
    /// See [`SignalKind::Decline`].
    Decline,
    /// See [`SignalKind::Acknowledged`].
    Acknowledged,
    /// See [`SignalKind::Stop`].
    Stop,
    /// A person wrote, and nothing certain can be said.
    Unclear,
    /// A machine wrote.
    Automatic,
    /// No own words and no attachment.
    None,
}

impl Reply {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Part => "part",
            Self::Payment => "payment",
            Self::Promise => "promise",
            Self::Question => "question",
            Self::Dispute => "dispute",
            Self::Decline => "decline",
            Self::Acknowledged => "acknowledged",
            Self::Stop => "stop",
            Self::Unclear => "unclear",
            Self::Automatic => "automatic",
            Self::None => "none",
        }
    }
}

/// A mail forwarded inside another, read on its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Forwarded {
    /// Its sender, if the block or the enclosed mail names one with an address.
    pub from: Option<Person>,
    /// Its sender as written.
    pub from_shown: String,
    /// Its date as written, if it can be read.
    pub date: Option<DateTime<FixedOffset>>,
    /// Its subject.
    pub subject: String,
    /// Ids of the enclosed mail and its thread (message/rfc822 only).
    pub ids: Vec<MessageId>,
    /// What its sender wrote and what it says.
    pub reading: Box<Reading>,
}

/// A verb of product.md 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(
    missing_docs,
    reason = "each is explained under its own name in product.md 5"
)]
pub enum Verb {
    Done,
    Paid,
    Part,
    Due,
    Snooze,
    Pause,
    Resume,
    Cancel,
    Reopen,
    Chase,
    Open,
    Ok,
    Skip,
    Kind,
    Contact,
    Owner,
    Away,
    Call,
    Note,
    Why,
    Status,
    List,
    Dossier,
    Undo,
    Help,
    Resend,
    Sent,
}

impl Verb {
    /// Whether it asks and changes nothing.
    #[must_use]
    pub fn only_asks(self) -> bool {
        matches!(
            self,
            Self::Why | Self::Status | Self::List | Self::Dossier | Self::Help
        )
    }
}

/// One command line, understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// What to do.
    pub verb: Verb,
    /// Item numbers named; empty = those of the thread.
    pub items: Vec<i64>,
    /// Normalised: ISO date, span (`5d`, `5wd`), plain amount, address, or the words of a note; for
    /// `part` with ask numbers: `1,3`; for `pause all`: `all`; for `away`: last day and deputy, or
    /// `over`, with whoever is away in front.
    pub argument: Option<String>,
}

/// A line that looks like a command and is none; told in the transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The line.
    pub line: String,
    /// Why, as a code: `unknown_word`, `missing_argument`, `bad_argument`, `question`, `negation`,
    /// `condition`, `talk`, `how_away`, `past`.
    pub why: String,
}

/// Everything understood from one mail's own words.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Sender's role.
    pub role: Role,
    /// Automatic mail, absences with their date.
    pub automatic: Option<Automatic>,
    /// ISO 639-1 of the own words; `None` if there are none.
    pub language: Option<String>,
    /// What the sender wrote.
    pub own_text: String,
    /// The signature cut off.
    pub signature: String,
    /// The quoted mails.
    pub quoted_text: String,
    /// The mail forwarded inside.
    pub forwarded: Option<Forwarded>,
    /// Dates in the own words.
    pub dates: Vec<DateSeen>,
    /// Amounts in the own words (and subject).
    pub money: Vec<MoneySeen>,
    /// Invoice numbers in own words, subject and attachment names.
    pub invoice_numbers: Vec<String>,
    /// What it would open.
    pub opens: Option<Opening>,
    /// Everything a reply says.
    pub signals: Vec<Signal>,
    /// The one that decides.
    pub reply: Reply,
    /// Command lines at the head of the own words.
    pub commands: Vec<Command>,
    /// Lines there that only look like commands.
    pub refused: Vec<Refused>,
}

impl Reading {
    /// A reading that understood nothing.
    #[must_use]
    pub fn empty(role: Role) -> Self {
        Self {
            role,
            automatic: None,
            language: None,
            own_text: String::new(),
            signature: String::new(),
            quoted_text: String::new(),
            forwarded: None,
            dates: Vec::new(),
            money: Vec::new(),
            invoice_numbers: Vec::new(),
            opens: None,
            signals: Vec::new(),
            reply: Reply::None,
            commands: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// The first signal of a kind.
    #[must_use]
    pub fn signal(&self, kind: SignalKind) -> Option<&Signal> {
        self.signals.iter().find(|s| s.kind == kind)
    }
}
