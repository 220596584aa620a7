//! Selectors of a style sheet: which elements one fits, as far as a mail shows it.

use std::cell::Cell;

use super::style::pieces;

/// Looks of a selector at an element in one mail: a sheet may be made so that each element is looked at
/// by all rules, and each with all that is around it.
const LOOKS: u32 = 1_000_000;

/// What one subject must lie in.
pub(super) const OUTER: usize = 8;
/// Class names of one element, and words looked at to find them.
const CLASSES: usize = 64;
const CLASS_WORDS: usize = 256;

/// States a mail that is only read is not in, and boxes that are no element.
const NEVER: &[&str] = &[
    "hover",
    "focus",
    "focus-within",
    "focus-visible",
    "active",
    "visited",
    "checked",
    "target",
    "disabled",
    "before",
    "after",
    "first-line",
    "first-letter",
    "placeholder",
    "selection",
    "backdrop",
    "marker",
    "placeholder-shown",
    "autofill",
    "fullscreen",
    "modal",
    "indeterminate",
    "invalid",
    // Nothing with text is empty.
    "empty",
];

/// What a selector looks at.
pub(super) trait Element {
    fn tag(&self) -> &str;
    fn id(&self) -> &str;
    /// Lower case, each once: see [`classes`].
    fn classes(&self) -> &[String];
    /// Lower case; of the names a sheet asks for only.
    fn attribute(&self, name: &str) -> Option<&str>;
}

/// The names of a class attribute, and whether some were left out.
pub(super) fn classes(attribute: &str) -> (Vec<String>, bool) {
    let mut found: Vec<String> = Vec::new();
    for (at, word) in attribute.split_whitespace().enumerate() {
        if at >= CLASS_WORDS {
            return (found, true);
        }
        if found.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            continue;
        }
        if found.len() >= CLASSES {
            return (found, true);
        }
        found.push(word.to_ascii_lowercase());
    }
    (found, false)
}

#[derive(Debug, Default)]
pub(super) struct Compound {
    pub(super) tag: String,
    pub(super) ids: Vec<String>,
    pub(super) classes: Vec<String>,
    pub(super) attributes: Vec<Attribute>,
    /// It says more than is looked at here: it may fit fewer elements, or none.
    pub(super) unsure: bool,
    pub(super) never: bool,
}

/// `[name]`, `[name=value]`, `[name*=value]`.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    /// The mark before `=`, or `=`.
    value: Option<(char, String)>,
}

impl Attribute {
    /// What stands in the brackets; `None` where that is not understood.
    fn read(body: &str) -> Option<Self> {
        let (name, value) = body
            .split_once('=')
            .map_or((body, None), |(name, value)| (name, Some(value.trim())));
        let name = name.trim();
        let mark = name.chars().last().filter(|c| "~^$*|".contains(*c));
        let name = name.trim_end_matches(['~', '^', '$', '*', '|']).trim_end();
        let value = match value {
            None => None,
            Some(value) => {
                let bare = match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        let (bare, flag) = value.get(1..)?.rsplit_once(quote)?;
                        matches!(flag.trim(), "" | "i" | "s").then_some(bare)?
                    }
                    _ => value
                        .strip_suffix(" i")
                        .or(value.strip_suffix(" s"))
                        .unwrap_or(value),
                };
                Some((mark.unwrap_or('='), bare.to_owned()))
            }
        };
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':');
        (!name.is_empty() && name.chars().all(plain) && (value.is_some() || mark.is_none())).then(
            || Self {
                name: name.to_owned(),
                value,
            },
        )
    }

    fn fits(&self, found: &str) -> bool {
        let Some((mark, value)) = &self.value else {
            return true;
        };
        let value = value.as_str();
        match mark {
            '=' => found == value,
            '~' => found.split_whitespace().any(|word| word == value),
            '|' => found
                .strip_prefix(value)
                .is_some_and(|behind| behind.is_empty() || behind.starts_with('-')),
            _ if value.is_empty() => false,
            '^' => found.starts_with(value),
            '$' => found.ends_with(value),
            _ => found.contains(value),
        }
    }
}

/// What was looked at so far.
#[derive(Debug, Default)]
pub(super) struct Looks(Cell<u32>);

impl Looks {
    pub(super) fn charge(&self, names: usize) {
        let names = u32::try_from(names).unwrap_or(LOOKS);
        self.0.set(self.0.get().saturating_add(names));
    }

    pub(super) fn spent(&self) -> bool {
        self.0.get() >= LOOKS
    }
}

