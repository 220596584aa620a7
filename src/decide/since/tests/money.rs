//! Payments and the word of one.

use super::*;

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
    // Nobody heard more of it: the next mail asks for no other day.
    assert_eq!(
        life.since("2026-02-05T10:00:00Z"),
        [Fact::ClaimStill { on }]
    );
    let mut spoke = life.clone();
    spoke.now("2026-02-03T10:00:00Z", EventKind::Held, "reply", |item| {
        item.last_heard = Some(at("2026-02-03T10:00:00Z"));
    });
    assert_eq!(spoke.since("2026-02-05T10:00:00Z"), []);

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
