//! Money said to be paid: the balance reduced, the invoice closed when nothing is left.
#![deny(clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use super::Act;
use crate::decide::ladder;
use crate::model::{ClosedHow, Effect, Evidence, Item, Payment, PaymentClaim, Reply, SignalKind};

impl Act<'_> {
    pub(super) fn paid(mut self) -> Vec<Effect> {
        let part = self.answer.reading.reply == Reply::Part;
        let kind = if part {
            SignalKind::Part
        } else {
            SignalKind::Payment
        };
        let evidence = self.evidence(kind, if part { "part-paid" } else { "payment-stated" });
        let amount = self.amount_stated();
        let balance = self
            .item
            .invoice
            .as_ref()
            .and_then(crate::model::Invoice::balance);
        let whole = match (amount, balance) {
            (Some(amount), Some(balance)) => amount >= balance,
            (None, _) => !part,
            (Some(_), None) => !part,
        };
        if self.desk.world.policy.on_payment_claim == PaymentClaim::Confirm {
            return self.review("payment-to-confirm", None);
        }
        // A part that is the whole: the words or the sum mean something else than they seem to.
        if part && whole {
            return self.review("part-names-the-whole", None);
        }
        if whole {
            self.count_payment(balance.or(amount), &evidence);
            return self.close(ClosedHow::Paid, false, evidence);
        }
        let Some(amount) = amount.filter(|_| !whole) else {
            return self.review("how-much-was-paid", None);
        };
        self.count_payment(Some(amount), &evidence);
        self.part(evidence)
    }

    /// The one amount in the invoice's currency that is no more than what is owed and not the total.
    pub(super) fn amount_stated(&self) -> Option<Decimal> {
        let invoice = self.item.invoice.as_ref()?;
        let mut amounts: Vec<Decimal> = self
            .answer
            .reading
            .money
            .iter()
            .filter(|m| m.currency.is_none() || m.currency == invoice.currency)
            .map(|m| m.value)
            .filter(|value| *value > Decimal::ZERO)
            .collect();
        amounts.sort();
        amounts.dedup();
        match amounts.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    pub(super) fn count_payment(&mut self, amount: Option<Decimal>, evidence: &Evidence) {
        let (Some(invoice), Some(amount)) = (self.item.invoice.as_mut(), amount) else {
            return;
        };
        invoice.payments.push(Payment {
            amount,
            at: self.desk.now,
            confirmed: false,
            evidence: evidence.clone(),
        });
        next_instalment(&mut self.item);
    }
}

/// Moves the ladder to the first instalment that is not covered by what has been paid.
pub(crate) fn next_instalment(item: &mut Item) {
    let Some(invoice) = item.invoice.as_ref().filter(|i| !i.instalments.is_empty()) else {
        return;
    };
    let mut paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
    let mut index = 0_u32;
    for instalment in &invoice.instalments {
        if paid < instalment.amount {
            break;
        }
        paid = paid.saturating_sub(instalment.amount);
        index = index.saturating_add(1);
    }
    let last = u32::try_from(invoice.instalments.len().saturating_sub(1)).unwrap_or(0);
    let index = index.min(last);
    if index != item.ladder.instalment {
        item.ladder.instalment = index;
        item.ladder = crate::model::LadderState {
            instalment: index,
            round: item.ladder.round,
            ..Default::default()
        };
        item.due = ladder::current_due(item);
    }
}
