//! What an answer says of one of several things without giving it: there is none ("we have no floor
//! plan"), or the team has it already (平面图上次给过了), or what came is not final.

use std::ops::Range;
use std::sync::LazyLock;

use super::answers::{is_manner, own_words, words};
use super::ask_said::names_the_lot;
use super::awaits::is_something_else;
use super::clauses::{self, Clause, Sentence};
use super::signals::{Fact, Mark};
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
class!(AWAY);
class!(OTHERS);
class!(ALL);
class!(YOURS);
class!(NO_YOURS);
class!(TAKE);
class!(NO_TAKE);
class!(FINAL);
class!(DRAFT);
class!(WANTS_DRAFT);

/// Words behind "no" within which the thing stands.
const NEAR: usize = 5;

/// The rule and the words of the sentence that says of an ask that there is no such thing, or that the
/// team has it. What is promised or handed over in the same breath exists.
pub(super) fn not_here(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
) -> Option<(&'static str, String)> {
    let own = named(ask, wanted);
    let others = wanted.iter().filter(|other| other.n != ask.n);
    let others: Vec<String> = others.flat_map(|other| named(other, wanted)).collect();
    let asked = clauses::fold(&ask.text);
    let comes = |s: usize| {
        marks.iter().any(|mark| {
            let (sentence, c) = mark.at;
            let near = sentence == s || sentence == s.saturating_add(1);
            let clause = sentences.get(sentence).and_then(|s| s.clauses.get(c));
            near && mark.fact == Fact::Promise
                && clause.is_some_and(|clause| {
                    let plain = clause.plain.as_str();
                    names(&own, plain) || !names(&others, plain) && !OTHERS.is(plain)
                })
        })
    };
    let came = |here: &Clause| {
        marks.iter().any(|mark| {
            let (s, c) = mark.at;
            let clause = sentences.get(s).and_then(|s| s.clauses.get(c));
            mark.fact == Fact::Given
                && clause
                    .filter(|clause| !std::ptr::eq(*clause, here))
                    .is_some_and(|clause| {
                        let plain = clause.plain.as_str();
                        let lot = ALL.is(plain) || names_the_lot(plain);
                        names(&own, plain) || lot && !names(&others, plain) && !OTHERS.is(plain)
                    })
        })
    };
    let told = |s: usize, clause: &Clause| {
        let plain = clause.plain.as_str();
        if !names(&own, plain) {
            return None;
        }
        let follows = |range: Range<usize>| {
            plain
                .get(range.end..)
                .is_some_and(|rest| names(&own, &thing(rest, &own)))
        };
        let none = IS_NONE.is(plain) || NO.all(plain).into_iter().any(follows);
        if none && !is_something_else(plain) && !AWAY.is(plain) && !comes(s) && !came(clause) {
            return Some(NONE);
        }
        if (YOURS.is(plain) && !NO_YOURS.is(plain) || TAKE.is(plain) && !NO_TAKE.is(plain))
            && !came(clause)
        {
            return Some(GIVEN_BEFORE);
        }
        let draft = DRAFT.is(plain) && !DRAFT.is(&asked) && !WANTS_DRAFT.is(&asked);
        // Of what has not come at all, "not final yet" only says why.
        let some = marks.iter().any(|mark| mark.fact == Fact::Given) || !comes(s);
        let ended = || sentences.iter().any(|s| FINAL.is(&s.plain));
        (draft && some && !ended()).then_some(DRAFT_ONLY)
    };
    let mut stated = sentences.iter().enumerate().filter(|(_, s)| !s.asks);
    stated.find_map(|(s, sentence)| {
        let rule = sentence.clauses.iter().find_map(|clause| told(s, clause))?;
        Some((rule, sentence.words.clone()))
    })
}

/// The words by which a thing is known, but for those of its state.
fn named(ask: &Ask, wanted: &[Ask]) -> Vec<String> {
    let own = own_words(ask, wanted).into_iter();
    own.filter(|word| !is_manner(word)).collect()
}

fn names(own: &[String], text: &str) -> bool {
    let said = words(text);
    own.iter().any(|word| said.contains(word))
}

/// The words by which a thing is called, up to what it is about: "no trouble sending the plan" and
/// 没有平面图的水印 speak of no plan.
fn thing(rest: &str, own: &[String]) -> String {
    if rest.chars().any(is_han) {
        let here = rest.split([',', '，', '。', ';', '；']).next();
        let here = here.unwrap_or_default();
        return here
            .rsplit_once('的')
            .map_or(here, |(_, head)| head)
            .to_owned();
    }
    let own = |word: &str| own.iter().any(|own| own == word);
    let ends = |word: &str| {
        !own(word)
            && (words_en::not_here::UP_TO.contains(&word)
                || word.len() > 4 && word.ends_with("ing"))
    };
    let words = rest.split_whitespace().take(NEAR);
    let words = words.take_while(|word| !ends(word));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::{sample, signals};

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
            (
                "I don't have the roof plan at hand, I will mail it on 25 September.",
                None,
            ),
            (
                "We do not have the roof plan in digital form. We will post it on Friday.",
                None,
            ),
            ("I don't have the roof plan ready.", None),
            ("We have no trouble sending the roof plan.", None),
            ("We have no objection to the roof plan.", None),
            (
                "We have no roof plan as PDF, only on paper, I'll scan it by Friday.",
                None,
            ),
            ("Both attached, we have no newer roof plan.", None),
            (
                "Both are attached. We have no roof plan of the annex.",
                None,
            ),
            ("Please confirm that you have received the roof plan.", None),
            (
                "We have no roof plan, the photos follow on Friday.",
                Some(NONE),
            ),
            (
                "We have no roof plan, the rest comes on Friday.",
                Some(NONE),
            ),
            ("我手上没有屋顶图，周五发您。", None),
            ("屋顶图我这里没有，让同事周五发给您。", None),
            ("都在附件里，我们没有更清晰的屋顶图。", None),
            ("照片里没有屋顶图的标注。", None),
            ("没有屋顶图，照片周五发您。", Some(NONE)),
            (
                "Please do not take the roof plan from our website, the right one follows on Friday.",
                None,
            ),
            (
                "The old roof plan was only a draft, this is the final one.",
                None,
            ),
            ("屋顶图还没有定稿，周五发您。", None),
            ("别用去年的屋顶图，新的周五发您。", None),
            ("之前的屋顶图是初稿，这份是终稿。", None),
        ] {
            let sentences = clauses::sentences(own);
            let told = not_here(
                wanted.last().expect("two"),
                &wanted,
                &sentences,
                &signals::marks(&sentences, &sample::answer("Brochure", own).dates),
            );
            if told.as_ref().map(|told| told.0) != want {
                wrong.push((own, told));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
