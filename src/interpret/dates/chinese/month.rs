//! Days of months and ends of months, quarters and years in Chinese: 本月15号, 下月底, 年底.

use chrono::{Datelike, NaiveDate};

use super::super::days::{self, Now};
use super::super::{feasts, zh};
use super::{Day, day, quarter};

/// 月底, 本月15号, 下月底, 年底, 明年3月1日, 季度末.
pub(super) fn month_or_year<'a>(
    before: &str,
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
        if let Some((date, s)) = year_part(s, year) {
            return day(Some(date), s);
        }
        if let Some(found) = quarter::of_year(s, Some(year), now) {
            return Some(found);
        }
        if let Some(found) = month_or_year("", s, now, previous).filter(|_| s.starts_with("本月"))
        {
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
        if let Some((d, s)) = month_part(s) {
            return day(now.month(*ahead)?.with_day(d), s);
        }
        if let Some((date, s)) = counted(s, now.month(*ahead)?) {
            return day(Some(date), s);
        }
        // 下个月付款: until its end, where somebody promises it.
        if *ahead >= 0 && !name.starts_with('每') && zh::GIVING.iter().any(|w| s.starts_with(w)) {
            return Some(Day {
                vague: true,
                ..day(now.end_of_month(*ahead), s)?
            });
        }
        let (d, s) = zh::number(s)?;
        let s = s.strip_prefix(['日', '号'])?;
        if name.starts_with('每') {
            return day(now.coming_day(d), s);
        }
        return day(now.month(*ahead)?.with_day(d), s);
    }
    // 三个月内, 11月底 and 一年前 are not those of today.
    if before.ends_with(|c: char| {
        zh::is_numeral(c) || "个本这上下每当几半多数正腊冬满蜜去今明后".contains(c)
    }) {
        return None;
    }
    if let Some(s) = rest.strip_prefix('月') {
        if let Some(s) = month_end(s).filter(|_| !s.starts_with('内')) {
            return day(now.end_of_month(0), s);
        }
        let (d, s) = month_part(s)?;
        return day(now.coming_day(d), s);
    }
    let s = rest.strip_prefix('年')?;
    let year = now.day.year();
    if let Some(s) = s
        .strip_prefix(['底', '末', '内'])
        .or_else(|| s.strip_prefix("终").filter(|s| s.starts_with('前')))
    {
        return day(NaiveDate::from_ymd_opt(year, 12, 31), s);
    }
    // 年前 is before the lunar new year.
    let after = s.strip_prefix('前').unwrap_or_default();
    if s.starts_with('前')
        && !after.starts_with(['后', '辞', '离', '已', '就', '也', '还', '曾', '签', '买'])
    {
        return Some(Day {
            vague: true,
            ..day(feasts::Rule::LunarYear(-1).coming(now.day), s)?
        });
    }
    [year, year.checked_add(1)?]
        .into_iter()
        .find_map(|year| year_part(rest, year).filter(|(date, _)| *date >= now.day))
        .and_then(|(date, s)| day(Some(date), s))
}

/// 年初, 年中 and 初 after a year.
fn year_part(s: &str, year: i32) -> Option<(NaiveDate, &str)> {
    let s = s.strip_prefix('年').unwrap_or(s);
    if let Some(s) = s.strip_prefix('初') {
        return Some((NaiveDate::from_ymd_opt(year, 1, 1)?, s));
    }
    let s = s.strip_prefix('中').filter(|s| middle(s))?;
    Some((NaiveDate::from_ymd_opt(year, 6, 30)?, s))
}

/// 中 not as the beginning of 中国, 中间, 中午.
fn middle(after: &str) -> bool {
    !after.starts_with([
        '国', '间', '午', '心', '等', '级', '文', '学', '秋', '标', '的', '央', '外', '英', '型',
    ])
}

/// The day of 初, 上旬, 中旬, 中 after a month.
fn month_part(s: &str) -> Option<(u32, &str)> {
    if let Some(s) = s.strip_prefix("上旬") {
        return Some((10, s));
    }
    if let Some(s) = s.strip_prefix("中旬") {
        return Some((15, s));
    }
    if let Some(s) = s.strip_prefix('初') {
        return Some((1, s));
    }
    let s = s.strip_prefix('中').filter(|s| middle(s))?;
    Some((15, s))
}

