//! What came, what was understood, what was done: one line each. Noise is left out.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::letter::Letter;
use crate::app::compose::follow_up_language;
use crate::app::engine::Event;
use crate::cli::screen::Paint;
use crate::config::Config;
use crate::model::{
    Actor, Address, EventKind, HistoryEntry, HoldReason, Item, ItemId, Kind, Language, Step,
};
use crate::report::ItemView;

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// When (UTC).
    pub(super) at: DateTime<Utc>,
    /// What happened, in a word.
    pub(super) label: &'static str,
    /// Its colour.
    pub(super) paint: Paint,
    /// The rest.
    pub(super) text: String,
}

/// Tells the events of the demo.
pub(super) struct Teller<'a> {
    config: &'a Config,
    names: BTreeMap<Address, String>,
}

/// `Fri 18 Sep`.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// The language of a follow-up, in English.
pub(super) fn language(language: Language) -> &'static str {
    match language {
        Language::Zh => "Chinese",
        Language::En => "English",
    }
}

impl<'a> Teller<'a> {
    /// Learns the names of people from the mails they write and get.
    pub(super) fn new(config: &'a Config, letters: &[Letter]) -> Self {
        let mut names = BTreeMap::new();
        for person in letters
            .iter()
            .flat_map(|l| l.from.iter().chain(&l.to).chain(&l.cc))
        {
            if !person.name.is_empty() {
                names.insert(person.address.clone(), person.name.clone());
            }
        }
        Self { config, names }
    }

    fn name(&self, address: &Address) -> String {
        self.names
            .get(address)
            .cloned()
            .unwrap_or_else(|| address.to_string())
    }

