//! What lies around the daemon and outlives it: its mailbox, what its clients got, what is going to
//! happen, and the mishaps.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest as _, Sha256};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::chance::Chance;
use super::letters::{self, Post, What};
use super::records::Records;

/// Lines kept for whoever has to find out what went wrong.
const TAIL: usize = 400;

/// Something that is going to happen.
#[derive(Debug, Clone)]
pub enum Step {
    /// A mail lies in the mailbox.
    Arrives(Post),
    /// A client may answer about a matter.
    Reacts(usize),
    /// The owner says a word about a matter.
    Word(usize, &'static str),
    /// Every UID of the mailbox means another mail.
    Rebuilt,
    /// The provider deletes what was there for a while.
    Swept,
    /// The mailbox (`true`) or the way out cannot be reached until then.
    Away(bool, DateTime<Utc>),
    /// The host sleeps so many minutes.
    Sleeps(i64),
    /// The host's clock is wrong by so many minutes from now on.
    Wrong(i64),
    /// The daemon is killed.
    Killed,
    /// A day begins: the daemon runs.
    Morning,
    /// From now on nothing goes wrong any more.
    Calm,
    /// The end.
    End,
}

/// A mail in a folder.
#[derive(Debug, Clone)]
pub struct Lies {
    pub uid: u32,
    pub post: Arc<Post>,
    pub since: DateTime<Utc>,
}

/// A folder of the mailbox.
#[derive(Debug)]
pub struct Folder {
    pub uidvalidity: u32,
    pub uidnext: u32,
    pub mails: Vec<Lies>,
}

impl Folder {
    fn new() -> Self {
        Self {
            uidvalidity: 7,
            uidnext: 1,
            mails: Vec::new(),
        }
    }
}

/// A mail the way out took: it is with its recipients.
#[derive(Debug, Clone)]
pub struct Taken {
    pub id: String,
    pub at: DateTime<Utc>,
    pub recipients: Vec<String>,
    pub refused: Vec<String>,
}

/// Which peer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    Imap,
    Smtp,
}

/// All of it.
#[derive(Debug)]
pub struct State {
    pub inbox: Folder,
    pub junk: Folder,
    /// Mails that were read and then deleted by the provider.
    pub swept: Vec<(String, What)>,
    pub taken: Vec<Taken>,
    /// When the mailbox was last looked into before a mail leaves.
    pub looked: Option<DateTime<Utc>>,
    /// Of each matter: since when an answer lies in the inbox that forbids follow-ups, and until when.
    pub answered: Vec<Option<(DateTime<Utc>, DateTime<Utc>)>>,
    /// Of each matter: the last mail its client has.
    pub last: Vec<String>,
    pub plans: BTreeMap<(DateTime<Utc>, u64), Step>,
    planned: u64,
    written: u64,
    /// Of the people, and of the peers.
    pub people: Chance,
    pub imap: Chance,
    pub smtp: Chance,
    /// Of a hundred connections so many are rough.
    pub rough: usize,
    pub imap_away: Option<DateTime<Utc>>,
    pub smtp_away: Option<DateTime<Utc>>,
    /// Connections of before are dead.
    pub epoch: u32,
    pub broken: Vec<String>,
    pub tail: VecDeque<String>,
    whole: bool,
    imap_trace: Sha256,
    smtp_trace: Sha256,
    /// True time when the runtime of this life began.
    base: (Option<Instant>, DateTime<Utc>),
    /// The clock of the host.
    wall: Arc<Mutex<DateTime<Utc>>>,
    crash: Arc<Notify>,
    pub crashes: u32,
}

/// Shared by the peers and the player.
#[derive(Debug)]
pub struct World {
    state: Mutex<State>,
    /// Mail came, or connections died.
    pub news: Notify,
    /// More is going to happen.
    pub planned: Notify,
    /// What the daemon recorded.
    pub records: Records,
}

