//! What bounces and absences do (product.md 3); other automatic mail is recorded and does nothing.

use chrono::{Duration, NaiveDate};

use super::reply::{successor, successor_line};
use super::{Desk, changed, put_hold};
use crate::model::{
    Actor, Address, Automatic, AutomaticKind, Effect, EventKind, Evidence, FailedRecipient,
    Failure, HistoryEntry, Hold, HoldReason, HoldScope, Item, ItemId, MessageId, Notice,
    NoticeKind, NoticeLine,
};

/// Lines of a report that are looked at for a successor.
const LONGEST_REPORT: usize = 200;
/// Longest absence believed, days from today.
pub(super) const LONGEST_ABSENCE: i64 = 30;

/// An item a bounce speaks of.
#[derive(Debug, Clone)]
pub struct Returned {
    /// The item.
    pub item: Item,
    /// To whom the mail of ours, or of a member, went that came back.
    pub mailed: Vec<Address>,
}

/// Words by which a report names who is to be written to now.
const INSTEAD: &[&str] = &[
    "instead",
    "contact",
    "write to",
    "new address",
    "successor",
    "replaced by",
    "taken over",
    "took over",
    "reach",
    "from now on",
    "改发",
    "改用",
    "新邮箱",
    "新地址",
    "请联系",
    "接替",
    "接手",
    "请发",
    "转至",
];

/// The lines of a report that name an address to write to instead, if any does.
#[must_use]
pub fn instead(text: &str) -> Option<String> {
    let mut before = String::new();
    let mut named = Vec::new();
    for line in text.lines().take(LONGEST_REPORT) {
        let line = line.to_lowercase();
        if line.contains('@')
            && INSTEAD
                .iter()
                .any(|cue| line.contains(cue) || before.contains(cue))
        {
            named.push(line.clone());
        }
        before = line;
    }
    (!named.is_empty()).then(|| named.join("\n"))
}

