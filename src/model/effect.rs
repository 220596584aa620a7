//! Decisions as data: `decide` returns effects, `store::apply` records them, `app` carries them out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Address, Away, AwayChange, Evidence, FollowUp, Hold, HoldChange, HoldReason, HoldScope, Item,
    ItemId, Kind, MessageId, Mode, Person, Reply, Step,
};

/// What happened; the names of contracts.md 2, and those of ours it does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of contracts.md 2 say it")]
pub enum EventKind {
    Received,
    Opened,
    Updated,
    Matched,
    Unmatched,
    Ambiguous,
    Held,
    Resumed,
    Closed,
    Reopened,
    AskedOwner,
    FollowUp,
    Notice,
    Summary,
    Bounced,
    Rejected,
    Unreadable,
    Withdrawn,
    Sent,
    Command,
}

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The daemon, on a mail or on time.
    Daemon,
    /// A team member, by mail.
    Member(Address),
    /// Somebody at the command line of the machine.
    Console,
}

/// One line of the append-only history: an event of contracts.md 2 with who, why and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// What happened.
    pub event: EventKind,
    /// The item, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The items, if it is about several (follow-ups, ambiguous replies).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
    /// The mail it is about: incoming, or the outgoing one of `follow_up`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// Mode of a follow-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Kind of the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Step of a follow-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Step>,
    /// Recipients of what was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Address>,
    /// How a reply was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reply>,
    /// How surely a mail is about the item, in hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// First day follow-ups may go again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Why of a hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldReason>,
    /// Holds of contact, client or team that it changed; filled in when it is recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wider: Vec<HoldChange>,
    /// The absence it changed; filled in when it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<AwayChange>,
    /// Who.
    pub actor: Actor,
    /// Rule and the very words.
    #[serde(flatten)]
    pub evidence: EvidenceFlat,
}

/// Evidence as contracts.md writes it in an event: `rule` and `evidence`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EvidenceFlat {
    /// Rule code.
    #[serde(default)]
    pub rule: String,
    /// The very words.
    #[serde(default, rename = "evidence")]
    pub words: String,
}

impl HistoryEntry {
    /// An entry with only its event, actor and evidence; fill in the rest with struct update.
    #[must_use]
    pub fn new(event: EventKind, actor: Actor, evidence: &Evidence) -> Self {
        Self {
            event,
            item: None,
            items: Vec::new(),
            message_id: evidence.message_id.clone(),
            mode: None,
            kind: None,
            step: None,
            to: Vec::new(),
            reading: None,
            score: None,
            until: None,
            hold: None,
            wider: Vec::new(),
            away: None,
            actor,
            evidence: EvidenceFlat {
                rule: evidence.rule.clone(),
                words: evidence.words.clone(),
            },
        }
    }

    /// The same about one item.
    #[must_use]
    pub fn about(mut self, item: &Item) -> Self {
        self.item = Some(item.id);
        self.kind = Some(item.kind);
        self
    }
}

/// Why a notice is written; each is a template folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// An item was opened: number, who owes what, due, first follow-up, the words that change it.
    Receipt,
    /// The mail held nothing to track; `open` opens it.
    NothingToTrack,
    /// The mail could not be proved to be the member's; answering `open` proves it.
    Token,
    /// An item closed; the client's words.
    Closed,
    /// Part delivered or paid; what is left.
    Part,
    /// A credit note of the team's took something off an invoice.
    Credited,
    /// The team's own mail grants the client a later day.
    Granted,
    /// The client promised, acknowledged or is away: until when the item rests.
    Resting,
    /// The client asks something back.
    Question,
    /// The client contests it (owner and the team's escalation contact).
    Dispute,
    /// The client will not.
    Decline,
    /// The contact asked not to be mailed, or is the wrong person.
    Stop,
    /// A person must look: unclear, unproved, the owner's own words, a foreign domain, Junk.
    Review,
    /// The reply fits several items: numbered candidates.
    Candidates,
    /// A late reply to a closed item that says more than thanks.
    Late,
    /// A reply that fits nothing, told to the client's owner.
    Unmatched,
    /// An address is dead, or no live contact is left.
    Bounce,
    /// Follow-ups waiting for `ok` (mode approve).
    Approval,
    /// Tomorrow's follow-ups (mode forewarn).
    Forewarning,
    /// Time to telephone: number, history, talking points.
    Call,
    /// An item was handed over, or taken back.
    Handover,
    /// Somebody stands in for a member, or no longer does.
    Deputy,
    /// Answer to a command mail.
    Transcript,
    /// What older mail left open, once, when tracking begins (`run --adopt-since`).
    Adopted,
    /// What waits for the owner, once a day.
    Daily,
    /// A follow-up whose delivery is unknown: `resend` or `sent`.
    Unsure,
    /// To `admin.to`: the mailbox is unreachable, or back; a mail could not be read.
    Admin,
}

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 27] = [
        Self::Receipt,
        Self::NothingToTrack,
        Self::Token,
        Self::Closed,
        Self::Part,
        Self::Credited,
        Self::Granted,
        Self::Resting,
        Self::Question,
        Self::Dispute,
        Self::Decline,
        Self::Stop,
        Self::Review,
        Self::Candidates,
        Self::Late,
        Self::Unmatched,
        Self::Bounce,
        Self::Approval,
        Self::Forewarning,
        Self::Call,
        Self::Handover,
        Self::Deputy,
        Self::Transcript,
        Self::Adopted,
        Self::Daily,
        Self::Unsure,
        Self::Admin,
    ];
}

