//! What members read in their notices: what waits, when something leaves, what is paid of what.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State};

fn last(story: &Story, address: &str) -> String {
    let mail = story.mails_to(address).pop();
    mail.map(|mail| mail.text).unwrap_or_default()
}

fn says(story: &mut Story, when: &str, words: &str) -> String {
    story.mail(when, letter(INES, "", "words", words).private());
    last(story, "ines@studio.example")
}

/// Two items that wait for a word, and the daily notice that tells of them.
fn waiting() -> (Story, String, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let billed = invoice(&mut story);
    let question = "How large should the portraits be?\n";
    let mail = letter(OTTO, INES, "Re: Brochure material", question);
    story.mail("2026-03-03 10:00", mail.answering(&asked));
    let unclear = "Well, the blue one, as on the telephone.\n";
    let mail = letter(OTTO, INES, "Re: Invoice SN-204", unclear);
    story.mail("2026-03-03 11:00", mail.answering(&billed));
    story.until("2026-03-04 18:00");
    let daily = story
        .mails_to("ines@studio.example")
        .pop()
        .expect("a notice");
    assert!(
        daily.subject.contains("What waits for you"),
        "{}",
        daily.subject
    );
    (story, daily.id().as_str().to_owned(), daily.text)
}

#[test]
fn the_daily_notice_of_several_is_answered_by_number() {
    let (_, _, text) = waiting();
    for answer in ["done 1 – ", "chase 1 – ", "done 2 – ", "chase 2 – "] {
        assert!(text.contains(answer), "{answer}: {text}");
    }
    for word in ["chase", "done", "snooze 5d", "催"] {
        let (mut story, daily, _) = waiting();
        let mail = letter(INES, "", "Re: What waits for you", word).private();
        story.mail("2026-03-05 10:00", mail.answering(&daily));
        assert_eq!(story.holds(1), [HoldReason::Question], "{word}");
        assert_eq!(story.holds(2), [HoldReason::Review], "{word}");
        let told = last(&story, "ines@studio.example");
        assert!(told.contains("#1") && told.contains("#2"), "{word}: {told}");
        assert!(told.contains("does not say which item"), "{word}: {told}");
    }
    let (mut story, daily, _) = waiting();
    let mail = letter(INES, "", "Re: What waits for you", "chase 2").private();
    story.mail("2026-03-05 10:00", mail.answering(&daily));
    assert_eq!([story.state(1), story.state(2)], [State::Held, State::Open]);
}

#[test]
fn an_ok_is_answered_with_the_hour_at_which_it_leaves() {
    let approve = [("mode = \"auto\"", "mode = \"approve\"")];
    let mut story = Story::begin("2026-03-02 09:00", &approve);
    request(&mut story);
    story.until("2026-03-09 19:00");
    let told = says(&mut story, "2026-03-09 20:00", "ok 1\n");
    assert!(
        told.contains("Goes out: 09:00 (friendly mail), 10 March 2026"),
        "{told}"
    );
    story.until("2026-03-10 10:00");
    assert_eq!(story.follow_ups().len(), 1);
}

#[test]
fn instalments_stand_in_the_receipt_with_what_is_paid_of_them() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let words = "Hi Otto,\n\nplease find attached invoice SN-310 over EUR 9,000.00: EUR 2,500.00 by 13 March 2026 and EUR 6,500.00 by 10 April 2026.\n\nInes\n";
    let mail = letter(INES, OTTO, "Invoice SN-310", words).file("SN-310.pdf");
    let asked = story.mail("2026-03-02 10:00", mail);
    let told = last(&story, "ines@studio.example");
    for line in [
        "1. EUR 2,500.00, due 13 March 2026\n",
        "2. EUR 6,500.00, due 10 April 2026\n",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let paid = "We have paid EUR 3,000 today.\n";
    let mail = letter(OTTO, INES, "Re: Invoice SN-310", paid).answering(&asked);
    story.mail("2026-03-05 10:00", mail);
    let told = last(&story, "ines@studio.example");
    for line in [
        "1. EUR 2,500.00, due 13 March 2026, paid\n",
        "2. EUR 6,500.00, due 10 April 2026, EUR 6,000.00 of it still open\n",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    story.until("2026-07-10 18:00");
    let call = story.mails_to("ines@studio.example");
    let call = call.iter().find(|m| m.subject.contains("Time to call"));
    let call = call.map(|m| m.text.clone()).unwrap_or_default();
    assert!(call.contains("EUR 6,000.00 of it still open"), "{call}");
}

#[test]
fn help_says_what_each_word_does() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let told = says(&mut story, "2026-03-02 10:00", "help\n");
    for word in [
        "snooze 42 5d – ",
        "part 42 1200.00 – ",
        "undo 42 – ",
        "away ",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let mail = letter("韩雪 <hanxue@studio.example>", "", "x", "帮助\n").private();
    story.mail("2026-03-02 11:00", mail);
    let told = last(&story, "hanxue@studio.example");
    assert!(told.contains("延后 42 5天 – 五天内不跟进"), "{told}");
}

#[test]
fn status_tells_that_everything_is_paused() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let told = says(&mut story, "2026-03-02 11:00", "status\n");
    assert!(!told.contains("paused"), "{told}");
    let lead = letter("Mara Lead <lead@studio.example>", "", "x", "pause all\n");
    story.mail("2026-03-02 12:00", lead.private());
    let told = says(&mut story, "2026-03-02 13:00", "status\n");
    assert!(told.contains("everything is paused"), "{told}");
}

