//! Numbers of the weekly summary, pure: from items and history to what the mail shows.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::model::{
    Address, ClientKey, EventKind, HistoryEntry, Hold, Item, ItemId, Kind, State, Step, World,
};

mod ageing;
pub mod change;
pub mod client;
pub mod dossier;
mod figures;
mod line;
mod need;
mod response;
pub mod trend;

pub use ageing::{Ageing, Bucket};
pub use figures::{Age, ClosedBy, Figures};
pub use line::{Held, Line, Settled};
pub use need::{Need, NeedReason};
pub use response::{Pace, Response, Trend};

/// An item with what stands beside it.
#[derive(Debug, Clone)]
pub struct ItemView {
    /// The item.
    pub item: Item,
    /// Holds of contact, client and team that bind it.
    pub outer: Vec<Hold>,
    /// What comes next, and when (UTC).
    pub next: Option<(Step, DateTime<Utc>)>,
}

/// A promise of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// The item.
    pub item: ItemId,
    /// The day named.
    pub date: NaiveDate,
    /// The very words.
    pub words: String,
}

/// An address that failed for good this week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounced {
    /// The item it was about, if known.
    pub item: Option<ItemId>,
    /// The address, where the history names it.
    pub address: Option<Address>,
    /// The server's words.
    pub words: String,
}

/// What a summary is made of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Material<'a> {
    /// All open items, those closed since `since`, those closed earlier that nobody has confirmed, and
    /// for the trend those closed within [`trend::WEEKS`].
    pub items: &'a [ItemView],
    /// Entries with their time (UTC). Those before `since` serve only the trend of response times.
    pub history: &'a [(DateTime<Utc>, HistoryEntry)],
    /// When the summary before this one was due, or tracking began (UTC): the first moment told of.
    pub since: DateTime<Utc>,
    /// When this one is due (UTC): the first moment the next one tells of.
    pub until: DateTime<Utc>,
    /// Members whose notices came back since then: what they are to be told of first does not leave.
    pub untold: &'a [Address],
    /// Calendars in use with a year they know nothing of, not told before.
    pub unknown_years: &'a [(String, i32)],
    /// The time (UTC); later than `until` after a downtime. What is open is open now.
    pub now: DateTime<Utc>,
}

/// The summary of one week: of the time since the one before.
#[derive(Debug, Clone)]
pub struct Summary {
    /// First day, team's zone.
    pub from: NaiveDate,
    /// Last day: the one before it was due.
    pub to: NaiveDate,
    /// The day it was made; ages are counted up to it.
    pub made: NaiveDate,
    /// Calendars in use with a year they know nothing of: weekends only are off in it.
    pub unknown_years: Vec<(String, i32)>,
    /// How many items were open, week by week; empty where it is too early to tell.
    pub trend: Vec<trend::Week>,
    /// Numbers of the whole team.
    pub team: Figures,
    /// The same of its requests alone.
    pub requests: Figures,
    /// The same of its invoices alone.
    pub invoices: Figures,
    /// Numbers of each owner who has any, by address.
    pub owners: Vec<(Address, Figures)>,
    /// What needs a person, items first, by number.
    pub needs: Vec<Need>,
    /// Every open item (held and disputed ones too), by number.
    pub open: Vec<Line>,
    /// Items closed this week, by number.
    pub closed: Vec<Line>,
    /// Closed on the client's word alone and not confirmed since, whenever that was.
    pub unconfirmed: Vec<Line>,
    /// Promises whose day has passed, of open items, oldest first.
    pub broken: Vec<Promised>,
    /// Promises whose day is still to come, soonest first.
    pub coming: Vec<Promised>,
    /// Addresses that failed for good this week.
    pub bounces: Vec<Bounced>,
    /// How fast clients answer, slowest first.
    pub responses: Vec<Response>,
    /// How fast all of them do; `None` where nobody answered.
    pub everybody: Option<Pace>,
}

impl Summary {
    /// Nothing is open and there is nothing to tell.
    #[must_use]
    pub fn quiet(&self) -> bool {
        self.open.is_empty()
            && self.closed.is_empty()
            && self.unconfirmed.is_empty()
            && self.needs.is_empty()
            && self.bounces.is_empty()
            && self.team.opened == 0
    }

    /// Open items the client contests.
    pub fn disputes(&self) -> impl Iterator<Item = &Line> {
        self.open
            .iter()
            .filter(|line| line.state == State::Disputed)
    }

    /// Open items on hold for any other reason.
    pub fn held(&self) -> impl Iterator<Item = &Line> {
        self.open.iter().filter(|line| line.state == State::Held)
    }

