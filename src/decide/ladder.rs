//! Which step comes next for one item, and when (product.md 4).
//!
//! Step k comes at the later of due + a_k and (previous step sent) + a_k − a_(k−1), all in working
//! days of both sides; no sooner than the minimum gap after the last contact; not while a hold
//! stands. "Due" means `<= now`: after downtime there is one follow-up, one step above the last sent.
//! The first mail a client gets is at most friendly, also where that step was skipped or the ladder
//! has none.
#![deny(clippy::arithmetic_side_effects)]

use chrono::{DateTime, NaiveDate, Utc};

use super::Desk;
use crate::calendar::Joint;
use crate::model::{Hold, Item, Mode, Rung, Step};

/// What comes next for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Next {
    /// The step and the start of the window it leaves in (UTC); `None` while an open-ended hold
    /// stands, after the last rung, and once closed.
    pub step: Option<(Step, DateTime<Utc>)>,
    /// The rung it stands on: above the step where that is worded milder, see the first mail.
    pub rung: Option<Step>,
    /// When the item must be looked at again (UTC): that start, or the end of a hold before it.
    pub wake: Option<DateTime<Utc>>,
    /// The first day the step may come by the item's own ladder and holds, whoever else its contacts
    /// hear from before: since then it waits for its turn with them.
    pub since: Option<NaiveDate>,
}

/// Works out what comes next. `outer`: holds of contact, client and team that bind the item.
/// `last_mail`: when its contacts last got a follow-up of any item (UTC).
#[must_use]
pub fn next(
    item: &Item,
    outer: &[Hold],
    last_mail: Option<DateTime<Utc>>,
    desk: &Desk<'_>,
) -> Next {
    // What is paid is never asked for, whatever else stands in the item.
    let paid = item.balance().is_some_and(|b| b.value.is_zero());
    if item.closed.is_some() || paid {
        return Next::default();
    }
    let joint = desk.joint(&item.client);
    let holds = || item.holds.iter().chain(outer);
    // Only the item's own holds end by waking the item; wider ones end on their own (`app::tick`).
    let hold_end = item
        .holds
        .iter()
        .filter_map(|h| h.until)
        .min()
        .map(|day| joint.start_of(day));
    if holds().any(|h| h.until.is_none()) {
        return Next {
            wake: hold_end,
            ..Next::default()
        };
    }
    let held_until = holds().filter_map(|h| h.until).max();
    let mode = desk.world.mode(&item.client, item.mode);
    if item.ladder.proposed.is_some() && item.ladder.approved.is_none() && mode == Mode::Approve {
        return Next {
            wake: hold_end,
            ..Next::default()
        };
    }
    let gap_floor =
        |at: DateTime<Utc>| joint.add(desk.client_day(&item.client, at), gap(item, desk));
    let contact = gap_floor(last_mail.map_or(item.last_contact, |at| at.max(item.last_contact)));
    let next = next_rung(item, mode, &joint, contact, held_until, desk);
    // Without a live contact there is nobody to write to until a command names one.
    let Some((rung, day)) = next.filter(|_| !item.follow_up_contacts().is_empty()) else {
        return Next {
            wake: hold_end,
            ..Next::default()
        };
    };
    let step = worded(rung, item, mode);
    let mut earliest = day;
    if step != Step::Call {
        earliest = earliest.max(contact);
    }
    if let Some(day) = held_until {
        earliest = earliest.max(day);
    }
    let from = joint.start_of(earliest).max(desk.now);
    let at = joint.window(from).0;
    Next {
        step: Some((step, at)),
        rung: Some(rung),
        wake: Some(hold_end.map_or(at, |end| end.min(at))),
        since: Some(held_until.map_or(day, |until| until.max(day))),
    }
}

/// What a rung says: nobody is reminded of what he was never asked for kindly.
fn worded(rung: Step, item: &Item, mode: Mode) -> Step {
    let shown = mode == Mode::Observe && !item.ladder.observed.is_empty();
    if rung == Step::Call || shown || !item.ladder.sent.is_empty() {
        rung
    } else {
        rung.min(Step::Friendly)
    }
}

