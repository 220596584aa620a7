//! One fresh access token, whoever asks: refreshed before it expires, by one asker at a time, and
//! never asked for again and again where the answer is no.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::answer::Given;
use super::assertion::ServiceKey;
use super::client::{self, Client};
use super::shelf::{Kept, Shelf, ShelfFault};
use crate::clock::Clock;
use crate::config::{Grant, OAuthConfig, SecretSource};
use crate::net::{Denial, Secret, TokenFault, TokenWait, Tokens};

/// A token is not handed out in its last minutes: a login begun with it may end after it.
const MARGIN: TimeDelta = TimeDelta::minutes(5);
/// No second question so soon after a refusal that only a person can mend.
const REFUSED: TimeDelta = TimeDelta::minutes(15);
/// Nor so soon after an outage.
const FAILED: TimeDelta = TimeDelta::seconds(20);
/// How long is waited for another process that refreshes.
const ANOTHER: Duration = Duration::from_secs(70);

/// Keeps the tokens of one `[[oauth]]` for one login name.
pub struct Keeper {
    config: OAuthConfig,
    user: String,
    shelf: Shelf,
    clock: Clock,
    state: tokio::sync::Mutex<State>,
    /// Access tokens that a mail server refused, the last one.
    refused: Mutex<Option<Secret>>,
}

#[derive(Debug, Default)]
struct State {
    /// Of a grant without consent; or what could not be written to the shelf.
    held: Option<Kept>,
    failed: Option<Failed>,
}

#[derive(Debug)]
struct Failed {
    at: DateTime<Utc>,
    fault: TokenFault,
    /// What was refreshed with: other tokens are another question.
    of: Option<Secret>,
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper")
            .field("name", &self.config.name)
            .finish_non_exhaustive()
    }
}

impl Tokens for Keeper {
    fn token(&self) -> TokenWait<'_> {
        Box::pin(self.fresh())
    }

    fn refused(&self, token: &Secret) {
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.clone());
    }
}

impl Keeper {
    /// For the login `user`, whose tokens lie below `state_dir`.
    #[must_use]
    pub fn new(config: OAuthConfig, user: &str, state_dir: &Path, clock: Clock) -> Self {
        Self {
            shelf: Shelf::new(state_dir, &config.name),
            config,
            user: user.to_owned(),
            clock,
            state: tokio::sync::Mutex::default(),
            refused: Mutex::default(),
        }
    }

    /// Keeps tokens that somebody has just agreed to; not while a daemon refreshes those before.
    pub(super) async fn keep(
        config: &OAuthConfig,
        shelf: &Shelf,
        given: &Given,
        now: DateTime<Utc>,
    ) -> Result<(), TokenFault> {
        let Some(refresh) = given.refresh.clone() else {
            return Err(TokenFault::Denied {
                denial: Denial::Client,
                text: "the answer holds no refresh token: the scope lacks offline access"
                    .to_owned(),
            });
        };
        let _lock = locked(shelf).await?;
        shelf
            .write(&kept(config, given, refresh, now))
            .map_err(|fault| unkept(&fault))
    }

    async fn fresh(&self) -> Result<Secret, TokenFault> {
        let mut state = self.state.lock().await;
        if self.config.grant.wants_consent() {
            self.consented(&mut state).await
        } else {
            self.minted(&mut state).await
        }
    }

    fn is_refused(&self, token: &Secret) -> bool {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.as_ref() == Some(token)
    }

    /// The access token, if it may be handed out at `now` and need not be refreshed.
    fn good(&self, kept: &Kept, now: DateTime<Utc>) -> bool {
        // A clock that was set back makes no token live longer.
        let from = kept.expires_at - TimeDelta::days(7);
        (from..kept.refresh_at).contains(&now) && !self.is_refused(&kept.access)
    }

    /// A token by the application's own right, held in memory only: another is had for the asking.
    async fn minted(&self, state: &mut State) -> Result<Secret, TokenFault> {
        let now = self.clock.now();
        if let Some(held) = state.held.as_ref().filter(|held| self.good(held, now)) {
            return Ok(held.access.clone());
        }
        if let Some(fault) = still(state.failed.as_ref(), None, now) {
            return Err(fault);
        }
        match self.mint(now).await {
            Ok(given) => {
                let held = kept(&self.config, &given, Secret::new(""), now);
                state.failed = None;
                Ok(state.held.insert(held).access.clone())
            }
            Err(fault) => {
                let living = state.held.as_ref();
                self.failed(living.cloned(), None, fault, now, &mut state.failed)
            }
        }
    }

    async fn mint(&self, now: DateTime<Utc>) -> Result<Given, TokenFault> {
        let client = Client {
            config: &self.config,
        };
        let Grant::ServiceAccount { key } = &self.config.grant else {
            return client.own().await;
        };
        let denied = |text: String| TokenFault::Denied {
            denial: Denial::Key,
            text,
        };
        let text = client::read(key, SecretSource::read_whole).await;
        let text = text.map_err(|fault| denied(fault.to_string()))?;
        let key = ServiceKey::read(&text).map_err(|why| denied(why.to_owned()))?;
        let at = key.token_url.as_ref().unwrap_or(&self.config.token_url);
        let signed = key.assertion(&self.user, &self.config.scope, at.as_str(), now);
        let signed = signed.map_err(|why| denied(why.to_owned()))?;
        client.signed(at, &signed).await
    }

