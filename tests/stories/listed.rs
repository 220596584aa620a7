//! Answers to a combined follow-up: by the numbers of its list, by single words, and after all of it is
//! closed; and what fits nothing at all.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Letter, STRANGERS, Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{EventKind, HoldReason, State};

/// Two requests due on 6 March, and the id of the mail that chases both.
fn combined(second: &str, body: &str) -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.mail("2026-03-02 11:00", letter(INES, OTTO, second, body));
    story.until("2026-03-09 18:00");
    let chased = story.events(EventKind::FollowUp);
    let last = chased.last().expect("a follow-up");
    assert_eq!(last.1.items.len(), 2, "one mail about both");
    let id = last.1.message_id.as_ref().expect("an id");
    let id = id.as_str().to_owned();
    (story, id)
}

fn texts() -> (Story, String) {
    combined(
        "Homepage",
        "Hi Otto,\n\nplease send us the texts for the website by 6 March.\n\nInes\n",
    )
}

fn answer(words: &str) -> Letter {
    letter(OTTO, INES, "Re: Brochure material", words)
}

#[test]
fn numbers_are_those_of_the_list_that_was_answered() {
    for words in [
        "Hi Ines,\n\n1. You get everything on 27 March.\n2. Attached.\n\nOtto\n",
        "#1 follows on 27 March, #2 is attached.\n",
        "1、3月27日给您。\n2、见附件。\n",
    ] {
        let (mut story, id) = texts();
        story.mail(
            "2026-03-10 10:00",
            answer(words).answering(&id).file("scan.docx"),
        );
        assert_eq!(story.done(1), [0_u32; 0], "{words}");
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        assert_eq!(
            story.state(2),
            State::Closed,
            "{words}: {:?}",
            story.holds(2)
        );
        story.until("2026-03-27 18:00");
        assert_eq!(story.follow_ups().len(), 1, "{words}");
    }
}

#[test]
fn an_item_the_numbers_leave_out_rests_all_the_same() {
    let (mut story, id) = texts();
    story.mail(
        "2026-03-10 10:00",
        answer("2. Here they are.\n")
            .answering(&id)
            .file("texts.docx"),
    );
    assert_eq!(story.state(2), State::Closed);
    assert_eq!(story.done(1), [0_u32; 0]);
    assert_eq!(story.holds(1), [HoldReason::Acknowledged]);
}

#[test]
fn a_clients_number_is_never_the_number_of_an_item() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        answer("Our order #2 has changed, is that a problem for you?\n").answering(&asked),
    );
    assert_eq!(story.holds(1), [HoldReason::Question]);
    assert_eq!(story.holds(2), []);
}

#[test]
fn what_comes_beside_a_question_about_another_item_is_ticked() {
    let (mut story, id) = texts();
    story.mail(
        "2026-03-10 10:00",
        answer("Hi Ines, which scale do you need for the floor? The texts are attached.\n")
            .answering(&id)
            .file("texts.docx"),
    );
    assert_eq!(story.holds(1), [HoldReason::Question]);
    assert_eq!(story.state(2), State::Closed, "{:?}", story.holds(2));
}

#[test]
fn a_late_reply_to_a_mail_about_several_is_told_once() {
    for (words, items) in [
        (
            "Sorry, what we sent you was the old version, the right one comes on Friday.\n",
            2,
        ),
        (
            "Sorry, the floor plan and the portraits were the old ones, the right ones come on Friday.\n",
            1,
        ),
    ] {
        let (mut story, id) = texts();
        let done = letter(INES, "track@studio.example", "x", "done 1 2\n").private();
        story.mail("2026-03-10 10:00", done);
        assert_eq!(
            (story.state(1), story.state(2)),
            (State::Closed, State::Closed)
        );
        let before = story.mails_to("ines@studio.example").len();
        story.mail("2026-03-11 10:00", answer(words).answering(&id));
        let told = story.mails_to("ines@studio.example");
        assert_eq!(told.len() - before, 1, "{words}");
        let text = &told.last().expect("a notice").text;
        let offered = text.matches("\n  reopen").count();
        assert_eq!(offered, items, "{words}: {text}");
        assert!(story.events(EventKind::Unmatched).is_empty(), "{words}");
    }
}

#[test]
fn what_fits_nothing_is_told_to_the_owner_of_the_clients_last_item() {
    for (words, told) in [
        (
            "Hello, the list I sent you yesterday was the old one, sorry.\n",
            1,
        ),
        ("Thank you!\n", 0),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-04 10:00",
            answer("The plan and both portraits are attached.\n")
                .answering(&asked)
                .file("floor plan.pdf")
                .file("portraits.zip"),
        );
        assert_eq!(story.state(1), State::Closed);
        let before = story.mails_to("ines@studio.example").len();
        story.mail("2026-03-05 10:00", letter(OTTO, INES, "Wrong file", words));
        let after = story.mails_to("ines@studio.example").len();
        assert_eq!(after - before, told, "{words}");
    }
}

