//! What becomes of outgoing mail: who may leave now, what an attempt came to, what is unsure. Each
//! arrow is a committed transaction (architecture law 5).

use chrono::{DateTime, Duration, Utc};

use super::engine::{Bench, Engine, Event};
use super::judge::own_copy;
use crate::decide::machine::{self, Returned};
use crate::decide::{chase, put_hold};
use crate::mail;
use crate::model::{
    Address, Automatic, AutomaticKind, Effect, EventKind, Evidence, HistoryEntry, HoldReason, Item,
    Mode, Notice, NoticeKind, NoticeLine, OutgoingClass, OutgoingState,
};
use crate::smtp::{Outcome, Stage, next_try};
use crate::store::{Claim, OutgoingRow, RecipientResult};

/// How long an unsure mail is looked for before a person is asked.
const GRACE: Duration = Duration::minutes(15);

/// Team members read what they asked for: their ceiling is this many times a client's.
pub(super) const TEAM_FACTOR: u32 = 10;

/// How long a mail waits that a ceiling keeps back.
const CAPPED: Duration = Duration::minutes(30);

impl Engine {
    /// Claims a row unless a ceiling keeps it back, in one transaction.
    pub(super) fn claim(
        &mut self,
        row: &OutgoingRow,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Option<Claim>> {
        if row.mail.class == OutgoingClass::FollowUp {
            let (overtaken, _) = self.decide(now, |bench| {
                let overtaken = bench.overtaken(row)?;
                if let Some(rule) = overtaken {
                    let items = row.mail.items.clone();
                    let evidence = Evidence::new(rule, Some(&row.mail.message_id), "");
                    bench.carry(vec![Effect::Withdraw { items, evidence }])?;
                }
                Ok(overtaken)
            })?;
            if overtaken.is_some() {
                return Ok(None);
            }
        }
        let world = self.config.world.clone();
        self.store.write(|tx| {
            let day = now - Duration::hours(24);
            let mut full = tx.begun_in_all(now - Duration::hours(1))? >= world.caps.total_an_hour;
            // Where the hour is full it makes no difference to whom.
            let named = if full {
                &[][..]
            } else {
                &row.mail.recipients[..]
            };
            for address in named.iter().filter(|a| !world.is_tracking(a)) {
                let factor = if world.is_team(address) {
                    TEAM_FACTOR
                } else {
                    1
                };
                let cap = world.caps.per_address_a_day.saturating_mul(factor);
                full |= tx.begun_to(address, day)? >= cap;
            }
            if row.mail.class == OutgoingClass::FollowUp
                && let Some(item) = row.mail.items.first()
                && let Some(item) = tx.load(*item)?
            {
                full |= tx.begun_to_client(&item.client, day)? >= world.caps.per_client_a_day;
            }
            if full {
                tracing::warn!(outgoing = row.id.0, "kept back by a ceiling of [caps]");
                tx.postpone(row.id, "cap", now + CAPPED)?;
                return Ok(None);
            }
            tx.claim(row.id, now)
        })
    }

    /// Records what became of an attempt, and what follows for the items.
    pub(super) fn complete(
        &mut self,
        row: &OutgoingRow,
        claim: &Claim,
        outcome: &Outcome,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        let ((), events) = self.decide(now, |bench| {
            let tx = bench.tx;
            match outcome {
                Outcome::Sent { text, refused } => {
                    if tx.complete_sent(claim, &results(row, refused, text), now)? {
                        tracing::info!(outgoing = row.id.0, class = ?row.mail.class, "sent");
                        if bench.reached_nobody(row, refused)? {
                            bench.carry(bench.not_taken(row, text)?)?;
                        } else {
                            bench.carry(bench.sent(row, "accepted-by-server")?)?;
                        }
                        bench.carry(bench.refused(row, refused)?)?;
                        bench.members_lost(row, refused)?;
                    }
                }
                Outcome::Refused { text, stage, refused, .. } => {
                    if tx.complete_refused(claim, &results(row, refused, text), text, now)? {
                        tracing::warn!(outgoing = row.id.0, class = ?row.mail.class, ?stage, "refused for good");
                        if *stage == Stage::Recipient {
                            bench.carry(bench.refused(row, refused)?)?;
                            bench.members_lost(row, refused)?;
                        } else {
                            bench.carry(bench.not_taken(row, text)?)?;
                        }
                    }
                }
                Outcome::Later { text, reason, .. } => {
                    let wait = next_try(claim.attempt, seed(row)).max(reason.least_wait());
                    tracing::info!(outgoing = row.id.0, ?reason, "the server wants it later");
                    tx.requeue(claim, text, after(now, wait), now)?;
                }
                Outcome::NotSent { stage, error } => {
                    tracing::warn!(outgoing = row.id.0, ?stage, "not sent, tried again later");
                    tx.requeue(claim, error, after(now, next_try(claim.attempt, seed(row))), now)?;
                }
                Outcome::Unsure { error } => {
                    tracing::warn!(outgoing = row.id.0, "delivery unknown: looked for as own copy");
                    tx.mark_unsure(claim, error, now)?;
                }
            }
            bench.notice_settled(row)
        })?;
        Ok(events)
    }

    /// Client mail past the end of its working window is withdrawn and planned anew.
    pub(super) fn withdraw_expired(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        let expired = self.store.read(|tx| tx.expired_outgoing(now))?;
        if expired.is_empty() {
            return Ok(Vec::new());
        }
        let ((), events) = self.decide(now, |bench| {
            let evidence = Evidence::new("window-over", None, "");
            let effects = expired
                .iter()
                .map(|row| Effect::Withdraw {
                    items: row.mail.items.clone(),
                    evidence: evidence.clone(),
                })
                .collect();
            bench.carry(effects)
        })?;
        Ok(events)
    }

    /// Unsure mails whose own copy was seen, whenever it came, are sent.
    pub(super) fn settle_known(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        let unsure = self.store.read(|tx| tx.unsure())?;
        if unsure.is_empty() {
            return Ok(Vec::new());
        }
        let ((), events) = self.decide(now, |bench| {
            for row in &unsure {
                let seen = bench.tx.recall(&own_copy(row.id))?.is_some();
                if seen && bench.tx.resolve_sent(row.id, now)? {
                    bench.carry(bench.sent(row, "own-copy-found")?)?;
                    bench.notice_settled(row)?;
                }
            }
            Ok(())
        })?;
        Ok(events)
    }

    /// Whether the grace of an unsure mail is over.
    pub(super) fn grace_over(&self, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let over =
            |row: &OutgoingRow| row.state == OutgoingState::Unsure && row.changed_at + GRACE <= now;
        Ok(self.store.read(|tx| tx.unsure())?.iter().any(over))
    }

    /// Unsure mails whose own copy did not come within the grace period go to a person.
    pub(super) fn settle_unsure(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        let over: Vec<OutgoingRow> = self
            .store
            .read(|tx| tx.unsure())?
            .into_iter()
            .filter(|row| row.state == OutgoingState::Unsure && row.changed_at + GRACE <= now)
            .collect();
        if over.is_empty() {
            return Ok(Vec::new());
        }
        let ((), events) = self.decide(now, |bench| {
            for row in &over {
                if bench.tx.hold_unsure(row.id, now)? {
                    bench.carry(bench.ask_about(row)?)?;
                }
            }
            Ok(())
        })?;
        Ok(events)
    }
}

fn seed(row: &OutgoingRow) -> u64 {
    row.id.0.unsigned_abs()
}

fn after(now: DateTime<Utc>, wait: std::time::Duration) -> DateTime<Utc> {
    now + Duration::from_std(wait).unwrap_or_else(|_| Duration::hours(1))
}

fn results(row: &OutgoingRow, refused: &[(Address, String)], text: &str) -> Vec<RecipientResult> {
    row.mail
        .recipients
        .iter()
        .map(|address| {
            let refusal = refused
                .iter()
                .find(|(a, _)| a == address)
                .map(|(_, text)| text.as_str());
            let text = refusal.unwrap_or(text);
            let code = text
                .split([' ', '-'])
                .next()
                .and_then(|c| c.parse().ok())
                .unwrap_or(0);
            RecipientResult {
                address: address.clone(),
                accepted: refusal.is_none() && code == 250,
                code,
                text: text.to_owned(),
            }
        })
        .collect()
}

impl Bench<'_> {
    /// Why a follow-up must not leave any more: an item of it was settled, held, answered or written
    /// about since it was planned, or the mode now asks for more than silence.
    pub(super) fn overtaken(&self, row: &OutgoingRow) -> anyhow::Result<Option<&'static str>> {
        let Some(id) = row.follow_up else {
            return Ok(None);
        };
        let planned = self.tx.follow_up(id)?.map(|(_, follow_up)| follow_up.mode);
        if self
            .tx
            .told_of(id)?
            .is_some_and(|notice| notice.bounced_at.is_some())
        {
            return Ok(Some("forewarning-returned"));
        }
        for item in self.items_of(row)? {
            let outer = super::engine::outer_holds(self.tx, &item)?;
            if item.closed.is_some() {
                return Ok(Some("closed-meanwhile"));
            }
            if !item.holds.is_empty() || !outer.is_empty() {
                return Ok(Some("held-meanwhile"));
            }
            if item.last_contact > row.created_at {
                return Ok(Some("answered-meanwhile"));
            }
            let mode = self.desk.world.mode(&item.client, item.mode);
            let asks = match mode {
                Mode::Approve => matches!(planned, Some(Mode::Auto | Mode::Forewarn)),
                Mode::Forewarn => planned == Some(Mode::Auto),
                Mode::Observe | Mode::Auto => false,
            };
            if mode == Mode::Observe || asks {
                return Ok(Some("mode-changed"));
            }
        }
        Ok(None)
    }

    fn items_of(&self, row: &OutgoingRow) -> anyhow::Result<Vec<Item>> {
        self.load(&row.mail.items)
    }

    /// A follow-up left: its steps count from now on.
    pub(super) fn sent(&self, row: &OutgoingRow, rule: &str) -> anyhow::Result<Vec<Effect>> {
        let Some(id) = row.follow_up else {
            return Ok(Vec::new());
        };
        let Some((_, follow_up)) = self.tx.follow_up(id)? else {
            return Ok(Vec::new());
        };
        let mut effects = Vec::new();
        for line in &follow_up.lines {
            if let Some(item) = self.tx.load(line.item)? {
                effects.extend(chase::sent(
                    &item,
                    line,
                    rule,
                    &row.mail.message_id,
                    &self.desk,
                ));
            }
        }
        Ok(effects)
    }

    /// The server took it for the owner and the own copy, but for none of the client's people: no
    /// step of the ladder was taken.
    fn reached_nobody(
        &self,
        row: &OutgoingRow,
        refused: &[(Address, String)],
    ) -> anyhow::Result<bool> {
        let Some(id) = row.follow_up else {
            return Ok(false);
        };
        let Some((_, follow_up)) = self.tx.follow_up(id)? else {
            return Ok(false);
        };
        let lost = |address: &Address| refused.iter().any(|(a, _)| a == address);
        Ok(follow_up.to.iter().all(|person| lost(&person.address)))
    }

    /// A server refused addresses for good at RCPT: that is a bounce without the detour.
    fn refused(
        &self,
        row: &OutgoingRow,
        refused: &[(Address, String)],
    ) -> anyhow::Result<Vec<Effect>> {
        if refused.is_empty() || row.mail.class != OutgoingClass::FollowUp {
            return Ok(Vec::new());
        }
        let automatic = Automatic {
            kind: AutomaticKind::Bounce,
            recipients: refused
                .iter()
                .map(|(address, text)| mail::refused(address, text))
                .collect(),
            original_message_id: Some(row.mail.message_id.clone()),
            original_references: Vec::new(),
            until: None,
            stand_in: None,
            words: String::new(),
            evidence: refused
                .iter()
                .map(|(_, text)| text.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        };
        let mailed: Vec<Address> = refused.iter().map(|(address, _)| address.clone()).collect();
        let returned: Vec<Returned> = self
            .items_of(row)?
            .into_iter()
            .map(|item| Returned {
                item,
                mailed: mailed.clone(),
            })
            .collect();
        let id = &row.mail.message_id;
        Ok(machine::bounce(&returned, &automatic, id, None))
    }

    /// A server will not take the mail as such: the items rest and their owner is told.
    fn not_taken(&self, row: &OutgoingRow, text: &str) -> anyhow::Result<Vec<Effect>> {
        if row.mail.class != OutgoingClass::FollowUp {
            return Ok(Vec::new());
        }
        let evidence = Evidence::new("refused-by-server", Some(&row.mail.message_id), text);
        let mut effects = Vec::new();
        for item in self.items_of(row)? {
            let mut after = item.clone();
            put_hold(&mut after, HoldReason::Review, None, &evidence);
            effects.push(crate::decide::changed(
                &after,
                EventKind::Held,
                &crate::model::Actor::Daemon,
                &evidence,
            ));
            let lines = vec![NoticeLine {
                item: Some(item.id),
                code: "bounced:refused".to_owned(),
                words: text.to_owned(),
                date: None,
            }];
            let notice = Notice {
                lines,
                ..Notice::to_owner(NoticeKind::Bounce, &after, &evidence)
            };
            effects.push(Effect::Notice { notice });
        }
        Ok(effects)
    }

    fn ask_about(&self, row: &OutgoingRow) -> anyhow::Result<Vec<Effect>> {
        if row.mail.class != OutgoingClass::FollowUp {
            return Ok(Vec::new());
        }
        let evidence = Evidence::new(
            "delivery-unknown",
            Some(&row.mail.message_id),
            &row.last_error,
        );
        let mut effects = Vec::new();
        let items = self.items_of(row)?;
        for item in &items {
            let entry = HistoryEntry {
                to: vec![item.owner.clone()],
                ..HistoryEntry::new(
                    EventKind::AskedOwner,
                    crate::model::Actor::Daemon,
                    &evidence,
                )
                .about(item)
            };
            effects.push(Effect::Record { entry });
        }
        if let Some(first) = items.first() {
            let notice = Notice {
                items: row.mail.items.clone(),
                in_reply_to: None,
                ..Notice::to_owner(NoticeKind::Unsure, first, &evidence)
            };
            effects.push(Effect::Notice { notice });
        }
        Ok(effects)
    }
}
