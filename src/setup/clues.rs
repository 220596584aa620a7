//! What the network says about a domain: its MX, its autoconfig files, its SRV records, the usual names.

use std::time::Duration;

use mail_auth::hickory_resolver::TokioResolver;
use mail_auth::hickory_resolver::proto::rr::{RData, RecordType};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::autoconfig;
use super::recognise::{by_domain, by_mx};
use crate::config::defaults;
use crate::model::{Address, organisational_domain};
use crate::net;

/// Longest wait for any one question.
const PATIENCE: Duration = Duration::from_secs(6);
/// Largest file read, bytes.
const LARGEST: u64 = 256 << 10;
/// Mozilla's public collection of such files; it is told the domain, never the address.
const COLLECTION: &str = "autoconfig.thunderbird.net";

/// What was found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clues {
    /// Mail exchangers, the preferred first.
    pub mx: Vec<String>,
    /// Texts of autoconfig files, the domain's own first.
    pub autoconfig: Vec<String>,
    /// `_imaps._tcp`.
    pub imaps: Option<(String, u16)>,
    /// `_imap._tcp`.
    pub imap: Option<(String, u16)>,
    /// `_submissions._tcp`.
    pub submissions: Option<(String, u16)>,
    /// `_submission._tcp`.
    pub submission: Option<(String, u16)>,
    /// A usual name that speaks TLS on the port of IMAP.
    pub answering_imap: Option<String>,
    /// The same for SMTP.
    pub answering_smtp: Option<String>,
}

/// Asks, and stops as soon as the answer is clear. Never fails: what is not found is missing, and a
/// network that does not answer gives no clue within half a minute.
pub async fn clues(address: &Address) -> Clues {
    let domain = address.domain();
    let mut clues = Clues::default();
    if by_domain(domain).is_some() {
        return clues;
    }
    let resolver = TokioResolver::builder_tokio().and_then(|builder| builder.build());
    if let Ok(resolver) = &resolver {
        clues.mx = mx(resolver, domain).await;
        if by_mx(&clues.mx).is_some() {
            return clues;
        }
    }
    let own = format!("autoconfig.{domain}");
    let (own, well_known, collected) = tokio::join!(
        file(&own, "/mail/config-v1.1.xml"),
        file(domain, "/.well-known/autoconfig/mail/config-v1.1.xml"),
        collection(domain),
    );
    clues.autoconfig = [own, well_known, collected].into_iter().flatten().collect();
    if clues
        .autoconfig
        .iter()
        .any(|f| autoconfig::read(f, address).is_some())
    {
        return clues;
    }
    if let Ok(resolver) = &resolver {
        (clues.imaps, clues.imap, clues.submissions, clues.submission) = tokio::join!(
            srv(resolver, "_imaps._tcp", domain),
            srv(resolver, "_imap._tcp", domain),
            srv(resolver, "_submissions._tcp", domain),
            srv(resolver, "_submission._tcp", domain),
        );
        if (clues.imaps.is_some() || clues.imap.is_some())
            && (clues.submissions.is_some() || clues.submission.is_some())
        {
            return clues;
        }
    }
    let (imap, smtp) = (defaults::IMAP_PORTS.0, defaults::SMTP_PORTS.0);
    let exchanger = clues.mx.first().map(|host| organisational_domain(host));
    let mut domains = vec![domain.to_owned()];
    domains.extend(exchanger.filter(|d| d != domain));
    (clues.answering_imap, clues.answering_smtp) = tokio::join!(
        answering(&domains, &["imap", "mail"], imap),
        answering(&domains, &["smtp", "mail"], smtp),
    );
    clues
}

async fn mx(resolver: &TokioResolver, domain: &str) -> Vec<String> {
    let asked = resolver.lookup(format!("{domain}."), RecordType::MX);
    let Ok(Ok(found)) = tokio::time::timeout(PATIENCE, asked).await else {
        return Vec::new();
    };
    let records = found.answers().iter().filter_map(|r| match &r.data {
        RData::MX(mx) => Some((mx.preference, name(&mx.exchange.to_ascii())?)),
        _ => None,
    });
    let mut records: Vec<(u16, String)> = records.collect();
    records.sort();
    records.into_iter().map(|(_, host)| host).collect()
}

