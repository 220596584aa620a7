//! Access tokens from a command: somebody else keeps them fresh.

use crate::config;
use crate::net::{Secret, TokenFault, TokenWait, Tokens};

/// Runs the command for each login: it knows when its token expires, we do not.
pub(super) struct Broker {
    command: String,
}

impl Broker {
    pub(super) fn new(command: &str) -> Self {
        Self {
            command: command.to_owned(),
        }
    }
}

impl std::fmt::Debug for Broker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Broker")
    }
}

impl Tokens for Broker {
    fn token(&self) -> TokenWait<'_> {
        let command = self.command.clone();
        Box::pin(async move {
            let later = |text: String| TokenFault::Later { text };
            let run = tokio::task::spawn_blocking(move || config::token_of(&command));
            let token = run.await.map_err(|e| later(e.to_string()))?;
            // A broker that cannot reach its provider fails as one that is set up wrong.
            token.map_err(|fault| later(fault.to_string()))
        })
    }

    fn refused(&self, _: &Secret) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_login_asks_the_command_anew_and_its_faults_show_no_token() {
        let dir = tempfile::tempdir().unwrap();
        let count = dir.path().join("count");
        let command = format!(
            "echo x >> '{0}'; echo canary$(wc -l < '{0}')",
            count.display()
        );
        let broker = Broker::new(&command);
        for wanted in ["canary1", "canary2"] {
            assert_eq!(broker.token().await.unwrap().expose(), wanted);
        }
        let fault = Broker::new("echo canary; exit 3")
            .token()
            .await
            .unwrap_err();
        assert!(!fault.needs_person());
        let said = fault.to_string();
        assert!(
            said.contains("token-command") && !said.contains("canary"),
            "{said}"
        );
    }
}
