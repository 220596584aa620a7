//! Stretches of time in English: "within 3 working days", "two weeks from now", "30 days from invoice".

use chrono::Datelike;

use super::super::Found;
use super::super::days::{Now, Span, last_of_month};
use super::super::en::{self, Unit};
use super::super::numeric;
use super::super::tokens::{Kind, Text};
use super::list::first_of_list;
use super::{day_month, day_number, day_of, end_of, feast, month_first, relative, weekday_first};

/// Phrases that begin with a number: days of months, stretches of time.
pub(super) fn number_first(t: &Text<'_>, i: usize, now: &Now, deep: bool) -> Option<Found> {
    if let Some(found) = day_month(t, i, now, None) {
        return Some(found);
    }
    if let Some(found) = first_of_list(t, i, now) {
        return Some(found);
    }
    if let Some((day, end, ordinal)) = day_number(t, i)
        && let Some(found) = day_of(t, i, day, end, ordinal, now)
    {
        return Some(found);
    }
    let (span, end) = span(t, i)?;
    let next = t.word(end);
    if let Some(found) =
        weeks_from_day(t, span, end, now).or_else(|| end_of_month(t, span, end, now))
    {
        return Some(found);
    }
    if matches!(t.word(i + 1), "upcoming" | "coming") {
        return Found::some(now.add(now.day, span, true)?, end);
    }
    match next {
        "ago" | "back" => return Found::some(now.add(now.day, span, false)?, end + 1),
        "later" | "hence" => return Found::some(now.add(now.day, span, true)?, end + 1),
        "net" => {
            return Some(Found {
                within: true,
                ..Found::new(now.add(now.day, span, true)?, end + 1)
            });
        }
        "from" | "after" | "before" | "of" | "following" => {
            let k = if t.word(end + 1) == "the" {
                end + 2
            } else {
                end + 1
            };
            if t.word(k) == "now" {
                return Found::some(now.add(now.day, span, true)?, k + 1);
            }
            // "30 days from invoice", "14 days after receipt of the invoice"
            if matches!(
                t.word(k),
                "invoice"
                    | "receipt"
                    | "receiving"
                    | "delivery"
                    | "date"
                    | "issue"
                    | "acceptance"
                    | "completion"
                    | "signing"
                    | "billing"
            ) {
                return Some(Found {
                    within: true,
                    ..Found::new(now.add(now.day, span, next != "before")?, k + 1)
                });
            }
            if deep && next != "of" {
                let base = find_base(t, k, now)?;
                return Found::some(now.add(base.date, span, next != "before")?, base.end);
            }
        }
        _ => {}
    }
    // "payment terms: 30 days", "payable 14 days"
    let k = if t.mark(i.wrapping_sub(1), ':')
        || matches!(t.word_before(i, 1), "is" | "are" | "of" | "in")
    {
        2
    } else {
        1
    };
    let terms = matches!(
        t.word_before(i, k),
        "terms" | "term" | "payable" | "due" | "conditions" | "credit"
    ) || (t.word_before(i, k) == "payment" && k == 2)
        || (matches!(next, "terms" | "credit" | "term") && span.days >= 7);
    // "give us two more weeks", "another ten days": a day only where somebody owes or promises it.
    let longer = (i + 1..end).any(|k| t.word(k) == "more")
        || t.word_before(i, 1) == "another"
        || (t.word_before(i, 2) == "give" && matches!(t.word_before(i, 1), "me" | "us"));
    // "we need another two weeks" is said by who has yet to do it.
    let needed = longer
        && (1..=4).any(|back| {
            matches!(
                t.word_before(i, back),
                "need" | "needs" | "require" | "give" | "take"
            ) && !matches!(t.word_before(i, back + 1), "you" | "ll" | "please")
        });
    (terms || longer)
        .then(|| {
            Some(Found {
                within: terms,
                vague: !terms && !needed,
                ..Found::new(now.add(now.day, span, true)?, end)
            })
        })
        .flatten()
}

