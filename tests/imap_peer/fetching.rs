//! Mail that is fetched, and fetches that break off.

use super::peer::{AT_2, account, fetch, mail, one_fetch, serve};
use nudged::mailbox::imap::Session;
use nudged::mailbox::{Cursor, FetchOutcome, MailboxFault, Retry};
use std::time::Duration;
use tokio::time::Instant;

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
