//! Declarations that put an element away with all that is in it.

use super::look::Seen;
use super::style::{Style, pieces};

/// A box as flat as this shows nothing of its text, CSS pixels.
const SLIT: f32 = 2.0;
/// A box as flat as this shows no whole line.
const NARROW: f32 = 6.0;
/// So far out nobody scrolls, CSS pixels: to the left or above, and to the right or below.
const BEFORE: f32 = -200.0;
const BEHIND: f32 = 2000.0;

/// A length as CSS writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    Number(f32),
    Pixels(f32),
    /// A percentage: 1 is all.
    Part(f32),
    /// In sizes of the letters around.
    Letters(f32),
}

impl Length {
    /// About how many CSS pixels in a mail as wide as most.
    fn pixels(self) -> f32 {
        match self {
            Self::Number(n) | Self::Pixels(n) => n,
            Self::Part(n) => n * 200.0,
            Self::Letters(n) => n * 16.0,
        }
    }
}

/// Reads a length; `None` for words, and for functions that come to anything but nothing.
pub(super) fn length(value: &str) -> Option<Length> {
    if value.contains('(') {
        // `calc(0px * 2)`.
        let mut digits = value.chars().filter(char::is_ascii_digit).peekable();
        let nothing = digits.peek().is_some() && digits.all(|d| d == '0');
        return nothing.then_some(Length::Number(0.0));
    }
    let bare = value.trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
    let n: f32 = bare.parse().ok()?;
    Some(match value.get(bare.len()..).unwrap_or_default() {
        "" => Length::Number(n),
        "%" => Length::Part(n / 100.0),
        "em" => Length::Letters(n),
        "rem" | "ic" | "lh" | "rlh" => Length::Pixels(n * 16.0),
        "ex" | "ch" => Length::Letters(n / 2.0),
        "pt" => Length::Pixels(n * 4.0 / 3.0),
        "pc" => Length::Pixels(n * 16.0),
        "in" => Length::Pixels(n * 96.0),
        "cm" => Length::Pixels(n * 37.8),
        "mm" => Length::Pixels(n * 3.78),
        "q" => Length::Pixels(n * 0.945),
        // Of a window of 1,000 pixels.
        unit if unit.ends_with(['w', 'h', 'n', 'x', 'b', 'i']) && unit != "px" => {
            Length::Pixels(n * 10.0)
        }
        _ => Length::Pixels(n),
    })
}

fn pixels(value: &str) -> Option<f32> {
    length(value).map(Length::pixels)
}

/// Whether an element is seen, as far as its own box says.
pub(super) fn boxed(style: &Style<'_>) -> Seen {
    // What nearly all elements say; sizes hide nothing by themselves.
    if style.0.iter().all(|d| {
        matches!(
            d.name.as_str(),
            "color"
                | "background"
                | "background-color"
                | "font"
                | "font-family"
                | "font-size"
                | "font-style"
                | "font-weight"
                | "line-height"
                | "width"
                | "height"
                | "padding"
                | "border"
                | "text-align"
                | "vertical-align"
                | "white-space"
                | "visibility"
                | "opacity"
        )
    }) {
        return Seen::Yes;
    }
    let is = |name: &str, values: &[&str]| style.get(&[name]).is_some_and(|v| values.contains(&v));
    if is("display", &["none"]) || is("mso-hide", &["all"]) || is("content-visibility", &["hidden"])
    {
        return Seen::No;
    }
    [
        cut_off(style),
        moved(style),
        turned(style),
        filtered(style),
        strange(style),
    ]
    .into_iter()
    .max()
    .unwrap_or_default()
}

