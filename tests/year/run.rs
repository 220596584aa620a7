//! One year of one team: time, mail and outages in their order, watched at every step.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use chrono::{DateTime, Days, Duration, Utc};
use nudged::app::replay::Replay;
use nudged::app::send::Played;
use nudged::config;
use nudged::model::{EventKind, HistoryEntry, OutgoingClass};
use nudged::report::ItemView;
use nudged::store::ItemFilter;
use sha2::{Digest, Sha256};

use super::chance::Chance;
use super::habit::{Cause, Move};
use super::machines;
use super::outside::{Ended, Left, Log, Outage, Outside};
use super::people;
use super::phrases::Says;
use super::post::{Post, Truth};
use super::rules::Rules;
use super::team;
use super::world::World;

/// What is going to happen.
#[derive(Debug)]
pub enum Plan {
    /// A mail comes.
    Post(Post),
    /// A client writes about a matter.
    Writes(usize, Move),
    /// A member says something to the tracker.
    Says(usize, String),
    /// A mailbox answers for its owner: about a matter, who, and the id of what it got.
    Machine(usize, String, String),
    /// A member writes to the client.
    Replies(usize),
    /// The mailbox is looked at, and what is due is done.
    Turn,
    /// The daemon is off until then.
    Off(DateTime<Utc>),
    /// The clock of the host shows a day so many ahead for a while, and nothing can be reached.
    Clock(i64),
    /// Everything is looked at.
    Look,
}

/// A year under way.
pub struct Year {
    pub world: World,
    pub rules: Rules,
    pub now: DateTime<Utc>,
    replay: Replay,
    outside: Arc<Outside>,
    runtime: tokio::runtime::Runtime,
    plans: BTreeMap<(DateTime<Utc>, u64), Plan>,
    planned: u64,
    posts: u64,
    /// Of each matter: how often the client wrote, and ids of its thread.
    pub said: Vec<u32>,
    pub thread: Vec<Vec<String>>,
    digest: Sha256,
    tail: Vec<String>,
    _dir: tempfile::TempDir,
}

/// What a year came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    pub seed: u64,
    pub digest: String,
    pub follow_ups: u32,
    pub closed: u32,
    pub broken: Vec<String>,
    /// The last lines before the first breach.
    pub tail: Vec<String>,
}

/// Plays a whole year.
pub fn play(seed: u64, clients: usize) -> Came {
    let mut year = Year::begin(World::of(seed, clients));
    let (mut follow_ups, mut closed) = (0, 0);
    while year.rules.broken.is_empty() {
        let Some(log) = year.step() else { break };
        for entry in log {
            match entry {
                Log::Left(left) if left.class == OutgoingClass::FollowUp => follow_ups += 1,
                Log::Told((_, told)) if told.event == EventKind::Closed => closed += 1,
                _ => {}
            }
        }
    }
    let broken = year.rules.broken.join("\n");
    let tail = if broken.is_empty() {
        Vec::new()
    } else {
        year.lines_about(&broken)
    };
    Came {
        seed,
        digest: format!("{:x}", year.digest.clone().finalize()),
        follow_ups,
        closed,
        broken: std::mem::take(&mut year.rules.broken),
        tail,
    }
}

