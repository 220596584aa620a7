//! Weekdays in English and what is counted in weeks: "next Friday", "this week", "Tuesday the 19th".

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::days::{self, Now, Span, of_week};
use super::super::en;
use super::super::numeric;
use super::super::tokens::{Kind, Text};
use super::super::{Found, time};
use super::{day_month, day_number, find_base, month_first, month_phrase, span, told_in_past};

/// A weekday, with all that can settle which one.
pub(super) fn weekday_first(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
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
        && t.token(k + 1).is_some()
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
    if let Some((date, end)) = numeric::find(t, d, now, false) {
        return Found::some(date, end);
    }
    if let Some((day, end, ordinal)) = day_number(t, d)
        // "Friday, first thing": a spelled ordinal is a day behind "the" only.
        && (t.number(d).is_some() || t.word(d.wrapping_sub(1)) == "the" && t.word(end) != "thing")
        && (ordinal
            || t.word(d.wrapping_sub(1)) == "the"
            // "Friday 27": no hour has that number.
            || (d == k && t.number(d).is_some_and(|(n, d)| n > 24 && d == 2)
                && (t.kind(end).is_none() || en::closes_day(t.word(end)) && !t.glued(end))))
        && !matches!(t.word(end), "am" | "pm" | "of" | "o")
        && let Some(date) = now
            .weekday_and_day(weekday, day)
            .filter(|d| *d <= now.day + chrono::Duration::days(400))
    {
        return Found::some(date, end);
    }
    if let Some(found) = beside_day(t, k, weekday, now).or_else(|| weeks_on(t, k, weekday, now)) {
        return Some(found);
    }
    // "the last but one Friday in May", "the penultimate Friday of June".
    if (before == "penultimate" || before == "one" && t.word_before(i, 2) == "but")
        && let Some(found) = before_last(t, k, weekday, 2, now)
    {
        return Some(found);
    }
    let of = if matches!(t.word(k), "of" | "from" | "in" | "the") {
        k + 1 + usize::from(t.word(k + 1) == "the")
    } else {
        k
    };
    match (t.word(of), t.word(of + 1)) {
        ("next" | "following", "week") => {
            return Found::some(of_week(now.day, 1, weekday)?, of + 2);
        }
        ("this", "week") => return Found::some(of_week(now.day, 0, weekday)?, of + 2),
        ("last", "week") => return Found::some(of_week(now.day, -1, weekday)?, of + 2),
        ("week", "after") if t.word(of + 2) == "next" => {
            return Found::some(of_week(now.day, 2, weekday)?, of + 3);
        }
        ("before", "last") => {
            return Found::some(
                now.past(weekday)?
                    .checked_sub_signed(chrono::Duration::days(7))?,
                of + 2,
            );
        }
        ("after", "next") => {
            return Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(7))?,
                of + 2,
            );
        }
        (weeks @ ("week" | "fortnight"), _) if of == k => {
            let days = if weeks == "week" { 7 } else { 14 };
            return Found::some(
                now.coming(weekday)?
                    .checked_add_signed(chrono::Duration::days(days))?,
                of + 1,
            );
        }
        _ => {}
    }
    // "bank holiday Monday": which one the calendar of the writer's country says.
    let holiday = before == "holiday" && t.word_before(i, 2) == "bank";
    if holiday || en::NO_DAY_AFTER.contains(&before) {
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
        let alone = i == 0 && t.len() <= k + 1 && t.word(k).is_empty();
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
    if before == "past" || matches!(before, "on" | "since") && told_in_past(t, i) {
        return Found::some(now.past(weekday)?, end);
    }
    Found::some(now.coming(weekday)?, end)
}

/// The `nth` last weekday of the month that "of" names at `k`.
pub(super) fn before_last(
    t: &Text<'_>,
    k: usize,
    weekday: Weekday,
    nth: u32,
    now: &Now,
) -> Option<Found> {
    if !matches!(t.word(k), "of" | "in") {
        return None;
    }
    let (first, end) = month_phrase(t, k + 1, now)?;
    let weeks = i64::from(nth.checked_sub(1)?);
    let last = Now::nth_weekday(first, 0, weekday)?;
    Found::some(
        last.checked_sub_signed(chrono::Duration::days(weeks.checked_mul(7)?))?,
        end,
    )
}

/// "the Monday after Easter", "the Friday before the 30th".
fn beside_day(t: &Text<'_>, k: usize, weekday: Weekday, now: &Now) -> Option<Found> {
    let forward = match t.word(k) {
        "after" | "following" => true,
        "before" | "preceding" => false,
        _ => return None,
    };
    if matches!(t.word(k + 1), "next" | "last") && en::weekday(t.word(k + 2)).is_none() {
        return None;
    }
    let base = find_base(t, k + 1, now)?;
    let from = Now {
        day: base.date,
        ..*now
    };
    Found::some(
        if forward {
            from.coming(weekday)?
        } else {
            from.past(weekday)?
        },
        base.end,
    )
}

/// "Wednesday in two weeks", "Friday in a fortnight".
fn weeks_on(t: &Text<'_>, k: usize, weekday: Weekday, now: &Now) -> Option<Found> {
    if t.word(k) != "in" {
        return None;
    }
    let (span, end) = span(t, k + 1)?;
    let weeks = span.days / 7;
    if weeks == 0 || span.days % 7 != 0 || span.months + span.working_days + span.minutes > 0 {
        return None;
    }
    Found::some(of_week(now.day, i64::from(weeks), weekday)?, end)
}

/// "next Friday", "this week", "next 2 weeks", "last day of October", "this morning".
pub(super) fn relative(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let word = t.word(i);
    let mut k = i + 1;
    if matches!(t.word(k), "coming" | "following" | "upcoming" | "past") {
        k += 1;
    }
    if word == "last" && t.word(k) == "but" && t.word(k + 1) == "one" {
        return weekday_first(t, k + 2, now);
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
            _ if t.word(k - 1) == "past" => now.past(weekday)?,
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
        ("last", "night") => Found::some(now.plus_days(-1)?, k + 1),
        ("this", "morning" | "afternoon" | "noon" | "midday" | "evening" | "night" | "day") => {
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
        ("next", "weekend") => Found::some(of_week(now.day, 1, Weekday::Sun)?, k + 1),
        ("this", "time") if t.word(k + 1) == "next" => match t.word(k + 2) {
            "week" => Found::some(now.plus_days(7)?, k + 3),
            "month" => Found::some(now.day.checked_add_months(chrono::Months::new(1))?, k + 3),
            "year" => Found::some(now.day.checked_add_months(chrono::Months::new(12))?, k + 3),
            _ => None,
        },
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
        ("next" | "following", "day") => Found::some(now.plus_days(1)?, k + 1),
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
        ("last", "working" | "business" | "work")
            if t.word(k + 1) == "day" && matches!(t.word(k + 2), "of" | "in") =>
        {
            let (first, end) = month_phrase(t, k + 3, now)?;
            let last = days::last_of_month(first.year(), first.month())?;
            Found::some(days::working_day(last, 0)?, end)
        }
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
