//! DKIM and DMARC checked by the daemon itself, against a name server on loopback and keys made here.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and signatures carry the wall clock's time"
)]

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nudged::model::{Address, Authentication, AuthenticationResult};
use nudged::verify::{Dns, PATIENCE, Verifier};

#[path = "own_check/intake.rs"]
mod intake;
#[path = "own_check/key.rs"]
mod key;
#[path = "own_check/server.rs"]
mod server;

use key::{Sign, edwards, sign, strong, weak};
use server::{Answer, Server};

const KEY: &str = "s1._domainkey.client.example";
const POLICY: &str = "_dmarc.client.example";
const REJECT: &str = "v=DMARC1; p=reject";
const MAIL: &str = "From: Bob Ray <bob@client.example>\r\nTo: anna@agency.example\r\nSubject: Re: logo\r\nDate: Fri, 20 Nov 2026 09:30:00 +0000\r\nMessage-ID: <m1@client.example>\r\n\r\nHere is the logo.\r\n\r\nBob\r\n";

fn now() -> DateTime<Utc> {
    Utc::now()
}

async fn check_at(server: &Server, raw: &[u8], from: &str, at: DateTime<Utc>) -> Authentication {
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let begun = Instant::now();
    let verdict = verifier
        .check(raw, &Address::parse(from).unwrap(), at)
        .await;
    assert!(begun.elapsed() < PATIENCE + Duration::from_secs(1));
    verdict
}

async fn check(server: &Server, raw: &str) -> Authentication {
    check_at(server, raw.as_bytes(), "bob@client.example", now()).await
}

/// `pass`, `fail` or `none`, and what is told.
fn shown(verdict: &Authentication) -> String {
    let result = match verdict.result {
        AuthenticationResult::Pass => "pass",
        AuthenticationResult::Fail => "fail",
        AuthenticationResult::None => "none",
    };
    format!("{result}: {}", verdict.own_check.as_deref().unwrap())
}

fn signed() -> String {
    sign(MAIL, strong().0, Sign::default())
}

#[tokio::test]
async fn signatures_that_hold() {
    let server = Server::start();
    let (ed, record) = edwards();
    server
        .text(KEY, strong().1)
        .text("s1._domainkey.mail.client.example", &record)
        .text(POLICY, REJECT);
    let verdict = check(&server, &signed()).await;
    assert_eq!(shown(&verdict), "pass: dkim pass d=client.example s=s1");
    assert_eq!(verdict.method.as_deref(), Some("dkim"));
    assert_eq!(verdict.domain.as_deref(), Some("client.example"));

    let simple = sign(
        MAIL,
        strong().0,
        Sign {
            simple: true,
            ..Sign::default()
        },
    );
    assert_eq!(
        check(&server, &simple).await.result,
        AuthenticationResult::Pass
    );

    // A subdomain signs for its organisation, and the other way round.
    let sub = Sign {
        domain: "mail.client.example",
        ..Sign::default()
    };
    let below = sign(MAIL, ed, sub);
    assert_eq!(
        shown(&check(&server, &below).await),
        "pass: dkim pass d=mail.client.example s=s1"
    );
    let deep = MAIL.replace("bob@client", "bob@sales.client");
    let above = sign(&deep, strong().0, Sign::default());
    let verdict = check_at(&server, above.as_bytes(), "bob@sales.client.example", now()).await;
    assert_eq!(verdict.result, AuthenticationResult::Pass);

    // Oversigned: h= names From twice, so that none can be put in.
    let over = Sign {
        headers: &["From", "From", "To", "Subject", "Subject", "Date"],
        ..Sign::default()
    };
    let over = sign(MAIL, strong().0, over);
    assert_eq!(
        check(&server, &over).await.result,
        AuthenticationResult::Pass
    );
}

#[tokio::test]
async fn line_ends_as_mailboxes_keep_them() {
    let server = Server::start();
    server.text(KEY, strong().1).text(POLICY, REJECT);
    let good = signed();
    for (what, raw) in [
        ("IMAP: as it was sent", good.clone()),
        ("Maildir: LF", good.replace("\r\n", "\n")),
        ("half and half", good.replacen("\r\n", "\n", 9)),
        (
            "a trace on top",
            format!("Received: from a by b; Fri, 20 Nov 2026 09:30:01 +0000\r\n{good}"),
        ),
        ("empty lines behind", format!("{good}\r\n\r\n")),
    ] {
        let verdict = check(&server, &raw).await;
        assert_eq!(
            verdict.result,
            AuthenticationResult::Pass,
            "{what}: {}",
            shown(&verdict)
        );
    }
}

