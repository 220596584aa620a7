//! The verb at the head of a command.

use crate::interpret::verbs::{Takes, VERBS};
use crate::model::Verb;

/// The verb a text begins with, and what stands after it.
pub(super) fn verb_at(text: &str) -> Option<(Verb, Takes, &str)> {
    VERBS
        .iter()
        .flat_map(|(verb, takes, words)| words.iter().map(move |w| (*verb, *takes, *w)))
        .filter_map(|(verb, takes, word)| {
            let rest = text.strip_prefix(word)?;
            let ends = rest.chars().next().is_none_or(|c| {
                if word.is_ascii() {
                    !c.is_ascii_alphabetic() && !"'-_@.".contains(c) || c == '.' && rest.len() == 1
                } else {
                    true
                }
            });
            ends.then_some((word.len(), verb, takes, rest))
        })
        .max_by_key(|(length, ..)| *length)
        .map(|(_, verb, takes, rest)| (verb, takes, rest))
}

/// Misspelt by one letter, or two letters swapped.
pub(super) fn near_verb(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() >= 3
        && word.is_ascii()
        && VERBS
            .iter()
            .flat_map(|(_, _, words)| words.iter())
            .filter(|w| w.is_ascii() && w.len() >= 4)
            .any(|verb| {
                let verb: Vec<char> = verb.chars().collect();
                let same = letters
                    .iter()
                    .zip(&verb)
                    .take_while(|(a, b)| a == b)
                    .count();
                let tail = letters
                    .iter()
                    .rev()
                    .zip(verb.iter().rev())
                    .take_while(|(a, b)| a == b)
                    .count();
                let most = letters.len().max(verb.len());
                let differ = most.saturating_sub(same.saturating_add(tail));
                let mut sorted = (letters.clone(), verb.clone());
                sorted.0.sort_unstable();
                sorted.1.sort_unstable();
                differ <= 1 || differ == 2 && sorted.0 == sorted.1
            })
}
