//! What mail programs of many languages write around quotes, and people under their letters.

mod answers;
mod attributions;
mod closings;
mod devices;
mod disclaimers;
mod footers;
mod labels;
mod legal;
mod names;
mod programs;
mod recipients;
mod separators;

use std::collections::HashMap;

pub(super) use answers::{ANSWER, BELOW};
pub(super) use attributions::WROTE;
pub(super) use closings::{CLOSING, REGARDS, WISHES};
pub(super) use devices::{BEARER_FIRST, SENT_FIRST, SENT_LAST, SENT_WITH};
pub(super) use disclaimers::DISCLAIMER_START;
pub(super) use footers::{EXCUSES, FOOTERS, SCANNED};
pub(super) use labels::{DATE, FROM, SUBJECT};
pub(super) use legal::{DISCLAIMER_PROOF, IMPRINT, ITSELF};
pub(super) use names::{NO_NAME, OFFICE_ENDS, OFFICES, POSTS, SAYING, SURNAMES};
pub(super) use programs::{APPS, GET_FIRST, PROGRAMS};
pub(super) use recipients::{CC, TO};
pub(super) use separators::{ABOVE, FORWARDED, ORIGINAL};

/// Beginnings of lines by their first character: every line is asked.
pub(super) struct Beginnings(HashMap<char, Vec<&'static str>>);

impl Beginnings {
    /// All words of some tables.
    pub(super) fn of(tables: &[&[&'static str]]) -> Self {
        let mut by_first: HashMap<char, Vec<&'static str>> = HashMap::new();
        for word in tables.iter().copied().flatten() {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push(word);
            }
        }
        Self(by_first)
    }

    /// Whether a word begins with this character, in small letters.
    pub(super) fn any_with(&self, first: char) -> bool {
        self.0.contains_key(&first)
    }

    /// Whether a folded text begins with one of the words.
    pub(super) fn begin(&self, text: &str) -> bool {
        text.chars()
            .next()
            .and_then(|first| self.0.get(&first))
            .is_some_and(|words| words.iter().any(|word| text.starts_with(word)))
    }
}

/// Lower case without the dot that lower-casing `İ` leaves, and with straight apostrophes: how the
/// tables are written.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\u{307}')
        .map(|c| {
            if matches!(c, '’' | '‘' | 'ʼ') {
                '\''
            } else {
                c
            }
        })
        .collect()
}

/// The first so many characters of a text.
pub(super) fn head(text: &str, chars: usize) -> &str {
    if text.len() <= chars {
        return text;
    }
    let end = text.char_indices().nth(chars).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_folded_and_hold_no_word_twice() {
        for (name, table) in [
            ("WROTE", WROTE),
            ("ANSWER", ANSWER),
            ("BELOW", BELOW),
            ("ORIGINAL", ORIGINAL),
            ("FORWARDED", FORWARDED),
            ("FROM", FROM),
            ("DATE", DATE),
            ("TO", TO),
            ("CC", CC),
            ("SUBJECT", SUBJECT),
            ("CLOSING", CLOSING),
            ("REGARDS", REGARDS),
            ("SENT_FIRST", SENT_FIRST),
            ("SENT_LAST", SENT_LAST),
            ("SENT_WITH", SENT_WITH),
            ("BEARER_FIRST", BEARER_FIRST),
            ("GET_FIRST", GET_FIRST),
            ("PROGRAMS", PROGRAMS),
            ("DISCLAIMER_START", DISCLAIMER_START),
            ("DISCLAIMER_PROOF", DISCLAIMER_PROOF),
            ("IMPRINT", IMPRINT),
            ("ITSELF", ITSELF),
            ("ABOVE", ABOVE),
            ("APPS", APPS),
            ("EXCUSES", EXCUSES),
            ("FOOTERS", FOOTERS),
            ("SCANNED", SCANNED),
            ("NO_NAME", NO_NAME),
            ("OFFICES", OFFICES),
            ("POSTS", POSTS),
        ] {
            let mut seen = std::collections::HashSet::new();
            for word in table {
                assert_eq!(&fold(word), word, "{name}");
                assert!(seen.insert(word), "{name}: {word}");
            }
        }
    }
}
