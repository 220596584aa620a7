//! English grammar of dates over tokens.

use chrono::{Datelike, NaiveDate, Weekday};

use super::days::{self, Now, Span, of_week};
use super::en::{self, Unit};
use super::tokens::{Kind, Text};
use super::{Found, time};

/// A date that begins at token `i`.
pub(super) fn find(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let word = t.word(i);
    if word.is_empty() {
        return if t.number(i).is_some() {
            number_first(t, i, now, true)
        } else {
            None
        };
    }
    match word {
        "today" | "tonight" => Found::some(now.day, i + 1),
        "tomorrow" | "tomorrows" | "tmrw" | "tmr" | "tmrrw" => {
            Found::some(now.plus_days(1)?, i + 1)
        }
        "yesterday" => Found::some(now.plus_days(-1)?, i + 1),
        "day" => match (t.word(i + 1), t.word(i + 2)) {
            ("after", "tomorrow" | "tmrw" | "tmr") => Found::some(now.plus_days(2)?, i + 3),
            ("before", "yesterday") => Found::some(now.plus_days(-2)?, i + 3),
            _ => None,
        },
        "eod" | "cob" | "eob" | "eop" | "end" | "close" | "eow" | "eom" | "eoy" | "month"
        | "year" | "quarter" => end_of(t, i, now),
        "this" | "next" | "last" | "coming" | "following" | "upcoming" | "previous" => {
            relative(t, i, now)
        }
        "in" | "within" => within(t, i, now),
        "net" => {
            // Net 30, net-30, NET30
            let k = if t.mark(i + 1, '-') { i + 2 } else { i + 1 };
            let (days, _) = t.number(k).filter(|(n, _)| (1..=365).contains(n))?;
            let end = if t.word(k + 1) == "days" {
                k + 2
            } else {
                k + 1
            };
            let next_clean = !t.glued(end)
                || !matches!(t.kind(end), Some(Kind::Mark('.' | ',' | '%')) if t.kind(end + 1) == Some(Kind::Number) && t.glued(end + 1));
            Some(Found {
                within: true,
                ..Found::new(now.plus_days(i64::from(days))?, end)
            })
            .filter(|_| next_clean)
        }
        "christmas" | "xmas" | "easter" | "new" => feast(t, i, now),
        _ => {
            if en::month(word).is_some() {
                return month_first(t, i, now, None);
            }
            if en::weekday(word).is_some() {
                return weekday_first(t, i, now);
            }
            number_first(t, i, now, true)
        }
    }
}

/// A day of a month in figures or words, the token after it, and whether it is an ordinal.
fn day_number(t: &Text<'_>, i: usize) -> Option<(u32, usize, bool)> {
    if let Some((n, digits)) = t.number(i) {
        if digits > 2 || !(1..=31).contains(&n) {
            return None;
        }
        let suffix = matches!(t.word(i + 1), "st" | "nd" | "rd" | "th") && t.glued(i + 1);
        return Some((n, if suffix { i + 2 } else { i + 1 }, suffix));
    }
    let word = t.word(i);
    if let Some(tens @ (20 | 30)) = en::cardinal(word) {
        let k = if t.mark(i + 1, '-') { i + 2 } else { i + 1 };
        if let Some(n) = en::ordinal(t.word(k)).filter(|n| *n < 10) {
            return Some((tens + n, k + 1, true));
        }
        if let Some(n) = en::cardinal(t.word(k)).filter(|n| *n < 10) {
            return Some((tens + n, k + 1, false));
        }
        return Some((tens, i + 1, false));
    }
    en::ordinal(word).map(|n| (n, i + 1, true)).or_else(|| {
        en::cardinal(word)
            .filter(|n| *n <= 31)
            .map(|n| (n, i + 1, false))
    })
}

