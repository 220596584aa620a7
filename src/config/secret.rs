//! Passwords: read only when needed, never from the environment, never printed.

use std::fmt;

use super::endpoint::SecretSource;

/// A password. `Debug` prints `***`, there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The password itself, for the one call that logs in.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Why there is no password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SecretFault(pub String);

impl SecretSource {
    /// Reads the password now; may take up to 30 seconds (a command).
    ///
    /// # Errors
    /// [`SecretFault`] naming the source and the reason, never the text.
    pub fn read(&self) -> Result<Secret, SecretFault> {
        Err(SecretFault("not written yet".to_owned()))
    }
}
