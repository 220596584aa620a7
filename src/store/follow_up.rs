//! Follow-ups: mails to clients, planned, shown or sent; unique by item, instalment, round and step.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::column::{from_json, from_word, instant_or_none, json, micros, word};
use super::{OutgoingRow, StoreError, Tx};
use crate::model::{Address, FollowUp, FollowUpId, FollowUpLine, ItemId, OutgoingId};

/// Where a follow-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpStatus {
    /// Mode observe: shown, never sent.
    Observed,
    /// Waits for `ok` (approve) or for its day (forewarn).
    Proposed,
    /// A proposal that became a mail of its own.
    Accepted,
    /// A proposal dropped by `skip`.
    Skipped,
    /// In the outbox, not known to have left; claimed and begun ones as well.
    Queued,
    /// A server took it for one recipient at least.
    Sent,
    /// Servers refused it for good for every recipient.
    Refused,
    /// Its delivery is unknown.
    Unsure,
    /// Overtaken; its lines may be planned anew.
    Withdrawn,
}

impl FollowUpStatus {
    /// Which kind of uniqueness its lines have, see the schema.
    fn standing(self) -> u8 {
        match self {
            Self::Queued | Self::Sent | Self::Unsure => 1,
            Self::Proposed => 2,
            Self::Observed => 3,
            // Nobody got what was refused: once its owner says so, the step may go again.
            Self::Accepted | Self::Skipped | Self::Withdrawn | Self::Refused => 0,
        }
    }
}

