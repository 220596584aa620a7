//! One mail about several items: which of its words are about which.

use super::both;
use super::kinds;
use super::names::{Names, Strength, is_called, says_invoice};
use super::number::place;
use super::tail;
use super::weakly::{
    apart_by_single_words, named_beside, named_nowhere, questions_of_one, the_other_kind, the_rest,
};
use super::words::telling;
use super::{words_en, words_zh};
use crate::interpret;
use crate::model::{Item, ItemId, Kind, Reading, is_han};

/// What of a mail is about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
    /// Which.
    pub item: ItemId,
    /// The sentences and clauses, a sentence a line; empty if none is.
    pub text: String,
    /// The words by which the item is named; empty if it is not.
    pub named: String,
    /// Amounts in it, as written, that are said of another item.
    pub others: Vec<String>,
    /// It is left out of what is settled.
    pub left_out: bool,
}

/// One sentence, with whom each of its pieces names.
pub(super) struct Told {
    pub(super) asks: bool,
    pub(super) pieces: Vec<(String, Vec<(usize, String)>)>,
}

/// What of the own words is about which of these items. `thread`: those the mail answers, which are
/// meant by words that name nobody unless they are named themselves. `None` where all is about one.
#[must_use]
pub fn portions(items: &[Item], thread: &[ItemId], reading: &Reading) -> Option<Vec<Portion>> {
    if items.len() < 2 || reading.own_text.trim().is_empty() {
        return None;
    }
    let names: Vec<Names> = items.iter().map(|item| Names::of(item, items)).collect();
    let mut told = told(&names, reading, false);
    // In an answer to one mail about all of these, a word that only one of them has names it where
    // other words name another.
    if items.iter().all(|i| thread.contains(&i.id)) {
        if told.iter().all(Told::names_nobody) {
            told = apart_by_single_words(&names, reading).unwrap_or(told);
        } else {
            questions_of_one(&names, reading, &mut told);
            named_nowhere(items, &names, &mut told);
            named_beside(&names, &mut told);
            the_rest(items, &mut told);
            the_other_kind(items, &mut told);
        }
        told.iter_mut().for_each(Told::join_list);
    }
    let pieces = || told.iter().flat_map(|sentence| &sentence.pieces);
    let words = |at: usize| {
        let mut all = pieces().flat_map(|(_, named)| named);
        all.find(|(item, _)| *item == at)
            .map(|(_, words)| words.clone())
    };
    let (mut named, mut home) = (Vec::new(), Vec::new());
    let mut portions = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let words = words(at);
        if words.is_some() {
            named.push(at);
        } else if thread.contains(&item.id) {
            home.push(at);
        }
        portions.push(Portion {
            item: item.id,
            text: String::new(),
            named: words.unwrap_or_default(),
            others: Vec::new(),
            left_out: false,
        });
    }
    if named.is_empty() || named.len() == 1 && home.is_empty() {
        return None;
    }
    let among = named.clone();
    // Whom the words are about until somebody else is named.
    let mut about: Vec<usize> = named.iter().chain(&home).copied().collect();
    let bills = |at: &usize| items.get(*at).is_some_and(|i| i.kind == Kind::Invoice);
    for sentence in &told {
        let ahead = sentence.pieces.iter().find(|(_, named)| !named.is_empty());
        match ahead {
            // What leads a sentence belongs to whom it names next; what it hands over there is none of the
            // money it names, and the money paid there is no material.
            Some((_, named)) => {
                let next: Vec<usize> = named.iter().map(|(item, _)| *item).collect();
                let lead = sentence.pieces.first().map_or("", |(piece, _)| piece);
                let parted = next.iter().all(bills) != home.iter().all(bills)
                    && next.iter().any(bills) != home.iter().any(bills);
                about = match gives_of(lead).filter(|_| parted && !home.is_empty()) {
                    Some((things, money)) => {
                        let mut all: Vec<usize> = home.iter().chain(&next).copied().collect();
                        all.retain(|at| if bills(at) { money } else { things });
                        all
                    }
                    None => next,
                };
            }
            // A sentence that names nobody goes on about the last, or is about the thread: only that
            // if it hands over or promises no money and the last are invoices.
            None => {
                let things = !home.is_empty()
                    && !home.iter().any(bills)
                    && sentence.pieces.iter().all(|(piece, _)| {
                        interpret::speaks(piece)
                            && !interpret::tells_of_paying(piece)
                            && !refers_back(piece)
                    });
                if things {
                    about.retain(|at| !bills(at));
                }
                let more = home.iter().filter(|at| !about.contains(at));
                about = more.chain(&about.clone()).copied().collect();
            }
        }
        let mut said: Vec<(usize, Vec<String>)> = Vec::new();
        for (piece, named) in &sentence.pieces {
            if !named.is_empty() {
                about = named.iter().map(|(item, _)| *item).collect();
            }
            for item in &about {
                let (Some(portion), Some(own)) = (portions.get_mut(*item), names.get(*item)) else {
                    continue;
                };
                let (text, others) = own_sums(piece, own, &names, reading);
                portion.others.extend(others);
                match said.iter_mut().find(|(known, _)| known == item) {
                    Some((_, words)) => words.push(text),
                    None => said.push((*item, vec![text])),
                }
            }
        }
        for (item, words) in said {
            if let Some(portion) = portions.get_mut(item) {
                portion.text.push_str(&words.join(", "));
                portion
                    .text
                    .push_str(if sentence.asks { "?\n" } else { ".\n" });
            }
        }
    }
    // A greeting and a name are about nobody.
    for portion in &mut portions {
        if says_nothing(&portion.text) {
            portion.text.clear();
        }
    }
    // "SN-1, SN-2 were paid": what is said of one is said of both.
    let told = |at: &usize| {
        portions
            .get(*at)
            .is_some_and(|p| interpret::speaks(&p.text))
    };
    among.iter().all(told).then_some(portions)
}

