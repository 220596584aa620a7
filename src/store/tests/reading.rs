//! Cursors, recorded mail, small state.

use super::*;
use crate::model::{Authentication, Mail};
use crate::store::{Cursor, MailStatus, NewMail, Position};

fn position(uid: u32) -> Position {
    Position {
        mailbox: "track".into(),
        folder: "INBOX".into(),
        uidvalidity: 7,
        uid,
    }
}

#[test]
fn seen_above_the_low_water_mark_is_remembered() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            assert_eq!(tx.low_water("track", "INBOX")?, None);
            for uid in [3, 5, 9] {
                tx.mark_seen(&position(uid))?;
                tx.mark_seen(&position(uid))?;
            }
            assert!(!tx.is_seen(&position(4))?);
            assert!(tx.is_seen(&position(5))?);
            tx.set_low_water("track", "INBOX", 7, 5)?;
            assert_eq!(
                tx.low_water("track", "INBOX")?,
                Some(Cursor {
                    uidvalidity: 7,
                    uid: 5
                })
            );
            assert_eq!(tx.seen_above("track", "INBOX", 7)?, vec![9]);
            for (uid, seen) in [(1, true), (5, true), (6, false), (9, true), (10, false)] {
                assert_eq!(tx.is_seen(&position(uid))?, seen, "{uid}");
            }
            assert!(!tx.is_seen(&Position {
                folder: "Junk".into(),
                ..position(1)
            })?);
            tx.set_low_water("track", "INBOX", 7, 2)?;
            assert_eq!(
                tx.low_water("track", "INBOX")?.map(|c| c.uid),
                Some(5),
                "never back"
            );
            // Another UIDVALIDITY: old numbers mean nothing any more.
            assert!(!tx.is_seen(&Position {
                uidvalidity: 8,
                ..position(1)
            })?);
            tx.set_low_water("track", "INBOX", 8, 1)?;
            assert_eq!(
                tx.low_water("track", "INBOX")?,
                Some(Cursor {
                    uidvalidity: 8,
                    uid: 1
                })
            );
            assert!(!tx.is_seen(&position(9))?);
            Ok(())
        })
        .expect("write");
}

#[test]
fn mail_comes_back_cut_to_its_limits() {
    let (_folder, mut store) = store();
    let mail = Mail {
        message_id: Some(MessageId::new("<A@Client.example>")),
        hash: "h".into(),
        from: Some(Person {
            name: "鲍勃".into(),
            address: address("bob@client.example"),
        }),
        text: "文".repeat(100_000),
        headers: "x".repeat(70_000),
        ..Mail::default()
    };
    store
        .write(|tx| {
            let new = NewMail::read(&mail, Some(&position(1)), at(9), &Authentication::default());
            assert!(!tx.has_mail(&mail.id(), "h")?);
            tx.record_mail(&new)?;
            assert!(tx.has_mail(&MessageId::new("a@client.EXAMPLE"), "h")?);
            assert!(!tx.has_mail(&mail.id(), "other bytes")?);
            let stored = tx.mail(&mail.id())?.expect("mail").mail;
            assert_eq!(stored.from, mail.from);
            assert_eq!(stored.position, Some(position(1)));
            assert_eq!(stored.text.len(), 204_798, "cut between characters");
            assert_eq!(stored.headers.len(), 65_536);
            assert_eq!(stored.raw, None);
            assert!(tx.keep_raw(&mail.id(), b"raw")?);
            assert!(!tx.keep_raw(&MessageId::new("unknown"), b"raw")?);
            assert_eq!(
                tx.mail(&mail.id())?.expect("mail").mail.raw.as_deref(),
                Some(&b"raw"[..])
            );
            assert!(tx.unreadable(9)?.is_empty());
            tx.record_mail(&NewMail::failed(
                MailStatus::Quarantined,
                "panicked twice",
                "q",
                b"raw",
                None,
                at(9),
            ))?;
            let failed = tx.unreadable(9)?;
            assert_eq!(
                (failed.len(), failed[0].mail.why.as_str()),
                (1, "panicked twice")
            );
            Ok(())
        })
        .expect("write");
}

