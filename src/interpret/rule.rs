//! One pattern of a vocabulary: the texts it stands for if they can be listed, else an expression and
//! literals that every match of it holds.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::needles::Needles;
use super::pattern::Pattern;
use super::ways::Ways;

/// Texts a pattern is listed as; with more it stays an expression. The trie must stay small enough
/// for the processor's cache.
const LISTED: usize = 48;

/// One pattern.
pub(super) struct Rule {
    pattern: String,
    /// Stands between ASCII word boundaries (the Unicode ones are slow on Chinese text).
    pub(super) bounded: bool,
    /// Everything it matches, preferred first; empty if that cannot be listed.
    pub(super) texts: Vec<String>,
    /// Every match holds one of each set.
    pub(super) needles: Vec<Needles>,
    ways: OnceLock<Option<Ways>>,
    compiled: OnceLock<Option<Regex>>,
}

impl Rule {
    /// A pattern as rules, one for each alternative: the texts of most of those can be listed.
    pub(super) fn all(pattern: &str, bounded: bool) -> Vec<Self> {
        let parts = alternatives(pattern);
        parts.iter().map(|part| Self::new(part, bounded)).collect()
    }

    /// A pattern; `bounded` ones stand between ASCII word boundaries.
    pub(super) fn new(pattern: &str, bounded: bool) -> Self {
        let read = Pattern::read(pattern);
        let texts = read.texts(LISTED).unwrap_or_default();
        let texts = if texts.iter().all(|t| !t.is_empty()) {
            texts
        } else {
            Vec::new()
        };
        Self {
            pattern: pattern.to_owned(),
            bounded,
            needles: if texts.is_empty() {
                read.needles()
            } else {
                Vec::new()
            },
            texts,
            ways: OnceLock::new(),
            compiled: OnceLock::new(),
        }
    }

    /// The expression, compiled when first asked; `None` if it is none.
    pub(super) fn expression(&self) -> Option<&Regex> {
        let compile = || {
            let pattern = &self.pattern;
            if self.bounded {
                Regex::new(&format!(r"(?-u:\b)(?:{pattern})(?-u:\b)")).ok()
            } else {
                Regex::new(pattern).ok()
            }
        };
        self.compiled.get_or_init(compile).as_ref()
    }

    /// Whether everything it matches is listed.
    pub(super) fn listed(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Whether it matches.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let ways = || Ways::of(&Pattern::read(&self.pattern), self.bounded);
        match self.ways.get_or_init(ways) {
            Some(ways) => ways.is_match(text),
            None => self.expression().is_some_and(|r| r.is_match(text)),
        }
    }

    /// Where it matches first. Most patterns asked for do not, and then need no expression.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.is_match(text).then(|| self.find_at(text, 0))?
    }

    /// Where the expression matches from a byte on.
    pub(super) fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        Some(self.expression()?.find_at(text, from)?.range())
    }
}

/// What stands between the bars of a pattern that lie in no group and no class.
fn alternatives(pattern: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    for c in pattern.chars() {
        let plain = !escaped;
        escaped = plain && c == '\\';
        match c {
            '[' if plain => in_class = true,
            ']' if plain => in_class = false,
            '(' if plain && !in_class => depth = depth.saturating_add(1),
            ')' if plain && !in_class => depth = depth.saturating_sub(1),
            '|' if plain && !in_class && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_rules_of_their_own() {
        for (pattern, want) in [
            ("paid|sent", vec!["paid", "sent"]),
            ("paid [a-z]+|sent", vec!["paid [a-z]+", "sent"]),
            (
                r"(?:a|b)+|[|(]x.|\|y*|c\\|[^\]|]+",
                vec!["(?:a|b)+", "[|(]x.", r"\|y*", r"c\\", r"[^\]|]+"],
            ),
        ] {
            let rules = Rule::all(pattern, false);
            let got: Vec<&str> = rules.iter().map(|rule| rule.pattern.as_str()).collect();
            assert_eq!(got, want);
        }
    }
}
