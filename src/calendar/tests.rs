//! Tables of working time.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use super::*;
use crate::model::ClientKey;

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
fn every_bundled_calendar_reads_and_knows_its_years() {
    for code in bundled_codes() {
        let read = Holidays::from_data(bundled(code).unwrap()).unwrap();
        assert_eq!(read.ignorant_of(2024).collect::<Vec<_>>(), [code]);
        assert_eq!(
            read.ignorant_of(2025).count() + read.ignorant_of(2026).count(),
            0
        );
        assert_eq!(
            read.ignorant_of(2027).count(),
            usize::from(code == "CN"),
            "{code}"
        );
    }
    assert_eq!(bundled("cn"), None);
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
        mended.ignorant_of(2027).count(),
        0,
        "an own file tells of 2027"
    );
    mended.merge(&Holidays::of_days([day("2025-09-28")], []));
    assert!(!mended.is_make_up(day("2025-09-28")), "off wins");
}

#[test]
fn joint_windows_are_where_both_work() {
    let sh = || side("Asia/Shanghai", "09:00-18:00", "CN");
    let ldn = || side("Europe/London", "09:00-17:30", "GB");
    let ny = || side("America/New_York", "09:00-17:00", "US");
    let la = || side("America/Los_Angeles", "09:00-18:00", "");
    let akl = || side("Pacific/Auckland", "09:00-17:00", "");
    for (team, client, from, start, end, why) in [
        (
            sh(),
            ldn(),
            "2026-01-12T00:00:00Z",
            "2026-01-12T09:00:00Z",
            "2026-01-12T10:00:00Z",
            "winter: one hour",
        ),
        (
            sh(),
            ldn(),
            "2026-07-13T00:00:00Z",
            "2026-07-13T08:00:00Z",
            "2026-07-13T10:00:00Z",
            "summer: two",
        ),
        (
            sh(),
            ldn(),
            "2026-07-13T09:30:00Z",
            "2026-07-13T09:30:00Z",
            "2026-07-13T10:00:00Z",
            "inside",
        ),
        (
            sh(),
            ldn(),
            "2026-07-13T10:00:00Z",
            "2026-07-14T08:00:00Z",
            "2026-07-14T10:00:00Z",
            "the end is not in it",
        ),
        (
            sh(),
            ldn(),
            "2026-03-27T10:00:00Z",
            "2026-03-30T08:00:00Z",
            "2026-03-30T10:00:00Z",
            "over the change of the clock",
        ),
        (
            sh(),
            ldn(),
            "2025-09-30T10:00:00Z",
            "2025-10-09T08:00:00Z",
            "2025-10-09T10:00:00Z",
            "Golden Week stops both",
        ),
        (
            sh(),
            ldn(),
            "2025-09-27T00:00:00Z",
            "2025-09-29T08:00:00Z",
            "2025-09-29T10:00:00Z",
            "London has no make-up Sunday",
        ),
        (
            sh(),
            sh(),
            "2025-09-27T00:00:00Z",
            "2025-09-28T01:00:00Z",
            "2025-09-28T10:00:00Z",
            "China has",
        ),
        (
            ldn(),
            sh(),
            "2025-09-27T00:00:00Z",
            "2025-09-29T08:00:00Z",
            "2025-09-29T10:00:00Z",
            "the team's Sunday is free",
        ),
        (
            ny(),
            sh(),
            "2026-06-13T00:00:00Z",
            "2026-06-15T01:00:00Z",
            "2026-06-15T10:00:00Z",
            "no hour shared: the client's",
        ),
        (
            sh(),
            ny(),
            "2026-06-13T00:00:00Z",
            "2026-06-15T13:00:00Z",
            "2026-06-15T21:00:00Z",
            "no hour shared, the other way",
        ),
        (
            ny(),
            sh(),
            "2026-07-02T12:00:00Z",
            "2026-07-06T01:00:00Z",
            "2026-07-06T10:00:00Z",
            "3 July is off in New York",
        ),
        (
            la(),
            akl(),
            "2026-06-13T00:00:00Z",
            "2026-06-15T21:00:00Z",
            "2026-06-16T01:00:00Z",
            "Monday there is Sunday here",
        ),
        (
            la(),
            akl(),
            "2026-06-19T05:00:00Z",
            "2026-06-22T21:00:00Z",
            "2026-06-23T01:00:00Z",
            "Friday evening to Tuesday",
        ),
    ] {
        let window = joint(team, client).window(at(from));
        assert_eq!(window, (at(start), at(end)), "{why}");
    }
}