/// A year in words at `i`: "two thousand and eighteen", "nineteen seventy eight".
fn year_in_words(t: &Text<'_>, i: usize) -> Option<(i32, usize)> {
    let (century, mut k) = match (t.word(i), t.word(i + 1)) {
        ("two", "thousand") => (2000, i + 2),
        ("nineteen", _) => (1900, i + 1),
        ("twenty", _) => (2000, i + 1),
        _ => return None,
    };
    if century == 2000 && t.word(i) == "two" && t.word(k) == "and" {
        k += 1;
    }
    let (mut rest, mut any) = (0, t.word(i) == "two");
    for _ in 0..2 {
        let digit = if matches!(t.word(k), "zero" | "oh") {
            Some(0)
        } else {
            en::cardinal(t.word(k))
        };
        let Some(n) = digit.filter(|n| {
            if rest == 0 {
                *n < 100
            } else {
                rest >= 20 && *n < 10
            }
        }) else {
            break;
        };
        rest += n;
        any = true;
        k += 1;
        if t.mark(k, '-') && t.glued(k) {
            k += 1;
        }
    }
    any.then(|| Some((i32::try_from(century + rest).ok()?, k)))
        .flatten()
}

/// A year of two digits that closes a phrase ("30 Nov 26"): only one near the present.
fn short_year(t: &Text<'_>, i: usize, now: &Now) -> Option<(i32, usize)> {
    let (n, 2) = t.number(i)? else { return None };
    let closes = match t.kind(i + 1) {
        None => true,
        Some(Kind::Mark('.' | ',' | ';' | ')' | '!' | '?')) => {
            !(t.glued(i + 2) && t.kind(i + 2) == Some(Kind::Number))
        }
        Some(_) => t
            .token(i + 1)
            .is_some_and(|n| n.breaks != super::tokens::Break::None),
    };
    let year = i32::try_from(2000 + n).ok()?;
    (closes && (year - now.day.year()).abs() <= 5).then_some((year, i + 1))
}

/// The weekday that repeats a date: "Jul 18, Fri", "30 Nov (Monday)"; and the token after it.
fn weekday_note(t: &Text<'_>, i: usize) -> Option<(Weekday, usize)> {
    let k = if t.comma(i) || t.mark(i, '(') {
        i + 1
    } else {
        i
    };
    if t.kind(i).is_none()
        || (k == i
            && t.token(i)
                .is_some_and(|n| n.breaks != super::tokens::Break::None))
    {
        return None;
    }
    let weekday = en::weekday(t.word(k))?;
    let close = t.mark(i, '(') && t.mark(k + 1, ')');
    let doubtful = en::DOUBTFUL_WEEKDAYS.contains(&t.word(k))
        && !close
        && !(t.comma(i) && t.kind(k + 1).is_none());
    (!doubtful).then_some((weekday, if close { k + 2 } else { k + 1 }))
}

/// A year at `i`, perhaps after a comma; of two digits only after an apostrophe.
fn year(t: &Text<'_>, i: usize) -> Option<(i32, usize)> {
    let k = if t.comma(i) || (t.mark(i, '.') && t.glued(i)) {
        i + 1
    } else {
        i
    };
    if t.mark(k, '\'') {
        return t
            .number(k + 1)
            .filter(|(_, d)| *d == 2)
            .and_then(|(n, _)| Some((i32::try_from(2000 + n).ok()?, k + 2)));
    }
    if t.kind(k) == Some(Kind::Word) {
        return year_in_words(t, k);
    }
    let (n, 4) = t.number(k)? else { return None };
    // "5 May, 2000 pieces" is rarer than "5 May, 2000".
    i32::try_from(n)
        .ok()
        .filter(|y| (1900..=2200).contains(y))
        .map(|y| (y, k + 1))
}

/// "November 30th, 2026", "Nov. the 30th", "May twenty-first".
pub(super) fn month_first(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    weekday: Option<Weekday>,
) -> Option<Found> {
    let month = en::month(t.word(i))?;
    let mut k = i + 1;
    if t.mark(k, '.') || ((t.mark(k, '-') || t.mark(k, '/')) && t.glued(k) && t.glued(k + 1)) {
        k += 1;
    }
    if t.word(k) == "the" {
        k += 1;
    }
    let (day, mut end, ordinal) = day_number(t, k)?;
    if !ordinal
        && t.glued(end)
        && matches!(t.kind(end), Some(Kind::Mark(':' | '%')))
        && t.kind(end + 1) != Some(Kind::Han)
    {
        return None;
    }
    // "it may 5", "march 3 miles": a verb, unless the figure closes the phrase.
    if month == 5
        && t.word(i) == "may"
        && !ordinal
        && matches!(
            t.word_before(i, 1),
            "i" | "we" | "you" | "it" | "they" | "that" | "this" | "there" | "which"
        )
    {
        return None;
    }
    let mut named = year(t, end);
    if named.is_none()
        && let Some((_, after)) = time::after(t, end)
    {
        // Wed Oct 26 15:50:06 2016
        named = t
            .number(after)
            .filter(|(_, d)| *d == 4)
            .and_then(|_| year(t, after));
    }
    if let Some((_, after)) = named {
        end = after;
    }
    dated(t, i, now, (month, day, named.map(|(y, _)| y)), weekday, end)
}

