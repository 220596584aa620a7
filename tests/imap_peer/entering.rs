//! Greeting, STARTTLS, login and folders.

use super::peer::{account, fetch, serve};
use nudged::mailbox::imap::Session;
use nudged::mailbox::{Account, MailboxFault, Retry, Secret, Special, TlsMode};
use tokio::io::AsyncReadExt;

async fn refused(answer: &'static str) -> MailboxFault {
    let (stream, peer) = serve(move |mut peer| async move {
        peer.say("* OK ready\r\n").await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let (tag, _) = peer.expect("LOGIN").await;
        peer.say(&answer.replace("TAG", &tag)).await;
    });
    let fault = Session::connect_stream(stream, &account())
        .await
        .unwrap_err();
    peer.await.unwrap();
    fault
}

#[tokio::test(start_paused = true)]
async fn a_wrong_password_is_no_outage() {
    let fault = refused("TAG NO [AUTHENTICATIONFAILED] wrong\r\n").await;
    assert!(
        matches!(fault, MailboxFault::Auth { .. }) && fault.retry() == Retry::Rarely,
        "{fault}"
    );
    let fault = refused("TAG NO [UNAVAILABLE] database down\r\n").await;
    assert!(
        matches!(fault, MailboxFault::Unavailable { .. }) && fault.retry() == Retry::Soon,
        "{fault}"
    );
    let fault = refused("* BYE overloaded\r\n").await;
    assert!(
        matches!(fault, MailboxFault::Bye { .. }) && fault.retry() == Retry::Soon,
        "{fault}"
    );
    let fault = refused("").await;
    assert!(
        matches!(fault, MailboxFault::Lost { .. }) && fault.retry() == Retry::Soon,
        "{fault}"
    );
    assert!(!format!("{:?}", account()).contains("pa\"ss"));
}

