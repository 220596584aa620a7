//! The MIME tree: which part is the text, which are attachments, which are reports.
//!
//! An own splitter instead of mail-parser's: its nested messages are dropped recursively, and a
//! mail of a million nested ones would overflow the stack. Here depth and count have limits.

mod body;
mod boundary;
mod compare;
mod formats;
mod invoice_file;

use sha2::{Digest, Sha256};

use super::headers::{Headers, Structured};
use super::{charset, limits, sanitise, transfer};
use crate::model::Attachment;
pub(crate) use body::Body;
use body::Segments;

/// What a mail consists of.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Text segments in order.
    segments: Segments,
    /// Attachments, named or not inline.
    pub(crate) attachments: Vec<Attachment>,
    /// Raw bytes of enclosed mails.
    pub(crate) enclosed: Vec<Vec<u8>>,
    /// Bodies of message/delivery-status parts.
    pub(crate) delivery: Vec<String>,
    /// Body of a message/disposition-notification part.
    pub(crate) disposition: Option<String>,
    /// Body of a message/feedback-report part.
    pub(crate) feedback: Option<String>,
    /// Body of a text/rfc822-headers part.
    pub(crate) returned_headers: Option<Vec<u8>>,
    /// `METHOD` of a calendar part, upper case.
    pub(crate) calendar: Option<String>,
    /// `report-type` of a multipart/report, lower case.
    pub(crate) report_type: Option<String>,
    /// Limits that cut something.
    pub(crate) cut: Vec<String>,
    parts: usize,
    /// Bytes of text parts so far.
    text_bytes: usize,
    /// Bytes of invoice files so far.
    invoice_bytes: usize,
}

/// The text of a short machine-made part.
fn report_text(body: &[u8], encoding: &str) -> String {
    let decoded = transfer::decode(body, encoding);
    let kept = decoded
        .get(..decoded.len().min(limits::TEXT_BYTES))
        .unwrap_or_default();
    sanitise::text(&charset::decode(kept, None))
}

impl Contents {
    /// Walks a mail's parts.
    pub(crate) fn read(headers: &Headers<'_>, body: &[u8]) -> Self {
        let mut contents = Self::default();
        contents.part(headers, body, 0, false, "text/plain");
        contents
    }

    fn note(&mut self, what: &str) {
        if !self.cut.iter().any(|c| c == what) {
            self.cut.push(what.to_owned());
        }
    }

