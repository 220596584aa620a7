//! The file: transactions, faults at opening, backup, erasing.

use super::*;
use crate::store::{ItemFilter, MailStatus, NewMail, OpenFault};

#[test]
fn an_error_and_a_panic_roll_back_all_of_it() {
    let (_folder, mut store) = store();
    let fault = store.write(|tx| -> anyhow::Result<()> {
        tx.apply(
            &[write_item(&item(1, "client.example"), EventKind::Opened)],
            at(9),
        )?;
        anyhow::bail!("no")
    });
    assert!(fault.is_err());
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|tx| -> anyhow::Result<()> {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            panic!("a mail that breaks its reader")
        })
    }));
    assert!(panic.is_err());
    assert_eq!(store.read(|tx| tx.item_count_open()).expect("read"), 0);
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )
        })
        .expect("usable");
    assert_eq!(store.read(|tx| tx.poison("x")).expect("rolled back"), 1);
    assert_eq!(store.write(|tx| tx.poison("x")).expect("poison"), 1);
    assert_eq!(store.write(|tx| tx.poison("x")).expect("poison"), 2);
}

#[test]
fn what_is_no_database_of_ours_is_named_and_left_alone() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("x.db");
    assert!(matches!(
        Store::open_read_only(&path),
        Err(OpenFault::Missing(_))
    ));
    std::fs::write(
        &path,
        b"this is no database, but it is long enough to be taken for the header of one: "
            .repeat(20),
    )
    .expect("write");
    assert!(matches!(
        Store::open(&path),
        Err(OpenFault::NotADatabase(_))
    ));
    assert!(
        std::fs::read(&path)
            .expect("read")
            .starts_with(b"this is no")
    );
    std::fs::remove_file(&path).expect("remove");
    rusqlite::Connection::open(&path)
        .expect("open")
        .execute_batch("CREATE TABLE theirs (x)")
        .expect("table");
    assert!(matches!(Store::open(&path), Err(OpenFault::Foreign(_))));
    std::fs::remove_file(&path).expect("remove");
    drop(Store::open(&path).expect("ours"));
    rusqlite::Connection::open(&path)
        .expect("open")
        .execute_batch("PRAGMA user_version = 999")
        .expect("version");
    assert!(matches!(
        Store::open(&path),
        Err(OpenFault::Newer { found: 999, .. })
    ));
    assert!(matches!(
        Store::open_read_only(&path),
        Err(OpenFault::Newer { found: 999, .. })
    ));
    assert!(matches!(
        Store::open(&folder.path().join("no/such/x.db")),
        Err(OpenFault::Cannot { .. })
    ));
}

#[test]
fn the_settings_that_keep_mail_safe_are_on() {
    let (folder, store) = store();
    let setting = |name: &str| -> String {
        store
            .connection
            .query_row(
                &format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}"),
                [],
                |row| row.get(0),
            )
            .expect("pragma")
    };
    assert_eq!(setting("journal_mode"), "wal");
    assert_eq!(setting("synchronous"), "2");
    assert_eq!(setting("foreign_keys"), "1");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.path().join("nudged.db"))
            .expect("file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_damaged_page_is_found() {
    let (folder, mut store) = store();
    store
        .write(|tx| {
            for id in 1..60 {
                tx.apply(
                    &[write_item(&item(id, "client.example"), EventKind::Opened)],
                    at(9),
                )?;
            }
            Ok(())
        })
        .expect("write");
    assert_eq!(store.quick_check().expect("check"), Vec::<String>::new());
    let path = folder.path().join("nudged.db");
    drop(store);
    let mut bytes = std::fs::read(&path).expect("read");
    let end = bytes.len();
    for byte in &mut bytes[4096 * 4..end] {
        *byte ^= 0x55;
    }
    std::fs::write(&path, bytes).expect("write");
    // Either the opening or the check must say so; never silence.
    match Store::open(&path) {
        Err(OpenFault::Corrupt { .. }) => {}
        Err(other) => panic!("{other}"),
        Ok(store) => {
            assert!(store.quick_check().is_err() || !store.quick_check().expect("check").is_empty())
        }
    }
}

#[test]
fn a_backup_is_whole_and_never_over_something() {
    let (folder, mut store) = store();
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )
        })
        .expect("write");
    let to = folder.path().join("copy.db");
    store.backup(&to).expect("backup");
    assert!(store.backup(&to).is_err());
    let copy = Store::open_read_only(&to).expect("copy");
    assert_eq!(
        copy.read(|tx| tx.items(&ItemFilter::default()))
            .expect("items")
            .len(),
        1
    );
    assert!(!folder.path().join("copy.db.partial").exists());
}

#[test]
fn a_second_writer_sees_the_first_and_readers_do_not_wait() {
    let (folder, mut store) = store();
    let reader = Store::open_read_only(&folder.path().join("nudged.db")).expect("reader");
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            assert_eq!(reader.read(|tx| tx.item_count_open())?, 0, "not committed");
            Ok(())
        })
        .expect("write");
    assert_eq!(reader.read(|tx| tx.item_count_open()).expect("read"), 1);
}

#[test]
fn a_forgotten_client_leaves_nothing() {
    let (folder, mut store) = store();
    let client = ClientKey("client.example".into());
    store
        .write(|tx| {
            for (id, client) in [(1, "client.example"), (2, "other.example")] {
                tx.apply(&[write_item(&item(id, client), EventKind::Opened)], at(9))?;
                let mut mail = NewMail::failed(
                    MailStatus::Read,
                    "",
                    &format!("hash{id}"),
                    b"raw",
                    None,
                    at(9),
                );
                mail.from = Some(Person::nameless(address(&format!("bob@{client}"))));
                tx.record_mail(&mail)?;
                // It fitted no item: its words stand in the history alone.
                let words = format!("the aardvark of {id}");
                let entry = HistoryEntry {
                    message_id: Some(mail.message_id.clone()),
                    ..HistoryEntry::new(
                        EventKind::Unmatched,
                        Actor::Daemon,
                        &Evidence::new("fits-nothing", Some(&mail.message_id), &words),
                    )
                };
                tx.apply(&[Effect::Record { entry }.into()], at(9))?;
            }
            tx.remember("untold", "2 ines@agency.example bob@client.example\n1 ines@agency.example bob@other.example\n")?;
            tx.apply(
                &[queued("a@agency.example", vec![line(1, Step::Friendly)])],
                at(10),
            )?;
            tx.add_hold(&Hold {
                scope: HoldScope::Client(client.clone()),
                ..hold(1, HoldReason::Pause, None)
            })?;
            let forgotten = tx.forget_client(&client)?;
            assert_eq!((forgotten.items, forgotten.mails), (vec![ItemId(1)], 1));
            Ok(())
        })
        .expect("forget");
    assert_eq!(store.quick_check().expect("check"), Vec::<String>::new());
    store
        .write(|tx| {
            assert_eq!(tx.items(&ItemFilter::default())?.len(), 1);
            assert_eq!(tx.next_item_id()?, ItemId(3));
            assert!(
                tx.sql.execute("DELETE FROM history", []).is_err(),
                "history is kept again"
            );
            Ok(())
        })
        .expect("write");
    drop(store);
    let bytes = std::fs::read(folder.path().join("nudged.db")).expect("file");
    let traces = |name: &[u8]| bytes.windows(name.len()).filter(|w| *w == name).count();
    assert_eq!(traces(b"client.example"), 0, "traces in freed pages");
    assert_eq!(traces(b"the aardvark of 1"), 0, "its words are there");
    assert!(traces(b"the aardvark of 2") > 0 && traces(b"bob@other.example") > 0);
}
