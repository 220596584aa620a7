//! Trying an account: logging in for reading and for sending, and what mail to itself shows: whether
//! tags arrive and under which name the provider judges senders.
//!
//! The mails stay in the mailbox: nothing here changes what it reads. To the daemon they are older than
//! its first start, and its own.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::Servers;
use crate::config::{Tls, defaults};
use crate::mail::{self, draft};
use crate::mailbox::imap::{Session as Reading, Stumbles};
use crate::mailbox::{Account, Cursor, Folder, MailboxFault, TlsMode};
use crate::model::{Address, AutomaticKind, Mail, MessageId, Person};
use crate::net::Proof;
use crate::smtp::{Envelope, Fault, Outcome, Server, Session as Sending, Stage};

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(2);

/// How long mail is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the first.
    pub first: Duration,
    /// For another, once one has arrived.
    pub more: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(120),
            more: Duration::from_secs(30),
        }
    }
}

/// Why a trial came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The mailbox.
    #[error(transparent)]
    Mailbox(#[from] MailboxFault),
    /// The way into the server that takes mail.
    #[error(transparent)]
    Outgoing(#[from] Fault),
    /// The server lets us in and does not take the mail; its words.
    #[error("the mail was not taken: {0}")]
    NotTaken(String),
    /// No random numbers.
    #[error("no random numbers: {0}")]
    Random(String),
}

/// What mail to oneself shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// It arrived at all within the time.
    pub arrived: bool,
    /// It arrived among the junk.
    pub junk: bool,
    /// Whether mail to the address with a tag arrives.
    pub tags: Tags,
    /// Who judges senders.
    pub judge: Judge,
}

/// What became of mail to the address with a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tags {
    /// It arrived.
    Arrive,
    /// It was refused, or came back.
    Refused,
    /// It was taken and did not arrive in time.
    Lost,
}

/// Who judges senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judge {
    /// Mail to oneself carries no verdict.
    None,
    /// A verdict without a name (Microsoft).
    Nameless,
    /// This name, and a forged verdict under it was taken out.
    Named(String),
    /// This name, but a forged verdict under it stayed in, or that could not be tried: whoever writes a
    /// header of that name himself would be believed.
    Doubtful(String),
}

/// The mailbox and the way out of an account, to be tried.
#[must_use]
pub fn account(
    servers: &Servers,
    address: &Address,
    ca_file: Option<&PathBuf>,
    proof: &Proof,
) -> (Account, Server) {
    let mailbox = Account {
        name: defaults::MAILBOX_NAME.to_owned(),
        host: servers.imap.host.clone(),
        port: servers.imap.port,
        tls: match servers.imap.tls {
            Tls::Implicit => TlsMode::Implicit,
            Tls::Starttls => TlsMode::Starttls,
        },
        ca_file: ca_file.cloned(),
        user: servers.imap_user.clone(),
        proof: proof.clone(),
        folders: Vec::new(),
        read_only_extra: false,
        stumbles: Stumbles::default(),
    };
    let outgoing = Server {
        host: servers.smtp.host.clone(),
        port: servers.smtp.port,
        tls: servers.smtp.tls,
        ca_file: ca_file.cloned(),
        user: Some(servers.smtp_user.clone()),
        proof: proof.clone(),
        hello_name: address.domain().to_owned(),
    };
    (mailbox, outgoing)
}

/// Logs in and looks at the folders; their names.
///
/// # Errors
/// Whatever keeps the mailbox from being read.
pub async fn reading(account: &Account) -> Result<Vec<String>, MailboxFault> {
    let mut session = Reading::connect(account).await?;
    let folders = session.folders().to_vec();
    for folder in &folders {
        session.mark(folder, None).await?;
    }
    session.logout().await;
    Ok(folders.into_iter().map(|folder| folder.name).collect())
}

/// Logs in and sends nothing.
///
/// # Errors
/// Whatever keeps mail from leaving.
pub async fn sending(server: &Server) -> Result<(), Fault> {
    Sending::connect(server).await?.quit().await;
    Ok(())
}

/// Sends two mails to the address itself, one of them with a tag, waits for them, and if they carry a
/// verdict on their sender a third with a forged one.
///
/// # Errors
/// [`Failure`] if nothing could be sent or the mailbox could not be read. A mail that does not arrive is
/// no failure.
pub async fn by_mail(
    account: &Account,
    server: &Server,
    address: &Address,
    now: DateTime<Utc>,
    patience: Patience,
) -> Result<Lesson, Failure> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|e| Failure::Random(e.to_string()))?;
    let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let post = Post {
        server,
        address,
        token: &token,
        now,
    };
    let mut inbox = Inbox::open(account, &token).await?;
    match post.send("plain", address, "").await? {
        Outcome::Sent { .. } => {}
        other => return Err(not_taken(other)),
    }
    let tagged = tagged(address, &token);
    let mut lesson = Lesson {
        arrived: false,
        junk: false,
        tags: Tags::Lost,
        judge: Judge::None,
    };
    let refused = match tagged {
        Some(tagged) => matches!(
            post.send("tag", &tagged, "").await?,
            Outcome::Refused {
                stage: Stage::Recipient,
                ..
            }
        ),
        None => true,
    };
    let Some((plain, junk)) = inbox.wait(&post.id("plain"), patience.first, false).await? else {
        inbox.close().await;
        return Ok(lesson);
    };
    (lesson.arrived, lesson.junk) = (true, junk);
    lesson.tags = if refused {
        Tags::Refused
    } else if inbox
        .wait(&post.id("tag"), patience.more, true)
        .await?
        .is_some()
    {
        Tags::Arrive
    } else if inbox.bounced {
        Tags::Refused
    } else {
        Tags::Lost
    };
    lesson.judge = match mail::judge_named(&plain) {
        None => Judge::None,
        Some(name) if name.is_empty() => Judge::Nameless,
        // A verdict that says nothing of signatures or policy is none the daemon could use.
        Some(name) if !mail::is_judged(&plain, std::slice::from_ref(&name)) => Judge::None,
        Some(name) => {
            let invented = format!("{token}.invalid");
            // "fail": even where it is believed it opens and closes nothing.
            let forged =
                format!("Authentication-Results: {name}; dmarc=fail header.from={invented}\r\n");
            let sent = post.send("forged", address, &forged).await?;
            let came = match sent {
                Outcome::Sent { .. } => {
                    inbox.wait(&post.id("forged"), patience.more, false).await?
                }
                _ => None,
            };
            let clean = came.is_some_and(|(mail, _)| {
                let mut headers = mail.authentication_results.iter();
                !headers.any(|header| header.contains(&invented))
            });
            if clean {
                Judge::Named(name)
            } else {
                Judge::Doubtful(name)
            }
        }
    };
    inbox.close().await;
    Ok(lesson)
}