/// "30 November 2026", "30th of Nov", "second of Aug.".
fn day_month(t: &Text<'_>, i: usize, now: &Now, weekday: Option<Weekday>) -> Option<Found> {
    let (day, mut k, _) = day_number(t, i)?;
    if t.word(k) == "day" {
        k += 1;
    }
    if t.word(k) == "of" || ((t.mark(k, '.') || t.mark(k, '-') || t.mark(k, '/')) && t.glued(k)) {
        k += 1;
    }
    let month = en::month(t.word(k))?;
    // "10 mar" glued to letters is a code; "14april" is not.
    if t.glued(i) && matches!(t.kind(i.wrapping_sub(1)), Some(Kind::Word | Kind::Number)) {
        return None;
    }
    // "2 may be late": the month needs more than the word.
    if t.word(k) == "may"
        && matches!(
            t.word(k + 1),
            "be" | "not" | "have" | "also" | "need" | "take"
        )
    {
        return None;
    }
    let mut end = k + 1;
    if t.mark(end, '.')
        && t.glued(end)
        && (t.kind(end + 1) == Some(Kind::Number) || t.word(k).len() < 4 && t.comma(end + 1))
    {
        end += 1;
    }
    if t.mark(end, '-')
        && t.glued(end)
        && t.glued(end + 1)
        && t.number(end + 1).is_some_and(|(_, d)| d == 4)
    {
        end += 1;
    }
    let named = year(t, end).or_else(|| short_year(t, end, now));
    if let Some((_, after)) = named {
        end = after;
    }
    dated(t, i, now, (month, day, named.map(|(y, _)| y)), weekday, end)
}

/// The day of month, day and perhaps year, with the weekday before or after it.
fn dated(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    (month, day, year): (u32, u32, Option<i32>),
    weekday: Option<Weekday>,
    end: usize,
) -> Option<Found> {
    let note = if weekday.is_none() {
        weekday_note(t, end)
    } else {
        None
    };
    let date = now.month_day(month, day, year, weekday.or(note.map(|(w, _)| w)))?;
    let end = note
        .filter(|(w, _)| date.weekday() == *w)
        .map_or(end, |(_, after)| after);
    Some(past_reading(
        t,
        i,
        now,
        Found::new(date, end),
        year.is_none() && weekday.is_none() && note.is_none(),
    ))
}

/// A day without a year after "since", "dated", or not long ago in a sentence about the past:
/// the last one, not the coming one.
fn past_reading(t: &Text<'_>, i: usize, now: &Now, mut found: Found, open: bool) -> Found {
    let before = if t.word_before(i, 1) == "on" || t.word_before(i, 1) == "the" {
        t.word_before(i, 2)
    } else {
        t.word_before(i, 1)
    };
    if open
        && found.date > now.day
        && let Some(last) = found.date.with_year(found.date.year() - 1)
        && (en::PAST_BEFORE.contains(&before)
            || en::PAST_VERBS.contains(&before)
            || (now.day - last <= chrono::Duration::days(100)
                && t.word_before(i, 1) == "on"
                && told_in_past(t, i)))
    {
        found.date = last;
    }
    found
}

/// Whether the words before `i` tell of what was done.
fn told_in_past(t: &Text<'_>, i: usize) -> bool {
    let words = || (1..=7).map(|b| t.word_before(i, b));
    words()
        .take_while(|w| !matches!(*w, "by" | "before" | "until"))
        .any(|w| en::PAST_VERBS.contains(&w))
        && !words().any(|w| {
            matches!(
                w,
                "will" | "ll" | "if" | "when" | "could" | "would" | "not" | "shall"
            )
        })
}

