use proptest::prelude::*;

use super::*;
use crate::model::{Address, Person};

/// The form of a server, its authserv-id, the header it writes for bob@mail.client.example, the verdict.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    AuthenticationResult,
    &'static str,
);

#[rustfmt::skip]
const FORMS: &[Row] = {
    use AuthenticationResult::{Fail, None, Pass};
    &[
        ("gmail", "mx.google.com", "mx.google.com; dkim=pass header.i=@client.example header.s=20230601 header.b=\"dQ7f+/9a\"; spf=pass (google.com: domain of bob@mail.client.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=bob@mail.client.example; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=client.example", Pass, "dmarc"),
        ("gmail, arc in front", "mx.google.com", "mx.google.com; arc=pass (i=1 spf=pass spfdomain=client.example dkim=pass dkdomain=client.example); dkim=pass header.i=@esp.example header.s=s1 header.b=Ab12cd3E", None, ""),
        ("gmail, no policy", "mx.google.com", "mx.google.com; dkim=pass header.i=@client.example header.s=k1 header.b=eTd/aQ==; spf=neutral (google.com: 192.0.2.7 is neither permitted nor denied by best guess record for domain of bob@client.example) smtp.mailfrom=bob@client.example", Pass, "dkim"),
        ("gmail, spoofed", "mx.google.com", "mx.google.com; spf=softfail (google.com: domain of transitioning bob@mail.client.example does not designate 192.0.2.9 as permitted sender) smtp.mailfrom=bob@mail.client.example; dmarc=fail (p=REJECT sp=REJECT dis=NONE) header.from=client.example", Fail, "dmarc"),
        ("gmail, bounce address quoted", "mx.google.com", "mx.google.com; spf=pass (google.com: domain of bounces+17=x@news.client.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=\"bounces+17=x@news.client.example\"", Pass, "spf"),
        ("gmail, quoted local part", "mx.google.com", "mx.google.com; spf=pass smtp.mailfrom=\"bounces; dkim=pass header.d=client.example\"@evil.example", None, ""),
        ("microsoft with id", "agency-example.mail.protection.outlook.com", "agency-example.mail.protection.outlook.com; dkim=pass (signature was verified) header.d=client.example;", Pass, "dkim"),
        ("microsoft, old, host names between", "protection.outlook.com", "protection.outlook.com; spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=client.example; agency.example; dkim=pass (signature was verified) header.d=client.example;agency.example; dmarc=bestguesspass action=none header.from=mail.client.example;", Pass, "dmarc"),
        ("yahoo", "atlas.mail.example", "atlas.mail.example; dkim=pass header.i=@client.example header.s=sel1; spf=pass smtp.mailfrom=mail.client.example; dmarc=pass(p=REJECT) header.from=mail.client.example;", Pass, "dmarc"),
        ("yahoo, unknown and perm errors", "atlas.mail.example", "atlas.mail.example; dkim=perm_fail header.i=@client.example header.s=sel1; spf=none smtp.mailfrom=mail.client.example; dmarc=unknown header.from=mail.client.example;", None, ""),
        ("fastmail", "mx6.messagingengine.example", "mx6.messagingengine.example; arc=none (no signatures found); bimi=skipped (DMARC did not pass); dkim=pass (2048-bit rsa key sha256) header.d=client.example header.i=@client.example header.b=Lk3dA4=z header.a=rsa-sha256 header.s=fm1 x-bits=2048; dmarc=pass policy.published-domain-policy=none policy.applied-disposition=none policy.evaluated-disposition=none (p=none,d=none,d.eval=none) policy.policy-from=p header.from=mail.client.example; iprev=pass smtp.remote-ip=192.0.2.7 (out.client.example); spf=pass smtp.mailfrom=bob@mail.client.example smtp.helo=out.client.example; x-aligned-from=pass (Address match); x-me-sender=none; x-ptr=pass smtp.helo=out.client.example policy.ptr=out.client.example; x-return-mx=pass header.domain=mail.client.example policy.is_org=no (MX Records found: mx.client.example); x-tls=pass smtp.version=TLSv1.3 smtp.cipher=TLS_AES_256_GCM_SHA384 smtp.bits=256/256; x-vs=clean score=-100 state=0", Pass, "dmarc"),
        ("fastmail, none", "mx6.messagingengine.example", "mx6.messagingengine.example; dkim=none (no signatures found); dmarc=none policy.published-domain-policy=none (No policy found) header.from=client.example; spf=none smtp.mailfrom=bob@client.example smtp.helo=x", None, ""),
        ("qq", "mx.qq.com", "mx.qq.com; spf=pass smtp.mailfrom=<bob@mail.client.example>; dkim=pass header.d=client.example; dmarc=pass(permit all) header.from=mail.client.example", Pass, "dmarc"),
        ("qq, none of it", "mx.qq.com", "mx.qq.com; spf=none smtp.mailfrom=<bob@mail.client.example>; dkim=none; dmarc=none(permerror) header.from=mail.client.example", None, ""),
        ("163", "mx29.163.com", "mx29.163.com; spf=pass smtp.mail=bob@mail.client.example; dkim=none", Pass, "spf"),
        ("163, forged", "mx29.163.com", "mx29.163.com; spf=fail smtp.mail=bob@mail.client.example; dkim=none", Fail, "spf"),
        ("aliyun", "mx.aliyun.example", "mx.aliyun.example; spf=pass smtp.mailfrom=client.example ; dkim=pass header.d=client.example header.s=default ; dmarc=none action=none header.from=mail.client.example", Pass, "dkim"),
        ("aliyun, temperror", "mx.aliyun.example", "mx.aliyun.example; spf=temperror smtp.mailfrom=client.example; dkim=temperror (dns timeout) header.d=client.example", None, ""),
        ("opendkim", "mx.agency.example", "mx.agency.example;\tdkim=pass (2048-bit key; unprotected) header.d=client.example header.i=@client.example header.a=rsa-sha256 header.s=mail header.b=Xq1/2=;\tdkim-atps=neutral", Pass, "dkim"),
        ("opendkim, body altered", "mx.agency.example", "mx.agency.example; dkim=fail reason=\"signature verification failed\" (2048-bit key) header.d=client.example header.i=@client.example header.b=\"Xq1/2=\"", Fail, "dkim"),
        ("opendkim, weak key", "mx.agency.example", "mx.agency.example; dkim=policy reason=\"signing key too small\" (512-bit key) header.d=client.example", Fail, "dkim"),
        ("opendmarc", "mx.agency.example", "mx.agency.example; dmarc=pass (p=reject dis=none) header.from=mail.client.example", Pass, "dmarc"),
        ("opendmarc, failed", "mx.agency.example", "mx.agency.example; dmarc=fail (p=none dis=none) header.from=mail.client.example", Fail, "dmarc"),
        ("postfix policyd-spf", "mx.agency.example", "mx.agency.example; spf=pass (sender SPF authorized) smtp.mailfrom=mail.client.example (client-ip=192.0.2.7; helo=out.client.example; envelope-from=bob@mail.client.example; receiver=agency.example)", Pass, "spf"),
        ("postfix policyd-spf, null sender", "mx.agency.example", "mx.agency.example; spf=pass (sender SPF authorized) smtp.helo=client.example (client-ip=192.0.2.7; helo=client.example)", None, ""),
        ("rspamd", "mail.agency.example", "mail.agency.example;\tdkim=pass header.d=client.example header.s=dkim header.b=\"p/4 =\";\tspf=pass (mail.agency.example: domain of bob@client.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=bob@client.example;\tdmarc=pass (policy=quarantine) header.from=client.example", Pass, "dmarc"),
        ("rspamd, spoofed", "mail.agency.example", "mail.agency.example; dkim=none; spf=fail (mail.agency.example: domain of bob@client.example does not designate 192.0.2.9 as permitted sender) smtp.mailfrom=bob@client.example; dmarc=fail reason=\"No valid SPF, No valid DKIM\" header.from=client.example (policy=none)", Fail, "dmarc"),
        ("rspamd, no key", "mail.agency.example", "mail.agency.example; dkim=permerror (\"no key for signature\") header.d=client.example header.s=gone header.b=abc; dmarc=none", Fail, "dkim"),
        ("zoho", "mx.zohomail.example", "mx.zohomail.example; dkim=pass header.i=client.example; spf=pass (zohomail.example: domain of client.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=bob@client.example; dmarc=pass(p=none dis=none) header.from=<bob@mail.client.example>", Pass, "dmarc"),
        ("zoho, other signer", "mx.zohomail.example", "mx.zohomail.example; dkim=pass header.i=@esp.example; spf=pass (zohomail.example: domain of bounce.esp.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=b-17@bounce.esp.example; dmarc=none header.from=client.example", None, ""),
        ("icloud", "dmarc.icloud.com", "dmarc.icloud.com; dmarc=pass header.from=mail.client.example", Pass, "dmarc"),
        ("icloud, spf elsewhere", "spf.icloud.com", "spf.icloud.com; spf=pass (spf.icloud.com: domain of bob@mail.client.example designates 192.0.2.7 as permitted sender) smtp.mailfrom=bob@mail.client.example", Pass, "spf"),
        ("exim", "mx.agency.example", "mx.agency.example; iprev=pass (out.client.example) smtp.remote-ip=192.0.2.7; spf=pass smtp.mailfrom=mail.client.example; dkim=pass header.d=client.example header.s=x header.a=rsa-sha256; dmarc=pass header.from=mail.client.example", Pass, "dmarc"),
        ("stalwart", "mx.agency.example", "mx.agency.example; dkim=pass header.d=client.example header.s=r1 header.b=Q1w2e3; spf=none (mx.agency.example: no SPF records found for postmaster@out.client.example) smtp.helo=out.client.example; dmarc=none header.from=mail.client.example policy.dmarc=none", Pass, "dkim"),
        ("mailing list", "mx.agency.example", "mx.agency.example; dkim=fail header.d=list.example; spf=pass smtp.mailfrom=list-bounces@list.example", None, ""),
        ("several signatures", "mx.agency.example", "mx.agency.example; dkim=fail header.d=client.example header.s=a; dkim=pass header.d=esp.example; dkim=pass header.d=client.example header.s=b", Pass, "dkim"),
        ("a failed policy wins", "mx.agency.example", "mx.agency.example; dkim=pass header.d=client.example; dmarc=fail header.from=mail.client.example", Fail, "dmarc"),
        ("policy of another", "mx.agency.example", "mx.agency.example; dmarc=pass header.from=evil.example", None, ""),
        ("policy of nobody readable", "mx.agency.example", "mx.agency.example; dmarc=pass header.from=\"client.example, evil.example\"", None, ""),
        ("capitals, nested comments, versions, quotes", "mx.agency.example", "MX.Agency.Example (x) 1; (a (nested; dkim=fail) \\) comment) DKIM/1 (x) = PASS (2048-bit; ok) header (y) . d (z) = \"client\\.example\"", Pass, "dkim"),
        ("quoted id", "mx.agency.example", "\"mx.agency.example\"; dkim=pass header.d=client.example.", Pass, "dkim"),
        ("unknown methods", "mx.agency.example", "mx.agency.example; x-magic=pass header.d=client.example; auth=pass smtp.auth=bob@client.example; sender-id=pass header.from=client.example", None, ""),
        ("unknown version", "mx.agency.example", "mx.agency.example 2; dkim=pass header.d=client.example", None, ""),
        ("unknown version of a method", "mx.agency.example", "mx.agency.example; dkim/2=pass header.d=client.example", None, ""),
        ("no results", "mx.agency.example", "mx.agency.example; none", None, ""),
        ("another server", "mx.agency.example", "mx.evil.example; dmarc=pass header.from=client.example", None, ""),
        ("begins with ours", "mx.agency.example", "mx.agency.example.evil.example; dmarc=pass header.from=client.example", None, ""),
        ("in a comment", "mx.agency.example", "(mx.agency.example;) mx.evil.example; dmarc=pass header.from=client.example", None, ""),
        ("no semicolon", "mx.agency.example", "mx.agency.example dkim=pass header.d=client.example", None, ""),
        ("comment open", "mx.agency.example", "mx.agency.example; dkim=pass (header.d=evil.example; dkim=pass header.d=client.example", None, ""),
        ("comment closed twice", "mx.agency.example", "mx.agency.example; spf=pass (HELO x) y) dkim=pass header.d=client.example", None, ""),
        ("quote open", "mx.agency.example", "mx.agency.example; dkim=pass header.d=\"client.example", None, ""),
        ("domain in two pieces", "mx.agency.example", "mx.agency.example; dkim=pass header.d=evil (x) .client.example", None, ""),
        ("domain twice", "mx.agency.example", "mx.agency.example; dkim=pass header.d=evil.example header.d=client.example", None, ""),
        ("two at signs", "mx.agency.example", "mx.agency.example; spf=pass smtp.mailfrom=x@evil.example@client.example", None, ""),
        ("stray words", "mx.agency.example", "mx.agency.example; dkim=pass by us header.d=client.example", None, ""),
        ("stray words accuse", "mx.agency.example", "mx.agency.example; dkim=pass header.d=client.example; dmarc=fail as ever", Fail, "dmarc"),
        ("suffix", "mx.agency.example", "mx.agency.example; dkim=pass header.d=example", None, ""),
        ("empty", "mx.agency.example", "", None, ""),
        ("noise", "mx.agency.example", ";;;===", None, ""),
    ]
};

