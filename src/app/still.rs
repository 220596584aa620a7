//! What a command leaves to be said of the items it was about.

use super::commands::line;
use super::engine::{Bench, outer_holds};
use crate::decide::command;
use crate::model::{Command, Item, ItemId, MessageId, NoticeLine, Verb};
use crate::store::HistoryRow;

impl Bench<'_> {
    /// After a word that lets items go on: what holds them all the same.
    pub(super) fn what_still_holds(
        &self,
        verb: Verb,
        items: &[Item],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        let put_off = verb == Verb::Snooze;
        if !put_off && !matches!(verb, Verb::Resume | Verb::Chase | Verb::Reopen) {
            return Ok(lines);
        }
        for item in self.load_all(items.iter().map(|item| item.id))? {
            let outer = outer_holds(self.tx, &item)?;
            let hold = item.longest_hold(&outer).filter(|_| item.closed.is_none());
            if let Some(hold) = hold.filter(|hold| !put_off || hold.until.is_none()) {
                lines.push(NoticeLine {
                    date: hold.until,
                    ..line(Some(item.id), &format!("held:{}", hold.reason.as_str()), "")
                });
            }
        }
        Ok(lines)
    }

    /// What became an invoice and names no amount is chased without one.
    pub(super) fn what_is_owed(
        &self,
        verb: Verb,
        items: &[Item],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        if verb == Verb::Kind {
            for item in self.load_all(items.iter().map(|item| item.id))? {
                if item.invoice.is_some_and(|invoice| invoice.total.is_none()) {
                    lines.push(line(Some(item.id), "info:no_sum", ""));
                }
            }
        }
        Ok(lines)
    }

    /// What was agreed to leaves at its hour: which step, and when.
    pub(super) fn when_it_leaves(
        &self,
        verb: Verb,
        items: &[Item],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        if verb != Verb::Ok {
            return Ok(lines);
        }
        for item in self.load_all(items.iter().map(|item| item.id))? {
            if item.ladder.approved.is_none() {
                continue;
            }
            if let Some((step, at)) = self.next(&item)?.step {
                let zone = self.desk.world.team.zone;
                let hour = at.with_timezone(&zone).format("%H:%M").to_string();
                lines.push(NoticeLine {
                    date: Some(at.with_timezone(&zone).date_naive()),
                    ..line(Some(item.id), &format!("leaves:{}", step.as_str()), hour)
                });
            }
        }
        Ok(lines)
    }

    /// A word without a number in answer to the daily notice, which tells of things that have nothing to do
    /// with each other: one line for each of its items, and nothing is done.
    pub(super) fn which_of_the_day(
        &self,
        command: &Command,
        thread: &[ItemId],
        about: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let of_all = matches!(
            command.verb,
            Verb::List | Verb::Status | Verb::Help | Verb::Away | Verb::Open | Verb::Undo
        );
        if thread.len() < 2 || !command.items.is_empty() || of_all {
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        for item in self.load_all(thread.iter().copied())? {
            let daily = |row: &HistoryRow| {
                let notice = row.entry.message_id.as_ref();
                row.entry.evidence.rule == "daily" && notice.is_some_and(|id| about.contains(id))
            };
            if self.tx.history(item.id)?.iter().any(daily) {
                let no = command::No("which_item");
                lines.push(command::refused(Some(&item), command, no));
            }
        }
        Ok(lines)
    }
}