#[tokio::test]
async fn signatures_that_do_not_hold() {
    let server = Server::start();
    server
        .text(KEY, strong().1)
        .text("s1._domainkey.other.example", strong().1)
        .text("s1._domainkey.example", strong().1)
        .text(POLICY, REJECT);
    let good = signed();
    let key = || strong().0;
    let by = |how: Sign<'_>| sign(MAIL, key(), how);
    let length = by(Sign {
        length: true,
        ..Sign::default()
    });
    let unsigned_from = by(Sign {
        headers: &["To", "Subject", "Date"],
        ..Sign::default()
    });
    let other = by(Sign {
        domain: "other.example",
        ..Sign::default()
    });
    let suffix = by(Sign {
        domain: "example",
        ..Sign::default()
    });
    for (what, raw, why) in [
        (
            "no signature",
            MAIL.to_owned(),
            "no signature of client.example",
        ),
        ("body altered", good.replace("Here", "There"), "hash"),
        (
            "subject altered",
            good.replace("Re: logo", "Re: bill"),
            "verif",
        ),
        ("From altered", good.replace("Bob Ray", "Rob Bay"), "verif"),
        (
            "length tag",
            format!("{length}P.S. pay to another account\r\n"),
            "l=",
        ),
        ("From not signed", unsigned_from, "From is not signed"),
        (
            "another's signature",
            other,
            "no signature of client.example",
        ),
        (
            "a suffix's signature",
            suffix,
            "no signature of client.example",
        ),
        ("SHA-1", good.replace("rsa-sha256", "rsa-sha1"), "SHA-1"),
        (
            "signature in pieces",
            good.replace("; bh=", "; bx="),
            "dkim",
        ),
    ] {
        let verdict = check(&server, &raw).await;
        let shown = shown(&verdict);
        assert!(
            shown.starts_with("fail: dmarc fail: client.example says reject"),
            "{what}: {shown}"
        );
        assert!(shown.contains(why), "{what}: {shown}");
        assert_eq!(verdict.domain.as_deref(), Some("client.example"));
    }
    let expiring = by(Sign {
        expires: 60,
        ..Sign::default()
    });
    assert_eq!(
        check(&server, &expiring).await.result,
        AuthenticationResult::Pass
    );
    let later = now() + chrono::Duration::minutes(2);
    let verdict = check_at(&server, expiring.as_bytes(), "bob@client.example", later).await;
    assert!(shown(&verdict).contains("expired"), "{}", shown(&verdict));
}

#[tokio::test]
async fn two_readers_of_one_mail_must_agree() {
    let server = Server::start();
    server.text(KEY, strong().1);
    let good = signed();
    for (what, raw) in [
        (
            "two From headers",
            format!("From: eve@evil.example\r\n{good}"),
        ),
        (
            "From twice the same",
            format!("From: bob@client.example\r\n{good}"),
        ),
        (
            "two subjects",
            format!("Subject: done, all of it\r\n{good}"),
        ),
        (
            "two types",
            format!("Content-Type: text/html\r\nContent-Type: text/plain\r\n{good}"),
        ),
        (
            "a line that is no field",
            format!("X-A: b\r\nno field\r\n{good}"),
        ),
        ("a space before the colon", format!("X-A : b\r\n{good}")),
        ("folded first line", format!(" X-A: b\r\n{good}")),
    ] {
        let verdict = check(&server, &raw).await;
        assert_eq!(
            verdict.result,
            AuthenticationResult::None,
            "{what}: {}",
            shown(&verdict)
        );
    }
    let elsewhere = check_at(&server, good.as_bytes(), "eve@client.example", now()).await;
    assert_eq!(elsewhere.result, AuthenticationResult::None);
}

