//! The way into a submission server against scripted ones: greeting, STARTTLS, login.

#[path = "rig/peer.rs"]
mod peer;

use std::sync::Arc;

use nudged::config::Tls;
use nudged::net::{Proof, Secret, TokenWait, Tokens};
use nudged::smtp::{Fault, Outcome, Reason, Server, Session, Stage};
use peer::{Hang, Hear, Say, Step, Take, peer, server, with};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// An access token that stands.
#[derive(Debug)]
struct Standing;

impl Tokens for Standing {
    fn token(&self) -> TokenWait<'_> {
        Box::pin(std::future::ready(Ok(Secret::new("canary"))))
    }
    fn refused(&self, _: &Secret) {}
}

async fn connect(script: Vec<Step>) -> Result<Session, Fault> {
    let (stream, _played) = peer(script);
    Session::connect_over_secured(Box::new(stream), &server(Tls::Implicit)).await
}

#[tokio::test(start_paused = true)]
async fn logins() {
    let hello = |abilities: &'static [u8]| vec![Say(b"220 hi\r\n"), Hear("EHLO"), Say(abilities)];
    let plain = hello(b"250-x\r\n250 AUTH PLAIN\r\n");
    let login = hello(b"250-x\r\n250-AUTH=LOGIN\r\n250 AUTH LOGIN\r\n");
    let steps = [
        Hear("AUTH LOGIN"),
        Say(b"334 VXNlcm5hbWU6\r\n"),
        Hear("dHJhY2tAdGVhbS5leGFtcGxl"),
        Say(b"334 UGFzc3dvcmQ6\r\n"),
        Hear("Y2FuYXJ5"),
        Say(b"235 ok\r\n"),
    ];
    assert!(connect(with(login, &steps)).await.is_ok());
    for (line, want) in [
        (
            &b"535 Error: authentication failed\r\n"[..],
            "login refused: 535 Error: authentication failed",
        ),
        (
            b"454 4.7.0 Too many login attempts\r\n",
            "put off: 454 4.7.0 Too many login attempts",
        ),
        (
            b"535 not you: AHRyYWNrQHRlYW0uZXhhbXBsZQBjYW5hcnk= (track@team.example/canary)\r\n",
            "login refused: 535 (an answer that contains the password)",
        ),
        (
            b"250 ok\r\n",
            "login: the answer makes no sense here: 250 ok",
        ),
        (b"334 \r\n", "login: the answer makes no sense here: 334"),
    ] {
        let fault = connect(with(plain.clone(), &[Hear("AUTH PLAIN"), Say(line)]))
            .await
            .unwrap_err();
        assert_eq!(fault.to_string(), want);
        assert!(!fault.to_string().contains("canary"));
    }
    let none = hello(b"250-x\r\n250 AUTH CRAM-MD5 NTLM\r\n");
    assert_eq!(
        connect(none).await.unwrap_err(),
        Fault::NoMechanism("CRAM-MD5 NTLM".to_owned())
    );

    let oauth = with(
        hello(b"250-x\r\n250 AUTH LOGIN XOAUTH2\r\n"),
        &[
            Hear("AUTH XOAUTH2 "),
            Say(b"334 eyJzdGF0dXMiOiI0MDEifQ==\r\n"),
            Hear("\r\n"),
            Say(b"535 5.7.3 no\r\n"),
        ],
    );
    let (stream, _played) = peer(oauth);
    let with_token = Server {
        proof: Proof::Token(Arc::new(Standing)),
        ..server(Tls::Implicit)
    };
    let fault = Session::connect_over_secured(Box::new(stream), &with_token)
        .await
        .unwrap_err();
    assert!(
        matches!(fault, Fault::TokenRefused { code: 535, .. }),
        "{fault}"
    );
    assert!(fault.needs_person());
}

#[tokio::test(start_paused = true)]
async fn greetings_that_are_none() {
    for (script, stage_of_outcome) in [
        (vec![], Stage::Greeting),
        (vec![Hang], Stage::Greeting),
        (vec![Say(b"554 no service\r\n"), Hang], Stage::Greeting),
        (vec![Say(b"* OK IMAP4 ready\r\n"), Hang], Stage::Greeting),
        (vec![Say(b"250 ok\r\n"), Hang], Stage::Greeting),
        (
            vec![Say(b"220 hi\r\n"), Hear("EHLO"), Say(b"502 what\r\n"), Hang],
            Stage::Greeting,
        ),
    ] {
        let outcome = connect(script).await.unwrap_err().outcome();
        assert!(
            matches!(&outcome, Outcome::NotSent { stage, .. } if *stage == stage_of_outcome),
            "{outcome:?}"
        );
    }
    let fault = connect(vec![Say(b"421 HL:IFC too fast\r\n"), Hang])
        .await
        .unwrap_err();
    assert!(matches!(
        fault.outcome(),
        Outcome::Later {
            code: 421,
            reason: Reason::Limit,
            ..
        }
    ));
    // An endless line and an endless reply end.
    let fault = connect(vec![Say(&[b'2'; 9000]), Hang]).await.unwrap_err();
    assert!(
        matches!(
            fault,
            Fault::Broken {
                stage: Stage::Greeting,
                ..
            }
        ),
        "{fault}"
    );
}

