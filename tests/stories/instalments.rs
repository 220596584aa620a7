//! A new day for the instalment that is due now.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::HoldReason;

/// 3,000 by 9 March, 7,000 by 30 April.
fn in_two() -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-310", "Hi Otto,\n\nattached is invoice SN-310 over EUR 10,000.00: EUR 3,000.00 (30%) are due by 9 March 2026 and EUR 7,000.00 (70%) by 30 April 2026.\n\nInes\n").file("SN-310.pdf"),
    );
    (story, asked)
}

fn days(story: &Story) -> Vec<String> {
    let invoice = story.item(1).invoice.unwrap_or_default();
    let days = invoice.instalments.iter().map(|i| i.due.to_string());
    days.collect()
}

#[test]
fn due_moves_the_day_of_the_current_instalment_and_nothing_goes_before_it() {
    for (when, words) in [
        ("2026-03-04 10:00", "due 2026-03-20\n"),
        // A friendly mail went out that morning.
        ("2026-03-10 15:00", "due 2026-03-20\n"),
        ("2026-03-04 10:00", "截止 2026-03-20\n"),
    ] {
        let (mut story, asked) = in_two();
        story.until(when);
        let before = story.follow_ups().len();
        story.mail(
            when,
            letter(INES, "", "Re: Invoice SN-310", words)
                .private()
                .answering(&asked),
        );
        assert_eq!(days(&story), ["2026-03-20", "2026-04-30"], "{words}");
        assert_eq!(story.item(1).due.to_string(), "2026-03-20");
        story.until("2026-03-16 23:00");
        assert_eq!(story.follow_ups().len(), before, "{when}");
        story.until("2026-03-25 18:00");
        assert!(story.follow_ups().len() > before, "{when}");
    }
}

#[test]
fn a_day_granted_for_it_in_the_thread_moves_it_too() {
    for words in [
        "Hi Otto, 20 March is fine for the first instalment.\n",
        "Hi Otto, no problem, take until 20 March.\n",
        "Otto 您好：首付款3月20日前付就行。\n",
    ] {
        let (mut story, asked) = in_two();
        story.mail(
            "2026-03-04 10:00",
            letter(INES, OTTO, "Re: Invoice SN-310", words).answering(&asked),
        );
        assert_eq!(days(&story), ["2026-03-20", "2026-04-30"], "{words}");
        story.until("2026-03-16 23:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn a_day_granted_for_another_instalment_does_not_move_the_current_one() {
    for words in [
        "Hi Otto, 20 May is fine for the second instalment.\n",
        "Hi Otto, for the final payment you can have until 20 May.\n",
        "Otto 您好：尾款可以延到5月20日。\n",
    ] {
        let (mut story, asked) = in_two();
        story.mail(
            "2026-03-04 10:00",
            letter(INES, OTTO, "Re: Invoice SN-310", words).answering(&asked),
        );
        assert_eq!(days(&story), ["2026-03-09", "2026-04-30"], "{words}");
        // Which of both he meant, the owner says.
        let holds: Vec<HoldReason> = story.item(1).holds.iter().map(|h| h.reason).collect();
        assert_eq!(holds, [HoldReason::Review], "{words}");
    }
}

/// 1,800 by 13 March, and what the team writes then.
fn at_once(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = super::invoice(&mut story);
    story.mail(
        "2026-03-11 14:00",
        letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked),
    );
    story
}

#[test]
fn parts_granted_in_the_thread_are_each_chased_from_their_own_day_on() {
    for words in [
        "Hi Otto,\n\nyou can pay in two instalments, EUR 900.00 on 20 March and EUR 900.00 on 20 April.\n\nInes\n",
        "Hi Otto,\n\nthat is fine: half by 20 March, the other half by 20 April.\n\nInes\n",
        "Otto您好：\n\n可以分两期付，3月20日前900欧元，4月20日前900欧元。\n\nInes\n",
    ] {
        let mut story = at_once(words);
        assert_eq!(days(&story), ["2026-03-20", "2026-04-20"], "{words}");
        assert!(story.item(1).holds.is_empty(), "{words}");
        let before = story.follow_ups().len();
        let told = story.mails_to("ines@studio.example").pop().map(|m| m.text);
        assert!(told.is_some_and(|text| text.contains("900")), "{words}");
        story.until("2026-03-16 23:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
        story.until("2026-03-24 18:00");
        let mail = story.mails_to("otto@falk.example").pop().map(|m| m.text);
        assert!(mail.is_some_and(|text| text.contains("900.00")), "{words}");
    }
}

#[test]
fn parts_refused_asked_about_or_only_repeated_change_no_day() {
    for words in [
        "Hi Otto,\n\nwould EUR 900.00 on 20 March and EUR 900.00 on 20 April suit you?\n\nInes\n",
        "Hi Otto,\n\nEUR 900.00 on 20 March and EUR 900.00 on 20 April is not acceptable.\n\nInes\n",
        "Hi Otto,\n\nyou proposed EUR 900.00 on 20 March and EUR 900.00 on 20 April. I will ask my boss.\n\nInes\n",
    ] {
        let story = at_once(words);
        assert!(days(&story).is_empty(), "{words}");
        assert_eq!(story.item(1).due.to_string(), "2026-03-13", "{words}");
    }
}

#[test]
fn a_part_to_be_paid_now_is_not_overdue_the_next_morning() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let words = "Hi Otto,\n\nattached is invoice SN-320 over EUR 5,000.00: 50% (EUR 2,500.00) now, 50% (EUR 2,500.00) on delivery on 15 April.\n\nInes\n";
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-320", words).file("SN-320.pdf"),
    );
    let first = days(&story).first().cloned().unwrap_or_default();
    assert!(first.as_str() > "2026-03-04", "{first}");
    story.until("2026-03-05 23:00");
    assert!(story.follow_ups().is_empty());
    story.until("2026-03-20 18:00");
    assert!(!story.follow_ups().is_empty());
}

