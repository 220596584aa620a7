//! The file, checked: TOML to [`Config`], every fault told at once with its line and a remedy.
//!
//! ```text
//! text ─▶ raw (serde, what may be written) ─▶ check (what it means) ─▶ Config
//!            └── faults of form ──┐   └── faults of meaning ──┐
//!                                 └───────────▶ Faults ◀──────┘
//! ```
//!
//! The manual of every key is the doc comment of its field in `raw` and the sample file
//! `config/nudged.toml`; every default stands in [`defaults`].

pub mod access;
mod check;
pub mod defaults;
mod endpoint;
mod fault;
mod form;
mod keys;
mod lenient;
mod oauth;
mod raw;
mod reader;
mod secret;
mod zones;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

pub use endpoint::{MailboxConfig, MailboxKind, OutgoingConfig, OutgoingKind, SecretSource, Tls};
pub use fault::{Fault, Faults};
pub use keys::keys;
pub use lenient::{Lenient, lenient};
pub use oauth::{Grant, Login, OAuthConfig};
pub use secret::{Secret, SecretFault, token_of};

use reader::Report;

use crate::calendar::Calendars;
use crate::model::World;

/// A configuration without faults. Relative paths in the file are meant from the file's folder and
/// are whole here.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the pure rooms know of it.
    pub world: World,
    /// Working time of the team and of every configured client.
    pub calendars: Calendars,
    /// Where the database, the lock and the control socket lie.
    pub state_dir: PathBuf,
    /// How long a mailbox cannot be read before `admin.to` is told.
    pub admin_after: chrono::Duration,
    /// Mailboxes; the first is the tracking mailbox. May be empty or incomplete: see [`Config::for_run`].
    pub mailboxes: Vec<MailboxConfig>,
    /// Where mail goes. May be absent or incomplete: see [`Config::for_run`].
    pub outgoing: Option<OutgoingConfig>,
    /// How access tokens are had.
    pub oauth: Vec<OAuthConfig>,
    /// Templates over the built-in ones: path below `[templates] dir` with `/` (`zh/friendly.txt`), text.
    pub templates: Vec<(String, String)>,
    /// Things that work but should be told: one sentence each.
    pub warnings: Vec<String>,
    /// The file.
    pub path: PathBuf,
    /// What `run` needs and the file does not say.
    missing: Vec<Fault>,
}

/// Reads and checks a file.
///
/// # Errors
/// [`Faults`], all at once; a file that cannot be read is one of them.
pub fn load(path: &Path) -> Result<Config, Faults> {
    let text = std::fs::read_to_string(path).map_err(|e| Faults::unreadable(path, &e))?;
    checked(&text, path)
}

/// Checks a text; relative paths in it are meant from `base_dir`.
///
/// # Errors
/// [`Faults`], all at once.
pub fn parse(text: &str, base_dir: &Path) -> Result<Config, Faults> {
    checked(text, &base_dir.join("nudged.toml"))
}

/// Checks the text of a file.
fn checked(text: &str, path: &Path) -> Result<Config, Faults> {
    let base = path.parent().unwrap_or(Path::new(""));
    let mut report = Report::new(text, base);
    let config = form::read(&mut report).and_then(|raw| check::check(&raw, path, &mut report));
    match config {
        Some(config) if report.faults.is_empty() => Ok(config),
        _ => Err(Faults::new(path, report.faults)),
    }
}

impl Config {
    /// Whether the file says all that `run` needs: a tracking mailbox and where mail goes.
    ///
    /// # Errors
    /// [`Faults`] naming every key that is missing.
    pub fn for_run(&self) -> Result<(), Faults> {
        if self.missing.is_empty() {
            Ok(())
        } else {
            Err(Faults::new(&self.path, self.missing.clone()))
        }
    }

    /// Sentences about years for which a bundled calendar has no holidays yet (they count as weekends
    /// only), looking a month ahead of `now`.
    #[must_use]
    pub fn holidays_unknown(&self, now: DateTime<Utc>) -> Vec<String> {
        self.calendars
            .unknown_years(now)
            .into_iter()
            .map(|(calendar, year)| {
                format!(
                    "holidays of {calendar} are not known for {year}: only weekends are off; \
                     add an .ics file to `holidays` or update"
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
