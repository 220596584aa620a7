//! What a notice asks is answered as people answer, and offers the word that is needed.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::HoldReason;

const MODE: &str = "mode = \"auto\"";

#[test]
fn a_plain_yes_to_a_forewarning_lets_it_go() {
    for (words, goes) in [("好的，发吧\n", true), ("好的，先别发。\n", false)] {
        let mut story = Story::begin("2026-03-02 09:00", &[(MODE, "mode = \"forewarn\"")]);
        request(&mut story);
        story.until("2026-03-03 08:00");
        let mut asked = None;
        for day in 3..=9 {
            story.until(&format!("2026-03-0{day} 12:00"));
            let mails = story.mails_to("ines@studio.example");
            asked = mails.into_iter().rfind(|m| m.subject.contains("goes"));
            if asked.is_some() {
                break;
            }
        }
        let id = asked.expect("a forewarning").message_id.expect("an id");
        let when = story.now().with_timezone(&chrono_tz::Europe::Berlin);
        let when = when.format("%Y-%m-%d 12:30").to_string();
        let mail = letter(INES, "", "Re: goes out", words).private();
        story.mail(&when, mail.answering(id.as_str()));
        let held = story.holds(1).contains(&HoldReason::Review);
        assert_eq!(held, !goes, "{words}");
        story.until("2026-03-12 18:00");
        assert_eq!(!story.follow_ups().is_empty(), goes, "{words}");
    }
}

#[test]
fn a_colleague_the_client_puts_in_copy_is_offered_as_contact() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hello Ines,\n\nthese are with my colleague Nora, I have put her in copy. She will come back to you.\n\nOtto\n",
        )
        .cc("nora@falk.example")
        .answering(&asked),
    );
    let told = story
        .mails_to("ines@studio.example")
        .pop()
        .expect("a notice");
    assert!(
        told.text.contains("contact nora@falk.example"),
        "{}",
        told.text
    );
}

#[test]
fn where_the_amount_is_the_question_part_is_the_word() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello, we have paid a part of it today.\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.holds(1), [HoldReason::Review]);
    let told = story
        .mails_to("ines@studio.example")
        .pop()
        .expect("a notice");
    assert!(told.text.contains("part 500.00"), "{}", told.text);
}
