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
];

/// What a selector looks at.
pub(super) trait Element {
    fn tag(&self) -> &str;
    fn id(&self) -> &str;
    /// Lower case, each once: see [`classes`].
    fn classes(&self) -> &[String];
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
    /// It says more than is looked at here: it may fit fewer elements.
    pub(super) unsure: bool,
    pub(super) never: bool,
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

/// A selector: its subject, and what it must lie in. `None` for none.
pub(super) fn read(selector: &str) -> Option<(Compound, Vec<(bool, Compound)>)> {
    let spaced = selector
        .trim_start_matches(['}', ' '])
        .replace(['\n', '\r', '\t'], " ")
        .replace('>', " > ")
        .replace('+', " + ")
        .replace('~', " ~ ");
    let mut outer = Vec::new();
    let mut subject = None;
    let mut parent = false;
    let mut beside = false;
    for word in pieces(&spaced, ' ').into_iter().map(str::trim).rev() {
        match word {
            "" => {}
            ">" => parent = true,
            "+" | "~" => beside = true,
            word if subject.is_none() => subject = Some(compound(word)),
            word if beside => {
                // Which neighbours it has is not remembered.
                beside = false;
                if let Some(subject) = subject.as_mut() {
                    subject.unsure = true;
                    subject.never |= compound(word).never;
                }
            }
            word => {
                if outer.len() > OUTER {
                    break;
                }
                outer.push((std::mem::take(&mut parent), compound(word)));
            }
        }
    }
    subject.map(|subject| (subject, outer))
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
            '[' => body.split_once(']').unwrap_or((body, "")),
            '(' => body.split_once(')').unwrap_or((body, "")),
            '*' => ("", body),
            _ => rest.split_at_checked(end(rest)).unwrap_or_default(),
        };
        match mark {
            '.' => found.classes.push(name.to_owned()),
            '#' => found.ids.push(name.to_owned()),
            ':' => {
                found.never |= NEVER.contains(&name);
                // `:first-child` may fit less; `:link` fits all links.
                found.unsure = true;
            }
            '[' | '(' => found.unsure = true,
            '*' => {}
            _ => found.tag = name.to_owned(),
        }
        rest = behind;
    }
    found
}
