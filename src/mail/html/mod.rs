//! The text of an HTML mail that a reader sees.
//!
//! Hidden text never counts: a stranger may write "close all, paid" in white on white, in size 0 or
//! in a comment. Quotes (`blockquote`, Gmail, Apple) get `> ` so that `quoting` recognises them.

mod colours;
mod hiding;
mod look;
mod references;
mod selector;
mod sheet;
mod style;
mod tags;
mod tokens;

use std::ops::ControlFlow;

use super::limits;
use look::{Look, Seen};
use references::spelt_out;
use selector::{Element, classes};
use sheet::{Holds, Sheet, readers};
use style::{STYLE, Style, declarations};
use tags::{holds_original, is_block, is_crossed_out, is_folded, is_silent, is_void};
use tokens::{Attributes, Piece};

/// Bytes of hidden text kept.
const HIDDEN: usize = 32 * 1024;

/// Bytes of one style element, read to the end of the token that passes them.
const SHEET: usize = 64 * 1024;

/// Nested elements that are remembered; deeper ones only lose their closing tags.
const STACK: usize = 256;

/// One open element.
#[derive(Default)]
struct Open {
    tag: String,
    id: String,
    classes: Vec<String>,
    attributes: Vec<(String, String)>,
    /// What was opened last in it, where a sheet asks for that.
    child: Option<Box<Open>>,
    hidden: bool,
    /// Whether its text is seen is not known.
    unsure: bool,
    quote: bool,
    pre: bool,
    look: Look,
    /// How it looks where more of its sheet holds, and how sure that is.
    other: Option<(Look, Holds)>,
}

