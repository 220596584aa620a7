//! The last look: an answer that is there before the final dot wins, and nothing goes to a client
//! while a mailbox cannot be read. The engine with its outbox, over watch loops and a server that a
//! test plays.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "rig/peer.rs"]
mod peer;
mod story;

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use nudged::app::engine::{Engine, Entropy};
use nudged::app::ingest::Incoming;
use nudged::app::send::{LastLook, ServerWait, Transport, Watcher, lock, pump};
use nudged::clock::Clock;
use nudged::config::{self, Tls};
use nudged::model::{HoldReason, Item, OutgoingState};
use nudged::smtp::Directory;
use nudged::store::{ItemFilter, Store};
use peer::{Body, Hang, Hear, Say, Step, Wait, opening, session, with};
use story::{Letter, at, letter};
use tokio::sync::{Notify, mpsc, oneshot};

const INES: &str = "Ines Holm <ines@studio.example>";
const OTTO: &str = "Otto Falk <otto@falk.example>";

/// The daemon without its mailboxes and server, on Monday at nine: a friendly follow-up is due.
struct Daemon {
    engine: Arc<Mutex<Engine>>,
    clock: Clock,
    folder: tempfile::TempDir,
}

impl Daemon {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = config::parse(story::CONFIG, Path::new("")).unwrap();
        let store = Store::open_scratch(&folder.path().join("nudged.db")).unwrap();
        let start = at("2026-03-02 09:00");
        let engine = Engine::new(config, store, Entropy::Fixed, start).unwrap();
        let daemon = Self {
            engine: Arc::new(Mutex::new(engine)),
            clock: Clock::fake(start),
            folder,
        };
        let asks = "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan\n2. Two portraits\n";
        daemon.arrives(
            "m1",
            letter(INES, OTTO, "Brochure", asks),
            "2026-03-02 10:00",
        );
        // What is the team's own is out of the way.
        daemon.to("2026-03-09 09:00");
        daemon
    }

    fn arrives(&self, id: &str, letter: Letter, when: &str) {
        let raw = letter.bytes(&format!("{id}@story.example"), at(when));
        take(&self.engine, &raw, at(when));
    }

    fn to(&self, when: &str) {
        self.clock.advance_to(at(when));
        lock(&self.engine).tick(self.clock.now()).unwrap();
    }

    /// Sends what is due.
    async fn sends(&self, transport: &mut Transport, look: &LastLook) {
        pump(&self.engine, transport, look, &self.clock)
            .await
            .unwrap();
    }

    fn directory(&self) -> Transport {
        Transport::Directory(Directory::scratch(&self.folder.path().join("out")).unwrap())
    }

    fn item(&self) -> Item {
        let views = lock(&self.engine).views(&ItemFilter::default()).unwrap();
        views.into_iter().next().unwrap().item
    }

    /// State of the newest mail to the client, and what kept it back.
    fn state(&self) -> (OutgoingState, String) {
        let engine = lock(&self.engine);
        let row = engine.store().read(|tx| {
            let mut found = None;
            for id in 1.. {
                let Some(row) = tx.outgoing(nudged::model::OutgoingId(id))? else {
                    break;
                };
                if row.follow_up.is_some() {
                    found = Some(row);
                }
            }
            Ok(found)
        });
        let row = row.unwrap().unwrap();
        (row.state, row.last_error)
    }
}

fn take(engine: &Mutex<Engine>, raw: &[u8], now: DateTime<Utc>) {
    let incoming = Incoming {
        raw,
        position: None,
        rescan: false,
        before_start: false,
        junk: false,
        watched: false,
        truncated_from: None,
        arrived: None,
        checked: None,
    };
    lock(engine).ingest(&incoming, now).unwrap();
}

/// A watch loop that answers what `says` says, question after question.
fn watcher(mut says: impl FnMut(u32) -> bool + Send + 'static) -> Watcher {
    let (ask, mut questions) = mpsc::channel::<oneshot::Sender<bool>>(16);
    tokio::spawn(async move {
        let mut n = 0;
        while let Some(question) = questions.recv().await {
            n += 1;
            let _ = question.send(says(n));
        }
    });
    Watcher {
        ask,
        bell: Arc::new(Notify::new()),
    }
}