/// "a week today", "a fortnight tomorrow", "two weeks on Monday".
fn weeks_from_day(t: &Text<'_>, span: Span, end: usize, now: &Now) -> Option<Found> {
    let whole = Span {
        days: span.days,
        ..Span::default()
    };
    if span.days == 0 || !span.days.is_multiple_of(7) || span != whole {
        return None;
    }
    let (day, k) = match t.word(end) {
        "today" => (now.day, end + 1),
        "tomorrow" => (now.plus_days(1)?, end + 1),
        "on" => (now.coming(en::weekday(t.word(end + 1))?)?, end + 2),
        w => (now.coming(en::weekday(w)?)?, end + 1),
    };
    Found::some(now.add(day, span, true)?, k)
}

/// "30 days EOM", "60 days end of month": the end of the month the days end in.
fn end_of_month(t: &Text<'_>, span: Span, end: usize, now: &Now) -> Option<Found> {
    let k = end + usize::from(t.word(end) == "from") + usize::from(t.mark(end, ','));
    let after = match (t.word(k), t.word(k + 1), t.word(k + 2)) {
        ("eom", _, _) => k + 1,
        ("end", "of", "month") => k + 3,
        _ => return None,
    };
    if span.days < 7 {
        return None;
    }
    let day = now.add(now.day, span, true)?;
    Some(Found {
        within: true,
        ..Found::new(last_of_month(day.year(), day.month())?, after)
    })
}

/// A day that something is counted from: "after Easter", "before the 30th", "from next Monday".
pub(super) fn find_base(t: &Text<'_>, k: usize, now: &Now) -> Option<Found> {
    // Days counted from days counted from days: nobody writes it, and each level looks on.
    let now = &Now {
        nested: now.nested.checked_add(1).filter(|n| *n <= 2)?,
        ..*now
    };
    let k = k + usize::from(t.word(k) == "the");
    if let Some(found) = feast(t, k, now) {
        return Some(found);
    }
    match t.word(k) {
        "today" => Found::some(now.day, k + 1),
        "tomorrow" | "tmrw" | "tmr" => Found::some(now.plus_days(1)?, k + 1),
        "yesterday" => Found::some(now.plus_days(-1)?, k + 1),
        "next" | "this" | "last" => relative(t, k, now),
        "end" => end_of(t, k, now),
        w if en::month(w).is_some() => month_first(t, k, now, None),
        w if en::weekday(w).is_some() => weekday_first(t, k, now),
        _ => {
            let (day, end, ordinal) = day_number(t, k)?;
            day_month(t, k, now, None)
                .or_else(|| numeric::find(t, k, now, false).map(|(d, e)| Found::new(d, e)))
                .or_else(|| {
                    let bare = ordinal && t.number(k).is_some() && en::closes_day(t.word(end));
                    Found::some(now.coming_day(day).filter(|_| bare)?, end)
                })
        }
    }
}

