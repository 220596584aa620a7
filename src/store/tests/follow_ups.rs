//! Follow-ups: each step once, proposals and what becomes of them.

use super::*;
use crate::matching::Lookup as _;
use crate::model::{Notice, NoticeKind};
use crate::store::{FollowUpStatus, StoreError};

#[test]
fn a_step_goes_out_once_until_it_is_withdrawn() {
    let (_folder, mut store) = store();
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            tx.apply(
                &[write_item(&item(2, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            tx.apply(
                &[queued("a@agency.example", vec![line(1, Step::Friendly)])],
                at(10),
            )
        })
        .expect("first");
    // A second mail with one line in common is refused as a whole, with all that came with it.
    let both = vec![line(2, Step::Friendly), line(1, Step::Friendly)];
    let fault = store
        .write(|tx| tx.apply(&[queued("b@agency.example", both.clone())], at(11)))
        .expect_err("repeated");
    assert_eq!(
        fault.downcast_ref(),
        Some(&StoreError::Repeated(line(1, Step::Friendly)))
    );
    store
        .write(|tx| {
            assert!(tx.follow_up_exists(&line(1, Step::Friendly))?);
            assert!(!tx.follow_up_exists(&line(2, Step::Friendly))?);
            assert_eq!(
                tx.last_follow_up_to(&address("bob@client.example"))?,
                Some(at(10))
            );
            let withdraw = Effect::Withdraw {
                items: vec![ItemId(1)],
                evidence: Evidence::new("answered", None, "here"),
            };
            let applied = tx.apply(&[withdraw.clone().into()], at(11))?;
            assert_eq!(applied.withdrawn.len(), 1);
            assert_eq!(applied.events.len(), 1);
            assert_eq!(applied.events[0].1.event, EventKind::Withdrawn);
            assert_eq!(tx.last_follow_up_to(&address("bob@client.example"))?, None);
            assert!(
                tx.apply(&[withdraw.into()], at(11))?.events.is_empty(),
                "nothing withdrawn, nothing told"
            );
            tx.apply(&[queued("c@agency.example", both)], at(12))?;
            assert!(tx.follow_up_exists(&line(2, Step::Friendly))?);
            let row = tx
                .outgoing_by_message_id(&MessageId::new("C@agency.example"))?
                .expect("row");
            assert_eq!(row.mail.bytes, b"Subject: x\r\n\r\ny\r\n");
            assert_eq!(
                tx.by_message_id(&row.mail.message_id)?,
                vec![ItemId(1), ItemId(2)],
                "answers to it are found"
            );
            assert_eq!(
                tx.history(ItemId(2))?.len(),
                2,
                "the merged mail is told of both"
            );
            Ok(())
        })
        .expect("again");
}

#[test]
fn proposals_wait_are_replaced_accepted_and_overtaken() {
    let (_folder, mut store) = store();
    let propose = |mode| -> Prepared {
        Effect::FollowUp {
            follow_up: follow_up(vec![line(1, Step::Friendly)], mode),
            entry: entry(EventKind::FollowUp),
        }
        .into()
    };
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            assert!(
                tx.apply(&[propose(Mode::Approve)], at(9))?
                    .events
                    .is_empty(),
                "nothing has left"
            );
            let (first, _) = tx.proposed(ItemId(1))?.pop().expect("proposal");
            tx.apply(&[propose(Mode::Forewarn)], at(10))?;
            let (second, shown) = tx.proposed(ItemId(1))?.pop().expect("proposal");
            assert_ne!(first, second);
            assert_eq!(shown.mode, Mode::Forewarn);
            assert_eq!(tx.proposed(ItemId(1))?.len(), 1);
            assert_eq!(tx.last_follow_up_to(&address("bob@client.example"))?, None);
            tx.apply(
                &[queued("a@agency.example", vec![line(1, Step::Friendly)])],
                at(11),
            )?;
            assert_eq!(
                tx.follow_up(second)?.map(|(status, _)| status),
                Some(FollowUpStatus::Accepted)
            );
            assert!(
                !tx.settle_proposal(second, FollowUpStatus::Skipped)?,
                "settled already"
            );
            tx.apply(
                &[Effect::Withdraw {
                    items: vec![ItemId(1)],
                    evidence: Evidence::default(),
                }
                .into()],
                at(12),
            )?;
            tx.apply(&[propose(Mode::Approve)], at(13))?;
            tx.apply(
                &[Effect::Withdraw {
                    items: vec![ItemId(1)],
                    evidence: Evidence::default(),
                }
                .into()],
                at(14),
            )?;
            assert!(
                tx.proposed(ItemId(1))?.is_empty(),
                "an ok that crosses an answer must not send"
            );
            // Shown in observe, the step may still be sent once the mode changes, but is shown once.
            tx.apply(&[propose(Mode::Observe)], at(15))?;
            assert!(tx.was_observed(&line(1, Step::Friendly))?);
            assert!(
                tx.last_observed_to(&address("bob@client.example"))?
                    .is_some()
            );
            assert!(!tx.follow_up_exists(&line(1, Step::Friendly))?);
            let fault = tx
                .apply(&[propose(Mode::Observe)], at(16))
                .expect_err("twice");
            assert!(fault.downcast_ref::<StoreError>().is_some());
            tx.apply(
                &[queued("b@agency.example", vec![line(1, Step::Friendly)])],
                at(17),
            )?;
            Ok(())
        })
        .expect("write");
}

#[test]
fn a_proposal_knows_the_notice_that_told_of_it() {
    let (_folder, mut store) = store();
    let proposal = follow_up(vec![line(1, Step::Friendly)], Mode::Forewarn);
    let evidence = Evidence::new("forewarning", None, "tomorrow");
    let notice = Notice::to_owner(
        NoticeKind::Forewarning,
        &item(1, "client.example"),
        &evidence,
    );
    store
        .write(|tx| {
            tx.apply(
                &[write_item(&item(1, "client.example"), EventKind::Opened)],
                at(9),
            )?;
            let propose = Effect::FollowUp {
                follow_up: proposal,
                entry: entry(EventKind::FollowUp),
            };
            let told = Prepared {
                effect: Effect::Notice { notice },
                outgoing: Some(outgoing("n@agency.example", OutgoingClass::Notice, &[1])),
            };
            tx.apply(&[propose.into()], at(10))?;
            let (id, _) = tx.proposed(ItemId(1))?.pop().expect("proposal");
            assert_eq!(tx.told_of(id)?, None);
            let row = tx.apply(&[told], at(10))?.queued[0];
            assert_eq!(tx.told_of(id)?.map(|row| row.id), Some(row));
            tx.mark_bounced(row, at(12))?;
            tx.mark_bounced(row, at(13))?;
            assert_eq!(tx.told_of(id)?.and_then(|row| row.bounced_at), Some(at(12)));
            Ok(())
        })
        .expect("write");
}
