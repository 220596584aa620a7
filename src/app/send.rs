//! The outbox: last look, claim, send by phase, complete. Each arrow is a committed transaction;
//! no transaction is open while the network is used (architecture law 5 and 6).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::Duration;
use tokio::sync::{Notify, mpsc, oneshot};

use super::engine::{Engine, Event};
use crate::clock::Clock;
use crate::model::OutgoingClass;
use crate::smtp::{Directory, Envelope, Server, Session};
use crate::store::OutgoingRow;

/// How long a last look at the mailbox counts.
const LOOK: std::time::Duration = std::time::Duration::from_secs(30);

/// Rows taken in one pass.
const BATCH: u32 = 100;

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
    let mut events = lock(engine).settle_known(clock.now())?;
    // The grace of an unsure mail is over only once the mailbox was read after it.
    if lock(engine).grace_over(clock.now())? && look.look().await {
        events.extend(lock(engine).settle_known(clock.now())?);
        events.extend(lock(engine).settle_unsure(clock.now())?);
    }
    events.extend(lock(engine).withdraw_expired(clock.now())?);
    let rows = lock(engine)
        .store()
        .read(|tx| tx.due_outgoing(clock.now(), BATCH))?;
    let mut looked: Option<(tokio::time::Instant, bool)> = None;
    for row in rows {
        if row.mail.class == OutgoingClass::FollowUp {
            let fresh = looked.filter(|(at, _)| at.elapsed() < LOOK);
            let read = match fresh {
                Some((_, read)) => read,
                None => look.look().await,
            };
            looked = Some((
                fresh.map_or_else(tokio::time::Instant::now, |(at, _)| at),
                read,
            ));
            if !read {
                // Nothing goes to a client while answers may lie unread.
                let later = clock.now() + Duration::minutes(2);
                lock(engine)
                    .store_mut()
                    .write(|tx| tx.postpone(row.id, "mailbox-not-read", later))?;
                continue;
            }
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
        let mut engine = lock(engine);
        // An answer that came since the claim still wins: the dot has not left.
        let (overtaken, _) = engine.decide(clock.now(), |bench| bench.overtaken(row))?;
        anyhow::ensure!(overtaken.is_none(), "overtaken before the final dot");
        let begun = engine
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
