//! A server that follows a script, over `tokio::io::duplex`, and what both SMTP tests share.
#![allow(dead_code, reason = "each test uses its own part")]
#![allow(
    clippy::unwrap_used,
    reason = "a script that cannot go on fails its test"
)]

use nudged::config::{Secret, Tls};
use nudged::model::Address;
use nudged::smtp::{Envelope, Server, Session};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::task::JoinHandle;

/// What the server does next; at the end of its script it hangs up.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Sends these lines as one write.
    Say(&'static [u8]),
    /// Reads a line that begins so.
    Hear(&'static str),
    /// Reads so many bytes.
    Take(usize),
    /// Reads up to and with the final dot.
    Body,
    /// Takes so many seconds.
    Wait(u64),
    /// Says nothing more and keeps the line open.
    Hang,
    /// Does not even read any more.
    Stall,
}
pub(crate) use Step::{Body, Hang, Hear, Say, Stall, Take, Wait};

/// Plays the script; what it heard.
pub(crate) fn peer(script: Vec<Step>) -> (DuplexStream, JoinHandle<String>) {
    let (ours, theirs) = duplex(1 << 16);
    let played = tokio::spawn(async move {
        let mut stream = BufReader::new(theirs);
        let mut heard = Vec::new();
        for step in script {
            match step {
                Say(bytes) => {
                    let _ = stream.write_all(bytes).await;
                }
                Hear(start) => {
                    let mut line = String::new();
                    stream.read_line(&mut line).await.unwrap();
                    assert!(line.starts_with(start), "{line:?} instead of {start:?}");
                    heard.extend(line.as_bytes());
                }
                Take(count) => {
                    let mut bytes = vec![0; count];
                    stream.read_exact(&mut bytes).await.unwrap();
                    heard.extend(bytes);
                }
                Body => {
                    while !heard.ends_with(b"\r\n.\r\n") {
                        if stream.read_until(b'\n', &mut heard).await.unwrap() == 0 {
                            break;
                        }
                    }
                }
                Wait(seconds) => tokio::time::sleep(std::time::Duration::from_secs(seconds)).await,
                Hang => {
                    let mut rest = Vec::new();
                    let _ = stream.read_to_end(&mut rest).await;
                    heard.extend(rest);
                }
                Stall => std::future::pending().await,
            }
        }
        String::from_utf8_lossy(&heard).into_owned()
    });
    (ours, played)
}

/// Up to the login.
pub(crate) fn opening() -> Vec<Step> {
    vec![
        Say(b"220 mx.test.example ESMTP\r\n"),
        Hear("EHLO pm.team.example"),
        Say(b"250-mx.test.example\r\n250-SIZE 100000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n"),
        Hear("AUTH PLAIN "),
        Say(b"235 2.7.0 welcome\r\n"),
    ]
}

pub(crate) fn with(mut script: Vec<Step>, more: &[Step]) -> Vec<Step> {
    script.extend_from_slice(more);
    script
}

pub(crate) fn server(tls: Tls) -> Server {
    Server {
        host: "localhost".to_owned(),
        port: 465,
        tls,
        ca_file: None,
        user: Some("track@team.example".to_owned()),
        proof: Secret::new("canary".to_owned()).into(),
        hello_name: "pm.team.example".to_owned(),
    }
}

pub(crate) fn envelope(recipients: &[&str]) -> Envelope {
    Envelope {
        sender: Address::parse("track@team.example").unwrap(),
        recipients: recipients
            .iter()
            .map(|r| Address::parse(r).unwrap())
            .collect(),
    }
}

/// A session with a scripted server that lets us in, and what the server heard at the end.
pub(crate) async fn session(script: Vec<Step>) -> (Session, JoinHandle<String>) {
    let (stream, played) = peer(script);
    let server = server(Tls::Implicit);
    let session = Session::connect_over_secured(Box::new(stream), &server).await;
    (session.unwrap(), played)
}
