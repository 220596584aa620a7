//! `run --adopt-since`: mail that lay in the mailbox before tracking began, taken in as of when it
//! arrived. It mails nobody: what it leaves open waits in `review`, and each owner gets one list.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::commands::line;
use super::engine::{Bench, Engine, Event};
use super::ingest::Incoming;
use crate::decide::{ADOPTED, changed, command, is_adopted, wait_as_adopted};
use crate::model::{
    Actor, Address, Command, EventKind, Evidence, HoldReason, Item, Notice, NoticeKind, NoticeLine,
    Verb,
};
use crate::store::ItemFilter;

/// Memory key: the lists went out.
const TOLD: &str = "adopted";

/// Items listed for one owner; the rest is counted, and `ok all` means all.
const LISTED: usize = 100;

impl Engine {
    /// Takes one mail in that lay there before tracking began; `at`: when it arrived (UTC).
    ///
    /// # Errors
    /// As [`Engine::ingest`].
    pub fn adopt(
        &mut self,
        incoming: &Incoming<'_>,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        self.ingest_as(incoming, at, true)
    }

    /// Ends the adoption: what was opened by mail from before `start` (UTC) and is open still waits for
    /// its owner, who is told once.
    ///
    /// # Errors
    /// A database or template fault; nothing of it stays.
    pub fn adopted(
        &mut self,
        start: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        let ((), events) = self.decide(now, |bench| bench.list_adopted(start))?;
        Ok(events)
    }
}

impl Bench<'_> {
    fn list_adopted(&self, start: DateTime<Utc>) -> anyhow::Result<()> {
        if self.tx.recall(TOLD)?.is_some() {
            return Ok(());
        }
        self.tx.remember(TOLD, &self.desk.now.to_rfc3339())?;
        let mut owners: BTreeMap<Address, Vec<Item>> = BTreeMap::new();
        for mut item in self.tx.items(&ItemFilter::open())? {
            let waits = item.holds.iter().any(is_adopted);
            if item.opened_at >= start && !waits {
                continue;
            }
            // A later mail may have asked for a look of its own: one word answers both.
            if !waits {
                let evidence = wait_as_adopted(&mut item);
                let held = changed(&item, EventKind::Held, &Actor::Daemon, &evidence);
                self.carry(vec![held])?;
            }
            owners.entry(item.owner.clone()).or_default().push(item);
        }
        for (owner, items) in owners {
            let mut lines: Vec<NoticeLine> = items.iter().take(LISTED).map(listed).collect();
            let more = items.len().saturating_sub(LISTED);
            if more > 0 {
                lines.push(line(None, "more", more.to_string()));
            }
            self.notice(&Notice {
                kind: NoticeKind::Adopted,
                to: vec![owner],
                items: items.iter().take(LISTED).map(|item| item.id).collect(),
                in_reply_to: None,
                from: None,
                words: String::new(),
                at: None,
                rule: ADOPTED.to_owned(),
                lines,
            })?;
        }
        Ok(())
    }

    /// `ok all`: everything of his that waits for it.
    pub(super) fn agree(
        &self,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let his = |item: &Item| match actor {
            Actor::Daemon | Actor::Console => true,
            Actor::Member(member) => {
                item.owner == *member || self.desk.stands_in(member, &item.owner)
            }
        };
        let waits = |item: &Item| {
            item.holds.iter().any(is_adopted)
                || item.ladder.proposed.is_some() && item.ladder.approved.is_none()
        };
        let mut items = self.tx.items(&ItemFilter::open())?;
        items.retain(|item| his(item) && waits(item));
        if items.is_empty() {
            let no = command::No("nothing_to_approve");
            return Ok(vec![command::refused(None, command, no)]);
        }
        let each = Command {
            verb: Verb::Ok,
            items: Vec::new(),
            argument: None,
        };
        let stands = self.standing(&items)?;
        let outcome = command::act(&each, &items, &stands, actor, evidence, &self.desk);
        self.carry(outcome.effects)?;
        Ok(outcome.lines)
    }
}

/// What is still open of an item, as far as the old mail tells.
fn listed(item: &Item) -> NoticeLine {
    let besides = item.holds.iter().find(|hold| !is_adopted(hold));
    let code = match besides.map(|hold| hold.reason) {
        Some(HoldReason::Review) | None => "adopted".to_owned(),
        Some(reason) => format!("adopted:{}", reason.as_str()),
    };
    let asks: Vec<&str> = item.open_asks().map(|ask| ask.text.as_str()).collect();
    let words = match &item.invoice {
        Some(_) => item
            .balance()
            .map_or_else(String::new, |owed| owed.to_string()),
        None => asks.join("; "),
    };
    NoticeLine {
        date: Some(item.due),
        ..line(Some(item.id), &code, words)
    }
}
