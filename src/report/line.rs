//! One item as a line of the summary and of its CSV.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::ItemView;
use crate::model::{
    Address, ClientKey, ClosedHow, Currency, HoldReason, ItemId, Kind, Mode, State, Step, World,
};

/// The hold that binds longest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub reason: HoldReason,
    /// First day follow-ups may go again; `None` = until an event.
    pub until: Option<NaiveDate>,
    /// The very words that led to it.
    pub words: String,
}

/// How an item was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// On which day, team's zone.
    pub day: NaiveDate,
    /// How.
    pub how: ClosedHow,
    /// False on the client's word alone.
    pub confirmed: bool,
    /// The very words.
    pub words: String,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number.
    pub id: ItemId,
    /// Kind.
    pub kind: Kind,
    /// State.
    pub state: State,
    /// Owner.
    pub owner: Address,
    /// Client.
    pub client: ClientKey,
    /// Subject as it was.
    pub subject: String,
    /// Day it was opened, team's zone.
    pub opened: NaiveDate,
    /// Due day.
    pub due: NaiveDate,
    /// Calendar days past it; 0 up to that day.
    pub days_overdue: i64,
    /// Asks still missing.
    pub missing: usize,
    /// Last step sent in this round.
    pub step: Option<Step>,
    /// The hold that binds longest.
    pub hold: Option<Held>,
    /// What comes next, and on which day of the team's zone.
    pub next: Option<(Step, NaiveDate)>,
    /// How what comes next leaves; in `observe` it does not.
    pub mode: Mode,
    /// Invoice numbers.
    pub numbers: Vec<String>,
    /// Amount owed at first.
    pub total: Option<Decimal>,
    /// Amount still owed.
    pub balance: Option<Decimal>,
    /// Currency of both.
    pub currency: Option<Currency>,
    /// How it was settled.
    pub closed: Option<Settled>,
}

impl Line {
    pub(super) fn new(view: &ItemView, today: NaiveDate, world: &World) -> Self {
        let item = &view.item;
        let day = |at: DateTime<Utc>| at.with_timezone(&world.team.zone).date_naive();
        let invoice = item.invoice.as_ref();
        Self {
            id: item.id,
            kind: item.kind,
            state: item.state(&view.outer),
            owner: item.owner.clone(),
            client: item.client.clone(),
            subject: item.subject.clone(),
            opened: day(item.opened_at),
            due: item.due,
            days_overdue: today.signed_duration_since(item.due).num_days().max(0),
            missing: item.open_asks().count(),
            step: item.ladder.sent.last().map(|sent| sent.step),
            hold: item.longest_hold(&view.outer).map(|hold| Held {
                reason: hold.reason,
                until: hold.until,
                words: hold.evidence.words.clone(),
            }),
            mode: world.mode(&item.client, item.mode),
            next: view.next.map(|(step, at)| (step, day(at))),
            numbers: invoice.map_or_else(Vec::new, |invoice| invoice.numbers.clone()),
            total: invoice.and_then(|invoice| invoice.total),
            balance: invoice.and_then(crate::model::Invoice::balance),
            currency: invoice.and_then(|invoice| invoice.currency),
            closed: item.closed.as_ref().map(|closed| Settled {
                day: day(closed.at),
                how: closed.how,
                confirmed: closed.confirmed,
                words: closed.evidence.words.clone(),
            }),
        }
    }
}
