//! What the owner is asked, and the one word that answers it; why, in the very words.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{ClosedHow, Command, HoldReason, State, Verb};

fn last_notice(story: &Story) -> nudged::model::Mail {
    story
        .mails_to("ines@studio.example")
        .pop()
        .expect("a notice")
}

fn answers(story: &mut Story, when: &str, words: &str) -> String {
    let notice = last_notice(story);
    story.mail(
        when,
        letter(INES, "", "Re: notice", words)
            .private()
            .answering(notice.id().as_str()),
    );
    last_notice(story).text
}

#[test]
fn a_successor_named_in_a_stop_is_one_word_away() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "I no longer work on this, please do not write to me again. Nora Falk has taken over: nora@falk.example.\n",
        )
        .answering(&asked),
    );
    let notice = last_notice(&story);
    assert!(
        notice.text.contains("contact nora@falk.example"),
        "{}",
        notice.text
    );
    answers(
        &mut story,
        "2026-03-04 11:00",
        "contact nora@falk.example\n",
    );
    assert_eq!(story.state(1), State::Open);
    story.until("2026-03-12 18:00");
    assert!(!story.mails_to("nora@falk.example").is_empty());
    assert!(story.mails_to("otto@falk.example").is_empty());
}

#[test]
fn a_stranger_named_in_a_stop_is_not_offered() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Please do not write to me again, complain to abuse@elsewhere.example if you must.\n",
        )
        .answering(&asked),
    );
    assert!(!last_notice(&story).text.contains("contact abuse@"));
}

#[test]
fn a_stand_in_is_one_word_away() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Automatic reply: Brochure material",
            "I am out of the office until 20 March. In urgent cases write to nora@falk.example.\n",
        )
        .answering(&asked)
        .header("Auto-Submitted: auto-replied"),
    );
    let notice = last_notice(&story);
    assert!(
        notice.text.contains("contact nora@falk.example"),
        "{}",
        notice.text
    );
}

/// Two requests of one day to one contact, and an answer that fits both.
fn doubtful() -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (at, what) in [("10:00", "floor plan"), ("10:20", "site plan")] {
        story.mail(
            &format!("2026-03-02 {at}"),
            letter(
                INES,
                OTTO,
                "Plans",
                &format!("Hi Otto, please send us the {what} by 6 March.\n"),
            ),
        );
    }
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Plans",
            "Hi Ines, we will send the plan on 20 March.\n\nOtto\n",
        ),
    );
    let held = |id| {
        let holds = story.item(id).holds;
        holds.iter().any(|h| h.reason == HoldReason::Ambiguous)
    };
    assert!(held(1) && held(2), "{:?}", story.item(1).holds);
    story
}

#[test]
fn a_number_says_which_candidate_is_meant_and_the_answer_acts_on_it() {
    let mut story = doubtful();
    let told = answers(&mut story, "2026-03-04 11:00", "7\n");
    assert!(told.contains("candidates"), "{told}");
    let question = story
        .mails_to("ines@studio.example")
        .into_iter()
        .find(|m| m.subject.contains("Which item"))
        .expect("candidates");
    story.mail(
        "2026-03-04 12:00",
        letter(INES, "", "Re: which", "2\n")
            .private()
            .answering(question.id().as_str()),
    );
    assert_eq!(story.holds(1), []);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
    assert_eq!(
        story.item(2).promises.last().map(|p| p.date.to_string()),
        Some("2026-03-20".to_owned())
    );
}

#[test]
fn both_and_none_answer_candidates() {
    let mut story = doubtful();
    answers(&mut story, "2026-03-04 11:00", "both\n");
    assert_eq!([story.holds(1), story.holds(2)], [[HoldReason::Promise]; 2]);
    let mut story = doubtful();
    answers(&mut story, "2026-03-04 11:00", "都不是\n");
    assert_eq!([story.holds(1), story.holds(2)], [[]; 2]);
}

/// The question which of them is meant.
fn question(story: &Story) -> String {
    let mails = story.mails_to("ines@studio.example").into_iter();
    let mut asks = mails.filter(|m| m.subject.contains("Which item"));
    asks.next_back()
        .expect("candidates")
        .id()
        .as_str()
        .to_owned()
}

