//! What an answer says of one of several things without giving it: there is none ("we have no floor
//! plan")
//! or the team has it already (平面图上次给过了), or what came is not final.

use std::ops::Range;
use std::sync::LazyLock;

use super::answers::{is_manner, own_words, words};
use super::awaits::is_something_else;
use super::clauses::{self, Clause, Sentence};
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{Ask, is_han};

/// Rule of an ask of which there is nothing to hand over.
pub const NONE: &str = "ask-none";

/// Rule of an ask that is said to have been given at an earlier time.
pub const GIVEN_BEFORE: &str = "ask-given-before";

/// Rule of an ask of which something came that is not final.
pub const DRAFT_ONLY: &str = "ask-draft";

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::not_here::$name, words_zh::not_here::$name));
    };
}
class!(NO);
class!(IS_NONE);
class!(YOURS);
class!(NO_YOURS);
class!(TAKE);
class!(DRAFT);
class!(WANTS_DRAFT);

/// Words behind "no" within which the thing stands.
const NEAR: usize = 5;

/// The rule and the words of the sentence that says of an ask that there is no such thing, or that the
/// team has it.
pub(super) fn not_here(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
) -> Option<(&'static str, String)> {
    let own = own_words(ask, wanted).into_iter();
    let own: Vec<String> = own.filter(|word| !is_manner(word)).collect();
    let names = |text: &str| {
        let said = words(text);
        own.iter().any(|word| said.contains(word))
    };
    let asked = clauses::fold(&ask.text);
    let told = |clause: &Clause| {
        let plain = clause.plain.as_str();
        if !names(plain) {
            return None;
        }
        let follows = |range: Range<usize>| {
            plain
                .get(range.end..)
                .is_some_and(|rest| names(&thing(rest)))
        };
        let none = IS_NONE.is(plain) || NO.all(plain).into_iter().any(follows);
        if none && !is_something_else(plain) {
            return Some(NONE);
        }
        if YOURS.is(plain) && !NO_YOURS.is(plain) || TAKE.is(plain) {
            return Some(GIVEN_BEFORE);
        }
        (DRAFT.is(plain) && !DRAFT.is(&asked) && !WANTS_DRAFT.is(&asked)).then_some(DRAFT_ONLY)
    };
    let mut stated = sentences.iter().filter(|sentence| !sentence.asks);
    stated.find_map(|sentence| {
        let rule = sentence.clauses.iter().find_map(told)?;
        Some((rule, sentence.words.clone()))
    })
}

/// The words by which a thing is called, up to what it is about.
fn thing(rest: &str) -> String {
    if rest.chars().any(is_han) {
        return rest.to_owned();
    }
    let words = rest.split_whitespace().take(NEAR);
    let words = words.take_while(|word| !words_en::not_here::UP_TO.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_there_is_not_is_told_from_one_that_comes() {
        let wanted: Vec<Ask> = [(1, "the site photos 现场照片"), (2, "the roof plan 屋顶图")]
            .map(|(n, text)| Ask {
                n,
                text: text.to_owned(),
                done: false,
            })
            .into();
        let mut wrong = Vec::new();
        for (own, want) in [
            (
                "The photos are attached, but we have no roof plan.",
                Some(NONE),
            ),
            ("I don't have a plan of the roof.", Some(NONE)),
            ("There isn't any roof plan, sorry.", Some(NONE)),
            ("A roof plan does not exist.", Some(NONE)),
            ("没有屋顶图。", Some(NONE)),
            ("屋顶图我们没有。", Some(NONE)),
            ("照片附上，屋顶图确实没有。", Some(NONE)),
            ("You already have the roof plan.", Some(GIVEN_BEFORE)),
            ("屋顶图你们有的。", Some(GIVEN_BEFORE)),
            ("屋顶图上次给过了。", Some(GIVEN_BEFORE)),
            (
                "For the roof plan just use the one on our website.",
                Some(GIVEN_BEFORE),
            ),
            ("屋顶图用去年的就行。", Some(GIVEN_BEFORE)),
            (
                "Both attached, the roof plan is still a draft.",
                Some(DRAFT_ONLY),
            ),
            ("The roof plan is not final.", Some(DRAFT_ONLY)),
            ("屋顶图还不是最终版。", Some(DRAFT_ONLY)),
            ("屋顶图是初稿。", Some(DRAFT_ONLY)),
            ("The roof plan is final.", None),
            ("We have no comments on the roof plan.", None),
            ("I don't have the roof plan yet.", None),
            ("You will have the roof plan on Friday.", None),
            ("Do you have the roof plan already?", None),
            ("屋顶图没有变化。", None),
            ("屋顶图没有问题。", None),
            ("屋顶图还没有。", None),
            ("屋顶图您有意见吗？", None),
            ("The roof plan is attached.", None),
        ] {
            let told = not_here(
                wanted.last().expect("two"),
                &wanted,
                &clauses::sentences(own),
            );
            if told.as_ref().map(|told| told.0) != want {
                wrong.push((own, told));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
