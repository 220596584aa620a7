use super::super::sample::{address, at, day, invoice, promise, request, world};
use super::*;
use crate::model::{Actor, Closed, EventKind, Evidence, Mode, Payment};

const NOW: &str = "2026-06-01T09:00:00Z";

fn view(item: Item) -> ItemView {
    ItemView {
        item,
        outer: Vec::new(),
        next: None,
    }
}

fn told(items: Vec<Item>, history: &[(DateTime<Utc>, HistoryEntry)]) -> ClientRecord {
    let views: Vec<ItemView> = items.into_iter().map(view).collect();
    let client = ClientKey("harbour.example".to_owned());
    let known = [
        address("mei@harbour.example"),
        address("lin@harbour.example"),
    ];
    record(
        &client,
        &views,
        history,
        Vec::new(),
        &known,
        world().team.zone,
        at(NOW),
    )
}

fn closed(mut item: Item, time: &str, how: ClosedHow) -> Item {
    item.closed = Some(Closed {
        at: at(time),
        how,
        confirmed: true,
        evidence: Evidence::default(),
    });
    item
}

#[test]
fn a_promise_is_kept_by_its_day_and_by_nothing_else() {
    let asked = |dates: &[(&str, bool)]| {
        let mut item = request(1, "a", &[("x", false)]);
        for (date, broken) in dates {
            let mut made = promise(date, "by then");
            made.broken = *broken;
            item.promises.push(made);
        }
        item
    };
    let mut part = invoice(2, "A", "100", None);
    part.promises = vec![promise("2026-01-20", "half on the 20th")];
    if let Some(money) = part.invoice.as_mut() {
        money.payments.push(Payment {
            amount: "50".parse().expect("amount"),
            at: at("2026-01-20T23:00:00Z"),
            confirmed: true,
            evidence: Evidence::default(),
        });
    }
    let on = |item: Item, time| closed(item, time, ClosedHow::Delivered);
    for (item, kept, broken, open) in [
        (
            on(asked(&[("2026-01-20", false)]), "2026-01-20T17:00:00Z"),
            1,
            0,
            0,
        ),
        (
            on(asked(&[("2026-01-20", false)]), "2026-01-21T00:30:00Z"),
            0,
            1,
            0,
        ),
        (asked(&[("2026-01-20", true)]), 0, 1, 0),
        (asked(&[("2026-05-31", false)]), 0, 1, 0),
        (asked(&[("2026-06-01", false)]), 0, 0, 1),
        // Moved before its day, and the new one kept.
        (
            on(
                asked(&[("2026-01-20", false), ("2026-02-10", false)]),
                "2026-02-09T12:00:00Z",
            ),
            1,
            0,
            0,
        ),
        (
            on(
                asked(&[("2026-01-20", true), ("2026-02-10", false)]),
                "2026-02-09T12:00:00Z",
            ),
            1,
            1,
            0,
        ),
        (part, 1, 0, 0),
        (
            closed(
                asked(&[("2026-06-20", false)]),
                "2026-03-01T12:00:00Z",
                ClosedHow::Cancelled,
            ),
            0,
            0,
            0,
        ),
    ] {
        let promises = told(vec![item.clone()], &[]).promises;
        assert_eq!(promises, Promises { kept, broken, open }, "{item:?}");
    }
}

#[test]
fn the_median_is_told_for_all_time_and_for_the_last_ninety_days() {
    let entry = |time: &str, event, mode, reading| {
        let evidence = Evidence::default();
        let mut entry = HistoryEntry::new(event, Actor::Daemon, &evidence);
        entry.item = Some(ItemId(1));
        (entry.mode, entry.reading) = (mode, reading);
        (at(time), entry)
    };
    let sent = |time| entry(time, EventKind::FollowUp, Some(Mode::Auto), None);
    let answered = |time| entry(time, EventKind::Matched, None, Some(Reply::Promise));
    let history = [
        sent("2026-01-12T09:00:00Z"),
        answered("2026-01-12T10:00:00Z"),
        sent("2026-01-20T09:00:00Z"),
        // Only shown: nobody was asked again.
        entry(
            "2026-01-20T10:00:00Z",
            EventKind::FollowUp,
            Some(Mode::Observe),
            None,
        ),
        answered("2026-01-20T12:00:00Z"),
        sent("2026-05-04T09:00:00Z"),
        // Who answers the second mail has had the first.
        sent("2026-05-04T18:00:00Z"),
        answered("2026-05-04T19:00:00Z"),
    ];
    let found = told(vec![request(1, "a", &[("x", false)])], &history);
    let median = |minutes, answers| Some(Median { minutes, answers });
    assert_eq!(found.response, median(180, 3));
    assert_eq!(found.recent, median(600, 1));
}

#[test]
fn a_client_without_a_history_is_told_too() {
    let found = told(Vec::new(), &[]);
    assert_eq!((found.response, found.recent), (None, None));
    assert_eq!(
        (found.items, found.promises),
        (Counts::default(), Promises::default())
    );
    assert!(found.money.is_empty() && found.contacts.is_empty());
    let people: Vec<&str> = found
        .people
        .iter()
        .map(|p| p.person.address.as_str())
        .collect();
    assert_eq!(people, ["mei@harbour.example", "lin@harbour.example"]);
}

#[test]
fn amounts_are_told_by_age_and_people_with_what_they_wrote() {
    let mut owed = invoice(2, "A", "100.10", Some("0.10"));
    owed.due = day("2026-05-01");
    let mail = |way, who: &str, time: &str| Contact {
        at: at(time),
        way,
        who: vec![address(who)],
        subject: "Invoice A".to_owned(),
        items: vec![ItemId(2)],
        reading: None,
        step: None,
    };
    let contacts = vec![
        mail(Way::Received, "mei@harbour.example", "2026-05-03T09:00:00Z"),
        mail(Way::FollowUp, "mei@harbour.example", "2026-05-02T09:00:00Z"),
        mail(Way::Written, "mei@harbour.example", "2026-04-02T09:00:00Z"),
    ];
    let client = ClientKey("harbour.example".to_owned());
    let zone = world().team.zone;
    let views = [
        view(owed),
        view(closed(invoice(3, "B", "7", None), NOW, ClosedHow::Paid)),
    ];
    let found = record(&client, &views, &[], contacts, &[], zone, at(NOW));
    assert_eq!((found.items.open, found.items.closed), (1, 1));
    let [row] = found.money.as_slice() else {
        panic!("{:?}", found.money)
    };
    assert_eq!(row.amounts[2], "100".parse().expect("amount"));
    assert_eq!(row.total(), row.amounts[2]);
    let days: Vec<DateTime<Utc>> = found.contacts.iter().map(|c| c.at).collect();
    assert!(days.is_sorted());
    let mei = &found.people[0];
    assert_eq!(
        (mei.mails, mei.last_heard),
        ((1, 2), Some(at("2026-05-03T09:00:00Z")))
    );
}
