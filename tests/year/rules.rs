//! The promises, watched from outside by what left, what came and what was told. Nothing here asks
//! the engine's own rules: the model of whose move it is, of working time and of steps is its own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use nudged::model::{Actor, EventKind, HistoryEntry, ItemId, Mode as Left_, OutgoingClass, Step};

use nudged::report::ItemView;

use super::outside::Left;
use super::phrases::Says;
use super::post::{Post, Truth};
use super::world::{Mode, World};

/// Working days between follow-ups to one person, and the grace of an answer without a day.
const GAP: u32 = 3;

/// Why a matter is not to be chased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Until somebody of the team says something.
    Word,
    /// Until a day of the client.
    Until(NaiveDate),
}

/// A matter as the outside knows it.
#[derive(Debug, Default)]
struct Known {
    item: Option<ItemId>,
    rest: Option<Rest>,
    contact: Option<DateTime<Utc>>,
    /// People who may get mail about it.
    people: BTreeSet<String>,
    /// Those of them whose mailbox is gone.
    dead: BTreeSet<String>,
    /// Steps of this round that left.
    steps: Vec<Step>,
    skipped: usize,
    /// Its last answer, and what held before it.
    answer: Option<(String, Option<Rest>)>,
    /// The highest step of any round, once something was undone.
    undone: Option<Step>,
    highest: Option<Step>,
    closed: bool,
    /// Somebody said something that may close it.
    settled: bool,
    approved: bool,
}

/// A follow-up as it was told.
#[derive(Debug)]
struct Plan {
    step: Step,
}

/// The watch.
#[derive(Debug)]
pub struct Rules {
    known: Vec<Known>,
    items: BTreeMap<ItemId, usize>,
    plans: BTreeMap<String, Plan>,
    /// When each person last got a follow-up.
    mailed: BTreeMap<String, DateTime<Utc>>,
    /// People who are never to be mailed again.
    stopped: BTreeSet<String>,
    /// The last day of their absence.
    away: BTreeMap<String, NaiveDate>,
    dots: BTreeMap<i64, u32>,
    resent: BTreeSet<ItemId>,
    begun: VecDeque<(DateTime<Utc>, Vec<String>)>,
    /// What was broken, as `rule: what`.
    pub broken: Vec<String>,
}

impl Rules {
    pub fn new(world: &World) -> Self {
        let known = world.matters.iter().map(|matter| {
            let people = &world.companies[matter.company].people;
            Known {
                people: matter
                    .to
                    .iter()
                    .map(|n| people[*n].address.clone())
                    .collect(),
                ..Known::default()
            }
        });
        Self {
            known: known.collect(),
            items: BTreeMap::new(),
            plans: BTreeMap::new(),
            mailed: BTreeMap::new(),
            stopped: BTreeSet::new(),
            away: BTreeMap::new(),
            dots: BTreeMap::new(),
            resent: BTreeSet::new(),
            begun: VecDeque::new(),
            broken: Vec::new(),
        }
    }

    /// The matter of an item.
    pub fn matter(&self, item: ItemId) -> Option<usize> {
        self.items.get(&item).copied()
    }

    /// The item of a matter.
    pub fn item(&self, matter: usize) -> Option<ItemId> {
        self.known[matter].item
    }

