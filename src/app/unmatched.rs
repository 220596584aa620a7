//! A client's mail that fits no item: kept, told, and taken up again when the mail it answers comes.

use super::client::{From, MOST_BESIDE};
use super::engine::Bench;
use super::ingest::{in_thread, record, written};
use crate::decide::{changed, lift_of, put_hold};
use crate::interpret;
use crate::matching::Lookup as _;
use crate::model::{
    Actor, Address, AuthenticationResult, Effect, EventKind, Evidence, HistoryEntry, HoldReason,
    Item, Kind, Mail, MessageId, Notice, NoticeKind, Reply, Turn,
};
use crate::store::ItemFilter;

/// Answers to one mail that are kept until it comes.
const MOST_BEFORE: usize = 8;

/// Memory key: the answers that came before a mail.
fn before(id: &MessageId) -> String {
    format!("before:{}", id.key())
}

impl Bench<'_> {
    /// Nothing fits: kept, and told to whoever has open items with that client. Where it says what an
    /// answer says, the writer's open items rest until their owners say whether it is one.
    pub(super) fn unmatched(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        if from.watched {
            return Ok(Vec::new());
        }
        if from.doubtful == Some(crate::decide::IN_JUNK) {
            return self.junk(from);
        }
        let known = match &from.client {
            Some(client) if from.authentication.result != AuthenticationResult::Fail => {
                self.tx.items(&ItemFilter {
                    client: Some(client.clone()),
                    ..ItemFilter::open()
                })?
            }
            _ => Vec::new(),
        };
        self.keep_for_its_opening(from)?;
        let meant = may_answer(from, &known);
        if !meant.is_empty() {
            return Ok(held_for_a_word(self, from, &meant));
        }
        let mut effects = vec![record(
            EventKind::Unmatched,
            "no-item-fits",
            from.mail,
            &from.reading.own_text,
        )];
        if let Some(item) = known
            .iter()
            .max_by_key(|i| (i.last_contact, i.turn() == Turn::Client, i.id))
        {
            let theirs = known.iter().filter(|i| i.owner == item.owner);
            effects.push(told(from, &item.owner, theirs, "no-item-fits"));
        }
        if known.is_empty() {
            // Who forwards something waits for what came of it.
            if let Some(to) = from.forwarder {
                effects.push(told(from, to, [].iter(), "no-item-fits"));
            } else if let Some(last) = self.last_of_client(from)? {
                let owner = last.owner.clone();
                effects.push(told(from, &owner, [last].iter(), "no-item-fits"));
            }
        }
        Ok(effects)
    }

    /// The item a client without open ones was last written with, whose owner hears of what fits none:
    /// a person's own words, and more of them than thanks.
    fn last_of_client(&self, from: &From<'_>) -> anyhow::Result<Option<Item>> {
        let files = from.mail.attachments.iter().any(|a| !a.inline);
        let idle = !files && interpret::only_thanks(from.reading) || from.mail.through_list;
        let forged = from.authentication.result == AuthenticationResult::Fail;
        let Some(client) = from.client.as_ref().filter(|_| !idle && !forged) else {
            return Ok(None);
        };
        let items = self.tx.items(&ItemFilter {
            client: Some(client.clone()),
            ..ItemFilter::default()
        })?;
        Ok(items.into_iter().max_by_key(|i| (i.last_contact, i.id)))
    }

    /// Mailboxes are read one after the other and servers deliver late: an answer may come before the
    /// mail it answers.
    fn keep_for_its_opening(&self, from: &From<'_>) -> anyhow::Result<()> {
        if from.authentication.result == AuthenticationResult::Fail || from.forwarder.is_some() {
            return Ok(());
        }
        for id in from.mail.in_reply_to.iter().take(MOST_BEFORE) {
            let kept = self.tx.recall(&before(id))?.unwrap_or_default();
            let own = from.mail.id();
            let mut all: Vec<&str> = kept.lines().collect();
            if all.len() < MOST_BEFORE && !all.contains(&own.as_str()) {
                all.push(own.as_str());
                self.tx.remember(&before(id), &all.join("\n"))?;
            }
        }
        Ok(())
    }

    /// A mail opened items: what answered it before it came is judged now, once.
    pub(super) fn came_before(&self, opening: &MessageId) -> anyhow::Result<()> {
        let Some(kept) = self.tx.recall(&before(opening))? else {
            return Ok(());
        };
        self.tx.forget_key(&before(opening))?;
        for id in kept.lines().map(MessageId::new) {
            // Its owner may have given it to an item meanwhile.
            if !self.tx.by_message_id(&id)?.is_empty() {
                continue;
            }
            let Some(stored) = self.tx.mail(&id)? else {
                continue;
            };
            let Some((mail, reading)) = self.reread(&stored.mail) else {
                continue;
            };
            let Some(person) = mail.from.clone() else {
                continue;
            };
            let client = self.desk.world.client_key(&person.address);
            let cut = (!mail.cut.is_empty()).then_some("cut-by-a-limit");
            let from = From {
                mail: &mail,
                reading: &reading,
                authentication: &stored.mail.authentication,
                person: &person,
                client,
                doubtful: mail.through_list.then_some("through-a-list").or(cut),
                watched: false,
                forwarder: None,
            };
            self.freed_of(&from)?;
            let effects = self.client(&from)?;
            let theirs = in_thread(&effects, &mail, reading.forwarded.is_some());
            self.carry(effects)?;
            for item in &theirs {
                self.tx.remember_text(item, &written(&reading))?;
            }
        }
        Ok(())
    }

    /// Items that rested because a mail might be about them go on: it is known now what it is about.
    fn freed_of(&self, from: &From<'_>) -> anyhow::Result<()> {
        let Some(client) = &from.client else {
            return Ok(());
        };
        let id = from.mail.id();
        let evidence = Evidence::new("answers-another", Some(&id), &from.mail.subject);
        for mut item in self.tx.items(&ItemFilter {
            client: Some(client.clone()),
            ..ItemFilter::open()
        })? {
            if lift_of(&mut item, HoldReason::Ambiguous, &id) {
                let resumed = changed(&item, EventKind::Resumed, &Actor::Daemon, &evidence);
                self.carry(vec![resumed])?;
            }
        }
        Ok(())
    }
}

