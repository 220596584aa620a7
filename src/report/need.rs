//! What only a person can move on.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::ItemView;
use crate::model::{Address, EventKind, HistoryEntry, Hold, HoldReason, HoldScope, ItemId, Step};

/// Why a person is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedReason {
    /// A hold that ends only by a person.
    Hold(HoldReason),
    /// Everything is paused until somebody says `resume all`.
    Paused,
    /// A follow-up waits for `ok`.
    Approval,
    /// Notices to a member come back: what he is to be told of first does not leave.
    Untold,
    /// The ladder is at its end: telephone.
    Call,
    /// Said to be paid; nobody has confirmed it.
    Unconfirmed,
    /// A reply that fits no item.
    Unmatched,
    /// A mail that could not be read.
    Unreadable,
}

/// One thing that needs a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The item, if it is about one.
    pub item: Option<ItemId>,
    /// Why.
    pub reason: NeedReason,
    /// The very words.
    pub words: String,
}

/// An opt-out and a dead address also rest until somebody names another contact.
fn waits_for_a_person(reason: HoldReason) -> bool {
    reason.turns_to_team() || matches!(reason, HoldReason::Bounce | HoldReason::OptOut)
}

pub(super) fn all(
    views: &[&ItemView],
    week: &[&HistoryEntry],
    untold: &[Address],
    today: NaiveDate,
    zone: Tz,
) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    needs.extend(untold.iter().map(|member| Need {
        item: None,
        reason: NeedReason::Untold,
        words: member.to_string(),
    }));
    let paused = |hold: &&Hold| hold.scope == HoldScope::Team && hold.until.is_none();
    if let Some(hold) = views.iter().flat_map(|view| &view.outer).find(paused) {
        needs.push(Need {
            item: None,
            reason: NeedReason::Paused,
            words: hold.evidence.words.clone(),
        });
    }
    let soon = today.checked_add_days(Days::new(7)).unwrap_or(today);
    for view in views {
        let item = &view.item;
        let need = |reason, words: &str| Need {
            item: Some(item.id),
            reason,
            words: words.to_owned(),
        };
        if let Some(closed) = &item.closed {
            if !closed.confirmed {
                needs.push(need(NeedReason::Unconfirmed, &closed.evidence.words));
            }
            continue;
        }
        let mut told: Vec<HoldReason> = Vec::new();
        for hold in item
            .holds
            .iter()
            .chain(&view.outer)
            .filter(|hold| waits_for_a_person(hold.reason))
            // A client the configuration opts out rests by intent, until a person has to ask instead.
            .filter(|hold| !matches!(hold.scope, HoldScope::Client(_)) || item.due < today)
        {
            if !told.contains(&hold.reason) {
                told.push(hold.reason);
                needs.push(need(NeedReason::Hold(hold.reason), &hold.evidence.words));
            }
        }
        let ladder = &item.ladder;
        if told.is_empty() && ladder.proposed.is_some() && ladder.approved.is_none() {
            needs.push(need(NeedReason::Approval, ""));
        }
        let calls_soon = view.next.is_some_and(|(step, at)| {
            step == Step::Call && at.with_timezone(&zone).date_naive() <= soon
        });
        let called = item
            .ladder
            .sent
            .last()
            .is_some_and(|sent| sent.step == Step::Call);
        if told.is_empty() && (calls_soon || called) {
            needs.push(need(NeedReason::Call, ""));
        }
    }
    for entry in week {
        let reason = match entry.event {
            EventKind::Unmatched => NeedReason::Unmatched,
            EventKind::Unreadable => NeedReason::Unreadable,
            _ => continue,
        };
        needs.push(Need {
            item: None,
            reason,
            words: entry.evidence.words.clone(),
        });
    }
    needs
}