    /// Every item with its matter.
    pub fn all(&self) -> impl Iterator<Item = (ItemId, usize)> + '_ {
        self.items.iter().map(|(item, matter)| (*item, *matter))
    }

    pub fn closed(&self, matter: usize) -> bool {
        self.known[matter].closed
    }

    fn breaks(&mut self, at: DateTime<Utc>, rule: &str, what: &str) {
        self.broken.push(format!("{rule}: {what} at {at}"));
    }

    /// A mail was taken in.
    pub fn took(&mut self, world: &World, now: DateTime<Utc>, post: &Post) {
        match &post.truth {
            Truth::Opening(matter) => self.known[*matter].contact = Some(now),
            Truth::Own(matter) => {
                let known = &mut self.known[*matter];
                known.contact = Some(now);
                known.rest = None;
                known.approved = false;
            }
            Truth::Answer {
                matter,
                says,
                from,
                own,
            } => {
                let pair = &world.companies[world.matters[*matter].company].pair;
                let known = &mut self.known[*matter];
                known.approved = false;
                // Whoever writes from elsewhere may be anybody.
                if *own {
                    known.contact = Some(now);
                    known.people.insert(from.clone());
                    known.dead.remove(from);
                }
                known.answer = Some((post.id.clone(), known.rest));
                known.settled |= matches!(says, Says::All | Says::Part);
                let anew = matches!(says, Says::All).then_some(world.matters[*matter].company);
                let rest = match says {
                    Says::Part => known.rest,
                    Says::Promise(day) => Some(Rest::Until(*day + Days::new(1))),
                    Says::Noted => {
                        let mut day = pair.client.day(now);
                        for _ in 0..GAP {
                            day = day + Days::new(1);
                            while !pair.works(day) {
                                day = day + Days::new(1);
                            }
                        }
                        Some(Rest::Until(day))
                    }
                    _ => Some(Rest::Word),
                };
                known.rest = if *own { rest } else { Some(Rest::Word) };
                // What names nothing is taken for what is open.
                for (n, other) in self.known.iter_mut().enumerate() {
                    other.settled |= anew == Some(world.matters[n].company);
                }
                if *says == Says::Stop {
                    self.stopped.insert(from.clone());
                }
            }
            Truth::Word { matter, said } => self.word(world, now, *matter, said),
            Truth::Contact { matter, address } => {
                self.known[*matter].rest = None;
                self.known[*matter].people.insert(address.clone());
                self.known[*matter].dead.remove(address);
                self.stopped.remove(address);
            }
            Truth::Away { address, until } => {
                let company = world
                    .companies
                    .iter()
                    .find(|c| c.people[0].address == *address);
                let today = company.map_or(now.date_naive(), |c| c.pair.client.day(now));
                self.away
                    .insert(address.clone(), (*until).min(today + Days::new(30)));
            }
            Truth::Gone | Truth::Copy => {}
        }
    }

    /// A member commanded.
    fn word(&mut self, world: &World, now: DateTime<Utc>, matter: usize, said: &str) {
        let pair = &world.companies[world.matters[matter].company].pair;
        let known = &mut self.known[matter];
        let mut words = said.split(' ');
        match words.next().unwrap_or_default() {
            "chase" => {
                known.rest = None;
                let people = known.people.clone();
                self.away.retain(|who, _| !people.contains(who));
            }
            "snooze" => {
                let days = words
                    .nth(1)
                    .and_then(|d| d.trim_end_matches('d').parse().ok());
                let day = pair.team.day(now) + Days::new(days.unwrap_or(0));
                known.rest = Some(Rest::Until(day));
            }
            "reopen" | "undo" => known.rest = None,
            "done" | "paid" | "cancel" => known.settled = true,
            "skip" => known.skipped += 1,
            "ok" => known.approved = true,
            "resend" => {
                self.resent.extend(known.item);
            }
            _ => {}
        }
    }

    /// Something was recorded.
    pub fn told(&mut self, world: &World, at: DateTime<Utc>, entry: &HistoryEntry) {
        let id = entry.message_id.as_ref().map(|id| id.as_str().to_owned());
        let matter = entry.item.and_then(|item| self.matter(item));
        if let (Some(matter), false) = (matter, entry.actor == Actor::Daemon) {
            self.carried_out(at, matter, &entry.evidence.words);
        }
        match entry.event {
            EventKind::Opened => {
                let Some(item) = entry.item else { return };
                match world
                    .matters
                    .iter()
                    .position(|m| Some(&m.id) == id.as_ref())
                {
                    Some(matter) => {
                        self.items.insert(item, matter);
                        self.known[matter].item = Some(item);
                    }
                    None => self.breaks(at, "opening", &format!("{item} of nobody's mail")),
                }
            }
            EventKind::Closed => {
                let Some(matter) = matter else { return };
                self.known[matter].closed = true;
                if entry.evidence.rule.is_empty() || entry.evidence.words.is_empty() {
                    self.breaks(at, "evidence", &format!("{:?} closed without", entry.item));
                }
                if !self.known[matter].settled {
                    let what = format!(
                        "{:?} closed, and nobody settled it: {:?}",
                        entry.item, entry.evidence
                    );
                    self.breaks(at, "evidence", &what);
                }
            }
            EventKind::Reopened => {
                if let Some(matter) = matter {
                    self.known[matter].closed = false;
                }
            }
            // Nobody is left to write to, or somebody who never heard of it.
            EventKind::Bounced if !entry.to.is_empty() => {
                if let Some(matter) = matter {
                    let known = &mut self.known[matter];
                    known.steps.clear();
                    known.skipped = 0;
                    let dead = entry.to.iter().map(|to| to.as_str().to_owned());
                    known.dead.extend(dead);
                }
            }
            // It fits nothing: kept, told, and contact for everything of the client.
            EventKind::Unmatched => {
                for known in &mut self.known {
                    if let Some((answer, before)) = &known.answer
                        && Some(answer) == id.as_ref()
                    {
                        known.rest = *before;
                    }
                }
            }
            EventKind::FollowUp => {
                if let (Some(id), Some(step)) = (id, entry.step)
                    && entry.mode != Some(Left_::Observe)
                {
                    self.plans.insert(id, Plan { step });
                }
            }
            _ => {}
        }
    }

    /// A command was carried out: some begin the ladder anew.
    fn carried_out(&mut self, at: DateTime<Utc>, matter: usize, said: &str) {
        let known = &mut self.known[matter];
        match said.split(' ').next().unwrap_or_default() {
            "due" | "reopen" => {
                known.steps.clear();
                known.skipped = 0;
                known.undone = None;
                if said.starts_with("reopen") {
                    known.contact = Some(at);
                }
            }
            "undo" => known.undone = known.highest,
            _ => {}
        }
    }

    /// The final dot of a mail was begun.
    pub fn left(&mut self, world: &World, left: &Left) {
        let at = left.at;
        let dots = self.dots.entry(left.row).or_default();
        *dots += 1;
        if *dots > 1 && !left.items.iter().any(|item| self.resent.contains(item)) {
            self.breaks(at, "one dot", &format!("row {} a second time", left.row));
        }
        self.caps(left);
        let tracker = world.tracker();
        if left.class != OutgoingClass::FollowUp {
            for to in &left.recipients {
                if !to.ends_with(&format!("@{}", world.domain)) {
                    self.breaks(at, "stranger", &format!("a notice to {to}"));
                }
            }
            return;
        }
        if left.blind {
            self.breaks(at, "last look", "sent while the mailbox could not be read");
        }
        let matters: Vec<usize> = left.items.iter().filter_map(|i| self.matter(*i)).collect();
        let Some(first) = matters.first() else {
            self.breaks(at, "stranger", "a follow-up about nothing known");
            return;
        };
        let company = &world.companies[world.matters[*first].company];
        if !company.pair.within(at) {
            let local = at.with_timezone(&company.pair.client.zone);
            self.breaks(at, "working time", &format!("{:?} at {local}", left.items));
        }
        let step = self.plans.get(&left.id).map(|plan| plan.step);
        for to in &left.recipients {
            let chief = step == Some(Step::Last) && company.chief.as_ref() == Some(to);
            let owner = |m: &usize| world.members[world.matters[*m].owner].address == *to;
            let person = matters.iter().all(|m| self.known[*m].people.contains(to));
            if !(chief || person || *to == tracker || matters.iter().all(owner)) {
                self.breaks(at, "stranger", &format!("{:?} to {to}", left.items));
            }
            if self.stopped.contains(to) || matters.iter().any(|m| self.known[*m].dead.contains(to))
            {
                self.breaks(at, "stopped", &format!("{:?} to {to}", left.items));
            }
            if self
                .away
                .get(to)
                .is_some_and(|day| company.pair.client.day(at) <= *day)
            {
                self.breaks(at, "away", &format!("{:?} to {to}", left.items));
            }
            if !person {
                continue;
            }
            if let Some(before) = self.mailed.insert(to.clone(), at)
                && company.pair.between(before, at) < GAP
                && before != at
            {
                self.breaks(at, "gap", &format!("{to} had one on {before}"));
            }
        }
        for matter in matters {
            self.chased(world, left, matter, step);
        }
    }

    /// A follow-up about a matter left.
    fn chased(&mut self, world: &World, left: &Left, matter: usize, step: Option<Step>) {
        let at = left.at;
        let company = &world.companies[world.matters[matter].company];
        let pair = &company.pair;
        let known = &self.known[matter];
        let name = format!("{:?} (matter {matter})", known.item);
        let mut broken = Vec::new();
        match known.rest {
            _ if known.closed => broken.push(("answered", "closed".to_owned())),
            Some(Rest::Word) => broken.push(("answered", "waits for a word".to_owned())),
            Some(Rest::Until(day)) if pair.client.day(at) < day => {
                broken.push(("answered", format!("rests until {day}")));
            }
            _ => {}
        }
        if let Some(contact) = known.contact
            && pair.between(contact, at) < GAP
        {
            broken.push(("gap", format!("last contact {contact}")));
        }
        match company.mode {
            Mode::Observe => broken.push(("mode", "observed only".to_owned())),
            Mode::Approve if !known.approved => broken.push(("mode", "without ok".to_owned())),
            _ => {}
        }
        let rank = step.map_or(0, |step| step as usize);
        let highest = known.steps.iter().map(|s| *s as usize).max();
        let undone = known.undone.map_or(0, |step| step as usize + 1);
        let resent = known.item.is_some_and(|item| self.resent.contains(&item));
        let most = highest.map_or(Step::Friendly as usize, |h| h + 1 + known.skipped);
        if rank > most.max(undone) {
            broken.push(("steps", format!("{step:?} after {:?}", known.steps)));
        }
        if highest.is_some_and(|h| rank <= h) && !resent {
            broken.push(("steps", format!("{step:?} again after {:?}", known.steps)));
        }
        for (rule, what) in broken {
            self.breaks(at, rule, &format!("{name} {what}"));
        }
        let known = &mut self.known[matter];
        known.approved = false;
        let reached = |who: &String| left.recipients.contains(who) && !left.refused.contains(who);
        if left.arrived && known.people.iter().any(reached) {
            known.rest = None;
            known.steps.extend(step);
            known.highest = known.highest.max(step);
        }
    }

    /// Everything that is not settled is planned, held or at the end of its ladder.
    pub fn look(&mut self, world: &World, now: DateTime<Utc>, views: &[ItemView]) {
        for view in views {
            let item = &view.item;
            if item.closed.is_some() {
                continue;
            }
            let ended = item
                .ladder
                .sent
                .iter()
                .chain(&item.ladder.passed)
                .chain(&item.ladder.observed);
            let ended = ended.clone().any(|sent| sent.step == Step::Call);
            let held = !item.holds.is_empty() || !view.outer.is_empty();
            if view.next.is_none() && !held && !ended && item.ladder.proposed.is_none() {
                self.breaks(now, "forgotten", &format!("{} of {}", item.id, world.seed));
            }
        }
    }

    /// No fault can flood anybody.
    fn caps(&mut self, left: &Left) {
        let at = left.at;
        self.begun.push_back((at, left.recipients.clone()));
        while self
            .begun
            .front()
            .is_some_and(|(t, _)| *t + Duration::hours(24) <= at)
        {
            self.begun.pop_front();
        }
        let hour = self
            .begun
            .iter()
            .filter(|(t, _)| *t + Duration::hours(1) > at);
        if hour.count() > 60 {
            self.breaks(at, "caps", "more than 60 in an hour");
        }
        if left.class != OutgoingClass::FollowUp {
            return;
        }
        for to in &left.recipients {
            let day = self.begun.iter().filter(|(_, all)| all.contains(to));
            if to.contains("@client") && day.count() > 3 {
                self.breaks(at, "caps", &format!("more than 3 a day to {to}"));
            }
        }
    }
}
