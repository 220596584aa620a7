//! An item of one kind becomes one of the other: what follows from its kind changes with it.

use super::{Desk, intake};
use crate::mail;
use crate::model::{Ask, DueSource, Invoice, Item, Kind};

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
