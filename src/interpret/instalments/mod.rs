//! The plan of an invoice that is paid in parts: shares of a whole, amounts that make it, equal parts.

mod equal;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;
use rust_decimal::Decimal;

use super::sums::{self, Sum};
use super::vocabulary::Class;
use super::{clauses, opening_words as words};
use crate::model::{DateSeen, Instalment, MoneySeen, UNDATED};

static NOW: LazyLock<Class> = LazyLock::new(|| Class::new(words::NOW_EN, words::NOW_ZH));
static SHARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([0-9]{1,3}(?:\.[0-9])?) ?(?:%|percent|per cent|pct)").ok());
static HALF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:(?:the )?(?:other|first|second|one) half|half)(?-u:\b)|一半|另一半")
        .ok()
});
static REST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:the (?:rest|remainder|balance|remaining (?:amount|sum|part))|balance)(?-u:\b)|余款|剩余(?:款项|部分|的)?|其余(?:款项|部分|的)?|余下").ok()
});

/// What a plan is read from.
pub(super) struct Terms<'a> {
    pub(super) own: &'a str,
    pub(super) dates: &'a [DateSeen],
    pub(super) money: &'a [MoneySeen],
    /// Day of the mail in the sender's zone.
    pub(super) day: NaiveDate,
    /// The whole.
    pub(super) total: Decimal,
}

/// A part: where it is told and how much; `None` is what the others leave.
struct Part {
    range: Range<usize>,
    amount: Option<Decimal>,
    /// Told by its amount alone.
    item: bool,
}

/// Dated parts that make the whole; empty if there is no such plan.
pub(super) fn find(terms: &Terms<'_>) -> Vec<Instalment> {
    let plain = clauses::fold(terms.own);
    let dates = dated(&plain, terms.dates);
    if let Some(plan) = equal::equal(terms, &plain, &dates) {
        return plan;
    }
    let parts = parts(terms, &plain);
    if parts.len() < 2 {
        return Vec::new();
    }
    let given = parts
        .iter()
        .filter_map(|p| p.amount)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let open = parts.iter().filter(|p| p.amount.is_none()).count();
    let rest = terms.total.saturating_sub(given);
    if !(open == 0 && rest.is_zero() || open == 1 && rest > Decimal::ZERO) {
        return Vec::new();
    }
    let (follow, beside) = placed(terms, &plain, &parts, &dates, false);
    let (lead, before) = placed(terms, &plain, &parts, &dates, true);
    // "The deposit" is due at once only where no day is named for it.
    let named = |days: &[NaiveDate]| {
        let real = |day: &&NaiveDate| **day != UNDATED && **day != terms.day;
        days.iter().filter(real).count()
    };
    let known = |days: &[NaiveDate]| days.iter().filter(|d| **d != UNDATED).count();
    let leads = dates
        .first()
        .is_some_and(|d| parts.first().is_some_and(|p| d.0.start < p.range.start));
    // A day in the same clause is the part's own.
    let rank = |days: &[NaiveDate], close: usize| (named(days), close, known(days));
    let mut days = match rank(&lead, before).cmp(&rank(&follow, beside)) {
        Ordering::Greater => lead,
        Ordering::Equal if leads => lead,
        Ordering::Equal | Ordering::Less => follow,
    };
    // Line items with a sum are no plan: a part has a day of its own or waits for an event.
    let waits = |(at, part): (usize, &Part)| {
        days.get(at).is_some_and(|day| *day != UNDATED) || event(&plain, &parts, at, part)
    };
    let undated = days.iter().all(|day| *day == UNDATED);
    if parts.iter().all(|p| p.item) && (undated || !parts.iter().enumerate().all(waits)) {
        return Vec::new();
    }
    if let (Some(first), Some(last), Some(part)) = (days.first_mut(), parts.last(), parts.first())
        && (*first == UNDATED || *first == terms.day)
        && let Some(date) = named_again(&plain, part, last, &dates)
    {
        *first = date;
    }
    parts
        .iter()
        .zip(days)
        .map(|(part, due)| Instalment {
            due,
            amount: part.amount.unwrap_or(rest),
        })
        .collect()
}

/// Dates with their places.
fn dated(plain: &str, dates: &[DateSeen]) -> Vec<(Range<usize>, NaiveDate)> {
    let mut from = 0;
    let mut out = Vec::new();
    for seen in dates {
        let needle = clauses::fold(&seen.text);
        if let Some(at) = plain.get(from..).and_then(|rest| rest.find(needle.trim())) {
            let start = from.saturating_add(at);
            from = start.saturating_add(needle.trim().len());
            out.push((start..from, seen.date));
        }
    }
    out
}