/// Phrases that begin with a number: days of months, stretches of time.
fn number_first(t: &Text<'_>, i: usize, now: &Now, deep: bool) -> Option<Found> {
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
                        .or_else(|| super::numeric::find(t, k, now).map(|(d, e)| Found::new(d, e)))
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
fn find_base(t: &Text<'_>, k: usize, now: &Now) -> Option<Found> {
    match t.word(k) {
        "today" | "tomorrow" | "yesterday" | "christmas" | "xmas" | "easter" | "next" | "this"
        | "last" => find(t, k, now),
        w if en::month(w).is_some() => month_first(t, k, now, None),
        w if en::weekday(w).is_some() => weekday_first(t, k, now),
        _ => None,
    }
}

/// "15th of next month", "the 15th", "first Friday of July", "last day of October".
fn day_of(t: &Text<'_>, i: usize, day: u32, end: usize, ordinal: bool, now: &Now) -> Option<Found> {
    let k = if t.word(end) == "day" { end + 1 } else { end };
    if matches!(t.word(k), "of" | "in")
        && let Some((first, after)) = month_phrase(t, k + 1, now)
    {
        let coming = t.word(k + 1) == "each"
            || t.word(k + 1) == "every"
            || (t.word(k + 1) == "the" && t.word(k + 2) == "month");
        let date = if coming {
            now.coming_day(day)?
        } else {
            first.with_day(day)?
        };
        return Found::some(date, after);
    }
    if let Some(weekday) = en::weekday(t.word(k)).filter(|_| ordinal && end == k) {
        if matches!(t.word(k + 1), "of" | "in")
            && let Some((first, after)) = month_phrase(t, k + 2, now)
        {
            return Found::some(Now::nth_weekday(first, day, weekday)?, after);
        }
        if en::NO_DAY_AFTER.contains(&t.word_before(i, 1)) {
            return None;
        }
        // "second Sunday": of this month, unless it is over and the next one is meant.
        return Found::some(Now::nth_weekday(now.month(0)?, day, weekday)?, k + 1);
    }
    if ordinal
        && t.word(end) == "last"
        && t.word(end + 1) == "day"
        && t.word(end + 2) == "of"
        && let Some((first, after)) = month_phrase(t, end + 3, now)
    {
        let last = days::last_of_month(first.year(), first.month())?;
        return Found::some(
            last.checked_sub_signed(chrono::Duration::days(i64::from(day) - 1))?,
            after,
        );
    }
    // Two fridays from now.
    let weekday =
        en::weekday(t.word(end)).or_else(|| t.word(end).strip_suffix('s').and_then(en::weekday));
    if let Some(weekday) = weekday.filter(|_| !ordinal) {
        let weeks = i64::from(day) - 1;
        return match (t.word(end + 1), t.word(end + 2)) {
            ("from", "now") => Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(weeks * 7))?,
                end + 3,
            ),
            ("later", _) => Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(weeks * 7))?,
                end + 2,
            ),
            ("ago" | "back", _) => Found::some(
                now.past(weekday)?
                    .checked_sub_signed(chrono::Duration::days(weeks * 7))?,
                end + 2,
            ),
            _ => None,
        };
    }
    // "on 15 at 8:00", "I'll be there on 15.": a bare figure only at the end or before a time.
    if t.word_before(i, 1) == "on" && t.number(i).is_some() && !ordinal {
        let stop = t.kind(end).is_none() || (t.mark(end, '.') && t.kind(end + 1).is_none());
        let timed = time::after(t, end).is_some() && (t.word(end) == "at" || t.comma(end));
        return (timed || (stop && day >= 10))
            .then(|| Found::some(now.coming_day(day)?, end))
            .flatten();
    }
    // "by the 15th", "on the 20th", "the 24": a day alone needs its article, and nothing it could count.
    if t.word_before(i, 1) != "the"
        && !(ordinal
            && t.number(i).is_some()
            && matches!(
                t.word_before(i, 1),
                "by" | "on" | "before" | "until" | "till" | "til" | "due"
            ))
    {
        return None;
    }
    let written = t.number(i).is_some();
    let closed = match t.kind(end) {
        None => true,
        Some(Kind::Word) => en::AFTER_BARE_DAY.contains(&t.word(end)) && t.word(end) != "of",
        Some(Kind::Mark(c)) => {
            !(matches!(c, '%' | ':' | '/' | '-' | '.' | ',')
                && t.glued(end)
                && t.kind(end + 1) == Some(Kind::Number))
                && c != '%'
                && c != '/'
        }
        Some(Kind::Han) => ordinal,
        Some(Kind::Number) => false,
    };
    let announced = matches!(
        t.word_before(i, 2),
        "on" | "by"
            | "for"
            | "before"
            | "until"
            | "till"
            | "til"
            | "since"
            | "from"
            | "after"
            | "due"
            | "around"
            | "to"
            | "of"
    );
    let whole = i == 1 && t.kind(end).is_none();
    let fits = if written {
        ordinal || announced || whole
    } else {
        ordinal
            && matches!(t.word_before(i, 2), "on" | "by")
            && (day > 3 || matches!(t.kind(end), None | Some(Kind::Mark('.'))))
    };
    (closed && fits)
        .then(|| Found::some(now.coming_day(day)?, end))
        .flatten()
}

