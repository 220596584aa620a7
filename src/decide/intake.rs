//! What a team member's mail to a client opens (product.md 1).

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, Weekday};

use super::{Desk, changed};
use crate::interpret;
use crate::model::{
    Actor, Address, Ask, ClientKey, DueSource, Effect, EventKind, Evidence, HistoryEntry, Invoice,
    Item, ItemContact, ItemId, Kind, LadderState, Language, Mail, Notice, NoticeKind, NoticeLine,
    Opening, Person, Reading, Receipts,
};

/// Overrides in the tracking address: `track+invoice@`, `track+fri@`, `track+5d@`, joined by `+`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// The kind asked for.
    pub kind: Option<Kind>,
    /// The due day asked for, and the tag that named it.
    pub due: Option<(NaiveDate, String)>,
}

/// Reads the tags of every own address among the recipients.
#[must_use]
pub fn tags(mail: &Mail, desk: &Desk<'_>) -> Tags {
    let mut tags = Tags::default();
    let addresses = mail
        .recipients()
        .map(|p| &p.address)
        .chain(&mail.delivered_to);
    let today = written(mail, desk);
    for tag in addresses
        .filter(|a| desk.world.is_tracking(a))
        .filter_map(Address::tag)
    {
        for word in tag.split('+') {
            match word {
                "invoice" | "发票" => tags.kind = Some(Kind::Invoice),
                "request" | "资料" => tags.kind = Some(Kind::Request),
                other => {
                    // A day gone by when it was written is a slip of the pen.
                    let day = tag_day(other, today, desk).filter(|day| *day >= today);
                    if let Some(day) = day {
                        tags.due = Some((day, other.to_owned()));
                    }
                }
            }
        }
    }
    tags
}

/// The day a mail was written where its writer is; the team's day where its Date cannot be right.
fn written(mail: &Mail, desk: &Desk<'_>) -> NaiveDate {
    let near = |at: &DateTime<FixedOffset>| {
        let age = desk.now.signed_duration_since(*at);
        age <= Duration::days(7) && age >= -Duration::days(1)
    };
    let date = mail.date.filter(near);
    date.map_or_else(|| desk.today(), |at| at.date_naive())
}

fn tag_day(word: &str, today: NaiveDate, desk: &Desk<'_>) -> Option<NaiveDate> {
    if let Ok(day) = NaiveDate::parse_from_str(word, "%Y-%m-%d") {
        return Some(day);
    }
    if let Some(days) = word.strip_suffix("wd").and_then(|n| n.parse::<i32>().ok()) {
        return (1..=365)
            .contains(&days)
            .then(|| desk.calendars.team.add(today, days));
    }
    if let Some(days) = word.strip_suffix('d').and_then(|n| n.parse::<i64>().ok()) {
        return (1..=3650)
            .contains(&days)
            .then(|| today.checked_add_signed(Duration::days(days)))
            .flatten();
    }
    let weekday: Weekday = word.parse().ok()?;
    let ahead = (7 + i64::from(weekday.num_days_from_monday())
        - i64::from(today.weekday().num_days_from_monday())
        - 1)
        % 7
        + 1;
    today.checked_add_signed(Duration::days(ahead))
}

/// The counterparty: clients of the To list, with further addresses of the same client from Cc.
/// A mail whose To names only the own side asks the clients in Cc.
#[must_use]
pub fn counterparties(mail: &Mail, desk: &Desk<'_>) -> BTreeMap<ClientKey, Vec<ItemContact>> {
    let mut found: BTreeMap<ClientKey, Vec<ItemContact>> = BTreeMap::new();
    let mut add = |person: &Person, primary: bool, only_known: bool| {
        let Some(key) = desk.world.client_key(&person.address) else {
            return;
        };
        if only_known && !found.contains_key(&key) {
            return;
        }
        let contacts = found.entry(key).or_default();
        if !contacts.iter().any(|c| c.person.address == person.address) {
            contacts.push(ItemContact {
                person: person.clone(),
                primary,
                dead: None,
            });
        }
    };
    for person in &mail.to {
        add(person, true, false);
    }
    let to_has_client = mail
        .to
        .iter()
        .any(|p| desk.world.client_key(&p.address).is_some());
    for person in &mail.cc {
        add(person, !to_has_client, to_has_client);
    }
    found
}

