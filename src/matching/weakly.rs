//! What words name by little: one word, a joint, the other kind.

use super::heads::stands_for;
use super::kinds;
use super::names::Names;
use super::portions::{Told, refers_back, told};
use super::words::{stands_in, telling};
use super::{words_en, words_zh};
use crate::interpret;
use crate::model::{Item, Kind, Reading};

/// What pieces name by one word each; `None` unless they name several items, and none of them two.
pub(super) fn apart_by_single_words(names: &[Names], reading: &Reading) -> Option<Vec<Told>> {
    let told = told(names, reading, true);
    let pieces = || told.iter().flat_map(|sentence| &sentence.pieces);
    let mut named: Vec<usize> = pieces()
        .flat_map(|(_, named)| named.iter().map(|(item, _)| *item))
        .collect();
    named.sort_unstable();
    named.dedup();
    let clear = pieces().all(|(_, named)| named.len() < 2);
    (clear && named.len() > 1).then_some(told)
}

/// A question with a word that only one item has is about that one, and not about those named beside it.
pub(super) fn questions_of_one(names: &[Names], reading: &Reading, said: &mut [Told]) {
    let asks_of_nobody = |sentence: &Told| sentence.asks && sentence.names_nobody();
    if !said.iter().any(asks_of_nobody) {
        return;
    }
    for (sentence, weak) in said.iter_mut().zip(told(names, reading, true)) {
        let mut one: Vec<usize> = weak
            .pieces
            .iter()
            .flat_map(|(_, n)| n)
            .map(|n| n.0)
            .collect();
        one.dedup();
        if asks_of_nobody(sentence) && one.len() == 1 {
            *sentence = weak;
        }
    }
}

/// An item that nothing else names is named by a word only it has: by the noun of what it asks for
/// wherever that stands, by any other where nobody else is named and nothing is handed over.
pub(super) fn named_nowhere(items: &[Item], names: &[Names], told: &mut [Told]) {
    for (at, (item, own)) in items.iter().zip(names).enumerate() {
        let pieces = || told.iter().flat_map(|sentence| &sentence.pieces);
        if pieces().any(|(_, named)| named.iter().any(|n| n.0 == at)) {
            continue;
        }
        let mut meant: Vec<(usize, usize, String)> = Vec::new();
        for (s, sentence) in told.iter().enumerate() {
            for (p, (piece, named)) in sentence.pieces.iter().enumerate() {
                let Some((_, word)) = own.by_a_word(piece) else {
                    continue;
                };
                if stands_for(item, &word) || named.is_empty() && !interpret::gives(piece) {
                    meant.push((s, p, word));
                }
            }
        }
        for (s, p, word) in meant {
            if let Some((_, named)) = told.get_mut(s).and_then(|t| t.pieces.get_mut(p)) {
                named.push((at, word));
            }
        }
    }
}

/// "Payment and portraits by Friday": a word only one item has, joined to what names another, names it where
/// nothing is handed over.
pub(super) fn named_beside(names: &[Names], told: &mut [Told]) {
    for (at, own) in names.iter().enumerate() {
        let pieces = || told.iter().flat_map(|sentence| &sentence.pieces);
        if pieces().any(|(_, named)| named.iter().any(|n| n.0 == at)) {
            continue;
        }
        for (piece, named) in told.iter_mut().flat_map(|sentence| &mut sentence.pieces) {
            if named.is_empty() || interpret::gives(piece) {
                continue;
            }
            let joins = words_en::JOINS.iter().chain(words_zh::JOINS);
            let parts = joins
                .filter_map(|join| piece.split_once(join))
                .flat_map(|(one, other)| [one, other]);
            let all = telling(piece);
            let others = |part: &str| names.iter().any(|n| n.named(part, &all).is_some());
            let word = parts
                .filter(|part| !others(part))
                .find_map(|part| own.by_a_word(part));
            if let Some((_, word)) = word {
                named.push((at, word));
            }
        }
    }
}

/// Of a request and an invoice only the money is spoken of by name: what else is to come is the material.
pub(super) fn the_other_kind(items: &[Item], told: &mut [Told]) {
    let at = |kind: Kind| items.iter().position(|item| item.kind == kind);
    let (2, Some(request), Some(_)) = (items.len(), at(Kind::Request), at(Kind::Invoice)) else {
        return;
    };
    let named = |n: usize| {
        let mut all = told.iter().flat_map(|t| &t.pieces).flat_map(|(_, n)| n);
        all.any(|(item, _)| *item == n)
    };
    if named(request) {
        return;
    }
    for sentence in told.iter_mut().filter(|sentence| !sentence.asks) {
        for (piece, named) in &mut sentence.pieces {
            let comes = interpret::speaks(piece) && !interpret::gives(piece);
            if named.is_empty() && comes && !kinds::of_money(piece) && !refers_back(piece) {
                named.push((request, piece.trim().to_owned()));
            }
        }
    }
}

/// "The others follow next week", beside one that is named: said of all that are not, and of what is left of
/// a named one that has parts.
pub(super) fn the_rest(items: &[Item], told: &mut [Told]) {
    let pieces = || told.iter().flat_map(|sentence| &sentence.pieces);
    let is_named = |at: usize| pieces().any(|(_, named)| named.iter().any(|n| n.0 == at));
    let has = |piece: &str, english: &[&str], chinese: &[&str]| {
        let plain = piece.to_lowercase();
        english.iter().any(|word| stands_in(&plain, word))
            || chinese.iter().any(|word| plain.contains(word))
    };
    let of_parts = pieces().any(|(piece, named)| {
        !named.is_empty() && has(piece, words_en::IN_PART, words_zh::IN_PART)
    });
    let parts = |item: &Item| match &item.invoice {
        Some(invoice) => invoice.instalments.len() > 1,
        None => item.open_asks().count() > 1,
    };
    let others: Vec<usize> = (0..items.len()).filter(|at| !is_named(*at)).collect();
    if others.is_empty() || others.len() == items.len() {
        return;
    }
    let left = items.iter().enumerate();
    let left = left.filter(|(at, item)| others.contains(at) || of_parts || parts(item));
    let left: Vec<usize> = left.map(|(at, _)| at).collect();
    for (piece, named) in told.iter_mut().flat_map(|sentence| &mut sentence.pieces) {
        let rest = has(piece, words_en::REST, words_zh::REST) && !interpret::gives(piece);
        if named.is_empty() && rest {
            named.extend(left.iter().map(|at| (*at, piece.trim().to_owned())));
        }
    }
}
