//! What came, what was understood, what was done: one line each. Noise is left out.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::letter::Letter;
use crate::app::compose::follow_up_language;
use crate::app::engine::Event;
use crate::cli::screen::Paint;
use crate::cli::tongue::Tongue;
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
    tongue: &'a Tongue,
    names: BTreeMap<Address, String>,
}

/// `Fri 18 Sep`, `9月18日周五`.
pub(super) fn day(day: NaiveDate, tongue: &Tongue) -> String {
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    match tongue.language {
        Language::En => day.format("%a %-d %b").to_string(),
        Language::Zh => {
            let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
            let weekday = DAYS.get(weekday).unwrap_or(&"");
            format!("{}周{weekday}", day.format("%-m月%-d日"))
        }
    }
}

/// The language of a follow-up.
pub(super) fn language(language: Language, tongue: &Tongue) -> &'static str {
    match language {
        Language::Zh => tongue.say("Chinese", "中文"),
        Language::En => tongue.say("English", "英文"),
    }
}

impl<'a> Teller<'a> {
    /// Learns the names of people from the mails they write and get.
    pub(super) fn new(config: &'a Config, letters: &[Letter], tongue: &'a Tongue) -> Self {
        let mut names = BTreeMap::new();
        for person in letters
            .iter()
            .flat_map(|l| l.from.iter().chain(&l.to).chain(&l.cc))
        {
            if !person.name.is_empty() {
                names.insert(person.address.clone(), person.name.clone());
            }
        }
        Self {
            config,
            tongue,
            names,
        }
    }

    fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        self.tongue.say(en, zh)
    }

    /// `en` or `zh` with its gaps, `{}`, filled in turn.
    fn fill(&self, en: &'static str, zh: &'static str, gaps: &[&str]) -> String {
        let mut out = String::new();
        let mut gaps = gaps.iter();
        for (n, piece) in self.say(en, zh).split("{}").enumerate() {
            if n > 0 {
                out.push_str(gaps.next().unwrap_or(&""));
            }
            out.push_str(piece);
        }
        out
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
        let from = letter.from.as_ref().map_or_else(
            || self.say("a mail server", "邮件服务器").to_owned(),
            |p| self.name(&p.address),
        );
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
            label: self.say("mail", "邮件"),
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
        let term = |table: &str, code: &str| self.tongue.term(table, code);
        Some(match entry.event {
            EventKind::Opened => (self.say("opened", "新开"), Paint::Cyan, self.opened(item?)),
            EventKind::Matched => {
                let reading = entry.reading.map_or("nothing", |r| r.as_str());
                let reading = self.tongue.reading(reading);
                let said = decisive(rest, entry.item).unwrap_or(&entry.evidence.words);
                let how = if rule == "reply-in-thread" {
                    String::new()
                } else {
                    format!(" ({rule})")
                };
                (
                    self.say("understood", "理解为"),
                    Paint::Plain,
                    format!("{number} {reading}{how}: {}", quote(said)),
                )
            }
            EventKind::Held => {
                let code = entry.hold.map_or("?", HoldReason::as_str);
                let (label, paint) = match entry.hold {
                    Some(HoldReason::Dispute) => (self.say("disputed", "异议"), Paint::Red),
                    _ => (self.say("held", "暂停"), Paint::Yellow),
                };
                let until = match (entry.until, item) {
                    (Some(until), _) => self.fill("until {}", "至{}", &[&day(until, self.tongue)]),
                    (None, Some(item)) => {
                        self.fill("until {} acts", "等{}处理", &[&self.name(&item.owner)])
                    }
                    (None, None) => self.say("until somebody acts", "等人处理").to_owned(),
                };
                let why = match &entry.actor {
                    Actor::Member(who) if rule == "command" => {
                        format!("{}: {words}", self.name(who))
                    }
                    _ if code == "review" => format!("{}, {rule}", term("hold", code)),
                    _ => term("hold", code),
                };
                (label, paint, format!("{number} {until} ({why})"))
            }
            EventKind::Updated => return self.updated(entry, item?, &number),
            EventKind::Resumed => {
                let text = match (entry.hold, rule) {
                    (Some(HoldReason::Promise), "hold-ended") => self.fill(
                        "{} promise not kept: {}",
                        "{} 未守承诺：{}",
                        &[&number, &words],
                    ),
                    (Some(reason), "hold-ended") => {
                        let reason = term("hold", reason.as_str());
                        let over = self.fill("{} {} is over", "{} 已过：{}", &[&number, &reason]);
                        over.trim_start().to_owned()
                    }
                    (_, "owner-in-thread") => self.fill(
                        "{} {} answered: the client's turn again",
                        "{} {}已答复：轮到客户",
                        &[&number, &self.name(&item?.owner)],
                    ),
                    _ => format!("{number} {words}"),
                };
                (self.say("resumed", "继续"), Paint::Plain, text)
            }
            EventKind::Closed => {
                let closed = item?.closed.as_ref()?;
                let by = match &entry.actor {
                    Actor::Member(who) => self.fill(" by {}", "（{}）", &[&self.name(who)]),
                    _ if !closed.confirmed => self
                        .say(", on the client's word", "（据客户所说）")
                        .to_owned(),
                    _ => String::new(),
                };
                let how = term("how", closed.how.as_str());
                (
                    self.say("closed", "结束"),
                    Paint::Green,
                    format!("{number} {how}{by}"),
                )
            }
            EventKind::Reopened => (self.say("reopened", "重开"), Paint::Cyan, number),
            EventKind::FollowUp => (
                self.say("follow-up", "跟进"),
                Paint::Magenta,
                self.follow_up(at, entry, items)?,
            ),
            EventKind::AskedOwner if entry.step == Some(Step::Call) => {
                let item = item?;
                let client = self.config.world.client_name(&item.client);
                let text = self.fill(
                    "{} the ladder ends: time for {} to telephone {}",
                    "{} 邮件已发完：请{}致电{}",
                    &[&number, &self.name(&item.owner), &client],
                );
                (self.say("call", "电话"), Paint::Red, text)
            }
            EventKind::Bounced if !entry.to.is_empty() => {
                let next = item.map(|i| i.follow_up_contacts()).unwrap_or_default();
                let next = self.people(next.iter().map(|p| &p.address));
                let then = if next.is_empty() {
                    String::new()
                } else {
                    self.fill("; from now on: {}", "；今后改发{}", &[&next])
                };
                let who = self.people(&entry.to);
                let text = self.fill(
                    "{} {} does not work{}",
                    "{} {}无法送达{}",
                    &[&number, &who, &then],
                );
                (self.say("bounced", "退信"), Paint::Red, text)
            }
            EventKind::Unmatched => (
                self.say("unmatched", "无对应"),
                Paint::Yellow,
                self.fill("fits no item: {}", "与任何事项都不相符：{}", &[&words]),
            ),
            EventKind::Ambiguous => (
                self.say("ambiguous", "不确定"),
                Paint::Yellow,
                self.fill("{} may be meant: {}", "可能是指 {}：{}", &[&number, &words]),
            ),
            EventKind::Rejected => (
                self.say("rejected", "拒绝"),
                Paint::Red,
                format!("{rule}: {words}"),
            ),
            EventKind::Unreadable => (self.say("unreadable", "不可读"), Paint::Red, words),
            EventKind::Withdrawn => (
                self.say("withdrawn", "撤回"),
                Paint::Plain,
                self.fill(
                    "{} a follow-up overtaken by the answer",
                    "{} 客户已回复，跟进不再发出",
                    &[&number],
                ),
            ),
            EventKind::Summary => {
                let to = entry.to.iter();
                let team = self.people(to.filter(|a| !self.config.world.is_tracking(a)));
                let text = self.fill("weekly summary to {}", "每周汇总发给{}", &[&team]);
                (self.say("summary", "周报"), Paint::Bold, text)
            }
            EventKind::Received if rule == "nothing-to-track" => (
                self.say("noted", "记录"),
                Paint::Plain,
                self.fill(
                    "nothing to track; {} is told",
                    "没有需要跟踪的内容，已告知{}",
                    &[&self.people(&entry.to)],
                ),
            ),
            EventKind::Notice if rule == "forewarned" => (
                self.say("forewarned", "预告"),
                Paint::Plain,
                self.fill(
                    "{} of {}; silence sends",
                    "已告知{}：{}，不回复即发出",
                    &[&self.people(&entry.to), &number],
                ),
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
        let count = item.asks.len();
        let what = match (item.kind, item.balance()) {
            (Kind::Invoice, Some(balance)) => balance.to_string(),
            (Kind::Invoice, None) => self.say("no amount", "没有金额").to_owned(),
            (Kind::Request, _) if count == 1 => self.say("1 ask", "1项").to_owned(),
            (Kind::Request, _) => self.fill("{} asks", "{}项", &[&count.to_string()]),
        };
        let from = match &item.due_source {
            DueSource::Words(words) => format!(" {}", quote(words)),
            _ => String::new(),
        };
        let kind = self.tongue.term("kind", item.kind.as_str());
        let (id, due) = (item.id.to_string(), day(item.due, self.tongue));
        match self.tongue.language {
            Language::En => format!("{id} {kind} for {client}: {what}, due {due}{from}"),
            Language::Zh => format!("{id} {client}的{kind}：{what}，{due}到期{from}"),
        }
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
                    self.say("ticked", "打勾"),
                    Paint::Blue,
                    self.fill(
                        "{} part paid; {} left",
                        "{} 已付一部分，尚欠 {}",
                        &[number, &left],
                    ),
                )
            }
            "delivered" | "part-delivered" => {
                let all = item.asks.len();
                let left: Vec<String> = item.open_asks().map(|a| a.text.clone()).collect();
                let came = all.saturating_sub(left.len()).to_string();
                let text = self.fill(
                    "{} {} of {} came; missing: {}",
                    "{} 收到 {}/{} 项；尚缺：{}",
                    &[number, &came, &all.to_string(), &left.join("; ")],
                );
                (self.say("ticked", "打勾"), Paint::Blue, text)
            }
            "approval-needed" => {
                let step = item.ladder.proposed.map_or("?", |p| p.step.as_str());
                let step = match self.tongue.language {
                    Language::En => step.to_owned(),
                    Language::Zh => self.tongue.term("step", step),
                };
                let owner = self.name(&item.owner);
                let text = self.fill(
                    "{} may the {} follow-up leave? {} is asked (mode approve)",
                    "{} 可以发出“{}”吗？已询问{}（approve 模式）",
                    &[number, &step, &owner],
                );
                (self.say("asked", "询问"), Paint::Yellow, text)
            }
            "command" => {
                let who = match &entry.actor {
                    Actor::Member(who) => self.name(who),
                    Actor::Daemon | Actor::Console => self.say("the console", "控制台").to_owned(),
                };
                let said = quote(&entry.evidence.words);
                (
                    self.say("command", "指令"),
                    Paint::Cyan,
                    self.fill("{} {}: {}", "{} {}：{}", &[number, &who, &said]),
                )
            }
            "owner-in-thread" => (
                self.say("noted", "记录"),
                Paint::Plain,
                self.fill(
                    "{} {}'s own mail counts as contact",
                    "{} {}自己的邮件算作一次联系",
                    &[number, &self.name(&item.owner)],
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
        let step = entry.step.map_or("?", Step::as_str);
        let step = match self.tongue.language {
            Language::En => step.replace('_', "-"),
            Language::Zh => self.tongue.term("step", step),
        };
        let in_language = language(follow_up_language(item, &self.config.world), self.tongue);
        let zone = self.config.calendars.joint(&item.client).client.zone;
        let who = self.people(&entry.to);
        let gaps = [numbers.join(" "), step, who, in_language.to_owned()];
        let gaps = gaps.each_ref().map(String::as_str);
        let mut text = self.fill("{} {} to {}, in {}", "{} {}，发给{}，{}", &gaps);
        if zone != self.config.world.team.zone {
            let city = zone
                .name()
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .replace('_', " ");
            let at = at.with_timezone(&zone).format("%H:%M").to_string();
            text.push_str(&self.fill(" ({} in {})", "（当地 {}，{}）", &[&at, &city]));
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
