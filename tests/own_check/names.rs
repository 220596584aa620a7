//! Name servers that are slow, silent or wrong.

use std::time::{Duration, Instant};

use nudged::model::{Address, AuthenticationResult};
use nudged::verify::{Dns, PATIENCE, Verifier};

use super::key::strong;
use super::server::{Answer, Server};
use super::{KEY, POLICY, REJECT, RELAYED, check, mail, now, shown, signed};

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
            mail(),
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
            mail(),
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
            mail(),
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

/// The root, which every resolver knows: whether it answers at all.
const ROOT: &str = "";

fn of(domain: &str) -> (String, Address) {
    let raw = format!("{RELAYED}{}", mail().replace("client.example", domain));
    (raw, Address::parse(&format!("bob@{domain}")).unwrap())
}

#[tokio::test]
async fn a_dead_dns_does_not_delay_a_backlog() {
    let server = Server::start();
    server.tell(ROOT, Answer::Silence);
    let domains: Vec<String> = (0..50).map(|n| format!("client{n}.example")).collect();
    for domain in &domains {
        server.tell(&format!("_dmarc.{domain}"), Answer::Silence);
    }
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let begun = Instant::now();
    let at = now();
    for domain in &domains {
        let (raw, bob) = of(domain);
        for _ in 0..20 {
            let verdict = verifier.check(raw.as_bytes(), &bob, at).await;
            assert!(shown(&verdict).contains("could not be checked"));
        }
    }
    assert!(begun.elapsed() < PATIENCE * 3, "{:?}", begun.elapsed());
    // It is asked again after a minute, and at once when it answers.
    server
        .tell(ROOT, Answer::Nothing)
        .text("_dmarc.client0.example", REJECT);
    let (raw, bob) = of("client0.example");
    let later = at + chrono::Duration::seconds(61);
    let verdict = verifier.check(raw.as_bytes(), &bob, later).await;
    assert_eq!(
        verdict.result,
        AuthenticationResult::Fail,
        "{}",
        shown(&verdict)
    );
    // A clock that was set back does not keep it alone.
    let verdict = verifier
        .check(raw.as_bytes(), &bob, at - chrono::Duration::days(30))
        .await;
    assert_eq!(verdict.result, AuthenticationResult::Fail);
}

#[tokio::test]
async fn slow_name_servers_of_some_keep_nobody_else_waiting() {
    let server = Server::start();
    server.tell(ROOT, Answer::Nothing).text(POLICY, REJECT);
    let slow = ["slow.example", "slower.example"];
    for domain in slow {
        server.tell(&format!("_dmarc.{domain}"), Answer::Silence);
    }
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let (good, bob) = of("client.example");
    let at = now();
    for domain in slow {
        let (raw, from) = of(domain);
        for _ in 0..2 {
            verifier.check(raw.as_bytes(), &from, at).await;
        }
        let verdict = verifier.check(good.as_bytes(), &bob, at).await;
        assert_eq!(verdict.result, AuthenticationResult::Fail, "{domain}");
        // They themselves are left alone for a minute.
        let begun = Instant::now();
        for _ in 0..100 {
            let verdict = verifier.check(raw.as_bytes(), &from, at).await;
            assert!(shown(&verdict).contains("could not be checked"));
        }
        assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    }
    let (raw, from) = of("slow.example");
    server.text("_dmarc.slow.example", REJECT);
    let later = at + chrono::Duration::seconds(61);
    let verdict = verifier.check(raw.as_bytes(), &from, later).await;
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
    for mail in [&good, &good, mail(), mail()] {
        verifier.check(mail.as_bytes(), &bob, now()).await;
    }
    assert_eq!(server.asked(), [KEY, POLICY]);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    verifier.check(good.as_bytes(), &bob, now()).await;
    assert_eq!(server.asked(), [KEY, POLICY, KEY]);
}