    /// Open items with a follow-up today or within seven days; in `observe` it would leave.
    pub fn planned(&self) -> impl Iterator<Item = &Line> {
        let end = self
            .made
            .checked_add_days(Days::new(7))
            .unwrap_or(self.made);
        self.open.iter().filter(move |line| {
            line.next
                .is_some_and(|(step, day)| step != Step::Call && day <= end)
        })
    }

    /// An item of the summary, open, closed or unconfirmed.
    #[must_use]
    pub fn line(&self, id: ItemId) -> Option<&Line> {
        self.open
            .iter()
            .chain(&self.closed)
            .chain(&self.unconfirmed)
            .find(|line| line.id == id)
    }
}

/// Builds the summary.
#[must_use]
pub fn weekly(material: &Material<'_>, world: &World) -> Summary {
    let day = |at: DateTime<Utc>| at.with_timezone(&world.team.zone).date_naive();
    let (from, made) = (day(material.since), day(material.now));
    let to = day(material.until).pred_opt().unwrap_or(from).max(from);
    let period = material.since..material.until;
    let mut views: Vec<&ItemView> = material.items.iter().collect();
    views.sort_by_key(|view| view.item.id);
    views.dedup_by_key(|view| view.item.id);

    let lines = |wanted: &dyn Fn(&Item) -> bool| -> Vec<Line> {
        views
            .iter()
            .filter(|v| wanted(&v.item))
            .map(|v| Line::new(v, made, world))
            .collect()
    };
    let closed_now = |item: &Item| {
        let closed = item.closed.as_ref();
        closed.is_some_and(|c| period.contains(&c.at))
    };
    let open = lines(&|item| item.closed.is_none());
    let closed = lines(&closed_now);
    let unconfirmed = lines(&|item| item.closed.as_ref().is_some_and(|c| !c.confirmed));

    let mut team = Figures::default();
    let (mut requests, mut invoices) = (Figures::default(), Figures::default());
    let mut owners: Vec<(Address, Figures)> = Vec::new();
    for view in &views {
        let item = &view.item;
        let of_kind = match item.kind {
            Kind::Request => &mut requests,
            Kind::Invoice => &mut invoices,
        };
        for figures in [&mut team, of_kind] {
            figures.count(view, &period, made, world.team.zone);
        }
        let mut own = Figures::default();
        own.count(view, &period, made, world.team.zone);
        if own == Figures::default() {
            continue;
        }
        match owners.iter_mut().find(|(owner, _)| *owner == item.owner) {
            Some((_, figures)) => figures.count(view, &period, made, world.team.zone),
            None => owners.push((item.owner.clone(), own)),
        }
    }
    owners.sort_by(|(a, _), (b, _)| a.cmp(b));

    let mut broken = Vec::new();
    let mut coming = Vec::new();
    for item in views
        .iter()
        .map(|view| &view.item)
        .filter(|item| item.closed.is_none())
    {
        if let Some((last, is_broken)) = figures::promised(item, made) {
            let told = Promised {
                item: item.id,
                date: last.date,
                words: last.evidence.words.clone(),
            };
            if is_broken {
                broken.push(told)
            } else {
                coming.push(told)
            }
        }
    }
    broken.sort_by_key(|promised| (promised.date, promised.item));
    coming.sort_by_key(|promised| (promised.date, promised.item));

    let week: Vec<&HistoryEntry> = material
        .history
        .iter()
        .filter(|(at, _)| period.contains(at))
        .map(|(_, entry)| entry)
        .collect();
    let mut bounces: Vec<Bounced> = Vec::new();
    for entry in week
        .iter()
        .filter(|entry| entry.event == EventKind::Bounced)
    {
        let told = Bounced {
            item: entry.item,
            address: entry.to.first().cloned(),
            words: entry.evidence.words.clone(),
        };
        if !bounces.contains(&told) {
            bounces.push(told);
        }
    }
    let of_trend: Vec<&Item> = views.iter().map(|view| &view.item).collect();
    let needs = need::all(&views, &week, material.untold, made, world.team.zone);
    let clients: Vec<(&ClientKey, &Item)> =
        views.iter().map(|v| (&v.item.client, &v.item)).collect();
    let (responses, everybody) = response::of_clients(&clients, material.history, &period);
    Summary {
        from,
        to,
        made,
        unknown_years: material.unknown_years.to_vec(),
        trend: trend::trend(&of_trend, material.until, world.team.zone),
        team,
        requests,
        invoices,
        owners,
        needs,
        open,
        closed,
        unconfirmed,
        broken,
        coming,
        bounces,
        responses,
        everybody,
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