#[tokio::test]
async fn keys_and_policies() {
    let key = strong().1;
    let sub = sign(
        MAIL,
        strong().0,
        Sign {
            domain: "mail.client.example",
            ..Sign::default()
        },
    );
    let (good, none) = (signed(), MAIL.to_owned());
    let text = |text: &str| Answer::Txt(text.to_owned(), 3600);
    let reject = || text(REJECT);
    let giant = format!("{key}; n={}", "x".repeat(60_000));
    for (what, mail, at_key, at_policy, want) in [
        ("no key", &good, Answer::Nothing, reject(), "fail"),
        (
            "revoked",
            &good,
            text("v=DKIM1; k=rsa; p="),
            reject(),
            "fail",
        ),
        (
            "malformed",
            &good,
            text("v=DKIM1; k=rsa; p=####"),
            reject(),
            "fail",
        ),
        (
            "half a key",
            &good,
            text(key.get(..120).unwrap()),
            reject(),
            "fail",
        ),
        (
            "another type",
            &good,
            text("v=DKIM1; k=ed25519; p=AAAA"),
            reject(),
            "fail",
        ),
        ("something else", &good, text("hello"), reject(), "fail"),
        ("another key", &good, text(&edwards().1), reject(), "fail"),
        (
            "being tested",
            &good,
            text(&format!("{key}; t=y")),
            text("v=DMARC1; p=none"),
            "none",
        ),
        (
            "not for mail",
            &good,
            text(&format!("{key}; s=other")),
            reject(),
            "fail",
        ),
        ("giant", &good, text(&giant), reject(), "pass"),
        (
            "no signature, reject",
            &none,
            Answer::Nothing,
            reject(),
            "fail",
        ),
        (
            "quarantine",
            &none,
            Answer::Nothing,
            text("v=DMARC1; p=quarantine"),
            "fail",
        ),
        (
            "quarantine, in test",
            &none,
            Answer::Nothing,
            text("v=DMARC1; p=quarantine; t=y"),
            "none",
        ),
        (
            "none",
            &none,
            Answer::Nothing,
            text("v=DMARC1; p=none; rua=mailto:d@client.example"),
            "none",
        ),
        ("no record", &none, Answer::Nothing, Answer::Nothing, "none"),
        (
            "unreadable record",
            &none,
            Answer::Nothing,
            text("v=DMARC1; p=maybe"),
            "none",
        ),
        (
            "giant record",
            &none,
            Answer::Nothing,
            text(&format!("{REJECT}; x={}", "y".repeat(60_000))),
            "fail",
        ),
        (
            "body altered, no policy",
            &good.replace("Here", "There"),
            text(key),
            Answer::Nothing,
            "none",
        ),
        (
            "subdomain, strict",
            &sub,
            text(key),
            text("v=DMARC1; p=reject; adkim=s"),
            "fail",
        ),
        (
            "subdomain, strict, no policy",
            &sub,
            text(key),
            text("v=DMARC1; p=none; adkim=s"),
            "none",
        ),
        (
            "subdomain, relaxed",
            &sub,
            text(key),
            text("v=DMARC1; p=reject; adkim=r"),
            "pass",
        ),
    ] {
        let server = Server::start();
        server
            .tell(KEY, at_key.clone())
            .tell("s1._domainkey.mail.client.example", at_key)
            .tell(POLICY, at_policy);
        let shown = shown(&check(&server, mail).await);
        assert!(shown.starts_with(want), "{what}: {shown}");
        assert!(!shown.contains("could not"), "{what}: {shown}");
    }
}

#[tokio::test]
async fn a_small_key_is_refused() {
    let Some((key, record)) = weak() else {
        eprintln!("skipped: no openssl");
        return;
    };
    let server = Server::start();
    server.text(KEY, &record).text(POLICY, REJECT);
    let small = sign(MAIL, key, Sign::default());
    let verdict = check(&server, &small).await;
    assert_eq!(
        verdict.result,
        AuthenticationResult::Fail,
        "{}",
        shown(&verdict)
    );
}

#[tokio::test]
async fn the_policy_of_an_organisation_holds_below_it() {
    for (record, want) in [
        ("v=DMARC1; p=none; sp=reject", "fail"),
        ("v=DMARC1; p=reject; sp=none", "none"),
        ("v=DMARC1; p=reject", "fail"),
    ] {
        let server = Server::start();
        server.text(POLICY, record);
        let raw = MAIL.replace("bob@client", "bob@sales.client");
        let verdict = check_at(&server, raw.as_bytes(), "bob@sales.client.example", now()).await;
        assert!(
            shown(&verdict).starts_with(want),
            "{record}: {}",
            shown(&verdict)
        );
    }
}

#[tokio::test]
async fn dns_that_does_not_say() {
    let good = signed();
    let loop_of = |to: &str| Answer::Alias(to.to_owned());
    for (what, mail, at_key, at_policy, want) in [
        (
            "key: SERVFAIL",
            good.as_str(),
            Answer::Failure,
            Answer::Txt(REJECT.to_owned(), 60),
            "none: could not be checked",
        ),
        (
            "policy: SERVFAIL",
            MAIL,
            Answer::Nothing,
            Answer::Failure,
            "none: could not be checked",
        ),
        (
            "key: silence",
            &good,
            Answer::Silence,
            Answer::Txt(REJECT.to_owned(), 60),
            "none: could not be checked",
        ),
        (
            "policy: silence",
            MAIL,
            Answer::Nothing,
            Answer::Silence,
            "none: could not be checked",
        ),
        (
            "key: noise",
            &good,
            Answer::Noise,
            Answer::Txt(REJECT.to_owned(), 60),
            "none: could not be checked",
        ),
        (
            "policy: names in a circle",
            MAIL,
            Answer::Nothing,
            loop_of(POLICY),
            "none",
        ),
        (
            "key: names in a circle",
            &good,
            loop_of("s2._domainkey.client.example"),
            Answer::Nothing,
            "none",
        ),
        // The signature is of the very domain: whatever its policy is, it is kept.
        (
            "policy: silence, signed",
            &good,
            Answer::Txt(strong().1.to_owned(), 60),
            Answer::Silence,
            "pass",
        ),
    ] {
        let server = Server::start();
        server
            .tell(KEY, at_key)
            .tell(POLICY, at_policy)
            .tell("s2._domainkey.client.example", loop_of(KEY));
        let shown = shown(&check(&server, mail).await);
        assert!(shown.starts_with(want), "{what}: {shown}");
    }
}

