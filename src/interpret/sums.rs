//! What each amount of an invoice mail is: owed, net, tax, paid before, or said of something else.

use super::clauses;
use crate::model::MoneySeen;

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// What is left to pay.
    Owed,
    /// The whole, tax included.
    Total,
    /// Without tax.
    Net,
    Tax,
    /// Paid before, or taken off.
    Off,
    /// A budget, an estimate, the contract: not this invoice.
    Aside,
    /// Nothing is said.
    Plain,
}

/// Words right before an amount, or right behind it; the longest one nearest to the amount decides.
const WORDS: &[(Sum, &[&str])] = &[
    (
        Sum::Owed,
        &[
            "to pay",
            "left to pay",
            "remaining to pay",
            "amount due",
            "balance due",
            "total due",
            "still open",
            "open",
            "still due",
            "outstanding",
            "payable",
            "本次应付",
            "本期应付",
            "应付",
            "待付",
            "尚欠",
            "仍欠",
            "欠款",
            "未付",
            "实付",
            "应收",
            "请付",
            "还需支付",
            "需支付",
        ],
    ),
    (
        Sum::Total,
        &[
            "total",
            "grand total",
            "gross",
            "in all",
            "altogether",
            "incl. vat",
            "including vat",
            "including tax",
            "incl. tax",
            "价税合计",
            "含税",
            "含税金额",
            "合计",
            "总计",
            "共计",
            "总额",
            "总价",
            "总金额",
            "一共",
            "总共",
        ],
    ),
    (
        Sum::Net,
        &[
            "net",
            "subtotal",
            "sub-total",
            "excl. vat",
            "excluding vat",
            "before tax",
            "before vat",
            "excl. tax",
            "不含税",
            "不含税金额",
            "未税",
            "未税金额",
            "税前",
        ],
    ),
    (
        Sum::Tax,
        &[
            "vat",
            "tax",
            "gst",
            "mwst",
            "ust",
            "sales tax",
            "税额",
            "增值税",
            "增值税额",
            "税金",
            "税款",
        ],
    ),
    (
        Sum::Off,
        &[
            "already paid",
            "paid",
            "paid so far",
            "received",
            "less",
            "minus",
            "deducting",
            "less the deposit of",
            "less deposit",
            "the deposit of",
            "discount",
            "credit",
            "credited",
            "已付",
            "已支付",
            "已收",
            "已收款",
            "扣除",
            "减去",
            "减",
            "抵扣",
            "优惠",
            "折扣",
            "已付款",
        ],
    ),
    (
        Sum::Aside,
        &[
            "fee",
            "late fee",
            "fees",
            "penalty",
            "interest",
            "charge",
            "滞纳金",
            "违约金",
            "手续费",
            "approx.",
            "approx",
            "about",
            "roughly",
            "ca.",
            "around",
            "budget",
            "budget is",
            "contract value",
            "contract sum",
            "credit limit",
            "offer",
            "quote",
            "estimate",
            "offer over",
            "quote over",
            "estimate over",
            "预算",
            "合同总额",
            "合同金额",
            "合同总价",
            "合同价",
            "报价",
            "额度",
            "大约",
            "约合",
        ],
    ),
];

/// Words between a name and its amount that say nothing.
const FILLERS: &[&str] = &[
    "of",
    "is",
    "was",
    "are",
    "be",
    "the",
    "a",
    "an",
    "amount",
    "amounts",
    "to",
    "sum",
    "rate",
    "for",
    "over",
    "at",
    "our",
    "your",
    "on",
    "tax",
    "plus",
    "now",
    "=",
    ":",
    "为",
    "是",
    "共",
    "计",
    "人民币",
    "金额",
    "款",
    "项",
    "部分",
];

