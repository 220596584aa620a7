//! The one place where the kinds of mail part ways: our own, machines, members, clients.

use super::client::From;
use super::engine::Bench;
use super::ingest::{Incoming, Understood, record};
use crate::decide::machine::{self, Returned};
use crate::interpret;
use crate::mail;
use crate::matching::{self, Hit, Lookup as _, Match};
use crate::model::{
    Address, Authentication, AuthenticationResult, Automatic, AutomaticKind, Effect, EventKind,
    Evidence, HoldReason, HoldScope, Item, ItemId, Mail, MessageId, OutgoingId, Reading, Reply,
    Role, Signal, SignalKind,
};
use crate::store::{NewMail, OutgoingRow};

/// Memory key: the own copy of an outgoing mail was seen.
pub(super) fn own_copy(id: OutgoingId) -> String {
    format!("own-copy:{}", id.0)
}

/// Memory key: a mail lay in Junk when it was judged.
fn junk(id: &MessageId) -> String {
    format!("junk:{}", id.key())
}

impl Bench<'_> {
    /// Whether a mail was judged by where it lay: in Junk.
    pub(super) fn lay_in_junk(&self, id: &MessageId) -> anyhow::Result<bool> {
        Ok(self.tx.recall(&junk(id))?.is_some())
    }

    /// What was found in Junk is known as such until it is found elsewhere.
    pub(super) fn note_junk(&self, id: &MessageId, lies_there: bool) -> anyhow::Result<()> {
        if lies_there {
            self.tx.remember(&junk(id), "1")
        } else {
            self.tx.forget_key(&junk(id))
        }
    }

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
        self.spend_tokens(mail)?;
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
            Some(crate::decide::IN_JUNK)
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
            forwarder: None,
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
        if let Some(effects) = self.departed(mail, reading, authentication, automatic)? {
            return Ok(effects);
        }
        if reading.role != Role::Team
            && let Some(effects) = self.advice(mail, reading, authentication.result, automatic)?
        {
            return Ok(effects);
        }
        match automatic.kind {
            AutomaticKind::Bounce | AutomaticKind::Delay => {
                self.bounce(mail, automatic, authentication)
            }
            AutomaticKind::OutOfOffice if authentication.result != AuthenticationResult::Fail => {
                let Some(from) = &mail.from else {
                    return Ok(machine::recorded(&Evidence::new(
                        "out-of-office",
                        Some(&id),
                        "",
                    )));
                };
                self.absent(mail, reading, &from.address, automatic)
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

    /// A mailbox that says its person has left, about open items he is a contact of: nothing goes to
    /// him any more, as if he had written it.
    fn departed(
        &self,
        mail: &Mail,
        reading: &Reading,
        authentication: &Authentication,
        automatic: &Automatic,
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        let replies = matches!(
            automatic.kind,
            AutomaticKind::AutoReply | AutomaticKind::OutOfOffice
        );
        let (Some(from), true) = (&mail.from, replies && automatic.until.is_none()) else {
            return Ok(None);
        };
        if authentication.result == AuthenticationResult::Fail || reading.role == Role::Team {
            return Ok(None);
        }
        let Some(words) = interpret::says_left(&reading.own_text) else {
            return Ok(None);
        };
        let client = self.desk.world.client_key(&from.address);
        let Match::Items(hits) = matching::find(mail, reading, client.as_ref(), self.tx)? else {
            return Ok(None);
        };
        let open = |item: &Item| item.closed.is_none() && item.has_contact(&from.address);
        if !self.hits(&hits)?.iter().all(open) {
            return Ok(None);
        }
        let mut left = reading.clone();
        left.reply = Reply::Stop;
        left.signals = vec![Signal {
            kind: SignalKind::Stop,
            date: None,
            evidence: words,
            confidence: 1.0,
        }];
        let effects = self.client(&From {
            mail,
            reading: &left,
            authentication,
            person: from,
            client,
            doubtful: None,
            watched: false,
            forwarder: None,
        })?;
        Ok(Some(effects))
    }

    /// Somebody's absence, for the items it answers or all of his client.
    pub(super) fn absent(
        &self,
        mail: &Mail,
        reading: &Reading,
        from: &Address,
        automatic: &Automatic,
    ) -> anyhow::Result<Vec<Effect>> {
        let id = mail.id();
        if automatic.kind != AutomaticKind::OutOfOffice {
            let evidence = Evidence::new("automatic", Some(&id), &automatic.evidence);
            return Ok(machine::recorded(&evidence));
        }
        let client = self.desk.world.client_key(from);
        let found = match matching::find(mail, reading, client.as_ref(), self.tx)? {
            Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
            Match::Nothing => Vec::new(),
        };
        let (mut items, settled): (Vec<Item>, Vec<Item>) =
            found.into_iter().partition(|item| item.closed.is_none());
        // He is away also where his note answers what is settled, or what went to a colleague.
        if !items.iter().any(|item| item.has_contact(from))
            && let Some(client) = &client
        {
            items = self.tx.open_of_client(client)?;
            items.retain(|item| item.has_contact(from));
        }
        // He is away for all he is asked, whichever mail his machine answered.
        if let (Some(first), Some(client)) = (items.first().cloned(), &client) {
            let mut more = self.tx.open_of_client(client)?;
            more.retain(|item| {
                item.has_contact(from)
                    && item.owner == first.owner
                    && items.iter().all(|known| known.id != item.id)
            });
            items.extend(more);
        }
        // What is settled may be opened again while he is away, and something new asked of him.
        if items.is_empty() {
            items = settled;
        }
        let his = HoldScope::Contact(from.clone());
        let standing = self
            .tx
            .all_outer_holds()?
            .into_iter()
            .filter(|hold| hold.scope == his && hold.reason == HoldReason::Absence)
            .find_map(|hold| hold.until);
        Ok(machine::absence(
            &items, from, automatic, &id, standing, &self.desk,
        ))
    }

    /// Mail that came back. What it returns ties it to a mail of ours; its own References do not, anybody
    /// who was in the thread knows them.
    fn bounce(
        &self,
        mail: &Mail,
        automatic: &Automatic,
        authentication: &Authentication,
    ) -> anyhow::Result<Vec<Effect>> {
        let mut returned: Vec<Returned> = Vec::new();
        let within = automatic
            .original_message_id
            .iter()
            .chain(&automatic.original_references)
            .map(|known| (known, true));
        let beside = mail.in_reply_to.iter().chain(&mail.references);
        for (known, inside) in within.chain(beside.map(|known| (known, false))) {
            let mailed = if inside {
                self.mailed(known)?
            } else {
                Vec::new()
            };
            if inside
                && automatic.kind == AutomaticKind::Bounce
                && let Some(row) = self.ours(known)?
            {
                let addresses: Vec<Address> = automatic
                    .recipients
                    .iter()
                    .map(|r| r.address.clone())
                    .collect();
                self.notice_returned(&row, &addresses)?;
            }
            for item in self.load(&self.tx.by_message_id(known)?)? {
                match returned.iter_mut().find(|r| r.item.id == item.id) {
                    Some(there) => there.mailed.extend(mailed.iter().cloned()),
                    None => returned.push(Returned {
                        item,
                        mailed: mailed.clone(),
                    }),
                }
            }
        }
        returned.sort_by_key(|r| r.item.id);
        // Servers report as themselves; where a person's address does, or one that does not vouch for
        // the mail, somebody wrote it.
        let person = mail
            .from
            .as_ref()
            .map(|from| &from.address)
            .filter(|address| !mail::is_mail_system(address));
        let of_the_client = person.is_some_and(|address| {
            let client = self.desk.world.client_key(address);
            returned
                .iter()
                .any(|r| client.as_ref() == Some(&r.item.client) || r.item.has_contact(address))
        });
        let forged = authentication.result == AuthenticationResult::Fail && mail.from.is_some();
        let doubt = (of_the_client || forged).then_some("bounce-unproved");
        if doubt.is_none() && automatic.kind == AutomaticKind::Bounce {
            self.with_his_other_items(&mut returned, automatic)?;
        }
        let named = Automatic {
            stand_in: machine::instead(&mail.text),
            ..automatic.clone()
        };
        Ok(machine::bounce(&returned, &named, &mail.id(), doubt))
    }

    /// To whom a mail of ours or of a member went.
    fn mailed(&self, id: &MessageId) -> anyhow::Result<Vec<Address>> {
        if let Some(row) = self.ours(id)? {
            return Ok(row.mail.recipients);
        }
        let ours = |mail: &NewMail| {
            mail.from.as_ref().is_some_and(|from| {
                self.desk.world.is_team(&from.address) || self.desk.world.is_tracking(&from.address)
            })
        };
        Ok(match self.tx.mail(id)? {
            Some(known) if ours(&known.mail) => known.mail.recipients,
            _ => Vec::new(),
        })
    }

    /// The row of a mail of ours, by its id or the second one it bears.
    fn ours(&self, id: &MessageId) -> anyhow::Result<Option<OutgoingRow>> {
        let key = id.key();
        let first = MessageId::new(key.strip_prefix(matching::SECOND_ID).unwrap_or(&key));
        self.tx.outgoing_by_message_id(&first)
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
