//! The words of an answer as the network knows them: single ones, their first
//! letters, pairs and threes. A Chinese character counts as a word, and four of them in a row count too.

use crate::interpret::clauses::fold_char;
use crate::model::is_han;

/// Words of an answer that are looked at; only letters shorter than this are weighed at all.
const MOST_WORDS: usize = 800;
/// Characters of one word; the rest of it is left out.
const LONGEST: usize = 24;

/// Begins and ends a sentence.
const BEGIN: &str = "^";
const END: &str = "$";
/// Before the first letters of a word: "invoices" is like "invoiced".
const BEGINS: &str = "~";
/// Letters of a beginning; shorter words have none.
const STEM: usize = 4;

/// Calls back with the number of the line (from 0) and each key of a text, in the order of the text.
pub fn each_word(text: &str, found: &mut dyn FnMut(usize, &str)) {
    let mut key = String::new();
    for (number, words) in sentences(text) {
        for at in 0..words.len() {
            let word = |ahead: usize| words.get(at.saturating_add(ahead)).map(String::as_str);
            let Some(first) = word(0) else { continue };
            let inner = first != BEGIN && first != END;
            let mut tell = |parts: &[&str]| {
                key.clear();
                for part in parts {
                    if !key.is_empty() {
                        key.push(' ');
                    }
                    key.push_str(part);
                }
                found(number, &key);
            };
            if inner {
                tell(&[first]);
                if let Some(stem) = stem(first) {
                    tell(&[BEGINS, stem]);
                }
            }
            let Some(second) = word(1) else { continue };
            tell(&[first, second]);
            let Some(third) = word(2) else { continue };
            tell(&[first, second, third]);
            if let Some(fourth) = word(3)
                && [first, second, third, fourth]
                    .iter()
                    .all(|w| w.chars().all(is_han))
            {
                tell(&[first, second, third, fourth]);
            }
        }
    }
}

/// The first letters of a longer word.
fn stem(word: &str) -> Option<&str> {
    let (end, _) = word.char_indices().nth(STEM)?;
    word.get(..end)
}

/// The words of each sentence with its line, folded, between [`BEGIN`] and [`END`].
fn sentences(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut out: Vec<(usize, Vec<String>)> = Vec::new();
    let mut line = 0_usize;
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut left = MOST_WORDS;
    let mut chars = text.chars().map(fold_char).peekable();
    while let Some(c) = chars.next() {
        if left == 0 {
            break;
        }
        let next = chars.peek().copied();
        let inside = c.is_alphanumeric() && !is_han(c)
            || !word.is_empty()
                && (c == '\'' && next.is_some_and(char::is_alphabetic)
                    || ".,:/".contains(c)
                        && next.is_some_and(|n| n.is_ascii_digit())
                        && word.ends_with(|w: char| w.is_ascii_digit()));
        if inside {
            if word.chars().count() < LONGEST {
                word.push(c);
            }
            continue;
        }
        left = left.saturating_sub(close(&mut word, &mut words));
        if is_han(c) || "$£€?".contains(c) || is_sign(c) {
            words.push(c.to_string());
            left = left.saturating_sub(1);
        } else if c == '¥' {
            words.push("¥".to_owned());
        }
        let ends = match c {
            '\n' | '。' | '!' | ';' | '?' => true,
            '.' => next.is_none_or(|n| n.is_whitespace() || is_han(n)),
            _ => false,
        };
        if ends {
            shut(line, &mut words, &mut out);
        }
        if c == '\n' {
            line = line.saturating_add(1);
        }
    }
    close(&mut word, &mut words);
    shut(line, &mut words, &mut out);
    out
}

/// A sign that is a word of its own: a thumb, a smile.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\u{1f300}'..='\u{1faff}' | '✅' | '✔' | '✓' | '☑' | '❌' | '√'
    )
}

/// Ends a word: figures are all one word, "haven't" is "have not". Gives how many words it became.
fn close(word: &mut String, words: &mut Vec<String>) -> usize {
    if word.is_empty() {
        return 0;
    }
    let whole = std::mem::take(word);
    if whole.starts_with(|c: char| c.is_ascii_digit()) {
        words.push("0".to_owned());
        return 1;
    }
    if let Some(stem) = whole.strip_suffix("n't").filter(|stem| !stem.is_empty()) {
        let stem = match stem {
            "wo" => "will",
            "ca" => "can",
            other => other,
        };
        words.push(stem.to_owned());
        words.push("not".to_owned());
        return 2;
    }
    match whole.split_once('\'') {
        Some((stem, tail)) if !stem.is_empty() => {
            words.push(stem.to_owned());
            words.push(format!("'{tail}"));
            2
        }
        _ => {
            words.push(whole);
            1
        }
    }
}

fn shut(line: usize, words: &mut Vec<String>, out: &mut Vec<(usize, Vec<String>)>) {
    if !words.is_empty() {
        let mut whole = vec![BEGIN.to_owned()];
        whole.append(words);
        whole.push(END.to_owned());
        out.push((line, whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        each_word(text, &mut |number, key| out.push(format!("{number} {key}")));
        out
    }

    #[test]
    fn words_pairs_and_threes_of_each_sentence() {
        let got = keys("We haven't paid £1,200.50. Sorry!");
        for want in [
            "0 we",
            "0 have not",
            "0 not paid £",
            "0 ~ sorr",
            "0 £ 0 $",
            "0 ^ sorry",
        ] {
            assert!(got.iter().any(|g| g == want), "{want} not in {got:?}");
        }
        assert!(keys("n't").iter().any(|g| g == "0 n 't"));
        let got = keys("款已經付了,請查收");
        for want in ["0 款 已 经 付", "0 付 了", "0 ^ 款"] {
            assert!(got.iter().any(|g| g == want), "{want} not in {got:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_text_of_any_length_gives_a_bounded_number_of_keys(text in "(\\PC|\n){0,4000}") {
            let mut seen = 0_usize;
            each_word(&text, &mut |_, key| { seen += 1; assert!(!key.is_empty()); });
            proptest::prop_assert!(seen <= MOST_WORDS * 16);
        }
    }
}
