//! What is known of one client: the record from which a PM judges the risk before the next project.

use std::ops::Range;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::ageing::{self, Ageing};
use super::{ItemView, response};
use crate::model::{
    Address, ClientKey, ClosedHow, HistoryEntry, Item, ItemId, Person, Promise, Reply, State, Step,
    Turn,
};

/// Days of the shorter of the two median response times.
pub const RECENT: u64 = 90;

/// Which way a mail went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the client.
    Received,
    /// From a member to the client.
    Written,
    /// A follow-up of the daemon.
    FollowUp,
}

impl Way {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Written => "written",
            Self::FollowUp => "follow_up",
        }
    }
}

/// One mail from a client or to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// When it came or left (UTC).
    pub at: DateTime<Utc>,
    /// Which way.
    pub way: Way,
    /// Its writer, or for what was sent its readers at the client.
    pub who: Vec<Address>,
    /// Its subject.
    pub subject: String,
    /// The items it was about, rising.
    pub items: Vec<ItemId>,
    /// How an answer was read.
    pub reading: Option<Reply>,
    /// Step of a follow-up.
    pub step: Option<Step>,
}

/// Somebody of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientPerson {
    /// Name and address.
    pub person: Person,
    /// He may be mailed: no item has given him up.
    pub live: bool,
    /// Mails from him, and mails he got.
    pub mails: (usize, usize),
    /// When he wrote last (UTC).
    pub last_heard: Option<DateTime<Utc>>,
}

/// Median of response times, and from how many answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Median {
    /// Minutes by the clock, not working time.
    pub minutes: i64,
    /// Answers.
    pub answers: usize,
}

/// What became of promises with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Promises {
    /// It came, or was paid, by that day.
    pub kept: usize,
    /// The day passed first.
    pub broken: usize,
    /// The day is still to come.
    pub open: usize,
}

/// Items by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Being chased.
    pub open: usize,
    /// On hold.
    pub held: usize,
    /// Contested.
    pub disputed: usize,
    /// Settled.
    pub closed: usize,
}

/// One client.
#[derive(Debug, Clone)]
pub struct ClientRecord {
    /// Which.
    pub client: ClientKey,
    /// Its people, those of the newest items first.
    pub people: Vec<ClientPerson>,
    /// Its items.
    pub items: Counts,
    /// Mails both ways, oldest first.
    pub contacts: Vec<Contact>,
    /// How fast it answers, over all time; `None` without an answer.
    pub response: Option<Median>,
    /// The same over the last [`RECENT`] days.
    pub recent: Option<Median>,
    /// Its promises.
    pub promises: Promises,
    /// What it owes, by currency and age.
    pub money: Vec<Ageing>,
}

/// Builds the record of one client. `views`: all its items, open and closed; `history`: what happened
/// to them, with the time (UTC), in order; `contacts`: mails about them; `known`: people the
/// configuration names.
#[must_use]
pub fn record(
    client: &ClientKey,
    views: &[ItemView],
    history: &[(DateTime<Utc>, HistoryEntry)],
    mut contacts: Vec<Contact>,
    known: &[Address],
    zone: Tz,
    now: DateTime<Utc>,
) -> ClientRecord {
    let today = now.with_timezone(&zone).date_naive();
    contacts.sort_by_key(|contact| contact.at);
    let mut items = Counts::default();
    let mut money = Vec::new();
    let mut promises = Promises::default();
    for view in views {
        let count = match view.item.state(&view.outer) {
            State::Open => &mut items.open,
            State::Held => &mut items.held,
            State::Disputed => &mut items.disputed,
            State::Closed => &mut items.closed,
        };
        *count = count.saturating_add(1);
        if view.item.closed.is_none() {
            ageing::count(&mut money, &view.item, today);
        }
        count_promises(&mut promises, &view.item, zone, today);
    }
    let recent = now.checked_sub_days(Days::new(RECENT)).unwrap_or(now);
    let own: Vec<(&ClientKey, &Item)> = views.iter().map(|v| (client, &v.item)).collect();
    let times = response::times(&own, history, now);
    let median = |within: Range<DateTime<Utc>>| {
        let mut minutes: Vec<i64> = times
            .iter()
            .filter(|time| within.contains(&time.at))
            .map(|time| time.minutes)
            .collect();
        response::median(&mut minutes).map(|median| Median {
            minutes: median,
            answers: minutes.len(),
        })
    };
    ClientRecord {
        client: client.clone(),
        people: people(views, &contacts, known),
        items,
        response: median(DateTime::<Utc>::MIN_UTC..DateTime::<Utc>::MAX_UTC),
        recent: median(recent..DateTime::<Utc>::MAX_UTC),
        contacts,
        promises,
        money,
    }
}

fn people(views: &[ItemView], contacts: &[Contact], known: &[Address]) -> Vec<ClientPerson> {
    let mut people: Vec<ClientPerson> = Vec::new();
    let mut add = |person: &Person, live: bool| match people
        .iter_mut()
        .find(|p| p.person.address == person.address)
    {
        Some(found) => {
            found.live &= live;
            if found.person.name.is_empty() {
                found.person.name.clone_from(&person.name);
            }
        }
        None => people.push(ClientPerson {
            person: person.clone(),
            live,
            mails: (0, 0),
            last_heard: None,
        }),
    };
    for contact in views.iter().rev().flat_map(|view| &view.item.contacts) {
        add(&contact.person, contact.dead.is_none());
    }
    for address in known {
        add(&Person::nameless(address.clone()), true);
    }
    for mail in contacts {
        for one in people
            .iter_mut()
            .filter(|one| mail.who.contains(&one.person.address))
        {
            if mail.way == Way::Received {
                one.mails.0 = one.mails.0.saturating_add(1);
                one.last_heard = one.last_heard.max(Some(mail.at));
            } else {
                one.mails.1 = one.mails.1.saturating_add(1);
            }
        }
    }
    people
}

/// Counts the promises of one item. One that a later promise replaced before its day, one about what
/// was called off, and one after which a part came that may have been all of it, is neither kept nor
/// broken.
fn count_promises(promises: &mut Promises, item: &Item, zone: Tz, today: NaiveDate) {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let last = item.promises.last();
    let waits = item.closed.is_none() && item.turn() == Turn::Team;
    for promise in &item.promises {
        let in_time = |at: DateTime<Utc>| at >= promise.at && day(at) <= promise.date;
        let (closed, invoice) = (item.closed.as_ref(), item.invoice.as_ref());
        let came = closed.is_some_and(|c| c.how != ClosedHow::Cancelled && in_time(c.at))
            || invoice.and_then(|i| promise.kept_by(i, in_time)) == Some(true);
        let newest = last.is_some_and(|last: &Promise| std::ptr::eq(last, promise));
        let over = promise.date < today && closed.is_none_or(|c| day(c.at) > promise.date);
        let slot = if came {
            &mut promises.kept
        } else if promise.broken || newest && over && !waits && promise.lapses(invoice) {
            &mut promises.broken
        } else if newest && closed.is_none() && promise.date >= today {
            &mut promises.open
        } else {
            continue;
        };
        *slot = slot.saturating_add(1);
    }
}

#[cfg(test)]
#[path = "tests/client.rs"]
mod tests;
