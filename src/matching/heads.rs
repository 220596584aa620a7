//! What the things an item asks for are called: the noun a phrase is about, before what it is for.

use std::collections::BTreeSet;

use super::kinds;
use super::portions::Portion;
use super::words::{is_pair, telling};
use crate::interpret;
use crate::model::{Attachment, Item, Kind, Reading};

/// What follows tells of what kind the thing is, or what it is for: "photos | for the fair".
const BEHIND: &[&str] = &[
    " for ", " as ", " about ", " from ", " in ", " on ", " to ", " by ", " with ", " until ",
];

/// Whether words or files of a mail name a thing of an item: the noun of an ask, or, where no invoice
/// is among those it is `matched` to, money.
#[must_use]
pub fn is_mentioned(
    item: &Item,
    matched: &[Item],
    reading: &Reading,
    files: &[Attachment],
) -> bool {
    if item.kind == Kind::Invoice {
        return matched.iter().all(|i| i.kind != Kind::Invoice)
            && (interpret::is_advised(files) || interpret::tells_of_paying(&reading.own_text));
    }
    let by_kind = || {
        matched.iter().all(|i| i.kind != Kind::Request) && is_of_its_kind(item, &reading.own_text)
    };
    stands_for(item, &reading.own_text)
        || files.iter().any(|f| !f.inline && names(f, item))
        || by_kind()
}

/// Whether a part of a mail is surely about an item: it names the noun of an ask, or it is named and the part
/// speaks of its kind or hands nothing over.
#[must_use]
pub fn is_told(item: &Item, part: &Portion) -> bool {
    item.kind == Kind::Request && stands_for(item, &part.text)
        || !part.named.is_empty() && (is_of_its_kind(item, &part.text) || rests(&part.text))
}

/// Whether words speak and settle nothing: by them an item only rests.
fn rests(text: &str) -> bool {
    interpret::speaks(text) && !interpret::gives(text)
}

fn is_of_its_kind(item: &Item, text: &str) -> bool {
    let pieces = interpret::pieces(text);
    let mut clauses = pieces.iter().flat_map(|sentence| &sentence.clauses);
    clauses.any(|clause| match item.kind {
        Kind::Request => kinds::material(clause).is_some(),
        Kind::Invoice => kinds::money(clause),
    })
}

/// Whether a text names a thing an item still asks for.
#[must_use]
pub(super) fn stands_for(item: &Item, text: &str) -> bool {
    let said = telling(text);
    item.open_asks()
        .any(|ask| !heads(&ask.text).is_disjoint(&said))
}

/// The files that may be an item's, of a mail that is about `all` of these: not those whose name is the
/// noun of another's ask, and of none of its own.
#[must_use]
pub fn files_of(item: &Item, all: &[&Item], files: &[Attachment]) -> Vec<Attachment> {
    let of_another = |file: &Attachment| {
        let mut others = all.iter().filter(|other| other.id != item.id);
        !names(file, item) && others.any(|other| names(file, other))
    };
    let own = files.iter().filter(|file| !of_another(file));
    own.cloned().collect()
}

fn names(file: &Attachment, item: &Item) -> bool {
    stands_for(item, &interpret::file_words(&file.name))
}

/// The noun of a phrase; of Chinese, which is written without spaces, the pairs of what it ends on.
fn heads(phrase: &str) -> BTreeSet<String> {
    let phrase = phrase.to_lowercase();
    let ends = BEHIND.iter().filter_map(|word| phrase.find(word)).min();
    let cut = phrase.get(..ends.unwrap_or(phrase.len()));
    let thing = cut.filter(|cut| !telling(cut).is_empty());
    let thing = thing.unwrap_or(&phrase);
    let last = thing.rsplit('的').find(|part| !telling(part).is_empty());
    let words = telling(last.unwrap_or(thing));
    if words.iter().any(|word| is_pair(word)) {
        return words;
    }
    let mut back = thing.split_whitespace().rev().map(telling);
    back.find(|word| !word.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::heads;

    #[test]
    fn a_phrase_is_about_its_noun() {
        for (phrase, want) in [
            ("Signed photo releases", &["release"][..]),
            ("send us the portraits for the fair", &["portrait"]),
            ("Logo as SVG", &["logo"]),
            ("a scan of the signed contract", &["contract"]),
            ("展会的横幅", &["横幅"]),
            ("for the", &[]),
        ] {
            let heads: Vec<String> = heads(phrase).into_iter().collect();
            assert_eq!(heads, want, "{phrase}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(phrase in "(\\PC| for |的| of ){0,40}") {
            let _ = heads(&phrase);
        }
    }
}
