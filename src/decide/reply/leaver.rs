//! Who is meant by "has left" and "stop writing": the writer himself, or somebody he tells of.

use super::Act;
use crate::model::{Address, Person};

/// Whom mail is to stop to.
pub(super) enum Leaver {
    /// Whoever wrote, by what he says of himself.
    Writer,
    /// Another contact of the item.
    Contact(Address),
    /// Somebody who gets no mail about this item, or nobody can tell who.
    Stranger,
}

/// What is said of somebody who is there no more.
const LEFT: &[&str] = &[
    "left",
    "no longer work",
    "no longer with",
    "no longer at",
    "no longer employed",
    "no longer here",
    "not working here",
    "doesn't work",
    "does not work",
    "not work here",
    "is not with",
    "isn't with",
    "retired",
    "retires",
    "resigned",
    "moved on",
    "moved to another",
    "has passed away",
    "已离职",
    "离职",
    "离开",
    "退休",
    "调走",
    "调离",
    "辞职",
    "不在我们",
    "不在本公司",
    "不在我司",
    "不在公司",
    "不在这里",
    "不再在",
    "不再任职",
    "走了",
    "去世",
];
/// Whether words say of somebody that he is there no more.
pub(super) fn is_gone(words: &str) -> bool {
    let plain = words.to_lowercase();
    LEFT.iter().any(|left| plain.contains(left))
}

/// What may stand between the person and that.
const BETWEEN: &[&str] = &[
    "have",
    "has",
    "had",
    "am",
    "is",
    "are",
    "was",
    "been",
    "now",
    "just",
    "already",
    "recently",
    "since",
    "also",
    "unfortunately",
    "sadly",
    "'ve",
    "'m",
    "will",
    "be",
    "who",
    "actually",
    "meanwhile",
    "soon",
    "then",
    "he",
    "she",
    "they",
];
const BETWEEN_ZH: &[&str] = &[
    "已经",
    "现在",
    "刚刚",
    "目前",
    "早就",
    "上周",
    "上个月",
    "本月",
    "最近",
    "已",
    "刚",
    "早",
    "就",
    "都",
    "要",
    "会",
];
const SELF: &[&str] = &["i", "i've", "i'm", "ive", "im", "me", "myself"];

impl Act<'_> {
    /// Reads it from the words that say so.
    pub(super) fn leaver(&self, words: &str) -> Leaver {
        let plain = words.to_lowercase().replace('’', "'");
        let Some(at) = LEFT.iter().filter_map(|left| plain.find(left)).min() else {
            return Leaver::Writer;
        };
        let mut before = plain.get(..at).unwrap_or_default().trim_end();
        while let Some(shorter) = BETWEEN_ZH.iter().find_map(|w| before.strip_suffix(w)) {
            before = shorter.trim_end();
        }
        // 我已从贵司离职: where from stands between.
        if let Some((who, from)) = before.rsplit_once('从')
            && !from.contains(['，', '。', ',', ' '])
        {
            before = who.trim_end();
            while let Some(shorter) = BETWEEN_ZH.iter().find_map(|w| before.strip_suffix(w)) {
                before = shorter.trim_end();
            }
        }
        if before.ends_with('我') || before.ends_with("本人") {
            return Leaver::Writer;
        }
        let parts = |c: char| !(c.is_alphanumeric() || c == '\'');
        let subject = before
            .rsplit(parts)
            .filter(|w| !w.is_empty())
            .find(|w| !BETWEEN.contains(w));
        if subject.is_some_and(|w| SELF.contains(&w)) {
            return Leaver::Writer;
        }
        let named = |person: &&Person| is_named(&plain, person);
        // His own name, above an answer from his mailbox.
        if named(&self.answer.from) {
            return Leaver::Writer;
        }
        let contacts = self.item.contacts.iter().map(|c| &c.person);
        let others = contacts.filter(|p| p.address != self.answer.from.address);
        others
            .into_iter()
            .find(named)
            .map_or(Leaver::Stranger, |p| Leaver::Contact(p.address.clone()))
    }
}

/// Whether words name a person: a part of the name, or of the address before its @.
fn is_named(plain: &str, person: &Person) -> bool {
    let name = person.name.to_lowercase();
    let names = name
        .split_whitespace()
        .chain(person.address.local().split(['.', '_', '-', '+']));
    names.filter(|n| n.chars().count() >= 2).any(|n| {
        if n.is_ascii() {
            let parts = |c: char| !c.is_alphanumeric();
            n.len() >= 3 && plain.split(parts).any(|w| w == n)
        } else {
            plain.contains(n)
        }
    })
}
