//! What an answer changed besides what its notice is about: a word of it the owner must hear as well.

use std::collections::BTreeSet;

use crate::model::{Item, Money, NoticeLine};

/// Lines of what came, what was counted as paid, what is promised for which day.
pub(super) fn lines(before: &Item, after: &Item) -> Vec<NoticeLine> {
    let line = |code: &str, words: String| NoticeLine {
        item: None,
        code: code.to_owned(),
        words,
        date: None,
    };
    let open: BTreeSet<u32> = before.open_asks().map(|ask| ask.n).collect();
    let came = (after.asks.iter())
        .filter(|ask| ask.done && open.contains(&ask.n))
        .map(|ask| line("came", format!("{}. {}", ask.n, ask.text)));
    let known = before.invoice.as_ref().map_or(0, |i| i.payments.len());
    let invoice = after.invoice.iter();
    let counted = invoice.flat_map(|invoice| {
        let sums = invoice.payments.iter().skip(known);
        sums.map(|payment| match invoice.currency {
            Some(currency) => {
                let value = payment.amount;
                Money { value, currency }.to_string()
            }
            None => payment.amount.to_string(),
        })
    });
    let counted = counted.map(|sum| line("counted", sum));
    let known: Vec<_> = before.promises.iter().map(|p| (p.date, p.at)).collect();
    let promised = (after.promises.iter())
        .filter(|p| !known.contains(&(p.date, p.at)))
        .map(|promise| NoticeLine {
            date: Some(promise.date),
            ..line("promised", String::new())
        });
    came.chain(counted).chain(promised).collect()
}