/// A letter says 您 to one and 二位 to two, and greets in the same tone.
#[test]
fn a_chinese_letter_keeps_one_tone() {
    let language = (
        "language = \"en\"\nworking-hours = \"09:00-17:00\"",
        "language = \"zh\"\nworking-hours = \"09:00-17:00\"",
    );
    for (to, greeting, you, not) in [
        ("周宁 <ning@falk.example>", "周宁，您好", "先谢谢您", "你好"),
        (
            "周宁 <ning@falk.example>, 何平 <ping@falk.example>",
            "二位好",
            "先谢谢二位",
            "您",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[language]);
        let words = "周宁，你好：\n\n请在3月6日前提供签好的协议。\n\n韩雪\n";
        let han = "韩雪 <hanxue@studio.example>";
        story.mail("2026-03-02 10:00", letter(han, to, "协议", words));
        story.until("2026-03-09 18:00");
        let mail = last(&story, "ning@falk.example");
        let own = mail.split("顺颂商祺").next().unwrap_or_default();
        assert!(own.contains(greeting) && own.contains(you), "{mail}");
        assert!(!own.contains(not), "{mail}");
    }
}

/// What a client says of one of two things is quoted as he wrote it, marks and all.
#[test]
fn a_part_of_a_mail_is_quoted_in_its_very_words() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    invoice(&mut story);
    let words = "Hi Ines,\nthe floor plan: do you need it as PDF, or as DWG?! And about invoice SN-204: we'll pay it (all of it) next Friday…\nOtto\n";
    story.mail("2026-03-03 10:00", letter(OTTO, INES, "Two things", words));
    let told: Vec<String> = story
        .mails_to("ines@studio.example")
        .into_iter()
        .map(|m| m.text)
        .collect();
    let told = told.join("\n");
    assert!(
        told.contains("do you need it as PDF, or as DWG?!"),
        "{told}"
    );
    assert!(
        told.contains("we'll pay it (all of it) next Friday…"),
        "{told}"
    );
    assert!(!told.contains("next Friday.\n"), "{told}");
}

/// Chinese names in brackets behind English ones make an English mail no Chinese one.
#[test]
fn glosses_in_brackets_change_no_language() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let words = "Hi Ning,\n\nplease send us by 6 March:\n\n1. The trade licence (营业执照)\n2. The price list (价格表)\n3. The drawings (图纸)\n\nInes\n";
    let ning = "Ning Zhou <ning@lotus.example>";
    story.mail("2026-03-02 10:00", letter(INES, ning, "Papers", words));
    story.until("2026-03-10 18:00");
    let mail = last(&story, "ning@lotus.example");
    assert!(mail.contains("Kind regards"), "{mail}");
}

#[test]
fn who_is_to_call_is_told_the_number() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = super::request(&mut story);
    let words = "Thanks, I will look into it.\n\nBest regards\nOtto Falk\nTel. +49 30 1234567\nFax +49 30 7654321\n";
    let mail = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
    story.mail("2026-03-03 10:00", mail);
    story.until("2026-05-15 18:00");
    let told = story.mails_to("ines@studio.example");
    let call = told.iter().find(|m| m.subject.contains("Time to call"));
    let call = call.map(|m| m.text.clone()).unwrap_or_default();
    assert!(
        call.contains("Telephone: Otto Falk, +49 30 1234567"),
        "{call}"
    );
    assert!(!call.contains("7654321"), "{call}");
}
