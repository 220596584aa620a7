//! A delivery of less than one ask: some of the things it names, or another thing.

use std::sync::LazyLock;

use super::answers::{file_words, words};
use super::clauses;
use super::signals::{self, Fact};
use super::vocabulary::{Class, WORDS};
use crate::model::{Ask, Reading, is_han};

/// What is sent is about the thing, not the thing.
const OTHER_EN: &[&str] = &[
    "(?:some |our |my |the |a few |your )?(?:changes|comments|remarks|corrections|annotations|amendments|questions|notes)",
    "(?:counter|counter-)(?:proposal|offer|draft)",
    "(?:unsigned|draft|incomplete|partial|preliminary|blank)",
    "(?:please|you) (?:sign|review|check|correct|countersign|fill)",
    "for (?:your )?(?:signature|review|comments|approval|correction)",
    "(?:page|pages|part) [0-9]+ only",
    "only (?:page|pages|part|the first)",
];
const OTHER_ZH: &[&str] =
    &["修改意见|意见|批注|未签|草稿|初稿|待签|请签|请审|请您审|请确认|供审|未盖章|空白|部分页"];
static OTHER: LazyLock<Class> = LazyLock::new(|| Class::new(OTHER_EN, OTHER_ZH));

/// Why words and files that seem to deliver an ask may not deliver all of it, as a rule code: they name
/// only some of the things it joins ("the logo and the price list"), or something about it ("our comments
/// on the contract"). `names`: the files.
#[must_use]
pub fn gives_less(reading: &Reading, names: &[String], ask: &str) -> Option<&'static str> {
    let plain = clauses::fold(&reading.own_text);
    let asked = clauses::fold(ask);
    if OTHER.is(&plain) && !OTHER.is(&asked) {
        return Some("another-thing");
    }
    let things: Vec<Vec<String>> = things(&asked)
        .iter()
        .map(|thing| words(thing))
        .filter(|words| !words.is_empty())
        .collect();
    if things.len() < 2 || WORDS.whole.is(&plain) {
        return None;
    }
    let mut said = words(&plain);
    for name in names {
        said.extend(words(&file_words(name)));
    }
    // What one thing shares with another tells nothing of it.
    let named = things.iter().enumerate().filter(|(n, thing)| {
        let shared = |word: &String| {
            let mut others = things.iter().enumerate().filter(|(m, _)| m != n);
            others.any(|(_, other)| other.contains(word))
        };
        thing
            .iter()
            .any(|word| said.contains(word) && !shared(word))
    });
    let named = named.count();
    (named > 0 && named < things.len()).then_some("part-of-what")
}

/// Whether words hand things over, each by the name of an ask, and say no more: what else a clause says
/// may be an answer too, a thing without an ask may be one of them by another name, and what is said of
/// all, or of a place where more lies, is of more than it names.
#[must_use]
pub fn only_gives(own: &str, asks: &[Ask]) -> bool {
    let plain = clauses::fold(own);
    if WORDS.whole.is(&plain) || ALL_OR_ELSEWHERE.iter().any(|words| plain.contains(words)) {
        return false;
    }
    let asked: Vec<String> = asks.iter().flat_map(|ask| words(&ask.text)).collect();
    let sentences = clauses::sentences(own);
    let marks = signals::marks(&sentences, &[]);
    sentences.iter().enumerate().all(|(s, sentence)| {
        let given = |c: usize| {
            marks
                .iter()
                .any(|m| m.at == (s, c) && m.fact == Fact::Given)
        };
        let clauses = || sentence.clauses.iter().enumerate();
        let gives = clauses().any(|(c, _)| given(c)) || adds(&sentence.plain);
        clauses().all(|(c, clause)| {
            let little = says_little(&clause.plain);
            let called = c == 0 && !given(c) && is_called(&clause.words);
            (given(c) || little) && (!gives || called || all_asked(&clause.plain, &asked))
        })
    })
}

