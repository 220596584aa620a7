//! What time does: holds that end, follow-ups, daily notices, summaries. "Due" means `<= now`.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::commands::line;
use super::engine::{Bench, Engine, Event, key, line_of, outer_holds, recall_time};
use crate::decide::{changed, chase, ladder, rounds};
use crate::model::{
    Actor, Address, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldReason, Item, ItemId,
    NoticeLine, OutgoingState, Receipts, Step, Turn,
};

/// Groups planned in one transaction: a disk that is waited for each time takes longer than planning.
const BATCH: usize = 256;

impl Engine {
    /// Does everything that is due at `now` by time, many groups of items in a transaction.
    ///
    /// # Errors
    /// A database or template fault; what was committed before it stays.
    pub fn tick(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        let mut events = self.decide(now, |bench| bench.wider_holds())?.1;
        let due = self.store.read(|tx| tx.due_items(now))?;
        let ((groups, untold), more) = self.decide(now, |bench| bench.ripe(&due))?;
        events.extend(more);
        let mut failed = None;
        for batch in groups.chunks(BATCH) {
            // What an earlier group sent counts for the gap of a later one to the same contact.
            let together = self.decide(now, |bench| {
                batch.iter().try_for_each(|group| bench.chase(group))
            });
            if let Ok(((), more)) = together {
                events.extend(more);
                continue;
            }
            // One item that cannot be planned does not keep the others waiting.
            for group in batch {
                match self.decide(now, |bench| bench.chase(group)) {
                    Ok(((), more)) => events.extend(more),
                    Err(fault) => {
                        tracing::error!(
                            fault = format!("{fault:#}"),
                            "a follow-up could not be planned"
                        );
                        failed.get_or_insert(fault);
                    }
                }
            }
        }
        events.extend(self.decide(now, |bench| bench.forewarn(&untold))?.1);
        if failed.is_none() && !due.is_empty() {
            self.decide(now, |bench| bench.put_off(&due))?;
        }
        events.extend(self.decide(now, |bench| bench.daily())?.1);
        events.extend(self.decide(now, |bench| bench.weekly())?.1);
        match failed {
            Some(fault) => Err(fault),
            None => Ok(events),
        }
    }
}

