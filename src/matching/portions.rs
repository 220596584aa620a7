//! One mail over several invoices, clause by clause: what is said of each.

use super::words::{is_han, stands_in};
use crate::model::{Item, ItemId};

/// Where a clause ends; `.` only before white space, or it is part of a number.
const ENDS: &[char] = &[',', ';', '!', '?', '\n', '，', '；', '。', '！', '？'];
/// Words that turn to something else.
const TURNS: &[&str] = &[" but ", " while ", " whereas ", " however ", "但是", "不过"];

/// The words about each of these invoices, where every clause names one of them at most and each has
/// something of its own said of it; `None` where they cannot be told apart.
///
/// What stands before the first number is said of all, what follows a number of that one.
#[must_use]
pub fn portions(own: &str, items: &[&Item]) -> Option<Vec<(ItemId, String)>> {
    if items.len() < 2 {
        return None;
    }
    let mut before = String::new();
    let mut found: Vec<(ItemId, String)> = Vec::new();
    let mut current: Option<ItemId> = None;
    for clause in clauses(own) {
        let lower = clause.to_lowercase();
        let mut named = items.iter().filter(|item| names(&lower, item));
        match (named.next(), named.next()) {
            (Some(_), Some(_)) => return None,
            (Some(item), None) => current = Some(item.id),
            (None, _) => {}
        }
        match current {
            None => before.push_str(clause),
            Some(id) => match found.iter_mut().find(|(known, _)| *known == id) {
                Some((_, words)) => words.push_str(clause),
                None => found.push((id, format!("{before}{clause}"))),
            },
        }
    }
    let told = |item: &&Item| {
        let number_words = item.invoice.iter().flat_map(|i| &i.numbers);
        let number_words: usize = number_words.map(|n| weight(n)).max().unwrap_or(0);
        found
            .iter()
            .find(|(id, _)| *id == item.id)
            .is_some_and(|(_, words)| {
                let own = words.get(before.len()..).unwrap_or_default();
                weight(own) >= number_words.saturating_add(2)
            })
    };
    items.iter().all(told).then_some(found)
}

fn names(clause: &str, item: &Item) -> bool {
    let mut numbers = item.invoice.iter().flat_map(|invoice| &invoice.numbers);
    numbers.any(|number| {
        let number = number.trim().to_lowercase();
        number.chars().count() >= 3 && stands_in(clause, &number)
    })
}

/// Words, a Chinese character as one.
fn weight(text: &str) -> usize {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text
        .split(|c: char| !c.is_alphanumeric() || is_han(c))
        .filter(|word| !word.is_empty());
    han.saturating_add(latin.count())
}

/// The clauses of a text, each with what ends it.
fn clauses(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = end(rest) {
        let (clause, more) = rest.split_at_checked(end).unwrap_or((rest, ""));
        found.push(clause);
        rest = more;
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// Bytes of the first clause of a text; `None` if it has but one.
fn end(text: &str) -> Option<usize> {
    let mark = text.char_indices().find_map(|(at, c)| {
        let next = at.saturating_add(c.len_utf8());
        let after = text.get(next..).and_then(|rest| rest.chars().next());
        let inside = after.is_some_and(|c| c.is_ascii_digit());
        let ends = match c {
            '.' => after.is_none_or(char::is_whitespace),
            // The comma of a number.
            ',' => !inside,
            _ => ENDS.contains(&c),
        };
        ends.then_some(next)
    });
    let turn = TURNS.iter().filter_map(|word| text.find(word)).min();
    let end = mark.into_iter().chain(turn.filter(|at| *at > 0)).min()?;
    (end < text.len()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::tests::invoice;

    fn told(own: &str) -> Option<Vec<(i64, String)>> {
        let a = invoice(1, "One", "SN-204", 1000);
        let b = invoice(2, "Two", "SN-205", 950);
        let found = portions(own, &[&a, &b])?;
        Some(found.into_iter().map(|(id, words)| (id.0, words)).collect())
    }

    #[test]
    fn clauses_are_told_apart_by_their_numbers() {
        for (own, first, second) in [
            (
                "Hello, SN-204 was paid yesterday, SN-205 follows next week.",
                "SN-204 was paid yesterday,",
                " SN-205 follows next week.",
            ),
            (
                "SN-204: transferred EUR 1,000.00 today. SN-205: we do not owe that. Please check.",
                "SN-204: transferred EUR 1,000.00 today.",
                " SN-205: we do not owe that. Please check.",
            ),
            (
                "发票SN-204已付，SN-205下周付。",
                "发票SN-204已付，",
                "SN-205下周付。",
            ),
            (
                "We paid SN-204 but SN-205 has a wrong amount",
                "We paid SN-204",
                " but SN-205 has a wrong amount",
            ),
        ] {
            let found = told(own).expect(own);
            assert!(
                found
                    .iter()
                    .any(|(id, words)| *id == 1 && words.ends_with(first)),
                "{found:?}"
            );
            assert!(
                found
                    .iter()
                    .any(|(id, words)| *id == 2 && words.ends_with(second)),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_is_said_of_both_is_not_told_apart() {
        for own in [
            "SN-204 and SN-205 were paid yesterday.",
            "SN-204, SN-205 were paid yesterday.",
            "Both were paid yesterday.",
            "SN-204 was paid yesterday.",
            "Invoice SN-204, invoice SN-205: paid.",
            "",
        ] {
            assert_eq!(told(own), None, "{own}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(own in "(\\PC|SN-204|SN-205|, |。| but ){0,60}") {
            let _ = told(&own);
            proptest::prop_assert_eq!(clauses(&own).concat(), own);
        }
    }
}
