//! What was said stays so: by the client before his day, by the owner of money, by whoever asked for no
//! more mail.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a story that cannot be told is a failed test"
)]

use nudged::model::{EventKind, HoldReason, Step};

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};

fn says(story: &mut Story, when: &str, words: &str) {
    let words = format!("{words}\n");
    story.mail(when, letter(INES, "", "words", &words).private());
}

/// 3,000 by 9 March, 7,000 by 30 April.
fn in_two(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-310", "Hi Otto,\n\nattached is invoice SN-310 over EUR 10,000.00: EUR 3,000.00 (30%) are due by 9 March 2026 and EUR 7,000.00 (70%) by 30 April 2026.\n\nInes\n").file("SN-310.pdf"),
    )
}

#[test]
fn snooze_puts_off_a_question_and_leaves_it_unanswered() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-03 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Which format do you need the floor plan in?\n",
        )
        .answering(&asked),
    );
    says(&mut story, "2026-03-03 11:00", "snooze 1 2026-03-10");
    let daily = |story: &Story| {
        let mut told = story.mails_to("ines@studio.example");
        told.retain(|mail| mail.text.contains("Which format") && mail.subject.contains("wait"));
        told.len()
    };
    story.until("2026-03-09 18:00");
    let before = daily(&story);
    story.until("2026-03-20 18:00");
    assert_eq!(story.holds(1), [HoldReason::Question]);
    assert!(story.follow_ups().is_empty());
    assert_eq!(before, 0, "not before the day it was put off to");
    assert!(daily(&story) > 0, "again from that day on");
}

#[test]
fn what_is_ahead_takes_no_turn_of_what_is_overdue() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (hour, what, day) in [
        (10, "plan", 6),
        (11, "texts", 11),
        (12, "photos", 16),
        (13, "map", 19),
    ] {
        let body = format!("Hi Otto, please send us the {what} by {day} March.\n");
        story.mail(
            &format!("2026-03-02 {hour}:00"),
            letter(INES, OTTO, what, &body),
        );
    }
    story.until("2026-03-09 18:00");
    let (_, first) = story.events(EventKind::FollowUp).pop().expect("a mail");
    assert_eq!(first.step, Some(Step::Friendly));
    assert_eq!(first.items, [1, 2].map(nudged::model::ItemId));
}

#[test]
fn reopen_asks_for_the_instalment_that_is_owed() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = in_two(&mut story);
    story.mail(
        "2026-03-10 15:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-310",
            "We have paid the invoice in full today.\n",
        )
        .answering(&asked),
    );
    assert!(story.item(1).closed.is_some());
    says(&mut story, "2026-03-16 10:00", "reopen 1");
    let item = story.item(1);
    assert_eq!(item.due.to_string(), "2026-03-09");
    assert_eq!(item.ladder.instalment, 0);
    story.until("2026-03-27 18:00");
    let left = story.mails_to("otto@falk.example");
    let last = left.last().expect("asked again");
    assert!(last.text.contains("3,000.00"), "{}", last.text);
}

#[test]
fn money_its_owner_denies_is_told_as_paid_to_nobody() {
    for (claim, words) in [
        (
            "We transferred EUR 800.00 today.\n",
            "Hi Otto, we have not received your payment of EUR 800.00 yet, could you check please?\n",
        ),
        (
            "We transferred EUR 800.00 today.\n",
            "Hi Otto, your payment has not arrived here, could you look into it?\n",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-16 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", claim).answering(&asked),
        );
        assert_eq!(story.balance(1), "1000.00");
        story.mail(
            "2026-03-23 10:00",
            letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked),
        );
        assert_eq!(story.balance(1), "1800.00", "{words}");
        assert!(story.holds(1).contains(&HoldReason::Review), "{words}");
        says(&mut story, "2026-03-23 11:00", "chase 1");
        story.until("2026-04-02 18:00");
        let left = story.mails_to("otto@falk.example");
        let last = left.last().expect("chased");
        assert!(!last.text.contains("Paid so far"), "{}", last.text);
    }
}

#[test]
fn a_promise_answered_on_its_day_is_not_broken() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-03 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "You get everything on 5 March.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-05 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Here it is: https://files.example/abc\n",
        )
        .answering(&asked),
    );
    story.until("2026-03-09 10:00");
    assert!(story.item(1).promises.iter().all(|p| !p.broken));
    if story.item(1).closed.is_none() {
        says(&mut story, "2026-03-09 10:10", "chase 1");
    }
    story.until("2026-03-20 18:00");
    for mail in story.mails_to("otto@falk.example") {
        assert!(!mail.text.contains("not reached"), "{}", mail.text);
    }
}

#[test]
fn whoever_asked_for_no_more_mail_is_copied_no_more() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-03-25 18:00");
    let last = story.mails_to("chief@falk.example");
    assert_eq!(last.len(), 1, "the last mail");
    story.mail(
        "2026-03-26 10:00",
        letter(
            "Chief <chief@falk.example>",
            INES,
            "Re: Brochure material",
            "Please stop sending me these mails, I am not the right person.\n",
        )
        .answering(last[0].id().as_str()),
    );
    says(&mut story, "2026-03-26 11:00", "done 1");
    story.mail(
        "2026-03-27 10:00",
        letter(
            INES,
            OTTO,
            "Menu",
            "Hi Otto, please send us the menu by 1 April.\n",
        ),
    );
    story.until("2026-05-15 18:00");
    let steps: Vec<Step> = story.follow_ups().into_iter().map(|(_, s)| s).collect();
    assert_eq!(steps.iter().filter(|s| **s == Step::Last).count(), 2);
    assert_eq!(story.mails_to("chief@falk.example").len(), 1);
}
