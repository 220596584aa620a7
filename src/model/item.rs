//! An item: what one client owes one owner.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    Address, ClientKey, Currency, Evidence, Hold, HoldReason, LadderState, Language, MessageId,
    Mode, Person,
};

/// Item number, rising from 1 in opening order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub i64);

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Information, material, an approval.
    Request,
    /// Money.
    Invoice,
}

impl Kind {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Invoice => "invoice",
        }
    }
}

/// State as shown; derived from `closed` and the holds, never stored apart from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being chased.
    Open,
    /// Some hold other than a dispute stands.
    Held,
    /// The client contests it.
    Disputed,
    /// Settled.
    Closed,
}

impl State {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Held => "held",
            Self::Disputed => "disputed",
            Self::Closed => "closed",
        }
    }
}

/// Whose move it is; derived from the holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The client's.
    Client,
    /// The team's.
    Team,
}

/// One part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Number within the item, from 1.
    pub n: u32,
    /// The PM's words.
    pub text: String,
    /// Delivered.
    pub done: bool,
}

/// The due date of an instalment that waits for an event ("on delivery") instead of a day.
pub const UNDATED: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// One dated part of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// When it is due, in the team's zone.
    pub due: NaiveDate,
    /// How much.
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
}

/// A payment or credit note counted against an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// How much.
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
    /// When it was learnt of (UTC).
    pub at: DateTime<Utc>,
    /// A team member said so; false on the client's word alone.
    pub confirmed: bool,
    /// What told.
    pub evidence: Evidence,
}

/// The money side of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Invoice {
    /// Invoice numbers as written.
    pub numbers: Vec<String>,
    /// Amount owed; `None` if the mail named none.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub total: Option<Decimal>,
    /// Its currency.
    pub currency: Option<Currency>,
    /// Dated parts, by due date; empty if it is paid in one.
    pub instalments: Vec<Instalment>,
    /// What has been paid or credited.
    pub payments: Vec<Payment>,
}

impl Invoice {
    /// What is still owed: total less payments, never below zero.
    #[must_use]
    pub fn balance(&self) -> Option<Decimal> {
        let paid: Decimal = self.payments.iter().map(|p| p.amount).sum();
        self.total
            .map(|total| total.saturating_sub(paid).max(Decimal::ZERO))
    }
}

/// Somebody of the client in this item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemContact {
    /// Name and address.
    pub person: Person,
    /// Stood in To (or was made a contact by a command): gets follow-ups.
    /// Others only replace a dead one.
    pub primary: bool,
    /// The address bounced for good or its owner opted out: never mailed again.
    #[serde(default)]
    pub dead: Option<Evidence>,
}

/// Where a due date came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "from", content = "words")]
pub enum DueSource {
    /// Words of the mail.
    Words(String),
    /// The address tag.
    Tag(String),
    /// The policy's default.
    Default,
    /// A command.
    Command(String),
    /// Granted by the owner or agreed in the thread.
    Granted(String),
}

/// A promise of the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The day named.
    pub date: NaiveDate,
    /// When it was made (UTC).
    pub at: DateTime<Utc>,
    /// The very words.
    pub evidence: Evidence,
    /// The day passed and the thing did not come.
    #[serde(default)]
    pub broken: bool,
    /// Before it passed the client wrote that the thing came, or a part that may be all he promised: no
    /// day alone breaks it.
    #[serde(default)]
    pub answered: bool,
    /// The team had to do or say something before it could be kept: no day breaks it.
    #[serde(default)]
    pub waited: bool,
    /// It names everything that is owed: a part does not keep it.
    #[serde(default)]
    pub whole: bool,
    /// Who of the client made it.
    #[serde(default)]
    pub by: Option<Address>,
}

impl Promise {
    /// Whether money of an invoice that came since it was made keeps it: half of what was then owed (a
    /// part may be all that was promised, a cent is not), of instalments any. `None` where none came
    /// in that time. A credit note is the team's.
    #[must_use]
    pub fn kept_by(
        &self,
        invoice: &Invoice,
        in_time: impl Fn(DateTime<Utc>) -> bool,
    ) -> Option<bool> {
        let credit = |payment: &Payment| payment.evidence.rule == "credit-note";
        // "Half is paid, the rest on Friday": the half keeps nothing.
        let mail = self.evidence.message_id.as_ref();
        let with_it =
            |payment: &Payment| mail.is_some() && payment.evidence.message_id.as_ref() == mail;
        let (came, others): (Vec<&Payment>, Vec<&Payment>) = invoice
            .payments
            .iter()
            .partition(|p| !credit(p) && !with_it(p) && p.at >= self.at && in_time(p.at));
        if came.is_empty() {
            return None;
        }
        let sum = |of: &[&Payment]| of.iter().map(|p| p.amount).sum::<Decimal>();
        let came = sum(&came);
        Some(
            match invoice.total.filter(|_| invoice.instalments.len() < 2) {
                Some(total) => {
                    let owed = total.saturating_sub(sum(&others));
                    let enough = if self.whole {
                        came
                    } else {
                        came.saturating_add(came)
                    };
                    enough >= owed
                }
                None => true,
            },
        )
    }

