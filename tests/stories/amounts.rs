//! One sum for several invoices, and an invoice that is over another amount than it said.

use super::story::{Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{HoldReason, State};

/// An invoice of Ines to Otto; gives its mail.
fn bill(story: &mut Story, when: &str, number: &str, sum: &str) -> String {
    let words = format!(
        "Hi Otto,\n\nplease find attached invoice {number} over {sum}, payable by 13 March 2026.\n\nInes\n"
    );
    let mail = letter(INES, OTTO, &format!("Invoice {number}"), &words);
    story.mail(when, mail.file(&format!("{number}.pdf")))
}

/// Two invoices, over EUR 1,240 and EUR 760.
fn two() -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let first = bill(&mut story, "2026-03-02 10:00", "HB-51", "EUR 1,240.00");
    bill(&mut story, "2026-03-02 11:00", "HB-52", "EUR 760.00");
    (story, first)
}

fn states(story: &Story, items: &[i64]) -> Vec<State> {
    items.iter().map(|item| story.state(*item)).collect()
}

fn last(story: &Story) -> String {
    let mail = story.mails_to("ines@studio.example").pop();
    mail.map(|mail| format!("{}\n{}", mail.subject, mail.text))
        .unwrap_or_default()
}

#[test]
fn a_sum_that_is_what_two_invoices_owe_pays_both() {
    for words in [
        "Hi Ines,\n\nwe have paid EUR 2,000 for both today.\n",
        "Hi Ines, we transferred EUR 2,000.00 yesterday.\n",
        "Both invoices are paid, EUR 2,000 in all.\n",
        "We have paid 2,000 EUR for HB-51 and HB-52.\n",
        "您好，两张发票共2000欧元，今天已付。\n",
    ] {
        for answers in [true, false] {
            let (mut story, first) = two();
            let mail = letter(OTTO, INES, "Payment", words);
            let mail = if answers {
                mail.answering(&first)
            } else {
                mail
            };
            story.mail("2026-03-05 10:00", mail);
            assert_eq!(states(&story, &[1, 2]), [State::Closed; 2], "{words}");
            assert_eq!(
                [story.balance(1), story.balance(2)],
                ["0.00", "0.00"],
                "{words}"
            );
            let undo = letter(INES, "", "words", "undo 2\n").private();
            story.mail("2026-03-05 12:00", undo);
            assert_eq!(
                states(&story, &[1, 2]),
                [State::Closed, State::Open],
                "{words}"
            );
            assert_eq!(story.balance(2), "760.00", "{words}");
        }
    }
}

#[test]
fn the_answer_to_one_mail_about_both_pays_both() {
    let (mut story, _) = two();
    story.until("2026-03-17 18:00");
    let reminder = story
        .mails_to("otto@falk.example")
        .pop()
        .expect("a follow-up");
    let words = "Hi Ines, EUR 2,000 went out this morning.\n";
    let mail = letter(OTTO, INES, &format!("Re: {}", reminder.subject), words);
    story.mail("2026-03-18 10:00", mail.answering(reminder.id().as_str()));
    assert_eq!(states(&story, &[1, 2]), [State::Closed; 2]);
}

/// A colleague nobody wrote to counts for the invoices he names.
#[test]
fn a_new_person_of_the_client_pays_what_he_names() {
    let nora = "Nora Falk <nora@falk.example>";
    for (words, state) in [
        (
            "EUR 2,000 were transferred for HB-51 and HB-52 today.\n",
            State::Closed,
        ),
        (
            "EUR 1,900 were transferred for HB-51 and HB-52 today.\n",
            State::Held,
        ),
    ] {
        let (mut story, _) = two();
        story.mail("2026-03-05 10:00", letter(nora, INES, "Payment", words));
        assert_eq!(states(&story, &[1, 2]), [state; 2], "{words}");
    }
}

#[test]
fn a_sum_that_may_be_anything_closes_nothing() {
    for words in [
        // Not the sum.
        "We have paid EUR 2,100 for both today.\n",
        "We have paid EUR 1,900 for HB-51 and HB-52.\n",
        "We have paid EUR 2,100 for HB-51 and HB-52.\n",
        // A part, it says.
        "As a first part we have paid EUR 2,000 for both.\n",
        // Another currency.
        "We have paid USD 2,000 for both today.\n",
        // Not paid yet.
        "We will pay EUR 2,000 for both next week.\n",
        // A third one is named.
        "We have paid EUR 2,000 for HB-51 and HB-60.\n",
        // Three of two.
        "All three invoices are paid, EUR 2,400 in all.\n",
    ] {
        let (mut story, first) = two();
        let mail = letter(OTTO, INES, "Re: Invoice HB-51", words);
        story.mail("2026-03-05 10:00", mail.answering(&first));
        assert_eq!(states(&story, &[1, 2]), [State::Held; 2], "{words}");
    }
}

