//! What closes an item by a word of the team: `done`, `cancel`, `paid`, `part`.

use rust_decimal::Decimal;

use super::command::{No, open_only};
use super::{Desk, lift, reply};
use crate::model::{Closed, ClosedHow, EventKind, Evidence, HoldReason, Invoice, Item, Payment};

pub(super) fn close(
    item: &mut Item,
    how: ClosedHow,
    evidence: &Evidence,
    desk: &Desk<'_>,
) -> Result<EventKind, No> {
    open_only(item)?;
    item.holds.clear();
    item.closed = Some(Closed {
        at: desk.now,
        how,
        confirmed: true,
        evidence: evidence.clone(),
    });
    Ok(EventKind::Closed)
}

pub(super) fn paid(item: &mut Item, evidence: &Evidence, desk: &Desk<'_>) -> Result<EventKind, No> {
    let balance = item.invoice.as_ref().ok_or(No("not_an_invoice"))?.balance();
    if let Some(closed) = item.closed.as_mut() {
        if closed.confirmed {
            return Err(No("closed"));
        }
        closed.confirmed = true;
        for payment in item.invoice.iter_mut().flat_map(|i| &mut i.payments) {
            payment.confirmed = true;
        }
        return Ok(EventKind::Updated);
    }
    for payment in item.invoice.iter_mut().flat_map(|i| &mut i.payments) {
        payment.confirmed = true;
    }
    if let (Some(invoice), Some(amount)) = (item.invoice.as_mut(), balance) {
        invoice.payments.push(Payment {
            amount,
            at: desk.now,
            confirmed: true,
            evidence: evidence.clone(),
        });
    }
    close(item, ClosedHow::Paid, evidence, desk)
}

/// What the client said was paid and nobody confirmed: each sum, and all of them together.
fn claimed(invoice: &Invoice) -> Vec<Decimal> {
    let open = invoice.payments.iter().filter(|p| !p.confirmed);
    let mut sums: Vec<Decimal> = open.map(|p| p.amount).collect();
    sums.push(sums.iter().copied().sum());
    sums
}

/// A payment the client told of is confirmed by the same sum, not paid once more; tells whether
/// there was one.
fn confirm(invoice: &mut Invoice, amount: Decimal) -> bool {
    let open = |p: &&mut Payment| !p.confirmed;
    if let Some(payment) = invoice
        .payments
        .iter_mut()
        .filter(open)
        .find(|p| p.amount == amount)
    {
        payment.confirmed = true;
        return true;
    }
    let told = amount > Decimal::ZERO && claimed(invoice).last() == Some(&amount);
    for payment in invoice.payments.iter_mut().filter(|_| told) {
        payment.confirmed = true;
    }
    told
}

pub(super) fn part(
    item: &mut Item,
    argument: Option<&str>,
    evidence: &Evidence,
    desk: &Desk<'_>,
) -> Result<EventKind, No> {
    open_only(item)?;
    let argument = argument.ok_or(No("missing_argument"))?;
    if let Some(invoice) = item.invoice.as_mut() {
        let amount: Decimal = argument.parse().map_err(|_| No("bad_argument"))?;
        let told = claimed(invoice).contains(&amount);
        if amount <= Decimal::ZERO || !told && invoice.balance().is_some_and(|b| amount > b) {
            return Err(No("more_than_owed"));
        }
        if !confirm(invoice, amount) {
            invoice.payments.push(Payment {
                amount,
                at: desk.now,
                confirmed: true,
                evidence: evidence.clone(),
            });
        }
        if invoice.balance() == Some(Decimal::ZERO) {
            return close(item, ClosedHow::Paid, evidence, desk);
        }
        reply::next_instalment(item);
        lift(item, &[HoldReason::Review, HoldReason::Ambiguous]);
        return Ok(EventKind::Updated);
    }
    let mut any = false;
    for number in argument
        .split([',', ' ', '、', '，'])
        .filter(|n| !n.is_empty())
    {
        let n: u32 = number.parse().map_err(|_| No("bad_argument"))?;
        let ask = item
            .asks
            .iter_mut()
            .find(|a| a.n == n)
            .ok_or(No("no_such_ask"))?;
        ask.done = true;
        any = true;
    }
    if !any {
        return Err(No("missing_argument"));
    }
    if item.open_asks().count() == 0 {
        return close(item, ClosedHow::Done, evidence, desk);
    }
    lift(item, &[HoldReason::Review, HoldReason::Ambiguous]);
    Ok(EventKind::Updated)
}
