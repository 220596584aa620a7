//! Login by an access token.

use std::sync::{Arc, Mutex};

use super::peer::{account, serve};
use nudged::mailbox::imap::Session;
use nudged::mailbox::{Account, MailboxFault, Proof, Retry, Secret};
use nudged::net::{TokenFault, TokenWait, Tokens};

/// One token, or none; and those the server refused.
#[derive(Debug, Default)]
struct Held {
    fault: Option<TokenFault>,
    refused: Mutex<Vec<String>>,
}

impl Tokens for Held {
    fn token(&self) -> TokenWait<'_> {
        let token = match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(Secret::new("canary-token")),
        };
        Box::pin(std::future::ready(token))
    }

    fn refused(&self, token: &Secret) {
        self.refused.lock().unwrap().push(token.expose().to_owned());
    }
}

/// `user=track@agency.example^Aauth=Bearer canary-token^A^A`
const SAID: &str = "dXNlcj10cmFja0BhZ2VuY3kuZXhhbXBsZQFhdXRoPUJlYXJlciBjYW5hcnktdG9rZW4BAQ==";

/// What came of a login that the server answers so; `TAG` stands for the command's tag.
async fn login(
    capabilities: &'static str,
    steps: &'static [&'static str],
) -> (Result<(), MailboxFault>, Vec<String>, Vec<String>) {
    let held = Arc::new(Held::default());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let (stream, peer) = serve(move |mut peer| async move {
        peer.say("* OK ready\r\n").await;
        let capabilities = format!("* CAPABILITY IMAP4rev1 {capabilities}\r\n");
        peer.ok("CAPABILITY", &capabilities).await;
        let Some((tag, text)) = peer.hear().await else {
            return;
        };
        told.lock().unwrap().push(text);
        for step in steps {
            peer.say(&step.replace("TAG", &tag)).await;
            if step.starts_with('+') {
                let line = peer.hear().await.map(|(first, _)| first);
                told.lock().unwrap().extend(line);
            }
        }
        if steps.last().is_some_and(|last| last.contains("TAG OK")) {
            peer.ok("CAPABILITY", &capabilities).await;
            peer.ok("LIST", "").await;
        }
    });
    let tokens: Arc<dyn Tokens> = held.clone();
    let account = Account {
        proof: Proof::Token(tokens),
        ..account()
    };
    let ended = Session::connect_stream(stream, &account).await.map(drop);
    let refused = held.refused.lock().unwrap().clone();
    peer.await.unwrap();
    let heard = heard.lock().unwrap().clone();
    (ended, heard, refused)
}

#[tokio::test(start_paused = true)]
async fn a_token_goes_in_when_it_is_asked_for_and_a_refusal_in_two_steps_is_heard_to_its_end() {
    let able = "AUTH=PLAIN AUTH=XOAUTH2 SASL-IR";
    let (ended, heard, refused) = login(able, &["+ \r\n", "TAG OK in\r\n"]).await;
    ended.unwrap();
    assert_eq!(heard, ["AUTHENTICATE XOAUTH2", SAID]);
    assert!(refused.is_empty());
    // {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}
    let steps = &[
        "+ \r\n",
        "+ eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\r\n",
        "TAG NO [AUTHENTICATIONFAILED] Invalid credentials canary-token (Failure)\r\n",
    ];
    let (ended, heard, refused) = login(able, steps).await;
    let fault = ended.unwrap_err();
    assert!(
        matches!(fault, MailboxFault::TokenRefused { .. }),
        "{fault}"
    );
    assert_eq!(fault.retry(), Retry::Rarely);
    let said = fault.to_string();
    assert!(!said.contains("canary"), "{said}");
    assert_eq!(heard[2], "", "the empty line that ends it");
    assert_eq!(refused, ["canary-token"]);
    let busy = &["+ \r\n", "TAG NO [UNAVAILABLE] try later\r\n"];
    let (ended, _, refused) = login(able, busy).await;
    assert_eq!(ended.unwrap_err().retry(), Retry::Soon);
    assert!(refused.is_empty(), "an outage says nothing of the token");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_knows_no_tokens_is_told_none() {
    let (ended, heard, _) = login("AUTH=PLAIN", &[]).await;
    let fault = ended.unwrap_err();
    assert!(fault.to_string().contains("PLAIN"), "{fault}");
    assert_eq!(fault.retry(), Retry::Rarely);
    assert!(heard.is_empty(), "{heard:?}");
    // Nor is one asked for ever: every `+` more is nonsense.
    let steps = &["+ \r\n", "+ e30=\r\n", "+ e30=\r\n"];
    let (ended, _, _) = login("AUTH=XOAUTH2", steps).await;
    assert!(matches!(ended, Err(MailboxFault::Protocol { .. })));
}

#[tokio::test(start_paused = true)]
async fn without_a_token_no_server_is_spoken_to() {
    for (fault, retry) in [
        (
            TokenFault::Denied {
                denial: nudged::net::Denial::Consent("x".to_owned()),
                text: "y".to_owned(),
            },
            Retry::Rarely,
        ),
        (
            TokenFault::Later {
                text: "y".to_owned(),
            },
            Retry::Soon,
        ),
    ] {
        let held = Held {
            fault: Some(fault),
            ..Held::default()
        };
        let account = Account {
            proof: Proof::Token(Arc::new(held)),
            ..account()
        };
        let (stream, _peer) = tokio::io::duplex(64);
        let fault = Session::connect_stream(stream, &account).await.unwrap_err();
        assert!(matches!(fault, MailboxFault::Token(_)), "{fault}");
        assert_eq!(fault.retry(), retry);
    }
}
