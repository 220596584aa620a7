//! The same mail again, our own and another daemon's.

use super::story::{Story, letter};
use super::{OTTO, invoice, request};
use nudged::model::{EventKind, State};

#[test]
fn a_mail_of_ours_that_comes_back_is_no_answer_and_another_nudged_is_no_client() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    story.until("2026-03-09 12:00");
    let own = story.mails_to("otto@falk.example").remove(0);
    story.mail(
        "2026-03-09 12:05",
        letter(
            "track@studio.example",
            OTTO,
            "Re: Brochure material",
            "copy\n",
        )
        .header(&format!("X-Nudged-Id: {}", own.id()))
        .header("Auto-Submitted: auto-generated"),
    );
    story.mail(
        "2026-03-09 12:06",
        letter(
            "robot@falk.example",
            "track@studio.example",
            "Re: Brochure material",
            "All sent.\n",
        )
        .cc("")
        .header("X-Nudged-Id: n9.0011223344556677@falk.example")
        .header("Auto-Submitted: auto-generated"),
    );
    assert_eq!(story.state(1), State::Open);
    assert_eq!(story.events(EventKind::Rejected).len(), 1);
}

#[test]
fn the_same_mail_twice_counts_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    request(&mut story);
    let raw = b"From: Ines Holm <ines@studio.example>\r\nTo: otto@falk.example\r\nCc: track@studio.example\r\nAuthentication-Results: mx.studio.example; dmarc=pass header.from=studio.example\r\nSubject: Logo\r\nMessage-ID: <twice@studio.example>\r\nDate: Mon, 2 Mar 2026 11:00:00 +0100\r\n\r\nPlease send the logo by Friday.\r\n";
    story.raw(raw);
    story.raw(raw);
    assert_eq!(story.items().len(), 2);
}

#[test]
fn copies_of_one_mail_that_came_other_ways_count_once() {
    let mut story = Story::begin("2026-03-02 09:00", &[]);
    let asked = invoice(&mut story);
    let copy = |trace: &str| {
        format!(
            "Authentication-Results: mx.studio.example; dmarc=pass header.from=falk.example\r\nReceived: from {trace} by mx.studio.example; Wed, 11 Mar 2026 10:00:00 +0100\r\nFrom: Otto Falk <otto@falk.example>\r\nTo: ines@studio.example\r\nCc: track@studio.example\r\nSubject: Re: Invoice SN-204\r\nMessage-ID: <half@falk.example>\r\nIn-Reply-To: <{asked}>\r\nDate: Wed, 11 Mar 2026 10:00:00 +0100\r\n\r\nHello Ines, we have paid EUR 900.00 of it today, the rest follows.\r\n"
        )
    };
    story.until("2026-03-11 10:00");
    story.raw(copy("one.falk.example").as_bytes());
    story.raw(copy("two.falk.example").as_bytes());
    let balance = story.item(1).balance().expect("balance");
    assert_eq!(balance.plain(), "900.00");
}
