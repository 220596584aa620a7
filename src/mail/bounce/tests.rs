use crate::mail::parse;
use crate::model::{AutomaticKind, MessageId};

fn mail(head: &str, body: &str) -> crate::model::Mail {
    parse(
        format!("{head}\nTo: track@agency.example\nMessage-ID: <b@x.example>\n\n{body}").as_bytes(),
    )
    .expect("a mail")
}

#[test]
fn reports_of_many_servers() {
    let daemon =
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\nSubject: ";
    for (subject, body, address, reason, permanent) in [
        (
            "failure notice",
            "Hi. This is the qmail-send program.\n\n<bob@client.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 user unknown\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <f1@agency.example>\nTo: bob@client.example\n",
            "bob@client.example",
            "unknown_user",
            true,
        ),
        (
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  bob@client.example\n    host mx.client.example: 552 mailbox is full\n\n------ This is a copy of the message ------\n\nMessage-ID: <f1@agency.example>\n",
            "bob@client.example",
            "mailbox_full",
            false,
        ),
        (
            "系统退信",
            "抱歉，您的邮件被退回。\n收件人（bob@client.example）的邮件地址不存在。\n",
            "bob@client.example",
            "unknown_user",
            true,
        ),
        (
            "Undeliverable: Logo",
            "Your message did not reach the following recipient(s):\n\nbob@client.example on Fri, 20 Nov 2026\n    The recipient name is not recognized\n",
            "bob@client.example",
            "unknown_user",
            true,
        ),
    ] {
        let read = mail(&format!("{daemon}{subject}"), body)
            .automatic
            .expect(subject);
        assert_eq!(read.kind, AutomaticKind::Bounce, "{subject}");
        let failed = read.recipients.first().expect(subject);
        assert_eq!(
            (
                failed.address.as_str(),
                failed.reason.as_str(),
                failed.permanent
            ),
            (address, reason, permanent),
            "{subject}"
        );
        if body.contains("f1@") {
            assert_eq!(
                read.original_message_id,
                Some(MessageId::new("f1@agency.example")),
                "{subject}"
            );
        }
    }
}

const REPORT: &str = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=q";

#[test]
fn formal_reports() {
    let body = |action: &str, status: &str| {
        format!(
            "--q\n\nSorry.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; bob@client.example\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; x\n--q\nContent-Type: text/rfc822-headers\n\nMessage-ID: <f1@agency.example>\nX-Nudged-Id: <f0@agency.example>\nReferences: <r1@agency.example> <r2@client.example>\n--q--\n"
        )
    };
    let read = mail(REPORT, &body("failed", "5.1.1"))
        .automatic
        .expect("a bounce");
    assert_eq!(
        (
            read.kind,
            read.recipients.len(),
            read.recipients[0].permanent
        ),
        (AutomaticKind::Bounce, 1, true)
    );
    assert_eq!(
        read.original_message_id,
        Some(MessageId::new("f1@agency.example"))
    );
    assert_eq!(read.original_references.len(), 3);
    let read = mail(REPORT, &body("delayed", "4.4.1"))
        .automatic
        .expect("a delay");
    assert_eq!(
        (read.kind, read.recipients[0].permanent),
        (AutomaticKind::Delay, false)
    );
    assert_eq!(
        mail(REPORT, &body("delivered", "2.0.0"))
            .automatic
            .expect("a receipt")
            .kind,
        AutomaticKind::Receipt
    );
}

#[test]
fn people_who_write_about_bounces_are_people() {
    for (head, body) in [
        (
            "From: Bob <bob@client.example>\nSubject: Re: 系统退信",
            "我换新邮箱了，以后发这个。",
        ),
        (
            "From: Bob <bob@client.example>\nSubject: Failure of the upload page",
            "Your page returned an error, delivery of the form failed. What now?",
        ),
        (
            "From: Bob <bob@client.example>\nSubject: Re: Undelivered Mail Returned to Sender",
            "My mailbox was full, user unknown is nonsense. bob@client.example works again.",
        ),
        (
            "From: Bob <bob@client.example>\nSubject: not delivered",
            "The parcel was not delivered. Please ask ann@client.example.",
        ),
    ] {
        assert_eq!(mail(head, body).automatic, None, "{head}");
    }
}
