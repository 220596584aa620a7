//! The currency of an amount, named before or after its number.

use rust_decimal::Decimal;

use super::number::scales;
use super::{currency, en, zh};
use crate::interpret::dates::fold::Folded;
use crate::interpret::dates::tokens::{Kind, Text};
use crate::model::is_han;

/// A currency in the words, or that there is one without a code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Code(&'static str),
    Unknown,
}

/// A currency that stands before its number, and what follows it.
pub(super) fn prefix<'a>(t: &Text<'a>, i: usize, folded: &Folded<'_>) -> Option<(Named, &'a str)> {
    let rest = t.rest(i);
    let glued_before = t.glued(i)
        && matches!(
            i.checked_sub(1).and_then(|p| t.kind(p)),
            Some(Kind::Word | Kind::Number)
        );
    match t.kind(i)? {
        Kind::Mark(c) => {
            // EndPoint$2 is a name in a program.
            if t.glued(i) && matches!(i.checked_sub(1).and_then(|p| t.kind(p)), Some(Kind::Word)) {
                return None;
            }
            let code = currency::sign(c)?;
            // 100$ names the number before it; 30 $ 40 $ too.
            Some((Named::Code(code), rest.get(c.len_utf8()..)?)).filter(|(_, after)| {
                after
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit() || zh::digit(c).is_some())
            })
        }
        Kind::Han => {
            let (code, after) = zh::name(rest)?;
            let after = after.strip_prefix("元").unwrap_or(after);
            let after = after
                .trim_start_matches(['(', ')', ' ', ':', '¥', '$', '为', '约', '共', '大', '写']);
            Some((Named::Code(code), after)).filter(|(_, a)| {
                a.starts_with(|c: char| {
                    c.is_ascii_digit() || zh::digit(c).is_some() || matches!(c, '十' | '拾')
                })
            })
        }
        Kind::Word if !glued_before => {
            let word = t.word(i);
            if word.len() > 6 || matches!(t.kind(i + 1), None | Some(Kind::Word)) {
                return None;
            }
            // U.S $
            let (word, k) = if word == "u" && t.mark(i + 1, '.') && t.word(i + 2) == "s" {
                ("us", if t.mark(i + 3, '.') { i + 4 } else { i + 3 })
            } else {
                (word, i + 1)
            };
            if t.mark(k, '$')
                && let Some((code, blank)) = currency::dollar(word)
                && (blank || t.glued(k))
            {
                return Some((Named::Code(code), t.rest(k).get(1..)?))
                    .filter(|(_, a)| a.trim_start().starts_with(|c: char| c.is_ascii_digit()));
            }
            let token = t.token(i)?;
            let named = code_of(word, folded.original(token.start, token.end))
                .or_else(|| scaled_code(word).map(|(_, code)| Named::Code(code)));
            let named = named.or_else(|| {
                let capitals = || {
                    folded
                        .original(token.start, token.end)
                        .chars()
                        .all(|c| c.is_ascii_uppercase())
                };
                Some(match word {
                    "dollar" => Named::Code("USD"),
                    "eur" | "euro" => Named::Code("EUR"),
                    "rs" => Named::Code("INR"),
                    "sfr" => Named::Code("CHF"),
                    "rm" if capitals() => Named::Code("MYR"),
                    "kr" => Named::Unknown,
                    _ => return None,
                })
            })?;
            let after = t.rest(k);
            // "EUR: 500", "USD $500"; "15 USD 50" belongs to the 15, which was read first.
            let after = after
                .trim_start_matches([' ', ':', '.'])
                .trim_start_matches(['$', '€', '£', '¥']);
            Some((named, after)).filter(|(_, a)| {
                a.trim_start()
                    .starts_with(|c: char| c.is_ascii_digit() || zh::digit(c).is_some())
            })
        }
        _ => None,
    }
}

/// A code with its scale before it: MUSD, kEUR, TEUR.
pub(super) fn scaled_code(word: &str) -> Option<(u64, &'static str)> {
    let (by, code) = word.split_at_checked(1).filter(|_| word.len() == 4)?;
    let by = match by {
        "m" => 1_000_000,
        "k" | "t" => 1_000,
        _ => return None,
    };
    Some((
        by,
        currency::code(code).filter(|_| !currency::CAPITALS_ONLY.contains(&code))?,
    ))
}

/// A code as a word, if its capitals allow.
pub(super) fn code_of(word: &str, written: &str) -> Option<Named> {
    let code = currency::code(word)?;
    if currency::CAPITALS_ONLY.contains(&word) && written.chars().any(|c| c.is_ascii_lowercase()) {
        return None;
    }
    Some(Named::Code(code))
}

