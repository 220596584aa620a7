//! What the weekly summary's templates may say. Bars are table cells with a width in per cent.

use std::collections::BTreeMap;

use serde::Serialize;

use self::chart::{Group, Kind, Money};
use self::items::Listing;
use super::engine::Engine;
use super::{format, inert};
use crate::model::{ItemId, Language, Step, World};
use crate::report::{Line, Promised, Summary, Trend};

mod chart;
mod items;
pub(super) mod trend;

/// A summary, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Week {
    pub(super) from: String,
    pub(super) to: String,
    /// Both in one.
    pub(super) range: String,
    pub(super) quiet: bool,
    /// What the team should know before it reads on, a sentence each.
    warnings: Vec<String>,
    /// How many need a person, how many are open, were opened, were closed: label and number.
    glance: Vec<(String, usize)>,
    needs: Listing,
    money: Vec<Money>,
    invoices: Kind,
    requests: Kind,
    /// The trend in words, and the name of its picture; empty where there is none yet.
    trend: String,
    picture: &'static str,
    /// All of them first, where there are several.
    clients: Vec<Answers>,
    planned: Listing,
    /// Each owner's figures; empty where there is only one.
    groups: Vec<Group>,
    bounces: Listing,
    held: Listing,
    later: Listing,
    closed: Listing,
    pub(super) team: String,
}

#[derive(Debug, Serialize)]
struct Answers {
    client: String,
    median: String,
    answers: usize,
    /// `faster`, `slower`, `same`; empty without an earlier value.
    trend: &'static str,
    before: String,
}

/// Most clients told of, slowest first.
const MOST_CLIENTS: usize = 10;

struct Teller<'a> {
    language: Language,
    world: &'a World,
    engine: &'a Engine,
    summary: &'a Summary,
    lines: BTreeMap<ItemId, &'a Line>,
    /// The promise that counts, and whether it is broken.
    promises: BTreeMap<ItemId, (&'a Promised, bool)>,
}

impl Week {
    pub(super) fn new(
        summary: &Summary,
        language: Language,
        world: &World,
        engine: &Engine,
    ) -> Self {
        let told = [&summary.unconfirmed, &summary.closed, &summary.open];
        let lines = told.into_iter().flatten().map(|line| (line.id, line));
        let broken = summary.broken.iter().map(|p| (p.item, (p, true)));
        let coming = summary.coming.iter().map(|p| (p.item, (p, false)));
        let teller = Teller {
            language,
            world,
            engine,
            summary,
            lines: lines.collect(),
            promises: broken.chain(coming).collect(),
        };
        let lists = teller.lists();
        Self {
            from: format::date(summary.from, language),
            to: format::date(summary.to, language),
            range: format::days_between(summary.from, summary.to, language),
            quiet: summary.quiet(),
            warnings: teller.unknown_years(),
            glance: vec![
                (teller.label("summary", "need_you"), lists.needs.count),
                (teller.label("summary", "open"), summary.team.open),
                (teller.label("summary", "opened"), summary.team.opened),
                (teller.label("summary", "closed"), summary.team.closed),
            ],
            needs: lists.needs,
            money: (summary.team.money.iter())
                .map(|row| teller.money(row))
                .collect(),
            invoices: teller.kind(&summary.invoices),
            requests: teller.kind(&summary.requests),
            trend: teller.trend(),
            picture: trend::NAME,
            clients: teller.clients(),
            planned: lists.planned,
            groups: teller.groups(),
            bounces: lists.bounces,
            held: lists.held,
            later: lists.later,
            closed: lists.closed,
            team: inert::line(&world.team.name),
        }
    }

    /// Subject of the mail: whose, which days, and how many need a person.
    pub(super) fn subject(&self, language: Language, engine: &Engine) -> String {
        let label = |key| engine.label(language, "summary", key).unwrap_or_default();
        let title = label("subject")
            .replacen("%s", &self.team, 1)
            .replacen("%s", &self.range, 1);
        let whole = |key| label(key).replacen("%s", &title, 1);
        match self.needs.count {
            _ if self.quiet => whole("subject_quiet"),
            0 => title,
            1 => whole("subject_one"),
            needs => whole("subject_needs").replacen("%s", &needs.to_string(), 1),
        }
    }
}

impl Teller<'_> {
    fn label(&self, table: &str, key: &str) -> String {
        self.engine
            .label(self.language, table, key)
            .unwrap_or_else(|| key.replace('_', " "))
    }

    fn colon(&self) -> &'static str {
        if self.language == Language::Zh {
            "："
        } else {
            ": "
        }
    }

    fn join(&self, parts: &[String]) -> String {
        parts.join(if self.language == Language::Zh {
            "，"
        } else {
            ", "
        })
    }

    fn unknown_years(&self) -> Vec<String> {
        let sentence = self.label("summary", "unknown_year");
        let years = &self.summary.unknown_years;
        years
            .iter()
            .map(|(calendar, year)| {
                sentence.replacen("%s", &inert::line(calendar), 1).replacen(
                    "%s",
                    &year.to_string(),
                    1,
                )
            })
            .collect()
    }

    fn step(&self, step: Option<Step>) -> String {
        self.label("step", step.map_or("none", Step::as_str))
    }

    fn clients(&self) -> Vec<Answers> {
        let told = |client: String, median, answers, before: Option<(i64, Trend)>| Answers {
            client,
            median: format::span(median, self.language),
            answers,
            trend: match before {
                None => "",
                Some((_, Trend::Faster)) => "faster",
                Some((_, Trend::Slower)) => "slower",
                Some((_, Trend::Same)) => "same",
            },
            before: before.map_or_else(String::new, |(before, _)| {
                format::span(before, self.language)
            }),
        };
        let all = &self.summary.responses;
        let everybody = self
            .summary
            .everybody
            .filter(|_| all.len() > 1)
            .map(|pace| {
                let name = self.label("summary", "everybody");
                told(name, pace.median, pace.answers, pace.before)
            });
        let each = all.iter().take(MOST_CLIENTS).map(|response| {
            let name = inert::line(&self.world.client_name(&response.client));
            told(name, response.median, response.answers, response.before)
        });
        everybody.into_iter().chain(each).collect()
    }
}
