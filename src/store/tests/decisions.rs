//! Decisions recorded: what apply writes, what undo finds, what it refuses.

use super::*;
use crate::matching::Lookup as _;
use crate::model::{Notice, NoticeKind};
use crate::store::{ItemFilter, StoreError, tag};

#[test]
fn an_item_comes_back_as_it_was_written() {
    let (_folder, mut store) = store();
    let mut first = item(1, "client.example");
    first.holds = vec![
        hold(1, HoldReason::Promise, Some("2026-03-14")),
        hold(1, HoldReason::Question, None),
    ];
    let applied = store
        .write(|tx| tx.apply(&[write_item(&first, EventKind::Opened)], at(9)))
        .expect("apply");
    assert_eq!(applied.events.len(), 1);
    store
        .read(|tx| {
            assert_eq!(tx.load(ItemId(1))?, Some(first.clone()));
            assert_eq!(tx.items(&ItemFilter::open())?, vec![first.clone()]);
            assert_eq!(tx.item_count_open()?, 1);
            assert_eq!(tx.next_item_id()?, ItemId(2));
            assert_eq!(
                tx.due_items(at(9))?,
                vec![ItemId(1)],
                "a new item is planned at once"
            );
            let id = ItemId(1);
            assert_eq!(
                tx.by_message_id(&MessageId::new("<OPENING-1@agency.example>"))?,
                vec![id]
            );
            assert_eq!(tx.by_subject(&first.client, "logo files 1")?, vec![id]);
            assert_eq!(tx.by_invoice_number(&first.client, "inv1")?, vec![id]);
            assert_eq!(
                tx.by_invoice_number(&ClientKey("other.example".into()), "inv1")?,
                vec![]
            );
            assert_eq!(tx.open_of_client(&first.client)?, vec![first.clone()]);
            let row = tx.history(id)?.pop().expect("row");
            assert_eq!((row.before, row.after), (None, Some(first)));
            Ok(())
        })
        .expect("read");
}

#[test]
fn numbers_are_never_used_again_and_filters_narrow() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            let mut closed = item(2, "client.example");
            closed.closed = Some(crate::model::Closed {
                at: at(30),
                how: crate::model::ClosedHow::Done,
                confirmed: true,
                evidence: Evidence::default(),
            });
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            tx.apply(&[write_item(&closed, EventKind::Closed)], at(30))?;
            tx.apply(
                &[write_item(&item(7, "other.example"), EventKind::Opened)],
                at(31),
            )?;
            assert_eq!(tx.next_item_id()?, ItemId(8));
            let ids = |filter: ItemFilter| -> anyhow::Result<Vec<i64>> {
                Ok(tx.items(&filter)?.iter().map(|item| item.id.0).collect())
            };
            let all = ItemFilter::default;
            assert_eq!(ids(all())?, [1, 2, 7]);
            assert_eq!(ids(ItemFilter::open())?, [1, 7]);
            assert_eq!(
                ids(ItemFilter {
                    client: Some(ClientKey("other.example".into())),
                    ..all()
                })?,
                [7]
            );
            assert_eq!(
                ids(ItemFilter {
                    owner: Some(address("nobody@agency.example")),
                    ..all()
                })?,
                [0_i64; 0]
            );
            assert_eq!(
                ids(ItemFilter {
                    ids: vec![ItemId(2), ItemId(7)],
                    ..all()
                })?,
                [2, 7]
            );
            assert_eq!(
                ids(ItemFilter {
                    open_or_closed_since: Some(at(30)),
                    ..all()
                })?,
                [1, 2, 7]
            );
            assert_eq!(
                ids(ItemFilter {
                    open_or_closed_since: Some(at(31)),
                    ..all()
                })?,
                [1, 7]
            );
            assert_eq!(
                ids(ItemFilter {
                    limit: Some(1),
                    ..all()
                })?,
                [1]
            );
            Ok(())
        })
        .expect("write");
}