/// A currency that stands after its number: the value, the currency, what follows.
pub(super) fn suffix<'a>(
    rest: &str,
    value: Decimal,
    after: &'a str,
    folded: &Folded<'_>,
    start: usize,
) -> Option<(Decimal, Named, &'a str)> {
    let s = after.trim_start_matches(' ');
    let spaced = s.len() < after.len();
    let first = s.chars().next()?;
    if after.len() - s.len() > 2
        || after
            .get(..after.len() - s.len())
            .is_some_and(|gap| gap.contains('\n'))
    {
        return None;
    }
    if matches!(first, '元' | '圆' | '块' | '円') {
        let tail = s.get(first.len_utf8()..)?;
        if first == '円' {
            return Some((value, Named::Code("JPY"), tail));
        }
        if tail.starts_with(|c| zh::NOT_YUAN.contains(c)) {
            return None;
        }
        if first == '块' {
            let money = tail.starts_with('钱')
                || tail.chars().next().is_none_or(|c| {
                    c.is_ascii_punctuation()
                        || c.is_whitespace()
                        || "。，！？；)".contains(c)
                        || zh::digit(c).is_some()
                        || c.is_ascii_digit()
                })
                || tail.starts_with("左右");
            return money.then(|| {
                (
                    value,
                    Named::Code("CNY"),
                    tail.strip_prefix('钱').unwrap_or(tail),
                )
            });
        }
        // 9000元日币
        let tail_named = zh::name(tail.trim_start_matches(['(', ' ']));
        return Some(match tail_named {
            Some((code, more)) => (value, Named::Code(code), more),
            None => (value, Named::Code("CNY"), tail),
        });
    }
    if let Some((code, tail)) = zh::name(s).or_else(|| zh::short_name(s)) {
        return Some((value, Named::Code(code), tail));
    }
    // 五毛, 八毛钱, 五分钱
    for (unit, scale) in [("毛", 1), ("角钱", 1), ("分钱", 2)] {
        if let Some(tail) = s.strip_prefix(unit) {
            let tail = tail.strip_prefix('钱').unwrap_or(tail);
            let ends = unit != "毛"
                || s.starts_with("毛钱")
                || tail
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric() || "一左上".contains(c));
            let value = value.checked_mul(Decimal::new(1, scale))?;
            return ends.then_some((value, Named::Code("CNY"), tail));
        }
    }
    if let Some(code) = currency::sign(first) {
        let tail = s.get(first.len_utf8()..)?;
        // "3 $50" is a price of 50, unless a gap tells otherwise.
        if tail.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        return Some((value, Named::Code(code), tail));
    }
    let word_end = letters(s);
    let (word, tail) = s.split_at_checked(word_end)?;
    let whole = folded.as_str();
    let offset = whole
        .len()
        .checked_sub(whole.get(start..)?.len() - (rest.len() - s.len()))?;
    let written = folded.original(offset, offset + word.len());
    if let Some(named) = code_of(word, written) {
        // "3 USD50 cards"
        if spaced && tail.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (value, tail) = scales(value, tail)?;
        return Some((value, named, tail));
    }
    if word == "hk" || word == "us" || word == "nt" || word == "s" || word == "a" || word == "c" {
        // 500 HK$
        if let Some((code, _)) = currency::dollar(word)
            && let Some(tail) = tail.strip_prefix('$')
            && !tail.starts_with(|c: char| c.is_ascii_digit())
        {
            return Some((value, Named::Code(code), tail));
        }
    }
    named_by_words(word, tail, value)
}

/// "us dollars", "australian dollars", "euros", "pence".
pub(super) fn named_by_words<'a>(
    word: &str,
    tail: &'a str,
    value: Decimal,
) -> Option<(Decimal, Named, &'a str)> {
    let hyphenless = |s: &'a str| -> (&'a str, &'a str) {
        let s = s.trim_start_matches([' ', '-', '.']);
        let end = letters(s);
        s.split_at_checked(end).unwrap_or((s, ""))
    };
    if let Some(named) = en::word(word) {
        return Some((value, named.map_or(Named::Unknown, Named::Code), tail));
    }
    // "five grand"
    if word == "grand" {
        let value = value.checked_mul(Decimal::ONE_THOUSAND)?;
        return Some((value, Named::Unknown, tail));
    }
    if let Some(named) = en::cents(word) {
        let value = value.checked_div(Decimal::ONE_HUNDRED)?;
        return Some((value, named.map_or(Named::Unknown, Named::Code), tail));
    }
    let (mut country, (mut next, mut after)) = (word, hyphenless(tail));
    // "u.s. dollars", "hong kong dollars", "new zealand dollars"
    if matches!(
        (country, next),
        ("u", "s") | ("hong", "kong") | ("new", "zealand") | ("new", "taiwan")
    ) {
        country = next;
        (next, after) = hyphenless(after);
    }
    if let Some(code) = en::national(country, next) {
        return Some((value, Named::Code(code), after));
    }
    let named = en::word(next)?;
    match named {
        Some(code) => match en::of_country(country, code)? {
            "" => None,
            code => Some((value, Named::Code(code), after)),
        },
        None => (country.len() > 3).then_some((value, Named::Unknown, after)),
    }
}

/// 元, 整, 万元 and codes that follow an amount whose currency stood before it.
pub(super) fn closing(s: &str, named: Named) -> Option<&str> {
    let after = s.trim_start_matches(' ');
    if let Some(tail) = after.strip_prefix(['元', '圆']) {
        return (!tail.starts_with(|c| zh::NOT_YUAN.contains(c))).then_some(tail);
    }
    // "$ 500 USD", "¥500 RMB"
    let end = after
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(after.len());
    let (word, tail) = after.split_at_checked(end)?;
    (currency::code(word).map(Named::Code) == Some(named)).then_some(tail)
}
/// Bytes of the letters a text begins with; no currency is longer than a few, and other scripts may
/// write a whole text in letters.
fn letters(s: &str) -> usize {
    s.chars()
        .take(40)
        .take_while(|c| c.is_alphabetic() && !is_han(*c))
        .map(char::len_utf8)
        .sum()
}
