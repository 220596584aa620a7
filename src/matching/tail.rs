//! What people call an invoice by: the last block of its number, "0012 will be paid on Friday", 0015那张.

use std::collections::BTreeMap;

use super::{words_en, words_zh};
use crate::model::{Item, ItemId};

/// Digits of a block that one speaks of by itself.
const SHORTEST: usize = 3;

/// The last blocks by which some invoices are told apart.
pub(super) struct Tails(BTreeMap<ItemId, String>);

impl Tails {
    /// Of each the last block of its only number, if it is long enough, no year, and no number of another
    /// ends on it.
    pub(super) fn new(items: &[Item]) -> Self {
        let numbers: Vec<(ItemId, String)> = (items.iter())
            .flat_map(|item| item.invoice.iter().map(move |invoice| (item.id, invoice)))
            .flat_map(|(id, invoice)| invoice.numbers.iter().map(move |number| (id, number)))
            .map(|(id, number)| (id, number.trim().to_lowercase()))
            .collect();
        let alone = |id: ItemId| numbers.iter().filter(|(of, _)| *of == id).count() == 1;
        let unlike = |id: ItemId, block: &str| {
            let mut others = numbers.iter().filter(|(of, _)| *of != id);
            !others.any(|(_, number)| number.ends_with(block))
        };
        let tails = numbers.iter().filter_map(|(id, number)| {
            let block = last_block(number)?;
            (alone(*id) && unlike(*id, block)).then(|| (*id, block.to_owned()))
        });
        Self(tails.collect())
    }

    /// That of one of them.
    pub(super) fn of(&self, item: &Item) -> Option<&str> {
        self.0.get(&item.id).map(String::as_str)
    }
}

fn last_block(number: &str) -> Option<&str> {
    let block = number.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let year = block.len() == 4 && (block.starts_with("19") || block.starts_with("20"));
    (block.len() >= SHORTEST && block.len() < number.len() && !year).then_some(block)
}

/// Where such a block stands as a number in a text in lower case.
pub(super) fn place(plain: &str, block: &str) -> Option<usize> {
    let named = |(at, _): &(usize, &str)| {
        let before = plain.get(..*at).unwrap_or_default();
        let behind = plain
            .get(at.saturating_add(block.len())..)
            .unwrap_or_default();
        let joined =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '/' | '_' | '-');
        let goes_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric())
            || behind.starts_with(['.', ',', '/', ':', '-'])
                && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let first = before.chars().next_back();
        let apart = !first.is_some_and(joined) && !goes_on;
        let (left, right) = (before.trim_end(), behind.trim_start());
        let word = left
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let after = right
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let listed = |lists: [&[&str]; 2], said: &str| lists.iter().any(|l| l.contains(&said));
        let monies = [words_en::TAIL_MONEY, words_zh::TAIL_MONEY];
        let signs = ['€', '$', '£', '¥', '￥'];
        let counted = [words_en::TAIL_COUNTED, words_zh::TAIL_COUNTED];
        let mut counted = counted.into_iter().flatten();
        let money = listed(monies, word)
            || listed(monies, after)
            || left.ends_with(signs)
            || right.starts_with(signs)
            || counted.any(|unit| right.starts_with(unit));
        // "Customer number 0012", "030 0012": the word before the mark of a number says whose it is.
        let earlier = left.strip_suffix(word).unwrap_or_default().trim_end();
        let owner = earlier
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        let marked = words_en::TAIL_BEFORE.contains(&word);
        let figures = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        let another = words_en::NO_TAIL.contains(&word)
            || marked && words_en::NO_TAIL.contains(&owner)
            || figures(word)
            || words_zh::NO_TAIL.iter().any(|w| left.ends_with(w));
        let spoken_of = words_en::TAIL_LINKS.contains(&word)
            && (after.is_empty() || words_en::TAIL_FOLLOWS.contains(&after));
        apart
            && !money
            && !another
            && (block.starts_with('0')
                || marked
                || spoken_of
                || words_zh::TAIL_BEFORE
                    .iter()
                    .any(|mark| left.ends_with(mark))
                || left.ends_with('#')
                || words_zh::TAIL_BEHIND
                    .iter()
                    .any(|mark| right.starts_with(mark)))
    };
    plain.match_indices(block).find(named).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::tests::invoice;

    #[test]
    fn the_last_block_of_a_number_is_told_from_sums() {
        for (text, block, want) in [
            ("0012 will be paid on friday", "0012", true),
            ("for 0013 we never got anything", "0013", true),
            ("0015那张昨天已付", "0015", true),
            ("invoice 204 is paid", "204", true),
            ("#204 is paid", "204", true),
            ("204那张下周付", "204", true),
            ("尾号204的已付", "204", true),
            ("we paid eur 204 today", "204", false),
            ("we paid 204.50 today", "204", false),
            ("1,204 is paid", "204", false),
            ("204元已付", "204", false),
            ("see 204 copies", "204", false),
            ("10204 was paid", "204", false),
            ("call 555 204", "204", false),
            ("for 204 we never got anything", "204", true),
            ("invoices 0011, 0012 are paid", "0012", true),
            ("0012、0013都付了", "0012", true),
            ("发票号0012已付", "0012", true),
            ("for 204 guests we need chairs", "204", false),
            ("and 204 chairs", "204", false),
            ("our customer number 0012", "0012", false),
            ("call me at 030 0012", "0012", false),
            ("project 0012 is finished", "0012", false),
            ("see item no. 0012", "0012", false),
            ("我司客户编号0012", "0012", false),
            ("合同号0012的款", "0012", false),
            ("运单号0012已寄", "0012", false),
            ("打电话0012找我", "0012", false),
            ("0012元已付", "0012", false),
        ] {
            assert_eq!(place(text, block).is_some(), want, "{text}");
        }
        let a = invoice(1, "One", "SN-2026-0012", 1000);
        let b = invoice(2, "Two", "SN-2026-0013", 900);
        let c = invoice(3, "Three", "XN-0013", 900);
        let year = invoice(4, "Four", "SN-17-2026", 900);
        let items = [a, b, c, year];
        let known = Tails::new(&items);
        let tails: Vec<Option<&str>> = items.iter().map(|item| known.of(item)).collect();
        assert_eq!(tails, [Some("0012"), None, None, None]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(text in "(\\PC|0012|eur|#){0,40}") {
            if let Some(at) = place(&text, "0012") {
                proptest::prop_assert!(text.get(at..).is_some());
            }
        }
    }
}
