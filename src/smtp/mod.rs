//! Where mail goes: exact bytes to a submission server, or into a directory.
//!
//! ```text
//! Server ─▶ Session::connect ─▶ send(envelope, bytes, before_final_dot) ─▶ Outcome ─▶ next_try
//!           (net, STARTTLS,      MAIL, RCPT, DATA, body │ hook │ dot         (pure)    (pure)
//!            AUTH)               nothing is sent yet ◀──┘      └──▶ from here it may be
//! ```
//!
//! lettre speaks SMTP, command by command, over our own TCP or TLS stream; between the two stands the
//! `gate`, which holds the final dot and lets no answer count that was not asked for.
//!
//! The law of this room: the caller's record that the mail may have left is committed *before* the
//! final dot leaves, and only `250` to that dot is success. Whatever fails earlier is
//! [`Outcome::NotSent`]; whatever is silent later is [`Outcome::Unsure`]; nothing is retried here.

mod dialogue;
mod directory;
mod fault;
mod gate;
mod outcome;
mod reply;
mod retry;
mod server;
mod session;
mod wire;
mod wording;

pub use directory::Directory;
pub use fault::{Fault, remedy};
pub use gate::Stream;
pub use outcome::{Outcome, Reason, Stage};
pub use retry::next_try;
pub use server::Server;
pub use session::Session;

use crate::model::Address;

/// Who it is from and to whom, as the servers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// MAIL FROM; bounces go there.
    pub sender: Address,
    /// RCPT TO, in order; at least one.
    pub recipients: Vec<Address>,
}
