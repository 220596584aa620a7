//! One ask that lists several things ("the logo, the texts and the price list"), taken apart when an
//! answer names some of them: what came is ticked, the rest is asked for.

use super::answers::words;
use super::less::gives_less;
use super::thing::{thing, two_orders};
use crate::model::{Ask, Reading, is_han};

/// How a thing of a list begins.
const BEGINS: &[&str] = &[
    "the", "your", "our", "a", "an", "my", "its", "two", "three", "four", "five", "all", "both",
    "any",
];

/// Words of a sentence or of a longer name: what stands around them is no list of plain things.
const NO_THING: &[&str] = &[
    "please", "send", "sent", "sending", "provide", "give", "let", "tell", "sign", "return",
    "fill", "check", "confirm", "is", "are", "was", "were", "be", "will", "can", "could", "would",
    "should", "has", "have", "do", "does", "we", "you", "i", "it", "they", "them", "us", "me",
    "if", "so", "that", "which", "who", "how", "when", "what", "where", "whether", "why", "not",
    "then", "also", "or", "either", "but",
];

/// Words by which the name of a thing goes on: "and" behind them may join what they lead.
const LEADS_ON: &[&str] = &[
    "of",
    "for",
    "from",
    "in",
    "on",
    "at",
    "with",
    "by",
    "about",
    "between",
    "to",
    "into",
    "as",
    "per",
    "including",
];

/// Signs of a Chinese sentence.
const NO_THING_ZH: &[char] = &[
    '请', '您', '你', '我', '吗', '呢', '吧', '给', '发', '或', '若', '如', '否', '谁', '哪', '几',
    '把', '让', '等', '之', '，', ',', '：', ':',
];

/// What is said of the thing the first order is about, not a thing of its own.
const SAID_OF_IT: &[&str] = &[
    "comment",
    "feedback",
    "opinion",
    "thought",
    "remark",
    "question",
    "change",
    "correction",
    "signed",
    "copy",
    "scan",
    "answer",
    "whether",
    "what",
    "which",
    "how",
    "any",
    "it",
    "them",
    "意见",
    "建议",
    "问题",
    "反馈",
    "修改",
    "是否",
    "签字",
    "盖章",
    "签好",
    "扫描件",
    "回执",
    "原因",
    "结果",
    "如何",
    "何时",
];

/// Most words, or Chinese characters, of one thing.
const LONGEST: usize = 6;
const LONGEST_ZH: usize = 14;
/// Most things of one list.
const MOST: usize = 9;

/// The things of the only ask, each an ask of its own, where words and files (`names`) of an answer give
/// some of them and not all; `None` where it lists no plain things.
#[must_use]
pub fn things_apart(reading: &Reading, names: &[String], asks: &[Ask]) -> Option<Vec<Ask>> {
    let [only] = asks else { return None };
    if only.done || gives_less(reading, names, &only.text) != Some("part-of-what") {
        return None;
    }
    let things = match two_orders(&only.text) {
        Some([first, second]) => ordered(&first, &second),
        None => listed(&thing(&only.text), true),
    }?;
    let numbered = (1..).zip(things);
    Some(
        numbered
            .map(|(n, text)| Ask {
                n,
                text,
                done: false,
            })
            .collect(),
    )
}

/// The things of two orders, where the second is about things of its own.
fn ordered(first: &str, second: &str) -> Option<Vec<String>> {
    let [one, other] = [first, second].map(thing);
    let shared = words(first).into_iter().any(|w| words(second).contains(&w));
    let plain = other.to_lowercase();
    let of_it = SAID_OF_IT.iter().any(|said| match said.is_ascii() {
        true => plain
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w.trim_end_matches('s') == *said),
        false => plain.contains(said),
    });
    if shared || of_it || other.starts_with('“') {
        return None;
    }
    // 首页和配色的确认: what is to be done with them is said of all.
    let mut things = listed(&one, true)
        .filter(|_| !one.contains('的'))
        .unwrap_or_else(|| vec![first.to_owned()]);
    things.extend(listed(&other, false).unwrap_or_else(|| vec![other]));
    Some(things)
}

