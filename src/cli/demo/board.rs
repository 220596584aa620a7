//! The board at the end: what is open, and what came of the rest.

use chrono_tz::Tz;
use unicode_width::UnicodeWidthStr as _;

use super::timeline::{day, language};
use crate::app::compose::follow_up_language;
use crate::app::engine::Event;
use crate::cli::screen::{COLUMNS, pad};
use crate::config::Config;
use crate::model::{EventKind, Item, Kind, Language, State};
use crate::report::ItemView;

/// The rows of the board, the first its heading; empty if nothing is open.
pub(super) fn open(items: &[ItemView], config: &Config) -> Vec<String> {
    let zone = config.world.team.zone;
    let mut open: Vec<&ItemView> = items.iter().filter(|v| v.item.closed.is_none()).collect();
    open.sort_by_key(|v| (v.item.due, v.item.id));
    let row = |cells: [&str; 6]| {
        let widths = [5, 17, 27, 11, 28, 20];
        let cells: Vec<String> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| pad(cell, width))
            .collect();
        cells.join(" ").trim_end().to_owned()
    };
    let mut rows = Vec::new();
    if !open.is_empty() {
        rows.push(row(["", "client", "owes", "due", "state", "next"]));
    }
    for view in open {
        let item = &view.item;
        rows.push(row([
            &item.id.to_string(),
            &config.world.client_name(&item.client),
            &owes(item),
            &day(item.due),
            &state(view),
            &next(view, zone),
        ]));
    }
    rows
}

fn owes(item: &Item) -> String {
    match item.kind {
        Kind::Invoice => item
            .balance()
            .map_or_else(|| "an invoice".to_owned(), |b| b.to_string()),
        Kind::Request => item
            .open_asks()
            .map(|a| a.text.as_str())
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn state(view: &ItemView) -> String {
    let state = view.item.state(&view.outer);
    let Some(hold) = view.item.longest_hold(&view.outer) else {
        return state.as_str().to_owned();
    };
    let until = hold
        .until
        .map(|d| format!(" until {}", day(d)))
        .unwrap_or_default();
    match state {
        State::Held => format!("held{until}: {}", hold.reason.as_str().replace('_', " ")),
        State::Open | State::Disputed | State::Closed => state.as_str().to_owned(),
    }
}

fn next(view: &ItemView, zone: Tz) -> String {
    view.next.map_or_else(
        || "a word of the owner".to_owned(),
        |(step, at)| {
            format!(
                "{} {}",
                step.as_str().replace('_', "-"),
                day(at.with_timezone(&zone).date_naive())
            )
        },
    )
}

/// What was settled and how, and the six weeks in figures.
pub(super) fn figures(
    items: &[ItemView],
    events: &[Event],
    came: usize,
    config: &Config,
) -> Vec<String> {
    let closed: Vec<String> = items
        .iter()
        .filter_map(|v| {
            v.item
                .closed
                .as_ref()
                .map(|c| format!("{} {}", v.item.id, c.how.as_str()))
        })
        .collect();
    let follow_ups: Vec<Language> = events
        .iter()
        .filter(|(_, e)| e.event == EventKind::FollowUp)
        .filter_map(|(_, e)| e.item.or(e.items.first().copied()))
        .filter_map(|id| items.iter().find(|v| v.item.id == id))
        .map(|v| follow_up_language(&v.item, &config.world))
        .collect();
    let count = |wanted: Language| {
        format!(
            "{} in {}",
            follow_ups.iter().filter(|l| **l == wanted).count(),
            language(wanted)
        )
    };
    let promises = items.iter().flat_map(|v| &v.item.promises);
    let broken = promises.clone().filter(|p| p.broken).count();
    let mut rows = vec!["Closed:".to_owned()];
    for one in &closed {
        match rows.last_mut() {
            Some(row) if row.width().saturating_add(one.width()) < COLUMNS - 3 => {
                row.push_str(if row.ends_with(':') { " " } else { " · " });
                row.push_str(one);
            }
            _ => rows.push(one.clone()),
        }
    }
    rows.extend([
        format!(
            "{came} mails came, {} items were opened, {} closed; {} follow-ups left ({}, {}); {} promises, {broken} broken.",
            items.len(),
            closed.len(),
            follow_ups.len(),
            count(Language::Zh),
            count(Language::En),
            promises.count(),
        ),
    ]);
    rows
}
