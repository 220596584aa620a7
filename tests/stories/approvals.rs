//! Mode `approve`: an `ok` that comes late, and what waits beside what was agreed to.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{EventKind, Step};

/// A request due on Friday the 20th whose heads-up waits for an `ok` since Wednesday the 18th.
fn proposed() -> Story {
    let mut story = Story::begin(
        "2026-03-02 09:00",
        &[("mode = \"auto\"", "mode = \"approve\"")],
    );
    story.mail(
        "2026-03-02 10:00",
        letter(
            INES,
            OTTO,
            "Trade fair",
            "Hi Otto,\n\nplease send us the stand plan by 20 March.\n\nInes\n",
        ),
    );
    story.until("2026-03-18 18:00");
    assert_eq!(
        story.item(1).ladder.proposed.map(|p| p.step),
        Some(Step::HeadsUp)
    );
    story
}

fn says(story: &mut Story, when: &str, words: &str) {
    story.mail(when, letter(INES, "", "words", words).private());
}

/// The morning he is asked, the daily notice does not ask him for the same once more.
#[test]
fn what_was_asked_for_this_morning_is_not_asked_for_twice() {
    let story = proposed();
    let rules = |story: &Story| -> Vec<(String, String)> {
        let told = story.events(EventKind::Notice).into_iter();
        let told = told.map(|(at, entry)| (at.format("%m-%d").to_string(), entry.evidence.rule));
        told.filter(|(day, _)| day == "03-18" || day == "03-19")
            .collect()
    };
    let mut story = story;
    story.until("2026-03-19 18:00");
    assert_eq!(
        rules(&story),
        [
            ("03-18".to_owned(), "approval-needed".to_owned()),
            ("03-19".to_owned(), "daily".to_owned())
        ]
    );
}

#[test]
fn an_ok_that_comes_after_its_step_is_past_sends_the_step_that_stands_once() {
    // On the day, over the weekend, on a Sunday, a week late.
    for (when, step) in [
        ("2026-03-19 10:00", Step::HeadsUp),
        ("2026-03-21 12:00", Step::Friendly),
        ("2026-03-22 22:00", Step::Friendly),
        ("2026-03-31 10:00", Step::Friendly),
    ] {
        let mut story = proposed();
        says(&mut story, when, "ok 1\n");
        story.until("2026-04-02 18:00");
        let steps: Vec<Step> = story.follow_ups().into_iter().map(|(_, s)| s).collect();
        assert_eq!(steps, [step], "{when}");
        let asked = story.events(EventKind::Updated);
        let asked = asked
            .iter()
            .filter(|(_, e)| e.evidence.rule == "approval-needed");
        assert!(asked.count() <= 2, "{when}");
    }
}

#[test]
fn what_was_agreed_to_for_a_day_that_passed_is_asked_once_more() {
    // The client's day is over before the mail could leave: nobody is there until Monday.
    let mut story = proposed();
    says(&mut story, "2026-03-20 17:30", "ok 1\n");
    story.until("2026-03-27 18:00");
    assert!(story.follow_ups().len() <= 1);
    let asked = story.events(EventKind::Updated);
    let asked = asked
        .iter()
        .filter(|(_, e)| e.evidence.rule == "approval-needed");
    assert!(asked.count() <= 2);
}

#[test]
fn an_ok_that_crossed_an_answer_sends_nothing_after_that_is_taken_back() {
    let mut story = proposed();
    story.until("2026-03-23 18:00");
    let asked = story.item(1).opened_by;
    says(&mut story, "2026-03-23 19:00", "ok 1\n");
    assert_eq!(story.item(1).ladder.approved, Some(Step::Friendly));
    let answer = letter(
        OTTO,
        INES,
        "Re: Trade fair",
        "Attached is the stand plan.\n",
    );
    let answer = answer.answering(asked.as_str()).file("stand-plan.pdf");
    story.mail("2026-03-23 20:00", answer);
    assert_eq!(story.state(1), nudged::model::State::Closed);
    says(&mut story, "2026-03-25 10:00", "undo 1\n");
    assert_eq!(story.state(1), nudged::model::State::Open);
    story.until("2026-04-10 18:00");
    assert_eq!(story.follow_ups(), [], "it takes another word");
}

#[test]
fn an_ok_for_one_item_stands_while_another_is_asked_for() {
    let mut story = proposed();
    says(&mut story, "2026-03-19 19:00", "ok 1\n");
    assert_eq!(story.item(1).ladder.approved, Some(Step::HeadsUp));
    story.mail(
        "2026-03-19 19:30",
        letter(
            INES,
            OTTO,
            "Badges",
            "Hi Otto,\n\nplease send us the names for the badges by 24 March.\n\nInes\n",
        ),
    );
    story.until("2026-04-10 18:00");
    assert_eq!(story.follow_ups().len(), 1, "one ok, one mail");
}

#[test]
fn a_yes_in_words_answers_the_mail_that_asks_for_it() {
    // The notice that asks, and the daily one of the next morning, which tells of nothing else.
    for subject in ["A follow-up waits for your ok", "What waits for you"] {
        for words in ["Yes, please send it.\n", "好的，发吧\n"] {
            let mut story = proposed();
            story.until("2026-03-19 09:30");
            let asked = story.mails_to("ines@studio.example");
            let asked = asked.into_iter().find(|m| m.subject.contains(subject));
            let id = asked.and_then(|m| m.message_id).expect("an id");
            let mail = letter(INES, "", "Re: waits", words).private();
            story.mail("2026-03-19 10:00", mail.answering(id.as_str()));
            story.until("2026-03-19 18:00");
            assert_eq!(story.follow_ups().len(), 1, "{subject} {words}");
        }
    }
}

#[test]
fn a_yes_that_comes_after_another_word_sends_nothing() {
    let mut story = proposed();
    let asked = story.mails_to("ines@studio.example");
    let asked = asked.into_iter().find(|m| m.subject.contains("your ok"));
    let id = asked.and_then(|m| m.message_id).expect("an id");
    says(&mut story, "2026-03-19 09:00", "skip 1\n");
    let mail = letter(INES, "", "Re: waits", "Yes, please send it.\n").private();
    story.mail("2026-03-19 10:00", mail.answering(id.as_str()));
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty());
}
