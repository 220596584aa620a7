//! The telephone numbers a writer gives as his own, mostly below his mails: for the one who is to call.

use std::sync::LazyLock;

use regex::Regex;

use super::clauses::fold;
use crate::mail::quoting;

/// Figures of a number that can be dialled (ITU-T E.164: 15 at most).
const FIGURES: std::ops::RangeInclusive<usize> = 7..=15;
/// Numbers told of one mail.
const MOST: usize = 2;

/// A number with what stands before it on its line: a word for it, or its first letter.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<word>tele(?:phone|fon)|phone|tel|mobile|mobil|cell|handy|direct|office|call|fax|[tmpf]|手机|电话|座机|直线|分机|传真|联系方式)?[ .:/)]{0,3}(?P<number>(?:\+|00)?\(?[0-9][0-9 ()./-]{5,22}[0-9])",
    )
    .ok()
});
/// Words for a number at which nobody answers.
const NOBODY: &[&str] = &["fax", "f", "传真"];

/// The numbers in a mail's own words and signature, at most two, as written: what somebody else wrote
/// above or below is not the writer's. A number counts that a word names as one, or that is spelt with its
/// country (`+49 …`), or is a Chinese mobile number.
#[must_use]
pub fn telephones(text: &str, subject: &str) -> Vec<String> {
    let parts = quoting::split(text, subject);
    let mut out: Vec<String> = Vec::new();
    let Some(numbers) = NUMBER.as_ref() else {
        return out;
    };
    for line in parts.signature.lines().chain(parts.own.lines()) {
        // A long line is prose.
        if line.chars().count() > 160 {
            continue;
        }
        let plain = fold(line);
        for found in numbers.captures_iter(&plain) {
            let (Some(number), word) = (found.name("number"), found.name("word")) else {
                continue;
            };
            let before = plain.get(..number.start()).unwrap_or_default();
            let word = word.map_or("", |word| word.as_str()).trim();
            // The last letter of another word is no word.
            let named = !word.is_empty()
                && before
                    .rfind(word)
                    .and_then(|at| before.get(..at))
                    .is_some_and(|b| !b.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let written = number.as_str().trim();
            let figures: String = written.chars().filter(char::is_ascii_digit).collect();
            let abroad = written.starts_with('+') || written.starts_with("00");
            let mobile = figures.len() == 11
                && figures.starts_with('1')
                && !figures.starts_with("10")
                && !before.ends_with(|c: char| c.is_alphanumeric());
            if named && NOBODY.contains(&word)
                || !FIGURES.contains(&figures.len())
                || !(named || abroad || mobile)
                || out.iter().any(|known| known == written)
            {
                continue;
            }
            out.push(written.to_owned());
            if out.len() == MOST {
                return out;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_to_call_are_told_from_others() {
        for (text, want) in [
            (
                "See attached.\n\nBest regards\nOtto Falk\nTel. +49 30 1234567\nFax +49 30 1234568\n",
                vec!["+49 30 1234567"],
            ),
            (
                "好的。\n\n李文\n手机：13800138000\n传真：021-55667788\n",
                vec!["13800138000"],
            ),
            ("好的。\n\n李文\n电话: 021-55667788\n", vec!["021-55667788"]),
            (
                "Fine.\n\n-- \nJane\nM: 0170 1234567 | T: 030/765432-10\n",
                vec!["0170 1234567", "030/765432-10"],
            ),
            (
                "Please call me: 0044 20 7946 0000.\n",
                vec!["0044 20 7946 0000"],
            ),
            ("Our VAT number is DE123456789, order 4500012345.\n", vec![]),
            ("We paid 12,400.00 on 2026-11-20.\n", vec![]),
            (
                "Fine.\n\nOn Mon, 2 Mar 2026 at 10:00, Ines wrote:\n> Tel. +49 30 999999\n",
                vec![],
            ),
        ] {
            assert_eq!(telephones(text, "Re: x"), want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|tel|手机|[0-9+() ./-]|\n){0,80}") {
            proptest::prop_assert!(telephones(&text, "x").len() <= MOST);
        }
    }
}
