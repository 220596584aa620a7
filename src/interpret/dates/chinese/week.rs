//! Days of weeks in Chinese: 下周三, 本周内, 周末.

use chrono::{Datelike, NaiveDate, Weekday};

use super::super::days::{Now, of_week};
use super::super::{time, zh};
use super::{Day, day};

/// 下周三, 周五, 本周内, 下周, 周末.
pub(super) fn week<'a>(
    before: &str,
    rest: &'a str,
    now: &Now,
    previous: Option<NaiveDate>,
) -> Option<Day<'a>> {
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
    // 下周一定发: 一 begins the next word.
    let named = named.filter(|(c, _)| *c != '一' || !zh::goes_on_from_one(chars.as_str()));
    match named {
        Some((c, weekday)) => {
            let after = chars.as_str();
            // 周年, 周一至周五 (a habit), 周三次; 一周1次.
            if c.is_ascii_digit() && after.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                || (after.starts_with('次') || after.starts_with("个工作"))
            {
                return None;
            }
            // 下周一至周三 is one week's; 周一至周五 alone is a habit.
            if modifier.is_none()
                && let Some(previous) = previous
                && before.ends_with(['至', '到', '-', '~'])
            {
                let from = Now {
                    day: previous,
                    ..*now
                };
                return day(from.coming(weekday), after);
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
                        || time::chinese(after).is_some_and(|(at, _)| at > now.time)) =>
                {
                    Some(now.day)
                }
                None if c == '末' && now.day.weekday() == Weekday::Sun => Some(now.day),
                None => now.coming(weekday),
            };
            day(date, after)
        }
        None => {
            if modifier.is_none() && unit == "周" && (s.starts_with("内") || s.starts_with("之内"))
            {
                return day(now.end_of_week(0), s);
            }
            let (_, weeks) = modifier?;
            for (part, weekday) in [("初", Weekday::Mon), ("中", Weekday::Wed)] {
                if let Some(s) = s.strip_prefix(part) {
                    return day(of_week(now.day, *weeks, weekday), s);
                }
            }
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
