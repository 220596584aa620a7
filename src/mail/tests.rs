use proptest::prelude::*;

use super::*;

const SAMPLE: &str = "Received: from a by b for <track@agency.example>; Fri, 20 Nov 2026 09:30:05 +0800\r\nAuthentication-Results: mx.agency.example;\r\n dkim=pass header.d=client.example\r\nFrom: =?gbk?B?1tDOxA==?= <bob@client.example>\r\nTo: Anna Li <anna@agency.example>\r\nCc: track@agency.example\r\nSubject: =?utf-8?Q?Re:_Logo?=\r\nDate: Fri, 20 Nov 2026 09:30:00 +0800\r\nMessage-ID: <m1@client.example>\r\nReferences: <r0@agency.example> <r1@agency.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAttached.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: li@client.example\r\nSubject: inner\r\n\r\nHello\r\n--b--\r\n";

#[test]
fn a_mail_is_read_whole() {
    let mail = parse(SAMPLE.as_bytes()).expect("a mail");
    assert_eq!(
        mail.from
            .as_ref()
            .map(|p| (p.name.as_str(), p.address.as_str())),
        Some(("中文", "bob@client.example"))
    );
    assert_eq!(
        (mail.subject.as_str(), mail.base_subject.as_str()),
        ("Re: Logo", "Logo")
    );
    assert_eq!(mail.text.trim(), "Attached.");
    assert_eq!(mail.references.len(), 2);
    assert_eq!(
        mail.delivered_to.first().map(crate::model::Address::as_str),
        Some("track@agency.example")
    );
    assert_eq!(
        mail.enclosed
            .first()
            .map(|m| (m.subject.as_str(), m.text.trim())),
        Some(("inner", "Hello"))
    );
    assert_eq!(
        authenticate(&mail, &["mx.agency.example".to_owned()]).result,
        crate::model::AuthenticationResult::Pass
    );
    assert!(mail.automatic.is_none() && mail.cut.is_empty() && !mail.synthetic_id);
}

#[test]
fn mails_without_an_id_are_never_the_same() {
    let one = parse(b"From: a@b.example\n\nhi").expect("a mail");
    let two = parse(b"From: a@b.example\n\nho").expect("a mail");
    assert!(one.synthetic_id && two.synthetic_id);
    assert_ne!(one.message_id, two.message_id);
}

#[test]
fn what_is_no_mail_is_unreadable() {
    for raw in [b"".as_slice(), b"\n\n\n", b"hello world", b"\x00\xff\xfe"] {
        assert!(parse(raw).is_err(), "{raw:?}");
    }
}

#[test]
fn a_million_nested_mails_do_no_harm() {
    let raw = "Content-Type: message/rfc822\n\n".repeat(100_000);
    let mail = parse(raw.as_bytes()).expect("a mail");
    assert!(mail.enclosed.len() <= 1);
}

proptest! {
    #[test]
    fn no_bytes_panic(raw in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = parse(&raw);
    }

    #[test]
    fn no_mutation_panics(cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30), end in any::<prop::sample::Index>()) {
        let mut raw = SAMPLE.as_bytes().to_vec();
        for (at, byte) in &cuts {
            let at = at.index(raw.len());
            raw[at] = *byte;
        }
        raw.truncate(end.index(SAMPLE.len()) + 1);
        if let Ok(mail) = parse(&raw) {
            let clean = |text: &str| !text.chars().any(|c| c.is_control() && c != '\n');
            prop_assert!(clean(&mail.subject) && clean(&mail.text) && clean(&mail.headers));
            let _ = authenticate(&mail, &["mx.agency.example".to_owned()]);
        }
    }

    #[test]
    fn no_text_panics_the_splitter(text in "((> ?){0,2}(On |From: |发件人：|wrote:|写道：|-----|Original Message|--|\n|[a-z]{1,5}| |@|12:30|2026){1,12}\n){0,12}") {
        let parts = quoting::split(&text, "Fwd: x");
        let kept: usize = [&parts.own, &parts.signature, &parts.quoted].iter().map(|s| s.len()).sum();
        prop_assert!(kept <= text.len() + 64);
    }
}
