//! How text looks to whoever reads the mail: its size, its colour on what is behind, and whether it is
//! there at all.

use super::colours::{alike, blended, legacy, paint};
use super::hiding::{Length, boxed, length};
use super::style::Style;
use super::tokens::Attributes;

/// Whether a reader sees text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    #[default]
    Yes,
    /// That hangs on his program, or cannot be told from here.
    Unsure,
    No,
}

/// Letters up to this size are dots, CSS pixels.
const DOTS: f32 = 2.0;
/// Letters up to this size are read by few.
const MOTES: f32 = 4.5;
/// What is less opaque than this is not seen.
const FAINT: f32 = 0.1;

/// What text takes over from the elements around it, unless an element says otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Nothing inside is shown, or perhaps nothing.
    pub(super) there: Seen,
    invisible: bool,
    opacity: f32,
    /// CSS pixels.
    size: f32,
    /// The size hangs on what is not known here.
    size_unsure: bool,
    /// Lines lie upon each other.
    flat: bool,
    /// RGB and opacity.
    ink: (u32, f32),
    ink_unsure: bool,
    /// What links are written in.
    link: u32,
    ground: u32,
    /// A picture or a gradient lies on the ground.
    pattern: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            there: Seen::Yes,
            invisible: false,
            opacity: 1.0,
            size: 16.0,
            size_unsure: false,
            flat: false,
            ink: (0, 1.0),
            ink_unsure: false,
            link: 0x0000_00ee,
            ground: 0x00ff_ffff,
            pattern: false,
        }
    }
}

impl Look {
    pub(super) fn seen(&self) -> Seen {
        if self.there == Seen::No
            || self.invisible
            || self.size <= DOTS
            || self.opacity < FAINT
            || self.ink.1 < FAINT / 2.0
        {
            return Seen::No;
        }
        let (ink, opacity) = self.ink;
        let contrast = match alike(
            blended(ink, opacity * self.opacity, self.ground),
            self.ground,
        ) {
            // It may be dark where the text stands.
            Seen::No if self.pattern => Seen::Unsure,
            contrast => contrast,
        };
        let unsure = self.size_unsure || self.ink_unsure || self.flat || self.size < MOTES;
        let unsure = if unsure { Seen::Unsure } else { Seen::Yes };
        self.there.max(contrast).max(unsure)
    }

    /// The look of an element in what looks like `self`.
    pub(super) fn of(self, tag: &str, style: &Style<'_>, attributes: &Attributes) -> Self {
        let mut look = Self {
            there: self.there.max(boxed(style)),
            ..self
        };
        if let Some(value) = style.get(&["visibility"]) {
            look.invisible = match value {
                "hidden" | "collapse" => true,
                "visible" | "initial" => false,
                _ => look.invisible,
            };
        }
        if let Some(value) = style.get(&["opacity"]) {
            match fraction(value) {
                Some(opacity) => look.opacity *= opacity.clamp(0.0, 1.0),
                None if value.contains('(') => look.there = look.there.max(Seen::Unsure),
                None => {}
            }
        }
        look.letters(tag, style, attributes);
        look.colours(tag, style, attributes);
        look
    }

    fn letters(&mut self, tag: &str, style: &Style<'_>, attributes: &Attributes) {
        let (size, lines) = match style.last(&["font-size", "font"]) {
            Some(("font", value)) => shorthand(value),
            Some((_, value)) => (Some(value), None),
            None => (None, None),
        };
        match size {
            Some(size) => match sized(size, self.size) {
                Some(size) => (self.size, self.size_unsure) = (size, false),
                None if size.contains('(') => self.size_unsure = true,
                None => {}
            },
            None if tag == "font" => {
                if let Some(size) = attributes.get("size").and_then(step) {
                    (self.size, self.size_unsure) = (size, false);
                }
            }
            None => {}
        }
        // Programs of phones write 0, which browsers take for 1.
        if let Some(zoom) = style.get(&["zoom"]).and_then(fraction)
            && zoom > 0.0
        {
            self.size *= zoom;
        }
        if let Some(lines) = style.get(&["line-height"]).or(lines) {
            self.flat = match length(lines) {
                Some(Length::Pixels(n)) => n <= DOTS,
                Some(Length::Number(n)) => n < 0.2,
                Some(Length::Part(n) | Length::Letters(n)) => n < 0.2,
                None => self.flat && matches!(lines, "inherit" | "unset"),
            };
        }
    }

