//! Style sheets of a mail, as far as they decide whether text is seen: rules, selectors, media.

use std::cell::Cell;
use std::collections::HashMap;

use super::selector::{Element, Looks, OUTER, Selector, lies_within, read};
use super::style::{Declaration, STYLE, Style, declarations, gone, invisible, pieces, plain, tiny};

/// Rules kept of one mail; newsletters have a few hundred.
const RULES: usize = 2000;
/// Nesting of blocks.
const DEPTH: usize = 8;
/// Attributes that selectors may ask for.
const ASKED: usize = 16;
/// Selectors of one rule.
const SELECTORS: usize = 50;

/// Properties that decide whether text is seen; rules without any are not kept.
const RELEVANT: &[&str] = &[
    "display",
    "visibility",
    "opacity",
    "font-size",
    "font",
    "color",
    "-webkit-text-fill-color",
    "background",
    "background-color",
    "overflow",
    "overflow-x",
    "overflow-y",
    "height",
    "max-height",
    "width",
    "max-width",
    "text-indent",
    "margin-left",
    "margin-top",
    "position",
    "left",
    "top",
    "right",
    "bottom",
    "clip",
    "clip-path",
    "-webkit-clip-path",
    "transform",
    "-webkit-transform",
    "scale",
    "filter",
    "-ms-filter",
    "mso-hide",
    "content-visibility",
];

#[derive(Debug)]
struct Rule {
    selector: Selector,
    /// It may fit less than is looked at.
    unsure: bool,
    weight: (usize, usize, usize),
    declarations: std::rc::Rc<Vec<Declaration>>,
}

/// The rules of a mail.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    by_key: HashMap<String, Vec<usize>>,
    looks: Looks,
    /// Attributes that selectors ask for.
    asks: Vec<String>,
    /// Selectors ask what stands beside an element.
    asks_beside: bool,
    /// Rules were left out.
    cut: bool,
    /// A rule may have hidden something.
    doubt: Cell<bool>,
}

impl Sheet {
    /// Whether there were too many rules and elements to know what is seen.
    pub(super) fn is_exhausted(&self) -> bool {
        self.cut || self.doubt.get() || self.looks.spent()
    }

    /// The attributes that must be known of an element.
    pub(super) fn asks(&self) -> &[String] {
        &self.asks
    }

    /// Whether it must be known what stands before an element.
    pub(super) fn asks_beside(&self) -> bool {
        self.asks_beside
    }

    /// A part of a style was left out: what it hides is not known.
    pub(super) fn leave_out(&mut self) {
        self.cut = true;
    }

    /// Adds what stands in a `style` element.
    pub(super) fn add(&mut self, css: &str) {
        let css = plain(&css.replace("<!--", " ").replace("-->", " "));
        self.block(&css, 0);
    }

    fn block(&mut self, css: &str, depth: usize) {
        let mut rest = css;
        while let Some(at) = end_of_prelude(rest) {
            let (prelude, tail) = rest.split_at_checked(at).unwrap_or_default();
            let prelude = prelude.trim();
            if let Some(after) = tail.strip_prefix(';') {
                // `@charset …;`, `@import …;`, or noise.
                rest = after;
                continue;
            }
            let tail = tail.get(1..).unwrap_or_default();
            let (body, after) = to_closing_brace(tail);
            rest = after;
            if let Some(rule) = prelude.strip_prefix('@') {
                let (name, query) = rule
                    .split_once(|c: char| c.is_whitespace() || c == '(')
                    .map_or((rule, ""), |(name, _)| {
                        (name, rule.get(name.len()..).unwrap_or_default())
                    });
                let within = match name {
                    "media" => holds(query),
                    "supports" | "layer" | "container" => true,
                    _ => false,
                };
                if within && depth < DEPTH {
                    self.block(body, depth + 1);
                }
                self.cut |= within && depth >= DEPTH;
                continue;
            }
            self.cut |= body.len() > STYLE;
            let said = last_of_each(declarations(body));
            if said.is_empty() {
                continue;
            }
            let said = std::rc::Rc::new(said);
            for (at, one) in pieces(prelude, ',').into_iter().enumerate() {
                if self.rules.len() >= RULES || at >= SELECTORS {
                    self.cut = true;
                    break;
                }
                self.rule(one, &said);
            }
            if self.rules.len() >= RULES && self.cut {
                return;
            }
        }
    }

    fn rule(&mut self, selector: &str, said: &std::rc::Rc<Vec<Declaration>>) {
        let Some(selector) = read(selector) else {
            return;
        };
        if selector.outer.len() > OUTER {
            self.cut = true;
            return;
        }
        let beside = selector.beside.as_ref().map(|(_, c)| c);
        let around = || {
            selector
                .outer
                .iter()
                .map(|(_, c)| c)
                .chain([&selector.subject])
        };
        if around().chain(beside).any(|c| c.never) {
            return;
        }
        let unsure = around().chain(beside).any(|c| c.unsure);
        let asks = || around().chain(beside).flat_map(|c| &c.attributes);
        if unsure || beside.is_some() || asks().next().is_some() {
            // Not all programs look at these: such a rule may hide, but not show.
            let style = Style(said.iter().collect());
            if !gone(&style) && invisible(&style) != Some(true) && tiny(&style) != Some(true) {
                return;
            }
        }
        for asked in asks() {
            if self.asks.contains(&asked.name) {
                continue;
            }
            if self.asks.len() >= ASKED {
                self.cut = true;
                return;
            }
            self.asks.push(asked.name.clone());
        }
        self.asks_beside |= beside.is_some();
        let all = || around().chain(beside);
        let weight = (
            all().map(|c| c.ids.len()).sum(),
            all()
                .map(|c| c.classes.len() + c.attributes.len() + usize::from(c.unsure))
                .sum(),
            all().filter(|c| !c.tag.is_empty()).count(),
        );
        let subject = &selector.subject;
        let key = match (subject.ids.first(), subject.classes.first()) {
            (Some(id), _) => format!("#{id}"),
            (None, Some(class)) => format!(".{class}"),
            (None, None) => subject.tag.clone(),
        };
        self.by_key.entry(key).or_default().push(self.rules.len());
        self.rules.push(Rule {
            selector,
            unsure,
            weight,
            declarations: std::rc::Rc::clone(said),
        });
    }