/// "two weeks", "3 working days", "1 month and 21 days", "a couple of days".
pub(super) fn span(t: &Text<'_>, i: usize) -> Option<(Span, usize)> {
    let (mut total, mut k, mut any) = (Span::default(), i, false);
    for _ in 0..4 {
        if !any && let Some((hours, end)) = decimal_hours(t, k) {
            (total, any, k) = (hours, true, end);
            break;
        }
        if !any && let Some((half, end)) = half(t, k) {
            (total, any, k) = (half, true, end);
            break;
        }
        let Some((count, after)) = count(t, k) else {
            break;
        };
        let (count, after) = upper(t, count, after);
        let mut u = after;
        let mut working = false;
        while let w @ ("business" | "working" | "work" | "bank" | "calendar" | "full" | "more"
        | "short" | "upcoming" | "coming" | "further") = t.word(u)
        {
            working |= matches!(w, "business" | "working" | "work" | "bank");
            u += 1;
            if t.mark(u, '-') {
                u += 1;
            }
        }
        let Some((unit, times)) = en::unit(t.word(u)) else {
            break;
        };
        let n = count.checked_mul(times).filter(|n| *n <= 20_000)?;
        match unit {
            Unit::Minute => total.minutes += n,
            Unit::Hour => total.minutes += n.checked_mul(60)?,
            Unit::Day if working => total.working_days += n,
            Unit::Day => total.days += n,
            Unit::Week => total.days += n.checked_mul(7)?,
            Unit::Month => total.months += n,
            Unit::Year => total.months += n.checked_mul(12)?,
        }
        (any, k) = (true, u + 1);
        if (t.word(k), t.word(k + 1), t.word(k + 2)) == ("and", "a", "half") {
            let half = half_of(unit);
            total.minutes += half.minutes;
            total.days += half.days;
            total.months += half.months;
            k += 3;
            break;
        }
        if t.comma(k) || t.word(k) == "and" {
            if count_unit(t, k + 1) {
                k += 1;
            } else {
                break;
            }
        }
    }
    // "two weeks' time"
    if any && t.mark(k, '\'') {
        let s = if t.word(k + 1) == "s" { k + 2 } else { k + 1 };
        k = if t.word(s) == "time" { s + 1 } else { k };
    } else if any && t.word(k) == "time" {
        k += 1;
    }
    any.then_some((total, k))
}

/// The greater of "2-3 days", "two or three weeks": that is when it is over.
fn upper(t: &Text<'_>, low: u32, end: usize) -> (u32, usize) {
    let k = if t.mark(end.wrapping_sub(1), '-') {
        end
    } else if t.mark(end, '-') || matches!(t.word(end), "to" | "or") {
        end + 1
    } else {
        return (low, end);
    };
    let high = match t.number(k) {
        Some((n, digits)) => (digits <= 3).then_some(n),
        None => en::cardinal(t.word(k)),
    };
    match high {
        Some(high) if high > low && high <= low.saturating_mul(10) => (high, k + 1),
        _ => (low, end),
    }
}

/// "2.5 hours".
fn decimal_hours(t: &Text<'_>, i: usize) -> Option<(Span, usize)> {
    let ((hours, _), (tenths, 1)) = (t.number(i)?, t.number(i + 2)?) else {
        return None;
    };
    let (unit, 1) = en::unit(t.word(i + 3))? else {
        return None;
    };
    let minutes = hours.checked_mul(60)?.checked_add(tenths * 6)?;
    (t.mark(i + 1, '.') && unit == Unit::Hour && hours < 1000).then_some((
        Span {
            minutes,
            ..Span::default()
        },
        i + 4,
    ))
}

/// "half a year", "half an hour", "a half day".
fn half(t: &Text<'_>, i: usize) -> Option<(Span, usize)> {
    let k = i + usize::from(t.word(i) == "a");
    if t.word(k) != "half" {
        return None;
    }
    let u = k + 1 + usize::from(matches!(t.word(k + 1), "a" | "an"));
    let u = u + usize::from(t.mark(u, '-'));
    let (unit, 1) = en::unit(t.word(u))? else {
        return None;
    };
    Some((half_of(unit), u + 1))
}

/// One of a unit.
fn one_of(unit: Unit) -> Span {
    let mut span = Span::default();
    match unit {
        Unit::Minute => span.minutes = 1,
        Unit::Hour => span.minutes = 60,
        Unit::Day => span.days = 1,
        Unit::Week => span.days = 7,
        Unit::Month => span.months = 1,
        Unit::Year => span.months = 12,
    }
    span
}

/// Half of a unit, in the units one would count it by.
fn half_of(unit: Unit) -> Span {
    let mut span = Span::default();
    match unit {
        Unit::Minute => {}
        Unit::Hour => span.minutes = 30,
        Unit::Day => span.minutes = 12 * 60,
        Unit::Week => span.days = 4,
        Unit::Month => span.days = 15,
        Unit::Year => span.months = 6,
    }
    span
}

