//! The MIME tree: which part is the text, which are attachments, which are reports.
//!
//! An own splitter instead of mail-parser's: its nested messages are dropped recursively, and a
//! mail of a million nested ones would overflow the stack. Here depth and count have limits.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::headers::{Headers, Structured};
use super::{charset, html, limits, quoting, sanitise, transfer};
use crate::model::Attachment;

/// What a mail consists of.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Text segments in order.
    segments: Vec<Segment>,
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
}

/// Plain and HTML form of one stretch of the body.
#[derive(Debug, Default)]
struct Segment {
    plain: Option<String>,
    html: Option<String>,
}

/// The body as read.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) text: String,
    pub(crate) html_text: Option<String>,
    pub(crate) disagree: bool,
    pub(crate) cut: bool,
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
            if let Some(boundary) = kind.parameter("boundary").filter(|b| !b.is_empty()) {
                if self.multipart(body, boundary, kind_of, depth, alternative) {
                    return;
                }
            }
            // No boundary found: what is there is text.
            return self.text(body, headers, &Structured::default(), false, alternative);
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
                if self.enclosed.len() < 20 {
                    self.enclosed
                        .push(transfer::decode(body, &encoding).into_owned());
                } else {
                    self.note("enclosed mails");
                }
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
                self.disposition = Some(sanitise::text(&charset::decode(
                    &transfer::decode(body, &encoding),
                    None,
                )));
            }
            "message/feedback-report" => {
                self.feedback = Some(sanitise::text(&charset::decode(
                    &transfer::decode(body, &encoding),
                    None,
                )));
            }
            "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers" => {
                self.returned_headers = Some(transfer::decode(body, &encoding).into_owned());
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
                    headers,
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
        self.attachments.push(Attachment {
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
        let mark = format!("--{boundary}");
        let mark = mark.trim_end().as_bytes();
        let mut pieces: Vec<&[u8]> = Vec::new();
        let (mut at, mut open) = (0usize, None);
        while at < body.len() {
            let line = body.get(at..).unwrap_or_default();
            let length = line
                .iter()
                .position(|b| *b == b'\n')
                .map_or(line.len(), |n| n + 1);
            let line = line.get(..length).unwrap_or_default();
            if let Some(tail) = line.strip_prefix(mark) {
                let tail = tail.trim_ascii();
                if tail.is_empty() || tail == b"--" || tail.starts_with(b"--") {
                    if let Some(start) = open {
                        pieces.push(piece(body, start, at));
                    }
                    open = (tail.is_empty()).then_some(at + length);
                    if pieces.len() > limits::PARTS {
                        self.note("parts");
                        open = None;
                        break;
                    }
                    if open.is_none() {
                        break;
                    }
                }
            }
            at += length;
        }
        if let Some(start) = open {
            // Cut off before the last boundary.
            pieces.push(piece(body, start, body.len()));
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
            self.segments.push(Segment::default());
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
            self.segments.push(Segment::default());
        }
        true
    }

    fn text(
        &mut self,
        bytes: &[u8],
        _headers: &Headers<'_>,
        kind: &Structured,
        is_html: bool,
        alternative: bool,
    ) {
        let bytes: Cow<'_, [u8]> = if bytes.len() > limits::HTML_BYTES {
            self.note("text");
            bytes.get(..limits::HTML_BYTES).unwrap_or_default().into()
        } else {
            bytes.into()
        };
        let label = kind.parameter("charset");
        let text = match label {
            None if is_html => charset::decode(&bytes, meta_charset(&bytes).as_deref()),
            _ => charset::decode(&bytes, label),
        };
        let text = if kind.value == "text/enriched" || kind.value == "text/richtext" {
            strip_enriched(&text)
        } else if kind
            .parameter("format")
            .is_some_and(|f| f.eq_ignore_ascii_case("flowed"))
        {
            unflow(
                &text,
                kind.parameter("delsp")
                    .is_some_and(|d| d.eq_ignore_ascii_case("yes")),
            )
        } else {
            text
        };
        let fresh = match self.segments.last() {
            None => true,
            Some(last) if alternative => {
                is_html && last.html.is_some() || !is_html && last.plain.is_some()
            }
            Some(last) => last.plain.is_some() || last.html.is_some(),
        };
        if fresh {
            self.segments.push(Segment::default());
        }
        if let Some(last) = self.segments.last_mut() {
            if is_html {
                last.html = Some(html::visible_text(&text));
            } else {
                last.plain = Some(text);
            }
        }
    }

    /// Joins the segments; `subject` helps to tell quotes when both forms are compared.
    pub(crate) fn body(&mut self, subject: &str) -> Body {
        let mut body = Body::default();
        let mut html = String::new();
        let has_html = self.segments.iter().any(|s| s.html.is_some());
        for segment in &self.segments {
            let plain = segment.plain.as_deref().map(sanitise::text);
            let seen = segment.html.as_deref().map(sanitise::text);
            if let (Some(plain), Some(seen)) = (&plain, &seen) {
                body.disagree |= disagree(plain, seen, subject);
            }
            let chosen = plain
                .as_ref()
                .filter(|p| !p.trim().is_empty())
                .or(seen.as_ref())
                .or(plain.as_ref());
            if let Some(chosen) = chosen {
                join(&mut body.text, chosen);
            }
            if let Some(shown) = seen.as_ref().or(plain.as_ref()).filter(|_| has_html) {
                join(&mut html, shown);
            }
        }
        if body.text.len() > limits::TEXT_BYTES || html.len() > limits::TEXT_BYTES {
            body.text = limits::prefix(&body.text, limits::TEXT_BYTES).to_owned();
            html = limits::prefix(&html, limits::TEXT_BYTES).to_owned();
            body.cut = true;
        }
        body.html_text = has_html.then_some(html);
        body
    }
}

