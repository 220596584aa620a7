//! Mode forewarn: what a word about a forewarning stops, and what is no silence.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that cannot be told is a failed test"
)]

use nudged::model::{HoldReason, Mail, Step};

use super::story::{Letter, Story, letter};
use super::{INES, OTTO};

const CONTACT: &str = "otto@falk.example";
const OWNER: &str = "ines@studio.example";

/// Two things of one day that Otto owes Ines, due on Friday, 6 March, and the forewarning of that
/// morning about both.
fn told() -> (Story, String) {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"forewarn\"")],
    );
    for (at, what) in [("10:00", "Floor plan"), ("10:20", "Portraits")] {
        let body = format!("Hi Otto, please send us the {what} by 6 March.\n");
        story.mail(&format!("2026-03-02 {at}"), letter(INES, OTTO, what, &body));
    }
    story.until("2026-03-06 10:00");
    let told = story
        .mails_to(OWNER)
        .into_iter()
        .rfind(|mail| mail.subject.contains("go out on"))
        .expect("forewarned");
    let id = told.id().as_str().to_owned();
    (story, id)
}

fn answer(words: &str, told: &str) -> Letter {
    letter(INES, "", "Re: words", &format!("{words}\n"))
        .private()
        .answering(told)
}

/// What the mails to Otto until Monday evening are about.
fn left(story: &mut Story) -> Vec<String> {
    story.until("2026-03-09 18:00");
    let subject = |mail: Mail| mail.text;
    story.mails_to(CONTACT).into_iter().map(subject).collect()
}

#[test]
fn one_understood_line_is_no_silence_about_the_rest() {
    for words in [
        "skip 2\nLeave the other one too please, Otto rang me this morning.",
        "skip 2\nPlease do not send 1 either.",
        "snooze 2 5d\n另一个也先别发，我今天上午和他通过电话。",
        "skip 2\nsnoze 1 5d",
        "skip 2\nskip 11",
    ] {
        let (mut story, told) = told();
        story.mail("2026-03-06 10:10", answer(words, &told));
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
        assert!(left(&mut story).is_empty(), "{words}");
    }
}

#[test]
fn a_courtesy_beside_the_word_holds_nothing() {
    for words in [
        "Hi,\n\nskip 2\n\nThanks\nInes",
        "skip 2\nThank you, have a nice weekend!\nInes",
        "您好\n跳过 2\n谢谢",
        "skip 2, thanks",
    ] {
        let (mut story, told) = told();
        story.mail("2026-03-06 10:10", answer(words, &told));
        let left = left(&mut story);
        assert_eq!(left.len(), 1, "{words}");
        assert!(left[0].contains("Floor plan"), "{words}: {}", left[0]);
    }
}

#[test]
fn an_answer_with_a_colleague_in_copy_is_one() {
    let copied = |words: &str, told: &str| {
        letter(INES, "", "Re: words", &format!("{words}\n"))
            .private()
            .cc("Lead <lead@studio.example>")
            .answering(told)
    };
    let (mut story, id) = told();
    let words = "Please hold these, I talked to Otto on the phone this morning.";
    story.mail("2026-03-06 10:10", copied(words, &id));
    for item in [1, 2] {
        assert_eq!(story.holds(item), [HoldReason::Review]);
    }
    assert!(left(&mut story).is_empty());
    // Thanks among colleagues stop nothing.
    let (mut story, id) = told();
    story.mail("2026-03-06 10:10", copied("Thanks, all fine.", &id));
    assert_eq!(left(&mut story).len(), 1);
}

#[test]
fn skip_drops_the_step_it_was_told_of_whatever_other_mail_moved() {
    // Another mail to Otto left within the week, so a heads-up about the floor plan never was to come.
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"forewarn\"")],
    );
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-7", "Hi Otto,\n\nplease find attached invoice SN-7 over EUR 900.00, payable by 12 March 2026.\n\nInes\n").file("SN-7.pdf"),
    );
    story.mail(
        "2026-03-02 11:00",
        letter(
            INES,
            OTTO,
            "Floor plan",
            "Hi Otto, please send us the floor plan by 12 March.\n",
        ),
    );
    story.until("2026-03-12 10:00");
    story.mail(
        "2026-03-12 10:00",
        letter(INES, "", "words", "skip 2\n").private(),
    );
    let dropped: Vec<Step> = story.item(2).ladder.passed.iter().map(|s| s.step).collect();
    assert_eq!(dropped, [Step::Friendly]);
    story.until("2026-03-16 18:00");
    let about_it = |mail: &&Mail| mail.text.contains("floor plan");
    assert_eq!(story.mails_to(CONTACT).iter().filter(about_it).count(), 0);
}

#[test]
fn an_ok_is_for_the_mail_that_was_told_of_and_no_later_one() {
    let (mut story, told) = told();
    story.mail(
        "2026-03-06 10:20",
        letter(
            OTTO,
            INES,
            "Re: Floor plan",
            "You get the floor plan on 20 March.\n",
        )
        .answering("m1@story.example"),
    );
    story.mail("2026-03-06 10:30", answer("ok 1", &told));
    assert_eq!(story.item(1).ladder.approved, None);
    let told_of = |story: &Story| {
        let mut told = story.mails_to(OWNER);
        told.retain(|m| m.subject.contains("out on") && m.text.contains("#1 Floor plan"));
        told.len()
    };
    story.until("2026-03-10 08:00");
    let before = told_of(&story);
    story.until("2026-03-25 18:00");
    let left = story.mails_to(CONTACT);
    assert!(left.iter().any(|mail| mail.text.contains("20 March")));
    assert!(told_of(&story) > before, "told before it leaves");
}

#[test]
fn an_ok_does_not_outlive_an_absence() {
    let (mut story, told) = told();
    story.mail("2026-03-06 10:20", answer("ok 1", &told));
    assert_eq!(story.item(1).ladder.approved, Some(Step::Friendly));
    story.mail(
        "2026-03-06 11:00",
        letter(
            OTTO,
            INES,
            "Automatic reply: Floor plan",
            "I am out of the office until 20 March.\n",
        )
        .header("Auto-Submitted: auto-replied")
        .answering("m1@story.example"),
    );
    assert_eq!(story.item(1).ladder.approved, None);
}

#[test]
fn an_ok_to_what_is_closed_does_nothing() {
    let (mut story, told) = told();
    story.mail("2026-03-06 10:20", answer("done 1", &told));
    story.mail("2026-03-06 10:30", answer("ok 1", &told));
    assert_eq!(story.item(1).ladder.approved, None);
}
