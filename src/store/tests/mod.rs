//! Tests of the store against a real file, and the samples they share.

mod arrows;
mod decisions;
mod files;
mod follow_ups;
mod many;
mod plans;
mod reading;

use chrono::{DateTime, Utc};
use tempfile::TempDir;

use super::{Prepared, Store};
use crate::model::{
    Actor, Address, ClientKey, DueSource, Effect, EventKind, Evidence, FollowUp, FollowUpLine,
    HistoryEntry, Hold, HoldReason, HoldScope, Invoice, Item, ItemContact, ItemId, Kind,
    LadderState, Language, MessageId, Mode, Outgoing, OutgoingClass, Person, Step,
};

/// A moment of one day, `hour` after midnight UTC.
fn at(hour: u32) -> DateTime<Utc> {
    let day = hour / 24 + 1;
    format!("2026-03-{day:02}T{:02}:00:00Z", hour % 24)
        .parse()
        .expect("time")
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("address")
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::open(&folder.path().join("nudged.db")).expect("store");
    (folder, store)
}

fn item(id: i64, client: &str) -> Item {
    let message = MessageId::new(&format!("Opening-{id}@agency.example"));
    Item {
        id: ItemId(id),
        kind: Kind::Request,
        owner: address("anna@agency.example"),
        client: ClientKey(client.to_owned()),
        contacts: vec![ItemContact {
            person: Person::nameless(address(&format!("bob@{client}"))),
            primary: true,
            dead: None,
        }],
        subject: format!("Logo files {id}"),
        language: Language::En,
        asks: Vec::new(),
        invoice: Some(Invoice {
            numbers: vec![format!("INV {id}")],
            ..Invoice::default()
        }),
        opened_at: at(9),
        opened_by: message.clone(),
        thread: vec![message],
        due: "2026-03-09".parse().expect("day"),
        due_source: DueSource::Default,
        holds: Vec::new(),
        closed: None,
        ladder: LadderState::default(),
        mode: None,
        last_contact: at(9),
        promises: Vec::new(),
        last_heard: None,
    }
}

fn hold(item: i64, reason: HoldReason, until: Option<&str>) -> Hold {
    Hold {
        scope: HoldScope::Item(ItemId(item)),
        reason,
        until: until.map(|day| day.parse().expect("day")),
        evidence: Evidence::new("promise", None, "by Friday"),
    }
}

fn entry(event: EventKind) -> HistoryEntry {
    HistoryEntry::new(
        event,
        Actor::Daemon,
        &Evidence::new("a-rule", None, "the very words"),
    )
}

fn write_item(item: &Item, event: EventKind) -> Prepared {
    Effect::Item {
        item: item.clone(),
        entry: entry(event).about(item),
    }
    .into()
}

fn line(item: i64, step: Step) -> FollowUpLine {
    FollowUpLine {
        item: ItemId(item),
        instalment: 0,
        round: 0,
        step,
    }
}

fn follow_up(lines: Vec<FollowUpLine>, mode: Mode) -> FollowUp {
    FollowUp {
        owner: address("anna@agency.example"),
        to: vec![Person::nameless(address("bob@client.example"))],
        cc: Vec::new(),
        lines,
        mode,
        at: at(10),
        send_before: at(18),
    }
}

fn outgoing(id: &str, class: OutgoingClass, items: &[i64]) -> Outgoing {
    Outgoing {
        class,
        message_id: MessageId::new(id),
        sender: address("track@agency.example"),
        recipients: vec![
            address("bob@client.example"),
            address("anna@agency.example"),
        ],
        bytes: b"Subject: x\r\n\r\ny\r\n".to_vec(),
        items: items.iter().map(|id| ItemId(*id)).collect(),
        not_before: at(10),
        send_before: (class == OutgoingClass::FollowUp).then(|| at(18)),
    }
}

/// A follow-up that leaves now.
fn queued(id: &str, lines: Vec<FollowUpLine>) -> Prepared {
    let items: Vec<i64> = lines.iter().map(|line| line.item.0).collect();
    Prepared {
        effect: Effect::FollowUp {
            follow_up: follow_up(lines, Mode::Auto),
            entry: entry(EventKind::FollowUp),
        },
        outgoing: Some(outgoing(id, OutgoingClass::FollowUp, &items)),
    }
}