/// The preferred record; a target of `.` says that there is no such service (RFC 2782).
async fn srv(resolver: &TokioResolver, service: &str, domain: &str) -> Option<(String, u16)> {
    let asked = resolver.lookup(format!("{service}.{domain}."), RecordType::SRV);
    let found = tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()?;
    let records = found.answers().iter().filter_map(|r| match &r.data {
        RData::SRV(srv) => Some((srv.priority, name(&srv.target.to_ascii())?, srv.port)),
        _ => None,
    });
    records.min().map(|(_, host, port)| (host, port))
}

fn name(text: &str) -> Option<String> {
    let name = text.trim_end_matches('.').to_lowercase();
    (!name.is_empty()).then_some(name)
}

async fn collection(domain: &str) -> Option<String> {
    file(COLLECTION, &format!("/v1.1/{domain}")).await
}

/// A file by https, if there is one; redirections are not followed: they lead to pages.
async fn file(host: &str, path: &str) -> Option<String> {
    let asked = async {
        let stream = net::dial(host, 443).await.ok()?;
        let config = net::tls(None).ok()?;
        let stream = net::handshake(config, host, stream).await.ok()?;
        get(stream, host, path).await
    };
    tokio::time::timeout(PATIENCE, asked).await.ok()?
}

async fn get<S>(mut stream: S, host: &str, path: &str) -> Option<String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    // HTTP/1.0: the answer ends with the connection and is never sent in chunks.
    let request = format!(
        "GET {path} HTTP/1.0\r\nHost: {host}\r\nAccept: text/xml\r\nUser-Agent: nudged/{}\r\n\r\n",
        env!("CARGO_PKG_VERSION")
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut bytes = Vec::new();
    // A server that hangs up without TLS's good-bye has still said what it said.
    let _ = stream.take(LARGEST).read_to_end(&mut bytes).await;
    body(&String::from_utf8_lossy(&bytes))
}

/// The body of an answer that says 200.
fn body(answer: &str) -> Option<String> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.lines().next()?.split(' ').nth(1)?;
    (status == "200").then(|| body.to_owned())
}

/// The first of the usual names that shows a certificate made out to it; all are tried at once.
async fn answering(domains: &[String], names: &[&str], port: u16) -> Option<String> {
    let hosts = domains
        .iter()
        .flat_map(|domain| names.iter().map(move |name| format!("{name}.{domain}")));
    let tried = hosts.map(|host| async move {
        let shaken = async {
            let stream = net::dial(&host, port).await.ok()?;
            let config = net::tls(None).ok()?;
            net::handshake(config, &host, stream).await.ok()
        };
        let answers = matches!(tokio::time::timeout(PATIENCE, shaken).await, Ok(Some(_)));
        answers.then_some(host)
    });
    let all = futures_util::future::join_all(tried).await;
    all.into_iter().flatten().next()
}

#[cfg(test)]
mod tests {
    use mail_auth::hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
    use mail_auth::hickory_resolver::net::runtime::TokioRuntimeProvider;
    use mail_auth::hickory_resolver::proto::op::{Message, OpCode};
    use mail_auth::hickory_resolver::proto::rr::rdata::{MX, SRV};
    use mail_auth::hickory_resolver::proto::rr::{Name, Record};

    use super::*;

    #[test]
    fn only_an_answer_of_200_has_a_body() {
        assert_eq!(
            body("HTTP/1.1 200 OK\r\nA: b\r\n\r\n<x/>").as_deref(),
            Some("<x/>")
        );
        for none in [
            "",
            "HTTP/1.1 404 No\r\n\r\n<x/>",
            "HTTP/1.1 200 OK\r\n",
            "200\r\n\r\nx",
        ] {
            assert_eq!(body(none), None, "{none}");
        }
    }