#[test]
fn what_was_paid_to_somebody_else_pays_none_of_them() {
    for words in [
        "We paid EUR 2,000.00 to the printer today.\n",
        "We have paid EUR 2,000.00 to your colleague in cash for the fair.\n",
        "2000欧元已付给印刷厂。\n",
    ] {
        let (mut story, _) = two();
        story.mail("2026-03-05 10:00", letter(OTTO, INES, "Payment", words));
        assert!(
            !states(&story, &[1, 2]).contains(&State::Closed),
            "{words}: {:?}",
            states(&story, &[1, 2])
        );
    }
}

#[test]
fn of_three_invoices_two_are_not_guessed() {
    let (mut story, _) = two();
    bill(&mut story, "2026-03-02 12:00", "HB-53", "EUR 310.00");
    let mail = letter(OTTO, INES, "Payment", "We have paid EUR 2,000 today.\n");
    story.mail("2026-03-05 10:00", mail);
    assert_eq!(states(&story, &[1, 2, 3]), [State::Held; 3]);
    let told = last(&story);
    let third = "  3 – it is about #3";
    assert!(told.contains(third), "{told}");
    // All three at once are no guess.
    let (mut story, _) = two();
    bill(&mut story, "2026-03-02 12:00", "HB-53", "EUR 310.00");
    let mail = letter(OTTO, INES, "Payment", "We have paid EUR 2,310 today.\n");
    story.mail("2026-03-05 10:00", mail);
    assert_eq!(states(&story, &[1, 2, 3]), [State::Closed; 3]);
}

#[test]
fn a_sum_that_is_one_invoices_own_pays_that_one() {
    let (mut story, _) = two();
    bill(&mut story, "2026-03-02 12:00", "HB-53", "EUR 2,000.00");
    let mail = letter(OTTO, INES, "Payment", "We have paid EUR 2,000 today.\n");
    story.mail("2026-03-05 10:00", mail);
    assert_eq!(
        states(&story, &[1, 2, 3]),
        [State::Open, State::Open, State::Closed]
    );
}

#[test]
fn what_the_owner_says_the_amount_is_holds_from_then_on() {
    for (words, file) in [
        (
            "Hi Otto,\n\nthe correct total of invoice HB-51 is EUR 1,180.00; the new copy is attached.\n\nInes\n",
            true,
        ),
        (
            "Hi Otto, sorry, invoice HB-51 should read EUR 1,180.00 instead of EUR 1,240.00.\n\nInes\n",
            false,
        ),
        (
            "Hi Otto, please find attached the corrected invoice HB-51 over EUR 1,180.00.\n\nInes\n",
            true,
        ),
        (
            "Otto您好，发票HB-51金额更正为1180欧元，请以此为准。\n\nInes\n",
            false,
        ),
    ] {
        for answers in [true, false] {
            let (mut story, first) = two();
            let mail = letter(INES, OTTO, "Re: Invoice HB-51", words);
            let mail = if answers {
                mail.answering(&first)
            } else {
                mail
            };
            let mail = if file {
                mail.file("HB-51-corrected.pdf")
            } else {
                mail
            };
            story.mail("2026-03-05 10:00", mail);
            assert_eq!(story.items().len(), 2, "{words}");
            assert_eq!(
                [story.balance(1), story.balance(2)],
                ["1180.00", "760.00"],
                "{words}"
            );
            assert_eq!(story.state(1), State::Open, "{words}");
            let told = last(&story);
            assert!(
                told.contains("Another amount") && told.contains("EUR 1,180.00"),
                "{told}"
            );
            let notice = story
                .mails_to("ines@studio.example")
                .pop()
                .expect("a notice");
            let undo = letter(INES, "", "Re: it", "undo\n").private();
            story.mail("2026-03-05 12:00", undo.answering(notice.id().as_str()));
            assert_eq!(story.balance(1), "1240.00", "{words}");
        }
    }
}

