//! What an item is called by in a mail about several.

use std::collections::BTreeSet;

use super::tail::{self, Tails};
use super::words::{is_pair, telling};
use super::{kinds, number, number_key, of_all, split, words_en, words_zh};
use crate::model::{Item, Kind};

/// The word for an invoice in a text in lower case.
pub(super) fn says_invoice(plain: &str) -> Option<&'static str> {
    let words = words_en::INVOICE.iter().chain(words_zh::INVOICE);
    let mut words = words.copied();
    words.find(|word| plain.contains(word))
}

/// What an item is called by.
pub(super) struct Names {
    /// Its invoice numbers, as compared.
    pub(super) numbers: Vec<String>,
    /// The last block of its number, where no other ends on it.
    pub(super) tail: Option<String>,
    tag: String,
    /// It is the only open invoice.
    the_invoice: bool,
    /// It is the only open request, and money is owed besides.
    the_request: bool,
    /// A request is open besides the money.
    beside_request: bool,
    /// Telling words of its asks and subject that no other item has.
    words: BTreeSet<String>,
    /// Asks of one telling word: that word names it alone.
    single: BTreeSet<String>,
}

/// Most words of an ask that one telling word of it stands for: "the logo as SVG".
const SHORT: usize = 5;

/// Whether a word of an ask may be its name: it is short and no question.
fn is_name(ask: &str) -> bool {
    let mut words = ask.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    words.count() < SHORT
        && !ask.contains(['?', '？'])
        && !words_en::ASKING.contains(&first.as_str())
}

/// Whether a sentence speaks of an item as one speaks of a thing: by most of what an ask or its subject is
/// called, something of it its own. A word or two of a long question may stand anywhere, and any word in
/// the address of a page.
pub(super) fn is_called(item: &Item, items: &[Item], sentence: &str) -> bool {
    let shared = split::Shared::of(items).with(item);
    let spoken = sentence.split_whitespace();
    let spoken: Vec<&str> = spoken.filter(|word| !word.contains("://")).collect();
    let said = telling(&spoken.join(" "));
    let asks = item.asks.iter().map(|ask| ask.text.as_str());
    asks.chain([item.subject.as_str()]).any(|text| {
        let name = telling(text);
        let hits = || name.iter().filter(|word| said.contains(*word));
        // Pairs of Chinese characters overlap: one word of two is a pair of three.
        let part = if name.iter().any(|word| is_pair(word)) {
            3
        } else {
            2
        };
        let most = match name.len() {
            0 => false,
            1 => is_name(text),
            all => hits().count() > 1 && hits().count().saturating_mul(part) > all,
        };
        most && hits().any(|word| !shared.contains(word))
    })
}

/// How surely it is named: by its number, by its words, by its kind.
pub(super) type Strength = u8;

impl Names {
    pub(super) fn of(item: &Item, items: &[Item]) -> Self {
        let shared = split::Shared::of(items).with(item);
        let numbers = item.invoice.iter().flat_map(|i| &i.numbers);
        let open = |kind: Kind| {
            let open = items.iter().filter(|i| i.closed.is_none());
            open.filter(|i| i.kind == kind).count()
        };
        let (invoices, requests) = (open(Kind::Invoice), open(Kind::Request));
        let is_open = |kind: Kind| item.kind == kind && item.closed.is_none();
        let own = |text: &str| -> BTreeSet<String> {
            telling(text).difference(&shared).cloned().collect()
        };
        let asks: Vec<BTreeSet<String>> = match item.kind {
            Kind::Request => item.asks.iter().map(|ask| own(&ask.text)).collect(),
            Kind::Invoice => Vec::new(),
        };
        let single = asks.iter().filter(|words| words.len() == 1).flatten();
        let mut words: BTreeSet<String> = asks.iter().flatten().cloned().collect();
        if item.kind == Kind::Request {
            words.append(&mut own(&item.subject));
        }
        Self {
            numbers: numbers
                .map(|n| number_key(n))
                .filter(|n| n.chars().count() >= 4)
                .collect(),
            tail: Tails::new(items).of(item).map(str::to_owned),
            // A client knows no number of an item but the one in a subject; his `#1` is of a list.
            tag: format!("[{}]", item.id),
            the_invoice: is_open(Kind::Invoice) && invoices == 1,
            the_request: is_open(Kind::Request) && requests == 1 && invoices > 0,
            beside_request: requests > 0,
            single: single.cloned().collect(),
            words,
        }
    }

