//! `undo`: an item, and the wider holds its last decision changed, as they were before it.

use std::collections::HashMap;

use super::engine::Bench;
use crate::decide::command;
use crate::model::{
    Actor, Command, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldChange, Item, ItemId,
    LadderState, NoticeLine, Verb,
};
use crate::store::HistoryRow;

/// The last decision on an item that can be taken back.
struct Last {
    /// Row id of its first change.
    change: i64,
    /// Row id of its last.
    end: i64,
    /// Its number.
    decision: i64,
    /// The item before it; `None` if it only changed wider holds.
    before: Option<Item>,
    /// What is told of it: each command, else the row that says most, its last.
    told: Vec<HistoryRow>,
    /// The client or the owner was heard again since.
    heard_since: bool,
}

impl Bench<'_> {
    pub(super) fn undo(
        &self,
        command: &Command,
        items: &[Item],
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        for item in &self.with_candidates(items)? {
            // Who handed an item over may take that back.
            let may = |item: &Item| command::may(actor, item, &self.desk);
            let history = self.tx.history(item.id)?;
            let last = last(&history);
            let was_his = last
                .as_ref()
                .and_then(|l| l.before.as_ref())
                .is_some_and(may);
            let delivery = history.iter().rfind(|row| settles_delivery(row));
            let delivery = delivery.filter(|row| last.as_ref().is_none_or(|l| row.id > l.end));
            let no = match &last {
                _ if !may(item) && !was_his => Some("not_yours"),
                _ if delivery.is_some() => {
                    // The next one reaches further back.
                    if let Some(row) = delivery {
                        self.tx.mark_row_undone(row.id)?;
                    }
                    Some("cannot_undo")
                }
                // Who took everything back stops there; he does not mean the opening.
                None if item.closed.is_some() || history.iter().any(|row| row.undone) => {
                    Some("nothing_to_undo")
                }
                None | Some(_) => None,
            };
            if let Some(no) = no {
                lines.push(command::refused(Some(item), command, command::No(no)));
            }
            match (last, no) {
                (_, Some(_)) => {}
                (Some(last), None) => {
                    lines.extend(self.take_back(item, last, command, actor, evidence)?);
                }
                (None, None) => lines.extend(self.withdrawn(item, &history, actor, evidence)?),
            }
        }
        Ok(lines)
    }

    /// The items whose last decision is to be taken back: with one of several candidates, the others that
    /// the same choice settled or freed.
    fn with_candidates(&self, items: &[Item]) -> anyhow::Result<Vec<Item>> {
        let mut all = items.to_vec();
        for item in items {
            let Some(last) = last(&self.tx.history(item.id)?) else {
                continue;
            };
            let rows = self.tx.decision(last.decision)?;
            if !rows
                .iter()
                .any(|row| row.entry.evidence.rule == "owner-chose")
            {
                continue;
            }
            let ids = rows.iter().filter(|row| row.after.is_some());
            for id in ids.filter_map(|row| row.entry.item) {
                if all.iter().any(|known| known.id == id) {
                    continue;
                }
                if let Some(other) = self.tx.load(id)?
                    && self.last_decision(&other)? == Some(last.decision)
                {
                    all.push(other);
                }
            }
        }
        Ok(all)
    }

    /// Nothing was decided since it was opened: the opening itself is taken back. What was asked of the
    /// client cannot be unasked, so the item stays, closed as called off.
    fn withdrawn(
        &self,
        item: &Item,
        history: &[HistoryRow],
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let cancel = Command {
            verb: Verb::Cancel,
            items: vec![item.id.0],
            argument: None,
        };
        let outcome = command::act(
            &cancel,
            std::slice::from_ref(item),
            &HashMap::new(),
            actor,
            evidence,
            &self.desk,
        );
        self.carry(outcome.effects)?;
        let mut lines = outcome.lines;
        let opened = history
            .iter()
            .find(|row| row.entry.event == EventKind::Opened);
        if let Some(row) = opened {
            lines.push(self.told(Some(item.id), row)?);
        }
        Ok(lines)
    }

    fn take_back(
        &self,
        item: &Item,
        last: Last,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut effects = Vec::new();
        let mut before = last.before.unwrap_or_else(|| item.clone());
        // A mail that was read wrongly was written all the same.
        let by_mail = last
            .told
            .iter()
            .all(|row| row.entry.evidence.rule != "command");
        if last.heard_since || by_mail {
            before.last_contact = item.last_contact;
            before.last_heard = item.last_heard;
            // What was agreed to before he wrote is another mail after it.
            before.ladder.approved = None;
        }
        if before != *item {
            effects.extend(command::undo(item, &before, actor, evidence, &self.desk));
        }
        effects.extend(self.wider_before(item, last.decision, actor, evidence)?);
        if effects.is_empty() {
            let entry = HistoryEntry::new(EventKind::Command, actor.clone(), evidence).about(item);
            effects.push(Effect::Record { entry });
        }
        self.carry(effects)?;
        self.tx.mark_undone(item.id, last.change)?;
        let line = |code: &str, words: String| NoticeLine {
            item: Some(item.id),
            code: code.to_owned(),
            words,
            date: None,
        };
        let mut lines = vec![line("done", command::said(command))];
        // A mail of several commands is taken back whole: each of them is told.
        for row in &last.told {
            lines.push(self.told(Some(item.id), row)?);
        }
        // Mails that left stay with their readers.
        for sent in &item.ladder.sent {
            if !before.ladder.sent.contains(sent) {
                lines.push(line(&format!("sent:{}", sent.step.as_str()), String::new()));
            }
        }
        Ok(lines)
    }

    /// What was taken back, in one line.
    pub(super) fn told(
        &self,
        item: Option<ItemId>,
        row: &HistoryRow,
    ) -> anyhow::Result<NoticeLine> {
        let entry = &row.entry;
        let words = entry.evidence.words.replace('\n', " ");
        let (code, words) = if entry.evidence.rule == "command" {
            ("undo".to_owned(), words)
        } else {
            let event = serde_json::to_value(entry.event)?;
            let quoted = Some(words).filter(|words| !words.trim().is_empty());
            (
                format!("undo:{}", event.as_str().unwrap_or("?")),
                quoted.map_or_else(String::new, |words| format!("“{words}”")),
            )
        };
        Ok(NoticeLine {
            item,
            code,
            words,
            date: Some(
                row.at
                    .with_timezone(&self.desk.world.team.zone)
                    .date_naive(),
            ),
        })
    }

    /// Number of the last decision on an item that can be taken back.
    pub(super) fn last_decision(&self, item: &Item) -> anyhow::Result<Option<i64>> {
        Ok(last(&self.tx.history(item.id)?).map(|last| last.decision))
    }

    /// The wider holds a decision changed in what it did about an item, as they were before it; those
    /// that something changed since stay.
    fn wider_before(
        &self,
        item: &Item,
        decision: i64,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<Effect>> {
        let rows = self.tx.decision(decision)?;
        let about = |row: &&HistoryRow| {
            row.entry.item == Some(item.id) || row.entry.items.contains(&item.id)
        };
        let key = |change: &HoldChange| {
            let hold = change.before.as_ref().or(change.after.as_ref());
            hold.map(|h| (h.scope.clone(), h.reason))
        };
        let mut keys = Vec::new();
        for key in rows
            .iter()
            .filter(about)
            .flat_map(|r| r.entry.wider.iter().filter_map(key))
        {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let standing = self.tx.all_outer_holds()?;
        let entry = |event, hold: &Hold| HistoryEntry {
            hold: Some(hold.reason),
            until: hold.until,
            ..HistoryEntry::new(event, actor.clone(), evidence).about(item)
        };
        let mut effects = Vec::new();
        for wanted in keys {
            let mut changes = rows
                .iter()
                .flat_map(|row| &row.entry.wider)
                .filter(|change| key(change).as_ref() == Some(&wanted));
            let Some(first) = changes.next() else {
                continue;
            };
            let after = &changes.next_back().unwrap_or(first).after;
            let now = standing
                .iter()
                .find(|h| (&h.scope, h.reason) == (&wanted.0, wanted.1));
            if now != after.as_ref() {
                continue;
            }
            match (&first.before, now) {
                (Some(before), _) => effects.push(Effect::Hold {
                    hold: before.clone(),
                    entry: entry(EventKind::Updated, before),
                }),
                (None, Some(now)) => effects.push(Effect::Release {
                    scope: wanted.0,
                    reason: Some(wanted.1),
                    entry: entry(EventKind::Resumed, now),
                }),
                (None, None) => {}
            }
        }
        Ok(effects)
    }
}

/// `resend` or `sent`, not yet told that it cannot be undone.
fn settles_delivery(row: &HistoryRow) -> bool {
    let said = row.entry.evidence.words.as_str();
    !row.undone && row.entry.event == EventKind::Command && ["resend", "sent"].contains(&said)
}

/// What time did of itself: steps of the ladder, holds whose day came.
pub(super) fn by_time(entry: &HistoryEntry) -> bool {
    entry.actor == Actor::Daemon
        && (entry.message_id.is_none() || entry.evidence.rule == "hold-ended")
}

/// The item without what no `undo` takes back: mails that went and came.
fn decided(item: &Item) -> Item {
    Item {
        thread: Vec::new(),
        last_contact: item.opened_at,
        last_heard: None,
        ladder: LadderState {
            passed: item.ladder.passed.clone(),
            approved: item.ladder.approved,
            ..LadderState::default()
        },
        ..item.clone()
    }
}

/// Looks back over the history of an item; `None` if nothing was decided since it was opened.
fn last(rows: &[HistoryRow]) -> Option<Last> {
    let rows: Vec<&HistoryRow> = rows
        .iter()
        .filter(|row| !row.undone && !by_time(&row.entry))
        .filter(|row| row.after.is_some() || !row.entry.wider.is_empty())
        .collect();
    let mut heard_since = false;
    for decision in rows.chunk_by(|a, b| a.decision == b.decision).rev() {
        let (first, latest) = (decision.first()?, decision.last()?);
        let mut images = decision.iter().filter(|row| row.after.is_some());
        let changed = images.next();
        let end = images
            .next_back()
            .or(changed)
            .and_then(|row| row.after.as_ref());
        let before = changed.map(|row| row.before.as_ref());
        if before == Some(None) {
            return None;
        }
        let before = before.flatten();
        let same = match (before, end) {
            (Some(before), Some(end)) => decided(before) == decided(end),
            _ => true,
        };
        // A call or a note changes little, but somebody said it.
        let said = decision
            .iter()
            .any(|row| row.entry.evidence.rule == "command");
        if same && !said && decision.iter().all(|row| row.entry.wider.is_empty()) {
            heard_since = true;
            continue;
        }
        return Some(Last {
            change: first.id,
            decision: first.decision,
            before: before.cloned(),
            end: latest.id,
            told: told_of(decision),
            heard_since,
        });
    }
    None
}

/// The rows by which a decision is told.
fn told_of(decision: &[&HistoryRow]) -> Vec<HistoryRow> {
    let mut told: Vec<HistoryRow> = Vec::new();
    for row in decision
        .iter()
        .filter(|row| row.entry.evidence.rule == "command")
    {
        let said = |known: &HistoryRow| known.entry.evidence.words == row.entry.evidence.words;
        if !told.iter().any(said) {
            told.push((*row).clone());
        }
    }
    if told.is_empty() {
        told.extend(decision.last().map(|row| (*row).clone()));
    }
    told
}
