//! What one item owes, as a line of a follow-up.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::follow_up::Told;
use super::{Stage, format, inert};
use crate::model::{Currency, FollowUpLine, Item, Kind, Language, Money, Payment, UNDATED};

#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    n: usize,
    invoice: bool,
    subject: String,
    /// What is to be paid, within a sentence: `invoice 7`, `instalment 2 of invoice 7`.
    what: String,
    asks: Vec<AskLine>,
    /// No more than one thing is asked for.
    one: bool,
    numbers: String,
    several_numbers: bool,
    amount: Option<String>,
    paid: Option<String>,
    /// What was taken off by credit notes.
    credited: Option<String>,
    balance: Option<String>,
    instalment: Option<Part>,
    /// Its day; those of several instalments, where more than one was missed.
    due: String,
    /// The same as a line of its own, with what each of several instalments leaves open.
    due_line: String,
    /// More than one instalment was missed.
    several_dues: bool,
    first_due: String,
    /// How long past its due day, in words; `None` up to that day.
    overdue: Option<String>,
    opened: String,
    /// What happened to it since the last mail, a sentence each; only in a mail about several.
    since: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct AskLine {
    n: u32,
    text: String,
}

#[derive(Debug, Clone, Serialize)]
struct Part {
    /// `2`; `1 and 2` where more than one was missed.
    n: String,
    of: usize,
    amount: String,
}

impl Entry {
    /// What a mail about it must say: each thing, the numbers of an invoice and what is open of it.
    pub(super) fn must_say(&self) -> Vec<String> {
        if self.invoice {
            let open = self.balance.as_ref().or(self.amount.as_ref());
            return open.into_iter().chain([&self.numbers]).cloned().collect();
        }
        if self.asks.is_empty() {
            return vec![self.subject.clone()];
        }
        self.asks.iter().map(|ask| ask.text.clone()).collect()
    }
}

impl Stage<'_> {
    /// Today where the client of an item is.
    fn today_for(&self, item: Option<&Item>) -> NaiveDate {
        let zone = item
            .and_then(|item| self.world.client(&item.client))
            .and_then(|client| client.zone)
            .unwrap_or(self.world.team.zone);
        self.now.with_timezone(&zone).date_naive()
    }

    /// A day as it is named to the client of an item.
    pub(super) fn day_for(&self, item: Option<&Item>, day: NaiveDate) -> String {
        format::named_day(day, self.today_for(item), self.language)
    }
}

impl Entry {
    pub(super) fn new(
        n: usize,
        item: &Item,
        line: Option<&FollowUpLine>,
        facts: Vec<Told>,
        stage: &Stage<'_>,
    ) -> Self {
        let Stage {
            language,
            world,
            engine,
            ..
        } = *stage;
        let zone = world
            .client(&item.client)
            .and_then(|c| c.zone)
            .unwrap_or(world.team.zone);
        let today = stage.today_for(Some(item));
        let opened = item.opened_at.with_timezone(&zone).date_naive();
        let subject = Some(inert::topic(&item.subject))
            .filter(|s| !s.is_empty())
            .unwrap_or_else(|| {
                engine
                    .label(language, "label", "unnamed")
                    .unwrap_or_default()
                    .replacen("%s", &format::date(opened, language), 1)
            });
        let dated = dated_part(item, line, today);
        let due = dated.as_ref().map_or(item.due, DatedPart::due);
        let late = today.signed_duration_since(due).num_days();
        let invoice = item.invoice.as_ref();
        let currency = invoice.and_then(|i| i.currency);
        let amount = |value| format::amount_or_number(value, currency, language);
        let counted = |credit: bool| -> Decimal {
            let payments = invoice.map_or(&[][..], |i| &i.payments);
            let of_it = |p: &&Payment| (p.evidence.rule == "credit-note") == credit;
            payments.iter().filter(of_it).map(|p| p.amount).sum()
        };
        let (paid, credited) = (counted(false), counted(true));
        let since = facts
            .iter()
            .filter_map(|told| {
                let (key, word) = told.short();
                let text = engine.label(language, "since", key)?;
                Some(text.replacen("%s", word.unwrap_or_default(), 1).replacen(
                    "%n",
                    told.named(),
                    1,
                ))
            })
            .collect();
        let missed = dated
            .as_ref()
            .map_or(&[][..], |part| part.missed.as_slice());
        let named = |part: &Missed| stage.day_for(Some(item), part.due);
        let first_due = stage.day_for(Some(item), due);
        let (due, due_line) = if missed.len() > 1 {
            let days: Vec<String> = missed.iter().map(named).collect();
            let with_open = |part: &Missed| match language {
                Language::En => format!("{} ({})", named(part), amount(part.open)),
                Language::Zh => format!("{}{}", named(part), amount(part.open)),
            };
            let lines: Vec<String> = missed.iter().map(with_open).collect();
            (
                format::list(&days, language),
                format::list(&lines, language),
            )
        } else {
            (first_due.clone(), first_due.clone())
        };
        Self {
            n,
            invoice: item.kind == Kind::Invoice,
            what: what(item, &subject, dated.as_ref(), stage),
            subject,
            asks: item
                .open_asks()
                .map(|ask| AskLine {
                    n: ask.n,
                    text: inert::line(&ask.text),
                })
                .collect(),
            one: item.open_asks().count() < 2,
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
            credited: (credited > Decimal::ZERO).then(|| amount(credited)),
            balance: invoice.and_then(crate::model::Invoice::balance).map(amount),
            several_dues: missed.len() > 1,
            instalment: dated.as_ref().map(|part| Part {
                n: part.numbers(language),
                of: part.of,
                amount: amount(part.open()),
            }),
            due,
            due_line,
            first_due,
            overdue: (late > 0).then(|| format::days(late, language)),
            opened: stage.day_for(Some(item), opened),
            since,
        }
    }
}

