//! One connection on which mails are sent, one transaction each.

use std::fmt::Display;
use std::time::Duration;

use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailBodyParameter, MailParameter};
use tokio::time::Instant;

use super::Envelope;
use super::dialogue::{Dialogue, Mailed};
use super::fault::Fault;
use super::gate::{Stream, Trouble};
use super::outcome::{Outcome, Reason, Stage, Verdict, verdict};
use super::reply::Reply;
use super::server::{Abilities, Server};
use super::wire::lines;
use crate::model::Address;
use crate::net::TlsConfig;

/// NATs and servers drop silent connections; after this one a mail starts on a new one.
const IDLE: Duration = Duration::from_secs(60);

/// A connection, logged in.
pub struct Session {
    dialogue: Dialogue,
    abilities: Abilities,
    /// The state of the conversation is unknown or over.
    spent: bool,
    /// A transaction is under way; stays so if the future that drives it is dropped.
    busy: bool,
    last_used: Instant,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("abilities", &self.abilities)
            .field("spent", &self.spent)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Connects and logs in; at most 30 seconds for each step.
    ///
    /// # Errors
    /// [`Fault`], by cause.
    pub async fn connect(server: &Server) -> Result<Self, Fault> {
        server.enter().await.map(Self::new)
    }

    /// The same over a stream that stands; TLS is taken up as `server` says.
    ///
    /// # Errors
    /// [`Fault`], by cause.
    pub async fn connect_over(
        stream: Box<dyn Stream>,
        server: &Server,
        tls: TlsConfig,
    ) -> Result<Self, Fault> {
        server.enter_over(stream, tls).await.map(Self::new)
    }

    /// The same over a stream that is secret already, or never leaves this machine: no TLS is taken
    /// up, and the password is sent. Whoever calls this answers for the stream; the daemon does not.
    ///
    /// # Errors
    /// [`Fault`], by cause.
    pub async fn connect_over_secured(
        stream: Box<dyn Stream>,
        server: &Server,
    ) -> Result<Self, Fault> {
        server.enter_secured(stream).await.map(Self::new)
    }

    fn new((dialogue, abilities): (Dialogue, Abilities)) -> Self {
        Self {
            dialogue,
            abilities,
            spent: false,
            busy: false,
            last_used: Instant::now(),
        }
    }

    /// Whether another mail may be sent on it: nothing broke, and it was used in the last minute.
    #[must_use]
    pub fn usable(&self) -> bool {
        !self.spent && !self.busy && self.last_used.elapsed() < IDLE
    }

    /// Sends one mail in one transaction.
    ///
    /// `before_final_dot` is called once everything but the final dot is with the server; it records,
    /// durably, that the mail may have left. If it errs, the connection is cut and nothing was sent.
    /// A recipient refused for good does not keep the mail from the others. A recipient put off puts
    /// off the whole mail (one row, one transaction), unless only its own mailbox is full or locked:
    /// then it counts as refused.
    pub async fn send(
        &mut self,
        envelope: &Envelope,
        bytes: &[u8],
        before_final_dot: impl FnOnce() -> anyhow::Result<()>,
    ) -> Outcome {
        let before = || std::future::ready(before_final_dot());
        self.send_after(envelope, bytes, before).await
    }

    /// The same with a `before_final_dot` that takes its time: the server waits meanwhile, and hangs
    /// up after three minutes (RFC 5321 §4.5.3.2.5).
    pub async fn send_after<F: Future<Output = anyhow::Result<()>>>(
        &mut self,
        envelope: &Envelope,
        bytes: &[u8],
        before_final_dot: impl FnOnce() -> F,
    ) -> Outcome {
        if self.spent || self.busy {
            return Outcome::NotSent {
                stage: Stage::Connect,
                error: "the session is over".to_owned(),
            };
        }
        self.busy = true;
        let outcome = match self.transact(envelope, bytes, before_final_dot).await {
            Ok(outcome) | Err(outcome) => outcome,
        };
        self.busy = false;
        self.last_used = Instant::now();
        if self.spent {
            self.dialogue.close().await;
        }
        outcome
    }

