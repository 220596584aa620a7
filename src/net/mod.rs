//! The way to a server: names to addresses, TCP, TLS, time limits. No mail is known here.
//!
//! One rustls provider (ring) for the whole process: two of them make rustls panic when it is asked
//! for the process default, so nothing here asks for it. Every wait has a limit: lettre has none of its
//! own past the connect.

mod backoff;
mod dial;
mod fault;
mod http;
mod line;
mod proof;
mod secret;
mod tls;

pub use backoff::backoff;
pub use dial::{CONNECT_LIMIT, dial, with_timeout};
pub use fault::NetFault;
pub use http::{WebAddress, WebAnswer, WebFault};
pub use line::{Exchange, Line};
pub use proof::{Denial, Proof, Proven, TokenFault, TokenWait, Tokens, xoauth2};
pub use secret::Secret;
pub use tls::{HANDSHAKE_LIMIT, handshake, tls};

/// TLS over any stream, client side.
pub type TlsStream<S> = tokio_rustls::client::TlsStream<S>;
/// What a TLS client trusts and offers, made by [`tls`].
pub type TlsConfig = std::sync::Arc<tokio_rustls::rustls::ClientConfig>;
