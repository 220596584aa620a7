//! Amounts of money in a text, Chinese and English, exact.

mod announced;
mod coins;
mod currency;
mod en;
mod figures;
mod named;
mod number;
mod zh;

#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use crate::model::{Currency, MoneySeen};

use super::dates::fold::Folded;
use super::dates::tokens::{Kind, Text};
pub(super) use figures::Figure;

use announced::announced;
use coins::coins;
use named::{Named, closing, prefix, scaled_code, suffix};
use number::{amount, before, in_words};

/// Amounts found in one text; a ledger pasted into a mail says nothing more after so many.
const MOST: usize = 500;

/// An amount in a text: first token, byte after it, value, currency.
#[derive(Debug, Clone, Copy)]
struct Amount {
    start: usize,
    end: usize,
    value: Decimal,
    named: Option<Named>,
}

/// Every amount in a text, in its order. `¥` is CNY unless the text speaks of yen, `$` is USD
/// unless letters before it say otherwise; an amount that only words announce ("total due
/// 5,075.00", 金额9800) has no currency.
#[must_use]
pub fn find(text: &str) -> Vec<MoneySeen> {
    let folded = Folded::new(text);
    if !may_hold(folded.as_str()) {
        return Vec::new();
    }
    find_in(&folded, &Text::new(folded.as_str()))
}

/// Whether a folded text may hold an amount.
fn may_hold(s: &str) -> bool {
    let numeral = |c: char| {
        c.is_ascii_digit() || !c.is_ascii() && (zh::digit(c).is_some() || zh::scale(c).is_some())
    };
    s.contains(numeral) || spelled(s)
}

/// Every amount in a text already folded and cut.
pub(super) fn find_in(folded: &Folded<'_>, t: &Text<'_>) -> Vec<MoneySeen> {
    let s = folded.as_str();
    if !may_hold(s) {
        return Vec::new();
    }
    let speaks_of_yen = std::cell::OnceCell::new();
    // Once a text: a stranger's may hold thousands of amounts.
    let yen = || {
        *speaks_of_yen.get_or_init(|| {
            ["yen", "jpy", "日元", "日圆", "円"]
                .iter()
                .any(|w| s.contains(w))
        })
    };
    let mut seen = Vec::new();
    let mut i = 0;
    while i < t.len() && seen.len() < MOST {
        let Some(amount) = at(t, i, folded) else {
            i += 1;
            continue;
        };
        let code = match amount.named {
            Some(Named::Code("CNY"))
                if yen()
                    && folded
                        .original(amount.start, amount.end)
                        .contains(['¥', '￥']) =>
            {
                Some("JPY")
            }
            Some(Named::Code(code)) => Some(code),
            _ => None,
        };
        seen.push(MoneySeen {
            text: folded.original(amount.start, amount.end).to_owned(),
            value: amount.value,
            currency: code.and_then(Currency::parse),
        });
        i = t.skip_to(i + 1, amount.end);
    }
    seen
}

/// The number in figures at the start of a folded text.
pub(super) fn figure(text: &str) -> Option<Figure<'_>> {
    figures::read(text)
}

/// A text that is one number in figures, as either world writes it; `None` where it is none, or where a
/// lone full stop before three digits may part thousands or decimals.
pub(super) fn plain_figure(text: &str) -> Option<Decimal> {
    let figure = figures::read(text)?;
    (figure.rest.is_empty() && figure.as_thousands.is_none()).then_some(figure.value)
}

/// What of `rest` was read when `after` is left.
fn read<'a>(rest: &'a str, after: &str) -> &'a str {
    rest.get(..rest.len().saturating_sub(after.len()))
        .unwrap_or_default()
}

/// The currency that letters are the code of.
pub(super) fn code_like(word: &str) -> Option<&'static str> {
    currency::code(word)
}

/// Whether a text without a figure may spell an amount.
fn spelled(s: &str) -> bool {
    [
        "dollar", "euro", "pound", "yuan", "yen", "usd", "rmb", "kuai", "rupee", "franc",
    ]
    .iter()
    .any(|w| s.contains(w))
}

/// An amount that begins at token `i`.
fn at(t: &Text<'_>, i: usize, folded: &Folded<'_>) -> Option<Amount> {
    let token = t.token(i)?;
    let start = token.start;
    let rest = t.rest(i);
    let finish = |value: Decimal, named: Option<Named>, after: &str| {
        (value > Decimal::ZERO).then_some(Amount {
            start,
            end: start + rest.len() - after.len(),
            value: value.normalize(),
            named,
        })
    };
    if let Some((named, after)) = prefix(t, i, folded) {
        let after = after.trim_start_matches([' ', ':']);
        let (value, after) = amount(after, Some(named))?;
        // MAUD 60, kEUR 25
        let value = value.checked_mul(Decimal::from(
            scaled_code(t.word(i)).map_or(1, |(by, _)| by),
        ))?;
        // "75 USD million" and "USD 1.2万元": the scale and 元 still follow.
        let after = closing(after, named).unwrap_or(after);
        let (value, after) = coins(value, "", after, named).unwrap_or((value, after));
        // "$1s", "$2.run": no amount.
        let program = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            || (after.starts_with('.')
                && after
                    .chars()
                    .nth(1)
                    .is_some_and(|c| c.is_ascii_alphabetic()));
        return if program {
            None
        } else {
            finish(value, Some(named), after)
        };
    }
    match t.kind(i)? {
        Kind::Number => {
            let glued = t.glued(i);
            let previous = i.checked_sub(1).and_then(|p| t.kind(p));
            if glued
                && matches!(previous, Some(Kind::Word))
                && currency::code(t.word_before(i, 1)).is_none()
            {
                return None;
            }
            if glued
                && matches!(previous, Some(Kind::Mark('.' | ',' | '/' | '#' | '_')))
                && i.checked_sub(2)
                    .is_some_and(|p| t.kind(p) == Some(Kind::Number))
            {
                return None;
            }
            let (value, after) = amount(rest, None)?;
            if let Some((value, named, after)) = suffix(rest, value, after, folded, start) {
                let value = before(rest, value, named);
                let (value, after) =
                    coins(value, read(rest, after), after, named).unwrap_or((value, after));
                return finish(value, Some(named), after);
            }
            announced(t, i, rest).and_then(|(value, named, after)| finish(value, named, after))
        }
        Kind::Han => {
            let first = rest.chars().next()?;
            if zh::digit(first).is_none() && !matches!(first, '十' | '拾') {
                return None;
            }
            if i.checked_sub(1).is_some_and(|p| {
                t.kind(p) == Some(Kind::Han)
                    && t.str(p)
                        .chars()
                        .all(|c| zh::digit(c).is_some() || zh::scale(c).is_some() || c == '第')
            }) {
                return None;
            }
            let (value, after) = zh::number(rest)?;
            let Some((value, named, after)) = suffix(rest, value, after, folded, start) else {
                let (value, named, after) = announced::in_characters(t, i, value, after)?;
                return finish(value, named, after);
            };
            let (value, after) =
                coins(value, read(rest, after), after, named).unwrap_or((value, after));
            finish(value, Some(named), after)
        }
        Kind::Word => {
            let (value, end) = in_words(t, i)?;
            let after = t.rest(end);
            let (value, named, after) = suffix(rest, value, after, folded, start)?;
            let (value, after) =
                coins(value, read(rest, after), after, named).unwrap_or((value, after));
            finish(value, Some(named), after)
        }
        Kind::Mark(_) => None,
    }
}
