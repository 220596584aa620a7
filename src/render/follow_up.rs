//! What a follow-up's templates may say: every value a plain string, ready for the reader.

use rust_decimal::Decimal;
use serde::Serialize;

use super::owed::{Entry, pays_in_parts, totals};
use super::{Background, Stage, format, greeting, inert};
use crate::model::{Fact, FollowUp, Item, Kind, Language, Person, Step};

/// A follow-up, for its templates.
#[derive(Debug, Serialize)]
pub(super) struct Chase {
    pub(super) step: &'static str,
    /// `request`, `invoice`, or `outstanding` for several items.
    pub(super) folder: &'static str,
    several: bool,
    /// How the PM greets this client himself; `None` where that is not known.
    greeting: Option<String>,
    /// Names of the people it goes to; those without a name are not in it.
    names: Vec<String>,
    /// How a Chinese letter speaks to all it goes to.
    you: &'static str,
    owner: String,
    team: String,
    /// What happened since the last mail, the most important first; above the list.
    facts: Vec<Told>,
    /// Something is told above the list or in a line of it.
    news: bool,
    /// The client said it was paid, and it is not here.
    claim: bool,
    /// A part was paid since the last mail.
    paid: bool,
    /// Nobody it goes to, or its owner, had to do with this before.
    stranger: bool,
    /// Only money is owed.
    money: bool,
    /// Money and other things are owed.
    mixed: bool,
    /// A mail of this very template went out before: this one reads differently.
    again: bool,
    /// The day by which an answer helps: three working days of both sides ahead.
    by: String,
    /// A telephone call comes next.
    call: bool,
    /// Who of the client is copied by the last step; empty if nobody is.
    copied: String,
    /// A sum among them could still be split.
    splits: bool,
    item: Option<Entry>,
    items: Vec<Entry>,
    /// What else is open, in a mail that is about others.
    besides: Vec<Entry>,
    /// What is owed in money, one amount a currency; empty unless several items owe some.
    totals: Vec<String>,
    original: Option<Quoted>,
}

/// A fact, ready to be told.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    kind: &'static str,
    /// A day it names.
    day: Option<String>,
    /// An amount it names.
    amount: Option<String>,
    confirmed: bool,
    /// The day it names has passed.
    over: bool,
    /// The client knows of the day it names from somebody of the team.
    agreed: bool,
    /// A part has come: it is about what is left.
    rest: bool,
    /// A person or the things that came, in words.
    name: String,
    /// How many are left, in words; empty if none is.
    left: String,
    /// One is left.
    one: bool,
    /// It is about money.
    invoice: bool,
}

#[derive(Debug, Serialize)]
struct Quoted {
    from: String,
    date: String,
    lines: Vec<String>,
}

/// Most things that came and are still named one by one.
const NAMED: usize = 3;

impl Chase {
    /// What it asks for, each thing as it is written out.
    pub(super) fn asked(&self) -> Vec<String> {
        let all = self.item.iter().chain(&self.items).chain(&self.besides);
        all.flat_map(Entry::must_say).collect()
    }

