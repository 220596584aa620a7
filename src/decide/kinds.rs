//! An item of one kind becomes one of the other: what follows from its kind changes with it.

use rust_decimal::Decimal;

use super::command::No;
use super::{Desk, intake};
use crate::mail;
use crate::model::{Ask, Currency, DueSource, Invoice, Item, Kind};

/// What `kind` says: `request`, `invoice`, or `invoice 1200 EUR`.
pub(super) fn kind(item: &mut Item, argument: Option<&str>, desk: &Desk<'_>) -> Result<(), No> {
    let mut words = argument.unwrap_or_default().split(' ');
    let kind = match words.next() {
        Some("invoice" | "发票") => Kind::Invoice,
        Some("request" | "资料") => Kind::Request,
        _ => return Err(No("bad_argument")),
    };
    let Some(sum) = words.next().filter(|_| kind == Kind::Invoice) else {
        become_of(item, kind, desk);
        return Ok(());
    };
    let sum: Decimal = sum.parse().map_err(|_| No("bad_argument"))?;
    let currency = match words.next() {
        Some(code) => Some(Currency::parse(code).ok_or(No("bad_argument"))?),
        None => None,
    };
    if item.kind != kind {
        become_of(item, kind, desk);
    }
    let invoice = item.invoice.get_or_insert_with(Invoice::default);
    amount(invoice, sum)?;
    invoice.currency = currency.or(invoice.currency);
    Ok(())
}

/// An invoice is over another amount: what was paid of it stays, and something is left to pay.
pub(super) fn amount(invoice: &mut Invoice, sum: Decimal) -> Result<(), No> {
    let paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
    if !invoice.instalments.is_empty() {
        return Err(No("in_instalments"));
    }
    if sum <= paid {
        return Err(No("nothing_left"));
    }
    invoice.total = Some(sum);
    Ok(())
}

/// Makes an item one of this kind: a request owes things and no money, an invoice money and no things; a
/// due day nobody named is that of the kind. Its ladder begins anew.
pub(super) fn become_of(item: &mut Item, kind: Kind, desk: &Desk<'_>) {
    if item.kind != kind {
        match kind {
            Kind::Invoice => {
                item.asks.clear();
                item.invoice.get_or_insert_with(Invoice::default);
            }
            Kind::Request => {
                item.invoice = None;
                item.ladder.instalment = 0;
                item.asks.push(Ask {
                    n: 1,
                    text: mail::base_subject(&item.subject),
                    done: false,
                });
            }
        }
        if item.due_source == DueSource::Default {
            let opened = desk.client_day(&item.client, item.opened_at);
            item.due = intake::default_due(kind, &item.client, opened, desk);
        }
        item.kind = kind;
    }
    item.ladder = item.ladder.next_round();
}
