//! A clock that was ahead for a while (a board without a battery, a year typed wrong): what time
//! alone decided under it is taken back once the clock is right. Mail that came then stays.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use super::engine::{Bench, Engine, key};
use super::undo::by_time;
use crate::decide::{away, changed, chase};
use crate::model::{Actor, Effect, EventKind, Evidence, HistoryEntry, Hold, Item, ItemId};
use crate::store::{HistoryRow, ItemFilter, Tx};

const RULE: &str = "clock-was-ahead";

/// Rules of mails to the team that time alone calls for.
const BY_TIME: &[&str] = &[
    "daily",
    "forewarned",
    chase::APPROVAL_NEEDED,
    "summary-due",
    BACK,
    CALL,
];
const CALL: &str = "ladder";
/// Rule of an absence of a member that is over.
const BACK: &str = "away-over";

/// Clocks are set back a little all the time.
const LEEWAY: Duration = Duration::minutes(2);

/// The last moment (UTC) something was recorded under that has not come at `now` and was not put right.
///
/// # Errors
/// A database fault.
pub fn recorded_ahead(tx: &Tx<'_>, now: DateTime<Utc>) -> anyhow::Result<Option<DateTime<Utc>>> {
    let rows = tx.history_ahead_of(now + LEEWAY, put_right_up_to(tx)?)?;
    Ok(rows.iter().map(|row| row.at).max())
}

fn put_right_up_to(tx: &Tx<'_>) -> anyhow::Result<i64> {
    let known = tx.recall(key::PUT_RIGHT)?;
    Ok(known.and_then(|row| row.parse().ok()).unwrap_or_default())
}

impl Engine {
    /// The clock moved, or the daemon starts: whatever is dated later than `now` (UTC) was dated by a
    /// clock that was ahead. Tells how many queued mails were.
    ///
    /// # Errors
    /// A database fault.
    pub(super) fn clock_jumped(&mut self, now: DateTime<Utc>) -> anyhow::Result<usize> {
        Ok(self.decide(now, |bench| bench.put_right())?.0)
    }
}

impl Bench<'_> {
    fn put_right(&self) -> anyhow::Result<usize> {
        let now = self.desk.now;
        let known = put_right_up_to(self.tx)?;
        let ahead = self.tx.history_ahead_of(now + LEEWAY, known)?;
        if let Some(last) = ahead.last() {
            self.tx.remember(key::PUT_RIGHT, &last.id.to_string())?;
        }
        let mut called = BTreeSet::new();
        for row in &ahead {
            called.extend(self.untell(&row.entry)?);
        }
        let healed = self.tx.heal_clock(now)?;
        let ticked = self.moments_served(now)?;
        if ahead.is_empty() && !ticked {
            return Ok(healed);
        }
        for hold in ended(&ahead) {
            self.hold_again(hold)?;
        }
        for row in ahead.iter().filter(|row| row.entry.evidence.rule == BACK) {
            if let Some(away) = row
                .entry
                .away
                .as_ref()
                .and_then(|change| change.before.clone())
            {
                let evidence = Evidence::new(RULE, None, "");
                let owner = away.owner.clone();
                let again = away::set(&owner, Some(away), &Actor::Daemon, &evidence);
                self.carry(vec![again])?;
            }
        }
        let items: BTreeSet<ItemId> = ahead
            .iter()
            .filter_map(|row| row.after.as_ref().map(|item| item.id))
            .collect();
        for id in items {
            self.item_again(id, &ahead, called.contains(&id))?;
        }
        self.tx.forget_plans_ahead_of(now + LEEWAY)?;
        for item in self.tx.items(&ItemFilter::open())? {
            self.replan(item.id)?;
        }
        Ok(healed)
    }

    /// A mail to the team that only time called for is withdrawn; gives the items of one that asks for a
    /// call and has left.
    fn untell(&self, entry: &HistoryEntry) -> anyhow::Result<Vec<ItemId>> {
        let told = matches!(entry.event, EventKind::Notice | EventKind::Summary);
        let rule = entry.evidence.rule.as_str();
        let Some(id) = entry
            .message_id
            .as_ref()
            .filter(|_| told && BY_TIME.contains(&rule))
        else {
            return Ok(Vec::new());
        };
        let Some(row) = self.tx.outgoing_by_message_id(id)? else {
            return Ok(Vec::new());
        };
        if self.tx.withdraw(row.id, RULE, self.desk.now)? {
            self.tx.forget_summary(row.id)?;
            return Ok(Vec::new());
        }
        Ok(if rule == CALL {
            row.mail.items
        } else {
            Vec::new()
        })
    }

    /// The moments of daily notice and summary begin anew where they were counted ahead; tells whether
    /// any was.
    fn moments_served(&self, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let mut ahead = false;
        for name in [key::DAILY, key::SUMMARY] {
            let at = super::engine::remembered(self.tx, name)?;
            if at.is_some_and(|at| at > now + LEEWAY) {
                ahead = true;
                // Where none was sent before, it tells of everything since tracking began.
                let served = match self.tx.summary_before(now)? {
                    _ if name == key::DAILY => None,
                    Some(last) => Some(last),
                    None => self.tx.history_begins()?,
                };
                self.tx
                    .remember(name, &served.unwrap_or(now).to_rfc3339())?;
            }
        }
        Ok(ahead)
    }

    /// A hold of contact, client or team whose day had not come.
    fn hold_again(&self, hold: &Hold) -> anyhow::Result<()> {
        let evidence = Evidence::new(RULE, None, "");
        let entry = HistoryEntry {
            until: hold.until,
            hold: Some(hold.reason),
            items: self.tx.items_under(&hold.scope)?,
            ..HistoryEntry::new(EventKind::Held, Actor::Daemon, &evidence)
        };
        let hold = hold.clone();
        self.carry(vec![Effect::Hold { hold, entry }])
    }

    /// An item as it was before time went ahead; where more than time changed it, only without
    /// moments that have not come.
    fn item_again(&self, id: ItemId, ahead: &[HistoryRow], called: bool) -> anyhow::Result<()> {
        let of = |row: &&HistoryRow| row.after.as_ref().is_some_and(|item| item.id == id);
        let rows: Vec<&HistoryRow> = ahead.iter().filter(of).collect();
        let Some(item) = self.tx.load(id)? else {
            return Ok(());
        };
        let before = rows.first().and_then(|row| row.before.clone());
        let again = match before {
            Some(before) if !called && rows.iter().all(|row| by_time(&row.entry)) => Item {
                thread: item.thread.clone(),
                ..before
            },
            _ => self.dated(item.clone()),
        };
        if again == item {
            return Ok(());
        }
        let evidence = Evidence::new(RULE, None, "");
        let event = EventKind::Updated;
        self.carry(vec![changed(&again, event, &Actor::Daemon, &evidence)])
    }

    fn dated(&self, mut item: Item) -> Item {
        let now = self.desk.now;
        item.last_contact = item.last_contact.min(now);
        item.last_heard = item.last_heard.map(|at| at.min(now));
        let ladder = &mut item.ladder;
        let all = ladder.sent.iter_mut().chain(&mut ladder.passed);
        for sent in all.chain(&mut ladder.observed).chain(&mut ladder.proposed) {
            sent.at = sent.at.min(now);
        }
        item
    }
}

/// Holds beyond one item that only time ended.
fn ended(ahead: &[HistoryRow]) -> impl Iterator<Item = &Hold> {
    let rows = ahead.iter().filter(|row| by_time(&row.entry));
    rows.flat_map(|row| &row.entry.wider)
        .filter(|change| change.after.is_none())
        .filter_map(|change| change.before.as_ref())
}
