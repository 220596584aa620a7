//! Answers that reach us as new mails, or before what they answer.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State};

const PAULA: &str = "Paula Lenz <paula@falk.example>";

#[test]
fn what_may_be_an_answer_lets_rest_what_is_open_until_its_owner_says() {
    for (subject, words) in [
        (
            "Hello",
            "Sorry, I was in hospital. You will have it all on 24 March.\n",
        ),
        (
            "A question",
            "Hi Ines, in which colours would you like it?\n",
        ),
        ("不好意思", "最近太忙了，东西下周三给你。\n"),
        (
            "Complaint",
            "We will not hand over anything before our claim is settled.\n",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let told = story.mails_to("ines@studio.example").len();
        story.mail("2026-03-05 10:00", letter(OTTO, INES, subject, words));
        assert_eq!(story.state(1), State::Held, "{words}");
        assert_eq!(story.events(EventKind::Unmatched).len(), 1, "{words}");
        assert_eq!(
            story.mails_to("ines@studio.example").len() - told,
            1,
            "{words}"
        );
        story.until("2026-05-29 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn one_word_says_whether_it_is_one() {
    for (word, held) in [("1", vec![HoldReason::Promise]), ("none", vec![])] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        let words = "Sorry, I was in hospital. You will have it all on 24 March.\n";
        story.mail("2026-03-05 10:00", letter(OTTO, INES, "Hello", words));
        let asked = story.mails_to("ines@studio.example").pop().expect("notice");
        let answer = letter(INES, "track@studio.example", "Re: Hello", word).private();
        story.mail("2026-03-05 11:00", answer.answering(asked.id().as_str()));
        assert_eq!(story.holds(1), held, "{word}");
    }
}

#[test]
fn with_several_open_all_of_them_rest() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    invoice(&mut story);
    let words = "Sorry, I was in hospital. All of it will be settled on 24 March.\n";
    story.mail("2026-03-03 10:00", letter(OTTO, INES, "Hello", words));
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    assert_eq!(story.holds(2), [HoldReason::Ambiguous]);
    let asked = story.mails_to("ines@studio.example").pop().expect("notice");
    let answer = letter(INES, "track@studio.example", "Re: Hello", "both").private();
    story.mail("2026-03-03 11:00", answer.answering(asked.id().as_str()));
    assert_eq!(story.holds(1), [HoldReason::Promise]);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
}

#[test]
fn a_mail_that_says_nothing_of_the_kind_is_contact_and_no_more() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.mail(
        "2026-03-06 16:00",
        letter(
            OTTO,
            INES,
            "Our new office",
            "We have moved to 5 Mill Lane.\n",
        ),
    );
    assert_eq!(story.holds(1), []);
    story.until("2026-03-10 23:00");
    assert!(story.follow_ups().is_empty());
    story.until("2026-03-20 23:00");
    assert!(!story.follow_ups().is_empty());
}

#[test]
fn a_colleague_can_only_mean_the_one_that_is_open() {
    let words = "You will have everything on 24 March.\n";
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.mail("2026-03-03 10:00", letter(PAULA, INES, "Hello", words));
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    // Nor does a forger hold anything.
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let forged = letter(OTTO, INES, "Hello", words).proof(Some("fail"));
    story.mail("2026-03-03 10:00", forged);
    assert_eq!(story.holds(1), []);
}

#[test]
fn a_colleague_who_names_none_of_several_lets_those_rest_he_can_mean() {
    let both = [HoldReason::Ambiguous];
    for (words, requested, billed) in [
        (
            "Hi Ines, I am Otto's assistant. Both have been paid this morning.\n",
            &[][..],
            &both[..],
        ),
        ("您好，我是财务小周，款项今天上午都已付清。\n", &[], &both),
        ("You will have everything on 24 March.\n", &both, &both),
        ("请不要再催了，谢谢。\n", &both, &both),
        ("Could you tell me where your new office is?\n", &[], &[]),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        request(&mut story);
        invoice(&mut story);
        let second = letter(
            INES,
            OTTO,
            "Invoice SN-207",
            "Hi Otto,\n\nplease find attached invoice SN-207 over EUR 950.00, payable by 16 March 2026.\n\nInes\n",
        );
        story.mail("2026-03-02 11:00", second.file("SN-207.pdf"));
        story.mail("2026-03-03 10:00", letter(PAULA, INES, "Hello", words));
        assert_eq!(story.holds(1), requested, "{words}");
        assert_eq!(story.holds(2), billed, "{words}");
        assert_eq!(story.holds(3), billed, "{words}");
    }
}

/// The answer arrives an hour before the mail with this id is read.
fn answered_before(words: &str, files: &[&str]) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let mut answer = letter(OTTO, INES, "Re: Fair", words).answering("m2@story.example");
    for file in files {
        answer = answer.file(file);
    }
    story.mail("2026-03-04 10:00", answer);
    story.mail(
        "2026-03-04 11:00",
        letter(INES, OTTO, "Fair", "Hi Otto,\n\nplease send us by 6 March:\n\n1. the floor plan\n2. the guest list\n\nInes\n"),
    );
    story
}

#[test]
fn an_answer_that_comes_before_its_question_answers_it_once() {
    let story = answered_before("Both attached.\n", &["floor-plan.pdf", "guest-list.pdf"]);
    assert_eq!(story.state(1), State::Closed);
    assert_eq!(story.events(EventKind::Matched).len(), 1);

    let mut story = answered_before("You will have both on 20 March.\n", &[]);
    assert_eq!(story.holds(1), [HoldReason::Promise]);
    assert_eq!(story.item(1).promises.len(), 1);
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty());
}

#[test]
fn what_is_open_besides_goes_on_when_the_question_comes() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    let words = "You will have both on 20 March.\n";
    let answer = letter(OTTO, INES, "Re: Fair", words).answering("m3@story.example");
    story.mail("2026-03-04 10:00", answer);
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    story.mail(
        "2026-03-04 11:00",
        letter(INES, OTTO, "Fair", "Hi Otto,\n\nplease send us by 6 March:\n\n1. the floor plan\n2. the guest list\n\nInes\n"),
    );
    assert_eq!(story.holds(1), []);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
}

#[test]
fn who_owes_very_much_is_not_asked_again_for_it_after_an_answer_either() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for hall in 1..=16 {
        let words = format!(
            "Hi Otto,\n\nplease send me the drawing of hall {hall} by 13 March 2026.\n\nInes\n"
        );
        let mail = letter(INES, OTTO, &format!("Hall {hall}"), &words);
        story.mail(&format!("2026-03-02 10:{hall:02}"), mail);
    }
    let words = "Hi Ines,\n\nall done and sent this morning.\n";
    story.mail("2026-03-05 10:00", letter(OTTO, INES, "Hello", words));
    assert!((1..=16).all(|item| story.state(item) == State::Held));
    let before = story.follow_ups().len();
    story.until("2026-04-30 18:00");
    assert_eq!(story.follow_ups().len(), before);
    let asked = story
        .mails_to("ines@studio.example")
        .into_iter()
        .find(|mail| mail.text.contains("all done and sent"))
        .expect("notice");
    let answer = letter(INES, "track@studio.example", "Re: Hello", "none").private();
    story.mail("2026-04-30 19:00", answer.answering(asked.id().as_str()));
    assert!((1..=16).all(|item| story.state(item) == State::Open));
}
