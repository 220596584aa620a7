//! Money said to be paid: the balance reduced, the invoice closed when nothing is left.
#![deny(clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use super::claims::Claim;
use super::{Act, words};
use crate::decide::{ladder, put_hold};
use crate::interpret;
use crate::model::{
    ClosedHow, Effect, Evidence, HoldReason, Item, Payment, PaymentClaim, Reply, SignalKind,
};

impl Act<'_> {
    pub(super) fn paid(mut self) -> Vec<Effect> {
        // "We would like to pay half now" is not paid yet.
        let paid = self.answer.reading.signal(SignalKind::Payment);
        if let Some(turn) = self.awaited().filter(|_| paid.is_none()) {
            return self.hand_over(turn);
        }
        let part = self.answer.reading.reply == Reply::Part;
        let kind = if part {
            SignalKind::Part
        } else {
            SignalKind::Payment
        };
        let evidence = self.evidence(kind, if part { "part-paid" } else { "payment-stated" });
        let claim = self.claim(part);
        if let Claim::Again = claim {
            return self.told_again();
        }
        if let Some(rule) = self.doubt() {
            return self.review(rule);
        }
        let policy = self.desk.world.policy_of(&self.item.client);
        if policy.on_payment_claim == PaymentClaim::Confirm {
            return self.review("payment-to-confirm");
        }
        match claim {
            // A part that is the whole: the words or the sum mean something else than they seem to.
            Claim::Whole if part => self.review("part-names-the-whole"),
            Claim::Whole if self.deducts() => self.review("deducted"),
            Claim::Whole => {
                let invoice = self.item.invoice.as_ref();
                let balance = invoice.and_then(crate::model::Invoice::balance);
                self.count_payment(balance, &evidence);
                self.close(ClosedHow::Paid, false, evidence)
            }
            Claim::Amount(amount) => {
                self.count_payment(Some(amount), &evidence);
                // Who took something off has answered for the rest.
                if self.deducts() && self.refused().is_none() {
                    return self.review("deducted");
                }
                self.part(evidence)
            }
            Claim::Again => self.told_again(),
            Claim::Unclear(rule) => self.review(rule),
        }
    }

    fn deducts(&self) -> bool {
        interpret::deducts(&self.answer.reading.own_text)
    }

    /// Why what seems a payment may be none: nothing but a file speaks for it, or the writer is not sure.
    fn doubt(&self) -> Option<&'static str> {
        let reading = self.answer.reading;
        if interpret::guesses_paid(reading) {
            return Some("not-sure-of-payment");
        }
        (self.answer.files > 0
            && !self.answer.advised
            && !interpret::tells_of_paying(&reading.own_text))
        .then_some("other-kind")
    }

    /// What is counted already is no second payment; whatever else the mail says of the rest counts.
    fn told_again(mut self) -> Vec<Effect> {
        let evidence = words(self.answer, "payment-told-again");
        if let Some(turn) = self.refused() {
            return self.hand_over(turn);
        }
        if let Some(day) = self.rest_date() {
            self.note_promise(day, &evidence);
        } else {
            let until = self.desk.after_grace(&self.item.client);
            put_hold(
                &mut self.item,
                HoldReason::Acknowledged,
                Some(until),
                &evidence,
            );
        }
        self.rest(evidence)
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
