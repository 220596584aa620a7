//! Somebody agrees in a browser on any machine (RFC 8628).

use std::path::Path;
use std::time::Duration;

use super::answer::{Code, Refusal};
use super::client::Client;
use super::keeper::Keeper;
use super::shelf::Shelf;
use crate::clock::Clock;
use crate::config::{Grant, OAuthConfig};
use crate::net::{Denial, TokenFault};

/// What `slow_down` and a lost connection add to the pause, seconds (RFC 8628 3.5).
const SLOWER: u64 = 5;

/// A login under way: the code was given out.
#[derive(Debug)]
pub struct DeviceLogin {
    config: OAuthConfig,
    code: Code,
}

impl DeviceLogin {
    /// Asks for a code.
    ///
    /// # Errors
    /// [`TokenFault`]; also if this is no device grant.
    pub async fn begin(config: &OAuthConfig) -> Result<Self, TokenFault> {
        let Grant::Device { device_url, .. } = &config.grant else {
            return Err(TokenFault::Denied {
                denial: Denial::Client,
                text: "the grant is not \"device\"".to_owned(),
            });
        };
        let code = Client { config }.device_code(device_url).await?;
        Ok(Self {
            config: config.clone(),
            code,
        })
    }

    /// Where somebody types the code.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.code.address
    }

    /// What he types.
    #[must_use]
    pub fn user_code(&self) -> &str {
        &self.code.user
    }

    /// Minutes he has.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.code.lives / 60
    }

    /// Waits until he has agreed and keeps the tokens. `second` is how long a second takes: tests are
    /// in a hurry.
    ///
    /// # Errors
    /// [`TokenFault`] if he said no, did nothing in time, or the tokens cannot be kept.
    pub async fn finish(
        self,
        state_dir: &Path,
        clock: &Clock,
        second: Duration,
    ) -> Result<(), TokenFault> {
        let client = Client {
            config: &self.config,
        };
        let (mut pause, mut waited) = (self.code.interval, 0_u64);
        let lives = u64::try_from(self.code.lives).unwrap_or_default();
        loop {
            tokio::time::sleep(second.saturating_mul(u32::try_from(pause).unwrap_or(60))).await;
            waited = waited.saturating_add(pause);
            let refused = match client.agreed(&self.code.device).await {
                Ok(Ok(given)) => {
                    let shelf = Shelf::new(state_dir, &self.config.name);
                    return Keeper::keep(&self.config, &shelf, &given, clock.now()).await;
                }
                Ok(Err(refused)) => refused,
                Err(fault) if fault.needs_person() => return Err(fault),
                Err(fault) if waited >= lives => return Err(fault),
                Err(_) => {
                    pause = pause.saturating_add(SLOWER);
                    continue;
                }
            };
            match refused.refusal {
                Refusal::Pending if waited < lives => {}
                Refusal::SlowDown | Refusal::Trouble if waited < lives => {
                    pause = pause.saturating_add(SLOWER);
                }
                Refusal::Pending | Refusal::SlowDown => {
                    return Err(TokenFault::Denied {
                        denial: Denial::Consent(self.config.name.clone()),
                        text: "nobody agreed in time".to_owned(),
                    });
                }
                _ => return Err(client.denied(refused)),
            }
        }
    }
}
