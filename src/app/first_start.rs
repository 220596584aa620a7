//! The first look at a mailbox: mail that is there already opens nothing, unless it is to be adopted.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};

use super::run::Shared;
use super::send::lock;
use super::watch::{Watched, commit};
use crate::mail;
use crate::mailbox::imap::Session;
use crate::mailbox::{Fetched, Folder, MailboxFault, Special};
use crate::store::Tx;

/// How often it is told how far the adopting is.
const TOLD_EVERY: Duration = Duration::from_secs(5);

/// Memory key: when a mailbox was first watched (RFC 3339).
fn started_key(watched: &Watched) -> String {
    format!("started:{}", watched.name)
}

/// Memory key: the first day adopted, `2026-01-31`.
fn since_key(watched: &Watched) -> String {
    format!("adopt-since:{}", watched.name)
}

/// Memory key: folders with mail that is still to be adopted, a line each: UIDVALIDITY, the last UID, name.
fn folders_key(watched: &Watched) -> String {
    format!("adopting:{}", watched.name)
}

/// Mail of one folder that lay there at the first start and is to be adopted.
struct Adopting {
    uidvalidity: u32,
    last: u32,
    folder: String,
}

fn adopting(tx: &Tx<'_>, watched: &Watched) -> anyhow::Result<Vec<Adopting>> {
    let text = tx.recall(&folders_key(watched))?.unwrap_or_default();
    let one = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        Some(Adopting {
            uidvalidity: parts.next()?.parse().ok()?,
            last: parts.next()?.parse().ok()?,
            folder: parts.next()?.to_owned(),
        })
    };
    Ok(text.lines().filter_map(one).collect())
}

fn remember(tx: &Tx<'_>, watched: &Watched, all: &[Adopting]) -> anyhow::Result<()> {
    let lines: Vec<String> = all
        .iter()
        .map(|one| format!("{}\t{}\t{}", one.uidvalidity, one.last, one.folder))
        .collect();
    tx.remember(&folders_key(watched), &lines.join("\n"))
}

/// Whether a mailbox was watched before: it is too late to adopt what lay there.
pub(super) fn is_late(tx: &Tx<'_>, mailbox: &str) -> anyhow::Result<bool> {
    Ok(tx.recall(&format!("started:{mailbox}"))?.is_some())
}

/// Sets the mark of a folder at the first start: after all mail that is there, or before the first
/// that is to be adopted.
pub(super) async fn first_mark(
    shared: &Arc<Shared>,
    watched: &Watched,
    session: &mut Session,
    folder: &Folder,
) -> Result<(), MailboxFault> {
    let known = lock(&shared.engine)
        .store()
        .read(|tx| tx.low_water(&watched.name, &folder.name))
        .map_err(MailboxFault::Sink)?;
    if known.is_some() {
        return Ok(());
    }
    let all = session.mark(folder, None).await?;
    let since = shared
        .adopt_since
        .filter(|_| watched.tracking && folder.special != Special::Junk);
    let mark = match since {
        Some(day) => session.mark(folder, Some(day)).await?,
        None => all,
    };
    let now = shared.clock.now().to_rfc3339();
    let key = started_key(watched);
    lock(&shared.engine)
        .store_mut()
        .write(|tx| {
            if tx.recall(&key)?.is_none() {
                tx.remember(&key, &now)?;
            }
            if let Some(day) = since.filter(|_| mark.low_water < all.low_water) {
                tx.remember(&since_key(watched), &day.to_string())?;
                let mut folders = adopting(tx, watched)?;
                folders.push(Adopting {
                    uidvalidity: all.uidvalidity,
                    last: all.low_water,
                    folder: folder.name.clone(),
                });
                remember(tx, watched, &folders)?;
            }
            Ok(())
        })
        .map_err(MailboxFault::Sink)?;
    commit(shared, watched, folder, mark.uidvalidity, mark.low_water)
}

/// Whether a mail lay there before the mailbox was watched: a rescan after a reset of the UIDs meets
/// it for the first time, and it must open nothing, as on the first start.
pub(super) fn before_start(
    shared: &Arc<Shared>,
    watched: &Watched,
    fetched: &Fetched,
) -> anyhow::Result<bool> {
    let started = started(shared, watched)?;
    // A server that tells no arrival time leaves no other way than to leave the mail alone.
    Ok(match (started, fetched.internal_date) {
        (Some(started), Some(arrived)) => arrived < started,
        (Some(_), None) => true,
        (None, _) => false,
    })
}

fn started(shared: &Arc<Shared>, watched: &Watched) -> anyhow::Result<Option<DateTime<Utc>>> {
    let text = lock(&shared.engine)
        .store()
        .read(|tx| tx.recall(&started_key(watched)))?;
    let at = text.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
    Ok(at.map(|at| at.with_timezone(&Utc)))
}

