//! Command mails and the command line: the same verbs, the same engine (product.md 5).

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::engine::{Bench, Engine, Event};
use crate::decide::{command, intake, reply};
use crate::matching::{self, Lookup as _, Match};
use crate::model::{
    Actor, AuthenticationResult, Command, Effect, EventKind, Evidence, HistoryEntry, Item, ItemId,
    Kind, Mail, MessageId, Notice, NoticeKind, NoticeLine, OutgoingState, Person, Reading, Verb,
};
use crate::store::OutgoingRow;
use crate::{interpret, mail};

impl Engine {
    /// Runs one command of somebody at the machine.
    ///
    /// # Errors
    /// A database or template fault; nothing of the command stays.
    pub fn console(
        &mut self,
        command: &Command,
        now: DateTime<Utc>,
    ) -> anyhow::Result<(Vec<NoticeLine>, Vec<Event>)> {
        let evidence = Evidence::new("command", None, &command::said(command));
        self.decide(now, |bench| {
            bench.run(command, &[], &Actor::Console, &evidence, &[])
        })
    }
}

/// Every word, in both languages (product.md 5).
const WORDS: &str = "done/完成, paid/已付款, part/部分, due/截止, snooze/延后, pause/暂停, resume/恢复, \
     cancel/取消, reopen/重开, chase/催, open/跟踪, ok/同意, skip/跳过, kind/类型, contact/联系人, \
     owner/转交, away/休假, call/电话, note/备注, why/原因, status/状态, list/列表, dossier/档案, \
     undo/撤销, resend/重发, sent/已发送, help/帮助";

/// A command with the number it was given.
fn numbered(said: &str, number: ItemId) -> String {
    match said.split_once(' ') {
        Some((verb, argument)) => format!("{verb} {} {argument}", number.0),
        None => format!("{said} {}", number.0),
    }
}

pub(super) fn line(item: Option<ItemId>, code: &str, words: impl Into<String>) -> NoticeLine {
    NoticeLine {
        item,
        code: code.to_owned(),
        words: words.into(),
        date: None,
    }
}

const PASS: AuthenticationResult = AuthenticationResult::Pass;

/// Whether a mail does something else than open an item, or nothing.
fn does_more_than_open(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| match effect {
        Effect::Item { entry, .. } => entry.event != EventKind::Opened,
        Effect::Notice { notice } => {
            matches!(notice.kind, NoticeKind::Transcript | NoticeKind::Unmatched)
        }
        _ => false,
    })
}

