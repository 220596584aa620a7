//! Amounts of money in a text.
use crate::model::MoneySeen;

/// Every amount with a currency in a text, in its order.
#[must_use]
pub fn find(_text: &str) -> Vec<MoneySeen> {
    Vec::new()
}