    /// What holds for an element: the rules that fit and its own style, the last most. `before` stands
    /// beside it.
    pub(super) fn style<'s, E: Element>(
        &'s self,
        element: &E,
        before: Option<&E>,
        around: &[E],
        own: &'s [Declaration],
    ) -> Style<'s> {
        let mut fits: Vec<(&Rule, usize)> = Vec::new();
        if !self.rules.is_empty() && !self.looks.spent() {
            let mut look = |key: &str| {
                for &at in self.by_key.get(key).into_iter().flatten() {
                    if self.looks.spent() {
                        return;
                    }
                    if let Some(rule) = self.rules.get(at)
                        && rule.selector.subject.fits(element, &self.looks)
                        && lies_within(&rule.selector.outer, around, &self.looks)
                    {
                        let beside = rule.selector.beside.as_ref().map(|(mark, c)| {
                            let fits = before.is_some_and(|b| c.fits(b, &self.looks));
                            (fits, *mark == '~' && before.is_some())
                        });
                        match beside {
                            _ if rule.unsure => {
                                self.doubt.set(true);
                                continue;
                            }
                            Some((false, farther)) => {
                                self.doubt.set(self.doubt.get() || farther);
                                continue;
                            }
                            Some((true, _)) | None => {}
                        }
                        self.looks.charge(rule.declarations.len());
                        fits.push((rule, at));
                    }
                }
            };
            look("");
            look(element.tag());
            if !element.id().is_empty() {
                look(&format!("#{}", element.id().to_lowercase()));
            }
            for class in element.classes() {
                look(&format!(".{class}"));
            }
            fits.sort_by_key(|(rule, at)| (rule.weight, *at));
            fits.dedup_by_key(|(_, at)| *at);
        }
        let ruled = |important: bool| {
            fits.iter()
                .flat_map(|(rule, _)| rule.declarations.iter())
                .filter(move |d| d.important == important)
        };
        let owned = |important: bool| own.iter().filter(move |d| d.important == important);
        Style(
            ruled(false)
                .chain(owned(false))
                .chain(ruled(true))
                .chain(owned(true))
                .collect(),
        )
    }
}

/// The declarations that decide, those left out that a later one of the same rule overrules.
fn last_of_each(all: Vec<Declaration>) -> Vec<Declaration> {
    let mut said: Vec<Declaration> = Vec::new();
    for one in all.into_iter().rev() {
        if RELEVANT.contains(&one.name.as_str())
            && !said
                .iter()
                .any(|d| d.name == one.name && d.important == one.important)
        {
            said.push(one);
        }
    }
    said.reverse();
    said
}

/// Where the prelude of a rule ends: at `{`, or at `;` where it has no block.
fn end_of_prelude(css: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_u32;
    for (at, c) in css.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c || c == '\n' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, '{') => return Some(at),
            (None, ';') if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// What stands in a block, and behind it.
fn to_closing_brace(css: &str) -> (&str, &str) {
    let mut quote = None;
    let mut depth = 1_u32;
    for (at, c) in css.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c || c == '\n' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    let body = css.get(..at).unwrap_or_default();
                    return (body, css.get(at + 1..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    (css, "")
}

/// Whether a media query holds for everybody who reads on a screen, narrow or wide.
pub(super) fn holds(query: &str) -> bool {
    query.split(',').any(|one| {
        let one = one.trim().trim_start_matches("only ").trim();
        match one.strip_prefix("not ") {
            Some(rest) => !holds_all(rest),
            None => holds_all(one),
        }
    })
}

fn holds_all(query: &str) -> bool {
    query.split(" and ").map(str::trim).all(|part| {
        let Some(feature) = part.strip_prefix('(') else {
            return matches!(part, "" | "all" | "screen");
        };
        let (name, value) = feature
            .trim_end_matches(')')
            .split_once(':')
            .unwrap_or((feature, ""));
        let value = value.trim();
        let pixels = || {
            let number = value.trim_end_matches(|c: char| c.is_alphabetic());
            let unit = if value.ends_with("em") { 16.0 } else { 1.0 };
            number.parse::<f32>().ok().map(|n| n * unit)
        };
        match name.trim() {
            "min-width" | "min-device-width" => pixels().is_some_and(|n| n <= 320.0),
            "max-width" | "max-device-width" => pixels().is_some_and(|n| n >= 2500.0),
            // A way to say "WebKit": Apple's.
            "-webkit-min-device-pixel-ratio" | "min-resolution" => {
                pixels().is_some_and(|n| n == 0.0)
            }
            _ => false,
        }
    })
}
