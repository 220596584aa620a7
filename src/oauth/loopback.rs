//! Somebody agrees in a browser, which comes back to this machine (RFC 8252), with PKCE (RFC 7636).

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use super::client::Client;
use super::keeper::Keeper;
use super::shelf::Shelf;
use crate::clock::Clock;
use crate::config::{Grant, OAuthConfig};
use crate::net::{Denial, Secret, TokenFault, with_timeout};

/// Longest request line of the browser, bytes.
const LONGEST: u64 = 16 << 10;
/// A browser that connects says what it wants within this.
const SAYS: Duration = Duration::from_secs(10);

/// A login under way: the port is open.
#[derive(Debug)]
pub struct LoopbackLogin {
    config: OAuthConfig,
    listener: TcpListener,
    redirect: String,
    state: String,
    verifier: Secret,
    address: String,
}

/// What the browser brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned(Secret);

impl LoopbackLogin {
    /// Opens a port of this machine, any for 0; `user` is whom the page suggests.
    ///
    /// # Errors
    /// [`TokenFault`]; also if this is no loopback grant.
    pub async fn begin(config: &OAuthConfig, user: &str, port: u16) -> Result<Self, TokenFault> {
        let denied = |text: String| TokenFault::Denied {
            denial: Denial::Client,
            text,
        };
        let Grant::Loopback {
            authorization_url,
            here,
            ..
        } = &config.grant
        else {
            return Err(denied("the grant is not \"loopback\"".to_owned()));
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).await;
        let listener = listener.map_err(|e| denied(format!("port {port}: {e}")))?;
        let port = listener.local_addr().map_err(|e| denied(e.to_string()))?;
        let redirect = format!("http://{here}:{}", port.port());
        let random = || {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(|e| denied(e.to_string()))?;
            Ok::<_, TokenFault>(URL_SAFE_NO_PAD.encode(bytes))
        };
        let (state, verifier) = (random()?, random()?);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let address = authorization_url.with(&[
            ("response_type", "code"),
            ("client_id", &config.client_id),
            ("redirect_uri", &redirect),
            ("scope", &config.scope),
            ("state", &state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("login_hint", user),
            // Google gives a refresh token for these two only; others do not mind.
            ("access_type", "offline"),
            ("prompt", "consent"),
        ]);
        Ok(Self {
            config: config.clone(),
            listener,
            redirect,
            state,
            verifier: Secret::new(verifier),
            address,
        })
    }

    /// Where somebody agrees.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The port that waits for his browser.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.listener.local_addr().map_or(0, |at| at.port())
    }

    /// Waits for the browser; whatever else knocks is sent away.
    ///
    /// # Errors
    /// [`TokenFault`] if he said no.
    pub async fn returned(&self) -> Result<Returned, TokenFault> {
        loop {
            let Ok((mut stream, _)) = self.listener.accept().await else {
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            let Ok(Some(path)) = with_timeout("the browser", SAYS, asked(&mut stream)).await else {
                continue;
            };
            let read = self.read(&format!("{}{path}", self.redirect));
            let (status, words) = match &read {
                Some(Ok(_)) => (
                    "200 OK",
                    "nudged: done, this page can be closed. 已完成，可关闭本页。",
                ),
                Some(Err(_)) => (
                    "200 OK",
                    "nudged: nobody agreed; see the terminal. 未获同意，请看终端。",
                ),
                None => ("404 Not Found", "nudged"),
            };
            let page = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n{words}",
                words.len()
            );
            let _ = with_timeout("the browser", SAYS, async {
                stream.write_all(page.as_bytes()).await?;
                stream.shutdown().await
            })
            .await;
            if let Some(read) = read {
                return read;
            }
        }
    }

    /// Reads the address a browser ended at: on another machine it finds nobody there, and its address
    /// bar is copied here. `None` if it is not ours: another state is somebody else's login.
    #[must_use]
    pub fn read(&self, address: &str) -> Option<Result<Returned, TokenFault>> {
        let url = Url::parse(address.trim()).ok()?;
        let value = |key: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.into_owned())
        };
        if value("state")? != self.state {
            return None;
        }
        if let Some(code) = value("code") {
            return Some(Ok(Returned(Secret::new(code))));
        }
        let error: String = value("error")?
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .take(60)
            .collect();
        Some(Err(TokenFault::Denied {
            denial: Denial::Consent(self.config.name.clone()),
            text: error,
        }))
    }

    /// Changes what the browser brought for tokens and keeps them.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub async fn finish(
        self,
        returned: Returned,
        state_dir: &Path,
        clock: &Clock,
    ) -> Result<(), TokenFault> {
        let client = Client {
            config: &self.config,
        };
        let code = returned.0.expose();
        let given = client
            .exchange(code, &self.verifier, &self.redirect)
            .await?;
        let shelf = Shelf::new(state_dir, &self.config.name);
        Keeper::keep(&self.config, &shelf, &given, clock.now()).await
    }
}

/// The path of a GET.
async fn asked(stream: &mut TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream).take(LONGEST);
    let mut first = String::new();
    reader.read_line(&mut first).await.ok()?;
    // Read to the end of the head: a browser that is hung up on while it speaks shows a fault.
    let mut line = String::new();
    while reader.read_line(&mut line).await.ok()? > 2 {
        line.clear();
    }
    let mut words = first.split(' ');
    let (method, path) = (words.next()?, words.next()?);
    (method == "GET" && path.starts_with('/')).then(|| path.to_owned())
}
