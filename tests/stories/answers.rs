//! What a client answers, and what it does to the item.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{ClosedHow, State, Step, Turn};

#[test]
fn a_request_is_opened_receipted_chased_and_closed_by_the_answer() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let item = story.item(1);
    assert_eq!(item.due.to_string(), "2026-03-06");
    assert_eq!(item.asks.len(), 2);
    assert_eq!(item.client.0, "falk.example");
    let receipt = &story.mails_to("ines@studio.example")[0];
    assert!(receipt.text.contains("#1"), "{}", receipt.text);

    story.until("2026-03-10 08:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-03-09".to_owned(), Step::Friendly)]
    );
    let follow_up = &story.mails_to("otto@falk.example")[0];
    assert_eq!(follow_up.in_reply_to[0].as_str(), asked);
    assert!(follow_up.references.iter().any(|id| id.as_str() == asked));
    assert_eq!(
        follow_up.from.as_ref().map(|p| p.name.as_str()),
        Some("Ines Holm")
    );
    assert!(follow_up.text.contains("floor plan"));
    assert!(
        follow_up
            .cc
            .iter()
            .any(|p| p.address.as_str() == "ines@studio.example")
    );
    assert!(
        follow_up
            .reply_to
            .iter()
            .any(|p| p.address.as_str() == "ines@studio.example")
    );
    assert_eq!(follow_up.auto_submitted.as_deref(), Some("auto-generated"));

    story.mail(
        "2026-03-10 11:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines,\n\nattached are the floor plan and the two portraits.\n\nOtto\n",
        )
        .answering(&asked)
        .file("floor-plan.pdf")
        .file("portraits-board.pdf"),
    );
    let item = story.item(1);
    assert_eq!(
        item.closed.as_ref().map(|c| c.how),
        Some(ClosedHow::Delivered),
        "{item:?}"
    );
    story.until("2026-04-30 18:00");
    assert_eq!(story.follow_ups().len(), 1, "nobody who answered is nagged");
}

#[test]
fn a_payment_stated_closes_unconfirmed_until_paid_is_said() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    let closed = story.item(1).closed.expect("closed");
    assert_eq!((closed.how, closed.confirmed), (ClosedHow::Paid, false));
    story.mail(
        "2026-03-12 10:00",
        letter(INES, "", "Re: Invoice SN-204", "paid 1\n").private(),
    );
    assert!(story.item(1).closed.expect("closed").confirmed);
}

#[test]
fn a_question_gives_the_turn_to_the_team_until_the_owner_answers() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let question = story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines,\n\nwhich floor plan do you need, ground floor or first floor?\n\nOtto\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.item(1).turn(), Turn::Team);
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty());
    story.mail(
        "2026-03-23 10:00",
        letter(
            INES,
            OTTO,
            "Re: Brochure material",
            "Hi Otto,\n\nthe ground floor only, please. Could you send it?\n\nInes\n",
        )
        .answering(&asked)
        .answering(&question),
    );
    assert_eq!(story.item(1).turn(), Turn::Client);
    story.until("2026-03-27 18:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-03-26".to_owned(), Step::Friendly)],
        "a gap after the owner's own mail"
    );
}

#[test]
fn a_dispute_stops_the_chase_and_reaches_owner_and_lead() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail("2026-03-11 10:00", letter(OTTO, INES, "Re: Invoice SN-204", "Hello Ines,\n\nthis invoice is wrong: we agreed on EUR 1,200. Please correct it.\n\nOtto\n").answering(&asked));
    assert_eq!(story.state(1), State::Disputed);
    assert!(!story.mails_to("lead@studio.example").is_empty());
    assert!(
        story.mails_to("chief@falk.example").is_empty(),
        "never the client's superior"
    );
    let before = story.follow_ups().len();
    story.until("2026-06-30 18:00");
    assert_eq!(story.follow_ups().len(), before);
}

/// An ask that joins two things waits for both, also among other asks.
#[test]
fn one_of_two_things_of_an_ask_does_not_tick_it() {
    for (text, files, left) in [
        (
            "The floor plan and the portraits are attached.\n",
            vec!["floor-plan.pdf", "portraits.zip"],
            vec![1],
        ),
        (
            "The floor plan, the guest list and the portraits are attached.\n",
            vec!["floor-plan.pdf", "guest-list.pdf", "portraits.zip"],
            vec![],
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = story.mail(
            "2026-03-02 10:00",
            letter(INES, OTTO, "Fair", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The floor plan and the guest list\n2. Two portraits of the board\n\nInes\n"),
        );
        let mut answer = letter(OTTO, INES, "Re: Fair", text).answering(&asked);
        for file in files {
            answer = answer.file(file);
        }
        story.mail("2026-03-04 10:00", answer);
        let item = story.item(1);
        let open: Vec<u32> = item.open_asks().map(|ask| ask.n).collect();
        assert_eq!(open, left, "{text}: {:?}", item.holds);
        assert_eq!(item.closed.is_none(), !left.is_empty(), "{text}");
    }
}
