//! The arrows of the outbox, each taken and each refused.

use super::*;
use crate::model::{OutgoingId, OutgoingState};
use crate::store::{Claim, FollowUpStatus, RecipientResult, Tx};

fn one_queued() -> (TempDir, Store, OutgoingId) {
    let (folder, mut store) = store();
    let id = store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            let applied = tx.apply(
                &[queued("a@agency.example", vec![line(1, Step::Friendly)])],
                at(10),
            )?;
            Ok(applied.queued[0])
        })
        .expect("queued");
    (folder, store, id)
}

fn state(tx: &Tx<'_>, id: OutgoingId) -> OutgoingState {
    tx.outgoing(id).expect("read").expect("row").state
}

fn status(tx: &Tx<'_>, id: OutgoingId) -> FollowUpStatus {
    let follow_up = tx
        .outgoing(id)
        .expect("read")
        .expect("row")
        .follow_up
        .expect("follow-up");
    tx.follow_up(follow_up).expect("read").expect("row").0
}

fn accepted() -> Vec<RecipientResult> {
    vec![RecipientResult {
        address: address("bob@client.example"),
        accepted: true,
        code: 250,
        text: "ok".into(),
    }]
}

#[test]
fn the_way_of_a_mail_that_arrives() {
    let (_folder, mut store, id) = one_queued();
    store
        .write(|tx| {
            assert_eq!(tx.claim(id, at(9))?, None, "not due yet");
            assert_eq!(tx.claim(id, at(18))?, None, "past its window");
            assert_eq!(tx.next_outgoing()?, Some(at(10)));
            assert_eq!(tx.due_outgoing(at(10), 9)?.len(), 1);
            let claim = tx.claim(id, at(10))?.expect("claim");
            assert_eq!(claim, Claim { id, attempt: 1 });
            assert_eq!(tx.claim(id, at(10))?, None, "one worker only");
            assert!(
                !tx.complete_sent(&claim, &accepted(), at(10))?,
                "not before the body"
            );
            assert!(!tx.withdraw(id, "answered", at(10))?, "in flight");
            assert!(tx.body_started(&claim, at(10))?);
            assert_eq!(
                tx.last_follow_up_to(&address("bob@client.example"))?,
                Some(at(10))
            );
            assert!(tx.complete_sent(&claim, &accepted(), at(11))?);
            assert!(!tx.complete_sent(&claim, &accepted(), at(11))?, "once");
            assert!(!tx.mark_unsure(&claim, "late", at(11))?);
            assert_eq!(
                (state(tx, id), status(tx, id)),
                (OutgoingState::Sent, FollowUpStatus::Sent)
            );
            assert_eq!(tx.outgoing(id)?.expect("row").results, accepted());
            assert_eq!(
                tx.last_follow_up_to(&address("bob@client.example"))?,
                Some(at(11))
            );
            assert_eq!(tx.next_outgoing()?, None);
            assert_eq!(tx.outbox_summary()?.get("sent"), Some(&1));
            Ok(())
        })
        .expect("write");
}

#[test]
fn a_late_worker_cannot_touch_a_later_attempt() {
    let (_folder, mut store, id) = one_queued();
    store
        .write(|tx| {
            let stale = tx.claim(id, at(10))?.expect("claim");
            assert!(tx.requeue(&stale, "no route", at(11), at(10))?);
            assert_eq!(tx.claim(id, at(10))?, None, "backing off");
            let fresh = tx.claim(id, at(11))?.expect("claim");
            assert_eq!(fresh.attempt, 2);
            assert!(!tx.body_started(&stale, at(11))?);
            assert!(!tx.requeue(&stale, "x", at(12), at(11))?);
            assert!(!tx.complete_refused(&stale, &[], "x", at(11))?);
            assert!(tx.body_started(&fresh, at(11))?);
            assert!(!tx.complete_sent(&stale, &accepted(), at(11))?);
            assert!(!tx.mark_unsure(&stale, "x", at(11))?);
            assert_eq!(state(tx, id), OutgoingState::BodyStarted);
            assert!(
                tx.requeue(&fresh, "451 to the final dot", at(12), at(11))?,
                "the server took nothing"
            );
            assert_eq!(state(tx, id), OutgoingState::Queued);
            Ok(())
        })
        .expect("write");
}

#[test]
fn refused_mail_counts_as_no_contact_and_frees_its_key() {
    let (_folder, mut store, id) = one_queued();
    store
        .write(|tx| {
            let claim = tx.claim(id, at(10))?.expect("claim");
            assert!(tx.complete_refused(&claim, &[], "550", at(10))?);
            assert_eq!(
                (state(tx, id), status(tx, id)),
                (OutgoingState::Refused, FollowUpStatus::Refused)
            );
            assert!(!tx.follow_up_exists(&line(1, Step::Friendly))?);
            assert_eq!(tx.last_follow_up_to(&address("bob@client.example"))?, None);
            Ok(())
        })
        .expect("write");
}

