//! AUTHENTICATE XOAUTH2: the login of Google and Microsoft by an access token.

use async_imap::imap_proto::{Response, Status};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::MailboxFault;
use super::Session;
use super::answer::Text;
use super::command::{SHORT, Verdict, not_asked, refused_login};
use crate::net::{self, Secret, with_timeout};

const STAGE: &str = "login";

impl Session {
    /// Logs in by an access token. A refusal is told in two steps: `+` with an error in base64, which
    /// wants an empty line, and only then NO.
    pub(super) async fn login_by_token(
        &mut self,
        user: &str,
        token: &Secret,
    ) -> Result<(), MailboxFault> {
        if !self.can("AUTH=XOAUTH2") {
            let offered = self.capabilities.iter();
            let offered = offered.filter_map(|name| name.strip_prefix("AUTH="));
            return Err(MailboxFault::NoXoauth2 {
                offered: offered.collect::<Vec<_>>().join(" "),
            });
        }
        let unsendable = |text: &str| text.chars().any(char::is_control);
        if unsendable(user) || unsendable(token.expose()) {
            return Err(MailboxFault::Unsendable);
        }
        let tag = self.begin(STAGE)?;
        let said = STANDARD.encode(net::xoauth2(user, token.expose()));
        let spoken = self.speak(&tag, &said);
        let answer = with_timeout(STAGE, SHORT.total, spoken)
            .await
            .map_err(|_| MailboxFault::Timeout { stage: STAGE })?;
        let (verdict, status) = answer?;
        let Err(mut text) = verdict else {
            return Ok(());
        };
        self.dead = true;
        if text.words.contains(token.expose()) || text.words.contains(&said) {
            text.words = "(an answer that contains the token)".to_owned();
        }
        let fault = refused_login(STAGE, &text);
        Err(match fault {
            MailboxFault::Auth { text } => MailboxFault::TokenRefused {
                text: status.map_or(text.clone(), |status| format!("{text}; status {status}")),
            },
            other => other,
        })
    }

    /// The conversation: the tagged answer, and the status of the error before it.
    async fn speak(
        &mut self,
        tag: &str,
        said: &str,
    ) -> Result<(Verdict, Option<String>), MailboxFault> {
        // No initial response: what SASL-IR promises is not kept everywhere.
        let line = format!("{tag} AUTHENTICATE XOAUTH2\r\n");
        self.wire.send(STAGE, line.as_bytes()).await?;
        let mut answered = 0;
        let mut status = None;
        loop {
            let answer = self.wire.answer(STAGE, SHORT.patience).await?;
            match answer.parsed() {
                Response::Continue(outcome) => {
                    let reply = match answered {
                        0 => format!("{said}\r\n"),
                        1 => {
                            status = error_of(&Text::new(outcome).words);
                            "\r\n".to_owned()
                        }
                        _ => return Err(not_asked(STAGE)),
                    };
                    answered += 1;
                    self.wire.send(STAGE, reply.as_bytes()).await?;
                }
                Response::Done {
                    tag: theirs,
                    status: Status::No | Status::Bad,
                    outcome,
                } if theirs.0 == tag => return Ok((Err(Text::new(outcome)), status)),
                Response::Done {
                    tag: theirs,
                    status: Status::Ok,
                    outcome,
                } if theirs.0 == tag && answered == 1 => {
                    self.dead = false;
                    return Ok((Ok(Text::new(outcome)), None));
                }
                Response::Done { .. } => return Err(not_asked(STAGE)),
                answer => self.note(STAGE, answer)?,
            }
        }
    }
}

/// The status in an error such as `{"status":"401","schemes":"bearer"}`; nothing else of it is shown.
fn error_of(words: &str) -> Option<String> {
    // Long ones come cut.
    let fitting = words.len() / 4 * 4;
    let bytes = STANDARD.decode(words.trim().get(..fitting)?).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (_, after) = text.split_once("\"status\"")?;
    let status: String = after
        .chars()
        .skip_while(|c| matches!(c, ' ' | ':' | '"'))
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .take(40)
        .collect();
    (!status.is_empty()).then_some(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_error_only_the_status_is_shown() {
        for (json, status) in [
            (
                r#"{"status":"401","schemes":"bearer mac","scope":"x"}"#,
                Some("401"),
            ),
            (r#"{"status" : "invalid_token"}"#, Some("invalid_token")),
            (r#"{"schemes":"Bearer"}"#, None),
            ("", None),
        ] {
            assert_eq!(
                error_of(&STANDARD.encode(json)).as_deref(),
                status,
                "{json}"
            );
        }
        assert_eq!(error_of("not base64 at all 汉字"), None);
    }
}
