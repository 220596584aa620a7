//! When an owner is told, and when his silence counts: one table of moments.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::*;
use crate::calendar::{Calendars, Holidays, WorkingTime, bundled};
use crate::model::World;
use crate::report::sample;

/// March 2026 in London without an offset: `6 09:00` is a Friday.
fn at(text: &str) -> DateTime<Utc> {
    let (day, time) = text.split_once(' ').expect("day and time");
    format!("2026-03-{day:0>2}T{time}:00Z")
        .parse()
        .expect("moment")
}

fn calendars(hours: &str, holidays: Option<&str>) -> Calendars {
    let time = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").expect("time");
    let (from, to) = hours.split_once('-').expect("hours");
    let holidays = holidays.map_or_else(Holidays::default, |code| {
        Holidays::from_data(bundled(code).expect("calendar")).expect("data")
    });
    let team = WorkingTime {
        zone: chrono_tz::Tz::Europe__London,
        hours: (time(from), time(to)),
        holidays: Arc::new(holidays),
    };
    Calendars::new(team, HashMap::new())
}

fn line(step: Step) -> FollowUpLine {
    FollowUpLine {
        item: ItemId(1),
        instalment: 0,
        round: 0,
        step,
    }
}

fn planned(
    world: &World,
    calendars: &Calendars,
    now: &str,
    leaves: &str,
    told: Option<&Told>,
    last: Option<&str>,
) -> Plan {
    let desk = Desk {
        world,
        calendars,
        away: &[],
        now: at(now),
    };
    let client = ClientKey("elsewhere.example".to_owned());
    plan(
        &line(Step::Friendly),
        &client,
        at(leaves),
        told,
        last.map(at),
        &desk,
    )
}

#[test]
fn the_owner_is_told_on_the_working_day_before_at_its_start() {
    let world = sample::world();
    for (hours, now, leaves, last, told, window) in [
        // Tuesday for Wednesday; Friday for Monday
        (
            "09:00-18:00",
            "2 10:00",
            "4 09:00",
            None,
            "3 09:00",
            "4 09:00",
        ),
        (
            "09:00-18:00",
            "2 10:00",
            "9 09:00",
            None,
            "6 09:00",
            "9 09:00",
        ),
        // became due today: told at once, leaves tomorrow and after four working hours
        (
            "09:00-18:00",
            "5 10:00",
            "5 10:00",
            None,
            "5 10:00",
            "6 09:00",
        ),
        (
            "09:00-18:00",
            "5 17:00",
            "5 17:00",
            None,
            "5 17:00",
            "6 12:00",
        ),
        (
            "09:00-18:00",
            "5 17:30",
            "6 09:00",
            None,
            "5 17:30",
            "6 12:30",
        ),
        // nobody is told at night or on a Sunday
        (
            "09:00-18:00",
            "5 23:00",
            "6 09:00",
            None,
            "6 09:00",
            "9 09:00",
        ),
        (
            "09:00-18:00",
            "8 12:00",
            "9 09:00",
            None,
            "9 09:00",
            "10 09:00",
        ),
        // who was told this morning is told no second time today
        (
            "09:00-18:00",
            "5 10:00",
            "5 10:00",
            Some("5 09:00"),
            "6 09:00",
            "9 09:00",
        ),
        (
            "09:00-18:00",
            "5 10:00",
            "5 10:00",
            Some("4 09:00"),
            "5 10:00",
            "6 09:00",
        ),
        // a team of short days is told two days before
        (
            "09:00-12:00",
            "2 10:00",
            "5 09:00",
            None,
            "3 09:00",
            "5 09:00",
        ),
    ] {
        let plan = planned(&world, &calendars(hours, None), now, leaves, None, last);
        let Plan::Tell {
            at: when,
            window: (start, _),
        } = plan
        else {
            panic!("{now} {leaves}: {plan:?}")
        };
        assert_eq!(
            (when, start),
            (at(told), at(window)),
            "{now} {leaves} {last:?}"
        );
    }
}

