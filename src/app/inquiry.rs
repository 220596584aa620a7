//! Commands that change nothing: `list`, `status`, `why`.

use super::commands::line;
use super::engine::{Bench, views};
use crate::decide::command;
use crate::model::{Actor, Address, Command, Hold, HoldReason, HoldScope, Item, NoticeLine};
use crate::store::ItemFilter;

/// Lines a `list` or `why` shows at most.
const LONGEST: usize = 200;

impl Bench<'_> {
    pub(super) fn list(&self, actor: &Actor) -> anyhow::Result<Vec<NoticeLine>> {
        let away = self.tx.absences()?;
        let owners: Vec<Option<Address>> = match actor {
            Actor::Member(member) if !self.leads(actor) => std::iter::once(member)
                .chain(
                    away.iter()
                        .map(|a| &a.owner)
                        .filter(|owner| self.desk.stands_in(member, owner)),
                )
                .cloned()
                .map(Some)
                .collect(),
            _ => vec![None],
        };
        let mut lines = Vec::new();
        for owner in owners {
            let filter = ItemFilter {
                owner,
                limit: u32::try_from(LONGEST).ok(),
                ..ItemFilter::open()
            };
            lines.extend(views(self.tx, &filter)?.into_iter().map(|view| NoticeLine {
                item: Some(view.item.id),
                code: format!("state:{}", view.item.state(&view.outer).as_str()),
                words: String::new(),
                date: Some(view.item.due),
            }));
        }
        if lines.is_empty() {
            lines.push(line(None, "nothing_open", ""));
        }
        Ok(lines)
    }

    pub(super) fn status(&self) -> anyhow::Result<Vec<NoticeLine>> {
        let open = self.tx.item_count_open()?;
        let mut lines = vec![line(None, "open_items", open.to_string())];
        let held = self.tx.all_outer_holds()?;
        let paused =
            |hold: &Hold| hold.scope == HoldScope::Team && hold.reason == HoldReason::Pause;
        if held.iter().any(paused) {
            lines.push(line(None, "info:all_paused", ""));
        }
        for (state, count) in self.tx.outbox_summary()? {
            lines.push(line(None, &format!("outbox:{state}"), count.to_string()));
        }
        for away in self.tx.absences()? {
            lines.push(NoticeLine {
                date: Some(away.through),
                ..line(
                    None,
                    "info:stands_in",
                    format!("{} → {}", away.owner, away.deputy),
                )
            });
        }
        Ok(lines)
    }

    pub(super) fn why(
        &self,
        command: &Command,
        items: &[Item],
        actor: &Actor,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        for item in items {
            if !command::may(actor, item, &self.desk) {
                let no = command::No("not_yours");
                lines.push(command::refused(Some(item), command, no));
                continue;
            }
            let mut told = None;
            let rows = self.tx.history(item.id)?;
            let before = rows.len().saturating_sub(LONGEST);
            for (n, row) in rows.into_iter().skip(before).enumerate() {
                let at = row.at.with_timezone(&self.desk.world.team.zone);
                let event = serde_json::to_value(row.entry.event)?;
                let mut own_check = String::new();
                if let Some(mail) = &row.entry.message_id
                    && told.as_ref() != Some(mail)
                    && let Some(words) = self.tx.own_check(mail)?
                {
                    own_check = format!(" (own check: {words})");
                    told = Some(mail.clone());
                }
                let mut words = format!(
                    "{} {} {}",
                    at.format("%Y-%m-%d %H:%M"),
                    event.as_str().unwrap_or("?"),
                    row.entry.evidence.rule,
                );
                if !row.entry.evidence.words.is_empty() {
                    words += &format!(": “{}”", row.entry.evidence.words.replace('\n', " "));
                }
                if let Some(score) = row.entry.score {
                    words += &format!(" (score {score} of 100)");
                }
                words += &own_check;
                if let Some(mail) = &row.entry.message_id {
                    words += &format!("; mail <{}>", mail.as_str());
                }
                for change in row.changes() {
                    words += &format!("; {change}");
                }
                if row.taken_back() {
                    words += "; taken back";
                }
                lines.push(NoticeLine {
                    item: (n == 0).then_some(item.id),
                    code: "history".to_owned(),
                    words,
                    date: None,
                });
            }
            lines.extend(self.holds_now(item)?);
        }
        if lines.is_empty() {
            lines.push(command::refused(None, command, command::No("which_item")));
        }
        Ok(lines)
    }

    /// The file itself is made when the transcript is written.
    pub(super) fn dossier(
        &self,
        command: &Command,
        items: &[Item],
        actor: &Actor,
    ) -> Vec<NoticeLine> {
        if items.is_empty() {
            return vec![command::refused(None, command, command::No("which_item"))];
        }
        let one = |item: &Item| {
            if command::may(actor, item, &self.desk) {
                line(Some(item.id), "dossier", "")
            } else {
                command::refused(Some(item), command, command::No("not_yours"))
            }
        };
        items.iter().map(one).collect()
    }
}
