//! What is planned item by item, as it will leave: one follow-up to a contact pushes his others out by
//! the minimum gap, and those of one moment leave in one mail.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::chase::Envelope;
use super::{Desk, ladder};
use crate::model::{Address, Item, Step};

/// The next step of one item and when it is planned (UTC), without a look at the others.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its step.
    pub step: Step,
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// The day it waits for its turn since, see [`ladder::Next::since`].
    pub since: NaiveDate,
}

/// What goes into one mail: see `chase::groups`.
type Letter = (DateTime<Utc>, Envelope);

/// Whose turn it is among what is planned for one moment, as in `chase::groups`.
fn turn(plan: &Planned<'_>, step: Step) -> (bool, NaiveDate, NaiveDate) {
    let due = ladder::current_due(plan.item);
    (step == Step::HeadsUp, plan.since, due)
}

/// What leaves of each of them, and when (UTC), in their order: a heads-up that would have to wait for
/// the gap gives way to the step behind it.
#[must_use]
pub fn forecast(planned: &[Planned<'_>], desk: &Desk<'_>) -> Vec<(Step, DateTime<Utc>)> {
    let mut leaves: Vec<(Step, DateTime<Utc>)> =
        planned.iter().map(|plan| (plan.step, plan.at)).collect();
    let mut queue: BTreeSet<_> = planned
        .iter()
        .enumerate()
        .map(|(n, plan)| (plan.at, turn(plan, plan.step), plan.item.id, n))
        .collect();
    let mut last: BTreeMap<Address, Letter> = BTreeMap::new();
    while let Some((at, order, id, n)) = queue.pop_first() {
        let Some(plan) = planned.get(n).filter(|plan| plan.step != Step::Call) else {
            continue;
        };
        let step = leaves.get(n).map_or(plan.step, |(step, _)| *step);
        let letter: Letter = (at, Envelope::of(plan.item, step, desk));
        let to = letter.1.to();
        let joint = desk.joint(&plan.item.client);
        let gap = ladder::gap(plan.item, desk);
        let free = to
            .iter()
            .filter_map(|address| last.get(address).filter(|before| **before != letter))
            .map(|before| joint.add(desk.client_day(&plan.item.client, before.0), gap))
            .max()
            .map(|day| joint.window(joint.start_of(day)).0);
        if let Some(free) = free.filter(|free| *free > at) {
            if step == Step::HeadsUp
                && let Some((next, day)) = ladder::after_heads_up(plan.item, desk)
                && let Some(leaf) = leaves.get_mut(n)
            {
                *leaf = (next, joint.window(joint.start_of(day)).0.max(at));
                queue.insert((leaf.1, turn(plan, next), id, n));
                continue;
            }
            queue.insert((free, order, id, n));
            continue;
        }
        if let Some(leaf) = leaves.get_mut(n) {
            *leaf = (step, at);
        }
        for address in to {
            last.insert(address.clone(), letter.clone());
        }
    }
    leaves
}