    /// Whether it is broken where its day has passed and the item is still open.
    #[must_use]
    pub fn lapses(&self, invoice: Option<&Invoice>) -> bool {
        let money = invoice.and_then(|invoice| self.kept_by(invoice, |_| true));
        !self.waited && money.map_or(!self.answered, |kept| !kept)
    }
}

/// How an item was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedHow {
    /// All asks answered.
    Delivered,
    /// Paid.
    Paid,
    /// A command said so.
    Done,
    /// Called off.
    Cancelled,
}

impl ClosedHow {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Paid => "paid",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The close of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// How.
    pub how: ClosedHow,
    /// False for an invoice closed on the client's word alone, until somebody says `paid`.
    pub confirmed: bool,
    /// What told.
    pub evidence: Evidence,
}

/// What one client owes one owner. The whole of it is written to the history before and after
/// each change, so `undo` can restore it exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Number.
    pub id: ItemId,
    /// Request or invoice.
    pub kind: Kind,
    /// The PM who opened it, or was handed it.
    pub owner: Address,
    /// Whose it is.
    pub client: ClientKey,
    /// The client's people, To first.
    pub contacts: Vec<ItemContact>,
    /// Subject of the opening mail.
    pub subject: String,
    /// Language of the opening mail's own words: that of its follow-ups unless the client has one.
    pub language: Language,
    /// What is missing, one by one (requests).
    pub asks: Vec<Ask>,
    /// The money side (invoices).
    pub invoice: Option<Invoice>,
    /// When it was opened (UTC).
    pub opened_at: DateTime<Utc>,
    /// The mail that asks.
    pub opened_by: MessageId,
    /// Ids of the thread, oldest first: become `References`; the last client-visible one is answered.
    pub thread: Vec<MessageId>,
    /// Due day, in the team's zone.
    pub due: NaiveDate,
    /// Where the due date came from.
    pub due_source: DueSource,
    /// Holds of this item alone; those of contact, client and team stand beside it.
    pub holds: Vec<Hold>,
    /// Set once it is settled.
    pub closed: Option<Closed>,
    /// How far it has been chased.
    pub ladder: LadderState,
    /// Mode of this item alone, over that of client and policy.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Last human contact with the client about it (UTC): opening mail, a reply, the owner's own mail.
    pub last_contact: DateTime<Utc>,
    /// Promises made, oldest first.
    pub promises: Vec<Promise>,
    /// When the client was last heard (UTC).
    #[serde(default)]
    pub last_heard: Option<DateTime<Utc>>,
}

impl Item {
    /// State as shown, by its own holds; pass the others in `outer`.
    #[must_use]
    pub fn state(&self, outer: &[Hold]) -> State {
        let mut holds = self.holds.iter().chain(outer).map(|h| h.reason).peekable();
        if self.closed.is_some() {
            State::Closed
        } else if holds.peek().is_none() {
            State::Open
        } else if holds.any(|reason| reason == HoldReason::Dispute) {
            State::Disputed
        } else {
            State::Held
        }
    }

    /// Whose turn it is.
    #[must_use]
    pub fn turn(&self) -> Turn {
        if self.holds.iter().any(|h| h.reason.turns_to_team()) {
            Turn::Team
        } else {
            Turn::Client
        }
    }

    /// The hold that binds longest: an open-ended one, else the latest day.
    #[must_use]
    pub fn longest_hold<'a>(&'a self, outer: &'a [Hold]) -> Option<&'a Hold> {
        self.holds
            .iter()
            .chain(outer)
            .max_by_key(|h| (h.until.is_none(), h.reason == HoldReason::Dispute, h.until))
    }

    /// Asks not yet delivered.
    pub fn open_asks(&self) -> impl Iterator<Item = &Ask> {
        self.asks.iter().filter(|ask| !ask.done)
    }

    /// Amount still owed, with its currency.
    #[must_use]
    pub fn balance(&self) -> Option<super::Money> {
        let invoice = self.invoice.as_ref()?;
        Some(super::Money {
            value: invoice.balance()?,
            currency: invoice.currency?,
        })
    }

    /// Contacts a follow-up goes to: live ones of the To list, else the first live other one.
    #[must_use]
    pub fn follow_up_contacts(&self) -> Vec<Person> {
        let live = |primary: bool| {
            self.contacts
                .iter()
                .filter(move |c| c.primary == primary && c.dead.is_none())
                .map(|c| c.person.clone())
        };
        let to: Vec<Person> = live(true).collect();
        if to.is_empty() {
            live(false).take(1).collect()
        } else {
            to
        }
    }

    /// Whether the address is one of its contacts, dead or alive.
    #[must_use]
    pub fn has_contact(&self, address: &Address) -> bool {
        self.contacts.iter().any(|c| &c.person.address == address)
    }
}
