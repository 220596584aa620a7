//! Name servers that are slow, silent or wrong.

use std::time::{Duration, Instant};

use nudged::model::{Address, AuthenticationResult};
use nudged::verify::{Dns, PATIENCE, Verifier};

use super::key::strong;
use super::server::{Answer, Server};
use super::{KEY, MAIL, POLICY, REJECT, check, now, shown, signed};

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
