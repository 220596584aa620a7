//! What an owner says, and what becomes of the item.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::State;

#[test]
fn reopening_keeps_what_was_given_before_the_close() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Re: Brochure material", "part 1 1\n")
            .private()
            .answering(&asked),
    );
    story.mail(
        "2026-03-05 10:00",
        letter(INES, "", "Re: Brochure material", "done 1\n")
            .private()
            .answering(&asked),
    );
    story.mail(
        "2026-03-05 11:00",
        letter(INES, "", "Re: Brochure material", "reopen 1\n")
            .private()
            .answering(&asked),
    );
    let done: Vec<bool> = story.item(1).asks.iter().map(|a| a.done).collect();
    assert_eq!(done, [true, false]);
}

#[test]
fn an_owner_who_names_no_living_contact_is_told_and_time_goes_on() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail("2026-03-03 10:00", letter(OTTO, INES, "Re: Brochure material", "I no longer work on this, please take me off your list and do not write to me again.\n").answering(&asked));
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Re: Brochure material", "chase 1\n")
            .private()
            .answering(&asked),
    );
    story.until("2026-04-30 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
}

#[test]
fn what_is_reopened_with_nobody_left_to_write_to_is_held_for_a_name() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail("2026-03-03 10:00", letter(OTTO, INES, "Re: Brochure material", "I no longer work on this, please take me off your list and do not write to me again.\n").answering(&asked));
    for (at, word) in [
        ("2026-03-04 10:00", "done 1\n"),
        ("2026-03-05 10:00", "reopen 1\n"),
    ] {
        let word = letter(INES, "", "Re: Brochure material", word).private();
        story.mail(at, word.answering(&asked));
    }
    assert_eq!(story.state(1), State::Held);
    let before = story.mails_to("ines@studio.example").len();
    story.until("2026-03-06 10:00");
    let daily = story.mails_to("ines@studio.example");
    assert!(daily.len() > before, "nobody is asked for a name");
}

#[test]
fn a_payment_taken_back_is_owed_again_and_nothing_is_never_asked_for() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(INES, "", "Re: Invoice SN-204", "paid 1\n").private(),
    );
    story.mail(
        "2026-03-04 11:00",
        letter(INES, "", "Re: Invoice SN-204", "reopen 1\n").private(),
    );
    assert_eq!(story.item(1).balance().expect("balance").plain(), "1800.00");
}
