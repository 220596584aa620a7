//! The items of a summary, each on one line of one list: what needs a person, else what is sent next,
//! else why it rests, else that nothing is to do. Whoever reads an item four times reads none.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::Teller;
use crate::model::{HoldReason, ItemId, Mode, Step};
use crate::render::{format, inert};
use crate::report::{Held, Line, Need, NeedReason};

/// Most lines of a list, so that no team's mail grows without end; the CSV has them all. Gmail hides
/// what lies beyond 102 KB behind a link, so what needs a person stands first.
const MOST: usize = 150;

/// Lines about items.
#[derive(Debug, Default, Serialize)]
pub(super) struct Listing {
    /// All there are, shown or not.
    pub(super) count: usize,
    rows: Vec<Row>,
    /// How many are not shown, in words.
    more: Option<String>,
}

/// One line about an item.
#[derive(Debug, Default, Serialize)]
struct Row {
    id: String,
    client: String,
    subject: String,
    /// Empty where all are of one.
    owner: String,
    /// What this list is about: a reason, a day, an amount.
    note: String,
    words: String,
    /// Due day, balance, promise.
    facts: Vec<String>,
    /// What to answer, each whole.
    answers: Vec<String>,
}

/// All lists; no item stands in two.
pub(super) struct Lists {
    pub(super) needs: Listing,
    pub(super) planned: Listing,
    pub(super) bounces: Listing,
    pub(super) held: Listing,
    pub(super) later: Listing,
    pub(super) closed: Listing,
}

