//! What one row of the history changed, for `why`: state, holds, asks, contacts, money, days.

use crate::model::{Hold, HoldChange, HoldScope, Item, money};

/// One thing that became another; empty text = nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What: `state`, `holds`, `balance`, `asks_done`, `contacts`, `due`, `owner`, `kind`, `confirmed`,
    /// or `holds of` a contact, a client or the team.
    pub what: String,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let or_dash = |text: &str| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text.to_owned()
            }
        };
        write!(
            f,
            "{} {} → {}",
            self.what,
            or_dash(&self.before),
            or_dash(&self.after)
        )
    }
}

/// What a row changed: an item's images before and after it, and wider holds.
#[must_use]
pub fn changes(before: Option<&Item>, after: Option<&Item>, wider: &[HoldChange]) -> Vec<Change> {
    let mut found = Vec::new();
    if let Some(after) = after {
        for (what, tell) in ASPECTS {
            let was = before.map(tell).unwrap_or_default();
            let is = tell(after);
            if was != is {
                found.push(Change {
                    what: (*what).to_owned(),
                    before: was,
                    after: is,
                });
            }
        }
    }
    found.extend(wider.iter().map(|change| {
        let hold = change.before.as_ref().or(change.after.as_ref());
        let whose = hold.map_or_else(String::new, |h| match &h.scope {
            HoldScope::Item(item) => item.to_string(),
            HoldScope::Contact(address) => address.to_string(),
            HoldScope::Client(client) => client.to_string(),
            HoldScope::Team => "the team".to_owned(),
        });
        let tell = |hold: &Option<Hold>| hold.as_ref().map(rests).unwrap_or_default();
        Change {
            what: format!("holds of {whose}"),
            before: tell(&change.before),
            after: tell(&change.after),
        }
    }));
    found
}

type Tell = fn(&Item) -> String;

const ASPECTS: &[(&str, Tell)] = &[
    ("state", |item| item.state(&[]).as_str().to_owned()),
    ("holds", |item| joined(item.holds.iter().map(rests))),
    ("balance", |item| {
        let invoice = item.invoice.as_ref();
        let balance = invoice.and_then(crate::model::Invoice::balance);
        balance.map(money::plain).unwrap_or_default()
    }),
    ("asks_done", |item| {
        let done = item.asks.iter().filter(|ask| ask.done).count();
        if item.asks.is_empty() {
            String::new()
        } else {
            format!("{done}/{}", item.asks.len())
        }
    }),
    ("confirmed", |item| {
        let closed = item.closed.as_ref();
        closed
            .map(|c| if c.confirmed { "yes" } else { "no" }.to_owned())
            .unwrap_or_default()
    }),
    ("contacts", |item| {
        let live = item.contacts.iter().filter(|c| c.dead.is_none());
        joined(live.map(|c| c.person.address.to_string()))
    }),
    ("due", |item| item.due.to_string()),
    ("owner", |item| item.owner.to_string()),
    ("kind", |item| item.kind.as_str().to_owned()),
];

fn rests(hold: &Hold) -> String {
    match hold.until {
        Some(day) => format!("{} until {day}", hold.reason.as_str()),
        None => hold.reason.as_str().to_owned(),
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
