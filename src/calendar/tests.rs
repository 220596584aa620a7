//! Tables of working time.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::*;
use crate::model::ClientKey;

mod data;
mod windows;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}
fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}
pub(super) fn side(zone: &str, hours: &str, holidays: &str) -> WorkingTime {
    let (from, to) = hours.split_once('-').unwrap();
    let mut merged = Holidays::default();
    for code in holidays.split_whitespace() {
        merged.merge(&Holidays::from_data(bundled(code).unwrap()).unwrap());
    }
    WorkingTime {
        zone: zone.parse().unwrap(),
        hours: (time(from), time(to)),
        holidays: Arc::new(merged),
    }
}
fn joint(team: WorkingTime, client: WorkingTime) -> Joint {
    Joint { team, client }
}

#[test]
fn known_days_are_as_published() {
    for (code, off, on) in [
        (
            "CN",
            "2025-10-01 2025-10-08 2026-02-15 2026-02-23 2026-10-07",
            "2025-09-28 2025-10-11 2025-10-09 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10",
        ),
        (
            "HK",
            "2025-04-21 2026-04-07 2027-02-09 2027-12-27",
            "2027-02-10 2026-04-08",
        ),
        (
            "TW",
            "2025-01-27 2025-05-01 2025-09-29 2025-10-24 2025-12-25 2027-04-30 2027-12-31",
            "2025-02-08 2026-02-23",
        ),
        (
            "DE",
            "2025-10-03 2026-04-03 2027-05-17",
            "2025-10-31 2026-12-24 2025-06-19",
        ),
        (
            "GB",
            "2025-08-25 2026-12-28 2027-12-28",
            "2025-12-24 2026-04-07",
        ),
        (
            "US",
            "2026-07-03 2027-06-18 2027-12-31 2025-11-27",
            "2025-11-28 2026-12-24",
        ),
        (
            "SG",
            "2025-10-20 2026-11-09 2027-03-10 2027-10-28",
            "2026-11-10",
        ),
        (
            "JP",
            "2025-05-06 2026-09-22 2027-03-22",
            "2025-12-31 2026-05-07",
        ),
    ] {
        let side = side("UTC", "09:00-17:00", code);
        for text in off.split_whitespace() {
            assert!(!side.works(day(text)), "{code} {text} should be off");
        }
        for text in on.split_whitespace() {
            assert!(side.works(day(text)), "{code} {text} should be worked");
        }
    }
}

#[test]
fn working_days_are_counted_round_golden_week() {
    let cn = side("Asia/Shanghai", "09:00-18:00", "CN");
    for (from, n, to) in [
        ("2025-09-26", 1, "2025-09-28"),
        ("2025-09-26", 4, "2025-10-09"),
        ("2025-09-26", 6, "2025-10-11"),
        ("2025-10-09", -3, "2025-09-28"),
        ("2025-10-04", 0, "2025-10-04"),
        ("2025-10-04", 1, "2025-10-09"),
        ("2025-10-04", -1, "2025-09-30"),
    ] {
        assert_eq!(cn.add(day(from), n), day(to), "{from} {n}");
        assert_eq!(cn.days_between(day(from), day(to)), n, "{from} {to}");
    }
}

#[test]
fn merged_calendars_are_off_if_one_is() {
    let both = side("Asia/Hong_Kong", "09:00-18:00", "CN HK");
    assert!(!both.works(day("2025-04-21")), "Easter Monday in Hong Kong");
    assert!(!both.works(day("2025-10-03")), "National Day week in China");
    assert!(both.works(day("2025-09-28")), "make-up Sunday");
    assert_eq!(both.holidays.ignorant_of(2027).collect::<Vec<_>>(), ["CN"]);
    let mut mended = (*both.holidays).clone();
    mended.merge(&Holidays::of_days([day("2027-01-01")], []));
    assert_eq!(
        mended.ignorant_of(2027).collect::<Vec<_>>(),
        ["CN"],
        "one day of a firm's own is not a year's holidays"
    );
    let year = (1..=5).map(|n| day(&format!("2027-02-{n:02}")));
    mended.merge(&Holidays::of_days(year, []));
    assert_eq!(
        mended.ignorant_of(2027).count(),
        0,
        "an own file tells of 2027"
    );
    mended.merge(&Holidays::of_days([day("2025-09-28")], []));
    assert!(!mended.is_make_up(day("2025-09-28")), "off wins");
}

#[test]
fn clients_without_calendar_have_the_teams() {
    let key = |k: &str| ClientKey(k.to_owned());
    let team = side("Asia/Shanghai", "09:00-18:00", "CN");
    let clients = HashMap::from([(
        key("acme.example"),
        side("Europe/Berlin", "09:00-17:00", "DE"),
    )]);
    let calendars = Calendars::new(team, clients);
    assert_eq!(
        calendars.joint(&key("acme.example")).client.zone,
        Tz::Europe__Berlin
    );
    assert_eq!(
        calendars.joint(&key("other.example")).client.zone,
        Tz::Asia__Shanghai
    );
    assert_eq!(calendars.unknown_years(at("2026-11-20T00:00:00Z")), []);
    let unknown = vec![("CN".to_owned(), 2027)];
    assert_eq!(calendars.unknown_years(at("2026-12-10T00:00:00Z")), unknown);
}

#[test]
fn a_year_of_days_is_counted_quickly() {
    let pair = joint(
        side("Asia/Shanghai", "09:00-18:00", "CN"),
        side("Europe/London", "09:00-17:30", "GB"),
    );
    let worked = (0..365)
        .filter(|n| pair.works(day("2026-01-01") + chrono::Days::new(*n)))
        .count();
    assert_eq!(
        worked,
        pair.days_between(day("2025-12-31"), day("2026-12-31")) as usize
    );
}

#[test]
fn days_off_are_looked_for_as_far_as_is_said() {
    // Between Whitsun and Christmas of 2026 no run of three days stands in Germany's calendar.
    let germany = side("Europe/Berlin", "09:00-18:00", "DE");
    for (from, want) in [
        ("2026-12-21", Some("2026-12-28")),
        ("2026-12-26", Some("2026-12-28")),
        ("2026-09-04", Some("2026-12-28")),
        ("2026-08-28", None),
        ("2026-12-28", Some("2027-01-04")),
    ] {
        let found = germany.after_days_off(day(from)).map(|d| d.to_string());
        assert_eq!(found.as_deref(), want, "{from}");
    }
}
