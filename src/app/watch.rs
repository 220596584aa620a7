//! One task a mailbox: connect, read what is new, wait, again. An outage is no death: the loop turns
//! on failed attempts as well, and says so once when it begins and once when it ends.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::sync::{mpsc, oneshot};

use super::first_start::{self, Old, before_start, first_mark};
use super::hurry::renew_mailbox;
use super::ingest::Incoming;
use super::run::Shared;
use super::send::lock;
use crate::mailbox::imap::Session;
use crate::mailbox::maildir::{Maildir, number};
use crate::mailbox::{Account, Cursor, Fetched, Folder, MailboxFault, Retry, Special};
use crate::net::{Line, backoff};
use crate::store::{Cursor as Mark, Position};
use crate::verify;

/// Longest wait for mail before all folders are read again.
const SLICE: Duration = Duration::from_secs(300);
/// Junk and further folders, which IDLE does not cover, are read at least this often.
const ROUND: Duration = Duration::from_secs(120);
/// Wait after a refused login: trying more often locks accounts.
const RARELY: Duration = Duration::from_secs(15 * 60);

/// Questions of the sender: was the mailbox read just now?
pub(super) type Looks = mpsc::Receiver<oneshot::Sender<bool>>;

/// One mailbox to watch.
pub(super) struct Watched {
    /// Index among the loops, for the watchdog.
    pub(super) beat: usize,
    /// Name in cursors and logs.
    pub(super) name: String,
    /// It is the tracking mailbox: opens items.
    pub(super) tracking: bool,
    /// The sender's questions.
    pub(super) looks: Looks,
}

/// Where a mailbox is.
#[derive(Debug)]
pub enum Source {
    /// An IMAP account, and the way to its server.
    Imap(Box<Account>, Line),
    /// A local Maildir.
    Maildir(std::path::PathBuf),
}

impl Source {
    /// Logs in and looks, reading no mail; says what was found.
    ///
    /// # Errors
    /// Whatever keeps the mailbox from being read, with its remedy.
    pub async fn try_once(&self) -> Result<String, MailboxFault> {
        match self {
            Self::Imap(account, line) => {
                let mut session = connect(account, line).await?;
                let folders = session.folders().to_vec();
                for folder in &folders {
                    session.mark(folder, None).await?;
                }
                session.logout().await;
                let names: Vec<&str> = folders.iter().map(|f| f.name.as_str()).collect();
                Ok(format!("login and folders {}", names.join(", ")))
            }
            Self::Maildir(path) => {
                Maildir::open(path).map(|_| format!("Maildir {}", path.display()))
            }
        }
    }
}

async fn connect(account: &Account, line: &Line) -> Result<Session, MailboxFault> {
    match line {
        Line::Network => Session::connect(account).await,
        Line::Played(exchange) => Session::connect_stream(exchange.connect()?, account).await,
    }
}

/// Watches one mailbox until the daemon stops.
pub(super) async fn watch(shared: Arc<Shared>, mut watched: Watched, mut source: Source) {
    let mut failures = 0_u32;
    let mut hurried = shared.hurried.subscribe();
    while !shared.stopping() {
        shared.turned(watched.beat);
        hurried.mark_unchanged();
        let ended = match &source {
            Source::Imap(account, line) => match connect(account, line).await {
                Ok(session) => imap(&shared, &mut watched, session, &mut failures).await,
                Err(fault) => Err(fault),
            },
            Source::Maildir(path) => maildir(&shared, &mut watched, path).await,
        };
        let Err(fault) = ended else { break };
        shared.unreachable(&watched.name, &fault, failures);
        let wait = match fault.retry() {
            Retry::Rarely => RARELY,
            Retry::Soon => backoff(failures, shared.seed(watched.beat)),
        };
        failures = failures.saturating_add(1);
        shared.tries_again(&watched.name, wait);
        refuse_looks(&shared, &mut watched, wait, &mut hurried).await;
        if fault.retry() == Retry::Rarely {
            renew_mailbox(&shared, &watched.name, &mut source).await;
        }
    }
}

/// Waits, answering that the mailbox cannot be read; ends early when the daemon stops, or when somebody asks
/// to try at once.
async fn refuse_looks(
    shared: &Shared,
    watched: &mut Watched,
    wait: Duration,
    hurried: &mut tokio::sync::watch::Receiver<u64>,
) {
    let until = tokio::time::Instant::now() + wait;
    while tokio::time::Instant::now() < until && !shared.stopping() {
        shared.turned(watched.beat);
        let slice = Duration::from_secs(30).min(until - tokio::time::Instant::now());
        tokio::select! {
            biased;
            question = watched.looks.recv() => if let Some(answer) = question { let _ = answer.send(false); },
            _ = hurried.changed() => return,
            () = tokio::time::sleep(slice) => {}
            () = shared.stopped() => {}
        }
    }
}

