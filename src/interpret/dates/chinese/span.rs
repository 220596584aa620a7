//! Stretches of time in Chinese: 三天内, 5个工作日内, 半个月内, 净30天.

use chrono::Duration;

use super::super::days::{Now, Span};
use super::super::zh;
use super::{Day, day};

/// 三天内, 5个工作日内, 两周后, 半个月内, 30天内, 3天前 (ago).
pub(super) fn stretch<'a>(before: &str, rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let (span, s) = length(rest)?;
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
    if needed(before, s) {
        return day(later, s);
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
    // 月结30天 is counted from the end of the month.
    if before.trim_end().ends_with("月结") && span.days > 0 {
        return Some(Day {
            within: true,
            ..day(now.add(now.end_of_month(0)?, span, true), s)?
        });
    }
    if due && (day_unit || span.days > 0 || span.months > 0 || span.working_days > 0) {
        return Some(Day {
            within: true,
            ..day(later, s)?
        });
    }
    None
}

/// Whether a stretch is what somebody still needs: 还需要两周, 再给我们三天, 大概一周左右.
fn needed(before: &str, after: &str) -> bool {
    let mut left = before.trim_end();
    let mut about = false;
    while let Some(rest) = zh::ABOUT.iter().find_map(|word| left.strip_suffix(word)) {
        left = rest.trim_end();
        about = true;
    }
    let still = zh::STILL_NEEDS.iter().any(|word| left.ends_with(word));
    let roughly = about || left.ends_with(['要', '走']) || left.ends_with("需要");
    let ends = after.is_empty()
        || after.starts_with([',', '，', '。', '.', ';', '；', '!', '！', '才', '能'])
        || ["左右", "时间", "上下"]
            .iter()
            .any(|w| after.starts_with(w));
    still && !after.starts_with(['的', '前', '内', '吗', '行', '?', '？']) || roughly && ends
}

/// 见票30天, 净30天; 月结 is counted from the end of the month.
pub(super) fn terms<'a>(rest: &'a str, now: &Now) -> Option<Day<'a>> {
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

/// A stretch counted on from today without 后: the 三天 of 过三天.
pub(super) fn ahead<'a>(rest: &'a str, now: &Now) -> Option<Day<'a>> {
    let (span, s) = length(rest)?;
    let s = s.strip_prefix(['后', '再']).unwrap_or(s);
    day(now.add(now.day, span, true), s)
}

/// How long: 三天, 5个工作日, 半个月, 一个半月, 两三周, 2-3天.
fn length(rest: &str) -> Option<(Span, &str)> {
    let (half, n, s) = match rest.strip_prefix('半') {
        Some(s) => (true, 0, s),
        None => {
            let (n, s) = zh::count(rest)?;
            (false, n, s)
        }
    };
    if let Some(s) = s.strip_prefix("个半月") {
        return Some((
            Span {
                months: n,
                days: 15,
                ..Span::default()
            },
            s,
        ));
    }
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
    } else if let Some(s) = s.strip_prefix('月').filter(|_| counted.is_some() || half) {
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
    Some((span, s))
}