#[test]
fn changes_taken_back_are_marked_with_those_that_restored() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            let opened = item(1, "client.example");
            let mut renamed = opened.clone();
            renamed.subject = "Second".into();
            tx.apply(&[write_item(&opened, EventKind::Opened)], at(9))?;
            // One decision of two changes.
            tx.apply(
                &[
                    write_item(&opened, EventKind::Updated),
                    write_item(&renamed, EventKind::Held),
                ],
                at(10),
            )?;
            let rows = tx.history(ItemId(1))?;
            let [first, second, third] = rows.as_slice() else {
                panic!("{rows:?}");
            };
            assert_eq!(second.decision, third.decision);
            assert_ne!(first.decision, second.decision);
            assert_eq!(tx.decision(second.decision)?.len(), 2);
            tx.apply(&[write_item(&opened, EventKind::Updated)], at(11))?;
            tx.mark_undone(ItemId(1), second.id)?;
            tx.apply(&[write_item(&renamed, EventKind::Updated)], at(12))?;
            let undone: Vec<bool> = tx
                .history(ItemId(1))?
                .iter()
                .map(|row| row.undone)
                .collect();
            assert_eq!(undone, [false, true, true, true, false]);
            Ok(())
        })
        .expect("write");
}

#[test]
fn history_cannot_be_changed_or_deleted() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )
        })
        .expect("apply");
    for sql in [
        "UPDATE history SET at = 0",
        "DELETE FROM history",
        "UPDATE history_item SET item = 2",
        "DELETE FROM history_item",
    ] {
        let fault = store
            .write(|tx| Ok(tx.sql.execute(sql, [])?))
            .expect_err(sql);
        assert!(fault.to_string().contains("append-only"), "{sql}: {fault}");
    }
}

#[test]
fn notices_and_summaries_are_queued_and_summaries_once() {
    let (_folder, mut store) = store();
    let notice = Notice::to_owner(
        NoticeKind::Receipt,
        &item(1, "client.example"),
        &Evidence::new("opened", None, "x"),
    );
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            let applied = tx.apply(
                &[Prepared {
                    effect: Effect::Notice {
                        notice: notice.clone(),
                    },
                    outgoing: Some(outgoing("n@agency.example", OutgoingClass::Notice, &[1])),
                }],
                at(9),
            )?;
            assert_eq!(applied.events[0].1.item, Some(ItemId(1)));
            assert_eq!(
                tx.by_message_id(&MessageId::new("n@agency.example"))?,
                vec![ItemId(1)]
            );
            // What leads to an item but is not in its thread outlives a change of the item.
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Updated)],
                at(10),
            )?;
            assert_eq!(
                tx.by_message_id(&MessageId::new("n@agency.example"))?,
                vec![ItemId(1)]
            );
            assert_eq!(
                tx.by_message_id(&MessageId::new("ref.N@agency.example"))?,
                vec![ItemId(1)]
            );
            let summary = |id: &str| Prepared {
                effect: Effect::Summary {
                    since: at(1),
                    due: at(9),
                },
                outgoing: Some(outgoing(id, OutgoingClass::Summary, &[])),
            };
            tx.apply(&[summary("s@agency.example")], at(9))?;
            assert_eq!(tx.last_summary()?, Some(at(9)));
            let fault = tx
                .apply(&[summary("t@agency.example")], at(9))
                .expect_err("twice");
            assert_eq!(
                fault.downcast_ref(),
                Some(&StoreError::RepeatedSummary(at(9)))
            );
            Ok(())
        })
        .expect("write");
    let bare = store.write(|tx| {
        tx.apply(
            &[Effect::Notice {
                notice: notice.clone(),
            }
            .into()],
            at(9),
        )
    });
    assert!(bare.is_err(), "a notice without bytes is loud");
}