/// What is to be paid, within a sentence.
fn what(item: &Item, subject: &str, part: Option<&DatedPart>, stage: &Stage<'_>) -> String {
    let language = stage.language;
    let label = |key| {
        stage
            .engine
            .label(language, "label", key)
            .unwrap_or_default()
    };
    let name = match item.invoice.as_ref().map(|i| i.numbers.as_slice()) {
        Some([number]) => label("invoice").replacen("%s", &inert::line(number), 1),
        Some(numbers) if numbers.len() > 1 => {
            let numbers: Vec<String> = numbers.iter().map(|n| inert::line(n)).collect();
            label("invoices").replacen("%s", &format::list(&numbers, language), 1)
        }
        _ => label("invoice_named").replacen("%s", subject, 1),
    };
    let Some(part) = part else { return name };
    let key = match part.missed.as_slice() {
        [_, _, ..] => "instalments",
        [one] if one.n == part.of => "last_instalment",
        _ => "instalment",
    };
    label(key)
        .replacen("%n", &part.numbers(language), 1)
        .replacen("%s", &name, 1)
}

/// An instalment that is asked for.
struct Missed {
    n: usize,
    due: NaiveDate,
    /// What is open of it: payments count for the oldest first.
    open: Decimal,
}

/// The instalments that are asked for: the one the ladder stands at, and those behind it whose day has
/// passed too.
pub(super) struct DatedPart {
    missed: Vec<Missed>,
    of: usize,
}

impl DatedPart {
    fn due(&self) -> NaiveDate {
        self.missed.first().map_or(UNDATED, |part| part.due)
    }

    fn open(&self) -> Decimal {
        self.missed.iter().map(|part| part.open).sum()
    }

    /// `2`, `1 and 2`, `1、2`.
    fn numbers(&self, language: Language) -> String {
        let numbers: Vec<String> = self.missed.iter().map(|part| part.n.to_string()).collect();
        match language {
            Language::En => format::list(&numbers, language),
            Language::Zh => numbers.join("、"),
        }
    }
}

/// Whether it is to be paid in instalments.
pub(super) fn pays_in_parts(item: &Item) -> bool {
    dated_part(item, None, NaiveDate::MIN).is_some()
}

fn dated_part(item: &Item, line: Option<&FollowUpLine>, today: NaiveDate) -> Option<DatedPart> {
    let invoice = item.invoice.as_ref()?;
    let index = line.map_or(item.ladder.instalment, |line| line.instalment);
    let index = usize::try_from(index).ok()?;
    let current = invoice.instalments.get(index)?;
    let mut paid: Decimal = invoice.payments.iter().map(|p| p.amount).sum();
    let mut missed = Vec::new();
    for (at, part) in invoice.instalments.iter().enumerate() {
        let covered = if at < index {
            // What an earlier one leaves open is asked for with the one the ladder stands at.
            part.amount
        } else {
            paid.min(part.amount).max(Decimal::ZERO)
        };
        paid = paid.saturating_sub(covered);
        let late = current.due < today && part.due < today;
        if at < index || at > index && !late {
            continue;
        }
        missed.push(Missed {
            n: at.saturating_add(1),
            due: part.due,
            open: part.amount.saturating_sub(covered),
        });
    }
    if paid < Decimal::ZERO
        && let Some(first) = missed.first_mut()
    {
        first.open = first.open.saturating_sub(paid);
    }
    Some(DatedPart {
        missed,
        of: invoice.instalments.len(),
    })
}

/// The longest overdue.
pub(super) fn oldest<'a>(items: &'a [Item], lines: &[FollowUpLine]) -> Option<&'a Item> {
    items.iter().min_by_key(|item| {
        let line = lines.iter().find(|line| line.item == item.id);
        // The first of them is the oldest, whatever day it is.
        let part = dated_part(item, line, NaiveDate::MIN);
        let due = part.map_or(item.due, |part| part.due());
        (due, item.id)
    })
}

/// What is asked for now, summed by currency, where more than one item owes money.
pub(super) fn totals(items: &[Item], lines: &[FollowUpLine], stage: &Stage<'_>) -> Vec<String> {
    let mut sums: Vec<(Currency, Decimal, usize)> = Vec::new();
    for item in items {
        let Some(mut balance) = item.balance() else {
            continue;
        };
        let line = lines.iter().find(|line| line.item == item.id);
        if let Some(part) = dated_part(item, line, stage.today_for(Some(item))) {
            balance.value = part.open();
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
        .map(|(currency, value, _)| format::amount(Money { value, currency }, stage.language))
        .collect()
}
