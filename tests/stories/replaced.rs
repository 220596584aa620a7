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
