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
    day(
        feast.rule.coming(now.day),
        after.strip_prefix('节').unwrap_or(after),
    )
}
