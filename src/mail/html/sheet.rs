//! Style sheets of a mail, as far as they decide whether text is seen: rules, selectors, media.

use std::collections::HashMap;

use super::look::{Look, Seen};
use super::selector::{Element, Looks, OUTER, Selector, lies_within, read};
use super::style::{Declaration, STYLE, Style, decides, declarations, pieces, plain};
use super::tokens::Attributes;

/// Rules kept of one mail; newsletters have a few hundred.
const RULES: usize = 2000;
/// Nesting of blocks.
const DEPTH: usize = 8;
/// Attributes that selectors may ask for.
const ASKED: usize = 16;
/// Selectors of one rule.
const SELECTORS: usize = 50;

/// How sure it is that a rule holds for an element it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    /// In every program.
    Surely,
    /// In programs that look at attributes and neighbours.
    Mostly,
    /// In some, on some screens, or in a way that is not followed here.
    Perhaps,
}

#[derive(Debug)]
struct Rule {
    selector: Selector,
    holds: Holds,
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
    /// Values hang on variables; variables are set.
    variables: (bool, bool),
}

impl Sheet {
    /// Whether there were too many rules and elements to know what is seen.
    pub(super) fn is_exhausted(&self) -> bool {
        self.cut || self.looks.spent() || self.variables == (true, true)
    }

    /// The attributes that must be known of an element.
    pub(super) fn asks(&self) -> &[String] {
        &self.asks
    }

    /// Whether it must be known what stands before an element.
    pub(super) fn asks_beside(&self) -> bool {
        self.asks_beside
    }

    /// A part was left out, or it is not known what is seen.
    pub(super) fn leave_out(&mut self) {
        self.cut = true;
    }

    /// Takes note of the variables in declarations.
    pub(super) fn note(&mut self, said: &[Declaration]) {
        for one in said {
            self.variables.0 |= one.variable;
            self.variables.1 |= one.name.starts_with("--");
        }
    }

    /// Adds what stands in a `style` element, which itself may hold for some readers only.
    pub(super) fn add(&mut self, css: &str, holds: Holds) {
        let css = plain(&css.replace("<!--", " ").replace("-->", " "));
        self.block(&css, 0, holds);
    }

    fn block(&mut self, css: &str, depth: usize, holds: Holds) {
        let mut rest = css;
        while let Some(at) = end_of_prelude(rest) {
            let (prelude, tail) = rest.split_at_checked(at).unwrap_or_default();
            let prelude = prelude.trim();
            if let Some(after) = tail.strip_prefix(';') {
                // `@charset …;`, `@import …;`, or noise.
                self.cut |= prelude.starts_with("@import") && prelude.contains("data:");
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
                    "media" => readers(query),
                    "font-face"
                    | "page"
                    | "keyframes"
                    | "viewport"
                    | "counter-style"
                    | "property"
                    | "font-feature-values" => None,
                    name if name.starts_with('-') => None,
                    _ => Some(Holds::Perhaps),
                };
                if let Some(within) = within {
                    if depth < DEPTH {
                        self.block(body, depth + 1, holds.max(within));
                    } else {
                        self.cut = true;
                    }
                }
                continue;
            }
            // Rules within rules: programs that know none read them as noise.
            self.cut |= body.contains('{');
            self.cut |= body.len() > STYLE;
            let said = declarations(body);
            self.note(&said);
            let said = last_of_each(said, holds);
            if said.is_empty() {
                continue;
            }
            let said = std::rc::Rc::new(said);
            for (at, one) in pieces(prelude, ',').into_iter().enumerate() {
                if self.rules.len() >= RULES || at >= SELECTORS {
                    self.cut = true;
                    break;
                }
                self.rule(one, &said, holds);
            }
            if self.rules.len() >= RULES && self.cut {
                return;
            }
        }
    }

    fn rule(&mut self, selector: &str, said: &std::rc::Rc<Vec<Declaration>>, holds: Holds) {
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
        let asks = || around().chain(beside).flat_map(|c| &c.attributes);
        let holds = if around().chain(beside).any(|c| c.unsure) {
            Holds::Perhaps
        } else if beside.is_some() || asks().next().is_some() {
            holds.max(Holds::Mostly)
        } else {
            holds
        };
        if holds > Holds::Surely && !said.iter().any(may_hide) {
            return;
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
            holds,
            weight,
            declarations: std::rc::Rc::clone(said),
        });
    }

    /// What holds for an element: the rules that fit and its own style, the last most; and what holds
    /// with the rules that do so in some programs only, if there are any. `before` stands beside it.
    pub(super) fn style<'s, E: Element>(
        &'s self,
        element: &E,
        before: Option<&E>,
        around: &[E],
        own: &'s [Declaration],
    ) -> (Style<'s>, Option<(Style<'s>, Holds)>) {
        let mut fits: Vec<(&Rule, usize)> = Vec::new();
        let mut least = Holds::Surely;
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
                        let holds = match &rule.selector.beside {
                            None => rule.holds,
                            Some((mark, c)) => match before {
                                Some(b) if c.fits(b, &self.looks) => rule.holds,
                                // It may stand farther before.
                                Some(_) if *mark == '~' => Holds::Perhaps,
                                _ => continue,
                            },
                        };
                        least = least.max(holds);
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
        let styled = |most: Holds| {
            let fits = &fits;
            let ruled = move |important: bool| {
                fits.iter()
                    .filter(move |(rule, _)| rule.holds <= most)
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
        };
        let all = (least > Holds::Surely).then(|| (styled(Holds::Perhaps), least));
        (styled(Holds::Surely), all)
    }
}