/// Whether a clause hands over material, and whether it says that money went: "sent and paid". `None` where
/// it does neither.
fn gives_of(clause: &str) -> Option<(bool, bool)> {
    let joins = words_en::JOINS.iter().chain(words_zh::JOINS);
    let apart = joins.filter_map(|join| clause.split_once(join)).next();
    let (one, other) = apart.unwrap_or((clause, ""));
    let gives = |part: &str| interpret::gives(part);
    let money = |part: &str| gives(part) && kinds::of_money(part);
    let things = |part: &str| gives(part) && !kinds::of_money(part);
    let (things, money) = (things(one) || things(other), money(one) || money(other));
    (things || money).then_some((things, money))
}

/// "It goes out on Friday": of what was named last.
pub(super) fn refers_back(piece: &str) -> bool {
    let first = piece
        .trim_start()
        .split(|c: char| !c.is_alphanumeric())
        .next();
    first.is_some_and(|first| {
        words_en::BACK
            .iter()
            .any(|word| first.eq_ignore_ascii_case(word))
    })
}

impl Told {
    pub(super) fn names_nobody(&self) -> bool {
        self.pieces.iter().all(|(_, named)| named.is_empty())
    }
}

/// Whether a piece is a thing in a list and nothing more.
fn is_listed(piece: &str) -> bool {
    !interpret::speaks(piece)
        && !piece.contains(words_zh::APART)
        && !piece
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words_en::APART.contains(&word.to_lowercase().as_str()))
}

impl Told {
    /// "The logo, the list and the texts are in our share": said of all of them.
    fn join_list(&mut self) {
        let named = || self.pieces.iter().filter(|(_, named)| !named.is_empty());
        let mut items: Vec<usize> = named().flat_map(|(_, n)| n).map(|n| n.0).collect();
        items.sort_unstable();
        items.dedup();
        let speaking = named()
            .filter(|(piece, _)| interpret::speaks(piece))
            .count();
        if items.len() < 2
            || speaking != 1
            || !named().all(|(piece, _)| interpret::speaks(piece) || is_listed(piece))
        {
            return;
        }
        let mut all: Vec<(usize, String)> = Vec::new();
        for (item, words) in named().flat_map(|(_, n)| n) {
            if all.iter().all(|(known, _)| known != item) {
                all.push((*item, words.clone()));
            }
        }
        let words: Vec<&str> = self
            .pieces
            .iter()
            .map(|(piece, _)| piece.as_str())
            .collect();
        self.pieces = vec![(words.join(", "), all)];
    }
}

/// Characters of a line that only greets or signs.
const BARE: usize = 24;

