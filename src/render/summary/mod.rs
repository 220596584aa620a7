//! What the weekly summary's templates may say. Bars are table cells with a width in per cent.

use chrono::NaiveDate;
use serde::Serialize;

use self::chart::{Bar, Group, Money};
use super::engine::Engine;
use super::{format, inert};
use crate::model::{ItemId, Language, Mode, Step, World};
use crate::report::{Line, Need, NeedReason, Promised, Summary, Trend};

mod chart;
pub(super) mod trend;

/// A summary, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Week {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) quiet: bool,
    /// What the team should know before it reads on, a sentence each.
    warnings: Vec<String>,
    needs: Vec<Row>,
    /// The trend in words, and the name of its picture; empty where there is none yet.
    trend: String,
    picture: &'static str,
    groups: Vec<Group>,
    money: Vec<Money>,
    ages: Vec<Bar>,
    steps: Vec<Bar>,
    broken: Vec<Row>,
    coming: Vec<Row>,
    disputes: Vec<Row>,
    held: Vec<Row>,
    bounces: Vec<Row>,
    clients: Vec<Answers>,
    planned: Vec<Row>,
    unconfirmed: Vec<Row>,
    open: Vec<Row>,
    closed: Vec<Row>,
    team: String,
}

/// One line about an item.
#[derive(Debug, Default, Serialize)]
struct Row {
    id: String,
    client: String,
    subject: String,
    owner: String,
    due: String,
    overdue: Option<String>,
    state: String,
    /// What this list is about: a reason, a day, an amount.
    note: String,
    words: String,
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

struct Teller<'a> {
    language: Language,
    world: &'a World,
    engine: &'a Engine,
    summary: &'a Summary,
}

