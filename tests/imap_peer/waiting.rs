//! IDLE, polling and the last look.

use super::peer::{Peer, account, fetch, mail, serve};
use nudged::mailbox::imap::{Session, Stumbles};
use nudged::mailbox::{Account, Cursor, MailboxFault, Woken};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// Logs in, fetches an empty INBOX, then waits while `script` plays IDLE.
async fn one_wait<F, Fut>(
    capabilities: &'static str,
    account: &Account,
    script: F,
) -> (Result<Woken, MailboxFault>, Duration)
where
    F: FnOnce(Peer) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let (stream, peer) = serve(move |mut peer| async move {
        peer.log_in(capabilities).await;
        peer.examine(7, Some(1)).await;
        script(peer).await;
    });
    let mut session = Session::connect_stream(stream, account).await.unwrap();
    fetch(&mut session, None).await.end.unwrap();
    let began = Instant::now();
    let woken = session
        .wait(Duration::from_secs(3600), &Notify::new())
        .await;
    let took = began.elapsed();
    drop(session);
    peer.await.unwrap();
    (woken, took)
}

#[tokio::test(start_paused = true)]
async fn idle_ends_by_mail_at_once() {
    let (woken, took) = one_wait("IDLE", &account(), |mut peer| async move {
        let (tag, _) = peer.expect("IDLE").await;
        peer.say("+ idling\r\n").await;
        tokio::time::sleep(Duration::from_secs(20)).await;
        peer.say("* 1 EXISTS\r\n").await;
        assert_eq!(peer.hear().await.unwrap().0, "DONE");
        peer.say(&format!("{tag} OK done\r\n")).await;
    })
    .await;
    assert_eq!(woken.unwrap(), Woken::Mail);
    assert_eq!(took.as_secs(), 20);
}

#[tokio::test(start_paused = true)]
async fn keepalives_do_not_put_off_the_end_of_a_slice() {
    let (woken, took) = one_wait("IDLE", &account(), |mut peer| async move {
        let (tag, _) = peer.expect("IDLE").await;
        peer.say("+ idling\r\n").await;
        loop {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(120)) => peer.say("* OK Still here\r\n").await,
                heard = peer.hear() => {
                    assert_eq!(heard.unwrap().0, "DONE");
                    break;
                }
            }
        }
        peer.say(&format!("{tag} OK done\r\n")).await;
    })
    .await;
    assert_eq!(woken.unwrap(), Woken::Quiet);
    assert_eq!(took.as_secs(), 300);
}

