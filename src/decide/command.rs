//! What one command does to one item (product.md 5). Verbs that only answer (`list`, `why`, …) are
//! `app`'s; `open` is intake's.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use super::settle::{close, paid, part};
use super::{Desk, changed, is_adopted, ladder, lift, put_hold};
use crate::model::{
    Actor, Address, ClosedHow, Command, DueSource, Effect, EventKind, Evidence, HistoryEntry,
    HoldReason, HoldScope, Item, ItemContact, ItemId, Mode, Notice, NoticeKind, NoticeLine, Person,
    Step, StepSent, Verb,
};

/// Holds that the owner laid himself.
const OWN: &[HoldReason] = &[HoldReason::Pause, HoldReason::Snooze];
/// Holds that wait for the owner; `resume` ends them where he laid none himself.
const WAITING: &[HoldReason] = &[
    HoldReason::Review,
    HoldReason::Question,
    HoldReason::Ambiguous,
    HoldReason::Dispute,
    HoldReason::Decline,
];

/// What came of a command, for the transcript.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What is to be recorded.
    pub effects: Vec<Effect>,
    /// One line each.
    pub lines: Vec<NoticeLine>,
}

/// What stands of an item's next follow-up when a word about it comes, the gap after other mail to its
/// contacts counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stands {
    /// The step that leaves next, by its ladder and what has left; a call is none.
    pub step: Option<Step>,
    /// The rung that step stands on.
    pub rung: Option<Step>,
    /// The step its owner was told of, while the day it was told for is not past.
    pub told: Option<Step>,
    /// Whether a hold stands, of the item or from outside.
    pub held: bool,
}

/// Why a command was not carried out; the code stands in the transcript as `refused:<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct No(pub &'static str);

/// Whether somebody may command an item: the console, its owner, whoever stands in for him, and the
/// team's leads.
#[must_use]
pub fn may(actor: &Actor, item: &Item, desk: &Desk<'_>) -> bool {
    match actor {
        Actor::Daemon | Actor::Console => true,
        Actor::Member(address) => {
            item.owner == *address
                || desk.world.team.leads.contains(address)
                || desk.stands_in(address, &item.owner)
        }
    }
}

/// Carries one command out on the items it is about. `stands`: what stands of their next follow-ups,
/// for `ok` and `skip`.
#[must_use]
pub fn act(
    command: &Command,
    items: &[Item],
    stands: &HashMap<ItemId, Stands>,
    actor: &Actor,
    evidence: &Evidence,
    desk: &Desk<'_>,
) -> Outcome {
    let mut outcome = Outcome::default();
    if items.is_empty() {
        outcome.lines.push(refused(None, command, No("which_item")));
    }
    for item in items {
        // A late reply is answered so: it stays closed.
        if command.verb == Verb::Done && item.closed.is_some() && may(actor, item, desk) {
            outcome.lines.push(NoticeLine {
                item: Some(item.id),
                code: "info:stays_closed".to_owned(),
                words: String::new(),
                date: None,
            });
            continue;
        }
        let done = if may(actor, item, desk) {
            let stands = stands.get(&item.id).copied().unwrap_or_default();
            one(command, item, stands, actor, evidence, desk)
        } else {
            Err(No("not_yours"))
        };
        match done {
            Ok(effects) => {
                outcome.effects.extend(effects);
                outcome.lines.push(NoticeLine {
                    item: Some(item.id),
                    code: "done".to_owned(),
                    words: said(command),
                    date: None,
                });
            }
            Err(no) => outcome.lines.push(refused(Some(item), command, no)),
        }
    }
    outcome
}

/// The command as one line, for transcripts and history.
#[must_use]
pub fn said(command: &Command) -> String {
    let verb = serde_json::to_value(command.verb).ok();
    let verb = verb
        .as_ref()
        .and_then(|v| v.as_str())
        .unwrap_or("?")
        .to_owned();
    match &command.argument {
        Some(argument) => format!("{verb} {argument}"),
        None => verb,
    }
}

/// A transcript line for what was not done.
#[must_use]
pub fn refused(item: Option<&Item>, command: &Command, no: No) -> NoticeLine {
    NoticeLine {
        item: item.map(|i| i.id),
        code: format!("refused:{}", no.0),
        words: said(command),
        date: None,
    }
}

