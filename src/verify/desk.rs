//! The verifier behind a desk: mail is taken in by code that does not wait for anything, so the waiting
//! is done here, on a runtime of its own, and never longer than told.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::runtime::{Builder, Runtime};

use super::{PATIENCE, Verifier, unchecked};
use crate::model::{Address, Authentication};

/// A verifier that may be asked from anywhere.
#[derive(Debug)]
pub struct Desk {
    verifier: Arc<Verifier>,
    runtime: Option<Runtime>,
}

impl Desk {
    /// Opens the desk.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn new(verifier: Verifier) -> std::io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("verify")
            .enable_all()
            .build()?;
        Ok(Self {
            verifier: Arc::new(verifier),
            runtime: Some(runtime),
        })
    }

    /// As [`Verifier::check`]; blocks the calling thread, two seconds longer than [`PATIENCE`] at most.
    #[must_use]
    pub fn check(&self, raw: &[u8], from: &Address, now: DateTime<Utc>) -> Authentication {
        let unknown = || unchecked("no verdict in time");
        let Some(runtime) = &self.runtime else {
            return unknown();
        };
        let (answer, answered) = sync_channel(1);
        let (verifier, bytes, sender) = (Arc::clone(&self.verifier), raw.to_vec(), from.clone());
        runtime.spawn(async move {
            let _ = answer.send(verifier.check(&bytes, &sender, now).await);
        });
        let wait = || answered.recv_timeout(PATIENCE + Duration::from_secs(2));
        let flavour = tokio::runtime::Handle::try_current().map(|h| h.runtime_flavor());
        // Other tasks of this thread go on elsewhere meanwhile.
        let verdict = match flavour {
            Ok(tokio::runtime::RuntimeFlavor::MultiThread) => tokio::task::block_in_place(wait),
            _ => wait(),
        };
        verdict.unwrap_or_else(|_| unknown())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // A runtime may not wait for its tasks where another runs.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
