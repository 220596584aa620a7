//! What closes an item by a word of the team: `done`, `cancel`, `paid`, `part`.

use rust_decimal::Decimal;

use super::command::{No, open_only};
use super::{Desk, lift, reply};
use crate::model::{Closed, ClosedHow, EventKind, Evidence, HoldReason, Item, Payment};

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
        if amount <= Decimal::ZERO || invoice.balance().is_some_and(|b| amount > b) {
            return Err(No("more_than_owed"));
        }
        invoice.payments.push(Payment {
            amount,
            at: desk.now,
            confirmed: true,
            evidence: evidence.clone(),
        });
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
