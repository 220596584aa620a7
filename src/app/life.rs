//! One life of the daemon: what the one before left is put right, then it watches and sends until it
//! is told to stop.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::engine::Engine;
use super::first_start;
use super::run::Shared;
use super::schedule::schedule;
use super::send::{LastLook, Transport, Watcher};
use super::watch::{Source, Watched, watch};
use crate::clock::Clock;
use crate::verify::Desk;

/// Time the tasks have to end after a stop signal.
const STOP: Duration = Duration::from_secs(20);

/// The world a life is given.
#[derive(Debug)]
pub struct Given {
    /// Its time.
    pub clock: Clock,
    /// Its mailboxes by name, the tracking one first.
    pub sources: Vec<(String, Source)>,
    /// Its way out.
    pub transport: Transport,
    /// Who tells whether senders are who they say.
    pub desk: Desk,
    /// At the first start, mail since this day (team's zone) is adopted.
    pub adopt_since: Option<NaiveDate>,
    /// Any number; it spreads the waits between tries.
    pub seed: u64,
}

/// A daemon that lives. Dropped, it ends where it stands, as by `kill -9`.
#[derive(Debug)]
pub struct Life {
    shared: Arc<Shared>,
    tasks: JoinSet<anyhow::Result<()>>,
}

impl Life {
    /// Recovers what the life before left in flight, then watches and sends; inside a runtime.
    ///
    /// # Errors
    /// A database fault.
    pub fn begin(mut engine: Engine, given: Given) -> anyhow::Result<Self> {
        let Given {
            clock,
            sources,
            mut transport,
            desk,
            adopt_since,
            seed,
        } = given;
        let recovered = engine.recover(clock.now())?;
        if !recovered.queued.is_empty() || !recovered.unsure.is_empty() {
            tracing::warn!(
                again = recovered.queued.len(),
                unsure = recovered.unsure.len(),
                "mails were under way when the daemon ended"
            );
        }
        if let (Some(day), Some((tracking, _))) = (adopt_since, sources.first())
            && engine
                .store()
                .read(|tx| first_start::is_late(tx, tracking))?
        {
            tracing::warn!(%day, "the mailbox has been watched before: --adopt-since adopts nothing more");
        }
        // One loop a mailbox, and the scheduler.
        let scheduler = sources.len();
        let loops = scheduler.saturating_add(1);
        let shared = Shared::new(engine, clock, desk, loops, adopt_since, seed);
        let shared = Arc::new(shared);
        let mut tasks = JoinSet::new();
        let mut watchers = Vec::new();
        for (index, (name, source)) in sources.into_iter().enumerate() {
            let (ask, looks) = mpsc::channel(16);
            watchers.push(Watcher {
                ask,
                bell: shared.bell(index),
            });
            let watched = Watched {
                beat: index,
                name,
                tracking: index == 0,
                looks,
            };
            let watching = watch(Arc::clone(&shared), watched, source);
            tasks.spawn(async move {
                watching.await;
                Ok(())
            });
        }
        let look = LastLook::Watch(watchers);
        let scheduling = Arc::clone(&shared);
        tasks.spawn(async move { schedule(scheduling, scheduler, &mut transport, look).await });
        Ok(Self { shared, tasks })
    }

    /// What its tasks share.
    pub(super) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// One more task, which ends when the life is told to stop.
    pub(super) fn beside(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(async move {
            task.await;
            Ok(())
        });
    }

    /// Waits for a task that ends by itself: none should.
    ///
    /// # Errors
    /// Always: what ended it.
    pub async fn ended(&mut self) -> anyhow::Result<()> {
        match self.tasks.join_next().await {
            Some(Ok(Err(fault))) => Err(fault),
            Some(Err(fault)) if fault.is_panic() => {
                Err(anyhow::anyhow!("a task of the daemon panicked"))
            }
            _ => Err(anyhow::anyhow!("a task of the daemon ended by itself")),
        }
    }

    /// Tells all tasks to stop, and waits for them a while.
    pub async fn end(mut self) {
        self.shared.stop();
        let all = async { while self.tasks.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(STOP, all).await;
        self.tasks.shutdown().await;
    }
}