/// Whether a mail that answers another was kept for it to come.
pub(super) fn is_kept(effects: &[Effect], mail: &Mail) -> bool {
    let unmatched = |effect: &Effect| matches!(effect, Effect::Record { entry } if entry.event == EventKind::Unmatched);
    !mail.in_reply_to.is_empty() && effects.iter().any(unmatched)
}

/// The open items a mail that fits none by its words may be about all the same: it promises, delivers,
/// pays, asks, contests or refuses something, and these are what its writer owes. A new person of the
/// client means one or more of what his colleagues owe; what only asks says so of the single one.
fn may_answer<'i>(from: &From<'_>, known: &'i [Item]) -> Vec<&'i Item> {
    let reply = from.reading.reply;
    let says = matches!(
        reply,
        Reply::Delivered
            | Reply::Part
            | Reply::Payment
            | Reply::Promise
            | Reply::Question
            | Reply::Dispute
            | Reply::Decline
            | Reply::Stop
    );
    if !says || from.mail.through_list {
        return Vec::new();
    }
    let own = |item: &&Item| item.has_contact(&from.person.address);
    let mut meant: Vec<&Item> = known.iter().filter(own).collect();
    if meant.is_empty() {
        let may_mean = |item: &&Item| match reply {
            Reply::Payment => item.kind == Kind::Invoice,
            Reply::Delivered => item.kind == Kind::Request,
            Reply::Question => known.len() == 1,
            _ => true,
        };
        meant = known.iter().filter(may_mean).collect();
        // Of a house that owes more than that, a new person may write about anything.
        if meant.len() > MOST_BESIDE {
            meant.clear();
        }
    }
    meant
}

/// All of them rest, and each owner is asked once.
fn held_for_a_word(bench: &Bench<'_>, from: &From<'_>, meant: &[&Item]) -> Vec<Effect> {
    let rule = "may-be-an-answer";
    let evidence = Evidence::new(rule, Some(&from.mail.id()), &from.reading.own_text);
    let items: Vec<_> = meant.iter().map(|item| item.id).collect();
    let mut effects = vec![
        Effect::Withdraw {
            items: items.clone(),
            evidence: evidence.clone(),
        },
        Effect::Record {
            entry: HistoryEntry {
                items,
                reading: Some(from.reading.reply),
                ..HistoryEntry::new(EventKind::Unmatched, Actor::Daemon, &evidence)
            },
        },
    ];
    let mut owners: Vec<&Address> = Vec::new();
    for item in meant {
        let mut after = (*item).clone();
        after.last_contact = bench.desk.now;
        put_hold(&mut after, HoldReason::Ambiguous, None, &evidence);
        effects.push(changed(&after, EventKind::Held, &Actor::Daemon, &evidence));
        if !owners.contains(&&item.owner) {
            owners.push(&item.owner);
        }
    }
    for owner in owners {
        let theirs = meant.iter().copied().filter(|item| item.owner == *owner);
        effects.push(told(from, owner, theirs, rule));
    }
    effects
}

fn told<'i>(
    from: &From<'_>,
    to: &Address,
    items: impl Iterator<Item = &'i Item>,
    rule: &str,
) -> Effect {
    Effect::Notice {
        notice: Notice {
            kind: NoticeKind::Unmatched,
            to: vec![to.clone()],
            items: items.map(|item| item.id).collect(),
            in_reply_to: Some(from.mail.id()),
            from: Some(from.person.clone()),
            words: from.reading.own_text.clone(),
            at: None,
            rule: rule.to_owned(),
            lines: Vec::new(),
        },
    }
}
