//! Which signatures of a mail are looked at, and whether the verifier reads the mail as we do.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use mail_auth::common::crypto::Algorithm;
use mail_auth::dkim::Signature;
use mail_auth::{AuthenticatedMessage, DkimResult};

use super::SIGNATURES;
use crate::mail::Outline;
use crate::model::{Address, aligned};

/// Header fields a mail has once (RFC 5322 §3.6, RFC 2045). A second one is not covered by the signature,
/// and readers differ in which of them they show (RFC 6376 §8.15).
const ONCE: &[&str] = &[
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "date",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
];

/// Fields a signature must cover where the mail has them: with others of them an old mail is a new one.
const COVERED: &[(&str, &str)] = &[
    ("from", "From is not signed"),
    ("subject", "Subject is not signed"),
    ("date", "Date is not signed"),
    ("message-id", "Message-ID is not signed"),
];

/// Fields that many leave out (Microsoft 365 all of them); whoever relies on them must know.
const OPEN: &[&str] = &["to", "cc", "in-reply-to", "references"];

/// How long after its Date a signed mail may arrive, and how long before. Servers give up after five days.
const LATEST: TimeDelta = TimeDelta::days(7);
const EARLIEST: TimeDelta = TimeDelta::days(1);

/// Whether the mail does not have the field, or the signature covers it.
fn covers(signature: &Signature, outline: &Outline, name: &str) -> bool {
    !outline.names.iter().any(|n| n == name)
        || signature.h.iter().any(|h| h.eq_ignore_ascii_case(name))
}

/// Who signed.
pub(super) struct Signed {
    /// `d=`, lower case.
    pub(super) domain: String,
    /// `s=`.
    pub(super) selector: String,
    /// Which of [`OPEN`] the mail has and the signature does not cover.
    pub(super) open: Vec<&'static str>,
}

impl Signed {
    pub(super) fn of(signature: &Signature, outline: &Outline) -> Self {
        Self {
            domain: signature.d.to_ascii_lowercase(),
            selector: signature.s.clone(),
            open: OPEN
                .iter()
                .copied()
                .filter(|name| !covers(signature, outline, name))
                .collect(),
        }
    }

    /// The name of its key, absolute.
    pub(super) fn key(&self) -> String {
        format!("{}._domainkey.{}.", self.selector, self.domain)
    }

    /// Why it does not count, for people.
    pub(super) fn why(&self, words: &str) -> String {
        format!("dkim d={} s={}: {words}", self.domain, self.selector)
    }
}

/// The mail as it was signed: a Maildir keeps LF, what SMTP carried had CRLF (RFC 6376 §5.3).
pub(super) fn with_crlf(raw: &[u8]) -> Cow<'_, [u8]> {
    let bare = |(at, byte): (usize, &u8)| {
        *byte == b'\n' && at.checked_sub(1).and_then(|before| raw.get(before)) != Some(&b'\r')
    };
    let count = raw.iter().enumerate().filter(|&at| bare(at)).count();
    if count == 0 {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len() + count);
    for at in raw.iter().enumerate() {
        if bare(at) {
            out.push(b'\r');
        }
        out.push(*at.1);
    }
    Cow::Owned(out)
}

/// Whether the verifier sees the same header fields, the same body and the same From as `mail` does, and
/// nothing twice that is there once.
pub(super) fn reads_alike(
    message: &AuthenticatedMessage<'_>,
    outline: &Outline,
    from: &Address,
) -> Result<(), &'static str> {
    let same = outline.sound
        && outline.names.len() == message.headers.len()
        && outline.body == message.raw_body().len();
    if !same {
        return Err("its header block is malformed");
    }
    if message.froms() != [from.as_str()] {
        return Err("its From reads in two ways");
    }
    let twice = |name: &&str| outline.names.iter().filter(|n| n == name).count() > 1;
    if ONCE.iter().any(twice) {
        return Err("a header field is there twice");
    }
    Ok(())
}

/// Leaves in the message the signatures worth asking DNS for: of the From domain's organisation, over
/// [`COVERED`] and the whole body, in force, of these days, not by SHA-1 (RFC 8301). Returns why the others of that
/// organisation are not.
pub(super) fn choose(
    message: &mut AuthenticatedMessage<'_>,
    outline: &Outline,
    domain: &str,
    now: DateTime<Utc>,
) -> Vec<String> {
    let mut refused = Vec::new();
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    // Whoever was down reads late what came in time.
    let arrived = outline
        .received
        .map_or(now, |at| at.with_timezone(&Utc).min(now));
    let of_these_days = |at: DateTime<Utc>| {
        let age = arrived.signed_duration_since(at);
        age <= LATEST && age >= -EARLIEST
    };
    let stale = outline
        .date
        .is_none_or(|date| !of_these_days(date.with_timezone(&Utc)));
    // Signatures that cannot be read; among them all with `l=`: whatever is put behind the signed part
    // would pass as signed (RFC 6376 §8.2).
    for broken in message.errors.drain(..).take(SIGNATURES) {
        refused.push(format!("dkim: {}", broken.header));
    }
    let mut chosen = Vec::new();
    for mut header in message.dkim_headers.drain(..) {
        let signature = &mut header.header;
        let plain = signature.d.is_ascii() && signature.s.is_ascii();
        if !plain || !aligned(&signature.d.to_ascii_lowercase(), domain) {
            continue;
        }
        let left_out = COVERED
            .iter()
            .find(|(name, _)| !covers(signature, outline, name));
        let signed_at = i64::try_from(signature.t)
            .ok()
            .filter(|t| *t > 0)
            .and_then(|t| DateTime::from_timestamp(t, 0));
        let fault = if let Some((_, fault)) = left_out {
            Some(*fault)
        } else if stale || signed_at.is_some_and(|at| !of_these_days(at)) {
            Some("not of these days")
        } else if signature.x != 0 && (signature.x <= seconds || signature.x <= signature.t) {
            Some("expired")
        } else if signature.a == Algorithm::RsaSha1 {
            Some("signed by SHA-1")
        } else {
            None
        };
        if let Some(fault) = fault {
            if refused.len() < SIGNATURES {
                refused.push(Signed::of(signature, outline).why(fault));
            }
            continue;
        }
        // Judged above by the daemon's clock; reports (RFC 6651) and signing for others (RFC 6541) would
        // only cost look-ups.
        signature.x = 0;
        signature.r = false;
        signature.atps = None;
        chosen.push(header);
    }
    chosen.sort_by_key(|header| {
        let open = Signed::of(&header.header, outline).open.len();
        (!header.header.d.eq_ignore_ascii_case(domain), open)
    });
    if chosen.len() > SIGNATURES {
        refused.push(format!(
            "{} more signatures not looked at",
            chosen.len() - SIGNATURES
        ));
        chosen.truncate(SIGNATURES);
    }
    message.dkim_headers = chosen;
    refused
}

/// Why a signature does not hold, for people.
pub(super) fn words(result: &DkimResult) -> String {
    match result {
        DkimResult::Neutral(fault)
        | DkimResult::Fail(fault)
        | DkimResult::PermError(fault)
        | DkimResult::TempError(fault) => fault.to_string(),
        DkimResult::Pass | DkimResult::None => String::new(),
    }
}