fn mail(headers: &[&str]) -> Mail {
    let bob = Address::parse("bob@mail.client.example").expect("address");
    Mail {
        from: Some(Person::nameless(bob)),
        authentication_results: headers.iter().map(|&h| h.to_owned()).collect(),
        ..Mail::default()
    }
}

#[test]
fn the_forms_of_many_servers() {
    for (form, id, header, result, method) in FORMS {
        let verdict = authenticate(&mail(&[header]), &["mx.else.example".into(), (*id).into()]);
        let got = (verdict.result, verdict.method.unwrap_or_default());
        assert_eq!(got, (*result, (*method).to_owned()), "{form}: {header}");
        let unknown = authenticate(&mail(&[header]), &["mx.else.example".into()]);
        assert_eq!(unknown.result, AuthenticationResult::None, "{form}");
    }
}

#[test]
fn only_the_topmost_header_counts_and_a_malformed_from_fails() {
    let good = "mx.agency.example; dkim=pass header.d=client.example";
    let trusted = ["mx.agency.example".to_owned()];
    let mut mail = mail(&["mx.evil.example; none", good]);
    let result = |mail: &Mail| authenticate(mail, &trusted).result;
    assert_eq!(result(&mail), AuthenticationResult::None);
    mail.authentication_results.reverse();
    assert_eq!(result(&mail), AuthenticationResult::Pass);
    mail.from = None;
    mail.from_fault = Some("several From headers".to_owned());
    assert_eq!(result(&mail), AuthenticationResult::Fail);
}

