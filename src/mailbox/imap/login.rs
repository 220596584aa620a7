//! From a stream to a session: greeting, STARTTLS, login, ID, the folders.

use std::collections::{BTreeSet, HashMap};

use async_imap::imap_proto::{MailboxDatum, Response, Status};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncRead, AsyncWrite};

use super::super::{Account, Folder, MailboxFault, Special, TlsMode};
use super::Session;
use super::answer::{Text, attribute};
use super::command::{SHORT, Verdict, ignore, not_asked, refused_login};
use super::filter::{Filter, Transport};
use super::names;
use super::wire::{self, Wire};
use crate::net::{self, Proven, Secret, with_timeout};

impl Session {
    /// Dials, does TLS, logs in, sends ID where advertised, finds the folders.
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink` and `Files`.
    pub async fn connect(account: &Account) -> Result<Self, MailboxFault> {
        let proven = account.proof.prove().await?;
        let stream = net::dial(&account.host, account.port).await?;
        match account.tls {
            TlsMode::Implicit => {
                let config = net::tls(account.ca_file.as_deref())?;
                let stream = net::handshake(config, &account.host, stream).await?;
                Self::over(stream, account, &proven).await
            }
            TlsMode::Starttls => Self::over_starttls(stream, account, &proven).await,
        }
    }

    /// Logs in over a stream that is private already: TLS, or a test's pipe.
    ///
    /// # Errors
    /// As [`Self::connect`].
    pub async fn connect_stream<S>(stream: S, account: &Account) -> Result<Self, MailboxFault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let proven = account.proof.prove().await?;
        Self::over(stream, account, &proven).await
    }

    async fn over<S>(stream: S, account: &Account, proven: &Proven) -> Result<Self, MailboxFault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let mut wire = Wire::new(Box::new(stream));
        let greeting = with_timeout(GREETING, SHORT.total, wire.answer(GREETING, SHORT.patience))
            .await
            .map_err(|_| MailboxFault::Timeout { stage: GREETING })??;
        let known = greeted(greeting.parsed())?;
        Self::start(wire, account, proven, known).await
    }

    /// Makes a plain stream private by STARTTLS, then logs in. Nothing the server said before TLS is
    /// remembered, and nothing it said ahead of TLS is read.
    ///
    /// # Errors
    /// As [`Self::connect`]: `NoStarttls` if it is not offered, `Injected` if bytes came after the
    /// server's consent.
    pub async fn connect_starttls<S>(stream: S, account: &Account) -> Result<Self, MailboxFault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let proven = account.proof.prove().await?;
        Self::over_starttls(stream, account, &proven).await
    }

    async fn over_starttls<S>(
        stream: S,
        account: &Account,
        proven: &Proven,
    ) -> Result<Self, MailboxFault>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let config = net::tls(account.ca_file.as_deref())?;
        let plain = starttls(Filter::new(Box::new(stream))).await?;
        let stream = net::handshake(config, &account.host, plain).await?;
        Self::start(Wire::new(Box::new(stream)), account, proven, false).await
    }

    async fn start(
        wire: Wire,
        account: &Account,
        proven: &Proven,
        known: bool,
    ) -> Result<Self, MailboxFault> {
        let mut session = Self {
            wire,
            account: account.name.clone(),
            capabilities: BTreeSet::new(),
            folders: Vec::new(),
            sent: None,
            opened: None,
            read: HashMap::new(),
            dirty: false,
            quiet: false,
            dead: false,
            pending: None,
            alerts: Vec::new(),
            tags: 0,
            stumbles: account.stumbles.clone(),
        };
        session
            .run("CAPABILITY", "CAPABILITY", SHORT, ignore)
            .await?;
        // Coremail may name ID before the login only.
        let id = session.can("ID");
        if !known {
            let entered = match proven {
                Proven::Password(password) => session.login(&account.user, password).await,
                Proven::Token(token) => session.login_by_token(&account.user, token).await,
            };
            if let Err(MailboxFault::TokenRefused { .. }) = &entered {
                account.proof.refused(proven);
            }
            entered?;
            session.capabilities.clear();
            session
                .run("CAPABILITY", "CAPABILITY", SHORT, ignore)
                .await?;
        }
        if id || session.can("ID") {
            // NetEase and QQ refuse to open any folder before it (RFC 2971); what they answer does not matter.
            let ours = concat!(
                "ID (\"name\" \"nudged\" \"version\" \"",
                env!("CARGO_PKG_VERSION"),
                "\")"
            );
            session.ask("ID", ours, SHORT, ignore).await?.ok();
        }
        session.find_folders(account).await?;
        tracing::info!(mailbox = %session.account, folders = session.folders.len(), "logged in");
        Ok(session)
    }

    pub(super) fn can(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    async fn login(&mut self, user: &str, password: &Secret) -> Result<(), MailboxFault> {
        const STAGE: &str = "login";
        let password = password.expose();
        if [user, password]
            .iter()
            .any(|text| text.contains(['\r', '\n', '\0']))
        {
            return Err(MailboxFault::Unsendable);
        }
        let tag = self.begin(STAGE)?;
        // Each part but the last waits for the server's `+`. No initial response to AUTHENTICATE:
        // Coremail advertises SASL-IR and then answers it with BAD.
        let parts = if self.can("LOGINDISABLED") && self.can("AUTH=PLAIN") {
            let plain = STANDARD.encode(format!("\0{user}\0{password}"));
            vec![
                format!("{tag} AUTHENTICATE PLAIN\r\n"),
                format!("{plain}\r\n"),
            ]
        } else if let (Some(user), Some(password)) = (names::quoted(user), names::quoted(password))
        {
            vec![format!("{tag} LOGIN {user} {password}\r\n")]
        } else {
            vec![
                format!("{tag} LOGIN {{{}}}\r\n", user.len()),
                format!("{user} {{{}}}\r\n", password.len()),
                format!("{password}\r\n"),
            ]
        };
        let answer = with_timeout(STAGE, SHORT.total, self.converse(STAGE, &tag, &parts))
            .await
            .map_err(|_| MailboxFault::Timeout { stage: STAGE })?;
        match answer? {
            Ok(_) => Ok(()),
            Err(text) => {
                self.dead = true;
                Err(refused_login(STAGE, &text))
            }
        }
    }

    async fn converse(
        &mut self,
        stage: &'static str,
        tag: &str,
        parts: &[String],
    ) -> Result<Verdict, MailboxFault> {
        let mut parts = parts.iter().peekable();
        while let Some(part) = parts.next() {
            self.wire.send(stage, part.as_bytes()).await?;
            while parts.peek().is_some() {
                let answer = self.wire.answer(stage, SHORT.patience).await?;
                match answer.parsed() {
                    Response::Continue(_) => break,
                    Response::Done {
                        tag: theirs,
                        status: Status::No | Status::Bad,
                        outcome,
                    } if theirs.0 == tag => return Ok(Err(Text::new(outcome))),
                    Response::Done { .. } => return Err(not_asked(stage)),
                    answer => self.note(stage, answer)?,
                }
            }
        }
        self.until_done(stage, tag, SHORT.patience, ignore).await
    }

    async fn find_folders(&mut self, account: &Account) -> Result<(), MailboxFault> {
        let mut all = Vec::new();
        // Not every server tells the special use unasked (RFC 6154 2).
        if self.can("SPECIAL-USE") && self.can("LIST-EXTENDED") {
            self.list("LIST \"\" \"*\" RETURN (SPECIAL-USE)", &mut all)
                .await?;
        } else if self.can("XLIST") && !self.can("SPECIAL-USE") {
            self.list("XLIST \"\" \"*\"", &mut all).await?;
        }
        if all.is_empty() {
            self.list("LIST \"\" \"*\"", &mut all).await?;
        }
        names::guess(&mut all);
        self.sent = all
            .iter()
            .find(|folder| folder.special == Special::Sent)
            .cloned();
        let inbox = Folder {
            name: "INBOX".to_owned(),
            special: Special::Inbox,
            wire: "INBOX".to_owned(),
        };
        let wanted = if account.folders.is_empty() {
            &[inbox.name.clone()][..]
        } else {
            &account.folders
        };
        for name in wanted {
            let found = all.iter().find(|folder| {
                folder.name == *name
                    || (folder.special == Special::Inbox && name.eq_ignore_ascii_case("INBOX"))
            });
            let folder = match found {
                Some(folder) => folder.clone(),
                // Always there, listed or not (RFC 3501 5.1).
                None if name.eq_ignore_ascii_case("INBOX") => inbox.clone(),
                None => {
                    let known: Vec<_> = all
                        .iter()
                        .map(|folder| folder.name.as_str())
                        .take(30)
                        .collect();
                    return Err(MailboxFault::NoFolder {
                        name: name.clone(),
                        known: known.join(", "),
                    });
                }
            };
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        let junk = all
            .into_iter()
            .find(|folder| folder.special == Special::Junk);
        self.folders
            .extend(junk.filter(|junk| !self.folders.contains(junk)));
        Ok(())
    }

    async fn list(&mut self, command: &str, all: &mut Vec<Folder>) -> Result<(), MailboxFault> {
        let take = |answer: &Response<'_>| {
            if let Response::MailboxData(MailboxDatum::List(found)) = answer
                && all.len() < 5000
            {
                let attributes: Vec<_> = found.name_attributes.iter().map(attribute).collect();
                all.extend(names::folder(&attributes, found.name.clone().into_owned()));
            }
        };
        self.ask("LIST", command, SHORT, take).await.map(drop)
    }
}

const GREETING: &str = "greeting";

/// True if the server knows us already (PREAUTH).
fn greeted(answer: &Response<'_>) -> Result<bool, MailboxFault> {
    match answer {
        Response::Data {
            status: Status::Ok, ..
        } => Ok(false),
        Response::Data {
            status: Status::PreAuth,
            ..
        } => Ok(true),
        Response::Data {
            status: Status::Bye,
            outcome,
        } => Err(MailboxFault::Bye {
            stage: GREETING,
            text: Text::new(outcome).shown(),
        }),
        _ => Err(MailboxFault::Protocol {
            stage: GREETING,
            why: "no IMAP greeting",
        }),
    }
}

/// In our own code: async-imap would keep what it read ahead, and only we can see that nothing was.
async fn starttls(mut plain: Filter) -> Result<Box<dyn Transport>, MailboxFault> {
    const STAGE: &str = "STARTTLS";
    let agreed = async {
        let bytes = listen(&mut plain, GREETING).await?;
        // PREAUTH forbids STARTTLS (RFC 3501 6.2.1), which is what somebody on the way would want.
        if greeted(&parsed(GREETING, &bytes)?)? {
            return Err(MailboxFault::NoStarttls {
                text: "PREAUTH greeting".to_owned(),
            });
        }
        wire::send(&mut plain, STAGE, b"N0 STARTTLS\r\n").await?;
        loop {
            let bytes = listen(&mut plain, STAGE).await?;
            match parsed(STAGE, &bytes)? {
                Response::Done {
                    tag,
                    status: Status::Ok,
                    ..
                } if tag.0 == "N0" => return Ok(()),
                Response::Done { outcome, .. } => {
                    return Err(MailboxFault::NoStarttls {
                        text: Text::new(&outcome).shown(),
                    });
                }
                Response::Data {
                    status: Status::Bye,
                    outcome,
                } => {
                    return Err(MailboxFault::Bye {
                        stage: STAGE,
                        text: Text::new(&outcome).shown(),
                    });
                }
                _ => {}
            }
        }
    };
    with_timeout(STAGE, SHORT.total, agreed)
        .await
        .map_err(|_| MailboxFault::Timeout { stage: STAGE })??;
    plain.into_empty_stream().ok_or(MailboxFault::Injected)
}

async fn listen(plain: &mut Filter, stage: &'static str) -> Result<Vec<u8>, MailboxFault> {
    plain.be_patient(SHORT.patience);
    let answer = plain.answer().await;
    answer.map_err(|error| wire::fault(stage, &error))
}

fn parsed<'a>(stage: &'static str, bytes: &'a [u8]) -> Result<Response<'a>, MailboxFault> {
    let parsed = Response::parse(bytes).map(|(_, answer)| answer);
    parsed.map_err(|_| MailboxFault::Protocol {
        stage,
        why: "an answer that cannot be read",
    })
}
