//! `undo` without an item: what the notice it answers tells of, else the last decision of whoever says
//! it, with all it changed; `undo all`: the last that bound everything (`pause all`, `resume all`, `away`).

use super::engine::Bench;
use crate::decide::{away, command};
use crate::model::{
    Actor, Address, Command, Effect, EventKind, Evidence, HistoryEntry, HoldScope, Item, ItemId,
    MessageId, NoticeLine,
};
use crate::store::{HistoryRow, ItemFilter, Sought};

/// How long after a command `undo` still finds it without its item.
const REACH: chrono::Duration = chrono::Duration::days(30);

/// Most rows of the history looked at for somebody's last decision.
const LOOKED_AT: u32 = 400;

/// Most items asked about.
const MOST_ASKED: usize = 8;

impl Bench<'_> {
    pub(super) fn retract(
        &self,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
        about: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let alone = evidence.message_id.is_some() && command.argument.is_none();
        let answers = self.told_by_answered(about)?;
        if let (true, None, Actor::Member(member)) = (alone, &answers, actor) {
            return self.last_of(member, command, actor, evidence);
        }
        self.last_said(command, actor, evidence, answers)
    }

    /// The mail that the notice tells of which one of these mails is.
    fn told_by_answered(&self, about: &[MessageId]) -> anyhow::Result<Option<MessageId>> {
        for id in about {
            if let Some(row) = self.tx.outgoing_by_message_id(id)?
                && let Some(told) = self.notice_about(&row)?
            {
                return Ok(Some(told));
            }
        }
        Ok(None)
    }

    /// The last command of somebody, or of one mail of his, as it was before.
    fn last_said(
        &self,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
        mail: Option<MessageId>,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let everything = command.argument.is_some();
        // What binds everything, a lead may end whoever said it.
        let by = (!(everything && self.leads(actor))).then(|| actor.clone());
        let sought = Sought {
            by,
            // The answer to a transcript means what that transcript tells, and nothing older.
            mail,
            everything,
            since: self.desk.now - REACH,
        };
        let Some(decision) = self.tx.last_command(&sought)? else {
            let others = Sought { by: None, ..sought };
            let wide = others.mail.is_some() || everything;
            let no = if wide && self.tx.last_command(&others)?.is_some() {
                "not_lead"
            } else if wide {
                "nothing_wide"
            } else {
                "which_item"
            };
            return Ok(vec![command::refused(None, command, command::No(no))]);
        };
        self.whole(decision, command, actor, evidence)
    }

    /// Everything one decision changed, as it was before.
    fn whole(
        &self,
        decision: i64,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let rows = self.tx.decision(decision)?;
        let mut lines = self.items_before(&rows, command, actor, evidence)?;
        lines.extend(self.wide_before(&rows, command, actor, evidence)?);
        Ok(lines)
    }

    /// The last decision of a member, said in a mail of its own, where it is about one item and nothing
    /// was decided about his items since; else he is asked which is meant.
    fn last_of(
        &self,
        member: &Address,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let rows = self.tx.decided_since(self.desk.now - REACH, LOOKED_AT)?;
        let mut meant: Vec<ItemId> = Vec::new();
        let (mut his, mut bound_all) = (false, false);
        for decision in rows.chunk_by(|a, b| a.decision == b.decision) {
            let number = decision.first().map_or(0, |row| row.decision);
            let own = (decision.iter()).any(|row| row.entry.actor == *actor && !row.undone);
            let wide = |row: &HistoryRow| {
                let of_all = row.entry.evidence.words.ends_with(" all");
                row.entry.item.is_none() || row.entry.away.is_some() || of_all
            };
            if own && decision.iter().any(wide) {
                if meant.is_empty() {
                    return self.whole(number, command, actor, evidence);
                }
                bound_all = true;
                break;
            }
            let before = meant.len();
            let mut touched = Vec::new();
            for row in decision {
                let Some(item) = row.entry.item.or(row.after.as_ref().map(|item| item.id)) else {
                    continue;
                };
                if meant.contains(&item) {
                    continue;
                }
                let Some(item) = self.tx.load(item)? else {
                    continue;
                };
                if (own || item.owner == *member) && self.stands_last(&item, number)? {
                    meant.push(item.id);
                } else if own {
                    touched.push(item.id);
                }
            }
            // What he said last is what he means; if somebody decided about it since, he is asked.
            if own {
                his = meant.len() > before && touched.is_empty();
                meant.extend(touched);
                break;
            }
        }
        meant.sort_unstable();
        let meant = self.load_all(meant)?;
        match meant.as_slice() {
            [] => {
                let no = command::No("which_item");
                Ok(vec![command::refused(None, command, no)])
            }
            [_] if his => self.undo(command, &meant, actor, evidence),
            // Who has one item only can mean no other.
            [only] if !bound_all && self.has_only(member, only)? => {
                self.undo(command, &meant, actor, evidence)
            }
            _ => Ok(which(command, &meant)),
        }
    }

    /// Whether an item is the only one a member ever had.
    fn has_only(&self, member: &Address, item: &Item) -> anyhow::Result<bool> {
        let his = self.tx.items(&ItemFilter {
            owner: Some(member.clone()),
            limit: Some(2),
            ..ItemFilter::default()
        })?;
        Ok(his.len() == 1 && his.iter().all(|one| one.id == item.id))
    }

    /// `undo` behind other commands of the same mail: what the one before it did. `changed`: its items.
    pub(super) fn undo_above(
        &self,
        command: &Command,
        changed: &[ItemId],
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let items = self.load(changed)?;
        if items.is_empty() {
            let no = command::No("which_item");
            return Ok(vec![command::refused(None, command, no)]);
        }
        self.undo(command, &items, actor, evidence)
    }

    /// Whether a decision is the last on an item: its opening, where nothing was decided since.
    fn stands_last(&self, item: &Item, decision: i64) -> anyhow::Result<bool> {
        if let Some(last) = self.last_decision(item)? {
            return Ok(last == decision);
        }
        let history = self.tx.history(item.id)?;
        let opened =
            |row: &HistoryRow| row.decision == decision && row.entry.event == EventKind::Opened;
        let untouched = item.closed.is_none() && !history.iter().any(|row| row.undone);
        Ok(untouched && history.iter().any(opened))
    }

    /// `undo` in answer to a mail about items: what that mail tells of, and no other decision.
    pub(super) fn undo_in_answer(
        &self,
        command: &Command,
        items: &[Item],
        actor: &Actor,
        evidence: &Evidence,
        about: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let told = self.told_by_answered(about)?;
        // A transcript tells of all that its mail did, also to what is closed by now.
        if let Some(mail) = &told {
            let sought = Sought {
                by: Some(actor.clone()),
                mail: Some(mail.clone()),
                everything: false,
                since: self.desk.now - REACH,
            };
            if let Some(decision) = self.tx.last_command(&sought)? {
                return self.whole(decision, command, actor, evidence);
            }
        }
        let (mut meant, mut since) = (Vec::new(), Vec::new());
        let mut decisions: Vec<Option<i64>> = Vec::new();
        for item in items {
            let last = self.last_decision(item)?;
            let history = self.tx.history(item.id)?;
            let by_it = |row: &&HistoryRow| {
                !row.undone && row.entry.message_id.is_some() && row.entry.message_id == told
            };
            let mut by_it = history.iter().filter(by_it);
            match by_it.rfind(|row| row.after.is_some()) {
                Some(row) if last.is_some_and(|last| last != row.decision) => {
                    since.push(item.clone());
                }
                Some(_) => meant.push(item.clone()),
                None if items.len() == 1 => meant.push(item.clone()),
                None if told.is_none() => {
                    meant.push(item.clone());
                    if !decisions.contains(&last) {
                        decisions.push(last);
                    }
                }
                None => {}
            }
        }
        if decisions.len() > 1 || meant.is_empty() && since.is_empty() {
            return Ok(which(command, items));
        }
        let mut lines = Vec::new();
        if !meant.is_empty() {
            lines.extend(self.undo(command, &meant, actor, evidence)?);
        }
        let no = |item| command::refused(Some(item), command, command::No("changed_since"));
        lines.extend(since.iter().map(no));
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

/// Of several items one must be named.
fn which(command: &Command, items: &[Item]) -> Vec<NoticeLine> {
    let ask = |item| command::refused(Some(item), command, command::No("undo_which"));
    items.iter().take(MOST_ASKED).map(ask).collect()
}
