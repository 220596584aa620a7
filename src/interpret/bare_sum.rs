//! "We paid 2,400 today": a sum without a currency, which no reading of money takes for one.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::vocabulary::Class;
use super::{clauses, money, words_en, words_zh};
use crate::model::Reading;

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::bare_sum::$name, words_zh::bare_sum::$name));
    };
}
class!(BEFORE);
class!(BEHIND);
class!(NO_SUM);
class!(NO_SUM_BEHIND);

/// Characters before and behind a figure in which a word for paying is looked for.
const NEAR: usize = 40;

/// The sums without a currency that an answer says were paid, each with what else it may be where a full
/// stop before three digits leaves that open.
#[must_use]
pub fn bare_sums(reading: &Reading) -> Vec<(Decimal, Option<Decimal>)> {
    let days: Vec<String> = (reading.dates.iter())
        .map(|seen| clauses::fold(seen.text.trim()))
        .collect();
    let numbers: Vec<String> = (reading.invoice_numbers.iter())
        .map(|number| clauses::fold(number.trim()))
        .collect();
    let known = |at: usize, end: usize, plain: &str| {
        let mut texts = days.iter().chain(&numbers);
        texts.any(|text| {
            let mut places = plain.match_indices(text.as_str());
            places.any(|(from, _)| from <= at && end <= from.saturating_add(text.len()))
        })
    };
    let mut found = Vec::new();
    for sentence in clauses::sentences(&reading.own_text) {
        let plain = sentence.plain.as_str();
        let mut from = 0;
        while let Some(at) = plain
            .get(from..)
            .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
        {
            let at = from.saturating_add(at);
            let rest = plain.get(at..).unwrap_or_default();
            let Some(figure) = money::figure(rest) else {
                break;
            };
            let end = plain.len().saturating_sub(figure.rest.len());
            from = end.max(at.saturating_add(1));
            let before = plain.get(..at).unwrap_or_default();
            if is_large(&figure)
                && stands_alone(before, figure.rest)
                && !known(at, end, plain)
                && is_paid(before, figure.rest)
            {
                found.push((figure.value, figure.as_thousands));
            }
        }
    }
    found
}

/// A figure with the marks of an amount, or of three digits and no year.
fn is_large(figure: &money::Figure<'_>) -> bool {
    let year = (1990..2100).any(|year| figure.value == Decimal::from(year));
    figure.marked || figure.as_thousands.is_some() || figure.value >= Decimal::ONE_HUNDRED && !year
}

fn stands_alone(before: &str, behind: &str) -> bool {
    let joined = |c: char| c.is_ascii_alphanumeric() || ".,-/:#_%".contains(c);
    let first = behind.chars().next();
    let second = behind.chars().nth(1);
    let goes_on = match first {
        Some('.' | ',') => second.is_some_and(|c| c.is_ascii_digit()),
        Some(c) => joined(c),
        None => false,
    };
    !before.ends_with(joined) && !goes_on
}

fn is_paid(before: &str, behind: &str) -> bool {
    let from = before
        .char_indices()
        .rev()
        .nth(NEAR)
        .map_or(0, |(at, _)| at);
    let near = before.get(from..).unwrap_or_default().trim_end();
    let ends = |class: &Class| {
        class
            .all(near)
            .last()
            .is_some_and(|hit| hit.end == near.len())
    };
    let after: String = behind.trim_start().chars().take(NEAR).collect();
    !ends(&NO_SUM) && !NO_SUM_BEHIND.is(&after) && (ends(&BEFORE) || BEHIND.is(&after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;

    #[test]
    fn a_figure_that_was_paid_is_told_from_other_figures() {
        let mut wrong = Vec::new();
        for (text, want) in [
            ("We paid 2,400 today.", &["2400"][..]),
            ("We transferred 4700 yesterday.", &["4700"]),
            ("2400 was paid on Monday.", &["2400"]),
            ("Just sent you 2.400.", &["2.400"]),
            ("We paid the 2,400 deposit.", &["2400"]),
            ("We paid 4,700, the bank took 100.", &["4700"]),
            ("已付2400。", &["2400"]),
            ("2400已经打过去了。", &["2400"]),
            ("We have paid.", &[]),
            ("Paid. Ref 240012.", &[]),
            ("Paid on 28.09., transaction 4711.", &[]),
            ("We paid on 28 September 2026.", &[]),
            ("We paid in 2026.", &[]),
            ("Paid invoice 4711 today.", &[]),
            ("We sent 300 copies and paid.", &[]),
            ("We paid after 120 days.", &[]),
            ("已付款，流水号240012。", &[]),
            ("昨天付了，3天内到账。", &[]),
        ] {
            let reading = answer("invoice", text);
            let got: Vec<String> = bare_sums(&reading)
                .iter()
                .map(|(sum, _)| sum.to_string())
                .collect();
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "(\\PC|paid |2,400|付|[0-9.,]){0,30}") {
            let _ = bare_sums(&answer("invoice", &text));
        }
    }
}
