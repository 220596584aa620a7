//! One answer about material and money, or about all of a list of ours, that calls nothing by its name.

use super::story::{STRANGERS, Story, letter};
use super::{INES, OTTO, request};
use nudged::model::{EventKind, HoldReason, State};

const LEAD: &str = "lead@studio.example";

/// A request and an invoice of the same contact, chased together by one mail; gives its id.
fn chased_together() -> (Story, String) {
    let mut story = Story::begin("2026-03-02 09:00", &[STRANGERS]);
    request(&mut story);
    story.mail("2026-03-02 10:20", letter(INES, OTTO, "Invoice SN-204", "Hi Otto,\n\nplease find attached invoice SN-204 over EUR 1,800.00, payable by 6 March 2026.\n\nInes\n").file("SN-204.pdf"));
    story.until("2026-03-09 18:00");
    let sent = story.events(EventKind::FollowUp);
    let both = sent.iter().rfind(|(_, e)| e.items.len() == 2);
    let id = both.and_then(|(_, e)| e.message_id.clone());
    let id = id.map(|id| id.as_str().to_owned()).unwrap_or_default();
    assert!(!id.is_empty(), "one mail for both");
    (story, id)
}

fn answered(words: &str, files: &[&str]) -> Story {
    let (mut story, ours) = chased_together();
    let mut reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&ours);
    for file in files {
        reply = reply.file(file);
    }
    story.mail("2026-03-10 10:00", reply);
    story
}

/// A mail that asks for two things and sends an invoice, answered with these words.
fn asked_in_one_mail(words: &str) -> Story {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let ask = "Hi Otto,\n\nplease send us the following by 6 March:\n\n1. The guest list\n2. A map of the site\n\nPlease also find attached invoice SN-231 over EUR 420.00, payable by 6 March 2026.\n\nInes\n";
    let mail = letter(INES, OTTO, "Open day", ask).file("SN-231.pdf");
    let asked = story.mail("2026-03-02 10:00", mail);
    assert_eq!(story.items().len(), 2);
    let reply = letter(OTTO, INES, "Re: Open day", words).answering(&asked);
    story.mail("2026-03-03 10:00", reply);
    story
}

