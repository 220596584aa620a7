//! `[[oauth]]`: how access tokens are had, checked.

use super::endpoint::SecretSource;
use super::secret::{Secret, SecretFault};
use crate::net::WebAddress;

/// How a login at a mail server is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// By a password.
    Password(SecretSource),
    /// By the access token that a shell command prints each time: somebody else keeps it fresh.
    TokenCommand(String),
    /// By an access token of the `[[oauth]]` of this name.
    OAuth(String),
}

/// One `[[oauth]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthConfig {
    /// Its name; unique.
    pub name: String,
    /// As whom nudged is known at the provider; empty for a service account.
    pub client_id: String,
    /// What is asked for, as the provider spells it, blanks between several.
    pub scope: String,
    /// Where tokens are given out; a service account's key may name another.
    pub token_url: WebAddress,
    /// How.
    pub grant: Grant,
}

/// By what right an access token is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// Somebody agrees in a browser on any machine (RFC 8628). Kept alive by refreshing.
    Device {
        /// Where a code for him is given out.
        device_url: WebAddress,
        /// Of the application, if it has one.
        secret: Option<SecretSource>,
    },
    /// Somebody agrees in a browser on this machine (RFC 8252). Kept alive by refreshing.
    Loopback {
        /// Where he agrees.
        authorization_url: WebAddress,
        /// Of the application; Google gives each one.
        secret: Option<SecretSource>,
        /// How the provider wants this machine to be named.
        here: &'static str,
    },
    /// An administrator agreed once for the application itself (RFC 6749 4.4).
    ClientCredentials {
        /// Of the application.
        secret: SecretSource,
    },
    /// The same at Google: an assertion signed by the service account's key (RFC 7523).
    ServiceAccount {
        /// Where the JSON key is.
        key: SecretSource,
    },
}

impl Login {
    /// The password, read now; `None` for tokens.
    ///
    /// # Errors
    /// [`SecretFault`] if it cannot be had.
    pub fn password(&self) -> Result<Option<Secret>, SecretFault> {
        match self {
            Self::Password(source) => source.read().map(Some),
            Self::TokenCommand(_) | Self::OAuth(_) => Ok(None),
        }
    }
}

impl Grant {
    /// Whether somebody has to agree in a browser, by `nudged login`.
    #[must_use]
    pub const fn wants_consent(&self) -> bool {
        matches!(self, Self::Device { .. } | Self::Loopback { .. })
    }

    /// Where its secret is, if it has one.
    #[must_use]
    pub const fn secret(&self) -> Option<&SecretSource> {
        match self {
            Self::Device { secret, .. } | Self::Loopback { secret, .. } => secret.as_ref(),
            Self::ClientCredentials { secret } => Some(secret),
            Self::ServiceAccount { key } => Some(key),
        }
    }
}
