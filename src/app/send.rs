//! The outbox: last look, claim, send by phase, complete. Each arrow is a committed transaction;
//! no transaction is open while the network is used (architecture law 5 and 6).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use tokio::sync::{Notify, mpsc, oneshot};

use super::engine::{Bench, Engine, Event};
use crate::clock::Clock;
use crate::decide::{chase, machine, put_hold};
use crate::model::{
    Address, Automatic, AutomaticKind, Effect, EventKind, Evidence, FailedRecipient, HistoryEntry,
    HoldReason, Item, Notice, NoticeKind, NoticeLine, OutgoingClass, OutgoingState,
};
use crate::smtp::{Directory, Envelope, Outcome, Server, Session, Stage, next_try};
use crate::store::{Claim, OutgoingRow, RecipientResult};

/// How long an unsure mail is looked for before a person is asked.
const GRACE: Duration = Duration::minutes(15);

/// Rows taken in one pass.
const BATCH: u32 = 100;

/// Team members read what they asked for: their ceiling is this many times a client's.
const TEAM_FACTOR: u32 = 10;

/// How long a mail waits that a ceiling keeps back.
const CAPPED: Duration = Duration::minutes(30);

/// Where mail goes.
#[derive(Debug)]
pub enum Transport {
    /// A directory of .eml files.
    Directory(Directory),
    /// A server; the connection is kept while the queue lasts.
    Smtp {
        /// Where and as whom.
        server: Box<Server>,
        /// The connection, while it lives.
        session: Option<Session>,
    },
}

impl Transport {
    /// Connects and logs in, sending nothing; says what was found.
    ///
    /// # Errors
    /// Whatever keeps mail from leaving, with its remedy.
    pub async fn try_once(&self) -> Result<String, crate::smtp::Fault> {
        match self {
            Self::Directory(_) => Ok("a directory that can be written".to_owned()),
            Self::Smtp { server, .. } => {
                Session::connect(server).await?.quit().await;
                Ok(format!("login to {}", server.host))
            }
        }
    }
}

/// Who reads the mailbox once more just before a client mail leaves.
#[derive(Debug, Clone)]
pub enum LastLook {
    /// Every mail that has arrived is known (replay).
    Known,
    /// The watch loop: answers whether it read the tracking mailbox just now.
    Watch {
        /// Where to ask.
        ask: mpsc::Sender<oneshot::Sender<bool>>,
        /// Rung after asking: ends its wait for mail.
        bell: Arc<Notify>,
    },
}

impl LastLook {
    async fn look(&self) -> bool {
        match self {
            Self::Known => true,
            Self::Watch { ask, bell } => {
                let (answer, waited) = oneshot::channel();
                if ask.send(answer).await.is_err() {
                    return false;
                }
                bell.notify_one();
                let limit = std::time::Duration::from_secs(60);
                matches!(tokio::time::timeout(limit, waited).await, Ok(Ok(true)))
            }
        }
    }
}

/// The engine, whoever held it last: a panic inside a transaction rolled it back.
pub fn lock(engine: &Mutex<Engine>) -> MutexGuard<'_, Engine> {
    engine.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends what is due at this moment; gives what was recorded.
///
/// # Errors
/// A database fault. Faults of servers are outcomes, not errors.
pub async fn pump(
    engine: &Mutex<Engine>,
    transport: &mut Transport,
    look: &LastLook,
    clock: &Clock,
) -> anyhow::Result<Vec<Event>> {
    let mut events = lock(engine).settle_unsure(clock.now(), look)?;
    events.extend(lock(engine).withdraw_expired(clock.now())?);
    let rows = lock(engine)
        .store()
        .read(|tx| tx.due_outgoing(clock.now(), BATCH))?;
    let to_clients = rows.iter().any(|r| r.mail.class == OutgoingClass::FollowUp);
    let looked = !to_clients || look.look().await;
    for row in rows {
        if row.mail.class == OutgoingClass::FollowUp && !looked {
            // Nothing goes to a client while answers may lie unread.
            let later = clock.now() + Duration::minutes(2);
            lock(engine)
                .store_mut()
                .write(|tx| tx.postpone(row.id, "mailbox-not-read", later))?;
            continue;
        }
        events.extend(send_one(engine, transport, &row, clock).await?);
    }
    if let Transport::Smtp { session, .. } = transport
        && let Some(session) = session.take()
    {
        session.quit().await;
    }
    Ok(events)
}

