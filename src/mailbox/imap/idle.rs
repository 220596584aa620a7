//! Waiting for mail (RFC 2177), with a server that may keep still for ever.

use std::time::Duration;

use async_imap::imap_proto::{Response, Status};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use super::super::{MailboxFault, Woken};
use super::Session;
use super::command::{SHORT, ignore, not_asked};
use crate::net::with_timeout;

/// Longest IDLE. NAT boxes drop a silent connection after some 15 minutes; this long a half-open one
/// goes unnoticed at most.
const SLICE: Duration = Duration::from_secs(5 * 60);
/// Between two looks without IDLE.
const POLL: Duration = Duration::from_secs(60);
/// For the server to begin IDLE, and to end it.
const TURN: Duration = Duration::from_secs(15);

impl Session {
    /// Waits for mail in the first of [`Self::folders`], for at most `most` and never longer than 5
    /// minutes (60 s where IDLE is missing, refused or silent); ends at once when `bell` rings.
    /// Returns at once if mail came since that folder was last fetched. Dropping the future instead of
    /// ringing kills the session.
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn wait(&mut self, most: Duration, bell: &Notify) -> Result<Woken, MailboxFault> {
        self.quiet = false;
        if self.dead {
            return Err(self
                .pending
                .take()
                .unwrap_or(MailboxFault::Lost { stage: "waiting" }));
        }
        if self.news().await? {
            return Ok(Woken::Mail);
        }
        if self.can("IDLE")
            && !self.stumbles.idle_is_useless()
            && let Some(tag) = self.begin_idle().await?
        {
            let woken = self.idle(&tag, most.min(SLICE), bell).await?;
            self.quiet = woken == Woken::Quiet;
            return Ok(woken);
        }
        let rang = tokio::time::timeout(most.min(POLL), bell.notified())
            .await
            .is_ok();
        if rang {
            return Ok(Woken::Bell);
        }
        self.run("NOOP", "NOOP", SHORT, ignore).await?;
        Ok(if self.dirty {
            Woken::Mail
        } else {
            Woken::Quiet
        })
    }

    /// Opens the watched folder if another one is open, and says whether mail came since it was read:
    /// this closes the gap between the last fetch and the wait.
    async fn news(&mut self) -> Result<bool, MailboxFault> {
        let Some(folder) = self.folders.first().cloned() else {
            return Ok(false);
        };
        if self.opened.as_ref() == Some(&folder.wire) && self.read.contains_key(&folder.wire) {
            return Ok(self.dirty);
        }
        let now = self.open(&folder).await?;
        Ok(self.read.get(&folder.wire).is_none_or(|then| {
            then.uidvalidity != now.uidvalidity
                || then.uidnext != now.uidnext
                || (now.uidnext.is_none() && then.exists < now.exists)
        }))
    }

    /// Asks for IDLE; `None` if the server says no. `dirty` tells of mail that came meanwhile.
    async fn begin_idle(&mut self) -> Result<Option<String>, MailboxFault> {
        const STAGE: &str = "the start of IDLE";
        let tag = self.begin(STAGE)?;
        let line = format!("{tag} IDLE\r\n");
        let begun = async {
            self.wire.send(STAGE, line.as_bytes()).await?;
            loop {
                let answer = self.wire.answer(STAGE, TURN).await?;
                match answer.parsed() {
                    Response::Continue(_) => return Ok(Some(tag)),
                    Response::Done { tag: theirs, .. } if theirs.0 == tag => return Ok(None),
                    Response::Done { .. } => return Err(not_asked(STAGE)),
                    answer => self.note(STAGE, answer)?,
                }
            }
        };
        let begun = with_timeout(STAGE, TURN, begun)
            .await
            .map_err(|_| MailboxFault::Timeout { stage: STAGE });
        match begun.and_then(|begun| begun) {
            Ok(None) => {
                // It said NO to what it advertises: poll for as long as this account lives.
                self.stumbles.idle_failed();
                self.stumbles.idle_failed();
                self.dead = false;
                Ok(None)
            }
            Err(fault) => {
                if matches!(fault, MailboxFault::Timeout { .. }) {
                    self.stumbles.idle_failed();
                }
                Err(fault)
            }
            begun => begun,
        }
    }

    async fn idle(
        &mut self,
        tag: &str,
        most: Duration,
        bell: &Notify,
    ) -> Result<Woken, MailboxFault> {
        const STAGE: &str = "IDLE";
        const END: &str = "the end of IDLE";
        // Absolute: `* OK Still here` every other minute must not put off the end.
        let end = Instant::now()
            .checked_add(most)
            .unwrap_or_else(Instant::now);
        let mut rang = false;
        while !self.dirty {
            tokio::select! {
                biased;
                () = bell.notified() => {
                    rang = true;
                    break;
                }
                () = sleep_until(end) => break,
                answer = self.wire.answer(STAGE, SLICE.saturating_add(TURN)) => match answer?.parsed() {
                    Response::Done { tag: theirs, status: Status::Ok, .. } if theirs.0 == tag => {
                        // It ended IDLE by itself; twice, and asking again would be a busy loop.
                        self.stumbles.idle_failed();
                        self.dead = false;
                        return Ok(Woken::Quiet);
                    }
                    Response::Done { .. } => return Err(not_asked(STAGE)),
                    answer => self.note(STAGE, answer)?,
                },
            }
        }
        let ended = async {
            self.wire.send(END, b"DONE\r\n").await?;
            self.until_done(END, tag, TURN, ignore).await
        };
        let verdict = with_timeout(END, TURN, ended)
            .await
            .map_err(|_| MailboxFault::Timeout { stage: END })??;
        if let Err(text) = verdict {
            self.dead = true;
            return Err(super::command::refusal(END, &text));
        }
        Ok(match (rang, self.dirty) {
            (true, _) => Woken::Bell,
            (false, true) => Woken::Mail,
            (false, false) => Woken::Quiet,
        })
    }
}
