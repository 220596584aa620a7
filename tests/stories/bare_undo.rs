//! `undo` without a number: the last decision of whoever says it, what the notice tells of that it
//! answers, and a question where it may mean several.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State};

const LEAD: &str = "Mara Lead <lead@studio.example>";
const HAN: &str = "韩雪 <hanxue@studio.example>";

/// Says something in a mail of its own; gives what is answered.
fn says(story: &mut Story, when: &str, who: &str, words: &str) -> String {
    let mail = letter(who, "", "words", &format!("{words}\n")).private();
    story.mail(when, mail);
    last_to(story, who)
}

/// Says something in answer to the newest mail to him.
fn answers(story: &mut Story, when: &str, who: &str, words: &str) -> String {
    let newest = story.mails_to(address(who)).pop().expect("a notice");
    answers_to(story, when, who, words, newest.id().as_str())
}

fn answers_to(story: &mut Story, when: &str, who: &str, words: &str, id: &str) -> String {
    let mail = letter(who, "", "Re: that", &format!("{words}\n")).private();
    story.mail(when, mail.answering(id));
    last_to(story, who)
}

fn address(who: &str) -> &str {
    let address = who.rsplit('<').next().unwrap_or_default();
    address.trim_end_matches('>')
}

fn last_to(story: &Story, who: &str) -> String {
    let mail = story.mails_to(address(who)).pop();
    mail.map(|mail| mail.text).unwrap_or_default()
}

fn two() -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    (story, asked)
}

#[test]
fn in_a_mail_of_its_own_it_takes_back_the_writers_last_decision() {
    for (word, undo, by) in [
        ("done 1", "undo", INES),
        ("snooze 1 5d", "撤销", INES),
        ("cancel 1", "undo", LEAD),
    ] {
        let (mut story, _) = two();
        let was = story.item(1);
        says(&mut story, "2026-03-03 09:30", INES, "pause 2");
        says(&mut story, "2026-03-03 10:00", by, word);
        let told = says(&mut story, "2026-03-05 11:00", by, undo);
        assert_eq!(story.item(1).holds, was.holds, "{word}: {told}");
        assert!(story.item(1).closed.is_none(), "{word}: {told}");
        assert!(told.contains("Undone"), "{word}: {told}");
        assert_eq!(story.holds(2), [HoldReason::Pause], "{word}");
    }
}

#[test]
fn said_again_it_goes_one_decision_further_back() {
    let (mut story, _) = two();
    says(&mut story, "2026-03-03 09:30", INES, "pause 2");
    says(&mut story, "2026-03-03 10:00", INES, "done 1");
    says(&mut story, "2026-03-03 11:00", INES, "undo");
    assert_eq!([story.state(1), story.state(2)], [State::Open, State::Held]);
    says(&mut story, "2026-03-03 12:00", INES, "undo");
    assert_eq!(story.state(2), State::Open);
}

#[test]
fn the_opening_is_the_last_decision_where_nothing_came_after_it() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let told = says(&mut story, "2026-03-02 11:00", INES, "undo");
    assert_eq!(story.state(1), State::Closed, "{told}");
    says(&mut story, "2026-03-02 12:00", INES, "undo 1");
    assert_eq!(story.state(1), State::Open);
}

#[test]
fn over_several_items_it_asks_which() {
    let (mut story, _) = two();
    let told = says(&mut story, "2026-03-03 10:00", INES, "pause 1 2");
    assert!(told.contains("  undo – take all of it back"), "{told}");
    let told = says(&mut story, "2026-03-04 10:00", INES, "undo");
    assert_eq!([story.state(1), story.state(2)], [State::Held; 2], "{told}");
    for answer in ["  undo 1 – ", "  undo 2 – ", "Nothing was changed"] {
        assert!(told.contains(answer), "{told}");
    }
    // Asked which, a bare word is no answer.
    answers(&mut story, "2026-03-04 10:30", INES, "undo");
    assert_eq!([story.state(1), story.state(2)], [State::Held; 2]);
    answers(&mut story, "2026-03-04 11:00", INES, "undo 2");
    assert_eq!([story.state(1), story.state(2)], [State::Held, State::Open]);
}