    fn colours(&mut self, tag: &str, style: &Style<'_>, attributes: &Attributes) {
        let named = |name: &str| attributes.get(name).and_then(legacy);
        if tag == "body" {
            self.link = named("link").unwrap_or(self.link);
        }
        let said = style
            .get(&["-webkit-text-fill-color"])
            .or(style.get(&["color"]));
        match said {
            Some("inherit" | "currentcolor" | "unset") => {}
            Some("initial") => (self.ink, self.ink_unsure) = ((0, 1.0), false),
            Some(value) => match paint(value) {
                Some(ink) => (self.ink, self.ink_unsure) = (ink, false),
                // `oklch(…)`.
                None => self.ink_unsure = true,
            },
            None => {
                let own = match tag {
                    "font" => named("color"),
                    "body" => named("text"),
                    "mark" => Some(0),
                    "a" if attributes.get("href").is_some() => Some(self.link),
                    _ => None,
                };
                if let Some(own) = own {
                    (self.ink, self.ink_unsure) = ((own, 1.0), false);
                }
            }
        }
        let plain = |ground: u32, opacity: f32, look: &mut Self| {
            look.ground = blended(ground, opacity, look.ground);
            look.pattern &= opacity < 0.95;
        };
        match style.get(&["background-color", "background"]) {
            Some(value) => {
                if let Some((ground, opacity)) = Style::ground(value) {
                    plain(ground, opacity, self);
                }
            }
            None if tag == "mark" => plain(0x00ff_ff00, 1.0, self),
            None if has_ground(tag) => {
                if let Some(ground) = named("bgcolor") {
                    plain(ground, 1.0, self);
                }
            }
            None => {}
        }
        self.pattern |= style.get(&["background-image", "background"]).map_or(
            attributes.get("background").is_some(),
            |value| {
                value.contains('(')
                    && ["url(", "gradient(", "image(", "image-set("]
                        .iter()
                        .any(|picture| value.contains(picture))
            },
        );
    }
}

/// Whether attributes of an element tell what lies behind its text.
fn has_ground(tag: &str) -> bool {
    matches!(
        tag,
        "body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th"
    )
}

/// A number or a percentage as a fraction.
fn fraction(value: &str) -> Option<f32> {
    match length(value)? {
        Length::Number(n) | Length::Part(n) => Some(n),
        _ => None,
    }
}

/// Size and height of lines of the `font` shorthand.
fn shorthand(value: &str) -> (Option<&str>, Option<&str>) {
    let Some(word) = value.split(' ').find(|word| {
        let size = word.split('/').next().unwrap_or_default();
        // A weight is a bare number.
        let weight = size.len() >= 3 && size.chars().all(|c| c.is_ascii_digit());
        !weight
            && (size.starts_with(|c: char| c.is_ascii_digit() || c == '.') || named(size).is_some())
    }) else {
        return (None, None);
    };
    match word.split_once('/') {
        Some((size, lines)) => (Some(size), Some(lines)),
        None => (Some(word), None),
    }
}

/// CSS Fonts 4 §2.5, CSS pixels.
fn named(size: &str) -> Option<f32> {
    Some(match size {
        "xx-small" => 9.0,
        "x-small" => 10.0,
        "small" => 13.0,
        "medium" | "initial" | "revert" => 16.0,
        "large" => 18.0,
        "x-large" => 24.0,
        "xx-large" | "xxx-large" => 32.0,
        _ => return None,
    })
}

/// A `font-size` in letters of the size around.
fn sized(size: &str, around: f32) -> Option<f32> {
    Some(match size {
        "larger" => around * 1.2,
        "smaller" => around / 1.2,
        "inherit" | "unset" => around,
        size => match (named(size), length(size)?) {
            (Some(size), _) | (None, Length::Pixels(size) | Length::Number(size)) => size,
            (None, Length::Part(n) | Length::Letters(n)) => around * n,
        },
    })
}

/// The `size` of a `font` element.
fn step(size: &str) -> Option<f32> {
    let size = size.trim();
    let number: f32 = size.trim_start_matches('+').parse().ok()?;
    let step = if size.starts_with(['+', '-']) {
        3.0 + number
    } else {
        number
    };
    Some(match step {
        n if n < 2.0 => 10.0,
        n if n < 3.0 => 13.0,
        n if n < 4.0 => 16.0,
        n if n < 5.0 => 18.0,
        _ => 24.0,
    })
}
