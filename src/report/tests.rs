use chrono::{DateTime, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::sample::{address, at, day, hold, invoice, promise, request, world};
use super::*;
use crate::model::{
    Actor, Closed, ClosedHow, Currency, Evidence, HoldReason, Instalment, Payment, Reply, StepSent,
};

const SINCE: &str = "2026-01-26T09:00:00Z";
const NOW: &str = "2026-02-02T09:00:00Z";

fn view(item: Item) -> ItemView {
    ItemView {
        item,
        outer: Vec::new(),
        next: None,
    }
}

fn week(items: Vec<Item>, history: &[(DateTime<Utc>, HistoryEntry)]) -> Summary {
    let views: Vec<ItemView> = items.into_iter().map(view).collect();
    weekly(
        &Material {
            items: &views,
            history,
            since: at(SINCE),
            until: at(NOW),
            now: at(NOW),
            ..Material::default()
        },
        &world(),
    )
}

fn entry(
    time: &str,
    event: EventKind,
    item: Option<i64>,
    words: &str,
) -> (DateTime<Utc>, HistoryEntry) {
    let mut entry = HistoryEntry::new(event, Actor::Daemon, &Evidence::new("test", None, words));
    entry.item = item.map(ItemId);
    (at(time), entry)
}

fn answer(time: &str, item: i64, reading: Reply) -> (DateTime<Utc>, HistoryEntry) {
    let (at, mut entry) = entry(time, EventKind::Matched, Some(item), "");
    entry.reading = Some(reading);
    (at, entry)
}

fn closed(mut item: Item, time: &str, how: ClosedHow, confirmed: bool) -> Item {
    let evidence = Evidence::new("reply-in-thread", None, "paid today");
    item.closed = Some(Closed {
        at: at(time),
        how,
        confirmed,
        evidence,
    });
    item
}

fn due(mut item: Item, due: &str) -> Item {
    item.due = day(due);
    item
}

fn cents(text: &str) -> Decimal {
    text.parse().expect("amount")
}

#[test]
fn money_falls_into_its_bucket_to_the_cent() {
    let mut euros = due(invoice(6, "F", "10.01", None), "2025-10-01");
    euros.invoice.as_mut().expect("invoice").currency = Some(Currency::EUR);
    let summary = week(
        vec![
            due(invoice(1, "A", "100.10", None), "2026-02-02"),
            due(invoice(2, "B", "200.20", Some("50.05")), "2026-02-01"),
            due(invoice(3, "C", "300.30", None), "2026-01-02"),
            due(invoice(4, "D", "400.40", None), "2025-12-03"),
            due(invoice(5, "E", "500.50", None), "2025-11-03"),
            euros,
            closed(invoice(7, "G", "999", None), NOW, ClosedHow::Paid, true),
        ],
        &[],
    );
    let [eur, gbp] = summary.team.money.as_slice() else {
        panic!("{:?}", summary.team.money)
    };
    assert_eq!(
        (eur.currency, eur.amounts[4], eur.total()),
        (Some(Currency::EUR), cents("10.01"), cents("10.01"))
    );
    assert_eq!(
        gbp.amounts,
        ["100.10", "150.15", "300.30", "400.40", "500.50"].map(cents)
    );
    assert_eq!(gbp.total(), cents("1451.45"));
    let balances: Decimal = summary
        .open
        .iter()
        .filter(|line| line.currency == Some(Currency::GBP))
        .filter_map(|line| line.balance)
        .sum();
    assert_eq!(gbp.total(), balances);
    assert_eq!(summary.owners.len(), 1);
    assert_eq!(summary.owners[0].1, summary.team);
}

#[test]
fn opened_closed_and_open_are_counted_by_age_and_step() {
    let mut new = request(1, "a", &[("x", false)]);
    new.opened_at = at("2026-01-27T09:00:00Z");
    let mut chased = request(2, "b", &[("x", false)]);
    chased.owner = address("ben@lantern.example");
    chased.ladder.sent = vec![StepSent {
        step: Step::Friendly,
        at: at("2026-01-13T09:00:00Z"),
    }];
    let summary = week(
        vec![
            chased,
            new.clone(),
            closed(
                invoice(3, "A", "5", None),
                "2026-01-28T09:00:00Z",
                ClosedHow::Paid,
                false,
            ),
            closed(
                invoice(4, "B", "6", None),
                "2026-01-02T09:00:00Z",
                ClosedHow::Paid,
                false,
            ),
            closed(
                Item {
                    id: ItemId(5),
                    ..new
                },
                "2026-01-29T09:00:00Z",
                ClosedHow::Delivered,
                true,
            ),
        ],
        &[],
    );
    let team = &summary.team;
    assert_eq!((team.opened, team.closed, team.open), (2, 2, 2));
    assert_eq!(team.by_age, [1, 0, 1, 0, 0]);
    assert_eq!(team.by_step, [(None, 1), (Some(Step::Friendly), 1)]);
    assert_eq!(
        team.closed_by.iter().map(|by| by.count).sum::<usize>(),
        team.closed
    );
    assert_eq!(
        summary.owners.iter().map(|(_, of)| of.open).sum::<usize>(),
        team.open
    );
    assert_eq!(
        summary
            .closed
            .iter()
            .map(|line| line.id.0)
            .collect::<Vec<_>>(),
        [3, 5]
    );
    assert_eq!(
        summary
            .unconfirmed
            .iter()
            .map(|line| line.id.0)
            .collect::<Vec<_>>(),
        [3, 4]
    );
    let unconfirmed = |need: &&Need| need.reason == NeedReason::Unconfirmed;
    assert_eq!(summary.needs.iter().filter(unconfirmed).count(), 2);
}

#[test]
fn what_waits_for_a_person_is_told_once() {
    let mut asked = request(1, "a", &[("x", false)]);
    asked.holds = vec![
        hold(HoldReason::Question, None, "which one?"),
        hold(HoldReason::Promise, None, "soon"),
    ];
    let mut contested = request(2, "b", &[("x", false)]);
    contested.holds = vec![hold(HoldReason::Dispute, None, "not agreed")];
    let mut late = request(3, "c", &[("x", false)]);
    late.promises = vec![promise("2026-01-30", "by Friday")];
    let mut coming = request(4, "d", &[("x", false)]);
    coming.promises = vec![promise("2026-02-02", "today")];
    let mut items: Vec<ItemView> = [asked, contested, late, coming]
        .into_iter()
        .map(view)
        .collect();
    items[2].next = Some((Step::Call, at("2026-02-04T09:00:00Z")));
    items[3].next = Some((Step::Firm, at("2026-02-09T09:00:00Z")));
    let bounce = entry(
        "2026-01-27T09:00:00Z",
        EventKind::Bounced,
        Some(1),
        "550 no such user",
    );
    let history = [
        bounce.clone(),
        bounce,
        entry("2026-01-28T09:00:00Z", EventKind::Unmatched, None, "hello?"),
        entry(
            "2026-01-20T09:00:00Z",
            EventKind::Unmatched,
            None,
            "long ago",
        ),
    ];
    let summary = weekly(
        &Material {
            items: &items,
            history: &history,
            since: at(SINCE),
            until: at(NOW),
            now: at(NOW),
            ..Material::default()
        },
        &world(),
    );
    let needs: Vec<(Option<i64>, NeedReason)> = summary
        .needs
        .iter()
        .map(|need| (need.item.map(|id| id.0), need.reason))
        .collect();
    assert_eq!(
        needs,
        [
            (Some(1), NeedReason::Hold(HoldReason::Question)),
            (Some(2), NeedReason::Hold(HoldReason::Dispute)),
            (Some(3), NeedReason::Call),
            (None, NeedReason::Unmatched),
        ]
    );
    assert_eq!(summary.needs[0].words, "which one?");
    let ids =
        |lines: &mut dyn Iterator<Item = &Line>| lines.map(|line| line.id.0).collect::<Vec<_>>();
    assert_eq!(ids(&mut summary.disputes()), [2]);
    assert_eq!(ids(&mut summary.held()), [1]);
    assert_eq!(ids(&mut summary.planned()), [4]);
    assert_eq!(
        (summary.broken[0].item, summary.coming[0].item),
        (ItemId(3), ItemId(4))
    );
    assert_eq!(summary.bounces.len(), 1);
}

#[test]
fn who_was_called_stands_there_every_week_until_it_is_closed() {
    let mut called = request(1, "a", &[("x", false)]);
    called.ladder.sent = vec![StepSent {
        step: Step::Call,
        at: at("2025-11-03T09:00:00Z"),
    }];
    let needs = |item: Item| -> Vec<NeedReason> {
        let summary = week(vec![item], &[]);
        summary.needs.iter().map(|need| need.reason).collect()
    };
    assert_eq!(needs(called.clone()), [NeedReason::Call]);
    assert_eq!(needs(closed(called, NOW, ClosedHow::Done, true)), []);
}

#[test]
fn response_times_run_from_the_last_mail_to_the_first_human_answer() {
    let history = [
        entry("2026-01-13T09:00:00Z", EventKind::FollowUp, Some(1), ""),
        answer("2026-01-14T09:00:00Z", 1, Reply::Promise),
        entry("2026-01-27T09:00:00Z", EventKind::FollowUp, Some(1), ""),
        answer("2026-01-27T09:05:00Z", 1, Reply::Automatic),
        answer("2026-01-27T13:00:00Z", 1, Reply::Promise),
        answer("2026-01-28T13:00:00Z", 1, Reply::Delivered),
    ];
    let summary = week(vec![request(1, "a", &[("x", false)])], &history);
    let [response] = summary.responses.as_slice() else {
        panic!("{:?}", summary.responses)
    };
    assert_eq!((response.median, response.answers), (240, 1));
    assert_eq!(response.before, Some((1440, Trend::Faster)));
}

#[test]
fn a_week_without_anything_is_quiet() {
    assert!(week(Vec::new(), &[]).quiet());
    assert!(!week(vec![request(1, "a", &[])], &[]).quiet());
    let unread = entry(
        "2026-01-28T09:00:00Z",
        EventKind::Unreadable,
        None,
        "no header",
    );
    assert!(!week(Vec::new(), &[unread]).quiet());
}

proptest! {
    #[test]
    fn the_table_never_loses_a_cent(
        total in 0i64..1_000_000,
        parts in proptest::collection::vec((0i64..400_000, 0i64..200), 0..5),
        payments in proptest::collection::vec(0i64..400_000, 0..4),
    ) {
        let mut item = invoice(1, "A", "0", None);
        let balance = {
            let money = item.invoice.as_mut().expect("invoice");
            money.total = Some(Decimal::new(total, 2));
            money.instalments = parts
                .iter()
                .map(|(amount, days)| Instalment {
                    due: day("2025-10-01") + Days::new(u64::try_from(*days).expect("days")),
                    amount: Decimal::new(*amount, 2),
                })
                .collect();
            money.payments = payments
                .iter()
                .map(|amount| Payment {
                    amount: Decimal::new(*amount, 2),
                    at: at(NOW),
                    confirmed: true,
                    evidence: Evidence::default(),
                })
                .collect();
            money.balance().expect("balance")
        };
        let summary = week(vec![item], &[]);
        let sum: Decimal = summary.team.money.iter().map(Ageing::total).sum();
        prop_assert_eq!(sum, balance);
        prop_assert!(summary.team.money.iter().flat_map(|row| row.amounts).all(|amount| amount >= Decimal::ZERO));
    }
}