#[test]
fn who_wants_no_more_mail_gets_none_whichever_of_several_he_answers() {
    for words in [
        "Hi Ines,\n\nI no longer work on this, please do not write to me again.\n\nOtto\n",
        "我已不再负责这个项目，请不要再给我发邮件。\n",
    ] {
        let (mut story, id) = texts();
        story.mail("2026-03-10 10:00", answer(words).answering(&id));
        let opt_out = [HoldReason::OptOut];
        assert_eq!(
            (story.holds(1), story.holds(2)),
            (opt_out.to_vec(), opt_out.to_vec())
        );
        let wider = story.wider_holds();
        assert_eq!(wider.len(), 1, "{wider:?}");
        let told = story.mails_to("ines@studio.example").into_iter();
        let told: Vec<_> = told
            .filter(|m| m.subject.contains("not mailed any more"))
            .collect();
        assert_eq!(told.len(), 1, "one notice for both");
        assert!(
            told[0].text.contains("#1") && told[0].text.contains("#2"),
            "{}",
            told[0].text
        );
        // What is asked of him later does not reach him either.
        story.mail(
            "2026-03-16 10:00",
            letter(
                INES,
                OTTO,
                "Logo",
                "Hi Otto, please send us the logo by 18 March.\n",
            ),
        );
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), 1, "{words}");
    }
    // Without proof it is a question, and both rest.
    let (mut story, id) = texts();
    let words = "I no longer work on this, please do not write to me again.\n";
    story.mail("2026-03-10 10:00", answer(words).answering(&id).proof(None));
    assert_eq!(story.wider_holds(), []);
    assert!(!story.holds(1).is_empty() && !story.holds(2).is_empty());
}

/// Two requests due on 6 March whose words overlap.
fn portraits() -> (Story, String) {
    combined(
        "Portraits for the fair",
        "Hi Otto,\n\nplease send us the team portraits for the fair by 6 March.\n\nInes\n",
    )
}

#[test]
fn what_two_of_them_could_mean_is_lost_by_neither() {
    for (words, files) in [
        (
            "The floor plan, the two portraits of the board and the team portraits are attached.\n",
            &["floor-plan.pdf", "board.zip", "portraits.zip"][..],
        ),
        (
            "Portraits attached. The floor plan follows on 27 March.\n",
            &["portraits.zip"],
        ),
        (
            "Floor plan, board portraits and the others: it is all in our share https://share.falk.example/x\n",
            &[],
        ),
    ] {
        let (mut story, id) = portraits();
        let mut mail = answer(words).answering(&id);
        for file in files {
            mail = mail.file(file);
        }
        story.mail("2026-03-10 10:00", mail);
        let settled = |n| story.state(n) == State::Closed || !story.holds(n).is_empty();
        assert!(settled(1) && settled(2), "{words}");
        story.until("2026-03-24 18:00");
        assert_eq!(story.follow_ups().len(), 1, "{words}");
    }
}

#[test]
fn the_sentence_that_tells_of_the_other_settles_it() {
    let (story, id) = {
        let (mut story, id) = portraits();
        let words = "The floor plan and the two portraits of the board are attached. The team portraits are attached too.\n";
        let mail = answer(words)
            .answering(&id)
            .file("floor-plan.pdf")
            .file("board.zip")
            .file("portraits.zip");
        story.mail("2026-03-10 10:00", mail);
        (story, id)
    };
    assert_eq!(story.state(1), State::Closed, "{id} {:?}", story.holds(1));
    let told = story.state(2) == State::Closed || !story.holds(2).is_empty();
    assert!(told);
}

#[test]
fn one_word_for_money_and_material_closes_one_and_asks_of_the_other() {
    for (words, files) in [
        (
            "Done, see attached.\n",
            &["floor.pdf", "portraits.zip", "payment_advice.pdf"][..],
        ),
        (
            "都弄好了，见附件。\n",
            &["floor.pdf", "portraits.zip", "付款水单.pdf"],
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[STRANGERS]);
        request(&mut story);
        story.mail(
            "2026-03-02 10:20",
            letter(INES, OTTO, "Invoice SN-204", "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable by 6 March 2026.\n\nInes\n").file("SN-204.pdf"),
        );
        story.until("2026-03-09 18:00");
        let chased = story.events(EventKind::FollowUp).pop().expect("one").1;
        assert_eq!(chased.items.len(), 2);
        let before = story.follow_ups().len();
        let id = chased.message_id.expect("an id").as_str().to_owned();
        let mut mail = answer(words).answering(&id);
        for file in files {
            mail = mail.file(file);
        }
        story.mail("2026-03-10 10:00", mail);
        story.until("2026-03-27 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn what_is_said_of_one_alone_is_contact_for_the_other() {
    let (mut story, id) = texts();
    let words = "The texts for the website are attached.\n";
    let mail = answer(words).answering(&id).file("texts.docx");
    story.mail("2026-03-10 10:00", mail);
    assert_eq!(story.state(2), State::Closed);
    assert_eq!(story.holds(1), []);
    assert_eq!(story.item(1).last_contact, story.now());
}
