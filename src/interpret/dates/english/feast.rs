//! Feasts in English: "by Christmas", "Good Friday", "the Fourth of July".

use super::super::Found;
use super::super::days::Now;
use super::super::feasts::{ENGLISH, Feast};
use super::super::tokens::{Kind, Text};
use super::year;

/// A feast whose name begins at `i`: the coming one, or that of the year named.
pub(super) fn feast(t: &Text<'_>, i: usize, now: &Now) -> Option<Found> {
    let word = t.word(i);
    if word.is_empty() {
        return None;
    }
    if matches!(
        t.word_before(i, 1),
        "happy" | "merry" | "nice" | "every" | "each" | "lovely" | "wonderful" | "great"
    ) {
        return None;
    }
    let (feast, mut k) = ENGLISH
        .iter()
        .filter(|f| f.words.first() == Some(&word))
        .filter_map(|f| Some((f, ends(t, i, f)?)))
        .max_by_key(|(_, end)| *end)?;
    let named = year(t, k).filter(|_| {
        t.kind(k) == Some(Kind::Number) || t.comma(k) && t.kind(k + 1) == Some(Kind::Number)
    });
    let prepared = feast.alone
        || i == 0
        || named.is_some()
        || matches!(t.word(k.wrapping_sub(1)), "day" | "eve")
        || matches!(
            t.word_before(i, 1),
            "by" | "before"
                | "after"
                | "until"
                | "till"
                | "til"
                | "on"
                | "over"
                | "at"
                | "for"
                | "from"
                | "to"
                | "since"
                | "around"
                | "than"
                | "this"
                | "next"
                | "last"
                | "past"
                | "the"
                | "of"
        );
    if !prepared {
        return None;
    }
    let date = match named {
        Some((year, end)) => {
            k = end;
            feast.rule.in_year(year)?
        }
        None if matches!(t.word_before(i, 1), "last" | "past") => feast.rule.past(now.day)?,
        None => feast.rule.coming(now.day)?,
    };
    Found::some(date, k)
}

/// The token after the feast's name at `i`.
fn ends(t: &Text<'_>, i: usize, feast: &Feast) -> Option<usize> {
    let mut k = i;
    for (n, word) in feast.words.iter().enumerate() {
        if n > 0 {
            k = possessive(t, k);
        }
        if t.word(k) != *word {
            return None;
        }
        k += 1;
    }
    let day = possessive(t, k);
    if t.word(day) == "day" {
        return Some(day + 1);
    }
    // "may day" by its second word only; "mother" alone is somebody.
    (!feast.day).then_some(k)
}

/// Past "'s", or the "'" of a plural.
fn possessive(t: &Text<'_>, k: usize) -> usize {
    if !t.mark(k, '\'') || !t.glued(k) {
        k
    } else if t.word(k + 1) == "s" {
        k + 2
    } else {
        k + usize::from(t.word_before(k, 1).ends_with('s'))
    }
}
