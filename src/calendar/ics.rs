//! Holiday calendars as people have them: iCalendar files (RFC 5545).

use std::collections::{BTreeSet, HashSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use icalendar::{Calendar, Component, DatePerhapsTime, Event, EventStatus};

use super::{DataFault, Holidays};

/// Longest event taken for days off; a longer one is a slip (a year for a day).
const LONGEST: u32 = 120;
/// Deepest nesting of components read; a calendar has three (VCALENDAR, VEVENT, VALARM). The parser
/// goes into each by recursion.
const DEEPEST: usize = 8;
/// Until when yearly events are written out.
const LAST_YEAR: i32 = 2100;
/// Words in a summary that make it a make-up working day.
const WORKED: &[&str] = &[
    "上班",
    "补班",
    "補班",
    "(班)",
    "（班）",
    "working day",
    "workday",
    "make-up work",
    "makeup work",
];
/// Words that make it a day off after all.
const NOT_WORKED: &[&str] = &[
    "non-working",
    "non working",
    "nonworking",
    "不上班",
    "no workday",
    "no working",
    "not working",
    "not a working",
    "not a workday",
    "no work",
];

/// First words of a description that make it a day people keep but work on: holiday calendars of Google,
/// Office Holidays and others list those beside the days off. In a name they say nothing: 和平紀念日 is
/// a day off in Taiwan.
const KEPT: &[&str] = &["observance", "gedenktag", "纪念日", "紀念日", "祭日"];
/// Words of a description or a summary that make it one.
const KEPT_SAYING: &[&str] = &[
    "(observance)",
    "not a public holiday",
    "kein gesetzlicher feiertag",
];

/// See [`Holidays::from_ics`].
pub(super) fn read(text: &str) -> Result<Holidays, DataFault> {
    let whole = |what: String| DataFault { line: 0, what };
    // Unfolded first (RFC 5545 §3.1): a fold could hide a BEGIN.
    if depth(&icalendar::parser::unfold(text)) > DEEPEST {
        return Err(whole("not an iCalendar file: nested too deep".to_owned()));
    }
    let calendar: Calendar = text
        .parse()
        .map_err(|_| whole("not an iCalendar file".to_owned()))?;
    let (mut off, mut work) = (BTreeSet::new(), BTreeSet::new());
    // Occurrences of a series that have an event of their own in its place (RFC 5545 §3.8.4.4).
    let replaced: HashSet<(&str, NaiveDate)> = calendar
        .events()
        .filter_map(|event| Some((event.get_uid()?, replaces(event)?)))
        .collect();
    for event in calendar.events() {
        if event.get_status() == Some(EventStatus::Cancelled) || only_kept(event) {
            continue;
        }
        let Some(DatePerhapsTime::Date(first)) = event.get_start() else {
            continue;
        };
        let summary = event.get_summary().unwrap_or_default().to_lowercase();
        let days = match event.get_end() {
            // DTEND is exclusive for dates (RFC 5545 §3.6.1); some programs write the day itself.
            Some(DatePerhapsTime::Date(end)) => {
                u32::try_from(end.signed_duration_since(first).num_days().max(1))
                    .unwrap_or(u32::MAX)
            }
            _ => event
                .property_value("DURATION")
                .map_or(Ok(1), duration)
                .map_err(whole)?,
        };
        if days > LONGEST {
            return Err(whole(format!(
                "{summary:?} on {first} is longer than {LONGEST} days"
            )));
        }
        let rule = event.property_value("RRULE");
        let says = |words: &[&str]| words.iter().any(|w| summary.contains(w));
        let into = if says(WORKED) && !says(NOT_WORKED) {
            &mut work
        } else {
            &mut off
        };
        let mut first_days = starts(first, rule).map_err(whole)?;
        first_days.extend(days_of(event, "RDATE"));
        let gone = days_of(event, "EXDATE");
        first_days.retain(|day| {
            let elsewhere = event
                .get_uid()
                .is_some_and(|uid| replaced.contains(&(uid, *day)));
            !gone.contains(day) && (replaces(event).is_some() || !elsewhere)
        });
        for start in first_days {
            into.extend((0..days).filter_map(|n| start.checked_add_days(Days::new(n.into()))));
        }
    }
    if off.is_empty() && work.is_empty() {
        return Err(whole(
            "it has no all-day event that is a day off".to_owned(),
        ));
    }
    Ok(Holidays::of_days(off, work))
}

/// The occurrence of a series that an event stands for.
fn replaces(event: &Event) -> Option<NaiveDate> {
    day(event.property_value("RECURRENCE-ID")?)
}

/// A day that is marked in the calendar and worked all the same.
fn only_kept(event: &Event) -> bool {
    let lower = |text: Option<&str>| text.unwrap_or_default().trim().to_lowercase();
    let description = lower(event.get_description());
    let summary = lower(event.get_summary());
    KEPT.iter().any(|kept| description.starts_with(kept))
        || KEPT_SAYING
            .iter()
            .any(|kept| description.contains(kept) || summary.contains(kept))
}

/// The days of a property that may be there several times and list several (RFC 5545 §3.8.5).
fn days_of(event: &Event, name: &str) -> Vec<NaiveDate> {
    let several = event.multi_properties().get(name).into_iter().flatten();
    let single = event.properties().get(name);
    several
        .chain(single)
        .flat_map(|property| property.value().split(','))
        .filter_map(day)
        .collect()
}

/// The day of a DATE or DATE-TIME value.
fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim().get(..8)?, "%Y%m%d").ok()
}

