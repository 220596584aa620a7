//! What a client says that waits for a word of the team, though it is no question.

use super::leftovers::answered;
use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{HoldReason, State};

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