/// Whether each thing a clause lists is called as an ask is, or it lists none.
fn all_asked(plain: &str, asked: &[String]) -> bool {
    things(plain).iter().all(|thing| {
        let said = words(thing);
        if said.iter().any(|w| asked.contains(w)) || WORDS.courtesy.is(thing) {
            return true;
        }
        if thing.chars().any(is_han) {
            let bare = HANDS_OVER_ZH
                .iter()
                .fold(thing.clone(), |thing, words| thing.replace(words, ""));
            return bare.chars().filter(|c| is_han(*c)).count() < 2;
        }
        thing
            .split(|c: char| !c.is_alphanumeric())
            .all(|w| w.chars().count() < 3 || HANDS_OVER.contains(&w))
    })
}

/// Somebody is spoken to before it is said: a greeting, a name.
fn is_called(words: &str) -> bool {
    const GREETING: &[&str] = &["hi", "hello", "hey", "dear", "good", "morning", "thanks"];
    let plain = clauses::fold(words);
    let first = plain.split_whitespace().next().unwrap_or_default();
    let one = words.split_whitespace().count() == 1;
    // A plural that stands alone is a thing of a list.
    let name = one && words.chars().next().is_some_and(char::is_uppercase) && !plain.ends_with('s');
    let han = plain.chars().filter(|c| is_han(*c)).count();
    GREETING.contains(&first) || name || (1..=4).contains(&han)
}

/// A sentence that goes on with what the one before gave.
fn adds(plain: &str) -> bool {
    plain.starts_with("and ")
        || [" too", " also", " as well"]
            .iter()
            .any(|end| plain.ends_with(end))
        || ["also ", "plus ", "还有", "另有", "也"]
            .iter()
            .any(|start| plain.starts_with(start))
}

/// Words that hand over and name nothing.
const HANDS_OVER: &[&str] = &[
    "about",
    "all",
    "and",
    "are",
    "asked",
    "attached",
    "attachment",
    "attachments",
    "been",
    "being",
    "below",
    "both",
    "email",
    "enclosed",
    "find",
    "finally",
    "first",
    "for",
    "from",
    "have",
    "has",
    "here",
    "herewith",
    "hereby",
    "just",
    "kindly",
    "mail",
    "morning",
    "next",
    "now",
    "our",
    "out",
    "please",
    "pls",
    "promised",
    "requested",
    "see",
    "send",
    "sending",
    "sent",
    "start",
    "thank",
    "thanks",
    "that",
    "the",
    "them",
    "they",
    "this",
    "today",
    "too",
    "was",
    "well",
    "went",
    "were",
    "wish",
    "with",
    "yesterday",
    "you",
    "your",
    "already",
    "also",
    "again",
    "afternoon",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "week",
    "last",
    "off",
    "over",
    "on",
    "per",
];
const HANDS_OVER_ZH: &[&str] = &[
    "附件",
    "请查收",
    "查收",
    "请查看",
    "请见",
    "详见",
    "如下",
    "见",
    "已经",
    "已",
    "发送",
    "发给",
    "发您",
    "发你",
    "发过去",
    "发出",
    "发",
    "先",
    "给您",
    "给你",
    "您",
    "你",
    "我们",
    "我",
    "今天",
    "昨天",
    "上午",
    "下午",
    "刚刚",
    "刚才",
    "刚",
    "这是",
    "这里",
    "是",
    "了",
    "的",
    "请",
    "里",
    "在",
    "过去",
    "一下",
    "上传",
    "按要求",
    "为",
    "随信",
    "邮件",
    "好",
    "谢谢",
    "麻烦",
    "也",
    "还有",
    "另有",
];

/// A greeting, thanks, a name.
fn says_little(plain: &str) -> bool {
    let digits = plain.contains(|c: char| c.is_ascii_digit());
    let words = plain.split_whitespace().count();
    let han = plain.chars().filter(|c| is_han(*c)).count();
    WORDS.courtesy.is(plain) || WORDS.ack.is(plain) || !digits && words <= 3 && han <= 6
}

