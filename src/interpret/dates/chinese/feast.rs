//! Feasts in Chinese: 元旦前, 国庆节, 双十一.

use super::super::days::Now;
use super::super::feasts::{CHINESE, CHINESE_FIRST};
use super::super::zh;
use super::{Day, day};

/// A feast at the start of `rest`: the coming one. In 元旦后1月10号 it only says which January.
pub(super) fn feast<'a>(before: &str, rest: &'a str, now: &Now) -> Option<Day<'a>> {
    if !rest.starts_with(|c| CHINESE_FIRST.contains(c)) {
        return None;
    }
    let (feast, after) = CHINESE
        .iter()
        .filter_map(|feast| Some((feast, rest.strip_prefix(feast.name)?)))
        .min_by_key(|(_, after)| after.len())?;
    let named = [
        "节",
        "前",
        "之前",
        "以前",
        "假",
        "期间",
        "放假",
        "长假",
        "黄金周",
        "后",
        "那天",
        "当天",
    ]
    .iter()
    .any(|w| after.starts_with(w));
    if feast.doubtful
        && (!named
            || after.starts_with("前后")
            || before.ends_with(|c: char| zh::is_numeral(c) || "第双周期星".contains(c)))
    {
        return None;
    }
    let after = after.strip_prefix('节').unwrap_or(after);
    if TOPICS.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    day(
        explained(after, now).or_else(|| feast.rule.coming(now.day)),
        after,
    )
}

/// Behind a feast these make it the occasion of a thing: 七夕礼盒, 清明活动.
const TOPICS: &[&str] = &[
    "活动",
    "礼盒",
    "礼品",
    "礼物",
    "礼包",
    "海报",
    "方案",
    "推文",
    "物料",
    "专题",
    "促销",
    "大促",
    "主题",
    "晚会",
    "慰问",
    "宣传",
    "营销",
    "联名",
    "特辑",
    "市集",
    "灯会",
    "节目",
    "文案",
    "祝福",
    "贺卡",
    "特刊",
    "专场",
    "限定",
    "款式",
    "视频",
    "短片",
    "展览",
    "展",
    "福利",
    "采购",
    "备货",
    "系列",
    "主视觉",
    "套餐",
    "团建",
    "音乐会",
    "演出",
    "直播",
    "档期",
    "档",
];

/// The day in brackets behind a feast and its 前: 春节前(2月5号).
fn explained(after: &str, now: &Now) -> Option<chrono::NaiveDate> {
    let inner = ["之前", "以前", "前"]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after)
        .strip_prefix('(')?;
    let found = super::find("(", inner, now, None).filter(|_| inner.starts_with(zh::is_numeral))?;
    found.rest.starts_with(')').then_some(found.date)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use crate::interpret::dates::find;

    #[test]
    fn a_feast_is_a_day_or_the_occasion_of_a_thing() {
        let now = DateTime::parse_from_rfc3339("2027-01-12T09:00:00+08:00").expect("time");
        for (text, want) in [
            ("请在清明前给", Some("2027-04-05")),
            ("冬至那天", Some("2027-12-22")),
            ("七夕前", Some("2027-08-08")),
            ("春节前（2月4号）给我", Some("2027-02-04")),
            ("清明节前(4月2日)给我", Some("2027-04-02")),
            ("元旦前（含）", Some("2028-01-01")),
            ("七夕礼盒的文案", None),
            ("清明节活动海报", None),
            ("大雪封路", None),
        ] {
            let seen = find(text, now);
            assert_eq!(
                seen.first().map(|d| d.date.to_string()).as_deref(),
                want,
                "{text}"
            );
        }
    }
}