/// "next month", "the month", "each month", "October [2026]": the first day of it.
fn month_phrase(t: &Text<'_>, i: usize, now: &Now) -> Option<(NaiveDate, usize)> {
    let k = if t.word(i) == "the" { i + 1 } else { i };
    let months = match t.word(k) {
        "next" | "following" | "coming" => 1,
        "this" | "current" | "each" | "every" => 0,
        "last" | "previous" => -1,
        "month" if k > i => return Some((now.month(0)?, k + 1)),
        w => {
            let month = en::month(w)?;
            let named = year(t, k + 1).filter(|_| !t.mark(k + 1, '.'));
            let last = now.end_of_named_month(month, named.map(|(y, _)| y))?;
            return Some((last.with_day(1)?, named.map_or(k + 1, |(_, e)| e)));
        }
    };
    (t.word(k + 1) == "month")
        .then(|| Some((now.month(months)?, k + 2)))
        .flatten()
}

/// "two weeks", "3 working days", "1 month and 21 days", "a couple of days".
fn span(t: &Text<'_>, i: usize) -> Option<(Span, usize)> {
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
fn count_unit(t: &Text<'_>, i: usize) -> bool {
    count(t, i).is_some_and(|(_, k)| en::unit(t.word(k)).is_some())
}

/// How many: in figures, in words, "a", "a couple of", "a few".
fn count(t: &Text<'_>, i: usize) -> Option<(u32, usize)> {
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
fn within(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
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

/// A weekday, with all that can settle which one.
fn weekday_first(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let word = t.word(i);
    let weekday = en::weekday(word)?;
    let before = t.word_before(i, 1);
    if t.glued(i)
        && matches!(
            t.kind(i.wrapping_sub(1)),
            Some(Kind::Mark('@' | '/' | '.' | '_'))
        )
    {
        return None;
    }
    let mut k = i + 1;
    if word.len() <= 5
        && word != "today"
        && t.mark(k, '.')
        && t.glued(k)
        && !matches!(t.token(k + 1), None)
    {
        k += 1;
    }
    // "Tue-Sun 10 to 6": opening times.
    let dash = |k: usize| t.mark(k, '-') || t.mark(k, '/');
    if (dash(i + 1) && t.glued(i + 1) && en::weekday(t.word(i + 2)).is_some())
        || (i >= 2 && dash(i - 1) && t.glued(i) && en::weekday(t.word(i - 2)).is_some())
    {
        return None;
    }
    let d = if t.comma(k) || t.mark(k, '(') {
        k + 1
    } else {
        k
    };
    let d = if matches!(t.word(d), "the" | "on") {
        d + 1
    } else {
        d
    };
    if let Some(found) =
        month_first(t, d, now, Some(weekday)).or_else(|| day_month(t, d, now, Some(weekday)))
    {
        return Some(found);
    }
    if let Some((date, end)) = super::numeric::find(t, d, now) {
        return Found::some(date, end);
    }
    if let Some((day, end, ordinal)) = day_number(t, d)
        && (ordinal || t.word(d.wrapping_sub(1)) == "the")
        && !matches!(t.word(end), "am" | "pm" | "of" | "o")
        && let Some(date) = now
            .weekday_and_day(weekday, day)
            .filter(|d| *d <= now.day + chrono::Duration::days(400))
    {
        return Found::some(date, end);
    }
    let of = if matches!(t.word(k), "of" | "from" | "in") {
        k + 1
    } else {
        k
    };
    match (t.word(of), t.word(of + 1)) {
        ("next" | "following", "week") => {
            return Found::some(of_week(now.day, 1, weekday)?, of + 2);
        }
        ("this", "week") => return Found::some(of_week(now.day, 0, weekday)?, of + 2),
        ("last", "week") => return Found::some(of_week(now.day, -1, weekday)?, of + 2),
        ("after", "next") => {
            return Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(7))?,
                of + 2,
            );
        }
        ("week", _) if of == k => {
            return Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(7))?,
                of + 1,
            );
        }
        _ => {}
    }
    if en::NO_DAY_AFTER.contains(&before) {
        return None;
    }
    if en::DOUBTFUL_WEEKDAYS.contains(&word) {
        let prepared = matches!(
            before,
            "on" | "by"
                | "before"
                | "until"
                | "till"
                | "til"
                | "eod"
                | "cob"
                | "from"
                | "since"
                | "and"
                | "or"
                | "due"
                | "to"
        ) || t.number(i.wrapping_sub(1)).is_some();
        let alone = i == 0 && t.len() <= k + 1;
        if !(prepared || alone || k > i + 1 || time::after(t, k).is_some()) {
            return None;
        }
    }
    let end = k;
    // Said on the day itself, a later hour of it is meant; else the next one.
    let today = weekday == now.day.weekday()
        && (matches!(before, "eod" | "cob" | "eob")
            || t.word_before(i, 2) == "business"
            || matches!(t.word(end), "eod" | "cob")
            || time::after(t, end).is_some_and(|(at, _)| at > now.time));
    if today {
        return Found::some(now.day, end);
    }
    if matches!(before, "on" | "since") && told_in_past(t, i) {
        return Found::some(now.past(weekday)?, end);
    }
    Found::some(now.coming(weekday)?, end)
}