#[test]
fn holidays_are_no_days_to_be_told_on() {
    // Good Friday is 3 April, Easter Monday the 6th: told on Thursday for Tuesday.
    let world = sample::world();
    let calendars = calendars("09:00-18:00", Some("GB"));
    let desk = Desk {
        world: &world,
        calendars: &calendars,
        away: &[],
        now: at("27 09:00"),
    };
    let client = ClientKey("elsewhere.example".to_owned());
    let leaves: DateTime<Utc> = "2026-04-07T08:00:00Z".parse().expect("moment");
    let plan = plan(&line(Step::Friendly), &client, leaves, None, None, &desk);
    let told: DateTime<Utc> = "2026-04-02T08:00:00Z".parse().expect("moment");
    assert!(
        matches!(plan, Plan::Tell { at, window } if at == told && window.0 == leaves),
        "{plan:?}"
    );
}

#[test]
fn silence_counts_only_if_the_notice_named_this_step_was_sent_in_time_and_stayed() {
    let world = sample::world();
    let calendars = calendars("09:00-18:00", None);
    let window = (at("6 09:00"), at("6 18:00"));
    let sent = |when: &str| Heard::Since(at(when));
    for (step, heard, go) in [
        (Step::Friendly, sent("5 09:00"), Some("6 09:00")),
        (Step::Friendly, sent("5 14:00"), Some("6 09:00")),
        (Step::Friendly, sent("5 16:00"), Some("6 11:00")),
        (Step::Friendly, sent("6 09:30"), Some("6 13:30")),
        // too late for the window it told of
        (Step::Friendly, sent("6 14:30"), None),
        (Step::Friendly, Heard::OnItsWay, None),
        (Step::Friendly, Heard::Lost, None),
        // another step, round or instalment
        (Step::Reminder, sent("5 09:00"), None),
    ] {
        let told = Told {
            line: line(step),
            window,
            heard,
        };
        let plan = planned(
            &world,
            &calendars,
            "6 09:30",
            "6 09:00",
            Some(&told),
            Some("5 09:00"),
        );
        match go {
            Some(go) => assert_eq!(plan, Plan::Send(at(go)), "{told:?}"),
            None => assert!(matches!(plan, Plan::Tell { .. }), "{told:?}: {plan:?}"),
        }
    }
    let told = Told {
        line: FollowUpLine {
            round: 1,
            ..line(Step::Friendly)
        },
        window,
        heard: sent("5 09:00"),
    };
    let plan = planned(&world, &calendars, "6 09:00", "6 09:00", Some(&told), None);
    assert!(matches!(plan, Plan::Tell { .. }), "{plan:?}");
}

#[test]
fn a_mail_that_a_gap_moves_is_told_of_anew_the_day_before_it_leaves() {
    let world = sample::world();
    let told = Told {
        line: line(Step::Friendly),
        window: (at("6 09:00"), at("6 18:00")),
        heard: Heard::Since(at("5 09:00")),
    };
    let plan = planned(
        &world,
        &calendars("09:00-18:00", None),
        "6 09:00",
        "11 09:00",
        Some(&told),
        Some("5 09:00"),
    );
    assert!(
        matches!(plan, Plan::Tell { at: when, window } if when == at("10 09:00") && window.0 == at("11 09:00")),
        "{plan:?}"
    );
}

#[test]
fn what_became_of_the_notice_decides() {
    use OutgoingState::{BodyStarted, Claimed, Held, Queued, Refused, Sent, Unsure, Withdrawn};
    let since = at("5 09:00");
    for state in [Queued, Claimed, BodyStarted, Unsure] {
        assert_eq!(Heard::of(state, since, false), Heard::OnItsWay);
    }
    for state in [Refused, Held, Withdrawn] {
        assert_eq!(Heard::of(state, since, false), Heard::Lost);
    }
    assert_eq!(Heard::of(Sent, since, false), Heard::Since(since));
    assert_eq!(Heard::of(Sent, since, true), Heard::Lost);
}
