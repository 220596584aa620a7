//! `client list` and `client show`: what the database knows of each client.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::engine::views;
use crate::config::Config;
use crate::model::{
    Address, ClientKey, EventKind, HistoryEntry, Item, ItemId, MessageId, OutgoingClass,
    OutgoingState, Reply, Step, World, under,
};
use crate::report::ItemView;
use crate::report::client::{ClientRecord, Contact, Way, record};
use crate::store::{HistoryRow, ItemFilter, Tx};

/// The client people mean: by name, key, domain, or the address of one of its people; `None` if there
/// is none.
///
/// # Errors
/// A database fault.
pub fn find(tx: &Tx<'_>, said: &str, world: &World) -> anyhow::Result<Option<ClientKey>> {
    let said = said.trim().to_lowercase();
    let named = world.clients.iter().find(|client| {
        client.key.0 == said
            || client.name.to_lowercase() == said
            || client.domains.iter().any(|domain| under(&said, domain))
            || client
                .contacts
                .iter()
                .any(|contact| contact.as_str() == said)
    });
    if let Some(client) = named {
        return Ok(Some(client.key.clone()));
    }
    let by_address = Address::parse(&said)
        .ok()
        .and_then(|a| world.client_key(&a));
    let known: BTreeSet<ClientKey> = tx
        .items(&ItemFilter::default())?
        .into_iter()
        .map(|item| item.client)
        .collect();
    Ok(known
        .into_iter()
        .find(|client| client.0 == said || by_address.as_ref() == Some(client)))
}

/// What is known of one client, or of all: those configured and those known from mail, by key.
///
/// # Errors
/// A database fault.
pub fn records(
    tx: &Tx<'_>,
    only: Option<&ClientKey>,
    config: &Config,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<ClientRecord>> {
    let world = &config.world;
    let mut clients: BTreeMap<ClientKey, Vec<ItemView>> = world
        .clients
        .iter()
        .filter(|client| only.is_none_or(|only| client.key == *only))
        .map(|client| (client.key.clone(), Vec::new()))
        .collect();
    let filter = ItemFilter {
        client: only.cloned(),
        ..ItemFilter::default()
    };
    for view in views(tx, &filter)? {
        clients
            .entry(view.item.client.clone())
            .or_default()
            .push(view);
    }
    clients
        .into_iter()
        .map(|(client, views)| {
            let mut history: Vec<(i64, DateTime<Utc>, HistoryEntry)> = Vec::new();
            let mut mails: BTreeMap<String, Contact> = BTreeMap::new();
            for view in &views {
                let rows = tx.history(view.item.id)?;
                for (key, id) in ids(&view.item, &rows) {
                    match mails.get_mut(&key) {
                        Some(known) => known.items.push(view.item.id),
                        None => {
                            let found = contact(tx, &id, view.item.id, &rows, world)?;
                            mails.extend(found.map(|contact| (key, contact)));
                        }
                    }
                }
                history.extend(rows.into_iter().map(|row| (row.id, row.at, row.entry)));
            }
            // A row about several items was found with each of them.
            history.sort_by_key(|(id, ..)| *id);
            history.dedup_by_key(|(id, ..)| *id);
            let history: Vec<_> = history
                .into_iter()
                .map(|(_, at, entry)| (at, entry))
                .collect();
            let known = world.client(&client).map_or(&[][..], |c| &c.contacts);
            let contacts = mails.into_values().collect();
            let zone = world.team.zone;
            Ok(record(
                &client, &views, &history, contacts, known, zone, now,
            ))
        })
        .collect()
}

/// The mails of an item, each once, by the key of its id: its thread, and those its history names.
fn ids(item: &Item, rows: &[HistoryRow]) -> BTreeMap<String, MessageId> {
    let evidence = rows.iter().filter_map(|row| row.entry.message_id.as_ref());
    std::iter::once(&item.opened_by)
        .chain(&item.thread)
        .chain(evidence)
        .map(|id| (id.key(), id.clone()))
        .collect()
}

/// A mail between the team and the client; `None` for one that did not leave, and one among the team.
fn contact(
    tx: &Tx<'_>,
    id: &MessageId,
    item: ItemId,
    rows: &[HistoryRow],
    world: &World,
) -> anyhow::Result<Option<Contact>> {
    let told = rows
        .iter()
        .filter(|row| row.entry.message_id.as_ref() == Some(id));
    let (mut reading, mut step): (Option<Reply>, Option<Step>) = (None, None);
    for row in told {
        match row.entry.event {
            EventKind::Matched => reading = row.entry.reading.or(reading),
            EventKind::FollowUp => step = row.entry.step.or(step),
            _ => {}
        }
    }
    let outside = |all: &[Address]| -> Vec<Address> {
        all.iter().filter(|a| !world.is_team(a)).cloned().collect()
    };
    let items = vec![item];
    if let Some(row) = tx.outgoing_by_message_id(id)? {
        let left = matches!(row.state, OutgoingState::Sent | OutgoingState::Unsure);
        if row.mail.class != OutgoingClass::FollowUp || !left {
            return Ok(None);
        }
        let subject = crate::mail::parse(&row.mail.bytes).map(|mail| mail.subject);
        return Ok(Some(Contact {
            at: row.changed_at,
            way: Way::FollowUp,
            who: outside(&row.mail.recipients),
            subject: subject.unwrap_or_default(),
            items,
            reading: None,
            step,
        }));
    }
    let Some(stored) = tx.mail(id)?.map(|stored| stored.mail) else {
        return Ok(None);
    };
    let from = stored.from.as_ref().map(|person| person.address.clone());
    let (way, who) = match from {
        Some(from) if !world.is_team(&from) => (Way::Received, vec![from]),
        Some(_) => (Way::Written, outside(&stored.recipients)),
        None => return Ok(None),
    };
    // An answer forwarded within the team came from the client all the same.
    let (way, who) = match (way, who.is_empty(), reading) {
        (Way::Written, true, Some(_)) => (Way::Received, who),
        (Way::Written, true, None) => return Ok(None),
        _ => (way, who),
    };
    Ok(Some(Contact {
        at: stored.arrived_at,
        way,
        who,
        subject: stored.subject,
        items,
        reading,
        step: None,
    }))
}