#[test]
fn plans_of_items_wake_in_order() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            for id in 1..=3 {
                tx.apply(
                    &[write_item(&item(id, "client.example"), EventKind::Opened)],
                    at(9),
                )?;
            }
            tx.set_next(ItemId(1), Some((Step::Friendly, at(30))), Some(at(30)))?;
            tx.set_next(ItemId(2), None, Some(at(20)))?;
            tx.set_next(ItemId(3), None, None)?;
            assert_eq!(tx.next_wake()?, Some(at(20)));
            assert_eq!(tx.due_items(at(19))?, vec![]);
            assert_eq!(tx.due_items(at(30))?, vec![ItemId(2), ItemId(1)]);
            assert_eq!(tx.next_of(ItemId(1))?, Some((Step::Friendly, at(30))));
            assert_eq!(tx.next_of(ItemId(2))?, None);
            tx.wake(ItemId(3), at(11))?;
            tx.wake(ItemId(1), at(40))?;
            assert_eq!(tx.due_items(at(40))?, vec![ItemId(3), ItemId(2), ItemId(1)]);
            // A change of the item keeps its plan until it is planned anew.
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Updated)],
                at(12),
            )?;
            assert_eq!(tx.next_of(ItemId(1))?, Some((Step::Friendly, at(30))));
            assert!(tx.set_next(ItemId(9), None, None).is_err());
            Ok(())
        })
        .expect("write");
}

#[test]
fn small_state_is_replaced() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            assert_eq!(tx.recall("day")?, None);
            tx.remember("day", "1")?;
            tx.remember("day", "2")?;
            assert_eq!(tx.recall("day")?.as_deref(), Some("2"));
            tx.forget_key("day")?;
            assert_eq!(tx.recall("day")?, None);
            Ok(())
        })
        .expect("write");
}

#[test]
fn several_decisions_of_one_transaction_see_each_other() {
    use crate::matching::Lookup as _;
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            let mut opened = item(tx.next_item_id()?.0, "client.example");
            tx.apply(&[write_item(&opened, EventKind::Opened)], at(9))?;
            let answer = MessageId::new("answer@client.example");
            assert_eq!(tx.by_message_id(&opened.opened_by)?, vec![opened.id]);
            opened.thread.push(answer.clone());
            opened.holds.push(hold(1, HoldReason::Promise, None));
            tx.apply(&[write_item(&opened, EventKind::Held)], at(10))?;
            assert_eq!(tx.by_message_id(&answer)?, vec![opened.id]);
            assert_eq!(tx.item(opened.id)?.map(|item| item.holds.len()), Some(1));
            assert_eq!(tx.next_item_id()?, ItemId(2));
            assert_eq!(tx.history_since(at(10))?.len(), 1);
            assert_eq!(tx.history_since(at(9))?.len(), 2);
            Ok(())
        })
        .expect("write");
}

#[test]
fn what_belongs_to_no_item_is_not_kept_whole_for_ever() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            let keep = |name: &str, hour: u32| {
                let id = MessageId::new(&format!("{name}@client.example"));
                let mail = Mail {
                    message_id: Some(id.clone()),
                    text: "the words".into(),
                    ..Mail::default()
                };
                let mut new = NewMail::read(&mail, None, at(hour), &Authentication::default());
                new.raw = Some(vec![b'x'; 400]);
                tx.record_mail(&new).map(|_| id)
            };
            let old = keep("old", 8)?;
            let (first, second, third) = (keep("1", 10)?, keep("2", 11)?, keep("3", 12)?);
            let mut opened = item(1, "client.example");
            let of_item = keep("item", 7)?;
            opened.thread = vec![of_item.clone()];
            tx.apply(&[write_item(&opened, EventKind::Opened)], at(12))?;
            // The one of the hour before nine is too old, the oldest of the others one too many.
            assert_eq!(tx.let_go(at(9), 1000)?, 2);
            let whole = |id: &MessageId| -> anyhow::Result<(bool, bool)> {
                let mail = tx.mail(id)?.expect("mail").mail;
                Ok((mail.raw.is_some(), mail.text == "the words"))
            };
            for (id, kept) in [
                (&old, false),
                (&first, false),
                (&second, true),
                (&third, true),
                (&of_item, true),
            ] {
                assert_eq!(whole(id)?, (kept, true), "{id:?}");
            }
            Ok(())
        })
        .expect("write");
}
