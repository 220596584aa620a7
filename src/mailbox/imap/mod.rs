//! IMAP4rev1 (RFC 3501), reading only: EXAMINE and BODY.PEEK, so no flag is ever set.
//!
//! | file | what |
//! | --- | --- |
//! | `filter` | the network's bytes to whole answers, within limits |
//! | `rewrite` | answers said anew, so that async-imap's parser reads them safely |
//! | `tokens` | the pieces of an answer |
//! | `wire` | async-imap on the filter |
//! | `answer` | what its answers mean to us |
//! | `command` | a command to its tagged answer; what a NO means |
//! | `login` | greeting, STARTTLS, login, ID, folders |
//! | `xoauth2` | login by an access token |
//! | `names` | folder names and what folders are for |
//! | `fetch` | which mail is new |
//! | `bodies` | getting mail, however the server behaves |
//! | `search` | EXAMINE and SEARCH |
//! | `idle` | waiting |
//! | `stumbles` | mails that failed before |
//!
//! One rule runs through it: what was not confirmed by a tagged OK did not happen. The mark a caller
//! may store rises only over mails that were listed, asked for, received and taken by the sink.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use async_imap::imap_proto::Response;

use super::{Cursor, FetchOutcome, Fetched, Folder, MailboxFault};
use crate::net::with_timeout;

mod answer;
mod bodies;
mod command;
mod fetch;
mod filter;
mod idle;
mod login;
mod names;
mod rewrite;
mod search;
mod stumbles;
mod tokens;
mod wire;
mod xoauth2;

pub use stumbles::Stumbles;

use command::{SHORT, ignore};

/// A logged-in connection to one mailbox. After any fault it is dead and to be dropped, and so it is
/// when one of its futures is dropped half way. Logs name the mailbox, never addresses or mail.
#[derive(Debug)]
pub struct Session {
    wire: wire::Wire,
    account: String,
    capabilities: BTreeSet<String>,
    folders: Vec<Folder>,
    sent: Option<Folder>,
    /// The folder that is open, as the server spells it.
    opened: Option<String>,
    /// How each folder looked when it was last read, by its spelling.
    read: HashMap<String, search::Opened>,
    /// EXISTS was said since the folder was opened.
    dirty: bool,
    /// The last wait was an IDLE in which nothing was said.
    quiet: bool,
    /// A command is under way, or failed.
    dead: bool,
    /// The fault that ended a fetch which had come some way.
    pending: Option<MailboxFault>,
    alerts: Vec<String>,
    tags: u32,
    stumbles: Stumbles,
}

impl Session {
    /// The folders to watch: those configured, in order, then Junk.
    #[must_use]
    pub fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// The folder with copies of sent mail, if there is one.
    #[must_use]
    pub fn sent(&self) -> Option<&Folder> {
        self.sent.as_ref()
    }

    /// What the server wants people to be told (ALERT, OVERQUOTA) since the last call.
    pub fn take_alerts(&mut self) -> Vec<String> {
        std::mem::take(&mut self.alerts)
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
        self.run("NOOP", "NOOP", SHORT, ignore).await?;
        let outcome = self.fetch_new(folder, cursor, sink).await?;
        match self.pending.take() {
            Some(fault) if !outcome.complete => Err(fault),
            _ => Ok(outcome),
        }
    }

    /// Says goodbye, within 5 s; never fails.
    pub async fn logout(mut self) {
        if let Ok(tag) = self.begin("LOGOUT") {
            let line = format!("{tag} LOGOUT\r\n");
            let goodbye = async {
                let patience = Duration::from_secs(5);
                self.wire.send("LOGOUT", line.as_bytes()).await?;
                while !matches!(
                    self.wire.answer("LOGOUT", patience).await?.parsed(),
                    Response::Done { .. }
                ) {}
                Ok::<(), MailboxFault>(())
            };
            let _ = with_timeout("LOGOUT", Duration::from_secs(5), goodbye).await;
        }
    }
}
