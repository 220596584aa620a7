//! "Two of the three quotes are attached": fewer of a thing than were asked for.

use std::sync::LazyLock;

use super::answers::{is_manner, own_words, words};
use super::clauses::Sentence;
use super::signals::{Fact, Mark};
use super::vocabulary::{Class, WORDS};
use super::{words_en, words_zh};
use crate::model::{Ask, is_han};

static SHARE: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::share::SHARE, words_zh::share::SHARE));
static LACKS: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::share::LACKS, words_zh::share::LACKS));

static VERSION: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::share::VERSION, words_zh::share::VERSION));

/// Words behind a share that name what it is of.
const NAME: usize = 3;

/// The words that give only some of what an ask names, if a sentence does.
pub(super) fn only_some(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
) -> Option<String> {
    let own: Vec<String> = own_words(ask, wanted)
        .into_iter()
        .filter(|word| !is_manner(word))
        .collect();
    let names = |text: &str| {
        let said = words(text);
        own.iter().any(|word| said.contains(word))
    };
    let given = |(s, c): (usize, usize)| {
        let clause = sentences.get(s).and_then(|s| s.clauses.get(c));
        clause.is_some_and(|clause| names(&clause.plain) && shares(&clause.plain).is_empty())
    };
    let gives = |s: usize, c: usize| {
        let at = |m: &&Mark| m.at.0 == s && m.fact == Fact::Given;
        let here = |m: &Mark| m.at == (s, c);
        let of_all = || sentences.get(s).is_some_and(|s| WORDS.whole.is(&s.plain));
        marks.iter().filter(at).any(here)
            || !marks.iter().any(here)
                && marks.iter().any(|m| at(&m))
                && !of_all()
                && !marks.iter().filter(at).any(|m| m.at.1 < c && given(m.at))
    };
    let found = sentences.iter().enumerate().find(|(s, sentence)| {
        let mut named = false;
        sentence.clauses.iter().enumerate().any(|(c, clause)| {
            let plain = clause.plain.as_str();
            let share = |range: std::ops::Range<usize>| names(&what_it_is_of(plain, &range));
            if gives(*s, c) && shares(plain).into_iter().any(share) {
                return true;
            }
            // "The quotes are attached, one is still missing".
            if named && !names(plain) && LACKS.is(plain) {
                return true;
            }
            named = names(plain) && (several(plain, &own) || plain.chars().any(is_han));
            false
        })
    });
    found
        .map(|(_, sentence)| sentence.words.clone())
        .or_else(|| version_to_come(ask, wanted, sentences, marks))
}

/// "The profile is attached, the German version is still being translated": the words by which another
/// version of what was given is to come.
fn version_to_come(
    ask: &Ask,
    wanted: &[Ask],
    sentences: &[Sentence],
    marks: &[Mark],
) -> Option<String> {
    let mut given: Vec<u32> = Vec::new();
    let mut last = None;
    for (s, sentence) in sentences.iter().enumerate() {
        for (c, clause) in sentence.clauses.iter().enumerate() {
            let plain = clause.plain.as_str();
            let is = |facts: &[Fact]| {
                let mut here = marks.iter().filter(|m| m.at == (s, c));
                here.any(|m| facts.contains(&m.fact))
            };
            let mut named: Vec<(usize, u32)> = wanted
                .iter()
                .filter_map(|ask| Some((last_named(ask, wanted, plain)?, ask.n)))
                .collect();
            named.sort_unstable();
            let of_it = match named.as_slice() {
                [] => last == Some(ask.n),
                named => named.iter().any(|(_, n)| *n == ask.n) && given.contains(&ask.n),
            };
            if of_it && VERSION.is(plain) && is(&[Fact::Promise, Fact::Undone]) {
                return Some(sentence.words.clone());
            }
            if let Some((_, nearest)) = named.last() {
                let gives = is(&[Fact::Given]);
                last = gives.then_some(*nearest);
                given.extend(named.iter().filter(|_| gives).map(|(_, n)| *n));
            }
        }
    }
    None
}

/// Where a clause last names an ask by a word of its own.
fn last_named(ask: &Ask, wanted: &[Ask], plain: &str) -> Option<usize> {
    let own = own_words(ask, wanted);
    let said = words(plain);
    let own = own.iter().filter(|w| !is_manner(w) && said.contains(w));
    own.map(|word| plain.rfind(word.as_str()).unwrap_or(0))
        .max()
}

/// Whether a thing is named in the plural: "one is missing" behind the logo is another thing.
fn several(plain: &str, own: &[String]) -> bool {
    let mut plural = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.ends_with('s'));
    plural.any(|word| words(word).iter().any(|w| own.contains(w)))
}

/// Whether what is said of one ask gives only some of it.
pub(super) fn is_some_of_it(text: &str) -> bool {
    let plain = super::clauses::fold(text);
    !shares(&plain).is_empty() || LACKS.is(&plain)
}

