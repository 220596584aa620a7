//! What holds an item, for how long, and what is seen when it ends (product.md 3).

use super::rows::{CLIENT, OWNER, asks, is_chinese};
use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{ClosedHow, HoldReason, State};

/// The next follow-up speaks of the promise, and only of what is left.
#[test]
fn what_was_promised_and_what_is_left_stands_in_the_next_mail() {
    for (text, promised, left, given) in [
        (
            "Hi Ines, here is the floor plan, the portraits will follow by 16 March.\n+floor-plan.pdf",
            "16 March",
            "portraits",
            "floor plan",
        ),
        (
            "Ines 您好：先发展厅平面图，讲师照片3月16日之前补上。\n+展厅平面图.pdf",
            "3月16日",
            "讲师照片",
            "平面图",
        ),
    ] {
        // The client of the table is written to in English.
        let mut story = Story::begin(
            "2026-03-02 09:00",
            &[(
                "domains = [\"falk.example\"]\nlanguage = \"en\"",
                "domains = [\"falk.example\"]",
            )],
        );
        let (asked, subject) = asks(&mut story, is_chinese(text));
        let (words, file) = text.split_once("\n+").unwrap_or((text, ""));
        story.mail(
            "2026-03-04 10:00",
            letter(OTTO, INES, subject, words)
                .answering(&asked)
                .file(file),
        );
        let holds: Vec<_> = story.item(1).holds.iter().map(|h| h.reason).collect();
        assert_eq!(holds, [HoldReason::Promise], "{text}");
        story.until("2026-03-16 23:00");
        assert!(story.mails_to(CLIENT).is_empty(), "{text}");
        story.until("2026-03-20 18:00");
        let mail = story.mails_to(CLIENT).remove(0).text;
        let own = mail.split("\n>").next().unwrap_or_default();
        assert!(own.contains(promised), "{text}: {own}");
        let asked: Vec<&str> = own.lines().filter(|line| line.starts_with("  ")).collect();
        assert!(
            asked.iter().any(|line| line.contains(left)),
            "{text}: {own}"
        );
        assert!(
            !asked.iter().any(|line| line.contains(given)),
            "{text}: {own}"
        );
    }
}

/// Absences: no mail through the last day, thirty days at most.
#[test]
fn an_absence_rests_the_contact_through_its_last_day() {
    for (text, first) in [
        (
            "I am out of the office until 13 March 2026.\n",
            "2026-03-16",
        ),
        (
            "I am on parental leave until 1 September 2026.\n",
            "2026-04-03",
        ),
        (
            "您好，我正在休假，3月13日返回，期间无法回复邮件。\n",
            "2026-03-16",
        ),
        (
            "我将于2026年9月1日返回办公室，期间无法查看邮件。\n",
            "2026-04-03",
        ),
    ] {
        for money in [false, true] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let (asked, subject) = if money {
                (invoice(&mut story), "Automatic reply: Invoice SN-204")
            } else {
                (request(&mut story), "Automatic reply: Brochure material")
            };
            story.mail(
                "2026-03-04 10:00",
                letter(OTTO, INES, subject, text)
                    .answering(&asked)
                    .header("Auto-Submitted: auto-replied"),
            );
            assert_eq!(story.state(1), State::Held, "{text}");
            story.until("2026-04-30 18:00");
            let first_sent = story
                .follow_ups()
                .first()
                .map(|(day, _)| day.clone())
                .unwrap_or_default();
            assert!(first_sent.as_str() >= first, "{text}: {first_sent}");
            assert!(!first_sent.is_empty(), "{text}");
        }
    }
}

/// An absence without a day says less than the one before.
#[test]
fn a_second_note_without_a_day_shortens_no_absence() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    for (when, words) in [
        (
            "2026-03-04 10:00",
            "I am out of the office until 27 March 2026.\n",
        ),
        ("2026-03-11 10:00", "I am currently out of the office.\n"),
    ] {
        story.mail(
            when,
            letter(OTTO, INES, "Automatic reply: Brochure material", words)
                .answering(&asked)
                .header("Auto-Submitted: auto-replied"),
        );
    }
    story.until("2026-04-30 18:00");
    let first = story.follow_ups().first().map(|(day, _)| day.clone());
    assert!(first >= Some("2026-03-30".to_owned()), "{first:?}");
}

/// Who promised is named where another is written to.
#[test]
fn a_colleagues_promise_is_not_held_against_another() {
    for (by, said, not) in [
        (
            "Nora Falk <nora@falk.example>",
            "Nora Falk had planned",
            "You had planned",
        ),
        (OTTO, "You had planned", "Otto Falk had planned"),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-04 10:00",
            letter(
                by,
                INES,
                "Re: Brochure material",
                "You will get it on 12 March.\n",
            )
            .answering(&asked),
        );
        story.until("2026-03-18 18:00");
        let mail = story.mails_to(CLIENT).remove(0).text;
        assert!(mail.contains(said) && !mail.contains(not), "{mail}");
    }
}

