//! Every hot look-up reads an index: SQLite is asked how it would go about each statement that the
//! methods really prepare.

use super::*;
use crate::matching::Lookup as _;
use crate::model::{FollowUpId, OutgoingId};
use crate::store::open::PREPARED_NOW;
use crate::store::{Claim, FollowUpStatus, Position, Tx};

type LookUp = fn(&Tx<'_>) -> anyhow::Result<()>;

/// Everything that runs per mail, per item or per tick.
const LOOK_UPS: &[(&str, LookUp)] = &[
    ("by_message_id", |tx| {
        tx.by_message_id(&MessageId::new("x")).map(drop)
    }),
    ("by_subject", |tx| tx.by_subject(&client(), "x").map(drop)),
    ("by_invoice_number", |tx| {
        tx.by_invoice_number(&client(), "x").map(drop)
    }),
    ("open_of_client", |tx| {
        tx.open_of_client(&client()).map(drop)
    }),
    ("by_tag", |tx| tx.by_tag("i1.x").map(drop)),
    ("item", |tx| tx.item(ItemId(1)).map(drop)),
    ("items", |tx| {
        tx.items(&crate::store::ItemFilter {
            client: Some(client()),
            open_only: true,
            ..Default::default()
        })
        .map(drop)
    }),
    ("next_item_id", |tx| tx.next_item_id().map(drop)),
    ("due_items", |tx| tx.due_items(at(9)).map(drop)),
    ("next_wake", |tx| tx.next_wake().map(drop)),
    ("next_of", |tx| tx.next_of(ItemId(1)).map(drop)),
    ("wake", |tx| tx.wake(ItemId(1), at(9))),
    ("items_under contact", |tx| {
        tx.items_under(&HoldScope::Contact(bob())).map(drop)
    }),
    ("follow_ups_to", |tx| tx.follow_ups_to(&bob()).map(drop)),
    ("awaiting", |tx| tx.awaiting(&bob(), at(9)).map(drop)),
    ("items_under client", |tx| {
        tx.items_under(&HoldScope::Client(client())).map(drop)
    }),
    ("items_under item", |tx| {
        tx.items_under(&HoldScope::Item(ItemId(1))).map(drop)
    }),
    ("outer_holds", |tx| {
        tx.outer_holds(&client(), &[bob()]).map(drop)
    }),
    ("expired_outer_holds", |tx| {
        tx.expired_outer_holds("2026-01-01".parse()?).map(drop)
    }),
    ("is_seen", |tx| tx.is_seen(&position()).map(drop)),
    ("mark_seen", |tx| tx.mark_seen(&position())),
    ("set_low_water", |tx| tx.set_low_water("a", "b", 1, 1)),
    ("has_mail", |tx| {
        tx.has_mail(&MessageId::new("x"), "x").map(drop)
    }),
    ("mail", |tx| tx.mail(&MessageId::new("x")).map(drop)),
    ("unreadable", |tx| tx.unreadable(5).map(drop)),
    ("keep_raw", |tx| {
        tx.keep_raw(&MessageId::new("x"), b"").map(drop)
    }),
    ("let_go", |tx| tx.let_go(at(9), 1).map(drop)),
    ("poison", |tx| tx.poison("x").map(drop)),
    ("history", |tx| tx.history(ItemId(1)).map(drop)),
    ("history_since", |tx| tx.history_since(at(9)).map(drop)),
    ("decision", |tx| tx.decision(1).map(drop)),
    ("mark_undone", |tx| tx.mark_undone(ItemId(1), 1)),
    ("follow_up_exists", |tx| {
        tx.follow_up_exists(&line(1, Step::Firm)).map(drop)
    }),
    ("last_follow_up_to", |tx| {
        tx.last_follow_up_to(&bob()).map(drop)
    }),
    ("proposed", |tx| tx.proposed(ItemId(1)).map(drop)),
    ("settle_proposal", |tx| {
        tx.settle_proposal(FollowUpId(1), FollowUpStatus::Skipped)
            .map(drop)
    }),
    ("claim", |tx| tx.claim(OutgoingId(1), at(9)).map(drop)),
    ("body_started", |tx| {
        tx.body_started(&CLAIM, at(9)).map(drop)
    }),
    ("complete_sent", |tx| {
        tx.complete_sent(&CLAIM, &[], at(9)).map(drop)
    }),
    ("requeue", |tx| {
        tx.requeue(&CLAIM, "", at(9), at(9)).map(drop)
    }),
    ("withdraw", |tx| {
        tx.withdraw(OutgoingId(1), "", at(9)).map(drop)
    }),
    ("recover", |tx| tx.recover(at(9)).map(drop)),
    ("due_outgoing", |tx| tx.due_outgoing(at(9), 5).map(drop)),
    ("expired_outgoing", |tx| {
        tx.expired_outgoing(at(9)).map(drop)
    }),
    ("next_outgoing", |tx| tx.next_outgoing().map(drop)),
    ("outgoing_by_message_id", |tx| {
        tx.outgoing_by_message_id(&MessageId::new("x")).map(drop)
    }),
    ("outgoing_of", |tx| tx.outgoing_of(FollowUpId(1)).map(drop)),
    ("unsure", |tx| tx.unsure().map(drop)),
    ("queued_about", |tx| tx.queued_about(&[ItemId(1)]).map(drop)),
    ("begun_to", |tx| tx.begun_to(&bob(), at(9)).map(drop)),
    ("begun_to_client", |tx| {
        tx.begun_to_client(&client(), at(9)).map(drop)
    }),
    ("begun_in_all", |tx| tx.begun_in_all(at(9)).map(drop)),
    ("apply", |tx| {
        tx.apply(
            &[write_item(&item(1, "client.example"), EventKind::Opened)],
            at(9),
        )?;
        tx.apply(
            &[write_item(&item(1, "client.example"), EventKind::Updated)],
            at(9),
        )?;
        tx.apply(
            &[queued("a@agency.example", vec![line(1, Step::Firm)])],
            at(9),
        )?;
        tx.apply(
            &[Effect::Withdraw {
                items: vec![ItemId(1)],
                evidence: Evidence::default(),
            }
            .into()],
            at(9),
        )?;
        Ok(())
    }),
];

const CLAIM: Claim = Claim {
    id: OutgoingId(1),
    attempt: 1,
};

fn client() -> ClientKey {
    ClientKey("client.example".into())
}

fn bob() -> Address {
    address("bob@client.example")
}

fn position() -> Position {
    Position {
        mailbox: "a".into(),
        folder: "b".into(),
        uidvalidity: 1,
        uid: 1,
    }
}

#[test]
fn every_look_up_uses_an_index() {
    let (_folder, mut store) = store();
    let mut faults = Vec::new();
    for (name, run) in LOOK_UPS {
        PREPARED_NOW.with_borrow_mut(Vec::clear);
        store.write(run).expect(name);
        let statements = PREPARED_NOW.with_borrow(Clone::clone);
        assert!(!statements.is_empty(), "{name} prepared nothing");
        for sql in statements {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let mut plan = store.connection.prepare(&explain).expect(&explain);
            // Unbound parameters are NULL, which changes no plan.
            let lines: Vec<String> = plan
                .raw_query()
                .mapped(|row| row.get("detail"))
                .collect::<Result<_, _>>()
                .expect("plan");
            for line in lines {
                let scan = line.strip_prefix("SCAN ").is_some_and(|rest| {
                    !rest.contains("USING")
                        && !rest.starts_with("json_each")
                        && !rest.starts_with("CONSTANT")
                        && !rest.starts_with("sqlite_sequence")
                        && !rest.starts_with('(')
                });
                if scan {
                    faults.push(format!("{name}: {line}\n    {sql}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
