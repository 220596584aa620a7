//! The dossier of an item: one HTML file that needs nothing beside it and reads the same in ten years.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Stage, format};
use crate::model::{Item, Language, is_hidden};
use crate::report::dossier::{Dossier, Entry, Letter, Way};

/// A dossier, for its template.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    id: String,
    subject: String,
    kind: &'static str,
    team: String,
    owner: String,
    client: String,
    contacts: Vec<String>,
    opened: String,
    due: String,
    state: &'static str,
    holds: Vec<String>,
    closed: Option<String>,
    asks: Vec<(u32, bool, String)>,
    numbers: String,
    amount: Option<String>,
    balance: Option<String>,
    instalments: Vec<String>,
    payments: Vec<String>,
    promises: Vec<String>,
    made: String,
    zone: String,
    letters: Vec<Mail>,
    entries: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Mail {
    n: usize,
    way: &'static str,
    at: String,
    id: String,
    subject: String,
    headers: String,
    own: String,
    whole: String,
    files: Vec<(String, String, usize, String)>,
    hash: String,
    proof: String,
    delivery: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Line {
    at: String,
    event: String,
    who: String,
    rule: String,
    words: String,
    mail: String,
    to: String,
    changes: Vec<String>,
    taken_back: bool,
}

/// Text as it was, without controls and characters nobody sees.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !is_hidden(*c))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

impl Told {
    pub(super) fn new(dossier: &Dossier, stage: &Stage<'_>) -> Self {
        let Stage {
            language, world, ..
        } = *stage;
        let item: &Item = &dossier.view.item;
        let moment = |at| exact(at, stage);
        let invoice = item.invoice.as_ref();
        let money =
            |value| format::amount_or_number(value, invoice.and_then(|i| i.currency), language);
        let holds = item.holds.iter().chain(&dossier.view.outer).map(|hold| {
            let until = hold
                .until
                .map_or_else(String::new, |day| format!(" → {day}"));
            format!(
                "{}{until}: “{}”",
                hold.reason.as_str(),
                plain(&hold.evidence.words)
            )
        });
        Self {
            id: item.id.to_string(),
            subject: plain(&item.subject),
            kind: item.kind.as_str(),
            team: plain(&world.team.name),
            owner: person(&world.person(&item.owner)),
            client: format!(
                "{} ({})",
                plain(&world.client_name(&item.client)),
                item.client
            ),
            contacts: item.contacts.iter().map(|c| person(&c.person)).collect(),
            opened: moment(item.opened_at),
            due: item.due.to_string(),
            state: item.state(&dossier.view.outer).as_str(),
            holds: holds.collect(),
            closed: item.closed.as_ref().map(|closed| {
                format!(
                    "{}, {}, {}: “{}”",
                    closed.how.as_str(),
                    moment(closed.at),
                    closed.evidence.rule,
                    plain(&closed.evidence.words)
                )
            }),
            asks: item
                .asks
                .iter()
                .map(|ask| (ask.n, ask.done, plain(&ask.text)))
                .collect(),
            numbers: invoice.map_or_else(String::new, |i| plain(&i.numbers.join(", "))),
            amount: invoice.and_then(|i| i.total).map(money),
            balance: invoice.and_then(crate::model::Invoice::balance).map(money),
            instalments: invoice.map_or_else(Vec::new, |i| {
                let part = |part: &crate::model::Instalment| {
                    format!("{} {}", part.due, money(part.amount))
                };
                i.instalments.iter().map(part).collect()
            }),
            payments: invoice.map_or_else(Vec::new, |i| {
                let one = |payment: &crate::model::Payment| {
                    format!(
                        "{} {}: “{}”",
                        moment(payment.at),
                        money(payment.amount),
                        plain(&payment.evidence.words)
                    )
                };
                i.payments.iter().map(one).collect()
            }),
            promises: item
                .promises
                .iter()
                .map(|p| {
                    format!(
                        "{} → {}: “{}”",
                        moment(p.at),
                        p.date,
                        plain(&p.evidence.words)
                    )
                })
                .collect(),
            made: moment(stage.now),
            zone: world.team.zone.name().to_owned(),
            letters: dossier
                .letters
                .iter()
                .zip(1..)
                .map(|(letter, n)| Mail::new(letter, n, stage))
                .collect(),
            entries: dossier
                .entries
                .iter()
                .map(|entry| Line::new(entry, stage))
                .collect(),
        }
    }

    /// Name of its file.
    pub(super) fn name(&self) -> String {
        format!("dossier-{}.html", self.id.trim_start_matches('#'))
    }
}

fn person(person: &crate::model::Person) -> String {
    if person.name.is_empty() {
        person.address.to_string()
    } else {
        format!("{} <{}>", plain(&person.name), person.address)
    }
}

/// A moment to the second with its offset.
fn exact(at: DateTime<Utc>, stage: &Stage<'_>) -> String {
    at.with_timezone(&stage.world.team.zone)
        .format("%Y-%m-%d %H:%M:%S %:z")
        .to_string()
}

impl Mail {
    fn new(letter: &Letter, n: usize, stage: &Stage<'_>) -> Self {
        Self {
            n,
            way: match letter.way {
                Way::Received => "received",
                Way::Written => "written",
                Way::Inside => "inside",
                Way::FollowUp => "follow_up",
            },
            at: exact(letter.at, stage),
            id: plain(letter.id.as_str()),
            subject: plain(&letter.subject),
            headers: plain(&letter.headers),
            own: plain(&letter.own),
            whole: plain(&letter.whole),
            files: letter
                .attachments
                .iter()
                .map(|a| (plain(&a.name), a.media_type.clone(), a.size, a.hash.clone()))
                .collect(),
            hash: letter.hash.clone(),
            proof: plain(&letter.proof),
            delivery: letter.delivery.iter().map(|line| plain(line)).collect(),
        }
    }
}

impl Line {
    fn new(entry: &Entry, stage: &Stage<'_>) -> Self {
        Self {
            at: exact(entry.at, stage),
            event: label(&entry.event, stage),
            who: entry.who.clone(),
            rule: plain(&entry.rule),
            words: plain(&entry.words),
            mail: entry
                .mail
                .as_ref()
                .map_or_else(String::new, |id| plain(id.as_str())),
            to: entry.to.join(", "),
            changes: entry.changes.iter().map(|change| plain(change)).collect(),
            taken_back: entry.taken_back,
        }
    }
}

fn label(event: &str, stage: &Stage<'_>) -> String {
    let language: Language = stage.language;
    stage
        .engine
        .label(language, "event", event)
        .unwrap_or_else(|| event.replace('_', " "))
}
