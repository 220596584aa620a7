//! The coins after an amount: 五毛, "and forty-five cents".

use rust_decimal::Decimal;

use super::named::Named;
use super::number::in_words;
use super::{figures, zh};
use crate::interpret::dates::tokens::Text;

/// 伍角, 五毛, 七分, 整; "and forty-five cents", "dollars 50".
pub(super) fn coins<'a>(
    value: Decimal,
    before: &str,
    s: &'a str,
    named: Named,
) -> Option<(Decimal, &'a str)> {
    let chinese = |s: &'a str| -> Option<(Decimal, &'a str)> {
        let (mut value, mut rest, mut any) = (value, s, false);
        for (units, hundredths) in [(['角', '毛'], 10i64), (['分', '分'], 1)] {
            let read = rest.chars().next().and_then(|c| {
                Some((
                    zh::digit(c).or_else(|| c.to_digit(10).map(u64::from))?,
                    rest.get(c.len_utf8()..)?,
                ))
            });
            if let Some((n, after)) = read
                && let Some(after) = after.strip_prefix(units)
            {
                value = value.checked_add(Decimal::new(
                    i64::try_from(n).ok()?.checked_mul(hundredths)?,
                    2,
                ))?;
                (rest, any) = (after, true);
            } else {
                rest = rest.strip_prefix('零').unwrap_or(rest);
            }
        }
        any.then(|| (value, rest.strip_prefix(['钱', '整', '正']).unwrap_or(rest)))
    };
    if let Some(found) = chinese(s) {
        return Some(found);
    }
    if named == Named::Code("CNY") && before.ends_with('块') && value.fract().is_zero() {
        return tenths(value, s);
    }
    if let Some(after) = s.strip_prefix(['整', '正']) {
        return Some((value, after));
    }
    if !matches!(
        named,
        Named::Code("USD" | "EUR" | "GBP" | "AUD" | "CAD" | "HKD" | "SGD" | "NZD")
    ) || !value.fract().is_zero()
    {
        return None;
    }
    let mut rest = s.trim_start_matches([' ', ',']);
    if rest.len() == s.len() {
        return None;
    }
    rest = rest.strip_prefix("and ").unwrap_or(rest);
    let (n, after) = match figures::read(rest) {
        Some(figure) if !figure.marked => (figure.value, figure.rest),
        Some(_) => return None,
        None => {
            let t = Text::new(rest.get(..rest.floor_char_boundary(40))?);
            let (n, end) = in_words(&t, 0)?;
            let used = t.token(end.checked_sub(1)?)?.end;
            (n, rest.get(used..)?)
        }
    };
    if n >= Decimal::ONE_HUNDRED {
        return None;
    }
    let word = after.trim_start();
    let cents = ["cents", "cent", "pence"]
        .iter()
        .find_map(|w| word.strip_prefix(w));
    let two_figures = rest
        .get(..2)
        .is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()));
    let bare = two_figures && (after.is_empty() || after == "." || after.starts_with(" more"));
    let after = match cents {
        Some(after) => after,
        None if bare => after,
        None => return None,
    };
    Some((
        value.checked_add(n.checked_div(Decimal::ONE_HUNDRED)?)?,
        after,
    ))
}

/// 三块二, 九块九, 五块二五: the figures after 块 without their units. In 三块二一斤 and 5块3个 a
/// measure follows, which takes the last figure.
fn tenths(value: Decimal, s: &str) -> Option<(Decimal, &str)> {
    const MEASURES: &str = "斤个张份次件台条米平套人页本只公克升吨瓶盒箱包块";
    let taken = |s: &str| s.starts_with(|c| MEASURES.contains(c) || zh::scale(c).is_some());
    let (first, after) = figure(s)?;
    if taken(after) {
        return None;
    }
    let (hundredths, rest) = match figure(after) {
        Some((second, rest)) if !taken(rest) => {
            if figure(rest).is_some() {
                return None;
            }
            (first * 10 + second, rest)
        }
        _ => (first * 10, after),
    };
    Some((value.checked_add(Decimal::new(hundredths, 2))?, rest))
}

/// A figure at the start of `s`, and what follows.
fn figure(s: &str) -> Option<(i64, &str)> {
    let c = s.chars().next()?;
    let n = zh::digit(c).or_else(|| c.to_digit(10).map(u64::from))?;
    Some((i64::try_from(n).ok()?, s.get(c.len_utf8()..)?))
}
