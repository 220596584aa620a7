use crate::mail::parse;
use crate::model::AutomaticKind::{self, AutoReply, List, OutOfOffice, Receipt, Report};

fn read(head: &str, body: &str) -> Option<crate::model::Automatic> {
    let raw = format!(
        "{head}\nTo: track@agency.example\nDate: Fri, 20 Nov 2026 09:30:00 +0800\nMessage-ID: <a@x.example>\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
    );
    parse(raw.as_bytes()).expect("a mail").automatic
}

#[test]
fn machines() {
    let bob = "From: Bob <bob@client.example>\n";
    for (head, body, want) in [
        (
            "Subject: Automatic reply: Logo",
            "I am out of the office until 1 December.",
            OutOfOffice,
        ),
        (
            "Subject: 自动回复：合同",
            "休假中，12月1日回来。",
            OutOfOffice,
        ),
        ("Subject: 自动回复:合同", "来信收到。", AutoReply),
        (
            "Subject: Re: Logo\nAuto-Submitted: auto-replied (vacation)",
            "Gone fishing.",
            OutOfOffice,
        ),
        (
            "Subject: Ticket 12\nAuto-Submitted: auto-generated",
            "We opened a ticket.",
            AutoReply,
        ),
        (
            "Subject: Ticket 12\nX-Autoreply: yes",
            "We opened a ticket.",
            AutoReply,
        ),
        (
            "Subject: We got it\nPrecedence: auto_reply",
            "Thanks.",
            AutoReply,
        ),
        (
            "Subject: Logo",
            "This is an automated response to your message. We will answer soon.",
            AutoReply,
        ),
        (
            "Subject: Read: Logo",
            "Your message was read on Friday.",
            Receipt,
        ),
        (
            "Subject: News\nList-Id: <news.client.example>",
            "News.",
            List,
        ),
        ("Subject: News\nPrecedence: bulk", "News.", List),
        (
            "Subject: Verify you are human",
            "Click to release your mail: https://guard.example/1",
            AutoReply,
        ),
        (
            "Subject: Report Domain: agency.example; Submitter: mx.example; Report-ID: 1",
            "",
            Report,
        ),
    ] {
        assert_eq!(
            read(&format!("{bob}{head}"), body).map(|a| a.kind),
            Some(want),
            "{head}"
        );
    }
    assert_eq!(
        read(
            "From: noreply@client.example\nSubject: Your order",
            "Shipped."
        )
        .map(|a| a.kind),
        Some(AutoReply)
    );
}

#[test]
fn people() {
    for (head, body) in [
        (
            "Subject: Out of office",
            "Hi, I'll be out of the office next week, will send it on Monday.",
        ),
        (
            "Subject: Re: Automatic reply: Logo",
            "I'm back! Which one did you want?",
        ),
        (
            "Subject: Re: Logo\nX-Auto-Response-Suppress: OOF",
            "Attached.",
        ),
        ("Subject: Re: Logo\nAuto-Submitted: no", "Attached."),
        ("Subject: 外出安排", "下周我外出，周一回来后发您。"),
        (
            "Subject: Auto: price list",
            "Please find the cars attached.",
        ),
        ("Subject: Re: Logo", "Is this an automated message?"),
        ("Subject: Re: read: this", "It was read by the board."),
        ("Subject: 回复：邮件列表\nPrecedence: normal", "好的"),
        (
            "Subject: Please confirm your order",
            "Please confirm the order so that we can go on: https://shop.example/1",
        ),
    ] {
        assert_eq!(
            read(&format!("From: Bob <bob@client.example>\n{head}"), body),
            None,
            "{head}"
        );
    }
}

#[test]
fn absences_name_their_end_and_stand_in() {
    let found = read(
        "From: Bob <bob@client.example>\nSubject: Automatic reply: Logo",
        "I am away until 1 December. Urgent: desk@client.example",
    )
    .expect("an absence");
    assert_eq!(found.kind, AutomaticKind::OutOfOffice);
    assert_eq!(
        found.until.map(|d| d.to_string()).as_deref(),
        Some("2026-12-01")
    );
    assert_eq!(found.stand_in.as_deref(), Some("desk@client.example"));
}
