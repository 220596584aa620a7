//! Invoices told apart by what people call them: the last block of their numbers.

#![allow(
    clippy::expect_used,
    reason = "a story that cannot be told is a failed test"
)]

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{HoldReason, State};

/// Two invoices in one follow-up; gives its id and subject.
fn billed() -> (Story, String, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    for (at, number, sum) in [
        ("10:00", "SN-2026-0012", "1,200.00"),
        ("10:20", "SN-2026-0013", "800.00"),
    ] {
        let body = format!(
            "Hi Otto,\n\nplease find attached invoice {number} over EUR {sum}, payable by 13 March 2026.\n\nInes\n"
        );
        let bill = letter(INES, OTTO, &format!("Invoice {number}"), &body);
        story.mail(
            &format!("2026-03-02 {at}"),
            bill.file(&format!("{number}.pdf")),
        );
    }
    story.until("2026-03-16 18:00");
    let mail = story.mails_to("otto@falk.example").pop().expect("chased");
    assert!(
        mail.text.contains("0012") && mail.text.contains("0013"),
        "{}",
        mail.text
    );
    (story, mail.id().as_str().to_owned(), mail.subject)
}

#[test]
fn each_gets_what_is_said_of_its_number() {
    for words in [
        "Hi Ines,\n\n0012 will be paid on 27 March. For 0013 we never received the work, please cancel that invoice.\n\nOtto\n",
        "Ines您好：\n\n0012那张3月27日付款。0013这张我们没有收到货，金额也不对，请作废。\n\nOtto\n",
    ] {
        let (mut story, mail, subject) = billed();
        let answer = letter(OTTO, INES, &format!("Re: {subject}"), words).answering(&mail);
        story.mail("2026-03-16 20:00", answer);
        assert_eq!(story.holds(1), [HoldReason::Promise], "{words}");
        assert_eq!(story.state(2), State::Disputed, "{words}");
    }
}

#[test]
fn one_that_is_paid_leaves_the_other_promised() {
    for words in [
        "0012 was paid yesterday, 0013 will be paid on 27 March.\n",
        "0012那张昨天已经付了，0013这张财务说3月27日付。\n",
    ] {
        let (mut story, mail, subject) = billed();
        let answer = letter(OTTO, INES, &format!("Re: {subject}"), words).answering(&mail);
        story.mail("2026-03-16 20:00", answer);
        assert_eq!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.holds(2), [HoldReason::Promise], "{words}");
    }
}

#[test]
fn a_mail_of_its_own_names_them_too() {
    let (mut story, _, _) = billed();
    let words = "Hi Ines,\n\n0012 was paid yesterday, 0013 will be paid on 27 March.\n\nOtto\n";
    story.mail("2026-03-16 20:00", letter(OTTO, INES, "Invoices", words));
    assert_eq!(story.state(1), State::Closed);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
}