    fn part(
        &mut self,
        headers: &Headers<'_>,
        body: &[u8],
        depth: usize,
        alternative: bool,
        default_type: &str,
    ) {
        self.parts += 1;
        if self.parts > limits::PARTS {
            return self.note("parts");
        }
        if depth > limits::DEPTH {
            return self.note("depth");
        }
        let kind = headers
            .raw("content-type")
            .map(Structured::read)
            .unwrap_or_default();
        let media = if kind.value.contains('/') {
            kind.value.as_str()
        } else if kind.value == "text" || kind.value.is_empty() {
            default_type
        } else {
            "application/octet-stream"
        };
        if let Some(kind_of) = media.strip_prefix("multipart/") {
            if kind_of == "report" || kind.parameter("report-type").is_some() {
                self.report_type = kind
                    .parameter("report-type")
                    .map(str::to_lowercase)
                    .or(self.report_type.take());
            }
            if let Some(boundary) = kind.parameter("boundary").filter(|b| !b.is_empty())
                && self.multipart(body, boundary, kind_of, depth, alternative)
            {
                return;
            }
            // No boundary found: what is there is text.
            return self.text(body, &Structured::default(), false, alternative);
        }
        let disposition = headers
            .raw("content-disposition")
            .map(Structured::read)
            .unwrap_or_default();
        let name = disposition
            .parameter("filename")
            .or(kind.parameter("name"))
            .map(sanitise::file_name)
            .unwrap_or_default();
        let encoding = headers
            .line("content-transfer-encoding")
            .unwrap_or_default();
        let encoding = encoding
            .split([';', ' '])
            .next()
            .unwrap_or_default()
            .to_owned();
        let attached = disposition.value == "attachment";
        match media {
            "message/rfc822" | "message/global" | "message/partial"
                if !(attached && name.is_empty() && body.is_empty()) =>
            {
                if self.enclosed.len() < limits::ENCLOSED {
                    self.enclosed
                        .push(transfer::decode(body, &encoding).into_owned());
                } else {
                    self.note("enclosed mails");
                }
            }
            // Outlook and web mailers attach a mail as a file of no type.
            "application/octet-stream" | "application/eml" | "application/x-eml"
                if name.to_lowercase().ends_with(".eml")
                    && self.enclosed.len() < 20
                    && is_mail(&transfer::decode(body, &encoding)) =>
            {
                self.enclosed
                    .push(transfer::decode(body, &encoding).into_owned());
            }
            "message/delivery-status" | "message/global-delivery-status" => {
                let text = charset::decode(
                    &transfer::decode(body, &encoding),
                    kind.parameter("charset"),
                );
                self.delivery
                    .push(sanitise::text(limits::prefix(&text, limits::TEXT_BYTES)));
            }
            "message/disposition-notification" => {
                self.disposition = Some(report_text(body, &encoding));
            }
            "message/feedback-report" => {
                self.feedback = Some(report_text(body, &encoding));
            }
            "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers" => {
                let mut block = transfer::decode(body, &encoding).into_owned();
                block.truncate(limits::HEADER_BYTES_READ);
                self.returned_headers = Some(block);
            }
            "text/plain" | "text/html" | "text/enriched" | "text/richtext" | "text/x-amp-html"
            | "text/markdown"
                if !attached
                    && (name.is_empty()
                        || self.segments.is_empty() && media != "text/markdown") =>
            {
                if media == "text/x-amp-html" {
                    return;
                }
                self.text(
                    transfer::decode(body, &encoding).as_ref(),
                    &kind,
                    media == "text/html",
                    alternative,
                );
            }
            _ => {
                if media == "text/calendar" {
                    let text = charset::decode(
                        &transfer::decode(body, &encoding),
                        kind.parameter("charset"),
                    );
                    let method = kind.parameter("method").map(str::to_uppercase).or_else(|| {
                        text.lines().find_map(|l| {
                            l.trim()
                                .strip_prefix("METHOD:")
                                .map(|m| m.trim().to_uppercase())
                        })
                    });
                    self.calendar = self.calendar.take().or(method);
                }
                self.attach(
                    headers,
                    &disposition,
                    media,
                    name,
                    &transfer::decode(body, &encoding),
                );
            }
        }
    }

    fn attach(
        &mut self,
        headers: &Headers<'_>,
        disposition: &Structured,
        media: &str,
        name: String,
        data: &[u8],
    ) {
        let inline = disposition.value == "inline"
            || disposition.value != "attachment" && headers.has("content-id");
        if inline && name.is_empty() && media.starts_with("image/")
            || media.ends_with("pgp-signature")
            || media.ends_with("pkcs7-signature")
        {
            return;
        }
        if self.attachments.len() >= limits::ATTACHMENTS {
            return self.note("attachments");
        }
        let hash = format!("{:x}", Sha256::digest(data));
        let mut invoice = None;
        if invoice_file::may_be(media, &name)
            && data.len() <= limits::INVOICE_BYTES.saturating_sub(self.invoice_bytes)
        {
            self.invoice_bytes += data.len();
            invoice = invoice_file::read(data);
        }
        self.attachments.push(Attachment {
            invoice,
            name,
            media_type: media.to_owned(),
            size: data.len(),
            hash,
            inline,
        });
    }

    /// Splits at the boundary; false if it never comes.
    fn multipart(
        &mut self,
        body: &[u8],
        boundary: &str,
        kind: &str,
        depth: usize,
        alternative: bool,
    ) -> bool {
        let (pieces, cut) = boundary::pieces(body, boundary);
        if cut {
            self.note("parts");
        }
        if pieces.is_empty() {
            return false;
        }
        let default = if kind == "digest" {
            "message/rfc822"
        } else {
            "text/plain"
        };
        let is_alternative = kind == "alternative";
        if is_alternative {
            self.segments.begin();
        }
        for piece in pieces {
            let (headers, rest) = Headers::read(piece);
            // A part without any header begins with its body.
            let (headers, rest) =
                if headers.is_empty() && !piece.starts_with(b"\n") && !piece.starts_with(b"\r\n") {
                    (Headers::default(), piece)
                } else {
                    (headers, rest)
                };
            self.part(
                &headers,
                rest,
                depth + 1,
                alternative || is_alternative,
                default,
            );
        }
        if is_alternative && !alternative {
            // What follows is not another form of this text.
            self.segments.begin();
        }
        true
    }

