//! `preview`: any follow-up as it would leave, and what a real one refers to.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use nudged::app::preview::call_notice;
use nudged::model::{Fact, Step};

use super::story::{Story, at, letter};
use super::{INES, OTTO, invoice, request};

#[test]
fn what_is_previewed_is_what_leaves() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-03-09 08:59");
    let shown = story.preview(&[1], None);
    assert!(shown.notes.is_empty(), "{:?}", shown.notes);
    assert!(story.mails_to("otto@falk.example").is_empty());
    story.until("2026-03-09 18:00");
    let left = story.mails_to("otto@falk.example").remove(0);
    assert_eq!(left.text.trim_end(), shown.content.text.trim_end());
    assert_eq!(left.subject, shown.content.subject);
}

/// Without a step it is the one that would leave next, whatever keeps it back.
#[test]
fn the_step_that_comes_next_is_previewed() {
    // The client's mailbox is gone after the friendly mail: a new address would get the reminder.
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.until("2026-03-09 18:00");
    let stop = "Please stop sending me these e-mails.\n";
    let words = letter(OTTO, INES, "Re: Brochure material", stop).answering(&asked);
    story.mail("2026-03-10 10:00", words);
    let step = |story: &Story| story.preview(&[1], None).follow_up.step();
    assert_eq!(step(&story), Some(Step::Reminder));
    // Held past its day, it gets no heads-up any more.
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let words = letter(INES, "", "words", "snooze 1 2026-03-12\n").private();
    story.mail("2026-03-02 11:00", words);
    assert_eq!(step(&story), Some(Step::Friendly));
    // Inside the gap after the opening mail there is none either.
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    assert_eq!(step(&story), Some(Step::Friendly));
    // After the last mail comes a call, and that is said.
    story.until("2026-03-25 18:00");
    let shown = story.preview(&[1], None);
    assert_eq!(shown.follow_up.step(), Some(Step::Last));
    assert!(
        shown.notes[0].contains("telephone call"),
        "{:?}",
        shown.notes
    );
}

/// What is not due yet is worded as of the day it will be.
#[test]
fn a_step_that_is_far_off_is_dated_its_own_day() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story); // due on Friday, 6 March
    for (step, day) in [
        (Step::HeadsUp, "2026-03-04 09:00"),
        (Step::Friendly, "2026-03-09 09:00"),
        (Step::Firm, "2026-03-18 09:00"),
        (Step::Last, "2026-03-24 09:00"),
    ] {
        let shown = story.preview(&[1], Some(step));
        assert_eq!(shown.at, at(day), "{step:?}");
        let text = shown.content.text;
        let overdue = text.contains("overdue") || text.contains("was due");
        assert!(step != Step::HeadsUp || !overdue, "{text}");
    }
    // Past its day it is as of now; a heads-up is of its day or of none.
    story.until("2026-03-20 12:00");
    assert_eq!(
        story.preview(&[1], Some(Step::Friendly)).at,
        at("2026-03-20 12:00")
    );
    let shown = story.preview(&[1], Some(Step::HeadsUp));
    assert_eq!(shown.at, at("2026-03-04 09:00"));
    assert!(shown.notes[0].contains("before"), "{:?}", shown.notes);
}

#[test]
fn the_call_can_be_seen_too() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "Call me on +49 30 5556677 if that is easier.\n\nOtto Falk\nTel. +49 30 5556677\n";
    story.mail(
        "2026-03-03 10:00",
        letter(OTTO, INES, "Re: Brochure material", words).answering(&asked),
    );
    let look = |number: i64, story: &Story| {
        story.read(|tx, config| {
            let templates = nudged::render::Templates::new(&[])?;
            call_notice(
                tx,
                nudged::model::ItemId(number),
                config,
                &templates,
                story.now(),
            )
        })
    };
    let shown = look(1, &story).expect("an item");
    assert_eq!(shown.to.as_str(), "ines@studio.example");
    assert!(
        shown.content.text.contains("5556677"),
        "{}",
        shown.content.text
    );
    assert!(look(9, &story).is_none());
}

#[test]
fn held_closed_and_several_can_be_seen_at_any_step() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines, we will send both by 11 March.\n",
        )
        .answering(&asked),
    );
    let events = story.history(1).len();
    let held = story.preview(&[1], Some(Step::Firm));
    assert_eq!(held.notes, ["#1 is held until 2026-03-12 (promise)"]);
    assert!(
        held.content.text.contains("Our part of"),
        "{}",
        held.content.text
    );
    let both = story.preview(&[2, 1], Some(Step::Reminder));
    assert!(
        both.content.text.contains("come back to these points"),
        "{}",
        both.content.text
    );
    assert!(both.content.html.contains("SN-204"));
    story.mail(
        "2026-03-05 10:00",
        letter(INES, "", "words", "done 1\n").private(),
    );
    let closed = story.preview(&[1], None);
    assert!(
        closed.notes.iter().any(|note| note.contains("closed")),
        "{:?}",
        closed.notes
    );
    assert!(
        closed.content.text.contains("floor plan"),
        "{}",
        closed.content.text
    );
    assert!(story.history(1).len() > events);
    assert!(story.mails_to("otto@falk.example").is_empty());
}

/// The words of a follow-up, as real answers lead to them.
#[test]
fn a_follow_up_refers_to_what_happened_since() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.until("2026-03-16 18:00");
    story.mail(
        "2026-03-17 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-20 10:00",
        letter(INES, "", "words", "reopen 1\n").private(),
    );
    story.until("2026-03-25 18:00");
    let mail = story
        .mails_to("otto@falk.example")
        .pop()
        .expect("a follow-up");
    assert!(
        mail.text
            .contains("Thank you for letting us know on Tuesday, 17 March"),
        "{}",
        mail.text
    );
    assert!(
        !mail.text.contains("may well be on its way"),
        "{}",
        mail.text
    );

    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let question = story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Which of the two formats do you need?\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-05 10:00",
        letter(
            INES,
            OTTO,
            "Re: Brochure material",
            "Hi Otto, PDF is fine.\n",
        )
        .answering(&question),
    );
    story.until("2026-03-10 18:00");
    let facts = story.preview(&[1], None).facts;
    let mail = story
        .mails_to("otto@falk.example")
        .pop()
        .expect("a follow-up");
    assert!(
        mail.text
            .contains("Your question was answered on Thursday, 5 March"),
        "{facts:?} {}",
        mail.text
    );
    assert!(mail.text.starts_with("Hi Otto,"), "{}", mail.text);
    let said = |facts: &[Vec<Fact>]| {
        facts
            .iter()
            .flatten()
            .any(|f| matches!(f, Fact::Answered { .. }))
    };
    assert!(!said(&story.preview(&[1], None).facts), "said once");
}
