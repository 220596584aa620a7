//! A delivery of less than one ask: some of the things it names, or another thing.

use std::sync::LazyLock;

use super::answers::{file_words, words};
use super::clauses;
use super::elsewhere::is_with_another;
use super::signals::{self, Fact};
use super::vocabulary::{Class, WORDS};
use super::{words_en, words_zh};
use crate::model::{Ask, Reading, is_han};

static OTHER: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::less::OTHER, words_zh::less::OTHER));
/// Courtesy around what was given: "if you have any questions".
static NO_OTHER: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::less::NO_OTHER, words_zh::less::NO_OTHER));

/// Why words and files that seem to deliver an ask may not deliver all of it, as a rule code: they name
/// only some of the things it joins ("the logo and the price list"), or something about it ("our comments
/// on the contract"). `names`: the files.
#[must_use]
pub fn gives_less(reading: &Reading, names: &[String], ask: &str) -> Option<&'static str> {
    let plain = clauses::fold(&reading.own_text);
    let asked = clauses::fold(ask);
    if !OTHER.is(&asked) && OTHER.is(&plain) {
        let sentences = clauses::sentences(&reading.own_text);
        let other =
            |s: &clauses::Sentence| OTHER.all(&s.plain).len() > NO_OTHER.all(&s.plain).len();
        if sentences.iter().any(other) {
            return Some("another-thing");
        }
    }
    let things: Vec<Vec<String>> = things(&asked)
        .iter()
        .map(|thing| words(thing))
        .filter(|words| !words.is_empty())
        .collect();
    if things.len() < 2 || WORDS.whole.is(&plain) {
        return None;
    }
    let mut said = words(&come(&plain));
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

/// What a text says without what it says of things to come, or of things others have: "the logo is attached, I'll ask about the number".
fn come(plain: &str) -> String {
    let sentences = clauses::sentences(plain);
    let marks = signals::marks(&sentences, &[]);
    let mut out = String::new();
    for (s, sentence) in sentences.iter().enumerate() {
        for (c, clause) in sentence.clauses.iter().enumerate() {
            let is = |facts: &[Fact]| {
                marks
                    .iter()
                    .any(|m| m.at == (s, c) && facts.contains(&m.fact))
            };
            let looks_into =
                WORDS.ack_action.is(&clause.plain) || WORDS.answer_later.is(&clause.plain);
            let passed_on = is_with_another(&clause.plain) || WORDS.wrong_person.is(&clause.plain);
            let later = is(&[Fact::Promise, Fact::Undone]) || looks_into || passed_on;
            if is(&[Fact::Given, Fact::Paid, Fact::Approval]) || !later {
                out.push_str(&clause.plain);
                out.push('\n');
            }
        }
    }
    out
}

/// Whether words hand things over, each by the name of an ask, and say no more: what else a clause says
/// may be an answer too, a thing without an ask may be one of them by another name, and what is said of
/// all, or of a place where more lies, is of more than it names.
#[must_use]
pub fn only_gives(own: &str, asks: &[Ask]) -> bool {
    let plain = clauses::fold(own);
    if WORDS.whole.is(&plain)
        || words_en::less::ALL_OR_ELSEWHERE
            .iter()
            .chain(words_zh::less::ALL_OR_ELSEWHERE)
            .any(|words| plain.contains(words))
    {
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
            let bare = words_zh::less::HANDS_OVER
                .iter()
                .fold(thing.clone(), |thing, words| thing.replace(words, ""));
            return bare.chars().filter(|c| is_han(*c)).count() < 2;
        }
        thing
            .split(|c: char| !c.is_alphanumeric())
            .all(|w| w.chars().count() < 3 || words_en::less::HANDS_OVER.contains(&w))
    })
}

/// Somebody is spoken to before it is said: a greeting, a name.
fn is_called(words: &str) -> bool {
    let plain = clauses::fold(words);
    let first = plain.split_whitespace().next().unwrap_or_default();
    let one = words.split_whitespace().count() == 1;
    // A plural that stands alone is a thing of a list.
    let name = one && words.chars().next().is_some_and(char::is_uppercase) && !plain.ends_with('s');
    let han = plain.chars().filter(|c| is_han(*c)).count();
    words_en::less::GREETING.contains(&first) || name || (1..=4).contains(&han)
}

/// A sentence that goes on with what the one before gave.
fn adds(plain: &str) -> bool {
    words_en::less::ADDED.iter().any(|end| plain.ends_with(end))
        || words_en::less::ADDS
            .iter()
            .chain(words_zh::less::ADDS)
            .any(|start| plain.starts_with(start))
}

/// A greeting, thanks, a name.
fn says_little(plain: &str) -> bool {
    let digits = plain.contains(|c: char| c.is_ascii_digit());
    let words = plain.split_whitespace().count();
    let han = plain.chars().filter(|c| is_han(*c)).count();
    WORDS.courtesy.is(plain) || WORDS.ack.is(plain) || !digits && words <= 3 && han <= 6
}

/// The things an ask joins.
fn things(asked: &str) -> Vec<String> {
    let mut text = asked.to_owned();
    for joint in words_en::less::JOINTS.iter().chain(words_zh::less::JOINTS) {
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
        let asks = crate::interpret::sample::asks(&asks);
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
                "标志见附件，价格表我明天问一下。",
                vec!["标志.ai"],
                "提供标志和价格表",
                Some("part-of-what"),
            ),
            (
                "Logo attached, I have to ask about the price list.",
                vec!["logo.ai"],
                "send the logo and the price list",
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
                "The signed contract is attached. If you have any questions, let me know.",
                vec!["contract.pdf"],
                "the signed contract",
                None,
            ),
            (
                "Signed and attached, please check.",
                vec!["contract.pdf"],
                "the signed contract",
                None,
            ),
            (
                "The contract is attached, we have no further comments.",
                vec!["contract.pdf"],
                "the signed contract",
                None,
            ),
            (
                "The contract with your corrections is attached.",
                vec!["contract.pdf"],
                "the signed contract",
                None,
            ),
            (
                "签好的合同见附件，请确认。",
                vec!["合同.pdf"],
                "签好的合同",
                None,
            ),
            (
                "合同见附件，如有意见请告知。",
                vec!["合同.pdf"],
                "签好的合同",
                None,
            ),
            (
                "合同的修改意见见附件。",
                vec!["合同.docx"],
                "签好的合同",
                Some("another-thing"),
            ),
            (
                "合同初稿见附件，请审。",
                vec!["合同.docx"],
                "签好的合同",
                Some("another-thing"),
            ),
            (
                "We have questions on the contract, see the file.",
                vec!["contract.docx"],
                "the signed contract",
                Some("another-thing"),
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