/// The plain things a text lists. `alone`: only the words tell that it is a list, no colon before it.
pub(super) fn listed(text: &str, alone: bool) -> Option<Vec<String>> {
    let chinese = text.chars().any(is_han);
    let joints: &[&str] = if chinese {
        &["以及", "、", "和", "及", "与"]
    } else {
        &[
            ", and ",
            ", as well as ",
            " as well as ",
            " and ",
            " & ",
            " plus ",
            ", ",
        ]
    };
    let mut spelt = text.trim().to_owned();
    for joint in joints {
        spelt = spelt.replace(joint, "\n");
    }
    let things: Vec<&str> = spelt.lines().map(str::trim).collect();
    let last = things.len().checked_sub(1)?;
    let plain = |(at, thing): (usize, &&str)| match chinese {
        true => is_thing_zh(thing),
        false => is_thing(thing, alone && at == 0, at == last),
    };
    let all = (2..=MOST).contains(&things.len()) && things.iter().enumerate().all(plain);
    all.then(|| things.into_iter().map(str::to_owned).collect())
}

fn is_thing(thing: &str, first: bool, last: bool) -> bool {
    let words: Vec<String> = thing.split_whitespace().map(str::to_lowercase).collect();
    let begins = words.first().is_some_and(|w| BEGINS.contains(&w.as_str()));
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let named = words.len() > usize::from(begins);
    let most = if last {
        LONGEST.saturating_add(3)
    } else {
        LONGEST
    };
    named
        && words.len() <= most
        && (begins || !first)
        && !has(NO_THING)
        && (last || !has(LEADS_ON))
        && !thing.contains(['?', '!', ';', ':', '"'])
}

fn is_thing_zh(thing: &str) -> bool {
    let length = thing.chars().count();
    (2..=LONGEST_ZH).contains(&length) && !thing.contains(NO_THING_ZH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_things_are_told_apart_and_nothing_else() {
        for (text, want) in [
            ("the logo, the texts and the price list", 3),
            ("the logo, texts, and price list for 2027", 3),
            ("your VAT number and the delivery address", 2),
            ("the floor plan as well as two portraits", 2),
            ("营业执照、开户许可证和法人身份证复印件", 3),
            ("海报文案以及二维码", 2),
            ("the photos of the hall and the garden", 0),
            ("the signed contract and return it", 0),
            ("the terms and conditions we agreed", 0),
            ("logo and texts", 0),
            ("the logo", 0),
            ("which of the two layouts you prefer and why", 0),
            ("确认方案，并把合同发给我们", 0),
            ("联系人和您的电话", 0),
        ] {
            assert_eq!(
                listed(text, true).map_or(0, |things| things.len()),
                want,
                "{text}"
            );
        }
    }

    #[test]
    fn two_orders_are_two_asks_unless_the_second_is_about_the_first() {
        for (ask, want) in [
            ("确认开幕时间，并提供嘉宾名单和横幅文字", 3),
            ("审核菜单并提供过敏原清单", 2),
            (
                "confirm the opening hours and send us the guest list and the banner text",
                3,
            ),
            ("approve the menu, and provide the list of allergens", 2),
            (
                "send the guest list and the seating plan, and confirm the hall",
                3,
            ),
            ("确认菜单，并告知是否有问题", 0),
            ("审阅合同，并反馈修改意见", 0),
            ("sign the contract and return the signed copy", 0),
            ("fill in the form and send the completed form to us", 0),
            ("review the draft and let me know your comments", 0),
        ] {
            let asked = two_orders(ask).and_then(|[first, second]| ordered(&first, &second));
            assert_eq!(asked.as_ref().map_or(0, Vec::len), want, "{ask}: {asked:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|the logo| and |, |、|和){0,40}") {
            let _ = (listed(&text, true), listed(&text, false));
        }
    }
}
