//! A submission server and the way into it: network, TLS, EHLO, login.

use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::dialogue::{Dialogue, Stream, Trouble};
use super::fault::Fault;
use super::outcome::{Stage, Verdict, verdict};
use super::reply::Reply;
use crate::config::{Secret, Tls};
use crate::net::{self, TlsConfig};

/// Time limit of each step but the body and the final dot.
pub(super) const STEP: Duration = Duration::from_secs(30);

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
    /// Its password, or with `token` the OAuth access token.
    pub password: Secret,
    /// Log in by XOAUTH2 (Microsoft, Google): `password` is an access token.
    pub token: bool,
    /// Our name in EHLO; what is no domain becomes `[127.0.0.1]`.
    pub hello_name: String,
}

/// What the server said it can do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// Mechanisms of AUTH, capitals.
    pub(super) auth: Vec<String>,
    pub(super) starttls: bool,
    pub(super) eight_bit: bool,
    pub(super) utf8: bool,
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
                Some("STARTTLS") => abilities.starttls = true,
                Some("8BITMIME") => abilities.eight_bit = true,
                Some("SMTPUTF8") => abilities.utf8 = true,
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
        let tls = net::tls(self.ca_file.as_deref())?;
        let tcp = net::dial(&self.host, self.port).await?;
        self.enter_over(Box::new(tcp), tls).await
    }

    /// The same over a stream that stands.
    pub(super) async fn enter_over(
        &self,
        stream: Box<dyn Stream>,
        tls: TlsConfig,
    ) -> Result<(Dialogue, Abilities), Fault> {
        let secured = match self.tls {
            Tls::Implicit => {
                Box::new(net::handshake(tls, &self.host, stream).await?) as Box<dyn Stream>
            }
            Tls::Starttls => {
                let mut plain = Dialogue::new(stream);
                self.greeting(&mut plain).await?;
                let abilities = self.hello(&mut plain).await?;
                if !abilities.starttls {
                    plain.close().await;
                    return Err(Fault::StarttlsMissing);
                }
                let reply = step(&mut plain, Stage::Greeting, "STARTTLS").await?;
                if reply.code != 220 {
                    return Err(Fault::from_reply(Stage::Greeting, &reply));
                }
                let bare = plain.into_stream().ok_or(Fault::StarttlsInjected)?;
                let mut secured =
                    Dialogue::new(Box::new(net::handshake(tls, &self.host, bare).await?));
                // No second greeting (RFC 3207 §4.2); whoever sends one is refused as out of turn.
                let abilities = self.hello(&mut secured).await?;
                return self.log_in(secured, abilities).await;
            }
        };
        self.enter_secured(secured).await
    }

    /// The same over a stream whose secrecy the caller answers for.
    pub(super) async fn enter_secured(
        &self,
        stream: Box<dyn Stream>,
    ) -> Result<(Dialogue, Abilities), Fault> {
        let mut dialogue = Dialogue::new(stream);
        self.greeting(&mut dialogue).await?;
        let abilities = self.hello(&mut dialogue).await?;
        self.log_in(dialogue, abilities).await
    }

    async fn greeting(&self, dialogue: &mut Dialogue) -> Result<(), Fault> {
        let reply = dialogue
            .reply(STEP)
            .await
            .map_err(|trouble| match trouble {
                // A server that waits for TLS from the first byte says nothing.
                Trouble::Silent(_) => Fault::Broken {
                    stage: Stage::Greeting,
                    error: format!(
                        "{trouble}; check that `port` fits `tls` (465 implicit, 587 starttls)"
                    ),
                },
                other => Fault::from_trouble(Stage::Greeting, other),
            })?;
        if reply.code == 220 {
            Ok(())
        } else {
            Err(Fault::from_reply(Stage::Greeting, &reply))
        }
    }

    async fn hello(&self, dialogue: &mut Dialogue) -> Result<Abilities, Fault> {
        let reply = step(
            dialogue,
            Stage::Greeting,
            &format!("EHLO {}", self.own_name()),
        )
        .await?;
        if reply.code == 250 {
            Ok(Abilities::read(&reply))
        } else {
            Err(Fault::from_reply(Stage::Greeting, &reply))
        }
    }

    /// RFC 5321 §4.1.3: a client without a name of its own says its address.
    fn own_name(&self) -> &str {
        let fits = self.hello_name.contains('.')
            && self.hello_name.len() <= 253
            && self
                .hello_name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
        if fits {
            &self.hello_name
        } else {
            "[127.0.0.1]"
        }
    }

    async fn log_in(
        &self,
        mut dialogue: Dialogue,
        abilities: Abilities,
    ) -> Result<(Dialogue, Abilities), Fault> {
        let Some(user) = &self.user else {
            return Ok((dialogue, abilities));
        };
        let offered = |name: &str| abilities.auth.iter().any(|a| a == name);
        let password = self.password.expose();
        let reply = if self.token && offered("XOAUTH2") {
            let token = BASE64.encode(format!("user={user}\x01auth=Bearer {password}\x01\x01"));
            let reply = step(
                &mut dialogue,
                Stage::Login,
                &format!("AUTH XOAUTH2 {token}"),
            )
            .await?;
            // 334 carries the error as JSON and wants an empty line before it says 535.
            if reply.code == 334 {
                step(&mut dialogue, Stage::Login, "").await?
            } else {
                reply
            }
        } else if self.token || !(offered("PLAIN") || offered("LOGIN")) {
            return Err(Fault::NoMechanism(abilities.auth.join(" ")));
        } else if offered("PLAIN") {
            let both = BASE64.encode(format!("\0{user}\0{password}"));
            step(&mut dialogue, Stage::Login, &format!("AUTH PLAIN {both}")).await?
        } else {
            // The challenges are not read: every server asks for the name first, in its own words.
            let mut reply = step(&mut dialogue, Stage::Login, "AUTH LOGIN").await?;
            for part in [user.as_str(), password] {
                if reply.code == 334 {
                    reply = step(&mut dialogue, Stage::Login, &BASE64.encode(part)).await?;
                }
            }
            reply
        };
        match verdict(Stage::Login, &reply) {
            Verdict::Good => Ok((dialogue, abilities)),
            _ => Err(Fault::from_reply(
                Stage::Login,
                &without(user, password, reply),
            )),
        }
    }
}

/// Some servers say back what they were told, and their answers go to logs and mails.
fn without(user: &str, password: &str, mut reply: Reply) -> Reply {
    let forms = [
        password.to_owned(),
        BASE64.encode(password),
        BASE64.encode(format!("\0{user}\0{password}")),
    ];
    for line in &mut reply.lines {
        if !password.is_empty() && forms.iter().any(|form| line.contains(form)) {
            *line = "(an answer that contains the password)".to_owned();
        }
    }
    reply
}

async fn step(dialogue: &mut Dialogue, stage: Stage, command: &str) -> Result<Reply, Fault> {
    dialogue
        .ask(command, STEP)
        .await
        .map_err(|trouble| Fault::from_trouble(stage, trouble))
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
        assert!(abilities.starttls && abilities.eight_bit && !abilities.utf8);
        let first_line_only = Reply {
            code: 250,
            lines: vec!["STARTTLS".to_owned()],
        };
        assert_eq!(Abilities::read(&first_line_only), Abilities::default());
    }
}
