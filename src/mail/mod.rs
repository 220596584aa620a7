//! Bytes to [`Mail`] and drafts to bytes: the only user of mail-parser. One small file per mail fact.

use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use crate::model::{Address, Mail, MessageId, Unreadable};

mod absence;
mod any_of;
mod authentication;
mod automatic;
mod bounce;
mod charset;
pub mod draft;
mod headers;
mod html;
pub mod limits;
mod mailboxes;
mod message_id;
mod parts;
pub mod quoting;
mod received;
mod sanitise;
mod sender;
mod subject;
mod transfer;

pub use authentication::{authenticate, is_judged, judge_named};
pub use bounce::{is_mail_system, refused};
pub use subject::base_subject;

use headers::Headers;

/// Reads a raw mail. Never panics; limits on size, depth, parts, references and text are stated in
/// `mail::limits` and what they cut is told in [`Mail::cut`].
///
/// # Errors
/// [`Unreadable`] if there is no header block at all.
pub fn parse(raw: &[u8]) -> Result<Mail, Unreadable> {
    read(raw, limits::ENCLOSED_DEPTH)
}

fn read(raw: &[u8], depth: usize) -> Result<Mail, Unreadable> {
    let whole = raw;
    let raw = raw.trim_ascii_start_of_lines();
    let mut cut = Vec::new();
    let (headers, body) = Headers::read(raw);
    if headers.is_empty() {
        return Err(Unreadable {
            why: if raw.is_empty() {
                "empty".to_owned()
            } else {
                "no header block".to_owned()
            },
        });
    }
    let body = if whole.len() > limits::RAW_BYTES {
        cut.push("size".to_owned());
        &[]
    } else {
        body
    };
    let hash = headers.fingerprint(body);
    let found = message_id::of(&headers);
    let sender = sender::read(&headers);
    let subject = headers.line("subject").unwrap_or_default();
    let (references, many) = message_id::references(&headers);
    if many {
        cut.push("references".to_owned());
    }
    let mut contents = parts::Contents::read(&headers, body);
    let text = contents.body(&subject);
    cut.append(&mut contents.cut);
    if text.cut && !cut.iter().any(|c| c == "text") {
        cut.push("text".to_owned());
    }
    let block = raw
        .get(..raw.len() - body.len().min(raw.len()))
        .unwrap_or_default();
    if block.len() > limits::HEADER_BYTES_READ || headers.is_cut() {
        cut.push("headers".to_owned());
    }
    let block = block
        .get(..block.len().min(limits::HEADER_BYTES))
        .unwrap_or_default();
    let people = |name: &str| {
        headers
            .all(name)
            .flat_map(mailboxes::people)
            .take(limits::PEOPLE)
            .collect::<Vec<_>>()
    };
    let mut mail = Mail {
        synthetic_id: found.is_none(),
        message_id: Some(found.unwrap_or_else(|| MessageId::new(&format!("{hash}@no-id.invalid")))),
        date: headers.raw("date").and_then(received::date),
        received: received::received(&headers),
        from: sender.person,
        from_fault: sender.fault,
        from_shown: sender.shown,
        sender: headers
            .raw("sender")
            .map(mailboxes::people)
            .filter(|p| p.len() == 1)
            .and_then(|p| p.into_iter().next()),
        reply_to: people("reply-to"),
        to: people("to"),
        cc: people("cc"),
        delivered_to: received::delivered_to(&headers),
        return_path: headers
            .line("return-path")
            .map(|path| path.trim_matches(['<', '>', ' ']).to_lowercase()),
        base_subject: subject::base_subject(&subject),
        in_reply_to: message_id::in_reply_to(&headers),
        references,
        authentication_results: headers
            .all("authentication-results")
            .take(20)
            .map(sanitise::structured)
            .collect(),
        received_by: received::hops(&headers),
        nudged_id: headers.line("x-nudged-id").filter(|id| !id.is_empty()),
        auto_submitted: headers
            .line("auto-submitted")
            .map(|v| {
                v.split([';', ' ', '('])
                    .next()
                    .unwrap_or_default()
                    .to_lowercase()
            })
            .filter(|v| !v.is_empty()),
        through_list: automatic::list_sign(&headers).is_some(),
        automatic: None,
        text: text.text,
        html_text: text.html_text,
        parts_disagree: text.disagree,
        attachments: std::mem::take(&mut contents.attachments),
        enclosed: Vec::new(),
        cut,
        headers: sanitise::text(&charset::decode(block, None)),
        size: whole.len(),
        subject,
        hash,
    };
    mail.automatic = automatic::classify(&headers, &mail, &contents);
    let returned = mail.automatic.as_ref().is_some_and(|a| {
        matches!(
            a.kind,
            crate::model::AutomaticKind::Bounce | crate::model::AutomaticKind::Delay
        )
    });
    if !returned {
        if depth > 0 {
            mail.enclosed = contents
                .enclosed
                .iter()
                .filter_map(|raw| read(raw, depth - 1).ok())
                .collect();
        } else if !contents.enclosed.is_empty() {
            mail.cut.push("enclosed mails".to_owned());
        }
        // What is missing inside is missing from the whole.
        let inner = mail.enclosed.iter().flat_map(|inner| inner.cut.clone());
        for what in inner.collect::<Vec<_>>() {
            if !mail.cut.contains(&what) {
                mail.cut.push(what);
            }
        }
    }
    Ok(mail)
}