/// Whether a declaration can hide anything by itself or beside others.
fn may_hide(d: &Declaration) -> bool {
    match d.name.as_str() {
        "display" => d.value == "none" || d.value.contains('('),
        "visibility" => d.value != "visible",
        "overflow" | "overflow-x" | "overflow-y" => !d.value.contains("visible"),
        "position" => d.value != "static",
        "color" | "background" | "background-color" => {
            !matches!(d.value.as_str(), "inherit" | "none" | "transparent")
        }
        "font-size" | "font" | "opacity" | "zoom" | "scale" => {
            let (mut style, around) = (Style::default(), Look::default());
            style.0.push(d);
            around.of("", &style, &Attributes::default()).seen() > Seen::Yes
        }
        "line-height" | "padding" | "padding-left" | "z-index" => d.value.starts_with(['0', '-']),
        _ => !matches!(
            d.value.as_str(),
            "none" | "auto" | "normal" | "100%" | "inherit"
        ),
    }
}

/// The declarations that decide, those left out that a later one of the same rule overrules.
///
/// Of rules that hold for some readers only, what shows something is left out too: it does not for all.
fn last_of_each(all: Vec<Declaration>, holds: Holds) -> Vec<Declaration> {
    let mut said: Vec<Declaration> = Vec::new();
    for one in all.into_iter().rev() {
        if decides(&one.name)
            && (holds == Holds::Surely || may_hide(&one))
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

/// For whom of those who read on a screen a media query holds; `None`: for nobody.
pub(super) fn readers(query: &str) -> Option<Holds> {
    query
        .split(',')
        .filter_map(|one| {
            let one = one.trim().trim_start_matches("only ").trim();
            match one.strip_prefix("not ") {
                Some(rest) => match part_of(rest) {
                    None => Some(Holds::Surely),
                    Some(Holds::Surely) => None,
                    some => some,
                },
                None => part_of(one),
            }
        })
        .min()
}

fn part_of(query: &str) -> Option<Holds> {
    query
        .split(" and ")
        .map(str::trim)
        .try_fold(Holds::Surely, |all, part| {
            let Some(feature) = part.strip_prefix('(') else {
                return matches!(part, "" | "all" | "screen").then_some(all);
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
            let surely = match name.trim() {
                "min-width" | "min-device-width" => pixels().is_some_and(|n| n <= 320.0),
                "max-width" | "max-device-width" => pixels().is_some_and(|n| n >= 2500.0),
                // A way to say "WebKit": Apple's.
                "-webkit-min-device-pixel-ratio" | "min-resolution" => {
                    pixels().is_some_and(|n| n == 0.0)
                }
                "prefers-color-scheme" => value == "light",
                _ => false,
            };
            Some(if surely { all } else { Holds::Perhaps })
        })
}
