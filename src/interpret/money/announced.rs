//! Amounts without a currency that the words before them announce.

use rust_decimal::Decimal;

use super::named::Named;
use super::number::scales;
use super::{en, figures, zh};
use crate::interpret::dates::tokens::Text;
use crate::model::is_han;

/// An amount without a currency that words before it announce.
pub(super) fn announced<'a>(
    t: &Text<'a>,
    i: usize,
    rest: &'a str,
) -> Option<(Decimal, Option<Named>, &'a str)> {
    let figure = figures::read(rest)?;
    let (value, after) = scales(figure.value, figure.rest)?;
    let (value, after) = match zh::shortened(figure.rest, after) {
        Some((more, tail)) => (value.checked_add(more)?, tail),
        None => (value, after),
    };
    let ten_thousands =
        after.len() < figure.rest.len() && figure.rest.trim_start().starts_with(['万', '亿']);
    let next = after.chars().next();
    // A unit, a share or a longer code: no amount.
    if next.is_some_and(|c| {
        matches!(c, '%' | ':' | '/' | '-' | '_' | '#') || c.is_ascii_alphanumeric()
    }) {
        return None;
    }
    let before = owed(t.before(i));
    if (zh::ANNOUNCES.iter().any(|w| before.ends_with(w)) || fee(before, value))
        && !next.is_some_and(|c| "年月日号天个份期次条项人点周".contains(c))
    {
        let named = ten_thousands.then_some(Named::Code("CNY"));
        return Some((value, named, after));
    }
    if ten_thousands {
        let clause_end = next.is_none_or(|c| !is_han(c));
        let head = t.before(i);
        let tail = head
            .get(head.ceil_char_boundary(head.len().saturating_sub(90))..)
            .unwrap_or_default();
        let money = ["价", "费", "款", "付", "额", "预算", "报价", "钱"]
            .iter()
            .any(|w| tail.contains(w));
        return (clause_end && money).then_some((value, Some(Named::Code("CNY")), after));
    }
    let mut k = i;
    for _ in 0..4 {
        let p = k.checked_sub(1)?;
        let word = t.word(p);
        if en::ANNOUNCES.contains(&word) {
            return (figure.marked && figure.as_thousands.is_none())
                .then_some((value, None, after));
        }
        if !(matches!(
            word,
            "of" | "is" | "due" | "payable" | "was" | "be" | "now" | "only"
        ) || t.mark(p, ':')
            || t.mark(p, '='))
        {
            return None;
        }
        k = p;
    }
    None
}

/// What is owed: 尾款还有, 余款还剩, 合计约 without the words that join it to its sum.
fn owed(before: &str) -> &str {
    let mut text = before.trim_end();
    while !zh::ANNOUNCES.iter().any(|w| text.ends_with(w)) {
        let head = text.trim_end_matches([' ', ':', '为', '是', '共', '约', '的', '计']);
        let head = [
            "还有", "还剩", "还差", "还欠", "剩余", "剩下", "总", "一", "大",
        ]
        .iter()
        .find_map(|word| head.strip_suffix(word))
        .unwrap_or(head);
        if head.len() == text.len() {
            break;
        }
        text = head;
    }
    text
}

/// 尾款两万八: an amount in characters without a currency, of a thousand and more.
pub(super) fn in_characters<'a>(
    t: &Text<'a>,
    i: usize,
    value: Decimal,
    after: &'a str,
) -> Option<(Decimal, Option<Named>, &'a str)> {
    let before = owed(t.before(i));
    let named = zh::ANNOUNCES.iter().any(|w| before.ends_with(w)) || fee(before, value);
    let counts = after
        .chars()
        .next()
        .is_some_and(|c| "年月日号天个份期次条项人点周张台字".contains(c));
    (named && !counts && value >= Decimal::from(1_000)).then_some((value, None, after))
}

/// 拍摄费6800: what a fee is for is a word of any kind; small numbers behind one are counts.
fn fee(before: &str, value: Decimal) -> bool {
    let Some(head) = before.strip_suffix(['费', '費']) else {
        return false;
    };
    let word = head.chars().next_back().filter(|c| is_han(*c));
    value >= Decimal::from(50) && word.is_some_and(|c| !"免消收缴交自付浪".contains(c))
}