#[test]
fn what_is_said_of_the_material_and_of_the_money_goes_to_each() {
    for (words, promised) in [
        (
            "The documents will reach you on 26 March, the bill has been settled.\n",
            true,
        ),
        (
            "We wired the money today. The materials follow on 26 March.\n",
            true,
        ),
        ("材料3月26日给，钱已经汇了。\n", true),
        ("款已付，文件还在准备。\n", false),
    ] {
        let story = answered(words, &[]);
        assert_eq!(story.state(2), State::Closed, "{words}");
        let why = if promised {
            HoldReason::Promise
        } else {
            HoldReason::Acknowledged
        };
        assert_eq!(story.holds(1), [why], "{words}");
    }
    for words in [
        "材料见附件，货款3月26日付。\n",
        "Files attached, payment goes out on 26 March.\n",
    ] {
        let story = answered(words, &["floor-plan.pdf", "portraits.pdf"]);
        assert_eq!(story.state(1), State::Closed, "{words}");
        assert_eq!(story.holds(2), [HoldReason::Promise], "{words}");
    }
    for words in [
        "The files come on 26 March, the money went out this morning.\n",
        "文件3月26日发，款已汇。\n",
    ] {
        let mut story = asked_in_one_mail(words);
        let kinds = |kind| {
            let found = story.items().into_iter().find(move |v| v.item.kind == kind);
            found.expect("item").item.id.0
        };
        let (things, money) = (
            kinds(nudged::model::Kind::Request),
            kinds(nudged::model::Kind::Invoice),
        );
        assert_eq!(story.state(money), State::Closed, "{words}");
        assert_eq!(story.holds(things), [HoldReason::Promise], "{words}");
        story.until("2026-03-26 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn who_says_that_it_is_done_is_asked_for_nothing_before_a_person_looked() {
    for words in ["Done.\n", "Both are taken care of.\n", "搞定了。\n"] {
        let mut story = answered(words, &[]);
        for item in [1, 2] {
            assert_eq!(story.holds(item), [HoldReason::Ambiguous], "{words}");
        }
        let before = story.follow_ups().len();
        story.until("2026-04-17 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
    for words in [
        "All done.\n",
        "Everything has been taken care of!\n",
        "全部办妥了。\n",
    ] {
        let mut story = answered(words, &[]);
        let before = story.follow_ups().len();
        story.until("2026-04-17 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
        for item in [1, 2] {
            let rests = story.state(item) == State::Closed || !story.holds(item).is_empty();
            assert!(rests, "{words} {item}");
        }
    }
}

#[test]
fn what_is_said_of_a_whole_list_is_said_of_each_of_its_items() {
    for words in [
        "You will have everything by 26 March.\n",
        "3月26日之前都给到您。\n",
        "Payment and portraits by 26 March.\n",
    ] {
        let mut story = answered(words, &[]);
        for item in [1, 2] {
            assert_eq!(story.holds(item), [HoldReason::Promise], "{words}");
        }
        let before = story.follow_ups().len();
        story.until("2026-03-26 18:00");
        assert_eq!(story.follow_ups().len(), before, "{words}");
    }
    let story = answered("Noted, thanks.\n", &[]);
    assert_eq!(story.holds(1), [HoldReason::Acknowledged]);
    assert_eq!(story.holds(2), [HoldReason::Acknowledged]);
    // What speaks of money only is about the money.
    let story = answered("It will be paid on 26 March.\n", &[]);
    assert_eq!(story.holds(2), [HoldReason::Promise]);
    assert!(story.holds(1).is_empty());
}

#[test]
fn a_dispute_of_a_whole_list_reaches_those_who_hear_of_disputes() {
    for words in [
        "This is not what we agreed on.\n",
        "这跟我们当初谈的不一样，我们不认可。\n",
    ] {
        let story = answered(words, &[]);
        for item in [1, 2] {
            assert_eq!(story.state(item), State::Disputed, "{words}");
        }
        assert!(!story.mails_to(LEAD).is_empty(), "{words}");
    }
}

#[test]
fn what_is_said_of_the_others_lets_them_rest() {
    for words in [
        "SN-231 was paid this morning, the other one follows on 26 March.\n",
        "SN-231今天已付款，另一张3月26日付。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[STRANGERS]);
        for (at, number, sum) in [("10:00", "SN-231", "420.00"), ("10:20", "SN-247", "95.00")] {
            let text = format!(
                "Hi Otto,\n\nplease find attached invoice {number} over EUR {sum}, payable by 6 March 2026.\n\nInes\n"
            );
            let mail = letter(INES, OTTO, &format!("Invoice {number}"), &text);
            story.mail(&format!("2026-03-02 {at}"), mail.file("invoice.pdf"));
        }
        story.until("2026-03-09 18:00");
        let (_, ours) = story
            .events(EventKind::FollowUp)
            .pop()
            .expect("a follow-up");
        assert_eq!(ours.items.len(), 2);
        let id = ours.message_id.expect("id");
        let reply = letter(OTTO, INES, "Re: Invoice SN-231", words).answering(id.as_str());
        story.mail("2026-03-10 10:00", reply);
        assert_eq!(story.state(1), State::Closed, "{words}");
        assert!(story.holds(2).contains(&HoldReason::Promise), "{words}");
    }
}

#[test]
fn what_is_said_to_be_paid_rests_on_no_promise_of_the_material() {
    for words in [
        "The files follow on 26 March, both invoices are paid.\n",
        "Both invoices are paid, the files follow on 26 March.\n",
        "两张发票都付了，文件3月26日给您。\n",
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[STRANGERS]);
        request(&mut story);
        for number in ["SN-204", "SN-205"] {
            let words = format!(
                "Hi Otto,\n\nplease find attached invoice {number} over EUR 1,800.00, payable by 6 March 2026.\n\nInes\n"
            );
            let mail = letter(INES, OTTO, &format!("Invoice {number}"), &words);
            story.mail("2026-03-02 10:20", mail.file(&format!("{number}.pdf")));
        }
        story.until("2026-03-09 18:00");
        let sent = story.events(EventKind::FollowUp);
        let all = sent.iter().rfind(|(_, e)| e.items.len() == 3);
        let id = all
            .and_then(|(_, e)| e.message_id.clone())
            .expect("one mail");
        let reply = letter(OTTO, INES, "Re: Brochure material", words);
        story.mail("2026-03-10 10:00", reply.answering(id.as_str()));
        let before = story.follow_ups().len();
        story.until("2026-05-29 18:00");
        let chased: Vec<_> = story.follow_ups().into_iter().skip(before).collect();
        for item in [2, 3] {
            let closed = story.state(item) == State::Closed;
            let waits = story.holds(item).contains(&HoldReason::Ambiguous)
                || story.holds(item).contains(&HoldReason::Review);
            assert!(closed || waits, "{words} {item} {chased:?}");
        }
    }
}

#[test]
fn two_verbs_of_one_subject_are_two_promises() {
    for words in [
        "We will send the files on 24 March and pay the invoice on 26 March.\n",
        "I'll pay the invoice on 26 March and send the files on 24 March.\n",
    ] {
        let mut story = asked_in_one_mail(words);
        let of = |kind| {
            let found = story.items().into_iter().find(move |v| v.item.kind == kind);
            found.expect("item").item
        };
        for (kind, day) in [
            (nudged::model::Kind::Request, "2026-03-24"),
            (nudged::model::Kind::Invoice, "2026-03-26"),
        ] {
            let promised: Vec<String> = of(kind)
                .promises
                .iter()
                .map(|p| p.date.to_string())
                .collect();
            assert_eq!(promised, [day], "{words} {kind:?}");
        }
        story.until("2026-03-24 18:00");
        assert!(story.follow_ups().is_empty(), "{words}");
    }
}

#[test]
fn what_came_beside_a_refusal_is_not_asked_for_again() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "The portraits are attached. The floor plan is confidential, we cannot share it.\n";
    let reply = letter(OTTO, INES, "Re: Brochure material", words).answering(&asked);
    story.mail("2026-03-03 10:00", reply.file("portraits.zip"));
    let left: Vec<u32> = story.item(1).open_asks().map(|ask| ask.n).collect();
    assert_eq!(left, [1], "{words}");
}
