//! `undo`: everything a decision did, one decision after the other.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{ClosedHow, HoldReason, State};

fn says(story: &mut Story, when: &str, words: &str) -> String {
    story.mail(when, letter(INES, "", "words", words).private());
    story
        .mails_to("ines@studio.example")
        .pop()
        .map(|m| m.text)
        .unwrap_or_default()
}

const STOP: &str =
    "I no longer work on this, please take me off your list and do not write to me again.\n";

#[test]
fn an_opt_out_taken_back_frees_the_contact_everywhere() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(OTTO, INES, "Re: Brochure material", STOP).answering(&asked),
    );
    assert_eq!(story.wider_holds().len(), 1);
    assert_eq!(story.state(2), State::Held, "his other item rests too");
    says(&mut story, "2026-03-04 11:00", "undo 1\n");
    assert_eq!(story.wider_holds(), []);
    assert!(story.item(1).contacts.iter().all(|c| c.dead.is_none()));
    assert_eq!([story.state(1), story.state(2)], [State::Open; 2]);
}

#[test]
fn an_absence_is_a_decision_and_can_be_taken_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    says(&mut story, "2026-03-03 10:00", "part 1 asks 1\n");
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Automatic reply: Brochure material",
            "I am out of the office until 20 March.\n",
        )
        .answering(&asked)
        .header("Auto-Submitted: auto-replied"),
    );
    assert_eq!(story.state(1), State::Held);
    says(&mut story, "2026-03-04 11:00", "undo 1\n");
    assert_eq!(story.state(1), State::Open);
    assert!(story.item(1).asks[0].done, "what came before it stands");
}

#[test]
fn undo_goes_one_decision_further_back_each_time_and_then_says_why_not() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    says(&mut story, "2026-03-02 11:00", "part 1 asks 1\n");
    says(&mut story, "2026-03-02 12:00", "pause 1\n");
    let told = says(&mut story, "2026-03-02 13:00", "undo 1\n");
    assert!(
        told.contains("pause"),
        "it says what was taken back: {told}"
    );
    assert!(story.item(1).holds.is_empty());
    assert!(story.item(1).asks[0].done);
    says(&mut story, "2026-03-02 14:00", "undo 1\n");
    assert!(!story.item(1).asks[0].done);
    let told = says(&mut story, "2026-03-02 15:00", "undo 1\n");
    assert!(told.contains("since it was opened"), "{told}");
}

#[test]
fn time_and_thanks_are_no_decisions_to_take_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    says(&mut story, "2026-03-03 10:00", "snooze 1 14d\n");
    story.until("2026-03-24 18:00");
    assert_eq!(story.follow_ups().len(), 1);
    story.mail(
        "2026-03-25 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-25 11:00",
        letter(OTTO, INES, "Re: Invoice SN-204", "Thank you!\n").answering(&asked),
    );
    assert_eq!(story.state(1), State::Closed);
    says(&mut story, "2026-03-25 12:00", "undo 1\n");
    assert_eq!(story.state(1), State::Open, "{:?}", story.item(1).closed);
    let told = says(&mut story, "2026-03-25 13:00", "undo 1\n");
    assert!(told.contains("snooze"), "{told}");
}

#[test]
fn thanks_with_a_new_question_hold_for_the_owner() {
    for (words, held) in [
        (
            "Hi Otto,\n\nthank you, the plan has arrived. Could you also send us the logo?\n\nInes\n",
            true,
        ),
        (
            "Hi Otto,\n\nthanks a lot, we have received everything. Can you tell me when the office opens?\n\nInes\n",
            true,
        ),
        (
            "Hi Otto,\n\ncould you send us the floor plan this week? Many thanks in advance.\n\nInes\n",
            false,
        ),
        (
            "Otto 您好，\n\n图纸已收到，谢谢。另外能否把标志也发一下？\n\nInes\n",
            true,
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-04 10:00",
            letter(INES, OTTO, "Re: Brochure material", words).answering(&asked),
        );
        let review = story
            .item(1)
            .holds
            .iter()
            .any(|h| h.reason == HoldReason::Review);
        assert_eq!(review, held, "{words}: {:?}", story.item(1).holds);
    }
}

#[test]
fn undo_restores_what_was_before_the_last_decision() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let before = story.item(1);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, the invoice was paid yesterday.\n",
        )
        .answering(&asked),
    );
    assert!(story.item(1).closed.is_some());
    story.mail(
        "2026-03-11 11:00",
        letter(INES, "", "Re: Invoice SN-204", "undo 1\n").private(),
    );
    let after = story.item(1);
    assert!(after.closed.is_none());
    assert_eq!(after.invoice, before.invoice);
    assert_eq!(story.state(1), State::Open);
}

#[test]
fn an_opening_taken_back_is_called_off_and_one_word_brings_it_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let told = says(&mut story, "2026-03-02 11:00", "undo 1\n");
    assert!(told.contains("Brochure material"), "{told}");
    let closed = story.item(1).closed.expect("closed");
    assert_eq!(closed.how, ClosedHow::Cancelled);
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty());
    says(&mut story, "2026-03-20 18:10", "undo 1\n");
    assert_eq!(story.state(1), State::Open);
}

