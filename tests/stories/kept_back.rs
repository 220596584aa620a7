//! Mail that was kept back on its way comes after newer mail.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::HoldReason;

#[test]
fn a_promise_that_comes_late_takes_nothing_from_the_newer_one() {
    for (subject, newer, older) in [
        (
            "Re: Invoice SN-204",
            "Please disregard what I wrote yesterday, the transfer goes out on 30 March.",
            "We will pay on 12 March.",
        ),
        (
            "回复：Invoice SN-204",
            "我们改到3月30日付款。",
            "我们3月12日付款。",
        ),
        (
            "Re: Brochure material",
            "We need until 30 March for all of it.",
            "You will have both by 12 March.",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = if subject.contains("SN-204") {
            invoice(&mut story)
        } else {
            request(&mut story)
        };
        story.mail(
            "2026-03-10 10:00",
            letter(OTTO, INES, subject, newer).answering(&asked),
        );
        let before = story.follow_ups().len();
        story.kept_back(
            "2026-03-09 16:00",
            "2026-03-10 14:00",
            letter(OTTO, INES, subject, older).answering(&asked),
        );
        let until = |story: &Story| {
            let holds = story.item(1).holds;
            let promised = holds.iter().find(|h| h.reason == HoldReason::Promise);
            promised.and_then(|h| h.until).map(|day| day.to_string())
        };
        assert_eq!(until(&story).as_deref(), Some("2026-03-31"), "{older}");
        let told = story.mails_to("ines@studio.example").pop().expect("told");
        assert!(told.text.contains("written before it"), "{}", told.text);
        story.until("2026-03-30 18:00");
        assert_eq!(story.follow_ups().len(), before, "{older}");
        story.until("2026-04-02 18:00");
        let chased = story.mails_to("otto@falk.example");
        let told = |mail: &&nudged::model::Mail| mail.text.contains("30 March");
        assert_eq!(chased.iter().filter(told).count(), 1, "{older}");
    }
}

#[test]
fn a_promise_written_after_the_other_takes_its_place() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    for (when, day) in [
        ("2026-03-10 10:00", "30 March"),
        ("2026-03-10 14:00", "20 March"),
    ] {
        let words = format!("We will pay on {day}.");
        let answer = letter(OTTO, INES, "Re: Invoice SN-204", &words);
        story.mail(when, answer.answering(&asked));
    }
    let until = story.item(1).holds.first().and_then(|h| h.until);
    assert_eq!(
        until.map(|day| day.to_string()).as_deref(),
        Some("2026-03-21")
    );
}