    /// Words of its own in a piece, be it one.
    pub(super) fn by_a_word(&self, piece: &str) -> Option<(Strength, String)> {
        let said = telling(piece);
        let mut hits = self.words.iter().filter(|w| said.contains(*w));
        Some((1, hits.next()?.clone()))
    }

    pub(super) fn named(&self, piece: &str, all: &BTreeSet<String>) -> Option<(Strength, String)> {
        let number = |key: &&String| number::place(piece, key).is_some();
        if let Some(number) = self.numbers.iter().find(number) {
            return Some((3, number.clone()));
        }
        let plain = piece.to_lowercase();
        if let Some(tail) = self
            .tail
            .as_ref()
            .filter(|tail| tail::place(&plain, tail).is_some())
        {
            return Some((3, tail.clone()));
        }
        if super::words::stands_in(&plain, &self.tag) {
            return Some((3, self.tag.clone()));
        }
        let said = telling(piece);
        let hits: Vec<&str> = self
            .words
            .iter()
            .filter(|w| said.contains(*w))
            .map(String::as_str)
            .collect();
        let alone = hits.iter().any(|w| self.single.contains(*w));
        // One word of several may stand there by chance, unless the mail has more of them.
        let in_all = self.words.iter().filter(|w| all.contains(*w)).count();
        if !hits.is_empty() && (alone || in_all >= 2) {
            return Some((2, hits.join(" ")));
        }
        let payment = words_en::PAYMENT.iter().chain(words_zh::PAYMENT);
        let invoice = says_invoice(&plain).or_else(|| payment.copied().find(|w| plain.contains(w)));
        let papers = (words_en::NO_INVOICE.iter())
            .chain(words_zh::NO_INVOICE)
            .any(|w| plain.contains(w));
        if let Some(word) = invoice.filter(|_| self.the_invoice && !papers) {
            return Some((1, word.to_owned()));
        }
        self.by_kind(piece, papers)
    }

    /// Where there is one of each kind, what kind of thing a piece speaks of.
    fn by_kind(&self, piece: &str, papers: bool) -> Option<(Strength, String)> {
        // "All of it will be settled" is no word about the money alone.
        let of_all = of_all::is_all(piece) && !kinds::says_money(piece);
        let money = self.the_invoice && self.beside_request && !papers && !of_all;
        if money && kinds::money(piece) {
            return Some((1, piece.trim().to_owned()));
        }
        let word = kinds::material(piece).filter(|_| self.the_request)?;
        Some((1, word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::is_called;
    use crate::matching::tests::request;

    #[test]
    fn an_item_is_called_by_a_thing_and_not_by_the_words_of_its_questions() {
        let items = [
            request(1, "Stand at the fair", &["the logo"]),
            request(
                2,
                "Clock cables for the stage",
                &["Is it enough", "Has anyone used it without the mixer"],
            ),
        ];
        let called = |at: usize, sentence: &str| is_called(&items[at], &items, sentence);
        for (at, sentence, want) in [
            (0, "the logo is in the folder.", true),
            (1, "the clock cables go out on Monday.", true),
            (1, "one stage is loud enough.", false),
            (1, "see https://shop.example/clock/cables/stage.", false),
            (1, "a cable is here.", false),
        ] {
            assert_eq!(called(at, sentence), want, "{sentence}");
        }
    }
}
