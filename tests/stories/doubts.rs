//! Answers that say less than they seem to: they hold, and the owner is asked.

use super::story::{Story, letter};
use super::{INES, OTTO, invoice, request};
use nudged::model::{HoldReason, State};

#[test]
fn a_part_that_names_all_that_is_owed_is_for_the_owner_to_judge() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    story.mail(
        "2026-03-11 10:00",
        letter(
            OTTO,
            INES,
            "Re: Invoice SN-204",
            "Hello Ines, we have paid a first part of the EUR 1,800.00, the rest follows.\n",
        )
        .answering(&asked),
    );
    let item = story.item(1);
    assert!(item.closed.is_none());
    assert_eq!(
        item.holds.first().map(|h| h.reason),
        Some(HoldReason::Review)
    );
    assert_eq!(item.balance().expect("balance").plain(), "1800.00");
}

/// A forward of the member's program: the client's HTML with a hidden line, and the plain form made of it.
fn forward(hidden: &str) -> String {
    let head = "---------- Forwarded message ---------\nFrom: Otto Falk <otto@falk.example>\nDate: Tue, 10 Mar 2026 at 10:00\nSubject: Re: Invoice SN-204\nTo: Ines Holm <ines@studio.example>\n";
    let html = head
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\n', "<br>");
    format!(
        "--q\nContent-Type: text/plain; charset=utf-8\n\n{head}\nHello Ines,\n\nthe invoice was paid yesterday.\n\nOtto\n--q\nContent-Type: text/html; charset=utf-8\n\n<div>{html}<br>Hello Ines,<br><br><span{hidden}>the invoice was paid yesterday.</span><br>Otto</div>\n--q--\n"
    )
}

#[test]
fn words_hidden_in_a_forwarded_mail_close_nothing() {
    for (hidden, closes) in [("", true), (" style=\"display:none\"", false)] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        invoice(&mut story);
        story.mail(
            "2026-03-11 10:00",
            letter(INES, "", "Fwd: Re: Invoice SN-204", &forward(hidden))
                .private()
                .header("MIME-Version: 1.0")
                .header("Content-Type: multipart/alternative; boundary=q"),
        );
        let item = story.item(1);
        assert_eq!(item.closed.is_some(), closes, "{hidden}: {:?}", item.holds);
    }
}

/// A bill named by another month is another bill.
#[test]
fn the_bill_of_another_month_is_not_this_one() {
    for (text, closes) in [
        ("Hello Ines, we have paid your February invoice.\n", false),
        ("Ines 您好：2月的发票已付款。\n", false),
        ("Hello Ines, we have paid your March invoice.\n", true),
        ("Hello Ines, we have paid your invoice in February.\n", true),
    ] {
        let mut story = Story::begin("2026-03-02 09:00", &[]);
        let asked = invoice(&mut story);
        story.mail(
            "2026-03-11 10:00",
            letter(OTTO, INES, "Re: Invoice SN-204", text).answering(&asked),
        );
        let item = story.item(1);
        assert_eq!(item.closed.is_some(), closes, "{text}: {:?}", item.holds);
    }
}

/// Of 50 MB only the beginning is fetched, and what is not seen may say the opposite.
#[test]
fn a_mail_of_which_only_the_beginning_came_closes_nothing_and_its_owner_is_told() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = request(&mut story);
    let words = "Everything is attached, floor plan and portraits.\n";
    let reply = letter(OTTO, INES, "Re: Brochure material", words)
        .answering(&asked)
        .file("floor-plan.pdf")
        .file("portraits.zip");
    story.beginning_of("2026-03-03 10:00", reply, 52_428_800);
    assert_eq!(story.state(1), State::Held);
    assert_eq!(story.holds(1), [HoldReason::Review]);
    story.until("2026-03-03 11:00");
    let told = story.mails_to("ines@studio.example").into_iter();
    let told: Vec<String> = told.map(|m| m.text).collect();
    assert!(
        told.iter().any(|text| text.contains("too large")),
        "{told:#?}"
    );
    story.until("2026-03-20 18:00");
    assert!(story.follow_ups().is_empty());
}