#[test]
fn a_header_of_any_length_counts_whole_or_not_at_all() {
    let header = |comment: usize| {
        let head = "mx.agency.example; dkim=pass header.d=client.example";
        format!("{head} ({}); dmarc=fail", "x".repeat(comment))
    };
    let trusted = ["mx.agency.example".to_owned()];
    for (comment, want) in [
        (2_000, AuthenticationResult::Fail),
        (20_000, AuthenticationResult::None),
    ] {
        let raw = format!(
            "Authentication-Results: {}\nFrom: bob@client.example\n\nhi",
            header(comment)
        );
        let mail = crate::mail::parse(raw.as_bytes()).expect("a mail");
        assert_eq!(authenticate(&mail, &trusted).result, want, "{comment}");
    }
}

const VERDICT: &str = "Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=client.example; dkim=pass (signature was verified)\r\n header.d=client.example;dmarc=pass action=none\r\n header.from=client.example;compauth=pass reason=100\r\n";
const SHELF: &str = "Received: from A1.prod.outlook.com (2001:db8::1) by B2.prod.outlook.com with HTTPS; Fri, 20 Nov 2026 09:30:05 +0000\r\n";
const BORDER: &str = "Received: from out.client.example (192.0.2.7) by\r\n C3.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server (version=TLS1_3) id 15.20; Fri, 20 Nov 2026 09:30:04 +0000\r\n";
const ELSEWHERE: &str = "Received: from C3.mail.protection.outlook.com by mx.agency.example (Postfix); Fri, 20 Nov 2026 09:30:06 +0000\r\n";

