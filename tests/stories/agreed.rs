//! The client proposes another day or parts, the member says no more than yes: what was proposed holds.

use super::story::{STRANGERS, Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::HoldReason;

/// (the client's question, the member's answer, the day that holds then), of a request due on 6 March
/// and answered on Wednesday, 4 March.
const DAYS: &[(&str, &str, &str)] = &[
    (
        "Hello Ines,\n\nwould next Friday be all right with you?\n\nOtto\n",
        "Yes, sure.\n",
        "2026-03-13",
    ),
    (
        "Hi Ines, may we have until 20 March?\n",
        "Hi Otto,\n\nno problem at all.\n\nInes\n",
        "2026-03-20",
    ),
    (
        "Hi Ines, is it OK if I send everything on 16 March?\n",
        "That works for us, thanks for letting me know.\n",
        "2026-03-16",
    ),
    (
        "Hi Ines, could you give us two more weeks?\n",
        "Of course, Otto.\n",
        "2026-03-20",
    ),
    (
        "We would like to send it on 18 March. Is that fine?\n",
        "Fine with me.\n",
        "2026-03-18",
    ),
    (
        "Ines 您好：3月18号给您可以吗？\n",
        "可以的，没问题。\n",
        "2026-03-18",
    ),
    ("能不能延到3月20日？\n", "好的，Otto。\n", "2026-03-20"),
    ("Ines 您好：能宽限一周吗？\n", "没问题。\n", "2026-03-13"),
    (
        "Hi Ines, would Friday next week work?\n",
        "Yes, Friday is fine.\n",
        "2026-03-13",
    ),
];

fn told(asked: &str, answer: &str, money: bool) -> (Story, usize) {
    told_under(&[], asked, answer, money)
}

fn told_under(changes: &[(&str, &str)], asked: &str, answer: &str, money: bool) -> (Story, usize) {
    let mut story = Story::begin("2026-03-02 09:00", changes);
    let (opened, subject) = if money {
        (invoice(&mut story), "Re: Invoice SN-204")
    } else {
        (request(&mut story), "Re: Brochure material")
    };
    let question = story.mail(
        "2026-03-04 09:30",
        letter(OTTO, INES, subject, asked).answering(&opened),
    );
    let before = story.mails_to("ines@studio.example").len();
    story.mail(
        "2026-03-04 10:00",
        letter(INES, OTTO, subject, answer).answering(&question),
    );
    let notices = story.mails_to("ines@studio.example").len() - before;
    (story, notices)
}

#[test]
fn the_day_the_client_asked_for_is_the_due_day_once_the_member_says_yes() {
    let mut wrong = Vec::new();
    let known: &[&[(&str, &str)]] = &[&[], &[STRANGERS]];
    for ((asked, answer, day), changes) in DAYS
        .iter()
        .flat_map(|row| known.iter().map(move |changes| (row, *changes)))
    {
        let (mut story, notices) = told_under(changes, asked, answer, false);
        let item = story.item(1);
        let held = story.holds(1);
        story.until(&format!("{day} 18:00"));
        let early: Vec<_> = story.follow_ups();
        let early = early.iter().filter(|(_, step)| step.as_str() != "heads_up");
        let early = early.count();
        if item.due.to_string() != *day
            || held.contains(&HoldReason::Review)
            || notices != 1
            || early > 0
        {
            wrong.push(format!(
                "{asked:?} {answer:?} {changes:?}: {} {held:?} {notices} notices, {early} early",
                item.due
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn parts_the_client_asked_for_hold_once_the_member_says_yes() {
    for (asked, answer) in [
        (
            "Hi Ines, could we split this? EUR 900 on 13 March, EUR 900 at the end of April?\n",
            "Yes, that's fine.\n",
        ),
        (
            "Ines 您好：分两次付行吗？3月13日一半，4月底一半。\n",
            "可以的。\n",
        ),
    ] {
        let (story, notices) = told_under(&[STRANGERS], asked, answer, true);
        let invoice = story.item(1).invoice.expect("an invoice");
        let parts: Vec<_> = invoice
            .instalments
            .iter()
            .map(|part| format!("{} {}", part.due, part.amount.normalize()))
            .collect();
        assert_eq!(parts, ["2026-03-13 900", "2026-04-30 900"], "{asked}");
        assert_eq!((notices, story.holds(1)), (1, Vec::new()), "{asked}");
    }
}

#[test]
fn where_the_day_agreed_to_is_not_clear_the_owner_is_asked_and_it_rests() {
    for (asked, answer, money) in [
        (
            "Hi Ines, could we pay in instalments?\n",
            "Yes, sure.\n",
            true,
        ),
        (
            "Hi Ines, can we have a little more time?\n",
            "Sure, no problem.\n",
            false,
        ),
        ("Ines 您好：可以晚几天吗？\n", "可以的。\n", false),
        (
            "Hi Ines, would 13 or 20 March be OK for the plan?\n",
            "Yes, fine.\n",
            false,
        ),
        (
            "Hi Ines, may we have until 20 March?\n",
            "OK, but the plan has to be here sooner.\n",
            false,
        ),
    ] {
        let (mut story, notices) = told(asked, answer, money);
        assert_eq!(story.holds(1), [HoldReason::Review], "{asked}");
        assert_eq!(notices, 1, "{asked}");
        let last = story.mails_to("ines@studio.example").pop().expect("told");
        assert!(last.text.contains("due 2026-"), "{asked}: {}", last.text);
        story.until("2026-05-29 18:00");
        assert!(story.follow_ups().is_empty(), "{asked}");
    }
}

#[test]
fn a_yes_to_something_else_moves_no_day_and_a_no_neither() {
    for (asked, answer) in [
        (
            "Hi Ines, do you need the plan as a PDF?\n",
            "Yes, please.\n",
        ),
        (
            "Hi Ines, is the meeting on 18 March still on?\n",
            "Yes, sure. See you there.\n",
        ),
        (
            "Hi Ines, may we have until 20 March?\n",
            "Sorry, 20 March is too late for the printer.\n",
        ),
        ("能不能延到3月20日？\n", "不行，来不及了。\n"),
    ] {
        let (story, _) = told(asked, answer, false);
        assert_eq!(story.item(1).due.to_string(), "2026-03-06", "{asked}");
        assert_eq!(story.holds(1), [], "{asked}");
    }
}