fn one(
    command: &Command,
    item: &Item,
    stands: Stands,
    actor: &Actor,
    evidence: &Evidence,
    desk: &Desk<'_>,
) -> Result<Vec<Effect>, No> {
    let argument = command.argument.as_deref();
    let mut after = item.clone();
    let event = match command.verb {
        Verb::Done => close(&mut after, ClosedHow::Done, evidence, desk)?,
        Verb::Cancel => close(&mut after, ClosedHow::Cancelled, evidence, desk)?,
        Verb::Paid => paid(&mut after, evidence, desk)?,
        Verb::Part => part(&mut after, argument, evidence, desk)?,
        Verb::Due => {
            open_only(item)?;
            let day = day(argument, item, desk)?;
            ladder::move_due(&mut after, day);
            after.due_source = DueSource::Command(argument.unwrap_or_default().to_owned());
            EventKind::Updated
        }
        Verb::Snooze => {
            open_only(item)?;
            let until = day(argument, item, desk)?;
            // What the owner looked at and put off no longer waits for him; what the client asked, or
            // which item he meant, still does.
            lift(&mut after, &[HoldReason::Review, HoldReason::Acknowledged]);
            put_hold(&mut after, HoldReason::Snooze, Some(until), evidence);
            EventKind::Held
        }
        Verb::Pause => {
            open_only(item)?;
            put_hold(&mut after, HoldReason::Pause, None, evidence);
            EventKind::Held
        }
        Verb::Resume => {
            open_only(item)?;
            // What the owner himself put off goes on; what waits for his answer besides still does.
            if !lift(&mut after, OWN) && !lift(&mut after, WAITING) {
                return Err(No("nothing_to_resume"));
            }
            EventKind::Resumed
        }
        Verb::Chase => {
            open_only(item)?;
            if item.follow_up_contacts().is_empty() {
                return Err(No("no_contact"));
            }
            after.holds.clear();
            EventKind::Resumed
        }
        Verb::Reopen => {
            if item.closed.is_none() {
                return Err(No("not_closed"));
            }
            after.closed = None;
            // Whoever stopped it may have been its last contact: it does not rest unseen.
            if after.follow_up_contacts().is_empty() {
                put_hold(&mut after, HoldReason::Bounce, None, evidence);
            }
            after.ladder = after.ladder.next_round();
            after.last_contact = desk.now;
            EventKind::Reopened
        }
        Verb::Ok if item.holds.iter().any(is_adopted) => {
            after.holds.retain(|hold| !is_adopted(hold));
            EventKind::Resumed
        }
        Verb::Ok => {
            open_only(item)?;
            // What it was for is withdrawn: what leaves after the hold is another mail.
            if stands.held {
                return Err(No("nothing_to_approve"));
            }
            let asked = item.ladder.proposed.map(|p| p.step);
            // In `forewarn` it says what silence would, and needs no waiting.
            let silent = desk.world.mode(&item.client, item.mode) == Mode::Forewarn;
            // An `ok` that comes when its step is past is one for the step that stands now.
            let step = asked
                .map(|step| stands.step.map_or(step, |now| now.max(step)))
                .or_else(|| stands.step.filter(|_| silent));
            after.ladder.approved = Some(step.ok_or(No("nothing_to_approve"))?);
            EventKind::Updated
        }
        Verb::Skip => {
            open_only(item)?;
            let asked = item.ladder.proposed.map(|p| p.step);
            let other = stands.told.filter(|told| stands.step != Some(*told));
            let step = other.or(stands.rung).or(asked);
            let step = step.ok_or(No("nothing_to_skip"))?;
            after.ladder.proposed = None;
            after.ladder.approved = None;
            after.ladder.passed.push(StepSent { step, at: desk.now });
            EventKind::Updated
        }
        Verb::Kind => {
            open_only(item)?;
            super::kinds::kind(&mut after, argument, desk)?;
            EventKind::Updated
        }
        Verb::Contact => {
            open_only(item)?;
            contact(&mut after, argument, desk)?;
            EventKind::Updated
        }
        Verb::Owner => {
            let address = address(argument)?;
            if !desk.world.is_team(&address) || desk.world.is_tracking(&address) {
                return Err(No("not_team"));
            }
            if address == item.owner {
                return Err(No("already_owner"));
            }
            after.owner = address;
            EventKind::Updated
        }
        Verb::Call => {
            after.last_contact = desk.now;
            EventKind::Updated
        }
        Verb::Note => EventKind::Updated,
        Verb::Away
        | Verb::Open
        | Verb::Why
        | Verb::Status
        | Verb::List
        | Verb::Dossier
        | Verb::Undo
        | Verb::Help
        | Verb::Resend
        | Verb::Sent => return Err(No("not_here")),
    };
    let mut effects = Vec::new();
    let settles = after.closed.is_some() || !after.holds.is_empty() || event == EventKind::Updated;
    if settles && !matches!(command.verb, Verb::Note | Verb::Ok | Verb::Call) {
        effects.push(Effect::Withdraw {
            items: vec![item.id],
            evidence: evidence.clone(),
        });
    }
    effects.push(changed(&after, event, actor, evidence));
    if after.owner != item.owner {
        effects.push(handed_over(&after, actor, evidence, desk));
    }
    if command.verb == Verb::Chase {
        // What the configuration says is taken back there.
        if !desk.world.opted_out(&item.client) {
            effects.push(release(
                HoldScope::Client(item.client.clone()),
                None,
                item,
                actor,
                evidence,
            ));
        }
        for contact in after.contacts.iter().filter(|c| c.dead.is_none()) {
            let scope = HoldScope::Contact(contact.person.address.clone());
            effects.push(release(
                scope,
                Some(HoldReason::Absence),
                item,
                actor,
                evidence,
            ));
        }
    }
    if command.verb == Verb::Contact
        && let Ok(address) = address(argument)
    {
        effects.push(release(
            HoldScope::Contact(address),
            None,
            item,
            actor,
            evidence,
        ));
    }
    Ok(effects)
}

