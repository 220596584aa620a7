//! Who vouches for a mail where the provider wrote no verdict: DKIM (RFC 6376) and DMARC (RFC 7489) of
//! the raw bytes, by DNS. Run by `app` before a mail is taken in, outside any transaction; its verdict is
//! stored with the mail. `explain` and `replay` use headers only.
//!
//! What is answered:
//!
//! | verdict | when |
//! | --- | --- |
//! | `pass` | a signature of the From domain's organisation holds, is of these days, and covers From, Subject, Date and Message-ID |
//! | `fail` | none does, the domain's DMARC policy is quarantine or reject, and SPF cannot have vouched |
//! | `none` | none does, and the domain has no such policy, or SPF may have vouched; or it could not be checked |
//!
//! SPF is not looked up: after delivery nobody can say which address handed the mail in. But DMARC passes
//! by SPF alone too, so a missing signature is a failure only where the envelope's sender, as the last
//! server wrote it into Return-Path, is not of the From domain (RFC 7489 §3.1.2). `none` closes no more
//! than `fail` does, and waits for the owner's word instead of ending by itself; where the policy is such,
//! `unauthenticated = "accept"` does not change that ([`Authentication::is_unwanted`]).
//!
//! A signature says nothing about who sends a mail again, to whom, and as whose answer: To, Cc,
//! In-Reply-To and References that it leaves out are told in [`Authentication::unsigned`] (Microsoft 365
//! signs none of them), and what rests on them alone is asked about.
//!
//! Whatever DNS does, an
//! answer comes within [`PATIENCE`], and a mail that could not be checked is taken in as `none`, with the
//! reason in [`Authentication::own_check`]. It is not tried again later: such an answer is held and its
//! owner asked, which one word settles, while a verdict that changes behind a decision settles nothing.

use std::time::Duration;

use chrono::{DateTime, Utc};
use mail_auth::{AuthenticatedMessage, DkimResult};

use crate::mail;
use crate::model::{Address, Authentication, AuthenticationResult, aligned, organisational_domain};

mod desk;
mod dns;
mod key;
mod policy;
mod signature;

pub use desk::Desk;
pub use dns::Dns;

use dns::{Absent, Names};
use signature::Signed;

/// Longest wait for the verdict on one mail, all DNS together.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// Signatures of one mail that are looked at, those nearest to the From domain first.
const SIGNATURES: usize = 5;

/// Verifies mail by DNS. Cheap to ask again: names are remembered as long as their TTL says, see [`Dns`].
#[derive(Debug)]
pub struct Verifier {
    dns: Dns,
}

/// What was found out.
enum Found {
    /// A signature holds.
    Pass(Signed),
    /// None does, and the domain forbids that; what is wrong.
    Fail(String),
    /// None does, and the domain forbids that, but SPF may have vouched; why.
    Open(String),
    /// Neither; why.
    Nothing(String),
    /// DNS kept it from being found out; why.
    Unknown(String),
}

impl Verifier {
    /// A verifier that asks these servers.
    #[must_use]
    pub fn new(dns: Dns) -> Self {
        Self { dns }
    }

    /// The verdict on a mail as received, which says it is from `from`. Expiry is judged at `now`.
    pub async fn check(&self, raw: &[u8], from: &Address, now: DateTime<Utc>) -> Authentication {
        let zone = organisational_domain(from.domain());
        let names = match self.dns.names(&zone, now) {
            Ok(names) => names,
            Err(why) => return unchecked(&why),
        };
        let begun = tokio::time::Instant::now();
        let found = match tokio::time::timeout(PATIENCE, verdict(&names, raw, from, now)).await {
            Ok(found) => found,
            Err(_) => Found::Unknown("DNS did not answer in time".to_owned()),
        };
        match &found {
            Found::Unknown(_) if begun.elapsed() >= dns::ANSWER => {
                let alive = names.alive().await;
                self.dns.silent(&zone, alive, now);
            }
            _ => self.dns.answered(&zone),
        }
        told(found, from)
    }
}

