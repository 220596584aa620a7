//! Incoming mail as stored, whatever came of it.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row, params};

use super::column::{cut, from_json, from_word, instant, json, micros, word};
use super::{Position, Tx};
use crate::model::{Address, Attachment, Authentication, Mail, MessageId, Person};

/// Most of a mail's text that is stored, bytes.
const TEXT: usize = 200 * 1024;
/// Most of its headers, bytes.
const HEADERS: usize = 64 * 1024;
/// Most of a raw mail, bytes; a larger one is not kept raw at all, half a mail proves nothing.
pub(super) const RAW: usize = 10 * 1024 * 1024;

/// What came of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailStatus {
    /// Understood, or at least read.
    Read,
    /// No mail could be made of the bytes.
    Unreadable,
    /// Reading it panicked twice.
    Quarantined,
}

/// A mail to be recorded.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// Its id, or the synthetic one.
    pub message_id: MessageId,
    /// SHA-256 of the raw bytes, hex.
    pub hash: String,
    /// Where it lies; `None` in tests and for text given by hand.
    pub position: Option<Position>,
    /// When it was first seen (UTC).
    pub arrived_at: DateTime<Utc>,
    /// Sender, if believable.
    pub from: Option<Person>,
    /// To and Cc.
    pub recipients: Vec<Address>,
    /// Subject.
    pub subject: String,
    /// Text as a reader sees it; cut to 200 KiB.
    pub text: String,
    /// Header block; cut to 64 KiB.
    pub headers: String,
    /// Attachments, named.
    pub attachments: Vec<Attachment>,
    /// Who vouches for the sender, by whichever room found out.
    pub authentication: Authentication,
    /// What came of it.
    pub status: MailStatus,
    /// Why it could not be read; empty if it was.
    pub why: String,
    /// The raw bytes, if they are to be kept; dropped if over 10 MiB.
    pub raw: Option<Vec<u8>>,
}

impl NewMail {
    /// A mail that was read; `raw` is not kept, see [`Tx::keep_raw`].
    #[must_use]
    pub fn read(
        mail: &Mail,
        position: Option<&Position>,
        arrived_at: DateTime<Utc>,
        authentication: &Authentication,
    ) -> Self {
        Self {
            message_id: mail.id(),
            hash: mail.hash.clone(),
            position: position.cloned(),
            arrived_at,
            from: mail.from.clone(),
            recipients: mail.recipients().map(|p| p.address.clone()).collect(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            headers: mail.headers.clone(),
            attachments: mail.attachments.clone(),
            authentication: authentication.clone(),
            status: MailStatus::Read,
            why: String::new(),
            raw: None,
        }
    }

    /// A mail nobody can read, or that was quarantined: kept raw, named by its hash.
    #[must_use]
    pub fn failed(
        status: MailStatus,
        why: &str,
        hash: &str,
        raw: &[u8],
        position: Option<&Position>,
        arrived_at: DateTime<Utc>,
    ) -> Self {
        Self {
            message_id: MessageId::new(hash),
            hash: hash.to_owned(),
            position: position.cloned(),
            arrived_at,
            from: None,
            recipients: Vec::new(),
            subject: String::new(),
            text: String::new(),
            headers: String::new(),
            attachments: Vec::new(),
            authentication: Authentication::default(),
            status,
            why: why.to_owned(),
            raw: Some(raw.to_vec()),
        }
    }
}

/// A recorded mail.
#[derive(Debug, Clone)]
pub struct StoredMail {
    /// Row id, rising in the order of recording.
    pub id: i64,
    /// What was recorded; `raw` if it was kept.
    pub mail: NewMail,
}

const COLUMNS: &str = "id, message_id, hash, mailbox, folder, uidvalidity, uid, arrived_at, from_address, \
     from_name, recipients, subject, text, headers, attachments, authentication, status, why, raw";

impl Tx<'_> {
    /// Whether a mail with this id and these bytes was recorded: a second delivery of the same
    /// mail, or a folder read again under a new UIDVALIDITY.
    ///
    /// # Errors
    /// SQLite's.
    pub fn has_mail(&self, id: &MessageId, hash: &str) -> anyhow::Result<bool> {
        let mut find = self.prepare("SELECT 1 FROM mail WHERE message_key = ?1 AND hash = ?2")?;
        Ok(find.exists([id.key().as_str(), hash])?)
    }

