//! Decisions recorded: one closed match from effects to rows, inside the caller's transaction.

use chrono::{DateTime, Utc};

use super::{FollowUpStatus, OutgoingRow, StoreError, Tx};
use crate::model::{
    Actor, AwayChange, Effect, EventKind, Evidence, EvidenceFlat, FollowUp, HistoryEntry,
    HoldChange, Item, ItemId, Mode, Notice, NoticeKind, Outgoing, OutgoingClass, OutgoingId,
};

/// An effect with the mail rendered for it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The decision.
    pub effect: Effect,
    /// Exact bytes: for every notice, for a summary that has readers, and for a follow-up that
    /// leaves now (none for one that is only observed or proposed); for nothing else.
    pub outgoing: Option<Outgoing>,
}

impl From<Effect> for Prepared {
    fn from(effect: Effect) -> Self {
        Self {
            effect,
            outgoing: None,
        }
    }
}

/// What recording a decision did.
#[derive(Debug, Clone, Default)]
pub struct Applied {
    /// The events recorded, in order.
    pub events: Vec<(DateTime<Utc>, HistoryEntry)>,
    /// Rows queued.
    pub queued: Vec<OutgoingId>,
    /// Rows withdrawn, with their follow-ups: the engine takes their steps back from every item
    /// they named.
    pub withdrawn: Vec<(OutgoingRow, FollowUp)>,
}

impl Tx<'_> {
    /// Records the effects of one decision, in order. All history rows of one call are one decision
    /// for `undo`.
    ///
    /// # Errors
    /// [`StoreError`] for an effect that cannot stand; SQLite's. The caller lets it roll back.
    pub fn apply(&self, effects: &[Prepared], now: DateTime<Utc>) -> anyhow::Result<Applied> {
        self.apply_to(self.next_decision()?, effects, now)
    }

    /// The number of a new decision, for effects that are recorded one after the other because a
    /// later one is rendered from what an earlier one changed.
    ///
    /// # Errors
    /// SQLite's.
    pub fn next_decision(&self) -> anyhow::Result<i64> {
        self.next_id("history")
    }

    /// Records further effects of a decision of this transaction, see [`Tx::apply`].
    ///
    /// # Errors
    /// As [`Tx::apply`].
    pub fn apply_to(
        &self,
        decision: i64,
        effects: &[Prepared],
        now: DateTime<Utc>,
    ) -> anyhow::Result<Applied> {
        let mut record = Record {
            tx: self,
            now,
            decision,
            applied: Applied::default(),
        };
        for prepared in effects {
            record.effect(&prepared.effect, prepared.outgoing.as_ref())?;
        }
        Ok(record.applied)
    }
}

struct Record<'t, 'c> {
    tx: &'t Tx<'c>,
    now: DateTime<Utc>,
    decision: i64,
    applied: Applied,
}

impl Record<'_, '_> {
    fn effect(&mut self, effect: &Effect, outgoing: Option<&Outgoing>) -> anyhow::Result<()> {
        match effect {
            Effect::Item { item, entry } => {
                nothing_leaves(outgoing)?;
                self.item(item, entry)
            }
            Effect::Hold { hold, entry } => {
                nothing_leaves(outgoing)?;
                let before = self.tx.add_hold(hold)?;
                let after = Some(hold.clone());
                let change = (before != after).then_some(HoldChange { before, after });
                self.widely(entry, change.into_iter().collect())
            }
            Effect::Release {
                scope,
                reason,
                entry,
            } => {
                nothing_leaves(outgoing)?;
                let ended = self.tx.remove_holds(scope, *reason)?;
                // A word about an item ends what else holds it: where nothing does, nothing is told.
                if ended.is_empty() && entry.item.is_some() {
                    return Ok(());
                }
                let change = |hold| HoldChange {
                    before: Some(hold),
                    after: None,
                };
                self.widely(entry, ended.into_iter().map(change).collect())
            }
            Effect::Away { owner, away, entry } => {
                nothing_leaves(outgoing)?;
                let before = self.tx.set_absence(owner, away.as_ref())?;
                let after = away.clone();
                self.event(&HistoryEntry {
                    away: (before != after).then_some(AwayChange { before, after }),
                    ..entry.clone()
                })
            }
            Effect::FollowUp { follow_up, entry } => self.follow_up(follow_up, entry, outgoing),
            Effect::Notice { notice } => self.notice(notice, outgoing),
            Effect::Summary { due, .. } => self.summary(*due, outgoing),
            Effect::Withdraw { items, evidence } => {
                nothing_leaves(outgoing)?;
                self.withdraw(items, evidence)
            }
            Effect::Record { entry } => {
                nothing_leaves(outgoing)?;
                self.event(entry)
            }
        }
    }