#[test]
fn what_settles_one_candidate_frees_the_others_only_as_an_answer_to_the_question() {
    let mut story = doubtful();
    let word = || letter(INES, "", "words", "done 1\n").private();
    story.mail("2026-03-04 12:00", word());
    assert_eq!(story.state(1), nudged::model::State::Closed);
    assert_eq!(story.holds(2), [HoldReason::Ambiguous]);
    let told = story
        .mails_to("ines@studio.example")
        .pop()
        .expect("transcript");
    assert!(told.text.contains("#2"), "{}", told.text);
    story.until("2026-03-20 18:00");
    assert_eq!(story.follow_ups(), []);
    let mut story = doubtful();
    let asked = question(&story);
    story.mail("2026-03-04 12:00", word().answering(&asked));
    assert_eq!(story.holds(2), []);
}

#[test]
fn each_answer_that_fits_several_is_asked_about_until_it_is_placed() {
    let mut story = doubtful();
    let first = question(&story);
    let words = "Hi Ines, we will send it on 27 March.\n\nOtto\n";
    story.mail("2026-03-05 10:00", letter(OTTO, INES, "Re: Plans", words));
    let second = question(&story);
    assert_ne!(first, second);
    let says = |story: &mut Story, at: &str, to: &str, word: &str| {
        let mail = letter(INES, "", "Re: which", word).private();
        story.mail(at, mail.answering(to));
    };
    says(&mut story, "2026-03-05 11:00", &second, "2\n");
    assert_eq!(story.holds(1), [HoldReason::Ambiguous]);
    assert!(story.holds(2).contains(&HoldReason::Ambiguous));
    says(&mut story, "2026-03-05 12:00", &first, "1\n");
    assert_eq!(story.holds(1), [HoldReason::Promise]);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
}

#[test]
fn why_shows_rule_words_mail_and_what_changed() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let answer = story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, we have paid EUR 500.00 of it today, the rest follows.\n",
        )
        .answering(&asked),
    );
    let lines = story.console(&Command {
        verb: Verb::Why,
        items: vec![1],
        argument: None,
    });
    let told = lines
        .iter()
        .map(|l| l.words.as_str())
        .find(|l| l.contains("balance 1800.00 → 1300.00"))
        .unwrap_or_else(|| panic!("{lines:#?}"));
    assert!(told.contains(&format!("mail <{answer}>")), "{told}");
    assert!(told.contains("“") && told.contains("EUR 500.00"), "{told}");
    story.mail(
        "2026-03-05 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    assert_eq!(story.item(1).closed.map(|c| c.how), Some(ClosedHow::Paid));
    story.mail(
        "2026-03-05 11:00",
        letter(INES, "", "Re: Invoice SN-204", "undo 1\nwhy 1\n").private(),
    );
    let told = last_notice(&story).text;
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("state open → closed"), "{told}");
    assert!(flat.contains("state closed → open"), "{told}");
    assert_eq!(
        flat.matches("taken back").count(),
        2,
        "answer and close: {told}"
    );
}

#[test]
fn a_refusal_says_what_would_do_it() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.mail(
        "2026-03-03 10:00",
        letter(INES, "", "words", "paid 1\n").private(),
    );
    let told = last_notice(&story).text;
    assert!(told.contains("the item is not an invoice"), "{told}");
    assert!(told.contains("“kind 1 invoice” makes it one"), "{told}");
}

#[test]
fn a_list_in_one_line_is_asked_for_point_by_point() {
    for (words, first) in [
        (
            "Hi Otto,\n\nplease send us by 13 March: 1. the floor plan 2. the guest list 3. the menu.\n\nInes\n",
            "the floor plan",
        ),
        (
            "Hi Otto,\n\nI still need two things: 1) the floor plan, 2) the guest list.\n\nInes\n",
            "the floor plan",
        ),
        (
            "Otto您好：\n\n麻烦提供以下资料：1. 营业执照 2. 开票信息 3. 收货地址，3月13日前给我，谢谢\n",
            "营业执照",
        ),
        (
            "Otto您好：\n\n请补充：①营业执照；②开户行；③联系人。\n",
            "营业执照",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        story.mail("2026-03-02 10:00", letter(INES, OTTO, "Papers", words));
        let asks = story.item(1).asks;
        assert!(asks.len() >= 2, "{words}: {asks:?}");
        let text = asks.first().map(|ask| ask.text.clone());
        assert_eq!(text.as_deref(), Some(first), "{words}");
    }
}
