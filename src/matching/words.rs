//! Words that tell one thing from another: Latin words without grammar and business filler, and
//! pairs of Chinese characters.

use std::collections::BTreeSet;

use super::words_en::COMMON;
use super::words_zh::COMMON_HAN;
use crate::model::is_han;

/// The telling words of a text, each once.
pub(super) fn telling(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut word = String::new();
    let mut han = String::new();
    for c in text.chars().chain([' ']) {
        let is_han = is_han(c);
        if !is_han && !han.is_empty() {
            pairs(&std::mem::take(&mut han), &mut found);
        }
        if is_han || !c.is_alphanumeric() {
            latin(&std::mem::take(&mut word), &mut found);
        }
        if is_han {
            han.push(c);
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    found
}

/// Whether a telling word is a pair of Chinese characters.
pub(super) fn is_pair(word: &str) -> bool {
    word.chars().next().is_some_and(is_han)
}

fn latin(word: &str, found: &mut BTreeSet<String>) {
    let letters = word.chars().count();
    // Digits alone are years and parts of numbers, which are compared as numbers elsewhere.
    let telling = letters >= 3 && !word.chars().all(|c| c.is_ascii_digit());
    if !telling || COMMON.binary_search(&word).is_ok() {
        return;
    }
    // "logos" and "logo" are one; "address" and "business" are not plurals.
    let stem = match word.strip_suffix('s') {
        Some(stem)
            if letters >= 4
                && !stem.ends_with('s')
                && !stem.ends_with('u')
                && !stem.ends_with('i') =>
        {
            stem
        }
        _ => word,
    };
    found.insert(stem.to_owned());
}

fn pairs(run: &str, found: &mut BTreeSet<String>) {
    let mut run = run.to_owned();
    for word in COMMON_HAN {
        if run.contains(word) {
            run = run.replace(word, " ");
        }
    }
    for part in run.split(' ') {
        for (a, b) in part.chars().zip(part.chars().skip(1)) {
            found.insert([a, b].iter().collect());
        }
    }
}

/// A text for finding one inside another: lower case, nothing but letters and digits.
pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether `part` stands in `text` as a whole of its own: `INV-1` does not stand in `INV-12`, nor
/// in `INV-1-2`. Both in lower case.
pub(super) fn stands_in(text: &str, part: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric();
    let joins = |c: char| matches!(c, '-' | '/' | '_' | '.');
    text.match_indices(part).any(|(start, _)| {
        let mut before = text.get(..start).unwrap_or("").chars().rev();
        let mut after = text
            .get(start.saturating_add(part.len())..)
            .unwrap_or("")
            .chars();
        let goes_on = |next: Option<char>, beyond: Option<char>| {
            next.is_some_and(|c| inner(c) || joins(c) && beyond.is_some_and(inner))
        };
        !goes_on(before.next(), before.next()) && !goes_on(after.next(), after.next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        telling(text).into_iter().collect()
    }

    #[test]
    fn the_vocabulary_is_sorted() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn filler_is_dropped_and_the_rest_is_kept() {
        for (text, want) in [
            ("Please send the logos as SVG files", &["logo", "svg"][..]),
            ("Opening hours of your shop", &["hour", "opening", "shop"]),
            ("business address", &["address", "business"]),
            ("请提供营业执照", &["业执", "执照", "营业"]),
            ("附件是合同，谢谢", &["合同"]),
            ("Logo见附件", &["logo"]),
            ("2026 12 ab a4b", &["a4b"]),
            ("the programme for Friday", &["programme"]),
            ("周四讲座的讲稿", &["讲座", "讲稿"]),
            ("", &[]),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }

    #[test]
    fn numbers_stand_on_their_own() {
        for (text, part, want) in [
            ("paid inv-1 today", "inv-1", true),
            ("paid inv-12 today", "inv-1", false),
            ("paid inv-1-2 today", "inv-1", false),
            ("发票inv-1已付", "inv-1", true),
            ("no. x-2026-7", "2026-7", false),
            ("inv-1.", "inv-1", true),
            ("inv-1.pdf", "inv-1", false),
        ] {
            assert_eq!(stands_in(text, part), want, "{part} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC*", part in "\\PC+") {
            telling(&text);
            squeezed(&text);
            stands_in(&text, &part);
        }
    }
}
