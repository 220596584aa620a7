//! Whether a payment is said to be to somebody else, or for something of its own.

use std::sync::LazyLock;

use super::vocabulary::Class;
use super::{clauses, words_en, words_zh};

static ELSEWHERE: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::purpose::ELSEWHERE, words_zh::purpose::ELSEWHERE));

/// Whether the sentence of a text that names a sum, as `sum` spells it, names whom or what it was paid for
/// beside the invoices: a sum that fits them by chance is no word about them.
#[must_use]
pub fn paid_to_another(own: &str, sum: &str) -> bool {
    let sum = clauses::fold(sum);
    clauses::sentences(own)
        .iter()
        .any(|said| said.plain.contains(&sum) && ELSEWHERE.is(&said.plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payees_and_purposes_are_seen() {
        for (own, sum, another) in [
            (
                "we paid EUR 1,200.00 to the printer today.",
                "EUR 1,200.00",
                true,
            ),
            (
                "We paid your colleague EUR 900 in cash for the fair.",
                "EUR 900",
                true,
            ),
            ("EUR 700 went to our caterer on Monday", "EUR 700", true),
            ("我们付了5000元给印刷厂", "5000元", true),
            ("5000元现金已交给你们同事", "5000元", true),
            (
                "We paid EUR 1,200.00 to your account today.",
                "EUR 1,200.00",
                false,
            ),
            ("EUR 700 for both invoices went out today", "EUR 700", false),
            (
                "we transferred EUR 2,000.00 yesterday",
                "EUR 2,000.00",
                false,
            ),
            (
                "The printer is happy. We paid EUR 2,000 today.",
                "EUR 2,000",
                false,
            ),
            ("2000元已付，请查收", "2000元", false),
            ("2000元已打给贵司", "2000元", false),
        ] {
            assert_eq!(paid_to_another(own, sum), another, "{own}");
        }
    }
}