#[test]
fn another_amount_that_is_not_clear_waits_for_a_word() {
    for words in [
        "Hi Otto, the corrected invoice HB-51 is over EUR 1,180.00 plus EUR 40.00 freight.\n\nInes\n",
        "Hi Otto, the correct total of HB-51 is USD 1,180.00.\n\nInes\n",
    ] {
        let (mut story, first) = two();
        let mail = letter(INES, OTTO, "Re: Invoice HB-51", words).answering(&first);
        story.mail("2026-03-05 10:00", mail);
        assert_eq!(story.balance(1), "1240.00", "{words}");
        assert_eq!(story.holds(1), [HoldReason::Review], "{words}");
    }
    // A sum named for anything else changes nothing.
    let (mut story, first) = two();
    let words = "Hi Otto, could you pay EUR 500.00 of invoice HB-51 this week?\n\nInes\n";
    let mail = letter(INES, OTTO, "Re: Invoice HB-51", words).answering(&first);
    story.mail("2026-03-05 10:00", mail);
    assert_eq!(story.balance(1), "1240.00");
}

#[test]
fn a_word_to_the_tracker_names_the_amount() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    bill(&mut story, "2026-03-02 11:00", "HB-52", "EUR 760.00");
    let mut says = |when: &str, words: &str| {
        story.mail(when, letter(INES, "", "words", words).private());
        let balances = [story.balance(1), story.balance(2)];
        (balances, last(&story))
    };
    let (_, told) = says("2026-03-03 10:00", "kind 1 invoice\n");
    assert!(
        told.contains("no amount yet; “kind 1 invoice 980.00 EUR”"),
        "{told}"
    );
    let (balances, told) = says("2026-03-03 11:00", "kind 1 invoice EUR 415.50\n");
    assert_eq!(balances, ["415.50", "760.00"], "{told}");
    assert!(!told.contains("no amount yet"), "{told}");
    let (balances, told) = says("2026-03-03 12:00", "kind 2 invoice 690\n");
    assert_eq!(balances, ["415.50", "690.00"], "{told}");
    says("2026-03-03 13:00", "part 2 200\n");
    let (balances, told) = says("2026-03-03 14:00", "kind 2 invoice 200\n");
    assert_eq!(balances, ["415.50", "490.00"], "{told}");
    assert!(told.contains("nothing would be left"), "{told}");
    let (balances, _) = says("2026-03-03 15:00", "undo 2\n");
    assert_eq!(balances, ["415.50", "690.00"]);
}

/// An invoice without an amount and a number is named by its subject.
#[test]
fn an_invoice_without_a_number_reads_well() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let word = letter(INES, "", "words", "kind 1 invoice\n").private();
    story.mail("2026-03-03 10:00", word);
    story.until("2026-03-10 18:00");
    let mail = story
        .mails_to("otto@falk.example")
        .pop()
        .expect("a follow-up");
    assert!(
        mail.text
            .contains("not seen the payment for “Brochure material”"),
        "{}",
        mail.text
    );
}

#[test]
fn a_number_that_begins_like_another_is_another() {
    for (words, closed) in [
        ("RE-1010 is paid.\n", [false, true]),
        (
            "We have transferred EUR 2,400 for RE-1010.\n",
            [false, true],
        ),
        ("发票RE-1010已付款。\n", [false, true]),
        ("RE-101 was paid on Monday.\n", [true, false]),
        (
            "RE-101 and RE-1010 were both paid on Monday.\n",
            [true, true],
        ),
        ("RE-101/RE-1010 were both paid on Monday.\n", [true, true]),
    ] {
        for answers in [true, false] {
            let mut story = Story::begin("2026-03-02 09:00", &[]);
            let first = bill(&mut story, "2026-03-02 10:00", "RE-101", "EUR 1,000.00");
            bill(&mut story, "2026-03-02 11:00", "RE-1010", "EUR 2,400.00");
            let mail = letter(OTTO, INES, "Your invoices", words);
            let mail = if answers {
                mail.answering(&first)
            } else {
                mail
            };
            story.mail("2026-03-05 10:00", mail);
            let got: Vec<bool> = (states(&story, &[1, 2]).iter())
                .map(|state| *state == State::Closed)
                .collect();
            assert_eq!(got, closed, "{words} {answers}");
        }
    }
}
