//! Where mail goes: exact bytes to a submission server, or into a directory.
//!
//! ```text
//! Server ─▶ Session::connect ─▶ send(envelope, bytes, before_final_dot) ─▶ Outcome ─▶ next_try
//!           (net, STARTTLS,      MAIL, RCPT, DATA, body │ hook │ dot         (pure)    (pure)
//!            AUTH)               nothing is sent yet ◀──┘      └──▶ from here it may be
//! ```
//!
//! The law of this room: the caller's record that the mail may have left is committed *before* the
//! final dot leaves, and only `250` to that dot is success. Whatever fails earlier is
//! [`Outcome::NotSent`]; whatever is silent later is [`Outcome::Unsure`]; nothing is retried here.

mod dialogue;
mod directory;
mod fault;
mod outcome;
mod reply;
mod retry;
mod server;
mod session;
mod wire;

pub use dialogue::Stream;
pub use directory::Directory;
pub use fault::{Fault, remedy};
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
