//! Counts of a week, for the team and for each owner.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::ItemView;
use super::ageing::{self, Ageing};
use crate::model::{ClosedHow, Item, Promise, State, Step, Turn};

/// How long an item has been open, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Age {
    /// Up to 7 days.
    To7,
    /// 8 to 14.
    To14,
    /// 15 to 30.
    To30,
    /// 31 to 60.
    To60,
    /// More than 60.
    Over60,
}

impl Age {
    /// All, youngest first.
    pub const ALL: [Self; 5] = [Self::To7, Self::To14, Self::To30, Self::To60, Self::Over60];

    /// The age of something opened on a day.
    #[must_use]
    pub fn of(opened: NaiveDate, today: NaiveDate) -> Self {
        match today.signed_duration_since(opened).num_days() {
            ..=7 => Self::To7,
            8..=14 => Self::To14,
            15..=30 => Self::To30,
            31..=60 => Self::To60,
            _ => Self::Over60,
        }
    }

    /// Key of its label.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::To7 => "d0_7",
            Self::To14 => "d8_14",
            Self::To30 => "d15_30",
            Self::To60 => "d31_60",
            Self::Over60 => "over_60",
        }
    }
}

/// The promise of an item that counts, the last, and whether it is broken. One whose day has passed
/// with so much come that it may have been all of it, or while the team was to move, is neither broken
/// nor still to come.
pub(super) fn promised(item: &Item, today: NaiveDate) -> Option<(&Promise, bool)> {
    let last = item.promises.last()?;
    let over = last.date < today;
    let waits = item.turn() == Turn::Team;
    let broken = last.broken || over && !waits && last.lapses(item.invoice.as_ref());
    (broken || !over).then_some((last, broken))
}

/// Items closed alike: how, by which rule, how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedBy {
    /// How.
    pub how: ClosedHow,
    /// Rule code of the evidence.
    pub rule: String,
    /// How many.
    pub count: usize,
}

/// Numbers of the team or of one owner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Opened in the week.
    pub opened: usize,
    /// Closed in the week.
    pub closed: usize,
    /// The same by evidence.
    pub closed_by: Vec<ClosedBy>,
    /// Open now.
    pub open: usize,
    /// The same by age, in the order of [`Age::ALL`].
    pub by_age: [usize; 5],
    /// The same by the last step sent in the current round, in rising order; `None`: nothing yet.
    pub by_step: Vec<(Option<Step>, usize)>,
    /// Open now and contested.
    pub disputed: usize,
    /// Open now and on hold for another reason.
    pub held: usize,
    /// Open now with a promise whose day has passed.
    pub broken: usize,
    /// Open now with a promise whose day is still to come.
    pub coming: usize,
    /// Money outstanding.
    pub money: Vec<Ageing>,
}

impl Figures {
    pub(super) fn count(
        &mut self,
        view: &ItemView,
        period: &Range<DateTime<Utc>>,
        today: NaiveDate,
        zone: Tz,
    ) {
        let item = &view.item;
        let this_week = |at: DateTime<Utc>| period.contains(&at);
        if this_week(item.opened_at) {
            self.opened = self.opened.saturating_add(1);
        }
        if let Some(closed) = &item.closed {
            if this_week(closed.at) {
                self.closed = self.closed.saturating_add(1);
                let rule = &closed.evidence.rule;
                match self
                    .closed_by
                    .iter_mut()
                    .find(|by| by.how == closed.how && by.rule == *rule)
                {
                    Some(by) => by.count = by.count.saturating_add(1),
                    None => self.closed_by.push(ClosedBy {
                        how: closed.how,
                        rule: rule.clone(),
                        count: 1,
                    }),
                }
            }
            return;
        }
        self.open = self.open.saturating_add(1);
        let age = Age::of(item.opened_at.with_timezone(&zone).date_naive(), today);
        for (slot, of) in self.by_age.iter_mut().zip(Age::ALL) {
            if of == age {
                *slot = slot.saturating_add(1);
            }
        }
        let step = item.ladder.sent.last().map(|sent| sent.step);
        match self.by_step.iter_mut().find(|(of, _)| *of == step) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => {
                self.by_step.push((step, 1));
                self.by_step.sort_by_key(|(step, _)| *step);
            }
        }
        let one_more = |count: &mut usize| *count = count.saturating_add(1);
        match item.state(&view.outer) {
            State::Disputed => one_more(&mut self.disputed),
            State::Held => one_more(&mut self.held),
            State::Open | State::Closed => {}
        }
        match promised(item, today) {
            Some((_, true)) => one_more(&mut self.broken),
            Some((_, false)) => one_more(&mut self.coming),
            None => {}
        }
        ageing::count(&mut self.money, item, today);
    }
}
