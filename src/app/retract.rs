//! `undo` without an item: the last command of whoever says it, with all it changed; `undo all`: the
//! last that bound everything (`pause all`, `resume all`, `away`).

use super::engine::Bench;
use crate::decide::{away, command};
use crate::model::{
    Actor, Command, Effect, EventKind, Evidence, HistoryEntry, HoldScope, Item, ItemId, MessageId,
    NoticeLine,
};
use crate::store::{HistoryRow, Sought};

/// How long after a command `undo` still finds it without its item.
const REACH: chrono::Duration = chrono::Duration::days(30);

impl Bench<'_> {
    pub(super) fn retract(
        &self,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
        about: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let everything = command.argument.is_some();
        let mut sought = Sought {
            // What binds everything, a lead may end whoever said it.
            by: (!(everything && self.leads(actor))).then(|| actor.clone()),
            mail: None,
            everything,
            since: self.desk.now - REACH,
        };
        // The answer to a transcript means what that transcript tells, and nothing older.
        for id in about {
            if let Some(row) = self.tx.outgoing_by_message_id(id)?
                && let Some(told) = self.notice_about(&row)?
            {
                sought.mail = Some(told);
                break;
            }
        }
        let Some(decision) = self.tx.last_command(&sought)? else {
            let no = if sought.mail.is_some() || everything {
                "nothing_wide"
            } else {
                "which_item"
            };
            return Ok(vec![command::refused(None, command, command::No(no))]);
        };
        let rows = self.tx.decision(decision)?;
        // In a mail of its own it may mean anything: what was decided about one item is named first.
        let wide = rows.iter().any(|row| {
            let of_all = row.entry.evidence.words.ends_with(" all");
            row.entry.item.is_none() || row.entry.away.is_some() || of_all
        });
        if let (Some(row), true, None, false) = (
            rows.first(),
            evidence.message_id.is_some(),
            &sought.mail,
            wide,
        ) {
            let item = match row.entry.item {
                Some(item) => self.tx.load(item)?,
                None => None,
            };
            let no = command::No("which_item");
            return Ok(vec![command::refused(item.as_ref(), command, no)]);
        }
        let mut lines = self.items_before(&rows, command, actor, evidence)?;
        lines.extend(self.wide_before(&rows, command, actor, evidence)?);
        Ok(lines)
    }

    /// The items a decision changed, as they were before it; one that something else changed since
    /// stays, and that is told.
    fn items_before(
        &self,
        rows: &[HistoryRow],
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut ids: Vec<ItemId> = Vec::new();
        for id in rows
            .iter()
            .filter(|r| !r.undone && (r.after.is_some() || !r.entry.wider.is_empty()))
            .filter_map(|r| r.entry.item)
        {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut lines = Vec::new();
        for item in self.load_all(ids)? {
            let decided: Option<i64> = self.last_decision(&item)?;
            if decided == rows.first().map(|row| row.decision) {
                let one: &[Item] = std::slice::from_ref(&item);
                lines.extend(self.undo(command, one, actor, evidence)?);
            } else {
                let no = command::No("changed_since");
                lines.push(command::refused(Some(&item), command, no));
            }
        }
        Ok(lines)
    }

    /// What a decision changed for the whole team, and absences, as they were before it.
    fn wide_before(
        &self,
        rows: &[HistoryRow],
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let wide: Vec<&HistoryRow> = rows
            .iter()
            .filter(|row| !row.undone && row.entry.item.is_none())
            .filter(|row| !row.entry.wider.is_empty() || row.entry.away.is_some())
            .collect();
        let mut lines = Vec::new();
        for row in wide.iter().rev() {
            for change in &row.entry.wider {
                let Some(hold) = change.before.as_ref().or(change.after.as_ref()) else {
                    continue;
                };
                let standing = self.tx.all_outer_holds()?;
                let now = standing
                    .iter()
                    .find(|h| (&h.scope, h.reason) == (&hold.scope, hold.reason));
                if hold.scope != HoldScope::Team || now != change.after.as_ref() {
                    continue;
                }
                let entry = |event| HistoryEntry {
                    hold: Some(hold.reason),
                    ..HistoryEntry::new(event, actor.clone(), evidence)
                };
                self.carry(vec![match &change.before {
                    Some(before) => Effect::Hold {
                        hold: before.clone(),
                        entry: entry(EventKind::Held),
                    },
                    None => Effect::Release {
                        scope: HoldScope::Team,
                        reason: Some(hold.reason),
                        entry: entry(EventKind::Resumed),
                    },
                }])?;
            }
            if let Some(change) = &row.entry.away
                && let Some(owner) = change.before.as_ref().or(change.after.as_ref())
                && self.absence(&owner.owner)? == change.after
            {
                let owner = &owner.owner;
                let before = change.before.clone();
                self.carry(vec![away::set(owner, before, actor, evidence)])?;
                self.tell_deputies(owner, change.after.as_ref(), actor)?;
            }
            lines.push(self.told(None, row)?);
        }
        if let (Some(row), false) = (wide.first(), lines.is_empty()) {
            self.tx.mark_wide_undone(row.decision)?;
            self.tx.mark_wide_undone(self.decision)?;
            lines.insert(
                0,
                NoticeLine {
                    item: None,
                    code: "done".to_owned(),
                    words: command::said(command),
                    date: None,
                },
            );
        }
        Ok(lines)
    }
}
