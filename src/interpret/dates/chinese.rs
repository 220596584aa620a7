//! Chinese grammar of dates over the folded text.

mod feast;
mod month;
mod quarter;
mod span;
mod week;

use chrono::{Datelike, NaiveDate};

use super::days::{self, Now};
use super::{lunar, words_zh, zh};
use feast::feast;
use month::{month_day, month_or_year, weekday_note, year_end};
use quarter::quarter;
use span::{stretch, terms};
use week::week;

/// A date at the start of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day<'a> {
    pub(super) date: NaiveDate,
    /// Set by "within N days".
    pub(super) within: bool,
    /// A day only where somebody owes or promises until then.
    pub(super) vague: bool,
    /// What follows.
    pub(super) rest: &'a str,
}

fn day(date: Option<NaiveDate>, rest: &str) -> Option<Day<'_>> {
    Some(Day {
        date: date?,
        within: false,
        vague: false,
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
    let numeral = zh::is_numeral;
    let lunar_first = numeral(first) && !last.is_some_and(numeral)
        || "正腊臘冬大年农農阴陰旧夏".contains(first)
            && !last.is_some_and(|c| "全今去每半".contains(c));
    if lunar_first && let Some((date, after)) = lunar::find(rest, now.day) {
        return day(Some(date), after);
    }
    if numeral(first)
        && !last.is_some_and(numeral)
        && let Some(found) = feast(before, rest, now)
    {
        return Some(found);
    }
    if numeral(first) {
        if last.is_some_and(|c| {
            numeral(c)
                || matches!(c, '.' | '/' | '第')
                || (c == '-' && previous.is_none())
                || c.is_ascii_alphabetic()
        }) {
            return None;
        }
        return numbered(before, rest, now, previous);
    }
    let found = match first {
        '今' | '明' | '后' | '昨' | '前' | '大' | '当' | '即' | '去' | '本' | '这' | '此'
        | '上' | '下' | '次' | '每' | '翌' => named_day(before, rest, now)
            .or_else(|| quarter(rest, now))
            .or_else(|| week(before, rest, now, previous))
            .or_else(|| month_or_year(before, rest, now, previous))
            .or_else(|| these_days(rest, now)),
        '第' | '季' | '全' => quarter(rest, now),
        '周' | '星' | '礼' => week(before, rest, now, previous),
        '月' | '年' => month_or_year(before, rest, now, previous),
        '半' | '几' => stretch(before, rest, now),
        '再' | '过' => passing(rest, now),
        '净' | '见' => terms(rest, now),
        _ => None,
    };
    found.or_else(|| feast(before, rest, now))
}

/// 过两天, 再过三天, 过几天: counted from today.
fn passing<'a>(rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let s = rest.strip_prefix('再').unwrap_or(rest).strip_prefix('过')?;
    span::ahead(s, now)
}

/// 这两天, 这几天: one of the next days.
fn these_days<'a>(rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let s = rest.strip_prefix('这')?;
    let s = s.strip_prefix(['两', '几'])?.strip_prefix(['天', '日'])?;
    Some(Day {
        vague: true,
        ..day(
            now.plus_days(if rest.starts_with("这两") { 2 } else { 3 }),
            s,
        )?
    })
}

/// A day of a month without a year that the words put in the past (已于10月26日汇出, 6月1日开票):
/// the last one, not the coming one.
pub(super) fn past_reading(before: &str, rest: &str, found: &Day<'_>, now: &Now) -> NaiveDate {
    let words = rest
        .get(..rest.len().saturating_sub(found.rest.len()))
        .unwrap_or_default();
    let open = words.contains('月') && !words.contains('年') && found.date > now.day;
    // 自12月1日起 looks on; 11月20日前 of some weeks ago has passed.
    let last = found
        .date
        .with_year(found.date.year().saturating_sub(1))
        .unwrap_or(found.date);
    let limit = words_zh::suffix(found.rest).is_some();
    if open && limit && now.day - last <= days::PASSED {
        return last;
    }
    let starts = found.rest.starts_with('起') && found.date - now.day <= days::PASSED;
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
    if open && done && !starts {
        last
    } else {
        found.date
    }
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
    // 先天不足，后天努力; 今日头条, 明日之星 are names.
    if [
        "头条", "之星", "之子", "股份", "努力", "培养", "形成", "养成", "因素", "世界", "资本",
    ]
    .iter()
    .any(|w| after.starts_with(w))
        || (*name == "后天"
            && before
                .get(before.ceil_char_boundary(before.len().saturating_sub(45))..)
                .is_some_and(|b| b.contains("先天")))
        || (*name == "即日" && after.starts_with('起'))
    {
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
        // 115年11月30日 of the Republic of China.
        let republic = (100..200).contains(&n) && after.trim_start().starts_with(zh::is_numeral);
        let year = i32::try_from(if republic {
            1911 + n
        } else if n < 100 && rest.starts_with(|c: char| c.is_ascii_digit()) {
            2000 + n
        } else {
            n
        })
        .ok()?;
        if (1970..=2200).contains(&year) {
            if let Some(s) = year_end(after) {
                return day(NaiveDate::from_ymd_opt(year, 12, 31), s);
            }
            if let Some(found) = quarter::of_year(after, Some(year), now) {
                return Some(found);
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
    // 28日前付清 is a day; 三日前 was three days ago.
    let figures = rest.starts_with(|c: char| c.is_ascii_digit());
    let dated = figures && n <= 31 && after.starts_with("日前") && !before.ends_with(['近', '约']);
    if !dated && let Some(found) = stretch(before, rest, now) {
        return Some(found);
    }
    if let Some(found) = quarter(rest, now) {
        return Some(found);
    }
    // 20至25号, 3、4号: the first of several days of a month.
    if let Some((last, end)) = zh::between(s).and_then(zh::number)
        && end.starts_with(['日', '号'])
        && n < last
        && last <= 31
        && !zh::not_a_day(end.get('日'.len_utf8()..)?)
    {
        let date = match previous {
            Some(p) => now.coming_day_from(p, n),
            None => now.coming_day(n),
        };
        return day(date, s);
    }
    if let Some(after) = after
        .strip_prefix(['日', '号'])
        .filter(|_| (1..=31).contains(&n))
    {
        let odd = zh::not_a_day(after)
            || after.starts_with('-')
                && !zh::between(after).is_some_and(|s| s.starts_with(zh::is_numeral));
        let named = before
            .trim_end()
            .chars()
            .next_back()
            .is_some_and(|c| zh::BEFORE_NOT_A_DAY.contains(c));
        if odd || named {
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
