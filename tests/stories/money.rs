//! Instalments, part payments, credit notes: the balance is always right.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{HoldReason, State};

fn answer(story: &mut Story, when: &str, asked: &str, words: &str) {
    story.mail(
        when,
        letter(OTTO, INES, "Re: Invoice SN-204", words).answering(asked),
    );
}

fn in_two(story: &mut Story) -> String {
    story.mail(
        "2026-03-02 10:00",
        letter(INES, OTTO, "Invoice SN-204", "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable in two instalments: EUR 600.00 by 13 March 2026 and EUR 1,200.00 by 30 April 2026.\n\nInes\n").file("SN-204.pdf"),
    )
}

#[test]
fn part_payments_add_up_until_nothing_is_left() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    answer(
        &mut story,
        "2026-03-04 10:00",
        &asked,
        "Hello Ines, we have paid EUR 500.00 of it today, the rest follows.\n",
    );
    assert_eq!(story.balance(1), "1300.00");
    answer(
        &mut story,
        "2026-03-05 10:00",
        &asked,
        "Ines 您好：今天又付了300欧元，余款下周付。\n",
    );
    assert_eq!(story.balance(1), "1000.00");
    answer(
        &mut story,
        "2026-03-16 10:00",
        &asked,
        "Hello Ines, the remaining EUR 1,000.00 was paid this morning.\n",
    );
    assert_eq!(story.balance(1), "0.00");
    assert_eq!(story.state(1), State::Closed);
}

#[test]
fn an_instalment_said_to_be_paid_leaves_the_others_owed() {
    for words in [
        "Hello Ines, the first instalment was paid yesterday.\n",
        "Hello Ines, we paid EUR 600.00 yesterday.\n",
        "Ines 您好：第一期款昨天已付。\n",
        "Ines 您好：首期600欧元已支付。\n",
        "Hello Ines, it was paid yesterday.\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = in_two(&mut story);
        assert_eq!(story.item(1).invoice.map(|i| i.instalments.len()), Some(2));
        answer(&mut story, "2026-03-12 10:00", &asked, words);
        let item = story.item(1);
        let review = item.holds.iter().any(|h| h.reason == HoldReason::Review);
        assert!(item.closed.is_none(), "{words}");
        assert!(
            review || story.balance(1) == "1200.00",
            "{words}: {}",
            story.balance(1)
        );
        if !review {
            assert_eq!(item.due.to_string(), "2026-04-30", "{words}");
            let before = story.follow_ups().len();
            story.until("2026-04-20 18:00");
            assert_eq!(story.follow_ups().len(), before, "{words}");
        }
    }
}

#[test]
fn all_instalments_said_to_be_paid_close_the_invoice() {
    for words in [
        "Hello Ines, we have paid both instalments in full yesterday.\n",
        "Hello Ines, we transferred the whole EUR 1,800.00 yesterday.\n",
        "Ines 您好：1800欧元已全部付清。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = in_two(&mut story);
        answer(&mut story, "2026-03-12 10:00", &asked, words);
        assert_eq!(
            (story.state(1), story.balance(1).as_str()),
            (State::Closed, "0.00"),
            "{words}"
        );
    }
}

#[test]
fn money_in_another_currency_or_for_another_invoice_reduces_nothing() {
    for words in [
        "Hello Ines, we have paid USD 500.00 of it today, the rest follows.\n",
        "Hello Ines, we have paid part of it today.\n",
        "Hello Ines, invoice SN-199 over EUR 400.00 was paid yesterday.\n",
        "Hello Ines, of EUR 1,800.00 and EUR 2,400.00 we have paid a part.\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        answer(&mut story, "2026-03-12 10:00", &asked, words);
        assert_eq!(story.balance(1), "1800.00", "{words}");
        assert!(story.item(1).closed.is_none(), "{words}");
    }
}

#[test]
fn payments_reduce_the_invoice_they_name() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    story.mail(
        "2026-03-02 11:00",
        letter(INES, OTTO, "Invoice SN-205", "Hi Otto,\n\nplease find attached invoice SN-205 over EUR 950.00, payable by 13 March 2026.\n\nInes\n").file("SN-205.pdf"),
    );
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Your invoices",
            "Hello Ines, SN-205 was paid yesterday, SN-204 follows next week.\n",
        ),
    );
    assert_eq!(story.state(2), State::Closed, "{:?}", story.item(2).holds);
    assert_eq!(story.balance(1), "1800.00");
    let holds: Vec<HoldReason> = story.item(1).holds.iter().map(|h| h.reason).collect();
    assert_eq!(holds, [HoldReason::Promise], "{:?}", story.item(1).holds);
}