impl Bench<'_> {
    /// Holds of contact, client and team whose day has come.
    fn wider_holds(&self) -> anyhow::Result<()> {
        for hold in self.tx.expired_outer_holds(self.desk.today())? {
            // Its day begins where its clients are.
            let items = self.tx.items_under(&hold.scope)?;
            let until = hold.until.unwrap_or_else(|| self.desk.today());
            let mut begun = true;
            for item in items.iter().filter_map(|id| self.tx.load(*id).transpose()) {
                begun &= self.desk.client_day(&item?.client, self.desk.now) >= until;
            }
            if !begun {
                continue;
            }
            let evidence = Evidence {
                rule: "hold-ended".to_owned(),
                ..hold.evidence.clone()
            };
            let entry = HistoryEntry {
                hold: Some(hold.reason),
                items,
                ..HistoryEntry::new(EventKind::Resumed, Actor::Daemon, &evidence)
            };
            self.carry(vec![Effect::Release {
                scope: hold.scope,
                reason: Some(hold.reason),
                entry,
            }])?;
        }
        Ok(())
    }

    /// Ends the holds of due items whose day has come; gives the items whose step is due now, those of
    /// one mail together, and those whose owner is to be told first.
    fn ripe(&self, due: &[ItemId]) -> anyhow::Result<(Vec<Vec<ItemId>>, Vec<ItemId>)> {
        let (mut ready, mut untold) = (Vec::new(), Vec::new());
        for id in due {
            let Some(item) = self.tx.load(*id)? else {
                continue;
            };
            let today = self.desk.client_day(&item.client, self.desk.now);
            let (ended, kept): (Vec<Hold>, Vec<Hold>) = item
                .holds
                .iter()
                .cloned()
                .partition(|h| h.until.is_some_and(|day| day <= today));
            let mut after = Item {
                holds: kept,
                ..item
            };
            for hold in &ended {
                if hold.reason == HoldReason::Promise {
                    break_promise(&mut after, hold);
                }
                let evidence = Evidence {
                    rule: "hold-ended".to_owned(),
                    ..hold.evidence.clone()
                };
                let Effect::Item { item, mut entry } =
                    changed(&after, EventKind::Resumed, &Actor::Daemon, &evidence)
                else {
                    continue;
                };
                entry.hold = Some(hold.reason);
                self.carry(vec![Effect::Item { item, entry }])?;
            }
            if let Some((step, since)) = self.step_now(&after)? {
                ready.push(chase::DueItem {
                    item: after,
                    step,
                    since,
                });
            } else if self.to_tell(&after)?.is_some() {
                untold.push(*id);
            } else {
                self.replan(*id)?;
            }
        }
        let numbers = |group: Vec<chase::DueItem>| group.iter().map(|due| due.item.id).collect();
        let groups = chase::groups(ready, &self.desk).into_iter();
        Ok((groups.map(numbers).collect(), untold))
    }

    /// The step of an item that is due at this moment and not on its way already, and since when it
    /// waits for it.
    fn step_now(&self, item: &Item) -> anyhow::Result<Option<(Step, NaiveDate)>> {
        let next = self.next(item)?;
        let (Some((step, at)), Some(since)) = (next.step, next.since) else {
            return Ok(None);
        };
        if at > self.desk.now || (step != Step::Call && item.follow_up_contacts().is_empty()) {
            return Ok(None);
        }
        let under_way = step != Step::Call && self.tx.follow_up_exists(&line_of(item, step))?;
        Ok((!under_way).then_some((step, since)))
    }

    fn chase(&self, ids: &[ItemId]) -> anyhow::Result<()> {
        let mut group = Vec::new();
        for id in ids {
            let Some(item) = self.tx.load(*id)? else {
                continue;
            };
            match self.step_now(&item)? {
                Some((step, since)) => group.push(chase::DueItem { item, step, since }),
                None => self.replan(*id)?,
            }
        }
        if let Some(at) = self.turn_before(&group, self.desk.now)? {
            // Looked at each day until then: what it waits for may be answered before its turn.
            let look = at.min(self.desk.now + chrono::Duration::days(1));
            for due in &group {
                let gap = ladder::gap(&due.item, &self.desk);
                let joint = self.desk.joint(&due.item.client);
                let day = joint.add(self.desk.client_day(&due.item.client, at), gap);
                let then = joint.window(joint.start_of(day)).0;
                let next = Some((due.step, then));
                self.tx.set_next(due.item.id, next, Some(look))?;
            }
            return Ok(());
        }
        self.carry(chase::act(&group, &self.desk))
    }

    /// Whatever was done about these items, none is due a second time at the same moment: a plan that
    /// does not move on costs a look a quarter of an hour, never a flood.
    fn put_off(&self, done: &[ItemId]) -> anyhow::Result<()> {
        let still = self.tx.due_items(self.desk.now)?;
        for id in still.into_iter().filter(|id| done.contains(id)) {
            let later = self.desk.now + chrono::Duration::minutes(15);
            self.tx.set_next(id, self.tx.next_of(id)?, Some(later))?;
        }
        Ok(())
    }

    fn daily(&self) -> anyhow::Result<()> {
        let last = recall_time(self.tx, key::DAILY, self.desk.now)?.unwrap_or(self.desk.now);
        if rounds::next_daily(last, &self.desk) > self.desk.now {
            return Ok(());
        }
        self.tx.remember(key::DAILY, &self.desk.now.to_rfc3339())?;
        self.end_absences()?;
        let mut owners: BTreeMap<Address, Waits> = BTreeMap::new();
        for (count, items) in self.tx.waiting(rounds::DAILY)? {
            if let Some(first) = items.first() {
                // One mail a day, also for whoever stands in for others.
                let waits = owners.entry(self.desk.reader(&first.owner)).or_default();
                waits.count = waits.count.saturating_add(count);
                for item in items {
                    let outer = outer_holds(self.tx, &item)?;
                    waits.items.push((item, outer));
                }
            }
        }
        if self.desk.world.policy.receipts == Receipts::Daily {
            for item in self.tx.opened_since(last)? {
                owners
                    .entry(self.desk.reader(&item.owner))
                    .or_default()
                    .opened
                    .push(item);
            }
        }
        let asked = rounds::asked_since(&self.desk);
        for row in self.tx.unsure()? {
            // Looked for until a person says what became of it: asked again as long as nobody does.
            if row.state != OutgoingState::Held || row.changed_at >= asked {
                continue;
            }
            for item in self.load(&row.mail.items)? {
                let Some((step, _)) = self.next(&item)?.step else {
                    continue;
                };
                if self.tx.follow_up_exists(&line_of(&item, step))? {
                    let reader = self.desk.reader(&item.owner);
                    owners.entry(reader).or_default().unsure.push(item.id);
                }
            }
        }
        for (member, count) in self.tell_unanswered()? {
            owners.entry(member).or_default().unanswered = count;
        }
        for (member, told) in self.tell_untold()? {
            owners.entry(member).or_default().untold.push(told);
        }
        let notices = owners.iter().filter_map(|(owner, waits)| {
            let mut lines = rounds::waiting(&waits.items, waits.count, &waits.opened, &self.desk);
            let unsure = waits.unsure.iter();
            lines.extend(unsure.map(|item| line(Some(*item), "unsure", "")));
            if waits.unanswered > 0 {
                lines.push(line(None, "unanswered", waits.unanswered.to_string()));
            }
            lines.extend(waits.untold.iter().cloned());
            rounds::daily(owner, lines)
        });
        self.carry(notices.map(|notice| Effect::Notice { notice }).collect())
    }

    fn weekly(&self) -> anyhow::Result<()> {
        if self.desk.world.summary.to.is_empty() {
            return Ok(());
        }
        let last = recall_time(self.tx, key::SUMMARY, self.desk.now)?.unwrap_or(self.desk.now);
        let Some(due) = rounds::summary_due(last, &self.desk) else {
            return Ok(());
        };
        self.tx.remember(key::SUMMARY, &due.to_rfc3339())?;
        if self.tx.has_summary(due)? {
            return Ok(()); // served already, by a clock that was ahead
        }
        // What it tells of begins where the one before ended, however far apart holidays and
        // downtimes put them: every close stands in exactly one.
        let since = self.tx.summary_before(due)?.unwrap_or(last.min(due));
        self.carry(vec![Effect::Summary { since, due }])
    }
}

/// What a daily notice tells one owner.
#[derive(Default)]
struct Waits {
    count: u32,
    /// Each with the holds that bind it from outside.
    items: Vec<(Item, Vec<Hold>)>,
    opened: Vec<Item>,
    /// Those a mail about which may or may not have left.
    unsure: Vec<ItemId>,
    /// His mails that got no answer.
    unanswered: u32,
    /// Mails of others that were not told one by one.
    untold: Vec<NoticeLine>,
}

/// The day passed and what was promised did not come: the next follow-up refers to it, unless the
/// team was to move first.
fn break_promise(item: &mut Item, hold: &Hold) {
    let words = &hold.evidence.message_id;
    let waits = item.turn() == Turn::Team;
    let invoice = item.invoice.as_ref();
    if let Some(promise) = item
        .promises
        .iter_mut()
        .rfind(|p| p.evidence.message_id == *words)
    {
        promise.waited |= waits;
        promise.broken = promise.lapses(invoice);
    }
}
