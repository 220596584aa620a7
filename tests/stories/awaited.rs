//! What a client says that waits for a word of the team, though it is no question.

use super::leftovers::answered;
use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State, Turn};

#[test]
fn a_proposal_or_a_condition_of_an_invoice_waits_for_its_owner() {
    for words in [
        "We would like to pay EUR 900.00 now and EUR 900.00 in May.\n",
        "Ines said we could pay in May.\n",
        "We will pay EUR 1,700.00 because of the delay.\n",
        "The payment bounced back.\n",
        "As agreed with Tom we pay after the fair.\n",
        "As agreed, we pay once the hall is open.\n",
        "跟韩雪说好了，展会结束再付。\n",
        "我们想分两次付，先付一半。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let before = story.follow_ups().len();
        let answer = letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked);
        story.mail("2026-03-09 10:00", answer);
        story.until("2026-04-10 18:00");
        assert_ne!(story.state(1), State::Closed, "{words}");
        assert_eq!(
            story.follow_ups().len(),
            before,
            "{words}: {:?}",
            story.holds(1)
        );
        assert!(!story.holds(1).is_empty(), "{words}");
    }
}

#[test]
fn a_courteous_question_about_what_has_not_come_holds_the_rest() {
    for words in [
        "Logo attached. Is the price list from 2025 OK?\n",
        "The logo is attached. The price list of last year, okay?\n",
        "logo见附件。price list用去年的可以吗？\n",
    ] {
        let mut story = answered(words, &["logo.svg"]);
        assert_eq!(story.state(1), State::Held, "{words}");
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn what_is_not_to_be_had_is_its_owners_turn_beside_a_promise() {
    for words in [
        "Hi Ines, see below.\n> 1. The logo as SVG\nattached\n> 2. The price list\ncomes on 24 March\n> 3. Signed photo releases\nwe have none, sorry\n",
        "The logo is attached, the price list comes on 24 March. Signed releases: we don't have any.\n",
    ] {
        let mut story = answered(words, &["logo.svg"]);
        assert!(
            story.holds(1).contains(&HoldReason::Decline),
            "{words}: {:?}",
            story.holds(1)
        );
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn who_waits_for_the_team_is_not_chased_before_it_has_answered() {
    for (of, words) in [
        (
            0,
            "As soon as you send us the layout I can choose the portraits.\n",
        ),
        (0, "版式您发来之后我们马上选照片。\n"),
        (1, "If that is fine with you, we will pay on Friday.\n"),
        (
            1,
            "Payment was planned for last week but our controller stopped it because the delivery note is missing.\n",
        ),
        (1, "您这边确认工时后，我们周五付款。\n"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = if of == 0 {
            request(&mut story)
        } else {
            invoice(&mut story)
        };
        let reply = letter(OTTO, INES, "Re: Brochure", words).answering(&asked);
        story.mail("2026-03-03 10:00", reply);
        assert_eq!(story.item(1).turn(), Turn::Team, "{words}");
        story.until("2026-04-17 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn a_stand_in_is_no_farewell_and_more_time_no_dispute() {
    for (words, want) in [
        (
            "I am out of the office until 24 March. In urgent matters please contact nora@falk.example.\n",
            HoldReason::Absence,
        ),
        (
            "我出差到3月24日，急事请联系诺拉 nora@falk.example\n",
            HoldReason::Absence,
        ),
        ("Please give us two more weeks.\n", HoldReason::Promise),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-03 10:00", reply);
        let holds = story.holds(1);
        assert!(
            holds.contains(&want) || holds == [HoldReason::Question],
            "{words} {holds:?}"
        );
        assert!(!holds.contains(&HoldReason::OptOut), "{words}");
        story.until("2026-03-16 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}
