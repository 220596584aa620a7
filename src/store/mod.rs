//! SQLite: what was received, what is owed, what was decided, what leaves. One writer.
//!
//! [`Store::write`] is one transaction (`BEGIN IMMEDIATE … COMMIT`): an error or a panic inside rolls
//! all of it back. Everything else is a method of [`Tx`]; look-ups inside a transaction see what it
//! has written. No method asks for the time or touches the network.
//!
//! | file | noun |
//! | --- | --- |
//! | `open` | the file: opening, transactions, faults |
//! | `migrate` | versions of the schema |
//! | `apply` | decisions recorded: items, history, follow-ups, outgoing mail |
//! | `item`, `hold`, `history` | what is owed, why it rests, how it came to be |
//! | `cursor`, `mail` | what was read from the mailboxes |
//! | `follow_up`, `outbox`, `arrow` | what leaves, and its states (architecture law 5) |
//! | `lookup` | candidates for [`crate::matching`] |
//! | `memory`, `away`, `tag` | small state; who is away; the tags of item addresses |
//! | `backup`, `forget` | copying the database; erasing a client |

mod apply;
mod arrow;
mod away;
mod backup;
mod column;
mod cursor;
mod fault;
mod follow_up;
mod forget;
mod history;
mod hold;
mod item;
mod lookup;
mod mail;
mod memory;
mod migrate;
mod open;
mod outbox;
pub mod tag;
#[cfg(test)]
mod tests;

pub use apply::{Applied, Prepared};
pub use arrow::{Claim, Recovered};
pub use cursor::{Cursor, Position};
pub use fault::{OpenFault, StoreError, is_the_disks};
pub use follow_up::FollowUpStatus;
pub use forget::Forgotten;
pub use history::{HistoryRow, Sought};
pub use item::ItemFilter;
pub use mail::{MailStatus, NewMail, StoredMail};
pub use open::{Store, Tx};
pub use outbox::{OutgoingRow, RecipientResult};
