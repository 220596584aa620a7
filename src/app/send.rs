//! The outbox: last look, claim, send by phase, complete. Each arrow is a committed transaction;
//! no transaction is open while the network is used (architecture law 5 and 6).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::Instant;

use super::engine::{Bench, Engine, Event};
pub use super::server_wait::ServerWait;
use crate::clock::Clock;
use crate::model::OutgoingClass;
use crate::net::Line;
use crate::smtp::{Directory, Envelope, Fault, Outcome, Server, Session};
use crate::store::OutgoingRow;

/// How long a look at the mailboxes counts before a mail is begun.
const LOOK: Duration = Duration::from_secs(30);

/// How long it counts at the final dot: connecting and naming the recipients may have taken minutes.
const AT_THE_DOT: Duration = Duration::from_secs(2);

/// How long is waited for the mailboxes to be read.
const ANSWER: Duration = Duration::from_secs(60);

/// Rows taken in one pass.
const BATCH: u32 = 100;

/// A world that is played around the engine, with its outages: simulations of whole years.
pub trait Played: std::fmt::Debug + Send + Sync {
    /// The mailboxes are read once more at `now` (UTC): what lies there unread is taken in. Whether
    /// they could be read.
    ///
    /// # Errors
    /// A database fault.
    fn look(&self, engine: &Mutex<Engine>, now: DateTime<Utc>) -> anyhow::Result<bool>;

    /// One attempt at `now` (UTC); `begin` is the record just before the final dot, and nobody has
    /// the mail where it errs.
    ///
    /// # Errors
    /// The daemon ended here: nothing more is recorded.
    fn send(
        &self,
        row: &OutgoingRow,
        now: DateTime<Utc>,
        begin: &mut dyn FnMut() -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome>;
}

/// Where mail goes.
#[derive(Debug)]
pub enum Transport {
    /// Nowhere: a world is played.
    Played(Arc<dyn Played>),
    /// A directory of .eml files.
    Directory(Directory),
    /// A server; the connection is kept while the queue lasts.
    Smtp {
        /// Where and as whom.
        server: Box<Server>,
        /// The way there.
        line: Line,
        /// The connection, while it lives.
        session: Option<Session>,
        /// How long it is left alone after it could not be used.
        wait: ServerWait,
    },
}

impl Transport {
    /// The outgoing server cannot be used: since when (UTC), and why.
    #[must_use]
    pub fn failing(&self) -> Option<&(DateTime<Utc>, String)> {
        match self {
            Self::Smtp { wait, .. } => wait.failing.as_ref(),
            Self::Played(_) | Self::Directory(_) => None,
        }
    }

    /// Somebody asked to try now.
    pub(super) fn hurry(&mut self) {
        if let Self::Smtp { wait, .. } = self {
            wait.over();
        }
    }

    /// Until when nothing is tried (UTC).
    pub(super) fn waits_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Smtp { wait, .. } => wait.waits_until(now),
            Self::Played(_) | Self::Directory(_) => None,
        }
    }

    /// Connects and logs in, sending nothing; says what was found.
    ///
    /// # Errors
    /// Whatever keeps mail from leaving, with its remedy.
    pub async fn try_once(&self) -> Result<String, Fault> {
        match self {
            Self::Played(_) => Ok("a world that is played".to_owned()),
            Self::Directory(_) => Ok("a directory that can be written".to_owned()),
            Self::Smtp { server, line, .. } => {
                connect(server, line).await?.quit().await;
                Ok(format!("login to {}", server.host))
            }
        }
    }
}

async fn connect(server: &Server, line: &Line) -> Result<Session, Fault> {
    match line {
        Line::Network => Session::connect(server).await,
        Line::Played(exchange) => {
            let stream = Box::new(exchange.connect()?);
            Session::connect_over_secured(stream, server).await
        }
    }
}

/// Who reads the mailboxes once more just before a client mail leaves.
#[derive(Debug, Clone)]
pub enum LastLook {
    /// Every mail that has arrived is known (replay).
    Known,
    /// A world is played.
    Played(Arc<dyn Played>),
    /// The watch loops, one a mailbox: an answer may lie in any of them.
    Watch(Vec<Watcher>),
}

/// A watch loop, asked whether it read its mailbox just now.
#[derive(Debug, Clone)]
pub struct Watcher {
    /// Where to ask.
    pub ask: mpsc::Sender<oneshot::Sender<bool>>,
    /// Rung after asking: ends its wait for mail.
    pub bell: Arc<Notify>,
}

impl LastLook {
    async fn look(&self, engine: &Mutex<Engine>, clock: &Clock) -> anyhow::Result<bool> {
        match self {
            Self::Known => Ok(true),
            Self::Played(world) => world.look(engine, clock.now()),
            Self::Watch(watchers) => Ok(Self::all_read(watchers).await),
        }
    }

