//! Which step, on which day: the ladder in rows.

use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use crate::calendar::{Calendars, Holidays, WorkingTime};
use crate::decide::chase::{self, DueItem};
use crate::model::{Effect, EventKind, StepSent, World};
use crate::report::sample;

/// A day of March 2026 (the 2nd is a Monday) at nine in London.
fn on(day: u32) -> DateTime<Utc> {
    format!("2026-03-{day:02}T09:00:00Z")
        .parse()
        .expect("moment")
}

fn world(rungs: &[(Step, i32)]) -> World {
    let mut world = sample::world();
    world.policy.request.ladder = rungs
        .iter()
        .map(|(step, after_due)| Rung {
            step: *step,
            after_due: *after_due,
        })
        .collect();
    world
}

const WHOLE: &[(Step, i32)] = &[
    (Step::HeadsUp, -2),
    (Step::Friendly, 1),
    (Step::Reminder, 4),
    (Step::Firm, 8),
    (Step::Last, 12),
    (Step::Call, 15),
];

fn calendars(world: &World) -> Calendars {
    let team = WorkingTime {
        zone: world.team.zone,
        hours: world.team.working_hours,
        holidays: Arc::new(Holidays::default()),
    };
    Calendars::new(team, HashMap::new())
}

/// A request of a client nobody configured, opened on the 2nd, due on Monday the 9th.
fn item(id: i64) -> Item {
    let mut item = sample::request(id, "Plans", &[("the plan", false)]);
    item.client = crate::model::ClientKey("elsewhere.example".to_owned());
    item.due = "2026-03-09".parse().expect("day");
    item.opened_at = on(2);
    item.last_contact = on(2);
    item.ladder = crate::model::LadderState::default();
    item
}

fn steps(list: &[(Step, u32)]) -> Vec<StepSent> {
    list.iter()
        .map(|(step, day)| StepSent {
            step: *step,
            at: on(*day),
        })
        .collect()
}

fn comes(item: &Item, world: &World, now: u32, last_mail: Option<u32>) -> Option<(Step, String)> {
    let calendars = calendars(world);
    let desk = Desk {
        world,
        calendars: &calendars,
        away: &[],
        now: on(now),
    };
    let next = next(item, &[], last_mail.map(on), &desk);
    next.step
        .map(|(step, at)| (step, at.format("%d").to_string()))
}

#[test]
fn steps_come_by_age_and_by_what_was_sent() {
    use Step::{Call, Firm, Friendly, HeadsUp, Last, Reminder};
    let world = world(WHOLE);
    for (sent, now, last_mail, step, day) in [
        (&[][..], 2, None, HeadsUp, "05"),
        // opened too late for it, or within the gap of another mail to the contact: left out
        (&[], 10, None, Friendly, "10"),
        (&[], 4, Some(4), Friendly, "10"),
        (&[], 4, Some(3), Friendly, "10"),
        (&[], 9, Some(9), Friendly, "12"),
        (&[(HeadsUp, 5)], 6, Some(5), Friendly, "10"),
        (&[(Friendly, 10)], 10, Some(10), Reminder, "13"),
        // sent late: the next as far from it as the ladder has them apart
        (&[(Friendly, 16)], 16, Some(16), Reminder, "19"),
        (&[(Reminder, 19)], 30, Some(19), Firm, "30"),
        (&[(Firm, 19)], 19, Some(19), Last, "25"),
        (&[(Last, 25)], 25, Some(25), Call, "30"),
    ] {
        let mut item = item(1);
        item.ladder.sent = steps(sent);
        let expected = Some((step, day.to_owned()));
        assert_eq!(
            comes(&item, &world, now, last_mail),
            expected,
            "{sent:?} {now}"
        );
    }
}

#[test]
fn the_first_mail_is_at_most_friendly_whatever_was_skipped_or_left_out() {
    use Step::{Call, Firm, Friendly, HeadsUp, Reminder};
    let whole = world(WHOLE);
    let stern = world(&[(Firm, 3), (Call, 8)]);
    for (world, sent, passed, step, day) in [
        (&whole, &[][..], &[(Friendly, 10)][..], Friendly, "13"),
        (
            &whole,
            &[],
            &[(Friendly, 10), (Reminder, 13)],
            Friendly,
            "19",
        ),
        (&whole, &[(HeadsUp, 5)], &[(Friendly, 10)], Reminder, "13"),
        // worded friendly, then the ladder goes on above that
        (&whole, &[(Friendly, 13)], &[(Friendly, 10)], Reminder, "18"),
        (&stern, &[], &[], Friendly, "12"),
        (&stern, &[(Friendly, 12)], &[], Firm, "17"),
        (&stern, &[(Friendly, 12), (Firm, 17)], &[], Call, "24"),
    ] {
        let mut item = item(1);
        item.ladder.sent = steps(sent);
        item.ladder.passed = steps(passed);
        let last = sent.last().map(|(_, day)| *day);
        let now = last.unwrap_or(11);
        let expected = Some((step, day.to_owned()));
        assert_eq!(
            comes(&item, world, now, last),
            expected,
            "{sent:?} {passed:?}"
        );
    }
}

