//! What a client wrote after the close, taken in once the item is open again.

use chrono::Days;

use crate::decide::{Desk, put_hold};
use crate::interpret::{self, AskAnswer};
use crate::model::{
    Closed, ClosedHow, Evidence, HoldReason, Item, Promise, Reading, Reply, SignalKind,
};

/// What the late reply says holds the item as if it had come before; what would close it again, a
/// person looks at, who has just said that it is open. Asks it names as missing are those that are
/// missing of what had been delivered.
pub(crate) fn take_in(
    item: &mut Item,
    reading: &Reading,
    asks: &[AskAnswer],
    evidence: &Evidence,
    desk: &Desk<'_>,
) {
    if interpret::only_thanks(reading) {
        return;
    }
    let delivered = |c: &Closed| c.how == ClosedHow::Delivered;
    let wrong = interpret::given_wrongly(&reading.own_text, &item.asks);
    let missing = |n: u32| wrong.contains(&n) || asks.iter().any(|a| a.n == n && !a.done);
    if item.closed.as_ref().is_some_and(delivered) && item.asks.iter().any(|a| missing(a.n)) {
        for ask in &mut item.asks {
            ask.done = !missing(ask.n);
        }
    }
    let today = desk.client_day(&item.client, desk.now);
    let promised = reading.signal(SignalKind::Promise).and_then(|s| s.date);
    let (reason, until) = match reading.reply {
        Reply::Dispute => (HoldReason::Dispute, None),
        Reply::Decline => (HoldReason::Decline, None),
        Reply::Question => (HoldReason::Question, None),
        Reply::Promise | Reply::Part => match promised.filter(|day| *day >= today) {
            Some(day) => {
                item.promises.push(Promise {
                    date: day,
                    at: desk.now,
                    evidence: evidence.clone(),
                    broken: false,
                    answered: false,
                    by: None,
                });
                (HoldReason::Promise, day.checked_add_days(Days::new(1)))
            }
            None => (HoldReason::Review, None),
        },
        Reply::Acknowledged => (
            HoldReason::Acknowledged,
            Some(desk.after_grace(&item.client)),
        ),
        _ => (HoldReason::Review, None),
    };
    put_hold(item, reason, until, evidence);
}