/// "next Friday", "this week", "next 2 weeks", "last day of October", "this morning".
fn relative(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let word = t.word(i);
    let mut k = i + 1;
    if matches!(t.word(k), "coming" | "following" | "upcoming") {
        k += 1;
    }
    if let Some(weekday) = en::weekday(t.word(k)) {
        if en::DOUBTFUL_WEEKDAYS.contains(&t.word(k)) && word == "last" {
            return None;
        }
        if word == "last"
            && matches!(t.word(k + 1), "of" | "in")
            && let Some((first, end)) = month_phrase(t, k + 2, now)
        {
            return Found::some(Now::nth_weekday(first, 0, weekday)?, end);
        }
        if let Some(found) = weekday_first(t, k, now).filter(|f| f.end > k + 2) {
            // "next Friday, 4 December" and "this Friday the 27th" name the day themselves.
            return Some(found);
        }
        let date = match word {
            "next" | "following" => of_week(now.day, 1, weekday)?,
            "last" | "previous" => now.past(weekday)?,
            _ if weekday == now.day.weekday()
                && time::after(t, k + 1).is_some_and(|(at, _)| at > now.time) =>
            {
                now.day
            }
            _ => now.coming(weekday)?,
        };
        return Found::some(date, k + 1);
    }
    let next = t.word(k);
    match (word, next) {
        ("this", "morning" | "afternoon" | "evening" | "night" | "day") => {
            Found::some(now.day, k + 1)
        }
        ("this" | "next" | "coming" | "last" | "following", "week") => {
            let weeks = match word {
                "this" => 0,
                "last" => -1,
                _ => 1,
            };
            let mut j = k + 1;
            if t.mark(j, '\'') && t.word(j + 1) == "s" {
                j += 2;
            }
            if matches!(t.word(j), "on" | "by" | "until" | "before") {
                j += 1;
            }
            if let Some(weekday) = en::weekday(t.word(j)) {
                return Found::some(of_week(now.day, weeks, weekday)?, j + 1);
            }
            if word == "last" {
                None
            } else {
                Found::some(now.end_of_week(weeks)?, k + 1)
            }
        }
        ("this" | "coming", "weekend") => Found::some(now.coming(Weekday::Sun)?, k + 1),
        ("this", "month" | "quarter" | "year")
            if matches!(
                t.word_before(i, 1),
                "by" | "within" | "before" | "during" | "still" | "later"
            ) =>
        {
            let date = match next {
                "month" => now.end_of_month(0)?,
                "quarter" => now.end_of_quarter(0)?,
                _ => NaiveDate::from_ymd_opt(now.day.year(), 12, 31)?,
            };
            Found::some(date, k + 1)
        }
        ("next", "day") => Found::some(now.plus_days(1)?, k + 1),
        ("next", "business" | "working") if t.word(k + 1) == "day" => Found::some(
            now.add(
                now.day,
                Span {
                    working_days: 1,
                    ..Span::default()
                },
                true,
            )?,
            k + 2,
        ),
        ("last", "day") if matches!(t.word(k + 1), "of" | "in") => {
            let (first, end) = month_phrase(t, k + 2, now)?;
            Found::some(days::last_of_month(first.year(), first.month())?, end)
        }
        ("next" | "coming" | "upcoming" | "following", _)
            if t.number(k).is_some()
                || en::cardinal(next).is_some()
                || next == "few"
                || next == "couple" =>
        {
            let (span, end) = span(t, k)?;
            Found::some(now.add(now.day, span, true)?, end)
        }
        ("next" | "this" | "last", "month") => {
            // "next month on the 5th"
            let mut j = k + 1;
            while t.comma(j) || matches!(t.word(j), "on" | "by" | "the") {
                j += 1;
            }
            let (day, end, true) = day_number(t, j)? else {
                return None;
            };
            let months = match word {
                "next" => 1,
                "this" => 0,
                _ => -1,
            };
            Found::some(now.month(months)?.with_day(day)?, end)
        }
        _ => None,
    }
}