/// Working days between follow-ups to one contact.
#[must_use]
pub(crate) fn gap(item: &Item, desk: &Desk<'_>) -> i32 {
    i32::try_from(desk.world.policy_of(&item.client).minimum_gap).unwrap_or(i32::MAX)
}

/// The due day that counts now: that of the current instalment, else the item's.
#[must_use]
pub fn current_due(item: &Item) -> NaiveDate {
    item.invoice
        .as_ref()
        .and_then(|i| {
            i.instalments
                .get(usize::try_from(item.ladder.instalment).ok()?)
        })
        .map_or(item.due, |i| i.due)
}

/// The day on which the ladder alone has a step; `None` where it has none so far up.
#[must_use]
pub(crate) fn day_of(item: &Item, step: Step, desk: &Desk<'_>) -> Option<NaiveDate> {
    let ladder = &desk.world.policy_of(&item.client).of(item.kind).ladder;
    let rung = ladder.iter().find(|rung| rung.step >= step)?;
    Some(
        desk.joint(&item.client)
            .add(current_due(item), rung.after_due),
    )
}

/// Gives the item, or its current instalment, a new due day; the other instalments keep theirs.
pub(super) fn move_due(item: &mut Item, day: NaiveDate) {
    item.due = day;
    let current = usize::try_from(item.ladder.instalment).ok();
    if let Some(invoice) = &mut item.invoice
        && let Some(instalment) = current.and_then(|at| invoice.instalments.get_mut(at))
    {
        instalment.due = day;
    }
    item.ladder = item.ladder.next_round();
}

/// The step behind a heads-up that is skipped, and the first day it may come.
pub(super) fn after_heads_up(item: &Item, desk: &Desk<'_>) -> Option<(Step, NaiveDate)> {
    let ladder = &desk.world.policy_of(&item.client).of(item.kind).ladder;
    let rung = ladder.iter().find(|rung| rung.step > Step::HeadsUp)?;
    let day = desk
        .joint(&item.client)
        .add(current_due(item), rung.after_due);
    Some((rung.step.min(Step::Friendly), day))
}

/// The rung that comes next and the first day it may, by age and order alone. `contact`: the first
/// day after the gap that follows the last mail to its contacts or from them.
fn next_rung(
    item: &Item,
    mode: Mode,
    joint: &Joint,
    contact: NaiveDate,
    held_until: Option<NaiveDate>,
    desk: &Desk<'_>,
) -> Option<(Step, NaiveDate)> {
    let ladder = &desk.world.policy_of(&item.client).of(item.kind).ladder;
    let due = current_due(item);
    let state = &item.ladder;
    let observed = if mode == Mode::Observe {
        state.observed.as_slice()
    } else {
        &[]
    };
    let gone = || state.sent.iter().chain(&state.passed).chain(observed);
    let day_of = |rung: &Rung| joint.add(due, rung.after_due);
    let last = gone().max_by_key(|sent| (sent.step, sent.at));
    let Some(last) = last else {
        let today = desk
            .client_day(&item.client, desk.now)
            .max(held_until.unwrap_or(NaiveDate::MIN));
        return ladder
            .iter()
            .find(|rung| {
                // A heads-up makes sense only before the day, and is skipped inside the gap.
                rung.step > Step::HeadsUp
                    || (today <= due && day_of(rung) >= contact && day_of(rung) <= due)
            })
            .map(|rung| (rung.step, day_of(rung)));
    };
    let previous = ladder.iter().rfind(|rung| rung.step <= last.step);
    let rung = ladder.iter().find(|rung| rung.step > last.step)?;
    let apart = previous
        .map_or(1, |p| rung.after_due.saturating_sub(p.after_due))
        .max(1);
    let after_last = joint.add(desk.client_day(&item.client, last.at), apart);
    Some((rung.step, day_of(rung).max(after_last)))
}

#[cfg(test)]
#[path = "tests/ladder.rs"]
mod tests;
