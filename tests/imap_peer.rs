//! The IMAP client against scripted peers that break off, lie, stall and keep still. What must hold
//! every time: the mark never passes a mail that was not handed over, and no mail is handed over that
//! the server did not confirm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "helpers of tests; clippy's own exception covers only functions marked as tests"
)]

use std::time::Duration;

use nudged::mailbox::imap::{Session, Stumbles};
use nudged::mailbox::{
    Account, Cursor, FetchOutcome, Fetched, MailboxFault, Retry, Secret, Special, TlsMode, Woken,
};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::Instant;

fn account() -> Account {
    Account {
        name: "tracking".to_owned(),
        host: "imap.agency.example".to_owned(),
        port: 993,
        tls: TlsMode::Implicit,
        ca_file: None,
        user: "track@agency.example".to_owned(),
        password: Secret::new("pa\"ss"),
        folders: vec![],
        read_only_extra: false,
        stumbles: Stumbles::default(),
    }
}

/// The server's end of the line.
struct Peer {
    line: BufReader<DuplexStream>,
}

impl Peer {
    async fn say(&mut self, text: &str) {
        self.line.write_all(text.as_bytes()).await.unwrap();
    }

    /// The next command: its tag and its text; `None` when the client is gone.
    async fn hear(&mut self) -> Option<(String, String)> {
        let mut line = String::new();
        if self.line.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        let (tag, text) = line.split_once(' ').unwrap_or((line, ""));
        Some((tag.to_owned(), text.to_owned()))
    }

    async fn expect(&mut self, start: &str) -> (String, String) {
        let (tag, text) = self
            .hear()
            .await
            .unwrap_or_else(|| panic!("gone before {start}"));
        assert!(text.starts_with(start), "{text:?} is not {start:?}");
        (tag, text)
    }

    /// Answers a command with data lines and a tagged OK.
    async fn ok(&mut self, start: &str, data: &str) -> String {
        let (tag, text) = self.expect(start).await;
        self.say(&format!("{data}{tag} OK done\r\n")).await;
        text
    }

    async fn log_in(&mut self, capabilities: &str) {
        self.say("* OK ready\r\n").await;
        self.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let login = self.ok("LOGIN", "").await;
        assert_eq!(login, r#"LOGIN "track@agency.example" "pa\"ss""#);
        self.ok(
            "CAPABILITY",
            &format!("* CAPABILITY IMAP4rev1 {capabilities}\r\n"),
        )
        .await;
        self.ok("LIST", "* LIST () \"/\" INBOX\r\n").await;
    }

    async fn examine(&mut self, validity: u32, next: Option<u32>) {
        let next = next.map_or(String::new(), |next| {
            format!("* OK [UIDNEXT {next}] next\r\n")
        });
        self.ok(
            "EXAMINE \"INBOX\"",
            &format!("* 3 EXISTS\r\n* OK [UIDVALIDITY {validity}] v\r\n{next}"),
        )
        .await;
    }

    /// An overview of these UIDs.
    async fn overview(&mut self, uids: &[u32]) -> String {
        let lines: String = uids
            .iter()
            .map(|uid| format!("* {uid} FETCH (UID {uid} FLAGS () INTERNALDATE \"20-Nov-2026 09:30:00 +0800\" RFC822.SIZE 9)\r\n"))
            .collect();
        self.ok("UID FETCH", &lines).await
    }
}

fn mail(uid: u32) -> String {
    let body = format!("Subject: {uid}\r\n\r\nbody");
    format!(
        "* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{body})\r\n",
        body.len()
    )
}

fn subject(mail: &Fetched) -> u32 {
    let text = String::from_utf8(mail.raw.clone()).unwrap();
    text.lines()
        .next()
        .unwrap()
        .strip_prefix("Subject: ")
        .unwrap()
        .parse()
        .unwrap()
}

/// Runs `script` as the server; gives the client's end.
fn serve<F, Fut>(script: F) -> (DuplexStream, JoinHandle<()>)
where
    F: FnOnce(Peer) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let (ours, theirs) = tokio::io::duplex(4096);
    let peer = Peer {
        line: BufReader::new(theirs),
    };
    (ours, tokio::spawn(script(peer)))
}

