//! One pattern of a vocabulary: the texts it stands for if they can be listed, else an expression and
//! literals that every match of it holds.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::needles::Needles;
use super::pattern::Pattern;

/// Texts a pattern is listed as; with more it stays an expression. The trie must stay small enough
/// for the processor's cache.
const LISTED: usize = 48;

/// One pattern.
pub(super) struct Rule {
    /// The expression, with its word boundaries.
    spelt: String,
    /// Stands between ASCII word boundaries (the Unicode ones are slow on Chinese text).
    pub(super) bounded: bool,
    /// Everything it matches, preferred first; empty if that cannot be listed.
    pub(super) texts: Vec<String>,
    /// Every match holds one of each set.
    pub(super) needles: Vec<Needles>,
    compiled: OnceLock<Option<Regex>>,
}

impl Rule {
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
            spelt: if bounded {
                format!(r"(?-u:\b)(?:{pattern})(?-u:\b)")
            } else {
                pattern.to_owned()
            },
            bounded,
            needles: if texts.is_empty() {
                read.needles()
            } else {
                Vec::new()
            },
            texts,
            compiled: OnceLock::new(),
        }
    }

    /// The expression, compiled when first asked; `None` if it is none.
    pub(super) fn expression(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| Regex::new(&self.spelt).ok())
            .as_ref()
    }

    /// Whether everything it matches is listed.
    pub(super) fn listed(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Whether the expression matches.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.expression().is_some_and(|r| r.is_match(text))
    }

    /// Where the expression matches from a byte on.
    pub(super) fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        Some(self.expression()?.find_at(text, from)?.range())
    }
}