/// Whether a number and a unit of time stand at `i`.
pub(super) fn count_unit(t: &Text<'_>, i: usize) -> bool {
    count(t, i).is_some_and(|(_, k)| en::unit(t.word(k)).is_some())
}

/// How many: in figures, in words, "a", "a couple of", "a few".
pub(super) fn count(t: &Text<'_>, i: usize) -> Option<(u32, usize)> {
    if let Some((n, digits)) = t.number(i) {
        // "thirty (30) days" reaches the figure; "30-day" is the same span.
        let mut end = i + 1;
        if t.mark(end, ')') {
            end += 1;
        }
        if t.mark(end, '-') && t.glued(end) {
            end += 1;
        }
        let part = t.glued(i)
            && matches!(
                t.kind(i.wrapping_sub(1)),
                Some(Kind::Mark('.' | ',' | '/' | '$' | '-') | Kind::Word)
            );
        return (digits <= 4 && !part).then_some((n, end));
    }
    match (t.word(i), t.word(i + 1), t.word(i + 2)) {
        ("a", "couple", "of") => Some((2, i + 3)),
        ("a", "couple", _) => Some((2, i + 2)),
        ("couple", "of", _) => Some((2, i + 2)),
        ("a", "few", _) => Some((3, i + 2)),
        ("few" | "several", _, _) => Some((3, i + 1)),
        ("a" | "an", _, _) => Some((1, i + 1)),
        (w, next, _) => {
            let n = en::cardinal(w)?;
            if t.mark(i + 1, '(') && t.number(i + 2).is_some() && t.mark(i + 3, ')') {
                return Some((n, i + 4));
            }
            if n >= 20
                && let Some(more) = en::cardinal(if t.mark(i + 1, '-') {
                    t.word(i + 2)
                } else {
                    next
                })
                .filter(|m| *m < 10)
            {
                return Some((n + more, if t.mark(i + 1, '-') { i + 3 } else { i + 2 }));
            }
            Some((n, i + 1))
        }
    }
}

/// "in two weeks", "within 3 working days", "within the next 5 days".
pub(super) fn within(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let mut k = i + 1;
    while matches!(
        t.word(k),
        "the"
            | "next"
            | "coming"
            | "following"
            | "about"
            | "less"
            | "than"
            | "max"
            | "maximum"
            | "approximately"
            | "around"
            | "at"
            | "most"
            | "another"
            | "roughly"
            | "approx"
            | "circa"
            | "say"
            | "some"
            | "just"
            | "under"
            | "over"
            | "maybe"
            | "no"
            | "more"
            | "up"
            | "to"
    ) || t.mark(k, '.') && t.word(k - 1) == "approx"
        || t.mark(k, '~')
    {
        k += 1;
    }
    // "within the next month"
    let one = (matches!(t.word(k - 1), "next" | "coming" | "following")
        && k > i + 1
        && !t.word(k).ends_with('s'))
    .then(|| Some((one_of(en::unit(t.word(k))?.0), k + 1)))
    .flatten();
    let (span, end) = match one {
        Some(one) => one,
        None => span(t, k)?,
    };
    let (forward, base, end) = match t.word(end) {
        "before" => {
            let base = find_base(t, end + 1, now)?;
            (false, base.date, base.end)
        }
        "from" | "after" | "of" => match find_base(
            t,
            if t.word(end + 1) == "the" {
                end + 2
            } else {
                end + 1
            },
            now,
        ) {
            Some(base) => (true, base.date, base.end),
            None => (true, now.day, end),
        },
        "ago" => return None,
        _ => (true, now.day, end),
    };
    Some(Found {
        within: t.word(i) == "within" && forward,
        ..Found::new(now.add(base, span, forward)?, end)
    })
}
