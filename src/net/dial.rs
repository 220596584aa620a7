//! A TCP connection that notices when the other side is gone, and the time limit for everything.

use std::future::Future;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::TcpStream;

use super::NetFault;

/// Limit for finding addresses, and for connecting to each of them.
pub const CONNECT_LIMIT: Duration = Duration::from_secs(30);
/// With several addresses a dead one (IPv6 without a route, mostly) may not eat the whole limit.
const LIMIT_OF_MANY: Duration = Duration::from_secs(10);

/// Connects to `host:port`: all resolved addresses in turn, TCP_NODELAY, keep-alive after 60 s of
/// silence, every 20 s, given up after 3 (NAT boxes drop an idle IMAP connection after some 15
/// minutes without a word, and the half-open socket shows nothing).
///
/// # Errors
/// [`NetFault::Resolve`], [`NetFault::Connect`] or [`NetFault::Timeout`].
pub async fn dial(host: &str, port: u16) -> Result<TcpStream, NetFault> {
    let unresolved = |why: String| NetFault::Resolve {
        host: host.to_owned(),
        why,
    };
    let addresses: Vec<_> = with_timeout(
        "looking up the server's address",
        CONNECT_LIMIT,
        tokio::net::lookup_host((host, port)),
    )
    .await?
    .map_err(|error| unresolved(error.to_string()))?
    .collect();
    if addresses.is_empty() {
        return Err(unresolved("no address".to_owned()));
    }
    let limit = if addresses.len() > 1 {
        LIMIT_OF_MANY
    } else {
        CONNECT_LIMIT
    };
    let mut last = NetFault::Timeout {
        stage: "connecting",
    };
    for address in addresses {
        match with_timeout("connecting", limit, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                keep_alive(&stream);
                return Ok(stream);
            }
            Ok(Err(error)) => {
                last = NetFault::Connect {
                    host: host.to_owned(),
                    port,
                    why: error.to_string(),
                };
            }
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

/// Best effort: a system that refuses an option still has the timers of the protocols above.
fn keep_alive(stream: &TcpStream) {
    let keep = TcpKeepalive::new()
        .with_time(Duration::from_secs(60))
        .with_interval(Duration::from_secs(20))
        .with_retries(3);
    let socket = SockRef::from(stream);
    if let Err(error) = stream
        .set_nodelay(true)
        .and_then(|()| socket.set_tcp_keepalive(&keep))
    {
        tracing::debug!(%error, "socket option refused");
    }
}

/// Runs `work` for at most `limit`; `stage` says in the fault what was being waited for.
///
/// # Errors
/// [`NetFault::Timeout`]; the work is dropped where it stood.
pub async fn with_timeout<F: Future>(
    stage: &'static str,
    limit: Duration,
    work: F,
) -> Result<F::Output, NetFault> {
    tokio::time::timeout(limit, work)
        .await
        .map_err(|_| NetFault::Timeout { stage })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{dial, with_timeout};
    use crate::net::NetFault;

    #[tokio::test]
    async fn connects_with_keep_alive_and_says_where_it_could_not() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let stream = dial("127.0.0.1", port).await.unwrap();
        assert!(stream.nodelay().unwrap());
        assert!(socket2::SockRef::from(&stream).keepalive().unwrap());
        drop((listener, stream));
        let fault = dial("127.0.0.1", port).await.unwrap_err();
        assert!(
            matches!(&fault, NetFault::Connect { port: p, .. } if *p == port),
            "{fault}"
        );
        assert!(fault.to_string().contains("firewall"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_names_its_stage() {
        let fault = with_timeout(
            "greeting",
            Duration::from_secs(30),
            std::future::pending::<()>(),
        )
        .await
        .unwrap_err();
        assert_eq!(fault, NetFault::Timeout { stage: "greeting" });
        assert_eq!(
            with_timeout("x", Duration::from_secs(1), async { 7 }).await,
            Ok(7)
        );
    }
}
