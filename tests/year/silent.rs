//! Nothing is silently forgotten: what is overdue and rests for no reason gets its next mail, or its
//! call, in the time of its ladder and of whatever waits for the same people before it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use nudged::model::{ItemId, Kind, Step};
use nudged::report::ItemView;

use super::team::Breach;
use super::world::World;

/// Working days between follow-ups to one person: each matter that waits longer may take one turn.
const GAP: u32 = 3;

/// Working days for what a year throws in the way: outages, a wrong clock, a notice that comes back.
const MISHAPS: u32 = 6;

/// How far an item is; whatever changes here is a sign of life.
#[derive(Debug, PartialEq, Eq)]
struct Stand {
    steps: usize,
    round: u32,
    instalment: u32,
    due: NaiveDate,
    /// When any of its people was last heard of.
    heard: Option<DateTime<Utc>>,
}

/// Since when nothing has happened to each item.
#[derive(Debug, Default)]
pub struct Silent {
    since: BTreeMap<ItemId, (Stand, DateTime<Utc>)>,
}

/// The longest way from one step to the next, in working days.
fn longest(kind: Kind) -> u32 {
    match kind {
        Kind::Request => 4,
        Kind::Invoice => 16,
    }
}

impl Silent {
    /// Looks at every open item once a day. `heard`: when anybody of a company was last heard of;
    /// `told`: its owner is asked about it day by day.
    pub fn look(
        &mut self,
        world: &World,
        now: DateTime<Utc>,
        views: &[ItemView],
        matter: &dyn Fn(ItemId) -> Option<usize>,
        heard: &dyn Fn(usize) -> Option<DateTime<Utc>>,
        told: &dyn Fn(ItemId) -> bool,
    ) -> Vec<Breach> {
        let company = |id: ItemId| matter(id).map(|n| world.matters[n].company);
        let mut found = Vec::new();
        for view in views {
            let item = &view.item;
            let Some(of) = company(item.id) else { continue };
            let pair = &world.companies[of].pair;
            let ladder = &item.ladder;
            let steps = || {
                ladder
                    .sent
                    .iter()
                    .chain(&ladder.passed)
                    .chain(&ladder.observed)
            };
            let rests = item.closed.is_some()
                || !item.holds.is_empty()
                || !view.outer.is_empty()
                || ladder.proposed.is_some()
                || steps().any(|sent| sent.step == Step::Call)
                || item.follow_up_contacts().is_empty()
                || item.due >= pair.client.day(now)
                || told(item.id);
            if rests {
                self.since.remove(&item.id);
                continue;
            }
            let stand = Stand {
                steps: steps().count(),
                round: ladder.round,
                instalment: ladder.instalment,
                due: item.due,
                heard: heard(of).max(Some(item.last_contact)),
            };
            let known = self.since.get(&item.id).filter(|(was, _)| *was == stand);
            let since = known.map_or(now, |(_, since)| *since);
            let others = views
                .iter()
                .filter(|other| company(other.item.id) == Some(of))
                .count();
            let others = u32::try_from(others).unwrap_or(u32::MAX);
            let most = longest(item.kind) + GAP * others + MISHAPS;
            let waited = pair.between(since, now);
            if waited > most {
                let what = format!("{} heard of nothing for {waited} working days", item.id);
                found.push(("silent", what));
                self.since.remove(&item.id);
            } else {
                self.since.insert(item.id, (stand, since));
            }
        }
        found
    }
}
