//! The promises, watched from outside by what left, what came and what was told. Nothing here asks
//! the engine's own rules: the model of whose move it is, of working time and of steps is its own.

#[path = "hears.rs"]
mod hears;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use nudged::model::{ItemId, OutgoingClass, Step};

use nudged::report::ItemView;

use super::outside::Left;
use super::post::Post;
use super::silent::Silent;
use super::team::{Breach, Team};
use super::world::{Mode, World};

/// Working days between follow-ups to one person, and the grace of an answer without a day.
const GAP: u32 = 3;

/// No mail goes earlier before the day it asks for, in working days.
const HEADS_UP: u32 = 3;

/// Why a matter is not to be chased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    /// Until somebody of the team says something.
    Word,
    /// Until somebody of the team answers it: to put it off is no answer.
    Asked,
    /// Until a day of the client.
    Until(NaiveDate),
}

/// A matter as the outside knows it.
#[derive(Debug, Default)]
struct Known {
    item: Option<ItemId>,
    rest: Option<Rest>,
    contact: Option<DateTime<Utc>>,
    /// Part of it was read as paid: so much in all, and whether a new ladder may have begun.
    paid: i64,
    second: bool,
    /// The day it is due; `None` once nobody outside can tell.
    due: Option<NaiveDate>,
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
    at: DateTime<Utc>,
    /// The step that words it, and that of each of its items.
    step: Step,
    steps: BTreeMap<ItemId, Step>,
}

impl Plan {
    fn step_of(&self, item: ItemId) -> Step {
        self.steps.get(&item).copied().unwrap_or(self.step)
    }
}

/// What stands above the list of those at lower steps than the mail's.
const BESIDES: &[&str] = &["Also open:", "Coming up:", "另有：", "近期待办："];

/// The watch.
#[derive(Debug)]
pub struct Rules {
    known: Vec<Known>,
    items: BTreeMap<ItemId, usize>,
    plans: BTreeMap<String, Plan>,
    /// The one that was told last: its items follow it, each with its step.
    planned: String,
    /// When each person last got a follow-up.
    mailed: BTreeMap<String, DateTime<Utc>>,
    /// People who are never to be mailed again.
    stopped: BTreeSet<String>,
    /// The last day of their absence.
    away: BTreeMap<String, NaiveDate>,
    dots: BTreeMap<i64, u32>,
    resent: BTreeSet<ItemId>,
    begun: VecDeque<(DateTime<Utc>, Vec<String>)>,
    /// A mail that was taken in, and nothing was told of it yet.
    unheard: Option<Post>,
    taken: Option<Post>,
    pub team: Team,
    silent: Silent,
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
            planned: String::new(),
            mailed: BTreeMap::new(),
            stopped: BTreeSet::new(),
            away: BTreeMap::new(),
            dots: BTreeMap::new(),
            resent: BTreeSet::new(),
            begun: VecDeque::new(),
            unheard: None,
            taken: None,
            team: Team::new(world.side.clone(), world.start),
            silent: Silent::default(),
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

