//! The order of product.md 2, one method each: thread, tag, numbers and amounts, subject, content.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Fit, Said};
use super::quoted::Quoted;
use super::tail::Tails;
use super::thread::Thread;
use super::{Hit, Lookup, Match, number_key, split, tag};
use crate::model::{ClientKey, Evidence, Item, ItemId, Kind, Mail, Reply};

/// One mail's search.
pub(super) struct Search<'s, L> {
    pub(super) mail: &'s Mail,
    /// With its subject.
    pub(super) said: &'s Said<'s>,
    /// Without.
    pub(super) own: &'s Said<'s>,
    pub(super) client: Option<&'s ClientKey>,
    pub(super) lookup: &'s L,
}

impl<L: Lookup> Search<'_, L> {
    /// (a) In-Reply-To and References.
    pub(super) fn by_thread(&self, thread: &Thread) -> Result<Match, L::Error> {
        let why = |item: &Item, fit: Option<&Fit>| {
            let id = thread
                .all
                .iter()
                .find(|(known, _)| *known == item.id)
                .map_or("", |(_, id)| id.as_str());
            let words = fit.map_or_else(|| id.to_owned(), |fit| format!("{id}: {}", fit.words));
            let score = if thread.direct.contains(&item.id) {
                0.99
            } else {
                0.95
            };
            self.hit(item, "reply-in-thread", &words, score)
        };
        let ids: Vec<ItemId> = thread.all.iter().map(|(id, _)| *id).collect();
        let items = self.items(&ids)?;
        let elsewhere = self.named_elsewhere(&items)?;
        let selected = if items.len() > 1 || !elsewhere.is_empty() {
            split::select(&items, self.own)
        } else {
            BTreeMap::new()
        };
        let mut hits: Vec<Hit> = items
            .iter()
            .filter_map(|item| selected.get(&item.id).map(|fit| why(item, Some(fit))))
            .collect();
        if hits.is_empty() {
            let direct: Vec<&Item> = items
                .iter()
                .filter(|item| thread.direct.contains(&item.id))
                .collect();
            let first = if direct.is_empty() {
                items.iter().collect()
            } else {
                direct
            };
            let asked = open_first(&first);
            hits = asked.iter().map(|item| why(item, None)).collect();
            if asked.len() > 1 {
                hits.extend(elsewhere.iter().map(|(item, fit)| self.fitted(item, fit)));
                return Ok(Match::Ambiguous(hits));
            }
            // Its words name another invoice than the thread is about: "that one" would be a guess
            // wherever one answer can settle either.
            let unclear = |item: &Item| item.kind == Kind::Invoice && item.closed.is_none();
            if !elsewhere.is_empty() && asked.iter().any(|item| unclear(item)) {
                hits.extend(elsewhere.iter().map(|(item, fit)| self.fitted(item, fit)));
                return Ok(Match::Ambiguous(hits));
            }
            if !elsewhere.is_empty() && asked.iter().all(|item| item.closed.is_some()) {
                hits.clear();
            }
        }
        hits.extend(elsewhere.iter().map(|(item, fit)| self.fitted(item, fit)));
        Ok(Match::of(hits))
    }

    /// Open items of the sender's client outside the thread whose invoice number the mail quotes.
    fn named_elsewhere(&self, thread: &[Item]) -> Result<Vec<(Item, Fit)>, L::Error> {
        let mut found: Vec<(Item, Fit)> = Vec::new();
        let (Some(client), false) = (self.client, thread.is_empty()) else {
            return Ok(found);
        };
        for number in self.own.numbers() {
            if thread.iter().any(|item| has_number(item, number)) {
                continue;
            }
            for item in self.items(&self.lookup.by_invoice_number(client, number)?)? {
                if item.closed.is_none() && !found.iter().any(|(known, _)| known.id == item.id) {
                    found.push((
                        item,
                        Fit {
                            rule: "invoice-number",
                            words: number.clone(),
                            score: 0.95,
                        },
                    ));
                }
            }
        }
        Ok(found)
    }

    /// (b) Tags.
    pub(super) fn by_tag(&self) -> Result<Match, L::Error> {
        let tagged = tag::follow(self.mail, self.client, self.lookup)?;
        Ok(Match::of(
            tagged
                .iter()
                .map(|t| self.hit(&t.item, t.rule, &t.words, t.score))
                .collect(),
        ))
    }

    /// (c) Invoice numbers and amounts.
    pub(super) fn by_words(&self, client: &ClientKey, open: &[Item]) -> Result<Match, L::Error> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut unclear = false;
        for number in self.said.numbers() {
            let items = self.items(&self.lookup.by_invoice_number(client, number)?)?;
            let asked = open_first(&items.iter().collect::<Vec<_>>());
            unclear |= asked.len() > 1 && asked.iter().any(|item| item.closed.is_none());
            let fit = Fit {
                rule: "invoice-number",
                words: number.clone(),
                score: 0.95,
            };
            let newest = asked
                .iter()
                .rev()
                .take(if unclear { usize::MAX } else { 1 });
            hits.extend(newest.map(|item| self.fitted(item, &fit)));
        }
        let tails = Tails::new(open);
        for item in open {
            if let Some(fit) = self
                .said
                .names(item)
                .filter(|fit| fit.rule == "invoice-number")
                .or_else(|| self.said.tail(item, &tails))
            {
                hits.push(self.fitted(item, &fit));
            }
        }
        if hits.is_empty() {
            let by_amount: Vec<(&Item, Fit)> = open
                .iter()
                .filter_map(|item| Some((item, self.said.amount(item)?)))
                .collect();
            unclear = by_amount.iter().enumerate().any(|(n, (_, fit))| {
                by_amount
                    .iter()
                    .skip(n.saturating_add(1))
                    .any(|(_, other)| other.words == fit.words)
            });
            hits = by_amount
                .iter()
                .map(|(item, fit)| self.fitted(item, fit))
                .collect();
        }
        let mut known = BTreeSet::new();
        hits.retain(|hit| known.insert(hit.item));
        if unclear && hits.len() > 1 {
            return Ok(Match::Ambiguous(hits));
        }
        Ok(Match::of(hits))
    }

    /// The items whose mails it quotes, told apart by its own words where it quotes several. Against
    /// a subject that names others only where they are most of what it quotes.
    pub(super) fn by_quotes(&self, client: &ClientKey, quoted: &Quoted) -> Result<Match, L::Error> {
        let found = quoted.items();
        let ids: Vec<ItemId> = found.iter().map(|(id, _)| *id).collect();
        if !ids.is_empty() && !quoted.is_mostly(&ids) {
            let named = self.subject_items(client)?;
            let open = named.iter().any(|item| item.closed.is_none());
            if open && !named.iter().any(|item| ids.contains(&item.id)) {
                return Ok(Match::Nothing);
            }
        }
        let items: Vec<Item> = self.items(&ids)?;
        let asked = open_first(&items.iter().collect::<Vec<_>>());
        let words = |id: ItemId| {
            found
                .iter()
                .find(|(known, _)| *known == id)
                .map_or("", |f| f.1)
        };
        let why = |item: &Item| self.hit(item, "quoted-text", words(item.id), 0.9);
        match asked.as_slice() {
            [] => Ok(Match::Nothing),
            [only] => Ok(Match::Items(vec![why(only)])),
            // Of closed ones the newest: the others are its forerunners.
            [.., newest] if newest.closed.is_some() => Ok(Match::Items(vec![why(newest)])),
            several => Ok(self.of_several(several, why)),
        }
    }

    /// (d) The same base subject: the open one; of closed ones the newest.
    pub(super) fn by_subject(
        &self,
        client: &ClientKey,
        quoted: &Quoted,
    ) -> Result<Match, L::Error> {
        let items = self.subject_items(client)?;
        let asked = open_first(&items.iter().collect::<Vec<_>>());
        let base = self.base();
        let why = |item: &Item| self.hit(item, "base-subject", &base, 0.75);
        match asked.as_slice() {
            [] => Ok(Match::Nothing),
            [.., newest] if newest.closed.is_some() => Ok(Match::Items(vec![why(newest)])),
            [only] => Ok(Match::Items(vec![why(only)])),
            several => {
                let ids: Vec<ItemId> = several.iter().map(|item| item.id).collect();
                let near = quoted.among(&ids);
                let near: Vec<&Item> = several
                    .iter()
                    .copied()
                    .filter(|item| near.iter().any(|(id, _)| *id == item.id))
                    .collect();
                Ok(match near.as_slice() {
                    [] => self.of_several(several, why),
                    [only] => Match::Items(vec![why(only)]),
                    fewer => self.of_several(fewer, why),
                })
            }
        }
    }

    fn base(&self) -> String {
        self.mail.base_subject.trim().to_lowercase()
    }

    /// Items of this base subject, or of the one it had before; one letter is none.
    fn subject_items(&self, client: &ClientKey) -> Result<Vec<Item>, L::Error> {
        let base = self.base();
        for subject in std::iter::once(base.as_str()).chain(former(&base)) {
            if subject.chars().nth(1).is_some() {
                let items = self.items(&self.lookup.by_subject(client, subject)?)?;
                if !items.is_empty() {
                    return Ok(items);
                }
            }
        }
        Ok(Vec::new())
    }

    /// Those its own words select; else the one whose owner it is written to; else a person must say.
    fn of_several(&self, several: &[&Item], why: impl Fn(&Item) -> Hit) -> Match {
        let items: Vec<Item> = several.iter().map(|item| (*item).clone()).collect();
        let selected = split::select(&items, self.own);
        let with = |mut hit: Hit, words: &str| {
            hit.evidence.words = format!("{}: {words}", hit.evidence.words);
            hit
        };
        let hits: Vec<Hit> = several
            .iter()
            .filter_map(|item| Some(with(why(item), &selected.get(&item.id)?.words)))
            .collect();
        if !hits.is_empty() {
            return Match::Items(hits);
        }
        let written_to = |item: &&&Item| self.mail.recipients().any(|p| p.address == item.owner);
        let mut theirs = several.iter().filter(written_to);
        match (theirs.next(), theirs.next()) {
            (Some(only), None) => {
                let owner = only.owner.as_str();
                Match::Items(vec![with(why(only), owner)])
            }
            _ => Match::Ambiguous(several.iter().map(|item| why(item)).collect()),
        }
    }

    /// (e) Content that fits exactly one open item.
    pub(super) fn by_content(&self, open: &[Item]) -> Match {
        let mut hits: Vec<Hit> = open
            .iter()
            .filter_map(|item| Some(self.fitted(item, &self.said.content(item, &BTreeSet::new())?)))
            .collect();
        // "Paid" from a client who owes money is about that money; but an amount or a number that
        // fits nothing we know is about something we do not know.
        if hits.is_empty()
            && !self.said.names_money()
            && let Some(fit) = self.said.kind(Kind::Invoice)
        {
            let invoices = open.iter().filter(|item| item.kind == Kind::Invoice);
            hits = invoices.map(|item| self.fitted(item, &fit)).collect();
        }
        if hits.len() > 1 {
            // Words that only one of them has may still tell them apart.
            let candidates: Vec<&Item> = open
                .iter()
                .filter(|item| hits.iter().any(|hit| hit.item == item.id))
                .collect();
            let shared = split::Shared::of(candidates.iter().copied());
            let own: Vec<Hit> = candidates
                .iter()
                .filter_map(|item| {
                    let fit = self.said.content(item, &shared.with(item))?;
                    Some(self.fitted(item, &fit))
                })
                .collect();
            // One mail with the files or words of several: each has some that no other has.
            let gives = matches!(
                self.said.reply(),
                Reply::Delivered | Reply::Part | Reply::Payment
            );
            return if own.len() == 1 || gives && own.len() == hits.len() {
                Match::Items(own)
            } else {
                Match::Ambiguous(hits)
            };
        }
        Match::of(hits)
    }

    fn items(&self, ids: &[ItemId]) -> Result<Vec<Item>, L::Error> {
        let mut items = Vec::with_capacity(ids.len());
        for id in ids {
            items.extend(self.lookup.item(*id)?);
        }
        Ok(items)
    }

    fn fitted(&self, item: &Item, fit: &Fit) -> Hit {
        self.hit(item, fit.rule, &fit.words, fit.score)
    }

    fn hit(&self, item: &Item, rule: &str, words: &str, score: f32) -> Hit {
        Hit {
            item: item.id,
            evidence: Evidence::new(rule, Some(&self.mail.id()), words),
            score,
        }
    }
}

impl Match {
    fn of(hits: Vec<Hit>) -> Self {
        if hits.is_empty() {
            Self::Nothing
        } else {
            Self::Items(hits)
        }
    }
}

/// `Y` of `X (was: Y)`, the way to change a subject that keeps the thread in sight; lower case.
fn former(subject: &str) -> Option<&str> {
    let (_, was) = subject
        .rsplit_once("(was: ")
        .or_else(|| subject.rsplit_once("（原："))?;
    let was = was.strip_suffix([')', '）'])?.trim();
    Some(was.strip_prefix("re: ").unwrap_or(was))
}

/// The open ones; all if none is open.
fn open_first<'i>(items: &[&'i Item]) -> Vec<&'i Item> {
    let open: Vec<&Item> = items
        .iter()
        .copied()
        .filter(|item| item.closed.is_none())
        .collect();
    if open.is_empty() {
        items.to_vec()
    } else {
        open
    }
}

fn has_number(item: &Item, number: &str) -> bool {
    let key = number_key(number);
    item.invoice
        .iter()
        .flat_map(|invoice| &invoice.numbers)
        .any(|own| number_key(own) == key)
}
