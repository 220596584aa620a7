//! Names in DNS: the host's own servers, with limits on time and memory.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use mail_auth::common::cache::NoCache;
use mail_auth::dmarc::Dmarc;
use mail_auth::hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts,
};
use mail_auth::hickory_resolver::proto::op::ResponseCode;
use mail_auth::hickory_resolver::system_conf::read_system_conf;
use mail_auth::{AuthenticatedMessage, DkimOutput, DnsError, Error, MessageAuthenticator, Txt};

/// Wait for one answer; asked twice.
pub(super) const ANSWER: Duration = Duration::from_secs(2);
/// Answers kept, each for its TTL but no longer than this; an answer is at most 64 KiB.
const ANSWERS: u64 = 512;
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// "There is no such name" is kept no longer than this: a client's administrator mends it and asks again.
const LONGEST_NOT: Duration = Duration::from_secs(300);
/// Wait for what every resolver knows.
const SIGN_OF_LIFE: Duration = Duration::from_millis(900);
/// Mails of an organisation in a row that its name servers kept waiting in vain before they are left alone
/// for a while.
const SILENT: u32 = 2;
/// Organisations remembered for that.
const ZONES: usize = 512;
/// How long they, or a resolver that says nothing at all, are left alone: a backlog of mail must not wait
/// for each of its mails.
const PAUSE: chrono::Duration = chrono::Duration::seconds(60);

/// Where names are asked for, and how that goes.
#[derive(Debug)]
pub struct Dns {
    servers: Vec<SocketAddr>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    names: Option<Names>,
    /// The resolver itself is left alone so long.
    until: Option<DateTime<Utc>>,
    /// By organisational domain.
    zones: HashMap<String, Zone>,
}

/// Name servers that kept somebody waiting.
#[derive(Debug, Default)]
struct Zone {
    silent: u32,
    until: Option<DateTime<Utc>>,
}

/// Whether a pause goes on. A clock that was set back must not keep it up for hours.
fn pauses(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    until.is_some_and(|until| now < until && until <= now + PAUSE)
}

/// Why a name gave nothing.
pub(super) enum Absent {
    /// There is nothing, or nothing of use; what.
    Not(String),
    /// The servers did not say; why.
    Unknown(String),
}

impl Dns {
    /// The servers of `/etc/resolv.conf`, read when first asked and again after an outage.
    #[must_use]
    pub fn system() -> Self {
        Self::at(Vec::new())
    }

    /// These servers, by UDP and TCP; none: those of the system.
    #[must_use]
    pub fn at(servers: Vec<SocketAddr>) -> Self {
        Self {
            servers,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something to ask about an organisation's names, unless that is left alone just now; then why.
    pub(super) fn names(&self, zone: &str, now: DateTime<Utc>) -> Result<Names, String> {
        let mut state = self.state();
        if pauses(state.until, now) {
            return Err("DNS does not answer at present".to_owned());
        }
        if state.zones.get(zone).is_some_and(|z| pauses(z.until, now)) {
            return Err(format!(
                "the name servers of {zone} do not answer at present"
            ));
        }
        if let Some(names) = &state.names {
            return Ok(names.clone());
        }
        match Names::new(&self.servers) {
            Ok(names) => {
                state.names = Some(names.clone());
                Ok(names)
            }
            Err(fault) => {
                state.until = Some(now + PAUSE);
                tracing::warn!(fault, "no DNS: signatures cannot be checked");
                Err(format!("no DNS: {fault}"))
            }
        }
    }

    /// A mail got its verdict in time.
    pub(super) fn answered(&self, zone: &str) {
        let mut state = self.state();
        state.zones.remove(zone);
        if state.until.take().is_some() {
            tracing::info!("DNS answers again");
        }
    }

    /// A mail waited in vain for the names of an organisation; `alive`: the resolver answers others.
    pub(super) fn silent(&self, zone: &str, alive: bool, now: DateTime<Utc>) {
        let mut state = self.state();
        if !alive {
            if state.until.is_none() {
                tracing::warn!("DNS does not answer: signatures cannot be checked");
            }
            state.until = Some(now + PAUSE);
            // The servers may have changed.
            state.names = None;
            return;
        }
        if state.zones.len() >= ZONES && !state.zones.contains_key(zone) {
            state.zones.retain(|_, zone| pauses(zone.until, now));
            if state.zones.len() >= ZONES {
                return;
            }
        }
        let slow = state.zones.entry(zone.to_owned()).or_default();
        slow.silent = slow.silent.saturating_add(1);
        if slow.silent >= SILENT {
            slow.until = Some(now + PAUSE);
        }
    }
}

/// An open way to the servers, with its cache.
#[derive(Clone)]
pub(super) struct Names(Arc<MessageAuthenticator>);

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

type Fresh = NoCache<Box<str>, Txt>;

impl Names {
    fn new(servers: &[SocketAddr]) -> Result<Self, String> {
        let (config, mut options) = if servers.is_empty() {
            read_system_conf().map_err(|fault| fault.to_string())?
        } else {
            let servers = servers.iter().map(named).collect();
            (
                ResolverConfig::from_parts(None, Vec::new(), servers),
                ResolverOpts::default(),
            )
        };
        options.timeout = ANSWER;
        options.attempts = 1;
        options.cache_size = ANSWERS;
        options.positive_max_ttl = Some(LONGEST);
        options.negative_max_ttl = Some(LONGEST_NOT);
        MessageAuthenticator::new(config, options)
            .map(|names| Self(Arc::new(names)))
            .map_err(|fault| fault.to_string())
    }

    /// Whether the servers answer at all: the root is known to each of them.
    pub(super) async fn alive(&self) -> bool {
        let root = self.0.txt_raw_lookup(".");
        match tokio::time::timeout(SIGN_OF_LIFE, root).await {
            Ok(Ok(_)) => true,
            Ok(Err(fault)) => matches!(absent(fault), Absent::Not(_)),
            Err(_) => false,
        }
    }

    /// Verifies the signatures left in a message, one look-up each at most.
    pub(super) async fn verify<'x>(
        &self,
        message: &'x AuthenticatedMessage<'x>,
    ) -> Vec<DkimOutput<'x>> {
        self.0.verify_dkim(message).await
    }

    /// The text at an absolute name, its pieces joined.
    pub(super) async fn text(&self, name: &str) -> Result<String, Absent> {
        let bytes = self.0.txt_raw_lookup(name).await.map_err(absent)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The DMARC record at an absolute name.
    pub(super) async fn dmarc(&self, name: &str) -> Result<Arc<Dmarc>, Absent> {
        let found = self.0.txt_lookup::<Dmarc>(name, None::<&Fresh>).await;
        found.map_err(absent)
    }
}

fn named(at: &SocketAddr) -> NameServerConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()]
        .into_iter()
        .map(|mut connection| {
            connection.port = at.port();
            connection
        })
        .collect();
    NameServerConfig::new(at.ip(), true, connections)
}

/// Whether a fault says that there is nothing, or only that nobody said.
fn absent(fault: Error) -> Absent {
    match &fault {
        Error::Dns(DnsError::RecordNotFound(ResponseCode::NXDomain | ResponseCode::NoError)) => {
            Absent::Not("no record".to_owned())
        }
        Error::Dns(DnsError::RecordNotFound(_) | DnsError::Resolver(_)) => {
            Absent::Unknown(fault.to_string())
        }
        _ => Absent::Not(fault.to_string()),
    }
}
