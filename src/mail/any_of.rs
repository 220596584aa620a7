//! Whether any word of a long table stands in a text, found in one pass.

use aho_corasick::AhoCorasick;

/// A table of words, ready to be looked for.
pub(super) struct AnyOf {
    words: &'static [&'static str],
    /// `None` if there are too many of them for one.
    automaton: Option<AhoCorasick>,
}

impl AnyOf {
    /// Prepares a table.
    pub(super) fn new(words: &'static [&'static str]) -> Self {
        Self {
            words,
            automaton: AhoCorasick::new(words).ok(),
        }
    }

    /// Whether a text holds one of the words.
    pub(super) fn is_in(&self, text: &str) -> bool {
        match &self.automaton {
            Some(automaton) => automaton.is_match(text),
            None => self.words.iter().any(|word| text.contains(word)),
        }
    }
}
