//! One question to a web server: a form posted, an answer read. For token servers (RFC 6749), which
//! answer in a few kilobytes of JSON; plain HTTP goes to this machine only.

use std::net::IpAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use url::{Host, Url, form_urlencoded};

use super::{NetFault, dial, handshake, tls, with_timeout};

/// Limit for the whole answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Largest answer, bytes.
const LARGEST: u64 = 256 << 10;
const STAGE: &str = "asking the token server";

/// An address of a token server: `https`, or `http` on this very machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(Url);

/// What a web server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAnswer {
    /// Status code.
    pub status: u16,
    /// The body, decoded.
    pub body: Vec<u8>,
}

/// Why a web server gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebFault {
    /// The way to it.
    #[error(transparent)]
    Net(#[from] NetFault),
    /// The connection was lost, or what came is no HTTP.
    #[error("{host} gave no whole answer: {why}")]
    Broken {
        /// Server.
        host: String,
        /// In what way.
        why: &'static str,
    },
}

impl WebAddress {
    /// Reads an address; `None` if it is none, or if what is sent there could be read on the way.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        let here = match url.host()? {
            Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
            Host::Ipv4(address) => IpAddr::from(address).is_loopback(),
            Host::Ipv6(address) => IpAddr::from(address).is_loopback(),
        };
        let secret = match url.scheme() {
            "https" => true,
            "http" => here,
            _ => false,
        };
        let bare =
            url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        (secret && bare).then_some(Self(url))
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name of the server.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        host.trim_matches(['[', ']']).to_owned()
    }

    /// The same with these parameters.
    #[must_use]
    pub fn with(&self, parameters: &[(&str, &str)]) -> String {
        let mut url = self.0.clone();
        url.query_pairs_mut().extend_pairs(parameters);
        url.into()
    }

    /// Posts a form and reads the answer; redirections are not followed. Never logs what is sent.
    ///
    /// # Errors
    /// [`WebFault`]; an answer with any status is none.
    pub async fn post(&self, form: &[(&str, &str)]) -> Result<WebAnswer, WebFault> {
        let host = self.host();
        let port = self.0.port_or_known_default().unwrap_or(443);
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nAccept: application/json\r\nUser-Agent: nudged/{}\r\nConnection: close\r\n\r\n{body}",
            self.path(),
            self.named(),
            body.len(),
            env!("CARGO_PKG_VERSION")
        );
        let stream = dial(&host, port).await?;
        let asked = async {
            if self.0.scheme() == "http" {
                return ask(stream, &request).await;
            }
            let stream = handshake(tls(None)?, &host, stream).await?;
            ask(stream, &request).await
        };
        let bytes = with_timeout(STAGE, PATIENCE, asked).await??;
        read(&bytes).map_err(|why| WebFault::Broken { host, why })
    }

    fn path(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_owned(),
        }
    }

    fn named(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }
}

async fn ask<S>(mut stream: S, request: &str) -> Result<Vec<u8>, NetFault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut bytes = Vec::new();
    let written = stream.write_all(request.as_bytes()).await;
    if written.is_ok() && stream.flush().await.is_ok() {
        // A server that hangs up without TLS's good-bye has still said what it said; whether that was
        // all is told by the lengths.
        let _ = stream.take(LARGEST).read_to_end(&mut bytes).await;
    }
    Ok(bytes)
}

/// An answer in whole, or what it lacks.
fn read(bytes: &[u8]) -> Result<WebAnswer, &'static str> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, rest) = end
        .and_then(|end| bytes.split_at_checked(end))
        .ok_or("it broke off")?;
    let rest = rest.get(4..).unwrap_or_default();
    let head = String::from_utf8_lossy(head).into_owned();
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first
        .strip_prefix("HTTP/1.")
        .and_then(|text| text.split(' ').nth(1))
        .and_then(|code| code.parse().ok())
        .ok_or("it is no HTTP")?;
    let header = |name: &str| {
        head.split("\r\n").skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    let body =
        if header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
            unchunked(rest).ok_or("it broke off")?
        } else if let Some(length) = header("content-length") {
            let length: usize = length.parse().map_err(|_| "its length is no number")?;
            rest.get(..length).ok_or("it broke off")?.to_vec()
        } else {
            rest.to_vec()
        };
    Ok(WebAnswer { status, body })
}

/// The body of chunks (RFC 9112 7.1); `None` if the last one is missing.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        let from = end.checked_add(2)?;
        if size == 0 {
            return Some(body);
        }
        let to = from.checked_add(size)?;
        body.extend_from_slice(rest.get(from..to)?);
        rest = rest.get(to..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_nobody_reads_on_the_way_is_an_address() {
        for good in [
            "https://login.microsoftonline.com/common/oauth2/v2.0/token",
            "http://127.0.0.1:8080/token",
            "http://localhost:8080/token",
            "http://[::1]:8080/token",
        ] {
            assert!(WebAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "token",
            "http://token.example/",
            "http://127.0.0.1.example/",
            "ftp://127.0.0.1/",
            "https://user:pass@token.example/",
            "https://token.example/#x",
            "file:///etc/passwd",
        ] {
            assert!(WebAddress::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(
            WebAddress::parse("http://[::1]:8080/token").unwrap().host(),
            "::1"
        );
    }

    #[test]
    fn answers_are_whole_or_none() {
        for (text, body) in [
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}more",
                Ok("{}"),
            ),
            ("HTTP/1.0 200 OK\r\n\r\n{}", Ok("{}")),
            (
                "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n",
                Ok("{}"),
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
                Err("it broke off"),
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                Err("it broke off"),
            ),
            ("HTTP/1.1 200 OK\r\n", Err("it broke off")),
            ("220 smtp\r\n\r\n", Err("it is no HTTP")),
        ] {
            let read = read(text.as_bytes()).map(|answer| answer.body);
            assert_eq!(read, body.map(|b: &str| b.as_bytes().to_vec()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            let _ = unchunked(&bytes);
        }
    }
}
