//! What a follow-up's templates may say: every value a plain string, ready for the reader.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::format;
use super::inert;
use super::{Original, Stage};
use crate::model::{FollowUp, FollowUpLine, HoldReason, Item, Kind, Language, Person, Step};

/// A follow-up, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Chase {
    pub(super) step: &'static str,
    /// `request`, `invoice`, or `outstanding` for several items.
    pub(super) folder: &'static str,
    several: bool,
    /// Names of the people it goes to; those without a name are not in it.
    names: Vec<String>,
    owner: String,
    team: String,
    /// Something of any item came already.
    any_part: bool,
    item: Option<Entry>,
    items: Vec<Entry>,
    /// What is owed in money, one amount a currency; empty unless several items owe some.
    totals: Vec<String>,
    original: Option<Quoted>,
}

#[derive(Debug, Clone, Serialize)]
struct Entry {
    n: usize,
    invoice: bool,
    subject: String,
    /// The number of an invoice that has one; else the subject in quotation marks.
    name: String,
    asks: Vec<AskLine>,
    numbers: String,
    several_numbers: bool,
    amount: Option<String>,
    paid: Option<String>,
    balance: Option<String>,
    instalment: Option<Part>,
    due: String,
    /// How long past its due day, in words; `None` up to that day.
    overdue: Option<String>,
    opened: String,
    /// The day the client named and that has passed.
    promise: Option<String>,
    /// Something came already.
    part: bool,
    /// An absence has ended.
    back: bool,
}

#[derive(Debug, Clone, Serialize)]
struct AskLine {
    n: u32,
    text: String,
}

#[derive(Debug, Clone, Serialize)]
struct Part {
    n: usize,
    of: usize,
    amount: String,
}

#[derive(Debug, Serialize)]
struct Quoted {
    from: String,
    date: String,
    lines: Vec<String>,
}

/// Folder of a step's template.
pub(super) fn folder(items: &[Item]) -> &'static str {
    match items {
        [one] => one.kind.as_str(),
        _ => "outstanding",
    }
}

impl Chase {
    pub(super) fn new(
        follow_up: &FollowUp,
        items: &[Item],
        original: Option<&Original>,
        stage: &Stage<'_>,
    ) -> Self {
        let Stage {
            language, world, ..
        } = *stage;
        let line_of = |item: &Item| follow_up.lines.iter().find(|line| line.item == item.id);
        let entries: Vec<Entry> = items
            .iter()
            .enumerate()
            .map(|(index, item)| Entry::new(index.saturating_add(1), item, line_of(item), stage))
            .collect();
        let zone = items
            .first()
            .and_then(|item| world.client(&item.client))
            .and_then(|client| client.zone)
            .unwrap_or(world.team.zone);
        Self {
            step: follow_up
                .lines
                .first()
                .map_or(Step::Friendly, |line| line.step)
                .as_str(),
            folder: folder(items),
            several: items.len() > 1,
            names: follow_up.to.iter().filter_map(name).collect(),
            owner: inert::line(world.person(&follow_up.owner).shown()),
            team: inert::line(&world.team.name),
            any_part: entries.iter().any(|entry| entry.part),
            item: entries.first().cloned(),
            totals: totals(items, &follow_up.lines, language),
            items: entries,
            original: original.map(|original| Quoted {
                from: inert::line(original.from.shown()),
                date: format::date(original.at.with_timezone(&zone).date_naive(), language),
                lines: inert::lines(&original.text),
            }),
        }
    }
}

/// A name to greet somebody by; many programs put the address where a name should stand.
fn name(person: &Person) -> Option<String> {
    Some(inert::line(&person.name)).filter(|name| !name.is_empty() && !name.contains('@'))
}