    fn people<'b>(&self, addresses: impl IntoIterator<Item = &'b Address>) -> String {
        let names: Vec<String> = addresses.into_iter().map(|a| self.name(a)).collect();
        names.join(", ")
    }

    /// A mail that arrives.
    pub(super) fn came(&self, letter: &Letter) -> Line {
        let from = letter
            .from
            .as_ref()
            .map_or_else(|| "a mail server".to_owned(), |p| self.name(&p.address));
        let to = self.people(letter.to.iter().map(|p| &p.address));
        let subject = if letter.returns.is_some() {
            "Undelivered Mail Returned to Sender"
        } else {
            &letter.subject
        };
        let mut text = format!("{from} → {to}: {subject}");
        if !letter.files.is_empty() {
            text.push_str(&format!(" [{}]", letter.files.join(", ")));
        }
        Line {
            at: letter.at,
            label: "mail",
            paint: Paint::Dim,
            text,
        }
    }

    /// What a run of events says. `items`: as they stand after it.
    pub(super) fn tell(&self, events: &[Event], items: &[ItemView]) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (n, (at, entry)) in events.iter().enumerate() {
            let rest = events.get(n.saturating_add(1)..).unwrap_or_default();
            if let Some((label, paint, text)) = self.one(*at, entry, rest, items) {
                let line = Line {
                    at: *at,
                    label,
                    paint,
                    text,
                };
                // A hold of a contact and that of the item it stands in read the same.
                if lines.last() != Some(&line) {
                    lines.push(line);
                }
            }
        }
        lines
    }

    fn one(
        &self,
        at: DateTime<Utc>,
        entry: &HistoryEntry,
        rest: &[Event],
        items: &[ItemView],
    ) -> Option<(&'static str, Paint, String)> {
        let item = entry
            .item
            .and_then(|id| items.iter().find(|v| v.item.id == id))
            .map(|v| &v.item);
        let number = match (entry.item, entry.items.as_slice()) {
            (Some(id), _) => id.to_string(),
            (None, ids) => ids
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" "),
        };
        let words = quote(&entry.evidence.words);
        let rule = entry.evidence.rule.as_str();
        Some(match entry.event {
            EventKind::Opened => ("opened", Paint::Cyan, self.opened(item?)),
            EventKind::Matched => {
                let reading = entry.reading.map_or("nothing", |r| r.as_str());
                let said = decisive(rest, entry.item).unwrap_or(&entry.evidence.words);
                let how = if rule == "reply-in-thread" {
                    String::new()
                } else {
                    format!(" ({rule})")
                };
                (
                    "understood",
                    Paint::Plain,
                    format!("{number} {reading}{how}: {}", quote(said)),
                )
            }
            EventKind::Held => {
                let reason = entry.hold.map_or("?", HoldReason::as_str).replace('_', " ");
                let (label, paint) = match entry.hold {
                    Some(HoldReason::Dispute) => ("disputed", Paint::Red),
                    _ => ("held", Paint::Yellow),
                };
                let until = match (entry.until, item) {
                    (Some(until), _) => format!("until {}", day(until)),
                    (None, Some(item)) => format!("until {} acts", self.name(&item.owner)),
                    (None, None) => "until somebody acts".to_owned(),
                };
                let why = match &entry.actor {
                    Actor::Member(who) if rule == "command" => {
                        format!("{}: {words}", self.name(who))
                    }
                    _ if reason == "review" => format!("review, {rule}"),
                    _ => reason,
                };
                (label, paint, format!("{number} {until} ({why})"))
            }
            EventKind::Updated => return self.updated(entry, item?, &number),
            EventKind::Resumed => {
                let text = match (entry.hold, rule) {
                    (Some(HoldReason::Promise), "hold-ended") => {
                        format!("{number} promise not kept: {words}")
                    }
                    (Some(reason), "hold-ended") => {
                        let over =
                            format!("{number} {} is over", reason.as_str().replace('_', " "));
                        over.trim_start().to_owned()
                    }
                    (_, "owner-in-thread") => format!(
                        "{number} {} answered: the client's turn again",
                        self.name(&item?.owner)
                    ),
                    _ => format!("{number} {words}"),
                };
                ("resumed", Paint::Plain, text)
            }
            EventKind::Closed => {
                let closed = item?.closed.as_ref()?;
                let by = match &entry.actor {
                    Actor::Member(who) => format!(" by {}", self.name(who)),
                    _ if !closed.confirmed => ", on the client's word".to_owned(),
                    _ => String::new(),
                };
                (
                    "closed",
                    Paint::Green,
                    format!("{number} {}{by}", closed.how.as_str()),
                )
            }
            EventKind::Reopened => ("reopened", Paint::Cyan, number),
            EventKind::FollowUp => (
                "follow-up",
                Paint::Magenta,
                self.follow_up(at, entry, items)?,
            ),
            EventKind::AskedOwner if entry.step == Some(Step::Call) => {
                let item = item?;
                let client = self.config.world.client_name(&item.client);
                (
                    "call",
                    Paint::Red,
                    format!(
                        "{number} the ladder ends: time for {} to telephone {client}",
                        self.name(&item.owner)
                    ),
                )
            }
            EventKind::Bounced if !entry.to.is_empty() => {
                let next = item.map(|i| i.follow_up_contacts()).unwrap_or_default();
                let next = self.people(next.iter().map(|p| &p.address));
                let then = if next.is_empty() {
                    String::new()
                } else {
                    format!("; from now on: {next}")
                };
                (
                    "bounced",
                    Paint::Red,
                    format!("{number} {} does not work{then}", self.people(&entry.to)),
                )
            }
            EventKind::Unmatched => ("unmatched", Paint::Yellow, format!("fits no item: {words}")),
            EventKind::Ambiguous => (
                "ambiguous",
                Paint::Yellow,
                format!("{number} may be meant: {words}"),
            ),
            EventKind::Rejected => ("rejected", Paint::Red, format!("{rule}: {words}")),
            EventKind::Unreadable => ("unreadable", Paint::Red, words),
            EventKind::Withdrawn => (
                "withdrawn",
                Paint::Plain,
                format!("{number} a follow-up overtaken by the answer"),
            ),
            EventKind::Summary => {
                let team = self.people(
                    entry
                        .to
                        .iter()
                        .filter(|a| !self.config.world.is_tracking(a)),
                );
                ("summary", Paint::Bold, format!("weekly summary to {team}"))
            }
            EventKind::Received if rule == "nothing-to-track" => (
                "noted",
                Paint::Plain,
                format!("nothing to track; {} is told", self.people(&entry.to)),
            ),
            EventKind::Notice if rule == "forewarned" => (
                "forewarned",
                Paint::Plain,
                format!("{} of {number}; silence sends", self.people(&entry.to)),
            ),
            EventKind::Received
            | EventKind::AskedOwner
            | EventKind::Notice
            | EventKind::Bounced
            | EventKind::Sent
            | EventKind::Command => return None,
        })
    }

    fn opened(&self, item: &Item) -> String {
        use crate::model::DueSource;
        let client = self.config.world.client_name(&item.client);
        let what = match item.kind {
            Kind::Invoice => item
                .balance()
                .map_or_else(|| "no amount".to_owned(), |b| b.to_string()),
            Kind::Request if item.asks.len() == 1 => "1 ask".to_owned(),
            Kind::Request => format!("{} asks", item.asks.len()),
        };
        let from = match &item.due_source {
            DueSource::Words(words) => format!(" {}", quote(words)),
            _ => String::new(),
        };
        format!(
            "{} {} for {client}: {what}, due {}{from}",
            item.id,
            item.kind.as_str(),
            day(item.due)
        )
    }

    fn updated(
        &self,
        entry: &HistoryEntry,
        item: &Item,
        number: &str,
    ) -> Option<(&'static str, Paint, String)> {
        let rule = entry.evidence.rule.as_str();
        Some(match rule {
            "part-paid" => {
                let left = item.balance().map(|b| b.to_string()).unwrap_or_default();
                (
                    "ticked",
                    Paint::Blue,
                    format!("{number} part paid; {left} left"),
                )
            }
            "delivered" | "part-delivered" => {
                let all = item.asks.len();
                let left: Vec<String> = item.open_asks().map(|a| a.text.clone()).collect();
                let came = all.saturating_sub(left.len());
                (
                    "ticked",
                    Paint::Blue,
                    format!(
                        "{number} {came} of {all} came; missing: {}",
                        left.join("; ")
                    ),
                )
            }
            "approval-needed" => {
                let step = item.ladder.proposed.map_or("?", |p| p.step.as_str());
                let owner = self.name(&item.owner);
                (
                    "asked",
                    Paint::Yellow,
                    format!(
                        "{number} may the {step} follow-up leave? {owner} is asked (mode approve)"
                    ),
                )
            }
            "command" => {
                let who = match &entry.actor {
                    Actor::Member(who) => self.name(who),
                    Actor::Daemon | Actor::Console => "the console".to_owned(),
                };
                (
                    "command",
                    Paint::Cyan,
                    format!("{number} {who}: {}", quote(&entry.evidence.words)),
                )
            }
            "owner-in-thread" => (
                "noted",
                Paint::Plain,
                format!(
                    "{number} {}'s own mail counts as contact",
                    self.name(&item.owner)
                ),
            ),
            _ => return None,
        })
    }

    fn follow_up(
        &self,
        at: DateTime<Utc>,
        entry: &HistoryEntry,
        items: &[ItemView],
    ) -> Option<String> {
        let ids: Vec<ItemId> = entry
            .item
            .into_iter()
            .chain(entry.items.iter().copied())
            .collect();
        let item = &items.iter().find(|v| ids.contains(&v.item.id))?.item;
        let mut numbers: Vec<String> = ids.iter().map(ToString::to_string).collect();
        numbers.dedup();
        let step = entry.step.map_or("?", Step::as_str).replace('_', "-");
        let in_language = language(follow_up_language(item, &self.config.world));
        let zone = self.config.calendars.joint(&item.client).client.zone;
        let mut text = format!(
            "{} {step} to {}, in {in_language}",
            numbers.join(" "),
            self.people(&entry.to)
        );
        if zone != self.config.world.team.zone {
            let city = zone
                .name()
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .replace('_', " ");
            text.push_str(&format!(
                " ({} in {city})",
                at.with_timezone(&zone).format("%H:%M")
            ));
        }
        Some(text)
    }
}

/// The words that decided, from the change that followed the match.
fn decisive(rest: &[Event], item: Option<ItemId>) -> Option<&str> {
    rest.iter()
        .map(|(_, entry)| entry)
        .take_while(|entry| entry.event != EventKind::Matched)
        .filter(|entry| {
            entry.item == item
                && matches!(
                    entry.event,
                    EventKind::Held
                        | EventKind::Closed
                        | EventKind::Updated
                        | EventKind::AskedOwner
                )
        })
        .map(|entry| entry.evidence.words.as_str())
        .find(|words| !words.is_empty())
}

fn quote(words: &str) -> String {
    format!(
        "“{}”",
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}
