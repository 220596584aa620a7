//! The control socket: commands of the command line while the daemon runs. One JSON line asks, one
//! answers. The socket lies in the state directory with mode 0600: who may open it may command.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};

use super::run::Shared;
use super::send::lock;
use crate::model::{Command, NoticeLine};

/// Name of the socket in the state directory.
pub const SOCKET: &str = "control.sock";

/// Longest request and answer, bytes.
const LONGEST: u64 = 1 << 20;

/// What the command line asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Run a command as the console.
    Command(Command),
    /// How the mailboxes are doing.
    Health,
    /// Servers that are waited for work again: try them now.
    TryAgain,
}

/// What the daemon answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The transcript.
    Done(Vec<NoticeLine>),
    /// How everything is doing.
    Health(Health),
    /// It could not be done.
    Failed(String),
}

/// How the daemon is doing, for `status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// One each.
    pub mailboxes: Vec<Mailbox>,
    /// Nothing can be decided or sent: since when, RFC 3339, UTC, and why.
    pub failing: Option<(String, String)>,
    /// The outgoing server cannot be used: since when, RFC 3339, UTC, and why.
    #[serde(default)]
    pub outgoing: Option<(String, String)>,
    /// When that server is tried again, RFC 3339, UTC.
    #[serde(default)]
    pub outgoing_retry: Option<String>,
    /// When it took up the configuration it runs on, RFC 3339, UTC.
    #[serde(default)]
    pub configured: Option<String>,
}

/// A mailbox's health, for `status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// Name.
    pub name: String,
    /// Last read to the end, RFC 3339, UTC.
    pub reached: Option<String>,
    /// Cannot be read since, RFC 3339, UTC.
    pub failing_since: Option<String>,
    /// Why.
    pub fault: Option<String>,
    /// When it is tried again, RFC 3339, UTC.
    #[serde(default)]
    pub retry: Option<String>,
    /// What its server wanted people to know last: when, RFC 3339, UTC, and its words.
    pub alert: Option<(String, String)>,
}

/// Binds the socket and gives the task that serves it until the daemon stops.
///
/// # Errors
/// If it cannot be bound.
pub fn serve(
    shared: Arc<Shared>,
    path: PathBuf,
) -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    // The lock is held: a socket that lies there is a dead daemon's.
    let _ = std::fs::remove_file(&path);
    let listener = UnixListener::bind(&path)
        .with_context(|| format!("cannot listen on {}", path.display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))
        .with_context(|| format!("cannot protect {}", path.display()))?;
    Ok(async move {
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        let shared = Arc::clone(&shared);
                        tokio::spawn(async move {
                            let _ = tokio::time::timeout(Duration::from_secs(30), answer(&shared, stream)).await;
                        });
                    }
                    Err(fault) => {
                        tracing::warn!(%fault, "the control socket failed");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                },
                () = shared.stopped() => return,
            }
        }
    })
}

async fn answer(shared: &Shared, stream: UnixStream) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    BufReader::new(read.take(LONGEST))
        .read_line(&mut line)
        .await?;
    let answer = match serde_json::from_str::<Ask>(&line) {
        Ok(Ask::Command(command)) => {
            let done = lock(&shared.engine).console(&command, shared.clock.now());
            match done {
                Ok((lines, events)) => {
                    shared.tell(&events);
                    Answer::Done(lines)
                }
                Err(fault) => Answer::Failed(format!("{fault:#}")),
            }
        }
        Ok(Ask::Health) => Answer::Health(health(shared)),
        Ok(Ask::TryAgain) => {
            shared.hurry();
            Answer::Done(Vec::new())
        }
        Err(fault) => Answer::Failed(format!("not understood: {fault}")),
    };
    shared.kick();
    let mut text = serde_json::to_string(&answer)?;
    text.push('\n');
    write.write_all(text.as_bytes()).await?;
    Ok(())
}