    /// Whether every watch loop read its mailbox just now.
    async fn all_read(watchers: &[Watcher]) -> bool {
        let until = Instant::now() + ANSWER;
        let mut waited = Vec::new();
        for watcher in watchers {
            let (answer, wait) = oneshot::channel();
            let asked = tokio::time::timeout_at(until, watcher.ask.send(answer)).await;
            if !matches!(asked, Ok(Ok(()))) {
                return false;
            }
            watcher.bell.notify_one();
            waited.push(wait);
        }
        for wait in waited {
            if !matches!(tokio::time::timeout_at(until, wait).await, Ok(Ok(true))) {
                return false;
            }
        }
        true
    }
}

/// The last look, and what came of it; it counts from the moment it began.
struct Looked<'a> {
    look: &'a LastLook,
    engine: &'a Mutex<Engine>,
    clock: &'a Clock,
    last: Mutex<Option<(Instant, bool)>>,
}

impl Looked<'_> {
    /// Whether the mailboxes were read to the end within the last `age`; looks if they were not.
    async fn within(&self, age: Duration) -> anyhow::Result<bool> {
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = last().filter(|(at, _)| at.elapsed() < age);
        if let Some((_, read)) = fresh {
            return Ok(read);
        }
        let began = Instant::now();
        let read = self.look.look(self.engine, self.clock).await?;
        *last() = Some((began, read));
        Ok(read)
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
    let mut events = lock(engine).settle_known(clock.now())?;
    // The grace of an unsure mail is over only once the mailbox was read after it.
    if lock(engine).grace_over(clock.now())? && look.look(engine, clock).await? {
        events.extend(lock(engine).settle_known(clock.now())?);
        events.extend(lock(engine).settle_unsure(clock.now())?);
    }
    events.extend(lock(engine).withdraw_expired(clock.now())?);
    let rows = lock(engine)
        .store()
        .read(|tx| tx.due_outgoing(clock.now(), BATCH))?;
    let looked = Looked {
        look,
        engine,
        clock,
        last: Mutex::new(None),
    };
    for row in rows {
        if let Some(until) = transport.waits_until(clock.now()) {
            lock(engine)
                .store_mut()
                .write(|tx| tx.postpone(row.id, "server-not-usable", until))?;
            continue;
        }
        if row.mail.class == OutgoingClass::FollowUp && !looked.within(LOOK).await? {
            // Nothing goes to a client while answers may lie unread.
            let later = clock.now() + chrono::Duration::minutes(2);
            lock(engine)
                .store_mut()
                .write(|tx| tx.postpone(row.id, "mailbox-not-read", later))?;
            continue;
        }
        events.extend(send_one(engine, transport, &row, &looked, clock).await?);
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
    looked: &Looked<'_>,
    clock: &Clock,
) -> anyhow::Result<Vec<Event>> {
    let now = clock.now();
    let Some(claim) = lock(engine).claim(row, now)? else {
        return Ok(Vec::new());
    };
    let unread = async || {
        let client = row.mail.class == OutgoingClass::FollowUp;
        anyhow::Ok(client && !looked.within(AT_THE_DOT).await?)
    };
    let begin = |unread: bool| {
        anyhow::ensure!(!unread, "mailbox-not-read");
        // An answer that came since the claim still wins: the dot has not left.
        let begun = |bench: &Bench<'_>| {
            anyhow::ensure!(
                bench.overtaken(row)?.is_none(),
                "overtaken before the final dot"
            );
            bench.tx.body_started(&claim, clock.now())
        };
        let (begun, _) = lock(engine).decide(clock.now(), begun)?;
        anyhow::ensure!(begun, "the row was taken back");
        Ok(())
    };
    let outcome = match transport {
        Transport::Played(world) => {
            let unread = unread().await?;
            let mut begun = || begin(unread);
            world.send(row, now, &mut begun)?
        }
        Transport::Directory(directory) => {
            let unread = unread().await?;
            let begin = || begin(unread);
            directory.send(row.mail.message_id.as_str(), &row.mail.bytes, begin)
        }
        Transport::Smtp {
            server,
            line,
            session,
            wait,
        } => {
            let usable = session.take().filter(Session::usable);
            let connected = match usable {
                Some(usable) => Ok(usable),
                None => connect(server, line).await,
            };
            match connected {
                Ok(mut connected) => {
                    let envelope = Envelope {
                        sender: row.mail.sender.clone(),
                        recipients: row.mail.recipients.clone(),
                    };
                    let begin = async || begin(unread().await?);
                    let sending = connected.send_after(&envelope, &row.mail.bytes, begin);
                    let outcome = sending.await;
                    *session = connected.usable().then_some(connected);
                    wait.tried(&outcome, clock.now());
                    outcome
                }
                Err(fault) => {
                    tracing::warn!(%fault, "the outgoing server could not be used");
                    wait.failed(&fault, clock.now());
                    fault.outcome()
                }
            }
        }
    };
    lock(engine).complete(row, &claim, &outcome, clock.now())
}