/// Boxes that show less than they hold.
fn cut_off(style: &Style<'_>) -> Seen {
    let overflows = ["overflow", "overflow-x", "overflow-y"]
        .iter()
        .any(|name| style.get(&[name]).is_some_and(|v| !v.contains("visible")));
    let mut seen = Seen::Yes;
    if overflows {
        for name in [
            "max-height",
            "height",
            "max-width",
            "width",
            "block-size",
            "inline-size",
            "max-block-size",
            "max-inline-size",
        ] {
            seen = seen.max(match style.get(&[name]).map(|v| (v, pixels(v))) {
                Some((_, Some(n))) if n <= SLIT => Seen::No,
                Some((_, Some(n))) if n <= NARROW => Seen::Unsure,
                _ => Seen::Yes,
            });
        }
    }
    if is_placed(style)
        && let Some(clip) = style.get(&["clip"])
        && let Some(list) = clip.strip_prefix("rect(")
    {
        let sides: Vec<f32> = list
            .trim_end_matches(')')
            .split([',', ' '])
            .filter_map(pixels)
            .collect();
        seen = seen.max(match *sides.as_slice() {
            [top, right, bottom, left]
                if bottom - top > NARROW * 2.0 && right - left > NARROW * 2.0 =>
            {
                Seen::Unsure
            }
            [_, _, _, _] => Seen::No,
            _ => Seen::Unsure,
        });
    }
    if let Some(path) = style.get(&["clip-path", "-webkit-clip-path"]) {
        seen = seen.max(clipped(path));
    }
    seen
}

/// What a `clip-path` leaves.
fn clipped(path: &str) -> Seen {
    let Some((shape, list)) = path.split_once('(') else {
        return Seen::Yes;
    };
    let inside = list.split(" round ").next().unwrap_or_default();
    let numbers: Vec<f32> = inside
        .trim_end_matches(')')
        .split([' ', ','])
        .filter_map(|n| match length(n)? {
            Length::Part(n) => Some(n * 100.0),
            other => Some(other.pixels()),
        })
        .collect();
    let sides = match (shape, numbers.as_slice()) {
        ("inset", &[all]) => [all; 4],
        ("inset", &[tall, wide]) => [tall, wide, tall, wide],
        ("inset", &[top, wide, bottom]) => [top, wide, bottom, wide],
        ("inset", &[top, right, bottom, left]) => [top, right, bottom, left],
        ("circle" | "ellipse", &[first, ..]) if first <= 1.0 => return Seen::No,
        _ => return Seen::Unsure,
    };
    let [top, right, bottom, left] = sides;
    if inside.contains('%') && (top + bottom > 95.0 || right + left > 95.0) {
        Seen::No
    } else if sides.iter().all(|side| *side <= 0.0) {
        Seen::Yes
    } else {
        Seen::Unsure
    }
}

fn is_placed(style: &Style<'_>) -> bool {
    style
        .get(&["position"])
        .is_some_and(|v| matches!(v, "absolute" | "fixed" | "relative" | "sticky"))
}

/// Boxes moved out of the window.
fn moved(style: &Style<'_>) -> Seen {
    let mut seen = Seen::Yes;
    let mut take = |names: &[&str]| {
        for part in style.get(names).into_iter().flat_map(|v| pieces(v, ' ')) {
            seen = seen.max(out(part));
        }
    };
    take(&["margin-left", "margin"]);
    take(&["margin-top", "margin"]);
    take(&["translate"]);
    if is_placed(style) {
        for side in ["left", "top", "right", "bottom"] {
            take(&[side, "inset"]);
        }
    }
    if let Some(indent) = style.get(&["text-indent"]) {
        // A hanging indent goes as far back as the margin went in.
        let hangs: f32 = [["margin-left", "margin"], ["padding-left", "padding"]]
            .iter()
            .filter_map(|names| pixels(style.get(names)?.rsplit(' ').next()?))
            .sum();
        seen = seen.max(match length(indent) {
            Some(Length::Part(n)) if n >= 0.9 => Seen::No,
            Some(n) if n.pixels() < 0.0 && n.pixels() + hangs.max(0.0) > BEFORE => Seen::Yes,
            _ => out(indent),
        });
    }
    if is_placed(style)
        && style
            .get(&["z-index"])
            .is_some_and(|level| level.starts_with('-'))
    {
        seen = seen.max(Seen::Unsure);
    }
    seen
}

/// Whether something is seen that is moved by a length.
fn out(value: &str) -> Seen {
    match pixels(value) {
        Some(n) if n <= BEFORE || n >= BEHIND => Seen::No,
        None if value.contains("calc(-") => Seen::Unsure,
        _ => Seen::Yes,
    }
}

