//! The owner thanks for what the client promised: that goes on standing.

use crate::interpret;
use crate::model::{HoldReason, Item, Reading, Reply, SignalKind};

/// Whether a member's mail answers the client's promise by which the item rests, and leaves it at that.
pub(super) fn accepts(item: &Item, asked: Option<&Reading>, own: &Reading) -> bool {
    let Some(promise) = item.promises.last().filter(|p| !p.broken) else {
        return false;
    };
    let rests = |h: &crate::model::Hold| {
        h.reason == HoldReason::Promise && h.evidence.message_id == promise.evidence.message_id
    };
    let promised = |asked: &Reading| {
        let day = asked.signal(SignalKind::Promise).and_then(|s| s.date);
        matches!(asked.reply, Reply::Promise | Reply::Part)
            && (day == Some(promise.date) || asked.own_text.contains(promise.evidence.words.trim()))
    };
    !matches!(
        own.reply,
        Reply::Decline | Reply::Stop | Reply::Dispute | Reply::Question
    ) && item.holds.iter().any(rests)
        && asked.is_some_and(promised)
        && interpret::accepts(own, promise.date)
}
