//! IMAP.

use std::time::Duration;

use tokio::sync::Notify;

use super::{Account, Cursor, FetchOutcome, Fetched, Folder, MailboxFault, Woken};

mod stumbles;

pub use stumbles::Stumbles;

/// A logged-in connection to one mailbox. After any fault it is dead and to be dropped.
#[derive(Debug)]
pub struct Session {}

impl Session {
    /// Dials, does TLS, logs in, sends ID where advertised, finds the folders.
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn connect(_account: &Account) -> Result<Self, MailboxFault> {
        Err(MailboxFault::Lost { stage: "a stub" })
    }

    /// The folders to watch: those configured, in order, then Junk.
    #[must_use]
    pub fn folders(&self) -> &[Folder] {
        &[]
    }

    /// The folder with copies of sent mail, if there is one.
    #[must_use]
    pub fn sent(&self) -> Option<&Folder> {
        None
    }

    /// What the server wants people to be told (ALERT, OVERQUOTA) since the last call.
    pub fn take_alerts(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// Where reading begins at the first start: after all present mail, or before the first mail that
    /// arrived on or after `since`.
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn mark(
        &mut self,
        _folder: &Folder,
        _since: Option<chrono::NaiveDate>,
    ) -> Result<Cursor, MailboxFault> {
        Err(MailboxFault::Lost { stage: "a stub" })
    }

    /// Hands all mail above the cursor to `sink`, oldest UID first (`None`: all mail of the folder).
    ///
    /// # Errors
    /// Any [`MailboxFault`]; then the cursor may not be moved.
    pub async fn fetch_new(
        &mut self,
        _folder: &Folder,
        _cursor: Option<Cursor>,
        _sink: impl FnMut(Fetched) -> anyhow::Result<()>,
    ) -> Result<FetchOutcome, MailboxFault> {
        Err(MailboxFault::Lost { stage: "a stub" })
    }

    /// The last look before sending: NOOP, then [`Self::fetch_new`]; an incomplete one is a fault.
    ///
    /// # Errors
    /// Any [`MailboxFault`].
    pub async fn look(
        &mut self,
        folder: &Folder,
        cursor: Option<Cursor>,
        sink: impl FnMut(Fetched) -> anyhow::Result<()>,
    ) -> Result<FetchOutcome, MailboxFault> {
        self.fetch_new(folder, cursor, sink).await
    }

    /// Waits for mail in the first of [`Self::folders`], for at most `most` and never more than 5
    /// minutes; ends at once when `bell` rings. Dropping the future instead kills the session.
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn wait(&mut self, _most: Duration, _bell: &Notify) -> Result<Woken, MailboxFault> {
        Err(MailboxFault::Lost { stage: "a stub" })
    }

    /// Whether `folder` holds a mail with this Message-ID or `X-Nudged-Id` (without angle brackets).
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn find_message_id(
        &mut self,
        _folder: &Folder,
        _id: &str,
    ) -> Result<bool, MailboxFault> {
        Err(MailboxFault::Lost { stage: "a stub" })
    }

    /// Says goodbye, within 5 s; never fails.
    pub async fn logout(self) {}
}
