//! Opening folders and searching them.

use async_imap::imap_proto::{MailboxDatum, Response, Status};
use chrono::NaiveDate;

use super::super::{Cursor, Folder, MailboxFault};
use super::Session;
use super::answer::Text;
use super::command::{SEARCHING, SHORT, refusal};
use super::names::quoted;

/// UIDs of one SEARCH; a list cut short would pass over mail, so more is a fault.
const MOST: usize = 4_000_000;

/// A folder as EXAMINE shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opened {
    pub(super) uidvalidity: u32,
    /// 163.com and Winmail do not tell it.
    pub(super) uidnext: Option<u32>,
    pub(super) exists: u32,
}

impl Session {
    /// EXAMINE, anew each time: some servers look for new mail only then.
    pub(super) async fn open(&mut self, folder: &Folder) -> Result<Opened, MailboxFault> {
        const STAGE: &str = "EXAMINE";
        const WRONG: MailboxFault = MailboxFault::Protocol {
            stage: STAGE,
            why: "a folder name that cannot be sent",
        };
        let name = quoted(&folder.wire).ok_or(WRONG)?;
        let (mut uidvalidity, mut uidnext, mut exists) = (None, None, 0);
        self.opened = None;
        let take = |answer: &Response<'_>| match answer {
            Response::MailboxData(MailboxDatum::Exists(count)) => exists = *count,
            Response::Data {
                status: Status::Ok,
                outcome,
            } => {
                let text = Text::new(outcome);
                let number = text.arguments.parse().ok().filter(|&number| number > 0);
                match text.code.as_str() {
                    "UIDVALIDITY" => uidvalidity = number,
                    "UIDNEXT" => uidnext = number,
                    _ => {}
                }
            }
            _ => {}
        };
        let verdict = self
            .ask(STAGE, &format!("EXAMINE {name}"), SHORT, take)
            .await?;
        if let Err(text) = verdict {
            self.dead = true;
            return Err(
                if matches!(text.code.as_str(), "NONEXISTENT" | "TRYCREATE") {
                    let known: Vec<_> = self
                        .folders
                        .iter()
                        .map(|folder| folder.name.as_str())
                        .collect();
                    MailboxFault::NoFolder {
                        name: folder.name.clone(),
                        known: known.join(", "),
                    }
                } else {
                    refusal(STAGE, &text)
                },
            );
        }
        self.opened = Some(folder.wire.clone());
        self.dirty = false;
        // Without one, UIDs mean nothing from one session to the next (RFC 3501 2.3.1.1).
        let Some(uidvalidity) = uidvalidity else {
            self.dead = true;
            return Err(MailboxFault::Protocol {
                stage: STAGE,
                why: "no UIDVALIDITY",
            });
        };
        Ok(Opened {
            uidvalidity,
            uidnext,
            exists,
        })
    }

    /// UID SEARCH in the open folder; rising, each UID once.
    pub(super) async fn search(&mut self, criteria: &str) -> Result<Vec<u32>, MailboxFault> {
        let mut found = Vec::new();
        let mut flood = false;
        let take = |answer: &Response<'_>| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = answer {
                flood |= found.len() > MOST;
                found.extend(uids.iter().take(if flood { 0 } else { usize::MAX }));
            }
        };
        self.run("SEARCH", &format!("UID SEARCH {criteria}"), SEARCHING, take)
            .await?;
        if flood {
            self.dead = true;
            return Err(MailboxFault::Protocol {
                stage: "SEARCH",
                why: "more mail than there can be",
            });
        }
        found.retain(|&uid| uid > 0);
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Where reading begins at the first start: after all present mail, or before the first mail that
    /// arrived on or after the day before `since` (servers count days in zones of their own).
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn mark(
        &mut self,
        folder: &Folder,
        since: Option<NaiveDate>,
    ) -> Result<Cursor, MailboxFault> {
        let opened = self.open(folder).await?;
        let first = match since.map(|day| day.pred_opt().unwrap_or(day)) {
            Some(day) => {
                let found = self
                    .search(&format!("SINCE {}", day.format("%-d-%b-%Y")))
                    .await?;
                found.first().copied()
            }
            None => None,
        };
        let after_all = match (first, opened.uidnext) {
            (Some(first), _) => first.saturating_sub(1),
            (None, Some(next)) => next.saturating_sub(1),
            (None, None) => self.search("UID 1:*").await?.last().copied().unwrap_or(0),
        };
        Ok(Cursor {
            uidvalidity: opened.uidvalidity,
            low_water: after_all,
        })
    }

    /// Whether `folder` holds a mail that carries `id` (without angle brackets) as Message-ID, as
    /// `X-Nudged-Id`, or, rewritten by Outlook's SMTP, as `X-Microsoft-Original-Message-ID`. False only
    /// after the server confirmed three searches.
    ///
    /// # Errors
    /// Any [`MailboxFault`] but `Sink`.
    pub async fn find_message_id(
        &mut self,
        folder: &Folder,
        id: &str,
    ) -> Result<bool, MailboxFault> {
        let id = id.trim_start_matches('<').trim_end_matches('>');
        let Some(id) = quoted(id).filter(|_| !id.is_empty()) else {
            return Err(MailboxFault::Protocol {
                stage: "SEARCH",
                why: "a message id that cannot be sent",
            });
        };
        self.open(folder).await?;
        for header in [
            "Message-ID",
            "X-Nudged-Id",
            "X-Microsoft-Original-Message-ID",
        ] {
            if !self
                .search(&format!("HEADER {header} {id}"))
                .await?
                .is_empty()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
