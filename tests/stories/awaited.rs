//! What a client says that waits for a word of the team, though it is no question.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{HoldReason, State};

fn reasons(story: &Story) -> Vec<HoldReason> {
    story.item(1).holds.iter().map(|h| h.reason).collect()
}

#[test]
fn a_proposal_or_a_condition_of_an_invoice_waits_for_its_owner() {
    for words in [
        "We would like to pay EUR 900.00 now and EUR 900.00 in May.\n",
        "Ines said we could pay in May.\n",
        "We will pay EUR 1,700.00 because of the delay.\n",
        "The payment bounced back.\n",
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
            reasons(&story)
        );
        assert!(!reasons(&story).is_empty(), "{words}");
    }
}

/// A request for a logo, a price list and photo releases, answered once.
fn answered(words: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Material for the fair", "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The logo as SVG\n2. The price list\n3. Signed photo releases\n\nThanks\nInes\n"),
    );
    let mut answer = letter(OTTO, INES, "Re: Material for the fair", words).answering(&asked);
    for file in files {
        answer = answer.file(file);
    }
    story.mail("2026-03-04 11:00", answer);
    story
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
            reasons(&story).contains(&HoldReason::Decline),
            "{words}: {:?}",
            reasons(&story)
        );
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}
