//! Answers, dates, rests and people that changed.

use super::*;

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
    let moved = |over| {
        [Fact::NewDate {
            day: day("2026-02-10"),
            over,
            agreed: false,
        }]
    };
    assert_eq!(second.since("2026-02-06T10:00:00Z"), moved(false));
    assert_eq!(second.since("2026-02-11T10:00:00Z"), moved(true));
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
