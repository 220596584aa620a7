//! The daemon: watch, tick and send as tasks over one engine, under one lock, stopped in order.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

use super::control;
use super::engine::{Engine, Entropy, Event};
use super::life::{Given, Life};
use super::lock::StateLock;
use super::reload;
use super::schedule;
use super::send::{ServerWait, Transport};
use super::watch::Source;
use crate::clock::Clock;
use crate::config::{Config, Login, MailboxKind, OutgoingKind};
use crate::mailbox::{Account, MailboxFault};
use crate::net::{Line, Proof, Secret};
use crate::oauth;
use crate::smtp::{Directory, Server};
use crate::store::Store;
use crate::verify::{Desk, Dns, Verifier};

/// Name of the database in the state directory.
pub const DATABASE: &str = "nudged.db";

/// How a mailbox is doing.
#[derive(Debug, Clone, Default)]
pub struct MailboxHealth {
    /// Name.
    pub name: String,
    /// Last read to the end (UTC).
    pub reached: Option<DateTime<Utc>>,
    /// Since when it cannot be read (UTC), and why.
    pub failing: Option<(DateTime<Utc>, String)>,
    /// When it is tried again (UTC), while it cannot be read.
    pub retry: Option<DateTime<Utc>>,
    /// What its server wanted people to know (ALERT, OVERQUOTA), and when it said so last (UTC).
    pub alert: Option<(DateTime<Utc>, String)>,
}

/// What all tasks share.
pub struct Shared {
    pub(super) engine: Mutex<Engine>,
    pub(super) clock: Clock,
    pub(super) verifier: Desk,
    stop: AtomicBool,
    stopped: Notify,
    pub(super) kick: Notify,
    bells: Vec<Arc<Notify>>,
    /// Seconds since start at which each loop last turned.
    beats: Vec<AtomicU64>,
    started: tokio::time::Instant,
    health: Mutex<Vec<MailboxHealth>>,
    /// Since when nothing can be decided or sent (UTC), and why.
    failing: Mutex<Option<(DateTime<Utc>, String)>>,
    /// The outgoing server cannot be used: since when, and why.
    outgoing: Mutex<Option<(DateTime<Utc>, String)>>,
    /// When that is tried again (UTC).
    outgoing_retry: Mutex<Option<DateTime<Utc>>>,
    /// How often somebody asked to try every server at once.
    pub(super) hurried: tokio::sync::watch::Sender<u64>,
    /// At the first start, mail since this day (team's zone) is adopted.
    pub(super) adopt_since: Option<NaiveDate>,
    /// When somebody was last told how far the adopting is.
    pub(super) adopted_told: Mutex<Option<std::time::Instant>>,
    /// Daemons that lost one server come back at different times.
    seed: u64,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

impl Shared {
    pub(super) fn new(
        engine: Engine,
        clock: Clock,
        verifier: Desk,
        loops: usize,
        adopt_since: Option<NaiveDate>,
        seed: u64,
    ) -> Self {
        Self {
            engine: Mutex::new(engine),
            clock,
            verifier,
            stop: AtomicBool::new(false),
            stopped: Notify::new(),
            kick: Notify::new(),
            bells: (0..loops).map(|_| Arc::new(Notify::new())).collect(),
            beats: (0..loops).map(|_| AtomicU64::new(0)).collect(),
            started: tokio::time::Instant::now(),
            health: Mutex::new(Vec::new()),
            failing: Mutex::new(None),
            outgoing: Mutex::new(None),
            outgoing_retry: Mutex::new(None),
            hurried: tokio::sync::watch::Sender::new(0),
            adopt_since,
            adopted_told: Mutex::new(None),
            seed,
        }
    }

    pub(super) fn stopping(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    pub(super) async fn stopped(&self) {
        let notified = self.stopped.notified();
        if !self.stopping() {
            notified.await;
        }
    }

    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
        self.stopped.notify_waiters();
        self.kick.notify_one();
        self.bells.iter().for_each(|bell| bell.notify_one());
    }