impl Bench<'_> {
    /// A mail among the team that is no forward: its commands, and a transcript back.
    pub(super) fn command_mail(
        &self,
        mail: &Mail,
        reading: &Reading,
        from: &Person,
        actor: &Actor,
        forwarded: &[ItemId],
    ) -> anyhow::Result<Vec<Effect>> {
        let copied = self.offered(mail, reading)?;
        let reading = copied.as_ref().unwrap_or(reading);
        let only_us = mail
            .recipients()
            .all(|p| self.desk.world.is_tracking(&p.address));
        let chosen = if reading.commands.is_empty() {
            self.chosen(mail, reading, actor)?
        } else {
            None
        };
        let chosen = match chosen {
            None if reading.commands.is_empty() => self.says_yes(mail, reading, actor)?,
            chosen => chosen,
        };
        if chosen.is_none()
            && reading.commands.is_empty()
            && (reading.refused.is_empty() || !only_us)
        {
            // Talk among colleagues with the tracker in Cc is nobody's command, and no silence where it
            // answers a forewarning.
            let talk = !only_us
                && (interpret::only_thanks(reading) || self.told_by(mail, actor)?.is_empty());
            if talk || reading.own_text.trim().is_empty() {
                let evidence = Evidence::new("among-the-team", Some(&mail.id()), "");
                let entry = HistoryEntry::new(EventKind::Received, actor.clone(), &evidence);
                return Ok(vec![Effect::Record { entry }]);
            }
        }
        let thread = match matching::find(mail, reading, None, self.tx)? {
            _ if !forwarded.is_empty() => forwarded.to_vec(),
            Match::Items(hits) | Match::Ambiguous(hits) => hits.iter().map(|h| h.item).collect(),
            Match::Nothing => Vec::new(),
        };
        let about: Vec<MessageId> = mail
            .in_reply_to
            .iter()
            .chain(mail.references.iter().rev())
            .cloned()
            .collect();
        let ours = self.our_lines(&about, &reading.own_text)?;
        let has_chosen = chosen.is_some();
        let mut lines = chosen.unwrap_or_default();
        // What each command above changed; nothing where it changed no item but all of them.
        let mut above: Vec<Option<Vec<ItemId>>> = Vec::new();
        for command in &reading.commands {
            let evidence = Evidence::new("command", Some(&mail.id()), &command::said(command));
            let bare = command.items.is_empty() && command.argument.is_none();
            let undoes = command.verb == Verb::Undo && bare;
            let told = match if undoes { above.pop() } else { None } {
                Some(Some(changed)) => self.undo_above(command, &changed, actor, &evidence)?,
                _ => self.run(command, &thread, actor, &evidence, &about)?,
            };
            if !undoes && !command.verb.only_asks() {
                let mut done = told.iter().filter(|l| l.code == "done").peekable();
                let wide = done.peek().is_some();
                let items: Vec<ItemId> = done.filter_map(|l| l.item).collect();
                above.push(Some(items).filter(|items| !(wide && items.is_empty())));
            }
            lines.extend(told);
        }
        lines.extend(
            reading
                .refused
                .iter()
                .filter(|r| !has_chosen && !ours.said(&r.line))
                .map(|r| line(None, &format!("refused:{}", r.why), r.line.clone())),
        );
        if lines.is_empty() {
            let his = ours.taken_out(&reading.own_text);
            let first = his.lines().find(|l| !l.trim().is_empty());
            lines.extend(first.map(|first| line(None, "refused:unknown_word", first)));
        }
        let refused = lines.iter().any(|l| l.code.starts_with("refused"));
        let sent = mail.date.unwrap_or_else(|| self.desk.now.fixed_offset());
        let more = refused || interpret::says_more(&reading.own_text, sent);
        if more && !interpret::only_thanks(reading) {
            let decided = lines.iter().filter(|l| l.code == "done");
            let decided: Vec<ItemId> = decided.filter_map(|l| l.item).collect();
            lines.extend(self.not_silent(mail, reading, actor, &decided)?);
        }
        let mut items: Vec<ItemId> = Vec::new();
        for item in lines.iter().filter_map(|l| l.item) {
            if !items.contains(&item) {
                items.push(item);
            }
        }
        let mut effects = self.told_to_owners(mail, from)?;
        effects.push(Effect::Notice {
            notice: Notice {
                kind: NoticeKind::Transcript,
                to: vec![from.address.clone()],
                items,
                in_reply_to: Some(mail.id()),
                from: Some(from.clone()),
                words: ours.taken_out(&reading.own_text),
                at: None,
                rule: "command".to_owned(),
                lines,
            },
        });
        Ok(effects)
    }

    /// Runs one command now and tells what came of it. `thread`: the items its mail is about, used
    /// where it names none; `about`: the mails it answers.
    pub(super) fn run(
        &self,
        command: &Command,
        thread: &[ItemId],
        actor: &Actor,
        evidence: &Evidence,
        about: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let of_thread = self.asks_of_thread(command, thread)?;
        let command = of_thread.as_ref().unwrap_or(command);
        let numbers: Vec<ItemId> = if command.items.is_empty() {
            thread.to_vec()
        } else {
            command.items.iter().copied().map(ItemId).collect()
        };
        let mut lines = Vec::new();
        let mut items = Vec::new();
        for number in numbers {
            match self.tx.load(number)? {
                Some(item) => items.push(item),
                None => lines.push(NoticeLine {
                    item: None,
                    code: "refused:no_such_item".to_owned(),
                    words: numbered(&command::said(command), number),
                    date: None,
                }),
            }
        }
        if items.is_empty() && !lines.is_empty() {
            return Ok(lines);
        }
        let all = command.argument.as_deref() == Some("all");
        let which = if all {
            Vec::new()
        } else {
            self.which_of_the_day(command, thread, about)?
        };
        if !which.is_empty() {
            return Ok(which);
        }
        lines.extend(match command.verb {
            Verb::Pause | Verb::Resume if all => self.everything(command, actor, evidence)?,
            Verb::Ok if all => self.agree(command, actor, evidence)?,
            Verb::Open => self.open(command, actor, about)?,
            Verb::List => self.list(actor)?,
            Verb::Status => self.status()?,
            Verb::Help => vec![line(None, "help", WORDS)],
            Verb::Why => self.why(command, &items, actor)?,
            Verb::Dossier => self.dossier(command, &items, actor),
            Verb::Undo if all || items.is_empty() => {
                self.retract(command, actor, evidence, about)?
            }
            Verb::Undo if command.items.is_empty() => {
                self.undo_in_answer(command, &items, actor, evidence, about)?
            }
            Verb::Undo => self.undo(command, &items, actor, evidence)?,
            Verb::Away => self.away(command, actor, evidence)?,
            Verb::Resend | Verb::Sent => self.unsure(command, &items, actor, evidence)?,
            _ => {
                if command.verb == Verb::Reopen {
                    for item in &mut items {
                        self.as_before_close(item)?;
                        self.take_in_late(item)?;
                    }
                }
                if command.verb == Verb::Contact {
                    for item in &mut items {
                        self.without_opted_out(item)?;
                    }
                }
                let stands = match command.verb {
                    Verb::Ok | Verb::Skip => self.standing(&items)?,
                    _ => HashMap::new(),
                };
                let outcome = command::act(command, &items, &stands, actor, evidence, &self.desk);
                let done = outcome.lines.iter().any(|l| l.code == "done");
                self.carry(outcome.effects)?;
                let mut lines = outcome.lines;
                if done {
                    lines.extend(self.what_still_holds(command.verb, &items)?);
                    lines.extend(self.what_is_owed(command.verb, &items)?);
                    lines.extend(self.when_it_leaves(command.verb, &items)?);
                    lines.extend(self.free_the_others(
                        command.verb,
                        &items,
                        actor,
                        evidence,
                        about,
                    )?);
                }
                lines
            }
        });
        Ok(lines)
    }

    /// `part 2 3` in the thread of #1 means two asks of #1 where it has both, and not an ask of #2.
    fn asks_of_thread(
        &self,
        command: &Command,
        thread: &[ItemId],
    ) -> anyhow::Result<Option<Command>> {
        let (Verb::Part, [first], [item], Some(argument)) =
            (command.verb, &command.items[..], thread, &command.argument)
        else {
            return Ok(None);
        };
        let item = self
            .tx
            .load(*item)?
            .filter(|i| i.kind == Kind::Request && i.id.0 != *first);
        let listed = format!("{first},{argument}");
        let asked = |item: &Item| {
            let is_ask = |n: &str| item.asks.iter().any(|ask| ask.n.to_string() == n);
            listed.split(',').all(|n| is_ask(n.trim()))
        };
        Ok(item.filter(asked).map(|_| Command {
            items: Vec::new(),
            argument: Some(listed.clone()),
            ..command.clone()
        }))
    }

    /// What the client wrote since the close is taken in by the item that is open again.
    fn take_in_late(&self, item: &mut Item) -> anyhow::Result<()> {
        let history = self.tx.history(item.id)?;
        let closed = history
            .iter()
            .rposition(|row| row.entry.event == EventKind::Closed);
        let since = history.into_iter().skip(closed.unwrap_or(usize::MAX));
        for row in since.filter(|row| row.entry.event == EventKind::Matched) {
            let Some(id) = &row.entry.message_id else {
                continue;
            };
            let Some(stored) = self.tx.mail(id)? else {
                continue;
            };
            if stored.mail.authentication.result == AuthenticationResult::Fail {
                continue;
            }
            let Some((mail, reading)) = self.reread(&stored.mail) else {
                continue;
            };
            let inner = reading.forwarded.as_ref().map(|f| (*f.reading).clone());
            let reading = inner.unwrap_or(reading);
            let asks = interpret::answers(&reading, &mail.attachments, &item.asks);
            let evidence = Evidence::new("late-reply", Some(id), &reading.own_text);
            reply::take_in(item, &reading, &asks, &evidence, &self.desk);
        }
        Ok(())
    }

    /// What had been given and paid before an item was closed stays so when it is reopened.
    fn as_before_close(&self, item: &mut Item) -> anyhow::Result<()> {
        let history = self.tx.history(item.id)?;
        let close = history
            .into_iter()
            .rfind(|row| row.entry.event == EventKind::Closed);
        if let Some(before) = close.and_then(|row| row.before) {
            item.asks = before.asks;
            item.invoice = before.invoice;
            // The instalment it stood at is the one that is owed again.
            item.ladder.instalment = before.ladder.instalment;
            item.due = before.due;
            item.due_source = before.due_source;
        }
        Ok(())
    }

    /// Opens an item from the member's own mail that this one answers: a mail that showed nothing to
    /// track, or one whose sender is proved only now, by the token he answers.
    fn open(
        &self,
        command: &Command,
        actor: &Actor,
        about: &[MessageId],
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let refused = |why| Ok(vec![command::refused(None, command, command::No(why))]);
        // At the machine a mail is named by its id, and opened for whoever wrote it.
        let named = command.argument.as_deref().map(MessageId::new);
        if named.is_none() && !matches!(actor, Actor::Member(_)) {
            return refused("by_mail_only");
        }
        for id in named.iter().chain(about) {
            let original = match self.tx.outgoing_by_message_id(id)? {
                // The notice answered stands for the mail it was about.
                Some(row) => self.notice_about(&row)?,
                None => Some(id.clone()),
            };
            let Some(original) = original else { continue };
            let Some(stored) = self.tx.mail(&original)? else {
                continue;
            };
            let Some(member) = stored.mail.from.as_ref().map(|p| &p.address) else {
                continue;
            };
            let his = match actor {
                Actor::Member(actor) => actor == member,
                Actor::Console | Actor::Daemon => self.desk.world.is_team(member),
            };
            if !his {
                continue;
            }
            let known = self.tx.by_message_id(&original)?;
            if self
                .load(&known)?
                .iter()
                .any(|item| item.opened_by == original)
            {
                return refused("already_open");
            }
            let Some((mail, reading)) = self.reread(&stored.mail) else {
                continue;
            };
            // Proved only now, it does what it would have done; what would have been nothing is opened.
            if let (Some(from), false) = (&mail.from, stored.mail.authentication.result == PASS) {
                let effects = self.proved_mail(&mail, &reading, from)?;
                if does_more_than_open(&effects) {
                    let about = effects.iter().find_map(|effect| match effect {
                        Effect::Item { item, .. } => Some(item.id),
                        _ => None,
                    });
                    self.carry(effects)?;
                    return Ok(vec![line(about, "done", command::said(command))]);
                }
            }
            let next = self.tx.next_item_id()?;
            let effects = intake::open(&mail, &reading, member, actor, next, true, &self.desk);
            let opened = effects.iter().find_map(|e| match e {
                Effect::Item { item, .. } => Some(item.id),
                _ => None,
            });
            self.carry(effects)?;
            if opened.is_some() {
                self.came_before(&original)?;
            }
            return match opened {
                Some(id) => Ok(vec![line(Some(id), "done", command::said(command))]),
                None => refused("no_client_among_recipients"),
            };
        }
        refused("nothing_to_open")
    }

    /// The mail a notice of ours was about: its In-Reply-To.
    pub(super) fn notice_about(&self, row: &OutgoingRow) -> anyhow::Result<Option<MessageId>> {
        Ok(mail::parse(&row.mail.bytes)
            .ok()
            .and_then(|m| m.in_reply_to.into_iter().next()))
    }

    /// `resend` or `sent`: what becomes of a follow-up whose delivery nobody knows.
    fn unsure(
        &self,
        command: &Command,
        items: &[Item],
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let mut lines = Vec::new();
        for item in items {
            if !command::may(actor, item, &self.desk) {
                lines.push(command::refused(
                    Some(item),
                    command,
                    command::No("not_yours"),
                ));
                continue;
            }
            let rows: Vec<OutgoingRow> = self
                .tx
                .unsure()?
                .into_iter()
                .filter(|r| r.mail.items.contains(&item.id))
                .collect();
            if rows.is_empty() {
                lines.push(command::refused(
                    Some(item),
                    command,
                    command::No("nothing_unsure"),
                ));
            }
            for row in rows {
                debug_assert!(matches!(
                    row.state,
                    OutgoingState::Unsure | OutgoingState::Held
                ));
                if command.verb == Verb::Sent {
                    if self.tx.resolve_sent(row.id, self.desk.now)? {
                        self.carry(self.sent(&row, "said-sent")?)?;
                    }
                } else {
                    let (at, end) = self.desk.joint(&item.client).window(self.desk.now);
                    self.tx
                        .resolve_resend(row.id, at, Some(end), self.desk.now)?;
                }
                let entry =
                    HistoryEntry::new(EventKind::Command, actor.clone(), evidence).about(item);
                self.carry(vec![Effect::Record { entry }])?;
                lines.push(line(Some(item.id), "done", command::said(command)));
            }
        }
        if lines.is_empty() {
            lines.push(command::refused(None, command, command::No("which_item")));
        }
        Ok(lines)
    }
}
