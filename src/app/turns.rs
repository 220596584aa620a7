//! Whose turn it is with a contact (product.md 4): one mail a gap, and of the items that wait for it the
//! one that has waited longest. Items with several people wait for the gap of each of them; without
//! a turn, newer items of one and then the other would keep them waiting for ever.

use chrono::{DateTime, Utc};

use super::engine::{Bench, line_of, outer_holds};
use crate::decide::chase::{self, DueItem};
use crate::decide::ladder;
use crate::model::{ItemId, Mode, Step};

impl Bench<'_> {
    /// When an item that has waited longer than this group for one of its contacts, and has to wait for
    /// nothing but the gap, gets its turn (UTC); `None` if a mail that leaves at `leaves` (UTC) takes
    /// nobody's.
    pub(super) fn turn_before(
        &self,
        group: &[DueItem],
        leaves: DateTime<Utc>,
    ) -> anyhow::Result<Option<DateTime<Utc>>> {
        let Some((first, place)) = group.first().zip(chase::place(group)) else {
            return Ok(None);
        };
        if first.step == Step::Call {
            return Ok(None);
        }
        let client = &first.item.client;
        let joint = self.desk.joint(client);
        let day = self.desk.client_day(client, leaves);
        let gap = joint.add(day, ladder::gap(&first.item, &self.desk));
        let (gap, observed) = (joint.start_of(gap), self.observed(first));
        let mut seen: Vec<ItemId> = group.iter().map(|due| due.item.id).collect();
        for person in first.item.follow_up_contacts() {
            for id in self.tx.awaiting(&person.address, gap)? {
                if seen.contains(&id) {
                    continue;
                }
                seen.push(id);
                let Some(item) = self.tx.load(id)? else {
                    continue;
                };
                let outer = outer_holds(self.tx, &item)?;
                let next = ladder::next(&item, &outer, self.last_mail(&item)?, &self.desk);
                let (Some((step, at)), Some(since)) = (next.step, next.since) else {
                    continue;
                };
                let other = DueItem { item, step, since };
                // What could leave now is kept by something else, which may last.
                let waits = at > self.desk.now && at < gap && since <= day;
                if waits
                    && step > Step::HeadsUp
                    && step < Step::Call
                    && chase::place(std::slice::from_ref(&other)) < Some(place)
                    && (observed || !self.observed(&other))
                    && !self.tx.follow_up_exists(&line_of(&other.item, step))?
                {
                    return Ok(Some(at));
                }
            }
        }
        Ok(None)
    }

    fn observed(&self, due: &DueItem) -> bool {
        self.desk.world.mode(&due.item.client, due.item.mode) == Mode::Observe
    }
}