    /// Something may be due: the scheduler looks.
    pub(super) fn kick(&self) {
        self.kick.notify_one();
    }

    pub(super) fn bell(&self, index: usize) -> Arc<Notify> {
        self.bells.get(index).cloned().unwrap_or_default()
    }

    /// A loop turned, whatever came of it.
    pub(super) fn turned(&self, index: usize) {
        if let Some(beat) = self.beats.get(index) {
            beat.store(self.started.elapsed().as_secs(), Ordering::SeqCst);
        }
    }

    /// Whether every loop turned within the last `seconds`.
    fn all_turn(&self, seconds: u64) -> bool {
        let now = self.started.elapsed().as_secs();
        self.beats
            .iter()
            .all(|beat| now.saturating_sub(beat.load(Ordering::SeqCst)) <= seconds)
    }

    pub(super) fn seed(&self, index: usize) -> u64 {
        self.seed.wrapping_mul(31).wrapping_add(index as u64)
    }

    fn with_health(&self, name: &str, change: impl FnOnce(&mut MailboxHealth)) {
        let mut all = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.iter().any(|h| h.name == name) {
            all.push(MailboxHealth {
                name: name.to_owned(),
                ..MailboxHealth::default()
            });
        }
        if let Some(health) = all.iter_mut().find(|h| h.name == name) {
            change(health);
        }
    }

    pub(super) fn reached(&self, name: &str) {
        let now = self.clock.now();
        self.with_health(name, |health| {
            if let Some((since, _)) = health.failing.take() {
                tracing::info!(mailbox = name, since = %since.format("%F %T"), "the mailbox can be read again");
            }
            health.reached = Some(now);
            health.retry = None;
        });
    }

    /// The server of a mailbox wants something to be known.
    pub(super) fn alerted(&self, name: &str, alert: String) {
        let now = self.clock.now();
        self.with_health(name, |health| {
            if health
                .alert
                .as_ref()
                .is_none_or(|(_, before)| *before != alert)
            {
                tracing::warn!(mailbox = name, alert, "the server wants this to be known");
            }
            health.alert = Some((now, alert));
        });
    }

    pub(super) fn unreachable(&self, name: &str, fault: &MailboxFault, failures: u32) {
        let now = self.clock.now();
        self.with_health(name, |health| {
            let text = fault.to_string();
            let news = health
                .failing
                .as_ref()
                .is_none_or(|(_, before)| *before != text);
            if news {
                tracing::warn!(
                    mailbox = name,
                    failures,
                    fault = text,
                    "the mailbox cannot be read"
                );
            }
            let since = health.failing.as_ref().map_or(now, |(since, _)| *since);
            health.failing = Some((since, text));
        });
    }

    /// A mailbox that cannot be read is tried again after this.
    pub(super) fn tries_again(&self, name: &str, wait: Duration) {
        let at = TimeDelta::from_std(wait)
            .ok()
            .map(|wait| self.clock.now() + wait);
        self.with_health(name, |health| health.retry = at);
    }

    /// Whether the scheduler could do its work; tells the first failure and the first success after it.
    /// Gives whether it failed before.
    pub(super) fn worked(&self, fault: Option<&anyhow::Error>) -> bool {
        let now = self.clock.now();
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = failing.take();
        if let Some(fault) = fault {
            let fault = format!("{fault:#}");
            if before.is_none() {
                tracing::error!(fault, "nothing is sent until this is mended");
            }
            let since = before.as_ref().map_or(now, |(since, _)| *since);
            *failing = Some((since, fault));
        } else if before.is_some() {
            tracing::info!("the database works again");
        }
        before.is_some()
    }

