//! What mail programs of many languages write around quotes, and people under their letters.

mod answers;
mod attributions;
mod closings;
mod devices;
mod disclaimers;
mod footers;
mod labels;
mod names;
mod separators;

pub(super) use answers::{ANSWER, BELOW};
pub(super) use attributions::WROTE;
pub(super) use closings::{CLOSING, REGARDS, WISHES};
pub(super) use devices::{
    APPS, BEARER_FIRST, GET_FIRST, PROGRAMS, SENT_FIRST, SENT_LAST, SENT_WITH,
};
pub(super) use disclaimers::{DISCLAIMER_PROOF, DISCLAIMER_START, IMPRINT, ITSELF};
pub(super) use footers::{EXCUSES, FOOTERS, SCANNED};
pub(super) use labels::{CC, DATE, FROM, SUBJECT, TO};
pub(super) use names::{NO_NAME, OFFICE_ENDS, OFFICES, POSTS, SAYING, SURNAMES};
pub(super) use separators::{ABOVE, FORWARDED, ORIGINAL};

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