/// A credit note of ours: what it takes off is taken off after the owner said so, and no invoice is closed by it.
#[test]
fn a_credit_note_opens_nothing_and_closes_nothing() {
    for (subject, words) in [
        (
            "Credit note CN-7",
            "Hi Otto,\n\nattached is our credit note CN-7 over EUR 300.00 for invoice SN-204.\n\nInes\n",
        ),
        (
            "贷项通知单 CN-7",
            "Otto 您好：\n\n附件为发票 SN-204 的红字发票 CN-7，金额300欧元，请冲抵。\n\nInes\n",
        ),
    ] {
        for threaded in [true, false] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let asked = invoice(&mut story);
            let mut mail = letter(INES, OTTO, subject, words).file("CN-7.pdf");
            if threaded {
                mail = mail.answering(&asked);
            }
            story.mail("2026-03-04 10:00", mail);
            assert_eq!(story.items().len(), 1, "{subject} {threaded}");
            assert!(story.item(1).closed.is_none(), "{subject} {threaded}");
            let told = story
                .item(1)
                .holds
                .iter()
                .any(|h| h.reason == HoldReason::Review)
                || story.balance(1) == "1500.00";
            assert!(
                told,
                "{subject} {threaded}: {} {:?}",
                story.balance(1),
                story.item(1).holds
            );
        }
    }
}

/// The same invoice sent again in a new mail is the owner's own chaser, no second invoice.
#[test]
fn an_invoice_sent_again_is_chased_once() {
    for words in [
        "Hi Otto,\n\nplease find attached once more invoice SN-204 over EUR 1,800.00, payable by 13 March 2026.\n\nInes\n",
        "Otto 您好：\n\n再次附上发票 SN-204，金额1800欧元，请尽快付款。\n\nInes\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        invoice(&mut story);
        story.mail(
            "2026-03-05 10:00",
            letter(INES, OTTO, "Our invoice SN-204", words).file("SN-204.pdf"),
        );
        assert_eq!(story.items().len(), 1, "{words}");
        assert!(
            story.item(1).holds.is_empty(),
            "{words}: {:?}",
            story.item(1).holds
        );
    }
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    invoice(&mut story);
    story.mail(
        "2026-03-05 10:00",
        letter(INES, OTTO, "Invoice SN-206", "Hi Otto,\n\nplease find attached invoice SN-206 over EUR 70.00, payable by 20 March 2026. Invoice SN-204 is still open.\n\nInes\n").file("SN-206.pdf"),
    );
    assert_eq!(story.items().len(), 2);
}

/// The client wants a credit note: a dispute or a question, never a payment.
#[test]
fn a_credit_note_asked_for_pays_nothing() {
    for words in [
        "Hello Ines, please send us a credit note for invoice SN-204.\n",
        "Hello Ines, we will pay once we have your credit note over EUR 300.00.\n",
        "Ines 您好：请开红字发票冲掉 SN-204。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        answer(&mut story, "2026-03-12 10:00", &asked, words);
        assert_eq!(story.balance(1), "1800.00", "{words}");
        assert_eq!(
            story.item(1).turn(),
            nudged::model::Turn::Team,
            "{words}: {:?}",
            story.item(1).holds
        );
    }
}

#[test]
fn the_owner_takes_off_a_part_and_the_rest_is_chased() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let _ = in_two(&mut story);
    story.mail(
        "2026-03-05 10:00",
        letter(INES, "", "words", "part 1 600\n").private(),
    );
    assert_eq!(story.balance(1), "1200.00");
    assert_eq!(story.item(1).due.to_string(), "2026-04-30");
    story.mail(
        "2026-03-05 11:00",
        letter(INES, "", "words", "undo 1\n").private(),
    );
    assert_eq!(story.balance(1), "1800.00");
    assert_eq!(story.item(1).due.to_string(), "2026-03-13");
}

/// The team settles a dispute with a credit note and a day for the rest: both count, the dispute waits for
/// its owner's word, and so does what the client says of it.
#[test]
fn a_credit_note_in_a_dispute_keeps_its_day_and_says_that_nothing_is_chased() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let wrong = "The amount is wrong, we agreed on EUR 1,500.00.\n";
    answer(&mut story, "2026-03-04 10:00", &asked, wrong);
    let words = "Hi Otto,\n\nyou are right, sorry. A credit note over EUR 300.00 is attached; please pay EUR 1,500.00 by 27 March.\n\nInes\n";
    let note = letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked);
    story.mail("2026-03-05 10:00", note.file("CN-7.pdf"));
    assert_eq!(story.balance(1), "1500.00");
    assert_eq!(story.item(1).due.to_string(), "2026-03-27");
    let told = |story: &Story| {
        let told = story.mails_to("ines@studio.example").pop().expect("told");
        told.text
    };
    assert!(told(&story).contains("resume"), "{}", told(&story));
    assert!(
        !told(&story).contains("only that is chased"),
        "{}",
        told(&story)
    );
    answer(
        &mut story,
        "2026-03-05 15:00",
        &asked,
        "Thanks, that is fine now.\n",
    );
    assert!(
        told(&story).contains("disputed this before"),
        "{}",
        told(&story)
    );
    story.mail(
        "2026-03-05 16:00",
        letter(INES, "", "words", "chase 1\n").private(),
    );
    assert_eq!(story.state(1), State::Open);
    story.until("2026-03-31 18:00");
    let mails = story.mails_to("otto@falk.example");
    assert!(mails.iter().any(|m| m.text.contains("27 March")));
}
