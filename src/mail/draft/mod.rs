//! A mail of our own, to bytes: CRLF, 7-bit, every header safe whatever a stranger's name holds.
//!
//! An own generator: lettre's boundaries are random, so a retry would not be byte-identical, and its
//! mailbox builder panics on CR and LF in names, which an encoded word of a stranger can hold.

mod header;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

use super::sanitise;
use crate::model::{MessageId, Person};
use header::{field, id, people, unstructured};

/// A file attached to a mail of ours. A picture is shown within the HTML, which calls it
/// `cid:NAME@nudged` (RFC 2392).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name shown.
    pub name: String,
    /// Media type, e.g. `text/csv; charset=utf-8`.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Everything of a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// From.
    pub from: Person,
    /// To.
    pub to: Vec<Person>,
    /// Cc.
    pub cc: Vec<Person>,
    /// Reply-To, in order.
    pub reply_to: Vec<Person>,
    /// Subject.
    pub subject: String,
    /// Date, in the offset it is to be shown with.
    pub date: DateTime<FixedOffset>,
    /// Message-ID; also written as `X-Nudged-Id` and, if `references` is not empty, as a last
    /// synthetic reference `ref.<id>` that survives servers rewriting Message-ID.
    pub message_id: MessageId,
    /// The mail it answers.
    pub in_reply_to: Option<MessageId>,
    /// Its thread, oldest first.
    pub references: Vec<MessageId>,
    /// Text body.
    pub text: String,
    /// HTML body.
    pub html: String,
    /// Attachments.
    pub files: Vec<File>,
}
/// References written at most; a line each stays far below the 998 of one header line.
const REFERENCES: usize = 50;

/// The mail as bytes. Deterministic: boundaries come from the Message-ID. Always carries
/// `Auto-Submitted: auto-generated`, `X-Auto-Response-Suppress` and the loop header.
#[must_use]
pub fn build(draft: &Draft) -> Vec<u8> {
    let id = id(&draft.message_id);
    let mut out = String::new();
    people(&mut out, "From", std::slice::from_ref(&draft.from));
    people(&mut out, "To", &draft.to);
    people(&mut out, "Cc", &draft.cc);
    people(&mut out, "Reply-To", &draft.reply_to);
    unstructured(&mut out, "Subject", &draft.subject);
    field(
        &mut out,
        "Date",
        &draft.date.format("%a, %d %b %Y %H:%M:%S %z").to_string(),
    );
    field(&mut out, "Message-ID", &format!("<{id}>"));
    if let Some(answered) = &draft.in_reply_to {
        field(
            &mut out,
            "In-Reply-To",
            &format!("<{}>", header::id(answered)),
        );
    }
    let skip = draft.references.len().saturating_sub(REFERENCES);
    let mut references: Vec<String> = draft
        .references
        .iter()
        .take(1)
        .chain(draft.references.iter().skip(1.max(skip)))
        .map(|r| format!("<{}>", header::id(r)))
        .collect();
    if !references.is_empty() {
        references.push(format!("<ref.{id}>"));
        field(&mut out, "References", &references.join("\r\n "));
    }
    field(&mut out, "X-Nudged-Id", &format!("<{id}>"));
    field(&mut out, "Auto-Submitted", "auto-generated");
    field(
        &mut out,
        "X-Auto-Response-Suppress",
        "DR, RN, NRN, OOF, AutoReply",
    );
    field(&mut out, "MIME-Version", "1.0");
    let digest = format!("{:x}", Sha256::digest(id.as_bytes()));
    let mark: String = digest.chars().take(24).collect();
    if draft.files.iter().all(is_picture) {
        alternative(&mut out, draft, &format!("=_a{mark}"));
    } else {
        let outer = format!("=_m{mark}");
        field(
            &mut out,
            "Content-Type",
            &format!("multipart/mixed;\r\n boundary=\"{outer}\""),
        );
        out.push_str("\r\n");
        out.push_str(&format!("--{outer}\r\n"));
        alternative(&mut out, draft, &format!("=_a{mark}"));
        for file in draft.files.iter().filter(|file| !is_picture(file)) {
            out.push_str(&format!("--{outer}\r\n"));
            attachment(&mut out, file, "attachment");
        }
        out.push_str(&format!("--{outer}--\r\n"));
    }
    out.into_bytes()
}

