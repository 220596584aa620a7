//! "All invoices are paid except one": the others are paid, that one gets what is said of it.

use super::story::{Story, letter};
use super::{INES, OTTO};
use nudged::model::{EventKind, HoldReason, State};

/// Three invoices, and an answer in a new mail or in the thread of the second.
fn answered(words: &str, threaded: bool) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let mut asked = Vec::new();
    for (hour, number, sum) in [
        (10, "SN-2026-0411", "1,800.00"),
        (11, "SN-2026-0412", "950.00"),
        (12, "SN-2026-0413", "700.00"),
    ] {
        let words = format!(
            "Hi Otto,\n\nplease find attached invoice {number} over EUR {sum}, payable by 13 March 2026.\n\nInes\n"
        );
        asked.push(story.mail(
            &format!("2026-03-02 {hour}:00"),
            letter(INES, OTTO, &format!("Invoice {number}"), &words),
        ));
    }
    let answer = match asked.get(1).filter(|_| threaded) {
        Some(second) => letter(OTTO, INES, "Re: Invoice SN-2026-0412", words).answering(second),
        None => letter(OTTO, INES, "Your invoices", words),
    };
    story.mail("2026-03-12 10:00", answer);
    story
}

#[test]
fn all_but_one_are_paid_and_that_one_is_promised() {
    for words in [
        "Hi Ines,\n\nall your invoices are paid except SN-2026-0412, which we will settle on 25 March.\n\nOtto\n",
        "Hi Ines,\n\nexcept for SN-2026-0412 everything has been paid. That one will be paid on 25 March.\n\nOtto\n",
        "Hi Ines,\n\nwe have paid all invoices apart from SN-2026-0412. We will pay this one on 25 March.\n\nOtto\n",
        "Hi Ines,\n\nall paid except no. 412, that one follows on 25 March.\n\nOtto\n",
        "Ines您好，除了SN-2026-0412，其他发票都已付款。SN-2026-0412 3月25日付。\n",
    ] {
        for threaded in [true, false] {
            let note = format!("{threaded} {words}");
            let story = answered(words, threaded);
            assert_eq!(story.state(1), State::Closed, "{note}");
            assert_eq!(story.state(3), State::Closed, "{note}");
            let holds = story.item(2).holds;
            let promise = holds.iter().find(|h| h.reason == HoldReason::Promise);
            let until = promise.and_then(|h| h.until).map(|d| d.to_string());
            assert_eq!(until.as_deref(), Some("2026-03-26"), "{note}: {holds:?}");
        }
    }
}

#[test]
fn one_left_out_of_which_nothing_is_said_stays_open() {
    let story = answered("All invoices are paid except SN-2026-0412.\n", true);
    assert_eq!(story.state(1), State::Closed);
    assert_eq!(story.state(3), State::Closed);
    assert_ne!(story.state(2), State::Closed);
}

#[test]
fn what_is_to_come_or_in_doubt_closes_none() {
    for words in [
        "We will pay all invoices except SN-2026-0412 on 20 March.\n",
        "Have all invoices been paid except SN-2026-0412?\n",
        "All invoices are approved except SN-2026-0412, the amount of which is wrong.\n",
        "Not all invoices are paid, except SN-2026-0412.\n",
    ] {
        for threaded in [true, false] {
            let story = answered(words, threaded);
            let closed = story.events(EventKind::Closed).len();
            assert_eq!(closed, 0, "{threaded} {words}");
        }
    }
}
