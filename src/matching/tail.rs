//! What people call an invoice by: the last block of its number, "0012 will be paid on Friday", 0015那张.

use crate::model::Item;

/// Digits of a block that one speaks of by itself.
const SHORTEST: usize = 3;

/// What stands before a block of digits that is a number, where no nought leads it.
const BEFORE: &[&str] = &[
    "#", "no.", "no", "nr.", "nr", "number", "numbers", "invoice", "invoices", "inv", "bill", "…",
    "...", "号", "发票", "账单", "for", "and",
];
/// The same behind it.
const BEHIND: &[&str] = &[
    "那张",
    "这张",
    "号",
    "那笔",
    "这笔",
    "发票",
    "那份",
    "这份",
    "的发票",
];
/// Beside a sum.
const MONEY: &[&str] = &[
    "eur",
    "euro",
    "euros",
    "usd",
    "gbp",
    "cny",
    "rmb",
    "chf",
    "hkd",
    "jpy",
    "sgd",
    "aud",
    "cad",
    "sek",
    "nok",
    "dkk",
    "dollars",
    "pounds",
    "yuan",
    "人民币",
];
/// Behind a sum, a count or a day.
const COUNTED: &[&str] = &[
    "%", "元", "块", "万", "千", "美元", "欧元", "份", "个", "件", "天", "人", "年", "月", "日",
    "days", "hours", "pcs", "pieces", "copies", "people", "photos", "pages", "k ", "o'clock", ":",
];

/// The last block of the number of an invoice, if it is long enough, no year, and no other of these ends on it.
pub(super) fn of(item: &Item, items: &[Item]) -> Option<String> {
    let numbers = |item: &'_ Item| -> Vec<String> {
        let all = item.invoice.iter().flat_map(|invoice| &invoice.numbers);
        all.map(|number| number.trim().to_lowercase()).collect()
    };
    let own = numbers(item);
    let [number] = own.as_slice() else {
        return None;
    };
    let block = number.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let year = block.len() == 4 && (block.starts_with("19") || block.starts_with("20"));
    if block.len() < SHORTEST || block.len() == number.len() || year {
        return None;
    }
    let mut others = items
        .iter()
        .filter(|other| other.id != item.id)
        .flat_map(numbers);
    (!others.any(|other| other.ends_with(block))).then(|| block.to_owned())
}

/// Words before a number that is no invoice's: a time, a telephone, a card, an order.
const OTHERWISE: &[&str] = &[
    "at",
    "on",
    "ending",
    "card",
    "call",
    "dial",
    "phone",
    "tel",
    "tel.",
    "telephone",
    "mobile",
    "fax",
    "order",
    "po",
    "p.o.",
    "reference",
    "ref",
    "ref.",
    "quotation",
    "quote",
    "offer",
    "room",
    "extension",
    "ext",
    "ext.",
    "pin",
];
const OTHERWISE_ZH: &[&str] = &[
    "电话",
    "订单",
    "订单号",
    "卡号",
    "报价单",
    "打",
    "拨",
    "分机",
    "账号",
];

/// Where such a block stands as a number in a text in lower case.
pub(super) fn place(plain: &str, block: &str) -> Option<usize> {
    let named = |(at, _): &(usize, &str)| {
        let before = plain.get(..*at).unwrap_or_default();
        let behind = plain
            .get(at.saturating_add(block.len())..)
            .unwrap_or_default();
        let joined =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '/' | '_' | '-');
        let goes_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric())
            || behind.starts_with(['.', ',', '/', ':', '-'])
                && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let first = before.chars().next_back();
        let apart = !first.is_some_and(joined) && !goes_on;
        let (left, right) = (before.trim_end(), behind.trim_start());
        let word = left
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let after = right
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let money = MONEY.contains(&word)
            || MONEY.contains(&after)
            || left.ends_with(['€', '$', '£', '¥', '￥'])
            || right.starts_with(['€', '$', '£', '¥', '￥'])
            || COUNTED.iter().any(|unit| right.starts_with(unit));
        let another = OTHERWISE.contains(&word) || OTHERWISE_ZH.iter().any(|w| left.ends_with(w));
        apart
            && !money
            && !another
            && (block.starts_with('0')
                || BEFORE
                    .iter()
                    .any(|mark| word == *mark || !mark.is_ascii() && left.ends_with(mark))
                || left.ends_with('#')
                || BEHIND.iter().any(|mark| right.starts_with(mark)))
    };
    plain.match_indices(block).find(named).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::tests::invoice;

    #[test]
    fn the_last_block_of_a_number_is_told_from_sums() {
        for (text, block, want) in [
            ("0012 will be paid on friday", "0012", true),
            ("for 0013 we never got anything", "0013", true),
            ("0015那张昨天已付", "0015", true),
            ("invoice 204 is paid", "204", true),
            ("#204 is paid", "204", true),
            ("204那张下周付", "204", true),
            ("尾号204的已付", "204", true),
            ("we paid eur 204 today", "204", false),
            ("we paid 204.50 today", "204", false),
            ("1,204 is paid", "204", false),
            ("204元已付", "204", false),
            ("see 204 copies", "204", false),
            ("10204 was paid", "204", false),
            ("call 555 204", "204", false),
        ] {
            assert_eq!(place(text, block).is_some(), want, "{text}");
        }
        let a = invoice(1, "One", "SN-2026-0012", 1000);
        let b = invoice(2, "Two", "SN-2026-0013", 900);
        let c = invoice(3, "Three", "XN-0013", 900);
        let year = invoice(4, "Four", "SN-17-2026", 900);
        let items = [a, b, c, year];
        let tails: Vec<Option<String>> = items.iter().map(|item| of(item, &items)).collect();
        assert_eq!(tails, [Some("0012".to_owned()), None, None, None]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "(\\PC|0012|eur|#){0,40}") {
            if let Some(at) = place(&text, "0012") {
                proptest::prop_assert!(text.get(at..).is_some());
            }
        }
    }
}