/// Opens what the mail asks for: one item a client company and kind, or a notice that it asks for nothing.
/// `next_id`: the number the first new item gets. `asked`: the owner said `open`, so even a mail
/// without a visible request opens one.
#[must_use]
pub fn open(
    mail: &Mail,
    reading: &Reading,
    owner: &Address,
    actor: &Actor,
    next_id: ItemId,
    asked: bool,
    desk: &Desk<'_>,
) -> Vec<Effect> {
    let tags = tags(mail, desk);
    let evidence = |opening: &Opening| {
        let words = match opening.asks.as_slice() {
            [] if opening.due_words.is_empty() => reading.own_text.clone(),
            [] => opening.due_words.clone(),
            asks => asks.join("; "),
        };
        Evidence::new("opened-by-owner", Some(&mail.id()), &words)
    };
    let openings = match (&reading.opens, tags.kind) {
        (Some(opening), None) => {
            let beside = opening.beside.as_deref().cloned();
            [opening.clone()].into_iter().chain(beside).collect()
        }
        (Some(opening), Some(kind)) => vec![of_kind(opening, kind)],
        (None, Some(kind)) => vec![bare_opening(kind, reading, mail)],
        (None, None) if asked => vec![bare_opening(Kind::Request, reading, mail)],
        (None, None) => return nothing_to_track(mail, owner),
    };
    let mut effects = Vec::new();
    let mut id = next_id;
    let counterparties = counterparties(mail, desk);
    let people = |of: &dyn Fn(&ClientKey) -> bool| -> Vec<Person> {
        let contacts = counterparties.iter().filter(|(key, _)| of(key));
        let contacts = contacts.flat_map(|(_, contacts)| contacts);
        contacts.map(|c| c.person.clone()).collect()
    };
    let each = counterparties
        .iter()
        .flat_map(|(client, contacts)| openings.iter().map(move |o| (client, contacts, o)));
    for (client, contacts, opening) in each {
        let (client, contacts) = (client.clone(), contacts.clone());
        // One client's ask is no business of another's.
        let mut opening = opening.clone();
        let (mine, others) = (people(&|key| *key == client), people(&|key| *key != client));
        let asks = interpret::asks_for(&reading.own_text, &opening.asks, &mine, &others);
        if asks.is_empty() && !opening.asks.is_empty() {
            continue;
        }
        opening.asks = asks;
        // "Half of it now" leaves the days a transfer takes.
        let at_once = opening.instalments.iter_mut();
        for part in at_once.filter(|part| part.due == desk.today()) {
            part.due = desk.after_grace(&client);
        }
        let item = new_item(
            id, mail, reading, &opening, &tags, owner, client, contacts, desk,
        );
        let evidence = evidence(&opening);
        effects.push(changed(&item, EventKind::Opened, actor, &evidence));
        if desk.world.policy.receipts == Receipts::Each {
            effects.push(Effect::Notice {
                notice: Notice {
                    words: String::new(),
                    lines: Vec::from_iter(over_already(&item, desk)),
                    ..Notice::to_owner(NoticeKind::Receipt, &item, &evidence)
                },
            });
        }
        id = ItemId(id.0.saturating_add(1));
    }
    if effects.is_empty() {
        let entry = HistoryEntry::new(
            EventKind::Received,
            actor.clone(),
            &Evidence::new("no-client-among-recipients", Some(&mail.id()), ""),
        );
        effects.push(Effect::Record { entry });
    }
    effects
}

/// A day that was over when it was named may be a slip of the pen; it counts all the same.
fn over_already(item: &Item, desk: &Desk<'_>) -> Option<NoticeLine> {
    (item.due < desk.today()).then(|| NoticeLine {
        item: None,
        code: "info:day_over".to_owned(),
        words: String::new(),
        date: None,
    })
}

/// An opening as the kind the address tag asks for.
fn of_kind(opening: &Opening, kind: Kind) -> Opening {
    match opening.beside.as_deref() {
        Some(beside) if beside.kind == kind => beside.clone(),
        _ => Opening {
            kind,
            ..opening.clone()
        },
    }
}