    /// An event with the holds it changed beyond one item.
    fn widely(&mut self, entry: &HistoryEntry, wider: Vec<HoldChange>) -> anyhow::Result<()> {
        self.event(&HistoryEntry {
            wider,
            ..entry.clone()
        })
    }

    fn event(&mut self, entry: &HistoryEntry) -> anyhow::Result<()> {
        self.tx.append(self.now, self.decision, entry, None, None)?;
        self.applied.events.push((self.now, entry.clone()));
        Ok(())
    }

    fn item(&mut self, item: &Item, entry: &HistoryEntry) -> anyhow::Result<()> {
        let before = self.tx.load(item.id)?;
        self.tx.save(item, before.as_ref(), self.now)?;
        // As it will be loaded, so that undo restores exactly that.
        let after = self.tx.load(item.id)?;
        self.tx.append(
            self.now,
            self.decision,
            entry,
            before.as_ref(),
            after.as_ref(),
        )?;
        self.applied.events.push((self.now, entry.clone()));
        Ok(())
    }

    fn queue(
        &mut self,
        outgoing: &Outgoing,
        follow_up: Option<crate::model::FollowUpId>,
    ) -> anyhow::Result<OutgoingId> {
        let id = self.tx.queue(outgoing, follow_up, self.now)?;
        self.applied.queued.push(id);
        Ok(id)
    }

    fn follow_up(
        &mut self,
        follow_up: &FollowUp,
        entry: &HistoryEntry,
        outgoing: Option<&Outgoing>,
    ) -> anyhow::Result<()> {
        let mut entry = entry.clone();
        if entry.items.is_empty() {
            entry.items = follow_up.lines.iter().map(|line| line.item).collect();
        }
        entry.mode = entry.mode.or(Some(follow_up.mode));
        entry.step = entry.step.or(follow_up.step());
        if entry.to.is_empty() {
            entry.to = follow_up
                .to
                .iter()
                .map(|person| person.address.clone())
                .collect();
        }
        match outgoing {
            Some(outgoing) => {
                of_class(outgoing, OutgoingClass::FollowUp)?;
                if follow_up.mode == Mode::Observe {
                    return Err(
                        StoreError::Misprepared("a follow-up in mode observe has bytes").into(),
                    );
                }
                if outgoing.send_before.is_none() {
                    return Err(StoreError::Misprepared(
                        "a client mail has no end of its working window",
                    )
                    .into());
                }
                let id = self
                    .tx
                    .add_follow_up(follow_up, FollowUpStatus::Queued, self.now)?;
                self.queue(outgoing, Some(id))?;
                entry.message_id = Some(outgoing.message_id.clone());
            }
            None => {
                let status = match follow_up.mode {
                    Mode::Observe => FollowUpStatus::Observed,
                    Mode::Approve | Mode::Forewarn => FollowUpStatus::Proposed,
                    Mode::Auto => {
                        return Err(StoreError::Misprepared(
                            "a follow-up in mode auto has no bytes",
                        )
                        .into());
                    }
                };
                self.tx.add_follow_up(follow_up, status, self.now)?;
                if status == FollowUpStatus::Proposed && entry.event == EventKind::FollowUp {
                    // Nothing went out and nothing would have: the notice that tells of the proposal
                    // is the event, and `follow_up` is told when the mail leaves.
                    return Ok(());
                }
            }
        }
        self.event(&entry)
    }

