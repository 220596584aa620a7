//! The scheduler: does what is due, sends, sleeps until the earliest due thing or a kick. It looks at
//! the wall clock, which may jump, and once a day at the file of the database.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::hurry::renew_outgoing;
use super::ingest::{WHOLE_BYTES, WHOLE_FOR};
use super::run::{DATABASE, Shared};
use super::send::{LastLook, Transport, lock, pump};
use crate::store::Store;

/// The scheduler looks at least this often: a long sleep does not see the wall clock move.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// Difference between wall and monotonic clock that counts as a jump, seconds.
const JUMP: i64 = 120;
/// The file of the database is looked through so often.
const CHECKED_EVERY: chrono::Duration = chrono::Duration::hours(24);

/// When the scheduler last knew that all was well.
struct Known {
    /// Wall clock, UTC.
    wall: DateTime<Utc>,
    /// The same moment by the clock that does not jump.
    steady: Instant,
    /// When the file of the database was looked through, UTC.
    checked: DateTime<Utc>,
}

/// Runs until the daemon stops.
///
/// # Errors
/// The database is damaged: nothing may be sent or recorded any more.
pub(super) async fn schedule(
    shared: Arc<Shared>,
    beat: usize,
    transport: &mut Transport,
    look: LastLook,
) -> anyhow::Result<()> {
    let now = shared.clock.now();
    let mut known = Known {
        wall: now,
        steady: Instant::now(),
        checked: now,
    };
    let mut hurried = shared.hurried.subscribe();
    while !shared.stopping() {
        shared.turned(beat);
        // Registered before the queue is read, so that nothing queued meanwhile is slept over.
        let kicked = shared.kick.notified();
        daily_check(&shared, &mut known).await?;
        if hurried.has_changed().unwrap_or(false) {
            hurried.mark_unchanged();
            transport.hurry();
        }
        renew_outgoing(&shared, transport).await;
        let turned = match catch_up(&shared, &mut known) {
            Ok(()) => turn(&shared, transport, &look).await,
            Err(fault) => Err(fault),
        };
        let before = shared.worked(turned.as_ref().err());
        if turned.is_err() && !before {
            // A failure is a reason to look at once.
            known.checked -= CHECKED_EVERY;
        }
        let sleep = turned
            .unwrap_or_default()
            .and_then(|at| {
                (at - shared.clock.now())
                    .to_std()
                    .ok()
                    .or(Some(Duration::ZERO))
            })
            .map_or(LONGEST_SLEEP, |until| {
                until.clamp(Duration::from_millis(200), LONGEST_SLEEP)
            });
        tokio::select! {
            biased;
            () = kicked => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
    Ok(())
}

/// SQLite goes on writing into a file with damaged pages, and a "this was sent" may lie in one of them.
async fn daily_check(shared: &Arc<Shared>, known: &mut Known) -> anyhow::Result<()> {
    let now = shared.clock.now();
    if (now - known.checked).abs() < CHECKED_EVERY {
        return Ok(());
    }
    known.checked = now;
    let let_go = lock(&shared.engine)
        .store_mut()
        .write(|tx| tx.let_go(now - WHOLE_FOR, WHOLE_BYTES))?;
    if let_go > 0 {
        tracing::info!(
            mails = let_go,
            "mail that belongs to no item is no longer kept whole"
        );
    }
    let path = lock(&shared.engine).config.state_dir.join(DATABASE);
    // Through a connection of its own: the daemon's still holds pages as they were.
    let looked = tokio::task::spawn_blocking(move || match Store::open_read_only(&path) {
        Ok(store) => match store.quick_check() {
            Ok(faults) => whole(&faults, &path),
            // It could not be read just now, which is no damage; the next turn tells if it lasts.
            Err(_) => Ok(()),
        },
        Err(fault) if fault.is_damage() => Err(fault.into()),
        Err(_) => Ok(()),
    });
    looked.await?
}

/// What a look through the database found.
///
/// # Errors
/// Anything.
pub(super) fn whole(faults: &[String], path: &Path) -> anyhow::Result<()> {
    anyhow::ensure!(
        faults.is_empty(),
        "the database {} is damaged ({}): nothing is sent; restore a backup (`nudged restore FILE`)",
        path.display(),
        faults.join("; ")
    );
    Ok(())
}

/// What must be right before anything is decided: the clock, and what a failure left in flight.
fn catch_up(shared: &Shared, known: &mut Known) -> anyhow::Result<()> {
    let now = shared.clock.now();
    let passed = i64::try_from(known.steady.elapsed().as_secs()).unwrap_or(0);
    let drift = (now - known.wall).num_seconds() - passed;
    if drift.abs() > JUMP {
        let healed = lock(&shared.engine).clock_jumped(now)?;
        tracing::warn!(
            healed,
            seconds = drift,
            "the clock jumped; everything due is worked out again"
        );
    }
    (known.wall, known.steady) = (now, Instant::now());
    if shared.failing().is_some() {
        // Only this task sends: what is in flight now has lost its record to the failure.
        let recovered = lock(&shared.engine).in_flight(now)?;
        if !recovered.queued.is_empty() || !recovered.unsure.is_empty() {
            tracing::warn!(
                again = recovered.queued.len(),
                unsure = recovered.unsure.len(),
                "mails were under way when the database failed"
            );
        }
    }
    Ok(())
}

async fn turn(
    shared: &Shared,
    transport: &mut Transport,
    look: &LastLook,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let told = lock(&shared.engine).outages(&shared.health(), shared.clock.now())?;
    shared.tell(&told);
    // What is decided already leaves even if deciding more fails.
    let ticked = lock(&shared.engine).tick(shared.clock.now());
    if let Ok(events) = &ticked {
        shared.tell(events);
    }
    let events = pump(&shared.engine, transport, look, &shared.clock).await?;
    let retry = transport.waits_until(shared.clock.now());
    shared.outgoing_is(transport.failing(), retry);
    shared.tell(&events);
    ticked?;
    let now = shared.clock.now();
    let engine = lock(&shared.engine);
    let outgoing = engine.store().read(|tx| tx.next_outgoing())?;
    Ok(engine.next_wake(now)?.into_iter().chain(outgoing).min())
}
