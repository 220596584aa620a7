//! "All of them are paid except that one": what is said of all, and what of the one left out.

use super::clauses::{self, Sentence};
use super::owner_asks::EXCEPT;
use super::portion::speaks;
use super::vocabulary::WORDS;

/// A reply that says one thing of all and another of what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllBut {
    /// What is said of all the others.
    pub all: String,
    /// What names the one left out.
    pub named: String,
    /// What is said of it; empty if nothing is.
    pub but: String,
}

/// Words for the others, in a sentence that first leaves one out.
const OTHERS: &[&str] = &[
    "other", "rest", "其他", "其它", "其余", "别的", "剩下", "都",
];

/// Takes such a reply apart.
#[must_use]
pub fn all_but(own: &str) -> Option<AllBut> {
    let sentences = clauses::sentences(own);
    let at = sentences
        .iter()
        .position(|s| !EXCEPT.all(&s.plain).is_empty())?;
    let sentence = sentences.get(at).filter(|s| !s.asks)?;
    let (all, named, mut but) = cut(sentence)?;
    let plain = clauses::fold(&all);
    let whole = WORDS.whole.is(&plain) || OTHERS.iter().any(|word| plain.contains(word));
    if !whole || !speaks(&all) {
        return None;
    }
    // What follows goes on about the one left out.
    for more in sentences.iter().skip(at.saturating_add(1)) {
        but.push_str(&more.words);
        but.push_str(if more.asks { "?\n" } else { ".\n" });
    }
    let but = if speaks(&but) { but } else { String::new() };
    Some(AllBut { all, named, but })
}

/// The sentence as what is said of all, what is left out, and what is said of that.
fn cut(sentence: &Sentence) -> Option<(String, String, String)> {
    let range = EXCEPT.all(&sentence.plain).into_iter().next()?;
    let chars = |at: usize| sentence.plain.get(..at).map(|t| t.chars().count());
    let (start, end) = (chars(range.start)?, chars(range.end)?);
    let words = |from: usize, to: usize| -> String {
        let cut = sentence.words.chars().skip(from);
        cut.take(to.saturating_sub(from)).collect()
    };
    let before = words(0, start);
    let behind = words(end, usize::MAX);
    let leads =
        !before.chars().any(char::is_alphanumeric) || !WORDS.whole.is(&clauses::fold(&before));
    if !leads {
        let (named, said) = behind
            .split_once([',', '，', ';', '；'])
            .unwrap_or((&behind, ""));
        let said = said.trim_start();
        let said = said.strip_prefix("which ").unwrap_or(said);
        return Some((before, named.to_owned(), format!("{said}.\n")));
    }
    // "Except for that one, all are paid": what is said of all stands behind.
    let stop = behind
        .char_indices()
        .find(|(_, c)| ",，;；:：外".contains(*c))
        .map(|(at, c)| (at, at.saturating_add(c.len_utf8())));
    let (named, all) = match stop {
        Some((at, next)) => (behind.get(..at)?, behind.get(next..)?),
        None => {
            let plain = clauses::fold(&behind);
            let begins = OF_ALL.iter().filter_map(|word| plain.find(word)).min()?;
            let at = plain.get(..begins)?.chars().count();
            behind.split_at_checked(behind.char_indices().nth(at)?.0)?
        }
    };
    Some((all.to_owned(), named.to_owned(), String::new()))
}

/// Words with which what is said of all begins.
const OF_ALL: &[&str] = &[
    " all ",
    " everything ",
    " every ",
    " the rest",
    " the other",
];
