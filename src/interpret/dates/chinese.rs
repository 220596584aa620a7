//! Chinese grammar of dates over the folded text.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::days::{Now, Span, of_week};
use super::zh;

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
            numeral(c) || matches!(c, '.' | '-' | '/' | '第') || c.is_ascii_alphabetic()
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

/// 下周三, 周五, 本周内, 下周, 周末.
fn week<'a>(before: &str, rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let modifier = zh::WEEKS.iter().find(|(name, _)| rest.starts_with(name));
    let mut s = match modifier {
        Some((name, _)) => {
            let s = rest.strip_prefix(name)?;
            s.strip_prefix('一')
                .filter(|a| a.starts_with("个") || a.starts_with('周'))
                .unwrap_or(s)
        }
        None => rest,
    };
    if modifier.is_some() {
        s = s.strip_prefix('个').unwrap_or(s);
    } else if before.ends_with([
        '每', '一', '两', '二', '三', '四', '五', '六', '几', '数', '个', '半', '隔', '上', '下',
        '本', '这',
    ]) || before.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let (unit, s) = ["周", "星期", "礼拜"]
        .iter()
        .find_map(|unit| Some((*unit, s.strip_prefix(unit)?)))?;
    let mut chars = s.chars();
    let named = chars.next().and_then(|c| Some((c, zh::weekday(c)?)));
    match named {
        Some((c, weekday)) => {
            let after = chars.as_str();
            // 周年, 周一至周五 (a habit), 周三次; 一周1次.
            if c.is_ascii_digit() && after.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                || (after.starts_with('次') || after.starts_with("个工作"))
            {
                return None;
            }
            if modifier.is_none()
                && (before.ends_with("周一至")
                    || before.ends_with("周一到")
                    || after.starts_with("至周")
                    || after.starts_with("到周")
                    || after.starts_with("至星期"))
            {
                return None;
            }
            let date = match modifier {
                Some((_, weeks)) => of_week(now.day, *weeks, weekday),
                // Said on the day itself before its office hours end.
                None if weekday == now.day.weekday()
                    && (after.starts_with("下班")
                        || super::time::chinese(after).is_some_and(|(at, _)| at > now.time)) =>
                {
                    Some(now.day)
                }
                None if c == '末' && now.day.weekday() == Weekday::Sun => Some(now.day),
                None => now.coming(weekday),
            };
            day(date, after)
        }
        None => {
            let (_, weeks) = modifier?;
            if *weeks < 0 || unit != "周" && s.starts_with('天') {
                return None;
            }
            let s = s
                .strip_prefix("之内")
                .or_else(|| s.strip_prefix('内'))
                .unwrap_or(s);
            day(now.end_of_week(*weeks), s)
        }
    }
}

/// 月底, 本月15号, 下月底, 年底, 明年3月1日, 季度末.
fn month_or_year<'a>(rest: &'a str, now: &Now, previous: Option<NaiveDate>) -> Option<Day<'a>> {
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
fn year_end(s: &str) -> Option<&str> {
    let s = s.strip_prefix('年').unwrap_or(s);
    s.strip_prefix(['底', '末'])
        .or_else(|| s.strip_prefix("之内"))
        .or_else(|| s.strip_prefix('内'))
}

