//! What the watch learns: from mail that was taken in, and from what was recorded.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Utc};
use nudged::model::{Actor, EventKind, HistoryEntry, HoldReason, HoldScope, Mode as Left_, Step};

use super::super::phrases::{Says, part};
use super::super::post::{Post, Truth};
use super::super::team::Absence;
use super::super::world::World;
use super::{GAP, Plan, Rest, Rules};

impl Rules {
    /// What was taken in stands in the history, and what asks for something is an item.
    pub fn heard(&mut self) {
        let opens = |post: &Post| match post.truth {
            Truth::Opening(matter) => self.known[matter].item.is_none(),
            _ => false,
        };
        if let Some(post) = &self.unheard {
            let what = format!("lost: nothing is told of {}", post.id);
            self.broken.push(what);
        } else if let Some(post) = self.taken.as_ref().filter(|post| opens(post)) {
            let what = format!("opening: {} opened nothing", post.id);
            self.broken.push(what);
        }
        (self.unheard, self.taken) = (None, None);
    }

    /// A mail was taken in.
    pub fn took(&mut self, world: &World, now: DateTime<Utc>, post: &Post) {
        self.heard();
        self.unheard = Some(post.clone());
        self.taken = Some(post.clone());
        if let Truth::Answer { matter, .. } = post.truth
            && post.junk
            && (self.known[matter].item.is_none() || self.known[matter].closed)
        {
            // Of what lies in Junk nothing is kept but answers to what is open.
            self.unheard = None;
        }
        match &post.truth {
            Truth::Opening(matter) => {
                self.known[*matter].contact = Some(now);
                self.known[*matter].due = Some(world.matters[*matter].due);
            }
            Truth::Own(matter) => {
                let known = &mut self.known[*matter];
                known.contact = Some(now);
                known.rest = None;
                known.approved = false;
            }
            // What a filter took for rubbish is not trusted: it holds, and that is all.
            Truth::Answer { matter, .. } if post.junk => {
                let known = &mut self.known[*matter];
                known.answer = Some((post.id.clone(), known.rest));
                known.rest = Some(Rest::Word);
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
                // Somebody took it out of Junk: that it lay there holds nothing any longer.
                if let Some((_, before)) = known.answer.take_if(|(id, _)| *id == post.id) {
                    known.rest = before;
                }
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
                    Says::Question | Says::Dispute | Says::Decline => Some(Rest::Asked),
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
            Truth::Leaves {
                member,
                deputy,
                until,
            } => {
                let absence = Absence {
                    deputy: deputy.clone(),
                    since: now,
                    through: *until,
                    back: None,
                };
                self.team.away.insert(member.clone(), absence);
            }
            Truth::Back(member) => {
                if let Some(absence) = self.team.away.get_mut(member) {
                    absence.back = Some(now);
                }
            }
            Truth::Returned(notice) => self.team.returned(notice),
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
                if known.rest != Some(Rest::Asked) {
                    known.rest = Some(Rest::Until(day));
                }
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
        // A word that does nothing is answered, and that is all.
        self.unheard
            .take_if(|post| post.commands() || id.as_ref() == Some(&post.id));
        let found = self.team.told(at, entry);
        self.all_broken(at, found);
        let matter = entry.item.and_then(|item| self.matter(item));
        if let (Some(matter), false) = (matter, entry.actor == Actor::Daemon) {
            self.carried_out(at, matter, &entry.evidence.words);
        }
        if let Some(matter) = matter.filter(|_| entry.evidence.rule == "part-paid") {
            self.paid(world, matter, entry);
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
            // `undo` of what somebody wrote says that mail to him goes on.
            EventKind::Resumed if entry.evidence.words.starts_with("undo") => {
                for hold in entry.wider.iter().filter_map(|c| c.before.as_ref()) {
                    if let (HoldScope::Contact(who), HoldReason::OptOut) =
                        (&hold.scope, hold.reason)
                    {
                        self.stopped.remove(who.as_str());
                    }
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
                    let steps = BTreeMap::new();
                    self.planned.clone_from(&id);
                    self.plans.insert(id, Plan { at, step, steps });
                }
            }
            EventKind::Updated if entry.evidence.rule == "ladder" => {
                let words = &entry.evidence.words;
                let named = words.rsplit_once("step ").map(|(_, step)| step);
                let mut all = [Step::HeadsUp, Step::Friendly, Step::Reminder]
                    .into_iter()
                    .chain([Step::Firm, Step::Last]);
                let step = all.find(|step| Some(step.as_str()) == named);
                if let (Some(plan), Some(item), Some(step)) =
                    (self.plans.get_mut(&self.planned), entry.item, step)
                {
                    plan.steps.insert(item, step);
                }
            }
            _ => {}
        }
    }

    /// A part of it was read as paid.
    fn paid(&mut self, world: &World, number: usize, entry: &HistoryEntry) {
        let matter = &world.matters[number];
        if matter.invoice.is_none() || entry.event != EventKind::Updated {
            return;
        }
        let known = &mut self.known[number];
        known.paid += part(matter.sum() == 18000, matter.second.is_some());
        if matter.second.is_some() {
            known.second = true;
            known.due = matter.second;
        }
    }

    /// A command was carried out: some begin the ladder anew.
    fn carried_out(&mut self, at: DateTime<Utc>, matter: usize, said: &str) {
        let known = &mut self.known[matter];
        match said.split(' ').next().unwrap_or_default() {
            "due" | "reopen" => {
                if said.starts_with("due") {
                    known.due = None;
                }
                known.steps.clear();
                known.skipped = 0;
                known.undone = None;
                if said.starts_with("reopen") {
                    known.contact = Some(at);
                }
            }
            "undo" => {
                known.undone = known.highest;
                known.due = None;
            }
            _ => {}
        }
    }
}
