//! Stretches of time in English: "within 3 working days", "two weeks from now", "30 days from invoice".

use super::super::Found;
use super::super::days::{Now, Span};
use super::super::en::{self, Unit};
use super::super::numeric;
use super::super::tokens::{Kind, Text};
use super::{day_month, day_number, day_of, find, month_first, weekday_first};

/// Phrases that begin with a number: days of months, stretches of time.
pub(super) fn number_first(t: &Text<'_>, i: usize, now: &Now, deep: bool) -> Option<Found> {
    if let Some(found) = day_month(t, i, now, None) {
        return Some(found);
    }
    if let Some((day, end, ordinal)) = day_number(t, i)
        && let Some(found) = day_of(t, i, day, end, ordinal, now)
    {
        return Some(found);
    }
    let (span, end) = span(t, i)?;
    let next = t.word(end);
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
                let base = if t.number(k).is_some() {
                    day_month(t, k, now, None)
                        .or_else(|| numeric::find(t, k, now).map(|(d, e)| Found::new(d, e)))
                } else {
                    find_base(t, k, now)
                }?;
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
    terms
        .then(|| {
            Some(Found {
                within: true,
                ..Found::new(now.add(now.day, span, true)?, end)
            })
        })
        .flatten()
}

/// A day that a stretch of time is counted from.
pub(super) fn find_base(t: &Text<'_>, k: usize, now: &Now) -> Option<Found> {
    match t.word(k) {
        "today" | "tomorrow" | "yesterday" | "christmas" | "xmas" | "easter" | "next" | "this"
        | "last" => find(t, k, now),
        w if en::month(w).is_some() => month_first(t, k, now, None),
        w if en::weekday(w).is_some() => weekday_first(t, k, now),
        _ => None,
    }
}

/// "two weeks", "3 working days", "1 month and 21 days", "a couple of days".
pub(super) fn span(t: &Text<'_>, i: usize) -> Option<(Span, usize)> {
    let (mut total, mut k, mut any) = (Span::default(), i, false);
    for _ in 0..4 {
        let Some((count, after)) = count(t, k) else {
            break;
        };
        let mut u = after;
        let mut working = false;
        while let w @ ("business" | "working" | "work" | "bank" | "calendar" | "full" | "more"
        | "short" | "upcoming" | "further") = t.word(u)
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
    ) {
        k += 1;
    }
    let (span, end) = span(t, k)?;
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
