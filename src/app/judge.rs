//! The one place where the kinds of mail part ways: our own, machines, members, clients.

use super::client::From;
use super::engine::Bench;
use super::ingest::{Incoming, Understood, record};
use crate::decide::machine;
use crate::matching::{self, Hit, Lookup as _, Match};
use crate::model::{
    Authentication, AuthenticationResult, AutomaticKind, Effect, EventKind, Evidence, Item, ItemId,
    Mail, OutgoingId, Reading, Role,
};

/// Memory key: the own copy of an outgoing mail was seen.
pub(super) fn own_copy(id: OutgoingId) -> String {
    format!("own-copy:{}", id.0)
}

impl Bench<'_> {
    /// What a mail does: the one place where the kinds of mail part ways.
    pub(super) fn judge(
        &self,
        incoming: &Incoming<'_>,
        understood: &Understood,
    ) -> anyhow::Result<Vec<Effect>> {
        let Understood {
            mail,
            reading,
            authentication,
        } = understood;
        if reading.role == Role::Own {
            return self.own(mail);
        }
        if let Some(automatic) = &mail.automatic
            && automatic.kind != AutomaticKind::List
        {
            return self.automatic(mail, reading, authentication);
        }
        let Some(from) = &mail.from else {
            return Ok(vec![record(
                EventKind::Rejected,
                "malformed-sender",
                mail,
                &mail.from_shown,
            )]);
        };
        if reading.role == Role::Team {
            if incoming.watched || incoming.junk {
                return Ok(vec![record(
                    EventKind::Received,
                    "team-mail-elsewhere",
                    mail,
                    "",
                )]);
            }
            return self.member(mail, reading, authentication, from);
        }
        let doubtful = if incoming.junk {
            Some("found-in-junk")
        } else if mail.through_list || mail.automatic.is_some() {
            Some("through-a-list")
        } else if !mail.cut.is_empty() {
            Some("cut-by-a-limit")
        } else {
            None
        };
        let client = self.desk.world.client_key(&from.address);
        self.client(&From {
            mail,
            reading,
            authentication,
            person: from,
            client,
            doubtful,
            watched: incoming.watched,
        })
    }

    /// A mail of a nudged: our own copy confirms a delivery, anybody else's is a loop.
    fn own(&self, mail: &Mail) -> anyhow::Result<Vec<Effect>> {
        let marked = mail.nudged_id.as_deref().map(crate::model::MessageId::new);
        for id in marked.iter().chain(&mail.message_id) {
            if let Some(row) = self.tx.outgoing_by_message_id(id)? {
                // A server that rewrote the Message-ID: answers will name the new one.
                for item in row.mail.items.iter().filter(|_| mail.id() != *id) {
                    self.tx.link(*item, &mail.id())?;
                }
                let mut effects = vec![record(EventKind::Received, "own-copy", mail, "")];
                // It may come before the server's answer to the dot: then it waits for the question.
                self.tx.remember(&own_copy(row.id), "1")?;
                if self.tx.resolve_sent(row.id, self.desk.now)? {
                    effects.extend(self.sent(&row, "own-copy-found")?);
                }
                return Ok(effects);
            }
        }
        Ok(vec![record(
            EventKind::Rejected,
            "another-nudged",
            mail,
            mail.nudged_id.as_deref().unwrap_or_default(),
        )])
    }

    fn automatic(
        &self,
        mail: &Mail,
        reading: &Reading,
        authentication: &Authentication,
    ) -> anyhow::Result<Vec<Effect>> {
        let Some(automatic) = &mail.automatic else {
            return Ok(Vec::new());
        };
        let id = mail.id();
        match automatic.kind {
            AutomaticKind::Bounce | AutomaticKind::Delay => {
                let about = automatic
                    .original_message_id
                    .iter()
                    .chain(&automatic.original_references);
                let mut items: Vec<ItemId> = Vec::new();
                for known in about.chain(&mail.in_reply_to).chain(&mail.references) {
                    items.extend(self.tx.by_message_id(known)?);
                }
                items.sort();
                items.dedup();
                Ok(machine::bounce(&self.load(&items)?, automatic, &id))
            }
            AutomaticKind::OutOfOffice if authentication.result != AuthenticationResult::Fail => {
                let Some(from) = &mail.from else {
                    return Ok(machine::recorded(&Evidence::new(
                        "out-of-office",
                        Some(&id),
                        "",
                    )));
                };
                let client = self.desk.world.client_key(&from.address);
                let mut items = match matching::find(mail, reading, client.as_ref(), self.tx)? {
                    Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
                    Match::Nothing => Vec::new(),
                };
                if items.is_empty()
                    && let Some(client) = &client
                {
                    items = self.tx.open_of_client(client)?;
                }
                items.retain(|item| item.closed.is_none());
                Ok(machine::absence(
                    &items,
                    &from.address,
                    automatic,
                    &id,
                    &self.desk,
                ))
            }
            AutomaticKind::OutOfOffice
            | AutomaticKind::AutoReply
            | AutomaticKind::Receipt
            | AutomaticKind::List
            | AutomaticKind::Report => Ok(machine::recorded(&Evidence::new(
                "automatic",
                Some(&id),
                &automatic.evidence,
            ))),
        }
    }

    pub(super) fn load(&self, ids: &[ItemId]) -> anyhow::Result<Vec<Item>> {
        ids.iter()
            .filter_map(|id| self.tx.load(*id).transpose())
            .collect()
    }

    pub(super) fn hits(&self, hits: &[Hit]) -> anyhow::Result<Vec<Item>> {
        self.load(&hits.iter().map(|h| h.item).collect::<Vec<_>>())
    }
}
