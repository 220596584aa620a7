//! Ten asks, ten follow-ups, ten answers, played on real servers; and what must be true of it however
//! often the daemon was stopped in between.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeZone as _};
use chrono_tz::Europe::Berlin;
use chrono_tz::Tz;
use rusqlite::{Connection, OpenFlags};

use super::daemon::{Daemon, count};
use super::letter::{Arrived, Letter};
use super::rig::{Rig, until};

/// Asks, follow-ups and answers, each.
pub(crate) const COUNT: usize = 10;
pub(crate) const TRACK: &str = "track@studio.example";
const PM: (&str, &str) = ("Anna Weber", "anna@studio.example");
const BORDER: &str = "mx.test.example";
/// Longest time one life may take to get on.
const STUCK: Duration = Duration::from_secs(240);

fn client(n: usize) -> String {
    format!("bob@client{n}.example")
}

/// Everybody who has a mailbox.
pub(crate) fn users() -> Vec<String> {
    let team = [TRACK, PM.1].map(str::to_owned);
    team.into_iter().chain((0..COUNT).map(client)).collect()
}

/// The configuration beside the servers.
const CONFIG: &str = "[team]
name = \"Studio\"
domains = [\"studio.example\"]
members = [{ name = \"Anna Weber\", address = \"anna@studio.example\", language = \"en\" }]
language = \"en\"
time-zone = \"Europe/Berlin\"
[policy]
mode = \"auto\"
receipts = \"off\"
[security]
trusted-authserv-ids = [\"mx.test.example\"]
";

/// What the script waits for before it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Ten items are open.
    Asked,
    /// Ten follow-ups have left, or nobody knows.
    FollowedUp,
    /// Ten items are closed and their owner is told.
    Answered,
}

pub(crate) const STAGES: [Stage; 3] = [Stage::Asked, Stage::FollowedUp, Stage::Answered];

/// One daemon and its servers.
pub(crate) struct Script<'a> {
    rig: &'a Rig,
    pub(crate) daemon: Daemon<'a>,
    round: u32,
    /// Time goes faster while it waits, never as fast as a jump.
    pub(crate) hurries: bool,
}

fn day(day: u32, hour: u32, minute: u32) -> DateTime<Tz> {
    Berlin
        .with_ymd_and_hms(2026, 3, day, hour, minute, 0)
        .unwrap()
}

impl<'a> Script<'a> {
    pub(crate) fn new(rig: &'a Rig) -> Self {
        let daemon = Daemon::new(rig, TRACK, "implicit", CONFIG, &day(2, 10, 0));
        Self {
            rig,
            daemon,
            round: 0,
            hurries: false,
        }
    }

    /// A new round: empty mailboxes, and a daemon that has seen its own once and is down.
    pub(crate) fn begin(&mut self) {
        self.round += 1;
        self.daemon.anew(&day(2, 10, 0));
        users().iter().for_each(|user| self.rig.clear(user));
        self.daemon.start();
        self.daemon.kill();
    }

    fn id(&self, what: &str, n: usize) -> String {
        format!("{what}.{n}.round{}@mail.example", self.round)
    }

    /// A mail into the tracking mailbox, with the verdict of its provider.
    fn deliver(&self, from: (&str, &str), to: &str, id: &str, thread: Vec<String>, text: &str) {
        let letter = Letter {
            charset: encoding_rs::UTF_8,
            from,
            to: vec![("", to)],
            cc: vec![("", TRACK)],
            subject: "Material for the brochure",
            date: self.daemon.now().with_timezone(&Berlin).fixed_offset(),
            id,
            thread,
            text,
            files: if from == PM {
                &[]
            } else {
                &[("plan.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n")]
            },
        };
        let domain = from.1.split_once('@').unwrap().1;
        let mut raw =
            format!("Authentication-Results: {BORDER}; dmarc=pass header.from={domain}\n")
                .into_bytes();
        raw.extend(letter.bytes());
        self.rig.deliver(&raw, from.1, TRACK);
    }

    /// What the world does before a stage.
    pub(crate) fn world(&mut self, stage: Stage) {
        match stage {
            Stage::Asked => {
                for n in 0..COUNT {
                    let text = "Hi Bob,\n\nplease send us the floor plan as PDF by Wednesday, 4 March 2026.\n\nBest regards\nAnna Weber\n";
                    self.deliver(PM, &client(n), &self.id("ask", n), Vec::new(), text);
                }
            }
            Stage::FollowedUp => self.daemon.move_to(&day(5, 10, 0)),
            Stage::Answered => {
                for n in 0..COUNT {
                    let text = "Hi Anna,\n\nattached is the floor plan as PDF.\n\nBest regards\nBob Miller\n";
                    let asked = vec![self.id("ask", n)];
                    let from = client(n);
                    let id = self.id("answer", n);
                    self.deliver(("Bob Miller", &from), PM.1, &id, asked, text);
                }
            }
        }
    }

    fn database(&self) -> Option<Connection> {
        Connection::open_with_flags(
            self.daemon.database(),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .ok()
    }

    fn count(&self, sql: &str) -> Option<usize> {
        let number: i64 = self.database()?.query_row(sql, [], |row| row.get(0)).ok()?;
        usize::try_from(number).ok()
    }

    /// Whether the stage is over.
    pub(crate) fn is_over(&self, stage: Stage) -> bool {
        let done = match stage {
            Stage::Asked => self.count("SELECT count(*) FROM item"),
            Stage::FollowedUp => self.count(
                "SELECT count(*) FROM outbox WHERE class = 'follow_up' AND state IN ('sent', 'unsure', 'held')",
            ),
            Stage::Answered => {
                let waiting = "SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed', 'body_started')";
                let closed = self.count("SELECT count(*) FROM item WHERE state = 'closed'");
                closed.filter(|_| self.count(waiting) == Some(0))
            }
        };
        done == Some(COUNT)
    }

    /// Runs on until the stage is over; `next` gives what the next life is tampered with (`None`:
    /// nothing). Gives how many lives ended by SIGKILL meanwhile.
    pub(crate) fn live(&mut self, stage: Stage, mut next: impl FnMut() -> Option<String>) -> u32 {
        let mut killed = 0;
        let begin = Instant::now();
        let mut kicked = begin;
        loop {
            if !self.daemon.lives() {
                match next() {
                    Some(tampering) => self.daemon.start_under(&tampering),
                    None => self.daemon.start(),
                }
            }
            if self.is_over(stage) {
                return killed;
            }
            let pause = if self.hurries { 400 } else { 2_000 };
            if kicked.elapsed() > Duration::from_millis(pause) {
                // After a failure it waits up to a minute, and with mail to clients for some; being
                // asked wakes it.
                if self.hurries {
                    let soon = self.daemon.now() + chrono::Duration::seconds(100);
                    self.daemon.pretend(&soon);
                }
                self.daemon.status();
                kicked = Instant::now();
            }
            if let Some(ended) = self.daemon.ended() {
                use std::os::unix::process::ExitStatusExt as _;
                assert_eq!(ended.signal(), Some(9), "{stage:?}: {ended}");
                killed += 1;
            }
            assert!(
                begin.elapsed() < STUCK + STUCK / 10 * killed,
                "{stage:?} does not end"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The end of a round: whatever is unsure is settled, and everything that was promised holds.
    pub(crate) fn judge(&mut self) {
        self.daemon.kill();
        self.daemon.start();
        let unsure = "SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed', 'body_started', 'unsure')";
        self.daemon.move_to(&day(5, 14, 0));
        until("nothing is unsure any more", STUCK, || {
            self.daemon.status();
            (self.count(unsure) == Some(0)).then_some(())
        });
        until("Postfix has delivered everything", STUCK, || {
            (self.rig.queued() == 0).then_some(())
        });
        self.mails_were_read_once();
        self.follow_ups_came_once();
        let faults: String = self
            .database()
            .unwrap()
            .query_row("PRAGMA quick_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(faults, "ok");
    }

    fn mails_were_read_once(&self) {
        for what in ["ask", "answer"] {
            for n in 0..COUNT {
                let id = self.id(what, n);
                let rows = format!("SELECT count(*) FROM mail WHERE message_id = '{id}'");
                assert_eq!(self.count(&rows), Some(1), "{id}");
            }
        }
        let items = self.daemon.items();
        assert_eq!(items.len(), COUNT);
        for item in &items {
            for event in ["opened", "closed", "follow_up"] {
                assert_eq!(count(item, event), 1, "{event}: {item:#}");
            }
        }
    }

    fn follow_ups_came_once(&self) {
        let held = "SELECT count(*) FROM outbox WHERE class = 'follow_up' AND state = 'held' AND client = ";
        for n in 0..COUNT {
            let held = self.count(&format!("{held}'client{n}.example'")).unwrap();
            let came = self.rig.mails_of(&client(n)).len();
            assert!(
                came == 1 || came == 0 && held == 1,
                "{came} follow-ups for client {n}, {held} held as unsure"
            );
        }
        let mut ids = BTreeMap::new();
        for mail in self.rig.mails_of(PM.1).into_iter().map(Arrived) {
            *ids.entry(mail.ids("Message-ID")).or_insert(0) += 1;
        }
        assert!(ids.values().all(|times| *times == 1), "{ids:?}");
    }

    /// Follow-ups that are held since nobody knows whether they left.
    pub(crate) fn held(&self) -> usize {
        self.count("SELECT count(*) FROM outbox WHERE state = 'held'")
            .unwrap()
    }
}
