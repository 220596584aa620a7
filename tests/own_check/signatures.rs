//! Signatures that hold, and all the ways in which they do not.

use nudged::model::AuthenticationResult;

use super::key::{Sign, edwards, sign, strong, weak};
use super::server::Server;
use super::{KEY, POLICY, REJECT, RELAYED, check, check_at, mail, now, shown, signed};

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
        mail(),
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
    let below = sign(mail(), ed, sub);
    assert_eq!(
        shown(&check(&server, &below).await),
        "pass: dkim pass d=mail.client.example s=s1"
    );
    let deep = mail().replace("bob@client", "bob@sales.client");
    let above = sign(&deep, strong().0, Sign::default());
    let verdict = check_at(&server, above.as_bytes(), "bob@sales.client.example", now()).await;
    assert_eq!(verdict.result, AuthenticationResult::Pass);

    // Oversigned: h= names From twice, so that none can be put in.
    let over = Sign {
        headers: &[
            "From",
            "From",
            "To",
            "Subject",
            "Subject",
            "Date",
            "Message-ID",
        ],
        ..Sign::default()
    };
    let over = sign(mail(), strong().0, over);
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
            format!("Received: from a by b; {}\r\n{good}", now().to_rfc2822()),
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
    let by = |how: Sign<'_>| sign(mail(), key(), how);
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
            mail().to_owned(),
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
        let verdict = check(&server, &format!("{RELAYED}{raw}")).await;
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
async fn a_small_key_is_refused() {
    let Some((key, record)) = weak() else {
        eprintln!("skipped: no openssl");
        return;
    };
    let server = Server::start();
    server.text(KEY, &record).text(POLICY, REJECT);
    let small = sign(mail(), key, Sign::default());
    let small = format!("{RELAYED}{small}");
    let verdict = check(&server, &small).await;
    assert_eq!(
        verdict.result,
        AuthenticationResult::Fail,
        "{}",
        shown(&verdict)
    );
}

#[tokio::test]
async fn a_thousand_signatures_cost_five_questions() {
    let server = Server::start();
    server.text(POLICY, REJECT);
    let signature = signed().replace(mail(), "");
    let mut raw = String::new();
    for n in 0..1000 {
        raw += &signature.replace("s=s1", &format!("s=x{n}"));
    }
    raw += mail();
    let verdict = check(&server, &format!("{RELAYED}{raw}")).await;
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
