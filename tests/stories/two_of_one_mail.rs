//! An answer to one follow-up about two things: each gets what is said of it.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{HoldReason, State};

/// A follow-up about a list and another thing, both due on 6 March; gives its id.
fn together(other: &str, asks: &str) -> (Story, String, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let list = "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. Logo as SVG\n2. Price list for 2026\n3. Signed photo releases\n\nInes\n";
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Content for the catalogue", list),
    );
    story.mail("2026-03-02 10:20", letter(INES, OTTO, other, asks));
    story.until("2026-03-09 18:00");
    let mail = story.mails_to("otto@falk.example").pop().expect("chased");
    assert!(mail.text.contains("Logo as SVG"), "{}", mail.text);
    (story, mail.id().as_str().to_owned(), mail.subject)
}

#[test]
fn a_promise_goes_to_the_thing_it_is_of() {
    for words in [
        "Hi Ines,\n\nthe contract is attached, everything for the catalogue follows on 27 March.\n\nOtto\n",
        "Hi Ines,\n\nplease find the contract attached. All the rest for the catalogue will come on 27 March.\n\nOtto\n",
    ] {
        let asks = "Hi Otto,\n\nplease send back the signed contract by 6 March.\n\nInes\n";
        let (mut story, mail, subject) = together("Contract", asks);
        let answer = letter(OTTO, INES, &format!("Re: {subject}"), words).answering(&mail);
        story.mail("2026-03-09 20:00", answer.file("contract_signed.pdf"));
        assert_eq!(
            story.state(2),
            State::Closed,
            "{words}: {:?}",
            story.holds(2)
        );
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        assert!(story.done(1).is_empty(), "{words}");
    }
}

#[test]
fn all_that_one_sentence_lists_has_come() {
    for words in [
        "Hi Ines, the logo, the price list, the releases and the texts are all in our share: https://share.falk.example/x\n\nOtto\n",
        "Hi Ines,\n\nI have uploaded the logo, the price list, the releases and the texts to https://share.falk.example/x\n\nOtto\n",
    ] {
        let asks = "Hi Otto,\n\ncould you send us the texts for the website by 6 March?\n\nInes\n";
        let (mut story, mail, subject) = together("Texts for the website", asks);
        let answer = letter(OTTO, INES, &format!("Re: {subject}"), words).answering(&mail);
        story.mail("2026-03-09 20:00", answer);
        for item in [1, 2] {
            assert_eq!(
                story.state(item),
                State::Closed,
                "{words}: {item} {:?}",
                story.holds(item)
            );
        }
    }
}