#[test]
fn what_was_decided_since_by_somebody_else_may_be_meant_too() {
    let (mut story, asked) = two();
    says(&mut story, "2026-03-03 10:00", INES, "pause 2");
    let question = letter(
        OTTO,
        INES,
        "Re: Brochure material",
        "How large should the portraits be?\n",
    );
    story.mail("2026-03-03 11:00", question.answering(&asked));
    let told = says(&mut story, "2026-03-03 12:00", INES, "undo");
    assert_eq!(story.holds(1), [HoldReason::Question], "{told}");
    assert_eq!(story.holds(2), [HoldReason::Pause], "{told}");
    assert!(
        told.contains("undo 1 – ") && told.contains("undo 2 – "),
        "{told}"
    );
}

#[test]
fn it_never_goes_behind_what_its_writer_said_last() {
    // Han took up again what the lead had closed: his word before that is not meant.
    let (mut story, _) = two();
    let floor = letter(HAN, OTTO, "平面图", "Otto您好：请在3月6日前提供平面图。\n");
    story.mail("2026-03-03 09:30", floor);
    says(&mut story, "2026-03-03 10:00", LEAD, "done 1");
    says(&mut story, "2026-03-04 10:00", LEAD, "done 3");
    says(&mut story, "2026-03-04 11:00", HAN, "重开 3");
    let told = says(&mut story, "2026-03-05 10:00", LEAD, "undo");
    assert_eq!(story.state(1), State::Closed, "{told}");
    // What was decided about his own since, behind a word over everything, is asked about.
    let (mut story, asked) = two();
    says(
        &mut story,
        "2026-03-03 10:00",
        INES,
        "away 2026-03-20 hanxue@studio.example",
    );
    let files = letter(
        OTTO,
        INES,
        "Re: Brochure material",
        "Which size do you need?\n",
    );
    story.mail("2026-03-04 11:00", files.answering(&asked));
    let told = says(&mut story, "2026-03-05 12:00", INES, "undo");
    assert!(told.contains("undo 1"), "{told}");
    assert_eq!(story.holds(1), [HoldReason::Question], "{told}");
}

#[test]
fn what_a_colleague_decided_about_his_own_is_not_meant() {
    let (mut story, _) = two();
    let floor = letter(HAN, OTTO, "平面图", "Otto您好：请在3月6日前提供平面图。\n");
    story.mail("2026-03-03 09:30", floor);
    says(&mut story, "2026-03-03 10:00", INES, "pause 2");
    says(&mut story, "2026-03-03 11:00", HAN, "暂停 3");
    says(&mut story, "2026-03-03 12:00", INES, "undo");
    assert_eq!([story.state(2), story.state(3)], [State::Open, State::Held]);
    let told = says(&mut story, "2026-03-03 13:00", LEAD, "undo");
    assert!(told.contains("which item"), "{told}");
    assert_eq!(story.state(3), State::Held);
}

#[test]
fn an_answer_takes_back_what_it_answers_and_nothing_decided_since() {
    let (mut story, asked) = two();
    says(&mut story, "2026-03-03 10:00", INES, "part 1 asks 1");
    let transcript = story.mails_to(address(INES)).pop().expect("a transcript");
    let question = letter(
        OTTO,
        INES,
        "Re: Brochure material",
        "How large should the portraits be?\n",
    );
    story.mail("2026-03-03 11:00", question.answering(&asked));
    let id = transcript.id();
    let told = answers_to(&mut story, "2026-03-03 12:00", INES, "undo", id.as_str());
    assert_eq!(story.holds(1), [HoldReason::Question], "{told}");
    assert_eq!(story.done(1), [1], "{told}");
    assert!(told.contains("decided about it since"), "{told}");
    says(&mut story, "2026-03-03 13:00", INES, "undo 1");
    answers_to(&mut story, "2026-03-03 14:00", INES, "undo", id.as_str());
    assert_eq!(story.done(1), Vec::<u32>::new());
}

