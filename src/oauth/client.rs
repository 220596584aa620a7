//! The questions put to a token server.

use super::answer::{self, Code, Given, Refusal, Refused};
use crate::config::{Grant, OAuthConfig, SecretFault, SecretSource};
use crate::net::{Denial, Secret, TokenFault, WebAddress, WebFault};

/// Asks in the name of one `[[oauth]]`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Client<'c> {
    pub(super) config: &'c OAuthConfig,
}

impl Client<'_> {
    /// A new access token for a refresh token.
    pub(super) async fn refresh(self, refresh: &Secret) -> Result<Given, TokenFault> {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh.expose()),
        ];
        let given = self.ask(&form).await?;
        given.map_err(|refused| self.denied(refused))
    }

    /// A token for the application itself.
    pub(super) async fn own(self) -> Result<Given, TokenFault> {
        let form = [
            ("grant_type", "client_credentials"),
            ("scope", &self.config.scope),
        ];
        let given = self.ask(&form).await?;
        given.map_err(|refused| match refused.refusal {
            Refusal::Trouble | Refusal::SlowDown => self.denied(refused),
            _ => TokenFault::Denied {
                denial: Denial::Client,
                text: refused.text,
            },
        })
    }

    /// A token for what a service account signed.
    pub(super) async fn signed(
        self,
        at: &WebAddress,
        assertion: &Secret,
    ) -> Result<Given, TokenFault> {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("assertion", assertion.expose()),
        ];
        let answered = at.post(&form).await.map_err(of_web)?;
        answer::tokens(&answered, &[assertion.expose()]).map_err(|refused| match refused.refusal {
            Refusal::Trouble | Refusal::SlowDown => self.denied(refused),
            _ => TokenFault::Denied {
                denial: Denial::Key,
                text: refused.text,
            },
        })
    }

    /// Tokens for the code that the browser brought back.
    pub(super) async fn exchange(
        self,
        code: &str,
        verifier: &Secret,
        redirect: &str,
    ) -> Result<Given, TokenFault> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("code_verifier", verifier.expose()),
            ("redirect_uri", redirect),
        ];
        let given = self.ask(&form).await?;
        given.map_err(|refused| self.denied(refused))
    }

    /// A code that somebody types in his browser.
    pub(super) async fn device_code(self, at: &WebAddress) -> Result<Code, TokenFault> {
        let form = [
            ("client_id", self.config.client_id.as_str()),
            ("scope", &self.config.scope),
        ];
        let answered = at.post(&form).await.map_err(of_web)?;
        answer::code(&answered, &[]).map_err(|refused| self.denied(refused))
    }

    /// Whether he has agreed.
    pub(super) async fn agreed(
        self,
        device: &Secret,
    ) -> Result<Result<Given, Refused>, TokenFault> {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", device.expose()),
        ];
        self.ask(&form).await
    }

    async fn ask(self, form: &[(&str, &str)]) -> Result<Result<Given, Refused>, TokenFault> {
        let secret = self.secret().await?;
        let mut whole = vec![("client_id", self.config.client_id.as_str())];
        whole.extend(
            secret
                .as_ref()
                .map(|secret| ("client_secret", secret.expose())),
        );
        whole.extend_from_slice(form);
        let answered = self.config.token_url.post(&whole).await.map_err(of_web)?;
        let secrets = [
            "client_secret",
            "refresh_token",
            "code",
            "code_verifier",
            "device_code",
        ];
        let sent: Vec<&str> = whole
            .iter()
            .filter(|(key, _)| secrets.contains(key))
            .map(|(_, value)| *value)
            .collect();
        Ok(answer::tokens(&answered, &sent))
    }

    async fn secret(self) -> Result<Option<Secret>, TokenFault> {
        match &self.config.grant {
            Grant::ServiceAccount { .. } => Ok(None),
            grant => match grant.secret() {
                Some(source) => read(source, SecretSource::read).await.map(Some),
                None => Ok(None),
            },
        }
    }

    /// What a refusal means where a person's consent is at stake.
    pub(super) fn denied(self, refused: Refused) -> TokenFault {
        let text = refused.text;
        let denial = match refused.refusal {
            Refusal::Trouble | Refusal::SlowDown | Refusal::Pending => {
                return TokenFault::Later { text };
            }
            Refusal::Grant | Refusal::Declined | Refusal::Expired => {
                Denial::Consent(self.config.name.clone())
            }
            Refusal::Client => Denial::Client,
        };
        TokenFault::Denied { denial, text }
    }
}

/// Reads a secret beside the loops: a command may take half a minute.
pub(super) async fn read(
    source: &SecretSource,
    how: fn(&SecretSource) -> Result<Secret, SecretFault>,
) -> Result<Secret, TokenFault> {
    let source = source.clone();
    let read = tokio::task::spawn_blocking(move || how(&source)).await;
    let denied = |text: String| TokenFault::Denied {
        denial: Denial::Client,
        text,
    };
    read.map_err(|e| denied(e.to_string()))?
        .map_err(|fault| denied(fault.to_string()))
}

pub(super) fn of_web(fault: WebFault) -> TokenFault {
    match fault {
        WebFault::Net(fault) => TokenFault::Net(fault),
        broken @ WebFault::Broken { .. } => TokenFault::Later {
            text: broken.to_string(),
        },
    }
}
