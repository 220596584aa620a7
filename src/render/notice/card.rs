//! An item as a notice shows it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Serialize;

use super::super::{Stage, format, inert};
use super::Beside;
use crate::model::{DueSource, HoldReason, Instalment, Item, Kind, Language, Step, UNDATED};

/// An instalment; without a day it waits for an event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Part {
    amount: String,
    due: Option<String>,
    /// What is still owed of it; `None` once it is paid.
    left: Option<String>,
    /// Some of it is paid.
    begun: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    id: String,
    pub(super) number: i64,
    invoice: bool,
    pub(super) subject: String,
    pub(super) client: String,
    contacts: String,
    owner: String,
    due: String,
    /// Where the due day came from: `words`, `tag`, `default`, `command`, `granted`; empty where they
    /// named another.
    due_from: &'static str,
    due_words: String,
    asks: Vec<Ask>,
    open_asks: usize,
    /// Number of the first of them.
    open_ask: Option<u32>,
    numbers: String,
    amount: Option<String>,
    paid: Option<String>,
    balance: Option<String>,
    /// Instalments.
    parts: Vec<Part>,
    state: &'static str,
    hold: Option<String>,
    /// First day on which follow-ups may go again.
    until: Option<String>,
    /// Day of the next follow-up.
    next: Option<String>,
    pub(super) last_heard: Option<String>,
    promise: Option<String>,
    sent: Vec<String>,
    closed: Option<&'static str>,
    confirmed: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Ask {
    n: u32,
    text: String,
    done: bool,
}

impl Card {
    pub(super) fn new(item: &Item, beside: &Beside, stage: &Stage<'_>) -> Self {
        let Stage {
            language,
            world,
            engine,
            ..
        } = *stage;
        let day = |at: DateTime<Utc>| {
            format::date(at.with_timezone(&world.team.zone).date_naive(), language)
        };
        let date = |day| format::date(day, language);
        let invoice = item.invoice.as_ref();
        let amount =
            |value| format::amount_or_number(value, invoice.and_then(|i| i.currency), language);
        let (due_from, due_words) = match &item.due_source {
            DueSource::Words(words) => ("words", words.as_str()),
            DueSource::Tag(words) => ("tag", words.as_str()),
            DueSource::Default => ("default", ""),
            DueSource::Command(words) => ("command", words.as_str()),
            DueSource::Granted(words) => ("granted", words.as_str()),
        };
        // The words named the first instalment's day: once that is paid they say nothing of the next.
        let first = invoice.and_then(|i| i.instalments.first());
        let (due_from, due_words) = match first {
            Some(part) if part.due != item.due => ("", ""),
            _ => (due_from, due_words),
        };
        let hold = item.longest_hold(&beside.outer);
        let contacts: Vec<String> = item
            .contacts
            .iter()
            .map(|c| inert::line(c.person.shown()))
            .collect();
        let paid = invoice.map(|i| i.payments.iter().map(|p| p.amount).sum::<Decimal>());
        Self {
            id: item.id.to_string(),
            number: item.id.0,
            invoice: item.kind == Kind::Invoice,
            subject: inert::topic(&item.subject),
            client: inert::line(&world.client_name(&item.client)),
            contacts: contacts.join(if language == Language::Zh {
                "、"
            } else {
                ", "
            }),
            owner: inert::line(world.person(&item.owner).shown()),
            due: date(item.due),
            due_from,
            due_words: inert::line(due_words),
            asks: item
                .asks
                .iter()
                .map(|ask| Ask {
                    n: ask.n,
                    text: inert::line(&ask.text),
                    done: ask.done,
                })
                .collect(),
            open_asks: item.open_asks().count(),
            open_ask: item.open_asks().next().map(|ask| ask.n),
            numbers: invoice.map_or_else(String::new, |i| inert::line(&i.numbers.join(", "))),
            amount: invoice.and_then(|i| i.total).map(amount),
            paid: paid.filter(|paid| !paid.is_zero()).map(amount),
            balance: invoice.and_then(crate::model::Invoice::balance).map(amount),
            parts: invoice.map_or_else(Vec::new, |i| {
                // What is paid covers them in their order.
                let mut paid = i.payments.iter().map(|p| p.amount).sum::<Decimal>();
                let part = |part: &Instalment| {
                    let covered = paid.min(part.amount);
                    paid = paid.saturating_sub(covered);
                    let left = part.amount.saturating_sub(covered);
                    Part {
                        amount: amount(part.amount),
                        due: (part.due != UNDATED).then(|| date(part.due)),
                        left: (!left.is_zero()).then(|| amount(left)),
                        begun: !covered.is_zero(),
                    }
                };
                i.instalments.iter().map(part).collect()
            }),
            state: item.state(&beside.outer).as_str(),
            hold: hold.and_then(|h| engine.label(language, "hold", HoldReason::as_str(h.reason))),
            until: hold.and_then(|h| h.until).map(date),
            next: beside.next.map(date),
            last_heard: item.last_heard.map(day),
            promise: item.promises.last().map(|p| date(p.date)),
            sent: item
                .ladder
                .sent
                .iter()
                // The call is what the notice asks for.
                .filter(|sent| sent.step != Step::Call)
                .map(|sent| {
                    let step = sent.step.as_str();
                    let label = engine
                        .label(language, "step", step)
                        .unwrap_or_else(|| step.to_owned());
                    format!("{} {label}", day(sent.at))
                })
                .collect(),
            closed: item.closed.as_ref().map(|closed| closed.how.as_str()),
            confirmed: item.closed.as_ref().is_none_or(|closed| closed.confirmed),
        }
    }
}