fn alternative(out: &mut String, draft: &Draft, mark: &str) {
    if draft.html.is_empty() {
        field(out, "Content-Type", "text/plain; charset=utf-8");
        body(out, &draft.text);
        return;
    }
    field(
        out,
        "Content-Type",
        &format!("multipart/alternative;\r\n boundary=\"{mark}\""),
    );
    out.push_str("\r\n");
    out.push_str(&format!("--{mark}\r\n"));
    field(out, "Content-Type", "text/plain; charset=utf-8");
    body(out, &draft.text);
    out.push_str(&format!("--{mark}\r\n"));
    related(out, draft, &format!("{mark}r"));
    out.push_str(&format!("--{mark}--\r\n"));
}

fn is_picture(file: &File) -> bool {
    file.media_type.starts_with("image/")
}

/// The HTML with its pictures (RFC 2387).
fn related(out: &mut String, draft: &Draft, mark: &str) {
    let mut pictures = draft
        .files
        .iter()
        .filter(|file| is_picture(file))
        .peekable();
    let alone = pictures.peek().is_none();
    if !alone {
        field(
            out,
            "Content-Type",
            &format!("multipart/related; type=\"text/html\";\r\n boundary=\"{mark}\""),
        );
        out.push_str("\r\n");
        out.push_str(&format!("--{mark}\r\n"));
    }
    field(out, "Content-Type", "text/html; charset=utf-8");
    body(out, &draft.html);
    for picture in pictures {
        out.push_str(&format!("--{mark}\r\n"));
        let name: String = picture
            .name
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || ".-".contains(*c))
            .collect();
        field(out, "Content-ID", &format!("<{name}@nudged>"));
        attachment(out, picture, "inline");
    }
    if !alone {
        out.push_str(&format!("--{mark}--\r\n"));
    }
}

/// A text body in base64: no line of it can be `.` or too long, no server can rewrap it.
fn body(out: &mut String, text: &str) {
    field(out, "Content-Transfer-Encoding", "base64");
    out.push_str("\r\n");
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    base64_lines(out, unix.replace('\n', "\r\n").as_bytes());
}

fn base64_lines(out: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(57) {
        STANDARD.encode_string(chunk, out);
        out.push_str("\r\n");
    }
}

