//! Mail that leaves: follow-ups to clients, notices and summaries to the team.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Address, Evidence, ItemId, MessageId, Mode, Person, Step};

/// Row id of a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FollowUpId(pub i64);

/// Row id in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutgoingId(pub i64);

/// One item in a follow-up. `(item, instalment, round, step)` is unique among those not withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpLine {
    /// Which item.
    pub item: ItemId,
    /// Index of the instalment; 0 without instalments.
    pub instalment: u32,
    /// Round of its ladder.
    pub round: u32,
    /// Its own step.
    pub step: Step,
}

/// One mail to a client chasing one or more items of one owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// In whose name.
    pub owner: Address,
    /// To whom: live contacts.
    pub to: Vec<Person>,
    /// The owner, and with `last` the client's escalation contacts.
    pub cc: Vec<Person>,
    /// The items, those at the furthest step first, of these the longest overdue.
    pub lines: Vec<FollowUpLine>,
    /// How it leaves.
    pub mode: Mode,
    /// Start of the working window it is planned for (UTC).
    pub at: DateTime<Utc>,
    /// End of that window (UTC): past it the mail is withdrawn and planned anew.
    pub send_before: DateTime<Utc>,
}

impl FollowUp {
    /// The step that words it: the furthest of its items'. The others stand beside those at it.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        self.lines.iter().map(|line| line.step).max()
    }
}

/// What class of mail an outbox row is: decides caps and the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutgoingClass {
    /// To a client: needs the last look, never sent twice, has `send_before`.
    FollowUp,
    /// To a team member.
    Notice,
    /// The weekly summary.
    Summary,
}

/// A mail ready to leave: exact bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Class.
    pub class: OutgoingClass,
    /// Its Message-ID, which is also its `X-Nudged-Id` and second reference.
    pub message_id: MessageId,
    /// Envelope sender.
    pub sender: Address,
    /// Envelope recipients.
    pub recipients: Vec<Address>,
    /// The mail, CRLF line ends, 7-bit.
    pub bytes: Vec<u8>,
    /// Items it is about.
    pub items: Vec<ItemId>,
    /// Not before (UTC).
    pub not_before: DateTime<Utc>,
    /// Withdrawn when past (UTC); follow-ups only.
    pub send_before: Option<DateTime<Utc>>,
}

/// State of an outbox row (architecture.md law 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutgoingState {
    /// Waits.
    Queued,
    /// A worker holds it; nothing of the body was sent.
    Claimed,
    /// The final dot may have been sent.
    BodyStarted,
    /// A server took it (250).
    Sent,
    /// A server refused it for good.
    Refused,
    /// The final dot was begun, no answer seen: looked for as own copy.
    Unsure,
    /// Unsure past the grace period: a person decides.
    Held,
    /// Overtaken; frees its key.
    Withdrawn,
}

/// Why a mail was withdrawn or held, for `why`.
pub type OutgoingWhy = Evidence;
