//! Items as people look at them: a table of many, or one with everything about it.

use std::io::Write;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::screen::{Cell, Paint, Screen, headings};
use super::tongue::Tongue;
use crate::config::Config;
use crate::model::{Hold, Item, Kind, Language, State};
use crate::report::ItemView;

/// Widest client and state of a table: the subject wants room as well.
const CLIENT: usize = 24;
const STATE: usize = 36;

/// What items are shown by.
pub(super) struct Board<'a> {
    pub(super) config: &'a Config,
    pub(super) tongue: &'a Tongue,
    /// The day it is for the team.
    pub(super) today: NaiveDate,
}

impl Board<'_> {
    /// Many items, a row each.
    pub(super) fn table<W: Write>(
        &self,
        items: &[ItemView],
        screen: &mut Screen<W>,
    ) -> std::io::Result<()> {
        let names = match self.tongue.language {
            Language::En => [
                "", "client", "owes", "due", "late", "state", "next", "subject",
            ],
            Language::Zh => ["", "客户", "尚欠", "到期", "逾期", "状态", "下一步", "主题"],
        };
        let mut rows = vec![headings(&names)];
        rows.extend(items.iter().map(|view| self.row(view)));
        screen.table(&rows)
    }

    fn row(&self, view: &ItemView) -> Vec<Cell> {
        let item = &view.item;
        let closed = item.closed.is_some();
        let late = self.late(item);
        let due = if late.is_empty() {
            Paint::Plain
        } else {
            Paint::Red
        };
        let name = self.config.world.client_name(&item.client);
        let cells = [
            Cell::new(item.id.to_string()).painted(Paint::Bold),
            Cell::new(name).at_most(CLIENT),
            Cell::new(self.owes(item)),
            Cell::new(item.due.to_string()).painted(due),
            Cell::new(late).painted(due),
            Cell::new(self.state(view))
                .painted(paint(view))
                .at_most(STATE),
            Cell::new(self.next(view)),
            Cell::new(item.subject.clone()),
        ];
        cells
            .map(|cell| {
                if closed {
                    cell.painted(Paint::Dim)
                } else {
                    cell
                }
            })
            .to_vec()
    }

    /// How long it is overdue; nothing if it is not.
    fn late(&self, item: &Item) -> String {
        let days = self.today.signed_duration_since(item.due).num_days();
        match self.tongue.language {
            _ if item.closed.is_some() || days <= 0 => String::new(),
            Language::En => format!("{days} d"),
            Language::Zh => format!("{days}天"),
        }
    }

    /// Money, or how many of its asks are still missing.
    fn owes(&self, item: &Item) -> String {
        if item.closed.is_some() {
            return String::new();
        }
        match (item.kind, item.balance()) {
            (_, Some(balance)) => balance.to_string(),
            (Kind::Invoice, None) => self.tongue.term("kind", "invoice"),
            (Kind::Request, None) => match (item.open_asks().count(), item.asks.len()) {
                (_, 0) => self.tongue.term("kind", "request"),
                (left, all) => match self.tongue.language {
                    Language::En => format!("{left} of {all}"),
                    Language::Zh => format!("{all}项缺{left}项"),
                },
            },
        }
    }

    /// Its state with what keeps it there.
    fn state(&self, view: &ItemView) -> String {
        let state = view.item.state(&view.outer);
        let word = self.tongue.term("state", state.as_str());
        let colon = self.tongue.say(": ", "：");
        if let Some(closed) = &view.item.closed {
            let how = self.tongue.term("how", closed.how.as_str());
            return format!("{word}{colon}{how}");
        }
        match view.item.longest_hold(&view.outer) {
            Some(hold) if state == State::Held => {
                format!("{word}{}{colon}{}", self.until(hold), self.reason(hold))
            }
            _ => word,
        }
    }

    fn reason(&self, hold: &Hold) -> String {
        self.tongue.term("hold", hold.reason.as_str())
    }

    fn until(&self, hold: &Hold) -> String {
        match (hold.until, self.tongue.language) {
            (None, _) => String::new(),
            (Some(until), Language::En) => format!(" until {until}"),
            (Some(until), Language::Zh) => format!("至{until}"),
        }
    }

    /// The step that comes next and its day.
    fn next(&self, view: &ItemView) -> String {
        let zone = self.config.world.team.zone;
        match view.next {
            _ if view.item.closed.is_some() => String::new(),
            Some((step, at)) => {
                let day = at.with_timezone(&zone).date_naive();
                format!("{day} {}", self.tongue.term("step", step.as_str()))
            }
            None => self
                .tongue
                .say("a word of its owner", "等负责人一句话")
                .to_owned(),
        }
    }

    /// One item with its people, asks, money and holds.
    pub(super) fn whole<W: Write>(
        &self,
        view: &ItemView,
        checks: &[(usize, String)],
        screen: &mut Screen<W>,
    ) -> std::io::Result<()> {
        let (item, tongue) = (&view.item, self.tongue);
        let kind = tongue.term("kind", item.kind.as_str());
        let title = format!(
            "{} {kind}{}{}",
            item.id,
            tongue.say(": ", "："),
            line(&item.subject)
        );
        screen.line(&screen.paint(&title, Paint::Bold))?;
        let state = screen.paint(&self.state(view), paint(view));
        screen.row(tongue.say("state", "状态"), &state)?;
        let name = self.config.world.client_name(&item.client);
        let client = if name == item.client.0 {
            name
        } else {
            format!("{name} ({})", item.client)
        };
        screen.row(tongue.say("client", "客户"), &client)?;
        for contact in &item.contacts {
            let dead = match contact.dead {
                Some(_) => tongue.say(" (not mailed any more)", "（不再发信）"),
                None => "",
            };
            let person = &contact.person;
            let name = if person.name.is_empty() {
                String::new()
            } else {
                format!("{} ", person.name)
            };
            let told = format!("{name}<{}>{dead}", person.address);
            screen.row(tongue.say("contact", "联系人"), &told)?;
        }
        screen.row(tongue.say("owner", "负责人"), item.owner.as_str())?;
        let late = self.late(item);
        let due = match (late.is_empty(), tongue.language) {
            (true, _) => item.due.to_string(),
            (false, Language::En) => {
                screen.paint(&format!("{}, {late} late", item.due), Paint::Red)
            }
            (false, Language::Zh) => screen.paint(&format!("{}，逾期{late}", item.due), Paint::Red),
        };
        screen.row(tongue.say("due", "到期"), &due)?;
        if let Some(balance) = item.balance().filter(|_| item.closed.is_none()) {
            screen.row(tongue.say("owes", "尚欠"), &balance.to_string())?;
        }
        for ask in &item.asks {
            let mark = if ask.done {
                screen.paint("[x]", Paint::Green)
            } else {
                "[ ]".to_owned()
            };
            screen.row("", &format!("{mark} {}. {}", ask.n, line(&ask.text)))?;
        }
        for (n, hold) in item.holds.iter().chain(&view.outer).enumerate() {
            let until = match hold.until {
                Some(_) => self.until(hold),
                None => tongue.say(" until somebody acts", "，等人处理").to_owned(),
            };
            let words = line(&hold.evidence.words);
            let told = format!(
                "{}{until}{}{words}",
                self.reason(hold),
                tongue.say(": ", "：")
            );
            screen.row(tongue.say("hold", "暂停"), &told)?;
            for (_, check) in checks.iter().filter(|(of, _)| *of == n) {
                let own = tongue.say("own check: ", "自行验证：");
                screen.row("", &format!("{own}{check}"))?;
            }
        }
        if item.closed.is_none() {
            let next = self.next_minute(view, self.config.world.team.zone);
            screen.row(tongue.say("next", "下一步"), &next)?;
        }
        Ok(())
    }

    fn next_minute(&self, view: &ItemView, zone: Tz) -> String {
        match view.next {
            Some((step, at)) => {
                let at = at.with_timezone(&zone).format("%Y-%m-%d %H:%M");
                format!("{at} {}", self.tongue.term("step", step.as_str()))
            }
            None => self.next(view),
        }
    }
}

/// White space folded: a subject or an ask may span lines.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The colour of a state.
fn paint(view: &ItemView) -> Paint {
    match view.item.state(&view.outer) {
        State::Open => Paint::Plain,
        State::Held => Paint::Yellow,
        State::Disputed => Paint::Red,
        State::Closed => Paint::Green,
    }
}
