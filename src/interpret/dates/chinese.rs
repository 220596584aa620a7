//! Chinese grammar of dates over the folded text.

mod month;
mod span;
mod week;

use chrono::{Datelike, NaiveDate};

use super::days::Now;
use super::zh;
use month::{month_day, month_or_year, weekday_note, year_end};
use span::{stretch, terms};
use week::week;

/// A date at the start of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day<'a> {
    pub(super) date: NaiveDate,
    /// Set by "within N days".
    pub(super) within: bool,
    /// What follows.
    pub(super) rest: &'a str,
}

fn day(date: Option<NaiveDate>, rest: &str) -> Option<Day<'_>> {
    Some(Day {
        date: date?,
        within: false,
        rest,
    })
}

/// A date at the start of `rest`; `before` is the text that stands before it, `previous` the date
/// found just before in the same phrase ("9月25日至27日").
pub(super) fn find<'a>(
    before: &str,
    rest: &'a str,
    now: &Now,
    previous: Option<NaiveDate>,
) -> Option<Day<'a>> {
    let first = rest.chars().next()?;
    let last = before.chars().next_back();
    // A figure or character number never begins in the middle of another.
    let numeral = |c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十廿百两".contains(c);
    if numeral(first) {
        if last.is_some_and(|c| {
            numeral(c)
                || matches!(c, '.' | '/' | '第')
                || (c == '-' && !before.ends_with("日-") && !before.ends_with("号-"))
                || c.is_ascii_alphabetic()
        }) {
            return None;
        }
        return numbered(before, rest, now, previous);
    }
    match first {
        '今' | '明' | '后' | '昨' | '前' | '大' | '当' | '即' | '去' | '本' | '这' | '此'
        | '上' | '下' | '次' | '每' => named_day(before, rest, now)
            .or_else(|| week(before, rest, now))
            .or_else(|| month_or_year(rest, now, previous)),
        '周' | '星' | '礼' => week(before, rest, now),
        '月' | '年' | '季' => month_or_year(rest, now, previous),
        '半' => stretch(before, rest, now),
        '净' | '见' => terms(rest, now),
        '元' | '国' | '圣' | '劳' => zh::FEASTS.iter().find_map(|(name, month, d)| {
            let after = rest.strip_prefix(name)?;
            // 元旦后1月10号: the feast only says which January.
            day(
                now.month_day(*month, *d, None, None),
                after.strip_prefix("节").unwrap_or(after),
            )
        }),
        _ => None,
    }
}

/// A day of a month without a year that the words put in the past (已于10月26日汇出, 6月1日开票):
/// the last one, not the coming one.
pub(super) fn past_reading(before: &str, rest: &str, found: &Day<'_>, now: &Now) -> NaiveDate {
    let words = rest
        .get(..rest.len().saturating_sub(found.rest.len()))
        .unwrap_or_default();
    let open = words.contains('月') && !words.contains('年') && found.date > now.day;
    let done = ["已于", "已在", "已经于", "已经在", "早在", "自", "已"]
        .iter()
        .any(|w| before.ends_with(w))
        || [
            "开票",
            "开具",
            "已",
            "就已",
            "签订的",
            "签署的",
            "下的单",
            "发出的",
        ]
        .iter()
        .any(|w| found.rest.starts_with(w));
    if !(open && done) {
        return found.date;
    }
    found
        .date
        .with_year(found.date.year().saturating_sub(1))
        .unwrap_or(found.date)
}

/// 今天, 明天, 大后天, with the part of the day.
fn named_day<'a>(before: &str, rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let (name, ahead) = zh::DAYS.iter().find(|(name, _)| rest.starts_with(name))?;
    let after = rest.strip_prefix(name)?;
    // 三天前天气 and 30天前天… : 前天 needs a beginning of its own.
    if *name == "前天" && before.ends_with(['天', '日', '周', '月', '年', '以', '之', '大'])
    {
        return None;
    }
    if *name == "后天" && before.ends_with('大') {
        return None;
    }
    // 当天 is today only where nothing else is told.
    if matches!(*name, "当天") && !after.starts_with('前') {
        return None;
    }
    day(now.plus_days(*ahead), after)
}

/// What begins with a number: 2026年11月30日, 11月30日, 30号, 三天内, 5个工作日内.
fn numbered<'a>(
    before: &str,
    rest: &'a str,
    now: &Now,
    previous: Option<NaiveDate>,
) -> Option<Day<'a>> {
    let (n, s) = zh::number(rest)?;
    let after = s.trim_start();
    if let Some(after) = after.strip_prefix('年') {
        let year = i32::try_from(
            if n < 100 && rest.starts_with(|c: char| c.is_ascii_digit()) {
                2000 + n
            } else {
                n
            },
        )
        .ok()?;
        if (1970..=2200).contains(&year) {
            if let Some(s) = year_end(after) {
                return day(NaiveDate::from_ymd_opt(year, 12, 31), s);
            }
            let (month, s) = zh::number(after.trim_start())?;
            return month_day(
                s.trim_start().strip_prefix('月')?,
                month,
                Some(year),
                now,
                previous,
            );
        }
    }
    if let Some(after) = after.strip_prefix('月').filter(|_| (1..=12).contains(&n)) {
        return month_day(after, n, None, now, previous);
    }
    if let Some(found) = stretch(before, rest, now) {
        return Some(found);
    }
    if let Some(after) = after
        .strip_prefix("季度")
        .filter(|a| a.starts_with(['末', '底']))
    {
        return day(now.quarter_end(n, None), after.get('末'.len_utf8()..)?);
    }
    if let Some(after) = after
        .strip_prefix(['日', '号'])
        .filter(|_| (1..=31).contains(&n))
    {
        let odd = after
            .chars()
            .next()
            .is_some_and(|c| zh::NOT_A_DAY.contains(c) || c.is_ascii_digit() || c == '-');
        let named = before
            .trim_end()
            .chars()
            .next_back()
            .is_some_and(|c| zh::BEFORE_NOT_A_DAY.contains(c));
        if odd || named || after.starts_with("工作") || after.starts_with('元') {
            return None;
        }
        let date = match previous {
            Some(p) => now.coming_day_from(p, n),
            None => now.coming_day(n),
        };
        return day(date, weekday_note(after));
    }
    None
}