/// The verdict on a mail that cannot be checked, and why.
#[must_use]
pub fn unchecked(why: &str) -> Authentication {
    Authentication {
        own_check: Some(format!("could not be checked: {why}")),
        ..Authentication::default()
    }
}

fn told(found: Found, from: &Address) -> Authentication {
    let mut unsigned = Vec::new();
    let (result, method, domain, words) = match found {
        Found::Pass(signed) => {
            let words = format!("dkim pass d={} s={}", signed.domain, signed.selector);
            unsigned.extend(signed.open.iter().map(|&name| name.to_owned()));
            (
                AuthenticationResult::Pass,
                Some("dkim"),
                Some(signed.domain),
                words,
            )
        }
        Found::Fail(why) => {
            let domain = from.domain().to_owned();
            let words = format!("dmarc fail: {why}");
            (
                AuthenticationResult::Fail,
                Some("dmarc"),
                Some(domain),
                words,
            )
        }
        Found::Open(why) => {
            let domain = from.domain().to_owned();
            (AuthenticationResult::None, Some("dmarc"), Some(domain), why)
        }
        Found::Nothing(why) => (AuthenticationResult::None, None, None, why),
        Found::Unknown(why) => return unchecked(&why),
    };
    Authentication {
        result,
        method: method.map(str::to_owned),
        domain,
        own_check: Some(words),
        unsigned,
    }
}

async fn verdict(names: &Names, raw: &[u8], from: &Address, now: DateTime<Utc>) -> Found {
    if raw.len() > mail::limits::RAW_BYTES {
        return Found::Unknown("the mail is too large".to_owned());
    }
    let raw = signature::with_crlf(raw);
    let Some(mut message) = AuthenticatedMessage::parse(&raw) else {
        return Found::Unknown("no header block".to_owned());
    };
    let outline = mail::outline(&raw);
    if let Err(why) = signature::reads_alike(&message, &outline, from) {
        // What one reader verifies and another reads are two mails.
        return Found::Nothing(why.to_owned());
    }
    let mut tried = signature::choose(&mut message, &outline, from.domain(), now);
    let mut unsure = None;
    let mut near = None;
    if !message.dkim_headers.is_empty() {
        for output in names.verify(&message).await {
            let Some(signed) = output.signature().map(|s| Signed::of(s, &outline)) else {
                continue;
            };
            match output.result() {
                DkimResult::Pass => match key::fits(names, &signed).await {
                    Ok(()) if signed.domain == from.domain() => {
                        return Found::Pass(signed);
                    }
                    Ok(()) => near = near.or(Some(signed)),
                    Err(Absent::Unknown(why)) => unsure = Some(why),
                    Err(Absent::Not(why)) => tried.push(signed.why(&why)),
                },
                DkimResult::TempError(fault) => unsure = Some(fault.to_string()),
                other => tried.push(signed.why(&signature::words(other))),
            }
        }
    }
    let policy = match policy::of(names, from.domain()).await {
        Ok(policy) => policy,
        Err(why) => return Found::Unknown(why),
    };
    if let Some(signed) = near {
        if !policy.strict {
            return Found::Pass(signed);
        }
        tried.push(signed.why("the domain wants its very own"));
    }
    if let Some(why) = unsure {
        return Found::Unknown(why);
    }
    let tried = match tried.is_empty() {
        true => format!("no signature of {}", from.domain()),
        false => tried.join(", "),
    };
    let spf = |strict: bool| match &outline.return_domain {
        Some(domain) if strict => domain == from.domain(),
        Some(domain) => aligned(domain, from.domain()),
        None => true,
    };
    match policy.enforced {
        Some(word) if spf(policy.strict_spf) => Found::Open(format!(
            "{} says {word}, SPF may have vouched; {tried}",
            from.domain()
        )),
        Some(word) => Found::Fail(format!("{} says {word}; {tried}", from.domain())),
        None => Found::Nothing(tried),
    }
}