impl Week {
    pub(super) fn new(
        summary: &Summary,
        language: Language,
        world: &World,
        engine: &Engine,
    ) -> Self {
        let teller = Teller {
            language,
            world,
            engine,
            summary,
        };
        let rows = |lines: &mut dyn Iterator<Item = &Line>,
                    note: &dyn Fn(&Line) -> (String, String)| {
            lines
                .map(|line| {
                    let (note, words) = note(line);
                    Row {
                        note,
                        words: inert::line(&words),
                        ..teller.row(line)
                    }
                })
                .collect::<Vec<Row>>()
        };
        let no_note = |_: &Line| (String::new(), String::new());
        let hold_note = |line: &Line| teller.hold_note(line);
        let how_note = |line: &Line| teller.how_note(line);
        Self {
            from: format::date(summary.from, language),
            to: format::date(summary.to, language),
            quiet: summary.quiet(),
            warnings: teller.unknown_years(),
            needs: summary.needs.iter().map(|need| teller.need(need)).collect(),
            trend: teller.trend(),
            picture: trend::NAME,
            groups: teller.groups(),
            money: summary
                .team
                .money
                .iter()
                .map(|row| teller.money(row))
                .collect(),
            ages: teller.ages(&summary.team),
            steps: teller.steps(&summary.team),
            broken: summary
                .broken
                .iter()
                .map(|promised| teller.promised(promised))
                .collect(),
            coming: summary
                .coming
                .iter()
                .map(|promised| teller.promised(promised))
                .collect(),
            disputes: rows(&mut summary.disputes(), &hold_note),
            held: rows(&mut summary.held(), &hold_note),
            bounces: summary
                .bounces
                .iter()
                .map(|bounced| Row {
                    note: bounced
                        .address
                        .as_ref()
                        .map_or_else(String::new, ToString::to_string),
                    words: inert::line(&bounced.words),
                    ..teller.row_of(bounced.item)
                })
                .collect(),
            clients: summary
                .responses
                .iter()
                .map(|response| Answers {
                    client: inert::line(&world.client_name(&response.client)),
                    median: format::span(response.median, language),
                    answers: response.answers,
                    trend: match response.before {
                        None => "",
                        Some((_, Trend::Faster)) => "faster",
                        Some((_, Trend::Slower)) => "slower",
                        Some((_, Trend::Same)) => "same",
                    },
                    before: response
                        .before
                        .map_or_else(String::new, |(before, _)| format::span(before, language)),
                })
                .collect(),
            planned: rows(&mut summary.planned(), &|line| {
                line.next.map_or_else(
                    || (String::new(), String::new()),
                    |(step, day)| (teller.coming_up(line, step, day), String::new()),
                )
            }),
            unconfirmed: rows(&mut summary.unconfirmed.iter(), &|line| {
                teller.claim_note(line)
            }),
            open: rows(&mut summary.open.iter(), &no_note),
            closed: rows(&mut summary.closed.iter(), &how_note),
            team: inert::line(&world.team.name),
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

    /// What comes next, when, and whether it leaves by itself.
    fn coming_up(&self, line: &Line, step: Step, day: NaiveDate) -> String {
        let what = format!(
            "{} {}",
            format::date(day, self.language),
            self.step(Some(step))
        );
        match line.mode {
            Mode::Observe => self.join(&[what, self.label("summary", "observed")]),
            Mode::Approve => self.join(&[what, self.label("summary", "needs_ok")]),
            Mode::Forewarn | Mode::Auto => what,
        }
    }

    fn row(&self, line: &Line) -> Row {
        let balance = line
            .balance
            .filter(|balance| !balance.is_zero())
            .map(|balance| format::amount_or_number(balance, line.currency, self.language));
        let state = self.label("state", line.state.as_str());
        Row {
            id: line.id.to_string(),
            client: inert::line(&self.world.client_name(&line.client)),
            subject: inert::topic(&line.subject),
            owner: inert::line(self.world.person(&line.owner).shown()),
            due: format::date(line.due, self.language),
            overdue: (line.days_overdue > 0 && line.closed.is_none())
                .then(|| format::days(line.days_overdue, self.language)),
            state: balance.map_or_else(
                || state.clone(),
                |balance| self.join(&[state.clone(), balance]),
            ),
            note: String::new(),
            words: String::new(),
        }
    }

    fn row_of(&self, id: Option<ItemId>) -> Row {
        let Some(id) = id else { return Row::default() };
        self.summary.line(id).map_or_else(
            || Row {
                id: id.to_string(),
                ..Row::default()
            },
            |line| self.row(line),
        )
    }

    fn hold_note(&self, line: &Line) -> (String, String) {
        let Some(hold) = &line.hold else {
            return (String::new(), String::new());
        };
        let reason = self.label("hold", hold.reason.as_str());
        let note = match hold.until {
            Some(until) => self.join(&[reason, format::date(until, self.language)]),
            None => reason,
        };
        (note, hold.words.clone())
    }

    fn how_note(&self, line: &Line) -> (String, String) {
        let Some(closed) = &line.closed else {
            return (String::new(), String::new());
        };
        let mut parts = vec![
            self.label("how", closed.how.as_str()),
            format::date(closed.day, self.language),
        ];
        if !closed.confirmed {
            parts.push(self.label("need", "unconfirmed"));
        }
        (self.join(&parts), closed.words.clone())
    }

    /// When the client said so, and how much it is.
    fn claim_note(&self, line: &Line) -> (String, String) {
        let Some(closed) = &line.closed else {
            return (String::new(), String::new());
        };
        let mut parts = vec![format::date(closed.day, self.language)];
        parts.extend(
            line.total
                .map(|total| format::amount_or_number(total, line.currency, self.language)),
        );
        (self.join(&parts), closed.words.clone())
    }

    fn need(&self, need: &Need) -> Row {
        let note = match need.reason {
            NeedReason::Hold(reason) => self.label("hold", reason.as_str()),
            NeedReason::Paused => self.label("need", "paused"),
            NeedReason::Approval => self.label("line", "approval"),
            NeedReason::Untold => self.label("need", "untold"),
            NeedReason::Call => self.label("need", "call"),
            NeedReason::Unconfirmed => self.label("need", "unconfirmed"),
            NeedReason::Unmatched => self.label("line", "unmatched"),
            NeedReason::Unreadable => self.label("line", "unreadable"),
        };
        Row {
            note,
            words: inert::line(&need.words),
            ..self.row_of(need.item)
        }
    }

    fn promised(&self, promised: &Promised) -> Row {
        Row {
            note: format::date(promised.date, self.language),
            words: inert::line(&promised.words),
            ..self.row_of(Some(promised.item))
        }
    }
}
