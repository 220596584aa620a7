//! Money said to be paid: the balance reduced, the invoice closed when nothing is left.
#![deny(clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;

use super::Act;
use crate::decide::ladder;
use crate::matching::number_key;
use crate::model::{ClosedHow, Effect, Evidence, Item, Payment, PaymentClaim, Reply, SignalKind};

/// Words for "nothing is left", in lower case.
const ALL: &[&str] = &[
    "in full",
    "full amount",
    "full sum",
    "whole",
    "entire",
    "everything",
    "completely",
    "both",
    "all instal",
    "all of it",
    "all of them",
    "all payments",
    "fully",
    "全部",
    "全额",
    "全款",
    "付清",
    "结清",
    "两期",
    "各期",
    "都已",
    "都付",
    "一次性",
];

/// What the words say of how much was paid.
#[derive(Debug, PartialEq, Eq)]
enum Stated {
    /// No amount.
    Nothing,
    /// This much.
    One(Decimal),
    /// Several, or money of another kind.
    Unclear,
}

impl Act<'_> {
    pub(super) fn paid(mut self) -> Vec<Effect> {
        let part = self.answer.reading.reply == Reply::Part;
        let kind = if part {
            SignalKind::Part
        } else {
            SignalKind::Payment
        };
        let evidence = self.evidence(kind, if part { "part-paid" } else { "payment-stated" });
        if self.names_another() {
            return self.review("another-invoice", None);
        }
        let stated = self.stated(part);
        let balance = self
            .item
            .invoice
            .as_ref()
            .and_then(crate::model::Invoice::balance);
        let whole = match (&stated, balance) {
            (Stated::One(amount), Some(balance)) => *amount >= balance,
            (Stated::One(_), None) | (Stated::Nothing, _) => !part,
            (Stated::Unclear, _) => false,
        };
        if self.desk.world.policy.on_payment_claim == PaymentClaim::Confirm {
            return self.review("payment-to-confirm", None);
        }
        // A part that is the whole: the words or the sum mean something else than they seem to.
        if part && whole {
            return self.review("part-names-the-whole", None);
        }
        let one = self
            .instalment()
            .filter(|_| whole && stated == Stated::Nothing && !self.says_all());
        if whole && one.is_none() {
            let amount = match stated {
                Stated::One(amount) => Some(amount),
                _ => None,
            };
            self.count_payment(balance.or(amount), &evidence);
            return self.close(ClosedHow::Paid, false, evidence);
        }
        let amount = match stated {
            Stated::One(amount) => Some(amount),
            _ => one,
        };
        let Some(amount) = amount else {
            return self.review("how-much-was-paid", None);
        };
        self.count_payment(Some(amount), &evidence);
        self.part(evidence)
    }

    /// Its words name invoices, and this is none of them.
    fn names_another(&self) -> bool {
        let own = number_key(&self.answer.reading.own_text);
        let ours: Vec<String> = self
            .item
            .invoice
            .iter()
            .flat_map(|invoice| &invoice.numbers)
            .map(|number| number_key(number))
            .collect();
        let mut named = self
            .answer
            .reading
            .invoice_numbers
            .iter()
            .map(|number| number_key(number))
            .filter(|number| own.contains(number.as_str()))
            .peekable();
        // People leave out the letters and the year of a number.
        let is_ours = |number: &String| {
            ours.iter()
                .any(|o| o.contains(number.as_str()) || number.contains(o.as_str()))
        };
        !ours.is_empty() && named.peek().is_some() && !named.any(|number| is_ours(&number))
    }

    /// What is left of the instalment that is due now, if another comes after it.
    fn instalment(&self) -> Option<Decimal> {
        let invoice = self.item.invoice.as_ref()?;
        let current = usize::try_from(self.item.ladder.instalment).ok()?;
        let through = invoice.instalments.get(..=current)?;
        invoice.instalments.get(current.checked_add(1)?)?;
        let paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
        let due: Decimal = through.iter().map(|i| i.amount).sum();
        Some(due.saturating_sub(paid)).filter(|left| *left > Decimal::ZERO)
    }

    /// The words say that nothing is left to pay.
    fn says_all(&self) -> bool {
        let own = self.answer.reading.own_text.to_lowercase();
        ALL.iter().any(|words| own.contains(words))
    }

    /// The amount in the invoice's currency that the words give as paid. Who names several, the sum of
    /// the invoice among them, speaks of the invoice by its sum.
    fn stated(&self, part: bool) -> Stated {
        let Some(invoice) = self.item.invoice.as_ref() else {
            return Stated::Nothing;
        };
        let seen = &self.answer.reading.money;
        let mut amounts: Vec<Decimal> = seen
            .iter()
            .filter(|m| m.currency.is_none() || m.currency == invoice.currency)
            .map(|m| m.value)
            .filter(|value| *value > Decimal::ZERO)
            .collect();
        amounts.sort();
        amounts.dedup();
        if amounts.is_empty() && !seen.is_empty() {
            return Stated::Unclear;
        }
        let sums = [invoice.total, invoice.balance()];
        if let [_, _, ..] = amounts.as_slice() {
            let known = amounts.len();
            amounts.retain(|amount| !sums.contains(&Some(*amount)));
            if !part {
                return if amounts.len() < known {
                    Stated::Nothing
                } else {
                    Stated::Unclear
                };
            }
        }
        match amounts.as_slice() {
            [] => Stated::Nothing,
            [one] => Stated::One(*one),
            _ => Stated::Unclear,
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
