//! One mail over all invoices but those it names: which of its words are about which.

use super::{Portion, names_number};
use crate::interpret;
use crate::model::{Item, Kind, Reading};

/// What a reply that leaves some out of all says of each open invoice. `None` where it leaves none of
/// them out, or nobody can tell which.
#[must_use]
pub fn all_but(items: &[Item], reading: &Reading) -> Option<Vec<Portion>> {
    let open: Vec<&Item> = items
        .iter()
        .filter(|item| item.kind == Kind::Invoice && item.closed.is_none())
        .collect();
    if open.len() < 2 {
        return None;
    }
    let told = interpret::all_but(&reading.own_text)?;
    let named: Vec<bool> = open
        .iter()
        .map(|item| is_named(item, &told.named))
        .collect();
    let left_out = named.iter().filter(|named| **named).count();
    // What follows may be about one of the others.
    let another = open
        .iter()
        .zip(&named)
        .any(|(item, named)| !named && is_named(item, &told.but));
    if left_out == 0 || left_out == open.len() || another {
        return None;
    }
    let portions = open.iter().zip(&named).map(|(item, named)| Portion {
        item: item.id,
        text: if *named { &told.but } else { &told.all }.clone(),
        named: if *named { &told.named } else { &told.all }
            .trim()
            .to_owned(),
        others: Vec::new(),
        left_out: *named,
    });
    Some(portions.collect())
}

/// Whether words name an invoice by its number, or by the last digits of it.
fn is_named(item: &Item, words: &str) -> bool {
    let digits: Vec<&str> = words
        .split(|c: char| !c.is_ascii_digit())
        .map(|group| group.trim_start_matches('0'))
        .filter(|group| group.len() >= 2)
        .collect();
    item.invoice.iter().flat_map(|i| &i.numbers).any(|number| {
        let last = number
            .rsplit(|c: char| !c.is_ascii_digit())
            .find(|group| !group.is_empty())
            .unwrap_or_default()
            .trim_start_matches('0');
        names_number(words, number)
            || last.len() >= 2 && digits.last().is_some_and(|group| *group == last)
    })
}