/// What follows a month: its day, its end, its last third.
fn month_day<'a>(
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
fn weekday_note(s: &str) -> &str {
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

/// 三天内, 5个工作日内, 两周后, 半个月内, 30天内, 3天前 (ago).
fn stretch<'a>(before: &str, rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let (half, n, s) = match rest.strip_prefix('半') {
        Some(s) => (true, 0, s),
        None => {
            let (n, s) = zh::number(rest)?;
            (false, n, s)
        }
    };
    let s = s.trim_start();
    let counted = s.strip_prefix('个');
    let s = counted.unwrap_or(s).trim_start();
    let one = u32::from(!half) * n;
    let (span, s) = if let Some(s) = s
        .strip_prefix("工作日")
        .or_else(|| s.strip_prefix("工作天"))
    {
        (
            Span {
                working_days: one,
                ..Span::default()
            },
            s,
        )
    } else if let Some(s) = s
        .strip_prefix("自然日")
        .or_else(|| s.strip_prefix("日历日"))
    {
        (
            Span {
                days: one,
                ..Span::default()
            },
            s,
        )
    } else if let Some(s) = s
        .strip_prefix('天')
        .or_else(|| s.strip_prefix('日').filter(|_| counted.is_none()))
    {
        (
            Span {
                days: one,
                ..Span::default()
            },
            s,
        )
    } else if let Some(s) = s
        .strip_prefix('周')
        .or_else(|| s.strip_prefix("星期"))
        .or_else(|| s.strip_prefix("礼拜"))
    {
        (
            Span {
                days: one.checked_mul(7)?,
                ..Span::default()
            },
            s,
        )
    } else if let Some(s) = s.strip_prefix('月').filter(|_| counted.is_some()) {
        (
            if half {
                Span {
                    days: 15,
                    ..Span::default()
                }
            } else {
                Span {
                    months: n,
                    ..Span::default()
                }
            },
            s,
        )
    } else if let Some(s) = s.strip_prefix("小时").or_else(|| s.strip_prefix("钟头")) {
        (
            Span {
                minutes: if half { 30 } else { n.checked_mul(60)? },
                ..Span::default()
            },
            s,
        )
    } else if let Some(s) = s.strip_prefix("分钟") {
        (
            Span {
                minutes: n,
                ..Span::default()
            },
            s,
        )
    } else if let Some(s) = s.strip_prefix('年') {
        (
            Span {
                months: if half { 6 } else { n.checked_mul(12)? },
                ..Span::default()
            },
            s,
        )
    } else {
        return None;
    };
    if before.ends_with(['近', '每', '第'])
        || before.ends_with("过去")
        || before.ends_with("最近")
        || before.ends_with("前")
    {
        return None;
    }
    let later = now.add(now.day, span, true);
    for within in ["以内", "之内", "内"] {
        if let Some(s) = s.strip_prefix(within) {
            return Some(Day {
                within: true,
                ..day(later, s)?
            });
        }
    }
    let day_unit = span.days > 0 && span.days % 7 != 0;
    for after in ["以后", "之后", "过后", "后"] {
        if let Some(s) = s.strip_prefix(after) {
            // 验收后… : only what is counted from now; 付款3天后 is counted from something else.
            return day(later, s);
        }
    }
    for ago in ["以前", "之前", "前"] {
        if let Some(s) = s.strip_prefix(ago) {
            return day(now.add(now.day, span, false), s);
        }
    }
    // 账期30天, 30天付款, 付款期限30天
    let due = before.trim_end().ends_with("账期")
        || before
            .trim_end_matches([' ', ':', '为', '是'])
            .ends_with("付款期限")
        || before
            .trim_end_matches([' ', ':', '为', '是'])
            .ends_with("付款期")
        || s.starts_with("付款")
        || s.starts_with("账期")
        || s.starts_with("到期");
    if due && (day_unit || span.days > 0 || span.months > 0 || span.working_days > 0) {
        return Some(Day {
            within: true,
            ..day(later, s)?
        });
    }
    None
}

/// 见票30天, 净30天; 月结 is counted from the end of the month.
fn terms<'a>(rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let s = rest
        .strip_prefix('净')
        .or_else(|| rest.strip_prefix("见票"))?;
    let (n, s) = zh::number(s.trim_start_matches([' ', '后']))?;
    let s = s.trim_start().strip_prefix(['天', '日'])?;
    Some(Day {
        within: true,
        ..day(
            now.day
                .checked_add_signed(Duration::try_days(i64::from(n))?),
            s,
        )?
    })
}
