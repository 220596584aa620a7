//! How a login is proven: a password that stands, or an access token that is had anew each time.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::{NetFault, Secret};

/// What a login is proven by.
#[derive(Debug, Clone)]
pub enum Proof {
    /// A password.
    Password(Secret),
    /// An OAuth2 access token by XOAUTH2, from whoever keeps it fresh.
    Token(Arc<dyn Tokens>),
}

/// What one login is proven by, in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proven {
    /// A password.
    Password(Secret),
    /// An access token that does not expire in the next minutes.
    Token(Secret),
}

/// An access token on its way.
pub type TokenWait<'a> = Pin<Box<dyn Future<Output = Result<Secret, TokenFault>> + Send + 'a>>;

/// Where access tokens come from.
pub trait Tokens: fmt::Debug + Send + Sync {
    /// A token that does not expire in the next minutes; refreshed if need be. Ends within two minutes.
    fn token(&self) -> TokenWait<'_>;

    /// A mail server refused this token: it is not handed out again.
    fn refused(&self, token: &Secret);
}

impl Proof {
    /// What to log in with now. Asked for before dialling: no server waits meanwhile.
    ///
    /// # Errors
    /// [`TokenFault`] if there is no token; a password is always there.
    pub async fn prove(&self) -> Result<Proven, TokenFault> {
        match self {
            Self::Password(password) => Ok(Proven::Password(password.clone())),
            Self::Token(tokens) => tokens.token().await.map(Proven::Token),
        }
    }

    /// A mail server refused what [`Self::prove`] gave.
    pub fn refused(&self, proven: &Proven) {
        if let (Self::Token(tokens), Proven::Token(token)) = (self, proven) {
            tokens.refused(token);
        }
    }
}

impl Proven {
    /// Password or token, for the line that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        match self {
            Self::Password(secret) | Self::Token(secret) => secret.expose(),
        }
    }
}

impl From<Secret> for Proof {
    fn from(password: Secret) -> Self {
        Self::Password(password)
    }
}

/// What XOAUTH2 says for a user and a token, before base64; the same for IMAP, SMTP and both Google and
/// Microsoft.
#[must_use]
pub fn xoauth2(user: &str, token: &str) -> String {
    format!("user={user}\x01auth=Bearer {token}\x01\x01")
}

/// What a person has to do about a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// Somebody has to agree, or to agree anew; the name in the configuration.
    Consent(String),
    /// The application's registration: its id, its secret, what it may ask for.
    Client,
    /// The key of the service account.
    Key,
    /// The files of the state directory.
    Files,
}

impl Denial {
    /// In English; `setup` knows both languages.
    fn remedy(&self) -> String {
        match self {
            Self::Consent(name) => format!("run `nudged login {name}`"),
            Self::Client => {
                "check client-id, client secret, tenant and the application's permissions at the provider"
                    .to_owned()
            }
            Self::Key => {
                "check key-file, the domain-wide delegation at Google and this machine's clock".to_owned()
            }
            Self::Files => "the daemon's user must own the folder oauth of the state directory".to_owned(),
        }
    }
}

/// Why there is no access token. Holds no secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// Waiting will not help.
    #[error("no access token: {text}; {}", denial.remedy())]
    Denied {
        /// What has to be done.
        denial: Denial,
        /// What was said.
        text: String,
    },
    /// It may be there later.
    #[error("no access token now: {text}; nudged tries again by itself")]
    Later {
        /// What was said.
        text: String,
    },
    /// The way to the token server.
    #[error("no access token: {0}")]
    Net(#[from] NetFault),
}

impl TokenFault {
    /// Whether only a person can mend it.
    #[must_use]
    pub const fn needs_person(&self) -> bool {
        match self {
            Self::Denied { .. } => true,
            Self::Later { .. } => false,
            Self::Net(fault) => fault.is_setup(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_said_as_google_and_microsoft_read_it() {
        // The sample of Google's own page on XOAUTH2.
        use base64::Engine as _;
        let said = xoauth2(
            "someuser@example.com",
            "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg",
        );
        let said = base64::engine::general_purpose::STANDARD.encode(said);
        assert_eq!(
            said,
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
    }

    #[test]
    fn nothing_of_it_shows() {
        let proof = Proof::from(Secret::new("canary"));
        let proven = Proven::Token(Secret::new("canary"));
        assert!(!format!("{proof:?} {proven:?}").contains("canary"));
    }

    #[test]
    fn whoever_must_act_is_told_how() {
        let fault = TokenFault::Denied {
            denial: Denial::Consent("agency".to_owned()),
            text: "invalid_grant".to_owned(),
        };
        assert!(fault.needs_person());
        assert!(
            fault.to_string().contains("`nudged login agency`"),
            "{fault}"
        );
    }
}