async fn imap(
    shared: &Arc<Shared>,
    watched: &mut Watched,
    mut session: Session,
    failures: &mut u32,
) -> Result<(), MailboxFault> {
    let folders = session.folders().to_vec();
    for folder in &folders {
        first_mark(shared, watched, &mut session, folder).await?;
    }
    let bell = shared.bell(watched.beat);
    let mut all = tokio::time::Instant::now();
    let mut only_first = false;
    while !shared.stopping() {
        shared.turned(watched.beat);
        let asked = questions(watched);
        for folder in folders.iter().take(if only_first && asked.is_empty() {
            1
        } else {
            folders.len()
        }) {
            let outcome = read(shared, watched, &mut session, folder, !asked.is_empty()).await;
            if let Err(fault) = outcome {
                tell(asked, false);
                return Err(fault);
            }
        }
        if !only_first {
            all = tokio::time::Instant::now();
        }
        *failures = 0;
        shared.reached(&watched.name);
        for alert in session.take_alerts() {
            shared.alerted(&watched.name, alert);
        }
        tell(asked, true);
        // A bell may have been rung for a question that came while folders were read.
        let most = if folders.len() > 1 { ROUND } else { SLICE };
        session.wait(most, &bell).await?;
        only_first = all.elapsed() < ROUND && !has_questions(watched);
    }
    session.logout().await;
    Ok(())
}

fn questions(watched: &mut Watched) -> Vec<oneshot::Sender<bool>> {
    let mut asked = Vec::new();
    while let Ok(answer) = watched.looks.try_recv() {
        asked.push(answer);
    }
    asked
}

/// Answers the sender; one that no longer waits has given up by itself.
fn tell(asked: Vec<oneshot::Sender<bool>>, read: bool) {
    for answer in asked {
        let _ = answer.send(read);
    }
}

fn has_questions(watched: &Watched) -> bool {
    !watched.looks.is_empty()
}

pub(super) fn commit(
    shared: &Arc<Shared>,
    watched: &Watched,
    folder: &Folder,
    uidvalidity: u32,
    low_water: u32,
) -> Result<(), MailboxFault> {
    lock(&shared.engine)
        .store_mut()
        .write(|tx| tx.set_low_water(&watched.name, &folder.name, uidvalidity, low_water))
        .map_err(MailboxFault::Sink)
}

async fn read(
    shared: &Arc<Shared>,
    watched: &Watched,
    session: &mut Session,
    folder: &Folder,
    last_look: bool,
) -> Result<(), MailboxFault> {
    let mark: Option<Mark> = lock(&shared.engine)
        .store()
        .read(|tx| tx.low_water(&watched.name, &folder.name))
        .map_err(MailboxFault::Sink)?;
    let cursor = mark.map(|m| Cursor {
        uidvalidity: m.uidvalidity,
        low_water: m.uid,
    });
    let junk = folder.special == Special::Junk;
    let sink = |fetched: Fetched| take(shared, watched, &fetched, junk);
    let outcome = if last_look {
        session.look(folder, cursor, sink).await?
    } else {
        session.fetch_new(folder, cursor, sink).await?
    };
    let moved =
        mark.is_none_or(|m| m.uid != outcome.highest_asked || m.uidvalidity != outcome.uidvalidity);
    if moved {
        commit(
            shared,
            watched,
            folder,
            outcome.uidvalidity,
            outcome.highest_asked,
        )?;
    }
    first_start::read_up_to(
        shared,
        watched,
        folder,
        outcome.uidvalidity,
        outcome.highest_asked,
    )
    .map_err(MailboxFault::Sink)?;
    if outcome.count > 0 {
        shared.kick();
    }
    Ok(())
}

fn take(
    shared: &Arc<Shared>,
    watched: &Watched,
    fetched: &Fetched,
    junk: bool,
) -> anyhow::Result<()> {
    let old = if watched.tracking {
        first_start::old(shared, watched, fetched)?
    } else {
        Old::No
    };
    taken(shared, watched, fetched, junk, old)
}

