mod changes;
mod money;
mod promises;

use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use crate::calendar::{Calendars, Holidays, WorkingTime};
use crate::model::{
    Actor, Ask, Closed, ClosedHow, DueSource, Evidence, Hold, HoldChange, HoldReason, HoldScope,
    ItemContact, MessageId, Payment, Promise, Step, World,
};
use crate::report::sample::{address, at, day, hold, invoice, person, request, world};

/// A history as it is lived: each row starts from the item as the row before left it.
#[derive(Clone)]
struct Life {
    item: Item,
    rows: Vec<Past>,
    world: World,
    calendars: Calendars,
}

impl Life {
    fn new(item: Item) -> Self {
        let world = world();
        let team = WorkingTime {
            zone: world.team.zone,
            hours: world.team.working_hours,
            holidays: Arc::new(Holidays::default()),
        };
        let mut life = Self {
            item,
            rows: Vec::new(),
            world,
            calendars: Calendars::new(team, HashMap::new()),
        };
        life.now("2026-01-05T10:00:00Z", EventKind::Opened, "opens", |_| {});
        if let Some(row) = life.rows.last_mut() {
            row.before = None;
        }
        life
    }

    fn row(&mut self, when: &str, entry: HistoryEntry, change: impl FnOnce(&mut Item)) {
        let before = self.item.clone();
        change(&mut self.item);
        self.rows.push(Past {
            at: at(when),
            entry,
            before: Some(before),
            after: Some(self.item.clone()),
            undone: false,
        });
    }

    fn now(&mut self, when: &str, event: EventKind, rule: &str, change: impl FnOnce(&mut Item)) {
        let entry = HistoryEntry::new(event, Actor::Daemon, &Evidence::new(rule, None, ""));
        self.row(when, entry, change);
    }

    fn command(
        &mut self,
        when: &str,
        event: EventKind,
        words: &str,
        change: impl FnOnce(&mut Item),
    ) {
        let evidence = Evidence::new("command", None, words);
        let entry = HistoryEntry::new(event, Actor::Console, &evidence);
        self.row(when, entry, change);
    }

    /// Time ends a hold.
    fn over(&mut self, when: &str, reason: HoldReason) {
        let evidence = Evidence::new("hold-ended", None, "");
        let entry = HistoryEntry {
            hold: Some(reason),
            ..HistoryEntry::new(EventKind::Resumed, Actor::Daemon, &evidence)
        };
        self.row(when, entry, |item| {
            item.holds.retain(|h| h.reason != reason);
            if reason == HoldReason::Promise
                && let Some(promise) = item.promises.last_mut()
            {
                promise.broken = true;
            }
        });
    }

    fn promise(&mut self, when: &str, date: &str, words: &str) {
        let id = MessageId::new(&format!("{when}@harbour.example"));
        let promise = Promise {
            date: day(date),
            at: at(when),
            evidence: Evidence::new("promise", Some(&id), words),
            broken: false,
            answered: false,
            waited: false,
            whole: false,
            by: None,
        };
        self.now(when, EventKind::Held, "promise", |item| {
            item.promises.push(promise)
        });
    }

    /// A mail leaves: written, then taken by a server.
    fn mail(&mut self, when: &str, step: Step) {
        let id = MessageId::new(&format!("{when}@lantern.example"));
        let written = Evidence::new("ladder", None, "");
        self.rows.push(Past {
            at: at(when),
            entry: HistoryEntry {
                message_id: Some(id.clone()),
                step: Some(step),
                to: self.to(),
                ..HistoryEntry::new(EventKind::FollowUp, Actor::Daemon, &written)
            },
            before: None,
            after: None,
            undone: false,
        });
        let sent = Evidence::new("sent", Some(&id), step.as_str());
        let entry = HistoryEntry::new(EventKind::Sent, Actor::Daemon, &sent);
        self.row(when, entry, |_| {});
    }

    fn absence(&mut self, when: &str, event: EventKind, until: &str) {
        let note = hold(HoldReason::Absence, Some(until), "away");
        let note = Hold {
            scope: HoldScope::Contact(address("mei@harbour.example")),
            ..note
        };
        let (before, after) = match event {
            EventKind::Held => (None, Some(note)),
            _ => (Some(note), None),
        };
        let entry = HistoryEntry {
            hold: Some(HoldReason::Absence),
            wider: vec![HoldChange { before, after }],
            ..HistoryEntry::new(event, Actor::Daemon, &Evidence::default())
        };
        self.rows.push(Past {
            at: at(when),
            entry,
            before: None,
            after: None,
            undone: false,
        });
    }

    fn to(&self) -> Vec<Address> {
        let to = self.item.follow_up_contacts();
        to.into_iter().map(|p| p.address).collect()
    }

    fn since(&self, now: &str) -> Vec<Fact> {
        let desk = Desk {
            world: &self.world,
            calendars: &self.calendars,
            away: &[],
            now: at(now),
        };
        since(&self.rows, &self.item, &self.to(), &desk)
    }
}

fn files() -> Life {
    Life::new(request(
        1,
        "Files",
        &[("logo", false), ("photo", false), ("text", false)],
    ))
}

fn tick(item: &mut Item, n: u32) {
    if let Some(ask) = item.asks.iter_mut().find(|a: &&mut Ask| a.n == n) {
        ask.done = true;
    }
}

#[test]
fn a_mail_says_two_things_at_most() {
    let back = || Fact::Back { who: None };
    let facts = vec![
        vec![back(), Fact::Settled],
        vec![back(), Fact::Came { asks: vec![1] }],
    ];
    let kept = most_important(facts);
    assert_eq!(kept, [vec![back()], vec![Fact::Came { asks: vec![1] }]]);
}
