//! The IMAP client against a real Dovecot, started by each test on free ports of 127.0.0.1 in a
//! directory of its own. Skipped, with a word, where Dovecot or openssl is not installed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "helpers of tests; clippy's own exception covers only functions marked as tests"
)]

#[path = "imap_dovecot/rig.rs"]
mod rig;

use nudged::mailbox::imap::Session;
use nudged::mailbox::{
    Account, Cursor, Fetched, MailboxFault, Secret, Special, TlsMode, WHOLE_MAIL, Woken,
};
use rig::{Rig, certificates};
use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

fn mail(number: u32) -> Vec<u8> {
    format!(
        "From: Bob <bob@client.example>\r\nTo: track@agency.example\r\nSubject: =?utf-8?b?5Zue5aSN?= {number}\r\n\
         Message-ID: <m{number}@client.example>\r\n\r\n已收到 {number}\r\n"
    )
    .into_bytes()
}

async fn read(
    session: &mut Session,
    folder: usize,
    cursor: Option<Cursor>,
) -> (Vec<Fetched>, Cursor, bool) {
    let folder = session.folders()[folder].clone();
    let mut mails = vec![];
    let outcome = session
        .fetch_new(&folder, cursor, |mail| {
            mails.push(mail);
            Ok(())
        })
        .await
        .unwrap();
    assert!(outcome.complete && outcome.count == mails.len());
    let cursor = Cursor {
        uidvalidity: outcome.uidvalidity,
        low_water: outcome.highest_asked,
    };
    (mails, cursor, outcome.uidvalidity_changed)
}

#[tokio::test]
async fn mail_is_read_and_nothing_is_touched() {
    let Some(rig) = Rig::start(false, "") else {
        return;
    };
    for number in 1..=3 {
        rig.deliver("", &format!("170000000{number}"), &mail(number));
    }
    let mut large = mail(4);
    large.resize(usize::try_from(WHOLE_MAIL).unwrap() + 100, b'x');
    rig.deliver("", "1700000004", &large);
    let mut session = Session::connect(&rig.account()).await.unwrap();
    let folders: Vec<_> = session
        .folders()
        .iter()
        .map(|folder| (folder.name.clone(), folder.special))
        .collect();
    assert_eq!(
        folders,
        [
            ("INBOX".to_owned(), Special::Inbox),
            ("Quarantäne".to_owned(), Special::Junk)
        ]
    );
    assert_eq!(session.sent().unwrap().name, "Abgelegt");
    let (mails, cursor, changed) = read(&mut session, 0, None).await;
    assert_eq!(mails.len(), 4);
    assert!(!changed && cursor.low_water == 4);
    for (number, got) in (1..=3).zip(&mails) {
        assert_eq!(got.raw, mail(number));
        assert!(!got.junk && got.truncated_from.is_none() && got.internal_date.is_some());
    }
    assert_eq!(mails[3].raw, large[..65536]);
    assert!(mails[3].truncated_from.unwrap() >= WHOLE_MAIL);
    let (mails, same, _) = read(&mut session, 0, Some(cursor)).await;
    assert!(mails.is_empty() && same == cursor, "once is enough");
    let inbox = session.folders()[0].clone();
    assert_eq!(session.mark(&inbox, None).await.unwrap(), cursor);
    let before = chrono::NaiveDate::from_ymd_opt(2020, 1, 1);
    assert_eq!(session.mark(&inbox, before).await.unwrap().low_water, 0);
    assert!(
        session
            .find_message_id(&inbox, "m2@client.example")
            .await
            .unwrap()
    );
    assert!(
        !session
            .find_message_id(&inbox, "m9@client.example")
            .await
            .unwrap()
    );
    // Junk by its special use, under a name in modified UTF-7; Dovecot makes it when it is opened.
    assert!(read(&mut session, 1, None).await.0.is_empty());
    rig.deliver(".Quarant&AOQ-ne", "1700000009", &mail(9));
    let (mails, ..) = read(&mut session, 1, None).await;
    assert!(mails.len() == 1 && mails[0].junk && mails[0].folder == "Quarantäne");
    session.logout().await;
    // EXAMINE does not even move mail from new to cur as read.
    let flagged = fs::read_dir(rig.path("mail/track/cur")).unwrap();
    assert!(
        flagged
            .into_iter()
            .all(|file| !file.unwrap().file_name().to_string_lossy().ends_with('S'))
    );
}

