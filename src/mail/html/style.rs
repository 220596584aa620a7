//! Declarations of CSS, and whether what they say hides text.

use super::colours::paint;
use crate::mail::limits;

/// Bytes of one inline style or rule that are read.
pub(super) const STYLE: usize = 4096;

/// `name: value`, lower case, white space folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) important: bool,
    /// The value hangs on a variable; what it is without one stands here.
    pub(super) variable: bool,
}

/// What holds for one element: declarations in the order they win, the last one most.
#[derive(Debug, Default)]
pub(super) struct Style<'d>(pub(super) Vec<&'d Declaration>);

impl Style<'_> {
    /// The value that wins of a property, or of its shorthand.
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        self.0
            .iter()
            .rfind(|d| names.contains(&d.name.as_str()))
            .map(|d| d.value.as_str())
    }

    /// The colour in a background: `#fff url(x)` has one too.
    pub(super) fn ground(value: &str) -> Option<(u32, f32)> {
        pieces(value, ' ').into_iter().find_map(paint)
    }

    /// The declaration that wins of a property or its shorthand.
    pub(super) fn last(&self, names: &[&str]) -> Option<(&str, &str)> {
        self.0
            .iter()
            .rfind(|d| names.contains(&d.name.as_str()))
            .map(|d| (d.name.as_str(), d.value.as_str()))
    }
}

/// CSS without comments, escapes undone: `n\6f ne` is `none` to a browser.
pub(super) fn plain(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    if out.contains('\\') {
        out = unescaped(&out);
    }
    out.make_ascii_lowercase();
    out
}

fn unescaped(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut code = 0_u32;
        let mut digits = 0;
        while let Some(digit) = chars.peek().and_then(|c| c.to_digit(16))
            && digits < 6
        {
            code = code * 16 + digit;
            digits += 1;
            chars.next();
        }
        if digits == 0 {
            out.extend(chars.next());
            continue;
        }
        out.extend(char::from_u32(code));
        if chars.peek().is_some_and(|c| c.is_whitespace()) {
            chars.next();
        }
    }
    out
}

/// The pieces of plain CSS between marks that stand in no quote and no bracket.
pub(super) fn pieces(css: &str, mark: char) -> Vec<&str> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    let mut quote = None;
    for (at, c) in css.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c || c == '\n' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) if c == mark && depth == 0 => {
                found.extend(css.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.extend(css.get(start..));
    found
}

/// Properties that decide whether text is seen.
pub(super) fn decides(name: &str) -> bool {
    matches!(
        name,
        "display"
            | "visibility"
            | "opacity"
            | "font-size"
            | "font"
            | "color"
            | "-webkit-text-fill-color"
            | "background"
            | "background-color"
            | "background-image"
            | "overflow"
            | "overflow-x"
            | "overflow-y"
            | "height"
            | "max-height"
            | "width"
            | "max-width"
            | "block-size"
            | "max-block-size"
            | "inline-size"
            | "max-inline-size"
            | "text-indent"
            | "margin"
            | "margin-left"
            | "margin-top"
            | "padding"
            | "padding-left"
            | "position"
            | "left"
            | "top"
            | "right"
            | "bottom"
            | "inset"
            | "z-index"
            | "clip"
            | "clip-path"
            | "-webkit-clip-path"
            | "mask"
            | "mask-image"
            | "-webkit-mask"
            | "-webkit-mask-image"
            | "transform"
            | "-webkit-transform"
            | "-ms-transform"
            | "scale"
            | "translate"
            | "zoom"
            | "filter"
            | "-ms-filter"
            | "mso-hide"
            | "content-visibility"
            | "line-height"
            | "letter-spacing"
            | "mix-blend-mode"
            | "animation"
            | "animation-name"
            | "-webkit-animation"
            | "-webkit-animation-name"
            | "unicode-bidi"
            | "text-decoration"
            | "text-decoration-line"
            | "-webkit-text-security"
            | "text-security"
    )
}

/// Properties that tell a quote and a line's end, but hide nothing.
fn frames(name: &str) -> bool {
    matches!(name, "border" | "white-space")
}

/// The declarations of an inline style or of a rule: those that decide something and that a browser
/// would not drop. The others, which are most, are passed over.
pub(super) fn declarations(style: &str) -> Vec<Declaration> {
    let style = limits::prefix(style, STYLE);
    if style.trim().is_empty() {
        return Vec::new();
    }
    pieces(&plain(style), ';')
        .into_iter()
        .filter_map(|pair| {
            let (name, value) = pair.split_once(':')?;
            let name = name.trim();
            if !(decides(name) || frames(name) || name.starts_with("--")) {
                return None;
            }
            let mut value = spaced(value);
            let mut important = false;
            if let Some((bare, word)) = value.rsplit_once('!')
                && word.trim() == "important"
            {
                important = true;
                value = bare.trim_end().to_owned();
            }
            let variable = value.contains("var(");
            if variable {
                value = without_variable(&value);
            }
            is_valid(name, &value).then(|| Declaration {
                name: name.to_owned(),
                value,
                important,
                variable,
            })
        })
        .collect()
}

/// A value with one space between its words.
fn spaced(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What a value is where its variable is not set: mail programs leave them behind in what is copied
/// out of their windows.
fn without_variable(value: &str) -> String {
    value
        .strip_prefix("var(")
        .and_then(|list| list.strip_suffix(')')?.split_once(','))
        .map(|(_, instead)| instead.trim())
        .filter(|instead| !instead.contains("var("))
        .unwrap_or("unset")
        .to_owned()
}

/// Whether a browser takes the value; one it does not take leaves the one before in force.
fn is_valid(name: &str, value: &str) -> bool {
    let wide = matches!(value, "inherit" | "initial" | "unset" | "revert");
    let length = || {
        value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))
            || value.contains('(')
    };
    match name {
        "display" => {
            wide || matches!(value, "none" | "contents" | "flow-root" | "run-in")
                || [
                    "block",
                    "inline",
                    "flex",
                    "grid",
                    "table",
                    "list-item",
                    "box",
                    "ruby",
                ]
                .iter()
                .any(|kind| value.contains(kind))
        }
        "visibility" => wide || matches!(value, "visible" | "hidden" | "collapse"),
        "color" | "-webkit-text-fill-color" => {
            wide || value == "currentcolor" || value.contains('(') || paint(value).is_some()
        }
        "background-color" => wide || value.contains('(') || paint(value).is_some(),
        "background" => {
            wide || value == "none"
                || value.contains('(')
                || pieces(value, ' ')
                    .into_iter()
                    .any(|one| paint(one).is_some())
        }
        "font-size" => {
            wide || length()
                || value.contains("small")
                || value.contains("large")
                || value == "medium"
        }
        "opacity" | "height" | "max-height" | "width" | "max-width" | "text-indent"
        | "margin-left" | "margin-top" | "left" | "top" | "right" | "bottom" => {
            wide || length() || matches!(value, "auto" | "none" | "max-content" | "fit-content")
        }
        "" => false,
        _ => !value.is_empty(),
    }
}
