//! Follow-ups, notices and summaries decided on: rendered to bytes, then recorded with them.

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::compose;
use super::dossier;
use super::engine::{Bench, key, line_of, outer_holds, views};
use super::wording::Wording;
use crate::decide::chase::{self, DueItem};
use crate::decide::forecast::{Planned, forecast};
use crate::decide::{Desk, ladder};
use crate::interpret;
use crate::model::{
    Effect, EventKind, FollowUp, HistoryEntry, Item, ItemId, MessageId, Mode, Notice, NoticeKind,
    NoticeLine, OutgoingClass,
};
use crate::render::{Beside, Content};
use crate::report::{self, ItemView, Material};
use crate::store::{ItemFilter, Tx};

/// Whoever wrote the template is to hear of it; the mail leaves all the same.
fn log_fault(content: &Content) {
    if let Some(fault) = &content.fault {
        tracing::error!(
            fault,
            "a template of your own failed; the built-in one was used: nudged check"
        );
    }
}

impl Bench<'_> {
    fn next_message_id(&self) -> anyhow::Result<MessageId> {
        let n: u64 = match self.tx.recall(key::MAILS)? {
            Some(text) => text
                .parse()
                .with_context(|| format!("memory mails holds {text}"))?,
            None => 1,
        };
        self.tx
            .remember(key::MAILS, &n.saturating_add(1).to_string())?;
        Ok(self
            .ids
            .message_id(n, self.desk.world.tracking.address.domain()))
    }

    pub(super) fn follow_up(
        &self,
        mut follow_up: FollowUp,
        mut entry: HistoryEntry,
    ) -> anyhow::Result<Option<(MessageId, Vec<ItemId>)>> {
        let items = self.load_all(follow_up.lines.iter().map(|l| l.item))?;
        self.copies_only_whom_it_may(&mut follow_up, &items)?;
        let Some(first) = items.first() else {
            return Ok(None);
        };
        let id = self.next_message_id()?;
        entry.message_id = Some(id.clone());
        if follow_up.mode == Mode::Observe {
            self.record(Effect::FollowUp { follow_up, entry }, None)?;
            return Ok(None);
        }
        let wording = Wording::of(self.tx, &follow_up, &items, &self.desk)?;
        let world = &wording.world;
        let desk = Desk { world, ..self.desk };
        let content = wording.content(&follow_up, self.templates, true, self.desk.now)?;
        log_fault(&content);
        for item in &items {
            self.tx.remember_text(item, &content.text)?;
        }
        let tag = self.tx.tag(first.id)?;
        let zone = self.desk.joint(&first.client).client.zone;
        let outgoing = compose::follow_up(
            &follow_up,
            &items,
            content,
            id.clone(),
            tag.as_deref(),
            &desk,
            zone,
        );
        let numbers = items.iter().map(|i| i.id).collect();
        self.record(Effect::FollowUp { follow_up, entry }, Some(outgoing))?;
        Ok(Some((id, numbers)))
    }

    /// One mail a recipient, each in his language.
    pub(super) fn notice(&self, notice: &Notice) -> anyhow::Result<()> {
        let items = self.load_all(notice.items.iter().copied())?;
        let mut notice = notice.clone();
        if notice.kind == NoticeKind::Approval {
            notice.words = self.proposal(&items)?;
            notice.from = None;
        }
        if notice.kind == NoticeKind::Call {
            for item in &items {
                notice.lines.extend(telephones(self.tx, item)?);
            }
        }
        let notice = &notice;
        let beside: Vec<Beside> = items
            .iter()
            .map(|item| {
                let next = self.tx.next_of(item.id)?;
                Ok(Beside {
                    next: next.map(|(_, at)| self.desk.client_day(&item.client, at)),
                    outer: outer_holds(self.tx, item)?,
                })
            })
            .collect::<anyhow::Result<_>>()?;
        for to in &self.readers(notice) {
            if self.is_one_too_many(notice, to)? {
                continue;
            }
            let language = self.desk.world.notice_language(to);
            let mut content = self.templates.notice(
                notice,
                &items,
                &beside,
                language,
                self.desk.world,
                self.desk.now,
            )?;
            log_fault(&content);
            for line in notice.lines.iter().filter(|line| line.code == "dossier") {
                let Some(item) = line.item else { continue };
                content.files.extend(dossier::file(
                    self.tx,
                    item,
                    language,
                    self.templates,
                    self.desk.world,
                    self.desk.now,
                )?);
            }
            let id = self.next_message_id()?;
            let one = Notice {
                to: vec![to.clone()],
                ..notice.clone()
            };
            let outgoing = compose::to_team(
                OutgoingClass::Notice,
                &one.to,
                Some(&one),
                content,
                id,
                self.desk.world,
                self.desk.now,
            );
            self.record(Effect::Notice { notice: one }, Some(outgoing))?;
        }
        Ok(())
    }

    /// The text of a follow-up that waits for `ok`, as it would leave now.
    fn proposal(&self, items: &[Item]) -> anyhow::Result<String> {
        let group: Vec<DueItem> = items
            .iter()
            .filter_map(|item| {
                let step = item.ladder.proposed?.step;
                Some(DueItem {
                    since: ladder::current_due(item),
                    item: item.clone(),
                    step,
                })
            })
            .collect();
        let Some(first) = group.first() else {
            return Ok(String::new());
        };
        let follow_up = chase::compose(&group, first, Mode::Approve, &self.desk);
        let items: Vec<Item> = group.iter().map(|due| due.item.clone()).collect();
        let wording = Wording::of(self.tx, &follow_up, &items, &self.desk)?;
        let content = wording.content(&follow_up, self.templates, false, self.desk.now)?;
        Ok(content.text)
    }

    /// Calendars in use that do not know a year that is near; each year of each is told once.
    fn unknown_years(&self) -> anyhow::Result<Vec<(String, i32)>> {
        let mut news = Vec::new();
        for (calendar, year) in self.desk.calendars.unknown_years(self.desk.now) {
            let name = format!("{}{calendar}:{year}", key::UNKNOWN_YEAR);
            if self.tx.recall(&name)?.is_none() {
                self.tx.remember(&name, &self.desk.now.to_rfc3339())?;
                news.push((calendar, year));
            }
        }
        Ok(news)
    }

    pub(super) fn summary(&self, since: DateTime<Utc>, due: DateTime<Utc>) -> anyhow::Result<()> {
        let weeks = chrono::Days::new(report::trend::WEEKS.saturating_mul(7));
        let oldest = due.checked_sub_days(weeks).unwrap_or(since);
        let filter = ItemFilter {
            open_or_closed_since: Some(since.min(oldest)),
            ..ItemFilter::default()
        };
        let mut items = views(self.tx, &filter)?;
        for view in &mut items {
            if let Some((step, at)) = &mut view.next
                && self.tx.follow_up_exists(&line_of(&view.item, *step))?
            {
                *at = self.desk.now; // its mail is just leaving
            }
        }
        let mut planned: Vec<(usize, Planned<'_>)> = Vec::new();
        for (n, ItemView { item, next, .. }) in items.iter().enumerate() {
            if let Some((step, at)) = *next {
                let since = self.next(item)?.since;
                let since = since.unwrap_or_else(|| ladder::current_due(item));
                let plan = Planned {
                    item,
                    step,
                    at,
                    since,
                };
                planned.push((n, plan));
            }
        }
        let plans: Vec<Planned<'_>> = planned.iter().map(|(_, plan)| *plan).collect();
        let times = forecast(&plans, &self.desk);
        let places: Vec<usize> = planned.iter().map(|(n, _)| *n).collect();
        for (n, leaves) in places.into_iter().zip(times) {
            if let Some(next) = items.get_mut(n).and_then(|view| view.next.as_mut()) {
                *next = leaves;
            }
        }
        let history = self.tx.history_since(since - chrono::Duration::days(21))?;
        let unknown_years = self.unknown_years()?;
        let mut untold = self.tx.notices_returned_since(since)?;
        untold.retain(|address| !self.desk.world.is_tracking(address));
        let material = Material {
            unknown_years: &unknown_years,
            untold: &untold,
            items: &items,
            history: &history,
            since,
            until: due,
            now: self.desk.now,
        };
        let summary = report::weekly(&material, self.desk.world);
        let content: Content =
            self.templates
                .summary(&summary, self.desk.world.team.language, self.desk.world)?;
        log_fault(&content);
        let id = self.next_message_id()?;
        let to = &self.desk.world.summary.to;
        let outgoing = compose::to_team(
            OutgoingClass::Summary,
            to,
            None,
            content,
            id,
            self.desk.world,
            self.desk.now,
        );
        self.record(Effect::Summary { since, due }, Some(outgoing))
    }
}

/// Where the contacts of an item can be called: what the newest of their mails about it says.
pub(super) fn telephones(tx: &Tx<'_>, item: &Item) -> anyhow::Result<Vec<NoticeLine>> {
    let mut lines: Vec<NoticeLine> = Vec::new();
    let contacts = item.follow_up_contacts();
    let mut rows = tx.history(item.id)?;
    rows.retain(|row| row.entry.event == EventKind::Matched);
    for id in rows
        .iter()
        .rev()
        .filter_map(|row| row.entry.message_id.as_ref())
    {
        let Some(mail) = tx.mail(id)? else {
            continue;
        };
        let writer = mail.mail.from.as_ref();
        let Some(person) = writer.and_then(|w| contacts.iter().find(|c| c.address == w.address))
        else {
            continue;
        };
        let said = |line: &NoticeLine| line.words.starts_with(person.shown());
        if lines.iter().any(said) {
            continue;
        }
        let numbers = interpret::telephones(&mail.mail.text, &mail.mail.subject);
        if !numbers.is_empty() {
            lines.push(NoticeLine {
                item: None,
                code: "phone".to_owned(),
                words: format!("{}, {}", person.shown(), numbers.join(", ")),
                date: None,
            });
        }
    }
    Ok(lines)
}