fn taken(
    shared: &Arc<Shared>,
    watched: &Watched,
    fetched: &Fetched,
    junk: bool,
    old: Old,
) -> anyhow::Result<()> {
    let mut incoming = Incoming {
        raw: &fetched.raw,
        position: Some(Position {
            mailbox: watched.name.clone(),
            folder: fetched.folder.clone(),
            uidvalidity: fetched.uidvalidity,
            uid: fetched.uid,
        }),
        rescan: fetched.rescan,
        before_start: old == Old::Ignore
            || fetched.rescan && before_start(shared, watched, fetched)?,
        junk,
        watched: !watched.tracking,
        truncated_from: fetched.truncated_from,
        arrived: None,
        checked: None,
    };
    shared.turned(watched.beat);
    let now = match old {
        Old::Adopt(at) => at,
        Old::No | Old::Ignore => shared.clock.now(),
    };
    // Asked outside the lock: nobody else waits for DNS.
    let unjudged = lock(&shared.engine).unjudged(&incoming)?;
    incoming.checked = unjudged.map(|from| match fetched.truncated_from {
        Some(_) => verify::unchecked("only the beginning of the mail was fetched"),
        None => shared.verifier.check(&fetched.raw, &from, now),
    });
    let mut engine = lock(&shared.engine);
    let events = match old {
        Old::Adopt(at) => engine.adopt(&incoming, at),
        Old::No | Old::Ignore => engine.ingest(&incoming, now),
    }
    .context("a mail could not be recorded")?;
    drop(engine);
    shared.tell(&events);
    Ok(())
}

/// The folder a mail of a Maildir is remembered under.
fn place_of(junk: bool) -> &'static str {
    if junk { "Junk" } else { "INBOX" }
}

async fn maildir(
    shared: &Arc<Shared>,
    watched: &mut Watched,
    path: &std::path::Path,
) -> Result<(), MailboxFault> {
    let mut maildir = Maildir::open(path)?;
    let bell = shared.bell(watched.beat);
    let name = watched.name.clone();
    let place = |unique: &str, junk: bool| {
        let (uidvalidity, uid) = number(unique);
        Position {
            mailbox: name.clone(),
            folder: place_of(junk).to_owned(),
            uidvalidity,
            uid,
        }
    };
    let key = format!("maildir-started:{}", watched.name);
    let started = lock(&shared.engine)
        .store()
        .read(|tx| Ok(tx.recall(&key)?.is_some()))
        .map_err(MailboxFault::Sink)?;
    if !started {
        // First start: what lies there is marked as read and opens nothing, or is adopted.
        let since = first_start::maildir_since(shared, watched).map_err(MailboxFault::Sink)?;
        maildir.fetch_new(
            |_, _| false,
            |mut fetched| {
                if let Some(since) = since.filter(|_| !fetched.junk)
                    && let old @ Old::Adopt(_) = first_start::as_of(shared, &fetched, since)
                {
                    "INBOX".clone_into(&mut fetched.folder);
                    return taken(shared, watched, &fetched, false, old);
                }
                let position = Position {
                    mailbox: watched.name.clone(),
                    folder: place_of(fetched.junk).to_owned(),
                    uidvalidity: fetched.uidvalidity,
                    uid: fetched.uid,
                };
                lock(&shared.engine)
                    .store_mut()
                    .write(|tx| tx.mark_seen(&position))
            },
        )?;
        lock(&shared.engine)
            .store_mut()
            .write(|tx| tx.remember(&key, "1"))
            .map_err(MailboxFault::Sink)?;
        if since.is_some() {
            first_start::done(shared, watched).map_err(MailboxFault::Sink)?;
        }
    }
    while !shared.stopping() {
        shared.turned(watched.beat);
        let asked = questions(watched);
        let count = maildir.fetch_new(
            |unique, junk| {
                let seen = lock(&shared.engine).store().read(|tx| {
                    Ok(tx.is_seen(&place(unique, junk))?
                        // Who moves a mail he has had into Junk knows it.
                        || junk && tx.is_seen(&place(unique, false))?)
                });
                seen.unwrap_or(false)
            },
            |mut fetched| {
                let junk = fetched.junk;
                place_of(junk).clone_into(&mut fetched.folder);
                take(shared, watched, &fetched, junk)
            },
        )?;
        if count > 0 {
            shared.kick();
        }
        shared.reached(&watched.name);
        tell(asked, true);
        maildir.wait(Duration::from_secs(60), &bell).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_asks_to_try_at_once_ends_the_wait() {
        let folder = tempfile::tempdir().expect("a folder");
        let shared = super::super::control::tests::shared(folder.path());
        let (_ask, looks) = mpsc::channel(1);
        let mut watched = Watched {
            beat: 0,
            name: "tracking".to_owned(),
            tracking: true,
            looks,
        };
        let mut hurried = shared.hurried.subscribe();
        let begun = tokio::time::Instant::now();
        refuse_looks(&shared, &mut watched, RARELY, &mut hurried).await;
        assert!(begun.elapsed() >= RARELY);
        let begun = tokio::time::Instant::now();
        shared.hurry();
        refuse_looks(&shared, &mut watched, RARELY, &mut hurried).await;
        assert!(begun.elapsed() < Duration::from_secs(1));
    }
}