impl Entry {
    fn new(n: usize, item: &Item, line: Option<&FollowUpLine>, stage: &Stage<'_>) -> Self {
        let Stage {
            language,
            world,
            now,
            engine,
        } = *stage;
        let zone = world
            .client(&item.client)
            .and_then(|c| c.zone)
            .unwrap_or(world.team.zone);
        let today = now.with_timezone(&zone).date_naive();
        let opened = format::date(item.opened_at.with_timezone(&zone).date_naive(), language);
        let subject = Some(inert::topic(&item.subject))
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| {
                engine
                    .label(language, "label", "unnamed")
                    .unwrap_or_default()
                    .replacen("%s", &opened, 1)
            });
        let dated = dated_part(item, line);
        let due = dated.as_ref().map_or(item.due, |part| part.due);
        let late = today.signed_duration_since(due).num_days();
        let invoice = item.invoice.as_ref();
        let currency = invoice.and_then(|i| i.currency);
        let amount = |value| format::amount_or_number(value, currency, language);
        let paid: Decimal =
            invoice.map_or(Decimal::ZERO, |i| i.payments.iter().map(|p| p.amount).sum());
        Self {
            n,
            invoice: item.kind == Kind::Invoice,
            name: name_of(item, &subject, language),
            subject,
            asks: item
                .open_asks()
                .map(|ask| AskLine {
                    n: ask.n,
                    text: inert::line(&ask.text),
                })
                .collect(),
            numbers: invoice.map_or_else(String::new, |i| {
                inert::line(&i.numbers.join(if language == Language::Zh {
                    "、"
                } else {
                    ", "
                }))
            }),
            several_numbers: invoice.is_some_and(|i| i.numbers.len() > 1),
            amount: invoice.and_then(|i| i.total).map(amount),
            paid: (paid > Decimal::ZERO).then(|| amount(paid)),
            balance: invoice.and_then(crate::model::Invoice::balance).map(amount),
            instalment: dated.map(|part| Part {
                n: part.n,
                of: part.of,
                amount: amount(part.open),
            }),
            due: format::date(due, language),
            overdue: (late > 0).then(|| format::days(late, language)),
            opened,
            promise: broken_promise(item, today).map(|day| format::date(day, language)),
            part: item.asks.iter().any(|ask| ask.done) || paid > Decimal::ZERO,
            back: item.holds.iter().any(|hold| {
                hold.reason == HoldReason::Absence && hold.until.is_some_and(|until| until <= today)
            }),
        }
    }
}

fn name_of(item: &Item, subject: &str, language: Language) -> String {
    match (
        item.invoice.as_ref().map(|i| i.numbers.as_slice()),
        language,
    ) {
        (Some([number]), Language::En) => inert::line(number),
        (Some([number]), Language::Zh) => format!("发票{}", inert::line(number)),
        _ => format!("“{subject}”"),
    }
}

/// The day the client named last, if it has passed.
fn broken_promise(item: &Item, today: NaiveDate) -> Option<NaiveDate> {
    item.promises
        .last()
        .filter(|promise| promise.broken || promise.date < today)
        .map(|p| p.date)
}

struct DatedPart {
    n: usize,
    of: usize,
    due: NaiveDate,
    /// What is open of everything due up to this part: payments count for the oldest first.
    open: Decimal,
}

fn dated_part(item: &Item, line: Option<&FollowUpLine>) -> Option<DatedPart> {
    let invoice = item.invoice.as_ref()?;
    let index = line.map_or(item.ladder.instalment, |line| line.instalment);
    let index = usize::try_from(index).ok()?;
    let part = invoice.instalments.get(index)?;
    let so_far: Decimal = invoice
        .instalments
        .iter()
        .take(index.saturating_add(1))
        .map(|i| i.amount)
        .sum();
    let paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
    Some(DatedPart {
        n: index.saturating_add(1),
        of: invoice.instalments.len(),
        due: part.due,
        open: so_far.saturating_sub(paid).max(Decimal::ZERO),
    })
}

/// What is asked for now, summed by currency, where more than one item owes money.
fn totals(items: &[Item], lines: &[FollowUpLine], language: Language) -> Vec<String> {
    let mut sums: Vec<(crate::model::Currency, Decimal, usize)> = Vec::new();
    for item in items {
        let Some(mut balance) = item.balance() else {
            continue;
        };
        if let Some(part) = dated_part(item, lines.iter().find(|line| line.item == item.id)) {
            balance.value = part.open;
        }
        match sums
            .iter_mut()
            .find(|(currency, ..)| *currency == balance.currency)
        {
            Some((_, sum, count)) => {
                *sum = sum.saturating_add(balance.value);
                *count = count.saturating_add(1);
            }
            None => sums.push((balance.currency, balance.value, 1)),
        }
    }
    if sums.iter().map(|(.., count)| count).sum::<usize>() < 2 {
        return Vec::new();
    }
    sums.into_iter()
        .map(|(currency, value, _)| {
            format::amount(crate::model::Money { value, currency }, language)
        })
        .collect()
}