#[test]
fn far_zones_have_their_own_week() {
    let pair = joint(
        side("America/Los_Angeles", "09:00-18:00", ""),
        side("Pacific/Auckland", "09:00-17:00", ""),
    );
    // Monday to Friday in Auckland; Monday there is Sunday in Los Angeles.
    let works: Vec<bool> = (15..=21)
        .map(|d| pair.works(NaiveDate::from_ymd_opt(2026, 6, d).unwrap()))
        .collect();
    assert_eq!(works, [false, true, true, true, true, false, false]);
    assert_eq!(pair.days_between(day("2026-06-12"), day("2026-06-19")), 4);
}

#[test]
fn gaps_and_folds_are_defined() {
    // London: 29 March 2026 01:00 → 02:00; 25 October 2026 02:00 → 01:00.
    let night = |hours| {
        let mut side = side("Europe/London", hours, "");
        let days = [day("2026-03-29"), day("2026-10-25")];
        side.holidays = Arc::new(Holidays::of_days([], days));
        side
    };
    for (hours, from, window) in [
        (
            "01:30-05:00",
            "2026-03-29T00:00:00Z",
            ("2026-03-29T01:00:00Z", "2026-03-29T04:00:00Z"),
        ),
        (
            "00:15-01:30",
            "2026-03-29T00:00:00Z",
            ("2026-03-29T00:15:00Z", "2026-03-29T01:00:00Z"),
        ),
        (
            "01:30-05:00",
            "2026-10-25T00:00:00Z",
            ("2026-10-25T01:30:00Z", "2026-10-25T05:00:00Z"),
        ),
        (
            "00:15-01:30",
            "2026-10-24T23:00:00Z",
            ("2026-10-24T23:15:00Z", "2026-10-25T00:30:00Z"),
        ),
    ] {
        assert_eq!(
            night(hours).window(at(from)),
            (at(window.0), at(window.1)),
            "{hours} {from}"
        );
    }
    // Hours swallowed whole by the gap: that day has none.
    assert_eq!(
        night("01:10-01:50").window(at("2026-03-29T00:00:00Z")).0,
        at("2026-03-30T00:10:00Z")
    );
    for (zone, text, start) in [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"), // no midnight: 00:00 → 01:00
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),      // no such day at all
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),    // two midnights: the first
        ("Asia/Shanghai", "2026-11-01", "2026-10-31T16:00:00Z"),
    ] {
        let pair = joint(
            side("UTC", "09:00-17:00", ""),
            side(zone, "09:00-17:00", ""),
        );
        assert_eq!(pair.start_of(day(text)), at(start), "{zone}");
    }
}

#[test]
fn minutes_count_working_hours_only() {
    let berlin = side("Europe/Berlin", "09:00-17:00", "DE");
    for (from, to, minutes) in [
        ("2026-06-05T14:00:00Z", "2026-06-08T08:00:00Z", 60 + 60),
        ("2026-06-06T08:00:00Z", "2026-06-07T08:00:00Z", 0),
        ("2026-06-08T08:00:00Z", "2026-06-05T14:00:00Z", 0),
        ("2026-12-24T08:00:00Z", "2026-12-28T08:30:00Z", 8 * 60 + 30),
    ] {
        assert_eq!(
            berlin.minutes_between(at(from), at(to)),
            minutes,
            "{from} {to}"
        );
    }
}

