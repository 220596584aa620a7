//! The number of an amount, in figures, characters or words, with its scale.

use rust_decimal::Decimal;

use super::named::{Named, scaled_code};
use super::{en, figures, zh};
use crate::interpret::dates::tokens::Text;

/// A number in figures or characters with its scale, at the start of `s`.
pub(super) fn amount(s: &str, named: Option<Named>) -> Option<(Decimal, &str)> {
    let figure = match figures::read(s) {
        Some(figure) => figure,
        None => return zh::number(s),
    };
    let (scaled, after) = scales(figure.value, figure.rest)?;
    if after.len() == figure.rest.len() {
        let value = named.and_then(|named| dotted(figure.as_thousands, named));
        return Some((value.unwrap_or(figure.value), figure.rest));
    }
    // 3亿5000万, 1万2千
    let mut value = scaled;
    let mut rest = after;
    if let Some((more, tail)) = zh::shortened(figure.rest, rest) {
        return Some((value.checked_add(more)?, tail));
    }
    for _ in 0..2 {
        let Some(next) = figures::read(rest) else {
            break;
        };
        match scales(next.value, next.rest) {
            Some((more, after)) if after.len() < next.rest.len() && more < value => {
                value = value.checked_add(more)?;
                rest = after;
            }
            _ => break,
        }
    }
    Some((value, rest))
}

/// What a figure with one full stop before three digits is in this currency: "EUR 1.500" and "1.500 €"
/// are fifteen hundred; a price in yuan may have three decimals.
fn dotted(as_thousands: Option<Decimal>, named: Named) -> Option<Decimal> {
    let parted = matches!(
        named,
        Named::Code("EUR" | "CHF" | "DKK" | "SEK" | "NOK" | "PLN" | "BRL" | "TRY" | "IDR" | "VND")
    );
    as_thousands.filter(|_| parted)
}

/// The value of a number at the start of `s` that was read as `value` before its currency was known.
pub(super) fn before(s: &str, value: Decimal, named: Named) -> Decimal {
    figures::read(s)
        .filter(|figure| figure.value == value)
        .and_then(|figure| dotted(figure.as_thousands, named))
        .unwrap_or(value)
}

/// Multiplies by the scale words that follow.
pub(super) fn scales(value: Decimal, s: &str) -> Option<(Decimal, &str)> {
    let trimmed = s.trim_start_matches(' ');
    let spaced = trimmed.len() < s.len();
    let mut value = value;
    let mut rest = trimmed
        .strip_prefix('个')
        .filter(|r| r.starts_with(['亿', '万']))
        .unwrap_or(trimmed);
    let mut any = false;
    while let Some(by) = rest.chars().next().and_then(zh::scale) {
        value = value.checked_mul(Decimal::from(by))?;
        rest = rest.get(rest.chars().next()?.len_utf8()..)?;
        any = true;
    }
    if any {
        return Some((value, rest));
    }
    let end = trimmed
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(trimmed.len());
    let (word, after) = trimmed.split_at_checked(end)?;
    if let Some((by, glued)) = en::scale(word)
        && !(glued && spaced)
    {
        return Some((value.checked_mul(Decimal::from(by))?, after));
    }
    // 30 MUSD, 5kEUR
    if let Some((by, _)) = scaled_code(word) {
        return Some((value.checked_mul(Decimal::from(by))?, trimmed.get(1..)?));
    }
    Some((value, s))
}

/// A number in English words at token `i`, and the token after it.
pub(super) fn in_words(t: &Text<'_>, i: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut section, mut k, mut any) = (Decimal::ZERO, 0u64, i, false);
    match (t.word(i), t.word(i + 1)) {
        ("half", "a") if en::scale(t.word(i + 2)).is_some() => return fraction(t, i + 2, 50),
        ("half", w) if en::scale(w).is_some() => return fraction(t, i + 1, 50),
        ("quarter", w) if en::scale(w).is_some() => return fraction(t, i + 1, 25),
        ("three", "quarters") if en::scale(t.word(i + 2)).is_some() => {
            return fraction(t, i + 2, 75);
        }
        ("a", "hundred" | "thousand" | "million") => (section, k) = (1, i + 1),
        _ => {}
    }
    for _ in 0..14 {
        let word = t.word(k);
        if let Some(n) = en::number(word) {
            section = section.checked_add(n)?;
        } else if word == "hundred" && section > 0 {
            section = section.checked_mul(100)?;
        } else if let Some((by, false)) = en::scale(word).filter(|_| section > 0) {
            total = total.checked_add(Decimal::from(section).checked_mul(Decimal::from(by))?)?;
            section = 0;
        } else if any
            && (word == "and" || (t.mark(k, '-') && t.glued(k)))
            && en::number(t.word(k + 1)).is_some()
        {
            k += 1;
            continue;
        } else {
            break;
        }
        any = true;
        k += 1;
    }
    // "one-yen bid"
    if any && t.mark(k, '-') && t.glued(k) && en::word(t.word(k + 1)).is_some() {
        k += 1;
    }
    any.then(|| total.checked_add(Decimal::from(section)).map(|v| (v, k)))
        .flatten()
}

/// Hundredths of a scale word at `k`.
pub(super) fn fraction(t: &Text<'_>, k: usize, hundredths: i64) -> Option<(Decimal, usize)> {
    let (by, _) = en::scale(t.word(k))?;
    Some((
        Decimal::new(hundredths, 2).checked_mul(Decimal::from(by))?,
        k + 1,
    ))
}