    /// Since when nothing can be decided or sent (UTC), and why.
    #[must_use]
    pub fn failing(&self) -> Option<(DateTime<Utc>, String)> {
        self.failing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What is known of the outgoing server after a turn; tells its return.
    pub(super) fn outgoing_is(
        &self,
        failing: Option<&(DateTime<Utc>, String)>,
        retry: Option<DateTime<Utc>>,
    ) {
        *self
            .outgoing_retry
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = retry;
        let mut known = self.outgoing.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_some() && failing.is_none() {
            tracing::info!("the outgoing server can be used again");
        }
        *known = failing.cloned();
    }

    /// Since when the outgoing server cannot be used (UTC), and why.
    #[must_use]
    pub fn outgoing(&self) -> Option<(DateTime<Utc>, String)> {
        self.outgoing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// When an outgoing server that cannot be used is tried again (UTC).
    #[must_use]
    pub fn outgoing_retry(&self) -> Option<DateTime<Utc>> {
        *self
            .outgoing_retry
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// How each mailbox is doing.
    #[must_use]
    pub fn health(&self) -> Vec<MailboxHealth> {
        self.health
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// One log line an event: numbers and rules, no addresses, no words.
    pub(super) fn tell(&self, events: &[Event]) {
        for (_, entry) in events {
            tracing::info!(
                item = entry.item.map(|i| i.0),
                event = ?entry.event,
                rule = entry.evidence.rule,
                "recorded"
            );
        }
    }
}

/// Runs the daemon until SIGTERM or SIGINT.
///
/// # Errors
/// A configuration that lacks what `run` needs, a held state directory ([`super::lock::Held`]), a
/// damaged database, secrets that cannot be read.
///
/// `adopt_since`: at the first start, mail from this day on (team's zone) is adopted.
pub async fn run(config: Config, adopt_since: Option<NaiveDate>) -> anyhow::Result<()> {
    run_with(config, Verifier::new(Dns::system()), adopt_since).await
}

/// [`run`] with another way to DNS.
///
/// # Errors
/// As [`run`].
pub async fn run_with(
    config: Config,
    verifier: Verifier,
    adopt_since: Option<NaiveDate>,
) -> anyhow::Result<()> {
    config.for_run()?;
    // From here on it ends nothing: whoever changes the configuration may be early.
    let hangup = signal(SignalKind::hangup()).context("cannot wait for signals")?;
    let clock = Clock::System;
    let state = StateLock::take(&config.state_dir)?;
    let store = open(&config.state_dir)?;
    schedule::whole(&store.quick_check()?, &config.state_dir.join(DATABASE))?;
    let given = Given {
        sources: sources(&config)?,
        transport: transport(&config)?,
        clock: clock.clone(),
        desk: Desk::new(verifier)?,
        adopt_since,
        seed: u64::from(std::process::id()),
    };
    let engine = Engine::new(config, store, Entropy::System, clock.now())?;
    for warning in engine
        .config
        .warnings
        .iter()
        .chain(&engine.config.holidays_unknown(clock.now()))
    {
        tracing::warn!("{warning}");
    }
    let socket = engine.config.state_dir.join(control::SOCKET);
    let mut life = Life::begin(engine, given)?;
    let serving = control::serve(life.shared(), socket.clone())?;
    let watched = life.shared();
    life.beside(async move {
        tokio::join!(serving, watchdog(watched));
    });

    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    tracing::info!("ready");
    let ended = until_stopped(&mut life, hangup).await;
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    tracing::info!("stopping");
    life.end().await;
    let _ = std::fs::remove_file(&socket);
    drop(state);
    ended
}

/// Waits for a signal to stop, or for a task that ended by itself: none should.
async fn until_stopped(life: &mut Life, mut hangup: Signal) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot wait for signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot wait for signals")?;
    loop {
        tokio::select! {
            _ = terminate.recv() => return Ok(()),
            _ = interrupt.recv() => return Ok(()),
            _ = hangup.recv() => {
                let shared = life.shared();
                tokio::task::spawn_blocking(move || reload::hangup(&shared)).await?;
            }
            ended = life.ended() => return ended,
        }
    }
}

/// Opens (or makes) the database of a state directory.
///
/// # Errors
/// As [`Store::open`].
pub fn open(state_dir: &Path) -> anyhow::Result<Store> {
    Ok(Store::open(&state_dir.join(DATABASE))?)
}

/// The mailboxes of a configuration, passwords read.
///
/// # Errors
/// A password that cannot be had.
pub fn sources(config: &Config) -> anyhow::Result<Vec<(String, Source)>> {
    let mut sources = Vec::new();
    for (index, mailbox) in config.mailboxes.iter().enumerate() {
        let source = match mailbox.kind {
            MailboxKind::Maildir => Source::Maildir(mailbox.path.clone()),
            MailboxKind::Imap => Source::Imap(
                Box::new(Account {
                    name: mailbox.name.clone(),
                    host: mailbox.host.clone(),
                    port: mailbox.port,
                    tls: match mailbox.tls {
                        crate::config::Tls::Implicit => crate::mailbox::TlsMode::Implicit,
                        crate::config::Tls::Starttls => crate::mailbox::TlsMode::Starttls,
                    },
                    ca_file: mailbox.ca_file.clone(),
                    user: mailbox.user.clone(),
                    proof: proof(config, &mailbox.login, &mailbox.user)?,
                    folders: mailbox.folders.clone(),
                    read_only_extra: index > 0,
                    stumbles: crate::mailbox::imap::Stumbles::default(),
                }),
                Line::Network,
            ),
        };
        sources.push((mailbox.name.clone(), source));
    }
    Ok(sources)
}

fn proof(config: &Config, login: &Login, user: &str) -> anyhow::Result<Proof> {
    let (grants, state) = (&config.oauth, &config.state_dir);
    Ok(oauth::proof(login, user, grants, state, &Clock::System)?)
}

/// The way out of a configuration, password read.
///
/// # Errors
/// No `[outgoing]`, a password or directory that cannot be had.
pub fn transport(config: &Config) -> anyhow::Result<Transport> {
    let outgoing = config.outgoing.as_ref().context("there is no [outgoing]")?;
    Ok(match outgoing.kind {
        OutgoingKind::Directory => {
            let path: &PathBuf = &outgoing.path;
            Transport::Directory(
                Directory::open(path)
                    .with_context(|| format!("outgoing.path {}", path.display()))?,
            )
        }
        OutgoingKind::Smtp => Transport::Smtp {
            server: Box::new(Server {
                host: outgoing.host.clone(),
                port: outgoing.port,
                tls: outgoing.tls,
                ca_file: outgoing.ca_file.clone(),
                user: outgoing.user.clone(),
                proof: match &outgoing.user {
                    Some(user) => proof(config, &outgoing.login, user)?,
                    None => Secret::new("").into(),
                },
                hello_name: config.world.tracking.address.domain().to_owned(),
            }),
            line: Line::Network,
            session: None,
            wait: ServerWait::default(),
        },
    })
}

/// Tells systemd that every loop turns: a mailbox that cannot be reached is no reason to die.
async fn watchdog(shared: Arc<Shared>) {
    let Some(limit) = sd_notify::watchdog_enabled() else {
        shared.stopped().await;
        return;
    };
    // A server may take ten minutes over the final dot (RFC 5321 4.5.3.2.6).
    let slowest = Duration::from_secs(15 * 60).max(limit);
    while !shared.stopping() {
        if shared.all_turn(slowest.as_secs()) {
            let _ = sd_notify::notify(&[sd_notify::NotifyState::Watchdog]);
        } else {
            tracing::error!("a loop no longer turns; systemd will start the daemon anew");
        }
        tokio::select! {
            () = tokio::time::sleep(limit / 3) => {}
            () = shared.stopped() => {}
        }
    }
}
