//! What a verb takes, normalised: a day, a span, a part, a kind, an address.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::courtesy::trim;
use super::item_numbers::{Number, leading_numbers};
use crate::interpret::verbs::Takes;
use crate::interpret::{clauses, dates, money};
use crate::model::{Address, Verb};

type Parsed = Result<(Vec<i64>, Option<String>), &'static str>;

pub(super) fn arguments(
    verb: Verb,
    takes: Takes,
    before: &[Number],
    after: &str,
    reference: DateTime<FixedOffset>,
) -> Parsed {
    let (numbers, rest) = leading_numbers(after);
    let first: Vec<i64> = before.iter().map(|n| n.value).collect();
    let values = |ns: &[Number]| {
        first
            .iter()
            .copied()
            .chain(ns.iter().map(|n| n.value))
            .collect::<Vec<i64>>()
    };
    let all = |items: Vec<i64>| {
        if items.iter().any(|i| *i < 1) {
            Err("bad_argument")
        } else {
            Ok(items)
        }
    };
    let plain_rest = rest.trim();
    match takes {
        Takes::Nothing if plain_rest.is_empty() => Ok((all(values(&numbers))?, None)),
        Takes::All if plain_rest.is_empty() => Ok((all(values(&numbers))?, None)),
        Takes::All
            if ["all", "everything", "全部", "所有", "全都"].contains(&plain_rest)
                && first.is_empty()
                && numbers.is_empty() =>
        {
            Ok((Vec::new(), Some("all".to_owned())))
        }
        Takes::Nothing | Takes::All => Err("talk"),
        _ => {
            // "part 42 1,3" names its item, "part 1,3" is a list of asks.
            let list =
                numbers.iter().skip(1).all(|n| n.listed) && !numbers.iter().any(|n| n.hashed);
            // The numbers that are items end where the rest is an argument.
            for cut in 0..=numbers.len() {
                let (items, left) = numbers.split_at(cut);
                if left.iter().any(|n| n.hashed)
                    || takes == Takes::Part
                        && first.is_empty()
                        && cut == 0
                        && numbers.len() >= 2
                        && !list
                {
                    continue;
                }
                let text = left.first().map_or(rest, |n| {
                    after
                        .get(after.len().saturating_sub(n.from)..)
                        .unwrap_or_default()
                });
                if let Some(argument) = argument(verb, takes, text.trim(), reference) {
                    return Ok((all(values(items))?, Some(argument)));
                }
            }
            Err(if plain_rest.is_empty() && takes == Takes::Away {
                "how_away"
            } else if plain_rest.is_empty() {
                "missing_argument"
            } else if looks_like_talk(plain_rest) {
                "talk"
            } else if is_past(takes, plain_rest, reference) {
                "past"
            } else if takes == Takes::Away {
                "how_away"
            } else {
                "bad_argument"
            })
        }
    }
}

fn looks_like_talk(text: &str) -> bool {
    text.split_whitespace().count() > 4
}

/// Words that join an argument to its verb.
fn unjoined(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = [
        "until ", "till ", "to ", "by ", "on ", "for ", "as ", "is ", "date ", "another ", "到",
        "至", "为", "改为", "改到", "改成", "是", "于", "给", "日期", "=", ":", "→",
    ]
    .iter()
    .find_map(|j| text.strip_prefix(j))
    {
        text = rest.trim();
    }
    text
}

/// An argument, normalised; `None` if it is none or impossible.
fn argument(
    verb: Verb,
    takes: Takes,
    text: &str,
    reference: DateTime<FixedOffset>,
) -> Option<String> {
    let text = unjoined(text);
    if text.is_empty() {
        return None;
    }
    match takes {
        Takes::Date => day(text, reference).map(|d| d.to_string()),
        Takes::DateOrSpan => span(text).or_else(|| day(text, reference).map(|d| d.to_string())),
        Takes::Part => part(text),
        Takes::Kind => kind(text),
        Takes::Address => address(text),
        Takes::Away => away(text, reference),
        Takes::Nothing | Takes::All | Takes::Words => {
            debug_assert!(verb != Verb::Note);
            None
        }
    }
}

