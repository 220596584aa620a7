//! An offer named in the mail of an invoice: beside it, or as what the work was agreed on.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::opening_words as words;
use super::vocabulary::Class;
use crate::model::{DateSeen, MoneySeen};

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(OFFER, OFFER_EN, OFFER_ZH);
class!(AS_OFFERED, AS_OFFERED_EN, AS_OFFERED_ZH);
class!(PAPER, PAPER_EN, PAPER_ZH);

/// Without the words that only say what was agreed on: "as per our quote of May".
fn without_references(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut from = 0;
    for range in AS_OFFERED.all(plain) {
        out.push_str(plain.get(from..range.start).unwrap_or_default());
        from = from.max(range.end);
    }
    out.push_str(plain.get(from..).unwrap_or_default());
    out
}

/// Whether folded words speak of an offer that is made.
pub(super) fn made(plain: &str) -> bool {
    OFFER.is(plain) && OFFER.is(&without_references(plain))
}

/// Conjunctions that join an invoice and an offer.
const JOINS: &[&str] = &[
    " and ",
    " as well as ",
    " along with ",
    " together with ",
    " plus ",
    " with ",
    "以及",
    "及",
    "和",
    "与",
    "并",
];

/// Clauses, those that name both cut between them.
fn pieces(sentences: &[Sentence]) -> Vec<String> {
    let mut out = Vec::new();
    for clause in sentences.iter().flat_map(|s| &s.clauses) {
        let plain = clause.plain.as_str();
        let first = |class: &Class| class.all(plain).first().map(|range| range.start);
        let cut = first(&OFFER).zip(first(&PAPER)).and_then(|(offer, paper)| {
            let (from, to) = (offer.min(paper), offer.max(paper));
            let between = plain.get(from..to)?;
            let at = JOINS.iter().filter_map(|join| between.rfind(join)).max()?;
            plain.split_at_checked(from.saturating_add(at))
        });
        match cut {
            Some((left, right)) => out.extend([left.to_owned(), right.to_owned()]),
            None => out.push(plain.to_owned()),
        }
    }
    out
}

/// The sums and days of a mail that makes an offer beside its invoice, without those of the offer;
/// `None` if it bills nothing. `numbers`: the invoices named.
pub(super) fn set_aside(
    sentences: &[Sentence],
    numbers: &[String],
    money: &[MoneySeen],
    dates: &[DateSeen],
) -> Option<(Vec<MoneySeen>, Vec<DateSeen>)> {
    let (offers, rest): (Vec<String>, Vec<String>) =
        pieces(sentences).into_iter().partition(|piece| made(piece));
    let stands = |among: &[String], text: &str| {
        let text = clauses::fold(text.trim());
        among.iter().any(|piece| piece.contains(&text))
    };
    let bills = rest.iter().any(|piece| {
        let among = std::slice::from_ref(piece);
        PAPER.is(piece)
            && (numbers.iter().any(|number| stands(among, number))
                || money.iter().any(|sum| stands(among, &sum.text)))
    });
    let kept = |text: &str| stands(&rest, text) || !stands(&offers, text);
    let left: Vec<MoneySeen> = money.iter().filter(|m| kept(&m.text)).cloned().collect();
    (bills && !left.is_empty()).then(|| {
        let days = dates.iter().filter(|d| kept(&d.text)).cloned().collect();
        (left, days)
    })
}
