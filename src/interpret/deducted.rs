//! "Paid, less 2 % discount": what was taken off is neither paid nor forgotten.

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::Class;
use super::{words_en, words_zh};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::deducted::$name, words_zh::deducted::$name));
    };
}
class!(DEDUCTED);
class!(NO_DEDUCTED);

/// Whether who tells of a payment says that he took something off.
#[must_use]
pub fn deducts(own: &str) -> bool {
    let sentences = clauses::sentences(own);
    let said = sentences.iter().filter(|sentence| !sentence.asks);
    let mut clauses = said.flat_map(|sentence| &sentence.clauses);
    clauses.any(|clause| DEDUCTED.is(&clause.plain) && !NO_DEDUCTED.is(&clause.plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_off_is_told_from_what_is_not() {
        for (text, want) in [
            ("Paid with 2% discount: 980.00 EUR.", true),
            ("We paid EUR 980 less 2% cash discount.", true),
            ("Transferred EUR 950 net of 5% withholding tax.", true),
            (
                "EUR 900 paid, we kept back 100 for the missing chair.",
                true,
            ),
            (
                "We settled it today with the agreed early payment discount.",
                true,
            ),
            ("We used the cash discount.", true),
            ("The bank deducted its charges.", true),
            ("Paid, net of our credit note.", true),
            ("We set off the credit note against it and paid.", true),
            ("Settled after offsetting your late delivery.", true),
            ("We set off for Rome tomorrow, all paid.", false),
            ("已付980元，扣除2%折扣。", true),
            ("享受2%折扣后已付980元", true),
            ("质保金50元先扣下，其余已付。", true),
            ("We paid EUR 1,000 without deduction.", false),
            ("No discount was taken, EUR 1,000 paid.", false),
            ("We have not deducted anything.", false),
            ("EUR 500 less than last year, all paid.", false),
            ("Paid in full.", false),
            ("已全额支付，没有扣款。", false),
            ("已付款，请查收。", false),
        ] {
            assert_eq!(deducts(text), want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC*") {
            let _ = deducts(&text);
        }
    }
}