impl Element for Open {
    fn tag(&self) -> &str {
        &self.tag
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn classes(&self) -> &[String] {
        &self.classes
    }
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the walk has come to.
#[derive(Default)]
struct Walk {
    out: String,
    line: String,
    space: bool,
    stack: Vec<Open>,
    /// Around all.
    root: Open,
    sheet: Sheet,
    /// The style element that is open.
    style: Option<(String, Holds)>,
    /// The sheet was read before: what styles say holds for the text above them too.
    knows: bool,
    hidden_text: String,
    /// A style came after text.
    late: bool,
    announced: bool,
}

/// Visible text of an HTML document.
#[cfg(test)]
pub(crate) fn visible_text(html: &str) -> String {
    visible(html).text
}

/// What an HTML document shows.
#[derive(Debug, Default)]
pub(crate) struct Visible {
    /// The text a reader sees.
    pub(crate) text: String,
    /// The text styles hide from him, a line each; nothing of scripts and heads.
    pub(crate) hidden: String,
    /// A limit cut it.
    pub(crate) cut: bool,
}

/// Visible text of an HTML document.
#[must_use]
pub(crate) fn visible(html: &str) -> Visible {
    let kept = limits::prefix(html, limits::HTML_BYTES);
    let (mut walk, mut cut) = walk(kept, Walk::default());
    if walk.late {
        let knowing = Walk {
            sheet: walk.sheet,
            knows: true,
            ..Walk::default()
        };
        (walk, cut) = self::walk(kept, knowing);
    }
    Visible {
        text: squeeze(&walk.out),
        hidden: walk.hidden_text,
        cut: cut || walk.sheet.is_exhausted() || kept.len() < html.len(),
    }
}

fn walk(html: &str, mut walk: Walk) -> (Walk, bool) {
    let (mut tags, mut cut) = (0usize, false);
    tokens::each(&spelt_out(html), |piece| {
        match piece {
            Piece::Start {
                name,
                self_closing,
                attributes,
            } => {
                tags += 1;
                walk.start(name, self_closing, attributes);
            }
            Piece::End(name) => {
                tags += 1;
                walk.end(name);
            }
            Piece::Text(text) => walk.text(text),
        }
        cut = walk.out.len() > limits::TEXT_BYTES * 2 || tags > limits::HTML_TAGS;
        if cut {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    walk.break_line();
    (walk, cut)
}

/// No more than one blank line in a row.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.split('\n') {
        let bare = line.trim_end();
        if bare.is_empty() {
            blank += 1;
            if blank > 1 {
                continue;
            }
        } else {
            blank = 0;
        }
        out.push_str(bare);
        out.push('\n');
    }
    out.trim_matches('\n').to_owned()
}

impl Walk {
    fn hidden(&self) -> bool {
        self.stack.last().is_some_and(|open| open.hidden)
    }

    fn start(&mut self, tag: &str, self_closing: bool, attributes: &Attributes) {
        if tag == "body" {
            // A head that was never closed must not hide the whole mail.
            self.stack.retain(|open| !is_silent(&open.tag));
        }
        if is_block(tag)
            && self.stack.last().is_some_and(|open| open.tag == "p")
            && tag != "includetail"
        {
            self.end("p");
        }
        if matches!(tag, "li" | "tr" | "td" | "th" | "option" | "dt" | "dd")
            && self.stack.last().is_some_and(|open| open.tag == tag)
        {
            self.end(tag);
        }
        let before = self.beside(tag, attributes);
        if tag == "br" {
            self.hard_break();
            return;
        }
        if is_block(tag) {
            self.break_line();
            if matches!(tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr") && !self.hidden()
            {
                self.blank_line();
            }
        }
        if tag == "li" && !self.hidden() {
            self.line.push_str("- ");
        }
        if matches!(tag, "td" | "th") {
            self.space = true;
        }
        if is_void(tag)
            || self_closing
                && !is_block(tag)
                && !matches!(
                    tag,
                    "span"
                        | "a"
                        | "b"
                        | "i"
                        | "font"
                        | "td"
                        | "style"
                        | "script"
                        | "title"
                        | "head"
                )
        {
            return;
        }
        let own = attributes.get("style").unwrap_or_default();
        if own.len() > STYLE {
            self.sheet.leave_out();
        }
        let own = declarations(own);
        self.sheet.note(&own);
        let class = attributes.get("class").unwrap_or_default();
        if self.stack.len() >= STACK {
            self.sheet.leave_out();
        }
        let mut open = self.described(tag, class, attributes);
        if !self.announced
            && tag != "blockquote"
            && !self.hidden()
            && holds_original(tag, class, &open.id)
        {
            // What a reader sees as a grey block has no mark in text.
            self.announced = true;
            self.break_line();
            self.out.push_str("\n-----Original Message-----\n");
        }
        let (style, more) = self
            .sheet
            .style(&open, before.as_deref(), &self.stack, &own);
        let flat = attributes.get("width") == Some("0") && attributes.get("height") == Some("0");
        // A browser's own rule for `hidden` is weaker than any of the mail's.
        let put_away = attributes.get("hidden").is_some()
            && style.get(&["display"]).is_none_or(|d| d == "none");
        let silent = is_silent(tag) || flat || put_away;
        // Programs differ in whether they open these; what is crossed out is seen, but not said.
        let unsure = is_crossed_out(tag) || is_folded(tag, attributes);
        let (above, other) = self
            .stack
            .last()
            .map(|open| (open.look, open.other))
            .unwrap_or_default();
        let looks = |above: Look, style: &Style<'_>| {
            let mut look = above.of(tag, style, attributes);
            if silent {
                look.there = Seen::No;
            } else if unsure {
                look.there = look.there.max(Seen::Unsure);
            }
            look
        };
        let look = looks(above, &style);
        let other = match (other, more) {
            (None, None) => None,
            (Some((above, holds)), None) => Some((looks(above, &style), holds)),
            (other, Some((style, fits))) => {
                let (above, holds) = other.unwrap_or((above, fits));
                Some((looks(above, &style), holds.max(fits)))
            }
        };
        // Gmail and Outlook indent with a block quote of 40 px and no border: no quote.
        let indent = style
            .get(&["margin"])
            .is_some_and(|m| m.starts_with("0 0 0 40px"))
            && style
                .get(&["border"])
                .is_some_and(|b| b.starts_with("none"));
        let pre = self.stack.last().is_some_and(|open| open.pre)
            || tag == "pre"
            || style
                .get(&["white-space"])
                .is_some_and(|v| v.starts_with("pre"));
        if tag == "style" {
            let css = attributes
                .get("type")
                .is_none_or(|t| t.trim().is_empty() || t.contains("css"));
            let media = attributes
                .get("media")
                .map_or(Some(Holds::Surely), |m| readers(&m.to_lowercase()));
            self.style = media
                .filter(|_| css && !self.knows)
                .map(|holds| (String::new(), holds));
        }
        let seen = look.seen();
        let elsewhere = other.map_or(seen, |(other, _)| other.seen());
        open.hidden = seen == Seen::No
            || elsewhere == Seen::No && other.is_some_and(|(_, holds)| holds < Holds::Perhaps);
        open.unsure = if open.hidden {
            seen < Seen::No
        } else {
            seen.max(elsewhere) > Seen::Yes
        };
        (open.look, open.other) = (look, other.filter(|(other, _)| *other != look));
        open.quote = tag == "blockquote" && !indent;
        open.pre = pre;
        if self.stack.len() < STACK {
            self.stack.push(open);
        }
    }

    /// What selectors look at.
    fn described(&mut self, tag: &str, class: &str, attributes: &Attributes) -> Open {
        let (classes, mut more) = classes(class);
        let mut asked = Vec::new();
        for name in self.sheet.asks() {
            if let Some(value) = attributes.get(name) {
                more |= value.len() > STYLE;
                let value = limits::prefix(value, STYLE).to_ascii_lowercase();
                asked.push((name.clone(), value));
            }
        }
        if more {
            self.sheet.leave_out();
        }
        Open {
            tag: tag.to_owned(),
            id: attributes.get("id").unwrap_or_default().to_owned(),
            classes,
            attributes: asked,
            ..Open::default()
        }
    }

    /// What stands before the element that opens, if a sheet asks for that.
    fn beside(&mut self, tag: &str, attributes: &Attributes) -> Option<Box<Open>> {
        if !self.sheet.asks_beside() {
            return None;
        }
        let class = attributes.get("class").unwrap_or_default();
        let opens = self.described(tag, class, attributes);
        let parent = self.stack.last_mut().unwrap_or(&mut self.root);
        parent.child.replace(Box::new(opens))
    }

    fn end(&mut self, tag: &str) {
        if tag == "style"
            && let Some((sheet, holds)) = self.style.take()
        {
            self.late |= !self.out.is_empty() || !self.line.is_empty();
            self.sheet.add(&sheet, holds);
            // Of what is open already that is not known.
            self.late |= self.sheet.asks_beside() || !self.sheet.asks().is_empty();
        }
        if tag == "br" {
            self.hard_break();
            return;
        }
        if is_block(tag) {
            self.break_line();
        }
        if matches!(tag, "td" | "th") {
            self.space = true;
        }
        // Inline ends never close a block they do not belong to.
        let found = self.stack.iter().rposition(|open| open.tag == tag);
        if let Some(at) = found {
            let crosses = !is_block(tag)
                && self
                    .stack
                    .iter()
                    .skip(at + 1)
                    .any(|open| is_block(&open.tag) || open.tag == "td");
            if !crosses {
                self.stack.truncate(at);
            }
        }
        if matches!(tag, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
            && found.is_some()
            && !self.hidden()
        {
            self.blank_line();
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((sheet, _)) = &mut self.style {
            if sheet.len() < SHEET {
                sheet.push_str(text);
            } else {
                self.sheet.leave_out();
            }
        }
        if self.stack.last().is_some_and(|open| open.unsure)
            && text.chars().any(char::is_alphanumeric)
        {
            self.sheet.leave_out();
        }
        if self.hidden() {
            if self.hidden_text.len() < HIDDEN && !self.stack.iter().any(|o| is_silent(&o.tag)) {
                self.hidden_text.push_str(text);
                self.hidden_text.push('\n');
            }
            return;
        }
        let pre = self.stack.last().is_some_and(|open| open.pre);
        if !pre {
            for (number, word) in text.split(char::is_whitespace).enumerate() {
                self.space |= number > 0;
                if word.is_empty() {
                    continue;
                }
                if self.space && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.space = false;
                self.line.push_str(word);
            }
            return;
        }
        for c in text.chars() {
            if c == '\n' {
                self.hard_break();
            } else if c.is_whitespace() && c != ' ' {
                self.space = true;
            } else {
                if self.space && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.space = false;
                self.line.push(c);
            }
        }
    }

    fn prefix(&self) -> String {
        let depth = self.stack.iter().filter(|open| open.quote).count().min(20);
        if depth == 0 {
            String::new()
        } else {
            format!("{} ", ">".repeat(depth))
        }
    }

    fn break_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.hard_break();
        }
        self.line.clear();
        self.space = false;
    }

    fn hard_break(&mut self) {
        if self.hidden() && self.line.trim().is_empty() {
            return;
        }
        let prefix = self.prefix();
        self.out.push_str(&prefix);
        self.out.push_str(self.line.trim_end());
        self.out.push('\n');
        self.line.clear();
        self.space = false;
    }

    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            let prefix = self.prefix();
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests;