/// Whether words greet and sign and say nothing: "Hi Ines.", 王芳.
fn says_nothing(text: &str) -> bool {
    let bare = |line: &str| {
        line.chars().count() <= BARE
            && line.split_whitespace().count() <= 3
            && line.chars().filter(|c| is_han(*c)).count() <= 5
            && !line.contains(|c: char| c.is_ascii_digit() || "@/:?？".contains(c))
    };
    text.lines().all(bare) && !interpret::speaks(text)
}

/// `weak`: one word of an item is enough to name it.
pub(super) fn told(names: &[Names], reading: &Reading, weak: bool) -> Vec<Told> {
    let all = telling(&reading.own_text);
    let whom = |piece: &str| {
        let found = names.iter().enumerate();
        strongest(
            found
                .filter_map(|(at, n)| {
                    let word = || n.by_a_word(piece).filter(|_| weak);
                    Some((at, n.named(piece, &all).or_else(word)?))
                })
                .collect(),
        )
    };
    interpret::pieces(&reading.own_text)
        .into_iter()
        .map(|sentence| Told {
            asks: sentence.asks,
            pieces: apart(&sentence.clauses, names)
                .into_iter()
                .flat_map(without_the_exception)
                .flat_map(of_one_subject)
                .map(|piece| {
                    let named = whom(&piece);
                    (piece, named)
                })
                .collect(),
        })
        .collect()
}

/// "Everything is sent apart from the plan" as what is said of all, and what is left out of it.
fn without_the_exception(piece: String) -> Vec<String> {
    let told = interpret::all_but(&piece);
    let behind = told.as_ref().and_then(|told| piece.strip_prefix(&told.all));
    match (&told, behind) {
        (Some(told), Some(behind)) => vec![told.all.clone(), behind.to_owned()],
        _ => vec![piece],
    }
}

/// "We will send the photos on Tuesday and pay the invoice on the 28th": cut where one part is about money
/// and the other is not, though both have one subject.
fn of_one_subject(piece: String) -> Vec<String> {
    let plain = piece.to_ascii_lowercase();
    let parts = words_en::THEN.iter().find_map(|then| {
        let at = plain.find(then)?;
        let (one, other) = (piece.get(..at)?, piece.get(at..)?);
        let told = interpret::speaks(one) && interpret::speaks(other);
        let differ = kinds::of_money(one) != kinds::of_money(other);
        (told && differ).then(|| vec![one.to_owned(), other.trim_start().to_owned()])
    });
    parts.unwrap_or_else(|| vec![piece])
}

/// The items outside a thread that its answer names too, with the words: by what it says is paid or
/// promised of "the invoice", by words of their own, or as "both". `within`: those it is matched to.
#[must_use]
pub fn beside(within: &[Item], others: &[Item], reading: &Reading) -> Vec<(ItemId, String)> {
    let own = reading.own_text.to_lowercase();
    let all: Vec<Item> = within.iter().chain(others).cloned().collect();
    let alive: Vec<Item> = all.into_iter().filter(|i| i.closed.is_none()).collect();
    // "Both" of an item with two asks or two instalments are those.
    let parts = |item: &Item| match &item.invoice {
        Some(invoice) => invoice.instalments.len(),
        None => item.open_asks().count(),
    };
    if let Some((words, count)) = both::both(&reading.own_text) {
        let invoices: Vec<&Item> = alive.iter().filter(|i| i.kind == Kind::Invoice).collect();
        let of_invoices = says_invoice(&own).is_some() && invoices.len() == count;
        let of_all = alive.len() == count && !within.iter().any(|i| parts(i) == count);
        if of_invoices || of_all {
            return others
                .iter()
                .filter(|i| i.closed.is_none() && (of_all || i.kind == Kind::Invoice))
                .map(|i| (i.id, words.to_owned()))
                .collect();
        }
    }
    let thread: Vec<ItemId> = within.iter().map(|item| item.id).collect();
    portions(&alive, &thread, reading)
        .into_iter()
        .flatten()
        .filter(|p| !p.named.is_empty() && others.iter().any(|o| o.id == p.item))
        .filter(|p| interpret::speaks(&p.text))
        .filter(|p| {
            let item = alive.iter().find(|item| item.id == p.item);
            item.is_some_and(|item| {
                let called = |sentence| is_called(item, &alive, sentence);
                item.kind == Kind::Invoice || p.text.lines().any(called)
            })
        })
        .map(|p| (p.item, p.named))
        .collect()
}

