//! The engine over recorded mail: the same code with a clock that follows the mails' own times,
//! and a directory to send into. Deterministic to the byte.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::engine::{Engine, Entropy, Event};
use super::ingest::Incoming;
use super::send::{LastLook, Played, Transport, lock, pump};
use crate::clock::Clock;
use crate::config::Config;
use crate::mail;
use crate::report::ItemView;
use crate::smtp::Directory;
use crate::store::{ItemFilter, Store};

/// A recorded mail with the time at which it arrives in the replay.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Where it came from, for people.
    pub path: String,
    /// The bytes.
    pub raw: Vec<u8>,
}

/// Steps without mail or progress of time that prove a fault of ours, not a busy day.
const STUCK: u32 = 10_000;

/// A replay under way.
#[derive(Debug)]
pub struct Replay {
    engine: Mutex<Engine>,
    transport: Transport,
    look: LastLook,
    clock: Clock,
    database: PathBuf,
}

impl Replay {
    /// Starts with an empty database in `dir` (a former one there is replaced) at `start`.
    ///
    /// # Errors
    /// If the directory or the database cannot be made.
    pub fn new(config: Config, dir: &Path, start: DateTime<Utc>) -> anyhow::Result<Self> {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        // Only what a replay made may be replaced by one.
        let mark = dir.join(".nudged-replay");
        anyhow::ensure!(
            mark.exists() || !dir.join("nudged.db").exists(),
            "{} holds a database that no replay made; name another directory",
            dir.display()
        );
        std::fs::write(&mark, "made by nudged replay\n")
            .with_context(|| format!("cannot write into {}", dir.display()))?;
        for name in ["nudged.db", "nudged.db-wal", "nudged.db-shm"] {
            let path = dir.join(name);
            if path.exists() {
                std::fs::remove_file(&path)
                    .with_context(|| format!("cannot replace {}", path.display()))?;
            }
        }
        let outbox = dir.join("outbox");
        if outbox.is_dir() {
            clear(&outbox)?;
        }
        let database = dir.join("nudged.db");
        let store = Store::open_scratch(&database)?;
        let engine = Engine::new(config, store, Entropy::Fixed, start)?;
        Ok(Self {
            engine: Mutex::new(engine),
            transport: Transport::Directory(Directory::scratch(&outbox)?),
            look: LastLook::Known,
            clock: Clock::fake(start),
            database,
        })
    }