impl World {
    pub fn new(seed: u64, matters: usize, start: DateTime<Utc>, records: Records) -> Self {
        let mut mood = Chance::of(seed, 1);
        let rough = mood.pick(&[0, 10, 20, 30, 45]);
        let state = State {
            inbox: Folder::new(),
            junk: Folder::new(),
            swept: Vec::new(),
            taken: Vec::new(),
            looked: None,
            answered: vec![None; matters],
            last: (0..matters).map(letters::asked).collect(),
            plans: BTreeMap::new(),
            planned: 0,
            written: 0,
            people: Chance::of(seed, 4),
            imap: Chance::of(seed, 2),
            smtp: Chance::of(seed, 3),
            rough,
            imap_away: None,
            smtp_away: None,
            epoch: 0,
            broken: Vec::new(),
            tail: VecDeque::new(),
            whole: std::env::var_os("NUDGED_WHOLE").is_some(),
            imap_trace: Sha256::new(),
            smtp_trace: Sha256::new(),
            base: (None, start),
            wall: Arc::new(Mutex::new(start)),
            crash: Arc::new(Notify::new()),
            crashes: 0,
        };
        Self {
            state: Mutex::new(state),
            news: Notify::new(),
            planned: Notify::new(),
            records,
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state().now()
    }

    /// A life begins at this moment, inside a runtime; what its clock shows, and how it is killed.
    pub fn begin(&self, at: DateTime<Utc>, off: i64) -> (Arc<Mutex<DateTime<Utc>>>, Arc<Notify>) {
        let mut state = self.state();
        state.base = (Some(Instant::now()), at);
        state.wall = Arc::new(Mutex::new(at + Duration::minutes(off)));
        state.crash = Arc::new(Notify::new());
        state.epoch += 1;
        (Arc::clone(&state.wall), Arc::clone(&state.crash))
    }

    /// The life is over; nobody's timers run.
    pub fn over(&self) -> DateTime<Utc> {
        let mut state = self.state();
        let now = state.now();
        state.base = (None, now);
        now
    }

    /// A mail comes to lie in the mailbox.
    pub fn deliver(&self, post: Post) {
        let mut state = self.state();
        let now = state.now();
        if let Some((matter, until)) = post.forbids
            && !post.junk
        {
            let known = state.answered[matter];
            let until = known.map_or(until, |(_, before)| before.max(until));
            state.answered[matter] = Some((known.map_or(now, |(at, _)| at), until));
        }
        state.tell(Peer::Imap, format!("arrives {} {:?}", post.id, post.what));
        let folder = if post.junk {
            &mut state.junk
        } else {
            &mut state.inbox
        };
        let uid = folder.uidnext;
        folder.uidnext += 1;
        folder.mails.push(Lies {
            uid,
            post: Arc::new(post),
            since: now,
        });
        drop(state);
        self.news.notify_waiters();
    }

    /// The provider deletes what lay there for two days and was read.
    pub fn sweep(&self, now: DateTime<Utc>) {
        let old = now - Duration::days(2);
        let mut gone = Vec::new();
        for lies in self
            .state()
            .inbox
            .mails
            .iter()
            .filter(|lies| lies.since < old)
        {
            gone.push((lies.post.id.clone(), lies.post.what.clone()));
        }
        gone.retain(|(id, _)| {
            let rows = format!("SELECT count(*) FROM mail WHERE message_id = '{id}'");
            self.records.count(&rows) == 1
        });
        let mut state = self.state();
        state.tell(Peer::Imap, format!("{} mails are deleted", gone.len()));
        let left = |lies: &Lies| !gone.iter().any(|(id, _)| *id == lies.post.id);
        state.inbox.mails.retain(left);
        gone.retain(|(_, what)| *what != What::Copy);
        state.swept.extend(gone);
    }

    /// Every connection is dead.
    pub fn cut(&self) {
        self.state().epoch += 1;
        self.news.notify_waiters();
    }
}

impl State {
    pub fn now(&self) -> DateTime<Utc> {
        let passed = self.base.0.map(|began| began.elapsed());
        self.base.1 + Duration::from_std(passed.unwrap_or_default()).unwrap_or_default()
    }

    /// Time passes for all but the timers of the host.
    pub fn sleep(&mut self, minutes: i64) {
        self.base.1 += Duration::minutes(minutes);
        self.wrong(minutes);
    }

    /// The clock of the host moves.
    pub fn wrong(&mut self, minutes: i64) {
        *self.wall.lock().unwrap_or_else(PoisonError::into_inner) += Duration::minutes(minutes);
    }

    /// Every mail of the mailbox gets another UID.
    pub fn rebuild(&mut self) {
        self.tell(Peer::Imap, "rebuilt".to_owned());
        for folder in [&mut self.inbox, &mut self.junk] {
            folder.uidvalidity += 1;
            folder.uidnext = 1;
            for lies in &mut folder.mails {
                lies.uid = folder.uidnext;
                folder.uidnext += 1;
            }
        }
    }

    pub fn kill(&mut self) {
        self.crashes += 1;
        self.crash.notify_one();
    }

    pub fn plan(&mut self, at: DateTime<Utc>, step: Step) {
        self.planned += 1;
        self.plans.insert((at, self.planned), step);
    }

    /// The id of the next mail of somebody.
    pub fn id(&mut self, domain: &str) -> String {
        self.written += 1;
        format!("m{}@{domain}", self.written)
    }

    pub fn next(&self) -> Option<DateTime<Utc>> {
        self.plans.keys().next().map(|(at, _)| *at)
    }

    /// A line of the trace.
    pub fn tell(&mut self, peer: Peer, line: String) {
        let line = format!("{} {peer:?} {line}", self.now().format("%F %T%.3f"));
        match peer {
            Peer::Imap => self.imap_trace.update(&line),
            Peer::Smtp => self.smtp_trace.update(&line),
        }
        // A mailbox that is looked at again and again tells nothing.
        if ["EXAMINE", "IDLE", "DONE"]
            .iter()
            .any(|word| line.ends_with(word) || line.contains("< N") && line.contains(word))
        {
            return;
        }
        if self.tail.len() >= TAIL && !self.whole {
            self.tail.pop_front();
        }
        self.tail.push_back(line);
    }

    pub fn breaks(&mut self, rule: &str, what: &str) {
        let at = self.now();
        self.broken.push(format!("{rule}: {what} at {at}"));
    }

    /// What was said so far, as one number.
    pub fn digest(&self) -> [Vec<u8>; 2] {
        [&self.imap_trace, &self.smtp_trace].map(|trace| trace.clone().finalize().to_vec())
    }
}

/// What goes wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// The line is lost before the answer, in its middle, or after it.
    Cut,
    Half,
    After,
    /// The server refuses.
    No,
    /// It says that it goes, and goes.
    Bye,
    /// It says nothing for ever.
    Stall,
    /// It says something that means nothing.
    Garbage,
    /// It takes so many seconds.
    Slow(u64),
    /// The daemon is killed before the answer, or just after it was said.
    Kill,
    KillAfter,
}

impl Mishap {
    /// One of them.
    pub fn of(chance: &mut Chance) -> Self {
        let slow = chance.between(1, 50).unsigned_abs();
        chance.pick(&[
            Self::Cut,
            Self::Half,
            Self::After,
            Self::No,
            Self::No,
            Self::Bye,
            Self::Stall,
            Self::Garbage,
            Self::Slow(slow),
            Self::Slow(slow),
            Self::Kill,
            Self::KillAfter,
        ])
    }
}
