//! What is said to have been sent, and was never seen.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{HoldReason, State};

fn answered(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-16 10:00",
        letter(OTTO, INES, "Re: Brochure material", words).answering(&asked),
    );
    story
}

#[test]
fn what_was_never_seen_closes_nothing() {
    for words in [
        "We already sent everything.\n",
        "两样东西上个月就都发给您了。\n",
    ] {
        let mut story = answered(words);
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
        let told = story.mails_to("ines@studio.example").pop().expect("told");
        assert!(told.text.contains("never saw it"), "{}", told.text);
        assert!(story.mails_to("lead@studio.example").is_empty());
        let before = story.follow_ups().len();
        story.until("2026-03-25 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
        story.mail(
            "2026-03-26 10:00",
            letter(INES, "track@studio.example", "word", "done 1\n"),
        );
        assert_eq!(story.state(1), State::Closed);
    }
}

#[test]
fn who_is_annoyed_at_being_asked_again_is_heard_by_the_lead() {
    for words in [
        "You keep asking for this. We sent all of it weeks ago.\n",
        "It is the fourth reminder, and we emailed you everything last month!\n",
        "材料上个月就全部发给你们了，这是第四次问了！\n",
    ] {
        let mut story = answered(words);
        assert_eq!(story.state(1), State::Disputed, "{words}");
        assert_eq!(story.mails_to("lead@studio.example").len(), 1, "{words}");
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn who_says_on_which_day_he_sent_it_promises_nothing_and_is_not_chased() {
    for words in [
        "I sent both to you on Friday.\n",
        "We sent everything on Monday, by separate mail.\n",
        "周一已经都发给您了。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-10 10:00", reply);
        let before = story.follow_ups().len();
        story.until("2026-04-17 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
        let rests = story.state(1) == State::Closed || !story.holds(1).is_empty();
        assert!(rests, "{words}");
    }
}

#[test]
fn what_is_ready_and_has_not_gone_out_has_not_come() {
    for words in [
        "平面图画好了，等审核。\n",
        "The floor plan is finished, our director has to approve it.\n",
        "平面图和照片传到一半断网了。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-03 10:00", reply);
        assert_eq!(story.item(1).open_asks().count(), 2, "{words}");
        assert!(!story.holds(1).is_empty(), "{words}");
    }
}
