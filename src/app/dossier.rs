//! `dossier`: the whole story of an item as one file.

use chrono::{DateTime, SecondsFormat, Utc};

use super::engine::{outer_holds, views};
use super::ingest::role;
use super::judge::own_copy;
use crate::interpret::{self, Context};
use crate::mail;
use crate::mail::draft::File;
use crate::model::{
    Actor, Authentication, EventKind, Item, ItemId, Language, MessageId, OutgoingClass, Role, World,
};
use crate::render::Templates;
use crate::report::dossier::{Dossier, Entry, Letter, Way};
use crate::store::{HistoryRow, ItemFilter, OutgoingRow, StoredMail, Tx};

/// The dossier of an item as a file; `None` if there is no such item.
///
/// # Errors
/// A database or template fault.
pub fn file(
    tx: &Tx<'_>,
    item: ItemId,
    language: Language,
    templates: &Templates,
    world: &World,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<File>> {
    let Some(dossier) = gather(tx, item, world)? else {
        return Ok(None);
    };
    Ok(Some(templates.dossier(&dossier, language, world, now)?))
}

/// Everything known of an item.
fn gather(tx: &Tx<'_>, item: ItemId, world: &World) -> anyhow::Result<Option<Dossier>> {
    let filter = ItemFilter {
        ids: vec![item],
        ..ItemFilter::default()
    };
    let Some(mut view) = views(tx, &filter)?.pop() else {
        return Ok(None);
    };
    view.outer = outer_holds(tx, &view.item)?;
    let rows = tx.history(item)?;
    let mut letters: Vec<Letter> = Vec::new();
    for id in ids(&view.item, &rows) {
        if letters.iter().any(|letter| letter.id == id) {
            continue;
        }
        if let Some(row) = tx.outgoing_by_message_id(&id)? {
            if row.mail.class == OutgoingClass::FollowUp {
                letters.push(left(tx, &row, world)?);
            }
            // What the client wrote and nobody could tell what about was put before the owner by a notice.
            if let Some(stored) = told_of(tx, &row, &view.item, world)?
                && !letters.iter().any(|l| l.id == stored.mail.message_id)
            {
                letters.push(came(&stored, world));
            }
        } else if let Some(stored) = tx.mail(&id)? {
            letters.push(came(&stored, world));
        }
    }
    letters.sort_by(|a, b| (a.at, a.id.as_str()).cmp(&(b.at, b.id.as_str())));
    let entries = rows.iter().map(entry).collect();
    Ok(Some(Dossier {
        view,
        letters,
        entries,
    }))
}

/// The mail of the item's client that a notice is about.
fn told_of(
    tx: &Tx<'_>,
    row: &OutgoingRow,
    item: &Item,
    world: &World,
) -> anyhow::Result<Option<StoredMail>> {
    if row.mail.class != OutgoingClass::Notice {
        return Ok(None);
    }
    let about = mail::parse(&row.mail.bytes).ok();
    let Some(id) = about.and_then(|notice| notice.in_reply_to.into_iter().next()) else {
        return Ok(None);
    };
    let of_the_client = |stored: &StoredMail| {
        let from = stored.mail.from.as_ref().map(|person| &person.address);
        from.is_some_and(|from| {
            item.has_contact(from) || world.client_key(from).as_ref() == Some(&item.client)
        })
    };
    Ok(tx.mail(&id)?.filter(of_the_client))
}

/// The mails of an item: its thread, and those its history names.
fn ids(item: &Item, rows: &[HistoryRow]) -> Vec<MessageId> {
    let evidence = rows.iter().filter_map(|row| row.entry.message_id.as_ref());
    std::iter::once(&item.opened_by)
        .chain(&item.thread)
        .chain(evidence)
        .cloned()
        .collect()
}

fn entry(row: &HistoryRow) -> Entry {
    Entry {
        at: row.at,
        event: word(&row.entry.event),
        who: match &row.entry.actor {
            Actor::Daemon => "nudged".to_owned(),
            Actor::Console => "console".to_owned(),
            Actor::Member(address) => address.to_string(),
        },
        rule: row.entry.evidence.rule.clone(),
        // A notice repeats the mail it is about; a transcript what was said of other items as well.
        words: match row.entry.event {
            EventKind::Notice => String::new(),
            _ => row.entry.evidence.words.clone(),
        },
        mail: row.entry.message_id.clone(),
        to: row.entry.to.iter().map(ToString::to_string).collect(),
        changes: row.changes().iter().map(ToString::to_string).collect(),
        taken_back: row.taken_back(),
    }
}

/// A mail that came.
fn came(stored: &StoredMail, world: &World) -> Letter {
    let new = &stored.mail;
    let from = new.from.as_ref().map(|person| &person.address);
    let inside = from.is_some_and(|from| world.is_team(from))
        && new.recipients.iter().all(|to| world.is_team(to));
    let way = match from {
        _ if inside => Way::Inside,
        Some(from) if world.is_team(from) => Way::Written,
        _ => Way::Received,
    };
    let reading = new
        .raw
        .as_deref()
        .and_then(|raw| mail::parse(raw).ok())
        .map(|mail| {
            let zone = world.team.zone;
            let context = Context {
                role: role(&mail, world),
                zone,
                arrival: Some(new.arrived_at),
                fallback: new.arrived_at.with_timezone(&zone).fixed_offset(),
            };
            interpret::read(&mail, &context)
        });
    // A mail among the team may speak of other clients; a client's words forwarded in it are shown.
    let own = match (&reading, inside) {
        (Some(reading), true) => reading
            .forwarded
            .as_ref()
            .filter(|_| reading.role == Role::Team)
            .map(|forwarded| forwarded.reading.own_text.clone())
            .unwrap_or_default(),
        (Some(reading), false) => reading.own_text.clone(),
        (None, true) => String::new(),
        (None, false) => new.text.clone(),
    };
    let whole = if inside || new.text.trim() == own.trim() {
        String::new()
    } else {
        new.text.clone()
    };
    Letter {
        way,
        at: new.arrived_at,
        id: new.message_id.clone(),
        subject: new.subject.clone(),
        headers: new.headers.clone(),
        own,
        whole,
        attachments: new.attachments.clone(),
        hash: new.hash.clone(),
        proof: proof(&new.authentication),
        delivery: Vec::new(),
    }
}

/// A closed enum as the word it is stored as.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value
        .as_ref()
        .and_then(|word| word.as_str())
        .unwrap_or("?")
        .to_owned()
}

