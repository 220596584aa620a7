//! What can go wrong with a mailbox; each fault says what to do about it.

use crate::net::{NetFault, TokenFault};

/// When it makes sense to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// After [`crate::net::backoff`].
    Soon,
    /// At most every 15 minutes, and tell a person: hammering a refused login locks accounts.
    Rarely,
}

/// A failure of a mailbox. The session it came from is dead, whatever the fault. Holds no secrets;
/// servers' texts are cut, cleaned of control characters and of addresses.
#[derive(Debug, thiserror::Error)]
pub enum MailboxFault {
    /// The login was refused.
    #[error("the server refused the login ({text}); check `user` and the password")]
    Auth {
        /// The server's words.
        text: String,
    },
    /// The login by an access token was refused.
    #[error(
        "the server refused the access token ({text}); check that `user` is the account that agreed, that IMAP is allowed for it, and what the application may do"
    )]
    TokenRefused {
        /// The server's words.
        text: String,
    },
    /// The server takes no access token.
    #[error("the server takes no access token (it offers {offered:?}); use a password")]
    NoXoauth2 {
        /// What it takes.
        offered: String,
    },
    /// There is no access token to log in with.
    #[error(transparent)]
    Token(#[from] TokenFault),
    /// The server cannot serve just now (RFC 5530 UNAVAILABLE, LIMIT, INUSE, SERVERBUG, …).
    #[error("the server cannot serve us now ({text}); nudged tries again by itself")]
    Unavailable {
        /// The server's words.
        text: String,
    },
    /// NetEase's `Unsafe Login`: it does not trust this client, or IMAP is off.
    #[error(
        "the server calls this an unsafe login ({text}); in the provider's web pages switch IMAP on, make an authorisation code, use it as the password, and confirm this machine if asked"
    )]
    UnsafeLogin {
        /// The server's words.
        text: String,
    },
    /// The mailbox is full. Reading still works mostly; no answer can arrive.
    #[error("the mailbox is over its quota ({text}); make room, or clients' answers bounce")]
    Quota {
        /// The server's words.
        text: String,
    },
    /// A configured folder is not there.
    #[error("there is no folder {name:?}; `folders` may name: {known}")]
    NoFolder {
        /// As configured.
        name: String,
        /// Names the server has.
        known: String,
    },
    /// The server said NO or BAD to something else.
    #[error("the server refused {stage} ({text})")]
    Refused {
        /// What was asked.
        stage: &'static str,
        /// The server's words.
        text: String,
    },
    /// The server closed with a BYE.
    #[error("the server ended the connection during {stage} ({text})")]
    Bye {
        /// When.
        stage: &'static str,
        /// The server's words.
        text: String,
    },
    /// The connection ended without a word.
    #[error("the connection was lost during {stage}")]
    Lost {
        /// When.
        stage: &'static str,
    },
    /// A limit ran out.
    #[error("no answer in time during {stage}")]
    Timeout {
        /// When.
        stage: &'static str,
    },
    /// The server broke the protocol, or goes past our limits.
    #[error("the server's answer to {stage} makes no sense: {why}")]
    Protocol {
        /// When.
        stage: &'static str,
        /// In what way; never the server's bytes.
        why: &'static str,
    },
    /// STARTTLS is not offered, or was taken out on the way.
    #[error(
        "the server offers no STARTTLS ({text}); nothing was sent in clear. Use `tls = \"implicit\"` with port 993"
    )]
    NoStarttls {
        /// The server's words.
        text: String,
    },
    /// Bytes came in clear after the server agreed to STARTTLS: somebody on the way speaks for it.
    #[error(
        "unencrypted bytes were slipped in before TLS; nothing was sent. Use `tls = \"implicit\"` with port 993, and look who is on the way"
    )]
    Injected,
    /// User name or password holds what cannot be sent.
    #[error("`user` or password holds a line break or a NUL; look at the end of the password file")]
    Unsendable,
    /// Files of a Maildir.
    #[error("Maildir {path}: {why}")]
    Files {
        /// The directory.
        path: String,
        /// The system's words.
        why: String,
    },
    /// TLS, or the road to the server.
    #[error(transparent)]
    Net(#[from] NetFault),
    /// The caller's sink refused a mail; the cursor did not move.
    #[error("mail could not be stored: {0:#}")]
    Sink(anyhow::Error),
}

impl MailboxFault {
    /// How much it speaks against the very mail that was asked for: 2 for an answer that makes no
    /// sense or a refusal, 1 for what a bad connection can do by itself.
    pub(super) fn blame(&self) -> u8 {
        match self {
            Self::Protocol { .. } | Self::Refused { .. } => 2,
            _ => 1,
        }
    }

    /// When it makes sense to try again.
    #[must_use]
    pub fn retry(&self) -> Retry {
        match self {
            Self::Auth { .. }
            | Self::TokenRefused { .. }
            | Self::NoXoauth2 { .. }
            | Self::UnsafeLogin { .. }
            | Self::NoFolder { .. }
            | Self::NoStarttls { .. }
            | Self::Injected
            | Self::Unsendable => Retry::Rarely,
            Self::Token(fault) if fault.needs_person() => Retry::Rarely,
            Self::Net(fault) if fault.is_setup() => Retry::Rarely,
            _ => Retry::Soon,
        }
    }
}
