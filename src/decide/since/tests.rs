use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use crate::calendar::{Calendars, Holidays, WorkingTime};
use crate::model::{
    Actor, Ask, Closed, ClosedHow, DueSource, Evidence, Hold, HoldChange, HoldReason, HoldScope,
    ItemContact, MessageId, Payment, Promise, Step, World,
};
use crate::report::sample::{address, at, day, hold, invoice, person, request, world};

/// A history as it is lived: each row starts from the item as the row before left it.
struct Life {
    item: Item,
    rows: Vec<Past>,
    world: World,
    calendars: Calendars,
}

impl Life {
    fn new(item: Item) -> Self {
        let world = world();
        let team = WorkingTime {
            zone: world.team.zone,
            hours: world.team.working_hours,
            holidays: Arc::new(Holidays::default()),
        };
        let mut life = Self {
            item,
            rows: Vec::new(),
            world,
            calendars: Calendars::new(team, HashMap::new()),
        };
        life.now("2026-01-05T10:00:00Z", EventKind::Opened, "opens", |_| {});
        if let Some(row) = life.rows.last_mut() {
            row.before = None;
        }
        life
    }

    fn row(&mut self, when: &str, entry: HistoryEntry, change: impl FnOnce(&mut Item)) {
        let before = self.item.clone();
        change(&mut self.item);
        self.rows.push(Past {
            at: at(when),
            entry,
            before: Some(before),
            after: Some(self.item.clone()),
            undone: false,
        });
    }

    fn now(&mut self, when: &str, event: EventKind, rule: &str, change: impl FnOnce(&mut Item)) {
        let entry = HistoryEntry::new(event, Actor::Daemon, &Evidence::new(rule, None, ""));
        self.row(when, entry, change);
    }

    fn command(
        &mut self,
        when: &str,
        event: EventKind,
        words: &str,
        change: impl FnOnce(&mut Item),
    ) {
        let evidence = Evidence::new("command", None, words);
        let entry = HistoryEntry::new(event, Actor::Console, &evidence);
        self.row(when, entry, change);
    }

    /// Time ends a hold.
    fn over(&mut self, when: &str, reason: HoldReason) {
        let evidence = Evidence::new("hold-ended", None, "");
        let entry = HistoryEntry {
            hold: Some(reason),
            ..HistoryEntry::new(EventKind::Resumed, Actor::Daemon, &evidence)
        };
        self.row(when, entry, |item| {
            item.holds.retain(|h| h.reason != reason);
            if reason == HoldReason::Promise
                && let Some(promise) = item.promises.last_mut()
            {
                promise.broken = true;
            }
        });
    }

    fn promise(&mut self, when: &str, date: &str, words: &str) {
        let id = MessageId::new(&format!("{when}@harbour.example"));
        let promise = Promise {
            date: day(date),
            at: at(when),
            evidence: Evidence::new("promise", Some(&id), words),
            broken: false,
        };
        self.now(when, EventKind::Held, "promise", |item| {
            item.promises.push(promise)
        });
    }

    /// A mail leaves: written, then taken by a server.
    fn mail(&mut self, when: &str, step: Step) {
        let id = MessageId::new(&format!("{when}@lantern.example"));
        let written = Evidence::new("ladder", None, "");
        self.rows.push(Past {
            at: at(when),
            entry: HistoryEntry {
                message_id: Some(id.clone()),
                step: Some(step),
                to: self.to(),
                ..HistoryEntry::new(EventKind::FollowUp, Actor::Daemon, &written)
            },
            before: None,
            after: None,
            undone: false,
        });
        let sent = Evidence::new("sent", Some(&id), step.as_str());
        let entry = HistoryEntry::new(EventKind::Sent, Actor::Daemon, &sent);
        self.row(when, entry, |_| {});
    }

