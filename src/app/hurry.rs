//! Trying a server again at once: whoever put a password right need not wait out a quarter of an hour.

use std::sync::Arc;

use super::run::Shared;
use super::send::{Transport, lock};
use super::watch::Source;
use crate::config::{Config, Login};
use crate::net::Proof;

impl Shared {
    /// Every mailbox and the way out are tried now, whatever they wait for.
    pub(super) fn hurry(&self) {
        self.hurried
            .send_modify(|times| *times = times.wrapping_add(1));
        self.kick();
    }
}

/// The password a login of the configuration has now; `None` where there is none to be had.
async fn renewed(
    shared: &Arc<Shared>,
    login: impl FnOnce(&Config) -> Option<Login>,
) -> Option<Proof> {
    let login = login(&lock(&shared.engine).config)?;
    let Login::Password(source) = login else {
        return None; // tokens are kept fresh by their keeper
    };
    // It may be a command.
    let read = tokio::task::spawn_blocking(move || source.read().ok());
    read.await.ok().flatten().map(Proof::Password)
}

/// A mailbox could not be read: its password may be another one by now.
pub(super) async fn renew_mailbox(shared: &Arc<Shared>, name: &str, source: &mut Source) {
    let Source::Imap(account, _) = source else {
        return;
    };
    let login = |config: &Config| {
        let found = config.mailboxes.iter().find(|mailbox| mailbox.name == name);
        found.map(|mailbox| mailbox.login.clone())
    };
    if let Some(proof) = renewed(shared, login).await {
        account.proof = proof;
    }
}

/// The outgoing server could not be used: the same.
pub(super) async fn renew_outgoing(shared: &Arc<Shared>, transport: &mut Transport) {
    let Transport::Smtp { server, wait, .. } = transport else {
        return;
    };
    // Once a try: it may be a command that asks somebody.
    if wait.waits_until(shared.clock.now()).is_some() || !wait.take_stale() {
        return;
    }
    let login = |config: &Config| config.outgoing.as_ref().map(|out| out.login.clone());
    if server.user.is_some()
        && let Some(proof) = renewed(shared, login).await
    {
        server.proof = proof;
    }
}