#[test]
fn a_transcript_names_verbs_in_the_readers_language() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let hanxue = "韩雪 <hanxue@studio.example>";
    let ask = "Otto 您好：\n\n烦请在3月6日前提供平面图。\n\n韩雪\n";
    story.mail("2026-03-02 10:00", letter(hanxue, OTTO, "平面图", ask));
    let word = letter(hanxue, "", "词", "snooze 1 5d\n").private();
    story.mail("2026-03-02 11:00", word);
    let told = story
        .mails_to("hanxue@studio.example")
        .pop()
        .expect("transcript");
    assert!(told.text.contains("已执行：延后 5d"), "{}", told.text);
}

#[test]
fn who_wrote_is_left_alone_for_the_gap_also_where_what_he_wrote_was_taken_back() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let paid = "Hello Ines, the invoice was paid yesterday.\n";
    let answer = letter(OTTO, INES, "Re: Invoice SN-204", paid).answering(&asked);
    story.mail("2026-03-13 10:00", answer);
    says(&mut story, "2026-03-13 11:00", "undo 1\n");
    story.until("2026-03-31 18:00");
    let days: Vec<String> = story.follow_ups().into_iter().map(|(day, _)| day).collect();
    // Due on Friday, 13 March; friendly would leave on Monday.
    assert_eq!(
        days.get(1).map(String::as_str),
        Some("2026-03-18"),
        "{days:?}"
    );
}

#[test]
fn who_wrote_while_it_was_closed_is_left_alone_for_the_gap_once_it_is_open_again() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let given = "Attached are the floor plan and the two portraits.\n";
    let given = letter(OTTO, INES, "Re: Brochure material", given).answering(&asked);
    let given = given.file("floor-plan.pdf").file("portraits.pdf");
    story.mail("2026-03-10 10:00", given);
    assert!(story.item(1).closed.is_some());
    let words = "We have moved to 5 Mill Lane.\n";
    story.mail(
        "2026-03-12 10:00",
        letter(OTTO, INES, "Our new office", words),
    );
    says(&mut story, "2026-03-13 09:30", "undo 1\n");
    story.until("2026-03-16 18:00");
    assert_eq!(story.follow_ups().len(), 1);
    story.until("2026-03-17 18:00");
    assert_eq!(story.follow_ups().len(), 2);
}

#[test]
fn who_only_reads_along_and_wants_no_mail_stops_no_chase() {
    for (words, rests) in [
        ("Please take me off these mails, Otto does this.\n", false),
        ("别再给我发邮件了，这事由Otto负责。\n", false),
        ("Please stop writing to us about this.\n", true),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let carol = "Carol Diaz <carol@falk.example>";
        let mail = letter(carol, INES, "Re: Brochure material", words).answering(&asked);
        story.mail("2026-03-04 10:00", mail);
        assert_eq!(story.wider_holds().len(), 1, "{words}");
        assert_eq!(story.state(1) == State::Held, rests, "{words}");
        let told = story
            .mails_to("ines@studio.example")
            .pop()
            .expect("a notice");
        assert_eq!(told.text.contains("as before."), !rests, "{}", told.text);
        assert!(told.text.contains("undo"), "{}", told.text);
        story.until("2026-03-20 18:00");
        assert_eq!(story.follow_ups().is_empty(), rests, "{words}");
        assert!(story.mails_to("carol@falk.example").is_empty(), "{words}");
    }
}

/// A mail of several commands is one decision: what is taken back with it is told, each by its word.
#[test]
fn each_command_that_is_taken_back_is_told() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    says(&mut story, "2026-03-02 11:00", "done 1\n");
    let mail = "reopen 1\npart 1 asks 1\ndue 1 2026-03-20\nnote 1 the plan is last year's\n";
    says(&mut story, "2026-03-03 11:00", mail);
    let told = says(&mut story, "2026-03-03 12:00", "undo 1\n");
    assert_eq!(story.state(1), State::Closed);
    for word in ["reopen", "part 1", "due 2026-03-20", "note the plan"] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

/// A transcript speaks its reader's language, and offers no `undo` of an `undo`.
#[test]
fn what_was_taken_back_is_told_in_the_readers_words() {
    const HAN: &str = "韩雪 <hanxue@studio.example>";
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(
            HAN,
            OTTO,
            "合同",
            "Otto您好：请于3月6日前提供签好的合同。\n\n韩雪\n",
        ),
    );
    story.until("2026-03-09 18:00");
    let mut says = |when: &str, words: &str| {
        story.mail(when, letter(HAN, "", "words", words).private());
        let told = story.mails_to("hanxue@studio.example").pop();
        told.map(|mail| mail.text).unwrap_or_default()
    };
    let told = says("2026-03-09 19:00", "取消 1\n");
    assert!(told.contains("撤销"), "{told}");
    let told = says("2026-03-09 19:10", "撤销 1\n");
    assert!(told.contains("已撤销：取消"), "{told}");
    assert!(
        !told.contains("cancel") && !told.contains("command"),
        "{told}"
    );
    assert!(!told.contains("撤回上一次更改"), "{told}");
    let words = "附件是签好的合同。\n";
    let answer = letter(OTTO, HAN, "Re: 合同", words).answering(&asked);
    story.mail("2026-03-10 10:00", answer.file("合同.pdf"));
    story.mail(
        "2026-03-10 11:00",
        letter(HAN, "", "words", "撤销 1\n").private(),
    );
    let told = story.mails_to("hanxue@studio.example").pop().expect("told");
    assert!(told.text.contains("已结束"), "{}", told.text);
    assert!(!told.text.contains("closed"), "{}", told.text);
}