/// "end of next week", "EOD Thursday", "close of business", "month end".
fn end_of(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let ends = |date: Option<NaiveDate>, end| {
        Some(Found {
            closing: true,
            ..Found::new(date?, end)
        })
    };
    let mut k = i + 1;
    match t.word(i) {
        "eow" => return ends(now.end_of_week(0), k),
        "eom" => return ends(now.end_of_month(0), k),
        "eoy" => return ends(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), k),
        "month" | "year" | "quarter" => {
            let dash = usize::from(t.mark(k, '-'));
            if t.word(k + dash) != "end"
                || t.word_before(i, 1) == "last"
                || t.word_before(i, 1) == "previous"
            {
                return None;
            }
            let months = i32::from(t.word_before(i, 1) == "next");
            return match t.word(i) {
                "month" => ends(now.end_of_month(months), k + dash + 1),
                "year" => ends(
                    NaiveDate::from_ymd_opt(now.day.year() + months, 12, 31),
                    k + dash + 1,
                ),
                _ => ends(now.end_of_quarter(months.unsigned_abs()), k + dash + 1),
            };
        }
        "end" | "close" => {
            if t.mark(k, '-') && t.glued(k) {
                k += 1;
            }
            let of = t.word(k) == "of" || t.word(k) == "the";
            if t.word(k) == "of" {
                k += 1;
            }
            while matches!(
                t.word(k),
                "the" | "business" | "play" | "working" | "trading" | "your" | "our"
            ) {
                k += 1;
            }
            if !of && en::month(t.word(k)).is_none() && !matches!(t.word(k), "next" | "this") {
                return None;
            }
        }
        _ => {}
    }
    let day_word = matches!(t.word(i), "eod" | "cob" | "eob" | "eop")
        || matches!(t.word(k), "day")
        || matches!(t.word(k.wrapping_sub(1)), "business" | "play");
    if day_word {
        let mut j = if t.word(k) == "day" && !matches!(t.word(i), "eod" | "cob" | "eob" | "eop") {
            k + 1
        } else {
            k
        };
        let plain = j;
        while t.comma(j) || matches!(t.word(j), "on" | "of" | "the") {
            j += 1;
        }
        let named = match t.word(j) {
            "today" | "tomorrow" | "tmrw" | "this" | "next" => find(t, j, now),
            w if en::weekday(w).is_some() => weekday_first(t, j, now),
            w if en::month(w).is_some() => month_first(t, j, now, None),
            _ => super::numeric::find(t, j, now)
                .map(|(d, e)| Found::new(d, e))
                .or_else(|| day_month(t, j, now, None)),
        };
        return match named {
            Some(found) => Some(Found {
                closing: true,
                ..found
            }),
            None => ends(Some(now.day), plain),
        };
    }
    match t.word(k) {
        "week" => ends(now.end_of_week(0), k + 1),
        "month" => ends(now.end_of_month(0), k + 1),
        "quarter" => ends(now.end_of_quarter(0), k + 1),
        "year" => ends(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), k + 1),
        "tomorrow" | "today" => find(t, k, now),
        "q" if t.glued(k + 1) => quarter(t, k, now),
        w @ ("next" | "this" | "current" | "last" | "following") => {
            let ahead = i64::from(matches!(w, "next" | "following")) - i64::from(w == "last");
            match t.word(k + 1) {
                "week" => ends(now.end_of_week(ahead), k + 2),
                "month" => ends(now.end_of_month(i32::try_from(ahead).ok()?), k + 2),
                "quarter" => ends(now.end_of_quarter(u32::try_from(ahead).ok()?), k + 2),
                "year" => ends(
                    NaiveDate::from_ymd_opt(now.day.year() + i32::try_from(ahead).ok()?, 12, 31),
                    k + 2,
                ),
                _ => None,
            }
        }
        w if en::weekday(w).is_some() => weekday_first(t, k, now),
        w => {
            let month = en::month(w)?;
            let named = year(t, k + 1).filter(|_| !t.mark(k + 1, '.'));
            ends(
                now.end_of_named_month(month, named.map(|(y, _)| y)),
                named.map_or(k + 1, |(_, e)| e),
            )
        }
    }
}

