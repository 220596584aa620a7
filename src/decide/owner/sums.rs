//! What a member's words in a thread take off an invoice, or off what was paid.

use rust_decimal::Decimal;

use crate::decide::kinds;
use crate::interpret::{self, Corrected};
use crate::matching::{names_number, number_key};
use crate::model::{Invoice, Item, Reading, Reply};

/// The invoice without what the client said he paid and the member says has not come: the sum named, or
/// the only one. `None` where nothing of the kind is said.
pub(super) fn without_denied(item: &Item, reading: &Reading) -> Option<Invoice> {
    let invoice = item.invoice.as_ref()?;
    let told: Vec<Decimal> = (invoice.payments.iter().filter(|p| !p.confirmed))
        .map(|payment| payment.amount)
        .collect();
    if told.is_empty() || !interpret::has_not_come(&reading.own_text) {
        return None;
    }
    let alone = told.len() == 1 && reading.money.is_empty();
    let denied = |sum: &Decimal| alone || reading.money.iter().any(|m| m.value == *sum);
    let mut after = invoice.clone();
    after.payments.retain(|p| p.confirmed || !denied(&p.amount));
    (after.payments.len() < invoice.payments.len()).then_some(after)
}

/// The sum a credit note takes off an invoice: the one it names, in its currency, less than is owed, and
/// in accord with what is said to be left. Everything else a person looks at.
pub(super) fn credit(item: &Item, reading: &Reading) -> Option<Decimal> {
    let invoice = item.invoice.as_ref()?;
    if reading.reply != Reply::Part {
        return None;
    }
    if names_another(item, reading) {
        return None;
    }
    let sums = interpret::credited(reading);
    let [sum] = sums.as_slice() else { return None };
    let currency = sum.currency.is_none() || sum.currency == invoice.currency;
    let left = invoice.balance()?.checked_sub(sum.value)?;
    let others = reading.money.iter().filter(|m| m.value != sum.value);
    let known = [Some(left), invoice.total, invoice.balance()];
    let fits = others
        .map(|m| Some(m.value))
        .all(|value| known.contains(&value));
    (currency && fits && sum.value > Decimal::ZERO && left > Decimal::ZERO).then_some(sum.value)
}

/// The invoice over the amount a member's mail says it is over: it names the invoice, or hands over the
/// corrected one. `Err`: it says that the amount is another one, but not clearly which.
pub(super) fn corrected(item: &Item, reading: &Reading) -> Option<Result<Invoice, ()>> {
    let invoice = item.invoice.as_ref()?;
    let (total, balance) = (invoice.total?, invoice.balance()?);
    let said = interpret::amount_corrected(reading, total, balance)?;
    let other = |m: &crate::model::MoneySeen| {
        m.currency.is_some() && invoice.currency.is_some() && m.currency != invoice.currency
    };
    let named = (invoice.numbers.iter()).any(|number| names_number(&reading.own_text, number));
    if !named && !interpret::corrects(&reading.own_text) || names_another(item, reading) {
        return None;
    }
    let Corrected::To(sum) = said else {
        return Some(Err(()));
    };
    let mut after = invoice.clone();
    let foreign = reading.money.iter().any(|m| m.value == sum && other(m));
    let done = !foreign && kinds::amount(&mut after, sum).is_ok();
    Some(if done { Ok(after) } else { Err(()) })
}

/// An invoice is named, and it is not this one: a number beside the words for a credit note is its own.
fn names_another(item: &Item, reading: &Reading) -> bool {
    let own: Vec<String> = item
        .invoice
        .iter()
        .flat_map(|i| &i.numbers)
        .map(|number| number_key(number))
        .collect();
    let letters = |key: &str| -> String { key.chars().take_while(|c| c.is_alphabetic()).collect() };
    let named: Vec<String> = reading
        .invoice_numbers
        .iter()
        .filter(|number| names_number(&reading.own_text, number))
        .map(|number| number_key(number))
        .collect();
    !named.iter().any(|key| own.contains(key))
        && named
            .iter()
            .any(|key| own.iter().any(|known| letters(known) == letters(key)))
}
