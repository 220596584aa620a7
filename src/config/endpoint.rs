//! Where mail comes from and where it goes: `[[mailbox]]` and `[outgoing]`, checked.

use std::path::PathBuf;

use super::oauth::Login;

/// How TLS begins. There is no plain text: TLS is required (product.md 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte (993, 465; RFC 8314 §3).
    Implicit,
    /// After STARTTLS, which must succeed (143, 587).
    Starttls,
}

/// What a mailbox is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailboxKind {
    /// An IMAP account: `host`, `port`, `tls`, `ca_file`, `user`, `login`, `folders` count.
    Imap,
    /// A Maildir on this machine: only `path` counts.
    Maildir,
}

/// One `[[mailbox]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxConfig {
    /// Its name in logs, cursors and as systemd credential; unique. `tracking` for the first and
    /// `mailbox-2`, … for others without one.
    pub name: String,
    /// What it is.
    pub kind: MailboxKind,
    /// Server name or address; empty if missing (refused by `for_run`) and for a Maildir.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How TLS begins.
    pub tls: Tls,
    /// PEM file with the only certificates to be trusted for it, in place of the system's.
    pub ca_file: Option<PathBuf>,
    /// Login name.
    pub user: String,
    /// How its login is proven.
    pub login: Login,
    /// Folders to read besides Junk, as the server shows them.
    pub folders: Vec<String>,
    /// The Maildir; empty for IMAP.
    pub path: PathBuf,
}

/// How mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutgoingKind {
    /// Submission to a server: `host`, `port`, `tls`, `ca_file`, `user`, `login` count.
    Smtp,
    /// Files in a folder, for trials: only `path` counts.
    Directory,
}

/// `[outgoing]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingConfig {
    /// How.
    pub kind: OutgoingKind,
    /// Server name or address; empty if missing (refused by `for_run`) and for a directory.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How TLS begins.
    pub tls: Tls,
    /// PEM file with the only certificates to be trusted for it, in place of the system's.
    pub ca_file: Option<PathBuf>,
    /// Login name; `None` = the server takes mail without login.
    pub user: Option<String>,
    /// How its login is proven.
    pub login: Login,
    /// The folder; empty for SMTP.
    pub path: PathBuf,
}

/// Where a password or another secret is. Never the environment: it shows in `/proc` and is inherited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// A file with nothing but it; a newline at the end does not count.
    File(PathBuf),
    /// First line a shell command prints within 30 seconds.
    Command(String),
    /// `$CREDENTIALS_DIRECTORY/<name>` (systemd's `LoadCredential=`).
    Credential(String),
}