/// Receipts and other machine mail change nothing.
#[test]
fn other_machines_change_nothing() {
    for (subject, text, header) in [
        (
            "Read: Brochure material",
            "Your message was read.\n",
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
        ),
        (
            "已读: Brochure material",
            "您的邮件已被阅读。\n",
            "Auto-Submitted: auto-replied",
        ),
        (
            "Re: Brochure material",
            "We have received your message. Ticket 4711 was opened.\n",
            "Auto-Submitted: auto-replied",
        ),
        (
            "自动回复: Brochure material",
            "您的来信已收到，我们会尽快处理。\n",
            "Auto-Submitted: auto-replied",
        ),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        let before = story.item(1);
        story.mail(
            "2026-03-04 10:00",
            letter(OTTO, INES, subject, text)
                .answering(&asked)
                .header(header),
        );
        let after = story.item(1);
        assert_eq!(after.holds, before.holds, "{subject}");
        assert_eq!(after.asks, before.asks, "{subject}");
        assert_eq!(after.last_contact, before.last_contact, "{subject}");
    }
}

/// Holds stack: the item is chased when the last of them ends, and each end is told.
#[test]
fn holds_stack_and_each_end_is_seen() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Brochure material",
            "Hi Ines, you will have everything by 10 March.\n",
        )
        .answering(&asked),
    );
    story.mail(
        "2026-03-04 11:00",
        letter(INES, "", "words", "snooze 1 2026-03-18\n").private(),
    );
    story.mail(
        "2026-03-05 10:00",
        letter(
            OTTO,
            INES,
            "Automatic reply: Brochure material",
            "I am out of the office until 13 March.\n",
        )
        .answering(&asked)
        .header("Auto-Submitted: auto-replied"),
    );
    story.until("2026-03-17 23:00");
    assert!(story.follow_ups().is_empty());
    story.until("2026-03-20 18:00");
    assert_eq!(
        story.follow_ups(),
        [("2026-03-18".to_owned(), nudged::model::Step::Friendly)]
    );
    let ended: Vec<_> = story
        .events(nudged::model::EventKind::Resumed)
        .into_iter()
        .filter_map(|(_, e)| e.hold)
        .collect();
    assert_eq!(
        ended,
        [HoldReason::Promise, HoldReason::Absence, HoldReason::Snooze]
    );
}

/// A question, a dispute, a decline or a review never ends by itself and is told every day.
#[test]
fn what_waits_for_the_owner_is_told_each_day_until_he_answers() {
    for text in [
        "Hi Ines, in which format do you need them?\n",
        "Blue, blue and blue again.\n",
        "Please stop writing to me.\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = request(&mut story);
        story.mail(
            "2026-03-04 10:00",
            letter(OTTO, INES, "Re: Brochure material", text).answering(&asked),
        );
        story.until("2026-03-05 23:00");
        let before = story.mails_to(OWNER).len();
        story.until("2026-03-10 23:00");
        let daily = story.mails_to(OWNER).len() - before;
        assert!(daily >= 3, "{text}: {daily}");
    }
}

#[test]
fn the_close_of_an_invoice_stays_said_and_unconfirmed() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-04 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Ines 您好：发票款昨天已付，请查收。\n",
        )
        .answering(&asked),
    );
    let closed = story.item(1).closed.map(|c| (c.how, c.confirmed));
    assert_eq!(closed, Some((ClosedHow::Paid, false)));
    story.until("2026-03-09 12:00");
    let summary = story
        .mails_to("all@studio.example")
        .pop()
        .map(|m| m.text)
        .unwrap_or_default();
    assert!(summary.contains("said to be paid"), "{summary}");
}

/// A person who says when he is back promises nothing: no later mail holds him to that day.
#[test]
fn a_persons_own_absence_is_no_promise() {
    for text in [
        "Thanks for your note. I'm on annual leave and will be back on Monday 16th March.",
        "I am not in the office until 16 March.",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let (asked, subject) = asks(&mut story, false);
        story.mail(
            "2026-03-04 10:00",
            letter(OTTO, INES, subject, text).answering(&asked),
        );
        let holds: Vec<_> = story.item(1).holds.iter().map(|h| h.reason).collect();
        assert_eq!(holds, [HoldReason::Absence], "{text}");
        assert!(story.item(1).promises.is_empty(), "{text}");
        story.until("2026-03-16 23:00");
        assert!(story.mails_to(CLIENT).is_empty(), "{text}");
        story.until("2026-03-24 18:00");
        let mail = story.mails_to(CLIENT).remove(0).text;
        let own = mail.split("\n>").next().unwrap_or_default();
        assert!(!own.contains("expected to send"), "{text}: {own}");
    }
}
