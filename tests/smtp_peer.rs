//! The SMTP room against scripted servers: what a mail's outcome is when they misbehave at any point.
//! Bytes over `tokio::io::duplex`, time paused: ten minutes of silence take none.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "rig/peer.rs"]
mod peer;

use std::time::Duration;

use nudged::smtp::{Outcome, Reason, Stage};
use peer::{Body, Hang, Hear, Say, Stall, Step, Take, envelope, opening, session, with};

const MAIL: &[u8] = b"Subject: logo\r\n\r\nPlease send it.\r\n.hidden\r\n";
const BOB: &str = "bob@client.example";
const ANN: &str = "ann@client.example";

/// Up to the body.
fn to_the_body() -> Vec<Step> {
    let mut script = opening();
    script.extend([
        Hear("MAIL FROM:<track@team.example> SIZE="),
        Say(b"250 ok\r\n"),
        Hear("RCPT TO:<bob@client.example>"),
        Say(b"250 ok\r\n"),
        Hear("DATA"),
        Say(b"354 go ahead\r\n"),
    ]);
    script
}

/// How one mail to Bob ends.
struct Run {
    outcome: Outcome,
    /// The caller was asked to record that the mail may leave.
    recorded: bool,
    heard: String,
    usable: bool,
}

async fn run_to(recipients: &[&str], script: Vec<Step>) -> Run {
    let (mut session, played) = session(script).await;
    let mut recorded = false;
    let outcome = session
        .send(&envelope(recipients), MAIL, || {
            recorded = true;
            Ok(())
        })
        .await;
    let usable = session.usable();
    drop(session);
    let heard = played.await.unwrap();
    // The one thing that must hold whatever the script: no dot without a record before it.
    assert!(recorded || !heard.contains("\r\n.\r\n"), "{heard}");
    Run {
        outcome,
        recorded,
        heard,
        usable,
    }
}

async fn run(script: Vec<Step>) -> Run {
    run_to(&[BOB], script).await
}

#[tokio::test(start_paused = true)]
async fn a_mail_goes_through_and_the_next_one_after_it() {
    let second = [
        Hear("MAIL FROM"),
        Say(b"250\r\n"),
        Hear("RCPT TO"),
        Say(b"250-\r\n250 \r\n"),
        Hear("DATA"),
        Say(b"354\r\n"),
        Body,
        Say(b"250 \xb6\xd3\xc1\xd0 2\r\n"),
        Hear("QUIT"),
    ];
    let first = with(to_the_body(), &[Body, Say(b"250 2.0.0 queued as 1\r\n")]);
    let (mut session, played) = session(with(first, &second)).await;
    let sent = session.send(&envelope(&[BOB]), MAIL, || Ok(())).await;
    assert_eq!(
        sent,
        Outcome::Sent {
            text: "250 2.0.0 queued as 1".to_owned(),
            refused: Vec::new()
        }
    );
    // Bare codes, and GBK after the code: a server in Chinese.
    let sent = session.send(&envelope(&[BOB]), MAIL, || Ok(())).await;
    assert_eq!(
        sent,
        Outcome::Sent {
            text: "250 队列 2".to_owned(),
            refused: Vec::new()
        }
    );
    assert!(session.usable());
    tokio::time::advance(Duration::from_secs(61)).await;
    assert!(!session.usable(), "idle for a minute");
    session.quit().await;
    let heard = played.await.unwrap();
    assert!(
        heard.contains("Please send it.\r\n..hidden\r\n.\r\n"),
        "{heard}"
    );
    assert!(!heard.contains("canary"), "in base64 only");
}

