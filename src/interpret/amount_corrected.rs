//! A member tells the client that an invoice is over another amount than it said.

use rust_decimal::Decimal;

use super::clauses;
use crate::model::Reading;

/// What a member says of the amount of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrected {
    /// It is this much now.
    To(Decimal),
    /// It is another one, and nobody can tell which.
    Unclear,
}

/// Words straight before the amount that holds from now on.
const IS_TO_BE: &[&str] = &[
    "should be",
    "should be only",
    "should read",
    "should say",
    "should have been",
    "should have read",
    "should have said",
    "ought to be",
    "corrected to",
    "amended to",
    "revised to",
    "changed to",
    "adjusted to",
    "应为",
    "应该为",
    "应是",
    "应该是",
    "更正为",
    "修正为",
    "修改为",
    "调整为",
    "更改为",
    "改为",
    "改成",
];

/// Words anywhere beside it.
const CORRECT: &[&str] = &[
    "correct total",
    "correct amount",
    "correct sum",
    "correct figure",
    "right amount",
    "right total",
    "corrected",
    "amended",
    "revised",
    "new total",
    "new amount",
    "更正后",
    "修正后",
    "修改后",
    "调整后",
    "正确金额",
    "正确的金额",
    "正确总额",
    "以此为准",
    "为准",
];

/// Words before the amount that held until now.
const NOT_THIS: &[&str] = &[
    "instead of",
    "rather than",
    "not",
    "and not",
    "而不是",
    "而非",
    "不是",
];

/// It is not said to be so.
const ONLY_IF: &[&str] = &["if ", "unless ", "whether ", "如果", "若", "是否", "要是"];

/// What a member's words make of an invoice over `total`, of which `balance` is still owed. `None`: they
/// correct nothing.
#[must_use]
pub fn amount_corrected(reading: &Reading, total: Decimal, balance: Decimal) -> Option<Corrected> {
    let mut found: Vec<Decimal> = Vec::new();
    let mut unclear = false;
    for sentence in &clauses::sentences(&reading.own_text) {
        let plain = sentence.plain.as_str();
        if sentence.asks || ONLY_IF.iter().any(|word| plain.contains(word)) {
            continue;
        }
        let sums: Vec<(Decimal, String)> = (reading.money.iter())
            .filter(|seen| seen.value > Decimal::ZERO)
            .filter_map(|seen| {
                let text = clauses::fold(seen.text.trim());
                let (before, _) = plain.split_once(text.as_str())?;
                Some((seen.value, before.trim_end().to_owned()))
            })
            .collect();
        let old = |(value, _): &&(Decimal, String)| [total, balance].contains(value);
        let new: Vec<&(Decimal, String)> = sums.iter().filter(|sum| !old(sum)).collect();
        let ends = |before: &str, words: &[&str]| words.iter().any(|w| before.ends_with(w));
        let says = CORRECT.iter().any(|word| plain.contains(word))
            || new.iter().any(|(_, before)| ends(before, IS_TO_BE))
            || (sums.iter().filter(old)).any(|(_, before)| ends(before, NOT_THIS));
        if !says {
            continue;
        }
        match new.as_slice() {
            [] => {}
            [(value, _)] if found.iter().all(|known| known == value) => found.push(*value),
            _ => unclear = true,
        }
    }
    match (unclear, found.first()) {
        (false, Some(value)) => Some(Corrected::To(*value)),
        (true, _) => Some(Corrected::Unclear),
        (false, None) => None,
    }
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
        ] {
            assert_eq!(corrected(own), None, "{own}");
        }
        for own in [
            "The corrected invoice is over EUR 2,150 plus EUR 90 freight.",
            "更正后金额为2150欧元，另加运费90欧元。",
        ] {
            assert_eq!(corrected(own), Some(Corrected::Unclear), "{own}");
        }
    }
}