impl Year {
    pub fn begin(world: World) -> Self {
        // Nothing of it outlives the test: memory, where there is any to write to.
        let memory = std::path::Path::new("/dev/shm");
        let dir = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir());
        let dir = dir.expect("directory");
        let outside = Arc::new(Outside::new(world.seed, world.start, world.gone()));
        let played: Arc<dyn Played> = outside.clone();
        let config = config::parse(&world.config, std::path::Path::new("")).expect("configuration");
        let replay = Replay::within(&played, config, dir.path(), world.start).expect("replay");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("runtime");
        let mut year = Self {
            rules: Rules::new(&world),
            now: world.start,
            replay,
            outside,
            runtime,
            plans: BTreeMap::new(),
            planned: 0,
            posts: 0,
            said: vec![0; world.matters.len()],
            thread: world.matters.iter().map(|m| vec![m.id.clone()]).collect(),
            digest: Sha256::new(),
            tail: Vec::new(),
            world,
            _dir: dir,
        };
        for n in 0..year.world.matters.len() {
            let at = year.world.matters[n].at;
            let post = people::opening(&year.world, n);
            year.plan(at, Plan::Post(post));
        }
        for (from, to) in year.outside.outages(Outage::Daemon) {
            year.plan(from, Plan::Off(to));
        }
        for (_, to) in year.outside.outages(Outage::Mailbox) {
            year.plan(to, Plan::Turn);
        }
        for leave in year.world.leaves.clone() {
            let away = people::leave(&mut year, &leave, false);
            year.plan(leave.from, Plan::Post(away));
            if let Some(at) = leave.back {
                let back = people::leave(&mut year, &leave, true);
                year.plan(at, Plan::Post(back));
            }
        }
        let mut chance = Chance::of(year.world.seed, 4);
        for longest in [20, 400, 4000] {
            let at = year.world.start + Duration::hours(chance.between(100, 360 * 24));
            let days = chance.between(1, longest);
            year.plan(at, Plan::Clock(days));
        }
        year.rules.team.off = year.outside.outages(Outage::Daemon);
        for day in 1..365 {
            let side = &year.world.side;
            let morning = side.at(year.world.start.date_naive() + Days::new(day), side.opens);
            year.plan(morning + Duration::minutes(1), Plan::Look);
        }
        year
    }

    pub fn plan(&mut self, at: DateTime<Utc>, plan: Plan) {
        self.planned += 1;
        self.plans.insert((at.max(self.now), self.planned), plan);
    }

    /// The next thing that happens, and what came of it; `None` at the end of the year.
    pub fn step(&mut self) -> Option<Vec<Log>> {
        let due = self.replay.next_due().expect("next");
        let first = self.plans.keys().next().map(|(at, _)| *at);
        let to = first.into_iter().chain(due).min()?.max(self.now);
        if to > self.world.end {
            return None;
        }
        self.now = to;
        let planned = first.is_some_and(|at| at <= to && due.is_none_or(|due| due > to));
        let done = if planned {
            let (_, plan) = self.plans.pop_first()?;
            self.act(plan)
        } else {
            self.until(to)
        };
        let ended = done.is_err();
        if let Err(fault) = done {
            assert!(fault.is::<Ended>(), "{}: {fault:#}", self.world.seed);
            self.restart(to);
        }
        let log = self.outside.log();
        let summary =
            |entry: &Log| matches!(entry, Log::Told((_, told)) if told.event == EventKind::Summary);
        if let Some(made) = log.iter().position(summary) {
            // What came to rest in the same minute, once it was made, is told by the next.
            let after = log.iter().skip(made);
            let later: Vec<_> = after.filter_map(Log::held).collect();
            let mut resting = team::resting(&self.views());
            // Nor is told what it finds out once it runs again.
            resting.retain(|item| !ended && !later.contains(item));
            self.rules.team.resting = resting;
        }
        for entry in &log {
            self.watch(entry);
        }
        self.rules.heard();
        Some(log)
    }

    fn until(&mut self, to: DateTime<Utc>) -> anyhow::Result<()> {
        let outside = Arc::clone(&self.outside);
        let mut tell = |event: &nudged::app::engine::Event| outside.told(event.clone());
        self.runtime.block_on(self.replay.run_until(to, &mut tell))
    }

    /// The daemon looks at its mailbox and does what is due.
    fn turn(&mut self) -> anyhow::Result<()> {
        self.until(self.now)?;
        self.outside.read(self.replay.engine(), self.now)?;
        let outside = Arc::clone(&self.outside);
        let mut tell = |event: &nudged::app::engine::Event| outside.told(event.clone());
        self.runtime.block_on(self.replay.turn(&mut tell))
    }

    fn restart(&mut self, at: DateTime<Utc>) {
        let config =
            config::parse(&self.world.config, std::path::Path::new("")).expect("configuration");
        self.replay.off_until(at, config).expect("starts again");
        for minutes in [1, 16, 40] {
            self.plan(at + Duration::minutes(minutes), Plan::Turn);
        }
    }

    fn act(&mut self, plan: Plan) -> anyhow::Result<()> {
        match plan {
            Plan::Post(post) => {
                self.until(self.now)?;
                self.outside.lay(post);
                self.turn()
            }
            Plan::Turn => self.turn(),
            Plan::Off(to) => {
                self.until(self.now)?;
                self.now = to;
                self.restart(to);
                Ok(())
            }
            Plan::Writes(matter, how) => {
                let says = how.says(
                    self.world.companies[self.world.matters[matter].company]
                        .pair
                        .client
                        .day(self.now),
                );
                if let Says::Promise(day) = says {
                    let company = &mut self.world.companies[self.world.matters[matter].company];
                    let at = company.pair.client.at(day, company.pair.client.opens);
                    if let Some((hours, how)) =
                        company.habit.reacts(Cause::DayCame, 9, &mut company.chance)
                    {
                        self.plan(at + Duration::hours(hours), Plan::Writes(matter, how));
                    }
                }
                let company = &self.world.companies[self.world.matters[matter].company];
                let first = self.world.matters[matter].to[0] == 0;
                if first && company.gone.is_some_and(|from| from <= self.now) {
                    return Ok(());
                }
                match people::answer(self, matter, says) {
                    (post, None) => {
                        if post.junk && self.planned.is_multiple_of(3) {
                            // Somebody finds it there, and takes it out.
                            let mut found = post.clone();
                            found.junk = false;
                            let hours = (self.planned % 70) as i64;
                            self.plan(self.now + Duration::hours(hours + 1), Plan::Post(found));
                        }
                        self.arrives(post);
                    }
                    // He says it in a word, or forwards it.
                    (_, Some(at)) if says == Says::All && self.planned.is_multiple_of(4) => {
                        self.plan(at, Plan::Says(matter, "done".to_owned()));
                    }
                    (forward, Some(at)) => self.plan(at, Plan::Post(forward)),
                }
                Ok(())
            }
            Plan::Machine(matter, address, id) => {
                if let Some(post) = machines::answer(self, matter, &address, &id) {
                    self.arrives(post);
                }
                Ok(())
            }
            Plan::Says(matter, verb) => {
                if let Some(post) = people::word(self, matter, &verb) {
                    self.arrives(post);
                }
                Ok(())
            }
            Plan::Replies(matter) => {
                let post = people::reply(self, matter);
                self.arrives(post);
                Ok(())
            }
            Plan::Clock(days) => {
                self.until(self.now)?;
                let wrong = self.now + Duration::days(days);
                self.replay.wrong_for_a_while(wrong)
            }
            Plan::Look => {
                let views = self.views();
                self.rules.look(&self.world, self.now, &views);
                Ok(())
            }
        }
    }

    /// Every open item as the daemon has it.
    pub fn views(&self) -> Vec<ItemView> {
        let engine = self.replay.engine().lock();
        let engine = engine.unwrap_or_else(PoisonError::into_inner);
        engine.views(&ItemFilter::open()).expect("items")
    }

    /// A mail on its way: the daemon hears of it at once, or a little later.
    fn arrives(&mut self, post: Post) {
        self.outside.lay(post);
        let delay = (self.planned % 3) as i64;
        self.plan(self.now + Duration::minutes(delay), Plan::Turn);
    }

    /// The id of the next mail of somebody.
    pub fn next_id(&mut self, domain: &str) -> String {
        self.posts += 1;
        format!("p{}.{}@{domain}", self.posts, self.world.seed)
    }

    fn watch(&mut self, entry: &Log) {
        match entry {
            Log::Took(at, post) => {
                self.digest.update(&post.raw);
                self.tell(format!("{at} took {:?} {}", post.truth, post.id));
                self.rules.took(&self.world, *at, post);
                self.consider(post);
            }
            Log::Told((at, told)) => {
                let line = serde_json::to_string(told).expect("json");
                self.digest.update(at.to_rfc3339());
                self.digest.update(&line);
                self.tell(format!("{at} {line}"));
                self.rules.told(&self.world, *at, told);
                people::member(self, told);
            }
            Log::Left(left) => {
                self.digest.update(left.at.to_rfc3339());
                self.digest.update(&left.bytes);
                self.tell(format!(
                    "{} left {:?} row {} {:?} to {:?}, arrived {}",
                    left.at, left.class, left.row, left.items, left.recipients, left.arrived
                ));
                self.rules.left(&self.world, left);
                self.reached(left);
            }
        }
    }

    fn tell(&mut self, line: String) {
        self.tail.push(line);
    }

    /// What a mail of the team does at the client.
    fn consider(&mut self, post: &Post) {
        match post.truth {
            Truth::Opening(matter) => {
                self.machines(matter, &post.id);
                self.react(matter, Cause::Asked);
            }
            Truth::Own(matter) => self.react(matter, Cause::Answered),
            _ => {}
        }
    }

    /// What a mail that left does with whom it reached.
    fn reached(&mut self, left: &Left) {
        if !left.arrived {
            self.turns();
            return;
        }
        let notice = left.class == OutgoingClass::Notice;
        if notice && self.planned.is_multiple_of(40) && left.refused.is_empty() {
            // The mailbox of a member is full for an hour.
            let member = left.recipients[0].clone();
            let returned = Truth::Returned(left.id.clone());
            let bounce = machines::bounce(self, &member, &left.id, returned);
            self.plan(left.at + Duration::minutes(4), Plan::Post(bounce));
        }
        if self.planned.is_multiple_of(5) || left.blind {
            let copy = people::copy(left);
            self.plan(left.at + Duration::minutes(3), Plan::Post(copy));
            self.turns();
        }
        if left.class == OutgoingClass::FollowUp {
            let matters: Vec<usize> = left
                .items
                .iter()
                .filter_map(|i| self.rules.matter(*i))
                .collect();
            for matter in matters {
                self.thread[matter].push(left.id.clone());
                if left.refused.is_empty() {
                    self.machines(matter, &left.id);
                }
                self.react(matter, Cause::Chased);
            }
        }
    }

    /// An unsure mail is looked for a while.
    fn turns(&mut self) {
        for minutes in [1, 16, 40] {
            self.plan(self.now + Duration::minutes(minutes), Plan::Turn);
        }
    }

    /// What machines say to a mail about a matter.
    fn machines(&mut self, matter: usize, id: &str) {
        let company = &self.world.companies[self.world.matters[matter].company];
        let person = company.people[0].address.clone();
        if !company.leaves.is_empty() || company.gone.is_some_and(|from| from <= self.now) {
            let answer = Plan::Machine(matter, person, id.to_owned());
            self.plan(self.now + Duration::minutes(2), answer);
        }
    }

    fn react(&mut self, matter: usize, cause: Cause) {
        let company = &mut self.world.companies[self.world.matters[matter].company];
        let said = self.said[matter];
        if let Some((hours, how)) = company.habit.reacts(cause, said, &mut company.chance) {
            let at = company
                .pair
                .client
                .next_open(self.now + Duration::hours(hours));
            self.plan(at, Plan::Writes(matter, how));
        }
    }

    /// The story of the items that a breach names, and the last lines of all.
    fn lines_about(&self, broken: &str) -> Vec<String> {
        let mut names = Vec::new();
        for (item, matter) in self.rules.all() {
            if broken.contains(&format!("ItemId({})", item.0))
                || broken.contains(&format!("#{} ", item.0))
            {
                names.push(format!("ItemId({})", item.0));
                names.push(format!("\"item\":{},", item.0));
                names.push(format!("(matter: {matter},"));
                names.push(format!("matter: {matter},"));
            }
        }
        if std::env::var_os("NUDGED_WHOLE").is_some() {
            return self.tail.clone();
        }
        let recent = self.tail.len().saturating_sub(12);
        let told = self
            .tail
            .iter()
            .enumerate()
            .filter(|(n, line)| *n >= recent || names.iter().any(|name| line.contains(name)));
        told.map(|(_, line)| line.clone()).collect()
    }

    /// Words of a matter's last event, for members.
    pub fn open(&self, entry: &HistoryEntry) -> Option<usize> {
        entry.item.and_then(|item| self.rules.matter(item))
    }
}