fn attachment(out: &mut String, file: &File, shown: &str) {
    let kind: String = file
        .media_type
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .take(120)
        .collect();
    let kind = if kind.contains('/') {
        kind
    } else {
        "application/octet-stream".to_owned()
    };
    let name = sanitise::file_name(&file.name);
    field(out, "Content-Type", &kind);
    field(out, "Content-Transfer-Encoding", "base64");
    // RFC 2231; the plain form for programs that read only that.
    let ascii: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || ".-_ ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(60)
        .collect();
    let mut value = format!("{shown};\r\n filename=\"{ascii}\"");
    if ascii != name {
        let encoded: Vec<String> = name
            .as_bytes()
            .iter()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b".-_".contains(b) {
                    (*b as char).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect();
        let mut line = String::new();
        let mut pieces = Vec::new();
        for byte in encoded {
            if line.len() + byte.len() > 54 {
                pieces.push(std::mem::take(&mut line));
            }
            line.push_str(&byte);
        }
        pieces.push(line);
        for (at, piece) in pieces.iter().enumerate() {
            let charset = if at == 0 { "utf-8''" } else { "" };
            let star = if pieces.len() == 1 {
                String::new()
            } else {
                format!("*{at}")
            };
            value.push_str(&format!(";\r\n filename{star}*={charset}{piece}"));
        }
    }
    field(out, "Content-Disposition", &value);
    out.push_str("\r\n");
    base64_lines(out, &file.bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Address;

    fn person(name: &str, address: &str) -> Person {
        Person {
            name: name.to_owned(),
            address: Address::parse(address).expect("address"),
        }
    }

    fn draft(name: &str, subject: &str, text: &str, file: &str) -> Draft {
        Draft {
            from: person(name, "track@agency.example"),
            to: vec![
                person(name, "bob@client.example"),
                person("", "li@client.example"),
            ],
            cc: vec![person("Anna Li", "anna@agency.example")],
            reply_to: vec![
                person("", "track+i42.x7k@agency.example"),
                person("Anna Li", "anna@agency.example"),
            ],
            subject: subject.to_owned(),
            date: DateTime::parse_from_rfc3339("2026-11-20T09:30:00+08:00").expect("a date"),
            message_id: MessageId::new("n.1.2@agency.example"),
            in_reply_to: Some(MessageId::new("q@client.example")),
            references: vec![
                MessageId::new("p@agency.example"),
                MessageId::new("q@client.example"),
            ],
            text: text.to_owned(),
            html: format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;")),
            files: if file.is_empty() {
                vec![]
            } else {
                vec![File {
                    name: file.to_owned(),
                    media_type: "text/csv; charset=utf-8".to_owned(),
                    bytes: b"a,b\r\n".to_vec(),
                }]
            },
        }
    }

    #[test]
    fn a_mail_comes_back_as_it_went() {
        let draft = draft(
            "安娜 Li",
            "回复：合同盖章页 and a rather long subject that has to be folded somewhere in the middle",
            "您好：\n\n请查收。\n.\n",
            "清单 十一月.csv",
        );
        let bytes = build(&draft);
        assert_eq!(bytes, build(&draft));
        let mail = crate::mail::parse(&bytes).expect("a mail");
        assert_eq!(mail.from, Some(draft.from.clone()));
        assert_eq!(
            (mail.to, mail.cc, mail.reply_to),
            (draft.to, draft.cc, draft.reply_to)
        );
        assert_eq!(mail.subject, draft.subject);
        assert_eq!(mail.date, Some(draft.date));
        assert_eq!(mail.message_id, Some(draft.message_id));
        assert_eq!(mail.in_reply_to, vec![MessageId::new("q@client.example")]);
        assert_eq!(
            mail.references.last(),
            Some(&MessageId::new("ref.n.1.2@agency.example"))
        );
        assert_eq!(mail.text.trim(), draft.text.trim());
        assert!(!mail.parts_disagree);
        assert_eq!(
            mail.attachments.first().map(|f| (f.name.as_str(), f.size)),
            Some(("清单 十一月.csv", 5))
        );
        assert_eq!(mail.auto_submitted.as_deref(), Some("auto-generated"));
        assert!(mail.nudged_id.is_some());
    }

    proptest! {
        #[test]
        fn no_input_breaks_out_of_its_header(name in "\\PC*|[\\x00-\\x7f]{0,80}|(.|\r|\n){0,200}", subject in "(.|\r|\n|\u{0}){0,300}", text in "(.|\r|\n){0,300}", file in "(.|\r|\n){0,80}") {
            let draft = draft(&name, &subject, &text, &file);
            let bytes = build(&draft);
            prop_assert!(bytes.iter().all(|b| matches!(b, b'\r' | b'\n' | 0x20..=0x7e)));
            let whole = String::from_utf8(bytes.clone()).expect("ascii");
            prop_assert!(!whole.replace("\r\n", "").contains(['\r', '\n']));
            for line in whole.split("\r\n") {
                prop_assert!(line.len() <= 998, "{line}");
                prop_assert!(line != ".");
            }
            let (head, _) = whole.split_once("\r\n\r\n").expect("a header block");
            let names: Vec<&str> = head.split("\r\n").filter(|l| !l.starts_with(' ')).map(|l| l.split(':').next().unwrap_or_default()).collect();
            prop_assert_eq!(names, ["From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Nudged-Id", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type"]);
            let mail = crate::mail::parse(&bytes).expect("a mail");
            prop_assert_eq!(mail.subject, sanitise::line(&subject));
            prop_assert_eq!(mail.from.map(|p| p.address), Some(draft.from.address));
            prop_assert_eq!(mail.message_id, Some(draft.message_id));
        }
    }
}
