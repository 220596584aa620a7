//! A sum said to be paid that another open invoice than the matched one may be meant by.

use crate::matching;
use crate::model::{Invoice, Item, ItemId, Kind, Reading, Reply};

/// The other open invoices one sum may be for as well: it is more than the matched one owes.
pub(super) fn paid_above(within: &[Item], others: &[Item], reading: &Reading) -> Vec<ItemId> {
    let (Reply::Payment | Reply::Part, [one], [item]) = (reading.reply, &reading.money[..], within)
    else {
        return Vec::new();
    };
    let same = |i: &Invoice| one.currency.is_none() || one.currency == i.currency;
    let above = item.closed.is_none()
        && item
            .invoice
            .as_ref()
            .is_some_and(|i| same(i) && i.balance().is_some_and(|balance| one.value > balance));
    let owes = |other: &&Item| other.invoice.as_ref().is_some_and(same);
    let others = others.iter().filter(owes).map(|other| other.id);
    if above { others.collect() } else { Vec::new() }
}

/// Another open invoice that a sum said to be paid is exactly, where it is none of the matched one's.
pub(super) fn paid_beside(
    within: &[Item],
    others: &[Item],
    reading: &Reading,
) -> Option<(ItemId, String)> {
    let (Reply::Payment | Reply::Part, [one], [item]) = (reading.reply, &reading.money[..], within)
    else {
        return None;
    };
    let is_of = |item: &&Item| {
        item.invoice.as_ref().is_some_and(|i| {
            let same = one.currency.is_none() || one.currency == i.currency;
            let parts = i.instalments.iter().any(|part| part.amount == one.value);
            same && (i.total == Some(one.value) || i.balance() == Some(one.value) || parts)
        })
    };
    let own = matching::number_key(&reading.own_text);
    let mut numbers = item.invoice.iter().flat_map(|i| &i.numbers);
    if numbers.any(|number| own.contains(&matching::number_key(number))) {
        return None;
    }
    let mut fitting = others.iter().filter(is_of);
    match (fitting.next(), fitting.next()) {
        (Some(other), None) if item.kind == Kind::Invoice && !is_of(&item) => {
            Some((other.id, one.text.clone()))
        }
        _ => None,
    }
}