/// The role of each amount, in the order of `money`; `plain` is the folded text they stand in.
pub(super) fn roles(plain: &str, money: &[MoneySeen]) -> Vec<Sum> {
    let mut from = 0;
    money
        .iter()
        .map(|seen| {
            let needle = clauses::fold(&seen.text);
            let needle = needle.trim();
            let Some(at) = plain.get(from..).and_then(|rest| rest.find(needle)) else {
                return Sum::Plain;
            };
            let start = from.saturating_add(at);
            from = start.saturating_add(needle.len());
            let before = plain.get(..start).unwrap_or_default();
            let behind = plain.get(from..).unwrap_or_default();
            named_before(before)
                .or_else(|| named_behind(behind))
                .unwrap_or(Sum::Plain)
        })
        .collect()
}

/// The name an amount has in the words before it.
fn named_before(before: &str) -> Option<Sum> {
    let mut left = before
        .rsplit(['\n', '。', ',', ';', '!', '，'])
        .next()
        .unwrap_or_default()
        .trim_end();
    for _ in 0..8 {
        let bare = left.trim_end_matches([' ', ':', '(', '=', '-', '*', '|', '\t', '+']);
        let named = WORDS
            .iter()
            .flat_map(|(sum, words)| words.iter().map(move |word| (*sum, *word)))
            .filter(|(_, word)| ends_with_word(bare, word))
            .max_by_key(|(_, word)| word.len());
        if let Some((sum, _)) = named {
            return Some(sum);
        }
        // "19% VAT EUR 1,900", "VAT (19%) of": shares and small words stand between.
        let share = bare.trim_end_matches(')');
        let percent = share
            .strip_suffix('%')
            .map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit() || "., (".contains(c)));
        let shorter = percent.or_else(|| {
            FILLERS
                .iter()
                .find(|word| ends_with_word(bare, word))
                .and_then(|word| bare.strip_suffix(word))
        })?;
        left = shorter;
    }
    None
}