/// The bytes of a part, without the line end that belongs to the boundary after it.
fn piece(body: &[u8], start: usize, end: usize) -> &[u8] {
    let bytes = body.get(start..end).unwrap_or_default();
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

fn join(out: &mut String, text: &str) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(text);
}

/// The charset an HTML document declares itself.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048))?).to_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// RFC 1896 commands go, `<<` is `<`.
fn strip_enriched(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '<' {
            out.push(c);
        } else if chars.peek() == Some(&'<') {
            chars.next();
            out.push('<');
        } else {
            for inner in chars.by_ref() {
                if inner == '>' {
                    break;
                }
            }
        }
    }
    out
}

/// RFC 3676: a line that ends with a space goes on in the next one of the same quote depth.
fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.chars().take_while(|c| *c == '>').count();
        let bare = line.trim_start_matches('>');
        let bare = bare.strip_prefix(' ').unwrap_or(bare);
        let joins = open == Some(depth) && bare.trim_end() != "--";
        if !joins {
            if open.is_some() || !out.is_empty() {
                out.push('\n');
            }
            if depth > 0 {
                out.push_str(&">".repeat(depth));
                out.push(' ');
            }
        }
        let flows = bare.ends_with(' ') && bare != "-- " && !bare.trim().is_empty();
        open = flows.then_some(depth);
        out.push_str(if flows && delete_space {
            bare.strip_suffix(' ').unwrap_or(bare)
        } else {
            bare
        });
    }
    out
}

/// Words of a text, links and marks left out; hanzi count each.
fn words(text: &str) -> std::collections::HashSet<String> {
    let mut found = std::collections::HashSet::new();
    for piece in text.split_whitespace() {
        if piece.contains("://")
            || piece.contains('@')
            || piece.contains("www.")
            || piece.starts_with("[cid")
            || piece.starts_with("[image")
        {
            continue;
        }
        let mut word = String::new();
        for c in piece.chars() {
            if ('\u{3400}'..='\u{9fff}').contains(&c) {
                found.insert(c.to_string());
            } else if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            } else if !word.is_empty() {
                found.insert(std::mem::take(&mut word));
            }
        }
        if !word.is_empty() {
            found.insert(word);
        }
    }
    found
}

/// Whether the two forms of a text say materially different things: own words of one that stand
/// nowhere in the other.
fn disagree(plain: &str, seen: &str, subject: &str) -> bool {
    let (all_plain, all_seen) = (words(plain), words(seen));
    let missing = |own: &str, all: &std::collections::HashSet<String>| {
        let own = words(own);
        let gone = own.iter().filter(|w| !all.contains(*w)).count();
        gone >= 3 && gone * 4 >= own.len()
    };
    // Equal in all words: no need to take both apart.
    if all_plain == all_seen {
        return false;
    }
    missing(&quoting::split(plain, subject).own, &all_seen)
        || missing(&quoting::split(seen, subject).own, &all_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> (Contents, Body) {
        let (headers, body) = Headers::read(raw.as_bytes());
        let mut contents = Contents::read(&headers, body);
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

    #[test]
    fn flowed_lines_are_joined() {
        assert_eq!(
            unflow("one \ntwo\n> a \n> b\nend", false),
            "one two\n> a b\nend"
        );
    }
}
