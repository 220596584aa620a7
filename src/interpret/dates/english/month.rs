//! Days of months in English: "30 November", "May twenty-first", "the 15th", "last day of October".

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::days::{self, Now};
use super::super::en;
use super::super::tokens::{Break, Kind, Text};
use super::super::{Found, time};

/// A day of a month in figures or words, the token after it, and whether it is an ordinal.
pub(super) fn day_number(t: &Text<'_>, i: usize) -> Option<(u32, usize, bool)> {
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
pub(super) fn year_in_words(t: &Text<'_>, i: usize) -> Option<(i32, usize)> {
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
pub(super) fn short_year(t: &Text<'_>, i: usize, now: &Now) -> Option<(i32, usize)> {
    let (n, 2) = t.number(i)? else { return None };
    let closes = match t.kind(i + 1) {
        None => true,
        Some(Kind::Mark('.' | ',' | ';' | ')' | '!' | '?')) => {
            !(t.glued(i + 2) && t.kind(i + 2) == Some(Kind::Number))
        }
        Some(_) => t.token(i + 1).is_some_and(|n| n.breaks != Break::None),
    };
    let year = i32::try_from(2000 + n).ok()?;
    (closes && (year - now.day.year()).abs() <= 5).then_some((year, i + 1))
}

/// The weekday that repeats a date: "Jul 18, Fri", "30 Nov (Monday)"; and the token after it.
pub(super) fn weekday_note(t: &Text<'_>, i: usize) -> Option<(Weekday, usize)> {
    let k = if t.comma(i) || t.mark(i, '(') {
        i + 1
    } else {
        i
    };
    if t.kind(i).is_none() || (k == i && t.token(i).is_some_and(|n| n.breaks != Break::None)) {
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
pub(super) fn year(t: &Text<'_>, i: usize) -> Option<(i32, usize)> {
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
pub(super) fn day_month(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    weekday: Option<Weekday>,
) -> Option<Found> {
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
pub(super) fn dated(
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
pub(super) fn past_reading(
    t: &Text<'_>,
    i: usize,
    now: &Now,
    mut found: Found,
    open: bool,
) -> Found {
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
pub(super) fn told_in_past(t: &Text<'_>, i: usize) -> bool {
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

/// "15th of next month", "the 15th", "first Friday of July", "last day of October".
pub(super) fn day_of(
    t: &Text<'_>,
    i: usize,
    day: u32,
    end: usize,
    ordinal: bool,
    now: &Now,
) -> Option<Found> {
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
pub(super) fn month_phrase(t: &Text<'_>, i: usize, now: &Now) -> Option<(NaiveDate, usize)> {
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
