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
            "Subject: Out of office: Logo",
            "I am on holiday and will answer upon my return on 7 December.",
            OutOfOffice,
        ),
        (
            "Subject: 自动回复：合同",
            "我已离职，请联系同事王芳。",
            AutoReply,
        ),
        (
            "Subject: Afwezigheidsbericht: logo",
            "Ik ben afwezig tot 7 december.",
            OutOfOffice,
        ),
        (
            "Subject: Poissaoloilmoitus: logo",
            "Olen lomalla 7.12. asti.",
            OutOfOffice,
        ),
        (
            "Subject: [#4711] Logo",
            "Your request (4711) has been received and is being reviewed by our team.",
            AutoReply,
        ),
        (
            "Subject: Re: Logo",
            "本邮件由系统自动发送，请勿直接回复。",
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
        (
            "Subject: Re: Logo\nX-Nudged-Id: <n1.aa@agency.example>",
            "Here is the file, our desk copies your headers.",
        ),
        (
            "Subject: Re: Logo\nX-Nudged-Id: <n1.aa@agency.example>\nAuto-Submitted: no",
            "Here is the file.",
        ),
        (
            "Subject: Out of office: who covers for you?",
            "I am on holiday from Monday, here are the files. Who answers urgent questions?",
        ),
        (
            "Subject: Out of office: my dates",
            "I'm on holiday from Monday, here are the files.",
        ),
        (
            "Subject: Re: Invoice 7",
            "This is an automatic payment, it leaves on the third of each month.",
        ),
        (
            "Subject: 回复：发票",
            "发票是系统自动发送的，您那边没收到的话我手工再发一份。",
        ),
        (
            "Subject: Re: Invoice 7",
            "I only got an automated response to your last mail, so once more: it is paid.",
        ),
        (
            "Subject: Re: Logo\nX-MS-Exchange-Inbox-Rules-Loop: bob@client.example",
            "Forwarded by my rule: the logo is ready.",
        ),
        ("Subject: 自动回复：文案", "您看这样写可以吗？"),
        (
            "Subject: Re: Logo",
            "Your portal only tells me \"this is an automated message\", so here it is by mail.",
        ),
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
fn only_what_a_nudged_wrote_is_a_nudgeds() {
    let head = "Subject: Logo\nX-Nudged-Id: <n1.aa@agency.example>\nAuto-Submitted: auto-generated";
    let found = |from: &str| read(&format!("From: {from}\n{head}"), "Hello").map(|a| a.evidence);
    assert_eq!(found("track@agency.example").as_deref(), Some("own mail"));
    assert_eq!(
        found("desk@client.example").as_deref(),
        Some("Auto-Submitted: auto-generated")
    );
}

#[test]
fn a_small_firms_postmaster_is_a_person_who_replies() {
    let head = "From: Bob <postmaster@client.example>\nSubject: Re: Logo";
    let reply = format!("{head}\nIn-Reply-To: <x@agency.example>");
    assert_eq!(read(&reply, "The logo is attached."), None);
    assert!(read(head, "The logo is attached.").is_some());
}

#[test]
fn an_answer_through_a_group_is_a_persons() {
    let raw = "From: Bob <bob@client.example>\nTo: track@agency.example\nSubject: Re: Logo\nIn-Reply-To: <x@agency.example>\nList-Id: <design.client.example>\nPrecedence: list\n\nThe logo is attached.\n";
    let mail = parse(raw.as_bytes()).expect("a mail");
    assert_eq!((mail.automatic, mail.through_list), (None, true));
    let fresh = raw.replace("In-Reply-To: <x@agency.example>\n", "");
    let mail = parse(fresh.as_bytes()).expect("a mail");
    assert_eq!(mail.automatic.map(|a| a.kind), Some(List));
}

#[test]
fn an_empty_envelope_alone_makes_no_machine_of_an_answer() {
    let head = "Return-Path: <>\nFrom: Bob <bob@client.example>\nSubject: Re: Logo\nIn-Reply-To: <x@agency.example>";
    assert_eq!(read(head, "The logo is attached."), None);
    assert!(read(head, "I am on holiday until 3 December.").is_some());
}

#[test]
fn notes_in_calendar_answers_are_words() {
    let part = |text: &str| {
        format!(
            "From: Bob <bob@client.example>\nSubject: Accepted: Review\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n--b--\n"
        )
    };
    let kind = |text: &str| {
        parse(part(text).as_bytes())
            .expect("a mail")
            .automatic
            .map(|a| a.kind)
    };
    assert_eq!(kind(""), Some(AutoReply));
    assert_eq!(
        kind("Bob has accepted the invitation to: Review, 3 December, 10:00."),
        Some(AutoReply)
    );
    assert_eq!(
        kind("Bob 已接受日程邀请\nReview\n2026年12月3日(周四) 10:00 - 11:00"),
        Some(AutoReply)
    );
    assert_eq!(
        kind("See you on Thursday. The logo files went to you this morning."),
        None
    );
}

#[test]
fn pasted_texts_are_judged_by_what_they_say() {
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-20T09:30:00+08:00").expect("a time");
    let found = |subject: &str, text: &str| crate::mail::bare(text, subject, now).automatic;
    let away = found(
        "Automatic reply: Logo",
        "I am out of the office until 3 December.",
    )
    .expect("an absence");
    assert_eq!(away.kind, OutOfOffice);
    assert_eq!(
        away.until.map(|d| d.to_string()).as_deref(),
        Some("2026-12-03")
    );
    assert_eq!(
        found("自动回复：合同", "本人休假，12月3日返岗。").map(|a| a.kind),
        Some(OutOfOffice)
    );
    for text in [
        "The page does not exist any more.",
        "用户不存在，请检查。",
        "Back on Monday, the files come then.",
    ] {
        assert_eq!(found("", text), None, "{text}");
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

#[test]
fn receipts_are_programs_and_people_use_their_words() {
    let from = "From: Bob <bob@client.example>\nSubject: ";
    for (subject, text) in [
        (
            "Delivered: the boxes",
            "Hi Ana, the stand has been delivered to your hall this morning, Bob.",
        ),
        (
            "Delivered: boxes for the fair",
            "Message from our driver: everything has been delivered.",
        ),
        (
            "Read: your proposal",
            "Your proposal was read on Friday, the board likes it.",
        ),
        ("已读：方案", "方案大家已阅读，没有意见，可以定稿。"),
        (
            "Read: the draft",
            "The draft was read by all of us. We have three changes.",
        ),
        (
            "Delivered: two crates",
            "As your email wished, the second crate was delivered at 8:15 to the porter. May Ina sign?",
        ),
        (
            "Delivered: two crates",
            "As your email wished, the second crate was delivered at 8:15 to the porter.",
        ),
        (
            "READ: agreement",
            "The message you sent was read to our counsel. She objects to clause 7.",
        ),
        (
            "READ: agreement",
            "The message you sent was read to our counsel.",
        ),
        (
            "Read: agreement",
            "Your message was read on Friday at 9:41. The total is wrong.",
        ),
        (
            "Read: agreement",
            "Hi Ana,\nyour message was read on Friday.",
        ),
        (
            "Read: agreement",
            "Your message was read on Friday.\n\nBest regards\nBob",
        ),
        (
            "Read: plan",
            "Your email was read at board level, which was useful",
        ),
        (
            "Read: plan",
            "Your message\n\nTo: Bob\nSubject: plan\n\nThe crate was delivered at 9:41.",
        ),
        ("已读：方案", "您的邮件大家已阅读，没有意见。"),
    ] {
        assert_eq!(read(&format!("{from}{subject}"), text), None, "{subject}");
    }
    for (subject, text) in [
        (
            "Read: Logo",
            "Your message\n\n   To: Bob\n   Subject: Logo\n   Sent: Friday, 20 November 2026 09:30\n\nwas read on Friday, 20 November 2026 09:41.",
        ),
        (
            "Delivered: Logo",
            "Your message has been delivered to the following recipients:\n\nbob@client.example\n\nSubject: Logo",
        ),
        (
            "已读：标志",
            "您的邮件\n收件人：Bob\n主题：标志\n已于 2026年11月20日 9:41 被阅读。",
        ),
        (
            "已读：标志",
            "您的邮件 收件人：Bob 主题：标志 已于 2026年11月20日 9:41 被阅读。",
        ),
        ("已读: 标志", "您的邮件已于2026年11月20日 9:41被阅读。"),
        (
            "Return receipt: Logo",
            "This is a return receipt for the mail that you sent to bob@client.example.",
        ),
        (
            "Delivered: Logo",
            "Your message\n\n   To: Bob\n   Subject: Box was delivered\n   and signed\n   Sent: 20.11.2026 09:30\n\nhas been delivered to the following recipients:\n\nBob Ray (bob@client.example)",
        ),
        (
            "Not read: Logo",
            "Your message\n\n   To: Bob\n   Subject: Logo\n\nwas deleted without being read on Friday, November 20, 2026 9:41:02 a.m. (UTC+01:00) Amsterdam, Berlin, Bern.",
        ),
        (
            "Gelesen: Logo",
            "Ihre Nachricht\n\nAn: Bob\nBetreff: Logo\n\nwurde gelesen am 20.11.2026 09:41.",
        ),
        (
            "Read: Logo",
            "Your message\n\n   To: Bob\n   Subject: Logo\n\nwas read on Friday, 20 November 2026 09:41.\n\nThis e-mail and its attachments are confidential and intended solely for the addressee. If you are not the intended recipient, please notify us and delete it; we accept no liability for its contents.",
        ),
        (
            "已读：标志",
            "您的邮件已于2026年11月20日 9:41被阅读。\n\n本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的收件人。如果您错收了本邮件，请您立即通知发件人并删除本邮件。",
        ),
    ] {
        assert_eq!(
            read(&format!("{from}{subject}"), text).map(|a| a.kind),
            Some(Receipt),
            "{subject}: {text}"
        );
    }
}

#[test]
fn a_senders_number_at_his_provider_makes_no_list() {
    let head = "From: Bob <bob@client.example>\nTo: track@agency.example\nSubject: Logo\nFeedback-ID: 1.eu-west-1.a:SES\n";
    let person = parse(format!("{head}\nThe logo is attached.\n").as_bytes()).expect("a mail");
    assert_eq!((person.automatic, person.through_list), (None, false));
    let answer = format!(
        "{head}In-Reply-To: <a@agency.example>\nX-Report-Abuse: abuse@provider.example\n\nThe logo is attached.\n"
    );
    let answer = parse(answer.as_bytes()).expect("a mail");
    assert_eq!((answer.automatic, answer.through_list), (None, false));
    let bulk = format!("{head}X-CSA-Complaints: csa@provider.example\n\nOur offers of the week.\n");
    let bulk = parse(bulk.as_bytes()).expect("a mail");
    assert_eq!(bulk.automatic.map(|a| a.kind), Some(List));
}