/// Where a text speaks of some of several: not of "three of the three", nor of "the last two of the three".
fn shares(plain: &str) -> Vec<std::ops::Range<usize>> {
    let mut all = SHARE.all(plain);
    all.retain(|range| {
        let before = plain.get(..range.start).unwrap_or_default();
        let word = before.split_whitespace().next_back().unwrap_or_default();
        let said = plain.get(range.clone()).unwrap_or_default();
        let mut counts = said.split(|c: char| !c.is_alphanumeric()).filter_map(count);
        let whole = match (counts.next(), counts.next_back()) {
            (Some(one), Some(all)) => one >= all,
            _ => false,
        };
        let belongs = said.starts_with("part") && words_en::share::BELONGS.contains(&word);
        !whole && !belongs && !words_en::share::NOT_BEHIND.contains(&word)
    });
    all
}

fn count(word: &str) -> Option<usize> {
    let spelt = words_en::share::NUMBERS.iter().position(|n| *n == word);
    spelt.map_or_else(|| word.parse().ok(), |at| at.checked_add(1))
}

/// What a share is a share of: in English what stands behind it, in Chinese what it stands amid.
fn what_it_is_of(plain: &str, range: &std::ops::Range<usize>) -> String {
    let behind = plain.get(range.end..).unwrap_or_default();
    if !plain.chars().any(is_han) {
        let name: Vec<&str> = behind.split_whitespace().take(NAME).collect();
        return name.join(" ");
    }
    const JOINTS: &[char] = &['、', ',', '和', '及', '与'];
    let before = plain.get(..range.start).unwrap_or_default();
    let before = before.rsplit(JOINTS).next().unwrap_or_default();
    let behind = behind.split(JOINTS).next().unwrap_or_default();
    let said = plain.get(range.clone()).unwrap_or_default();
    [before, said, behind].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::sample::{self, answer};
    use crate::interpret::{clauses, signals};

    #[test]
    fn some_of_a_thing_is_told_from_the_whole_and_from_its_details() {
        let english = [
            "the three offers for the floor",
            "portraits of the board",
            "the logo",
        ];
        let chinese = ["三家的样品", "员工照片", "标志"];
        let mut wrong = Vec::new();
        for (text, want) in [
            ("Two of the three offers are attached.", vec![1]),
            ("Attached are two of the offers and the logo.", vec![1]),
            ("Some of the portraits are in the folder.", vec![2]),
            ("I have sent you most of our portraits.", vec![2]),
            ("Here is half of the portraits.", vec![2]),
            ("Attached: 2 of 3 offers.", vec![1]),
            (
                "The portraits are attached, two are still missing.",
                vec![2],
            ),
            ("三家样品里的两家已寄出。", vec![1]),
            ("先发您两张照片，标志见附件。", vec![2]),
            ("部分照片见附件。", vec![2]),
            ("照片见附件，还差两张。", vec![2]),
            ("员工照片的一部分已上传。", vec![2]),
            ("All three of the offers are attached.", vec![]),
            ("All of the portraits are attached.", vec![]),
            ("Three of the three offers are attached.", vec![]),
            (
                "The remaining two of the three offers are attached.",
                vec![],
            ),
            ("The last of the three offers is attached.", vec![]),
            ("One of our colleagues has sent you the offers.", vec![]),
            (
                "Some of the portraits are black and white, all are attached.",
                vec![],
            ),
            (
                "The logo is part of the portraits folder, both attached.",
                vec![],
            ),
            (
                "The logo and the offers are attached, two of the offers are from Spain.",
                vec![],
            ),
            ("标志和照片见附件，大部分照片是老照片。", vec![]),
            ("Attached are the logo, two of the offers.", vec![1]),
            ("The three offers are attached.", vec![]),
            ("三家的样品都已寄出。", vec![]),
            ("市场部分享了照片，见附件。", vec![]),
            ("全部照片见附件。", vec![]),
            (
                "The logo is attached, the white version will follow.",
                vec![3],
            ),
            (
                "Offers and logo attached. The dark version of the logo comes tomorrow.",
                vec![3],
            ),
            (
                "The logo is attached, the English version of the offers will follow.",
                vec![],
            ),
            ("The white version of the logo is attached.", vec![]),
            ("标志见附件，横版，竖版还在做。", vec![3]),
            ("标志和照片见附件，高清版稍后补发。", vec![2]),
            ("标志见附件，中文版和英文版都在里面。", vec![]),
            ("标志见附件，您的新版我明天看。", vec![]),
            ("标志和照片见附件，两张都是横版。", vec![]),
            ("三张照片见附件。", vec![]),
            ("我们财务部分两次寄出了样品。", vec![]),
        ] {
            let reading = answer("papers", text);
            let sentences = clauses::sentences(&reading.own_text);
            let marks = signals::marks(&sentences, &reading.dates);
            let asks = if text.is_ascii() { english } else { chinese };
            let asks = sample::asks(&asks);
            let some = |ask: &&Ask| only_some(ask, &asks, &sentences, &marks).is_some();
            let got: Vec<u32> = asks.iter().filter(some).map(|ask| ask.n).collect();
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