#[test]
fn what_was_only_shown_does_not_count_once_mails_leave() {
    let mut world = world(WHOLE);
    let mut item = item(1);
    item.ladder.observed = steps(&[
        (Step::Friendly, 10),
        (Step::Reminder, 13),
        (Step::Firm, 19),
        (Step::Last, 25),
    ]);
    world.policy.mode = Mode::Observe;
    let calendars = calendars(&world);
    fn desk<'a>(world: &'a World, calendars: &'a Calendars) -> Desk<'a> {
        Desk {
            world,
            calendars,
            away: &[],
            now: on(30),
        }
    }
    let due = next(&item, &[], None, &desk(&world, &calendars)).step;
    assert_eq!(due, Some((Step::Call, on(30))));
    let group = [DueItem {
        item: item.clone(),
        step: Step::Call,
        since: item.due,
    }];
    let effects = chase::act(&group, &desk(&world, &calendars));
    assert!(
        !effects.iter().any(|e| matches!(e, Effect::Notice { .. })),
        "nobody telephones after mails that never left"
    );
    let Some(Effect::Item { item: shown, entry }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert_eq!(
        (entry.event, entry.mode),
        (EventKind::AskedOwner, Some(Mode::Observe))
    );
    assert_eq!(next(shown, &[], None, &desk(&world, &calendars)).step, None);
    let mut leaves = world.clone();
    leaves.policy.mode = Mode::Auto;
    let due = next(shown, &[], None, &desk(&leaves, &calendars)).step;
    assert_eq!(due, Some((Step::Friendly, on(30))));
}

/// Groups as lists of item numbers; a client of theirs names whom its last mails copy, or nobody.
fn numbers_of(due: Vec<DueItem>, copied: &[&str]) -> Vec<Vec<i64>> {
    let mut world = world(WHOLE);
    if let Some(client) = world.clients.first_mut() {
        client.key = crate::model::ClientKey("elsewhere.example".to_owned());
        client.escalate_to = copied.iter().map(|who| sample::address(who)).collect();
    }
    let calendars = calendars(&world);
    let desk = Desk {
        world: &world,
        calendars: &calendars,
        away: &[],
        now: on(30),
    };
    let ids = |group: &Vec<DueItem>| group.iter().map(|due| due.item.id.0).collect();
    chase::groups(due, &desk).iter().map(ids).collect()
}

fn numbers(due: Vec<DueItem>) -> Vec<Vec<i64>> {
    numbers_of(due, &[])
}

fn due(id: i64, owner: &str, step: Step, since: u32) -> DueItem {
    let mut item = item(id);
    item.owner = sample::address(owner);
    item.due = format!("2026-03-{:02}", id).parse().expect("day");
    DueItem {
        item,
        step,
        since: format!("2026-03-{since:02}").parse().expect("day"),
    }
}

#[test]
fn a_mail_holds_what_is_due_of_one_owner_the_furthest_first() {
    use Step::{Call, Firm, Friendly, HeadsUp, Last};
    let (anna, ben) = ("anna@lantern.example", "ben@lantern.example");
    let together = || {
        vec![
            due(3, anna, Friendly, 3),
            due(7, anna, HeadsUp, 7),
            due(2, anna, Last, 2),
            due(1, anna, Friendly, 1),
            due(8, anna, Firm, 8),
            due(9, anna, Last, 9),
            due(4, ben, Friendly, 4),
            due(5, anna, Call, 5),
            due(6, anna, Call, 6),
        ]
    };
    let alone = [vec![4], vec![5], vec![6]];
    let all = [vec![2, 9, 8, 1, 3, 7]].into_iter().chain(alone.clone());
    assert_eq!(numbers(together()), all.collect::<Vec<_>>());
    // Whoever is copied by the last mail hears of nothing else.
    let apart = [vec![8, 1, 3, 7], vec![2, 9]].into_iter().chain(alone);
    assert_eq!(
        numbers_of(together(), &["chief@elsewhere.example"]),
        apart.collect::<Vec<_>>()
    );
}

#[test]
fn who_has_waited_longest_goes_first() {
    use Step::{Friendly, HeadsUp, Last, Reminder};
    let (anna, ben) = ("anna@lantern.example", "ben@lantern.example");
    // since the same day: the longest overdue first
    let fresh = vec![due(2, ben, Friendly, 10), due(1, anna, Friendly, 10)];
    assert_eq!(numbers(fresh), [[1], [2]]);
    // the older one had its turn a while ago and waits for the next since later
    let later = vec![due(1, anna, Reminder, 13), due(2, ben, Friendly, 10)];
    assert_eq!(numbers(later), [[2], [1]]);
    let both = vec![due(1, anna, Reminder, 13), due(2, ben, Reminder, 16)];
    assert_eq!(numbers(both), [[1], [2]]);
    // two mails of one owner, one of them copied, take turns as well
    let own = vec![due(1, anna, Last, 16), due(2, anna, Friendly, 10)];
    let chief = ["chief@elsewhere.example"];
    assert_eq!(numbers_of(own, &chief), [[2], [1]]);
    // what is not due yet takes the turn of nothing that is
    let ahead = vec![due(1, anna, Friendly, 10), due(3, ben, HeadsUp, 3)];
    assert_eq!(numbers(ahead), [[1], [3]]);
}
