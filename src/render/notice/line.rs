//! A line of a notice: what came of one command, what waits, what is planned.

use serde::Serialize;

use super::super::engine::Engine;
use super::super::{Stage, format, inert};
use super::Card;
use crate::model::{Currency, ItemId, Language, NoticeLine};

#[derive(Debug, Serialize)]
pub(super) struct Line {
    id: Option<String>,
    subject: String,
    client: String,
    head: String,
    label: String,
    detail: String,
    words: String,
    /// The words are somebody's very words.
    quoted: bool,
    /// A day, with the word for what is to happen then.
    date: Option<String>,
    /// It waits for a person to write to.
    nobody: bool,
    /// For planned follow-ups: when the client was last heard.
    last_heard: Option<String>,
}

impl Line {
    pub(super) fn new(line: &NoticeLine, cards: &[Card], stage: &Stage<'_>) -> Self {
        let Stage {
            language, engine, ..
        } = *stage;
        let (head, detail) = line.code.split_once(':').unwrap_or((&line.code, ""));
        let card = line
            .item
            .and_then(|id| cards.iter().find(|card| card.number == id.0));
        let in_words = |tables: &[&str], key: &str| {
            tables
                .iter()
                .find_map(|table| engine.label(language, table, key))
                .unwrap_or_else(|| inert::line(key).replace('_', " "))
        };
        let tables = ["hold", "step", "state", "why", "bounced", "event"];
        let date = line.date.map(|day| format::date(day, language));
        // A sentence about the words and their day, where the table has one.
        let told = in_words(&tables, detail);
        let (told, words, date) = match &date {
            // The day is all there is to tell.
            Some(day) if head == "promised" => (told, day.clone(), None),
            Some(day) if told.contains("%d") => {
                let words = words_of(line, engine, language);
                let told = told.replacen("%s", &words, 1).replacen("%d", day, 1);
                (String::new(), told, None)
            }
            _ => {
                let date = date.map(|date| dated(head, date, engine, language));
                (told, words_of(line, engine, language), date)
            }
        };
        let (label, told) = match head {
            "state" => (told, String::new()),
            _ => (in_words(&["line", "step", "hold"], head), told),
        };
        Self {
            id: line.item.map(|id| id.to_string()),
            subject: card.map_or_else(String::new, |card| card.subject.clone()),
            client: card.map_or_else(String::new, |card| card.client.clone()),
            head: inert::line(head),
            nobody: matches!(line.code.as_str(), "bounced" | "waits:opt_out"),
            label,
            detail: if detail.is_empty() {
                String::new()
            } else if head == "refused" || WITH_REMEDY.contains(&line.code.as_str()) {
                refusal(detail, line.item, engine, language)
            } else {
                told
            },
            words,
            quoted: matches!(
                head,
                "refused" | "waits" | "candidate" | "unmatched" | "unconfirmed"
            ),
            date,
            last_heard: card
                .filter(|_| head == "step")
                .and_then(|card| card.last_heard.clone()),
        }
    }
}

/// The day of a line with the word for it: a planned step's stands as it is.
fn dated(head: &str, date: String, engine: &Engine, language: Language) -> String {
    let key = match head {
        "waits" | "receipt" | "state" | "adopted" | "bounced" => "due",
        "held" | "stand_in" => "until",
        _ => return date,
    };
    match engine.label(language, "day", key) {
        Some(label) => label.replacen("%s", &date, 1),
        None => date,
    }
}

/// What is told with what would mend it, though it was done.
const WITH_REMEDY: &[&str] = &["info:no_sum"];

/// Why a line was refused that is shown as it was written.
const AS_WRITTEN: &[&str] = &[
    "refused:unknown_word",
    "refused:question",
    "refused:negation",
    "refused:condition",
    "refused:talk",
];

/// The words of a line; what was done is named by the reader's own word for it.
fn words_of(line: &NoticeLine, engine: &Engine, language: Language) -> String {
    let words = inert::line(&line.words);
    if line.code == "counted" {
        return counted(&words, language).unwrap_or(words);
    }
    let (verb, rest) = words
        .split_once(' ')
        .map_or((&*words, None), |(verb, rest)| (verb, Some(rest)));
    let known = match line.code.as_str() {
        "done" | "undo" => engine.label(language, "verb", verb),
        code if code.starts_with("refused:") && !AS_WRITTEN.contains(&code) => {
            engine.label(language, "verb", verb)
        }
        _ => None,
    };
    match (known, rest) {
        (Some(known), Some("all")) if language == Language::Zh => format!("{known} 全部"),
        (Some(known), Some(rest)) => format!("{known} {rest}"),
        (Some(known), None) => known,
        (None, _) => words,
    }
}

/// A sum as mails write it, of `800.00 EUR`.
fn counted(words: &str, language: Language) -> Option<String> {
    let (value, currency) = words.split_once(' ').unwrap_or((words, ""));
    let currency = Currency::parse(currency);
    Some(format::amount_or_number(
        value.parse().ok()?,
        currency,
        language,
    ))
}

/// A line for a terminal: item, what came of it, words, detail, day.
pub(in crate::render) fn plain(line: &NoticeLine, engine: &Engine, language: Language) -> String {
    let (head, detail) = line.code.split_once(':').unwrap_or((&line.code, ""));
    let label = |tables: &[&str], key: &str| {
        let known = tables
            .iter()
            .find_map(|table| engine.label(language, table, key));
        known.unwrap_or_else(|| inert::line(key).replace('_', " "))
    };
    let mut parts = Vec::new();
    let mut words = words_of(line, engine, language);
    let told = || label(&["hold", "step", "state", "why", "event"], detail);
    match line.date.map(|day| (day, told())) {
        Some((day, told)) if told.contains("%d") => {
            words = told
                .replacen("%s", &words, 1)
                .replacen("%d", &day.to_string(), 1);
        }
        day => {
            if head == "refused" || WITH_REMEDY.contains(&line.code.as_str()) {
                parts.push(refusal(detail, line.item, engine, language));
            } else if !detail.is_empty() {
                parts.push(told());
            }
            parts.extend(day.map(|(day, _)| day.to_string()));
        }
    }
    let item = line.item.map_or_else(String::new, |id| format!("{id}: "));
    let tail = [words, parts.join(", ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" – ");
    let what = label(&["line", "step", "hold"], head);
    if tail.is_empty() {
        format!("{item}{what}")
    } else {
        format!("{item}{what}: {tail}")
    }
}

/// The number of the examples in `words.txt`: the item's own stands there where one is meant.
const EXAMPLE: &str = "42";

/// Why something was not done, and what would do it.
pub(in crate::render) fn refusal(
    code: &str,
    item: Option<ItemId>,
    engine: &Engine,
    language: Language,
) -> String {
    let why = engine
        .label(language, "why", code)
        .unwrap_or_else(|| inert::line(code).replace('_', " "));
    let remedy = engine.label(language, "remedy", code);
    let remedy = remedy.map(|text| match item {
        Some(item) => text.replace(EXAMPLE, &item.0.to_string()),
        None => text,
    });
    match remedy {
        Some(remedy) if language == Language::Zh => format!("{why}；{remedy}"),
        Some(remedy) => format!("{why}; {remedy}"),
        None => why,
    }
}
