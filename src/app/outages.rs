//! Who looks after the daemon hears of a mailbox that cannot be read, and of its return: once each,
//! whatever is started anew meanwhile.

use chrono::{DateTime, Utc};

use super::engine::{Bench, Engine, Event};
use super::run::MailboxHealth;
use crate::model::{Effect, Notice, NoticeKind, NoticeLine};

/// Memory key: the outage of this mailbox was told.
fn key(name: &str) -> String {
    format!("outage:{name}")
}

impl Engine {
    /// Tells `admin.to` of outages that last, and of those that ended.
    ///
    /// # Errors
    /// A database or template fault.
    pub(super) fn outages(
        &mut self,
        mailboxes: &[MailboxHealth],
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        let patience = self.config.admin_after;
        let mut news = Vec::new();
        for mailbox in mailboxes {
            let told = self
                .store
                .read(|tx| Ok(tx.recall(&key(&mailbox.name))?.is_some()))?;
            match &mailbox.failing {
                Some((since, _)) if !told && now - *since >= patience => news.push(mailbox),
                None if told && mailbox.reached.is_some() => news.push(mailbox),
                _ => {}
            }
        }
        if news.is_empty() {
            return Ok(Vec::new());
        }
        let told = self.decide(now, |bench| {
            news.iter().try_for_each(|mailbox| bench.outage(mailbox))
        })?;
        Ok(told.1)
    }
}

impl Bench<'_> {
    fn outage(&self, mailbox: &MailboxHealth) -> anyhow::Result<()> {
        let (rule, at, words) = match &mailbox.failing {
            Some((since, why)) => {
                self.tx.remember(&key(&mailbox.name), &since.to_rfc3339())?;
                (
                    "unreachable",
                    Some(*since),
                    format!("{}: {why}", mailbox.name),
                )
            }
            None => {
                self.tx.forget_key(&key(&mailbox.name))?;
                ("back", None, mailbox.name.clone())
            }
        };
        let to = self.desk.world.admin.clone();
        if to.is_empty() {
            return Ok(());
        }
        let notice = Notice {
            kind: NoticeKind::Admin,
            to,
            items: Vec::new(),
            in_reply_to: None,
            from: None,
            words: String::new(),
            at,
            rule: rule.to_owned(),
            lines: vec![NoticeLine {
                item: None,
                code: "info".to_owned(),
                words,
                date: None,
            }],
        };
        self.carry(vec![Effect::Notice { notice }])
    }
}