    fn notice(&mut self, notice: &Notice, outgoing: Option<&Outgoing>) -> anyhow::Result<()> {
        let outgoing = outgoing.ok_or(StoreError::Misprepared("a notice has no bytes"))?;
        of_class(outgoing, OutgoingClass::Notice)?;
        let row = self.queue(outgoing, None)?;
        if matches!(notice.kind, NoticeKind::Approval | NoticeKind::Forewarning) {
            for item in &notice.items {
                for (id, follow_up) in self.tx.proposed(*item)? {
                    if follow_up
                        .lines
                        .iter()
                        .all(|line| notice.items.contains(&line.item))
                    {
                        self.tx.tell_of(id, row)?;
                    }
                }
            }
        }
        let evidence = EvidenceFlat {
            rule: notice.rule.clone(),
            words: notice.words.chars().take(Evidence::LONGEST).collect(),
        };
        self.mail_event(EventKind::Notice, &notice.items, outgoing, evidence)
    }

    fn summary(&mut self, due: DateTime<Utc>, outgoing: Option<&Outgoing>) -> anyhow::Result<()> {
        let Some(outgoing) = outgoing else {
            return self.tx.add_summary(due, None);
        };
        of_class(outgoing, OutgoingClass::Summary)?;
        let row = self.queue(outgoing, None)?;
        self.tx.add_summary(due, Some(row))?;
        let evidence = EvidenceFlat {
            rule: "summary-due".to_owned(),
            words: due.to_rfc3339(),
        };
        self.mail_event(EventKind::Summary, &[], outgoing, evidence)
    }

    /// The event of a mail of ours that is no follow-up.
    fn mail_event(
        &mut self,
        event: EventKind,
        items: &[ItemId],
        outgoing: &Outgoing,
        evidence: EvidenceFlat,
    ) -> anyhow::Result<()> {
        let mut entry = HistoryEntry::new(event, Actor::Daemon, &Evidence::default());
        entry.message_id = Some(outgoing.message_id.clone());
        // The own copy goes to the sender itself and is no recipient worth telling.
        entry.to = outgoing
            .recipients
            .iter()
            .filter(|a| **a != outgoing.sender)
            .cloned()
            .collect();
        match items {
            [item] => entry.item = Some(*item),
            _ => entry.items = items.to_vec(),
        }
        entry.evidence = evidence;
        self.event(&entry)
    }

    fn withdraw(&mut self, items: &[ItemId], evidence: &Evidence) -> anyhow::Result<()> {
        // What waits for `ok` or for its day is overtaken as well: an `ok` that crosses an answer
        // must not send.
        for item in items {
            for (id, _) in self.tx.proposed(*item)? {
                self.tx.settle_proposal(id, FollowUpStatus::Withdrawn)?;
            }
        }
        for row in self.tx.queued_about(items)? {
            let Some(follow_up) = row.follow_up else {
                continue;
            };
            let Some((_, follow_up)) = self.tx.follow_up(follow_up)? else {
                continue;
            };
            if !self.tx.withdraw(row.id, &evidence.rule, self.now)? {
                continue;
            }
            let mut entry = HistoryEntry::new(EventKind::Withdrawn, Actor::Daemon, evidence);
            entry.message_id = Some(row.mail.message_id.clone());
            entry.to.clone_from(&row.mail.recipients);
            entry.mode = Some(follow_up.mode);
            entry.step = follow_up.step();
            entry.items = follow_up.lines.iter().map(|line| line.item).collect();
            self.event(&entry)?;
            self.applied.withdrawn.push((row, follow_up));
        }
        Ok(())
    }
}

fn nothing_leaves(outgoing: Option<&Outgoing>) -> Result<(), StoreError> {
    match outgoing {
        None => Ok(()),
        Some(_) => Err(StoreError::Misprepared(
            "bytes came with an effect that sends nothing",
        )),
    }
}

fn of_class(outgoing: &Outgoing, class: OutgoingClass) -> Result<(), StoreError> {
    if outgoing.class == class {
        Ok(())
    } else {
        Err(StoreError::Misprepared(
            "bytes of another class than their effect",
        ))
    }
}
