//! Days of months and ends of months, quarters and years in Chinese: 本月15号, 下月底, 年底.

use chrono::{Datelike, NaiveDate};

use super::super::days::Now;
use super::super::zh;
use super::{Day, day};

/// 月底, 本月15号, 下月底, 年底, 明年3月1日, 季度末.
pub(super) fn month_or_year<'a>(
    rest: &'a str,
    now: &Now,
    previous: Option<NaiveDate>,
) -> Option<Day<'a>> {
    if let Some((name, ahead)) = zh::YEARS.iter().find(|(name, _)| rest.starts_with(name)) {
        let s = rest.strip_prefix(name)?;
        let year = now.day.year().checked_add(*ahead)?;
        if let Some(s) = year_end(s) {
            return day(NaiveDate::from_ymd_opt(year, 12, 31), s);
        }
        if let Some(found) = month_or_year(s, now, previous).filter(|_| s.starts_with("本月")) {
            return day(found.date.with_year(year), found.rest);
        }
        let (month, s) = zh::number(s)?;
        return month_day(s.strip_prefix('月')?, month, Some(year), now, previous);
    }
    if let Some((name, ahead)) = zh::MONTHS.iter().find(|(name, _)| rest.starts_with(name)) {
        let s = rest.strip_prefix(name)?;
        let s = s.strip_prefix('的').unwrap_or(s);
        if let Some(s) = month_end(s) {
            return day(now.end_of_month(*ahead), s);
        }
        if let Some(s) = s.strip_prefix("中旬") {
            return day(now.month(*ahead)?.with_day(20), s);
        }
        let (d, s) = zh::number(s)?;
        let s = s.strip_prefix(['日', '号'])?;
        if name.starts_with('每') {
            return day(now.coming_day(d), s);
        }
        return day(now.month(*ahead)?.with_day(d), s);
    }
    if let Some(s) = rest
        .strip_prefix('月')
        .and_then(|_| month_end(rest.strip_prefix('月')?))
        .filter(|_| !rest.starts_with("月内"))
    {
        return day(now.end_of_month(0), s);
    }
    if let Some(s) = rest.strip_prefix('年').and_then(|s| {
        s.strip_prefix(['底', '末'])
            .or_else(|| s.strip_prefix("终").filter(|s| s.starts_with('前')))
    }) {
        return day(NaiveDate::from_ymd_opt(now.day.year(), 12, 31), s);
    }
    for (name, ahead) in [
        ("本季度", 0),
        ("这个季度", 0),
        ("下季度", 1),
        ("下个季度", 1),
        ("季度", 0),
    ] {
        if let Some(s) = rest
            .strip_prefix(name)
            .and_then(|s| s.strip_prefix(['末', '底']))
        {
            return day(now.end_of_quarter(ahead), s);
        }
    }
    None
}

/// 底, 末, 内 after a month.
fn month_end(s: &str) -> Option<&str> {
    s.strip_prefix("之内")
        .or_else(|| s.strip_prefix(['底', '末', '内']))
        .or_else(|| s.strip_prefix("下旬"))
        .or_else(|| s.strip_prefix("最后一天"))
}

/// 年底, 底, 内 after a year.
pub(super) fn year_end(s: &str) -> Option<&str> {
    let s = s.strip_prefix('年').unwrap_or(s);
    s.strip_prefix(['底', '末'])
        .or_else(|| s.strip_prefix("之内"))
        .or_else(|| s.strip_prefix('内'))
}

/// What follows a month: its day, its end, its last third.
pub(super) fn month_day<'a>(
    s: &'a str,
    month: u32,
    year: Option<i32>,
    now: &Now,
    previous: Option<NaiveDate>,
) -> Option<Day<'a>> {
    let s = s.strip_prefix('份').unwrap_or(s);
    if let Some(s) = month_end(s) {
        return day(now.end_of_named_month(month, year), s);
    }
    for (name, d) in [("上旬", 10), ("中旬", 20)] {
        if let Some(s) = s.strip_prefix(name) {
            return day(now.month_day(month, d, year, None), s);
        }
    }
    let s = s.trim_start_matches([' ', '的']);
    let characters = !s.starts_with(|c: char| c.is_ascii_digit());
    let (d, after) = zh::number(s)?;
    let after = match after.trim_start().strip_prefix(['日', '号']) {
        Some(after) => after,
        // 一月二十三: characters do without 日, figures do not (3月5元).
        None if characters
            && !after.starts_with([
                '个', '万', '元', '天', '次', '人', '家', '份', '百', '千', '月', '年', '周', '点',
                '台', '张', '笔', '期', '项', '成',
            ]) =>
        {
            after
        }
        None => return None,
    };
    let after = weekday_note(after);
    let date = match (year, previous) {
        (None, Some(p)) if p.year() > now.day.year() => {
            now.month_day(month, d, Some(p.year()), None)
        }
        _ => now.month_day(month, d, year, None),
    };
    day(date, after)
}

/// The weekday that repeats a date: (星期五), ，星期一, 周五.
pub(super) fn weekday_note(s: &str) -> &str {
    let inner = s.trim_start_matches([' ', '(', ',', '，']);
    let Some(named) = inner
        .strip_prefix("周")
        .or_else(|| inner.strip_prefix("星期"))
        .or_else(|| inner.strip_prefix("礼拜"))
    else {
        return s;
    };
    let mut chars = named.chars();
    match chars.next().and_then(zh::weekday) {
        Some(_) => chars.as_str().strip_prefix(')').unwrap_or(chars.as_str()),
        None => s,
    }
}
