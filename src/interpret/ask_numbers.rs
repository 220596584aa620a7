//! Asks told by their numbers in running words.

use std::sync::LazyLock;

use regex::Regex;

use super::clauses::{self, Sentence};
use super::signals::{self, Fact};
use crate::model::is_han;

/// A list of numbers, with the word before or behind it that says what they count.
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?-u:\b)(items?|points?|nos?\.?|numbers?|asks?|questions?) ?#?|(第) ?)?([0-9]{1,2}(?: ?(?:,|、|and|&|\+|/|和|及|跟|与|-|to|到|至) ?[0-9]{1,2})*)(?: ?(项|条|点))?",
    )
    .ok()
});

/// What makes a number a day, an amount or a share.
const NO_NUMBER: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "st", "nd",
    "rd", "th", "月", "日", "号", "天", "周", "%", "/", ":", ".", "-", "元", "万", "am", "pm",
    "days", "hours", "weeks", "o'clock", "h ",
];

/// Asks told by their numbers in running words, "items 1 and 3 are with you, 2 follows": whether the
/// words behind the numbers (or before them) hand over, with the words.
pub(super) fn by_running_number(sentences: &[Sentence], most: u32) -> Vec<(u32, bool, String)> {
    let mut out = Vec::new();
    let mut led = false;
    for sentence in sentences {
        let plain = sentence.plain.as_str();
        let Some(numbers) = NUMBERS.as_ref() else {
            break;
        };
        let lists: Vec<_> = numbers
            .captures_iter(plain)
            .filter_map(|found| {
                let whole = found.get(0)?;
                led |= found.get(1).or(found.get(2)).or(found.get(4)).is_some();
                let numbers = spread(found.get(3)?.as_str());
                let behind = plain.get(whole.end()..).unwrap_or_default().trim_start();
                let before = plain
                    .get(..whole.start())
                    .and_then(|t| t.chars().next_back());
                let fits = numbers.iter().all(|n| (1..=most).contains(n))
                    && !before.is_some_and(|c| c.is_alphanumeric() && !is_han(c))
                    && !before.is_some_and(|c| ".-/:月".contains(c))
                    && !behind.starts_with(|c: char| c.is_ascii_digit())
                    && !NO_NUMBER.iter().any(|word| behind.starts_with(word));
                (led && fits).then_some((whole.start(), whole.end(), numbers))
            })
            .collect();
        let mut from = 0;
        for (at, (start, end, numbers)) in lists.iter().enumerate() {
            let next = lists.get(at.saturating_add(1)).map_or(plain.len(), |l| l.0);
            let behind = plain.get(*end..next).and_then(says);
            let said = behind.or_else(|| plain.get(from..*start).and_then(says));
            from = next.min(*end);
            if let Some(done) = said {
                out.extend(numbers.iter().map(|n| (*n, done, sentence.words.clone())));
            }
        }
    }
    out
}

/// `1, 3-5`.
fn spread(list: &str) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::new();
    let mut range = false;
    let mut number = String::new();
    for c in list.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if let Ok(n) = number.parse::<u32>() {
            let from = out.last().copied().filter(|_| range);
            match from {
                Some(from) if from < n => out.extend(from.saturating_add(1)..=n),
                _ => out.push(n),
            }
            range = false;
        }
        number.clear();
        range |= matches!(c, '-' | 't' | '到' | '至');
    }
    out
}

/// Whether words hand over (`true`) or put off, ask or refuse (`false`).
pub(super) fn says(text: &str) -> Option<bool> {
    let sentences = clauses::sentences(text);
    let marks = signals::marks(&sentences, &[]);
    let has = |facts: &[Fact]| marks.iter().any(|m| facts.contains(&m.fact));
    if has(&[
        Fact::Promise,
        Fact::Undone,
        Fact::Question,
        Fact::Decline,
        Fact::Dispute,
        Fact::Aside,
    ]) {
        return Some(false);
    }
    has(&[Fact::Given, Fact::Approval, Fact::Paid]).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_running_words_are_told() {
        for (text, want) in [
            (
                "Items 1 and 3 are with you already; 2 follows by Friday.",
                vec![(1, true), (3, true), (2, false)],
            ),
            (
                "Attached are points 1-3.",
                vec![(1, true), (2, true), (3, true)],
            ),
            (
                "第1、2项已发，第3项下周给您。",
                vec![(1, true), (2, true), (3, false)],
            ),
            ("We were 2 people on 3 November, all was sent.", vec![]),
            ("The 3 files were sent.", vec![]),
        ] {
            let sentences = clauses::sentences(text);
            let got: Vec<_> = by_running_number(&sentences, 3)
                .into_iter()
                .map(|(n, done, _)| (n, done))
                .collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
