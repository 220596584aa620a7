//! Who vouches for a mail, and what none of it may do without.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State};

#[test]
fn a_failed_proof_closes_nothing_and_asks_the_owner() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "We have paid the invoice in full today.\n",
        )
        .answering(&asked)
        .proof(Some("fail")),
    );
    let item = story.item(1);
    assert!(item.closed.is_none());
    assert_eq!(
        item.holds.iter().map(|h| h.reason).collect::<Vec<_>>(),
        [HoldReason::Review]
    );
    assert_eq!(story.events(EventKind::AskedOwner).len(), 1);
}

#[test]
fn without_any_proof_a_reply_holds_until_the_owner_answers() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "We have paid the invoice in full today.\n",
        )
        .answering(&asked)
        .proof(None),
    );
    assert!(story.item(1).closed.is_none());
    story.until("2026-05-30 18:00");
    assert!(story.follow_ups().is_empty());
    assert_eq!(story.state(1), State::Held);
}

#[test]
fn a_command_in_a_mail_the_client_sees_does_nothing() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-03 10:00",
        letter(INES, OTTO, "Re: Brochure material", "done 1\n").answering(&asked),
    );
    assert!(story.item(1).closed.is_none());
    story.mail(
        "2026-03-03 11:00",
        letter(
            OTTO,
            "track@studio.example",
            "Re: Brochure material",
            "done 1\ncancel 1\n",
        )
        .cc("")
        .answering(&asked),
    );
    assert!(story.item(1).closed.is_none());
}

#[test]
fn a_member_without_proof_opens_nothing_but_can_prove_himself_by_answering() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let unproved = story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Brochure material",
            "Hi Otto, please send us the floor plan by 6 March.\n",
        )
        .proof(None),
    );
    assert!(story.items().is_empty());
    let token = story.mails_to("ines@studio.example").remove(0);
    story.mail(
        "2026-03-02 10:30",
        letter(INES, "", "Re: token", "open\n")
            .private()
            .proof(None)
            .answering(&unproved)
            .answering(token.id().as_str()),
    );
    let item = story.item(1);
    assert_eq!(item.opened_by.as_str(), unproved);
    assert_eq!(item.due.to_string(), "2026-03-06");
}

#[test]
fn a_forged_mail_does_not_end_a_review_that_waits_for_the_owner() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let paid = "Hello Ines, the invoice was paid yesterday.\n";
    story.mail(
        "2026-03-04 10:00",
        letter(OTTO, INES, "Re: Invoice SN-204", paid)
            .answering(&asked)
            .proof(None),
    );
    story.mail(
        "2026-03-04 11:00",
        letter(OTTO, INES, "Re: Invoice SN-204", "Please wait.\n")
            .answering(&asked)
            .proof(Some("fail")),
    );
    story.until("2026-05-30 18:00");
    assert!(story.follow_ups().is_empty(), "{:?}", story.follow_ups());
}