    fn absence(&mut self, when: &str, event: EventKind, until: &str) {
        let note = hold(HoldReason::Absence, Some(until), "away");
        let note = Hold {
            scope: HoldScope::Contact(address("mei@harbour.example")),
            ..note
        };
        let (before, after) = match event {
            EventKind::Held => (None, Some(note)),
            _ => (Some(note), None),
        };
        let entry = HistoryEntry {
            hold: Some(HoldReason::Absence),
            wider: vec![HoldChange { before, after }],
            ..HistoryEntry::new(event, Actor::Daemon, &Evidence::default())
        };
        self.rows.push(Past {
            at: at(when),
            entry,
            before: None,
            after: None,
            undone: false,
        });
    }

    fn to(&self) -> Vec<Address> {
        let to = self.item.follow_up_contacts();
        to.into_iter().map(|p| p.address).collect()
    }

    fn since(&self, now: &str) -> Vec<Fact> {
        let desk = Desk {
            world: &self.world,
            calendars: &self.calendars,
            away: &[],
            now: at(now),
        };
        since(&self.rows, &self.item, &self.to(), &desk)
    }
}

fn files() -> Life {
    Life::new(request(
        1,
        "Files",
        &[("logo", false), ("photo", false), ("text", false)],
    ))
}

fn tick(item: &mut Item, n: u32) {
    if let Some(ask) = item.asks.iter_mut().find(|a: &&mut Ask| a.n == n) {
        ask.done = true;
    }
}

fn broken(date: &str) -> Vec<Fact> {
    vec![Fact::PromiseBroken { day: day(date) }]
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
        });
    });
    both.over("2026-01-24T00:00:00Z", HoldReason::Promise);
    let rest = [Fact::Came { asks: vec![2] }, broken("2026-01-23").remove(0)];
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
            day: day("2026-02-06")
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
    assert_eq!(human.since("2026-01-20T10:00:00Z"), [Fact::Back]);

    let mut machine = files();
    machine.promise("2026-01-13T10:00:00Z", "2026-01-16", "by Friday");
    machine.absence("2026-01-15T10:00:00Z", EventKind::Held, "2026-01-22");
    machine.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    machine.absence("2026-01-22T00:00:00Z", EventKind::Resumed, "2026-01-22");
    assert_eq!(machine.since("2026-01-22T10:00:00Z"), [Fact::Back]);
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

fn pay(item: &mut Item, amount: i64, confirmed: bool) {
    item.invoice
        .as_mut()
        .expect("invoice")
        .payments
        .push(Payment {
            amount: amount.into(),
            at: at("2026-01-20T10:00:00Z"),
            confirmed,
            evidence: Evidence::default(),
        });
}

fn paid(amount: i64, confirmed: bool) -> Vec<Fact> {
    vec![Fact::Paid {
        amount: amount.into(),
        confirmed,
    }]
}

#[test]
fn a_payment_is_told_apart_from_the_word_of_one() {
    let mut life = Life::new(invoice(1, "LS-1", "900", None));
    life.now(
        "2026-01-20T10:00:00Z",
        EventKind::Updated,
        "part-paid",
        |i| pay(i, 300, false),
    );
    assert_eq!(life.since("2026-01-23T10:00:00Z"), paid(300, false));
    life.mail("2026-01-23T10:00:00Z", Step::Friendly);
    life.command(
        "2026-01-26T10:00:00Z",
        EventKind::Updated,
        "part 200",
        |i| pay(i, 200, true),
    );
    assert_eq!(life.since("2026-01-27T10:00:00Z"), paid(200, true));
    life.now(
        "2026-01-28T10:00:00Z",
        EventKind::Updated,
        "part-paid",
        |i| pay(i, 100, false),
    );
    assert_eq!(life.since("2026-01-29T10:00:00Z"), paid(300, false));
}

fn claimed() -> Life {
    let mut life = Life::new(invoice(1, "LS-1", "900", None));
    life.mail("2026-01-13T10:00:00Z", Step::Friendly);
    life.now(
        "2026-01-14T10:00:00Z",
        EventKind::Closed,
        "payment-stated",
        |item| {
            pay(item, 900, false);
            item.closed = Some(Closed {
                at: at("2026-01-14T10:00:00Z"),
                how: ClosedHow::Paid,
                confirmed: false,
                evidence: Evidence::default(),
            });
        },
    );
    life.command(
        "2026-01-26T10:00:00Z",
        EventKind::Reopened,
        "reopen",
        |item| {
            item.closed = None;
            item.invoice.as_mut().expect("invoice").payments.clear();
        },
    );
    life
}

