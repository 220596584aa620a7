//! Figures of the team and its owners, and the bars that show them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::Teller;
use crate::model::Step;
use crate::render::{format, inert};
use crate::report::{Age, Ageing, Bucket, Figures};

#[derive(Debug, Serialize)]
pub(super) struct Group {
    name: String,
    opened: usize,
    closed: usize,
    closed_by: String,
    open: usize,
    money: String,
    detail: Vec<String>,
}

/// The requests or the invoices.
#[derive(Debug, Serialize)]
pub(super) struct Kind {
    /// There is something to tell of them.
    any: bool,
    opened: usize,
    closed: usize,
    closed_by: String,
    open: usize,
    ages: Vec<Bar>,
    steps: Vec<Bar>,
    /// The same, promises, disputes and holds, a line each.
    detail: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Money {
    name: String,
    total: String,
    /// What of it is overdue; empty where nothing is.
    overdue: String,
    /// What of it is disputed, in words; empty where nothing is.
    disputed: String,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
pub(super) struct Bar {
    label: String,
    value: String,
    /// Of the widest bar; at least 1 where there is something.
    percent: u32,
    colour: &'static str,
}

/// From calm to urgent; dark enough for white pages, bright enough for black ones.
const COLOURS: [&str; 5] = ["#4c9f70", "#2f7fbf", "#c99a2e", "#d9772b", "#c8453b"];

impl Teller<'_> {
    pub(super) fn groups(&self) -> Vec<Group> {
        let owners = &self.summary.owners;
        if owners.len() < 2 {
            return Vec::new();
        }
        let each = owners.iter().map(|(owner, figures)| {
            self.group(inert::line(self.world.person(owner).shown()), figures)
        });
        each.collect()
    }

    pub(super) fn kind(&self, figures: &Figures) -> Kind {
        Kind {
            any: *figures != Figures::default(),
            opened: figures.opened,
            closed: figures.closed,
            closed_by: self.closed_by(figures),
            open: figures.open,
            ages: self.ages(figures),
            steps: self.steps(figures),
            detail: self.detail(figures, false),
        }
    }

    fn closed_by(&self, figures: &Figures) -> String {
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
        self.join(&by)
    }

    fn group(&self, name: String, figures: &Figures) -> Group {
        let money: Vec<String> = figures
            .money
            .iter()
            .map(|row| format::amount_or_number(row.total(), row.currency, self.language))
            .collect();
        Group {
            name,
            opened: figures.opened,
            closed: figures.closed,
            closed_by: self.closed_by(figures),
            open: figures.open,
            money: money.join(" + "),
            detail: self.detail(figures, true),
        }
    }

    /// Age, step, promises, disputes, holds and, where wanted, the ageing of money, each on a line;
    /// nothing where there is nothing.
    fn detail(&self, figures: &Figures, money: bool) -> Vec<String> {
        let counted = |title, parts: Vec<(String, usize)>| {
            let parts: Vec<String> = parts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(label, count)| format!("{label}{}{count}", self.colon()))
                .collect();
            let parts = self.join(&parts);
            if parts.is_empty() {
                parts
            } else {
                format!("{}{}{parts}", self.label("summary", title), self.colon())
            }
        };
        let mut out = vec![
            counted(
                "age",
                Age::ALL
                    .iter()
                    .zip(figures.by_age)
                    .map(|(age, count)| (self.label("age", age.as_str()), count))
                    .collect(),
            ),
            counted(
                "step",
                figures
                    .by_step
                    .iter()
                    .map(|(step, count)| match step {
                        // Nobody has called yet: the notice asked for it.
                        Some(Step::Call) => (self.label("summary", "call_due"), *count),
                        step => (self.step(*step), *count),
                    })
                    .collect(),
            ),
        ];
        out.push(counted(
            "promises",
            vec![
                (self.label("summary", "broken"), figures.broken),
                (self.label("summary", "coming"), figures.coming),
            ],
        ));
        for (title, count) in [("disputes", figures.disputed), ("held", figures.held)] {
            if count > 0 {
                out.push(format!(
                    "{}{}{count}",
                    self.label("summary", title),
                    self.colon()
                ));
            }
        }
        out.extend(figures.money.iter().filter(|_| money).map(|row| {
            let parts: Vec<String> = Bucket::ALL
                .iter()
                .zip(row.amounts)
                .filter(|(_, amount)| !amount.is_zero())
                .map(|(bucket, amount)| {
                    let amount = format::amount_or_number(amount, row.currency, self.language);
                    format!(
                        "{}{}{amount}",
                        self.label("bucket", bucket.as_str()),
                        self.colon()
                    )
                })
                .collect();
            self.join(&parts)
        }));
        out.retain(|line| !line.is_empty());
        out
    }

    pub(super) fn money(&self, row: &Ageing) -> Money {
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
            .filter(|bar| bar.percent > 0)
            .collect();
        let overdue = (Bucket::ALL.iter().zip(row.amounts))
            .filter(|(bucket, _)| **bucket != Bucket::NotDue)
            .fold(Decimal::ZERO, |sum, (_, amount)| sum.saturating_add(amount));
        let disputed = self
            .summary
            .disputes()
            .filter(|line| line.currency == row.currency)
            .filter_map(|line| line.balance)
            .fold(Decimal::ZERO, Decimal::saturating_add);
        let disputed = if disputed.is_zero() {
            String::new()
        } else {
            let amount = format::amount_or_number(disputed, row.currency, self.language);
            self.label("summary", "of_which_disputed")
                .replacen("%s", &amount, 1)
        };
        Money {
            overdue: if overdue.is_zero() {
                String::new()
            } else {
                format::amount_or_number(overdue, row.currency, self.language)
            },
            disputed,
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
            .filter(|bar| bar.percent > 0)
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
                .map(|(step, count)| match step {
                    // Nobody has called yet: the notice asked for it.
                    Some(Step::Call) => (self.label("summary", "call_due"), *count),
                    step => (self.step(*step), *count),
                })
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