/// Whoever has an item now is told, unless he took it himself.
fn handed_over(item: &Item, actor: &Actor, evidence: &Evidence, desk: &Desk<'_>) -> Effect {
    let (from, himself) = match actor {
        Actor::Member(giver) => (Some(desk.world.person(giver)), *giver == item.owner),
        Actor::Console | Actor::Daemon => (None, false),
    };
    let mut notice = Notice {
        from,
        in_reply_to: None,
        words: String::new(),
        rule: "handed-over".to_owned(),
        ..Notice::to_owner(NoticeKind::Handover, item, evidence)
    };
    if himself {
        notice.to.clear();
    }
    Effect::Notice { notice }
}

/// The end of wider holds, by the owner's word.
fn release(
    scope: HoldScope,
    reason: Option<HoldReason>,
    item: &Item,
    actor: &Actor,
    evidence: &Evidence,
) -> Effect {
    let entry = HistoryEntry::new(EventKind::Resumed, actor.clone(), evidence).about(item);
    Effect::Release {
        scope,
        reason,
        entry,
    }
}

pub(super) fn open_only(item: &Item) -> Result<(), No> {
    if item.closed.is_some() {
        Err(No("closed"))
    } else {
        Ok(())
    }
}

/// A day from `2026-12-01`, `5d` (calendar days) or `5wd` (the client's and team's working days).
fn day(argument: Option<&str>, item: &Item, desk: &Desk<'_>) -> Result<NaiveDate, No> {
    let text = argument.ok_or(No("missing_argument"))?;
    let today = desk.today();
    let day = if let Some(n) = text.strip_suffix("wd") {
        let n: i32 = n.parse().map_err(|_| No("bad_argument"))?;
        desk.joint(&item.client).add(today, n.clamp(0, 1000))
    } else if let Some(n) = text.strip_suffix('d') {
        let n: u64 = n.parse().map_err(|_| No("bad_argument"))?;
        today
            .checked_add_days(Days::new(n.min(3650)))
            .ok_or(No("bad_argument"))?
    } else {
        text.parse().map_err(|_| No("bad_argument"))?
    };
    if day < today {
        Err(No("past"))
    } else {
        Ok(day)
    }
}

fn address(argument: Option<&str>) -> Result<Address, No> {
    Address::parse(argument.ok_or(No("missing_argument"))?).map_err(|_| No("bad_argument"))
}

/// Adds a contact who gets follow-ups; a dead one comes to life again only by this word.
fn contact(item: &mut Item, argument: Option<&str>, desk: &Desk<'_>) -> Result<(), No> {
    let address = address(argument)?;
    if desk.world.is_team(&address) {
        return Err(No("is_team"));
    }
    lift(item, &[HoldReason::Bounce, HoldReason::OptOut]);
    match item
        .contacts
        .iter_mut()
        .find(|c| c.person.address == address)
    {
        Some(contact) => {
            contact.primary = true;
            contact.dead = None;
        }
        None => item.contacts.push(ItemContact {
            person: Person::nameless(address),
            primary: true,
            dead: None,
        }),
    }
    Ok(())
}

/// `undo`: the item as it was before its last decision.
#[must_use]
pub fn undo(
    now: &Item,
    before: &Item,
    actor: &Actor,
    evidence: &Evidence,
    desk: &Desk<'_>,
) -> Vec<Effect> {
    let mut restored = before.clone();
    // Mails that left cannot be called back: what was really sent stays known, or it would go twice.
    if restored.ladder.instalment == now.ladder.instalment {
        for sent in &now.ladder.sent {
            if !restored.ladder.sent.contains(sent) {
                restored.ladder.sent.push(*sent);
            }
        }
    }
    restored.ladder.observed.clone_from(&now.ladder.observed);
    restored.ladder.round = restored.ladder.round.max(now.ladder.round);
    restored.thread.clone_from(&now.thread);
    let event = if now.closed.is_some() && before.closed.is_none() {
        EventKind::Reopened
    } else {
        EventKind::Updated
    };
    let mut effects = vec![
        Effect::Withdraw {
            items: vec![now.id],
            evidence: evidence.clone(),
        },
        changed(&restored, event, actor, evidence),
    ];
    if restored.owner != now.owner {
        effects.push(handed_over(&restored, actor, evidence, desk));
    }
    effects
}