    #[tokio::test]
    async fn a_file_is_asked_for_by_its_path_and_read_to_the_end() {
        let (here, mut there) = tokio::io::duplex(1 << 16);
        let server = tokio::spawn(async move {
            let mut asked = vec![0; 4096];
            let length = there.read(&mut asked).await.unwrap();
            asked.truncate(length);
            for part in [
                "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<client",
                "Config/>",
            ] {
                there.write_all(part.as_bytes()).await.unwrap();
            }
            String::from_utf8(asked).unwrap()
        });
        let file = get(here, "autoconfig.studio.example", "/mail/config-v1.1.xml").await;
        assert_eq!(file.as_deref(), Some("<clientConfig/>"));
        let asked = server.await.unwrap();
        assert!(
            asked.starts_with(
                "GET /mail/config-v1.1.xml HTTP/1.0\r\nHost: autoconfig.studio.example\r\n"
            ),
            "{asked}"
        );
        assert!(asked.ends_with("\r\n\r\n"));
    }

    /// A resolver that asks a name server of this test: it knows these records.
    async fn resolver(records: Vec<(&'static str, RData)>) -> TokioResolver {
        let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let at = socket.local_addr().unwrap();
        tokio::spawn(async move {
            let mut bytes = [0; 4096];
            while let Ok((length, from)) = socket.recv_from(&mut bytes).await {
                let asked = Message::from_vec(&bytes[..length]).unwrap();
                let query = asked.queries[0].clone();
                let mut answer = Message::response(asked.metadata.id, OpCode::Query);
                answer.metadata.recursion_available = true;
                for (name, data) in &records {
                    let name = Name::from_ascii(name).unwrap();
                    if *query.name() == name && query.query_type() == data.record_type() {
                        answer.add_answer(Record::from_rdata(name, 60, data.clone()));
                    }
                }
                answer.add_query(query);
                socket
                    .send_to(&answer.to_vec().unwrap(), from)
                    .await
                    .unwrap();
            }
        });
        let mut way = ConnectionConfig::udp();
        way.port = at.port();
        let server = NameServerConfig::new(at.ip(), true, vec![way]);
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
        TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            .build()
            .unwrap()
    }

    #[tokio::test]
    async fn dns_names_exchangers_and_services_by_preference() {
        let name = |text: &str| Name::from_ascii(text).unwrap();
        let resolver = resolver(vec![
            (
                "studio.example.",
                RData::MX(MX::new(20, name("Backup.host.example."))),
            ),
            (
                "studio.example.",
                RData::MX(MX::new(10, name("mxbiz1.qq.com."))),
            ),
            (
                "_imaps._tcp.studio.example.",
                RData::SRV(SRV::new(5, 1, 993, name("in.host.example."))),
            ),
            (
                "_imaps._tcp.studio.example.",
                RData::SRV(SRV::new(9, 1, 9993, name("old.host.example."))),
            ),
            (
                "_imap._tcp.studio.example.",
                RData::SRV(SRV::new(0, 0, 0, name("."))),
            ),
        ])
        .await;
        let exchangers = mx(&resolver, "studio.example").await;
        assert_eq!(exchangers, ["mxbiz1.qq.com", "backup.host.example"]);
        assert_eq!(
            by_mx(&exchangers).map(|known| known.provider.key),
            Some("exmail")
        );
        let service = srv(&resolver, "_imaps._tcp", "studio.example").await;
        assert_eq!(service, Some(("in.host.example".to_owned(), 993)));
        assert_eq!(
            srv(&resolver, "_imap._tcp", "studio.example").await,
            None,
            "there is no such service"
        );
        assert_eq!(mx(&resolver, "nobody.example").await, Vec::<String>::new());
    }

    #[tokio::test]
    async fn a_known_domain_is_not_asked_about() {
        let address = Address::parse("team@163.com").unwrap();
        assert_eq!(clues(&address).await, Clues::default());
    }
}
