//! What the weekly summary's templates may say. Bars are table cells with a width in per cent.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::engine::Engine;
use super::{format, inert};
use crate::model::{ItemId, Language, Step, World};
use crate::report::{
    Age, Ageing, Bucket, Figures, Line, Need, NeedReason, Promised, Summary, Trend,
};

/// A summary, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Week {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) quiet: bool,
    needs: Vec<Row>,
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
struct Group {
    name: String,
    opened: usize,
    closed: usize,
    closed_by: String,
    open: usize,
    money: String,
}

#[derive(Debug, Serialize)]
struct Money {
    name: String,
    total: String,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    label: String,
    value: String,
    /// Of the widest bar; at least 1 where there is something.
    percent: u32,
    colour: &'static str,
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

/// From calm to urgent; dark enough for white pages, bright enough for black ones.
const COLOURS: [&str; 5] = ["#4c9f70", "#2f7fbf", "#c99a2e", "#d9772b", "#c8453b"];

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
            needs: summary.needs.iter().map(|need| teller.need(need)).collect(),
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
                    |(step, day)| {
                        (
                            format!(
                                "{} {}",
                                format::date(day, language),
                                teller.step(Some(step))
                            ),
                            String::new(),
                        )
                    },
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

    fn join(&self, parts: &[String]) -> String {
        parts.join(if self.language == Language::Zh {
            "，"
        } else {
            ", "
        })
    }

    fn step(&self, step: Option<Step>) -> String {
        self.label("step", step.map_or("none", Step::as_str))
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

    fn groups(&self) -> Vec<Group> {
        let all = self.label("summary", "all");
        let owners = self.summary.owners.iter().map(|(owner, figures)| {
            self.group(inert::line(self.world.person(owner).shown()), figures)
        });
        std::iter::once(self.group(all, &self.summary.team))
            .chain(owners)
            .collect()
    }

    fn group(&self, name: String, figures: &Figures) -> Group {
        let mut by: Vec<(String, usize)> = Vec::new();
        for closed in &figures.closed_by {
            let how = self.label("how", closed.how.as_str());
            match by.iter_mut().find(|(known, _)| *known == how) {
                Some((_, count)) => *count = count.saturating_add(closed.count),
                None => by.push((how, closed.count)),
            }
        }
        let by: Vec<String> = by
            .into_iter()
            .map(|(how, count)| format!("{how} {count}"))
            .collect();
        let money: Vec<String> = figures
            .money
            .iter()
            .map(|row| format::amount_or_number(row.total(), row.currency, self.language))
            .collect();
        Group {
            name,
            opened: figures.opened,
            closed: figures.closed,
            closed_by: self.join(&by),
            open: figures.open,
            money: money.join(" + "),
        }
    }

    fn money(&self, row: &Ageing) -> Money {
        let widest = row.amounts.iter().copied().max().unwrap_or_default();
        let bars = Bucket::ALL
            .iter()
            .zip(row.amounts)
            .zip(COLOURS)
            .map(|((bucket, amount), colour)| Bar {
                label: self.label("bucket", bucket.as_str()),
                value: format::number(amount),
                percent: percent(amount, widest),
                colour,
            })
            .collect();
        Money {
            name: row
                .currency
                .map_or_else(|| "–".to_owned(), |currency| currency.to_string()),
            total: format::amount_or_number(row.total(), row.currency, self.language),
            bars,
        }
    }

    fn counts(bars: Vec<(String, usize)>) -> Vec<Bar> {
        let widest = Decimal::from(
            bars.iter()
                .map(|(_, count)| *count)
                .max()
                .unwrap_or_default(),
        );
        bars.into_iter()
            .zip(COLOURS.iter().chain(std::iter::repeat(&"#c8453b")))
            .map(|((label, count), colour)| Bar {
                label,
                value: count.to_string(),
                percent: percent(Decimal::from(count), widest),
                colour,
            })
            .collect()
    }

    fn ages(&self, figures: &Figures) -> Vec<Bar> {
        let bars = Age::ALL.iter().zip(figures.by_age);
        Self::counts(
            bars.map(|(age, count)| (self.label("age", age.as_str()), count))
                .collect(),
        )
    }

    fn steps(&self, figures: &Figures) -> Vec<Bar> {
        Self::counts(
            figures
                .by_step
                .iter()
                .map(|(step, count)| (self.step(*step), *count))
                .collect(),
        )
    }
}

fn percent(value: Decimal, widest: Decimal) -> u32 {
    if value <= Decimal::ZERO || widest <= Decimal::ZERO {
        return 0;
    }
    let share = value
        .checked_div(widest)
        .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    share
        .and_then(|share| share.to_u32())
        .unwrap_or(100)
        .clamp(1, 100)
}