/// "Q4 [2026]" after "end of".
fn quarter(t: &Text<'_>, k: usize, now: &Now) -> Option<Found> {
    let (n, 1) = t.number(k + 1)? else {
        return None;
    };
    let named = year(t, k + 2).filter(|_| !t.mark(k + 2, '.'));
    Some(Found {
        closing: true,
        ..Found::new(
            now.quarter_end(n, named.map(|(y, _)| y))?,
            named.map_or(k + 2, |(_, e)| e),
        )
    })
}

/// Christmas, Easter, New Year.
fn feast(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    if en::NO_DAY_AFTER.contains(&t.word_before(i, 1)) {
        return None;
    }
    let mut k = i + 1;
    let coming = |month, day, named: Option<i32>| now.month_day(month, day, named, None);
    match t.word(i) {
        "easter" => {
            let extra = match t.word(k) {
                "monday" => 1,
                "sunday" => 0,
                _ => -1,
            };
            k += usize::from(extra >= 0);
            let named = year(t, k).filter(|_| t.kind(k) == Some(Kind::Number));
            let this = now.day.year();
            let date = match named {
                Some((y, _)) => days::easter(y)?,
                None => days::easter(this)
                    .filter(|d| *d >= now.day)
                    .or_else(|| days::easter(this + 1))?,
            };
            Found::some(
                date.checked_add_signed(chrono::Duration::days(extra.max(0)))?,
                named.map_or(k, |(_, e)| e),
            )
        }
        "new" => {
            if t.word(k) != "year" {
                return None;
            }
            k += 1;
            if t.mark(k, '\'') && t.word(k + 1) == "s" {
                k += 2;
            }
            match t.word(k) {
                "eve" => Found::some(coming(12, 31, None)?, k + 1),
                "day" => Found::some(coming(1, 1, None)?, k + 1),
                _ if matches!(
                    t.word_before(i, 1),
                    "before" | "after" | "until" | "by" | "the"
                ) =>
                {
                    Found::some(coming(1, 1, None)?, k)
                }
                _ => None,
            }
        }
        _ => {
            let eve = t.word(k) == "eve";
            k += usize::from(eve || t.word(k) == "day");
            let named = year(t, k).filter(|_| t.kind(k) == Some(Kind::Number));
            let prepared = matches!(
                t.word_before(i, 1),
                "by" | "before"
                    | "after"
                    | "until"
                    | "till"
                    | "on"
                    | "over"
                    | "at"
                    | "from"
                    | "to"
                    | "since"
            ) || i == 0
                || eve;
            if !prepared {
                return None;
            }
            Found::some(
                coming(12, if eve { 24 } else { 25 }, named.map(|(y, _)| y))?,
                named.map_or(k, |(_, e)| e),
            )
        }
    }
}