impl Compound {
    pub(super) fn fits(&self, element: &impl Element, looks: &Looks) -> bool {
        looks.charge(1 + self.ids.len());
        (self.tag.is_empty() || self.tag == element.tag())
            && self
                .ids
                .iter()
                .all(|id| id.eq_ignore_ascii_case(element.id()))
            && self.classes.iter().all(|class| {
                looks.charge(element.classes().len());
                element.classes().contains(class)
            })
            && self.attributes.iter().all(|asked| {
                element.attribute(&asked.name).is_some_and(|found| {
                    looks.charge(1 + found.len() / 16);
                    asked.fits(found)
                })
            })
    }
}

/// Whether the elements around, the outermost first, fit what stands left of a subject.
pub(super) fn lies_within<E: Element>(
    outer: &[(bool, Compound)],
    around: &[E],
    looks: &Looks,
) -> bool {
    let Some(((parent, compound), rest)) = outer.split_first() else {
        return true;
    };
    let mut around = around;
    while let Some((last, before)) = around.split_last() {
        if looks.spent() {
            return false;
        }
        if compound.fits(last, looks) && lies_within(rest, before, looks) {
            return true;
        }
        if *parent {
            return false;
        }
        around = before;
    }
    false
}

/// A selector.
#[derive(Debug)]
pub(super) struct Selector {
    pub(super) subject: Compound,
    /// From the subject outwards; `true`: the direct parent.
    pub(super) outer: Vec<(bool, Compound)>,
    /// What stands before the subject: `+` next to it, `~` anywhere.
    pub(super) beside: Option<(char, Compound)>,
}

/// Reads a selector; `None` for none.
pub(super) fn read(selector: &str) -> Option<Selector> {
    let spaced = spaced(selector.trim_start_matches(['}', ' ']));
    let mut outer: Vec<(bool, Compound)> = Vec::new();
    let mut subject: Option<Compound> = None;
    let mut neighbour = None;
    let mut parent = false;
    let mut beside = None;
    for word in pieces(&spaced, ' ').into_iter().map(str::trim).rev() {
        match word {
            "" => {}
            ">" => parent = true,
            "+" | "~" => beside = word.chars().next(),
            word => {
                let read = compound(word);
                match (subject.as_mut(), beside.take()) {
                    (None, _) => subject = Some(read),
                    (Some(_), Some(mark)) if outer.is_empty() && neighbour.is_none() => {
                        neighbour = Some((mark, read));
                    }
                    (Some(subject), Some(_)) => {
                        // Only the neighbours of the subject are remembered.
                        subject.unsure = true;
                        subject.never |= read.never;
                    }
                    (Some(_), None) if outer.len() > OUTER => break,
                    (Some(_), None) => outer.push((std::mem::take(&mut parent), read)),
                }
            }
        }
    }
    subject.map(|subject| Selector {
        subject,
        outer,
        beside: neighbour,
    })
}

/// Combinators as words of their own, those in brackets left as they are.
fn spaced(selector: &str) -> String {
    let mut out = String::with_capacity(selector.len() + 8);
    let mut depth = 0_u32;
    for c in selector.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match c {
            '>' | '+' | '~' if depth == 0 => out.extend([' ', c, ' ']),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn compound(word: &str) -> Compound {
    let mut found = Compound::default();
    let mut rest = word;
    while let Some(mark) = rest.chars().next() {
        let body = rest.get(mark.len_utf8()..).unwrap_or_default();
        let end = |text: &str| {
            text.find(['.', '#', '[', ':', '*', '('])
                .unwrap_or(text.len())
        };
        let (name, behind) = match mark {
            '.' | '#' | ':' => body.split_at_checked(end(body)).unwrap_or_default(),
            '[' | '(' => to_closing(body),
            '*' => ("", body),
            _ => rest.split_at_checked(end(rest)).unwrap_or_default(),
        };
        match mark {
            '.' => found.classes.push(name.to_owned()),
            '#' => found.ids.push(name.to_owned()),
            ':' if matches!(name, "link" | "any-link") => found.attributes.push(Attribute {
                name: "href".to_owned(),
                value: None,
            }),
            ':' => {
                // A second colon: a box that is no element. Prefixed ones are for one browser.
                found.never |= name.is_empty() || name.starts_with('-') || NEVER.contains(&name);
                found.unsure = true;
            }
            '[' => match Attribute::read(name) {
                Some(asked) => found.attributes.push(asked),
                None => found.unsure = true,
            },
            '(' => found.unsure = true,
            '*' => {}
            _ if name
                .contains(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '-') =>
            {
                found.unsure = true;
            }
            _ => found.tag = name.to_owned(),
        }
        rest = behind;
    }
    found
}

/// What stands in brackets, and behind them.
fn to_closing(text: &str) -> (&str, &str) {
    let mut quote = None;
    let mut depth = 1_u32;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => {
                depth -= 1;
                if depth == 0 {
                    let inside = text.get(..at).unwrap_or_default();
                    return (inside, text.get(at + 1..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    (text, "")
}
