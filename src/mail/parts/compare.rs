//! Whether the plain and the HTML form of a text say the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::mail::quoting;

/// Words that turn what is said round.
const TURNING: &str = "not never none cannot nothing haven hasn isn wasn didn don won without unpaid \
    nicht kein keine nie pas jamais aucun nunca niet geen не 未 没 沒 不 勿 莫";

/// Words of a short mail.
const FEW: usize = 20;

/// The words of a text by their hash, sorted, each once.
fn words(text: &str) -> Vec<u64> {
    let mut found = Vec::with_capacity(text.len() / 6);
    for piece in text.split_whitespace() {
        if piece.contains("://")
            || piece.contains('@')
            || piece.contains("www.")
            || piece.starts_with("[cid")
            || piece.starts_with("[image")
        {
            continue;
        }
        let mut word = DefaultHasher::new();
        let mut any = false;
        for c in piece.chars() {
            if ('\u{3400}'..='\u{9fff}').contains(&c) {
                let mut one = DefaultHasher::new();
                c.hash(&mut one);
                found.push(one.finish());
            } else if c.is_alphanumeric() {
                any = true;
                c.to_lowercase().for_each(|c| c.hash(&mut word));
            } else if any {
                found.push(std::mem::take(&mut word).finish());
                any = false;
            }
        }
        if any {
            found.push(word.finish());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether the two forms of a text say materially different things: own words of one that stand
/// nowhere in the other. Links and marks are left out, hanzi count each.
pub(super) fn disagree(plain: &str, seen: &str, subject: &str) -> bool {
    let (all_plain, all_seen) = (words(plain), words(seen));
    // Equal in all words: no need to take both apart.
    if all_plain == all_seen {
        return false;
    }
    let turning = words(TURNING);
    let missing = |text: &str, all: &[u64], others: &[u64]| {
        // One word turns `paid` round.
        let turned = |of: &[u64]| {
            turning
                .iter()
                .any(|w| of.binary_search(w).is_ok() && others.binary_search(w).is_err())
        };
        let strange = |of: &[u64]| {
            of.iter()
                .filter(|w| others.binary_search(w).is_err())
                .count()
        };
        // Fewer strange words in all of it than own ones may be: no need to take it apart.
        if strange(all) < 3 && !turned(all) {
            return false;
        }
        let own = words(&quoting::split(text, subject).own);
        let gone = strange(&own);
        turned(&own) || gone >= 3 && gone * 4 >= own.len()
    };
    // In a few words each one counts: "attached" here, "missing" there.
    let replaced = || {
        all_plain.len().max(all_seen.len()) <= FEW
            && all_plain.iter().any(|w| all_seen.binary_search(w).is_err())
            && all_seen.iter().any(|w| all_plain.binary_search(w).is_err())
    };
    replaced() || missing(plain, &all_plain, &all_seen) || missing(seen, &all_seen, &all_plain)
}

#[cfg(test)]
mod tests {
    use super::disagree;

    #[test]
    fn one_word_that_turns_the_meaning_is_enough() {
        for (plain, seen, want) in [
            ("We have paid.", "We have not paid.", true),
            ("款已付。", "款未付。", true),
            (
                "We have paid the bill today.",
                "We have paid the bill today.",
                false,
            ),
            ("We have paid *today*.", "We have paid today. Logo", false),
            ("Please call me back.", "We have paid it all.", true),
            ("The logo is attached.", "The logo is missing.", true),
            ("We paid.", "We will pay.", true),
        ] {
            assert_eq!(disagree(plain, seen, "Re: x"), want, "{plain} / {seen}");
        }
    }
}