#[tokio::test(start_paused = true)]
async fn netease_gets_its_id_and_its_refusal_is_explained() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.say("* OK Coremail System IMap Server Ready\r\n").await;
        peer.ok(
            "CAPABILITY",
            "* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE ID SASL-IR\r\n",
        )
        .await;
        peer.ok("LOGIN", "").await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1 XLIST SPECIAL-USE\r\n")
            .await;
        assert!(
            peer.ok("ID (\"name\" \"nudged\" \"version\" ", "* ID NIL\r\n")
                .await
                .ends_with("\")")
        );
        peer.ok(
            "LIST",
            "* LIST () \"/\" \"INBOX\"\r\n* LIST (\\Junk) \"/\" \"&V4NXPpCuTvY-\"\r\n",
        )
        .await;
        let (tag, _) = peer.expect("EXAMINE").await;
        peer.say(&format!(
            "{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help\r\n"
        ))
        .await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    let names: Vec<_> = session
        .folders()
        .iter()
        .map(|folder| (folder.name.as_str(), folder.special))
        .collect();
    assert_eq!(
        names,
        [("INBOX", Special::Inbox), ("垃圾邮件", Special::Junk)]
    );
    let fault = fetch(&mut session, None).await.end.unwrap_err();
    assert!(
        matches!(fault, MailboxFault::UnsafeLogin { .. })
            && fault.to_string().contains("kefu@188.com"),
        "{fault}"
    );
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_password_in_chinese_goes_as_a_literal_and_logindisabled_means_authenticate() {
    let chinese = Account {
        proof: Secret::new("密码").into(),
        ..account()
    };
    let (stream, peer) = serve(|mut peer| async move {
        peer.say("* OK ready\r\n").await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        let (tag, text) = peer.expect("LOGIN").await;
        assert_eq!(text, "LOGIN {20}");
        peer.say("+ go on\r\n").await;
        assert_eq!(
            peer.hear().await.unwrap(),
            ("track@agency.example".to_owned(), "{6}".to_owned())
        );
        peer.say("+ go on\r\n").await;
        assert_eq!(peer.hear().await.unwrap().0, "密码");
        peer.say(&format!("{tag} OK [CAPABILITY IMAP4rev1] in\r\n"))
            .await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        peer.ok("LIST", "").await;
    });
    let session = Session::connect_stream(stream, &chinese).await.unwrap();
    assert_eq!(session.folders()[0].name, "INBOX");
    peer.await.unwrap();
    let (stream, peer) = serve(|mut peer| async move {
        peer.say("* OK ready\r\n").await;
        peer.ok(
            "CAPABILITY",
            "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN SASL-IR\r\n",
        )
        .await;
        let (tag, text) = peer.expect("AUTHENTICATE").await;
        assert_eq!(
            text, "AUTHENTICATE PLAIN",
            "no initial response: Coremail lies about SASL-IR"
        );
        peer.say("+ \r\n").await;
        assert_eq!(
            peer.hear().await.unwrap().0,
            "AHRyYWNrQGFnZW5jeS5leGFtcGxlAHBhInNz"
        );
        peer.say(&format!("{tag} OK in\r\n")).await;
        peer.ok("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n").await;
        peer.ok("LIST", "").await;
    });
    Session::connect_stream(stream, &account()).await.unwrap();
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_missing_folder_is_named_with_those_that_are_there() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
    });
    let account = Account {
        folders: vec!["inbox".into(), "Clients".into()],
        ..account()
    };
    let fault = Session::connect_stream(stream, &account).await.unwrap_err();
    assert_eq!(
        fault.to_string(),
        "there is no folder \"Clients\"; `folders` may name: INBOX"
    );
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn alerts_are_kept_for_people() {
    let (stream, peer) = serve(|mut peer| async move {
        peer.log_in("").await;
        let (tag, _) = peer.expect("EXAMINE").await;
        peer.say(&format!(
            "* OK [ALERT]密码即将过期\r\n* NO [OVERQUOTA] 95% of the room is taken\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 1]\r\n{tag} OK\r\n"
        ))
        .await;
    });
    let mut session = Session::connect_stream(stream, &account()).await.unwrap();
    fetch(&mut session, None).await.end.unwrap();
    // What it warns of keeps nothing from being read.
    assert_eq!(
        session.take_alerts(),
        ["ALERT: 密码即将过期", "OVERQUOTA: 95% of the room is taken"]
    );
    assert!(session.take_alerts().is_empty());
    peer.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn starttls_taken_out_or_spoken_into_sends_no_password() {
    let cases = [
        (
            "* OK ready\r\n",
            "N0 BAD what is STARTTLS\r\n",
            "no STARTTLS",
        ),
        ("* OK ready\r\n", "N0 NO not here\r\n", "no STARTTLS"),
        ("* PREAUTH come in\r\n", "", "no STARTTLS"),
        (
            "* OK ready\r\n",
            "N0 OK go\r\n* CAPABILITY IMAP4rev1 ID\r\n",
            "slipped in",
        ),
        ("* OK ready\r\n", "N0 OK go\r\nx", "slipped in"),
        ("* OK ready\r\nN0 OK go\r\nN1 OK in\r\n", "", "slipped in"),
    ];
    for (greeting, answer, wanted) in cases {
        let (stream, peer) = serve(move |mut peer| async move {
            peer.say(greeting).await;
            if let Some((_, text)) = peer.hear().await {
                assert_eq!(text, "STARTTLS");
                peer.say(answer).await;
            }
            let mut rest = Vec::new();
            let _ = peer.line.read_to_end(&mut rest).await;
            assert!(rest.is_empty(), "the client said more: {rest:?}");
        });
        let account = Account {
            tls: TlsMode::Starttls,
            port: 143,
            ..account()
        };
        let fault = Session::connect_starttls(stream, &account)
            .await
            .unwrap_err();
        assert!(
            fault.to_string().contains(wanted) && fault.retry() == Retry::Rarely,
            "{answer:?}: {fault}"
        );
        assert!(fault.to_string().contains("993"), "{fault}");
        peer.await.unwrap();
    }
}