    pub(super) fn new(
        follow_up: &FollowUp,
        items: &[Item],
        background: &Background<'_>,
        stage: &Stage<'_>,
    ) -> Self {
        let Stage {
            language, world, ..
        } = *stage;
        let step = follow_up.step().unwrap_or(Step::Friendly);
        let several = items.len() > 1;
        let line_of = |item: &Item| follow_up.lines.iter().find(|line| line.item == item.id);
        // What is said of those that have come furthest is said of no other.
        let leads = |item: &Item| line_of(item).is_none_or(|line| line.step == step);
        let (main, others): (Vec<usize>, Vec<usize>) =
            (0..items.len()).partition(|at| items.get(*at).is_some_and(leads));
        let mut n = 0_usize;
        let mut entries = |places: &[usize]| -> Vec<Entry> {
            let entry = |at: &usize| {
                let item = items.get(*at)?;
                n = n.saturating_add(1);
                let facts = background.facts.get(*at).map_or(&[][..], Vec::as_slice);
                let told = facts
                    .iter()
                    .filter(|fact| several && !fact.is_of_people())
                    .map(|fact| Told::new(fact, item, stage))
                    .collect();
                Some(Entry::new(n, item, line_of(item), told, stage))
            };
            places.iter().filter_map(entry).collect()
        };
        let (entries, besides) = (entries(&main), entries(&others));
        let facts: Vec<Told> = items
            .iter()
            .zip(background.facts)
            .flat_map(|(item, facts)| facts.iter().map(move |fact| (item, fact)))
            .filter(|(_, fact)| !several || fact.is_of_people())
            .map(|(item, fact)| Told::new(fact, item, stage))
            .collect();
        let zone = items
            .first()
            .and_then(|item| world.client(&item.client))
            .and_then(|client| client.zone)
            .unwrap_or(world.team.zone);
        let all = || background.facts.iter().flatten();
        let splits = items
            .iter()
            .any(|item| item.kind == Kind::Invoice && !pays_in_parts(item));
        let call = items.first().is_some_and(|item| {
            let ladder = &world.policy_of(&item.client).of(item.kind).ladder;
            ladder.iter().any(|rung| rung.step == Step::Call)
        });
        let copied: Vec<String> = follow_up
            .cc
            .iter()
            .filter(|person| !world.is_team(&person.address))
            .map(|person| known(person, items))
            .collect();
        // Everybody in the mail sees the address: without a name it is not read out to him.
        let colleague = stage.engine.label(language, "label", "colleague");
        let copied = match copied.iter().any(|name| name.contains('@')) {
            true => colleague.unwrap_or_default(),
            false => format::list(&copied, language),
        };
        Self {
            step: step.as_str(),
            folder: match items {
                [one] => one.kind.as_str(),
                _ => "outstanding",
            },
            several,
            greeting: background.greeting.map(inert::line),
            names: names(&follow_up.to, language),
            you: match follow_up.to.len() {
                0 | 1 => "您",
                2 => "二位",
                _ => "各位",
            },
            owner: inert::line(world.person(&follow_up.owner).shown()),
            team: inert::line(&world.team.name),
            facts,
            news: all().next().is_some(),
            claim: all()
                .any(|fact| matches!(fact, Fact::ClaimNotArrived { .. } | Fact::ClaimStill { .. })),
            paid: all().any(|fact| matches!(fact, Fact::Paid { .. })),
            stranger: all()
                .any(|fact| matches!(fact, Fact::NewContact { .. } | Fact::NewOwner { .. })),
            money: items.iter().all(is_money),
            mixed: items.iter().any(is_money) && !items.iter().all(is_money),
            again: background.again,
            by: stage.day_for(items.first(), background.by),
            call,
            copied,
            splits,
            item: entries.first().cloned(),
            totals: totals(items, &follow_up.lines, stage),
            items: entries,
            besides,
            original: background.original.map(|original| Quoted {
                from: inert::line(original.from.shown()),
                date: format::date(original.at.with_timezone(&zone).date_naive(), language),
                lines: inert::lines(&original.text),
            }),
        }
    }
}

fn is_money(item: &Item) -> bool {
    item.kind == Kind::Invoice
}

/// Whom to greet. One name among people of whom another has none is no greeting of all.
fn names(to: &[Person], language: Language) -> Vec<String> {
    let named: Vec<String> = to
        .iter()
        .filter_map(|person| greeting::name(person, language))
        .collect();
    let nameless = to.iter().any(|person| person.name.trim().is_empty());
    if named.len() == 1 && nameless {
        return Vec::new();
    }
    named
}

/// Somebody by the name the item knows, else by his address.
fn known(person: &Person, items: &[Item]) -> String {
    let named = items
        .iter()
        .flat_map(|item| &item.contacts)
        .map(|contact| &contact.person)
        .find(|other| other.address == person.address && !other.name.is_empty());
    inert::line(named.unwrap_or(person).shown())
}