#[tokio::test(start_paused = true)]
async fn starttls_that_is_taken_away_or_talked_into_is_refused() {
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    let tls = Arc::new(
        tls.with_root_certificates(RootCertStore::empty())
            .with_no_client_auth(),
    );
    let begin = |script: Vec<Step>| {
        let tls = tls.clone();
        async move {
            let (stream, played) = peer(script);
            let fault = Session::connect_over(Box::new(stream), &server(Tls::Starttls), tls)
                .await
                .unwrap_err();
            (fault, played.await.unwrap())
        }
    };
    let hello = |abilities: &'static [u8]| vec![Say(b"220 hi\r\n"), Hear("EHLO"), Say(abilities)];

    let (fault, heard) = begin(with(hello(b"250-x\r\n250 AUTH PLAIN\r\n"), &[Hang])).await;
    assert_eq!(fault, Fault::StarttlsMissing);
    assert!(!heard.contains("AUTH"), "never in clear: {heard}");

    let offer = hello(b"250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n");
    let (fault, heard) = begin(with(
        offer.clone(),
        &[
            Hear("STARTTLS"),
            Say(b"220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n"),
            Hang,
        ],
    ))
    .await;
    assert_eq!(fault, Fault::StarttlsInjected);
    assert!(!heard.contains("AUTH"), "{heard}");

    let (fault, heard) = begin(with(
        offer.clone(),
        &[Hear("STARTTLS"), Say(b"454 4.7.0 no TLS today\r\n"), Hang],
    ))
    .await;
    assert!(matches!(fault, Fault::Later { code: 454, .. }), "{fault}");
    assert!(!heard.contains("AUTH"), "{heard}");

    // Plain text in place of the handshake.
    let (fault, heard) = begin(with(
        offer,
        &[
            Hear("STARTTLS"),
            Say(b"220 go\r\n"),
            Take(20),
            Say(b"250 evil\r\n"),
        ],
    ))
    .await;
    assert!(matches!(fault, Fault::Unreachable(_)), "{fault}");
    assert!(!heard.contains("AUTH"), "{heard}");
}

#[tokio::test(start_paused = true)]
async fn whoever_speaks_unasked_during_the_entry_hears_no_password() {
    let offer = &b"250-\r\n250-  \r\n250 auth login\r\n"[..];
    for script in [
        vec![Say(b"220 hi\r\n250-x\r\n250 AUTH PLAIN\r\n"), Hang],
        vec![
            Say(b"220 hi\r\n"),
            Hear("EHLO"),
            Say(b"250-x\r\n250 AUTH PLAIN\r\n235 welcome\r\n"),
            Hang,
        ],
        vec![
            Say(b"220 hi\r\n"),
            Hear("EHLO"),
            Say(offer),
            Hear("AUTH LOGIN"),
            Say(b"334 \xd3\xc3\xbb\xa7\r\n235 welcome\r\n"),
            Hang,
        ],
    ] {
        let (stream, played) = peer(script);
        let server = server(Tls::Implicit);
        let fault = Session::connect_over_secured(Box::new(stream), &server)
            .await
            .unwrap_err();
        assert!(fault.to_string().contains("out of turn"), "{fault}");
        assert!(!played.await.unwrap().contains("dHJhY2tA"));
    }
    // Asked in words nobody knows, the name and the password come in their order all the same.
    let odd = [
        Say(b"220 hi\r\n"),
        Hear("EHLO"),
        Say(offer),
        Hear("AUTH LOGIN"),
        Say(b"334\r\n"),
        Hear("dHJhY2tAdGVhbS5leGFtcGxl"),
        Say(b"334 \xc3\xdc\xc2\xeb\r\n"),
        Hear("Y2FuYXJ5"),
        Say(b"334 more\r\n"),
        Hang,
    ];
    let fault = connect(odd.to_vec()).await.unwrap_err();
    assert_eq!(
        fault.to_string(),
        "login: the answer makes no sense here: 334 more"
    );
    // After a refusal lettre would say QUIT and wait for the answer.
    let start = tokio::time::Instant::now();
    let refused = [
        Say(b"220 hi\r\n"),
        Hear("EHLO"),
        Say(offer),
        Hear("AUTH LOGIN"),
        Say(b"334 VXNlcm5hbWU6\r\n"),
        Hear("dHJhY2tAdGVhbS5leGFtcGxl"),
        Say(b"535 no\r\n"),
        Hang,
    ];
    let fault = connect(refused.to_vec()).await.unwrap_err();
    assert!(matches!(fault, Fault::Login { code: 535, .. }), "{fault}");
    assert!(start.elapsed().as_secs() < 2);
}