struct Run {
    uids: Vec<u32>,
    end: Result<FetchOutcome, MailboxFault>,
}

async fn fetch(session: &mut Session, cursor: Option<Cursor>) -> Run {
    let folder = session.folders()[0].clone();
    let mut uids = vec![];
    let end = session
        .fetch_new(&folder, cursor, |mail| {
            assert_eq!(mail.uid, subject(&mail), "the right body for the right UID");
            uids.push(mail.uid);
            Ok(())
        })
        .await;
    Run { uids, end }
}

/// One session: log in, fetch from `cursor`, then whatever `script` does.
async fn one_fetch<F, Fut>(account: &Account, cursor: Option<Cursor>, script: F) -> Run
where
    F: FnOnce(Peer) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("IDLE").await;
        script(peer).await;
    });
    let mut session = Session::connect_stream(stream, account).await.unwrap();
    let run = fetch(&mut session, cursor).await;
    if run.end.is_err() {
        let bell = Notify::new();
        let again = tokio::time::timeout(
            Duration::from_secs(400),
            session.wait(Duration::from_secs(1), &bell),
        );
        assert!(
            again.await.unwrap().is_err(),
            "a session is dead after a fault"
        );
    }
    drop(session);
    peer.await.unwrap();
    run
}

const AT_2: Option<Cursor> = Some(Cursor {
    uidvalidity: 7,
    low_water: 2,
});

#[tokio::test(start_paused = true)]
async fn plain_fetch_in_any_order_doubled_and_unasked() {
    let run = one_fetch(&account(), AT_2, |mut peer| async move {
        peer.examine(7, Some(7)).await;
        let asked = peer
            .ok(
                "UID FETCH 3:6",
                "* 4 FETCH (UID 6 FLAGS (\\Seen) RFC822.SIZE 9)\r\n* 2 FETCH (UID 3 RFC822.SIZE 9)\r\n* 9 EXISTS\r\n\
                 * 2 FETCH (FLAGS (\\Seen) UID 3)\r\n* 3 FETCH (UID 4 FLAGS (\\Deleted) RFC822.SIZE 9)\r\n\
                 * 3 FETCH (UID 5 FLAGS (\\Draft) RFC822.SIZE 9)\r\n* 1 FETCH (UID 1 RFC822.SIZE 9)\r\n",
            )
            .await;
        assert!(asked.contains("RFC822.SIZE") && !asked.contains("BODY"), "{asked}");
        let bodies = format!("{}{}* 5 FETCH (FLAGS ())\r\n{}{}", mail(6), mail(3), mail(3), mail(1));
        assert_eq!(peer.ok("UID FETCH", &bodies).await, "UID FETCH 3,6 (UID BODY.PEEK[])");
    })
    .await;
    assert_eq!(
        run.uids,
        [3, 6],
        "oldest first, once, nothing deleted, no draft, nothing unasked"
    );
    assert_eq!(
        run.end.unwrap(),
        FetchOutcome {
            uidvalidity: 7,
            highest_asked: 6,
            count: 2,
            uidvalidity_changed: false,
            complete: true
        }
    );
}

