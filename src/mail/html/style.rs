//! Declarations of CSS, and whether what they say hides text.

use super::colours::{colour, seen_through};
use crate::mail::limits;

/// Bytes of one inline style or rule that are read.
pub(super) const STYLE: usize = 4096;

/// `name: value`, lower case, white space folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) important: bool,
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

    fn is(&self, name: &str, values: &[&str]) -> bool {
        self.get(&[name]).is_some_and(|v| values.contains(&v))
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

/// The declarations of an inline style or of a rule, those a browser would drop left out.
pub(super) fn declarations(style: &str) -> Vec<Declaration> {
    let style = limits::prefix(style, STYLE);
    if style.trim().is_empty() {
        return Vec::new();
    }
    pieces(&plain(style), ';')
        .into_iter()
        .filter_map(|pair| {
            let (name, value) = pair.split_once(':')?;
            let mut value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut important = false;
            if let Some((bare, word)) = value.rsplit_once('!')
                && word.trim() == "important"
            {
                important = true;
                value = bare.trim_end().to_owned();
            }
            let name = name.trim().to_owned();
            is_valid(&name, &value).then_some(Declaration {
                name,
                value,
                important,
            })
        })
        .collect()
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
            wide || value == "currentcolor" || colour(value).is_some() || seen_through(value)
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

fn zero(value: Option<&str>) -> bool {
    value.is_some_and(|v| {
        if v.contains('(') {
            // `calc(0px * 2)`: good enough for what only hides.
            let mut digits = v.chars().filter(char::is_ascii_digit).peekable();
            return digits.peek().is_some() && digits.all(|d| d == '0');
        }
        v.trim_end_matches(|c: char| c.is_alphabetic() || c == '%')
            .parse::<f32>()
            .is_ok_and(|n| n.abs() < 0.011)
    })
}

/// Whether letters of this size are seen; `None` where that hangs on the size around.
pub(super) fn tiny(style: &Style<'_>) -> Option<bool> {
    let size = match style
        .0
        .iter()
        .rfind(|d| matches!(d.name.as_str(), "font-size" | "font"))?
    {
        d if d.name == "font" => {
            let size = d
                .value
                .split(' ')
                .map(|word| word.split('/').next().unwrap_or_default())
                .find(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '.'))?;
            // A weight is a bare number.
            if size.len() == 3 && size.chars().all(|c| c.is_ascii_digit()) {
                return None;
            }
            size
        }
        d => d.value.as_str(),
    };
    if zero(Some(size)) {
        return Some(true);
    }
    let of = |unit: &str, most: f32| {
        size.strip_suffix(unit)
            .and_then(|n| n.parse::<f32>().ok())
            .map(|n| n <= most)
    };
    match of("px", 2.0)
        .or_else(|| of("pt", 1.0))
        .or_else(|| of("rem", 0.1))
    {
        Some(small) => Some(small),
        None => match of("em", 0.1).or_else(|| of("%", 10.0)) {
            Some(true) => Some(true),
            Some(false) => None,
            None if matches!(size, "larger" | "smaller" | "inherit" | "unset") => None,
            None => Some(false),
        },
    }
}

/// Whether text is shut out by `visibility`; `None` where that hangs on what is around.
pub(super) fn invisible(style: &Style<'_>) -> Option<bool> {
    match style.get(&["visibility"])? {
        "hidden" | "collapse" => Some(true),
        "visible" | "initial" => Some(false),
        _ => None,
    }
}

/// Whether an element is gone with all that is in it.
pub(super) fn gone(style: &Style<'_>) -> bool {
    if style.0.is_empty() {
        return false;
    }
    let overflows = ["overflow", "overflow-x", "overflow-y"]
        .iter()
        .any(|name| style.get(&[name]).is_some_and(|v| !v.contains("visible")));
    let flat = ["max-height", "height", "max-width", "width"]
        .iter()
        .any(|name| zero(style.get(&[name])));
    let one = |names: [&str; 2]| names.iter().any(|name| style.get(&[name]) == Some("1px"));
    let dot = one(["height", "max-height"]) && one(["width", "max-width"]);
    let filter = style.get(&["filter", "-ms-filter"]).unwrap_or_default();
    let filter: String = filter.chars().filter(|c| !c.is_whitespace()).collect();
    let clip = style.get(&["clip"]).unwrap_or_default();
    let clip: String = clip.chars().filter(|c| !c.is_whitespace()).collect();
    let path = style
        .get(&["clip-path", "-webkit-clip-path"])
        .unwrap_or_default();
    style.is("display", &["none"])
        || style.is("mso-hide", &["all"])
        || style.is("content-visibility", &["hidden"])
        || style.get(&["opacity"]).is_some_and(faint)
        || (flat || dot) && overflows
        || ["text-indent", "margin-left", "margin-top"]
            .iter()
            .any(|name| off_screen(style.get(&[name])))
        || style.is("position", &["absolute", "fixed", "relative"])
            && ["left", "top", "right", "bottom"]
                .iter()
                .any(|side| off_screen(style.get(&[side])))
        || clip.starts_with("rect(0")
        || clip.starts_with("rect(1px")
        || ["inset(50%", "inset(100%", "circle(0", "ellipse(0"]
            .iter()
            .any(|shape| path.starts_with(shape))
        || path.starts_with("inset(") && path.contains("100%")
        || style
            .get(&["transform", "-webkit-transform", "scale"])
            .is_some_and(shrunk)
        || filter.contains("opacity=0)")
        || filter.contains("opacity(0)")
        || filter.contains("opacity(0%)")
}

/// An opacity nobody reads through.
fn faint(value: &str) -> bool {
    let (number, whole) = value
        .strip_suffix('%')
        .map_or((value, 1.0), |number| (number, 100.0));
    zero(Some(value)) || number.parse::<f32>().is_ok_and(|n| n / whole < 0.1)
}

/// `scale(0)`, `translatex(-9999px)`.
fn shrunk(transform: &str) -> bool {
    zero(Some(transform)) && !transform.contains('(')
        || pieces(transform, ' ').iter().any(|one| {
            one.split_once('(').is_some_and(|(name, list)| {
                let mut numbers = list.trim_end_matches(')').split(',').map(str::trim);
                match name {
                    "scale" | "scalex" | "scaley" | "scale3d" => numbers.any(|n| zero(Some(n))),
                    "translate" | "translatex" | "translatey" | "translate3d" => {
                        numbers.any(|n| off_screen(Some(n)))
                    }
                    _ => false,
                }
            })
        })
}

/// A length so far to the left or above that nobody scrolls there.
fn off_screen(length: Option<&str>) -> bool {
    length.is_some_and(|v| {
        v.trim_end_matches(|c: char| c.is_alphabetic() || c == '%')
            .parse::<f32>()
            .is_ok_and(|n| n <= -200.0 || n <= -50.0 && v.ends_with(['m', 'w', 'h']) || n >= 9000.0)
    })
}

/// The colour behind text: `background: #fff url(x)` has one too.
pub(super) fn background(style: &Style<'_>) -> Option<u32> {
    let value = style.get(&["background-color", "background"])?;
    pieces(value, ' ').into_iter().find_map(colour)
}