#[test]
fn wider_holds_stack_replace_expire_and_end() {
    let (_folder, mut store) = store();
    let bob = address("bob@client.example");
    let client = ClientKey("client.example".into());
    let wider = |scope: HoldScope, reason, until: Option<&str>| Hold {
        scope,
        ..hold(1, reason, until)
    };
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            tx.apply(
                &[write_item(&item(2, "other.example"), EventKind::Opened)],
                at(9),
            )?;
            for hold in [
                wider(
                    HoldScope::Contact(bob.clone()),
                    HoldReason::Absence,
                    Some("2026-03-10"),
                ),
                wider(
                    HoldScope::Contact(bob.clone()),
                    HoldReason::Absence,
                    Some("2026-03-20"),
                ),
                wider(HoldScope::Client(client.clone()), HoldReason::Pause, None),
                wider(HoldScope::Team, HoldReason::Pause, None),
            ] {
                tx.apply(
                    &[Effect::Hold {
                        hold,
                        entry: entry(EventKind::Held),
                    }
                    .into()],
                    at(9),
                )?;
            }
            assert_eq!(
                tx.outer_holds(&client, std::slice::from_ref(&bob))?.len(),
                3,
                "the absence was replaced"
            );
            assert_eq!(
                tx.outer_holds(&ClientKey("other.example".into()), &[])?
                    .len(),
                1
            );
            assert_eq!(
                tx.items_under(&HoldScope::Contact(bob.clone()))?,
                vec![ItemId(1)]
            );
            assert_eq!(
                tx.items_under(&HoldScope::Client(client.clone()))?,
                vec![ItemId(1)]
            );
            assert_eq!(
                tx.items_under(&HoldScope::Team)?,
                vec![ItemId(1), ItemId(2)]
            );
            assert!(tx.expired_outer_holds("2026-03-19".parse()?)?.is_empty());
            assert_eq!(tx.expired_outer_holds("2026-03-20".parse()?)?.len(), 1);
            let release = Effect::Release {
                scope: HoldScope::Team,
                reason: None,
                entry: entry(EventKind::Resumed),
            };
            tx.apply(&[release.into()], at(10))?;
            assert_eq!(
                tx.remove_holds(
                    &HoldScope::Client(client.clone()),
                    Some(HoldReason::Absence)
                )?,
                vec![]
            );
            assert_eq!(tx.all_outer_holds()?.len(), 2);
            assert!(
                tx.add_hold(&hold(1, HoldReason::Pause, None)).is_err(),
                "an item's own hold is not wider"
            );
            Ok(())
        })
        .expect("write");
}

#[test]
fn tags_lead_to_their_item_only() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            assert_eq!(tx.tag(ItemId(1))?, None, "no secret yet");
            tx.remember(tag::SECRET, "secret")?;
            let made = tx.tag(ItemId(1))?.expect("tag");
            assert_eq!(tx.by_tag(&made.to_uppercase())?, Some(ItemId(1)));
            for bad in [
                "i1",
                "i1.",
                "i1.zzzzzz",
                "i9.zzzzzz",
                "x",
                "",
                "i99999999999999999999.a",
            ] {
                assert_eq!(tx.by_tag(bad)?, None, "{bad}");
            }
            assert_eq!(
                tx.by_tag(&tag::make("secret", ItemId(5)))?,
                None,
                "no such item"
            );
            Ok(())
        })
        .expect("write");
}

#[test]
fn only_what_waits_for_a_word_is_listed_for_the_day() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            for (id, reason) in [(1, HoldReason::Promise), (2, HoldReason::Review)] {
                let mut held = item(id, "client.example");
                held.holds = vec![hold(id, reason, None)];
                tx.apply(&[write_item(&held, EventKind::Opened)], at(9))?;
            }
            let waiting = tx.waiting(1)?;
            let listed: Vec<(u32, Vec<ItemId>)> = waiting
                .iter()
                .map(|(count, items)| (*count, items.iter().map(|i| i.id).collect()))
                .collect();
            assert_eq!(listed, [(1, vec![ItemId(2)])]);
            anyhow::Ok(())
        })
        .expect("written");
}
