//! The SMTP room against a real Postfix: both kinds of TLS, login, certificates, one refused recipient.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod rig;

use nudged::config::{Secret, Tls};
use nudged::model::Address;
use nudged::smtp::{Envelope, Fault, Outcome, Server, Session, Stage};
use rig::Rig;

const MAIL: &[u8] = b"From: track@test.example\r\nSubject: logo\r\nMessage-ID: <n.1@test.example>\r\n\r\n.first\r\n.\r\nlast\r\n";

fn server(rig: &Rig, tls: Tls) -> Server {
    Server {
        host: "localhost".to_owned(),
        port: if tls == Tls::Implicit {
            rig.ports().smtps
        } else {
            rig.ports().submission
        },
        tls,
        ca_file: Some(rig.ca()),
        user: Some("track@test.example".to_owned()),
        proof: Secret::new(rig::PASSWORD.to_owned()).into(),
        hello_name: "pm.test.example".to_owned(),
    }
}

fn envelope(recipients: &[&str]) -> Envelope {
    Envelope {
        sender: Address::parse("track@test.example").unwrap(),
        recipients: recipients
            .iter()
            .map(|r| Address::parse(r).unwrap())
            .collect(),
    }
}

#[tokio::test]
async fn mail_goes_out_by_postfix() {
    let Some(mut rig) = Rig::start(&["track", "bob@client.example"]) else {
        return;
    };
    for tls in [Tls::Implicit, Tls::Starttls] {
        let mut session = Session::connect(&server(&rig, tls)).await.unwrap();
        let to = envelope(&["bob@client.example", "nobody@client.example"]);
        let outcome = session.send(&to, MAIL, || Ok(())).await;
        let Outcome::Sent { text, refused } = outcome else {
            panic!("{outcome:?}")
        };
        assert!(text.starts_with("250 2.0.0 Ok: queued as"), "{text}");
        assert!(
            refused
                .iter()
                .all(|(who, why)| who.as_str() == "nobody@client.example"
                    && why.starts_with("550 5.1.1"))
        );
        assert_eq!(refused.len(), 1);
        let nobody = session
            .send(&envelope(&["nobody@client.example"]), MAIL, || Ok(()))
            .await;
        assert!(
            matches!(
                nobody,
                Outcome::Refused {
                    stage: Stage::Recipient,
                    code: 550,
                    ..
                }
            ),
            "{nobody:?}"
        );
        let again = session
            .send(&envelope(&["track+i1.x@test.example"]), MAIL, || Ok(()))
            .await;
        assert!(matches!(again, Outcome::Sent { .. }), "{again:?}");
        session.quit().await;
    }
    let mails = rig.wait_for_mails("bob@client.example", 2);
    assert!(
        mails
            .iter()
            .all(|mail| String::from_utf8_lossy(mail).ends_with("\n.first\n.\nlast\n"))
    );
    let own = rig.wait_for_mails("track", 2);
    let own = String::from_utf8_lossy(&own[0]).into_owned();
    assert!(
        own.contains("Delivered-To: track+i1.x@test.example"),
        "{own}"
    );

    let wrong = Server {
        proof: Secret::new("wrong".to_owned()).into(),
        ..server(&rig, Tls::Implicit)
    };
    let fault = Session::connect(&wrong).await.unwrap_err();
    assert!(matches!(fault, Fault::Login { code: 535, .. }), "{fault}");
    let stranger = Server {
        ca_file: None,
        ..server(&rig, Tls::Starttls)
    };
    let fault = Session::connect(&stranger).await.unwrap_err();
    assert!(
        matches!(fault, Fault::Unreachable(_)) && fault.needs_person(),
        "{fault}"
    );
    // No TLS on a TLS port and the other way round ends, and soon.
    let crossed = Server {
        port: rig.ports().smtp,
        ..server(&rig, Tls::Implicit)
    };
    assert!(matches!(
        Session::connect(&crossed).await.unwrap_err(),
        Fault::Unreachable(_)
    ));

    // A bounce from outside comes back as a real report.
    rig.outside(Some("550 5.1.1 no such user"));
    rig.submit(
        b"Subject: hello\n\nthere\n",
        "track+t7@test.example",
        &["gone@elsewhere.example"],
    );
    let bounce = rig.wait_for_mails("track", 3).pop().unwrap();
    assert!(String::from_utf8_lossy(&bounce).contains("report-type=delivery-status"));
    // A vacation by Sieve answers.
    rig.sieve(
        "bob@client.example",
        "require [\"vacation\"]; vacation \"away\";",
    );
    let mail = b"From: track@test.example\nTo: bob@client.example\nSubject: logo\nMessage-ID: <n.2@test.example>\n\nhello\n";
    rig.deliver(mail, "track@test.example", "bob@client.example");
    let reply = rig.wait_for_mails("track", 4).pop().unwrap();
    assert!(String::from_utf8_lossy(&reply).contains("Auto-Submitted: auto-replied"));
}