    /// A token by somebody's consent, kept on the shelf: other processes see it there.
    async fn consented(&self, state: &mut State) -> Result<Secret, TokenFault> {
        let found = self.found(state)?;
        let now = self.clock.now();
        if self.good(&found, now) {
            return Ok(found.access);
        }
        if let Some(fault) = still(state.failed.as_ref(), Some(&found.refresh), now) {
            return self.living(&found, now).ok_or(fault);
        }
        let _lock = locked(&self.shelf).await?;
        // Somebody else may have refreshed meanwhile.
        let found = self.found(state)?;
        let now = self.clock.now();
        if self.good(&found, now) {
            return Ok(found.access);
        }
        let client = Client {
            config: &self.config,
        };
        match client.refresh(&found.refresh).await {
            Ok(given) => {
                let refresh = given.refresh.clone().unwrap_or(found.refresh);
                let kept = kept(&self.config, &given, refresh, now);
                state.failed = None;
                // The one before may be void already: what cannot be written is held until it can.
                state.held = match self.shelf.write(&kept) {
                    Ok(()) => None,
                    Err(fault) => {
                        tracing::error!(oauth = %self.config.name, %fault, "new tokens cannot be kept; a restart loses them");
                        Some(kept.clone())
                    }
                };
                tracing::info!(oauth = %self.config.name, until = %kept.expires_at, "access token refreshed");
                Ok(kept.access)
            }
            Err(fault) => {
                let of = Some(found.refresh.clone());
                self.failed(Some(found), of, fault, now, &mut state.failed)
            }
        }
    }

    /// What is held or lies on the shelf.
    fn found(&self, state: &mut State) -> Result<Kept, TokenFault> {
        let nobody = |text: &str| TokenFault::Denied {
            denial: Denial::Consent(self.config.name.clone()),
            text: text.to_owned(),
        };
        let kept = self.shelf.read().map_err(|fault| unkept(&fault));
        // A later consent counts more than what could not be written.
        let newer = |kept: &Kept, held: &Kept| kept.expires_at > held.expires_at;
        let kept = match (state.held.take(), kept) {
            (Some(held), Ok(Some(kept))) if newer(&kept, &held) => kept,
            (Some(held), _) => {
                if self.shelf.write(&held).is_err() {
                    state.held = Some(held.clone());
                }
                held
            }
            (None, kept) => kept?.ok_or_else(|| nobody("nobody has agreed yet"))?,
        };
        if kept.client_id != self.config.client_id {
            return Err(nobody("the tokens were given to another client-id"));
        }
        Ok(kept)
    }

    /// The old access token while it still counts.
    fn living(&self, kept: &Kept, now: DateTime<Utc>) -> Option<Secret> {
        (now < kept.expires_at && !self.is_refused(&kept.access)).then(|| kept.access.clone())
    }

    /// A fault, unless the old token still counts.
    fn failed(
        &self,
        found: Option<Kept>,
        of: Option<Secret>,
        fault: TokenFault,
        now: DateTime<Utc>,
        failed: &mut Option<Failed>,
    ) -> Result<Secret, TokenFault> {
        *failed = Some(Failed {
            at: now,
            fault: fault.clone(),
            of,
        });
        let living = found.and_then(|found| self.living(&found, now));
        if living.is_some() {
            tracing::warn!(oauth = %self.config.name, %fault, "the access token could not be refreshed; it counts a little longer");
        }
        living.ok_or(fault)
    }
}

/// The lock of the shelf, once nobody else holds it.
async fn locked(shelf: &Shelf) -> Result<std::fs::File, TokenFault> {
    let until = tokio::time::Instant::now() + ANOTHER;
    loop {
        let lock = shelf.lock().map_err(|fault| unkept(&fault))?;
        if let Some(lock) = lock {
            return Ok(lock);
        }
        if tokio::time::Instant::now() >= until {
            return Err(TokenFault::Later {
                text: "another process refreshes the tokens".to_owned(),
            });
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The fault of a moment ago, if the same question would be put again too soon.
fn still(failed: Option<&Failed>, of: Option<&Secret>, now: DateTime<Utc>) -> Option<TokenFault> {
    let failed = failed.filter(|failed| failed.of.as_ref() == of)?;
    let pause = if failed.fault.needs_person() {
        REFUSED
    } else {
        FAILED
    };
    (failed.at..failed.at + pause)
        .contains(&now)
        .then(|| failed.fault.clone())
}

fn kept(config: &OAuthConfig, given: &Given, refresh: Secret, now: DateTime<Utc>) -> Kept {
    let lives = TimeDelta::seconds(given.lives);
    Kept {
        client_id: config.client_id.clone(),
        refresh,
        access: given.access.clone(),
        refresh_at: now + lives - MARGIN.min(lives / 2),
        expires_at: now + lives,
    }
}

fn unkept(fault: &ShelfFault) -> TokenFault {
    TokenFault::Denied {
        denial: Denial::Files,
        text: fault.to_string(),
    }
}
