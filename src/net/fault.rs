//! What can go wrong on the way to a server; each says what to do about it.

use std::path::PathBuf;

/// A failure below the mail protocol. All of them are worth another try after [`super::backoff`],
/// except those for which [`NetFault::is_setup`] holds. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetFault {
    /// The name has no address, or no resolver answers.
    #[error(
        "cannot find the address of {host}: {why}; check `host` and the name server of this machine"
    )]
    Resolve {
        /// Name asked for.
        host: String,
        /// The resolver's words.
        why: String,
    },
    /// None of the addresses accepts a connection; the last one's words.
    #[error("cannot connect to {host}:{port}: {why}; check `host`, `port` and the firewall")]
    Connect {
        /// Server.
        host: String,
        /// Port.
        port: u16,
        /// The system's words for the last address tried.
        why: String,
    },
    /// A limit ran out.
    #[error("no answer in time while: {stage}")]
    Timeout {
        /// What was being waited for.
        stage: &'static str,
    },
    /// The file named by `ca-file` is missing, unreadable or holds no certificate.
    #[error("`ca-file` {}: {why}", path.display())]
    CaFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// No root certificates at all: nobody could be believed.
    #[error(
        "this machine has no root certificates ({why}); install its ca-certificates package or set `ca-file`"
    )]
    Roots {
        /// What the search said.
        why: String,
    },
    /// `host` is neither a DNS name nor an IP address.
    #[error("`host` {host:?} is not a host name")]
    Name {
        /// As configured.
        host: String,
    },
    /// The server's certificate is not believed.
    #[error("the certificate of {host} is not accepted: {why}; {remedy}")]
    Certificate {
        /// Server.
        host: String,
        /// What is wrong with it.
        why: String,
        /// What to do.
        remedy: String,
    },
    /// TLS failed for another reason: a plain-text port, an old server, a lost connection.
    #[error(
        "TLS with {host} failed: {why}; check that `port` fits `tls` (993 and 465 implicit, 143 and 587 starttls)"
    )]
    Tls {
        /// Server.
        host: String,
        /// What happened.
        why: String,
    },
}

impl NetFault {
    /// Only a person can mend it: trying again soon is of no use.
    #[must_use]
    pub const fn is_setup(&self) -> bool {
        matches!(
            self,
            Self::CaFile { .. } | Self::Roots { .. } | Self::Name { .. } | Self::Certificate { .. }
        )
    }
}
