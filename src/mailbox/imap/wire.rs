//! async-imap on a stream of ours: bytes go out as they are, answers come in through the [`Filter`].
//!
//! Commands are written to the stream and not by async-imap's `login` and `run_command`: these hand
//! every line, passwords included, to `log::trace!`; `login` knows no literals, makes one text of NO,
//! BYE and code, and is the only way from its `Client` to its `Session`, which PREAUTH never takes.
//! Nor by its `idle()`: a keepalive puts off its timer, EOF looks like an interruption of our own.

use std::fmt;
use std::io;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_imap::Client;
use async_imap::imap_proto::Response;
use futures_util::FutureExt;
use tokio::io::AsyncWriteExt;

use super::super::MailboxFault;
use super::filter::{Filter, Transport, Unfit};

/// An answer that keeps its bytes.
pub(super) trait Answer: Send {
    /// What imap-proto reads in it.
    fn parsed(&self) -> &Response<'_>;
}

/// async-imap's `ResponseData`, which has no public name.
struct Held<D> {
    data: D,
    parsed: fn(&D) -> &Response<'_>,
}

impl<D: Send> Answer for Held<D> {
    fn parsed(&self) -> &Response<'_> {
        (self.parsed)(&self.data)
    }
}

/// A connection with the answers read ahead. Cancel-safe: a dropped read loses nothing.
pub(super) struct Wire {
    client: Client<Filter>,
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").finish_non_exhaustive()
    }
}

impl Wire {
    pub(super) fn new(stream: Box<dyn Transport>) -> Self {
        Self {
            client: Client::new(Filter::new(stream)),
        }
    }

    /// Sends bytes; they are never logged, since some of them are passwords.
    pub(super) async fn send(
        &mut self,
        stage: &'static str,
        bytes: &[u8],
    ) -> Result<(), MailboxFault> {
        send(self.client.get_mut(), stage, bytes).await
    }

    /// The next answer; `patience` is the longest silence between two reads.
    pub(super) async fn answer(
        &mut self,
        stage: &'static str,
        patience: Duration,
    ) -> Result<Box<dyn Answer>, MailboxFault> {
        self.client.get_mut().be_patient(patience);
        // The filter lets nothing through that is known to panic in imap-proto; what is not known yet
        // costs this session and not the daemon.
        match AssertUnwindSafe(self.client.read_response())
            .catch_unwind()
            .await
        {
            Ok(Ok(Some(data))) => Ok(Box::new(Held {
                data,
                parsed: |data| data.parsed(),
            })),
            Ok(Ok(None)) => Err(MailboxFault::Lost { stage }),
            Ok(Err(error)) => Err(fault(stage, &error)),
            Err(_) => Err(MailboxFault::Protocol {
                stage,
                why: "an answer that breaks its reader",
            }),
        }
    }
}

/// Sends bytes; they are never logged.
pub(super) async fn send(
    filter: &mut Filter,
    stage: &'static str,
    bytes: &[u8],
) -> Result<(), MailboxFault> {
    let lost = |_| MailboxFault::Lost { stage };
    filter.write_all(bytes).await.map_err(lost)?;
    filter.flush().await.map_err(lost)
}

/// What an error of reading means. Its text is not passed on: async-imap puts mail into it.
pub(super) fn fault(stage: &'static str, error: &io::Error) -> MailboxFault {
    let inner = error.get_ref();
    if let Some(Unfit(why)) = inner.and_then(|inner| inner.downcast_ref()) {
        return MailboxFault::Protocol { stage, why };
    }
    match error.kind() {
        io::ErrorKind::TimedOut => MailboxFault::Timeout { stage },
        io::ErrorKind::Other if inner.is_some() => MailboxFault::Protocol {
            stage,
            why: "an answer that cannot be read",
        },
        _ => MailboxFault::Lost { stage },
    }
}