#[tokio::test(start_paused = true)]
async fn refusals_and_delays_at_every_stage() {
    let at = |stage: Stage, line: &'static [u8]| {
        let bye = [Hear("RSET"), Say(b"250 ok\r\n"), Hang];
        match stage {
            Stage::Sender => with(with(opening(), &[Hear("MAIL"), Say(line)]), &bye),
            Stage::Recipient => with(
                with(
                    opening(),
                    &[Hear("MAIL"), Say(b"250 ok\r\n"), Hear("RCPT"), Say(line)],
                ),
                &bye,
            ),
            Stage::Body => {
                let mut script = to_the_body();
                script.pop();
                with(with(script, &[Say(line)]), &bye)
            }
            _ => with(to_the_body(), &[Body, Say(line), Hang]),
        }
    };
    for stage in [Stage::Sender, Stage::Recipient, Stage::Body, Stage::Dot] {
        let run_it = run(at(stage, b"550 5.7.1 no\r\n")).await;
        match &run_it.outcome {
            Outcome::Refused {
                code: 550,
                text,
                stage: told,
                refused,
            } => {
                assert_eq!((text.as_str(), told), ("550 5.7.1 no", &stage));
                assert_eq!(refused.len(), usize::from(stage == Stage::Recipient));
            }
            other => panic!("{stage}: {other:?}"),
        }
        // After a refused dot an answer to the body may still be under way.
        assert_eq!(
            run_it.usable,
            stage != Stage::Dot,
            "{stage}: may another mail follow"
        );
        assert_eq!(run_it.recorded, stage == Stage::Dot);

        for (line, reason) in [
            (&b"451 4.3.0 later\r\n"[..], Reason::Busy),
            (b"451 MI:SFQ 163 smtp\r\n", Reason::Limit),
            (b"550 Sender frequency limited\r\n", Reason::Limit),
            (b"450 4.7.1 Greylisted, see you\r\n", Reason::Greylist),
        ] {
            let run_it = run(at(stage, line)).await;
            assert!(
                matches!(&run_it.outcome, Outcome::Later { reason: told, .. } if *told == reason),
                "{stage}: {:?}",
                run_it.outcome
            );
            assert_eq!(run_it.usable, stage != Stage::Dot, "{stage}");
        }

        let run_it = run(at(stage, b"421 4.3.2 going down\r\n")
            .into_iter()
            .filter(|s| !matches!(s, Hear("RSET")))
            .collect())
        .await;
        assert!(
            matches!(run_it.outcome, Outcome::Later { code: 421, .. }),
            "{stage}: {:?}",
            run_it.outcome
        );
        assert!(!run_it.usable, "{stage}: 421 ends the session");
    }
}