#[test]
fn a_claim_that_did_not_arrive_is_named() {
    let mut life = claimed();
    let on = Some(day("2026-01-14"));
    assert_eq!(
        life.since("2026-01-29T10:00:00Z"),
        [Fact::ClaimNotArrived { on }]
    );
    life.mail("2026-01-29T10:00:00Z", Step::Friendly);
    assert_eq!(life.since("2026-02-05T10:00:00Z"), []);

    let mut misread = claimed();
    for row in misread.rows.iter_mut().skip(3) {
        row.undone = true;
    }
    assert_eq!(
        misread.since("2026-01-29T10:00:00Z"),
        [],
        "undo: nobody claimed it"
    );

    let mut waits = Life::new(invoice(1, "LS-1", "900", None));
    waits.now(
        "2026-01-14T10:00:00Z",
        EventKind::Held,
        "payment-to-confirm",
        |item| {
            let mut hold = hold(HoldReason::Review, None, "paid yesterday");
            hold.evidence.rule = "payment-to-confirm".to_owned();
            item.holds.push(hold);
            item.last_heard = Some(at("2026-01-14T10:00:00Z"));
        },
    );
    waits.command(
        "2026-01-20T10:00:00Z",
        EventKind::Resumed,
        "chase",
        |item| item.holds.clear(),
    );
    assert_eq!(
        waits.since("2026-01-21T10:00:00Z"),
        [Fact::ClaimNotArrived { on }]
    );
}

#[test]
fn answers_disputes_and_calls_are_referred_to() {
    let held = |reason| move |item: &mut Item| item.holds.push(hold(reason, None, "?"));
    let mut asked = files();
    asked.now(
        "2026-01-13T10:00:00Z",
        EventKind::Held,
        "asks-back",
        held(HoldReason::Question),
    );
    asked.now(
        "2026-01-14T10:00:00Z",
        EventKind::Resumed,
        "owner-in-thread",
        |i| i.holds.clear(),
    );
    let answered = [Fact::Answered {
        on: day("2026-01-14"),
    }];
    assert_eq!(asked.since("2026-01-20T10:00:00Z"), answered);
    asked.mail("2026-01-20T10:00:00Z", Step::Friendly);
    assert_eq!(asked.since("2026-01-26T10:00:00Z"), []);

    let mut disputed = Life::new(invoice(1, "LS-1", "900", None));
    disputed.now(
        "2026-01-13T10:00:00Z",
        EventKind::Held,
        "disputes",
        held(HoldReason::Dispute),
    );
    disputed.command("2026-01-14T10:00:00Z", EventKind::Resumed, "resume", |i| {
        i.holds.clear()
    });
    assert_eq!(disputed.since("2026-01-20T10:00:00Z"), [Fact::Settled]);

    let mut called = files();
    called.command(
        "2026-01-15T10:00:00Z",
        EventKind::Updated,
        "call sends it next week",
        |_| {},
    );
    assert_eq!(
        called.since("2026-01-20T10:00:00Z"),
        [Fact::Called {
            on: day("2026-01-15")
        }]
    );
    for note in [
        "call no answer",
        "call 没人接",
        "call left a message",
        "note called him",
    ] {
        let mut missed = files();
        missed.command("2026-01-15T10:00:00Z", EventKind::Updated, note, |_| {});
        assert_eq!(missed.since("2026-01-20T10:00:00Z"), [], "{note}");
    }
}

