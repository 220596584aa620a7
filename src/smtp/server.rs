//! A submission server and the way into it: network, TLS, EHLO, login.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::commands::Starttls;
use lettre::transport::smtp::extension::{ClientId, Extension};

use super::dialogue::Dialogue;
use super::fault::Fault;
use super::gate::{Gate, Stream, Trouble};
use super::outcome::{Stage, Verdict, verdict};
use super::reply::Reply;
use crate::config::Tls;
use crate::net::{self, Proof, Proven, TlsConfig, TokenFault};

/// A submission server (RFC 6409, RFC 8314) and the account on it.
#[derive(Debug, Clone)]
pub struct Server {
    /// Name or address; the certificate must be made out to it.
    pub host: String,
    /// 465 or 587.
    pub port: u16,
    /// How TLS begins. There is no plain text.
    pub tls: Tls,
    /// PEM file with the only certificates to be trusted; `None` = the system's.
    pub ca_file: Option<PathBuf>,
    /// Login name; `None` = the server takes mail from this machine without.
    pub user: Option<String>,
    /// Its password, or tokens for XOAUTH2 (Microsoft, Google).
    pub proof: Proof,
    /// Our name in EHLO; what is no domain becomes `[127.0.0.1]`.
    pub hello_name: String,
}

/// What the server said it can do and lettre does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// Mechanisms of AUTH, capitals, known or not.
    pub(super) auth: Vec<String>,
    /// RFC 1870: announced, and the most bytes if it says (0 = no limit).
    pub(super) size: Option<u64>,
}

impl Abilities {
    /// From the reply to EHLO. Keywords in any case; `AUTH=LOGIN` is what old clients of Outlook
    /// wanted and Tencent still sends.
    pub(super) fn read(reply: &Reply) -> Self {
        let mut abilities = Self::default();
        for line in reply.lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            let mut words = line.split([' ', '=']).filter(|w| !w.is_empty());
            match words.next() {
                Some("AUTH") => abilities.auth.extend(words.map(str::to_owned)),
                Some("SIZE") => {
                    abilities.size = Some(words.next().and_then(|w| w.parse().ok()).unwrap_or(0))
                }
                _ => {}
            }
        }
        abilities
    }
}

impl Server {
    /// Connects, takes up TLS, says EHLO and logs in.
    pub(super) async fn enter(&self) -> Result<(Dialogue, Abilities), Fault> {
        let proven = self.prove().await?;
        let tls = net::tls(self.ca_file.as_deref())?;
        let tcp = net::dial(&self.host, self.port).await?;
        self.over(Box::new(tcp), tls, &proven).await
    }

    /// The same over a stream that stands.
    pub(super) async fn enter_over(
        &self,
        stream: Box<dyn Stream>,
        tls: TlsConfig,
    ) -> Result<(Dialogue, Abilities), Fault> {
        let proven = self.prove().await?;
        self.over(stream, tls, &proven).await
    }

    /// What to log in with; a server that wants no login is told none.
    async fn prove(&self) -> Result<Option<(&str, Proven)>, TokenFault> {
        match &self.user {
            Some(user) => Ok(Some((user, self.proof.prove().await?))),
            None => Ok(None),
        }
    }

    async fn over(
        &self,
        stream: Box<dyn Stream>,
        tls: TlsConfig,
        proven: &Option<(&str, Proven)>,
    ) -> Result<(Dialogue, Abilities), Fault> {
        match self.tls {
            Tls::Implicit => {
                let secured = net::handshake(tls, &self.host, stream).await?;
                let (dialogue, abilities) = self.hello(Gate::new(Box::new(secured))).await?;
                self.log_in(dialogue, abilities, proven).await
            }
            // Not by lettre: it keeps its read buffer over the handshake.
            Tls::Starttls => {
                let (mut plain, _) = self.hello(Gate::new(stream)).await?;
                if !plain.offers(Extension::StartTls) {
                    plain.close().await;
                    return Err(Fault::StarttlsMissing);
                }
                let reply = plain.ask(Starttls).await;
                let reply = reply.map_err(|t| Fault::from_trouble(Stage::Greeting, t))?;
                if reply.code != 220 {
                    return Err(Fault::from_reply(Stage::Greeting, &reply));
                }
                let bare = plain.into_stream().ok_or(Fault::StarttlsInjected)?;
                let secured = net::handshake(tls, &self.host, bare).await?;
                let gate = Gate::greeted_before(Box::new(secured));
                let (dialogue, abilities) = self.hello(gate).await?;
                self.log_in(dialogue, abilities, proven).await
            }
        }
    }