#[test]
fn nothing_is_endless_at_the_ends_of_the_calendar() {
    let mut never = side("Pacific/Auckland", "09:00-17:00", "CN");
    let all = day("2020-01-01").iter_days().take(4000);
    never.holidays = Arc::new(Holidays::of_days(all, []));
    let from = at("2021-01-01T00:00:00Z");
    assert_eq!((never.window(from).0 - from).num_days(), i64::from(HORIZON));
    assert_eq!(never.add(day("2021-01-01"), 3), day("2021-01-04"));
    let pair = joint(side("America/New_York", "09:00-17:00", "US"), never);
    for far in [NaiveDate::MIN, NaiveDate::MAX] {
        for n in [i32::MIN, -1, 0, 1, i32::MAX] {
            let _ = pair.client.add(far, n);
            let _ = pair.add(far, n.signum());
        }
        let _ = pair.start_of(far);
    }
    for instant in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        let _ = pair.window(instant);
        let _ = pair.team.window(instant);
        let _ = pair.team.minutes_between(instant, from);
    }
    assert_eq!(
        pair.team.days_between(NaiveDate::MIN, NaiveDate::MAX),
        FARTHEST
    );
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
fn own_data_is_refused_where_it_is_wrong() {
    for (text, line) in [
        ("known 2025\n2025-01-01 off x", 0),
        ("calendar X\nknown 2025\n2025-13-01 off x", 3),
        ("calendar X\nknown 2025\n2026-01-01 off x", 3),
        ("calendar X\nknown 2025\n2025-01-01 free x", 3),
        (
            "calendar X\nknown 2025\n2025-01-01 off x\n2025-01-01 work x",
            4,
        ),
        ("calendar X\nknown twenty", 2),
    ] {
        assert_eq!(Holidays::from_data(text).unwrap_err().line, line, "{text}");
    }
}

#[test]
fn ics_files_give_days_off_and_make_up_days() {
    let event = |body: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n{body}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    for (body, off, make_up) in [
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20260803",
            "2026-08-03",
            "",
        ),
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227",
            "2026-12-24 2026-12-26",
            "",
        ),
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261224",
            "2026-12-24",
            "",
        ),
        (
            "SUMMARY:Closed\r\nDTSTART;VALUE=DATE:20261221\r\nDURATION:P1W",
            "2026-12-21 2026-12-27",
            "",
        ),
        (
            "SUMMARY:上班(补春节假期)\r\nDTSTART;VALUE=DATE:20260214\r\nDTEND;VALUE=DATE:20260215",
            "",
            "2026-02-14",
        ),
        (
            "SUMMARY:Non-working day\r\nDTSTART;VALUE=DATE:20260803",
            "2026-08-03",
            "",
        ),
        (
            "SUMMARY:Founding day\r\nDTSTART;VALUE=DATE:20200601\r\nRRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1",
            "2020-06-01 2026-06-01 2099-06-01",
            "",
        ),
        (
            "SUMMARY:Lease\r\nDTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY;COUNT=9",
            "2024-02-29 2028-02-29",
            "",
        ),
    ] {
        let read = Holidays::from_ics(&event(body)).unwrap();
        for text in off.split_whitespace() {
            assert!(read.is_off(day(text)), "{body}");
        }
        for text in make_up.split_whitespace() {
            assert!(
                read.is_make_up(day(text)) && !read.is_off(day(text)),
                "{body}"
            );
        }
        assert!(!read.is_off(day("2026-12-28")), "{body}");
    }
    for wrong in [
        "no calendar".to_owned(),
        String::new(),
        "BEGIN:VCALENDAR\n".repeat(100_000),
        event("SUMMARY:Meeting\r\nDTSTART:20260803T090000Z"),
        event("SUMMARY:Fridays\r\nDTSTART;VALUE=DATE:20260807\r\nRRULE:FREQ=WEEKLY"),
        event("SUMMARY:Thanks\r\nDTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYDAY=4TH"),
        event("SUMMARY:Slip\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20270101"),
    ] {
        assert!(Holidays::from_ics(&wrong).is_err(), "{wrong}");
    }
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