/// Up to the body, of a mail to Otto, his PM and the own copy; in between the server takes its time.
fn slow(seconds: u64) -> Vec<Step> {
    with(
        opening(),
        &[
            Hear("MAIL FROM:"),
            Say(b"250 ok\r\n"),
            Hear("RCPT TO:<otto@falk.example>"),
            Wait(seconds),
            Say(b"250 ok\r\n"),
            Hear("RCPT TO:"),
            Say(b"250 ok\r\n"),
            Hear("RCPT TO:"),
            Say(b"250 ok\r\n"),
            Hear("DATA"),
            Say(b"354 go ahead\r\n"),
        ],
    )
}

async fn server(script: Vec<Step>) -> (Transport, tokio::task::JoinHandle<String>) {
    let (session, played) = session(script).await;
    let transport = Transport::Smtp {
        server: Box::new(peer::server(Tls::Implicit)),
        line: nudged::net::Line::Network,
        session: Some(session),
        wait: ServerWait::default(),
    };
    (transport, played)
}

/// Mail to the team goes first, without any look.
async fn cleared(daemon: &Daemon) {
    let unread = LastLook::Watch(vec![watcher(|_| false)]);
    daemon.sends(&mut daemon.directory(), &unread).await;
}

#[tokio::test(start_paused = true)]
async fn nothing_goes_to_a_client_while_any_mailbox_cannot_be_read() {
    let daemon = Daemon::new();
    cleared(&daemon).await;
    let kept = (OutgoingState::Queued, "mailbox-not-read".to_owned());
    assert_eq!(daemon.state(), kept);
    daemon.to("2026-03-09 09:05");
    let second = LastLook::Watch(vec![watcher(|_| true), watcher(|_| false)]);
    daemon.sends(&mut daemon.directory(), &second).await;
    assert_eq!(daemon.state(), kept);
    daemon.to("2026-03-09 09:10");
    let silent = {
        let (ask, questions) = mpsc::channel(16);
        std::mem::forget(questions);
        let bell = Arc::new(Notify::new());
        LastLook::Watch(vec![watcher(|_| true), Watcher { ask, bell }])
    };
    daemon.sends(&mut daemon.directory(), &silent).await;
    assert_eq!(daemon.state(), kept);
    // All of them can be read again.
    daemon.to("2026-03-09 09:15");
    let whole = LastLook::Watch(vec![watcher(|_| true), watcher(|_| true)]);
    daemon.sends(&mut daemon.directory(), &whole).await;
    assert_eq!(daemon.state().0, OutgoingState::Sent);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_comes_while_the_server_takes_its_time_wins() {
    for (answer, reason) in [
        ("You get everything by 20 March.\n", HoldReason::Promise),
        ("Thanks, noted.\n", HoldReason::Acknowledged),
    ] {
        let daemon = Daemon::new();
        cleared(&daemon).await;
        daemon.to("2026-03-09 09:05");
        let (engine, clock) = (Arc::clone(&daemon.engine), daemon.clock.clone());
        let reply = letter(OTTO, INES, "Re: Brochure", answer)
            .answering("m1@story.example")
            .bytes("m2@story.example", at("2026-03-09 09:05"));
        let look = LastLook::Watch(vec![watcher(move |n| {
            // The first look finds nothing; it comes while the recipients are named.
            if n == 2 {
                take(&engine, &reply, clock.now());
            }
            true
        })]);
        let (mut transport, played) = server(with(slow(5), &[Hang])).await;
        daemon.sends(&mut transport, &look).await;
        drop(transport);
        let heard = played.await.unwrap();
        assert!(
            heard.contains("DATA") && !heard.contains("\r\n.\r\n"),
            "{heard}"
        );
        let item = daemon.item();
        assert_eq!(item.holds.first().map(|h| h.reason), Some(reason));
        assert!(item.ladder.sent.is_empty());
        // It is withdrawn, and what comes next is planned anew.
        daemon.to("2026-03-09 09:30");
        daemon
            .sends(&mut daemon.directory(), &LastLook::Known)
            .await;
        assert_eq!(daemon.state().0, OutgoingState::Withdrawn);
        daemon.to("2026-03-24 09:00");
        daemon
            .sends(&mut daemon.directory(), &LastLook::Known)
            .await;
        assert_eq!(daemon.state().0, OutgoingState::Sent);
    }
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_lost_before_the_dot_keeps_the_mail() {
    let daemon = Daemon::new();
    cleared(&daemon).await;
    daemon.to("2026-03-09 09:05");
    let look = LastLook::Watch(vec![watcher(|n| n == 1)]);
    let (mut transport, played) = server(with(slow(5), &[Hang])).await;
    daemon.sends(&mut transport, &look).await;
    drop(transport);
    assert!(!played.await.unwrap().contains("\r\n.\r\n"));
    assert_eq!(daemon.state().0, OutgoingState::Queued);
    daemon.to("2026-03-09 10:00");
    daemon
        .sends(&mut daemon.directory(), &LastLook::Known)
        .await;
    assert_eq!(daemon.state().0, OutgoingState::Sent);
}

#[tokio::test(start_paused = true)]
async fn one_look_is_enough_for_a_server_that_is_quick() {
    for (seconds, looks) in [(0, 1), (1, 1), (5, 2)] {
        let daemon = Daemon::new();
        cleared(&daemon).await;
        daemon.to("2026-03-09 09:05");
        let asked = Arc::new(Mutex::new(0));
        let count = Arc::clone(&asked);
        let look = LastLook::Watch(vec![watcher(move |n| {
            *count.lock().unwrap() = n;
            true
        })]);
        let script = with(slow(seconds), &[Body, Say(b"250 2.0.0 queued\r\n"), Hang]);
        let (mut transport, _played) = server(script).await;
        daemon.sends(&mut transport, &look).await;
        assert_eq!(
            daemon.state().0,
            OutgoingState::Sent,
            "{:?}",
            daemon.state()
        );
        assert_eq!(*asked.lock().unwrap(), looks, "{seconds} s");
    }
}

/// How often each mail that waits was tried, and what kept it back.
fn tries(daemon: &Daemon) -> Vec<(u32, String)> {
    let engine = lock(&daemon.engine);
    let rows = engine.store().read(|tx| {
        let mut found = Vec::new();
        for id in 1.. {
            let Some(row) = tx.outgoing(nudged::model::OutgoingId(id))? else {
                break;
            };
            if row.state == OutgoingState::Queued {
                found.push((row.attempt, row.last_error));
            }
        }
        Ok(found)
    });
    rows.unwrap()
}

#[tokio::test]
async fn a_server_that_refuses_is_asked_once_and_not_once_for_each_mail_that_waits() {
    let daemon = Daemon::new();
    for n in 2..8 {
        let asks = "Hi Otto,\n\nplease send us the floor plan by 20 March.\n";
        let mail = letter(INES, OTTO, &format!("Fair {n}"), asks);
        daemon.arrives(&format!("m{n}"), mail, "2026-03-09 09:00");
    }
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let mut server = peer::server(Tls::Implicit);
    (server.host, server.port) = ("127.0.0.1".to_owned(), port);
    let mut transport = Transport::Smtp {
        server: Box::new(server),
        line: nudged::net::Line::Network,
        session: None,
        wait: ServerWait::default(),
    };
    let look = LastLook::Known;
    daemon.sends(&mut transport, &look).await;
    let waiting = tries(&daemon);
    assert!(waiting.len() > 6, "{waiting:?}");
    let tried = |waiting: &[(u32, String)]| waiting.iter().filter(|(n, _)| *n > 0).count();
    assert_eq!(tried(&waiting), 1, "{waiting:?}");
    assert!(transport.failing().is_some());
    // Nothing is tried in the wait, whatever becomes due in it, and one more after it.
    daemon.sends(&mut transport, &look).await;
    assert_eq!(tried(&tries(&daemon)), 1);
    daemon.to("2026-03-09 09:02");
    daemon.sends(&mut transport, &look).await;
    assert_eq!(tried(&tries(&daemon)), 2);
    // The server is back: all of it leaves.
    daemon.to("2026-03-09 09:30");
    let mut works = daemon.directory();
    daemon.sends(&mut works, &look).await;
    assert!(tries(&daemon).is_empty(), "{:?}", tries(&daemon));
}