/// The name an amount has right behind it: "EUR 1,900 VAT".
fn named_behind(behind: &str) -> Option<Sum> {
    let behind = behind.trim_start_matches([' ', '(']);
    WORDS
        .iter()
        .filter(|(sum, _)| matches!(sum, Sum::Tax | Sum::Net | Sum::Total))
        .flat_map(|(sum, words)| words.iter().map(move |word| (*sum, *word)))
        .filter(|(_, word)| {
            behind.strip_prefix(word).is_some_and(|rest| {
                !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
                    && !rest
                        .trim_start()
                        .starts_with(|c: char| c.is_ascii_digit() || c == ':')
            })
        })
        .filter(|(_, word)| word.is_ascii())
        .max_by_key(|(_, word)| word.len())
        .map(|(sum, _)| sum)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| {
        !word.starts_with(|c: char| c.is_ascii_alphanumeric())
            || !rest.ends_with(|c: char| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::answer;

    #[test]
    fn amounts_are_told_by_the_words_beside_them() {
        use Sum::{Aside, Net, Off, Owed, Plain, Tax, Total};
        for (text, want) in [
            (
                "EUR 500.00 plus 19% VAT EUR 95.00, total EUR 595.00, payable by 13 November.",
                vec![Plain, Tax, Total],
            ),
            (
                "net EUR 500.00, VAT EUR 95.00, total EUR 595.00",
                vec![Net, Tax, Total],
            ),
            (
                "Total EUR 900.00, already paid EUR 200.00, open EUR 700.00",
                vec![Total, Off, Owed],
            ),
            (
                "EUR 900.00 less the deposit of EUR 200.00, EUR 700.00 to pay",
                vec![Plain, Off, Plain],
            ),
            (
                "金额500元，税率6%税额30元，合计530元",
                vec![Plain, Tax, Total],
            ),
            (
                "不含税金额500元，增值税30元，价税合计530元",
                vec![Net, Tax, Total],
            ),
            (
                "合同总额5000元，已付3000元，本次应付2000元",
                vec![Aside, Off, Owed],
            ),
            (
                "Invoice over EUR 500.00. The remaining budget is EUR 2,000.00.",
                vec![Plain, Aside],
            ),
        ] {
            let reading = answer("invoice", text);
            let plain = clauses::fold(text);
            assert_eq!(roles(&plain, &reading.money), want, "{text}");
        }
    }

    fn opened(text: &str) -> Option<crate::model::Opening> {
        opened_as("Invoice", text)
    }

    fn opened_as(subject: &str, text: &str) -> Option<crate::model::Opening> {
        let mail = crate::model::Mail {
            text: text.to_owned(),
            subject: subject.to_owned(),
            base_subject: subject.to_owned(),
            ..crate::model::Mail::default()
        };
        let context = crate::interpret::Context {
            role: crate::model::Role::Team,
            zone: chrono_tz::Tz::Europe__Berlin,
            arrival: None,
            fallback: chrono::DateTime::parse_from_rfc3339("2026-11-02T10:00:00+01:00")
                .expect("time"),
        };
        crate::interpret::read(&mail, &context).opens
    }

    #[test]
    fn an_invoice_owes_what_it_says() {
        for (text, total, due, parts) in [
            (
                "attached our invoice INV-2026-0141: EUR 500.00 plus 19% VAT EUR 95.00, total EUR 595.00, payable by 13 November.",
                59_500,
                "1113",
                0,
            ),
            (
                "our invoices INV-2026-0131 over EUR 100.00 and INV-2026-0132 over EUR 200.00, both payable by 13 November.",
                30_000,
                "1113",
                0,
            ),
            (
                "our invoice INV-2026-0133: EUR 900.00 less the deposit of EUR 200.00, EUR 700.00 to pay by 13 November.",
                70_000,
                "1113",
                0,
            ),
            (
                "our invoice INV-2026-0134: EUR 250.00 due 13 November, EUR 250.00 due 13 December, EUR 250.00 due 13 January.",
                75_000,
                "1113",
                3,
            ),
            (
                "our invoice INV-2026-0135 over EUR 500.00 is payable by 13 November. A late fee of EUR 5.00 applies after 30 November.",
                50_000,
                "1113",
                0,
            ),
            (
                "attached our invoice INV-2026-0143 over EUR 200.00, payable by 13 November, and our offer for phase 2 over EUR 900.00, valid until 9 November.",
                20_000,
                "1113",
                0,
            ),
            (
                "our quote for the stand (EUR 900.00) and invoice INV-2026-0144 over EUR 200.00 are attached. Payment is due by 13 November.",
                20_000,
                "1113",
                0,
            ),
            (
                "please find attached invoice INV-2026-0145 over EUR 200.00 as per our quote of May, payable by 13 November.",
                20_000,
                "1113",
                0,
            ),
            (
                "附件为发票INV-2026-0146，金额2000元，请于11月13日前付款，以及二期报价9000元。",
                200_000,
                "1113",
                0,
            ),
            (
                "发票INV-2026-0147见附件，按照之前的报价，共2000元，请于11月13日前付款。",
                200_000,
                "1113",
                0,
            ),
            (
                "发票INV-2026-0136：合同总额5000元，已付3000元，本次应付2000元，请于11月13日前支付。",
                200_000,
                "1113",
                0,
            ),
            (
                "发票INV-2026-0137：首款30%（1500元）11月10日前，中期款40%（2000元）12月10日前，尾款30%（1500元）验收后付。",
                500_000,
                "1110",
                3,
            ),
        ] {
            let opening = opened(text).expect(text);
            let owed = opening.total.map(|t| t.value);
            let owed = owed.and_then(|v| v.checked_mul(rust_decimal::Decimal::ONE_HUNDRED));
            assert_eq!(owed, Some(total.into()), "{text}");
            let day = opening.due.map(|d| d.format("%m%d").to_string());
            assert_eq!(day.as_deref(), Some(due), "{text}");
            assert_eq!(opening.instalments.len(), parts, "{text}");
        }
    }

    #[test]
    fn an_offer_alone_bills_nothing() {
        for text in [
            "attached is our offer over EUR 900.00 for the stand. The invoice follows once you accept.",
            "please find our quote Q-2026-17 over EUR 900.00, payable within 14 days of the invoice.",
            "附件为报价单，共9000元，确认后我们开发票。",
        ] {
            let opened = opened_as("Our offer", text);
            let kind = opened.map(|o| o.kind);
            assert_ne!(kind, Some(crate::model::Kind::Invoice), "{text}");
        }
    }
}