#[tokio::test(start_paused = true)]
async fn a_dropped_or_silent_line_before_the_dot_is_certainly_not_sent() {
    for end in [None, Some(Hang)] {
        let end: Vec<Step> = end.into_iter().collect();
        for (stage, script) in [
            (Stage::Sender, with(opening(), &[Hear("MAIL")])),
            (
                Stage::Recipient,
                with(opening(), &[Hear("MAIL"), Say(b"250 ok\r\n"), Hear("RCPT")]),
            ),
            (Stage::Body, {
                let mut script = to_the_body();
                script.pop();
                script
            }),
            // Half a line is no answer.
            (
                Stage::Sender,
                with(opening(), &[Hear("MAIL"), Say(b"250 o")]),
            ),
        ] {
            let run_it = run(with(script, &end)).await;
            assert!(
                matches!(&run_it.outcome, Outcome::NotSent { stage: told, .. } if *told == stage),
                "{stage} {end:?}: {:?}",
                run_it.outcome
            );
            assert!(!run_it.usable && !run_it.recorded);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_drop_in_the_body_is_not_sent_and_after_the_dot_unsure() {
    let run_it = run(with(to_the_body(), &[Take(10)])).await;
    assert!(
        matches!(
            run_it.outcome,
            Outcome::NotSent {
                stage: Stage::Body,
                ..
            }
        ),
        "{:?}",
        run_it.outcome
    );
    assert!(!run_it.recorded);

    let run_it = run(with(to_the_body(), &[Body])).await;
    assert!(
        matches!(run_it.outcome, Outcome::Unsure { .. }),
        "{:?}",
        run_it.outcome
    );
    assert!(run_it.recorded && !run_it.usable);
}

#[tokio::test(start_paused = true)]
async fn silence_after_the_dot_is_unsure_after_ten_minutes() {
    let start = tokio::time::Instant::now();
    let run_it = run(with(to_the_body(), &[Body, Hang])).await;
    assert!(
        matches!(run_it.outcome, Outcome::Unsure { .. }),
        "{:?}",
        run_it.outcome
    );
    let waited = start.elapsed();
    assert!(
        waited >= Duration::from_secs(600) && waited < Duration::from_secs(610),
        "{waited:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_reading_is_not_sent() {
    let (mut session, played) = session(with(to_the_body(), &[Stall])).await;
    let larger_than_the_line = b"x\r\n".repeat(30_000);
    let outcome = session
        .send(&envelope(&[BOB]), &larger_than_the_line, || {
            panic!("recorded")
        })
        .await;
    assert!(
        matches!(
            outcome,
            Outcome::NotSent {
                stage: Stage::Body,
                ..
            }
        ),
        "{outcome:?}"
    );
    played.abort();
}

#[tokio::test(start_paused = true)]
async fn only_250_to_the_dot_is_success() {
    for line in [
        &b"354 go ahead\r\n"[..],
        b"220 hello\r\n",
        b"251 forwarded\r\n",
        b"221 bye\r\n",
        b"503 5.5.1 what\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"250-ok\r\n550 no\r\n",
        b"25",
        b"\r\n",
    ] {
        let run_it = run(with(to_the_body(), &[Body, Say(line)])).await;
        assert!(
            matches!(run_it.outcome, Outcome::Unsure { .. }),
            "{line:?}: {:?}",
            run_it.outcome
        );
        assert!(!run_it.usable);
    }
}

#[tokio::test(start_paused = true)]
async fn answers_ahead_of_their_questions_are_never_believed() {
    // Each peer is one answer ahead; the last 250 would belong to the dot if answers were counted.
    for script in [
        with(
            opening(),
            &[Hear("MAIL"), Say(b"250 ok\r\n250 ok\r\n"), Hang],
        ),
        with(
            opening(),
            &[
                Hear("MAIL"),
                Say(b"250 ok\r\n"),
                Hear("RCPT"),
                Say(b"250 ok\r\n354 go\r\n"),
                Hang,
            ],
        ),
        with(to_the_body(), &[Say(b"250 queued\r\n"), Hang]),
    ] {
        let run_it = run(script).await;
        assert!(
            matches!(run_it.outcome, Outcome::NotSent { .. }),
            "{:?}",
            run_it.outcome
        );
        assert!(!run_it.recorded && !run_it.heard.contains("\r\n.\r\n") && !run_it.usable);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_before_the_end_of_the_body_counts() {
    let run_it = run(with(
        to_the_body(),
        &[Take(5), Say(b"552 5.3.4 too big\r\n"), Hang],
    ))
    .await;
    // The peer may be faster or slower than the end of the body: refused in both cases.
    assert!(
        matches!(run_it.outcome, Outcome::Refused { code: 552, .. }),
        "{:?}",
        run_it.outcome
    );
    let run_it = run(with(to_the_body(), &[Say(b"451 4.3.0 disk\r\n")])).await;
    assert!(
        matches!(run_it.outcome, Outcome::Later { code: 451, .. }),
        "{:?}",
        run_it.outcome
    );
}

#[tokio::test(start_paused = true)]
async fn one_refused_recipient_does_not_keep_the_mail_from_the_other() {
    let rcpt = |first: &'static [u8], second: &'static [u8]| {
        with(
            opening(),
            &[
                Hear("MAIL"),
                Say(b"250 ok\r\n"),
                Hear("RCPT TO:<ann@"),
                Say(first),
                Hear("RCPT TO:<bob@"),
                Say(second),
            ],
        )
    };
    let rest = [
        Hear("DATA"),
        Say(b"354 go\r\n"),
        Body,
        Say(b"250 ok\r\n"),
        Hang,
    ];
    for line in [
        &b"550 5.1.1 no such user\r\n"[..],
        b"452 4.2.2 mailbox full\r\n",
    ] {
        let run_it = run_to(&[ANN, BOB], with(rcpt(line, b"250 ok\r\n"), &rest)).await;
        let Outcome::Sent { refused, .. } = &run_it.outcome else {
            panic!("{:?}", run_it.outcome)
        };
        assert_eq!(refused.len(), 1);
        assert!(refused.iter().all(|(who, _)| who.as_str() == ANN));
    }
    let bye = [Hear("RSET"), Say(b"250 ok\r\n"), Hang];
    let run_it = run_to(&[ANN, BOB], with(rcpt(b"550 no\r\n", b"551 no\r\n"), &bye)).await;
    let Outcome::Refused {
        stage: Stage::Recipient,
        refused,
        code: 551,
        ..
    } = &run_it.outcome
    else {
        panic!("{:?}", run_it.outcome)
    };
    assert_eq!(refused.len(), 2);
    assert!(run_it.usable);
    let run_it = run_to(
        &[ANN, BOB],
        with(rcpt(b"250 ok\r\n", b"450 4.7.1 greylisted\r\n"), &bye),
    )
    .await;
    assert!(
        matches!(
            run_it.outcome,
            Outcome::Later {
                reason: Reason::Greylist,
                ..
            }
        ),
        "{:?}",
        run_it.outcome
    );
    let run_it = run_to(
        &[ANN, BOB],
        with(rcpt(b"550 no\r\n", b"452 4.2.2 full\r\n"), &bye),
    )
    .await;
    assert!(
        matches!(
            run_it.outcome,
            Outcome::Later {
                reason: Reason::Mailbox,
                ..
            }
        ),
        "{:?}",
        run_it.outcome
    );
}

#[tokio::test(start_paused = true)]
async fn a_record_that_fails_leaves_no_dot() {
    let (mut session, played) = session(with(to_the_body(), &[Hang])).await;
    let outcome = session
        .send(&envelope(&[BOB]), MAIL, || anyhow::bail!("disk full"))
        .await;
    assert_eq!(
        outcome,
        Outcome::NotSent {
            stage: Stage::Record,
            error: "disk full".to_owned()
        }
    );
    assert!(!session.usable());
    let again = session.send(&envelope(&[BOB]), MAIL, || Ok(())).await;
    assert!(matches!(again, Outcome::NotSent { .. }), "{again:?}");
    drop(session);
    assert!(!played.await.unwrap().contains("\r\n.\r\n"));
}

#[tokio::test(start_paused = true)]
async fn mails_the_server_cannot_take_are_not_offered() {
    let (mut session, _played) = session(with(opening(), &[Hang])).await;
    let big = vec![b'x'; 100_001];
    let outcome = session.send(&envelope(&[BOB]), &big, || Ok(())).await;
    assert!(
        matches!(
            outcome,
            Outcome::Refused {
                code: 552,
                stage: Stage::Sender,
                ..
            }
        ),
        "{outcome:?}"
    );
    assert!(session.usable());
}

#[tokio::test(start_paused = true)]
async fn a_transaction_that_was_dropped_half_way_spends_the_session() {
    let (mut session, _played) = session(with(opening(), &[Hear("MAIL"), Hang])).await;
    let envelope = envelope(&[BOB]);
    let sending = session.send(&envelope, MAIL, || Ok(()));
    assert!(
        tokio::time::timeout(Duration::from_secs(1), send_able(sending))
            .await
            .is_err()
    );
    assert!(!session.usable());
}

/// The daemon's workers run on several threads.
fn send_able<F: Future + Send>(future: F) -> F {
    future
}
