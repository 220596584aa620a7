//! One ask that lists several things ("the logo, the texts and the price list"), taken apart when an
//! answer names some of them: what came is ticked, the rest is asked for.

use super::less::gives_less;
use super::thing::thing;
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
    let things = listed(&thing(&only.text), true)?;
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

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|the logo| and |, |、|和){0,40}") {
            let _ = (listed(&text, true), listed(&text, false));
        }
    }
}
