//! Which items go in one follow-up now: one mail per owner and contacts for what is due together.
//!
//! The item that has come furthest leads and sets the tone; those at lower steps are listed beside it,
//! so nothing is spoken of more sternly than it deserves, and each item records its own step. What the
//! last mail copies to somebody else of the client goes apart: he learns of nothing but what it is about.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Desk, changed, ladder};
use crate::model::{
    Actor, Address, Effect, EventKind, Evidence, FollowUp, FollowUpLine, HistoryEntry, Item,
    ItemId, MessageId, Mode, Notice, NoticeKind, NoticeLine, Person, Step, StepSent,
};

/// An item whose next step is due now.
#[derive(Debug, Clone)]
pub struct DueItem {
    /// The item, expired holds already gone.
    pub item: Item,
    /// Its step.
    pub step: Step,
    /// The day it has waited for its turn since, see [`ladder::Next::since`].
    pub since: NaiveDate,
}

/// What items share that go in one mail.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Envelope {
    owner: Address,
    to: Vec<Address>,
    mode: Mode,
    /// Whom the last mail copies.
    copied: Vec<Address>,
}

impl Envelope {
    pub(super) fn of(item: &Item, step: Step, desk: &Desk<'_>) -> Self {
        let people = item.follow_up_contacts().into_iter();
        let mut to: Vec<Address> = people.map(|person| person.address).collect();
        to.sort();
        let copied = Some(step).filter(|step| *step == Step::Last);
        Self {
            owner: item.owner.clone(),
            to,
            mode: desk.world.mode(&item.client, item.mode),
            copied: copied.map_or_else(Vec::new, |_| copied_of(item, desk)),
        }
    }

    /// To whom it goes, in the order of their addresses.
    pub(super) fn to(&self) -> &[Address] {
        &self.to
    }
}

/// Whom the client names for the last mail.
fn copied_of(item: &Item, desk: &Desk<'_>) -> Vec<Address> {
    let client = desk.world.client(&item.client);
    client.map_or_else(Vec::new, |client| client.escalate_to.clone())
}

/// The order of one mail: what has come furthest first, of that the longest overdue.
pub(crate) fn in_order(group: &mut [DueItem]) {
    group.sort_by_key(|d| {
        let due = ladder::current_due(&d.item);
        (std::cmp::Reverse(d.step), due, d.item.id)
    });
}

