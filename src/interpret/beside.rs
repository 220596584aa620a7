//! What the mail of an invoice asks for besides the money: "please also send us the signed acceptance".

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::opening::Letter;
use super::vocabulary::Class;
use super::{asks, beside_words as words, list_mark, one_line};
use crate::model::{DateSeen, is_han};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(THING, THING_EN, THING_ZH);
class!(OF_PAYING, OF_PAYING_EN, OF_PAYING_ZH);

/// A mail's words parted into those about the money and those about the material.
pub(super) struct Parted {
    /// Sentences about the money, and all that are about neither.
    pub(super) money: Vec<Sentence>,
    /// Sentences about what is asked for besides.
    pub(super) things: Vec<Sentence>,
    /// What is asked for, one by one.
    pub(super) asks: Vec<String>,
}

/// Words that name no thing: "we need it".
const IDLE: &[&str] = &[
    "we", "i", "you", "need", "want", "send", "it", "them", "this", "these", "that", "both", "all",
    "please", "back", "us", "me", "to", "as", "well", "also",
];

/// Parts the words of an invoice's mail. `None` if it asks for nothing but the money. `of_money` tells
/// words about money.
pub(super) fn part(
    letter: &Letter<'_>,
    whole: &str,
    of_money: &dyn Fn(&str) -> bool,
) -> Option<Parted> {
    let announces = |s: &Sentence| s.plain.ends_with(':');
    let asked = |s: &Sentence| THING.is(&s.plain) && (asks::asks(s) || announces(s));
    if !letter.sentences.iter().any(asked) {
        return None;
    }
    let paying = |plain: &str| of_money(plain) || OF_PAYING.is(plain);
    let (mut money, mut things) = (Vec::new(), Vec::new());
    // What names neither goes on about what was named last.
    let mut at_things = false;
    for piece in letter.sentences.iter().flat_map(|s| apart(s, &paying)) {
        if paying(&piece.plain) {
            at_things = false;
        } else if asked(&piece) {
            at_things = true;
        }
        if at_things {
            things.push(piece);
        } else {
            money.push(piece);
        }
    }
    let mut asks = listed(letter, whole, &things);
    if asks.is_empty() {
        let found: Vec<Sentence> = things.iter().filter(|s| asked(s)).cloned().collect();
        asks = asks::find("", &found, whole, letter.dates);
    }
    asks.retain(|ask| {
        let plain = clauses::fold(ask);
        let mut words = plain.split_whitespace();
        !paying(&plain) && !words.all(|word| IDLE.contains(&word))
    });
    (!asks.is_empty()).then_some(Parted {
        money,
        things,
        asks,
    })
}

/// The list of the mail, as far as it stands among what is asked for besides.
fn listed(letter: &Letter<'_>, whole: &str, things: &[Sentence]) -> Vec<String> {
    let own = one_line::spread(letter.own, true);
    if !own.lines().any(|l| list_mark::list_mark(l).is_some()) {
        return Vec::new();
    }
    let marked: Vec<&str> = own.lines().filter_map(list_mark::list_mark).collect();
    let mut list = asks::find(letter.own, things, whole, letter.dates);
    list.retain(|ask| {
        let stands = things.iter().any(|s| s.words.contains(ask.as_str()));
        stands && marked.iter().any(|text| text.contains(ask.as_str()))
    });
    list
}

/// Where a second thing to do begins in a sentence.
const JOINS: &[&str] = &[
    " and please ",
    " and also ",
    " and kindly ",
    " and send ",
    " and return ",
    " and provide ",
    " and let us have ",
    " and sign ",
    " and share ",
    " and upload ",
    " as well as ",
    ",并",
    ",同时",
    ",另",
    ",也请",
    ",再",
    ",请",
    ",麻烦",
];

/// "Please pay the invoice by Friday and return the signed copy": one sentence, two things to do.
fn apart(sentence: &Sentence, paying: &dyn Fn(&str) -> bool) -> Vec<Sentence> {
    let cut = JOINS.iter().find_map(|join| {
        let at = sentence.plain.find(join)?;
        let (left, right) = (sentence.plain.get(..at)?, sentence.plain.get(at..)?);
        (paying(left) != paying(right) && THING.is(if paying(left) { right } else { left }))
            .then_some(left.chars().count())
    });
    let Some(cut) = cut else {
        return vec![sentence.clone()];
    };
    let left: String = sentence.words.chars().take(cut).collect();
    let right: String = sentence.words.chars().skip(cut).collect();
    let right = right
        .trim_start_matches([' ', ',', '，'])
        .trim_start_matches("and ")
        .trim_start_matches("as well as ");
    // What the first part asked politely the second asks as well.
    let right = if asks::asks(sentence) && !right.chars().any(is_han) {
        format!("please {right}")
    } else {
        right.to_owned()
    };
    let mut out = clauses::sentences(&left);
    out.extend(clauses::sentences(&right));
    for piece in &mut out {
        piece.asks = sentence.asks;
    }
    out
}

/// The dates that stand in these sentences.
pub(super) fn dates_in(dates: &[DateSeen], sentences: &[Sentence]) -> Vec<DateSeen> {
    let stands = |seen: &&DateSeen| {
        let text = clauses::fold(seen.text.trim());
        sentences.iter().any(|s| s.plain.contains(&text))
    };
    dates.iter().filter(stands).cloned().collect()
}