/// A text somebody pasted, as the plain body of a mail without headers; `now` is its time, which
/// only the end of an absence counts from.
#[must_use]
pub fn bare(text: &str, subject: &str, now: DateTime<FixedOffset>) -> Mail {
    let kept = limits::prefix(text, limits::TEXT_BYTES);
    let subject = sanitise::line(subject);
    let mut mail = Mail {
        base_subject: subject::base_subject(&subject),
        subject,
        text: sanitise::text(kept),
        date: Some(now),
        ..Mail::default()
    };
    if kept.len() < text.len() {
        mail.cut.push("text".to_owned());
    }
    mail.automatic = automatic::classify(&Headers::default(), &mail, &parts::Contents::default());
    mail.date = None;
    mail
}

/// Mails saved by hand begin with empty lines; a header block cannot.
trait LeadingLines {
    fn trim_ascii_start_of_lines(&self) -> &[u8];
}

impl LeadingLines for [u8] {
    fn trim_ascii_start_of_lines(&self) -> &[u8] {
        let mut rest = self.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self);
        while let Some(tail) = rest
            .strip_prefix(b"\n")
            .or_else(|| rest.strip_prefix(b"\r\n"))
        {
            rest = tail;
        }
        rest
    }
}

/// SHA-256 of raw bytes, hex: how identical mails are known.
#[must_use]
pub fn hash(raw: &[u8]) -> String {
    format!("{:x}", Sha256::digest(raw))
}

/// How a mail is laid out: what a verifier of signatures must have seen alike.
#[derive(Debug)]
pub(crate) struct Outline {
    /// Names of the header fields, top first, lower case.
    pub(crate) names: Vec<String>,
    /// Length of the body, bytes.
    pub(crate) body: usize,
    /// No field is malformed, and nothing stands where a field should.
    pub(crate) sound: bool,
    /// `Date`.
    pub(crate) date: Option<DateTime<FixedOffset>>,
    /// Date of the topmost `Received`: the last server's.
    pub(crate) received: Option<DateTime<FixedOffset>>,
    /// Domain of the topmost `Return-Path`, lower case: what the last server wrote down as the envelope's
    /// sender (RFC 5321 §4.4).
    pub(crate) return_domain: Option<String>,
}

/// Lays a mail out.
pub(crate) fn outline(raw: &[u8]) -> Outline {
    let (headers, body) = Headers::read(raw);
    Outline {
        sound: !headers.starts_folded && headers.fields.iter().all(|f| !f.odd_name),
        date: headers.raw("date").and_then(received::date),
        received: received::received(&headers),
        return_domain: headers.line("return-path").and_then(|path| {
            let path = path.trim_matches(['<', '>', ' ']);
            Address::parse(path).ok().map(|a| a.domain().to_owned())
        }),
        names: headers.fields.into_iter().map(|f| f.name).collect(),
        body: body.len(),
    }
}

/// When a mail arrived by its own word: the topmost `Received` date, else `Date`.
#[must_use]
pub fn arrival(raw: &[u8]) -> Option<DateTime<FixedOffset>> {
    let (headers, _) = Headers::read(raw.trim_ascii_start_of_lines());
    received::received(&headers).or_else(|| headers.raw("date").and_then(received::date))
}

#[cfg(test)]
mod tests;