    /// A text part, or what stands where parts should be.
    fn text(&mut self, bytes: &[u8], kind: &Structured, is_html: bool, alternative: bool) {
        let (bytes, cut) = match bytes.get(..limits::HTML_BYTES) {
            Some(most) if most.len() < bytes.len() => (most, true),
            _ => (bytes, false),
        };
        if cut {
            self.note("text");
        }
        // Far more than is kept: the rest of many large text parts is not even decoded.
        if self.text_bytes > limits::HTML_BYTES {
            return self.note("text");
        }
        self.text_bytes += bytes.len();
        self.segments.add(bytes, kind, is_html, alternative);
    }

    /// Joins the segments; `subject` helps to tell quotes when both forms are compared.
    pub(crate) fn body(&self, subject: &str) -> Body {
        self.segments.body(subject)
    }
}

/// Whether bytes begin with the header of a mail: a sender, and a date or a subject.
fn is_mail(bytes: &[u8]) -> bool {
    let (headers, _) = Headers::read(bytes);
    headers.has("from") && (headers.has("date") || headers.has("subject"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> (Contents, Body) {
        let (headers, body) = Headers::read(raw.as_bytes());
        let contents = Contents::read(&headers, body);
        let body = contents.body("x");
        (contents, body)
    }

    const BOTH: &str = "Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nPLAIN\n--a\nContent-Type: text/html\n\n<p>HTML</p>\n--a--\n--m\nContent-Type: application/pdf; name=\"../a\u{202e}b.pdf\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--m--\n";

    #[test]
    fn text_html_and_attachments_are_told_apart() {
        let (contents, body) = read(
            &BOTH
                .replace("PLAIN", "We have paid today.")
                .replace("HTML", "We have <b>paid</b> today."),
        );
        assert_eq!(body.text.trim(), "We have paid today.");
        assert_eq!(
            body.html_text.as_deref().map(str::trim),
            Some("We have paid today.")
        );
        assert!(!body.disagree);
        let file = contents.attachments.first().expect("a file");
        assert_eq!(
            (file.name.as_str(), file.media_type.as_str(), file.size),
            ("ab.pdf", "application/pdf", 5)
        );
    }

    #[test]
    fn a_mail_attached_as_a_file_is_a_mail() {
        let raw = "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nSee the mail.\n--m\nContent-Type: application/octet-stream; name=\"Plan.EML\"\nContent-Disposition: attachment; filename=\"Plan.EML\"\n\nFrom: Bo <bo@client.example>\nSubject: Plan\n\nIt is done.\n--m\nContent-Type: application/octet-stream; name=\"notes.eml\"\n\nno mail at all\n--m--\n";
        let (contents, _) = read(raw);
        assert_eq!(contents.enclosed.len(), 1);
        assert_eq!(contents.attachments.len(), 1);
    }

    #[test]
    fn forms_that_say_different_things_are_noticed() {
        let (_, body) = read(
            &BOTH
                .replace("PLAIN", "Everything has been paid, close the case please.")
                .replace("HTML", "When will the goods arrive? We are still waiting."),
        );
        assert!(body.disagree);
    }

    #[test]
    fn bombs_are_cut() {
        let mut raw = String::new();
        for n in 0..3000 {
            raw.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
            ));
        }
        assert!(read(&raw).0.cut.contains(&"depth".to_owned()));
        let many = format!(
            "Content-Type: multipart/mixed; boundary=b\n\n{}",
            "--b\n\nx\n".repeat(20_000)
        );
        assert!(read(&many).0.cut.contains(&"parts".to_owned()));
    }
}
