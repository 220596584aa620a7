//! Whether the plain and the HTML form of a text say the same.

use std::collections::HashSet;

use crate::mail::quoting;

/// Words of a text, links and marks left out; hanzi count each.
fn words(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    for piece in text.split_whitespace() {
        if piece.contains("://")
            || piece.contains('@')
            || piece.contains("www.")
            || piece.starts_with("[cid")
            || piece.starts_with("[image")
        {
            continue;
        }
        let mut word = String::new();
        for c in piece.chars() {
            if ('\u{3400}'..='\u{9fff}').contains(&c) {
                found.insert(c.to_string());
            } else if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            } else if !word.is_empty() {
                found.insert(std::mem::take(&mut word));
            }
        }
        if !word.is_empty() {
            found.insert(word);
        }
    }
    found
}

/// Whether the two forms of a text say materially different things: own words of one that stand
/// nowhere in the other.
pub(super) fn disagree(plain: &str, seen: &str, subject: &str) -> bool {
    let (all_plain, all_seen) = (words(plain), words(seen));
    let missing = |own: &str, all: &HashSet<String>| {
        let own = words(own);
        let gone = own.iter().filter(|w| !all.contains(*w)).count();
        gone >= 3 && gone * 4 >= own.len()
    };
    // Equal in all words: no need to take both apart.
    if all_plain == all_seen {
        return false;
    }
    missing(&quoting::split(plain, subject).own, &all_seen)
        || missing(&quoting::split(seen, subject).own, &all_plain)
}
