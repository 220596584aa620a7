//! Running a command: sent with a tag, done at the tagged answer and not before. A NO, a BAD, a BYE and
//! a lost connection are four different things; a stream that merely ends is never success.

use std::time::Duration;

use async_imap::imap_proto::{MailboxDatum, Response, Status};

use super::super::MailboxFault;
use super::Session;
use super::answer::{Text, capability};
use crate::net::with_timeout;

/// How long a command may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// Longest silence.
    pub(super) patience: Duration,
    /// Whole command.
    pub(super) total: Duration,
}

/// Most commands.
pub(super) const SHORT: Limit = Limit {
    patience: Duration::from_secs(30),
    total: Duration::from_secs(30),
};
/// SEARCH without an index reads every mail.
pub(super) const SEARCHING: Limit = Limit {
    patience: Duration::from_secs(60),
    total: Duration::from_secs(180),
};
/// FETCH: a batch of 8 MiB over 10 KiB/s, but no trickle for ever.
pub(super) const FETCHING: Limit = Limit {
    patience: Duration::from_secs(60),
    total: Duration::from_secs(20 * 60),
};

/// The tagged answer: OK, or NO or BAD.
pub(super) type Verdict = Result<Text, Text>;

/// For data answers nobody waits for.
pub(super) fn ignore(_: &Response<'_>) {}

impl Session {
    /// Starts a command: the session counts as dead until the tagged answer is there, so a future that
    /// was dropped half way leaves no session that answers the wrong question.
    pub(super) fn begin(&mut self, stage: &'static str) -> Result<String, MailboxFault> {
        if let Some(fault) = self.pending.take() {
            return Err(fault);
        }
        if std::mem::replace(&mut self.dead, true) {
            return Err(MailboxFault::Lost { stage });
        }
        self.tags = self.tags.wrapping_add(1);
        Ok(format!("N{}", self.tags))
    }

    /// Runs a command and returns the tagged answer, whichever it is; data answers go to `take`.
    pub(super) async fn ask(
        &mut self,
        stage: &'static str,
        command: &str,
        limit: Limit,
        take: impl FnMut(&Response<'_>),
    ) -> Result<Verdict, MailboxFault> {
        let tag = self.begin(stage)?;
        let line = format!("{tag} {command}\r\n");
        with_timeout(stage, limit.total, async {
            self.wire.send(stage, line.as_bytes()).await?;
            self.until_done(stage, &tag, limit.patience, take).await
        })
        .await
        .map_err(|_| MailboxFault::Timeout { stage })?
    }

    /// Runs a command of which only OK will do.
    pub(super) async fn run(
        &mut self,
        stage: &'static str,
        command: &str,
        limit: Limit,
        take: impl FnMut(&Response<'_>),
    ) -> Result<Text, MailboxFault> {
        match self.ask(stage, command, limit, take).await? {
            Ok(text) => Ok(text),
            Err(text) => {
                self.dead = true;
                Err(refusal(stage, &text))
            }
        }
    }

    /// Reads to the answer with `tag`.
    pub(super) async fn until_done(
        &mut self,
        stage: &'static str,
        tag: &str,
        patience: Duration,
        mut take: impl FnMut(&Response<'_>),
    ) -> Result<Verdict, MailboxFault> {
        loop {
            let answer = self.wire.answer(stage, patience).await?;
            match answer.parsed() {
                Response::Done {
                    tag: theirs,
                    status,
                    outcome,
                } if theirs.0 == tag => {
                    let text = Text::new(outcome);
                    self.hear(&text);
                    self.dead = false;
                    return Ok(if *status == Status::Ok {
                        Ok(text)
                    } else {
                        Err(text)
                    });
                }
                Response::Done { .. } | Response::Continue(_) => return Err(not_asked(stage)),
                answer => {
                    self.note(stage, answer)?;
                    take(answer);
                }
            }
        }
    }

    /// Takes in what may be said at any time (RFC 3501 7).
    pub(super) fn note(
        &mut self,
        stage: &'static str,
        answer: &Response<'_>,
    ) -> Result<(), MailboxFault> {
        match answer {
            Response::Data {
                status: Status::Bye,
                outcome,
            } => {
                return Err(MailboxFault::Bye {
                    stage,
                    text: Text::new(outcome).shown(),
                });
            }
            Response::Data { outcome, .. } => self.hear(&Text::new(outcome)),
            Response::MailboxData(MailboxDatum::Exists(_)) => self.dirty = true,
            Response::Capabilities(all) => self.capabilities.extend(all.iter().map(capability)),
            _ => {}
        }
        Ok(())
    }

    /// ALERT is for people (RFC 3501 7.1), OVERQUOTA too.
    fn hear(&mut self, text: &Text) {
        if matches!(text.code.as_str(), "ALERT" | "OVERQUOTA") && self.alerts.len() < 20 {
            tracing::warn!(mailbox = %self.account, code = %text.code, text = %text.words, "the mail server warns");
            self.alerts.push(text.shown());
        }
    }
}

pub(super) fn not_asked(stage: &'static str) -> MailboxFault {
    MailboxFault::Protocol {
        stage,
        why: "an answer to something not asked",
    }
}

/// What a NO or BAD means (RFC 5530 codes, and the words of servers that send none).
pub(super) fn refusal(stage: &'static str, text: &Text) -> MailboxFault {
    let shown = text.shown();
    if text.words.to_ascii_lowercase().contains("unsafe login") {
        return MailboxFault::UnsafeLogin { text: shown };
    }
    match text.code.as_str() {
        "AUTHENTICATIONFAILED" | "AUTHORIZATIONFAILED" | "EXPIRED" | "WEBALERT" => {
            MailboxFault::Auth { text: shown }
        }
        "UNAVAILABLE" | "INUSE" | "LIMIT" | "SERVERBUG" | "CONTACTADMIN" | "THROTTLED" => {
            MailboxFault::Unavailable { text: shown }
        }
        "OVERQUOTA" => MailboxFault::Quota { text: shown },
        _ => MailboxFault::Refused { stage, text: shown },
    }
}

/// What a refused login means: mostly what its code says, else its words. Wrong guesses are dear one
/// way only: an outage taken for a wrong password alarms a person.
pub(super) fn refused_login(stage: &'static str, text: &Text) -> MailboxFault {
    let fault = refusal(stage, text);
    if !matches!(fault, MailboxFault::Refused { .. }) {
        return fault;
    }
    let words = text.words.to_lowercase();
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let shown = text.shown();
    let secret = [
        "password",
        "credential",
        "authoriz",
        "authoris",
        "invalid",
        "incorrect",
        "密码",
        "授权码",
    ];
    let outage = [
        "temporar",
        "try again",
        "too many",
        "busy",
        "unavailable",
        "internal",
        "timeout",
        "稍后",
        "繁忙",
        "频繁",
    ];
    if says(&outage) && !says(&secret) {
        MailboxFault::Unavailable { text: shown }
    } else {
        MailboxFault::Auth { text: shown }
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::Text;
    use super::{refusal, refused_login};
    use crate::mailbox::MailboxFault;

    fn text(line: &str) -> Text {
        Text::read(line.as_bytes())
    }

    #[test]
    fn logins_are_refused_for_different_reasons() {
        use MailboxFault as F;
        let kind = |fault: &F| match fault {
            F::Auth { .. } => "auth",
            F::Unavailable { .. } => "unavailable",
            F::UnsafeLogin { .. } => "unsafe",
            F::Quota { .. } => "quota",
            F::Refused { .. } => "refused",
            _ => "other",
        };
        for (line, wanted) in [
            ("[AUTHENTICATIONFAILED] Authentication failed.", "auth"),
            (
                "[UNAVAILABLE] Temporary authentication failure.",
                "unavailable",
            ),
            ("[LIMIT] Too many connections", "unavailable"),
            ("[OVERQUOTA] full", "quota"),
            ("LOGIN failed", "auth"),
            (
                "Login fail. Account is abnormal, password is incorrect, or system is busy",
                "auth",
            ),
            ("Server busy, try again later", "unavailable"),
            ("系统繁忙，请稍后再试", "unavailable"),
            (
                "SELECT Unsafe Login. Please contact kefu@188.com for help",
                "unsafe",
            ),
        ] {
            assert_eq!(kind(&refused_login("login", &text(line))), wanted, "{line}");
        }
        assert_eq!(kind(&refusal("FETCH", &text("no such thing"))), "refused");
    }

    #[test]
    fn faults_name_the_remedy_and_no_address() {
        let fault = refused_login(
            "login",
            &text("[AUTHENTICATIONFAILED] bob@client.example is unknown"),
        );
        assert!(
            fault.to_string().contains("check `user` and the password")
                && !fault.to_string().contains("bob"),
            "{fault}"
        );
        let fault = refusal(
            "EXAMINE",
            &text("EXAMINE Unsafe Login. Please contact kefu@188.com"),
        );
        assert!(fault.to_string().contains("switch IMAP on"), "{fault}");
    }
}
