//! When both sides work.

use super::*;

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
fn working_minutes_pass_only_in_working_hours() {
    let team = side("Asia/Shanghai", "09:00-18:00", "CN");
    for (from, minutes, to) in [
        // within a day, over the night, over a weekend, over Golden Week
        (
            "2026-03-06T09:00:00+08:00",
            240,
            "2026-03-06T13:00:00+08:00",
        ),
        (
            "2026-03-06T07:00:00+08:00",
            240,
            "2026-03-06T13:00:00+08:00",
        ),
        (
            "2026-03-05T16:00:00+08:00",
            240,
            "2026-03-06T11:00:00+08:00",
        ),
        (
            "2026-03-06T17:30:00+08:00",
            240,
            "2026-03-09T12:30:00+08:00",
        ),
        (
            "2026-09-30T16:00:00+08:00",
            240,
            "2026-10-08T11:00:00+08:00",
        ),
        ("2026-03-06T17:00:00+08:00", 60, "2026-03-06T18:00:00+08:00"),
        ("2026-03-06T10:00:00+08:00", 0, "2026-03-06T10:00:00+08:00"),
        (
            "2026-03-05T10:00:00+08:00",
            3 * 540,
            "2026-03-10T10:00:00+08:00",
        ),
    ] {
        assert_eq!(team.after(at(from), minutes), at(to), "{from} + {minutes}");
        assert_eq!(
            team.minutes_between(at(from), at(to)),
            minutes,
            "{from} to {to}"
        );
    }
}