#[tokio::test]
async fn idle_wakes_for_new_mail_and_a_kick_is_a_lost_connection() {
    let Some(rig) = Rig::start(false, "") else {
        return;
    };
    let account = rig.account();
    let mut session = Session::connect(&account).await.unwrap();
    let (_, cursor, _) = read(&mut session, 0, None).await;
    let bell = Notify::new();
    let began = Instant::now();
    let (woken, ()) = tokio::join!(session.wait(Duration::from_secs(60), &bell), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        rig.deliver("", "1700000001", &mail(1));
    });
    assert_eq!(woken.unwrap(), Woken::Mail);
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
    let (mails, cursor, _) = read(&mut session, 0, Some(cursor)).await;
    assert_eq!(mails.len(), 1);
    // The bell, and a quiet slice: the session lives on.
    bell.notify_one();
    assert_eq!(
        session.wait(Duration::from_secs(60), &bell).await.unwrap(),
        Woken::Bell
    );
    assert_eq!(
        session
            .wait(Duration::from_millis(300), &bell)
            .await
            .unwrap(),
        Woken::Quiet
    );
    let (woken, ()) = tokio::join!(session.wait(Duration::from_secs(60), &bell), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        rig.deliver("", "1700000002", &mail(2));
        rig.doveadm(&["kick", "track"]);
    });
    if woken.is_ok() {
        // Dovecot told of the mail before it closed.
        assert!(session.wait(Duration::from_secs(60), &bell).await.is_err());
    }
    drop(session);
    let mut session = Session::connect(&account).await.unwrap();
    let (mails, ..) = read(&mut session, 0, Some(cursor)).await;
    assert_eq!(
        mails.iter().map(|mail| mail.uid).collect::<Vec<_>>(),
        [2],
        "caught up"
    );
}

#[tokio::test]
async fn mail_that_is_expunged_while_we_fetch_is_skipped_and_the_rest_comes() {
    let Some(rig) = Rig::start(false, "") else {
        return;
    };
    for number in 1..=120 {
        rig.deliver("", &format!("{}", 1_700_000_000 + number), &mail(number));
    }
    let account = rig.account();
    let mut cursor = None;
    let mut got = BTreeSet::new();
    let mut first = true;
    for _ in 0..5 {
        let mut session = Session::connect(&account).await.unwrap();
        let folder = session.folders()[0].clone();
        let end = session
            .fetch_new(&folder, cursor, |mail| {
                if std::mem::take(&mut first) {
                    // 55 and 110 are listed already, their bodies are not asked for yet.
                    rig.doveadm(&[
                        "expunge", "-u", "track", "mailbox", "INBOX", "uid", "55,110",
                    ]);
                }
                assert!(!mail.raw.is_empty());
                got.insert(mail.uid);
                Ok(())
            })
            .await;
        match end {
            Ok(outcome) => {
                cursor = Some(Cursor {
                    uidvalidity: outcome.uidvalidity,
                    low_water: outcome.highest_asked,
                });
                if outcome.complete {
                    break;
                }
            }
            Err(fault) => panic!("{fault}"),
        }
    }
    let wanted: BTreeSet<u32> = (1..=120).filter(|uid| ![55, 110].contains(uid)).collect();
    assert_eq!(got, wanted);
    assert_eq!(cursor.unwrap().low_water, 120);
}

