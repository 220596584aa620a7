//! Outgoing mail as rows: what is due, expired, doubtful, and how much has left.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::column::{from_json, from_word, instant, instant_or_none, json, micros, word};
use super::{StoreError, Tx};
use crate::model::{
    Address, ClientKey, FollowUpId, ItemId, MessageId, Outgoing, OutgoingClass, OutgoingId,
    OutgoingState,
};

/// What a server said about one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientResult {
    /// Who.
    pub address: Address,
    /// Taken (a 2xx answer to RCPT, and the mail as a whole was taken).
    pub accepted: bool,
    /// The SMTP reply code; 0 if there was none.
    pub code: u16,
    /// The server's words.
    pub text: String,
}

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingRow {
    /// Row id.
    pub id: OutgoingId,
    /// The mail: exact bytes, the same at every attempt.
    pub mail: Outgoing,
    /// The follow-up it carries.
    pub follow_up: Option<FollowUpId>,
    /// State.
    pub state: OutgoingState,
    /// How often it was claimed.
    pub attempt: u32,
    /// Not before (UTC): `not_before`, later after a failure.
    pub next_try_at: DateTime<Utc>,
    /// When it was queued (UTC).
    pub created_at: DateTime<Utc>,
    /// When its state last changed (UTC): the grace period of an unsure one counts from here.
    pub changed_at: DateTime<Utc>,
    /// When a bounce of it was read (UTC).
    pub bounced_at: Option<DateTime<Utc>>,
    /// What went wrong last; empty if nothing did.
    pub last_error: String,
    /// What servers said per recipient, once it is sent or refused.
    pub results: Vec<RecipientResult>,
}

const ROWS: &str = "SELECT id, class, follow_up, message_id, sender, recipients, items, state, attempt, \
     not_before, send_before, next_try_at, created_at, changed_at, bounced_at, last_error, results, bytes FROM outbox";