    /// Says good-bye; at most some seconds, errors do not matter.
    pub async fn quit(mut self) {
        if self.spent {
            self.dialogue.close().await;
        } else {
            self.dialogue.quit().await;
        }
    }

    async fn transact<F: Future<Output = anyhow::Result<()>>>(
        &mut self,
        envelope: &Envelope,
        bytes: &[u8],
        before_final_dot: impl FnOnce() -> F,
    ) -> Result<Outcome, Outcome> {
        self.sender(envelope, bytes).await?;
        let refused = self.recipients(envelope).await?;
        self.expect(Stage::Body, Data).await?;
        // From DATA on there is no way back but to cut the connection.
        self.spent = true;
        match self.dialogue.mail(&lines(bytes), before_final_dot).await {
            // A verdict before the end is a refusal if it refuses; anything else there means that
            // answers and questions no longer pair up, and no later 250 could be trusted.
            Mailed::Broke(trouble) => Err(self.broke(Stage::Body, trouble)),
            Mailed::Unrecorded(error) => Err(Outcome::NotSent {
                stage: Stage::Record,
                error: format!("{error:#}"),
            }),
            Mailed::Ended(answer) => self.ended(answer, refused),
        }
    }

    fn ended(
        &mut self,
        answer: Result<Reply, Trouble>,
        refused: Vec<(Address, String)>,
    ) -> Result<Outcome, Outcome> {
        let unsure = |error: String| Outcome::Unsure { error };
        let reply = match answer {
            // The dot may have left all the same; but a refusal that is here already was meant for it.
            Err(Trouble::OutOfTurn(reply)) if reply.code >= 400 => reply,
            answer => answer.map_err(|trouble| unsure(trouble.to_string()))?,
        };
        // A refusal may have been meant for the body and the dot be taken for a command, with an answer
        // still to come: only success leaves the conversation where we know it to be.
        let (code, text) = (reply.code, reply.text());
        Err(match verdict(Stage::Dot, &reply) {
            Verdict::Good => {
                self.spent = false;
                return Ok(Outcome::Sent { text, refused });
            }
            Verdict::Later(reason) => Outcome::Later { code, text, reason },
            Verdict::Mailbox => Outcome::Later {
                code,
                text,
                reason: Reason::Mailbox,
            },
            Verdict::Never => Outcome::Refused {
                code,
                text,
                stage: Stage::Dot,
                refused: Vec::new(),
            },
            Verdict::Odd => unsure(format!("the answer makes no sense here: {text}")),
        })
    }