#[tokio::test]
async fn a_rebuilt_mailbox_is_read_again() {
    let Some(rig) = Rig::start(false, "") else {
        return;
    };
    rig.deliver("", "1700000001", &mail(1));
    let account = rig.account();
    let mut session = Session::connect(&account).await.unwrap();
    let (_, cursor, _) = read(&mut session, 0, None).await;
    session.logout().await;
    // UIDVALIDITY counts seconds.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    for file in fs::read_dir(rig.path("mail/track")).unwrap().flatten() {
        if file.file_name().to_string_lossy().starts_with("dovecot") {
            fs::remove_file(file.path()).unwrap();
        }
    }
    rig.deliver("", "1700000002", &mail(2));
    let mut session = Session::connect(&account).await.unwrap();
    let (mails, new, changed) = read(&mut session, 0, Some(cursor)).await;
    assert!(changed && new.uidvalidity != cursor.uidvalidity);
    assert!(mails.len() == 2 && mails.iter().all(|mail| mail.rescan));
    let (mails, _, changed) = read(&mut session, 0, Some(new)).await;
    assert!(mails.is_empty() && !changed);
}

#[tokio::test]
async fn logins_certificates_and_starttls() {
    let Some(rig) = Rig::start(false, "") else {
        return;
    };
    let fault = Session::connect(&Account {
        proof: Secret::new("wrong").into(),
        ..rig.account()
    })
    .await
    .unwrap_err();
    assert!(matches!(fault, MailboxFault::Auth { .. }), "{fault}");
    let fault = Session::connect(&Account {
        ca_file: None,
        ..rig.account()
    })
    .await
    .unwrap_err();
    assert!(fault.to_string().contains("ca-file"), "{fault}");
    let fault = Session::connect(&Account {
        host: "127.0.0.1".into(),
        ..rig.account()
    })
    .await
    .unwrap_err();
    assert!(fault.to_string().contains("set `host`"), "{fault}");
    let fault = Session::connect(&Account {
        port: rig.imap,
        ..rig.account()
    })
    .await
    .unwrap_err();
    assert!(fault.to_string().contains("`port` fits `tls`"), "{fault}");
    let starttls = Account {
        port: rig.imap,
        tls: TlsMode::Starttls,
        ..rig.account()
    };
    let mut session = Session::connect(&starttls).await.unwrap();
    assert!(read(&mut session, 0, None).await.0.is_empty());
}

/// Office servers: one self-signed certificate, marked as CA, without a name rustls would take.
#[tokio::test]
async fn a_self_signed_certificate_is_refused_with_the_remedy_and_the_remedy_works() {
    let Some(rig) = Rig::start(true, "") else {
        return;
    };
    let fault = Session::connect(&Account {
        ca_file: None,
        ..rig.account()
    })
    .await
    .unwrap_err();
    assert!(fault.to_string().contains("`ca-file`"), "{fault}");
    Session::connect(&rig.account()).await.unwrap();
    // Another self-signed one is still refused.
    let other = tempfile::tempdir().unwrap();
    certificates(other.path(), true);
    let account = Account {
        ca_file: Some(other.path().join("ca.pem")),
        ..rig.account()
    };
    let fault = Session::connect(&account).await.unwrap_err();
    assert!(fault.to_string().contains("`ca-file`"), "{fault}");
}

/// A server without IDLE: a poll finds the mail. Shortened: the poll interval is an upper bound.
#[tokio::test]
async fn without_idle_the_same_session_polls() {
    let Some(rig) = Rig::start(
        false,
        "protocol imap {\n imap_capability = IMAP4rev1 UIDPLUS\n}",
    ) else {
        return;
    };
    let mut session = Session::connect(&rig.account()).await.unwrap();
    read(&mut session, 0, None).await;
    rig.deliver("", "1700000001", &mail(1));
    let woken = session
        .wait(Duration::from_millis(100), &Notify::new())
        .await
        .unwrap();
    assert_eq!(woken, Woken::Mail);
    assert_eq!(read(&mut session, 0, None).await.0.len(), 1);
}