/// One line of a notice: a candidate, a transcript line, something that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLine {
    /// The item it is about.
    pub item: Option<ItemId>,
    /// What it says, as a code the template words (`done`, `refused:unknown_word`, `waits:question`, …).
    pub code: String,
    /// Words or value to show.
    pub words: String,
    /// A day to show.
    pub date: Option<NaiveDate>,
}

/// A mail to a team member, before it is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Why.
    pub kind: NoticeKind,
    /// To whom.
    pub to: Vec<Address>,
    /// Items it is about, in order.
    pub items: Vec<ItemId>,
    /// The mail it answers: threads the notice for the member.
    pub in_reply_to: Option<MessageId>,
    /// Whose words are quoted.
    pub from: Option<Person>,
    /// The words of the client (or member), own text only.
    pub words: String,
    /// A moment to tell: first follow-up, end of a hold (UTC).
    pub at: Option<DateTime<Utc>>,
    /// Rule code of why, so a template can say it (`unproved`, `failed-proof`, `unclear`, …).
    pub rule: String,
    /// Lines.
    pub lines: Vec<NoticeLine>,
}

impl Notice {
    /// A notice about one item to its owner.
    #[must_use]
    pub fn to_owner(kind: NoticeKind, item: &Item, evidence: &Evidence) -> Self {
        Self {
            kind,
            to: vec![item.owner.clone()],
            items: vec![item.id],
            in_reply_to: evidence.message_id.clone(),
            from: None,
            words: evidence.words.clone(),
            at: None,
            rule: evidence.rule.clone(),
            lines: Vec::new(),
        }
    }
}

/// One decision. Closed: an unknown one is a compile error, not an `Ok`.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "effects are few and short-lived")]
pub enum Effect {
    /// An item is new, or is now this; the store keeps the image before.
    Item {
        /// The whole new image.
        item: Item,
        /// What the history says.
        entry: HistoryEntry,
    },
    /// A hold wider than one item begins.
    Hold {
        /// The hold.
        hold: Hold,
        /// What the history says.
        entry: HistoryEntry,
    },
    /// Holds wider than one item end.
    Release {
        /// Their scope.
        scope: HoldScope,
        /// Only this reason, or all.
        reason: Option<HoldReason>,
        /// What the history says.
        entry: HistoryEntry,
    },
    /// A member is away from now on, or back.
    Away {
        /// Who.
        owner: Address,
        /// His absence; `None`: he is back.
        away: Option<Away>,
        /// What the history says.
        entry: HistoryEntry,
    },
    /// A mail to a client, to be rendered (not rendered in mode observe and approve).
    FollowUp {
        /// The mail.
        follow_up: FollowUp,
        /// What the history says.
        entry: HistoryEntry,
    },
    /// A mail to team members, to be rendered.
    Notice {
        /// The mail.
        notice: Notice,
    },
    /// The weekly summary is due: build, render and queue it.
    Summary {
        /// When the one before was due, or tracking began (UTC): what it tells of begins there.
        since: DateTime<Utc>,
        /// The moment it was due (UTC): the key that makes it unique.
        due: DateTime<Utc>,
    },
    /// Client mail about these items that is queued and not begun is withdrawn.
    Withdraw {
        /// The items.
        items: Vec<ItemId>,
        /// Why.
        evidence: Evidence,
    },
    /// Something to remember that changes no item.
    Record {
        /// What the history says.
        entry: HistoryEntry,
    },
}
