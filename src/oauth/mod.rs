//! OAuth2: access tokens for XOAUTH2, had and kept fresh.
//!
//! ```text
//! nudged login ─▶ device | loopback ─▶ shelf (refresh token, 0600) ─┐
//!                                                                   ▼
//! mailbox, smtp ◀─ access token ◀─ Keeper ◀─ client ◀─ refresh | client credentials | assertion
//! ```
//!
//! | file | what |
//! | --- | --- |
//! | `answer` | what a token server says |
//! | `client` | the questions put to it |
//! | `assertion` | what a service account signs |
//! | `shelf` | tokens in the state directory |
//! | `keeper` | one fresh access token, whoever asks |
//! | `broker` | the same from a command |
//! | `device`, `loopback` | somebody agrees in a browser |
//!
//! No token stands in a log, a fault or a Debug.

mod answer;
mod assertion;
mod broker;
mod client;
mod device;
mod keeper;
mod loopback;
mod shelf;

use std::path::Path;
use std::sync::Arc;

pub use device::DeviceLogin;
pub use keeper::Keeper;
pub use loopback::{LoopbackLogin, Returned};
pub use shelf::{FOLDER, Shelf, ShelfFault};

use crate::clock::Clock;
use crate::config::{Login, OAuthConfig, SecretFault};
use crate::net::Proof;

/// What a login of the configuration is proven by. A password is read now, a token when it is wanted.
///
/// # Errors
/// [`SecretFault`] if there is no password, or no `[[oauth]]` of the name.
pub fn proof(
    login: &Login,
    user: &str,
    grants: &[OAuthConfig],
    state_dir: &Path,
    clock: &Clock,
) -> Result<Proof, SecretFault> {
    Ok(match login {
        Login::Password(source) => Proof::Password(source.read()?),
        Login::TokenCommand(command) => Proof::Token(Arc::new(broker::Broker::new(command))),
        Login::OAuth(name) => {
            let known = grants.iter().find(|grant| grant.name == *name);
            let grant =
                known.ok_or_else(|| SecretFault(format!("no [[oauth]] called {name:?}")))?;
            let keeper = Keeper::new(grant.clone(), user, state_dir, clock.clone());
            Proof::Token(Arc::new(keeper))
        }
    })
}