/// A bounce about mails of these items. Only what says that a contact's mailbox is gone marks him dead,
/// and only if a mail that the report returns went to him; `doubt` is why the report itself is not
/// believed. Short of that the item rests and its owner is asked.
#[must_use]
pub fn bounce(
    returned: &[Returned],
    automatic: &Automatic,
    id: &MessageId,
    doubt: Option<&'static str>,
) -> Vec<Effect> {
    let evidence = Evidence::new("bounce", Some(id), &automatic.evidence);
    let mut effects = Vec::new();
    // One notice for each owner, when all his items are recorded.
    let mut told: Vec<Notice> = Vec::new();
    for Returned { item, mailed } in returned {
        let live = |a: &Address| {
            item.contacts
                .iter()
                .any(|c| c.person.address == *a && c.dead.is_none())
        };
        let failed: Vec<&FailedRecipient> = automatic
            .recipients
            .iter()
            .filter(|r| automatic.kind == AutomaticKind::Bounce && live(&r.address))
            .collect();
        let dead: Vec<&Address> = failed
            .iter()
            .filter(|r| r.failure() == Failure::Dead)
            .map(|r| &r.address)
            .filter(|a| doubt.is_none() && mailed.contains(a))
            .collect();
        let entry = |event| HistoryEntry {
            to: dead.iter().map(|a| (*a).clone()).collect(),
            ..HistoryEntry::new(event, Actor::Daemon, &evidence).about(item)
        };
        let asked = failed
            .iter()
            .filter(|r| !dead.contains(&&r.address))
            .find_map(|r| match r.failure() {
                Failure::Dead => Some(doubt.unwrap_or("bounce-unproved")),
                Failure::Refused => Some("refused-by-server"),
                Failure::Later => None,
            });
        if dead.is_empty() && asked.is_none() || item.closed.is_some() {
            effects.push(Effect::Record {
                entry: entry(EventKind::Bounced),
            });
            continue;
        }
        effects.push(Effect::Withdraw {
            items: vec![item.id],
            evidence: evidence.clone(),
        });
        let mut after = item.clone();
        for contact in &mut after.contacts {
            if dead.contains(&&contact.person.address) {
                contact.dead = Some(evidence.clone());
            }
        }
        if !dead.is_empty() {
            after.ladder = after.ladder.next_round();
        }
        effects.push(Effect::Item {
            item: after.clone(),
            entry: entry(EventKind::Bounced),
        });
        if dead.is_empty() {
            let rule = asked.unwrap_or("bounce-unproved");
            let words = Some(&automatic.words).filter(|words| !words.is_empty());
            let words = words.unwrap_or(&automatic.evidence);
            effects.extend(rests(&mut after, &Evidence::new(rule, Some(id), words)));
            continue;
        }
        if after.follow_up_contacts().is_empty() {
            put_hold(&mut after, HoldReason::Bounce, None, &evidence);
            effects.push(changed(&after, EventKind::Held, &Actor::Daemon, &evidence));
        }
        let named = automatic.stand_in.as_deref().unwrap_or_default();
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
            .chain(successor(named, item).map(|address| successor_line(&address)))
            .collect();
        let gone = item
            .contacts
            .iter()
            .map(|contact| &contact.person)
            .find(|person| dead.contains(&&person.address));
        let notice = Notice {
            from: gone.cloned(),
            lines,
            // What a mail server wrote is no word of the contact.
            words: String::new(),
            ..Notice::to_owner(NoticeKind::Bounce, &after, &evidence)
        };
        match told.iter_mut().find(|known| known.to == notice.to) {
            Some(known) => also(known, notice),
            None => told.push(notice),
        }
    }
    effects.extend(told.into_iter().map(|notice| Effect::Notice { notice }));
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

/// One notice tells of a further item: what it says is said of both.
fn also(known: &mut Notice, more: Notice) {
    known.items.extend(more.items);
    for line in more.lines {
        if !known.lines.iter().any(|l| l.words == line.words) {
            known.lines.push(line);
        }
    }
    for line in &mut known.lines {
        line.item = None;
    }
}

/// The item waits for its owner, who is asked.
fn rests(item: &mut Item, evidence: &Evidence) -> [Effect; 2] {
    put_hold(item, HoldReason::Review, None, evidence);
    let notice = Notice {
        words: evidence.words.clone(),
        ..Notice::to_owner(NoticeKind::Review, item, evidence)
    };
    [
        changed(item, EventKind::Held, &Actor::Daemon, evidence),
        Effect::Notice { notice },
    ]
}

/// The rule of an absence whose end nobody told, or that is longer than it counts for.
pub(super) const OPEN_ABSENCE: &str = "out-of-office-open";

/// A contact is away: nothing to him through that day; an absence longer than 30 days counts as 30.
/// `items` are those the note answers; the hold is the contact's, whatever he is chased for. `standing`
/// is the end of the absence he told of before: a note without a day does not shorten it.
#[must_use]
pub fn absence(
    items: &[Item],
    from: &Address,
    automatic: &Automatic,
    id: &MessageId,
    standing: Option<NaiveDate>,
    desk: &Desk<'_>,
) -> Vec<Effect> {
    let mut evidence = Evidence::new("out-of-office", Some(id), &automatic.evidence);
    let Some(first) = items.iter().find(|i| i.has_contact(from)) else {
        return recorded(&evidence);
    };
    let today = desk.client_day(&first.client, desk.now);
    let longest = today
        .checked_add_signed(Duration::days(LONGEST_ABSENCE))
        .unwrap_or(today);
    // Without a date the grace of an acknowledgement is all that can be said.
    if automatic.until.is_none() && standing > Some(desk.after_grace(&first.client)) {
        return recorded(&Evidence::new(
            "away-already",
            Some(id),
            &automatic.evidence,
        ));
    }
    if !automatic
        .until
        .is_some_and(|last| (today..=longest).contains(&last))
    {
        evidence.rule = OPEN_ABSENCE.to_owned();
    }
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
    let open: Vec<ItemId> = (items.iter())
        .filter(|item| item.closed.is_none())
        .map(|item| item.id)
        .collect();
    let mut entry = HistoryEntry::new(EventKind::Held, Actor::Daemon, &evidence);
    // It is nothing that was decided about what is settled: an `undo` there means the close.
    if first.closed.is_none() {
        entry = entry.about(first);
    }
    let mut effects = vec![Effect::Withdraw {
        items: open.clone(),
        evidence: evidence.clone(),
    }];
    effects.push(Effect::Hold {
        hold,
        entry: HistoryEntry {
            until: Some(until),
            hold: Some(HoldReason::Absence),
            items: open.clone(),
            ..entry
        },
    });
    if let Some(stand_in) = &automatic.stand_in
        && !open.is_empty()
    {
        let notice = Notice {
            items: open,
            at: Some(desk.joint(&first.client).start_of(until)),
            lines: vec![NoticeLine {
                item: None,
                code: "stand_in".to_owned(),
                words: stand_in.clone(),
                date: automatic.until,
            }],
            from: (first.contacts.iter().map(|contact| &contact.person))
                .find(|person| person.address == *from)
                .cloned(),
            // What told that a machine wrote is no word of his.
            words: automatic.words.clone(),
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