/// What is to be done with a mail that may have lain there at the first start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Old {
    /// It came since.
    No,
    /// It opens nothing.
    Ignore,
    /// It is adopted as of this moment (UTC).
    Adopt(DateTime<Utc>),
}

/// Tells mail to be adopted from mail that came since.
pub(super) fn old(
    shared: &Arc<Shared>,
    watched: &Watched,
    fetched: &Fetched,
) -> anyhow::Result<Old> {
    let (folders, since) = lock(&shared.engine).store().read(|tx| {
        let since = tx.recall(&since_key(watched))?;
        Ok((adopting(tx, watched)?, since))
    })?;
    let lay_there = folders.iter().find(|one| {
        one.folder == fetched.folder
            && one.uidvalidity == fetched.uidvalidity
            && fetched.uid <= one.last
    });
    if let Some(folder) = lay_there {
        tell(shared, fetched, folder.last);
    }
    let since = since.and_then(|text| text.parse::<NaiveDate>().ok());
    match since.filter(|_| lay_there.is_some()) {
        Some(since) => Ok(as_of(shared, fetched, since)),
        None => Ok(Old::No),
    }
}

/// Years of mail take minutes: whoever watches sees how far it is.
fn tell(shared: &Arc<Shared>, fetched: &Fetched, last: u32) {
    let now = Instant::now();
    let told = shared.adopted_told.lock();
    let mut told = told.unwrap_or_else(PoisonError::into_inner);
    if told.is_none_or(|at| now.duration_since(at) >= TOLD_EVERY) {
        *told = Some(now);
        let (folder, uid) = (&fetched.folder, fetched.uid);
        tracing::info!(%folder, uid, last, "taking in older mail");
    }
}

/// When a mail arrived, and whether that is on the first day adopted or later.
pub(super) fn as_of(shared: &Arc<Shared>, fetched: &Fetched, since: NaiveDate) -> Old {
    let now = shared.clock.now();
    let zone = lock(&shared.engine).config.world.team.zone;
    let first = zone
        .from_local_datetime(&since.and_time(chrono::NaiveTime::MIN))
        .earliest()
        .map_or_else(
            || since.and_time(chrono::NaiveTime::MIN).and_utc(),
            |at| at.with_timezone(&Utc),
        );
    // A mailbox that was moved to another server says of all its mail that it came that day.
    let arrived = mail::arrival(&fetched.raw).or(fetched.internal_date);
    match arrived.map(|at| at.with_timezone(&Utc).min(now)) {
        Some(at) if at >= first => Old::Adopt(at),
        _ => Old::Ignore,
    }
}

/// After a folder was read up to a UID: once nothing is left to adopt, the owners get their lists.
pub(super) fn read_up_to(
    shared: &Arc<Shared>,
    watched: &Watched,
    folder: &Folder,
    uidvalidity: u32,
    uid: u32,
) -> anyhow::Result<()> {
    let mut engine = lock(&shared.engine);
    let folders = engine.store().read(|tx| adopting(tx, watched))?;
    if folders.is_empty() {
        return Ok(());
    }
    let left: Vec<Adopting> = folders
        .into_iter()
        // Under another UIDVALIDITY nobody can tell any more what lay there: it opens nothing.
        .filter(|one| one.folder != folder.name || one.uidvalidity == uidvalidity && uid < one.last)
        .collect();
    engine
        .store_mut()
        .write(|tx| remember(tx, watched, &left))?;
    drop(engine);
    if left.is_empty() {
        done(shared, watched)?;
    }
    Ok(())
}

/// The owners get their lists.
pub(super) fn done(shared: &Arc<Shared>, watched: &Watched) -> anyhow::Result<()> {
    let now = shared.clock.now();
    let start = started(shared, watched)?.unwrap_or(now);
    let events = lock(&shared.engine).adopted(start, now)?;
    shared.tell(&events);
    shared.kick();
    Ok(())
}

/// The first day a Maildir adopts, remembered until it is done, and the start of tracking with it.
pub(super) fn maildir_since(
    shared: &Arc<Shared>,
    watched: &Watched,
) -> anyhow::Result<Option<NaiveDate>> {
    let now = shared.clock.now().to_rfc3339();
    let given = shared.adopt_since.filter(|_| watched.tracking);
    lock(&shared.engine).store_mut().write(|tx| {
        if tx.recall(&started_key(watched))?.is_none() {
            tx.remember(&started_key(watched), &now)?;
        }
        let before = tx.recall(&since_key(watched))?;
        let since = before.and_then(|text| text.parse().ok()).or(given);
        if let Some(day) = since {
            tx.remember(&since_key(watched), &day.to_string())?;
        }
        Ok(since)
    })
}
