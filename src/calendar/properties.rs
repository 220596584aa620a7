//! Properties of working time that hold for any zones, hours and dates.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "a test that overflows fails, as it should"
)]

use chrono::{DateTime, Timelike as _, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::tests::side;
use super::*;

const ZONES: &[&str] = &[
    "Asia/Shanghai",
    "Europe/London",
    "America/New_York",
    "Pacific/Auckland",
    "America/Los_Angeles",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
];

fn any_side() -> impl Strategy<Value = WorkingTime> {
    let hours = (0_u32..1439).prop_flat_map(|from| (Just(from), from + 1..1440));
    (
        prop::sample::select(ZONES),
        hours,
        prop::sample::select(vec!["", "CN", "DE", "US JP", "TW"]),
    )
        .prop_map(|(zone, (from, to), holidays)| {
            let text = |m: u32| format!("{:02}:{:02}", m / 60, m % 60);
            side(zone, &format!("{}-{}", text(from), text(to)), holidays)
        })
}
/// 1970 to 2200.
fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..7_258_118_400).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap())
}
fn near_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (1_735_000_000_i64..1_800_000_000).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap())
}
fn inside(side: &WorkingTime, at: DateTime<Utc>) -> bool {
    let local = at.with_timezone(&side.zone);
    let time = local.time().with_nanosecond(0).unwrap();
    side.works(local.date_naive()) && side.hours.0 <= time && time < side.hours.1
}

proptest! {
    #[test]
    fn a_window_lies_inside_the_hours_of_a_working_day(side in any_side(), from in prop_oneof![any_instant(), near_instant()]) {
        let (start, end) = side.window(from);
        prop_assert!(from <= start && start < end);
        prop_assert!(inside(&side, start), "{start}");
        prop_assert!(inside(&side, end - chrono::Duration::seconds(1)), "{end}");
        prop_assert!(start == from || !inside(&side, start - chrono::Duration::seconds(1)) || side.zone != Tz::UTC);
    }

    #[test]
    fn a_joint_window_suits_the_client_and_where_they_share_hours_the_team(team in any_side(), client in any_side(), from in near_instant()) {
        let pair = Joint { team, client };
        let (start, end) = pair.window(from);
        prop_assert!(from <= start && start < end);
        if (start - from).num_days() < i64::from(HORIZON) {
            prop_assert!(inside(&pair.client, start));
            prop_assert!(pair.works(pair.client.day(start)));
            let shared = inside(&pair.team, start) && inside(&pair.team, end - chrono::Duration::seconds(1));
            prop_assert!(shared || pair.team.works(pair.client.day(start)));
        }
    }

    #[test]
    fn counting_undoes_adding(team in any_side(), client in any_side(), from in prop_oneof![any_instant(), near_instant()], n in -60_i32..60) {
        let from = from.date_naive();
        prop_assert_eq!(client.days_between(from, client.add(from, n)), n);
        if client.works(from) {
            prop_assert_eq!(client.add(client.add(from, n), -n), from);
        }
        let pair = Joint { team, client };
        let to = pair.add(from, n);
        // Pairs that never work together (clashing weeks) have only neighbours to go to.
        if n == 0 || pair.works(to) {
            prop_assert_eq!(pair.days_between(from, to), n);
            if pair.works(from) {
                prop_assert_eq!(pair.add(to, -n), from);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
        let _ = Holidays::from_data(&text);
        let _ = Holidays::from_ics(&text);
        let _ = Holidays::from_ics(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:{text}\nEND:VEVENT\nEND:VCALENDAR"));
    }
}
