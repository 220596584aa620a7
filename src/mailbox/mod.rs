//! Where mail comes from: [`imap`] and [`maildir`]. Neither knows what mail means; both hand over
//! raw bytes with the place they came from, and never change what they read.
//!
//! The caller keeps the cursor. Mail handed to a sink may be handed over again after a crash, a lost
//! connection or a new UIDVALIDITY: the caller drops what it has seen (mailbox, folder, uidvalidity,
//! uid), and after a rescan by message id and hash. Nothing is handed over never.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

pub use crate::net::{Proof, Secret};

mod fault;
pub mod imap;
pub mod maildir;

pub use fault::{MailboxFault, Retry};

/// Mails larger than this, bytes, are not fetched whole.
pub const WHOLE_MAIL: u64 = 25 * 1024 * 1024;
/// What is fetched of a mail that is too large or cannot be had whole, bytes.
pub const WINDOW: u32 = 64 * 1024;

/// How TLS begins. There is no plain mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TlsMode {
    /// TLS from the first byte (port 993).
    #[default]
    Implicit,
    /// STARTTLS, refused if the server does not offer it (port 143).
    Starttls,
}

/// One IMAP mailbox as configured. The caller keeps it over all sessions.
#[derive(Debug, Clone)]
pub struct Account {
    /// Name of the mailbox in logs and in the store.
    pub name: String,
    /// Server name, as its certificate carries it.
    pub host: String,
    /// Port: 993 or 143, mostly.
    pub port: u16,
    /// How TLS begins.
    pub tls: TlsMode,
    /// Further certificates to believe, PEM.
    pub ca_file: Option<PathBuf>,
    /// Login name: an address, or its local part (QQ).
    pub user: String,
    /// Password (with NetEase and Tencent an authorisation code made in their web pages) or tokens.
    pub proof: Proof,
    /// Folders to watch, in UTF-8, the one to wait on first; empty means INBOX. Junk is added by itself.
    pub folders: Vec<String>,
    /// A further mailbox, watched for answers only. Nothing here writes to any mailbox.
    pub read_only_extra: bool,
    /// What failed to come in earlier sessions, so that one broken mail cannot stop all others:
    /// `Stumbles::default()`, shared by the clones of this account.
    pub stumbles: imap::Stumbles,
}

/// What a folder is for (RFC 6154, or its well-known name where the server does not say).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// Nothing special.
    None,
    /// The inbox.
    Inbox,
    /// Junk: mail here holds items but never closes them.
    Junk,
    /// Copies of sent mail.
    Sent,
}

/// A folder of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Name in UTF-8.
    pub name: String,
    /// What it is for.
    pub special: Special,
    /// Name as the server spells it (modified UTF-7, RFC 3501 5.1.3).
    pub(crate) wire: String,
}

/// How far a folder has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The folder's UIDVALIDITY that `low_water` belongs to.
    pub uidvalidity: u32,
    /// Every mail with a UID up to and including this one has been handed over and stored.
    pub low_water: u32,
}

/// One mail as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Folder, in UTF-8.
    pub folder: String,
    /// UIDVALIDITY of the folder (Maildir: see [`maildir::number`]).
    pub uidvalidity: u32,
    /// UID, never 0.
    pub uid: u32,
    /// The mail, or its beginning if `truncated_from` is set. Empty if the server cannot give it
    /// out, however often it is asked: to be stored as unreadable and shown to people.
    pub raw: Vec<u8>,
    /// It lay in the Junk folder.
    pub junk: bool,
    /// Real size in bytes, as the server told, if only a window was fetched.
    pub truncated_from: Option<u64>,
    /// Read again from the folder's beginning since its UIDs changed their meaning: whether it is
    /// known already is to be told by message id and hash only, not by UID.
    pub rescan: bool,
    /// When the server took it in (IMAP INTERNALDATE; Maildir: time of the file).
    pub internal_date: Option<DateTime<FixedOffset>>,
}

/// What a fetch came to. To be committed as the folder's [`Cursor`] once all mails handed to the
/// sink are stored; then nothing between the old and the new mark is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchOutcome {
    /// The folder's UIDVALIDITY.
    pub uidvalidity: u32,
    /// Highest UID asked for and answered for with a tagged OK: the new low-water mark. Lower than
    /// the old mark only if `uidvalidity_changed`.
    pub highest_asked: u32,
    /// Mails handed to the sink.
    pub count: usize,
    /// UIDs mean other mails than before: UIDVALIDITY changed, or UIDNEXT went down under the same one
    /// (a server restored from a backup). The folder was read from its beginning; what is known of
    /// its UIDs is to be forgotten and the mails told apart by message id and hash.
    pub uidvalidity_changed: bool,
    /// All new mail was read. If false, the connection failed after `highest_asked`: commit the
    /// cursor; the next call on the session returns the fault.
    pub complete: bool,
}

/// Why a wait ended. Whichever it is, fetch all folders again (and look whether to shut down).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// The server told of a change, or there was one already.
    Mail,
    /// Nothing was said for a while; servers are known to forget telling.
    Quiet,
    /// The caller's bell rang.
    Bell,
}
