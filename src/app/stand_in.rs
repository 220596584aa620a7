//! `away`: a deputy for a while, told when it begins and when it ends.

use super::commands::line;
use super::engine::{Bench, views};
use crate::decide::{away, command};
use crate::model::{
    Actor, Address, Away, Command, Effect, Evidence, Item, Notice, NoticeKind, NoticeLine,
};
use crate::store::ItemFilter;

/// Items a deputy is told of at most.
const LONGEST: u32 = 50;

impl Bench<'_> {
    pub(super) fn away(
        &self,
        command: &Command,
        actor: &Actor,
        evidence: &Evidence,
    ) -> anyhow::Result<Vec<NoticeLine>> {
        let asked = match away::asked(command.argument.as_deref(), actor, &self.desk) {
            Ok(asked) => asked,
            Err(no) => return Ok(vec![command::refused(None, command, no)]),
        };
        let before = self.absence(&asked.owner)?;
        if asked.absence.is_none() && before.is_none() {
            let no = command::No("not_away");
            return Ok(vec![command::refused(None, command, no)]);
        }
        self.carry(vec![away::begin(&asked, actor, evidence, &self.desk)])?;
        self.tell_deputies(&asked.owner, before.as_ref(), actor)?;
        let mut lines = vec![line(None, "done", command::said(command))];
        if let Some((through, deputy)) = asked.absence {
            lines.push(NoticeLine {
                date: Some(through),
                ..line(None, "info:stands_in", deputy.as_str())
            });
        }
        Ok(lines)
    }

    /// The absence of a member as it stands now, over or not.
    pub(super) fn absence(&self, owner: &Address) -> anyhow::Result<Option<Away>> {
        let all = self.tx.absences()?;
        Ok(all.into_iter().find(|away| away.owner == *owner))
    }

    /// After a change of an absence: who no longer stands in is told, and who does from now on; and
    /// the owner, where another ended it.
    pub(super) fn tell_deputies(
        &self,
        owner: &Address,
        before: Option<&Away>,
        actor: &Actor,
    ) -> anyhow::Result<()> {
        let now = self.absence(owner)?;
        if let Some(before) = before
            && now.as_ref().is_none_or(|now| now.deputy != before.deputy)
        {
            let mut to = vec![before.deputy.clone()];
            if now.is_none() && *actor != Actor::Member(owner.clone()) {
                to.push(owner.clone());
            }
            for reader in to {
                let notice = away::told(vec![reader], before, "away-over", &self.desk);
                self.carry(vec![Effect::Notice { notice }])?;
            }
        }
        if let Some(now) = &now
            && before != Some(now)
        {
            let notice = away::told(vec![now.deputy.clone()], now, "away", &self.desk);
            let notice = self.with_items(notice, owner)?;
            self.carry(vec![Effect::Notice { notice }])?;
        }
        Ok(())
    }

    /// Absences whose last day has passed end, and both are told how the items stand.
    pub(super) fn end_absences(&self) -> anyhow::Result<()> {
        for away in self.tx.absences()? {
            if away.through >= self.desk.today() {
                continue;
            }
            let evidence = Evidence {
                rule: "away-over".to_owned(),
                ..away.evidence.clone()
            };
            let end = away::set(&away.owner, None, &Actor::Daemon, &evidence);
            let mut effects = vec![end];
            for reader in [&away.owner, &away.deputy] {
                let notice = away::told(vec![reader.clone()], &away, "away-over", &self.desk);
                let notice = self.with_items(notice, &away.owner)?;
                effects.push(Effect::Notice { notice });
            }
            self.carry(effects)?;
        }
        Ok(())
    }

    /// The owner's items: the open ones, and those that closed since he left.
    fn with_items(&self, mut notice: Notice, owner: &Address) -> anyhow::Result<Notice> {
        let since = self.absence(owner)?.map(|away| away.since);
        let filter = ItemFilter {
            owner: Some(owner.clone()),
            open_or_closed_since: since.or(Some(self.desk.now)),
            limit: Some(LONGEST),
            ..ItemFilter::default()
        };
        for view in views(self.tx, &filter)? {
            let item: &Item = &view.item;
            notice.items.push(item.id);
            notice.lines.push(NoticeLine {
                date: Some(item.due),
                ..line(
                    Some(item.id),
                    &format!("state:{}", item.state(&view.outer).as_str()),
                    "",
                )
            });
        }
        Ok(notice)
    }

    /// Who gets a notice: deputies instead of those who are away. What answers a mail goes to whoever
    /// wrote that mail.
    pub(super) fn readers(&self, notice: &Notice) -> Vec<Address> {
        let answers_its_writer = matches!(
            notice.kind,
            NoticeKind::Transcript
                | NoticeKind::Token
                | NoticeKind::Receipt
                | NoticeKind::NothingToTrack
                | NoticeKind::Deputy
                | NoticeKind::Admin
        );
        let mut readers = Vec::new();
        for to in &notice.to {
            let reader = if answers_its_writer {
                to.clone()
            } else {
                self.desk.reader(to)
            };
            if !readers.contains(&reader) {
                readers.push(reader);
            }
        }
        readers
    }
}