impl Teller<'_> {
    pub(super) fn lists(&self) -> Lists {
        let mut told: BTreeSet<ItemId> = BTreeSet::new();
        let needs = self.needs(&mut told);
        let mut planned: Vec<(NaiveDate, Step, &Line)> = (self.summary.planned())
            .filter(|line| told.insert(line.id))
            .filter_map(|line| line.next.map(|(step, day)| (day, step, line)))
            .collect();
        planned.sort_by_key(|(day, _, line)| (*day, line.id));
        let planned = planned.into_iter().map(|(day, step, line)| Row {
            note: self.coming_up(line, step, day),
            facts: self.facts(line, true),
            ..self.row(line)
        });
        let planned = self.listing(planned);
        let bounces = self.bounces(&mut told);
        let held: Vec<(&Line, &Held)> = (self.summary.held().chain(self.summary.disputes()))
            .filter(|line| !told.contains(&line.id))
            .filter_map(|line| line.hold.as_ref().map(|hold| (line, hold)))
            .collect();
        told.extend(held.iter().map(|(line, _)| line.id));
        let held = held.into_iter().map(|(line, hold)| {
            let (note, said) = self.rests(line, hold);
            Row {
                note,
                words: inert::line(&hold.words),
                facts: self.facts(line, !said),
                ..self.row(line)
            }
        });
        let held = self.listing(held);
        let open = (self.summary.open.iter()).filter(|line| told.insert(line.id));
        let later = open.map(|line| Row {
            note: line
                .next
                .map_or_else(String::new, |(step, day)| self.coming_up(line, step, day)),
            facts: self.facts(line, true),
            ..self.row(line)
        });
        let later = self.listing(later.collect::<Vec<_>>());
        let closed = (self.summary.closed.iter()).filter(|line| told.insert(line.id));
        let closed = closed.map(|line| {
            let (note, words) = self.how(line);
            Row {
                note,
                words,
                ..self.row(line)
            }
        });
        let closed = self.listing(closed.collect::<Vec<_>>());
        Lists {
            needs,
            planned,
            bounces,
            held,
            later,
            closed,
        }
    }

    fn listing(&self, all: impl IntoIterator<Item = Row>) -> Listing {
        let mut all = all.into_iter();
        let rows: Vec<Row> = all.by_ref().take(MOST).collect();
        let more = all.count();
        let label = || self.label("summary", "more");
        Listing {
            count: rows.len().saturating_add(more),
            rows,
            more: (more > 0).then(|| label().replacen("%s", &more.to_string(), 1)),
        }
    }

    /// Addresses that came back. The item stands with one where it stands nowhere else; where it needs a
    /// person for that very reason all is said there.
    fn bounces(&self, told: &mut BTreeSet<ItemId>) -> Listing {
        let bounce = NeedReason::Hold(HoldReason::Bounce);
        let needs = &self.summary.needs;
        let said = |item| needs.iter().any(|n| n.item == item && n.reason == bounce);
        let all = (self.summary.bounces.iter()).filter(|b| b.item.is_none() || !said(b.item));
        let rows: Vec<Row> = all
            .map(|bounced| {
                let open = (bounced.item.and_then(|id| self.lines.get(&id)))
                    .filter(|line| line.closed.is_none() && told.insert(line.id));
                let address = bounced.address.as_ref();
                Row {
                    note: address.map_or_else(String::new, ToString::to_string),
                    words: inert::line(&bounced.words),
                    facts: open.map_or_else(Vec::new, |line| self.facts(line, true)),
                    ..open.map_or_else(Row::default, |line| self.row(line))
                }
            })
            .collect();
        self.listing(rows)
    }

    /// What needs a person: an item once, with all its reasons and the words that fit the first.
    fn needs(&self, told: &mut BTreeSet<ItemId>) -> Listing {
        let needs = &self.summary.needs;
        let first = needs.iter().filter(|need| {
            let item = need.item;
            item.is_none_or(|id| told.insert(id))
        });
        let rows: Vec<Row> = first.map(|need| self.need(need)).collect();
        self.listing(rows)
    }

    fn need(&self, need: &Need) -> Row {
        let same = |other: &&Need| need.item.is_some() && other.item == need.item;
        // They stand by item, so the others of this one follow it.
        let from = self
            .summary
            .needs
            .iter()
            .skip_while(|n| !std::ptr::eq(*n, need));
        let all: Vec<&Need> = from
            .take_while(|other| std::ptr::eq(*other, need) || same(other))
            .collect();
        let reasons: Vec<String> = all.iter().map(|need| self.reason(need)).collect();
        let line = need.item.and_then(|id| self.lines.get(&id));
        let said = all.iter().find(|need| !need.words.is_empty());
        let number = need.item.map_or_else(String::new, |id| id.0.to_string());
        let words = self
            .engine
            .label(self.language, "need_words", key(need.reason));
        Row {
            note: self.join(&reasons),
            words: said.map_or_else(String::new, |need| inert::line(&need.words)),
            facts: line.map_or_else(Vec::new, |line| self.facts(line, true)),
            answers: words.map_or_else(Vec::new, |words| {
                let words = words.split('|').map(str::trim);
                words.map(|word| word.replacen("%s", &number, 1)).collect()
            }),
            ..self.row_of(need.item)
        }
    }

    fn reason(&self, need: &Need) -> String {
        match need.reason {
            NeedReason::Hold(reason) => self.label("hold", reason.as_str()),
            NeedReason::Approval => self.label("line", "approval"),
            NeedReason::Unconfirmed => {
                let label = self.label("need", "unconfirmed");
                let line = need.item.and_then(|id| self.lines.get(&id));
                match line.map(|line| self.claim(line)) {
                    Some(claim) if !claim.is_empty() => format!("{label}{}{claim}", self.colon()),
                    _ => label,
                }
            }
            NeedReason::Unmatched => self.label("line", "unmatched"),
            NeedReason::Unreadable => self.label("line", "unreadable"),
            reason @ (NeedReason::Paused | NeedReason::Untold | NeedReason::Call) => {
                self.label("need", key(reason))
            }
        }
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
        Row {
            id: line.id.to_string(),
            client: inert::line(&self.world.client_name(&line.client)),
            subject: inert::topic(&line.subject),
            owner: if self.summary.owners.len() > 1 {
                inert::line(self.world.person(&line.owner).shown())
            } else {
                String::new()
            },
            ..Row::default()
        }
    }

    fn row_of(&self, id: Option<ItemId>) -> Row {
        let Some(id) = id else { return Row::default() };
        self.lines.get(&id).map_or_else(
            || Row {
                id: id.to_string(),
                ..Row::default()
            },
            |line| self.row(line),
        )
    }

    /// Due day, what is owed and what was promised, of an open item.
    fn facts(&self, line: &Line, promise: bool) -> Vec<String> {
        if line.closed.is_some() {
            return Vec::new();
        }
        let due = format::date(line.due, self.language);
        let mut due = self.word("due_on").replacen("%s", &due, 1);
        if line.days_overdue > 0 {
            let late = format::days(line.days_overdue, self.language);
            due.push_str(&self.word("overdue_by").replacen("%s", &late, 1));
        }
        let balance = line.balance.filter(|balance| !balance.is_zero());
        let balance = balance.map(|b| format::amount_or_number(b, line.currency, self.language));
        let promised = if promise {
            self.promised(line.id)
        } else {
            None
        };
        [Some(due), balance, promised]
            .into_iter()
            .flatten()
            .collect()
    }

    fn word(&self, key: &str) -> String {
        let words = self.engine.words(self.language);
        let found = words.get_attr(key).ok();
        found
            .and_then(|word| word.as_str().map(str::to_owned))
            .unwrap_or_default()
    }

    fn promised(&self, id: ItemId) -> Option<String> {
        let (promised, broken) = self.promises.get(&id)?;
        let key = if *broken {
            "promise_broken"
        } else {
            "promised"
        };
        let day = format::date(promised.date, self.language);
        Some(self.label("summary", key).replacen("%s", &day, 1))
    }

    /// Why an item rests and until when; whether that tells its promise.
    fn rests(&self, line: &Line, hold: &Held) -> (String, bool) {
        if hold.reason == HoldReason::Promise
            && let Some(promised) = self.promised(line.id)
        {
            return (promised, true);
        }
        let reason = self.label("hold", hold.reason.as_str());
        let until = hold.until.map(|until| {
            let until = format::date(until, self.language);
            self.word("until").replacen("%s", &until, 1)
        });
        (format!("{reason}{}", until.unwrap_or_default()), false)
    }

    /// How an item was closed, and the words that did.
    fn how(&self, line: &Line) -> (String, String) {
        let Some(closed) = &line.closed else {
            return (String::new(), String::new());
        };
        let how = self.label("how", closed.how.as_str());
        let day = format::date(closed.day, self.language);
        (self.join(&[how, day]), inert::line(&closed.words))
    }

    /// When the client said that he paid, and how much it is.
    fn claim(&self, line: &Line) -> String {
        let day = line
            .closed
            .as_ref()
            .map(|closed| format::date(closed.day, self.language));
        let total = line
            .total
            .map(|t| format::amount_or_number(t, line.currency, self.language));
        self.join(&[day, total].into_iter().flatten().collect::<Vec<_>>())
    }
}

/// Key of the words that answer it.
fn key(reason: NeedReason) -> &'static str {
    match reason {
        NeedReason::Hold(reason) => reason.as_str(),
        NeedReason::Paused => "paused",
        NeedReason::Approval => "approval",
        NeedReason::Untold => "untold",
        NeedReason::Call => "call",
        NeedReason::Unconfirmed => "unconfirmed",
        NeedReason::Unmatched => "unmatched",
        NeedReason::Unreadable => "unreadable",
    }
}