/// Whatever ends the bodies early: nothing of the batch is handed over and no mark moves.
#[tokio::test(start_paused = true)]
async fn a_fetch_that_breaks_off_moves_nothing() {
    let endings: [(&str, &str, bool); 9] = [
        ("NO", "TAG NO [LIMIT] slow down\r\n", true),
        ("BAD", "TAG BAD no\r\n", true),
        ("BYE", "* BYE shutting down\r\n", false),
        ("drop", "", false),
        (
            "drop in a literal",
            "* 4 FETCH (UID 4 BODY[] {100}\r\nSubject: 4\r\n",
            false,
        ),
        (
            "stall in a literal",
            "* 4 FETCH (UID 4 BODY[] {100}\r\nSubject: 4\r\nSTALL",
            true,
        ),
        ("garbage", "$%&/() what\r\nTAG OK done\r\n", true),
        (
            "huge literal",
            "* 4 FETCH (UID 4 BODY[] {4294967295}\r\nSubject",
            true,
        ),
        ("a stranger's tag", "A999 OK done\r\n", true),
    ];
    for (name, ending, stay) in endings {
        let began = Instant::now();
        let run = one_fetch(&account(), AT_2, move |mut peer| async move {
            peer.examine(7, Some(6)).await;
            peer.overview(&[3, 4, 5]).await;
            let (tag, _) = peer.expect("UID FETCH 3,4,5").await;
            peer.say(&mail(3)).await;
            peer.say(&ending.replace("TAG", &tag).replace("STALL", ""))
                .await;
            if stay {
                while peer.hear().await.is_some() {}
            }
        })
        .await;
        assert_eq!(run.uids, [0; 0], "{name}");
        let fault = run.end.unwrap_err();
        let right = match name {
            "NO" => matches!(fault, MailboxFault::Unavailable { .. }),
            "BAD" => matches!(fault, MailboxFault::Refused { .. }),
            "BYE" => matches!(fault, MailboxFault::Bye { .. }),
            "drop" | "drop in a literal" => matches!(fault, MailboxFault::Lost { .. }),
            "stall in a literal" => matches!(fault, MailboxFault::Timeout { .. }),
            _ => matches!(fault, MailboxFault::Protocol { .. }),
        };
        assert!(right, "{name}: {fault:?}");
        assert!(
            began.elapsed() <= Duration::from_secs(61),
            "{name}: {:?}",
            began.elapsed()
        );
        assert_eq!(fault.retry(), Retry::Soon);
    }
}

#[tokio::test(start_paused = true)]
async fn an_overview_that_breaks_off_moves_nothing() {
    for ending in ["TAG NO [UNAVAILABLE] later\r\n", "* BYE\r\n", ""] {
        let run = one_fetch(&account(), AT_2, move |mut peer| async move {
            peer.examine(7, Some(6)).await;
            let (tag, _) = peer.expect("UID FETCH 3:5").await;
            peer.say("* 3 FETCH (UID 3 RFC822.SIZE 9)\r\n").await;
            peer.say(&ending.replace("TAG", &tag)).await;
        })
        .await;
        assert!(run.uids.is_empty() && run.end.is_err(), "{ending}");
    }
}

/// 1200 mails, the server drops in the third window: the mark stands at the last confirmed batch, the
/// next call on the session fails, and the next session goes on from there.
#[tokio::test(start_paused = true)]
async fn progress_is_kept_up_to_the_last_confirmed_batch() {
    let account = account();
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        peer.examine(7, Some(1201)).await;
        for (first, last) in [(1u32, 500u32), (501, 1000), (1001, 1200)] {
            let uids: Vec<u32> = (first..=last).collect();
            assert!(
                peer.overview(&uids)
                    .await
                    .starts_with(&format!("UID FETCH {first}:{last} "))
            );
            for batch in uids.chunks(50) {
                let (tag, asked) = peer.expect("UID FETCH").await;
                assert!(asked.len() < 1000);
                if batch[0] == 1101 {
                    peer.say(&mail(1101)).await;
                    return;
                }
                let bodies: String = batch.iter().map(|uid| mail(*uid)).collect();
                peer.say(&format!("{bodies}{tag} OK done\r\n")).await;
            }
        }
    });
    let mut session = Session::connect_stream(stream, &account).await.unwrap();
    let run = fetch(&mut session, None).await;
    assert_eq!(run.uids, (1..=1100).collect::<Vec<_>>());
    let outcome = run.end.unwrap();
    assert_eq!(
        (outcome.highest_asked, outcome.complete, outcome.count),
        (1100, false, 1100)
    );
    assert!(matches!(
        fetch(&mut session, None).await.end,
        Err(MailboxFault::Lost { .. })
    ));
    peer.await.unwrap();
    // What failed in a batch is asked for alone, so that the culprit is known.
    let cursor = Some(Cursor {
        uidvalidity: 7,
        low_water: outcome.highest_asked,
    });
    let run = one_fetch(&account, cursor, |mut peer| async move {
        peer.examine(7, Some(1103)).await;
        peer.overview(&[1101, 1102]).await;
        peer.ok("UID FETCH 1101 (UID BODY.PEEK[])", &mail(1101))
            .await;
        peer.ok("UID FETCH 1102 (UID BODY.PEEK[])", &mail(1102))
            .await;
    })
    .await;
    assert_eq!(run.uids, [1101, 1102]);
}

