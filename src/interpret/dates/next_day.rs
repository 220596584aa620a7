//! The day after one named before it: "on Tuesday …, the next day", 周二…次日.

use super::Found;
use super::days::Now;
use super::role::Spot;
use super::tokens::{Kind, Text};

/// Tokens behind the day named in which another still counts from it.
const REACH: usize = 40;

/// 次日 and its like: by themselves tomorrow, with a day before them the day after that.
const CHINESE: &[&str] = &["次日", "翌日", "隔天", "隔日", "转天"];
/// Only with a day before it: 会议第二天 is no date.
const SECOND: &str = "第二天";
/// What comes the day after an event, or delivers the next day, has no day.
const EVENT: &[char] = &['后', '起', '每', '之', '款', '票', '货', '收', '的'];
const NAMES: &[&str] = &["达", "起", "送达", "配"];

/// A day beside the last one of `spots`, at token `i`.
pub(super) fn next_day(t: &Text<'_>, i: usize, now: &Now, spots: &[Spot]) -> Option<Found> {
    let base = spots
        .last()
        .filter(|s| s.date >= now.day && i.saturating_sub(s.end) <= REACH)
        .map(|s| s.date);
    let found = |date: chrono::NaiveDate, end| {
        Some(Found {
            vague: true,
            ..Found::new(date.succ_opt()?, end)
        })
    };
    match t.kind(i)? {
        Kind::Word if t.word_before(i, 1) == "the" => {
            let next = matches!(t.word(i), "next" | "following") && t.word(i + 1) == "day";
            let after = t.word(i) == "day"
                && t.word(i + 1) == "after"
                && matches!(
                    t.kind(i + 2),
                    None | Some(Kind::Mark('.' | ',' | ';' | '!' | ')'))
                );
            if !(next && !matches!(t.word(i + 2), "or" | "after") || after) {
                return None;
            }
            found(base?, i + 2)
        }
        Kind::Han => {
            let rest = t.rest(i);
            let said = CHINESE.iter().find(|word| rest.starts_with(**word));
            let said = said
                .copied()
                .or((base.is_some() && rest.starts_with(SECOND)).then_some(SECOND))?;
            let behind = rest.strip_prefix(said)?;
            let before = t.before(i).trim_end();
            let attached = spots.last().is_some_and(|s| s.end == i || s.end + 1 == i);
            if !attached && before.ends_with(EVENT)
                || NAMES.iter().any(|name| behind.starts_with(name))
            {
                return None;
            }
            let start = t.token(i)?.start;
            found(base.unwrap_or(now.day), t.skip_to(i, start + said.len()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use crate::interpret::dates::find;

    #[test]
    fn the_day_after_counts_from_the_day_named_before() {
        let now = DateTime::parse_from_rfc3339("2026-12-15T10:00:00+01:00").expect("time");
        for (text, want) in [
            (
                "I will send the logo on Monday and the list the next day.",
                vec!["2026-12-21", "2026-12-22"],
            ),
            (
                "You get the plan on 4 January; we pay the following day.",
                vec!["2027-01-04", "2027-01-05"],
            ),
            (
                "We meet on 4 January, so you will have it the day after.",
                vec!["2027-01-04", "2027-01-05"],
            ),
            ("I'll send it the next day.", vec!["2026-12-16"]),
            ("We will pay the day after the fair.", vec![]),
            ("We pay the day after tomorrow.", vec!["2026-12-17"]),
            (
                "周一给您平面图，次日给您照片",
                vec!["2026-12-21", "2026-12-22"],
            ),
            ("1月4日开会，第二天给您", vec!["2027-01-04", "2027-01-05"]),
            ("12月21日的次日付款", vec!["2026-12-21", "2026-12-22"]),
            ("次日付款", vec!["2026-12-16"]),
            ("我们隔天付款", vec!["2026-12-16"]),
            ("收到发票后次日付款", vec![]),
            ("用次日达寄给您", vec![]),
            ("会议第二天的照片给您", vec![]),
        ] {
            let seen: Vec<String> = find(text, now).iter().map(|d| d.date.to_string()).collect();
            assert_eq!(seen, want, "{text}");
        }
    }
}