/// The parts in their order: shares in percent, halves, amounts, and what is left.
fn parts(terms: &Terms<'_>, plain: &str) -> Vec<Part> {
    let mut shares: Vec<Part> = Vec::new();
    let of = |percent: Decimal| {
        terms
            .total
            .checked_mul(percent)
            .and_then(|a| a.checked_div(Decimal::ONE_HUNDRED))
    };
    for found in SHARE.iter().flat_map(|r| r.captures_iter(plain)) {
        let percent = found
            .get(1)
            .and_then(|m| m.as_str().parse::<Decimal>().ok());
        if let (Some(all), Some(percent)) = (found.get(0), percent) {
            shares.push(Part {
                range: all.range(),
                amount: of(percent),
                item: false,
            });
        }
    }
    // VAT, a discount or interest is a percentage too: only shares that make the whole are parts.
    let sum = shares
        .iter()
        .filter_map(|p| p.amount)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let rests = || {
        REST.iter().flat_map(|r| r.find_iter(plain)).map(|m| Part {
            range: m.range(),
            amount: None,
            item: false,
        })
    };
    if shares.len() >= 2 && sum == terms.total {
        return shares;
    }
    let halves: Vec<Part> = HALF
        .iter()
        .flat_map(|r| r.find_iter(plain))
        .map(|m| Part {
            range: m.range(),
            amount: of(Decimal::from(50)),
            item: false,
        })
        .collect();
    if halves.len() == 2 {
        return halves;
    }
    let mut amounts: Vec<Part> = Vec::new();
    let mut from = 0;
    let mut whole = false;
    let roles = sums::roles(plain, terms.money);
    for (seen, role) in terms.money.iter().zip(roles) {
        let needle = clauses::fold(&seen.text);
        let Some(at) = plain.get(from..).and_then(|rest| rest.find(needle.trim())) else {
            continue;
        };
        let start = from.saturating_add(at);
        from = start.saturating_add(needle.trim().len());
        if seen.value == terms.total && !whole {
            whole = true;
            continue;
        }
        // 72,000 (柒万贰仟) is one amount.
        let again = amounts.last().is_some_and(|last| {
            last.amount == Some(seen.value) && start.saturating_sub(last.range.end) <= 4
        });
        let of_it = matches!(role, Sum::Plain | Sum::Owed | Sum::Total);
        if !again && of_it && seen.value < terms.total {
            amounts.push(Part {
                range: start..from,
                amount: Some(seen.value),
                item: true,
            });
        }
    }
    let sum = amounts
        .iter()
        .filter_map(|p| p.amount)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    if amounts.len() >= 2 && sum == terms.total {
        return amounts;
    }
    for mut first in [shares, halves, amounts] {
        if first.len() == 1 {
            let start = first.first().map_or(0, |p| p.range.end);
            if let Some(rest) = rests().find(|r| r.range.start >= start) {
                first.push(rest);
                return first;
            }
        }
    }
    Vec::new()
}

/// The day of each part: the date in its own stretch of the sentence, after it or before it; and how many
/// stand in the clause of their part.
fn placed(
    terms: &Terms<'_>,
    plain: &str,
    parts: &[Part],
    dates: &[(Range<usize>, NaiveDate)],
    lead: bool,
) -> (Vec<NaiveDate>, usize) {
    let ends = |from: usize, to: usize| {
        plain.get(from..to).is_none_or(|between| {
            between.contains(['\n', '。', ';', '!']) || between.contains(". ")
        })
    };
    let mut out = Vec::new();
    let mut close = 0_usize;
    for (at, part) in parts.iter().enumerate() {
        let previous = at
            .checked_sub(1)
            .and_then(|p| parts.get(p))
            .map_or(0, |p| p.range.end);
        let next = parts
            .get(at.saturating_add(1))
            .map_or(plain.len(), |p| p.range.start);
        let found = if lead {
            dates.iter().rev().find(|(r, _)| {
                r.start >= previous && r.end <= part.range.start && !ends(r.end, part.range.start)
            })
        } else {
            dates.iter().find(|(r, _)| {
                r.start >= part.range.end && r.end <= next && !ends(part.range.end, r.start)
            })
        };
        let between = found.and_then(|(r, _)| match lead {
            true => plain.get(r.end..part.range.start),
            false => plain.get(part.range.end..r.start),
        });
        let clause = between.is_some_and(|words| !words.contains([',', ';', '，']));
        close = close.saturating_add(usize::from(clause));
        let begin = if lead { previous } else { part.range.start };
        let finish = if lead { part.range.end } else { next };
        let around = plain.get(begin..finish).unwrap_or_default();
        let line = if lead {
            around
                .rsplit(['\n', '。', ';'])
                .next()
                .and_then(|l| l.rsplit(". ").next())
        } else {
            around
                .split(['\n', '。', ';'])
                .next()
                .and_then(|l| l.split(". ").next())
        };
        let now = NOW.is(line.unwrap_or_default()) || at == 0 && NOW.is(before(plain, part));
        out.push(found.map_or(if now { terms.day } else { UNDATED }, |(_, date)| *date));
    }
    (out, close)
}

