//! What stands behind the number of an ask: the thing itself, or a word of where it is.

use std::sync::LazyLock;

use super::answers::{self, words};
use super::ask_numbers::says;
use super::ask_value::is_told_in_words;
use super::clauses;
use super::elsewhere::{self, asks_for_a_person};
use super::vocabulary::Class;
use super::{dates, words_en, words_zh};
use crate::model::{Ask, is_han};

/// Rule of an ask whose answer may be one or a refusal: "3. none", "3. Friday".
pub const DOUBTFUL: &str = "ask-doubtful";

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::given::$name, words_zh::given::$name));
    };
}
class!(OPEN);
class!(BY_ANOTHER);

/// Words in which no thing is told, only where it is.
const SHORT: usize = 6;

/// Whether the words given for one ask settle it, and the rule if it is not their number alone; `None`
/// if they say nothing of it.
pub(super) fn given(text: &str, ask: &Ask) -> Option<(bool, &'static str)> {
    const NUMBER: &str = "ask-number";
    if text.trim().is_empty() {
        return None;
    }
    let plain = clauses::fold(text);
    let ends = |c: char| c.is_whitespace() || ".,:;!。".contains(c);
    let plain = plain.trim_matches(ends);
    let short = length(plain) <= SHORT;
    if short && !asks_for_a_person(ask) && elsewhere::is_with_another(plain)
        || short && !is_told_in_words(ask) && BY_ANOTHER.is(plain)
    {
        return Some((false, answers::ELSEWHERE));
    }
    if is_none(plain) {
        let answers = is_yes_or_no(ask);
        return Some((answers, if answers { NUMBER } else { DOUBTFUL }));
    }
    if is_a_day(plain) {
        let told = is_told_in_words(ask);
        return Some((told, if told { NUMBER } else { DOUBTFUL }));
    }
    if let Some(done) = says(text) {
        return Some((done, NUMBER));
    }
    // The number with the ask repeated and nothing more is a list of what is missing.
    let asked = words(&ask.text);
    if !words(text).iter().any(|w| !asked.contains(w)) && !is_open(plain, ask) {
        return None;
    }
    if is_open(plain, ask) {
        return Some((false, NUMBER));
    }
    Some((true, NUMBER))
}

/// Latin words, and every two characters of Chinese.
fn length(plain: &str) -> usize {
    let han = plain.chars().filter(|c| is_han(*c)).count();
    let latin = plain.split(|c: char| !c.is_ascii_alphanumeric());
    let latin = latin.filter(|word| !word.is_empty()).count();
    latin.saturating_add(han.div_ceil(2))
}

/// It says that the point is open. What is told in words may hold such words: "open on Sundays".
pub(super) fn is_open(plain: &str, ask: &Ask) -> bool {
    if plain.chars().all(|c| matches!(c, '?' | '.' | '-' | '_')) {
        return true;
    }
    let most = if is_told_in_words(ask) {
        3
    } else {
        SHORT.saturating_mul(2)
    };
    length(plain) <= most && OPEN.is(plain)
}

fn is_none(plain: &str) -> bool {
    let lists = [words_en::given::NONE, words_zh::given::NONE];
    lists.iter().any(|list| list.contains(&plain))
}

/// An ask that "no" answers.
fn is_yes_or_no(ask: &Ask) -> bool {
    let asked = clauses::fold(&ask.text);
    let first = asked.split_whitespace().next().unwrap_or_default();
    words_en::given::YES_OR_NO.contains(&first)
        || words_zh::given::YES_OR_NO
            .iter()
            .any(|word| asked.contains(word))
}

/// It is a day and nothing more.
fn is_a_day(plain: &str) -> bool {
    let mut rest = plain.to_owned();
    for seen in dates::find(plain, chrono::DateTime::UNIX_EPOCH.fixed_offset()) {
        rest = rest.replace(&seen.text, " ");
    }
    rest != plain && length(&rest) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hands_nothing_over_is_told_from_the_thing() {
        let (done, open) = (Some((true, "ask-number")), Some((false, "ask-number")));
        let another = Some((false, answers::ELSEWHERE));
        let doubtful = Some((false, DOUBTFUL));
        let mut wrong = Vec::new();
        for (ask, text, want) in [
            ("the floor plan", "attached", done),
            ("the floor plan", "https://files.example/plan.pdf", done),
            ("the floor plan", "tbd", open),
            ("the floor plan", "TBC.", open),
            ("the floor plan", "will follow", open),
            ("the floor plan", "to follow", open),
            ("the floor plan", "pending", open),
            ("the floor plan", "in progress", open),
            ("the floor plan", "?", open),
            ("the floor plan", "once the architect is back", open),
            ("the floor plan", "待定", open),
            ("the floor plan", "国庆后给您", open),
            ("平面图", "在整理", open),
            ("平面图", "审批中", open),
            ("平面图", "Sam does that", another),
            ("the floor plan", "Sam will send it", another),
            ("the floor plan", "ask Sam", another),
            ("the floor plan", "with our architect", another),
            ("平面图", "老周那边有", another),
            ("the floor plan", "none", doubtful),
            ("the floor plan", "n/a", doubtful),
            ("平面图", "没有", doubtful),
            ("平面图", "无", doubtful),
            ("the floor plan", "next Friday", doubtful),
            ("the floor plan", "15 December", doubtful),
            ("the floor plan", "the floor plan", None),
            ("the date of the opening", "next Friday", done),
            ("Do you need a parking place?", "no", done),
            ("是否需要停车位", "不需要", done),
            ("opening hours", "open on Sundays from 9 to 12", done),
            ("the contact person", "Sam does that", done),
            ("the contact person", "Sam Miller", done),
            ("联系人", "王芳", done),
            ("the colour of the doors", "RAL 7016", done),
            ("the colour of the doors", "tbd", open),
            (
                "the text about the company",
                "We are a family business and have made chairs since 1950.",
                done,
            ),
        ] {
            let got = given(text, &crate::interpret::sample::asks(&[ask])[0]);
            if got != want {
                wrong.push((ask, text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC*", ask in "\\PC*") {
            given(&text, &crate::interpret::sample::asks(&[ask.as_str()])[0]);
        }
    }
}
