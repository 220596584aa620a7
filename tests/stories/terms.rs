//! What a client says of when an invoice falls due, or that it came twice: neither a quarrel for the
//! lead nor a payment.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{EventKind, HoldReason, State};

fn answered(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let answer = letter(OTTO, INES, "Re: Invoice SN-204", words).answering(&asked);
    story.mail("2026-03-09 10:00", answer);
    story
}

#[test]
fn a_term_of_payment_waits_for_its_owner() {
    for words in [
        "按照合同，余款验收后再付，麻烦先约个时间验收。",
        "验收合格后付款。",
        "等网站上线后我们付尾款。",
        "完工后一次性付清。",
        "The balance is payable after acceptance.",
        "We will pay the last instalment once the hall has been accepted.",
        "As per contract, payment is due upon delivery.",
    ] {
        let mut story = answered(words);
        assert_eq!(story.holds(1), [HoldReason::Question], "{words}");
        assert!(story.mails_to("lead@studio.example").is_empty(), "{words}");
        let before = story.follow_ups().len();
        story.until("2026-04-10 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
}

#[test]
fn what_was_paid_before_the_rest_falls_due_counts() {
    for words in [
        "首付款540欧元上周已经打过去了，尾款等验收合格后再付。",
        "We paid EUR 540.00 last week; the balance is payable after acceptance.",
    ] {
        let story = answered(words);
        assert_eq!(story.balance(1), "1260.00", "{words}: {:?}", story.holds(1));
        assert_eq!(story.holds(1), [HoldReason::Question], "{words}");
    }
}

#[test]
fn a_bill_that_came_twice_is_contested_and_not_paid() {
    for words in [
        "We already paid this in January, this is a duplicate.",
        "We have already settled this invoice, it seems to be a duplicate.",
        "这张一月份已经付过了，是重复的。",
    ] {
        let story = answered(words);
        assert_eq!(story.state(1), State::Disputed, "{words}");
        assert!(story.events(EventKind::Closed).is_empty(), "{words}");
    }
}