#[tokio::test(start_paused = true)]
async fn no_uidnext_is_made_up_for_by_a_search() {
    // 163.com; `n:*` names the last mail even if it is below n.
    for (found, wanted, mark) in [("5 9", vec![5, 9], 9), ("2", vec![], 2), ("", vec![], 2)] {
        let uids = wanted.clone();
        let run = one_fetch(&account(), AT_2, move |mut peer| async move {
            peer.examine(7, None).await;
            peer.ok("UID SEARCH UID 3:*", &format!("* SEARCH {found}\r\n"))
                .await;
            if let (Some(first), Some(last)) = (uids.first(), uids.last()) {
                assert!(
                    peer.overview(&uids)
                        .await
                        .contains(&format!("{first}:{last} "))
                );
                peer.ok(
                    "UID FETCH",
                    &uids.iter().map(|uid| mail(*uid)).collect::<String>(),
                )
                .await;
            }
        })
        .await;
        assert_eq!(run.uids, wanted);
        assert_eq!(run.end.unwrap().highest_asked, mark);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_search_is_not_an_empty_one() {
    let run = one_fetch(&account(), AT_2, |mut peer| async move {
        peer.examine(7, None).await;
        let (tag, _) = peer.expect("UID SEARCH").await;
        peer.say(&format!(
            "* SEARCH\r\n{tag} NO [SERVERBUG] index broken\r\n"
        ))
        .await;
    })
    .await;
    assert!(
        matches!(run.end, Err(MailboxFault::Unavailable { .. })),
        "{:?}",
        run.end
    );
}

#[tokio::test(start_paused = true)]
async fn uidnext_that_goes_down_means_a_rescan_unless_a_search_says_it_lies() {
    let cursor = Some(Cursor {
        uidvalidity: 7,
        low_water: 100,
    });
    // Restored from a backup: mail 4 is new although 4 was read before.
    let run = one_fetch(&account(), cursor, |mut peer| async move {
        peer.examine(7, Some(5)).await;
        peer.ok("UID SEARCH UID 101:*", "* SEARCH 4\r\n").await;
        assert!(peer.overview(&[3, 4]).await.contains("1:4 "));
        peer.ok("UID FETCH 3,4", &(mail(3) + &mail(4))).await;
    })
    .await;
    assert_eq!(run.uids, [3, 4]);
    let outcome = run.end.unwrap();
    assert!(
        outcome.uidvalidity_changed && outcome.highest_asked == 4,
        "{outcome:?}"
    );
    // A wrong UIDNEXT: mail 103 is there.
    let run = one_fetch(&account(), cursor, |mut peer| async move {
        peer.examine(7, Some(5)).await;
        peer.ok("UID SEARCH UID 101:*", "* SEARCH 103\r\n").await;
        peer.overview(&[103]).await;
        peer.ok("UID FETCH 103", &mail(103)).await;
    })
    .await;
    assert_eq!(run.uids, [103]);
    let outcome = run.end.unwrap();
    assert!(
        !outcome.uidvalidity_changed && outcome.highest_asked == 103,
        "{outcome:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_new_uidvalidity_reads_everything_and_says_so() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        peer.examine(8, Some(3)).await;
        peer.overview(&[1, 2]).await;
        peer.ok("UID FETCH 1,2", &(mail(1) + &mail(2))).await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let folder = session.folders()[0].clone();
    let mut seen = vec![];
    let outcome = session
        .fetch_new(
            &folder,
            Some(Cursor {
                uidvalidity: 7,
                low_water: 100,
            }),
            |mail| {
                seen.push((mail.uidvalidity, mail.uid, mail.rescan));
                Ok(())
            },
        )
        .await
        .unwrap();
    assert_eq!(seen, [(8, 1, true), (8, 2, true)]);
    assert!(outcome.uidvalidity_changed && outcome.uidvalidity == 8 && outcome.highest_asked == 2);
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_body_of_nil_is_expunged_or_asked_for_again() {
    let run = one_fetch(&account(), AT_2, |mut peer| async move {
        peer.examine(7, Some(6)).await;
        peer.overview(&[3, 4, 5]).await;
        let bodies = format!(
            "* 3 FETCH (UID 3 BODY[] NIL)\r\n{}* OK [EXPUNGEISSUED] gone\r\n",
            mail(5)
        );
        peer.ok("UID FETCH 3,4,5", &bodies).await;
        // 3 is gone; 4 was only left out.
        peer.ok(
            "UID FETCH 3 (UID BODY.PEEK[])",
            "* 3 FETCH (UID 3 BODY[] NIL)\r\n",
        )
        .await;
        peer.overview(&[]).await;
        peer.ok("UID FETCH 4 (UID BODY.PEEK[])", &mail(4)).await;
    })
    .await;
    assert_eq!(run.uids, [4, 5]);
    assert_eq!(run.end.unwrap().highest_asked, 5);
}

/// A mail that breaks every connection: first asked for alone, then its beginning only, and in the end
/// handed over as unreadable; the mail behind it comes through.
#[tokio::test(start_paused = true)]
async fn one_broken_mail_does_not_keep_the_others_away() {
    let account = account();
    let mut cursor = AT_2;
    let mut got: Vec<(u32, usize, Option<u64>)> = vec![];
    let mut sessions = 0;
    while got.iter().all(|(uid, ..)| *uid != 5) {
        sessions += 1;
        assert!(sessions < 20, "{got:?}");
        let (stream, peer) = serve(|mut peer| async move {
            peer.log_in("").await;
            peer.examine(7, Some(6)).await;
            while let Some((tag, text)) = peer.hear().await {
                let set = text.split(' ').nth(2).unwrap_or_default();
                if let Some((first, last)) = set.split_once(':') {
                    let uids = first.parse::<u32>().unwrap()..=last.parse::<u32>().unwrap();
                    let lines: String = uids
                        .map(|uid| format!("* {uid} FETCH (UID {uid} RFC822.SIZE 9)\r\n"))
                        .collect();
                    peer.say(&format!("{lines}{tag} OK done\r\n")).await;
                } else if set.split(',').any(|uid| uid == "4") {
                    peer.say("* 4 FETCH (UID 4 BODY[] ~?{3}\r\n").await;
                } else {
                    let bodies: String = set
                        .split(',')
                        .map(|uid| mail(uid.parse().unwrap()))
                        .collect();
                    peer.say(&format!("{bodies}{tag} OK done\r\n")).await;
                }
            }
        });
        let mut session = Session::connect_stream(stream, &account).await.unwrap();
        let folder = session.folders()[0].clone();
        let end = session
            .fetch_new(&folder, cursor, |mail| {
                got.push((mail.uid, mail.raw.len(), mail.truncated_from));
                Ok(())
            })
            .await;
        if let Ok(outcome) = end {
            cursor = Some(Cursor {
                uidvalidity: 7,
                low_water: outcome.highest_asked,
            });
        }
        drop(session);
        peer.await.unwrap();
    }
    assert_eq!(got, [(3, 18, None), (4, 0, Some(9)), (5, 18, None)]);
    assert!(
        sessions > 5,
        "it was tried often before it was given up: {sessions}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_large_mail_comes_as_a_window() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        peer.examine(7, Some(2)).await;
        peer.ok(
            "UID FETCH 1:1",
            "* 1 FETCH (UID 1 RFC822.SIZE 60000000)\r\n",
        )
        .await;
        let window = "x".repeat(65536);
        let asked = peer
            .ok(
                "UID FETCH 1 ",
                &format!("* 1 FETCH (UID 1 BODY[]<0> {{65536}}\r\n{window})\r\n"),
            )
            .await;
        assert_eq!(asked, "UID FETCH 1 (UID BODY.PEEK[]<0.65536>)");
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let folder = session.folders()[0].clone();
    let mut got = None;
    session
        .fetch_new(&folder, None, |mail| {
            got = Some((mail.raw.len(), mail.truncated_from));
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(got, Some((65536, Some(60_000_000))));
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_sink_that_fails_stops_everything() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        peer.examine(7, Some(3)).await;
        peer.overview(&[1, 2]).await;
        peer.ok("UID FETCH 1,2", &(mail(1) + &mail(2))).await;
        assert!(peer.hear().await.is_none());
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let folder = session.folders()[0].clone();
    let mut calls = 0;
    let fault = session
        .fetch_new(&folder, None, |_| {
            calls += 1;
            anyhow::bail!("disk full")
        })
        .await
        .unwrap_err();
    assert!(matches!(fault, MailboxFault::Sink(_)) && calls == 1);
    drop(session);
    peer.await.unwrap();
}

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

async fn refused(answer: &'static str) -> MailboxFault {
    let (stream, peer) = serve(move |mut peer| async move {
        peer.say("* OK ready\r\n").await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let (tag, _) = peer.expect("LOGIN").await;
        peer.say(&answer.replace("TAG", &tag)).await;
    });
    let fault = Session::connect_stream(stream, &account())
        .await
        .unwrap_err();
    peer.await.unwrap();
    fault
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_no_outage() {
    let fault = refused("TAG NO [AUTHENTICATIONFAILED] wrong\r\n").await;
    assert!(
        matches!(fault, MailboxFault::Auth { .. }) && fault.retry() == Retry::Rarely,
        "{fault}"
    );
    let fault = refused("TAG NO [UNAVAILABLE] database down\r\n").await;
    assert!(
        matches!(fault, MailboxFault::Unavailable { .. }) && fault.retry() == Retry::Soon,
        "{fault}"
    );
    let fault = refused("* BYE overloaded\r\n").await;
    assert!(
        matches!(fault, MailboxFault::Bye { .. }) && fault.retry() == Retry::Soon,
        "{fault}"
    );
    let fault = refused("").await;
    assert!(
        matches!(fault, MailboxFault::Lost { .. }) && fault.retry() == Retry::Soon,
        "{fault}"
    );
    assert!(!format!("{:?}", account()).contains("pa\"ss"));
}

#[tokio::test(start_paused = true)]
async fn netease_gets_its_id_and_its_refusal_is_explained() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.say("* OK Coremail System IMap Server Ready\r\n").await;
        peer.ok(
            "CAPABILITY",
            "* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE ID SASL-IR\r\n",
        )
        .await;
        peer.ok("LOGIN", "").await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE\r\n")
            .await;
        assert!(
            peer.ok("ID (\"name\" \"nudged\" \"version\" ", "* ID NIL\r\n")
                .await
                .ends_with("\")")
        );
        peer.ok(
            "LIST",
            "* LIST () \"/\" \"INBOX\"\r\n* LIST (\\Junk) \"/\" \"&V4NXPpCuTvY-\"\r\n",
        )
        .await;
        let (tag, _) = peer.expect("EXAMINE").await;
        peer.say(&format!(
            "{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help\r\n"
        ))
        .await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let names: Vec<_> = session
        .folders()
        .iter()
        .map(|folder| (folder.name.as_str(), folder.special))
        .collect();
    assert_eq!(
        names,
        [("INBOX", Special::Inbox), ("垃圾邮件", Special::Junk)]
    );
    let fault = fetch(&mut session, None).await.end.unwrap_err();
    assert!(
        matches!(fault, MailboxFault::UnsafeLogin { .. })
            && fault.to_string().contains("kefu@188.com"),
        "{fault}"
    );
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_password_in_chinese_goes_as_a_literal_and_logindisabled_means_authenticate() {
    let chinese = Account {
        password: Secret::new("密码"),
        ..account()
    };
    let (stream, peer) = serve(|mut peer| async move {
        peer.say("* OK ready\r\n").await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let (tag, text) = peer.expect("LOGIN").await;
        assert_eq!(text, "LOGIN {20}");
        peer.say("+ go on\r\n").await;
        assert_eq!(
            peer.hear().await.unwrap(),
            ("track@agency.example".to_owned(), "{6}".to_owned())
        );
        peer.say("+ go on\r\n").await;
        assert_eq!(peer.hear().await.unwrap().0, "密码");
        peer.say(&format!("{tag} OK [CAPABILITY IMAP4rev1] in\r\n"))
            .await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        peer.ok("LIST", "").await;
    });
    let session = Session::connect_stream(stream, &chinese).await.unwrap();
    assert_eq!(session.folders()[0].name, "INBOX");
    peer.await.unwrap();
    let (stream, peer) = serve(|mut peer| async move {
        peer.say("* OK ready\r\n").await;
        peer.ok(
            "CAPABILITY",
            "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN SASL-IR\r\n",
        )
        .await;
        let (tag, text) = peer.expect("AUTHENTICATE").await;
        assert_eq!(
            text, "AUTHENTICATE PLAIN",
            "no initial response: Coremail lies about SASL-IR"
        );
        peer.say("+ \r\n").await;
        assert_eq!(
            peer.hear().await.unwrap().0,
            "AHRyYWNrQGFnZW5jeS5leGFtcGxlAHBhInNz"
        );
        peer.say(&format!("{tag} OK in\r\n")).await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        peer.ok("LIST", "").await;
    });
    Session::connect_stream(stream, &account()).await.unwrap();
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_missing_folder_is_named_with_those_that_are_there() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
    });
    let account = Account {
        folders: vec!["inbox".into(), "Clients".into()],
        ..account()
    };
    let fault = Session::connect_stream(stream, &account).await.unwrap_err();
    assert_eq!(
        fault.to_string(),
        "there is no folder \"Clients\"; `folders` may name: INBOX"
    );
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn alerts_are_kept_for_people() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        let (tag, _) = peer.expect("EXAMINE").await;
        peer.say(&format!(
            "* OK [ALERT]密码即将过期\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 1]\r\n{tag} OK\r\n"
        ))
        .await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    fetch(&mut session, None).await.end.unwrap();
    assert_eq!(session.take_alerts(), ["ALERT: 密码即将过期"]);
    assert!(session.take_alerts().is_empty());
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn starttls_taken_out_or_spoken_into_sends_no_password() {
    let cases = [
        (
            "* OK ready\r\n",
            "N0 BAD what is STARTTLS\r\n",
            "no STARTTLS",
        ),
        ("* OK ready\r\n", "N0 NO not here\r\n", "no STARTTLS"),
        ("* PREAUTH come in\r\n", "", "no STARTTLS"),
        (
            "* OK ready\r\n",
            "N0 OK go\r\n* CAPABILITY IMAP4rev1 ID\r\n",
            "slipped in",
        ),
        ("* OK ready\r\n", "N0 OK go\r\nx", "slipped in"),
        ("* OK ready\r\nN0 OK go\r\nN1 OK in\r\n", "", "slipped in"),
    ];
    for (greeting, answer, wanted) in cases {
        let (stream, peer) = serve(move |mut peer| async move {
            peer.say(greeting).await;
            if let Some((_, text)) = peer.hear().await {
                assert_eq!(text, "STARTTLS");
                peer.say(answer).await;
            }
            let mut rest = Vec::new();
            let _ = peer.line.read_to_end(&mut rest).await;
            assert!(rest.is_empty(), "the client said more: {rest:?}");
        });
        let account = Account {
            tls: TlsMode::Starttls,
            port: 143,
            ..account()
        };
        let fault = Session::connect_starttls(stream, &account)
            .await
            .unwrap_err();
        assert!(
            fault.to_string().contains(wanted) && fault.retry() == Retry::Rarely,
            "{answer:?}: {fault}"
        );
        assert!(fault.to_string().contains("993"), "{fault}");
        peer.await.unwrap();
    }
}

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
