//! The text of a mail, joined from the plain and HTML forms its parts hold.

use super::compare::{betrays, disagree};
use super::formats::{strip_enriched, unflow};
use crate::mail::headers::Structured;
use crate::mail::{charset, html, limits, sanitise};

/// The body as read.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) text: String,
    pub(crate) html_text: Option<String>,
    pub(crate) disagree: bool,
    pub(crate) cut: bool,
}

/// Plain and HTML form of one stretch of the body.
#[derive(Debug, Default)]
struct Segment {
    plain: Option<String>,
    html: Option<String>,
    hidden: String,
}

/// The stretches of the body in order, and whether a limit cut one.
#[derive(Debug, Default)]
pub(super) struct Segments(Vec<Segment>, bool);

impl Segments {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Begins a stretch: what follows is no other form of the text before.
    pub(super) fn begin(&mut self) {
        self.0.push(Segment::default());
    }

    /// Adds the text of a part, beside its other form if it is an alternative.
    pub(super) fn add(
        &mut self,
        bytes: &[u8],
        kind: &Structured,
        is_html: bool,
        alternative: bool,
    ) {
        let label = kind.parameter("charset");
        let text = match label {
            None if is_html => charset::decode(bytes, meta_charset(bytes).as_deref()),
            _ => charset::decode(bytes, label),
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
        let fresh = match self.0.last() {
            None => true,
            Some(last) if alternative => {
                is_html && last.html.is_some() || !is_html && last.plain.is_some()
            }
            Some(last) => last.plain.is_some() || last.html.is_some(),
        };
        if fresh {
            self.begin();
        }
        if let Some(last) = self.0.last_mut() {
            if is_html {
                let seen = html::visible(&text);
                last.html = Some(seen.text);
                last.hidden = seen.hidden;
                self.1 |= seen.cut;
            } else {
                last.plain = Some(text);
            }
        }
    }

    /// Joins the segments; `subject` helps to tell quotes when both forms are compared.
    pub(super) fn body(&self, subject: &str) -> Body {
        let mut body = Body {
            cut: self.1,
            ..Body::default()
        };
        let mut html = String::new();
        let has_html = self.0.iter().any(|s| s.html.is_some());
        for segment in &self.0 {
            let plain = segment.plain.as_deref().map(sanitise::text);
            let seen = segment.html.as_deref().map(sanitise::text);
            // Some programs send an empty plain form; then the visible one is all there is.
            if let (Some(plain), Some(seen)) = (&plain, &seen)
                && !plain.trim().is_empty()
            {
                body.disagree |= disagree(plain, seen, subject)
                    || betrays(plain, seen, &sanitise::text(&segment.hidden), subject);
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