/// Groups due items: one group per owner and set of contacts, in the order of its mail; what copies
/// somebody is a group of its own. Of several groups that must take turns, what is not due yet waits;
/// the one that has waited longest goes first, of those the longest overdue. `Call` steps are groups of
/// their own.
#[must_use]
pub fn groups(mut due: Vec<DueItem>, desk: &Desk<'_>) -> Vec<Vec<DueItem>> {
    due.sort_by_key(|d| (ladder::current_due(&d.item), d.item.id));
    let mut groups: Vec<Vec<DueItem>> = Vec::new();
    let mut places: HashMap<Envelope, usize> = HashMap::new();
    for one in due {
        let place = if one.step == Step::Call {
            groups.len()
        } else {
            let shared = Envelope::of(&one.item, one.step, desk);
            *places.entry(shared).or_insert(groups.len())
        };
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.sort_by_key(|group| {
        let ahead = group.iter().all(|due| due.step == Step::HeadsUp);
        (ahead, place(group))
    });
    for group in &mut groups {
        in_order(group);
    }
    groups
}

/// The place of a mail in the queue for its contacts, by its item that has waited longest: first come,
/// first served, so that nothing newer can keep an old item from its turn for ever.
pub(crate) fn place(group: &[DueItem]) -> Option<Place> {
    let of = |due: &DueItem| (due.since, ladder::current_due(&due.item), due.item.id);
    group.iter().map(of).min()
}

/// Day waited since, due day, number.
pub(crate) type Place = (NaiveDate, NaiveDate, ItemId);

/// What a group of due items does now, by mode. An item without a live contact is not chased.
#[must_use]
pub fn act(group: &[DueItem], desk: &Desk<'_>) -> Vec<Effect> {
    let Some(first) = group.first() else {
        return Vec::new();
    };
    if first.step == Step::Call {
        return call(&first.item, desk);
    }
    let mode = desk.world.mode(&first.item.client, first.item.mode);
    if mode == Mode::Approve {
        let agreed = |d: &DueItem| d.item.ladder.approved == Some(d.step);
        let (agreed, others): (Vec<DueItem>, Vec<DueItem>) =
            group.iter().cloned().partition(agreed);
        let mut effects = follow_up(&agreed, mode, desk);
        effects.extend(propose(&others, mode, desk));
        return effects;
    }
    // What comes here in `forewarn` was told of and not answered, see `forewarn`.
    follow_up(group, mode, desk)
}

pub(crate) fn time_evidence(item: &Item, step: Step) -> Evidence {
    let words = format!("due {}, step {}", ladder::current_due(item), step.as_str());
    Evidence::new("ladder", None, &words)
}

fn line(due: &DueItem) -> FollowUpLine {
    FollowUpLine {
        item: due.item.id,
        instalment: due.item.ladder.instalment,
        round: due.item.ladder.round,
        step: due.step,
    }
}

/// The mail itself, as it would leave now, its items in their order.
pub(crate) fn compose(group: &[DueItem], first: &DueItem, mode: Mode, desk: &Desk<'_>) -> FollowUp {
    let (at, send_before): (DateTime<Utc>, DateTime<Utc>) =
        desk.joint(&first.item.client).window(desk.now);
    let owner = &first.item.owner;
    let mut cc = vec![desk.world.person(owner)];
    let deputy = desk.reader(owner);
    if deputy != *owner {
        cc.push(desk.world.person(&deputy));
    }
    if group.iter().all(|due| due.step == Step::Last) {
        let copied = copied_of(&first.item, desk).into_iter();
        cc.extend(copied.map(Person::nameless));
    }
    FollowUp {
        owner: first.item.owner.clone(),
        to: first.item.follow_up_contacts(),
        cc,
        lines: group.iter().map(line).collect(),
        mode,
        at,
        send_before,
    }
}

fn follow_up(group: &[DueItem], mode: Mode, desk: &Desk<'_>) -> Vec<Effect> {
    let Some(first) = group.first() else {
        return Vec::new();
    };
    let follow_up = compose(group, first, mode, desk);
    let mut evidence = time_evidence(&first.item, first.step);
    if group.iter().any(|due| due.step != first.step) {
        let each = group.iter().map(|due| {
            let words = time_evidence(&due.item, due.step).words;
            format!("{} {words}", due.item.id)
        });
        evidence.words = each.collect::<Vec<_>>().join("; ");
    }
    let entry = HistoryEntry {
        item: (group.len() == 1).then_some(first.item.id),
        items: group.iter().map(|d| d.item.id).collect(),
        kind: Some(first.item.kind),
        step: Some(first.step),
        mode: Some(mode),
        to: follow_up.to.iter().map(|p| p.address.clone()).collect(),
        ..HistoryEntry::new(EventKind::FollowUp, Actor::Daemon, &evidence)
    };
    let mut effects = vec![Effect::FollowUp { follow_up, entry }];
    for due in group {
        let mut item = due.item.clone();
        if mode == Mode::Observe {
            item.ladder.observed.push(StepSent {
                step: due.step,
                at: desk.now,
            });
        }
        item.ladder.proposed = None;
        item.ladder.approved = None;
        effects.push(changed(
            &item,
            EventKind::Updated,
            &Actor::Daemon,
            &time_evidence(&item, due.step),
        ));
    }
    effects
}

/// Rule of what waits for an `ok` (mode approve).
pub const APPROVAL_NEEDED: &str = "approval-needed";

fn propose(group: &[DueItem], mode: Mode, desk: &Desk<'_>) -> Vec<Effect> {
    let Some(first) = group.first() else {
        return Vec::new();
    };
    let evidence = Evidence::new(APPROVAL_NEEDED, None, mode.as_str());
    let mut effects = Vec::new();
    for due in group {
        let mut item = due.item.clone();
        item.ladder.proposed = Some(StepSent {
            step: due.step,
            at: desk.now,
        });
        // An `ok` to a step that has had its day says nothing of this one.
        item.ladder.approved = None;
        effects.push(changed(
            &item,
            EventKind::Updated,
            &Actor::Daemon,
            &evidence,
        ));
    }
    effects.push(Effect::Notice {
        notice: Notice {
            kind: NoticeKind::Approval,
            to: vec![first.item.owner.clone()],
            items: group.iter().map(|d| d.item.id).collect(),
            in_reply_to: None,
            from: first.item.follow_up_contacts().into_iter().next(),
            words: String::new(),
            at: None,
            rule: evidence.rule.clone(),
            lines: group
                .iter()
                .map(|d| NoticeLine {
                    item: Some(d.item.id),
                    code: format!("step:{}", d.step.as_str()),
                    words: String::new(),
                    date: Some(desk.client_day(&d.item.client, desk.now)),
                })
                .collect(),
        },
    });
    effects
}

/// A follow-up left: the step counts from now on. Nothing counts before a server took the mail, its
/// own copy came, or a person said so (`rule`).
#[must_use]
pub fn sent(
    item: &Item,
    line: &FollowUpLine,
    rule: &str,
    id: &MessageId,
    desk: &Desk<'_>,
) -> Option<Effect> {
    if item.ladder.round != line.round || item.ladder.instalment != line.instalment {
        return None;
    }
    let mut after = item.clone();
    after.ladder.sent.push(StepSent {
        step: line.step,
        at: desk.now,
    });
    let evidence = Evidence::new(rule, Some(id), line.step.as_str());
    Some(changed(&after, EventKind::Sent, &Actor::Daemon, &evidence))
}

/// The end of the ladder: a notice to the owner, then silence. In observe no mail has left that a call
/// could follow: it is only shown.
fn call(item: &Item, desk: &Desk<'_>) -> Vec<Effect> {
    let evidence = time_evidence(item, Step::Call);
    let mode = desk.world.mode(&item.client, item.mode);
    let mut after = item.clone();
    let called = StepSent {
        step: Step::Call,
        at: desk.now,
    };
    let entry = HistoryEntry {
        step: Some(Step::Call),
        mode: (mode == Mode::Observe).then_some(mode),
        ..HistoryEntry::new(EventKind::AskedOwner, Actor::Daemon, &evidence).about(item)
    };
    if mode == Mode::Observe {
        after.ladder.observed.push(called);
        return vec![Effect::Item { item: after, entry }];
    }
    after.ladder.sent.push(called);
    vec![
        Effect::Item { item: after, entry },
        Effect::Notice {
            notice: Notice {
                words: String::new(),
                ..Notice::to_owner(NoticeKind::Call, item, &evidence)
            },
        },
    ]
}
