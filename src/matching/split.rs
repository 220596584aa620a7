//! One mail, several candidates: those its own words select, or none.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Fit, Said};
use super::tail::Tails;
use super::words::telling;
use crate::model::{Item, ItemId, Kind};

/// The candidates the words select, each with its own reason; empty if they select none.
///
/// Closed candidates are selected only by their numbers: everything weaker goes to open ones.
pub(super) fn select(candidates: &[Item], said: &Said<'_>) -> BTreeMap<ItemId, Fit> {
    let open: Vec<&Item> = candidates
        .iter()
        .filter(|item| item.closed.is_none())
        .collect();
    let mut selected: BTreeMap<ItemId, Fit> = BTreeMap::new();
    let tails = Tails::new(candidates);
    for item in candidates {
        if let Some(fit) = said.names(item).or_else(|| said.tail(item, &tails)) {
            selected.insert(item.id, fit);
        }
    }
    // An amount two candidates share tells nothing.
    let by_amount: Vec<(ItemId, Fit)> = open
        .iter()
        .filter(|item| !selected.contains_key(&item.id))
        .filter_map(|item| Some((item.id, said.amount(item)?)))
        .collect();
    let amounts: Vec<&str> = by_amount
        .iter()
        .map(|(_, fit)| fit.words.as_str())
        .collect();
    for (id, fit) in &by_amount {
        let named_otherwise = candidates.iter().any(|item| {
            selected.contains_key(&item.id)
                && said.amount(item).is_some_and(|f| f.words == fit.words)
        });
        if amounts.iter().filter(|words| **words == fit.words).count() == 1 && !named_otherwise {
            selected.insert(*id, fit.clone());
        }
    }
    // Who names one invoice by number means that one, whatever words its sisters share.
    let invoice_named = candidates
        .iter()
        .any(|item| item.kind == Kind::Invoice && selected.contains_key(&item.id));
    let shared = Shared::of(open.iter().copied());
    for item in &open {
        let settled =
            selected.contains_key(&item.id) || invoice_named && item.kind == Kind::Invoice;
        if !settled && let Some(fit) = said.content(item, &shared.with(item)) {
            selected.insert(item.id, fit);
        }
    }
    by_kind(&open, said, &mut selected);
    selected
}

/// Adds what the kind of answer alone tells: "paid" is about the one invoice, "here it is" about
/// the one request, "both" about all.
fn by_kind(open: &[&Item], said: &Said<'_>, selected: &mut BTreeMap<ItemId, Fit>) {
    let all = said.all_of_them();
    for kind in [Kind::Invoice, Kind::Request] {
        let Some(fit) = said.kind(kind) else { continue };
        let of_kind: Vec<&&Item> = open.iter().filter(|item| item.kind == kind).collect();
        if of_kind.iter().any(|item| selected.contains_key(&item.id)) {
            continue;
        }
        match (of_kind.as_slice(), all) {
            ([only], _) => {
                selected.insert(only.id, fit);
            }
            (several, Some(words)) => {
                for item in several {
                    selected.insert(
                        item.id,
                        Fit {
                            words: words.trim().to_owned(),
                            ..fit.clone()
                        },
                    );
                }
            }
            _ => {}
        }
    }
    if let (true, Some(words)) = (selected.is_empty(), all) {
        for item in open {
            selected.insert(
                item.id,
                Fit {
                    rule: "content",
                    words: words.trim().to_owned(),
                    score: 0.5,
                },
            );
        }
    }
}

/// The telling words of candidates, and in how many of them each stands.
pub(super) struct Shared {
    counts: BTreeMap<String, usize>,
    told: BTreeMap<ItemId, BTreeSet<String>>,
}

impl Shared {
    pub(super) fn of<'i>(candidates: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut told = BTreeMap::new();
        for item in candidates {
            let words = told_by(item);
            for word in &words {
                let count = counts.entry(word.clone()).or_default();
                *count = count.saturating_add(1);
            }
            told.insert(item.id, words);
        }
        Self { counts, told }
    }

    /// Telling words of one candidate that others have as well.
    pub(super) fn with(&self, item: &Item) -> BTreeSet<String> {
        let words = self.told.get(&item.id).into_iter().flatten();
        let shared = |word: &&String| self.counts.get(*word).is_some_and(|count| *count > 1);
        words.filter(shared).cloned().collect()
    }
}

fn told_by(item: &Item) -> BTreeSet<String> {
    let mut words = telling(&item.subject);
    for ask in &item.asks {
        words.append(&mut telling(&ask.text));
    }
    words
}
