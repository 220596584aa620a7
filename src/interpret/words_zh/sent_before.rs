//! Something is said to have been given at an earlier time.

pub(in crate::interpret) const EARLIER: &[&str] = &[
    "(?:上周|上星期|上礼拜|上个?月|昨天|昨日|前天|前几天|前两天|早就|早已|之前|此前|先前)[^,。;]{0,12}(?:发|给|传|提供|交|寄)",
    "(?:[0-9一二三两几]+个?(?:天|周|星期|月)前)[^,。;]{0,12}(?:发|给|传|提供|交|寄)",
    "(?:都|全|全部|已经|已)(?:给(?:您|你|你们|贵司))?(?:发|给|传|提供|交|寄)(?:给)?(?:您|你|你们|贵司)?过",
];

/// It is the thing itself that is of that time.
pub(in crate::interpret) const OF_THEN: &[&str] = &[
    "附件|随信|见附|如下|以下|再发|重发|又发|补发|(?:上周|昨天|之前)[^,。;]{0,8}(?:要的|说的|确认的|签的|讨论的|提的)",
];

/// Annoyance at being asked again.
pub(in crate::interpret) const ANNOYED: &[&str] = &[
    "第[二三四五六七八九十几0-9]+(?:次|遍|回)|(?:几|多少|好多|无数)(?:次|遍|回)了|(?:又|还在|还来|一直|老是|老|反复|不停地?|天天)(?:来)?(?:催|问|要)|催什么|烦不烦|投诉|不满|无语",
];
