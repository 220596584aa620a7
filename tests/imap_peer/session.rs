//! What a session lives through.

use super::peer::{account, fetch, serve};
use nudged::mailbox::MailboxFault;
use nudged::mailbox::imap::Session;
use std::time::Duration;
use tokio::sync::Notify;

#[tokio::test(start_paused = true)]
async fn a_dropped_future_kills_the_session_instead_of_mixing_answers() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("IDLE").await;
        peer.examine(7, Some(1)).await;
        peer.expect("IDLE").await;
        peer.say("+ idling\r\n").await;
        assert!(peer.hear().await.is_none(), "nothing more may be said");
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    fetch(&mut session, None).await.end.unwrap();
    let bell = Notify::new();
    let wait = session.wait(Duration::from_secs(100), &bell);
    assert!(
        tokio::time::timeout(Duration::from_secs(5), wait)
            .await
            .is_err()
    );
    assert!(matches!(
        fetch(&mut session, None).await.end,
        Err(MailboxFault::Lost { .. })
    ));
    drop(session);
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_unsure_mail_is_looked_for_under_all_its_names() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        peer.examine(7, Some(5)).await;
        peer.ok(
            "UID SEARCH HEADER Message-ID \"n.1@agency.example\"",
            "* SEARCH\r\n",
        )
        .await;
        peer.ok(
            "UID SEARCH HEADER X-Nudged-Id \"n.1@agency.example\"",
            "* SEARCH 3\r\n",
        )
        .await;
        peer.examine(7, Some(5)).await;
        for _ in 0..3 {
            peer.ok("UID SEARCH HEADER", "* SEARCH\r\n").await;
        }
        peer.examine(7, Some(5)).await;
        let (tag, _) = peer.expect("UID SEARCH").await;
        peer.say(&format!("{tag} NO [UNAVAILABLE]\r\n")).await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let folder = session.folders()[0].clone();
    assert!(
        session
            .find_message_id(&folder, "<n.1@agency.example>")
            .await
            .unwrap()
    );
    assert!(
        !session
            .find_message_id(&folder, "n.1@agency.example")
            .await
            .unwrap()
    );
    assert!(
        session
            .find_message_id(&folder, "n.1@agency.example")
            .await
            .is_err(),
        "a failed search is not a no"
    );
    peer.await.unwrap();
}

/// The daemon spawns its mailbox loops: their futures must be able to move between threads.
#[tokio::test(start_paused = true)]
async fn a_session_can_live_in_a_spawned_task() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("IDLE").await;
        peer.examine(7, Some(1)).await;
        peer.ok("NOOP", "").await;
        peer.examine(7, Some(1)).await;
        peer.examine(7, Some(1)).await;
        peer.ok("UID SEARCH", "* SEARCH 1\r\n").await;
        peer.examine(7, Some(1)).await;
        let (tag, _) = peer.expect("IDLE").await;
        peer.say(&format!("+ idling\r\n* 1 EXISTS\r\n{tag} OK over\r\n"))
            .await;
        peer.hear().await;
    });
    let task = tokio::spawn(async move {
        let mut session = Session::connect_stream(stream, &account()).await.unwrap();
        let folder = session.folders()[0].clone();
        let bell = Notify::new();
        session.fetch_new(&folder, None, |_| Ok(())).await.unwrap();
        session.look(&folder, None, |_| Ok(())).await.unwrap();
        session
            .find_message_id(&folder, "a@b.example")
            .await
            .unwrap();
        session.mark(&folder, None).await.unwrap();
        session.wait(Duration::from_secs(1), &bell).await
    });
    drop(task.await.unwrap());
    peer.await.unwrap();
}