impl Tx<'_> {
    /// Records a follow-up. Queued: proposals of the same lines count as accepted. Proposed: older
    /// proposals that share a line are replaced.
    pub(super) fn add_follow_up(
        &self,
        follow_up: &FollowUp,
        status: FollowUpStatus,
        now: DateTime<Utc>,
    ) -> anyhow::Result<FollowUpId> {
        let mut settled = Vec::new();
        let settle = match status {
            FollowUpStatus::Queued => Some(FollowUpStatus::Accepted),
            FollowUpStatus::Proposed => Some(FollowUpStatus::Withdrawn),
            _ => None,
        };
        for line in &follow_up.lines {
            if self.standing_at(line, status.standing())?.is_some()
                && status != FollowUpStatus::Proposed
            {
                return Err(StoreError::Repeated(*line).into());
            }
            if !self.exists(line.item)? {
                return Err(StoreError::UnknownItem(line.item).into());
            }
            if let (Some(settle), Some(older)) = (
                settle,
                self.standing_at(line, FollowUpStatus::Proposed.standing())?,
            ) {
                self.set_follow_up(older, settle, None)?;
                settled.push(older);
            }
        }
        self.prepare(
                "INSERT INTO follow_up (owner, status, counts_at, created_at, doc) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                follow_up.owner.as_str(),
                word(status)?,
                micros(follow_up.at.max(now)),
                micros(now),
                json(follow_up)?
            ])?;
        let id = self.sql.last_insert_rowid();
        if status == FollowUpStatus::Queued
            && let Some(told) = settled.last()
        {
            // The notice that told of it stays known: it may still come back.
            self.prepare(
                "UPDATE follow_up SET told_by = (SELECT told_by FROM follow_up WHERE id = ?2) WHERE id = ?1",
            )?
            .execute([id, told.0])?;
        }
        let mut add = self.prepare(
            "INSERT INTO follow_up_item (follow_up, item, instalment, round, step, standing)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for line in &follow_up.lines {
            add.execute(params![
                id,
                line.item.0,
                line.instalment,
                line.round,
                line.step.as_str(),
                status.standing()
            ])?;
        }
        let mut add = self.prepare(
            "INSERT OR IGNORE INTO follow_up_contact (address, follow_up) VALUES (?1, ?2)",
        )?;
        for person in &follow_up.to {
            add.execute(params![person.address.as_str(), id])?;
        }
        Ok(FollowUpId(id))
    }

    fn standing_at(&self, line: &FollowUpLine, standing: u8) -> anyhow::Result<Option<FollowUpId>> {
        let mut find = self.prepare(
            "SELECT follow_up FROM follow_up_item
             WHERE item = ?1 AND instalment = ?2 AND round = ?3 AND step = ?4 AND standing = ?5 AND standing > 0",
        )?;
        Ok(find
            .query_row(
                params![
                    line.item.0,
                    line.instalment,
                    line.round,
                    line.step.as_str(),
                    standing
                ],
                |row| Ok(FollowUpId(row.get(0)?)),
            )
            .optional()?)
    }

    /// Sets the status; `counts_at` = when it was really sent.
    pub(super) fn set_follow_up(
        &self,
        id: FollowUpId,
        status: FollowUpStatus,
        counts_at: Option<DateTime<Utc>>,
    ) -> anyhow::Result<()> {
        self.prepare(
            "UPDATE follow_up SET status = ?2, counts_at = coalesce(?3, counts_at) WHERE id = ?1",
        )?
        .execute(params![id.0, word(status)?, counts_at.map(micros)])?;
        self.prepare("UPDATE follow_up_item SET standing = ?2 WHERE follow_up = ?1")?
            .execute(params![id.0, status.standing()])?;
        Ok(())
    }

    /// Whether this step was queued or sent already in this round (withdrawn, observed and proposed
    /// ones do not count).
    ///
    /// # Errors
    /// SQLite's.
    pub fn follow_up_exists(&self, line: &FollowUpLine) -> anyhow::Result<bool> {
        Ok(self
            .standing_at(line, FollowUpStatus::Queued.standing())?
            .is_some())
    }

    /// Whether this step was shown already in mode observe.
    ///
    /// # Errors
    /// SQLite's.
    pub fn was_observed(&self, line: &FollowUpLine) -> anyhow::Result<bool> {
        Ok(self
            .standing_at(line, FollowUpStatus::Observed.standing())?
            .is_some())
    }

    /// When the last follow-up to a contact counts (UTC): queued (its planned time), in flight or
    /// sent. Withdrawn, refused, observed and proposed ones do not count.
    ///
    /// # Errors
    /// SQLite's.
    pub fn last_follow_up_to(&self, to: &Address) -> anyhow::Result<Option<DateTime<Utc>>> {
        self.last_to(to, "'queued', 'sent', 'unsure'")
    }

    /// When a follow-up to a contact was last shown in mode observe (UTC).
    ///
    /// # Errors
    /// SQLite's.
    pub fn last_observed_to(&self, to: &Address) -> anyhow::Result<Option<DateTime<Utc>>> {
        self.last_to(to, "'observed'")
    }

    /// The last fifty follow-ups to a contact that count, newest first: queued, in flight or sent.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn follow_ups_to(&self, to: &Address) -> anyhow::Result<Vec<(FollowUpId, FollowUp)>> {
        self.proposals(
            "SELECT f.id, f.doc FROM follow_up_contact c JOIN follow_up f ON f.id = c.follow_up
             WHERE c.address = ?1 AND f.status IN ('queued', 'sent', 'unsure') ORDER BY f.id DESC LIMIT 50",
            [to.as_str()],
        )
    }

    fn last_to(&self, to: &Address, statuses: &str) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut find = self.prepare(&format!(
            "SELECT max(f.counts_at) FROM follow_up_contact c JOIN follow_up f ON f.id = c.follow_up
             WHERE c.address = ?1 AND f.status IN ({statuses})"
        ))?;
        instant_or_none(find.query_row([to.as_str()], |row| row.get(0))?)
    }

    /// The proposals that hold an item, oldest first.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn proposed(&self, item: ItemId) -> anyhow::Result<Vec<(FollowUpId, FollowUp)>> {
        self.proposals(
            "SELECT id, doc FROM follow_up WHERE status = 'proposed'
             AND id IN (SELECT follow_up FROM follow_up_item WHERE item = ?1 AND standing = 2) ORDER BY id",
            [item.0],
        )
    }

    /// What was proposed or observed later than a moment (UTC) never was.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn forget_plans_ahead_of(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let ahead = self.proposals(
            "SELECT id, doc FROM follow_up WHERE status IN ('proposed', 'observed') AND created_at > ?1",
            [micros(now)],
        )?;
        for (id, _) in ahead {
            self.set_follow_up(id, FollowUpStatus::Withdrawn, None)?;
        }
        Ok(())
    }

    /// Every proposal, oldest first.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn all_proposed(&self) -> anyhow::Result<Vec<(FollowUpId, FollowUp)>> {
        self.proposals(
            "SELECT id, doc FROM follow_up WHERE status = 'proposed' ORDER BY id",
            [],
        )
    }

    fn proposals(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> anyhow::Result<Vec<(FollowUpId, FollowUp)>> {
        let mut find = self.prepare(sql)?;
        let rows = find.query_map(params, |row| {
            Ok((FollowUpId(row.get(0)?), row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (id, doc) = row?;
            Ok((id, from_json(&doc)?))
        })
        .collect()
    }

    /// Settles a proposal: accepted, skipped or withdrawn. Returns whether it still was one.
    ///
    /// # Errors
    /// A status that settles nothing; SQLite's.
    pub fn settle_proposal(&self, id: FollowUpId, status: FollowUpStatus) -> anyhow::Result<bool> {
        anyhow::ensure!(
            status.standing() == 0,
            "{status:?} does not settle a proposal"
        );
        let open = matches!(self.follow_up(id)?, Some((FollowUpStatus::Proposed, _)));
        if open {
            self.set_follow_up(id, status, None)?;
        }
        Ok(open)
    }

    /// Notes the notice (approval or forewarning) that told of a proposal. [`Tx::apply`] does this
    /// for every open proposal all of whose items the notice names.
    ///
    /// # Errors
    /// SQLite's.
    pub fn tell_of(&self, id: FollowUpId, notice: OutgoingId) -> anyhow::Result<()> {
        self.prepare("UPDATE follow_up SET told_by = ?2 WHERE id = ?1")?
            .execute([id.0, notice.0])?;
        Ok(())
    }

    /// The notice that told of a proposal: whether it was sent, when (`changed_at` of a sent row),
    /// and whether it bounced decides if silence may send (product.md 4).
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn told_of(&self, id: FollowUpId) -> anyhow::Result<Option<OutgoingRow>> {
        let mut find = self.prepare("SELECT told_by FROM follow_up WHERE id = ?1")?;
        let row: Option<Option<i64>> = find.query_row([id.0], |row| row.get(0)).optional()?;
        row.flatten()
            .map_or(Ok(None), |row| self.outgoing(OutgoingId(row)))
    }

    /// A follow-up with its status.
    ///
    /// # Errors
    /// SQLite's; a document that cannot be read.
    pub fn follow_up(&self, id: FollowUpId) -> anyhow::Result<Option<(FollowUpStatus, FollowUp)>> {
        let mut find = self.prepare("SELECT status, doc FROM follow_up WHERE id = ?1")?;
        let row: Option<(String, String)> = find
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        row.map(|(status, doc)| Ok((from_word(&status)?, from_json(&doc)?)))
            .transpose()
    }
}