async fn send_one(
    engine: &Mutex<Engine>,
    transport: &mut Transport,
    row: &OutgoingRow,
    clock: &Clock,
) -> anyhow::Result<Vec<Event>> {
    let now = clock.now();
    let Some(claim) = lock(engine).claim(row, now)? else {
        return Ok(Vec::new());
    };
    let begin = || {
        let begun = lock(engine)
            .store_mut()
            .write(|tx| tx.body_started(&claim, clock.now()))?;
        anyhow::ensure!(begun, "the row was taken back");
        Ok(())
    };
    let outcome = match transport {
        Transport::Directory(directory) => {
            directory.send(row.mail.message_id.as_str(), &row.mail.bytes, begin)
        }
        Transport::Smtp { server, session } => {
            let usable = session.take().filter(Session::usable);
            let connected = match usable {
                Some(usable) => Ok(usable),
                None => Session::connect(server).await,
            };
            match connected {
                Ok(mut connected) => {
                    let envelope = Envelope {
                        sender: row.mail.sender.clone(),
                        recipients: row.mail.recipients.clone(),
                    };
                    let outcome = connected.send(&envelope, &row.mail.bytes, begin).await;
                    *session = connected.usable().then_some(connected);
                    outcome
                }
                Err(fault) => {
                    tracing::warn!(%fault, "the outgoing server could not be used");
                    fault.outcome()
                }
            }
        }
    };
    lock(engine).complete(row, &claim, &outcome, clock.now())
}

impl Engine {
    /// Claims a row unless a ceiling keeps it back, in one transaction.
    fn claim(&mut self, row: &OutgoingRow, now: DateTime<Utc>) -> anyhow::Result<Option<Claim>> {
        let world = self.config.world.clone();
        self.store.write(|tx| {
            let day = now - Duration::hours(24);
            let mut full = tx.begun_in_all(now - Duration::hours(1))? >= world.caps.total_an_hour;
            for address in row.mail.recipients.iter().filter(|a| !world.is_tracking(a)) {
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
    fn complete(
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
                        bench.carry(bench.sent(row, "accepted-by-server")?)?;
                        bench.carry(bench.refused(row, refused)?)?;
                    }
                }
                Outcome::Refused { text, stage, refused, .. } => {
                    if tx.complete_refused(claim, &results(row, refused, text), text, now)? {
                        tracing::warn!(outgoing = row.id.0, class = ?row.mail.class, ?stage, "refused for good");
                        if *stage == Stage::Recipient {
                            bench.carry(bench.refused(row, refused)?)?;
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
            Ok(())
        })?;
        Ok(events)
    }

    /// Client mail past the end of its working window is withdrawn and planned anew.
    fn withdraw_expired(&mut self, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
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

    /// Unsure mails whose own copy did not come within the grace period go to a person. The grace
    /// counts only while the mailbox can be read: the watch loop takes in own copies before.
    fn settle_unsure(
        &mut self,
        now: DateTime<Utc>,
        _look: &LastLook,
    ) -> anyhow::Result<Vec<Event>> {
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
                .map(|(address, text)| FailedRecipient {
                    address: address.clone(),
                    status: String::new(),
                    reason: "other".to_owned(),
                    permanent: text.starts_with('5'),
                })
                .collect(),
            original_message_id: Some(row.mail.message_id.clone()),
            original_references: Vec::new(),
            until: None,
            stand_in: None,
            evidence: refused
                .iter()
                .map(|(_, text)| text.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        };
        Ok(machine::bounce(
            &self.items_of(row)?,
            &automatic,
            &row.mail.message_id,
            &self.desk,
        ))
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