/// Of those a piece names, those it names most surely.
fn strongest(found: Vec<(usize, (Strength, String))>) -> Vec<(usize, String)> {
    let most = found.iter().map(|(_, (strength, _))| *strength).max();
    found
        .into_iter()
        .filter(|(_, (strength, _))| Some(*strength) == most)
        .map(|(at, (_, words))| (at, words))
        .collect()
}

/// Clauses that name several by their numbers, cut before each but the first, where each part says
/// something of its own.
fn apart(clauses: &[String], names: &[Names]) -> Vec<String> {
    let mut out = Vec::new();
    for clause in clauses {
        let mut places: Vec<usize> = names
            .iter()
            .flat_map(|n| &n.numbers)
            .filter_map(|number| Some(place(clause, number)?.start))
            .collect();
        let plain = clause.to_lowercase();
        let tails = names.iter().filter_map(|n| n.tail.as_ref());
        places.extend(tails.filter_map(|block| tail::place(&plain, block)));
        places.sort_unstable();
        places.dedup();
        let mut cuts = Vec::new();
        for pair in places.windows(2) {
            let [one, next] = pair else { continue };
            let between = clause.get(*one..*next).unwrap_or_default();
            let join = words_en::JOINS
                .iter()
                .chain(words_zh::JOINS)
                .filter_map(|j| between.rfind(j))
                .max();
            cuts.extend(join.map(|at| one.saturating_add(at)));
        }
        let mut parts = Vec::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([clause.len()]) {
            parts.push(clause.get(from..cut).unwrap_or_default().to_owned());
            from = cut;
        }
        if parts.len() > 1 && parts.iter().all(|part| interpret::speaks(part)) {
            out.append(&mut parts);
        } else {
            out.push(clause.clone());
        }
    }
    out
}

/// A piece about several items without the sums of the others: where sums and numbers take turns, with
/// its own pair of them alone ("we paid [EUR 9 for SN-1] and [EUR 5 for SN-2] today"); else whole, and
/// the sums that stand nearer to another number.
fn own_sums(piece: &str, own: &Names, names: &[Names], reading: &Reading) -> (String, Vec<String>) {
    let mut numbers: Vec<(usize, usize, bool)> = Vec::new();
    for other in names {
        for number in &other.numbers {
            if let Some(found) = place(piece, number) {
                numbers.push((found.start, found.end, own.numbers.contains(number)));
            }
        }
    }
    let mut sums: Vec<(usize, usize)> = Vec::new();
    for seen in &reading.money {
        let text = seen.text.trim();
        if let Some(at) = piece.find(text) {
            sums.push((at, at.saturating_add(text.len())));
        }
    }
    if numbers.len() < 2 || sums.is_empty() {
        return (piece.to_owned(), Vec::new());
    }
    numbers.sort_unstable();
    sums.sort_unstable();
    sums.dedup();
    let cut = |from: usize, to: usize| piece.get(from..to).unwrap_or_default();
    let spans: Vec<(usize, usize, bool)> = numbers
        .iter()
        .zip(&sums)
        .map(|(n, s)| (n.0.min(s.0), n.1.max(s.1), n.2))
        .collect();
    let apart = spans
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.1 <= b.0));
    if numbers.len() == sums.len()
        && apart
        && let (Some(first), Some(last)) = (spans.first(), spans.last())
    {
        let mine = spans
            .iter()
            .filter(|span| span.2)
            .map(|span| cut(span.0, span.1));
        let mine: Vec<&str> = mine.collect();
        let text = [cut(0, first.0), &mine.join(" "), cut(last.1, piece.len())].concat();
        return (text, Vec::new());
    }
    let nearest = |sum: &&(usize, usize)| {
        let gap = |n: &&(usize, usize, bool)| {
            if n.0 >= sum.1 {
                n.0.saturating_sub(sum.1)
            } else {
                sum.0.saturating_sub(n.1)
            }
        };
        numbers.iter().min_by_key(gap).is_some_and(|n| !n.2)
    };
    let others = sums
        .iter()
        .filter(nearest)
        .map(|s| cut(s.0, s.1).to_owned());
    (piece.to_owned(), others.collect())
}

#[cfg(test)]
#[path = "tests/portions.rs"]
mod tests;