fn proof(authentication: &Authentication) -> String {
    let mut words = vec![word(&authentication.result)];
    words.extend(authentication.method.clone());
    words.extend(authentication.domain.clone());
    words.extend(authentication.own_check.clone());
    words.join(" ")
}

/// A follow-up that left, or was to.
fn left(tx: &Tx<'_>, row: &OutgoingRow, world: &World) -> anyhow::Result<Letter> {
    let parsed = mail::parse(&row.mail.bytes).ok();
    let seconds = |at: DateTime<Utc>| {
        at.with_timezone(&world.team.zone)
            .to_rfc3339_opts(SecondsFormat::Secs, false)
    };
    let mut delivery = vec![format!("{} {}", word(&row.state), seconds(row.changed_at))];
    delivery.extend(row.results.iter().map(|result| {
        let taken = if result.accepted {
            "accepted"
        } else {
            "refused"
        };
        format!(
            "{}: {taken} {} {}",
            result.address, result.code, result.text
        )
    }));
    if tx.recall(&own_copy(row.id))?.is_some() {
        delivery.push("own copy found in the mailbox".to_owned());
    }
    if let Some(at) = row.bounced_at {
        delivery.push(format!("bounced {}", seconds(at)));
    }
    if !row.last_error.is_empty() {
        delivery.push(row.last_error.clone());
    }
    Ok(Letter {
        way: Way::FollowUp,
        at: row.created_at,
        id: row.mail.message_id.clone(),
        subject: parsed
            .as_ref()
            .map(|m| m.subject.clone())
            .unwrap_or_default(),
        headers: parsed
            .as_ref()
            .map(|m| m.headers.clone())
            .unwrap_or_default(),
        own: parsed.map(|m| m.text).unwrap_or_default(),
        whole: String::new(),
        attachments: Vec::new(),
        hash: mail::hash(&row.mail.bytes),
        proof: String::new(),
        delivery,
    })
}