    /// The same over a stream whose secrecy the caller answers for.
    pub(super) async fn enter_secured(
        &self,
        stream: Box<dyn Stream>,
    ) -> Result<(Dialogue, Abilities), Fault> {
        let proven = self.prove().await?;
        let (dialogue, abilities) = self.hello(Gate::new(stream)).await?;
        self.log_in(dialogue, abilities, &proven).await
    }

    async fn hello(&self, gate: Gate) -> Result<(Dialogue, Abilities), Fault> {
        let opened = Dialogue::open(gate, &self.own_name()).await;
        let (dialogue, reply) = opened.map_err(|t| Fault::from_trouble(Stage::Greeting, t))?;
        Ok((dialogue, Abilities::read(&reply)))
    }

    /// RFC 5321 §4.1.3: a client without a name of its own says its address.
    fn own_name(&self) -> ClientId {
        let fits = self.hello_name.contains('.')
            && self.hello_name.len() <= 253
            && self
                .hello_name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        if fits {
            ClientId::Domain(self.hello_name.clone())
        } else {
            ClientId::Ipv4(Ipv4Addr::LOCALHOST)
        }
    }

    async fn log_in(
        &self,
        mut dialogue: Dialogue,
        abilities: Abilities,
        proven: &Option<(&str, Proven)>,
    ) -> Result<(Dialogue, Abilities), Fault> {
        let Some((user, proven)) = proven else {
            return Ok((dialogue, abilities));
        };
        let mechanisms: &[Mechanism] = match proven {
            Proven::Token(_) => &[Mechanism::Xoauth2],
            Proven::Password(_) => &[Mechanism::Plain, Mechanism::Login],
        };
        let Some(mechanism) = dialogue.mechanism(mechanisms) else {
            return Err(Fault::NoMechanism(abilities.auth.join(" ")));
        };
        let password = proven.expose();
        let credentials = Credentials::new((*user).to_owned(), password.to_owned());
        let reply = dialogue.log_in(mechanism, &credentials).await;
        let reply = reply.map_err(|trouble| {
            let trouble = match trouble {
                Trouble::OutOfTurn(reply) => Trouble::OutOfTurn(without(user, password, reply)),
                Trouble::Garbled(_) => Trouble::Garbled("(it may contain the password)".to_owned()),
                other => other,
            };
            Fault::from_trouble(Stage::Login, trouble)
        })?;
        match verdict(Stage::Login, &reply) {
            Verdict::Good => Ok((dialogue, abilities)),
            _ => {
                let fault = Fault::from_reply(Stage::Login, &without(user, password, reply));
                if let Fault::Login { .. } = fault {
                    self.proof.refused(proven);
                }
                Err(match (fault, proven) {
                    (Fault::Login { code, text }, Proven::Token(_)) => {
                        Fault::TokenRefused { code, text }
                    }
                    (fault, _) => fault,
                })
            }
        }
    }
}

/// Some servers say back what they were told, and their answers go to logs and mails.
fn without(user: &str, password: &str, mut reply: Reply) -> Reply {
    let forms = [
        password.to_owned(),
        BASE64.encode(password),
        BASE64.encode(format!("\0{user}\0{password}")),
        BASE64.encode(net::xoauth2(user, password)),
    ];
    for line in &mut reply.lines {
        if !password.is_empty() && forms.iter().any(|form| line.contains(form)) {
            *line = "(an answer that contains the password)".to_owned();
        }
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abilities_as_servers_write_them() {
        let lines = [
            "mx.test.example",
            "size 1000",
            "AUTH=LOGIN plain",
            "STARTTLS",
            "8bitmime",
            "X-ODD y",
        ];
        let reply = Reply {
            code: 250,
            lines: lines.map(str::to_owned).to_vec(),
        };
        let abilities = Abilities::read(&reply);
        assert_eq!(abilities.auth, ["LOGIN", "PLAIN"]);
        assert_eq!(abilities.size, Some(1000));
        let first_line_only = Reply {
            code: 250,
            lines: vec!["STARTTLS".to_owned()],
        };
        assert_eq!(Abilities::read(&first_line_only), Abilities::default());
    }
}
