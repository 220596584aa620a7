//! Money outstanding by currency and age, to the cent.
#![deny(clippy::arithmetic_side_effects)]

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::{Currency, Item};

/// How long past its due day an amount is, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// Up to its due day.
    NotDue,
    /// 1 to 30 days.
    To30,
    /// 31 to 60 days.
    To60,
    /// 61 to 90 days.
    To90,
    /// More than 90 days.
    Over90,
}

impl Bucket {
    /// All, youngest first.
    pub const ALL: [Self; 5] = [
        Self::NotDue,
        Self::To30,
        Self::To60,
        Self::To90,
        Self::Over90,
    ];

    /// The bucket of an amount due on `due`, seen on `today`.
    #[must_use]
    pub fn of(due: NaiveDate, today: NaiveDate) -> Self {
        match today.signed_duration_since(due).num_days() {
            ..=0 => Self::NotDue,
            1..=30 => Self::To30,
            31..=60 => Self::To60,
            61..=90 => Self::To90,
            _ => Self::Over90,
        }
    }

    /// Key of its label.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::To30 => "d1_30",
            Self::To60 => "d31_60",
            Self::To90 => "d61_90",
            Self::Over90 => "over_90",
        }
    }
}

/// What is owed in one currency, by age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ageing {
    /// The currency; `None` for amounts whose mail names none.
    pub currency: Option<Currency>,
    /// Amounts in the order of [`Bucket::ALL`].
    pub amounts: [Decimal; 5],
}

impl Ageing {
    /// Everything owed in this currency.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.amounts
            .iter()
            .fold(Decimal::ZERO, |sum, amount| sum.saturating_add(*amount))
    }

    fn add(&mut self, bucket: Bucket, amount: Decimal) {
        for (slot, of) in self.amounts.iter_mut().zip(Bucket::ALL) {
            if of == bucket {
                *slot = slot.saturating_add(amount);
            }
        }
    }
}

/// Counts the open balance of an item, each instalment by its own day. Payments count for the
/// oldest instalment first; what the instalments do not cover is due with the item.
pub(super) fn count(table: &mut Vec<Ageing>, item: &Item, today: NaiveDate) {
    let Some(invoice) = item.invoice.as_ref() else {
        return;
    };
    let Some(balance) = invoice.balance().filter(|balance| !balance.is_zero()) else {
        return;
    };
    if !table.iter().any(|row| row.currency == invoice.currency) {
        table.push(Ageing {
            currency: invoice.currency,
            amounts: [Decimal::ZERO; 5],
        });
        table.sort_by_key(|row| (row.currency.is_none(), row.currency));
    }
    let Some(row) = table
        .iter_mut()
        .find(|row| row.currency == invoice.currency)
    else {
        return;
    };
    let mut left = balance;
    let mut paid = invoice
        .payments
        .iter()
        .fold(Decimal::ZERO, |sum, p| sum.saturating_add(p.amount));
    for part in &invoice.instalments {
        let covered = paid.min(part.amount);
        paid = paid.saturating_sub(covered);
        let open = part.amount.saturating_sub(covered).min(left);
        left = left.saturating_sub(open);
        row.add(Bucket::of(part.due, today), open);
    }
    row.add(Bucket::of(item.due, today), left);
}