#[test]
fn a_header_without_an_id_counts_only_where_it_can_be_no_others() {
    let trusted = ["mx.agency.example", "protection.outlook.com"];
    let own = "Received: from laptop by out.client.example; Fri, 20 Nov 2026 09:30:00 +0000\r\n";
    let lie =
        "Received: from x by Z.mail.protection.outlook.com; Fri, 20 Nov 2026 09:29:00 +0000\r\n";
    let helo = "Received: from by C3.mail.protection.outlook.com (192.0.2.9) by mx.agency.example; Fri, 20 Nov 2026 09:30:05 +0000\r\n";
    for (what, headers, want) in [
        (
            "as Microsoft writes it",
            [SHELF, VERDICT, BORDER, own],
            true,
        ),
        ("the border alone", [VERDICT, BORDER, own, ""], true),
        (
            "brought along, nothing written",
            [SHELF, BORDER, VERDICT, own],
            false,
        ),
        (
            "brought along with its trace",
            [SHELF, BORDER, VERDICT, lie],
            false,
        ),
        (
            "forwarded to another provider",
            [ELSEWHERE, VERDICT, BORDER, own],
            false,
        ),
        ("another server's", [SHELF, VERDICT, own, BORDER], false),
        ("no trace at all", [VERDICT, "", "", ""], false),
        ("HELO of Microsoft's name", [helo, VERDICT, lie, ""], false),
        (
            "an unreadable trace above",
            [SHELF, "Received: ((\r\n", VERDICT, BORDER],
            false,
        ),
        (
            "an unreadable trace on top",
            ["Received: x\r\n", VERDICT, BORDER, own],
            false,
        ),
    ] {
        let raw = format!("{}From: bob@client.example\r\n\r\nhi\r\n", headers.concat());
        let mail = crate::mail::parse(raw.as_bytes()).expect("a mail");
        let result = |ids: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|&id| id.to_owned()).collect();
            authenticate(&mail, &ids).result
        };
        assert_eq!(
            result(&trusted) == AuthenticationResult::Pass,
            want,
            "{what}"
        );
        for others in [&["mx.agency.example"][..], &["outlook.example"], &[""]] {
            assert_eq!(result(others), AuthenticationResult::None, "{what}");
        }
    }
}