/// (what was said, what the transcript offers, what it must not)
#[test]
fn a_transcript_offers_the_undo_of_what_it_did() {
    for (words, offers, not) in [
        ("pause 1\ndone 3", "  undo – take the last", "undo 3"),
        ("pause 3\nsnooze 2 5d", "  undo – take the last", "undo 3"),
        ("done 3\nsnooze 2 5d", "  undo – take the last", "undo 3"),
        ("done 1\npause 2", "  undo 2 – take back only", "undo 3"),
        ("why 1\npause 2", "  undo – take the last", "undo 1"),
        ("undo 3\npause 2", "  undo – take the last", "undo 3 –"),
        ("pause 2\nundo 2", "  help – all words", "undo"),
        ("why 1", "  help – all words", "undo"),
    ] {
        let (mut story, _) = two();
        let brief = "Hi Otto, please send us the brief by 12 March.\n\nInes\n";
        story.mail("2026-03-02 11:00", letter(INES, OTTO, "Brief", brief));
        says(&mut story, "2026-03-02 12:00", INES, "done 3");
        let told = says(&mut story, "2026-03-03 10:00", INES, words);
        assert!(told.contains(offers), "{words}: {told}");
        let answers = told.split("Answer this mail").nth(1).unwrap_or_default();
        assert!(!answers.contains(not), "{words}: {told}");
        if !told.contains("  undo – ") {
            continue;
        }
        let closed = story.state(3);
        answers_here(&mut story);
        assert_eq!(
            [story.state(1), story.state(2)],
            [State::Open; 2],
            "{words}"
        );
        assert_eq!(story.state(3), closed, "{words}");
    }
}

fn answers_here(story: &mut Story) {
    answers(story, "2026-03-03 11:00", INES, "undo");
}

/// Mail programs that mark no quotes repeat the notice as if the member had written it.
#[test]
fn the_words_of_a_notice_are_not_told_back_as_the_members() {
    let (mut story, _) = two();
    let notice = story.mails_to(address(INES)).pop().expect("a receipt").text;
    let told = answers(&mut story, "2026-03-03 10:00", INES, &notice);
    assert!(!told.contains("> "), "{told}");
    assert!(!told.contains("Not done"), "{told}");
    let said = format!("I do not get this at all\n\n{notice}");
    let told = answers_to_first(&mut story, &said);
    assert!(told.contains("> I do not get this at all"), "{told}");
    assert_eq!(told.matches("> ").count(), 1, "{told}");
}

fn answers_to_first(story: &mut Story, words: &str) -> String {
    let receipt = story.mails_to(address(INES)).swap_remove(1);
    answers_to(
        story,
        "2026-03-03 11:00",
        INES,
        words,
        receipt.id().as_str(),
    )
}

/// The line that a notice offers may be copied whole.
#[test]
fn an_offered_line_is_an_answer_as_it_stands() {
    let (mut story, _) = two();
    let line = "snooze 5d – no follow-up for five days";
    let told = answers(&mut story, "2026-03-03 10:00", INES, line);
    assert_eq!(story.holds(2), [HoldReason::Snooze], "{told}");
}

#[test]
fn in_one_mail_it_takes_back_what_changed_something_above_it() {
    for words in [
        "done 1\nlist\nundo\n",
        "done 1\nwhy 1\nundo\n",
        "done 1\nhelp\nundo\n",
        "done 1\ncancel 2\nundo\nundo\n",
        "pause all\nundo\n",
        "away 2026-03-20 lea@studio.example\nundo\n",
    ] {
        let (mut story, _) = two();
        let told = says(&mut story, "2026-03-03 10:00", INES, words);
        assert!(told.contains("Undone"), "{words}: {told}");
        for item in [1, 2] {
            assert_eq!(story.state(item), State::Open, "{words}: {told}");
            assert_eq!(story.holds(item), [], "{words}: {told}");
        }
    }
}
