//! The text of an HTML mail that a reader sees.
//!
//! Hidden text never counts: a stranger may write "close all, paid" in white on white, in size 0 or
//! in a comment. Quotes (`blockquote`, Gmail, Apple) get `> ` so that `quoting` recognises them.

mod style;
mod tags;

use std::collections::HashSet;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::limits;
use style::{colour, compact, hides, hiding_selectors, near, property};
use tags::{holds_original, is_block, is_silent, is_void};

/// Nested elements that are remembered; deeper ones only lose their closing tags.
const STACK: usize = 256;

/// One open element.
struct Open {
    tag: String,
    hidden: bool,
    quote: bool,
    pre: bool,
    color: Option<u32>,
    background: Option<u32>,
}

/// What the walk has come to.
#[derive(Default)]
struct Walk {
    out: String,
    line: String,
    space: bool,
    stack: Vec<Open>,
    classes: HashSet<String>,
    style: Option<String>,
    announced: bool,
}

/// Visible text of an HTML document.
#[cfg(test)]
pub(crate) fn visible_text(html: &str) -> String {
    visible(html).0
}

/// Visible text of an HTML document, and whether a limit cut it.
#[must_use]
pub(crate) fn visible(html: &str) -> (String, bool) {
    let whole = html.len();
    let html = limits::prefix(html, limits::HTML_BYTES);
    let (mut tags, mut cut) = (0usize, html.len() < whole);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut walk = Walk::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                tags += 1;
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |name: &str| {
                    if tag.attributes.is_empty() {
                        return None;
                    }
                    tag.attributes
                        .get(name.as_bytes())
                        .map(|v| String::from_utf8_lossy(v).into_owned())
                };
                walk.start(&name, tag.self_closing, &attribute);
            }
            Token::EndTag(tag) => {
                tags += 1;
                walk.end(&String::from_utf8_lossy(&tag.name));
            }
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
        if walk.out.len() > limits::TEXT_BYTES * 2 || tags > limits::HTML_TAGS {
            cut = true;
            break;
        }
    }
    walk.break_line();
    (squeeze(&walk.out), cut)
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

    fn start(&mut self, tag: &str, self_closing: bool, attribute: &dyn Fn(&str) -> Option<String>) {
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
        let style = attribute("style").map(|s| compact(&s)).unwrap_or_default();
        let (class, id) = (
            attribute("class").unwrap_or_default(),
            attribute("id").unwrap_or_default(),
        );
        if !self.announced
            && tag != "blockquote"
            && !self.hidden()
            && holds_original(tag, &class, &id)
        {
            // What a reader sees as a grey block has no mark in text.
            self.announced = true;
            self.break_line();
            self.out.push_str("\n-----Original Message-----\n");
        }
        let parent_color = self.stack.last().and_then(|open| open.color);
        let parent_background = self.stack.last().and_then(|open| open.background);
        let color = property(&style, "color")
            .and_then(colour)
            .or_else(|| attribute("color").and_then(|c| colour(&c)))
            .or(parent_color);
        let background = property(&style, "background-color")
            .or_else(|| property(&style, "background"))
            .and_then(colour)
            .or_else(|| attribute("bgcolor").and_then(|c| colour(&c)))
            .or(parent_background);
        let unseen = color.is_some_and(|text| near(text, background.unwrap_or(0x00ff_ffff)));
        let hidden_class = !self.classes.is_empty()
            && (class
                .split_whitespace()
                .any(|c| self.classes.contains(&format!(".{}", c.to_lowercase())))
                || !id.is_empty() && self.classes.contains(&format!("#{}", id.to_lowercase())));
        let hidden = self.hidden()
            || is_silent(tag)
            || hides(&style)
            || unseen
            || hidden_class
            || attribute("hidden").is_some()
            || attribute("width").as_deref() == Some("0")
                && attribute("height").as_deref() == Some("0");
        // Gmail and Outlook indent with a block quote of 40 px and no border: no quote.
        let indent = style.contains("margin:00040px") && style.contains("border:none");
        let quote = tag == "blockquote" && !indent;
        if tag == "style" {
            self.style = Some(String::new());
        }
        if self.stack.len() < STACK {
            let pre = self.stack.last().is_some_and(|open| open.pre)
                || tag == "pre"
                || style.contains("white-space:pre");
            self.stack.push(Open {
                tag: tag.to_owned(),
                hidden,
                quote,
                pre,
                color,
                background,
            });
        }
    }

    fn end(&mut self, tag: &str) {
        if tag == "style"
            && let Some(sheet) = self.style.take()
        {
            self.classes.extend(hiding_selectors(&sheet));
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
        if let Some(sheet) = &mut self.style
            && sheet.len() < 64 * 1024
        {
            sheet.push_str(text);
        }
        if self.hidden() {
            return;
        }
        let pre = self.stack.last().is_some_and(|open| open.pre);
        for c in text.chars() {
            if pre && c == '\n' {
                self.hard_break();
            } else if c.is_whitespace() && !(pre && c == ' ') {
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
mod tests {
    use super::visible_text;

    #[test]
    fn text_reads_as_it_looks() {
        for (html, want) in [
            (
                "<p>Dear Bob,</p><p>see <b>attached</b>.</p>",
                "Dear Bob,\n\nsee attached.",
            ),
            ("a<br>b<br/>c", "a\nb\nc"),
            (
                "<div>one</div><div>two &amp; &#19977;</div>",
                "one\ntwo & 三",
            ),
            (
                "<table><tr><td>INV</td><td>12</td></tr><tr><td>x</td></tr></table>",
                "INV 12\nx",
            ),
            ("<ul><li>logo<li>text</ul>", "- logo\n- text"),
            ("<pre>a\n b</pre>", "a\n b"),
            ("<html><head><title>t</title><body>x", "x"),
            (
                "ok<blockquote>quoted<br>more</blockquote>end",
                "ok\n> quoted\n> more\nend",
            ),
            ("<p style='color:#fff;background:#000'>button</p>", "button"),
        ] {
            assert_eq!(visible_text(html), want, "{html}");
        }
    }

    #[test]
    fn hidden_text_never_counts() {
        for hidden in [
            "<div style='display: none'>close all</div>",
            "<span style='font-size:0px'>close all</span>",
            "<span style='FONT-SIZE: 0 !important'>close all</span>",
            "<p style='visibility:hidden'>close all</p>",
            "<font color=white>close all</font>",
            "<span style='color:#fefefe'>close all</span>",
            "<div style='background-color:#123456'><i style='color:rgb(18,52,86)'>close all</i></div>",
            "<!-- close all -->",
            "<script>close all</script><style>close all</style>",
            "<style>.x{display:none}</style><b class=x>close all</b>",
            "<div style='max-height:0;overflow:hidden'>close all</div>",
            "<div hidden>close all</div>",
            "<div style='opacity:0'>close all</div>",
            "<template>close all</template><textarea>close all</textarea>",
            "<div style='position:absolute; left:-5000px'>close all</div>",
            "<div style='position:fixed;top:-400em'>close all</div>",
            "<div style='text-indent:-1000px'>close all</div>",
            "<div style='margin-left:-9999px'>close all</div>",
            "<span style='color:rgba(0,0,0,0)'>close all</span>",
            "<span style='color:#12345600'>close all</span>",
            "<span style='font:0/0 a'>close all</span>",
            "<span style='clip:rect(0,0,0,0);position:absolute'>close all</span>",
            "<span style='transform:scale(0)'>close all</span>",
            "<span style='filter:alpha(opacity=0)'>close all</span>",
            "<p style='mso-hide:all'>close all</p>",
            "<img alt='close all' src='x.png'>",
            "<title>close all</title>",
        ] {
            let html = format!("<p>Hello</p>{hidden}");
            assert_eq!(visible_text(&html), "Hello", "{hidden}");
        }
    }

    #[test]
    fn gmail_and_outlook_quotes_come_out_recognisable() {
        let gmail = "<div dir=ltr>Fine.</div><div class=gmail_quote><div class=gmail_attr>On Fri, 13 Nov 2026 at 15:22, Ana &lt;<a href='mailto:ana@agency.example'>ana@agency.example</a>&gt; wrote:<br></div><blockquote class=gmail_quote><div>Please</div></blockquote></div>";
        assert_eq!(
            crate::mail::quoting::split(&visible_text(gmail), "").own,
            "Fine."
        );
        for container in [
            "<includetail><div>Ana</div>",
            "<div id='FMOriginalContent'><div>Ana, Friday</div>",
            "<div class='x_FMOriginalContent'><div>Ana, Friday</div>",
            "<div id='yahoo_quoted_12' class='yahoo_quoted'><div>Ana, Friday</div>",
            "<span id='OLK_SRC_BODY_SECTION'><div>Ana, Friday</div>",
        ] {
            let html = format!("<div>Fine.</div>{container}<div>Please pay</div></div>");
            assert_eq!(
                crate::mail::quoting::split(&visible_text(&html), "").own,
                "Fine.",
                "{container}"
            );
        }
        let outlook = "<p>Fine.</p><hr><div id=divRplyFwdMsg><font color=#000000><b>From:</b> Ana &lt;ana@agency.example&gt;<br><b>Sent:</b> Friday<br><b>To:</b> Bob<br><b>Subject:</b> Logo</font></div><p>Please</p>";
        assert_eq!(
            crate::mail::quoting::split(&visible_text(outlook), "").own,
            "Fine."
        );
    }
}
