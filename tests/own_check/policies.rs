//! Keys, and what the From domain wants done with mail nobody vouches for.

use super::key::{Sign, edwards, sign, strong};
use super::server::{Answer, Server};
use super::{KEY, POLICY, REJECT, RELAYED, check, check_at, mail, now, shown, signed};

#[tokio::test]
async fn keys_and_policies() {
    let key = strong().1;
    let sub = sign(
        mail(),
        strong().0,
        Sign {
            domain: "mail.client.example",
            ..Sign::default()
        },
    );
    let (good, none) = (signed(), mail().to_owned());
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
        let shown = shown(&check(&server, &format!("{RELAYED}{mail}")).await);
        assert!(shown.starts_with(want), "{what}: {shown}");
        assert!(!shown.contains("could not"), "{what}: {shown}");
    }
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
        let raw = format!(
            "{RELAYED}{}",
            mail().replace("bob@client", "bob@sales.client")
        );
        let verdict = check_at(&server, raw.as_bytes(), "bob@sales.client.example", now()).await;
        assert!(
            shown(&verdict).starts_with(want),
            "{record}: {}",
            shown(&verdict)
        );
    }
}

#[tokio::test]
async fn what_spf_may_have_proved_is_no_failure() {
    let sub = |policy: &str| format!("v=DMARC1; p=reject{policy}");
    for (path, policy, want) in [
        // Nobody wrote whose envelope it came in: the border may have seen SPF pass.
        ("", "", "none"),
        ("Return-Path: <bob@client.example>\r\n", "", "none"),
        ("Return-Path: <b-17@mail.client.example>\r\n", "", "none"),
        ("Return-Path: <>\r\n", "", "none"),
        ("Return-Path: nobody knows\r\n", "", "none"),
        (
            "Return-Path: <b-17@mail.client.example>\r\n",
            "; aspf=s",
            "fail",
        ),
        ("Return-Path: <b-17@news.example>\r\n", "", "fail"),
        // The last server's stands on top.
        (
            "Return-Path: <b-17@news.example>\r\nReturn-Path: <bob@client.example>\r\n",
            "",
            "fail",
        ),
    ] {
        let server = Server::start();
        server.text(POLICY, &sub(policy));
        let verdict = check(&server, &format!("{path}{}", mail())).await;
        assert_eq!(verdict.is_unwanted(), want == "none", "{path} {policy}");
        let shown = shown(&verdict);
        assert!(shown.starts_with(want), "{path} {policy}: {shown}");
        assert!(
            shown.contains("client.example says reject"),
            "{path} {policy}: {shown}"
        );
    }
}
