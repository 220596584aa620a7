//! Clients as people look at them: a table of all, or one with its people, money and mails.

use std::io::Write;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::screen::{Cell, Paint, Screen, headings};
use super::tongue::Tongue;
use crate::model::{Language, World, money};
use crate::report::client::{ClientRecord, Contact, Median, RECENT, Way};
use crate::report::{Ageing, Bucket};

/// Clients, told in a language.
pub(super) struct Told<'a> {
    pub(super) world: &'a World,
    pub(super) tongue: &'a Tongue,
}

impl Told<'_> {
    /// All of them, a row each.
    pub(super) fn list<W: Write>(
        &self,
        records: &[ClientRecord],
        screen: &mut Screen<W>,
    ) -> std::io::Result<()> {
        if records.is_empty() {
            return screen.line(self.tongue.say("No client is known yet.", "还没有客户。"));
        }
        let names = match self.tongue.language {
            Language::En => [
                "client",
                "open",
                "held",
                "disputed",
                "closed",
                "owes",
                "answers in",
                "promises kept",
                "",
            ],
            Language::Zh => [
                "客户",
                "进行中",
                "暂停",
                "有异议",
                "已结束",
                "欠款",
                "回复用时",
                "守约",
                "",
            ],
        };
        let mut rows = vec![headings(&names)];
        rows.extend(records.iter().map(|record| self.row(record)));
        screen.table(&rows)
    }

    fn row(&self, record: &ClientRecord) -> Vec<Cell> {
        let items = record.items;
        let count = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        let promises = record.promises;
        let made = promises.kept.saturating_add(promises.broken);
        let kept = match (made, self.tongue.language) {
            (0, _) => String::new(),
            (_, Language::En) => format!("{} of {made}", promises.kept),
            (_, Language::Zh) => format!("{}/{made}", promises.kept),
        };
        let out = if self.world.opted_out(&record.client) {
            self.tongue.say("opted out", "不发跟进")
        } else {
            ""
        };
        vec![
            Cell::new(self.title(record))
                .painted(Paint::Bold)
                .at_most(40),
            Cell::new(count(items.open)),
            Cell::new(count(items.held)).painted(Paint::Yellow),
            Cell::new(count(items.disputed)).painted(Paint::Red),
            Cell::new(count(items.closed)).painted(Paint::Green),
            Cell::new(owed(&record.money)),
            Cell::new(self.median(record.response).unwrap_or_default()),
            Cell::new(kept),
            Cell::new(out).painted(Paint::Dim),
        ]
    }

    /// Everything about one.
    pub(super) fn whole<W: Write>(
        &self,
        record: &ClientRecord,
        screen: &mut Screen<W>,
    ) -> std::io::Result<()> {
        let (tongue, zone) = (self.tongue, self.world.team.zone);
        screen.line(&screen.paint(&self.title(record), Paint::Bold))?;
        let mode = self.world.mode(&record.client, None);
        screen.row(tongue.say("mode", "模式"), mode.as_str())?;
        if self.world.opted_out(&record.client) {
            screen.row("", tongue.say("opted out", "不发跟进"))?;
        }
        screen.row(tongue.say("items", "事项"), &self.items(record))?;
        for one in &record.people {
            let name = match one.person.name.as_str() {
                "" => String::new(),
                name => format!("{name} "),
            };
            let (from, to) = one.mails;
            let mut told = format!("{name}<{}>", one.person.address);
            told.push_str(&match tongue.language {
                Language::En => format!(": mails {from} from, {to} to"),
                Language::Zh => format!("：来信 {from} 封，去信 {to} 封"),
            });
            if let Some(at) = one.last_heard {
                let heard = tongue.say(", last heard ", "，最近来信 ");
                told.push_str(&format!("{heard}{}", minute(at, zone)));
            }
            if !one.live {
                told.push_str(tongue.say(", not mailed any more", "，不再发信"));
            }
            screen.row(tongue.say("contact", "联系人"), &told)?;
        }
        let all = self
            .median(record.response)
            .map(|median| match tongue.language {
                Language::En => format!("in {median}, median of all time"),
                Language::Zh => format!("{median}，历来中位数"),
            });
        let none = tongue.say("none yet", "尚无").to_owned();
        screen.row(tongue.say("answers", "回复"), &all.unwrap_or(none))?;
        let recent = self.median(record.recent);
        let recent = match (recent, tongue.language) {
            (Some(median), Language::En) => {
                format!("in {median}, median of the last {RECENT} days")
            }
            (Some(median), Language::Zh) => format!("{median}，最近 {RECENT} 天中位数"),
            (None, Language::En) => format!("none in the last {RECENT} days"),
            (None, Language::Zh) => format!("最近 {RECENT} 天没有"),
        };
        screen.row("", &recent)?;
        let promises = record.promises;
        let told = match tongue.language {
            Language::En => format!(
                "{} kept, {} broken, {} open",
                promises.kept, promises.broken, promises.open
            ),
            Language::Zh => format!(
                "守约 {}，失约 {}，未到期 {}",
                promises.kept, promises.broken, promises.open
            ),
        };
        screen.row(tongue.say("promises", "承诺"), &told)?;
        for row in &record.money {
            let parts: Vec<String> = Bucket::ALL
                .iter()
                .zip(row.amounts)
                .filter(|(_, amount)| !amount.is_zero())
                .map(|(bucket, amount)| format!("{} {}", self.age(*bucket), money::plain(amount)))
                .collect();
            let total = owed(std::slice::from_ref(row));
            let told = format!(
                "{total}{}{}",
                tongue.say(": ", "："),
                parts.join(tongue.say(", ", "，"))
            );
            screen.row(tongue.say("owes", "欠款"), &told)?;
        }
        if record.contacts.is_empty() {
            return screen.line(tongue.say("no mail yet", "还没有邮件"));
        }
        screen.line("")?;
        let rows: Vec<Vec<Cell>> = record.contacts.iter().map(|c| self.mail(c, zone)).collect();
        let names = match tongue.language {
            Language::En => ["mails", "", "", "item", "who", "subject"],
            Language::Zh => ["邮件", "", "", "事项", "往来", "主题"],
        };
        screen.table(&[vec![headings(&names)], rows].concat())
    }

    fn title(&self, record: &ClientRecord) -> String {
        let name = self.world.client_name(&record.client);
        if name == record.client.0 {
            name
        } else {
            format!("{name} ({})", record.client)
        }
    }

    /// How many items stand in which state.
    fn items(&self, record: &ClientRecord) -> String {
        let items = record.items;
        let counts = [
            ("open", items.open),
            ("held", items.held),
            ("disputed", items.disputed),
            ("closed", items.closed),
        ];
        let told: Vec<String> = counts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(state, count)| format!("{count} {}", self.tongue.term("state", state)))
            .collect();
        if told.is_empty() {
            return self.tongue.say("none", "无").to_owned();
        }
        told.join(self.tongue.say(", ", "，"))
    }

    fn median(&self, median: Option<Median>) -> Option<String> {
        let Median { minutes, answers } = median?;
        let (short, hours, days) = (minutes <= 119, minutes / 60, minutes / 1440);
        Some(match self.tongue.language {
            Language::En => {
                let span = match minutes {
                    _ if short => format!("{minutes} min"),
                    ..=2879 => format!("{hours} h"),
                    _ => format!("{days} days"),
                };
                let word = if answers == 1 { "answer" } else { "answers" };
                format!("{span} ({answers} {word})")
            }
            Language::Zh => {
                let span = match minutes {
                    _ if short => format!("{minutes}分钟"),
                    ..=2879 => format!("{hours}小时"),
                    _ => format!("{days}天"),
                };
                format!("{span}（{answers}次回复）")
            }
        })
    }

    fn age(&self, bucket: Bucket) -> String {
        match self.tongue.language {
            Language::Zh => self.tongue.term("bucket", bucket.as_str()),
            Language::En => match bucket {
                Bucket::NotDue => "not due",
                Bucket::To30 => "1-30 days",
                Bucket::To60 => "31-60 days",
                Bucket::To90 => "61-90 days",
                Bucket::Over90 => "over 90 days",
            }
            .to_owned(),
        }
    }

    /// One mail of either way.
    fn mail(&self, contact: &Contact, zone: Tz) -> Vec<Cell> {
        let items: Vec<String> = contact.items.iter().map(ToString::to_string).collect();
        let who: Vec<&str> = contact.who.iter().map(|a| a.as_str()).collect();
        let (arrow, what) = match contact.way {
            Way::Received => {
                let read = contact.reading.map(|r| self.tongue.reading(r.as_str()));
                ("<-", read.unwrap_or_default().to_owned())
            }
            Way::FollowUp => {
                let step = contact
                    .step
                    .map(|step| self.tongue.term("step", step.as_str()));
                ("->", step.unwrap_or_default())
            }
            Way::Written => ("->", self.tongue.say("mail", "邮件").to_owned()),
        };
        let paint = match contact.way {
            Way::Received => Paint::Cyan,
            Way::FollowUp => Paint::Magenta,
            Way::Written => Paint::Plain,
        };
        vec![
            Cell::new(minute(contact.at, zone)),
            Cell::new(arrow),
            Cell::new(what).painted(paint),
            Cell::new(items.join(" ")),
            Cell::new(who.join(" ")).at_most(40),
            Cell::new(contact.subject.replace('\n', " ")),
        ]
    }
}

fn owed(money: &[Ageing]) -> String {
    let rows = money.iter().map(|row| match row.currency {
        Some(currency) => format!("{currency} {}", money::plain(row.total())),
        None => money::plain(row.total()),
    });
    rows.collect::<Vec<_>>().join(" + ")
}

fn minute(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}