#[test]
fn unknown_delivery_waits_for_proof_or_a_person() {
    for resend in [false, true] {
        let (_folder, mut store, id) = one_queued();
        store
            .write(|tx| {
                let claim = tx.claim(id, at(10))?.expect("claim");
                assert!(!tx.mark_unsure(&claim, "x", at(10))?, "nothing was begun");
                assert!(!tx.hold_unsure(id, at(10))?);
                tx.body_started(&claim, at(10))?;
                assert!(tx.mark_unsure(&claim, "no answer", at(10))?);
                assert_eq!(status(tx, id), FollowUpStatus::Unsure);
                assert_eq!(tx.unsure()?.len(), 1);
                assert!(
                    tx.follow_up_exists(&line(1, Step::Friendly))?,
                    "never twice"
                );
                assert!(tx.hold_unsure(id, at(11))?);
                assert_eq!(tx.unsure()?.len(), 1);
                assert_eq!(tx.claim(id, at(11))?, None);
                if resend {
                    assert!(tx.resolve_resend(id, at(34), Some(at(40)), at(30))?);
                    assert_eq!(tx.due_outgoing(at(34), 9)?.len(), 1);
                    assert_eq!(status(tx, id), FollowUpStatus::Queued);
                } else {
                    assert!(tx.resolve_sent(id, at(30))?);
                    assert_eq!(status(tx, id), FollowUpStatus::Sent);
                }
                assert!(!tx.resolve_sent(id, at(31))?);
                assert!(tx.unsure()?.is_empty());
                Ok(())
            })
            .expect("write");
    }
}

#[test]
fn a_start_finds_what_a_crash_left() {
    let (_folder, mut store, claimed) = one_queued();
    store
        .write(|tx| {
            tx.apply(
                &[queued("b@agency.example", vec![line(1, Step::Reminder)])],
                at(10),
            )?;
            tx.apply(
                &[queued("c@agency.example", vec![line(1, Step::Firm)])],
                at(10),
            )?;
            let row = |id: &str| {
                tx.outgoing_by_message_id(&MessageId::new(id))
                    .expect("read")
                    .expect("row")
                    .id
            };
            let begun = row("b@agency.example");
            let untouched = row("c@agency.example");
            tx.claim(claimed, at(10))?;
            let claim = tx.claim(begun, at(10))?.expect("claim");
            tx.body_started(&claim, at(10))?;
            let recovered = tx.recover(at(11))?;
            assert_eq!(
                (recovered.queued, recovered.unsure),
                (vec![claimed], vec![begun])
            );
            assert_eq!(status(tx, begun), FollowUpStatus::Unsure);
            assert!(!tx.complete_sent(&claim, &accepted(), at(11))?);
            assert_eq!(state(tx, untouched), OutgoingState::Queued);
            assert_eq!(tx.recover(at(11))?, crate::store::Recovered::default());
            Ok(())
        })
        .expect("write");
}

#[test]
fn caps_count_what_was_begun() {
    let (_folder, mut store, id) = one_queued();
    let client = ClientKey("client.example".into());
    let counts = |tx: &Tx<'_>, since| -> anyhow::Result<(u32, u32, u32)> {
        Ok((
            tx.begun_to(&address("anna@agency.example"), since)?,
            tx.begun_to_client(&client, since)?,
            tx.begun_in_all(since)?,
        ))
    };
    store
        .write(|tx| {
            assert_eq!(counts(tx, at(0))?, (0, 0, 0), "queued only");
            let claim = tx.claim(id, at(10))?.expect("claim");
            assert_eq!(counts(tx, at(0))?, (1, 1, 1));
            assert_eq!(counts(tx, at(11))?, (0, 0, 0), "too long ago");
            tx.requeue(&claim, "no route", at(10), at(10))?;
            assert_eq!(counts(tx, at(0))?, (0, 0, 0), "it did not leave");
            Ok(())
        })
        .expect("write");
}

#[test]
fn client_mail_expires_with_its_window() {
    let (_folder, mut store, id) = one_queued();
    store
        .write(|tx| {
            assert!(tx.postpone(id, "cap", at(20))?);
            assert_eq!(
                tx.next_outgoing()?,
                Some(at(18)),
                "the end of the window comes first"
            );
            assert!(tx.expired_outgoing(at(17))?.is_empty());
            assert_eq!(tx.expired_outgoing(at(18))?.len(), 1);
            assert!(tx.due_outgoing(at(20), 9)?.is_empty());
            assert!(tx.withdraw(id, "window", at(18))?);
            assert_eq!(status(tx, id), FollowUpStatus::Withdrawn);
            assert!(
                !tx.follow_up_exists(&line(1, Step::Friendly))?,
                "planned anew"
            );
            Ok(())
        })
        .expect("write");
}
