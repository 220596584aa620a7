//! A corrected invoice takes the place of an old one, which nobody is to be asked for any more.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice};
use nudged::model::{EventKind, HoldReason, State};

const ANEW: &str = "Hi Otto,\n\nplease find attached the corrected invoice SN-209 over EUR 1,600.00, payable by 20 March 2026. It replaces SN-204.\n\nInes\n";

#[test]
fn the_old_invoice_rests_and_the_new_one_opens() {
    for words in [
        ANEW,
        "Hi Otto,\n\nattached is invoice SN-209 over EUR 1,600.00, payable by 20 March 2026. Please disregard SN-204.\n\nInes\n",
        "Otto您好：\n\n附件为更正后的发票SN-209，金额1,600.00欧元，请于2026年3月20日前付款。原发票SN-204作废。\n\nInes\n",
    ] {
        for threaded in [true, false] {
            let note = format!("{threaded} {words}");
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let asked = invoice(&mut story);
            let bill = if threaded {
                letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked)
            } else {
                letter(INES, OTTO, "Invoice SN-209", words)
            };
            let before = story.mails_to("ines@studio.example").len();
            story.mail("2026-03-05 10:00", bill.file("SN-209.pdf"));
            let holds: Vec<HoldReason> = story.item(1).holds.iter().map(|h| h.reason).collect();
            assert_eq!(holds, [HoldReason::Review], "{note}");
            assert_eq!(story.events(EventKind::Opened).len(), 2, "{note}");
            let numbers = story.item(2).invoice.unwrap_or_default().numbers;
            assert_eq!(numbers, ["SN-209"], "{note}");
            // The receipt, and one question about the old one.
            let told = story.mails_to("ines@studio.example").len() - before;
            assert_eq!(told, 2, "{note}");
        }
    }
}

#[test]
fn an_old_number_nobody_knows_opens_nothing() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    for words in [
        "Hi Otto,\n\nthis invoice replaces SN-199.\n\nInes\n",
        "Otto您好，此发票代替SN-199。\n",
    ] {
        let mail = letter(INES, OTTO, "Re: Invoice SN-204", words);
        story.mail("2026-03-05 10:00", mail.answering(&asked));
        assert_eq!(story.events(EventKind::Opened).len(), 1, "{words}");
        assert_ne!(story.state(1), State::Closed, "{words}");
    }
}

#[test]
fn a_corrected_invoice_in_the_thread_replaces_the_one_it_answers() {
    for words in [
        "Hi Otto,\n\nplease find attached the corrected invoice SN-209 over EUR 1,600.00, payable by 20 March 2026.\n\nInes\n",
        "Otto您好：\n\n重开的发票SN-209见附件，金额1,600.00欧元，请于2026年3月20日前付款。\n\nInes\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        let bill = letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked);
        story.mail("2026-03-05 10:00", bill.file("SN-209.pdf"));
        assert_eq!(story.state(1), State::Held, "{words}");
        assert_eq!(story.events(EventKind::Opened).len(), 2, "{words}");
        story.until("2026-03-25 18:00");
        let texts = story.mails_to("otto@falk.example");
        assert!(texts.iter().any(|m| m.text.contains("SN-209")), "{words}");
    }
}

/// The old one is void and has no number: it is the one the mail answers, else the client's only one.
#[test]
fn an_old_invoice_without_its_number_rests_beside_the_new_one() {
    for words in [
        "Hi Otto,\n\nthe address was wrong, sorry. Attached is the new invoice SN-209 over EUR 1,800.00, payable by 20 March 2026. The old one is void.\n\nInes\n",
        "Otto您好：\n\n抬头开错了，新发票SN-209见附件，金额1,800.00欧元，请于2026年3月20日前付款，原发票作废。\n\nInes\n",
        "Otto您好：\n\n原发票已红冲，新开发票SN-209，金额1,800.00欧元，请于2026年3月20日前付款。\n\nInes\n",
    ] {
        for (threaded, disputed) in [(true, false), (true, true), (false, false)] {
            let note = format!("{threaded} {disputed} {words}");
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let asked = invoice(&mut story);
            let bill = if threaded {
                letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked)
            } else {
                letter(INES, OTTO, "Invoice SN-209", words)
            };
            if disputed {
                let wrong = "The company name on the invoice is wrong, please reissue it.\n";
                let answer = letter(OTTO, INES, "Re: Invoice SN-204", wrong);
                story.mail("2026-03-04 10:00", answer.answering(&asked));
            }
            story.mail("2026-03-05 10:00", bill.file("SN-209.pdf"));
            assert!(story.holds(1).contains(&HoldReason::Review), "{note}");
            let numbers = story.item(2).invoice.unwrap_or_default().numbers;
            assert_eq!(numbers, ["SN-209"], "{note}");
            let told = story.mails_to("ines@studio.example").pop().expect("told");
            assert!(told.text.contains("SN-204"), "{note}: {}", told.text);
            story.until("2026-03-31 18:00");
            for mail in story.mails_to("otto@falk.example") {
                assert!(!mail.text.contains("Invoice: SN-204"), "{note}");
            }
        }
    }
}

/// A second invoice in the thread of the first voids nothing; nor is it known which of two is old.
#[test]
fn an_invoice_nobody_called_void_is_chased() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let words = "Hi Otto,\n\nplease find attached invoice SN-209 over EUR 1,800.00 for March, payable by 20 March 2026. The first one is still open.\n\nInes\n";
    let bill = letter(INES, OTTO, "Re: Invoice SN-204", words).answering(&asked);
    story.mail("2026-03-05 10:00", bill.file("SN-209.pdf"));
    assert_eq!(story.holds(1), []);
    let words = "Hi Otto,\n\nplease find attached the new invoice SN-211 over EUR 900.00, payable by 20 March 2026. The old one is void.\n\nInes\n";
    let bill = letter(INES, OTTO, "Invoice SN-211", words);
    story.mail("2026-03-06 10:00", bill.file("SN-211.pdf"));
    assert_eq!(story.holds(1), []);
    assert_eq!(story.holds(2), []);
}