    /// Records a mail; returns its row id.
    ///
    /// # Errors
    /// SQLite's.
    pub fn record_mail(&self, mail: &NewMail) -> anyhow::Result<i64> {
        let at = mail.position.as_ref();
        self.prepare(
                "INSERT INTO mail (message_key, message_id, hash, mailbox, folder, uidvalidity, uid, arrived_at,
                     from_address, from_name, recipients, subject, text, headers, attachments,
                     authentication, status, why, raw)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            )?
            .execute(params![
                mail.message_id.key(),
                mail.message_id.as_str(),
                mail.hash,
                at.map_or("", |p| p.mailbox.as_str()),
                at.map_or("", |p| p.folder.as_str()),
                at.map_or(0, |p| p.uidvalidity),
                at.map_or(0, |p| p.uid),
                micros(mail.arrived_at),
                mail.from.as_ref().map_or("", |p| p.address.as_str()),
                mail.from.as_ref().map_or("", |p| p.name.as_str()),
                json(&mail.recipients)?,
                mail.subject,
                cut(&mail.text, TEXT),
                cut(&mail.headers, HEADERS),
                json(&mail.attachments)?,
                json(&mail.authentication)?,
                word(mail.status)?,
                mail.why,
                mail.raw.as_deref().filter(|raw| raw.len() <= RAW),
            ])?;
        Ok(self.sql.last_insert_rowid())
    }

    /// Recorded mails with this id, newest first, at most 8: more than that is no mail of a person.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn mails(&self, id: &MessageId) -> anyhow::Result<Vec<StoredMail>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM mail WHERE message_key = ?1 ORDER BY id DESC LIMIT 8"
        ))?;
        let rows = find.query_map([id.key()], |row| Ok(stored(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The newest recorded mail with this id.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn mail(&self, id: &MessageId) -> anyhow::Result<Option<StoredMail>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM mail WHERE message_key = ?1 ORDER BY id DESC LIMIT 1"
        ))?;
        find.query_row([id.key()], |row| Ok(stored(row)))
            .optional()?
            .transpose()
    }

    /// What the daemon found itself about the sender of the newest mail with this id, if it looked.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn own_check(&self, id: &MessageId) -> anyhow::Result<Option<String>> {
        let mut find = self.prepare(
            "SELECT authentication FROM mail WHERE message_key = ?1 ORDER BY id DESC LIMIT 1",
        )?;
        let found: Option<String> = find.query_row([id.key()], |row| row.get(0)).optional()?;
        let proof: Option<Authentication> = found.as_deref().map(from_json).transpose()?;
        Ok(proof.and_then(|proof| proof.own_check))
    }

    /// Mails that could not be read or were quarantined, newest first.
    ///
    /// # Errors
    /// SQLite's; a row that cannot be understood.
    pub fn unreadable(&self, limit: u32) -> anyhow::Result<Vec<StoredMail>> {
        let mut find = self.prepare(&format!(
            "SELECT {COLUMNS} FROM mail WHERE status <> 'read' ORDER BY id DESC LIMIT ?1"
        ))?;
        let rows = find.query_map([limit], |row| Ok(stored(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Keeps the raw bytes of a recorded mail (one that belongs to an item); nothing if they are
    /// over 10 MiB. Returns whether they were kept.
    ///
    /// # Errors
    /// SQLite's.
    pub fn keep_raw(&self, id: &MessageId, raw: &[u8]) -> anyhow::Result<bool> {
        if raw.len() > RAW {
            return Ok(false);
        }
        let changed = self
            .prepare(
                "UPDATE mail SET raw = ?2 WHERE id = (SELECT max(id) FROM mail WHERE message_key = ?1)",
            )?
            .execute(params![id.key(), raw])?;
        Ok(changed > 0)
    }

    /// Lets go of mails that were kept whole and belong to no item: those that arrived before `before`
    /// (UTC), and the oldest beyond `most` bytes of all of them. Headers, text and history stay. Returns
    /// how many were let go.
    ///
    /// # Errors
    /// SQLite's.
    pub fn let_go(&self, before: DateTime<Utc>, most: u32) -> anyhow::Result<usize> {
        let mut let_go = self.prepare(
            "UPDATE mail SET raw = NULL WHERE id IN (SELECT id FROM (
                 SELECT id, arrived_at, sum(length(raw)) OVER (ORDER BY arrived_at DESC, id DESC) AS total
                 FROM mail INDEXED BY mail_whole WHERE raw IS NOT NULL AND NOT EXISTS
                     (SELECT 1 FROM item_thread WHERE item_thread.message_key = mail.message_key)
             ) WHERE arrived_at < ?1 OR total > ?2)",
        )?;
        Ok(let_go.execute(params![micros(before), most])?)
    }

    /// Counts a mail whose reading panicked, by the hash of its bytes; returns how often it has.
    /// Called in a transaction of its own: the mail's was rolled back.
    ///
    /// # Errors
    /// SQLite's.
    pub fn poison(&self, hash: &str) -> anyhow::Result<u32> {
        let mut count = self.prepare(
            "INSERT INTO poison (hash, tries) VALUES (?1, 1)
             ON CONFLICT (hash) DO UPDATE SET tries = tries + 1 RETURNING tries",
        )?;
        Ok(count.query_row([hash], |row| row.get(0))?)
    }
}

fn stored(row: &Row<'_>) -> anyhow::Result<StoredMail> {
    let text = |column: &str| -> rusqlite::Result<String> { row.get(column) };
    let mailbox = text("mailbox")?;
    let position = if mailbox.is_empty() {
        None
    } else {
        Some(Position {
            mailbox,
            folder: text("folder")?,
            uidvalidity: row.get("uidvalidity")?,
            uid: row.get("uid")?,
        })
    };
    let address = text("from_address")?;
    let from = if address.is_empty() {
        None
    } else {
        Some(Person {
            name: text("from_name")?,
            address: Address::parse(&address)?,
        })
    };
    Ok(StoredMail {
        id: row.get("id")?,
        mail: NewMail {
            message_id: MessageId::new(&text("message_id")?),
            hash: text("hash")?,
            position,
            arrived_at: instant(row.get("arrived_at")?)?,
            from,
            recipients: from_json(&text("recipients")?)?,
            subject: text("subject")?,
            text: text("text")?,
            headers: text("headers")?,
            attachments: from_json(&text("attachments")?)?,
            authentication: from_json(&text("authentication")?)?,
            status: from_word(&text("status")?)?,
            why: text("why")?,
            raw: row.get("raw")?,
        },
    })
}
