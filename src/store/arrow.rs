//! The arrows of the outbox (architecture law 5). Each is one fenced UPDATE and answers whether it
//! took effect: a worker that lost its row to a recovery or a withdrawal gets `false` and stops.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, params};

use super::column::{json, micros};
use super::{FollowUpStatus, OutgoingRow, RecipientResult, Tx};
use crate::model::{FollowUpId, OutgoingId, OutgoingState};

/// The right of one worker to one attempt at one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The row.
    pub id: OutgoingId,
    /// The attempt, from 1; a later claim makes this one void.
    pub attempt: u32,
}

/// What was found in flight at start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Nothing of the body had been sent: queued again.
    pub queued: Vec<OutgoingId>,
    /// The final dot may have been sent: looked for before anything else.
    pub unsure: Vec<OutgoingId>,
}

impl Tx<'_> {
    /// queued → claimed, before dialling. `None` if the row is not queued, not due or expired.
    ///
    /// # Errors
    /// SQLite's.
    pub fn claim(&self, id: OutgoingId, now: DateTime<Utc>) -> anyhow::Result<Option<Claim>> {
        let mut arrow = self.prepare(
            "UPDATE outbox SET state = 'claimed', attempt = attempt + 1, begun_at = ?2, changed_at = ?2
             WHERE id = ?1 AND state = 'queued' AND next_try_at <= ?2
                 AND (send_before IS NULL OR send_before > ?2)
             RETURNING attempt",
        )?;
        let attempt = arrow
            .query_row(params![id.0, micros(now)], |row| row.get(0))
            .optional()?;
        Ok(attempt.map(|attempt| Claim { id, attempt }))
    }

    /// claimed → `body_started`, committed just before the final dot.
    ///
    /// # Errors
    /// SQLite's.
    pub fn body_started(&self, claim: &Claim, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'body_started', changed_at = ?3
                 WHERE id = ?1 AND attempt = ?2 AND state = 'claimed'",
            )?
            .execute(params![claim.id.0, claim.attempt, micros(now)])?;
        Ok(changed == 1)
    }

    /// `body_started` → sent: a server answered 250 to the final dot. `results` has every recipient,
    /// those refused before it included.
    ///
    /// # Errors
    /// SQLite's.
    pub fn complete_sent(
        &self,
        claim: &Claim,
        results: &[RecipientResult],
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'sent', results = ?3, last_error = '', changed_at = ?4
                 WHERE id = ?1 AND attempt = ?2 AND state = 'body_started'",
            )?
            .execute(params![
                claim.id.0,
                claim.attempt,
                json(results)?,
                micros(now)
            ])?;
        self.carry(changed == 1, claim.id, FollowUpStatus::Sent, Some(now))
    }

    /// claimed or `body_started` → refused: a server refused it for good, at any stage.
    ///
    /// # Errors
    /// SQLite's.
    pub fn complete_refused(
        &self,
        claim: &Claim,
        results: &[RecipientResult],
        error: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'refused', results = ?3, last_error = ?4, changed_at = ?5
                 WHERE id = ?1 AND attempt = ?2 AND state IN ('claimed', 'body_started')",
            )?
            .execute(params![claim.id.0, claim.attempt, json(results)?, error, micros(now)])?;
        self.carry(changed == 1, claim.id, FollowUpStatus::Refused, None)
    }

    /// claimed → queued on any failure before the final dot; `body_started` → queued only because a
    /// server *answered* the final dot with 4xx, which says that it took nothing (RFC 5321 §4.2.1).
    ///
    /// # Errors
    /// SQLite's.
    pub fn requeue(
        &self,
        claim: &Claim,
        error: &str,
        next_try_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'queued', begun_at = NULL, last_error = ?3, next_try_at = ?4, changed_at = ?5
                 WHERE id = ?1 AND attempt = ?2 AND state IN ('claimed', 'body_started')",
            )?
            .execute(params![claim.id.0, claim.attempt, error, micros(next_try_at), micros(now)])?;
        Ok(changed == 1)
    }

    /// Moves the next try of a queued row (a cap is reached, the mailbox was not read lately).
    ///
    /// # Errors
    /// SQLite's.
    pub fn postpone(
        &self,
        id: OutgoingId,
        why: &str,
        next_try_at: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET next_try_at = ?3, last_error = ?2 WHERE id = ?1 AND state = 'queued'",
            )?
            .execute(params![id.0, why, micros(next_try_at)])?;
        Ok(changed == 1)
    }

    /// `body_started` → unsure: the final dot was begun and no answer seen.
    ///
    /// # Errors
    /// SQLite's.
    pub fn mark_unsure(
        &self,
        claim: &Claim,
        error: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'unsure', last_error = ?3, changed_at = ?4
                 WHERE id = ?1 AND attempt = ?2 AND state = 'body_started'",
            )?
            .execute(params![claim.id.0, claim.attempt, error, micros(now)])?;
        self.carry(changed == 1, claim.id, FollowUpStatus::Unsure, None)
    }

    /// unsure → held: no own copy was found within the grace period; a person decides.
    ///
    /// # Errors
    /// SQLite's.
    pub fn hold_unsure(&self, id: OutgoingId, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let changed = self
            .prepare("UPDATE outbox SET state = 'held', changed_at = ?2 WHERE id = ?1 AND state = 'unsure'")?
            .execute(params![id.0, micros(now)])?;
        Ok(changed == 1)
    }

    /// unsure or held → sent: the own copy was found, or a person said `sent`.
    ///
    /// # Errors
    /// SQLite's.
    pub fn resolve_sent(&self, id: OutgoingId, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'sent', changed_at = ?2 WHERE id = ?1 AND state IN ('unsure', 'held')",
            )?
            .execute(params![id.0, micros(now)])?;
        self.carry(changed == 1, id, FollowUpStatus::Sent, Some(now))
    }

    /// unsure or held → queued: a person said `resend`. `send_before` is the end of the working
    /// window (UTC) it now belongs to; `None` for mail to the team.
    ///
    /// # Errors
    /// SQLite's.
    pub fn resolve_resend(
        &self,
        id: OutgoingId,
        next_try_at: DateTime<Utc>,
        send_before: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'queued', begun_at = NULL, next_try_at = ?2, send_before = ?3, changed_at = ?4
                 WHERE id = ?1 AND state IN ('unsure', 'held')",
            )?
            .execute(params![id.0, micros(next_try_at), send_before.map(micros), micros(now)])?;
        self.carry(changed == 1, id, FollowUpStatus::Queued, None)
    }

    /// queued → withdrawn; frees the keys of its follow-up.
    ///
    /// # Errors
    /// SQLite's.
    pub fn withdraw(&self, id: OutgoingId, why: &str, now: DateTime<Utc>) -> anyhow::Result<bool> {
        let changed = self
            .prepare(
                "UPDATE outbox SET state = 'withdrawn', last_error = ?2, changed_at = ?3
                 WHERE id = ?1 AND state = 'queued'",
            )?
            .execute(params![id.0, why, micros(now)])?;
        self.carry(changed == 1, id, FollowUpStatus::Withdrawn, None)
    }

    /// Notes that a mail of ours came back; its state stays, for a server did take it.
    ///
    /// # Errors
    /// SQLite's.
    pub fn mark_bounced(&self, id: OutgoingId, now: DateTime<Utc>) -> anyhow::Result<()> {
        self.prepare("UPDATE outbox SET bounced_at = coalesce(bounced_at, ?2) WHERE id = ?1")?
            .execute(params![id.0, micros(now)])?;
        Ok(())
    }

    /// Rows left in flight by a crash: claimed → queued, `body_started` → unsure. Only at start,
    /// before any worker runs.
    ///
    /// # Errors
    /// SQLite's.
    pub fn recover(&self, now: DateTime<Utc>) -> anyhow::Result<Recovered> {
        let moved = |sql: &str| -> anyhow::Result<Vec<OutgoingId>> {
            let mut arrow = self.prepare(sql)?;
            let rows = arrow.query_map([micros(now)], |row| Ok(OutgoingId(row.get(0)?)))?;
            let mut ids = rows.collect::<Result<Vec<_>, _>>()?;
            ids.sort_unstable();
            Ok(ids)
        };
        let queued = moved(
            "UPDATE outbox SET state = 'queued', begun_at = NULL, last_error = 'interrupted before the body',
                 changed_at = ?1 WHERE state = 'claimed' RETURNING id",
        )?;
        let unsure = moved(
            "UPDATE outbox SET state = 'unsure', last_error = 'interrupted after the body', changed_at = ?1
             WHERE state = 'body_started' RETURNING id",
        )?;
        for id in &unsure {
            self.carry(true, *id, FollowUpStatus::Unsure, None)?;
        }
        Ok(Recovered { queued, unsure })
    }

    /// Gives a row's follow-up the status that goes with its new state.
    fn carry(
        &self,
        took_effect: bool,
        id: OutgoingId,
        status: FollowUpStatus,
        sent_at: Option<DateTime<Utc>>,
    ) -> anyhow::Result<bool> {
        if took_effect {
            let mut find = self.prepare("SELECT follow_up FROM outbox WHERE id = ?1")?;
            let follow_up: Option<i64> = find.query_row([id.0], |row| row.get(0))?;
            if let Some(follow_up) = follow_up {
                self.set_follow_up(FollowUpId(follow_up), status, sent_at)?;
            }
        }
        Ok(took_effect)
    }
}

impl OutgoingRow {
    /// The claim of the worker that holds the row; `None` if nobody does.
    #[must_use]
    pub fn claim(&self) -> Option<Claim> {
        matches!(
            self.state,
            OutgoingState::Claimed | OutgoingState::BodyStarted
        )
        .then_some(Claim {
            id: self.id,
            attempt: self.attempt,
        })
    }
}