    async fn sender(&mut self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Outcome> {
        let unfit = |code, text: String| Outcome::Refused {
            code,
            text,
            stage: Stage::Sender,
            refused: Vec::new(),
        };
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mut parameters = Vec::new();
        match self.abilities.size {
            Some(most) if most > 0 && size > most => {
                return Err(unfit(
                    552,
                    format!("552 the mail has {size} bytes, the server takes {most}"),
                ));
            }
            Some(_) => parameters.push(MailParameter::Size(bytes.len())),
            None => {}
        }
        if !bytes.is_ascii() {
            if !self.dialogue.offers(Extension::EightBitMime) {
                return Err(unfit(
                    554,
                    "554 the mail is 8-bit, the server takes 7-bit only".to_owned(),
                ));
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let foreign = |address: &Address| !address.as_str().is_ascii();
        if foreign(&envelope.sender) || envelope.recipients.iter().any(foreign) {
            if self.dialogue.offers(Extension::SmtpUtfEight) {
                parameters.push(MailParameter::SmtpUtfEight);
            } else if foreign(&envelope.sender) {
                return Err(unfit(
                    553,
                    "553 the sender is not ASCII, the server has no SMTPUTF8".to_owned(),
                ));
            }
        }
        let command = Mail::new(Some(as_given(&envelope.sender)), parameters);
        self.expect(Stage::Sender, command).await
    }

    /// Names the recipients; those refused, if at least one is taken.
    async fn recipients(&mut self, envelope: &Envelope) -> Result<Vec<(Address, String)>, Outcome> {
        let mut refused = Vec::new();
        let (mut taken, mut full, mut last) =
            (0_usize, 0_usize, (553, "553 no recipients".to_owned()));
        for recipient in &envelope.recipients {
            if !recipient.as_str().is_ascii() && !self.dialogue.offers(Extension::SmtpUtfEight) {
                last = (
                    553,
                    "553 the address is not ASCII, the server has no SMTPUTF8".to_owned(),
                );
                refused.push((recipient.clone(), last.1.clone()));
                continue;
            }
            let command = Rcpt::new(as_given(recipient), Vec::new());
            let reply = self.ask(Stage::Recipient, command).await?;
            match verdict(Stage::Recipient, &reply) {
                Verdict::Good => {
                    taken += 1;
                    continue;
                }
                Verdict::Never => {}
                Verdict::Mailbox => full += 1,
                Verdict::Later(_) | Verdict::Odd => {
                    return Err(self.decline(Stage::Recipient, &reply).await);
                }
            }
            last = (reply.code, reply.text());
            refused.push((recipient.clone(), reply.text()));
        }
        if taken > 0 {
            return Ok(refused);
        }
        self.reset().await;
        let (code, text) = last;
        Err(if full > 0 {
            Outcome::Later {
                code,
                text,
                reason: Reason::Mailbox,
            }
        } else {
            Outcome::Refused {
                code,
                text,
                stage: Stage::Recipient,
                refused,
            }
        })
    }

    async fn expect(&mut self, stage: Stage, command: impl Display) -> Result<(), Outcome> {
        let reply = self.ask(stage, command).await?;
        if verdict(stage, &reply) == Verdict::Good {
            Ok(())
        } else {
            Err(self.decline(stage, &reply).await)
        }
    }

    async fn ask(&mut self, stage: Stage, command: impl Display) -> Result<Reply, Outcome> {
        let answer = self.dialogue.ask(command).await;
        answer.map_err(|trouble| self.broke(stage, trouble))
    }

    /// The outcome of a reply that does not go on, before the body; leaves the session ready for the
    /// next mail where that is possible.
    async fn decline(&mut self, stage: Stage, reply: &Reply) -> Outcome {
        let outcome = Self::declined(stage, reply);
        if reply.code == 421 || matches!(outcome, Outcome::NotSent { .. }) {
            self.spent = true;
        } else {
            self.reset().await;
        }
        outcome
    }

    fn declined(stage: Stage, reply: &Reply) -> Outcome {
        let (code, text) = (reply.code, reply.text());
        match verdict(stage, reply) {
            Verdict::Never => Outcome::Refused {
                code,
                text,
                stage,
                refused: Vec::new(),
            },
            Verdict::Later(reason) => Outcome::Later { code, text, reason },
            Verdict::Mailbox => Outcome::Later {
                code,
                text,
                reason: Reason::Mailbox,
            },
            Verdict::Good | Verdict::Odd => Outcome::NotSent {
                stage,
                error: format!("the answer makes no sense here: {text}"),
            },
        }
    }

    /// The outcome of trouble before the final dot.
    fn broke(&mut self, stage: Stage, trouble: Trouble) -> Outcome {
        self.spent = true;
        match trouble {
            // Only the body can be judged before it is whole. Between commands a refusal belongs to
            // nothing we know, unless the server says that it goes.
            Trouble::OutOfTurn(reply)
                if reply.code == 421 || (stage == Stage::Body && reply.code >= 400) =>
            {
                Self::declined(stage, &reply)
            }
            other => Outcome::NotSent {
                stage,
                error: other.to_string(),
            },
        }
    }

    async fn reset(&mut self) {
        match self.dialogue.ask(Rset).await {
            Ok(reply) if reply.code == 250 => {}
            _ => self.spent = true,
        }
    }
}

/// Not checked again: the grammar of [`Address`] is the stricter one but for length, where servers
/// that take more than lettre are to decide themselves.
fn as_given(address: &Address) -> lettre::Address {
    lettre::Address::new_dangerous(address.local(), address.domain())
}
