//! Quarters and halves of years in Chinese: 本季度末, 第四季度结束前, 上半年内.

use chrono::{Datelike, NaiveDate};

use super::super::days::{Now, last_of_month};
use super::super::zh;
use super::{Day, day};

/// 本季度末, 下季度初, 季末, 第四季度内, 上半年底.
pub(super) fn quarter<'a>(rest: &'a str, now: &Now) -> Option<Day<'a>> {
    for (name, ahead) in [
        ("本季度", 0),
        ("这个季度", 0),
        ("这季度", 0),
        ("下个季度", 1),
        ("下季度", 1),
        ("季度", 0),
        ("季", 0),
    ] {
        if let Some(s) = rest.strip_prefix(name) {
            let last = now.end_of_quarter(ahead)?;
            return part(s, last, 3);
        }
    }
    of_year(rest, None, now)
}

/// 第一季度末, 四季度内, 上半年底, of that year or the coming one.
pub(super) fn of_year<'a>(rest: &'a str, year: Option<i32>, now: &Now) -> Option<Day<'a>> {
    for (name, month) in [("上半年", 6), ("下半年", 12)] {
        if let Some(s) = rest.strip_prefix(name) {
            return part(s, now.end_of_named_month(month, year)?, 6);
        }
    }
    let (n, s) = zh::number(rest.strip_prefix('第').unwrap_or(rest))?;
    let s = s.strip_prefix("季度")?;
    part(s, now.quarter_end(n, year)?, 3)
}

/// 末, 底, 内, 结束前 after a period of `months` that ends on `last`; 初 is its first day.
fn part(s: &str, last: NaiveDate, months: u32) -> Option<Day<'_>> {
    if let Some(s) = s.strip_prefix('初') {
        let back = last.checked_sub_months(chrono::Months::new(months.checked_sub(1)?))?;
        return day(back.with_day(1), s);
    }
    let s = s
        .strip_prefix(['末', '底', '内'])
        .or_else(|| s.strip_prefix("之内"))
        .or_else(|| s.strip_prefix("结束"))
        .or_else(|| s.strip_prefix("最后一天"))
        .or_else(|| s.starts_with('前').then_some(s))?;
    day(last_of_month(last.year(), last.month()), s)
}
