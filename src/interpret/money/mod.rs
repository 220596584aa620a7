//! Amounts of money in a text, Chinese and English, exact.

mod currency;
mod en;
mod figures;
mod zh;

use rust_decimal::Decimal;

use crate::model::{Currency, MoneySeen};

use super::dates::fold::Folded;
use super::dates::tokens::{Kind, Text};

/// A currency in the words, or that there is one without a code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Code(&'static str),
    Unknown,
}

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
    let s = folded.as_str();
    let numeral = |c: char| c.is_ascii_digit() || zh::digit(c).is_some() || zh::scale(c).is_some();
    if !s.contains(numeral) && !spelled(s) {
        return Vec::new();
    }
    let t = Text::new(s);
    let yen = s.contains("yen")
        || s.contains("jpy")
        || s.contains("日元")
        || s.contains("日圆")
        || s.contains('円');
    let mut seen = Vec::new();
    let mut i = 0;
    while i < t.len() {
        let Some(amount) = at(&t, i, &folded) else {
            i += 1;
            continue;
        };
        let code = match amount.named {
            Some(Named::Code("CNY"))
                if yen
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
        let (value, after) = coins(value, after, named).unwrap_or((value, after));
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
                let (value, after) = coins(value, after, named).unwrap_or((value, after));
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
            let (value, named, after) = suffix(rest, value, after, folded, start)?;
            let (value, after) = coins(value, after, named).unwrap_or((value, after));
            finish(value, Some(named), after)
        }
        Kind::Word => {
            let (value, end) = in_words(t, i)?;
            let after = t.rest(end);
            let (value, named, after) = suffix(rest, value, after, folded, start)?;
            let (value, after) = coins(value, after, named).unwrap_or((value, after));
            finish(value, Some(named), after)
        }
        Kind::Mark(_) => None,
    }
}

/// A currency that stands before its number, and what follows it.
fn prefix<'a>(t: &Text<'a>, i: usize, folded: &Folded<'_>) -> Option<(Named, &'a str)> {
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
                matches!(word, "dollar" | "eur" | "euro").then(|| {
                    if word == "dollar" {
                        Named::Code("USD")
                    } else {
                        Named::Code("EUR")
                    }
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
fn scaled_code(word: &str) -> Option<(u64, &'static str)> {
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
fn code_of(word: &str, written: &str) -> Option<Named> {
    let code = currency::code(word)?;
    if currency::CAPITALS_ONLY.contains(&word) && written.chars().any(|c| c.is_ascii_lowercase()) {
        return None;
    }
    Some(Named::Code(code))
}

/// A number in figures or characters with its scale, at the start of `s`.
fn amount<'a>(s: &'a str, named: Option<Named>) -> Option<(Decimal, &'a str)> {
    let figure = match figures::read(s) {
        Some(figure) => figure,
        None => return zh::number(s),
    };
    let (scaled, after) = scales(figure.value, figure.rest)?;
    if after.len() == figure.rest.len() {
        // "EUR 1.500" is fifteen hundred; a price in yuan or behind a sign may have three decimals.
        let dotted = matches!(
            named,
            Some(Named::Code(
                "EUR" | "CHF" | "DKK" | "SEK" | "NOK" | "PLN" | "BRL" | "TRY" | "IDR" | "VND"
            ))
        );
        let value = figure
            .as_thousands
            .filter(|_| dotted)
            .unwrap_or(figure.value);
        return Some((value, figure.rest));
    }
    // 3亿5000万, 1万2千
    let mut value = scaled;
    let mut rest = after;
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

/// Multiplies by the scale words that follow.
fn scales(value: Decimal, s: &str) -> Option<(Decimal, &str)> {
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

/// A currency that stands after its number: the value, the currency, what follows.
fn suffix<'a>(
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
    if let Some((code, tail)) = zh::name(s) {
        return Some((value, Named::Code(code), tail));
    }
    if let Some(code) = currency::sign(first) {
        let tail = s.get(first.len_utf8()..)?;
        // "3 $50" is a price of 50, unless a gap tells otherwise.
        if tail.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        return Some((value, Named::Code(code), tail));
    }
    let word_end = s.find(|c: char| !c.is_alphabetic()).unwrap_or(s.len());
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
fn named_by_words<'a>(
    word: &str,
    tail: &'a str,
    value: Decimal,
) -> Option<(Decimal, Named, &'a str)> {
    let hyphenless = |s: &'a str| -> (&'a str, &'a str) {
        let s = s.trim_start_matches([' ', '-', '.']);
        let end = s.find(|c: char| !c.is_alphabetic()).unwrap_or(s.len());
        s.split_at_checked(end).unwrap_or((s, ""))
    };
    if let Some(named) = en::word(word) {
        return Some((value, named.map_or(Named::Unknown, Named::Code), tail));
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
fn closing(s: &str, named: Named) -> Option<&str> {
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

/// 伍角, 五毛, 七分, 整; "and forty-five cents", "dollars 50".
fn coins<'a>(value: Decimal, s: &'a str, named: Named) -> Option<(Decimal, &'a str)> {
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

/// A number in English words at token `i`, and the token after it.
fn in_words(t: &Text<'_>, i: usize) -> Option<(Decimal, usize)> {
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
        } else if word == "and" && any && en::number(t.word(k + 1)).is_some() {
            k += 1;
            continue;
        } else if any && t.mark(k, '-') && t.glued(k) && en::number(t.word(k + 1)).is_some() {
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
fn fraction(t: &Text<'_>, k: usize, hundredths: i64) -> Option<(Decimal, usize)> {
    let (by, _) = en::scale(t.word(k))?;
    Some((
        Decimal::new(hundredths, 2).checked_mul(Decimal::from(by))?,
        k + 1,
    ))
}

/// An amount without a currency that words before it announce.
fn announced<'a>(
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
        let clause_end = next.is_none_or(|c| !super::dates::tokens::is_han(c));
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
