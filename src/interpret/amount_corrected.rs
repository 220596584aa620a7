//! A member tells the client that an invoice is over another amount than it said.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::vocabulary::Class;
use super::{clauses, words_en, words_zh};
use crate::model::Reading;

/// What a member says of the amount of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrected {
    /// It is this much now.
    To(Decimal),
    /// It is another one, and nobody can tell which.
    Unclear,
}

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| {
            Class::new(
                words_en::amount_corrected::$name,
                words_zh::amount_corrected::$name,
            )
        });
    };
}
class!(IS_TO_BE);
class!(NOT_THIS);
class!(COPULA);
class!(BESIDE);
class!(POSITION);
class!(ONLY_IF);

/// What a member's words make of an invoice over `total`, of which `balance` is still owed. `None`: they
/// correct nothing.
#[must_use]
pub fn amount_corrected(reading: &Reading, total: Decimal, balance: Decimal) -> Option<Corrected> {
    let mut found: Vec<Decimal> = Vec::new();
    let mut unclear = false;
    for sentence in &clauses::sentences(&reading.own_text) {
        let plain = sentence.plain.as_str();
        if sentence.asks || ONLY_IF.is(plain) {
            continue;
        }
        let sums: Vec<(Decimal, String)> = (reading.money.iter())
            .filter(|seen| seen.value > Decimal::ZERO)
            .filter_map(|seen| {
                let text = clauses::fold(seen.text.trim());
                let (before, _) = plain.split_once(text.as_str())?;
                let before = before.trim_end().trim_end_matches(':').trim_end();
                Some((seen.value, before.to_owned()))
            })
            .collect();
        let old = |(value, _): &&(Decimal, String)| [total, balance].contains(value);
        let new: Vec<&(Decimal, String)> = sums.iter().filter(|sum| !old(sum)).collect();
        let said_so = new.iter().any(|(_, before)| ends(before, &IS_TO_BE));
        // "We received EUR 900, not EUR 1,200" names what came, not what is to be paid.
        let beside = BESIDE.is(plain) || new.iter().any(|(_, before)| POSITION.is(before));
        let instead = !beside
            && new.iter().any(|(_, before)| ends(before, &COPULA))
            && (sums.iter().filter(old)).any(|(_, before)| ends(before, &NOT_THIS));
        let says = said_so || instead;
        if !says {
            continue;
        }
        match new.as_slice() {
            [] => {}
            [(value, _)] if !beside && found.iter().all(|known| known == value) => {
                found.push(*value)
            }
            _ => unclear = true,
        }
    }
    match (unclear, found.first()) {
        (false, Some(value)) => Some(Corrected::To(*value)),
        (true, _) => Some(Corrected::Unclear),
        (false, None) => None,
    }
}

/// Whether a text ends in words of a class.
fn ends(text: &str, words: &Class) -> bool {
    words.all(text).iter().any(|range| range.end == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample;

    fn corrected(own: &str) -> Option<Corrected> {
        let reading = sample::answer("Invoice", own);
        amount_corrected(&reading, Decimal::from(2400), Decimal::from(2000))
    }

    #[test]
    fn another_amount_is_told_from_sums_beside_it() {
        let new = Some(Corrected::To(Decimal::from(2150)));
        for own in [
            "The correct total of KR-31 is EUR 2,150.00.",
            "Sorry, invoice KR-31 should read EUR 2,150 instead of EUR 2,400.",
            "Invoice KR-31 is over EUR 2,150, not EUR 2,400: we had counted the freight twice.",
            "Attached is the revised invoice KR-31 over EUR 2,150.00, payable as agreed.",
            "KR-31 has been corrected to EUR 2,150.",
            "The corrected total: EUR 2,150.",
            "Please give the motif of the bill no thought, KR-31 should be EUR 2,150.",
            "发票KR-31有若干错误，金额应为2150欧元。",
            "发票KR-31金额更正为2150欧元，请以此为准。",
            "KR-31金额有误，应为2150欧元。",
            "KR-31的正确金额为2150欧元，而不是2400欧元。",
        ] {
            assert_eq!(corrected(own), new, "{own}");
        }
        for own in [
            "EUR 2,150 should have arrived by now.",
            "The EUR 400 have come, EUR 2,000 are still open.",
            "Should the total of KR-31 be EUR 2,150?",
            "If the amount should be EUR 2,150 for you, tell us.",
            "Please pay EUR 500 of it this week.",
            "Use our new account instead of the old one for the EUR 2,150.",
            "The corrected drawings come on Monday.",
            "请先支付500欧元。",
            "On KR-31 we received EUR 2,150.00, not EUR 2,400.00. Please send what is open.",
            "The revised invoice KR-31 includes a discount of EUR 250.00.",
            "For the amended sketches beside KR-31 we charge another EUR 350.00.",
            "A first payment of EUR 700.00 should be enough for KR-31, with the amended plan.",
            "You could pay EUR 1,200.00 in May rather than EUR 2,400.00.",
            "The deposit is EUR 600.00, not EUR 2,400.00.",
            "KR-31已按调整后的方案另加350欧元。",
            "收到的是2150欧元，而不是2400欧元。",
            "若KR-31应为2150欧元，请告知。",
        ] {
            assert_eq!(corrected(own), None, "{own}");
        }
        for own in [
            "The corrected invoice is over EUR 2,150 plus EUR 90 freight.",
            "The freight on KR-31 should be EUR 90.",
            "The first instalment should be EUR 800.",
            "更正后金额为2150欧元，另加运费90欧元。",
        ] {
            assert_eq!(corrected(own), Some(Corrected::Unclear), "{own}");
        }
    }
}
