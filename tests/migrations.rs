//! A database written by an older version is upgraded and keeps all it knew.
//!
//! `tests/fixtures/database-NNNN.db` is a database as version NNNN left it. When a migration lands,
//! write the next one *before* it: `cargo test --test migrations -- --ignored`, and commit it.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use nudged::matching::Lookup as _;
use nudged::model::{
    Actor, Address, ClientKey, DueSource, Effect, EventKind, Evidence, FollowUp, FollowUpLine,
    HistoryEntry, Hold, HoldReason, HoldScope, Invoice, Item, ItemContact, ItemId, Kind,
    LadderState, Language, MessageId, Mode, Outgoing, OutgoingClass, OutgoingState, Person, Step,
};
use nudged::store::{Cursor, ItemFilter, MailStatus, NewMail, Position, Prepared, Store};

fn at() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().expect("time")
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("address")
}

fn entry(event: EventKind) -> HistoryEntry {
    HistoryEntry::new(
        event,
        Actor::Daemon,
        &Evidence::new("a-rule", None, "the very words"),
    )
}

fn item() -> Item {
    let message = MessageId::new("opening@agency.example");
    Item {
        id: ItemId(1),
        kind: Kind::Invoice,
        owner: address("anna@agency.example"),
        client: ClientKey("client.example".into()),
        contacts: vec![ItemContact {
            person: Person::nameless(address("bob@client.example")),
            primary: true,
            dead: None,
        }],
        subject: "Logo files".into(),
        language: Language::En,
        asks: Vec::new(),
        invoice: Some(Invoice {
            numbers: vec!["INV-1".into()],
            ..Invoice::default()
        }),
        opened_at: at(),
        opened_by: message.clone(),
        thread: vec![message],
        due: "2026-03-09".parse().expect("day"),
        due_source: DueSource::Default,
        holds: vec![Hold {
            scope: HoldScope::Item(ItemId(1)),
            reason: HoldReason::Promise,
            until: Some("2026-03-10".parse().expect("day")),
            evidence: Evidence::new("promise", None, "on Monday"),
        }],
        closed: None,
        ladder: LadderState::default(),
        mode: None,
        last_contact: at(),
        promises: Vec::new(),
        last_heard: None,
    }
}

fn line() -> FollowUpLine {
    FollowUpLine {
        item: ItemId(1),
        instalment: 0,
        round: 0,
        step: Step::Friendly,
    }
}

/// A little of everything.
fn fill(store: &mut Store) -> anyhow::Result<()> {
    let follow_up = FollowUp {
        owner: address("anna@agency.example"),
        to: vec![Person::nameless(address("bob@client.example"))],
        cc: Vec::new(),
        lines: vec![line()],
        mode: Mode::Auto,
        at: at(),
        send_before: at() + chrono::TimeDelta::hours(8),
    };
    let outgoing = Outgoing {
        class: OutgoingClass::FollowUp,
        message_id: MessageId::new("follow-up@agency.example"),
        sender: address("track@agency.example"),
        recipients: vec![address("bob@client.example")],
        bytes: b"Subject: Logo files\r\n\r\nHello\r\n".to_vec(),
        items: vec![ItemId(1)],
        not_before: at(),
        send_before: Some(follow_up.send_before),
    };
    store.write(|tx| {
        tx.apply(
            &[Effect::Item {
                item: item(),
                entry: entry(EventKind::Opened).about(&item()),
            }
            .into()],
            at(),
        )?;
        let queued = Prepared {
            effect: Effect::FollowUp {
                follow_up,
                entry: entry(EventKind::FollowUp),
            },
            outgoing: Some(outgoing),
        };
        tx.apply(&[queued], at())?;
        tx.add_hold(&Hold {
            scope: HoldScope::Team,
            reason: HoldReason::Pause,
            until: None,
            evidence: Evidence::default(),
        })?;
        let position = Position {
            mailbox: "track".into(),
            folder: "INBOX".into(),
            uidvalidity: 7,
            uid: 12,
        };
        tx.record_mail(&NewMail::failed(
            MailStatus::Unreadable,
            "no header",
            "hash",
            b"raw",
            Some(&position),
            at(),
        ))?;
        tx.mark_seen(&position)?;
        tx.set_low_water("track", "INBOX", 7, 9)?;
        tx.remember("key", "value")?;
        Ok(())
    })
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

#[test]
fn stored_old_databases_are_upgraded_and_keep_all_they_knew() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut found = 0;
    for file in std::fs::read_dir(fixtures())? {
        let stored = file?.path();
        if stored.extension().is_none_or(|e| e != "db") {
            continue;
        }
        found += 1;
        let path = folder.path().join(stored.file_name().expect("name"));
        std::fs::copy(&stored, &path)?;
        let mut store = Store::open(&path)?;
        assert_eq!(
            store.quick_check()?,
            Vec::<String>::new(),
            "{}",
            stored.display()
        );
        store.write(|tx| {
            assert_eq!(tx.items(&ItemFilter::open())?, vec![item()]);
            assert_eq!(
                tx.by_message_id(&MessageId::new("opening@agency.example"))?,
                vec![ItemId(1)]
            );
            assert_eq!(
                tx.by_message_id(&MessageId::new("follow-up@agency.example"))?,
                vec![ItemId(1)]
            );
            assert_eq!(
                tx.by_subject(&item().client, "logo files")?,
                vec![ItemId(1)]
            );
            assert_eq!(
                tx.by_invoice_number(&item().client, "inv-1")?,
                vec![ItemId(1)]
            );
            assert_eq!(tx.history(ItemId(1))?.len(), 2);
            assert!(tx.follow_up_exists(&line())?);
            let row = tx
                .outgoing_by_message_id(&MessageId::new("follow-up@agency.example"))?
                .expect("row");
            assert_eq!(row.state, OutgoingState::Queued);
            assert!(row.mail.bytes.ends_with(b"Hello\r\n"));
            assert_eq!(tx.all_outer_holds()?.len(), 1);
            assert_eq!(
                tx.low_water("track", "INBOX")?,
                Some(Cursor {
                    uidvalidity: 7,
                    uid: 9
                })
            );
            assert_eq!(tx.seen_above("track", "INBOX", 7)?, vec![12]);
            assert_eq!(tx.unreadable(9)?.len(), 1);
            assert_eq!(tx.recall("key")?.as_deref(), Some("value"));
            assert_eq!(tx.due_items(at())?, vec![ItemId(1)]);
            assert_eq!(tx.next_item_id()?, ItemId(2));
            Ok(())
        })?;
        // Opened again, there is nothing left to do.
        drop(store);
        Store::open(&path)?;
        Store::open_read_only(&path)?;
    }
    assert!(found > 0, "no stored database");
    Ok(())
}

#[test]
#[ignore = "writes the fixture of the newest version; run once when a migration is about to land"]
fn write_the_fixture_of_this_version() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("new.db");
    let mut store = Store::open(&path)?;
    fill(&mut store)?;
    drop(store);
    let connection = rusqlite::Connection::open(&path)?;
    let version: i64 =
        connection.query_row("SELECT user_version FROM pragma_user_version", [], |row| {
            row.get(0)
        })?;
    // Small pages keep the stored file small; the daemon reads any size.
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM;")?;
    drop(connection);
    let to = fixtures().join(format!("database-{version:04}.db"));
    anyhow::ensure!(
        !to.exists(),
        "{} is landed and stays as it is",
        to.display()
    );
    std::fs::copy(&path, &to)?;
    Ok(())
}