/// Two instalments were missed: the mail names both, with their days, what each leaves open and the sum.
#[test]
fn what_was_missed_of_several_instalments_stands_in_one_mail() {
    for (language, both, sum) in [
        (
            "en",
            "instalments 1 and 2 of invoice SN-311",
            "Instalments 1 and 2 of 3, open now: EUR 5,500.00",
        ),
        (
            "zh",
            "发票SN-311的第1、2期款项",
            "第1、2期（共3期），应付合计：5,500.00欧元",
        ),
    ] {
        let mut story = Story::begin(
            "2026-03-02 09:00",
            &[(
                "domains = [\"falk.example\"]\nlanguage = \"en\"",
                &format!("domains = [\"falk.example\"]\nlanguage = \"{language}\""),
            )],
        );
        story.mail(
            "2026-03-02 10:00",
            letter(INES, OTTO, "Invoice SN-311", "Hi Otto,\n\nattached is invoice SN-311 over EUR 10,000.00: EUR 3,000.00 are due by 9 March 2026, EUR 3,000.00 by 26 March 2026 and EUR 4,000.00 by 30 June 2026.\n\nInes\n").file("SN-311.pdf"),
        );
        story.until("2026-03-20 18:00");
        let mail = story.mails_to("otto@falk.example").pop().expect("a mail");
        assert!(!mail.text.contains(both), "{}", mail.text);
        story.mail(
            "2026-03-20 19:00",
            letter(INES, "", "words", "part 1 500.00\n").private(),
        );
        story.until("2026-04-30 18:00");
        let mails = story.mails_to("otto@falk.example");
        let mail = mails.iter().rfind(|mail| mail.text.contains(both));
        let text = mail.map(|mail| mail.text.as_str()).unwrap_or_default();
        let last = mails.last().map(|mail| mail.text.as_str());
        assert!(text.contains(sum), "{text} {last:?}");
        for words in ["2,500.00", "3,000.00"] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}