#[test]
fn a_header_that_came_in_from_elsewhere_is_a_strangers() {
    let trusted = ["mx.agency.example".to_owned()];
    let by =
        |host: &str| format!("Received: from x by {host}; Fri, 20 Nov 2026 09:30:05 +0000\r\n");
    let said = "Authentication-Results: mx.agency.example; dkim=pass header.d=client.example\r\n";
    for (what, above, want) in [
        ("on top", vec![], AuthenticationResult::Pass),
        // A milter's header stands below the trace of the server it works for.
        (
            "below the border",
            vec!["mx.agency.example"],
            AuthenticationResult::Pass,
        ),
        (
            "below two of the house",
            vec!["store.agency.example", "mx.agency.example"],
            AuthenticationResult::Pass,
        ),
        (
            "below hosts without a domain",
            vec!["2002:a05:6a10:1::", "mx29", "mx.agency.example"],
            AuthenticationResult::Pass,
        ),
        (
            "below a stranger",
            vec!["mx.agency.example", "out.evil.example"],
            AuthenticationResult::None,
        ),
        (
            "below a stranger and his lie",
            vec!["mx.agency.example", "out.evil.example", "mx.agency.example"],
            AuthenticationResult::None,
        ),
    ] {
        let traces: String = above.iter().map(|host| by(host)).collect();
        let raw = format!(
            "{traces}{said}{}From: bob@client.example\r\n\r\nhi\r\n",
            by("out.client.example")
        );
        let mail = crate::mail::parse(raw.as_bytes()).expect("a mail");
        assert_eq!(authenticate(&mail, &trusted).result, want, "{what}");
    }
}

#[test]
fn what_a_provider_judged_is_not_checked_again() {
    let trusted = ["mx.agency.example".to_owned()];
    for (header, want) in [
        ("mx.agency.example; dkim=pass header.d=client.example", true),
        ("mx.agency.example; dkim=none; dmarc=none", true),
        (
            "mx.agency.example; spf=softfail smtp.mailfrom=client.example",
            false,
        ),
        (
            "mx.agency.example; dkim=temperror header.d=client.example",
            false,
        ),
        ("mx.agency.example; none", false),
        ("mx.evil.example; dkim=pass header.d=client.example", false),
    ] {
        assert_eq!(is_judged(&mail(&[header]), &trusted), want, "{header}");
    }
    assert!(!is_judged(&mail(&[]), &trusted));
    assert!(is_judged(&Mail::default(), &trusted), "nobody to check");
}

proptest! {
    #[test]
    fn bytes_of_strangers_pass_only_as_whole_words(inside in "[ -~\u{e9}]{0,60}") {
        // A server that puts a stranger's bytes into a comment or quote, escaped, says nothing else by it.
        let escaped: String = inside.chars().flat_map(|c| {
            "()\\\"".contains(c).then_some('\\').into_iter().chain([c])
        }).collect();
        for header in [
            format!("mx.agency.example; spf=fail ({escaped}) smtp.mailfrom=evil.example"),
            format!("mx.agency.example; spf=pass smtp.mailfrom=\"{escaped}\"@evil.example"),
            format!("mx.agency.example; dkim=none reason=\"{escaped}\""),
        ] {
            let verdict = authenticate(&mail(&[&header]), &["mx.agency.example".to_owned()]);
            prop_assert_eq!(verdict.result, AuthenticationResult::None, "{}", header);
        }
    }

    #[test]
    fn nothing_panics(header in "\\PC{0,200}") {
        let _ = authenticate(&mail(&[&header]), &["mx.agency.example".to_owned()]);
        let _ = received_by(&header);
    }
}