/// No more is to come, or it lies where more may lie.
const ALL_OR_ELSEWHERE: &[&str] = &[
    "that is all",
    "that's all",
    "that's it",
    "that is it",
    "this is all",
    "nothing else",
    "no more",
    "complete",
    "all we have",
    "all i have",
    "http",
    "www.",
    "folder",
    "drive",
    "就这些",
    "全了",
    "没有别的",
    "没有其他",
    "网盘",
    "链接",
    "文件夹",
];

/// The things an ask joins.
fn things(asked: &str) -> Vec<String> {
    let mut text = asked.to_owned();
    for joint in [
        " and ",
        " & ",
        " plus ",
        " as well as ",
        "以及",
        "和",
        "及",
        "与",
        "、",
        "，",
        ";",
    ] {
        text = text.replace(joint, ",");
    }
    text.split(',').map(|part| part.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[test]
    fn what_else_is_said_may_be_an_answer_too() {
        let asks = [
            "The logo (标志)",
            "Price list (价格表)",
            "Cover text (文字)",
        ];
        let asks: Vec<Ask> = (1..)
            .zip(asks)
            .map(|(n, text)| Ask {
                n,
                text: text.to_owned(),
                done: false,
            })
            .collect();
        for (own, want) in [
            ("Hi Ines,\n\nhere is the logo.\n\nBest regards\nOtto", true),
            (
                "Logo attached. Let me know if you need anything else.",
                true,
            ),
            ("您好，logo见附件。", true),
            ("Here is the logo, we are twelve people.", false),
            (
                "The cover we choose is the second. The text is attached.",
                false,
            ),
            ("封面选第二个方案，文字见附件。", false),
            ("Here is the logo. https://files.example/x", false),
            ("Everything is attached.", false),
            ("The logo and the price list are attached.", true),
            ("Kate, logo and prices attached.", true),
            (
                "Please find attached the logo, the rates and the price list.",
                false,
            ),
            ("The logo and the tariff are attached.", false),
            ("Rates and logo attached.", false),
            ("Logo attached. The tariff too.", false),
            ("Logo attached. And the texts.", true),
            ("晓雨，标志和价格表已发您，请查收。", true),
            ("标志、授权书见附件。", false),
            ("标志已发，还有资质证书。", false),
        ] {
            assert_eq!(only_gives(own, &asks), want, "{own}");
        }
    }

    #[test]
    fn some_of_the_things_or_something_about_them_is_less() {
        for (text, files, ask, want) in [
            (
                "Here is the logo.",
                vec!["logo.svg"],
                "send the logo and the price list",
                Some("part-of-what"),
            ),
            (
                "The releases are attached.",
                vec!["releases.pdf"],
                "logo (SVG), price list, and the signed releases",
                Some("part-of-what"),
            ),
            (
                "logo见附件。",
                vec!["logo.ai"],
                "提供logo和价格表",
                Some("part-of-what"),
            ),
            (
                "Here are the logo and the price list.",
                vec![],
                "send the logo and the price list",
                None,
            ),
            (
                "Both attached.",
                vec!["a.pdf", "b.pdf"],
                "send the logo and the price list",
                None,
            ),
            (
                "Everything is attached.",
                vec!["logo.svg"],
                "send the logo and the price list",
                None,
            ),
            (
                "We have some changes, see attached.",
                vec!["contract.docx"],
                "the signed contract",
                Some("another-thing"),
            ),
            (
                "Attached is the unsigned version for your review.",
                vec!["contract.pdf"],
                "the signed contract",
                Some("another-thing"),
            ),
            (
                "Please find the signed contract attached.",
                vec!["contract.pdf"],
                "the signed contract",
                None,
            ),
            (
                "Our comments are attached.",
                vec!["comments.pdf"],
                "your comments on the draft",
                None,
            ),
        ] {
            let mut reading = Reading::empty(Role::Client);
            reading.own_text = text.to_owned();
            let files: Vec<String> = files.iter().map(|f| (*f).to_owned()).collect();
            assert_eq!(gives_less(&reading, &files, ask), want, "{text}");
        }
    }
}
