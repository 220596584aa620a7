//! Dates in a text, Chinese and English: what day, in which words, and what it is for.
//!
//! A text is folded (one spelling), cut into tokens once, and at each token that can begin a date
//! the grammars are asked; nothing looks back further than its own clause, so the time is linear.

pub(in crate::interpret) mod fold;
pub(in crate::interpret) mod tokens;

mod chinese;
mod days;
mod en;
mod english;
mod feasts;
mod lunar;
mod next_day;
mod numeric;
mod role;
mod time;
mod words_en;
mod words_zh;
mod zh;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::model::{DateRole, DateSeen};

#[cfg(test)]
mod tests;

pub(in crate::interpret) use role::given_up;

/// Whether a text names a feast instead of a day.
pub(in crate::interpret) fn is_feast(text: &str) -> bool {
    feasts::is_named(text)
}

use days::Now;
use fold::Folded;
use tokens::{Kind, Text};

/// Dates found in one text; a calendar pasted into a mail says nothing more after so many.
const MOST: usize = 500;

/// A date at a token.
#[derive(Debug, Clone, Copy)]
struct Found {
    date: NaiveDate,
    time: Option<NaiveTime>,
    /// The token after it.
    end: usize,
    /// A limit by its own words ("within 3 days", "Net 30").
    within: bool,
    /// The end of something ("end of May", "EOD Friday"): a limit where no preposition denies it.
    closing: bool,
    /// A whole period ("in December"): a day only where somebody owes or promises until then.
    vague: bool,
}

impl Found {
    fn new(date: NaiveDate, end: usize) -> Self {
        Self {
            date,
            time: None,
            end,
            within: false,
            closing: false,
            vague: false,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every grammar rule ends with it")]
    fn some(date: NaiveDate, end: usize) -> Option<Self> {
        Some(Self::new(date, end))
    }
}

/// Every date in a text, in its order. Relative days count from `reference` (the mail's own time
/// in the sender's zone); a day without a year is the coming one; "before X" is X.
#[must_use]
pub fn find(text: &str, reference: DateTime<FixedOffset>) -> Vec<DateSeen> {
    let folded = Folded::new(text);
    let tokens = Text::new(folded.as_str());
    find_in(&folded, &tokens, reference)
}

/// Every date in a text already folded and cut.
pub(super) fn find_in(
    folded: &Folded<'_>,
    t: &Text<'_>,
    reference: DateTime<FixedOffset>,
) -> Vec<DateSeen> {
    let mut now = Now::new(reference);
    now.month_first = numeric::month_first(t).or(now.month_first);
    let mut spots: Vec<role::Spot> = Vec::new();
    let mut clock: Option<(NaiveTime, usize)> = None;
    let mut i = 0;
    while i < t.len() && spots.len() < MOST {
        let connected = spots
            .last()
            .filter(|s| {
                s.end + 1 == i
                    && matches!(
                        t.str(s.end),
                        "至" | "到"
                            | "-"
                            | "~"
                            | "和"
                            | ","
                            | "，"
                            | "及"
                            | "to"
                            | "until"
                            | "till"
                            | "bis"
                    )
            })
            .map(|s| s.date);
        let found = next_day::next_day(t, i, &now, &spots)
            .or_else(|| at(t, i, &now, connected))
            .or_else(|| english::continued(t, i, spots.last()?));
        let Some(found) = found else {
            if (t.number(i).is_some() || matches!(t.word(i), "noon" | "midnight"))
                && let Some((time, end)) = time::english(t, i)
            {
                clock = Some((time, end));
                i = end.max(i + 1);
                continue;
            }
            i += 1;
            continue;
        };
        let mut found = found;
        if !days::in_bounds(found.date) || found.end <= i {
            i += 1;
            continue;
        }
        if found.time.is_none() {
            if let Some((time, end)) = time::after(t, found.end) {
                (found.time, found.end) = (Some(time), end);
            } else if let Some((time, end)) = clock
                && i.saturating_sub(end) <= 2
                && (end..i)
                    .all(|k| t.comma(k) || matches!(t.word(k), "on" | "of" | "the" | "this" | "in"))
            {
                found.time = Some(time);
            }
        }
        spots.push(role::Spot {
            start: i,
            end: found.end,
            date: found.date,
            time: found.time,
            within: found.within,
            closing: found.closing,
            vague: found.vague,
            role: DateRole::Mention,
        });
        i = found.end;
    }
    role::assign(t, &mut spots, now.day);
    spots
        .iter()
        .filter(|spot| !(spot.vague && spot.role == DateRole::Mention))
        .filter_map(|spot| {
            let (start, end) = role::words(t, spot);
            let first = t.token(start)?.start;
            let last = t.token(end.checked_sub(1)?)?.end;
            Some(DateSeen {
                text: folded.original(first, last).to_owned(),
                date: spot.date,
                time: spot.time,
                role: spot.role,
            })
        })
        .collect()
}

/// The due date of an opening mail: of its deadlines the first that is still to come.
#[must_use]
pub fn deadline(dates: &[DateSeen]) -> Option<&DateSeen> {
    dates
        .iter()
        .filter(|d| d.role == DateRole::Deadline)
        .min_by_key(|d| d.date)
}

/// The coming first day of the lunar year.
pub(in crate::interpret) fn new_year(today: NaiveDate) -> Option<NaiveDate> {
    feasts::Rule::LunarYear(0).coming(today)
}

/// The number of an English month, from 1, by its whole or its short name in lower case.
pub(super) fn month(word: &str) -> Option<u32> {
    en::month(word)
}

/// Asks the grammars that a token can begin with.
fn at(t: &Text<'_>, i: usize, now: &Now, connected: Option<NaiveDate>) -> Option<Found> {
    let chinese = || {
        let rest = t.rest(i);
        let mut day = chinese::find(t.before(i), rest, now, connected)?;
        day.date = chinese::past_reading(t.before(i), rest, &day, now);
        let start = t.token(i)?.start;
        let mut end = start + rest.len() - day.rest.len();
        let mut time = None;
        if let Some((at, length)) = time::chinese(day.rest) {
            (time, end) = (Some(at), end + length);
        }
        Some(Found {
            date: day.date,
            time,
            end: t.skip_to(i, end),
            within: day.within,
            closing: false,
            vague: day.vague,
        })
    };
    match t.kind(i)? {
        Kind::Word => {
            if en::may_begin(t.word(i)) {
                english::find(t, i, now)
            } else {
                None
            }
        }
        Kind::Han => chinese(),
        Kind::Number => {
            if let Some((date, end)) = numeric::find(t, i, now, connected.is_some()) {
                let mut found = Found::new(date, end);
                if matches!(t.kind(end), Some(Kind::Han))
                    && let Some((at, length)) = time::chinese(t.rest(end))
                {
                    let offset = t.token(end)?.start + length;
                    (found.time, found.end) = (Some(at), t.skip_to(end, offset));
                } else if matches!(t.str(end), "日" | "号") {
                    found.end = end + 1;
                }
                return Some(found);
            }
            chinese().or_else(|| english::find(t, i, now))
        }
        Kind::Mark(_) => None,
    }
}