impl Tx<'_> {
    /// Queues a mail; its id leads to its items from now on.
    pub(super) fn queue(
        &self,
        mail: &Outgoing,
        follow_up: Option<FollowUpId>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<OutgoingId> {
        let client = match (mail.class, mail.items.first()) {
            (OutgoingClass::FollowUp, Some(item)) => {
                self.client_of(*item)?
                    .ok_or(StoreError::UnknownItem(*item))?
                    .0
            }
            _ => String::new(),
        };
        if self.outgoing_by_message_id(&mail.message_id)?.is_some() {
            return Err(StoreError::RepeatedMessageId(mail.message_id.clone()).into());
        }
        self.prepare(
                "INSERT INTO outbox (class, follow_up, message_key, message_id, sender, recipients, items, client,
                     not_before, send_before, next_try_at, created_at, changed_at, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?9, ?11, ?11, ?12)",
            )?
            .execute(params![
                word(mail.class)?,
                follow_up.map(|id| id.0),
                mail.message_id.key(),
                mail.message_id.as_str(),
                mail.sender.as_str(),
                json(&mail.recipients)?,
                json(&mail.items)?,
                client,
                micros(mail.not_before),
                mail.send_before.map(micros),
                micros(now),
                mail.bytes,
            ])?;
        let id = self.sql.last_insert_rowid();
        let mut add = self
            .prepare("INSERT OR IGNORE INTO outbox_recipient (outbox, address) VALUES (?1, ?2)")?;
        for recipient in &mail.recipients {
            add.execute(params![id, recipient.as_str()])?;
        }
        for item in &mail.items {
            self.link(*item, &mail.message_id)?;
        }
        Ok(OutgoingId(id))
    }

    fn client_of(&self, item: ItemId) -> anyhow::Result<Option<ClientKey>> {
        let mut find = self.prepare("SELECT client FROM item WHERE id = ?1")?;
        Ok(find
            .query_row([item.0], |row| Ok(ClientKey(row.get(0)?)))
            .optional()?)
    }

    fn outgoing_rows(
        &self,
        rest: &str,
        params: impl rusqlite::Params,
    ) -> anyhow::Result<Vec<OutgoingRow>> {
        let mut find = self.prepare(&format!("{ROWS} {rest}"))?;
        let rows = find.query_map(params, |row| Ok(outgoing(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Queued mail dated by a clock that was ahead may go now, what left under it counts as of
    /// now; tells how many mails there were.
    ///
    /// # Errors
    /// SQLite's.
    pub fn heal_clock(&self, now: DateTime<Utc>) -> anyhow::Result<usize> {
        self.prepare(
            "UPDATE follow_up SET counts_at = ?1 WHERE counts_at > ?1 AND created_at > ?1",
        )?
        .execute([micros(now)])?;
        self.prepare(
            "DELETE FROM memory WHERE (key LIKE 'heard:%' OR key LIKE 'forewarned:%') AND value > ?1",
        )?
        .execute([now.to_rfc3339()])?;
        Ok(self
            .prepare(
                // A client's mail was planned for a day that is not: it expires and is planned anew.
                "UPDATE outbox SET not_before = ?1, next_try_at = ?1,
                     send_before = CASE WHEN send_before IS NULL THEN NULL ELSE ?1 END
                 WHERE state = 'queued' AND created_at > ?1",
            )?
            .execute([micros(now)])?)
    }

    /// One row.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn outgoing(&self, id: OutgoingId) -> anyhow::Result<Option<OutgoingRow>> {
        Ok(self.outgoing_rows("WHERE id = ?1", [id.0])?.pop())
    }

    /// The row of a mail of ours, by its Message-ID.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn outgoing_by_message_id(&self, id: &MessageId) -> anyhow::Result<Option<OutgoingRow>> {
        Ok(self
            .outgoing_rows("WHERE message_key = ?1", [id.key()])?
            .pop())
    }

    /// The row that carries a follow-up.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn outgoing_of(&self, follow_up: FollowUpId) -> anyhow::Result<Option<OutgoingRow>> {
        Ok(self
            .outgoing_rows("WHERE follow_up = ?1", [follow_up.0])?
            .pop())
    }

    /// Queued rows that may be claimed now, earliest first; expired ones are not among them.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn due_outgoing(&self, now: DateTime<Utc>, limit: u32) -> anyhow::Result<Vec<OutgoingRow>> {
        self.outgoing_rows(
            "WHERE state = 'queued' AND next_try_at <= ?1 AND (send_before IS NULL OR send_before > ?1)
             ORDER BY next_try_at, id LIMIT ?2",
            params![micros(now), limit],
        )
    }

    /// Client rows still queued at the end of their working window: to be withdrawn and planned anew.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn expired_outgoing(&self, now: DateTime<Utc>) -> anyhow::Result<Vec<OutgoingRow>> {
        self.outgoing_rows(
            "WHERE state = 'queued' AND send_before IS NOT NULL AND send_before <= ?1 ORDER BY send_before, id",
            [micros(now)],
        )
    }

    /// When the outbox must be looked at next (UTC): the next try or the next expiry; it may lie in
    /// the past.
    ///
    /// # Errors
    /// SQLite's.
    pub fn next_outgoing(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut find = self.prepare(
            "SELECT min(at) FROM (
                 SELECT min(next_try_at) AS at FROM outbox WHERE state = 'queued'
                 UNION ALL
                 SELECT min(send_before) FROM outbox WHERE state = 'queued' AND send_before IS NOT NULL)",
        )?;
        instant_or_none(find.query_row([], |row| row.get(0))?)
    }

    /// Rows whose delivery is unknown: those looked for, and those held for a person.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn unsure(&self) -> anyhow::Result<Vec<OutgoingRow>> {
        self.outgoing_rows("WHERE state IN ('unsure', 'held') ORDER BY id", [])
    }

    /// Queued client rows that are about one of these items.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn queued_about(&self, items: &[ItemId]) -> anyhow::Result<Vec<OutgoingRow>> {
        self.outgoing_rows(
            "WHERE id IN (
                 SELECT o.id FROM follow_up_item f JOIN outbox o ON o.follow_up = f.follow_up
                 WHERE f.item IN (SELECT value FROM json_each(?1)) AND f.standing = 1 AND o.state = 'queued')
             ORDER BY id",
            [json(items)?],
        )
    }

    /// Mails begun to this address at or after `since` (UTC), for the caps. Failed attempts that are
    /// known not to have left do not count.
    ///
    /// # Errors
    /// SQLite's.
    pub fn begun_to(&self, address: &Address, since: DateTime<Utc>) -> anyhow::Result<u32> {
        // From the few rows of the last hours to their recipients, not from all mail of years to one
        // owner: CROSS JOIN keeps that order.
        let mut count = self.prepare(
            "SELECT count(*) FROM outbox o CROSS JOIN outbox_recipient r ON r.outbox = o.id
             WHERE o.begun_at IS NOT NULL AND o.begun_at >= ?1 AND r.address = ?2",
        )?;
        Ok(count.query_row(params![micros(since), address.as_str()], |row| row.get(0))?)
    }

    /// When the first mail after `since` left for an address and has not come back (both UTC).
    ///
    /// # Errors
    /// SQLite's.
    pub fn stayed_since(
        &self,
        address: &Address,
        since: DateTime<Utc>,
    ) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut find = self.prepare(
            "SELECT min(o.changed_at) FROM outbox o JOIN outbox_recipient r ON r.outbox = o.id
             WHERE r.address = ?1 AND o.state = 'sent' AND o.bounced_at IS NULL AND o.changed_at > ?2",
        )?;
        instant_or_none(find.query_row(params![address.as_str(), micros(since)], |row| row.get(0))?)
    }

    /// Mails begun to this client at or after `since` (UTC), for the caps.
    ///
    /// # Errors
    /// SQLite's.
    pub fn begun_to_client(&self, client: &ClientKey, since: DateTime<Utc>) -> anyhow::Result<u32> {
        let mut count = self.prepare(
            "SELECT count(*) FROM outbox WHERE begun_at IS NOT NULL AND begun_at >= ?1 AND client = ?2",
        )?;
        Ok(count.query_row(params![micros(since), client.0], |row| row.get(0))?)
    }

    /// Mails begun at or after `since` (UTC), for the caps.
    ///
    /// # Errors
    /// SQLite's.
    pub fn begun_in_all(&self, since: DateTime<Utc>) -> anyhow::Result<u32> {
        let mut count = self
            .prepare("SELECT count(*) FROM outbox WHERE begun_at IS NOT NULL AND begun_at >= ?1")?;
        Ok(count.query_row([micros(since)], |row| row.get(0))?)
    }

    /// How many rows stand in each state, by its word.
    ///
    /// # Errors
    /// SQLite's.
    pub fn outbox_summary(&self) -> anyhow::Result<BTreeMap<String, u32>> {
        let mut count = self.prepare("SELECT state, count(*) FROM outbox GROUP BY state")?;
        let rows = count.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records that the summary due at `due` (UTC) was planned.
    pub(super) fn add_summary(
        &self,
        due: DateTime<Utc>,
        row: Option<OutgoingId>,
    ) -> anyhow::Result<()> {
        let added = self
            .prepare("INSERT INTO summary (due, outbox) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![micros(due), row.map(|id| id.0)])?;
        if added == 0 {
            return Err(StoreError::RepeatedSummary(due).into());
        }
        Ok(())
    }

    /// To whom notices went that came back since a moment (UTC), each once.
    ///
    /// # Errors
    /// SQLite's; an address that cannot be read.
    pub fn notices_returned_since(&self, since: DateTime<Utc>) -> anyhow::Result<Vec<Address>> {
        let mut find = self.prepare(
            "SELECT DISTINCT r.address FROM outbox o JOIN outbox_recipient r ON r.outbox = o.id
             WHERE o.class = 'notice' AND o.bounced_at >= ?1 ORDER BY r.address",
        )?;
        let rows = find.query_map([micros(since)], |row| row.get::<_, String>(0))?;
        rows.map(|address| Ok(Address::parse(&address?)?)).collect()
    }

    /// A summary that did not leave was not planned either.
    ///
    /// # Errors
    /// SQLite's.
    pub fn forget_summary(&self, row: OutgoingId) -> anyhow::Result<()> {
        self.prepare("DELETE FROM summary WHERE outbox = ?1")?
            .execute([row.0])?;
        Ok(())
    }

    /// When the last recorded summary was due (UTC).
    ///
    /// # Errors
    /// SQLite's.
    pub fn last_summary(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        self.summary_before(DateTime::<Utc>::MAX_UTC)
    }

    /// When the last recorded summary before a moment was due (both UTC).
    ///
    /// # Errors
    /// SQLite's.
    pub fn summary_before(&self, due: DateTime<Utc>) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut find = self.prepare("SELECT max(due) FROM summary WHERE due < ?1")?;
        instant_or_none(find.query_row([micros(due)], |row| row.get(0))?)
    }

    /// Whether the summary of a moment (UTC) was recorded.
    ///
    /// # Errors
    /// SQLite's.
    pub fn has_summary(&self, due: DateTime<Utc>) -> anyhow::Result<bool> {
        let mut find = self.prepare("SELECT 1 FROM summary WHERE due = ?1")?;
        Ok(find.exists([micros(due)])?)
    }
}

fn outgoing(row: &Row<'_>) -> anyhow::Result<OutgoingRow> {
    let text = |column: &str| -> rusqlite::Result<String> { row.get(column) };
    Ok(OutgoingRow {
        id: OutgoingId(row.get("id")?),
        mail: Outgoing {
            class: from_word(&text("class")?)?,
            message_id: MessageId::new(&text("message_id")?),
            sender: Address::parse(&text("sender")?)?,
            recipients: from_json(&text("recipients")?)?,
            bytes: row.get("bytes")?,
            items: from_json(&text("items")?)?,
            not_before: instant(row.get("not_before")?)?,
            send_before: instant_or_none(row.get("send_before")?)?,
        },
        follow_up: row.get::<_, Option<i64>>("follow_up")?.map(FollowUpId),
        state: from_word(&text("state")?)?,
        attempt: row.get("attempt")?,
        next_try_at: instant(row.get("next_try_at")?)?,
        created_at: instant(row.get("created_at")?)?,
        changed_at: instant(row.get("changed_at")?)?,
        bounced_at: instant_or_none(row.get("bounced_at")?)?,
        last_error: text("last_error")?,
        results: from_json(&text("results")?)?,
    })
}
