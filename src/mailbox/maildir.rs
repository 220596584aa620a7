//! Maildir.

use std::path::Path;
use std::time::Duration;

use tokio::sync::Notify;

use super::{Fetched, MailboxFault, Woken};

/// A Maildir, read and never changed.
#[derive(Debug)]
pub struct Maildir {}

/// Two numbers for a mail's unique file name (without its `:2,` flags), for `uidvalidity` and `uid`:
/// together 63 bits of its SHA-256, the same for ever, neither of them 0.
#[must_use]
pub fn number(_unique: &str) -> (u32, u32) {
    (1, 1)
}

impl Maildir {
    /// Opens a Maildir (the directory that holds `new` and `cur`) and finds its Junk folder.
    ///
    /// # Errors
    /// [`MailboxFault::Files`] if there is no Maildir.
    pub fn open(path: &Path) -> Result<Self, MailboxFault> {
        Err(MailboxFault::Files {
            path: path.display().to_string(),
            why: "a stub".to_owned(),
        })
    }

    /// Hands all mail whose unique name is not `seen` to `sink`, oldest first; returns how many.
    ///
    /// # Errors
    /// [`MailboxFault::Files`] or [`MailboxFault::Sink`].
    pub fn fetch_new(
        &mut self,
        _seen: impl Fn(&str) -> bool,
        _sink: impl FnMut(Fetched) -> anyhow::Result<()>,
    ) -> Result<usize, MailboxFault> {
        Ok(0)
    }

    /// Waits for a change of the directories, looked at every second, for at most `most`; ends at once
    /// when `bell` rings.
    pub async fn wait(&mut self, _most: Duration, _bell: &Notify) -> Woken {
        Woken::Quiet
    }
}