#[tokio::test]
async fn a_dead_dns_does_not_delay_a_backlog() {
    let server = Server::start();
    for domain in ["client.example", "other.example"] {
        server.tell(&format!("_dmarc.{domain}"), Answer::Silence);
    }
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let bob = Address::parse("bob@client.example").unwrap();
    let begun = Instant::now();
    let at = now();
    for _ in 0..1000 {
        let verdict = verifier.check(MAIL.as_bytes(), &bob, at).await;
        assert!(shown(&verdict).contains("could not be checked"));
    }
    assert!(begun.elapsed() < PATIENCE * 3, "{:?}", begun.elapsed());
    // It is asked again after a minute, and at once when it answers.
    server.text(POLICY, REJECT);
    let later = at + chrono::Duration::seconds(61);
    let verdict = verifier.check(MAIL.as_bytes(), &bob, later).await;
    assert_eq!(
        verdict.result,
        AuthenticationResult::Fail,
        "{}",
        shown(&verdict)
    );
    // A clock that was set back does not keep it alone.
    let verdict = verifier
        .check(MAIL.as_bytes(), &bob, at - chrono::Duration::days(30))
        .await;
    assert_eq!(verdict.result, AuthenticationResult::Fail);
}

#[tokio::test]
async fn answers_are_kept_as_long_as_they_say() {
    let server = Server::start();
    server
        .tell(KEY, Answer::Txt(strong().1.to_owned(), 1))
        .text(POLICY, REJECT);
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let bob = Address::parse("bob@client.example").unwrap();
    let good = signed();
    for mail in [&good, &good, MAIL, MAIL] {
        verifier.check(mail.as_bytes(), &bob, now()).await;
    }
    assert_eq!(server.asked(), [KEY, POLICY]);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    verifier.check(good.as_bytes(), &bob, now()).await;
    assert_eq!(server.asked(), [KEY, POLICY, KEY]);
}

#[tokio::test]
async fn a_thousand_signatures_cost_five_questions() {
    let server = Server::start();
    server.text(POLICY, REJECT);
    let signature = signed().replace(MAIL, "");
    let mut raw = String::new();
    for n in 0..1000 {
        raw += &signature.replace("s=s1", &format!("s=x{n}"));
    }
    raw += MAIL;
    let verdict = check(&server, &raw).await;
    assert_eq!(
        verdict.result,
        AuthenticationResult::Fail,
        "{}",
        shown(&verdict)
    );
    assert_eq!(server.asked().len(), 6, "{:?}", server.asked());
    assert!(verdict.own_check.unwrap().len() < 2000);
    // Those of others do not crowd out the one that counts.
    server.text(KEY, strong().1);
    let mut raw = String::new();
    for n in 0..1000 {
        raw += &signature.replace("d=client.example", &format!("d=x{n}.example"));
    }
    let verdict = check(&server, &format!("{raw}{}", signed())).await;
    assert_eq!(
        verdict.result,
        AuthenticationResult::Pass,
        "{}",
        shown(&verdict)
    );
}

#[tokio::test]
async fn nothing_hurts_the_verifier() {
    let server = Server::start();
    for raw in [
        "",
        "\n",
        "From",
        ": \r\n\r\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=client.example; s=; h=from; bh=; b=\r\nFrom: bob@client.example\r\n\r\n",
        "DKIM-Signature: v=1; a=rsa-sha256; d=client.example; s=a b/..; h=from; bh=AA==; b=AA==\r\nFrom: bob@client.example\r\n\r\n",
        "DKIM-Signature: ;;;;\r\nFrom: bob@client.example\r\n\r\n",
    ] {
        let verdict = check(&server, raw).await;
        assert_eq!(verdict.result, AuthenticationResult::None, "{raw:?}");
    }
    let long = format!(
        "DKIM-Signature: v=1; a=rsa-sha256; d=client.example; s={}; h=from; bh=AA==; b=AA==\r\nFrom: bob@client.example\r\n\r\n",
        "x".repeat(300)
    );
    assert_eq!(
        check(&server, &long).await.result,
        AuthenticationResult::None
    );
}