/// How deep components lie in each other at most, whether they end or not.
fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0_usize);
    for line in text.lines() {
        let word = line.trim_start().get(..4).unwrap_or_default();
        if word.eq_ignore_ascii_case("BEGI") {
            now = now.saturating_add(1);
            most = most.max(now);
        } else if word.eq_ignore_ascii_case("END:") {
            now = now.saturating_sub(1);
        }
    }
    most
}

/// Days of a DURATION of whole days or weeks (RFC 5545 §3.3.6).
fn duration(text: &str) -> Result<u32, String> {
    let fault = || format!("DURATION {text} is not of whole days");
    let body = text.strip_prefix('P').ok_or_else(fault)?;
    let (number, unit) = match (body.strip_suffix('D'), body.strip_suffix('W')) {
        (Some(n), _) => (n, 1_u32),
        (_, Some(n)) => (n, 7),
        _ => return Err(fault()),
    };
    let number: u32 = number.parse().map_err(|_| fault())?;
    Ok(number.saturating_mul(unit).max(1))
}

/// A weekday of a month as RFC 5545 §3.3.10 writes it: `1MO` is the first Monday, `-1MO` the last.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let which = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let day = which.iter().position(|known| *known == name)?;
    let number: i8 = number.parse().ok()?;
    let day = Weekday::try_from(u8::try_from(day).ok()?).ok()?;
    (number != 0 && (-5..=5).contains(&number)).then_some((number, day))
}

/// That weekday of a month in a year.
fn of_month(year: i32, month: u32, (number, day): (i8, Weekday)) -> Option<NaiveDate> {
    let nth = |n| NaiveDate::from_weekday_of_month_opt(year, month, day, n);
    if let Ok(n) = u8::try_from(number) {
        return nth(n);
    }
    let back = usize::from(number.unsigned_abs().saturating_sub(1));
    (1..=5).rev().filter_map(nth).nth(back)
}

/// First days of an event that may come back yearly on its date, or on a weekday of its month.
fn starts(first: NaiveDate, rule: Option<&str>) -> Result<Vec<NaiveDate>, String> {
    let Some(rule) = rule else {
        return Ok(vec![first]);
    };
    let fault = || {
        format!(
            "RRULE {rule} of {first} is not understood: only yearly on one date, or one weekday of a month, is"
        )
    };
    let (mut yearly, mut every, mut count, mut until) =
        (false, 1_usize, usize::MAX, NaiveDate::MAX);
    let mut on = None;
    for part in rule.split(';').filter(|p| !p.is_empty()) {
        let (key, value) = part.split_once('=').ok_or_else(fault)?;
        match key {
            "FREQ" => yearly = value == "YEARLY",
            "INTERVAL" => every = value.parse::<usize>().map_err(|_| fault())?.max(1),
            "COUNT" => count = value.parse().map_err(|_| fault())?,
            "UNTIL" => {
                let digits = value.get(..8).ok_or_else(fault)?;
                until = NaiveDate::parse_from_str(digits, "%Y%m%d").map_err(|_| fault())?;
            }
            // The same date said again, as Apple and Google do; and a setting without bearing here.
            "BYMONTH" if value.parse() == Ok(first.month()) => {}
            "BYMONTHDAY" if value.parse() == Ok(first.day()) => {}
            "BYDAY" => on = Some(weekday(value).ok_or_else(fault)?),
            "WKST" => {}
            _ => return Err(fault()),
        }
    }
    if !yearly {
        return Err(fault());
    }
    if on.is_some_and(|on| of_month(first.year(), first.month(), on) != Some(first)) {
        return Err(fault());
    }
    let in_year = |year| match on {
        Some(on) => of_month(year, first.month(), on),
        None => first.with_year(year),
    };
    Ok((first.year()..=LAST_YEAR)
        .step_by(every)
        .take(count)
        .filter_map(in_year)
        .take_while(|day| *day <= until)
        .collect())
}
