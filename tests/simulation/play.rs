//! Some weeks of one team: lives of the daemon one after the other over one database.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, Datelike as _, Duration as Span, TimeZone as _, Utc, Weekday};
use nudged::app::engine::{Engine, Entropy};
use nudged::app::life::{Given, Life};
use nudged::app::send::{ServerWait, Transport};
use nudged::app::watch::Source;
use nudged::clock::Clock;
use nudged::config::{self, Config, Tls};
use nudged::mailbox::imap::Stumbles;
use nudged::mailbox::{Account, TlsMode};
use nudged::net::{Line, Secret};
use nudged::smtp::Server;
use nudged::store::Store;
use nudged::verify::{Desk, Dns, Verifier};
use sha2::{Digest as _, Sha256};

use super::chance::Chance;
use super::imap::Mailbox;
use super::letters::{self, TRACK};
use super::records::Records;
use super::smtp::WayOut;
use super::world::{Step, World};
use super::{check, people};

/// Weeks of one world; the last days are calm.
pub const WEEKS: i64 = 4;
/// What the team asks for in them.
const MATTERS: usize = 6;

const CONFIG: &str = "[tracking]
address = \"track@studio.example\"
[team]
name = \"Studio\"
domains = [\"studio.example\"]
members = [{ name = \"Anna Weber\", address = \"anna@studio.example\", language = \"en\" }]
language = \"en\"
time-zone = \"Europe/Berlin\"
[policy]
mode = \"auto\"
receipts = \"off\"
[summary]
to = [\"all@studio.example\"]
[security]
trusted-authserv-ids = [\"mx.studio.example\"]
";

static CHECKED: LazyLock<Config> =
    LazyLock::new(|| config::parse(CONFIG, std::path::Path::new("")).expect("configuration"));

/// What a world came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub seed: u64,
    pub digest: String,
    pub follow_ups: usize,
    pub crashes: u32,
    pub broken: Vec<String>,
    pub tail: Vec<String>,
}

/// How a life ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Killed,
    /// The host is off until something is about to happen.
    Rests,
    Over,
}

struct Game {
    world: Arc<World>,
    chance: Chance,
    config: Config,
    path: PathBuf,
    time: DateTime<Utc>,
    /// What the clock of the host is wrong by, minutes.
    off: i64,
    last: Ended,
    calm: bool,
    _dir: tempfile::TempDir,
}

/// Plays the world of a seed to its end.
pub fn play(seed: u64) -> Came {
    let mut game = Game::begin(seed);
    while game.world.state().broken.is_empty() && game.last != Ended::Over {
        game.last = game.life();
    }
    game.came(seed)
}

impl Game {
    fn begin(seed: u64) -> Self {
        let memory = std::path::Path::new("/dev/shm");
        let dir = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir());
        let dir = dir.expect("directory");
        let path = dir.path().join("nudged.db");
        let mut config = CHECKED.clone();
        config.state_dir = dir.path().to_owned();
        drop(Store::open(&path).expect("database"));
        let mut chance = Chance::of(seed, 5);
        let first = Utc.with_ymd_and_hms(2026, 2, 2, 6, 0, 0).single();
        let start = first.expect("day") + Span::weeks(chance.between(0, 40));
        let world = Arc::new(World::new(seed, MATTERS, start, Records::new(&path)));
        let mut game = Self {
            world,
            chance,
            config,
            path,
            time: start,
            off: 0,
            last: Ended::Killed,
            calm: false,
            _dir: dir,
        };
        game.plan(start);
        game
    }

    /// What is going to happen in these weeks.
    fn plan(&mut self, start: DateTime<Utc>) {
        let c = &mut self.chance;
        let mut state = self.world.state();
        let calm = start + Span::weeks(WEEKS) - Span::days(4);
        for matter in 0..MATTERS {
            let mut at = start + Span::minutes(c.between(120, 9 * 24 * 60));
            while matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
                at += Span::days(1);
            }
            let due = at + Span::days(c.between(2, 7));
            state.plan(at, Step::Arrives(letters::asks(matter, at, due)));
            if c.percent(45) {
                let at = at + Span::hours(c.between(1, 200));
                state.plan(at, Step::Reacts(matter));
            }
            if c.percent(40) {
                let verb = c.pick(&[
                    "done",
                    "snooze 6d",
                    "cancel",
                    "note rang",
                    "chase",
                    "reopen",
                ]);
                let at = at + Span::hours(c.between(3, 300));
                state.plan(at, Step::Word(matter, verb));
            }
        }
        let rough = state.rough > 0;
        let mut at = start + Span::hours(c.between(5, 90));
        while rough && at < calm {
            let hours = c.between(1, 30);
            let step = match c.below(8) {
                0 => Step::Rebuilt,
                1 => Step::Swept,
                2 => Step::Away(true, at + Span::minutes(c.between(2, 60 * hours))),
                3 => Step::Away(false, at + Span::minutes(c.between(2, 60 * hours))),
                4 => Step::Sleeps(c.between(3, 900)),
                5 => Step::Wrong(c.between(-180, 180)),
                _ => Step::Killed,
            };
            if let Step::Wrong(minutes) = step {
                let right = at + Span::minutes(c.between(5, 600));
                state.plan(right, Step::Wrong(-minutes));
            }
            state.plan(at, step);
            at += Span::hours(c.between(4, 70));
        }
        for day in 0..WEEKS * 7 {
            let at = start + Span::days(day) + Span::minutes(c.between(20, 150));
            if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
                state.plan(at, Step::Morning);
            }
        }
        state.plan(calm, Step::Calm);
        state.plan(start + Span::weeks(WEEKS), Step::End);
    }

    /// The host is off until a little before something happens.
    fn rest(&mut self, store: &Store) {
        if self.last == Ended::Killed {
            self.time += Span::seconds(self.chance.between(1, 900));
            return;
        }
        let due = store.read(|tx| Ok(tx.next_wake()?.into_iter().chain(tx.next_outgoing()?).min()));
        let due = due.expect("due").map(|at| at - Span::minutes(self.off));
        let next = self.world.state().next();
        let next = next.into_iter().chain(due).min().unwrap_or(self.time);
        let early = Span::minutes(self.chance.between(0, 12));
        self.time = self.time.max(next - early);
    }

    /// One life.
    fn life(&mut self) -> Ended {
        let store = Store::open(&self.path).expect("database");
        check::records(&self.world, &store);
        self.rest(&store);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("runtime");
        let ended = runtime.block_on(self.lives(store));
        drop(runtime);
        ended
    }

    async fn lives(&mut self, store: Store) -> Ended {
        let world = Arc::clone(&self.world);
        let (wall, crash) = world.begin(self.time, self.off);
        let clock = Clock::Timers(tokio::time::Instant::now(), wall);
        let config = self.config.clone();
        let engine = Engine::new(config, store, Entropy::Fixed, clock.now()).expect("engine");
        let seed = self.chance.below(1 << 20) as u64;
        let given = Given {
            sources: vec![("tracking".to_owned(), mailbox(&world))],
            transport: way_out(&world),
            clock,
            desk: Desk::new(Verifier::new(Dns::system())).expect("desk"),
            adopt_since: None,
            seed,
        };
        let mut life = Life::begin(engine, given).expect("recovers");
        let patience = self.chance.between(12, 60);
        let mut rests = world.now() + Span::minutes(patience);
        let ended = loop {
            let now = world.now();
            let next = world.state().next().unwrap_or(now);
            let until = (next.min(rests) - now).to_std().unwrap_or_default();
            tokio::select! {
                biased;
                () = crash.notified() => break Ended::Killed,
                fault = life.ended() => {
                    let fault = fault.expect_err("a fault");
                    world.state().breaks("lives", &format!("{fault:#}"));
                    break Ended::Over;
                }
                () = world.planned.notified() => continue,
                () = tokio::time::sleep(until + Duration::from_millis(1)) => {}
            }
            let now = world.now();
            if now < next {
                // Nothing happens: mostly it is switched off.
                if self.chance.percent(if self.calm { 100 } else { 90 }) {
                    break Ended::Rests;
                }
                rests = now + Span::minutes(self.chance.between(60, 400));
                continue;
            }
            rests = rests.max(now + Span::minutes(patience));
            if let Some(ended) = self.happens() {
                break ended;
            }
        };
        if ended == Ended::Killed {
            drop(life);
        } else {
            life.end().await;
        }
        self.time = world.over();
        ended
    }

    /// The next thing that is planned.
    fn happens(&mut self) -> Option<Ended> {
        let world = Arc::clone(&self.world);
        let mut state = world.state();
        let now = state.now();
        let (_, step) = state.plans.pop_first()?;
        match step {
            Step::Arrives(post) => {
                drop(state);
                world.deliver(post);
            }
            Step::Reacts(matter) => {
                drop(state);
                if let Some(post) = people::answer(&world, matter, now) {
                    world.deliver(post);
                }
            }
            Step::Word(matter, verb) => {
                drop(state);
                if let Some(item) = world.records.item(matter) {
                    let id = world.state().id("studio.example");
                    if matches!(verb, "chase" | "reopen") {
                        world.state().answered[matter] = None;
                    }
                    world.deliver(letters::word(matter, item, verb, id, now));
                }
            }
            Step::Rebuilt => state.rebuild(),
            Step::Swept => {
                drop(state);
                world.sweep(now);
            }
            Step::Away(true, until) => {
                state.imap_away = Some(until);
                drop(state);
                world.cut();
            }
            Step::Away(false, until) => state.smtp_away = Some(until),
            Step::Sleeps(minutes) => {
                state.sleep(minutes);
                drop(state);
                world.cut();
            }
            Step::Wrong(minutes) => {
                self.off += minutes;
                state.wrong(minutes);
            }
            Step::Killed => {
                state.crashes += 1;
                return Some(Ended::Killed);
            }
            Step::Morning => {}
            Step::Calm => {
                self.calm = true;
                state.rough = 0;
                state.imap_away = None;
                state.smtp_away = None;
            }
            Step::End => return Some(Ended::Over),
        }
        None
    }

    fn came(self, seed: u64) -> Came {
        let store = Store::open(&self.path).expect("database");
        if self.world.state().broken.is_empty() {
            check::end(&self.world, &store);
        }
        let mut digest = Sha256::new();
        for line in self.world.records.story() {
            digest.update(line);
        }
        let mut state = self.world.state();
        for trace in state.digest() {
            digest.update(trace);
        }
        let follow_up = |id: &str| {
            let row = self.world.records.mail(id);
            row.is_some_and(|row| row.class == "follow_up")
        };
        Came {
            seed,
            digest: format!("{:x}", digest.finalize()),
            follow_ups: state
                .taken
                .iter()
                .filter(|mail| follow_up(&mail.id))
                .count(),
            crashes: state.crashes,
            broken: std::mem::take(&mut state.broken),
            tail: state.tail.drain(..).collect(),
        }
    }
}

fn mailbox(world: &Arc<World>) -> Source {
    let account = Account {
        name: "tracking".to_owned(),
        host: "imap.studio.example".to_owned(),
        port: 993,
        tls: TlsMode::Implicit,
        ca_file: None,
        user: TRACK.to_owned(),
        proof: Secret::new("open sesame").into(),
        folders: Vec::new(),
        read_only_extra: false,
        stumbles: Stumbles::default(),
    };
    let line = Line::Played(Arc::new(Mailbox(Arc::clone(world))));
    Source::Imap(Box::new(account), line)
}

fn way_out(world: &Arc<World>) -> Transport {
    let server = Server {
        host: "mx.studio.example".to_owned(),
        port: 465,
        tls: Tls::Implicit,
        ca_file: None,
        user: Some(TRACK.to_owned()),
        proof: Secret::new("open sesame").into(),
        hello_name: "studio.example".to_owned(),
    };
    Transport::Smtp {
        server: Box::new(server),
        line: Line::Played(Arc::new(WayOut(Arc::clone(world)))),
        session: None,
        wait: ServerWait::default(),
    }
}
