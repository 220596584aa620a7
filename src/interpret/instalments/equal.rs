//! Equal parts: "in three equal parts on the 1st of February, March and April", 分三期等额支付.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Months, NaiveDate};
use regex::Regex;
use rust_decimal::Decimal;

use super::super::dates::month;
use super::super::vocabulary::Class;
use super::Terms;
use crate::model::{Instalment, MoneySeen};

static EQUAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(two|three|four|five|six|ten|twelve|[2-9]|1[0-2]) (?:(?:equal|even|monthly|identical|consecutive|successive|equally|sized) )*(?:parts?|instal+ments?|payments?|portions?|tranches?|slices|rates?|amounts|chunks|thirds)(?-u:\b)|(?:分成?|共|为)([二两三四五六十2-9]|1[0-2]) ?(?:期|次|笔|批)").ok()
});
static MONTHLY: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "monthly",
            "(?:each|every|per|a) month",
            "months? running",
            "consecutive months",
        ],
        &["每月|每个月|按月|逐月"],
    )
});
static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:,? (?:and|&) |, ?| ?/ ?)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: [0-9]{4})?(?: ?$|[^a-z0-9 ]| [^0-9])").ok()
});

/// Three equal parts on three days, or monthly from the first of them.
pub(super) fn equal(
    terms: &Terms<'_>,
    plain: &str,
    dates: &[(Range<usize>, NaiveDate)],
) -> Option<Vec<Instalment>> {
    let found = EQUAL.as_ref()?.captures(plain)?;
    let count = found.get(1).or_else(|| found.get(2))?.as_str();
    let count = number(count)?;
    let start = found.get(0)?.start();
    let mut days: Vec<NaiveDate> = Vec::new();
    for (range, date) in dates
        .iter()
        .filter(|(r, d)| r.start > start && *d >= terms.day)
    {
        if days.last().is_none_or(|last| date > last) {
            days.push(*date);
        }
        let mut rest = plain.get(range.end..).unwrap_or_default();
        while let Some(named) = MONTH.as_ref().and_then(|r| r.captures(rest)) {
            let name = named.get(1)?;
            let number = month(name.as_str())?;
            let mut next = days
                .last()?
                .with_day(1)?
                .checked_add_months(Months::new(1))?;
            while next.month() != number {
                next = next.checked_add_months(Months::new(1))?;
            }
            days.push(
                next.with_day(date.day())
                    .or_else(|| next.checked_add_months(Months::new(1))?.pred_opt())?,
            );
            rest = rest
                .get(name.end()..)?
                .trim_start_matches(|c: char| c.is_ascii_alphabetic());
        }
    }
    if days.len() == 1 && MONTHLY.is(plain) {
        let first = *days.first()?;
        days = (0..count)
            .filter_map(|n| first.checked_add_months(Months::new(n)))
            .collect();
    }
    if days.len() != usize::try_from(count).ok()? {
        return None;
    }
    // Amounts named one by one say more than the number of parts.
    let each = terms.total.checked_div(Decimal::from(count))?.round_dp(2);
    let differs = |m: &&MoneySeen| m.value != terms.total && m.value != each;
    if terms.money.iter().filter(differs).count() >= 2 {
        return None;
    }
    let last = terms
        .total
        .checked_sub(each.checked_mul(Decimal::from(count.checked_sub(1)?))?)?;
    let amounts = (1..=count).map(|n| if n == count { last } else { each });
    Some(
        days.into_iter()
            .zip(amounts)
            .map(|(due, amount)| Instalment { due, amount })
            .collect(),
    )
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().or_else(|| {
        [
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("ten", 10),
            ("twelve", 12),
            ("二", 2),
            ("两", 2),
            ("三", 3),
            ("四", 4),
            ("五", 5),
            ("六", 6),
            ("十", 10),
        ]
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, n)| *n)
    })
}
