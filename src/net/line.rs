//! Which way leads to a server: the network, or a world that is played around the daemon.

use std::fmt::Debug;
use std::sync::Arc;

use tokio::io::DuplexStream;

use super::NetFault;

/// How the server of a mailbox, or of the way out, is reached.
#[derive(Debug, Clone, Default)]
pub enum Line {
    /// Over the network, with TLS.
    #[default]
    Network,
    /// Through a pipe inside this process, which is private without TLS: simulations.
    Played(Arc<dyn Exchange>),
}

/// Puts a caller through to a server that is played.
pub trait Exchange: Debug + Send + Sync {
    /// The caller's end of a new connection.
    ///
    /// # Errors
    /// Nobody is there.
    fn connect(&self) -> Result<DuplexStream, NetFault>;
}
