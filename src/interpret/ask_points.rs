//! A sentence that asks, and names nothing: "please let me know by Friday", "could you fill it in?",
//! 周五前告诉我. It points at what another sentence asks for.

use super::clauses;
use crate::model::{DateSeen, is_han};

/// What is to be done with it: told, sent, filled in. Signing or paying is more than another sentence asks.
const VERBS: &[&str] = &[
    "let",
    "know",
    "tell",
    "telling",
    "inform",
    "informing",
    "send",
    "sending",
    "give",
    "giving",
    "get",
    "getting",
    "answer",
    "answering",
    "reply",
    "replying",
    "respond",
    "responding",
    "advise",
    "forward",
    "forwarding",
    "share",
    "sharing",
    "email",
    "mail",
    "fill",
    "filling",
    "return",
    "returning",
    "confirm",
    "confirming",
    "do",
    "provide",
    "providing",
    "come",
    "write",
];
const AROUND: &[&str] = &[
    "me",
    "us",
    "it",
    "them",
    "this",
    "that",
    "these",
    "those",
    "one",
    "both",
    "all",
    "everything",
    "so",
    "in",
    "out",
    "up",
    "over",
    "back",
    "to",
    "along",
    "through",
    "on",
    "by",
    "via",
    "a",
    "the",
    "of",
    "please",
    "pls",
    "kindly",
    "then",
    "and",
    "also",
    "just",
    "asap",
    "again",
    "today",
    "tomorrow",
    "soon",
    "quickly",
    "shortly",
    "too",
    "here",
    "as",
    "possible",
    "when",
    "if",
    "you",
    "your",
    "can",
    "could",
    "would",
    "will",
    "following",
    "above",
    "below",
    "questions",
    "question",
    "mail",
    "e-mail",
    "return",
    "latest",
    "until",
    "before",
    "at",
    "completely",
    "completed",
];

const PARTS_ZH: &[&str] = &[
    "另外", "最晚", "最迟", "最好", "尽快", "及时", "麻烦", "烦请", "敬请", "务必", "直接", "上述",
    "以上", "这些", "问题", "邮件", "我们", "我司", "我方", "一下", "一声", "告诉", "告知", "回复",
    "回覆", "答复", "通知", "反馈", "提供", "确认", "填写", "填好", "发送", "发来", "发给", "发回",
    "回传", "即可", "就行", "就好", "可以", "能否", "谢谢", "的话", "方便", "之前", "以前", "今天",
    "明天",
];
const CHARACTERS_ZH: &str = "请也就都给到回过来好发填我你您前吗吧哈哦呢了能可把它能会让下再";

/// Whether an ask names nothing. `dates`: the days its mail names.
pub(super) fn only_points(ask: &str, dates: &[DateSeen]) -> bool {
    let mut plain = clauses::fold(ask);
    for seen in dates {
        plain = plain.replace(&clauses::fold(seen.text.trim()), " ");
    }
    if plain.chars().any(is_han) {
        for part in PARTS_ZH {
            plain = plain.replace(part, "");
        }
        return plain
            .chars()
            .all(|c| !c.is_alphanumeric() || CHARACTERS_ZH.contains(c));
    }
    let mut words = plain
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty());
    // Of a day alone nothing is left.
    !ask.trim().is_empty() && words.all(|word| VERBS.contains(&word) || AROUND.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nothing_only_points() {
        for (ask, want) in [
            ("let me know", true),
            ("please let us know as soon as possible", true),
            ("fill it in", true),
            ("Could you send it over?", true),
            ("answer the following", true),
            ("get back to me", true),
            ("告诉我", true),
            ("请尽快回复我们", true),
            ("填好发回", true),
            ("let me know which layout you prefer", false),
            ("send the texts", false),
            ("sign it", false),
            ("return the form", false),
            ("告诉我展位号", false),
            ("提供营业执照", false),
            ("确认方案", false),
            ("", false),
        ] {
            assert_eq!(only_points(ask, &[]), want, "{ask}");
        }
    }
}