/// `invoice`, with its amount where one is named (`invoice 1200.00 EUR`), or `request`.
fn kind(text: &str) -> Option<String> {
    const INVOICE: &[&str] = &["invoice", "发票", "账单"];
    const REQUEST: &[&str] = &["request", "请求", "资料"];
    if REQUEST.contains(&text) {
        return Some("request".to_owned());
    }
    let rest = INVOICE.iter().find_map(|word| text.strip_prefix(word))?;
    let sum = rest.trim_start_matches([':', ',', ' ']);
    let sum = ["over ", "of ", "for "]
        .iter()
        .find_map(|word| sum.strip_prefix(word))
        .unwrap_or(sum)
        .trim();
    if sum.is_empty() {
        return Some("invoice".to_owned());
    }
    let value = part(sum).filter(|value| !value.contains(','))?;
    let seen = money::find(sum);
    let currency = seen.first().and_then(|seen| seen.currency);
    // A bare small number may be an item's, and three digits behind a point thousands.
    let decimals = (sum.rsplit_once('.'))
        .map(|(_, behind)| behind.chars().take_while(char::is_ascii_digit).count());
    let digits = value.chars().take_while(char::is_ascii_digit).count();
    if decimals.is_some_and(|n| n != 2) || currency.is_none() && decimals.is_none() && digits < 3 {
        return None;
    }
    Some(match currency {
        Some(currency) => format!("invoice {value} {currency}"),
        None => format!("invoice {value}"),
    })
}

/// An address, with the name before it that mail programs write.
fn address(text: &str) -> Option<String> {
    const NAME: usize = 5;
    let mut found: Option<Address> = None;
    let mut name: usize = 0;
    for word in text
        .split(|c: char| c.is_whitespace() || "<>()[]\",;，；、\u{201c}\u{201d}".contains(c))
        .filter(|word| !word.is_empty())
    {
        match Address::parse(word.trim_start_matches("mailto:")) {
            Ok(address) if found.as_ref().is_none_or(|known| *known == address) => {
                found = Some(address);
            }
            // A name stands in front; two addresses are two people.
            Err(_) if found.is_none() && !word.contains(|c: char| c.is_ascii_digit()) => {
                name = name.saturating_add(1);
            }
            Ok(_) | Err(_) => return None,
        }
    }
    // Without the marks of a mail program words before an address are a sentence.
    let most = if text.contains(['<', '(', '[']) {
        NAME
    } else {
        3
    };
    found
        .filter(|_| name <= most)
        .map(|a| a.as_str().to_owned())
}

/// Being back, as the argument of `away`.
const OVER: &[&str] = &[
    "over",
    "back",
    "end",
    "off",
    "结束",
    "回来",
    "回来了",
    "取消",
];

/// Words that say what the address is, in no order people agree on.
const DEPUTY: &[&str] = &[
    " covers",
    " stands in",
    " deputy",
    " is my",
    " with ",
    " by my",
    "代理",
    "代为跟进",
    "代班",
    "接手",
    "由",
];

/// `2026-12-01 DEPUTY` or `over`, either with whoever is away in front.
fn away(text: &str, reference: DateTime<FixedOffset>) -> Option<String> {
    let mut rest = text.to_owned();
    let mut addresses = Vec::new();
    for word in text.split([' ', ',', '、', '，']) {
        if let Ok(address) = Address::parse(word) {
            rest = rest.replacen(word, " ", 1);
            addresses.push(address);
        }
    }
    for word in DEPUTY {
        rest = rest.replace(word, " ");
    }
    let rest = unjoined(trim(&rest));
    let last = if OVER.contains(&rest) {
        "over".to_owned()
    } else {
        format!("{} {}", day(rest, reference)?, addresses.pop()?)
    };
    match addresses.as_slice() {
        [] => Some(last),
        [owner] => Some(format!("{owner} {last}")),
        _ => None,
    }
}

/// Small numbers before a unit.
const SMALL: &[(&str, u32)] = &[
    ("a ", 1),
    ("an ", 1),
    ("one ", 1),
    ("two ", 2),
    ("three ", 3),
    ("four ", 4),
    ("five ", 5),
    ("six ", 6),
    ("seven ", 7),
    ("ten ", 10),
    ("a couple of ", 2),
];

