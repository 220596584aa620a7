//! Material spoken of in the thread of an invoice: it is no money, whoever owes it.

use super::heads::stands_for;
use super::kinds;
use super::portions::{Portion, refers_back};
use super::words::telling;
use crate::interpret;
use crate::model::{Ask, Item, Kind, Reading};

/// What an answer in the thread of invoices says of the material of requests beside them and of the
/// rest. `within`: those it is matched to; `others`: further open items. `None` where it promises
/// nothing that one of them asks for.
#[must_use]
pub fn material_beside(
    within: &[Item],
    others: &[Item],
    reading: &Reading,
) -> Option<Vec<Portion>> {
    if within.is_empty() || within.iter().any(|item| item.kind != Kind::Invoice) {
        return None;
    }
    let requests: Vec<&Item> = others
        .iter()
        .filter(|item| item.kind == Kind::Request && item.closed.is_none())
        .collect();
    let mut own: Vec<(&Item, String)> = Vec::new();
    let mut rest = String::new();
    let mut about: Vec<&Item> = Vec::new();
    for sentence in interpret::pieces(&reading.own_text) {
        if !sentence
            .clauses
            .first()
            .is_some_and(|first| refers_back(first))
        {
            about.clear();
        }
        let (mut theirs, mut others) = (Vec::new(), Vec::new());
        for clause in &sentence.clauses {
            let money = kinds::of_money(clause);
            let named = requests.iter().filter(|item| is_named(item, clause));
            let named: Vec<&Item> = named.copied().collect();
            let comes = interpret::speaks(clause) && !interpret::gives(clause) && !sentence.asks;
            if money || interpret::gives(clause) {
                about.clear();
            } else if comes && !named.is_empty() {
                about = named;
            }
            if about.is_empty() {
                others.push(clause.as_str());
            } else {
                theirs.push(clause.as_str());
            }
        }
        let mark = if sentence.asks { "?\n" } else { ".\n" };
        if !theirs.is_empty() {
            let words = theirs.join(", ") + mark;
            for item in &about {
                match own.iter_mut().find(|(known, _)| known.id == item.id) {
                    Some((_, text)) => text.push_str(&words),
                    None => own.push((item, words.clone())),
                }
            }
        }
        if !others.is_empty() {
            rest.push_str(&others.join(", "));
            rest.push_str(mark);
        }
    }
    if own.is_empty() {
        return None;
    }
    let portion = |item: &Item, text: String, named: String| Portion {
        item: item.id,
        text,
        named,
        others: Vec::new(),
        left_out: false,
    };
    let theirs = own.into_iter().map(|(item, text)| {
        let named = text.trim().to_owned();
        portion(item, text, named)
    });
    let rest = if interpret::speaks(&rest) {
        rest
    } else {
        String::new()
    };
    let bills = within
        .iter()
        .map(|item| portion(item, rest.clone(), String::new()));
    Some(theirs.chain(bills).collect())
}

/// Whether a clause names a thing an item still asks for: "two portraits of the board" are portraits.
fn is_named(item: &Item, clause: &str) -> bool {
    let said = telling(clause);
    let thing = |ask: &Ask| {
        let (thing, _) = ask.text.split_once(" of ")?;
        let mut back = thing.split_whitespace().rev().map(telling);
        back.find(|word| !word.is_empty())
    };
    stands_for(item, clause)
        || item
            .open_asks()
            .filter_map(thing)
            .any(|word| !word.is_disjoint(&said))
}
