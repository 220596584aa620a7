//! DKIM and DMARC checked by the daemon itself, against a name server on loopback and keys made here.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and signatures carry the wall clock's time"
)]

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nudged::model::{Address, Authentication, AuthenticationResult};
use nudged::verify::{Dns, PATIENCE, Verifier};

#[path = "own_check/intake.rs"]
mod intake;
#[path = "own_check/key.rs"]
mod key;
#[path = "own_check/names.rs"]
mod names;
#[path = "own_check/policies.rs"]
mod policies;
#[path = "own_check/replays.rs"]
mod replays;
#[path = "own_check/server.rs"]
mod server;
#[path = "own_check/signatures.rs"]
mod signatures;

use key::{Sign, sign, strong};
use server::Server;

const KEY: &str = "s1._domainkey.client.example";
const POLICY: &str = "_dmarc.client.example";
const REJECT: &str = "v=DMARC1; p=reject";
/// What the last server wrote on top of a mail whose envelope sender was another's: SPF cannot have
/// vouched for it.
const RELAYED: &str = "Return-Path: <bounce@relay.example>\r\n";

/// A mail of today.
fn mail() -> &'static str {
    static MAIL: OnceLock<String> = OnceLock::new();
    MAIL.get_or_init(|| {
        let date = now().to_rfc2822();
        format!("From: Bob Ray <bob@client.example>\r\nTo: anna@agency.example\r\nSubject: Re: logo\r\nDate: {date}\r\nMessage-ID: <m1@client.example>\r\n\r\nHere is the logo.\r\n\r\nBob\r\n")
    })
}

fn now() -> DateTime<Utc> {
    Utc::now()
}

async fn check_at(server: &Server, raw: &[u8], from: &str, at: DateTime<Utc>) -> Authentication {
    let verifier = Verifier::new(Dns::at(vec![server.at]));
    let begun = Instant::now();
    let verdict = verifier
        .check(raw, &Address::parse(from).unwrap(), at)
        .await;
    assert!(begun.elapsed() < PATIENCE + Duration::from_secs(1));
    verdict
}

async fn check(server: &Server, raw: &str) -> Authentication {
    check_at(server, raw.as_bytes(), "bob@client.example", now()).await
}

/// `pass`, `fail` or `none`, and what is told.
fn shown(verdict: &Authentication) -> String {
    let result = match verdict.result {
        AuthenticationResult::Pass => "pass",
        AuthenticationResult::Fail => "fail",
        AuthenticationResult::None => "none",
    };
    format!("{result}: {}", verdict.own_check.as_deref().unwrap())
}

fn signed() -> String {
    sign(mail(), strong().0, Sign::default())
}
