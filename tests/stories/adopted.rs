//! Mail from before tracking began, taken in at the first start (`run --adopt-since`).

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use nudged::model::{EventKind, HoldReason, State, Step};

use super::story::{Story, letter};
use super::{INES, OTTO};

const HAN: &str = "韩雪 <hanxue@studio.example>";

fn old_mail(story: &mut Story) {
    let asked = story.old(
        "2026-01-12 10:00",
        letter(
            INES,
            OTTO,
            "Stand photos",
            "Hi Otto,\n\nplease send us the following by 16 January:\n\n1. Photos of the stand\n2. The floor plan\n\nInes\n",
        ),
    );
    story.old(
        "2026-01-14 09:00",
        letter(
            OTTO,
            INES,
            "Re: Stand photos",
            "Hi Ines, we will send both by 20 January.\n",
        )
        .answering(&asked),
    );
    let paid = story.old(
        "2026-01-15 10:00",
        letter(
            INES,
            OTTO,
            "Invoice SN-188",
            "Hi Otto,\n\nplease find attached invoice SN-188 over EUR 900.00, payable by 30 January 2026.\n\nInes\n",
        )
        .file("SN-188.pdf"),
    );
    story.old(
        "2026-01-28 16:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-188",
            "Hi Ines, we paid the invoice SN-188 in full today.\n",
        )
        .answering(&paid),
    );
    story.old(
        "2026-02-02 10:00",
        letter(
            HAN,
            "林岚 <lin@moor.example>",
            "样品照片",
            "林女士，您好：\n\n请于2月6日前发来样品照片。\n\n韩雪\n",
        ),
    );
    let second = story.old(
        "2026-02-03 10:00",
        letter(
            INES,
            OTTO,
            "Invoice SN-190",
            "Hi Otto,\n\nplease find attached invoice SN-190 over EUR 450.00, payable by 13 February 2026.\n\nInes\n",
        )
        .file("SN-190.pdf"),
    );
    story.old(
        "2026-02-04 10:00",
        letter(OTTO, INES, "Re: Invoice SN-190", "Hm.\n").answering(&second),
    );
    // Numbers of a record that is gone.
    story.old(
        "2026-02-05 10:00",
        letter(INES, "", "words", "cancel 1\n").private(),
    );
}

#[test]
fn old_mail_mails_nobody_and_what_it_leaves_open_waits_in_one_list() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    old_mail(&mut story);
    assert!(story.outbox().is_empty());
    story.old_mail_is_read();
    story.until("2026-03-02 12:00");
    let notices = story.outbox();
    assert_eq!(notices.len(), 2, "one list for each owner");
    let ines = &story.mails_to("ines@studio.example")[0];
    assert_eq!(ines.subject, "Still open in older mail (2)");
    for wanted in [
        "#1 Stand photos",
        "promised",
        "#4 Invoice SN-190",
        "ok all",
        "done 1",
    ] {
        assert!(ines.text.contains(wanted), "{wanted}: {}", ines.text);
    }
    let han = &story.mails_to("hanxue@studio.example")[0];
    assert!(
        han.text.contains("样品照片") && han.text.contains("同意"),
        "{}",
        han.text
    );
    assert_eq!(story.state(2), State::Closed);
    for id in [1, 3, 4] {
        let item = story.item(id);
        let review = item.holds.iter().find(|h| h.reason == HoldReason::Review);
        assert_eq!(
            review.map(|h| h.evidence.rule.as_str()),
            Some("adopted"),
            "#{id}"
        );
    }
    story.until("2026-03-31 18:00");
    assert!(story.mails_to("otto@falk.example").is_empty());
    assert!(story.mails_to("lin@moor.example").is_empty());
    story.old_mail_is_read();
    assert_eq!(story.events(EventKind::FollowUp).len(), 0);
}

#[test]
fn one_word_lets_all_of_it_go_on_and_the_first_mail_is_friendly() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    old_mail(&mut story);
    story.old_mail_is_read();
    story.until("2026-03-03 10:00");
    story.mail(
        "2026-03-03 10:01",
        letter(INES, "", "words", "cancel 4\nok all\n").private(),
    );
    assert!(
        story
            .item(1)
            .holds
            .iter()
            .all(|h| h.reason != HoldReason::Review)
    );
    assert_eq!(story.state(3), State::Held, "another owner's");
    assert_eq!(story.state(4), State::Closed);
    story.mail(
        "2026-03-03 10:30",
        letter(HAN, "", "口令", "同意 3\n").private(),
    );
    story.until("2026-03-05 18:00");
    let steps: Vec<Step> = story
        .follow_ups()
        .into_iter()
        .map(|(_, step)| step)
        .collect();
    assert_eq!(steps, [Step::Friendly, Step::Friendly]);
}