fn tagged(address: &Address, token: &str) -> Option<Address> {
    // As long as the daemon's own tags are.
    let tag: String = token.chars().take(6).collect();
    let text = format!("{}+i1.{tag}@{}", address.local(), address.domain());
    Address::parse(&text).ok()
}

fn not_taken(outcome: Outcome) -> Failure {
    Failure::NotTaken(match outcome {
        Outcome::Sent { text, .. }
        | Outcome::Refused { text, .. }
        | Outcome::Later { text, .. } => text,
        Outcome::NotSent { error, .. } | Outcome::Unsure { error } => error,
    })
}

/// What sends.
struct Post<'a> {
    server: &'a Server,
    address: &'a Address,
    token: &'a str,
    now: DateTime<Utc>,
}

impl Post<'_> {
    fn id(&self, name: &str) -> String {
        format!("{name}.{}@{}", self.token, self.address.domain())
    }

    async fn send(&self, name: &str, to: &Address, head: &str) -> Result<Outcome, Fault> {
        let text = "nudged set-up sent this to itself to try the mailbox. Nothing is to be done; it may be deleted.\n\
                    这是 nudged 安装程序发给自己的测试邮件，无需处理，可以删除。\n";
        let built = draft::build(&draft::Draft {
            from: Person::nameless(self.address.clone()),
            to: vec![Person::nameless(to.clone())],
            cc: Vec::new(),
            reply_to: Vec::new(),
            subject: format!("nudged set-up test / 安装测试 ({name})"),
            date: self.now.fixed_offset(),
            message_id: MessageId::new(&self.id(name)),
            in_reply_to: None,
            references: Vec::new(),
            text: text.to_owned(),
            html: format!("<p>{}</p>", text.trim().replace('\n', "<br>")),
            files: Vec::new(),
        });
        let bytes = [head.as_bytes(), &built].concat();
        let envelope = Envelope {
            sender: self.address.clone(),
            recipients: vec![to.clone()],
        };
        let mut session = Sending::connect(self.server).await?;
        let outcome = session.send(&envelope, &bytes, || Ok(())).await;
        session.quit().await;
        Ok(outcome)
    }
}

/// The folders from now on; of what arrives only what carries the token is kept.
struct Inbox {
    session: Reading,
    folders: Vec<(Folder, Cursor)>,
    token: String,
    arrived: Vec<(Mail, bool)>,
    /// Something came back.
    bounced: bool,
}

impl Inbox {
    async fn open(account: &Account, token: &str) -> Result<Self, MailboxFault> {
        let mut session = Reading::connect(account).await?;
        let mut folders = Vec::new();
        for folder in session.folders().to_vec() {
            let mark = session.mark(&folder, None).await?;
            folders.push((folder, mark));
        }
        Ok(Self {
            session,
            folders,
            token: token.to_owned(),
            arrived: Vec::new(),
            bounced: false,
        })
    }

    /// The mail of an id and whether it lay in Junk. `given_up`: not once something came back.
    async fn wait(
        &mut self,
        id: &str,
        most: Duration,
        given_up: bool,
    ) -> Result<Option<(Mail, bool)>, MailboxFault> {
        let end = Instant::now() + most;
        loop {
            self.look().await?;
            let own = |mail: &Mail| {
                let kept = mail
                    .nudged_id
                    .as_deref()
                    .map(|own| own.trim_matches(['<', '>']));
                kept == Some(id)
                    || mail
                        .message_id
                        .as_ref()
                        .is_some_and(|own| own.as_str() == id)
            };
            if let Some(found) = self.arrived.iter().find(|(mail, _)| own(mail)) {
                return Ok(Some(found.clone()));
            }
            if Instant::now() >= end || (self.bounced && given_up) {
                return Ok(None);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn look(&mut self) -> Result<(), MailboxFault> {
        let (arrived, bounced, token) =
            (&mut self.arrived, &mut self.bounced, self.token.as_bytes());
        for (folder, mark) in &mut self.folders {
            let outcome = self
                .session
                .look(folder, Some(*mark), |fetched| {
                    let ours = fetched.raw.windows(token.len()).any(|part| part == token);
                    if ours && let Ok(mail) = mail::parse(&fetched.raw) {
                        let kind = mail.automatic.as_ref().map(|automatic| automatic.kind);
                        if kind == Some(AutomaticKind::Bounce) {
                            *bounced = true;
                        } else {
                            arrived.push((mail, fetched.junk));
                        }
                    }
                    Ok(())
                })
                .await?;
            *mark = Cursor {
                uidvalidity: outcome.uidvalidity,
                low_water: outcome.highest_asked,
            };
        }
        Ok(())
    }

    async fn close(self) {
        self.session.logout().await;
    }
}
