//! What a notice's templates may say. A notice tells in one glance what happened, to which item,
//! in whose words, and which one word of answer changes it.
//!
//! Codes of [`NoticeLine::code`] are `head` or `head:detail`. Heads are worded by the table `line` of
//! `words.txt` (`done`, `refused`, `info`, `waits`, `candidate`, `step`, `history`, `phone`, `point`,
//! `next`, `left`, `undo`), details by `why`, `hold` and `step`; an unknown code is shown as it is.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::engine::Engine;
use super::{Stage, format, inert};
use crate::model::{
    DueSource, Hold, HoldReason, Instalment, Item, ItemId, Kind, Language, Notice, NoticeKind,
    NoticeLine, Step, UNDATED,
};

/// What stands beside an item a notice is about.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Day of the next follow-up, where one is planned; the client's.
    pub next: Option<NaiveDate>,
    /// Holds of contact, client and team that bind it.
    pub outer: Vec<Hold>,
}

/// A notice, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    single: bool,
    count: usize,
    item: Option<Card>,
    items: Vec<Card>,
    /// ` 42`, for answers that must name an item; empty where the thread says which.
    pub(super) number: String,
    /// ` 42 43`, for an answer that is meant for all of several items; empty where there is one.
    numbers: String,
    /// Name of who is quoted; empty if nobody is.
    from: String,
    from_address: String,
    quote: Vec<String>,
    /// A moment to tell, in the team's zone.
    at: Option<String>,
    /// Its day alone.
    day: Option<String>,
    rule: String,
    /// The rule in words, where `words.txt` has some.
    reason: Option<String>,
    lines: Vec<Line>,
    /// A day a week from now, or from the due day still to come, `2026-11-28`: an example for `due`.
    later: String,
    /// Cards of the items no line is about.
    cards: Vec<Card>,
    team: String,
    /// Only the one it tells of reads it.
    own: bool,
    /// What is quoted is the subject of a mail.
    titled: bool,
}

/// An instalment; without a day it waits for an event.
#[derive(Debug, Clone, Serialize)]
struct Part {
    amount: String,
    due: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Card {
    id: String,
    number: i64,
    invoice: bool,
    subject: String,
    client: String,
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
    last_heard: Option<String>,
    promise: Option<String>,
    sent: Vec<String>,
    closed: Option<&'static str>,
    confirmed: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Ask {
    n: u32,
    text: String,
    done: bool,
}

#[derive(Debug, Serialize)]
struct Line {
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
    /// For planned follow-ups: when the client was last heard.
    last_heard: Option<String>,
}

/// Subject of a notice: the item's mark, the headline, what it is about.
pub(super) fn subject(headline: &str, items: &[Item], language: Language) -> String {
    let headline = inert::line(headline);
    match items {
        [item] => {
            let colon = if language == Language::Zh {
                "："
            } else {
                ": "
            };
            let topic = inert::topic(&item.subject);
            if topic.is_empty() {
                format!("[{}] {headline}", item.id)
            } else {
                format!("[{}] {headline}{colon}{topic}", item.id)
            }
        }
        _ => headline,
    }
}

impl Told {
    pub(super) fn new(
        notice: &Notice,
        items: &[Item],
        beside: &[Beside],
        stage: &Stage<'_>,
    ) -> Self {
        let Stage {
            language,
            world,
            engine,
            now,
        } = *stage;
        let today = now.with_timezone(&world.team.zone).date_naive();
        let alone = Beside::default();
        let cards: Vec<Card> = items
            .iter()
            .zip(beside.iter().chain(std::iter::repeat(&alone)))
            .map(|(item, beside)| Card::new(item, beside, stage))
            .collect();
        let lines = notice
            .lines
            .iter()
            .map(|line| Line::new(line, &cards, stage))
            .collect();
        let named = |card: &Card| {
            notice
                .lines
                .iter()
                .any(|line| line.item == Some(ItemId(card.number)))
        };
        let single = cards.len() == 1;
        Self {
            single,
            count: cards.len(),
            item: cards.first().cloned(),
            number: cards
                .first()
                .filter(|_| !single)
                .map_or_else(String::new, |c| format!(" {}", c.number)),
            numbers: cards
                .iter()
                .filter(|_| !single)
                .map(|c| format!(" {}", c.number))
                .collect(),
            from: notice
                .from
                .as_ref()
                .map_or_else(String::new, |p| inert::line(p.shown())),
            from_address: notice
                .from
                .as_ref()
                .map_or_else(String::new, |p| p.address.to_string()),
            quote: inert::lines(&notice.words),
            at: notice
                .at
                .map(|at| format::moment(at, world.team.zone, language)),
            day: notice
                .at
                .map(|at| format::date(at.with_timezone(&world.team.zone).date_naive(), language)),
            rule: inert::line(&notice.rule),
            reason: engine.label(language, "rule", &notice.rule),
            lines,
            later: items
                .first()
                .map(|item| item.due)
                .filter(|due| *due != UNDATED)
                .map_or(today, |due| due.max(today))
                .checked_add_days(chrono::Days::new(7))
                .unwrap_or(today)
                .to_string(),
            cards: cards
                .iter()
                .filter(|card| single || !named(card))
                .cloned()
                .collect(),
            own: notice
                .from
                .as_ref()
                .is_some_and(|p| notice.to == std::slice::from_ref(&p.address)),
            titled: match notice.kind {
                NoticeKind::NothingToTrack => notice.rule != "asks-more",
                kind => kind == NoticeKind::Token,
            },
            items: cards,
            team: inert::line(&world.team.name),
        }
    }
}

impl Card {
    fn new(item: &Item, beside: &Beside, stage: &Stage<'_>) -> Self {
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
        let paid = invoice.map(|i| {
            i.payments
                .iter()
                .map(|p| p.amount)
                .sum::<rust_decimal::Decimal>()
        });
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
                let part = |part: &Instalment| Part {
                    amount: amount(part.amount),
                    due: (part.due != UNDATED).then(|| date(part.due)),
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

impl Line {
    fn new(line: &NoticeLine, cards: &[Card], stage: &Stage<'_>) -> Self {
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
            label,
            detail: if detail.is_empty() {
                String::new()
            } else if head == "refused" {
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

/// A line for a terminal: item, what came of it, words, detail, day.
pub(super) fn plain(line: &NoticeLine, engine: &Engine, language: Language) -> String {
    let (head, detail) = line.code.split_once(':').unwrap_or((&line.code, ""));
    let label = |tables: &[&str], key: &str| {
        let known = tables
            .iter()
            .find_map(|table| engine.label(language, table, key));
        known.unwrap_or_else(|| inert::line(key).replace('_', " "))
    };
    let mut parts = Vec::new();
    if head == "refused" {
        parts.push(refusal(detail, line.item, engine, language));
    } else if !detail.is_empty() {
        parts.push(label(&["hold", "step", "state", "why", "event"], detail));
    }
    parts.extend(line.date.map(|day| day.to_string()));
    let item = line.item.map_or_else(String::new, |id| format!("{id}: "));
    let words = words_of(line, engine, language);
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
pub(super) fn refusal(
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
