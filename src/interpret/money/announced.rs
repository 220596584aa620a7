//! Amounts without a currency that the words before them announce.

use rust_decimal::Decimal;

use super::named::Named;
use super::number::scales;
use super::{en, figures, zh};
use crate::interpret::dates::tokens::{Text, is_han};

/// An amount without a currency that words before it announce.
pub(super) fn announced<'a>(
    t: &Text<'a>,
    i: usize,
    rest: &'a str,
) -> Option<(Decimal, Option<Named>, &'a str)> {
    let figure = figures::read(rest)?;
    let (value, after) = scales(figure.value, figure.rest)?;
    let ten_thousands =
        after.len() < figure.rest.len() && figure.rest.trim_start().starts_with(['万', '亿']);
    let next = after.chars().next();
    // A unit, a share or a longer code: no amount.
    if next.is_some_and(|c| {
        matches!(c, '%' | ':' | '/' | '-' | '_' | '#') || c.is_ascii_alphanumeric()
    }) {
        return None;
    }
    let before = t
        .before(i)
        .trim_end_matches([' ', ':', '为', '是', '共', '约', '的']);
    if zh::ANNOUNCES.iter().any(|w| before.ends_with(w))
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