/// 第一个周一, 第一个工作日, 最后一个工作日, 第一周 of the month that begins with `first`.
fn counted(s: &str, first: NaiveDate) -> Option<(NaiveDate, &str)> {
    let s = s.strip_prefix('的').unwrap_or(s);
    let (n, s) = match s.strip_prefix("最后一") {
        Some(s) => (0, s),
        None => zh::number(s.strip_prefix('第')?)?,
    };
    let s = s.strip_prefix('个').unwrap_or(s);
    if let Some(s) = s.strip_prefix("工作日") {
        let from = if n == 0 {
            days::last_of_month(first.year(), first.month())?
        } else {
            first
        };
        return Some((days::working_day(from, n)?, s));
    }
    let s = ["周", "星期", "礼拜"]
        .iter()
        .find_map(|u| s.strip_prefix(u))?;
    let mut chars = s.chars();
    if let Some(weekday) = chars.next().and_then(zh::weekday) {
        return Some((Now::nth_weekday(first, n, weekday)?, chars.as_str()));
    }
    let friday = Now::nth_weekday(first, n, chrono::Weekday::Fri)?;
    Some((friday, s))
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
    if let Some((d, s)) = month_part(s) {
        return day(now.month_day(month, d, year, None), s);
    }
    let first = || now.end_of_named_month(month, year)?.with_day(1);
    if let Some(found) = first().and_then(|first| counted(s, first)) {
        return day(Some(found.0), found.1);
    }
    // 12月前: by the end of the month before.
    if ["前", "之前", "以前"].iter().any(|w| s.starts_with(w)) && !s.starts_with("前后") {
        return day(first()?.pred_opt(), s);
    }
    if let Some(found) = promised_month(s, month, year, now) {
        return Some(found);
    }
    let s = s.trim_start_matches([' ', '的']);
    let characters = !s.starts_with(|c: char| c.is_ascii_digit());
    let (d, after) = zh::number(s)?;
    let several = zh::between(after)
        .and_then(zh::number)
        .is_some_and(|(last, end)| last > d && end.starts_with(['日', '号']));
    let after = match after.trim_start().strip_prefix(['日', '号']) {
        Some(after) => after,
        // 3月2-4日, 12月3、4日
        None if several => after,
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

/// Months ahead that a month without its year is taken for: 10月付的款 of November is over.
const AHEAD: u32 = 6;

/// 12月付款, 十二月再付: until its end, where somebody promises it. 12月发票 and 12月付的款 name something.
fn promised_month<'a>(s: &'a str, month: u32, year: Option<i32>, now: &Now) -> Option<Day<'a>> {
    let said = s.strip_prefix(['里', '中', '内']).unwrap_or(s);
    let led = zh::BEFORE_GIVING
        .iter()
        .find_map(|word| said.strip_prefix(word));
    let said = led.unwrap_or(said);
    let gives = (zh::GIVING_IN_MONTH.iter()).find_map(|word| said.strip_prefix(word));
    let gives = gives.or_else(|| {
        led?;
        let mut words = zh::GIVING.iter();
        words.find_map(|word| said.strip_prefix(word))
    })?;
    let names = ["票", "的", "了", "过", "款的", "款了", "款单", "总", "布"];
    if names.iter().any(|word| gives.starts_with(word)) {
        return None;
    }
    let end = now.end_of_named_month(month, year)?;
    let far = now.day.checked_add_months(chrono::Months::new(AHEAD))?;
    Some(Day {
        vague: true,
        ..day(Some(end).filter(|end| *end <= far), s)?
    })
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

#[cfg(test)]
mod tests {
    use crate::interpret::dates::find;

    #[test]
    fn a_month_by_its_name_is_a_promise_where_somebody_gives_in_it() {
        let now = "2026-11-20T09:00:00+08:00".parse().expect("time");
        for (text, want) in [
            ("尾款12月付", "2026-12-31"),
            ("十二月再付", "2026-12-31"),
            ("1月份我们再打款", "2027-01-31"),
            ("12月份安排付款", "2026-12-31"),
            ("资料12月才能给您", "2026-12-31"),
            ("12月发票已收到", ""),
            ("10月付的款请查收", ""),
            ("12月汇总表见附件", ""),
            ("12月发布会的照片", ""),
            ("10月付款记录见附件", ""),
        ] {
            let first = find(text, now).first().map(|seen| seen.date.to_string());
            let got = first.unwrap_or_default();
            assert_eq!(got, want, "{text}");
        }
    }
}
