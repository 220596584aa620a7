//! What lies around the daemon: its mailbox, its way out, and their outages.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use nudged::app::engine::{Engine, Event};
use nudged::app::ingest::Incoming;
use nudged::app::send::Played;
use nudged::model::{Address, EventKind, ItemId, OutgoingClass};
use nudged::smtp::{Outcome, Reason, Stage};
use nudged::store::OutgoingRow;

use super::chance::Chance;
use super::post::Post;

/// What an outage takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    Mailbox,
    Server,
    /// The daemon itself.
    Daemon,
}

/// A mail whose final dot was begun.
#[derive(Debug, Clone)]
pub struct Left {
    pub at: DateTime<Utc>,
    pub row: i64,
    pub class: OutgoingClass,
    pub id: String,
    pub recipients: Vec<String>,
    pub items: Vec<ItemId>,
    pub bytes: Vec<u8>,
    /// Of the recipients, those the server refused.
    pub refused: Vec<String>,
    /// Somebody has it.
    pub arrived: bool,
    /// The mailbox could not be read when it left.
    pub blind: bool,
}

impl Left {
    /// What it says.
    pub fn text(&self) -> String {
        nudged::mail::parse(&self.bytes).map_or_else(|_| String::new(), |mail| mail.text)
    }
}

/// What happened, in its order.
#[derive(Debug)]
pub enum Log {
    Took(DateTime<Utc>, Post),
    Told(Event),
    Left(Left),
}

impl Log {
    /// The item that came to rest.
    pub fn held(&self) -> Option<ItemId> {
        match self {
            Self::Told((_, told)) if told.event == EventKind::Held => told.item,
            _ => None,
        }
    }
}

/// The daemon ended in the middle of an attempt.
#[derive(Debug)]
pub struct Ended;

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the daemon ended")
    }
}

impl std::error::Error for Ended {}

/// The world around the daemon.
#[derive(Debug)]
pub struct Outside(Mutex<State>);

#[derive(Debug)]
struct State {
    inbox: VecDeque<Post>,
    log: Vec<Log>,
    outages: Vec<(DateTime<Utc>, DateTime<Utc>, Outage)>,
    gone: Vec<(String, DateTime<Utc>)>,
    chance: Chance,
}

impl Outside {
    /// With the weather of a year, and who is gone from when.
    pub fn new(seed: u64, start: DateTime<Utc>, gone: Vec<(String, DateTime<Utc>)>) -> Self {
        let mut chance = Chance::of(seed, 1);
        let mut outages = Vec::new();
        for (what, times, shortest, longest) in [
            (Outage::Mailbox, 4, 1, 4),
            (Outage::Mailbox, 1, 8, 30),
            (Outage::Server, 4, 1, 20),
            (Outage::Server, 1, 20, 80),
            (Outage::Daemon, 1, 100, 200),
            (Outage::Daemon, 3, 1, 20),
        ] {
            for _ in 0..times {
                let from = start + Duration::minutes(chance.between(0, 364 * 24 * 60));
                let hours = chance.between(shortest, longest);
                outages.push((from, from + Duration::hours(hours), what));
            }
        }
        Self(Mutex::new(State {
            inbox: VecDeque::new(),
            log: Vec::new(),
            outages,
            gone,
            chance,
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends of the outages of a kind, with their beginnings.
    pub fn outages(&self, what: Outage) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let state = self.state();
        let all = state.outages.iter().filter(|(.., kind)| *kind == what);
        all.map(|(from, to, _)| (*from, *to)).collect()
    }

    /// A mail lies in the mailbox.
    pub fn lay(&self, post: Post) {
        self.state().inbox.push_back(post);
    }

    pub fn told(&self, event: Event) {
        self.state().log.push(Log::Told(event));
    }

    /// What happened since this was asked last.
    pub fn log(&self) -> Vec<Log> {
        std::mem::take(&mut self.state().log)
    }

    /// The mailbox is read, if it can be.
    pub fn read(&self, engine: &Mutex<Engine>, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let mut state = self.state();
        if state.out(Outage::Mailbox, now) {
            return Ok(false);
        }
        while let Some(post) = state.inbox.pop_front() {
            let incoming = Incoming {
                raw: &post.raw,
                position: None,
                rescan: false,
                before_start: false,
                junk: post.junk,
                watched: false,
                truncated_from: None,
                arrived: None,
                checked: None,
            };
            let mut engine = engine.lock().unwrap_or_else(PoisonError::into_inner);
            let events = engine.ingest(&incoming, now)?;
            state.log.push(Log::Took(now, post));
            state.log.extend(events.into_iter().map(Log::Told));
        }
        Ok(true)
    }
}

impl State {
    fn out(&self, what: Outage, now: DateTime<Utc>) -> bool {
        let mut all = self.outages.iter();
        all.any(|(from, to, kind)| *kind == what && *from <= now && now < *to)
    }
}

impl Played for Outside {
    fn look(&self, engine: &Mutex<Engine>, now: DateTime<Utc>) -> anyhow::Result<bool> {
        self.read(engine, now)
    }

    fn send(
        &self,
        row: &OutgoingRow,
        now: DateTime<Utc>,
        begin: &mut dyn FnMut() -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        let mut state = self.state();
        let fate = state.chance.below(1000);
        if state.out(Outage::Server, now) {
            return Ok(if fate.is_multiple_of(2) {
                Outcome::NotSent {
                    stage: Stage::Connect,
                    error: "connection refused".to_owned(),
                }
            } else {
                Outcome::Later {
                    code: 451,
                    text: "451 4.3.2 come back later".to_owned(),
                    reason: Reason::Busy,
                }
            });
        }
        if fate < 4 {
            return Err(Ended.into());
        }
        if let Err(error) = begin() {
            return Ok(Outcome::NotSent {
                stage: Stage::Record,
                error: format!("{error:#}"),
            });
        }
        let unknown = |to: &&Address| {
            let mut gone = state.gone.iter();
            fate.is_multiple_of(2) && gone.any(|(who, from)| to.as_str() == who && *from <= now)
        };
        let refused: Vec<(Address, String)> = row
            .mail
            .recipients
            .iter()
            .filter(unknown)
            .map(|to| (to.clone(), "550 5.1.1 user unknown".to_owned()))
            .collect();
        let doubtful = fate < 14;
        let arrived = !doubtful || fate.is_multiple_of(2);
        let blind = state.out(Outage::Mailbox, now);
        state.log.push(Log::Left(Left {
            at: now,
            row: row.id.0,
            class: row.mail.class,
            id: row.mail.message_id.as_str().to_owned(),
            recipients: row
                .mail
                .recipients
                .iter()
                .map(|a| a.as_str().to_owned())
                .collect(),
            items: row.mail.items.clone(),
            bytes: row.mail.bytes.clone(),
            refused: refused
                .iter()
                .map(|(to, _)| to.as_str().to_owned())
                .collect(),
            arrived,
            blind,
        }));
        match fate {
            4..9 => Err(Ended.into()),
            9..14 => Ok(Outcome::Unsure {
                error: "no answer to the dot".to_owned(),
            }),
            _ => Ok(Outcome::Sent {
                text: "250 2.0.0 taken".to_owned(),
                refused,
            }),
        }
    }
}