#[test]
fn a_date_is_news_only_to_who_knew_another() {
    let due = |item: &mut Item| {
        item.due = day("2026-02-10");
        item.due_source = DueSource::Command("2026-02-10".to_owned());
    };
    let mut first = files();
    first.command(
        "2026-01-06T10:00:00Z",
        EventKind::Updated,
        "due 2026-02-10",
        due,
    );
    assert_eq!(first.since("2026-02-06T10:00:00Z"), []);
    let mut second = files();
    second.mail("2026-01-13T10:00:00Z", Step::Friendly);
    second.command(
        "2026-01-14T10:00:00Z",
        EventKind::Updated,
        "due 2026-02-10",
        due,
    );
    let moved = [Fact::NewDate {
        day: day("2026-02-10"),
    }];
    assert_eq!(second.since("2026-02-06T10:00:00Z"), moved);
}

#[test]
fn grace_and_long_rests_end() {
    let mut life = files();
    let entry = HistoryEntry {
        hold: Some(HoldReason::Acknowledged),
        ..HistoryEntry::new(EventKind::Held, Actor::Daemon, &Evidence::default())
    };
    life.row("2026-01-13T10:00:00Z", entry, |_| {});
    life.over("2026-01-16T00:00:00Z", HoldReason::Acknowledged);
    let over = [Fact::GraceOver {
        on: day("2026-01-13"),
    }];
    assert_eq!(life.since("2026-01-16T10:00:00Z"), over);
    life.mail("2026-01-16T10:00:00Z", Step::Friendly);
    assert_eq!(life.since("2026-01-22T10:00:00Z"), []);
    life.over("2026-02-16T00:00:00Z", HoldReason::Snooze);
    assert_eq!(life.since("2026-02-16T10:00:00Z"), [Fact::LongSilence]);
    let mut short = files();
    short.over("2026-01-12T00:00:00Z", HoldReason::Snooze);
    assert_eq!(short.since("2026-01-13T10:00:00Z"), []);
}

#[test]
fn who_is_new_is_introduced() {
    let mut life = files();
    life.promise("2026-01-13T10:00:00Z", "2026-01-16", "by Friday");
    life.mail("2026-01-14T10:00:00Z", Step::Friendly);
    life.over("2026-01-17T00:00:00Z", HoldReason::Promise);
    life.command(
        "2026-01-19T10:00:00Z",
        EventKind::Updated,
        "contact li@harbour.example",
        |item| {
            item.contacts[0].dead = Some(Evidence::default());
            item.contacts.push(ItemContact {
                person: person("Li Na", "li@harbour.example"),
                primary: true,
                dead: None,
            });
        },
    );
    let stranger = [Fact::NewContact {
        before: "Mei Zhou".to_owned(),
    }];
    assert_eq!(
        life.since("2026-01-20T10:00:00Z"),
        stranger,
        "she promised nothing"
    );
    life.mail("2026-01-20T10:00:00Z", Step::Friendly);
    assert_eq!(life.since("2026-01-26T10:00:00Z"), []);

    let mut wrote = files();
    wrote.now(
        "2026-01-13T10:00:00Z",
        EventKind::Matched,
        "reply-in-thread",
        |item| {
            item.contacts.push(ItemContact {
                person: person("Li Na", "li@harbour.example"),
                primary: false,
                dead: None,
            });
        },
    );
    wrote.now(
        "2026-01-14T10:00:00Z",
        EventKind::Bounced,
        "bounce",
        |item| {
            item.contacts[0].dead = Some(Evidence::default());
        },
    );
    assert_eq!(wrote.since("2026-01-16T10:00:00Z"), [], "she wrote herself");

    let mut handed = files();
    handed.command(
        "2026-01-07T10:00:00Z",
        EventKind::Updated,
        "owner",
        |item| {
            item.owner = address("ben@lantern.example");
        },
    );
    let before = address("anna@lantern.example");
    assert_eq!(
        handed.since("2026-01-13T10:00:00Z"),
        [Fact::NewOwner { before }]
    );
}

#[test]
fn a_mail_says_two_things_at_most() {
    let back = || Fact::Back;
    let facts = vec![
        vec![back(), Fact::Settled],
        vec![back(), Fact::Came { asks: vec![1] }],
    ];
    let kept = most_important(facts);
    assert_eq!(kept, [vec![back()], vec![Fact::Came { asks: vec![1] }]]);
}