    fn all_broken(&mut self, at: DateTime<Utc>, found: impl IntoIterator<Item = Breach>) {
        for (rule, what) in found {
            self.breaks(at, rule, &what);
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
            let matters = left.items.iter().filter_map(|item| self.matter(*item));
            let owners: Vec<&str> = matters.map(|matter| world.owner(matter)).collect();
            let found = self.team.left(left, &left.text(), &owners);
            self.all_broken(at, found);
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
        let plan = self.plans.get(&left.id);
        let steps: BTreeMap<ItemId, Step> = (left.items.iter())
            .filter_map(|item| Some((*item, plan?.step_of(*item))))
            .collect();
        let planned = plan.map_or(at, |plan| plan.at);
        let lasts = !steps.is_empty() && steps.values().all(|step| *step == Step::Last);
        let reader = self.team.reader(world.owner(*first), planned).to_owned();
        if !left.recipients.contains(&reader) {
            self.breaks(at, "deputy", &format!("{:?} without {reader}", left.items));
        }
        for to in &left.recipients {
            let chief = lasts && company.chief.as_ref() == Some(to);
            let owner = |m: &usize| {
                let owner = world.owner(*m);
                owner == to || self.team.reads(owner, planned, to)
            };
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
        self.tone(world, left, &steps);
        for matter in matters {
            let step = self.known[matter].item.and_then(|item| steps.get(&item));
            self.chased(world, left, matter, step.copied());
        }
    }

    /// Of several items only those at the furthest step are told in its words; the others beside them.
    fn tone(&mut self, world: &World, left: &Left, steps: &BTreeMap<ItemId, Step>) {
        let Some(top) = steps.values().max().filter(|_| steps.len() > 1) else {
            return;
        };
        let text = left.text();
        let mut beside = false;
        let mut told: BTreeMap<&str, bool> = BTreeMap::new();
        for line in text.lines().take_while(|line| !line.starts_with('>')) {
            beside |= BESIDES.contains(&line);
            if let Some((number, subject)) = line.split_once(". ")
                && number.parse::<usize>().is_ok()
            {
                told.insert(subject, beside);
            }
        }
        for (item, step) in steps {
            let Some(matter) = self.matter(*item) else {
                continue;
            };
            let subject = world.matters[matter].subject.as_str();
            if told.get(subject) != Some(&(step < top)) {
                let what = format!("{item:?} at {step:?} in a mail at {top:?}: {told:?}");
                self.breaks(left.at, "tone", &what);
            }
        }
    }

    /// A follow-up about a matter left.
    fn chased(&mut self, world: &World, left: &Left, matter: usize, step: Option<Step>) {
        let at = left.at;
        let company = &world.companies[world.matters[matter].company];
        let pair = &company.pair;
        let known = &self.known[matter];
        let name = format!("{:?} (matter {matter})", known.item);
        let resent = known.item.is_some_and(|item| self.resent.contains(&item));
        let mut broken = Vec::new();
        match known.rest {
            _ if known.closed => broken.push(("answered", "closed".to_owned())),
            Some(Rest::Word | Rest::Asked) => {
                broken.push(("answered", "waits for a word".to_owned()))
            }
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
        if company.mode == Mode::Forewarn
            && !known.approved
            && !resent
            && let (Some(item), Some(step)) = (known.item, step)
        {
            broken.extend(self.team.silent(item, step, at));
        }
        if known
            .due
            .is_some_and(|due| pair.client.day(at) < pair.before(due, HEADS_UP))
        {
            broken.push(("early", format!("due {:?}", known.due)));
        }
        let text = left.text().replace([',', ' '], "");
        let left_to_pay = world.matters[matter].sum() - known.paid;
        if known.paid > 0 && known.undone.is_none() && !text.contains(&left_to_pay.to_string()) {
            broken.push(("rest", format!("{left_to_pay} is not named")));
        }
        let rank = step.map_or(0, |step| step as usize);
        let highest = known.steps.iter().map(|s| *s as usize).max();
        let undone = known.undone.map_or(0, |step| step as usize + 1);
        let most = highest.map_or(Step::Friendly as usize, |h| h + 1 + known.skipped);
        if rank > most.max(undone) {
            broken.push(("steps", format!("{step:?} after {:?}", known.steps)));
        }
        if highest.is_some_and(|h| rank <= h) && !resent && !known.second {
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
        let found = self.team.look(now, views);
        self.all_broken(now, found);
        let matter = |item: ItemId| self.items.get(&item).copied();
        let heard = |company: usize| {
            let of = world.matters.iter().zip(&self.known);
            let of = of.filter(|(matter, _)| matter.company == company);
            of.filter_map(|(_, known)| known.contact).max()
        };
        let found = self
            .silent
            .look(world, now, views, &matter, &heard, &|item| {
                self.team.told_lately(item, now)
            });
        self.all_broken(now, found);
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