    /// The same within a world that is played: mail leaves into it, and it has the last look.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn within(
        world: &Arc<dyn Played>,
        config: Config,
        dir: &Path,
        start: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            transport: Transport::Played(Arc::clone(world)),
            look: LastLook::Played(Arc::clone(world)),
            ..Self::new(config, dir, start)?
        })
    }

    /// The daemon is not running until `to`, then starts again over the same database.
    ///
    /// # Errors
    /// As [`Self::restart`].
    pub fn off_until(&mut self, to: DateTime<Utc>, config: Config) -> anyhow::Result<()> {
        self.clock.advance_to(to);
        self.restart(config)
    }

    /// For a while the host's clock shows `wrong` (UTC), and nothing can be reached: what is due by it
    /// is decided, nothing leaves. Then it is right again, which the daemon sees.
    ///
    /// # Errors
    /// A database or template fault.
    pub fn wrong_for_a_while(&mut self, wrong: DateTime<Utc>) -> anyhow::Result<()> {
        let mut engine = lock(&self.engine);
        engine.tick(wrong)?;
        engine.clock_jumped(self.clock.now())?;
        Ok(())
    }

    /// When something falls due next (UTC); it may lie in the past.
    ///
    /// # Errors
    /// A database fault.
    pub fn next_due(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let engine = lock(&self.engine);
        let outgoing = engine.store().read(|tx| tx.next_outgoing())?;
        let wake = engine.next_wake(self.clock.now())?;
        Ok(wake.into_iter().chain(outgoing).min())
    }

    /// The daemon ends and starts again over the same database, maybe under another configuration.
    ///
    /// # Errors
    /// If the database cannot be opened; templates that do not parse.
    pub fn restart(&mut self, config: Config) -> anyhow::Result<()> {
        let now = self.clock.now();
        let store = Store::open_scratch(&self.database)?;
        let mut engine = Engine::new(config, store, Entropy::Fixed, now)?;
        engine.recover(now)?;
        self.engine = Mutex::new(engine);
        Ok(())
    }

    /// Lets time run until `to`, doing everything that falls due on the way, in order.
    ///
    /// # Errors
    /// A database or template fault.
    pub async fn run_until(
        &mut self,
        to: DateTime<Utc>,
        tell: &mut dyn FnMut(&Event),
    ) -> anyhow::Result<()> {
        let mut standing = 0_u32;
        loop {
            let now = self.clock.now();
            let Some(wake) = self.next_due()?.filter(|at| *at <= to) else {
                break;
            };
            standing = if wake > now {
                0
            } else {
                standing.saturating_add(1)
            };
            anyhow::ensure!(
                standing < STUCK,
                "time stands still at {now}: something is due again and again"
            );
            self.clock.advance_to(wake);
            self.turn(tell).await?;
        }
        self.clock.advance_to(to);
        Ok(())
    }

    /// One turn of the daemon: does what is due at the clock's time, and sends.
    ///
    /// # Errors
    /// A database or template fault.
    pub async fn turn(&mut self, tell: &mut dyn FnMut(&Event)) -> anyhow::Result<()> {
        let events = lock(&self.engine).tick(self.clock.now())?;
        events.iter().for_each(&mut *tell);
        self.send(tell).await
    }

    async fn send(&mut self, tell: &mut dyn FnMut(&Event)) -> anyhow::Result<()> {
        let events = pump(&self.engine, &mut self.transport, &self.look, &self.clock).await?;
        events.iter().for_each(&mut *tell);
        Ok(())
    }

    /// A mail arrives at the clock's time.
    ///
    /// # Errors
    /// A database or template fault.
    pub async fn arrive(&mut self, raw: &[u8], tell: &mut dyn FnMut(&Event)) -> anyhow::Result<()> {
        let incoming = Incoming {
            raw,
            position: None,
            rescan: false,
            before_start: false,
            junk: false,
            watched: false,
            truncated_from: None,
            arrived: None,
            checked: None,
        };
        let events = lock(&self.engine).ingest(&incoming, self.clock.now())?;
        events.iter().for_each(&mut *tell);
        self.send(tell).await
    }

    /// Every item as it stands.
    ///
    /// # Errors
    /// A database fault.
    pub fn items(&self) -> anyhow::Result<Vec<ItemView>> {
        lock(&self.engine).views(&ItemFilter::default())
    }

    /// The time reached (UTC).
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The engine, to look at what stands beside the items.
    pub fn engine(&self) -> &Mutex<Engine> {
        &self.engine
    }
}

/// Mails with the times at which they arrive: topmost Received, else Date, `None` if neither can
/// be read. They stay in their order; one whose time is past arrives at the time already reached.
#[must_use]
pub fn timed(mails: Vec<Recorded>) -> Vec<(Option<DateTime<Utc>>, Recorded)> {
    mails
        .into_iter()
        .map(|recorded| {
            let at = mail::arrival(&recorded.raw).map(|at| at.with_timezone(&Utc));
            (at, recorded)
        })
        .collect()
}

/// Runs a whole replay: mails in their order, then time until `until`.
///
/// # Errors
/// If the directory, database or templates fail.
pub async fn run(
    config: Config,
    mails: Vec<Recorded>,
    dir: &Path,
    until: Option<DateTime<Utc>>,
    tell: &mut dyn FnMut(&Event),
) -> anyhow::Result<Replay> {
    let ordered = timed(mails);
    let first = ordered.iter().find_map(|(at, _)| *at).or(until);
    let start = first.unwrap_or(DateTime::UNIX_EPOCH);
    let mut replay = Replay::new(config, dir, start)?;
    for (at, recorded) in ordered {
        if let Some(at) = at.filter(|at| *at > replay.clock.now()) {
            replay.run_until(at, tell).await?;
        }
        replay.arrive(&recorded.raw, tell).await?;
    }
    if let Some(until) = until {
        replay.run_until(until, tell).await?;
    }
    Ok(replay)
}

fn clear(outbox: &Path) -> anyhow::Result<()> {
    let entries: Vec<PathBuf> = std::fs::read_dir(outbox)?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    for path in entries
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "eml"))
    {
        std::fs::remove_file(path)?;
    }
    Ok(())
}
