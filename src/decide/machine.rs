//! What bounces and absences do (product.md 3); other automatic mail is recorded and does nothing.

use chrono::Duration;

use super::{Desk, changed, put_hold};
use crate::model::{
    Actor, Address, Automatic, AutomaticKind, Effect, EventKind, Evidence, HistoryEntry, Hold,
    HoldReason, HoldScope, Item, MessageId, Notice, NoticeKind, NoticeLine,
};

/// Longest absence believed, days from today.
const LONGEST_ABSENCE: i64 = 30;

/// A bounce about mails of these items. Only a permanent failure of a contact of the item acts.
#[must_use]
pub fn bounce(items: &[Item], automatic: &Automatic, id: &MessageId) -> Vec<Effect> {
    let evidence = Evidence::new("bounce", Some(id), &automatic.evidence);
    let mut effects = Vec::new();
    let permanent: Vec<&Address> = automatic
        .recipients
        .iter()
        .filter(|r| r.permanent && automatic.kind == AutomaticKind::Bounce)
        .map(|r| &r.address)
        .collect();
    for item in items {
        let dead: Vec<&Address> = permanent
            .iter()
            .copied()
            .filter(|a| {
                item.contacts
                    .iter()
                    .any(|c| c.person.address == **a && c.dead.is_none())
            })
            .collect();
        let entry = |event| HistoryEntry {
            to: dead.iter().map(|a| (*a).clone()).collect(),
            ..HistoryEntry::new(event, Actor::Daemon, &evidence).about(item)
        };
        if dead.is_empty() || item.closed.is_some() {
            effects.push(Effect::Record {
                entry: entry(EventKind::Bounced),
            });
            continue;
        }
        let mut after = item.clone();
        for contact in &mut after.contacts {
            if dead.contains(&&contact.person.address) {
                contact.dead = Some(evidence.clone());
            }
        }
        after.ladder = after.ladder.next_round();
        effects.push(Effect::Withdraw {
            items: vec![item.id],
            evidence: evidence.clone(),
        });
        effects.push(Effect::Item {
            item: after.clone(),
            entry: entry(EventKind::Bounced),
        });
        if after.follow_up_contacts().is_empty() {
            put_hold(&mut after, HoldReason::Bounce, None, &evidence);
            effects.push(changed(&after, EventKind::Held, &Actor::Daemon, &evidence));
        }
        let lines = automatic
            .recipients
            .iter()
            .filter(|r| dead.contains(&&r.address))
            .map(|r| NoticeLine {
                item: Some(item.id),
                code: format!("bounced:{}", r.reason),
                words: r.address.as_str().to_owned(),
                date: None,
            })
            .collect();
        let notice = Notice {
            lines,
            ..Notice::to_owner(NoticeKind::Bounce, &after, &evidence)
        };
        effects.push(Effect::Notice { notice });
    }
    if effects.is_empty() {
        let entry = HistoryEntry {
            to: automatic
                .recipients
                .iter()
                .map(|r| r.address.clone())
                .collect(),
            ..HistoryEntry::new(
                EventKind::Received,
                Actor::Daemon,
                &Evidence {
                    rule: "bounce-of-unknown-mail".to_owned(),
                    ..evidence
                },
            )
        };
        effects.push(Effect::Record { entry });
    }
    effects
}

/// A contact is away: nothing to him through that day; an absence longer than 30 days counts as 30.
/// `items` are those the note answers; the hold is the contact's, whatever he is chased for.
#[must_use]
pub fn absence(
    items: &[Item],
    from: &Address,
    automatic: &Automatic,
    id: &MessageId,
    desk: &Desk<'_>,
) -> Vec<Effect> {
    let evidence = Evidence::new("out-of-office", Some(id), &automatic.evidence);
    let Some(first) = items.iter().find(|i| i.has_contact(from)) else {
        return recorded(&evidence);
    };
    let today = desk.client_day(&first.client, desk.now);
    let longest = today
        .checked_add_signed(Duration::days(LONGEST_ABSENCE))
        .unwrap_or(today);
    // Without a date the grace of an acknowledgement is all that can be said.
    let until = match automatic.until {
        Some(last) if last >= today => last
            .min(longest)
            .checked_add_signed(Duration::days(1))
            .unwrap_or(longest),
        _ => desk.after_grace(&first.client),
    };
    let hold = Hold {
        scope: HoldScope::Contact(from.clone()),
        reason: HoldReason::Absence,
        until: Some(until),
        evidence: evidence.clone(),
    };
    let mut effects = vec![Effect::Withdraw {
        items: items.iter().map(|i| i.id).collect(),
        evidence: evidence.clone(),
    }];
    effects.push(Effect::Hold {
        hold,
        entry: HistoryEntry {
            until: Some(until),
            hold: Some(HoldReason::Absence),
            items: items.iter().map(|i| i.id).collect(),
            ..HistoryEntry::new(EventKind::Held, Actor::Daemon, &evidence).about(first)
        },
    });
    if let Some(stand_in) = &automatic.stand_in {
        let notice = Notice {
            items: items.iter().map(|i| i.id).collect(),
            at: Some(desk.joint(&first.client).start_of(until)),
            lines: vec![NoticeLine {
                item: None,
                code: "stand_in".to_owned(),
                words: stand_in.clone(),
                date: automatic.until,
            }],
            ..Notice::to_owner(NoticeKind::Resting, first, &evidence)
        };
        effects.push(Effect::Notice { notice });
    }
    effects
}

/// Automatic mail that does nothing.
#[must_use]
pub fn recorded(evidence: &Evidence) -> Vec<Effect> {
    vec![Effect::Record {
        entry: HistoryEntry::new(EventKind::Received, Actor::Daemon, evidence),
    }]
}
