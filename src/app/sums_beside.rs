//! A sum said to be paid that another open invoice than the matched one may be meant by, or several.

use rust_decimal::Decimal;

use super::client::{From, MOST_BESIDE};
use super::engine::Bench;
use crate::interpret;
use crate::matching::{self, Hit, Lookup as _, Match};
use crate::model::{
    AuthenticationResult, Effect, Evidence, Invoice, Item, ItemId, Kind, MoneySeen, Reading, Reply,
    SignalKind,
};

/// What one sum pays.
enum Together {
    /// All of these, to the last cent.
    Settled(Vec<Item>),
    /// These are named, and it is another sum than they come to.
    Doubtful(Vec<Item>),
}

impl Bench<'_> {
    /// One sum paid for several invoices: where it is exactly what they owe, each is paid by it; where
    /// they are named and it is more than any of them owes, their owner says what it pays.
    pub(super) fn paid_together(&self, from: &From<'_>) -> anyhow::Result<Option<Vec<Effect>>> {
        let proved = from.authentication.result == AuthenticationResult::Pass;
        if from.doubtful.is_some() || from.watched || !proved {
            return Ok(None);
        }
        let Some(sum) = one_sum(from.reading) else {
            return Ok(None);
        };
        let Some(client) = &from.client else {
            return Ok(None);
        };
        let mut open = self.tx.open_of_client(client)?;
        // A colleague nobody wrote to means those he names.
        let own = &from.reading.own_text;
        open.retain(|item| {
            owes(item, sum).is_some()
                && (item.has_contact(&from.person.address) || is_named(item, own))
        });
        if open.len() < 2 || open.len() > MOST_BESIDE {
            return Ok(None);
        }
        let found = matching::find(from.mail, from.reading, from.client.as_ref(), self.tx)?;
        let thread: Vec<ItemId> = match &found {
            Match::Items(hits) => hits.iter().map(|hit| hit.item).collect(),
            Match::Ambiguous(_) | Match::Nothing => Vec::new(),
        };
        let id = from.mail.id();
        let hit = |item: &Item| Hit {
            item: item.id,
            evidence: Evidence::new("sum-of-several", Some(&id), &sum.text),
            score: 0.8,
        };
        match together(&open, &thread, sum, from.reading) {
            None => Ok(None),
            Some(Together::Doubtful(items)) => {
                let hits: Vec<Hit> = items.iter().map(hit).collect();
                Ok(Some(self.ambiguous(from, &hits)?))
            }
            Some(Together::Settled(items)) => {
                let mut effects = Vec::new();
                for item in &items {
                    let reading = own_share(from.reading, item, sum);
                    let client = from.client.clone();
                    let share = From {
                        reading: &reading,
                        client,
                        ..*from
                    };
                    effects.extend(self.apart(&share, &[hit(item)], &[], &[])?);
                }
                Ok(Some(effects))
            }
        }
    }
}

/// The one sum a reply says was paid, told as nothing that was paid before.
fn one_sum(reading: &Reading) -> Option<&MoneySeen> {
    let [first, more @ ..] = &reading.money[..] else {
        return None;
    };
    let told = interpret::retold(reading, Some(first));
    let one = more.iter().all(|m| m.value == first.value);
    // Who says that it is a part says that it is not all.
    let paid = reading.reply == Reply::Payment && reading.signal(SignalKind::Part).is_none();
    (one && paid && !told.before && first.value > Decimal::ZERO).then_some(first)
}

/// Whether a text names an invoice by its number.
fn is_named(item: &Item, text: &str) -> bool {
    let mut numbers = item.invoice.iter().flat_map(|i| &i.numbers);
    numbers.any(|number| matching::names_number(text, number))
}

/// What an open invoice owes, in the currency of a sum.
fn owes(item: &Item, sum: &MoneySeen) -> Option<Decimal> {
    let invoice = item.invoice.as_ref().filter(|_| item.closed.is_none())?;
    let same = sum.currency.is_none() || sum.currency == invoice.currency;
    let balance = invoice.balance().filter(|_| same)?;
    (balance > Decimal::ZERO).then_some(balance)
}

/// The invoices one sum pays: those the words name by their numbers, those of the mail that is answered,
/// else all the writer owes. A sum that is one invoice's own pays that one.
fn together(
    open: &[Item],
    thread: &[ItemId],
    sum: &MoneySeen,
    reading: &Reading,
) -> Option<Together> {
    let own = |item: &Item| {
        let invoice = item.invoice.iter();
        let parts = invoice.clone().flat_map(|i| &i.instalments);
        let paid = invoice.clone().flat_map(|i| &i.payments);
        parts.map(|part| part.amount).any(|a| a == sum.value)
            || paid.map(|paid| paid.amount).any(|a| a == sum.value)
            || invoice.clone().any(|i| i.total == Some(sum.value))
            || owes(item, sum) == Some(sum.value)
    };
    let currency = |item: &Item| item.invoice.as_ref().and_then(|i| i.currency);
    let mixed = open
        .iter()
        .any(|item| currency(item) != open.first().and_then(currency));
    if open.iter().any(own) || mixed {
        return None;
    }
    let own = &reading.own_text;
    let named: Vec<&Item> = open.iter().filter(|item| is_named(item, own)).collect();
    let numbers = reading.invoice_numbers.iter();
    let of_words = numbers.filter(|number| matching::names_number(own, number));
    let by_number = of_words.count();
    let answered: Vec<&Item> = open
        .iter()
        .filter(|item| thread.contains(&item.id))
        .collect();
    let meant: Vec<&Item> = match (named.len(), thread.len()) {
        (2.., _) if by_number <= named.len() => named.clone(),
        (0, 2..) if by_number == 0 && answered.len() == thread.len() => answered,
        (0, 0) if by_number == 0 => open.iter().collect(),
        (0, 1) if by_number == 0 && answered.len() == 1 => open.iter().collect(),
        _ => return None,
    };
    let two = interpret::two_of_them(reading) && meant.len() != 2;
    let owed = |items: &[&Item]| {
        items
            .iter()
            .filter_map(|item| owes(item, sum))
            .sum::<Decimal>()
    };
    let items = || meant.iter().map(|item| (*item).clone()).collect();
    let above = meant.iter().all(|item| owes(item, sum) < Some(sum.value));
    let told = named.len() > 1 || !interpret::paid_to_another(&reading.own_text, &sum.text);
    let exact = owed(&meant) == sum.value && !two;
    if exact && told {
        Some(Together::Settled(items()))
    } else if exact || named.len() > 1 && above {
        Some(Together::Doubtful(items()))
    } else {
        None
    }
}

/// What a mail says of one of the invoices it pays together: that what it owes is paid.
fn own_share(reading: &Reading, item: &Item, sum: &MoneySeen) -> Reading {
    let mut share = reading.clone();
    share.money = vec![MoneySeen {
        value: owes(item, sum).unwrap_or(sum.value),
        ..sum.clone()
    }];
    share.invoice_numbers = item
        .invoice
        .iter()
        .flat_map(|i| i.numbers.clone())
        .collect();
    share
}

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
    if is_named(item, &reading.own_text) {
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