/// An opening the words did not show but the owner asks for (`open`, an address tag).
#[must_use]
pub fn bare_opening(kind: Kind, reading: &Reading, mail: &Mail) -> Opening {
    let ask = if reading.own_text.trim().is_empty() {
        &mail.subject
    } else {
        &reading.own_text
    };
    let first_line = ask
        .lines()
        .map(str::trim)
        .rfind(|l| !l.is_empty())
        .unwrap_or_default();
    Opening {
        kind,
        due: None,
        due_words: String::new(),
        asks: match kind {
            Kind::Request => vec![if mail.base_subject.is_empty() {
                first_line.to_owned()
            } else {
                mail.base_subject.clone()
            }],
            Kind::Invoice => Vec::new(),
        },
        invoice_numbers: reading.invoice_numbers.clone(),
        total: match reading.money.as_slice() {
            [one] => one.currency.map(|currency| crate::model::Money {
                value: one.value,
                currency,
            }),
            _ => None,
        },
        instalments: Vec::new(),
        evidence: "asked by the owner".to_owned(),
        beside: None,
    }
}

fn nothing_to_track(mail: &Mail, owner: &Address) -> Vec<Effect> {
    let evidence = Evidence::new("nothing-to-track", Some(&mail.id()), &mail.subject);
    let entry = HistoryEntry {
        to: vec![owner.clone()],
        ..HistoryEntry::new(EventKind::Received, Actor::Daemon, &evidence)
    };
    vec![
        Effect::Record { entry },
        Effect::Notice {
            notice: Notice {
                kind: NoticeKind::NothingToTrack,
                to: vec![owner.clone()],
                items: Vec::new(),
                in_reply_to: Some(mail.id()),
                from: None,
                words: mail.subject.clone(),
                at: None,
                rule: evidence.rule,
                lines: Vec::new(),
            },
        },
    ]
}

#[expect(
    clippy::too_many_arguments,
    reason = "an item is made of all of these, once"
)]
fn new_item(
    id: ItemId,
    mail: &Mail,
    reading: &Reading,
    opening: &Opening,
    tags: &Tags,
    owner: &Address,
    client: ClientKey,
    contacts: Vec<ItemContact>,
    desk: &Desk<'_>,
) -> Item {
    let (due, due_source) = due(opening, tags, &client, desk);
    let language = match reading.language.as_deref() {
        Some("zh") => Language::Zh,
        Some("en") => Language::En,
        _ => desk.world.team.language,
    };
    let mut asks: Vec<String> = opening.asks.clone();
    if asks.is_empty() && opening.kind == Kind::Request {
        asks.push(mail.base_subject.clone());
    }
    let asks = match opening.kind {
        Kind::Request => (1..)
            .zip(asks)
            .map(|(n, text)| Ask {
                n,
                text,
                done: false,
            })
            .collect(),
        Kind::Invoice => Vec::new(),
    };
    let invoice = (opening.kind == Kind::Invoice).then(|| Invoice {
        numbers: opening.invoice_numbers.clone(),
        total: opening.total.map(|m| m.value),
        currency: opening.total.map(|m| m.currency),
        instalments: opening.instalments.clone(),
        payments: Vec::new(),
    });
    let mut thread = mail.references.clone();
    thread.retain(|reference| *reference != mail.id());
    thread.push(mail.id());
    Item {
        id,
        kind: opening.kind,
        owner: owner.clone(),
        client,
        contacts,
        subject: mail.subject.clone(),
        language,
        asks,
        invoice,
        opened_at: desk.now,
        opened_by: mail.id(),
        thread,
        due,
        due_source,
        holds: Vec::new(),
        closed: None,
        ladder: LadderState::default(),
        mode: None,
        last_contact: desk.now,
        promises: Vec::new(),
        last_heard: None,
    }
}

fn due(
    opening: &Opening,
    tags: &Tags,
    client: &ClientKey,
    desk: &Desk<'_>,
) -> (NaiveDate, DueSource) {
    if let Some((day, tag)) = &tags.due {
        return (*day, DueSource::Tag(tag.clone()));
    }
    if let Some(first) = opening.instalments.first() {
        return (first.due, DueSource::Words(opening.due_words.clone()));
    }
    if let Some(day) = opening.due {
        return (day, DueSource::Words(opening.due_words.clone()));
    }
    let day = default_due(opening.kind, client, desk.today(), desk);
    (day, DueSource::Default)
}

/// The due day of what was opened on a day and names none.
pub(super) fn default_due(
    kind: Kind,
    client: &ClientKey,
    opened: NaiveDate,
    desk: &Desk<'_>,
) -> NaiveDate {
    let days = desk.world.policy_of(client).of(kind).default_due;
    match kind {
        Kind::Request => desk
            .joint(client)
            .add(opened, i32::try_from(days).unwrap_or(i32::MAX)),
        Kind::Invoice => opened
            .checked_add_signed(Duration::days(i64::from(days)))
            .unwrap_or(opened),
    }
}