/// The sum of amounts that each have a day or an event of their own ("EUR 500 by 3 May, EUR 500 by 3
/// June"); `None` if one has neither, or is so small that it is a fee.
pub(super) fn whole_of_parts(
    plain: &str,
    money: &[MoneySeen],
    roles: &[Sum],
    dates: &[DateSeen],
) -> Option<Decimal> {
    let mut from = 0_usize;
    let mut parts: Vec<Part> = Vec::new();
    for (seen, role) in money.iter().zip(roles) {
        if *role != Sum::Plain {
            continue;
        }
        let needle = clauses::fold(&seen.text);
        let start = from.checked_add(plain.get(from..)?.find(needle.trim())?)?;
        from = start.checked_add(needle.trim().len())?;
        parts.push(Part {
            range: start..from,
            amount: Some(seen.value),
            item: true,
        });
    }
    let largest = parts.iter().filter_map(|p| p.amount).max()?;
    let alike = parts.iter().filter_map(|p| p.amount).all(|amount| {
        amount
            .checked_mul(Decimal::TEN)
            .is_some_and(|ten| ten >= largest)
    });
    let dates = dated(plain, dates);
    let mut days = 0_usize;
    let each = parts.iter().enumerate().all(|(at, part)| {
        let next = parts
            .get(at.saturating_add(1))
            .map_or(plain.len(), |p| p.range.start);
        let previous = at
            .checked_sub(1)
            .and_then(|p| parts.get(p))
            .map_or(0, |p| p.range.end);
        let day =
            |from: usize, to: usize| dates.iter().any(|(r, _)| r.start >= from && r.end <= to);
        let own = day(part.range.end, next) || day(previous, part.range.start);
        days = days.saturating_add(usize::from(own));
        own || event(plain, &parts, at, part)
    });
    if parts.len() < 2 || !alike || !each || days == 0 || dates.len() < days.min(parts.len() - 1) {
        return None;
    }
    parts
        .iter()
        .filter_map(|p| p.amount)
        .try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Words of what a part waits for.
const EVENTS: &[&str] = &[
    "deliver",
    "acceptance",
    "accepted",
    "completion",
    "complete",
    "approval",
    "approved",
    "sign",
    "launch",
    "go-live",
    "go live",
    "start",
    "begin",
    "handover",
    "hand over",
    "receipt",
    "after",
    "upon",
    "when",
    "once",
    "later",
    "first",
    "second",
    "third",
    "instal",
    "tranche",
    "rest",
    "balance",
    "deposit",
    "advance",
    "now",
    "验收",
    "交付",
    "交货",
    "上线",
    "完成",
    "签",
    "收到",
    "结束",
    "后",
    "期",
    "首",
    "尾",
    "预付",
    "定金",
    "订金",
    "余款",
];

/// Whether the words around a part name what it waits for.
fn event(plain: &str, parts: &[Part], at: usize, part: &Part) -> bool {
    let next = parts
        .get(at.saturating_add(1))
        .map_or(plain.len(), |p| p.range.start);
    let behind = plain.get(part.range.end..next).unwrap_or_default();
    let behind = behind.split(['\n', '。', ';']).next().unwrap_or_default();
    let before = before(plain, part);
    EVENTS
        .iter()
        .any(|word| behind.contains(word) || before.contains(word))
}

/// The day of a first part that is told further on: "… the deposit please by the 22nd".
fn named_again(
    plain: &str,
    part: &Part,
    last: &Part,
    dates: &[(Range<usize>, NaiveDate)],
) -> Option<NaiveDate> {
    let name = FIRST
        .iter()
        .find(|name| before(plain, part).contains(**name))?;
    let rest = plain.get(last.range.end..)?;
    let at = last.range.end.saturating_add(rest.find(name)?);
    let (range, date) = dates.iter().find(|(r, _)| r.start >= at)?;
    let between = plain.get(at..range.start)?;
    (!between.contains(['\n', '。', ';', '!']) && !between.contains(". ")).then_some(*date)
}

/// Names of a first part.
const FIRST: &[&str] = &[
    "定金",
    "订金",
    "预付款",
    "首款",
    "首期",
    "首付",
    "deposit",
    "down payment",
    "first instalment",
    "first payment",
    "first half",
];

/// The few words before a part: 预付30%, "a deposit of 500".
fn before<'a>(plain: &'a str, part: &Part) -> &'a str {
    let all = plain.get(..part.range.start).unwrap_or_default();
    let line = all
        .rsplit(['\n', '。', ',', ';'])
        .next()
        .unwrap_or_default();
    line.get(line.ceil_char_boundary(line.len().saturating_sub(30))..)
        .unwrap_or_default()
}
