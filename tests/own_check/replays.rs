//! A signature vouches for what it covers, and not for ever: old mail is sent again, with another thread,
//! another subject, to somebody else.

use chrono::Duration;
use nudged::model::AuthenticationResult;

use super::key::{Sign, sign, strong};
use super::server::Server;
use super::{KEY, check_at, mail, now, shown};

const BOB: &str = "bob@client.example";

fn signed(headers: &[&str], raw: &str) -> String {
    let how = Sign {
        headers,
        ..Sign::default()
    };
    sign(raw, strong().0, how)
}

#[tokio::test]
async fn what_is_not_signed_proves_nothing() {
    let server = Server::start();
    server.text(KEY, strong().1);
    for (left_out, words) in [
        ("Subject", "Subject is not signed"),
        ("Date", "Date is not signed"),
        ("Message-ID", "Message-ID is not signed"),
    ] {
        let headers: Vec<&str> = ["From", "To", "Subject", "Date", "Message-ID"]
            .into_iter()
            .filter(|name| *name != left_out)
            .collect();
        let raw = signed(&headers, mail());
        let verdict = check_at(&server, raw.as_bytes(), BOB, now()).await;
        assert_eq!(verdict.result, AuthenticationResult::None, "{left_out}");
        assert!(shown(&verdict).contains(words), "{}", shown(&verdict));
    }
    // One that was not there when it was signed.
    let bare = mail().replace("Subject: Re: logo\r\n", "");
    let raw = signed(&["From", "To", "Date", "Message-ID"], &bare);
    let verdict = check_at(&server, raw.as_bytes(), BOB, now()).await;
    assert_eq!(verdict.result, AuthenticationResult::Pass);
    let raw = format!("Subject: Re: invoice 7\r\n{raw}");
    let verdict = check_at(&server, raw.as_bytes(), BOB, now()).await;
    assert_eq!(verdict.result, AuthenticationResult::None);
}

#[tokio::test]
async fn a_thread_or_recipient_that_is_not_signed_is_told() {
    let server = Server::start();
    server.text(KEY, strong().1);
    let all = ["From", "To", "Subject", "Date", "Message-ID"];
    for (added, headers, open) in [
        ("", &all[..], &[][..]),
        (
            "In-Reply-To: <x@agency.example>\r\n",
            &all,
            &["in-reply-to"],
        ),
        (
            "Cc: eve@evil.example\r\nReferences: <x@agency.example>\r\n",
            &all,
            &["cc", "references"],
        ),
        ("", &["From", "Subject", "Date", "Message-ID"], &["to"]),
    ] {
        let raw = format!("{added}{}", signed(headers, mail()));
        let verdict = check_at(&server, raw.as_bytes(), BOB, now()).await;
        assert_eq!(
            verdict.result,
            AuthenticationResult::Pass,
            "{added}: {}",
            shown(&verdict)
        );
        assert_eq!(verdict.unsigned, open, "{added}");
    }
}

#[tokio::test]
async fn old_mail_sent_again_proves_nothing() {
    let server = Server::start();
    server.text(KEY, strong().1);
    let raw = signed(&["From", "To", "Subject", "Date", "Message-ID"], mail());
    let (today, later) = (now(), now() + Duration::days(8));
    let trace = |at: chrono::DateTime<chrono::Utc>| {
        let at = at.to_rfc2822();
        format!("Received: from a by mx.agency.example; {at}\r\n{raw}")
    };
    for (what, raw, at, want) in [
        ("new", raw.clone(), today, AuthenticationResult::Pass),
        (
            "a few days on the way",
            raw.clone(),
            today + Duration::days(6),
            AuthenticationResult::Pass,
        ),
        ("old", raw.clone(), later, AuthenticationResult::None),
        (
            "old, arrived then",
            trace(later),
            later,
            AuthenticationResult::None,
        ),
        ("read late", trace(today), later, AuthenticationResult::Pass),
        (
            "of the day after tomorrow",
            raw.clone(),
            today - Duration::days(2),
            AuthenticationResult::None,
        ),
    ] {
        let verdict = check_at(&server, raw.as_bytes(), BOB, at).await;
        assert_eq!(verdict.result, want, "{what}: {}", shown(&verdict));
    }
}