fn health(shared: &Shared) -> Health {
    let mailboxes = shared.health().into_iter().map(|h| Mailbox {
        name: h.name,
        reached: h.reached.map(seconds),
        failing_since: h.failing.as_ref().map(|(at, _)| seconds(*at)),
        fault: h.failing.map(|(_, why)| why),
        retry: h.retry.map(seconds),
        alert: h.alert.map(|(at, words)| (seconds(at), words)),
    });
    Health {
        mailboxes: mailboxes.collect(),
        failing: shared.failing().map(|(at, why)| (seconds(at), why)),
        outgoing: shared.outgoing().map(|(at, why)| (seconds(at), why)),
        outgoing_retry: shared.outgoing_retry().map(seconds),
        configured: Some(seconds(lock(&shared.engine).configured)),
    }
}

/// RFC 3339 in UTC, to the second.
fn seconds(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Asks the running daemon.
///
/// # Errors
/// If nobody listens, or the answer cannot be read.
pub fn ask(state_dir: &Path, ask: &Ask) -> anyhow::Result<Answer> {
    use std::io::{BufRead as _, Write as _};
    let path = state_dir.join(SOCKET);
    let mut stream = std::os::unix::net::UnixStream::connect(&path)
        .with_context(|| format!("nobody listens on {}", path.display()))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut text = serde_json::to_string(ask)?;
    text.push('\n');
    stream.write_all(text.as_bytes())?;
    let mut line = String::new();
    std::io::BufReader::new(stream).read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

#[cfg(test)]
pub(in crate::app) mod tests {
    use super::*;
    use crate::app::engine::{Engine, Entropy};
    use crate::clock::Clock;
    use crate::mailbox::MailboxFault;
    use crate::store::Store;
    use crate::verify::{Desk, Dns, Verifier};

    /// What the tasks of a daemon with one loop share.
    pub(in crate::app) fn shared(folder: &Path) -> Shared {
        let text = "[tracking]\naddress = \"track@studio.example\"\n[team]\nname = \"Studio\"\ndomains = [\"studio.example\"]\n";
        let config = crate::config::parse(text, Path::new("")).expect("a configuration");
        let store = Store::open(&folder.join("nudged.db")).expect("a database");
        let clock = Clock::fake("2026-03-02T09:00:00Z".parse().expect("a time"));
        let engine = Engine::new(config, store, Entropy::Fixed, clock.now()).expect("an engine");
        let desk = Desk::new(Verifier::new(Dns::system())).expect("a desk");
        Shared::new(engine, clock, desk, 1, None, 0)
    }

    #[test]
    fn what_a_server_wants_known_and_what_fails_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let shared = shared(folder.path());
        let clock = shared.clock.clone();
        shared.reached("tracking");
        shared.alerted("tracking", "OVERQUOTA: the mailbox is full".to_owned());
        let mailbox = |shared: &Shared| health(shared).mailboxes.remove(0);
        let told = mailbox(&shared);
        let at = "2026-03-02T09:00:00Z".to_owned();
        let words = "OVERQUOTA: the mailbox is full".to_owned();
        assert_eq!(told.alert, Some((at.clone(), words)));
        // It is read all the same.
        assert_eq!((told.reached, told.fault), (Some(at.clone()), None));
        shared.unreachable("tracking", &MailboxFault::Injected, 0);
        clock.advance_to("2026-03-02T10:00:00Z".parse().expect("a time"));
        shared.unreachable("tracking", &MailboxFault::Injected, 1);
        assert_eq!(mailbox(&shared).failing_since, Some(at));
        shared.worked(Some(&anyhow::anyhow!("the disk is full")));
        let (since, why) = health(&shared).failing.expect("told");
        assert_eq!(
            (since.as_str(), why.as_str()),
            ("2026-03-02T10:00:00Z", "the disk is full")
        );
        shared.worked(None);
        shared.reached("tracking");
        assert_eq!(health(&shared).failing, None);
        assert_eq!(mailbox(&shared).fault, None);
    }
}