impl Told {
    fn new(fact: &Fact, item: &Item, stage: &Stage<'_>) -> Self {
        let language = stage.language;
        let day = match fact {
            Fact::PromiseBroken { day, .. } | Fact::NewDate { day, .. } => Some(*day),
            Fact::Answered { on } | Fact::GraceOver { on } | Fact::Called { on } => Some(*on),
            Fact::ClaimNotArrived { on } | Fact::ClaimStill { on } => *on,
            _ => None,
        };
        let currency = item.invoice.as_ref().and_then(|i| i.currency);
        let amount = |value: Decimal| format::amount_or_number(value, currency, language);
        let open = item.open_asks().count();
        Self {
            kind: fact.as_str(),
            day: day.map(|day| stage.day_for(Some(item), day)),
            amount: match fact {
                Fact::Paid { amount: value, .. } => Some(amount(*value)),
                _ => None,
            },
            confirmed: matches!(
                fact,
                Fact::Paid {
                    confirmed: true,
                    ..
                }
            ),
            over: matches!(fact, Fact::NewDate { over: true, .. }),
            agreed: matches!(fact, Fact::NewDate { agreed: true, .. }),
            rest: matches!(fact, Fact::PromiseBroken { rest: true, .. }),
            name: match fact {
                Fact::Came { asks } => came(item, asks, stage),
                Fact::NewContact { before } => inert::line(before),
                Fact::PromiseBroken { by: Some(by), .. } | Fact::Back { who: Some(by) } => {
                    inert::line(by)
                }
                Fact::NewOwner { before } => inert::line(stage.world.person(before).shown()),
                _ => String::new(),
            },
            left: if open == 0 {
                String::new()
            } else {
                format::count(open, language)
            },
            one: open == 1,
            invoice: item.kind == Kind::Invoice,
        }
    }

    /// Whom or what it names.
    pub(super) fn named(&self) -> &str {
        &self.name
    }

    /// Key of its short form in the table `since` of `words.txt`, and what that names.
    pub(super) fn short(&self) -> (&'static str, Option<&str>) {
        let by = !self.name.is_empty();
        let key = match (self.kind, self.confirmed, self.invoice, &self.day) {
            ("paid", true, ..) => "paid_confirmed",
            ("promise_broken", ..) => match (self.rest, self.invoice, by) {
                (false, false, false) => "promise_broken",
                (false, false, true) => "promise_broken_by",
                (false, true, false) => "promise_broken_invoice",
                (false, true, true) => "promise_broken_invoice_by",
                (true, false, false) => "promise_broken_rest",
                (true, false, true) => "promise_broken_rest_by",
                (true, true, false) => "promise_broken_rest_invoice",
                (true, true, true) => "promise_broken_rest_invoice_by",
            },
            ("claim_not_arrived", .., None) => "claim_not_arrived_undated",
            ("claim_still", .., None) => "claim_still_undated",
            (kind, ..) => kind,
        };
        let word = self.day.as_deref().or(self.amount.as_deref());
        (
            key,
            word.or(Some(&self.name)).filter(|word| !word.is_empty()),
        )
    }
}

/// What came, by name where it is little.
fn came(item: &Item, asks: &[u32], stage: &Stage<'_>) -> String {
    if asks.len() > NAMED {
        let label = stage.engine.label(stage.language, "label", "points");
        return label.unwrap_or_default().replacen(
            "%s",
            &format::count(asks.len(), stage.language),
            1,
        );
    }
    let names: Vec<String> = item
        .asks
        .iter()
        .filter(|ask| asks.contains(&ask.n))
        .map(|ask| inert::line(&ask.text))
        .map(|text| {
            if text.starts_with('“') {
                text
            } else {
                format!("“{text}”")
            }
        })
        .collect();
    format::list(&names, stage.language)
}