/// `scale(0)`, `translatex(-9999px)`, `rotatey(90deg)`.
fn turned(style: &Style<'_>) -> Seen {
    let shrunk = |n: f32| match n.abs() {
        n if n < 0.15 => Seen::No,
        n if n < 0.3 => Seen::Unsure,
        _ => Seen::Yes,
    };
    let mut seen = Seen::Yes;
    for n in style
        .get(&["scale"])
        .into_iter()
        .flat_map(|v| v.split(' '))
        .filter_map(pixels)
    {
        seen = seen.max(shrunk(n));
    }
    for one in style
        .get(&["transform", "-webkit-transform", "-ms-transform"])
        .into_iter()
        .flat_map(|v| pieces(v, ' '))
    {
        let Some((name, list)) = one.split_once('(') else {
            continue;
        };
        let numbers = || list.trim_end_matches(')').split(',').map(str::trim);
        seen = seen.max(match name {
            "scale" | "scalex" | "scaley" | "scale3d" => numbers()
                .filter_map(pixels)
                .map(shrunk)
                .max()
                .unwrap_or_default(),
            "translate" | "translatex" | "translatey" | "translate3d" => {
                numbers().map(out).max().unwrap_or_default()
            }
            "rotate" | "rotatez" | "skew" | "skewx" | "skewy" | "translatez" => Seen::Yes,
            "matrix" => match numbers().filter_map(pixels).collect::<Vec<_>>().as_slice() {
                &[a, b, c, d, x, y] => shrunk(a * d - b * c).max(if x <= BEFORE || y <= BEFORE {
                    Seen::No
                } else {
                    Seen::Yes
                }),
                _ => Seen::Unsure,
            },
            _ => Seen::Unsure,
        });
    }
    seen
}

/// `filter: alpha(opacity=0)`, `opacity(0)`, `blur(9px)`.
fn filtered(style: &Style<'_>) -> Seen {
    let Some(filter) = style.get(&["filter", "-ms-filter"]) else {
        return Seen::Yes;
    };
    let filter: String = filter.chars().filter(|c| !c.is_whitespace()).collect();
    if filter.starts_with("progid") && !filter.contains("opacity=") || filter == "none" {
        return Seen::Yes;
    }
    let opacity = ["opacity=", "opacity("]
        .iter()
        .find_map(|name| Some((filter.split_once(name)?.1, *name == "opacity=")));
    if let Some((behind, percent)) = opacity {
        let number: String = behind
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let whole = if percent || behind.contains('%') {
            100.0
        } else {
            1.0
        };
        return match number.parse::<f32>() {
            Ok(n) if n / whole < 0.1 => Seen::No,
            Ok(n) if n / whole >= 0.4 => Seen::Yes,
            _ => Seen::Unsure,
        };
    }
    let clouds = ["blur(", "brightness(", "contrast(", "invert(", "url("];
    if clouds.iter().any(|name| filter.contains(name)) {
        Seen::Unsure
    } else {
        Seen::Yes
    }
}

/// What changes text in ways that are not followed here.
fn strange(style: &Style<'_>) -> Seen {
    let beyond = |names: &[&str], usual: &[&str]| {
        style
            .get(names)
            .is_some_and(|v| !usual.contains(&v) && !matches!(v, "inherit" | "initial" | "unset"))
    };
    let has = |names: &[&str], word: &str| style.get(names).is_some_and(|v| v.contains(word));
    let pressed = style
        .get(&["letter-spacing"])
        .and_then(pixels)
        .is_some_and(|n| n <= -4.0);
    if beyond(
        &["mask", "mask-image", "-webkit-mask", "-webkit-mask-image"],
        &["none"],
    ) || beyond(&["mix-blend-mode"], &["normal"])
        || beyond(&["-webkit-text-security", "text-security"], &["none"])
        || beyond(
            &[
                "animation",
                "animation-name",
                "-webkit-animation",
                "-webkit-animation-name",
            ],
            &["none"],
        )
        || has(&["unicode-bidi"], "override")
        || has(&["text-decoration", "text-decoration-line"], "line-through")
        || pressed
    {
        Seen::Unsure
    } else {
        Seen::Yes
    }
}