/// `5d`, `5wd`, `2 weeks`, `5个工作日` → `5d`, `5wd`, `14d`.
fn span(text: &str) -> Option<String> {
    let small = SMALL
        .iter()
        .filter_map(|(word, count)| Some((word.len(), *count, text.strip_prefix(word)?)))
        .max_by_key(|(length, ..)| *length);
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let (count, unit) = if let Some((_, count, unit)) = small {
        (count, unit)
    } else if digits.is_empty() {
        let first = text.chars().next()?;
        let at = "零一二三四五六七八九十"
            .chars()
            .position(|c| c == first)
            .or((first == '两').then_some(2));
        (u32::try_from(at?).ok()?, text.get(first.len_utf8()..)?)
    } else {
        (digits.parse().ok()?, text.get(digits.len()..)?)
    };
    if count == 0 || count > 366 {
        return None;
    }
    match unit.trim().trim_end_matches(['后', '内']) {
        "d" | "day" | "days" | "天" | "日" | "calendar days" => Some(format!("{count}d")),
        "wd" | "bd" | "working days" | "working day" | "business days" | "business day"
        | "workdays" | "个工作日" | "工作日" => Some(format!("{count}wd")),
        "w" | "week" | "weeks" | "周" | "个星期" | "星期" | "个周" => {
            Some(format!("{}d", count.checked_mul(7)?))
        }
        "month" | "months" | "个月" => Some(format!("{}d", count.checked_mul(30)?)),
        _ => None,
    }
}

/// Whether what should be a day is one that has passed.
fn is_past(takes: Takes, text: &str, reference: DateTime<FixedOffset>) -> bool {
    let today = reference.date_naive();
    matches!(takes, Takes::Date | Takes::DateOrSpan | Takes::Away)
        && text
            .split([' ', ','])
            .any(|word| NaiveDate::parse_from_str(word, "%Y-%m-%d").is_ok_and(|date| date < today))
}

/// The one day a text names, if it says nothing else and the day is not past.
fn day(text: &str, reference: DateTime<FixedOffset>) -> Option<NaiveDate> {
    let today = reference.date_naive();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return (date >= today).then_some(date);
    }
    let seen = dates::find(text, reference);
    let [one] = seen.as_slice() else { return None };
    let left = text.replacen(clauses::fold(one.text.trim()).as_str(), "", 1);
    let idle = [
        "the", "on", "by", "until", "till", "before", "前", "之前", "再", "以前", "of", "为止",
    ];
    let rest = left
        .split(|c: char| c.is_whitespace() || ",.()".contains(c))
        .any(|w| !w.is_empty() && !idle.contains(&w));
    (!rest && one.date >= today).then_some(one.date)
}

/// An amount as a plain number, or numbers of asks: `1,3`.
fn part(text: &str) -> Option<String> {
    let asks = text
        .strip_prefix("asks")
        .or_else(|| text.strip_prefix("ask"))
        .map(str::trim);
    let (numbers, rest) = leading_numbers(asks.unwrap_or(text));
    if numbers.len() >= 2
        && rest.trim().is_empty()
        && numbers.iter().all(|n| (1..=99).contains(&n.value))
        || asks.is_some() && rest.trim().is_empty() && !numbers.is_empty()
    {
        return Some(
            numbers
                .iter()
                .map(|n| n.value.to_string())
                .collect::<Vec<_>>()
                .join(","),
        );
    }
    let seen = money::find(text);
    // "1 500.00" is an item and an amount.
    let spaced = text
        .split_whitespace()
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    if spaced.count() > 1 {
        return None;
    }
    let named = (seen.first()).filter(|seen| seen.currency.is_some() && text.trim() == seen.text);
    if let Some(seen) = named {
        return Some(seen.value.normalize().to_string());
    }
    let bare = [
        "cny",
        "rmb",
        "usd",
        "eur",
        "gbp",
        "人民币",
        "chf",
        "hkd",
        "sgd",
        "jpy",
    ]
    .iter()
    .fold(text.to_owned(), |t, c| t.replace(c, ""));
    let bare = bare.trim_matches(|c: char| c.is_whitespace() || "¥￥$£€元块".contains(c));
    let (bare, times) = bare
        .strip_suffix('万')
        .map_or((bare, 1), |b| (b.trim(), 10_000));
    let bare = bare
        .strip_suffix('k')
        .map_or_else(|| bare.to_owned(), |b| format!("{b}000"));
    let value = money::plain_figure(&bare)?;
    let value = value
        .checked_mul(rust_decimal::Decimal::from(times))?
        .normalize();
    (value > rust_decimal::Decimal::ZERO).then(|| value.to_string())
}
