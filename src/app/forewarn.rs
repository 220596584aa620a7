//! Forewarnings: what the owner was told stands as proposals beside their notice, so a restart, an
//! answer or a command finds them (product.md 4).

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};

use super::commands::line;
use super::engine::{Bench, key, line_of, outer_holds, recall_time};
use crate::decide::chase::{self, DueItem};
use crate::decide::command::Stands;
use crate::decide::forewarn::{self, Heard, Plan, Planned, Told, Window};
use crate::decide::ladder::{self, Next};
use crate::decide::{changed, command, put_hold};
use crate::model::{
    Actor, Address, Effect, EventKind, Evidence, FollowUp, HistoryEntry, HoldReason, Item, ItemId,
    Mail, Mode, NoticeLine, OutgoingClass, OutgoingState, Reading, Step,
};
use crate::store::OutgoingRow;

impl Bench<'_> {
    /// What comes next for an item: its ladder, and the forewarning its mode asks for before it.
    pub(super) fn next(&self, item: &Item) -> anyhow::Result<Next> {
        let outer = outer_holds(self.tx, item)?;
        let next = ladder::next(item, &outer, self.last_mail(item)?, &self.desk);
        let Some((step, at)) = next.step else {
            return Ok(next);
        };
        let Some(plan) = self.plan(item, step, at)? else {
            return Ok(next);
        };
        // The ladder wakes an item earlier than its step only for the end of a hold.
        let hold_end = next.wake.filter(|wake| *wake < at);
        let (leaves, look) = match plan {
            Plan::Send(at) => (at, at),
            Plan::Tell { at, window } => (window.0, at),
        };
        Ok(Next {
            step: Some((step, leaves)),
            rung: next.rung,
            wake: Some(hold_end.map_or(look, |end| end.min(look))),
            since: next.since,
        })
    }

    /// What is to be done about a step that would leave at `at`; `None` where it needs no
    /// forewarning.
    fn plan(&self, item: &Item, step: Step, at: DateTime<Utc>) -> anyhow::Result<Option<Plan>> {
        let mode = self.desk.world.mode(&item.client, item.mode);
        if mode != Mode::Forewarn || step == Step::Call || item.ladder.approved == Some(step) {
            return Ok(None);
        }
        let line = line_of(item, step);
        if self.tx.follow_up_exists(&line)? {
            return Ok(None); // told, and on its way
        }
        let told = self.told_of(item)?;
        let last = recall_time(self.tx, &self.last_told(item), self.desk.now)?;
        Ok(Some(forewarn::plan(
            &line,
            &item.client,
            at,
            told.as_ref(),
            last,
            &self.desk,
        )))
    }

    fn told_of(&self, item: &Item) -> anyhow::Result<Option<Told>> {
        let Some((id, follow_up)) = self.tx.proposed(item.id)?.pop() else {
            return Ok(None);
        };
        let line = follow_up.lines.iter().find(|line| line.item == item.id);
        let reader = self.desk.reader(&item.owner);
        let heard = match self.tx.told_of(id)? {
            // One that has not come back yet may still do so.
            Some(_) if self.is_lost(&reader)? => Heard::Lost,
            Some(row) => Heard::of(row.state, row.changed_at, row.bounced_at.is_some()),
            None => Heard::Lost,
        };
        Ok(line.map(|line| Told {
            line: *line,
            window: (follow_up.at, follow_up.send_before),
            heard,
        }))
    }

    /// What stands of the next follow-ups of items, for a word about them.
    pub(super) fn standing(&self, items: &[Item]) -> anyhow::Result<HashMap<ItemId, Stands>> {
        let mut all = HashMap::new();
        for item in items {
            let mut outer = outer_holds(self.tx, item)?;
            let held = !item.holds.is_empty() || !outer.is_empty();
            // A hold without a day leaves no plan; without it there is one that may be dropped.
            let mut bare = item.clone();
            bare.ladder.proposed = None;
            bare.holds.retain(|hold| hold.until.is_some());
            outer.retain(|hold| hold.until.is_some());
            let next = ladder::next(&bare, &outer, self.last_mail(item)?, &self.desk);
            let told = self.told_of(item)?.filter(|told| {
                told.line == line_of(item, told.line.step) && told.window.1 > self.desk.now
            });
            let stands = Stands {
                step: next.step.map(|(step, _)| step).filter(|s| *s != Step::Call),
                rung: next.rung,
                told: told.map(|told| told.line.step),
                held,
            };
            all.insert(item.id, stands);
        }
        Ok(all)
    }

    /// The items a mail's writer may command and was told of by the forewarning it answers, and that
    /// still leave.
    pub(super) fn told_by(&self, mail: &Mail, actor: &Actor) -> anyhow::Result<Vec<Item>> {
        let mut items = Vec::new();
        let answered = match mail.in_reply_to.as_slice() {
            [] => mail.references.last().map(std::slice::from_ref),
            ids => Some(ids),
        };
        for id in answered.unwrap_or_default() {
            let Some(row) = self.tx.outgoing_by_message_id(id)? else {
                continue;
            };
            for item in self.load(&row.mail.items)? {
                let told = match self.tx.proposed(item.id)?.pop() {
                    Some((follow_up, _)) => self.tx.told_of(follow_up)?,
                    None => None,
                };
                let is_it = told.is_some_and(|told| told.id == row.id);
                if is_it && command::may(actor, &item, &self.desk) {
                    items.push(item);
                }
            }
        }
        Ok(items)
    }

    /// An answer to a forewarning that says more than was understood is no silence: what it told of
    /// and no word `decided` waits for one.
    pub(super) fn not_silent(
        &self,
        mail: &Mail,
        reading: &Reading,
        actor: &Actor,
        decided: &[ItemId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        for item in self.told_by(mail, actor)? {
            if decided.contains(&item.id) {
                continue;
            }
            let evidence =
                Evidence::new("forewarning-answered", Some(&mail.id()), &reading.own_text);
            let mut after = item.clone();
            put_hold(&mut after, HoldReason::Review, None, &evidence);
            self.carry(vec![changed(&after, EventKind::Held, actor, &evidence)])?;
            lines.push(line(Some(item.id), "held:review", ""));
        }
        Ok(lines)
    }

    /// Memory key: when whoever reads the notices of an item's owner was last told.
    fn last_told(&self, item: &Item) -> String {
        format!("{}{}", key::FOREWARNED, self.desk.reader(&item.owner))
    }

    /// The window a step is to be told for now; `None` if it is not the time.
    pub(super) fn to_tell(&self, item: &Item) -> anyhow::Result<Option<(Step, NaiveDate, Window)>> {
        let outer = outer_holds(self.tx, item)?;
        let next = ladder::next(item, &outer, self.last_mail(item)?, &self.desk);
        let (Some((step, at)), Some(since)) = (next.step, next.since) else {
            return Ok(None);
        };
        Ok(match self.plan(item, step, at)? {
            Some(Plan::Tell { at, window }) if at <= self.desk.now => Some((step, since, window)),
            _ => None,
        })
    }

    /// Tells the owners of what leaves next, one mail each. Of several mails to one contact only the
    /// first can leave then: the others are told of when their turn comes.
    pub(super) fn forewarn(&self, ids: &[ItemId]) -> anyhow::Result<()> {
        let mut windows = BTreeMap::new();
        let mut due = Vec::new();
        for item in self.load(ids)? {
            match self.to_tell(&item)? {
                Some((step, since, window)) => {
                    windows.insert(item.id, window);
                    due.push(DueItem { item, step, since });
                }
                None => self.replan(item.id)?,
            }
        }
        let mut taken: BTreeMap<Address, DateTime<Utc>> = BTreeMap::new();
        let mut told: BTreeMap<Address, Vec<Planned>> = BTreeMap::new();
        for group in chase::groups(due, &self.desk) {
            let contacts: Vec<Address> = group
                .first()
                .map(|first| first.item.follow_up_contacts())
                .unwrap_or_default()
                .into_iter()
                .map(|person| person.address)
                .collect();
            let first = contacts.iter().filter_map(|c| taken.get(c)).max().copied();
            let leaves = group.iter().filter_map(|due| windows.get(&due.item.id));
            let first = match (first, leaves.map(|window| window.0).min()) {
                (None, Some(leaves)) => self.turn_before(&group, leaves)?,
                _ => first,
            };
            if let Some(first) = first {
                for due in &group {
                    let next = self.tx.next_of(due.item.id)?;
                    self.tx.set_next(due.item.id, next, Some(first))?;
                }
                continue;
            }
            for due in &group {
                let Some((at, end)) = windows.get(&due.item.id).copied() else {
                    continue;
                };
                taken.extend(contacts.iter().map(|c| (c.clone(), at)));
                self.propose(due, (at, end))?;
                told.entry(self.desk.reader(&due.item.owner))
                    .or_default()
                    .push(Planned {
                        item: due.item.id,
                        step: due.step,
                        at,
                    });
            }
        }
        for (reader, planned) in told {
            let items: Vec<ItemId> = planned.iter().map(|one| one.item).collect();
            let memory = format!("{}{reader}", key::FOREWARNED);
            self.tx.remember(&memory, &self.desk.now.to_rfc3339())?;
            let notice = forewarn::notice(&reader, planned, &self.desk);
            self.carry(vec![Effect::Notice { notice }])?;
            for item in items {
                self.replan(item)?;
            }
        }
        Ok(())
    }

    /// Records that a step is about to be told of. A notice of yesterday that still waits says what
    /// is no longer so: it stays here.
    fn propose(&self, due: &DueItem, (at, send_before): Window) -> anyhow::Result<()> {
        for (id, _) in self.tx.proposed(due.item.id)? {
            if let Some(row) = self.tx.told_of(id)?
                && row.state == OutgoingState::Queued
            {
                self.tx.withdraw(row.id, "told-again", self.desk.now)?;
            }
        }
        let one = std::slice::from_ref(due);
        let follow_up = FollowUp {
            at,
            send_before,
            ..chase::compose(one, due, Mode::Forewarn, &self.desk)
        };
        let evidence = chase::time_evidence(&due.item, due.step);
        let actor = crate::model::Actor::Daemon;
        let entry = HistoryEntry::new(EventKind::FollowUp, actor, &evidence).about(&due.item);
        self.record(Effect::FollowUp { follow_up, entry }, None)
    }

    /// Something became of a notice: whoever was told by it is worked out again.
    pub(super) fn notice_settled(&self, row: &OutgoingRow) -> anyhow::Result<()> {
        if row.mail.class != OutgoingClass::Notice {
            return Ok(());
        }
        for item in &row.mail.items {
            if !self.tx.proposed(*item)?.is_empty() {
                self.replan(*item)?;
            }
        }
        Ok(())
    }

    /// Whether a mail of ours that came back was a notice to a member; what it told of is told again.
    pub(super) fn notice_returned(
        &self,
        row: &OutgoingRow,
        returned: &[Address],
    ) -> anyhow::Result<()> {
        let own_copy = |address: &Address| self.desk.world.is_tracking(address);
        let nobody = !returned.is_empty() && returned.iter().all(own_copy);
        if row.mail.class == OutgoingClass::Notice && !nobody {
            self.tx.mark_bounced(row.id, self.desk.now)?;
            self.notice_settled(row)?;
        }
        // A report may name nobody: then it is about all the mail went to.
        let all = if returned.is_empty() && row.mail.class == OutgoingClass::Notice {
            row.mail.recipients.as_slice()
        } else {
            returned
        };
        let all: Vec<(Address, String)> = all.iter().map(|a| (a.clone(), String::new())).collect();
        self.members_lost(row, &all)
    }
}