#[tokio::test(start_paused = true)]
async fn bye_and_end_in_idle_are_faults() {
    for bye in [true, false] {
        let (woken, took) = one_wait("IDLE", &account(), move |mut peer| async move {
            peer.expect("IDLE").await;
            peer.say("+ idling\r\n").await;
            if bye {
                peer.say("* BYE Server shutting down.\r\n").await;
            }
        })
        .await;
        match woken.unwrap_err() {
            MailboxFault::Bye { .. } => assert!(bye),
            MailboxFault::Lost { .. } => assert!(!bye),
            other => panic!("{other:?}"),
        }
        assert!(took < Duration::from_secs(1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_half_open_connection_is_noticed_at_the_end_of_the_slice() {
    let (woken, took) = one_wait("IDLE", &account(), |mut peer| async move {
        peer.expect("IDLE").await;
        peer.say("+ idling\r\n").await;
        while peer.hear().await.is_some() {}
    })
    .await;
    assert!(
        matches!(woken, Err(MailboxFault::Timeout { .. })),
        "{woken:?}"
    );
    assert_eq!(took.as_secs(), 315);
}

#[tokio::test(start_paused = true)]
async fn idle_that_is_refused_or_not_answered_gives_way_to_polling() {
    let account = account();
    let (woken, took) = one_wait("IDLE", &account, |mut peer| async move {
        let (tag, _) = peer.expect("IDLE").await;
        peer.say(&format!("{tag} NO not today\r\n")).await;
        peer.ok("NOOP", "* 1 EXISTS\r\n").await;
    })
    .await;
    assert_eq!((woken.unwrap(), took.as_secs()), (Woken::Mail, 60));
    // Remembered for the account; and the same without the capability.
    for capabilities in ["IDLE", ""] {
        let (woken, _) = one_wait(capabilities, &account, |mut peer| async move {
            peer.ok("NOOP", "").await;
        })
        .await;
        assert_eq!(woken.unwrap(), Woken::Quiet);
    }
    let silent = account_with(Stumbles::default());
    for _ in 0..2 {
        let (woken, took) = one_wait("IDLE", &silent, |mut peer| async move {
            peer.expect("IDLE").await;
            while peer.hear().await.is_some() {}
        })
        .await;
        assert!(matches!(woken, Err(MailboxFault::Timeout { .. })));
        assert_eq!(took.as_secs(), 15);
    }
    let (woken, _) = one_wait("IDLE", &silent, |mut peer| async move {
        peer.ok("NOOP", "").await;
    })
    .await;
    assert_eq!(woken.unwrap(), Woken::Quiet);
}

fn account_with(stumbles: Stumbles) -> Account {
    Account {
        stumbles,
        ..account()
    }
}

/// A server that takes IDLE and never speaks: mail is found at the end of a slice, and after two such
/// slices by polling every minute.
#[tokio::test(start_paused = true)]
async fn a_silent_idle_is_found_out() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("IDLE").await;
        peer.examine(7, Some(1)).await;
        for uid in 1..=2u32 {
            let (tag, _) = peer.expect("IDLE").await;
            peer.say("+ idling\r\n").await;
            assert_eq!(peer.hear().await.unwrap().0, "DONE");
            peer.say(&format!("{tag} OK done\r\n")).await;
            peer.examine(7, Some(uid + 1)).await;
            peer.overview(&[uid]).await;
            peer.ok("UID FETCH", &mail(uid)).await;
        }
        peer.ok("NOOP", "* 3 EXISTS\r\n").await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let bell = Notify::new();
    let mut cursor = None;
    let mut waits = vec![];
    for _ in 0..3 {
        let outcome = fetch(&mut session, cursor).await.end.unwrap();
        cursor = Some(Cursor {
            uidvalidity: 7,
            low_water: outcome.highest_asked,
        });
        let began = Instant::now();
        let woken = session
            .wait(Duration::from_secs(3600), &bell)
            .await
            .unwrap();
        waits.push((woken, began.elapsed().as_secs()));
    }
    assert_eq!(
        waits,
        [(Woken::Quiet, 300), (Woken::Quiet, 300), (Woken::Mail, 60)]
    );
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_bell_ends_idle_and_the_session_lives_on() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("IDLE").await;
        peer.examine(7, Some(1)).await;
        let (tag, _) = peer.expect("IDLE").await;
        peer.say("+ idling\r\n").await;
        assert_eq!(peer.hear().await.unwrap().0, "DONE");
        peer.say(&format!("* 1 EXISTS\r\n{tag} OK done\r\n")).await;
        peer.ok("NOOP", "").await;
        peer.examine(7, Some(2)).await;
        peer.overview(&[1]).await;
        peer.ok("UID FETCH", &mail(1)).await;
        peer.ok("LOGOUT", "* BYE bye\r\n").await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    fetch(&mut session, None).await.end.unwrap();
    let bell = std::sync::Arc::new(Notify::new());
    let ringer = bell.clone();
    let began = Instant::now();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(7)).await;
        ringer.notify_one();
    });
    assert_eq!(
        session.wait(Duration::from_secs(600), &bell).await.unwrap(),
        Woken::Bell
    );
    assert_eq!(began.elapsed().as_secs(), 7);
    let folder = session.folders()[0].clone();
    let outcome = session.look(&folder, None, |_| Ok(())).await.unwrap();
    assert_eq!((outcome.count, outcome.complete), (1, true));
    session.logout().await;
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn mail_between_fetch_and_wait_is_not_slept_through() {
    let (woken, took) = one_wait("IDLE", &account(), |mut peer| async move {
        let (tag, _) = peer.expect("IDLE").await;
        // It came before the server took up IDLE.
        peer.say("* 1 EXISTS\r\n+ idling\r\n").await;
        assert_eq!(peer.hear().await.unwrap().0, "DONE");
        peer.say(&format!("{tag} OK done\r\n")).await;
    })
    .await;
    assert_eq!((woken.unwrap(), took.as_secs()), (Woken::Mail, 0));
}

#[tokio::test(start_paused = true)]
async fn the_last_look_must_be_whole() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        peer.ok("NOOP", "").await;
        peer.examine(7, Some(61)).await;
        peer.overview(&(1..=60).collect::<Vec<_>>()).await;
        peer.ok("UID FETCH", &(1..=50).map(mail).collect::<String>())
            .await;
        let (tag, _) = peer.expect("UID FETCH").await;
        peer.say(&format!("{}{tag} NO [LIMIT] enough\r\n", mail(51)))
            .await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let folder = session.folders()[0].clone();
    let mut count = 0;
    let end = session
        .look(&folder, None, |_| {
            count += 1;
            Ok(())
        })
        .await;
    assert!(
        matches!(end, Err(MailboxFault::Unavailable { .. })),
        "{end:?}"
    );
    assert_eq!(count, 50);
    peer.await.unwrap();
}
