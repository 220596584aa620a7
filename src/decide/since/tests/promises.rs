//! Promises, absences, and what came.

use super::*;

fn broken(date: &str) -> Vec<Fact> {
    vec![Fact::PromiseBroken {
        day: day(date),
        by: None,
        rest: false,
    }]
}

#[test]
fn a_broken_promise_is_said_once() {
    let mut life = files();
    life.promise(
        "2026-01-13T10:00:00Z",
        "2026-01-16",
        "you will have it by Friday",
    );
    assert_eq!(life.since("2026-01-14T10:00:00Z"), []);
    life.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    assert_eq!(life.since("2026-01-19T10:00:00Z"), broken("2026-01-16"));
    life.mail("2026-01-19T10:00:00Z", Step::Friendly);
    assert_eq!(life.since("2026-01-23T10:00:00Z"), []);
    life.promise("2026-01-23T10:00:00Z", "2026-01-27", "on Tuesday");
    life.over("2026-01-28T00:00:00Z", HoldReason::Promise);
    assert_eq!(life.since("2026-01-28T10:00:00Z"), broken("2026-01-27"));
}

#[test]
fn a_promise_is_kept_in_part_or_overtaken() {
    let promised = || {
        let mut life = files();
        life.promise(
            "2026-01-13T10:00:00Z",
            "2026-01-16",
            "you will have it by Friday",
        );
        life
    };
    let mut part = promised();
    part.now("2026-01-15T10:00:00Z", EventKind::Updated, "part", |item| {
        tick(item, 2)
    });
    part.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    assert_eq!(
        part.since("2026-01-19T10:00:00Z"),
        [Fact::Came { asks: vec![2] }]
    );

    let mut both = promised();
    both.mail("2026-01-19T09:00:00Z", Step::Friendly);
    both.now("2026-01-20T10:00:00Z", EventKind::Updated, "part", |item| {
        tick(item, 2);
        item.promises.push(Promise {
            date: day("2026-01-23"),
            at: at("2026-01-20T10:00:00Z"),
            evidence: Evidence::new("promise", None, "the rest by Friday"),
            broken: false,
            answered: false,
            waited: false,
            whole: false,
            by: None,
        });
    });
    both.over("2026-01-24T00:00:00Z", HoldReason::Promise);
    let late = Fact::PromiseBroken {
        day: day("2026-01-23"),
        by: None,
        rest: true,
    };
    let rest = [Fact::Came { asks: vec![2] }, late];
    assert_eq!(both.since("2026-01-26T10:00:00Z"), rest);

    let mut moved = promised();
    moved.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    moved.now(
        "2026-01-19T10:00:00Z",
        EventKind::Updated,
        "owner-in-thread",
        |item| {
            item.due = day("2026-02-06");
            item.due_source = DueSource::Granted("6 February".to_owned());
        },
    );
    assert_eq!(
        moved.since("2026-02-04T10:00:00Z"),
        [Fact::NewDate {
            day: day("2026-02-06"),
            over: false,
            agreed: true,
        }]
    );

    let mut chased = promised();
    chased.command(
        "2026-01-14T10:00:00Z",
        EventKind::Resumed,
        "chase",
        |item| item.holds.clear(),
    );
    assert_eq!(chased.since("2026-01-19T10:00:00Z"), []);

    let mut written = promised();
    written.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    written.now(
        "2026-01-17T09:00:00Z",
        EventKind::Updated,
        "owner-in-thread",
        |_| {},
    );
    assert_eq!(
        written.since("2026-01-21T10:00:00Z"),
        [],
        "the owner has said so himself"
    );
}

#[test]
fn an_absence_is_no_promise() {
    let mut human = files();
    human.promise(
        "2026-01-13T10:00:00Z",
        "2026-01-19",
        "I am away until Monday and look at it afterwards",
    );
    human.over("2026-01-20T00:00:00Z", HoldReason::Promise);
    assert_eq!(
        human.since("2026-01-20T10:00:00Z"),
        [Fact::Back { who: None }]
    );

    let mut machine = files();
    machine.promise("2026-01-13T10:00:00Z", "2026-01-16", "by Friday");
    machine.absence("2026-01-15T10:00:00Z", EventKind::Held, "2026-01-22");
    machine.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    machine.absence("2026-01-22T00:00:00Z", EventKind::Resumed, "2026-01-22");
    assert_eq!(
        machine.since("2026-01-22T10:00:00Z"),
        [Fact::Back { who: None }]
    );
    machine.mail("2026-01-22T10:00:00Z", Step::Friendly);
    assert_eq!(machine.since("2026-01-27T10:00:00Z"), []);

    let mut other = files();
    other.absence("2026-01-15T10:00:00Z", EventKind::Held, "2026-01-22");
    other.item.contacts[0].person.address = address("tom@harbour.example");
    other.rows[0].after = Some(other.item.clone());
    other.absence("2026-01-22T00:00:00Z", EventKind::Resumed, "2026-01-22");
    assert_eq!(
        other.since("2026-01-22T10:00:00Z"),
        [],
        "somebody else was away"
    );
}

#[test]
fn what_came_is_thanked_for_once() {
    let mut life = files();
    life.mail("2026-01-13T10:00:00Z", Step::Friendly);
    life.now("2026-01-14T10:00:00Z", EventKind::Updated, "part", |item| {
        tick(item, 1)
    });
    life.command(
        "2026-01-15T10:00:00Z",
        EventKind::Updated,
        "part 3",
        |item| tick(item, 3),
    );
    assert_eq!(
        life.since("2026-01-16T10:00:00Z"),
        [Fact::Came { asks: vec![1, 3] }]
    );
    life.mail("2026-01-16T10:00:00Z", Step::Reminder);
    assert_eq!(life.since("2026-01-22T10:00:00Z"), []);
}
