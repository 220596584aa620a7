//! One incoming mail, from bytes to what it did. Reading happens outside the transaction; looking
//! up, matching, deciding and recording inside it, together with the mark that it was seen.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, FixedOffset, Utc};

use super::engine::{Bench, Engine, Event};
use crate::decide::{intake, machine, owner, reply};
use crate::interpret::{self, Context};
use crate::mail;
use crate::matching::{self, Hit, Lookup as _, Match};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, AutomaticKind, ClientKey, Effect,
    EventKind, Evidence, HistoryEntry, HoldReason, Item, ItemId, Kind, Mail, Notice, NoticeKind,
    NoticeLine, OutgoingClass, Person, Reading, Reply, Role, Turn, World,
};
use crate::store::{ItemFilter, MailStatus, NewMail, Position};

/// A mail as the mailbox gave it.
#[derive(Debug, Clone)]
pub struct Incoming<'a> {
    /// The bytes.
    pub raw: &'a [u8],
    /// Where it lies; `None` in replay.
    pub position: Option<Position>,
    /// Read again since UIDs changed their meaning: known by id and hash only, not by position.
    pub rescan: bool,
    /// It lies in Junk: may hold, never close or open.
    pub junk: bool,
    /// It lies in a further mailbox, watched only for answers to open items.
    pub watched: bool,
    /// Its real size in bytes if only a window of it was fetched.
    pub truncated_from: Option<u64>,
    /// The server's arrival time; `None`: now.
    pub arrived: Option<DateTime<FixedOffset>>,
}

/// Tries before a mail that panics is put aside.
const TRIES: u32 = 2;

/// A mail, understood, before anything is looked up.
struct Understood {
    mail: Mail,
    reading: Reading,
    authentication: Authentication,
}

impl Engine {
    /// Takes one mail in: everything it does is one transaction. A mail that cannot be read, or
    /// that panics twice, is kept and told, and the daemon lives.
    ///
    /// # Errors
    /// A database fault: nothing of the mail stays, it will be fetched again.
    pub fn ingest(&mut self, incoming: &Incoming<'_>, now: DateTime<Utc>) -> anyhow::Result<Vec<Event>> {
        if let Some(position) = &incoming.position
            && !incoming.rescan
            && self.store.read(|tx| tx.is_seen(position))?
        {
            return Ok(Vec::new());
        }
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let understood = understand(incoming, &self.config.world, now);
            match understood {
                Ok(understood) => self.take(incoming, &understood, now),
                Err(why) => self.put_aside(incoming, &why, MailStatus::Unreadable, now),
            }
        }));
        match attempt {
            Ok(done) => done,
            Err(_) => {
                let hash = mail::hash(incoming.raw);
                let tries = self.store.write(|tx| tx.poison(&hash))?;
                if tries < TRIES {
                    return self.ingest(incoming, now);
                }
                self.put_aside(incoming, "reading it made the daemon stumble", MailStatus::Quarantined, now)
            }
        }
    }

    fn put_aside(
        &mut self,
        incoming: &Incoming<'_>,
        why: &str,
        status: MailStatus,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        let admin = self.config.world.admin.clone();
        let ((), events) = self.decide(now, |bench| {
            let hash = mail::hash(incoming.raw);
            let new =
                NewMail::failed(status, why, &hash, incoming.raw, incoming.position.as_ref(), now);
            bench.tx.record_mail(&new)?;
            if let Some(position) = &incoming.position {
                bench.tx.mark_seen(position)?;
            }
            let evidence = Evidence::new("unreadable", Some(&new.message_id), why);
            let entry = HistoryEntry::new(EventKind::Unreadable, Actor::Daemon, &evidence);
            let mut effects = vec![Effect::Record { entry }];
            if !admin.is_empty() {
                effects.push(Effect::Notice {
                    notice: Notice {
                        kind: NoticeKind::Admin,
                        to: admin.clone(),
                        items: Vec::new(),
                        in_reply_to: None,
                        from: None,
                        words: why.to_owned(),
                        at: None,
                        rule: evidence.rule,
                        lines: Vec::new(),
                    },
                });
            }
            bench.carry(effects)
        })?;
        Ok(events)
    }

    fn take(
        &mut self,
        incoming: &Incoming<'_>,
        understood: &Understood,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Event>> {
        let ((), events) = self.decide(now, |bench| {
            let Understood { mail, authentication, .. } = understood;
            if let Some(position) = &incoming.position {
                bench.tx.mark_seen(position)?;
            }
            if bench.tx.has_mail(&mail.id(), &mail.hash)? {
                return Ok(());
            }
            let effects = bench.judge(incoming, understood)?;
            let acted = effects.iter().any(|e| {
                matches!(e, Effect::Item { .. } | Effect::Hold { .. } | Effect::Notice { .. })
                    || matches!(e, Effect::Record { entry } if entry.event != EventKind::Received)
            });
            // Of a member's own mailbox nothing is kept but answers to open items.
            if incoming.watched && !acted {
                return Ok(());
            }
            let mut new = NewMail::read(mail, incoming.position.as_ref(), now, authentication);
            let keep = effects.iter().any(|effect| match effect {
                Effect::Item { .. } => true,
                // `open` may still make an item of it.
                Effect::Notice { notice } => {
                    matches!(notice.kind, NoticeKind::NothingToTrack | NoticeKind::Token)
                }
                _ => false,
            });
            new.raw = keep.then(|| incoming.raw.to_vec());
            bench.tx.record_mail(&new)?;
            bench.carry(effects)
        })?;
        Ok(events)
    }
}

/// Reads a mail as far as it can be read without looking anything up.
fn understand(incoming: &Incoming<'_>, world: &World, now: DateTime<Utc>) -> Result<Understood, String> {
    let mut mail = mail::parse(incoming.raw).map_err(|fault| fault.why)?;
    if let Some(size) = incoming.truncated_from {
        mail.cut.push(format!("only the beginning of {size} bytes was fetched"));
    }
    let authentication = mail::authenticate(&mail, &world.security.trusted_authserv_ids);
    let role = role(&mail, world);
    let context = Context {
        role,
        zone: world.team.zone,
        arrival: Some(incoming.arrived.map_or(now, |at| at.with_timezone(&Utc))),
        fallback: now.with_timezone(&world.team.zone).fixed_offset(),
    };
    let reading = interpret::read(&mail, &context);
    Ok(Understood { mail, reading, authentication })
}

/// Whose mail it says it is.
#[must_use]
pub fn role(mail: &Mail, world: &World) -> Role {
    match &mail.from {
        _ if mail.nudged_id.is_some() => Role::Own,
        Some(from) if world.is_tracking(&from.address) => Role::Own,
        Some(from) if world.is_team(&from.address) => Role::Team,
        Some(from) if world.client_of(&from.address).is_some() => Role::Client,
        _ => Role::Unknown,
    }
}

fn record(event: EventKind, rule: &str, mail: &Mail, words: &str) -> Effect {
    let evidence = Evidence::new(rule, Some(&mail.id()), words);
    Effect::Record { entry: HistoryEntry::new(event, Actor::Daemon, &evidence) }
}

impl Bench<'_> {
    /// What a mail does: the one place where the kinds of mail part ways.
    fn judge(&self, incoming: &Incoming<'_>, understood: &Understood) -> anyhow::Result<Vec<Effect>> {
        let Understood { mail, reading, authentication } = understood;
        if reading.role == Role::Own {
            return self.own(mail);
        }
        if let Some(automatic) = &mail.automatic
            && automatic.kind != AutomaticKind::List
        {
            return self.automatic(mail, reading, authentication);
        }
        let Some(from) = &mail.from else {
            return Ok(vec![record(EventKind::Rejected, "malformed-sender", mail, &mail.from_shown)]);
        };
        if reading.role == Role::Team {
            if incoming.watched || incoming.junk {
                return Ok(vec![record(EventKind::Received, "team-mail-elsewhere", mail, "")]);
            }
            return self.member(mail, reading, authentication, from);
        }
        let doubtful = if incoming.junk {
            Some("found-in-junk")
        } else if mail.automatic.is_some() {
            Some("through-a-list")
        } else if !mail.cut.is_empty() {
            Some("cut-by-a-limit")
        } else {
            None
        };
        let client = self.desk.world.client_key(&from.address);
        self.client(&From { mail, reading, authentication, person: from, client, doubtful })
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
                if self.tx.resolve_sent(row.id, self.desk.now)? {
                    effects.extend(self.sent(&row)?);
                }
                return Ok(effects);
            }
        }
        Ok(vec![record(EventKind::Rejected, "another-nudged", mail, mail.nudged_id.as_deref().unwrap_or_default())])
    }

    fn automatic(
        &self,
        mail: &Mail,
        reading: &Reading,
        authentication: &Authentication,
    ) -> anyhow::Result<Vec<Effect>> {
        let Some(automatic) = &mail.automatic else { return Ok(Vec::new()) };
        let id = mail.id();
        match automatic.kind {
            AutomaticKind::Bounce | AutomaticKind::Delay => {
                let about = automatic.original_message_id.iter().chain(&automatic.original_references);
                let mut items: Vec<ItemId> = Vec::new();
                for known in about.chain(&mail.in_reply_to).chain(&mail.references) {
                    items.extend(self.tx.by_message_id(known)?);
                }
                items.sort();
                items.dedup();
                Ok(machine::bounce(&self.load(&items)?, automatic, &id, &self.desk))
            }
            AutomaticKind::OutOfOffice if authentication.result != AuthenticationResult::Fail => {
                let Some(from) = &mail.from else { return Ok(machine::recorded(&Evidence::new("out-of-office", Some(&id), ""))) };
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
                Ok(machine::absence(&items, &from.address, automatic, &id, &self.desk))
            }
            AutomaticKind::OutOfOffice
            | AutomaticKind::AutoReply
            | AutomaticKind::Receipt
            | AutomaticKind::List
            | AutomaticKind::Report => {
                Ok(machine::recorded(&Evidence::new("automatic", Some(&id), &automatic.evidence)))
            }
        }
    }

    pub(super) fn load(&self, ids: &[ItemId]) -> anyhow::Result<Vec<Item>> {
        ids.iter().filter_map(|id| self.tx.load(*id).transpose()).collect()
    }

    fn hits(&self, hits: &[Hit]) -> anyhow::Result<Vec<Item>> {
        self.load(&hits.iter().map(|h| h.item).collect::<Vec<_>>())
    }

    /// Whether a member's mail is his own: its provider says so, or it answers a notice only he got.
    fn proved(&self, mail: &Mail, authentication: &Authentication, from: &Address) -> anyhow::Result<bool> {
        if authentication.result == AuthenticationResult::Pass {
            return Ok(true);
        }
        for id in mail.in_reply_to.iter().chain(&mail.references) {
            if let Some(row) = self.tx.outgoing_by_message_id(id)?
                && row.mail.class == OutgoingClass::Notice
                && row.mail.recipients.first() == Some(from)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn member(
        &self,
        mail: &Mail,
        reading: &Reading,
        authentication: &Authentication,
        from: &Person,
    ) -> anyhow::Result<Vec<Effect>> {
        let world = self.desk.world;
        let copied = mail
            .recipients()
            .map(|p| &p.address)
            .chain(&mail.delivered_to)
            .any(|a| world.is_tracking(a));
        if !copied {
            return Ok(vec![record(EventKind::Received, "not-copied", mail, "")]);
        }
        if !self.proved(mail, authentication, &from.address)? {
            return Ok(self.unproved(mail, authentication, &from.address));
        }
        let actor = Actor::Member(from.address.clone());
        if mail.recipients().all(|p| world.is_team(&p.address)) {
            return self.inside(mail, reading, from, &actor);
        }
        let items = match matching::find(mail, reading, None, self.tx)? {
            Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
            Match::Nothing => Vec::new(),
        };
        let tags = intake::tags(mail, &self.desk);
        if items.is_empty() || tags.kind.is_some() || owner::asks_anew(reading, &items) {
            let next = self.tx.next_item_id()?;
            return Ok(intake::open(mail, reading, &from.address, &actor, next, false, &self.desk));
        }
        Ok(items.iter().flat_map(|item| owner::act(item, mail, reading, &actor, &self.desk)).collect())
    }

    fn unproved(&self, mail: &Mail, authentication: &Authentication, from: &Address) -> Vec<Effect> {
        if authentication.result == AuthenticationResult::Fail {
            return vec![record(EventKind::Rejected, "failed-proof", mail, mail.subject.as_str())];
        }
        let evidence = Evidence::new("unproved", Some(&mail.id()), &mail.subject);
        vec![
            record(EventKind::Rejected, "unproved", mail, mail.subject.as_str()),
            Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Token,
                    to: vec![from.clone()],
                    items: Vec::new(),
                    in_reply_to: Some(mail.id()),
                    from: None,
                    words: mail.subject.clone(),
                    at: None,
                    rule: evidence.rule,
                    lines: Vec::new(),
                },
            },
        ]
    }

    /// Mail among the team: a forwarded answer of a client, or commands.
    fn inside(&self, mail: &Mail, reading: &Reading, from: &Person, actor: &Actor) -> anyhow::Result<Vec<Effect>> {
        if reading.commands.is_empty()
            && let Some(forwarded) = &reading.forwarded
            && let Some(person) = &forwarded.from
            && let Some(client) = self.desk.world.client_key(&person.address)
        {
            let mut inner = mail.clone();
            inner.in_reply_to = forwarded.ids.clone();
            inner.references = forwarded.ids.clone();
            inner.subject.clone_from(&forwarded.subject);
            inner.base_subject = mail::base_subject(&forwarded.subject);
            let vouched = Authentication { result: AuthenticationResult::Pass, ..Authentication::default() };
            return self.client(&From {
                mail: &inner,
                reading: &forwarded.reading,
                authentication: &vouched,
                person,
                client: Some(client),
                doubtful: None,
            });
        }
        self.command_mail(mail, reading, from, actor)
    }

    fn client(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        let found = matching::find(from.mail, from.reading, from.client.as_ref(), self.tx)?;
        match found {
            Match::Items(hits) => self.answers(from, &hits),
            Match::Ambiguous(hits) => self.ambiguous(from, &hits),
            Match::Nothing => self.unmatched(from),
        }
    }

    fn answers(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<Vec<Effect>> {
        let mut pairs: Vec<(Item, &Hit)> = Vec::new();
        for hit in hits {
            if let Some(item) = self.tx.load(hit.item)? {
                pairs.push((item, hit));
            }
        }
        // One mail over a request and an invoice: what is paid is no material, what is sent no money.
        let fits = |item: &Item| match from.reading.reply {
            Reply::Payment => item.kind == Kind::Invoice,
            Reply::Delivered => item.kind == Kind::Request,
            _ => true,
        };
        if pairs.iter().any(|(item, _)| fits(item)) {
            pairs.retain(|(item, _)| fits(item));
        }
        let mut effects = Vec::new();
        for (item, hit) in &pairs {
            let asks = interpret::answers(from.reading, &from.mail.attachments, &item.asks);
            let foreign = from.client.as_ref() != Some(&item.client) && !item.has_contact(&from.person.address);
            effects.extend(reply::act(
                item,
                &reply::Answer {
                    from: from.person,
                    reading: from.reading,
                    asks: &asks,
                    authentication: from.authentication,
                    evidence: &hit.evidence,
                    doubtful: from.doubtful,
                    foreign,
                },
                &self.desk,
            ));
        }
        Ok(effects)
    }

    /// Several items fit: all are held and each owner gets numbered candidates.
    fn ambiguous(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<Vec<Effect>> {
        let items: Vec<Item> =
            self.hits(hits)?.into_iter().filter(|i| i.closed.is_none()).collect();
        if items.is_empty() {
            return self.unmatched(from);
        }
        let evidence = Evidence::new("several-items-fit", Some(&from.mail.id()), &from.reading.own_text);
        let numbers: Vec<ItemId> = items.iter().map(|i| i.id).collect();
        let mut effects = vec![
            Effect::Withdraw { items: numbers.clone(), evidence: evidence.clone() },
            Effect::Record {
                entry: HistoryEntry {
                    items: numbers,
                    reading: Some(from.reading.reply),
                    ..HistoryEntry::new(EventKind::Ambiguous, Actor::Daemon, &evidence)
                },
            },
        ];
        let mut owners: Vec<&Address> = Vec::new();
        for item in &items {
            let mut after = item.clone();
            if from.authentication.result != AuthenticationResult::Fail {
                after.last_contact = self.desk.now;
            }
            crate::decide::put_hold(&mut after, HoldReason::Ambiguous, None, &evidence);
            effects.push(crate::decide::changed(&after, EventKind::Held, &Actor::Daemon, &evidence));
            if !owners.contains(&&item.owner) {
                owners.push(&item.owner);
            }
        }
        for owner in owners {
            effects.push(Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Candidates,
                    to: vec![owner.clone()],
                    items: items.iter().map(|i| i.id).collect(),
                    in_reply_to: Some(from.mail.id()),
                    from: Some(from.person.clone()),
                    words: from.reading.own_text.clone(),
                    at: None,
                    rule: evidence.rule.clone(),
                    lines: hits
                        .iter()
                        .map(|hit| NoticeLine {
                            item: Some(hit.item),
                            code: "candidate".to_owned(),
                            words: hit.evidence.words.clone(),
                            date: None,
                        })
                        .collect(),
                },
            });
        }
        Ok(effects)
    }

    /// Nothing fits: kept, and told to whoever has open items with that client.
    fn unmatched(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        let mut effects = vec![record(EventKind::Unmatched, "no-item-fits", from.mail, &from.reading.own_text)];
        let known = match &from.client {
            Some(client) if from.authentication.result != AuthenticationResult::Fail => {
                self.tx.items(&ItemFilter { client: Some(client.clone()), ..ItemFilter::open() })?
            }
            _ => Vec::new(),
        };
        if let Some(item) = known.iter().max_by_key(|i| (i.last_contact, i.turn() == Turn::Client, i.id)) {
            effects.push(Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Unmatched,
                    to: vec![item.owner.clone()],
                    items: known.iter().filter(|i| i.owner == item.owner).map(|i| i.id).collect(),
                    in_reply_to: Some(from.mail.id()),
                    from: Some(from.person.clone()),
                    words: from.reading.own_text.clone(),
                    at: None,
                    rule: "no-item-fits".to_owned(),
                    lines: Vec::new(),
                },
            });
        }
        Ok(effects)
    }
}

/// A client's mail with everything that is known of it.
struct From<'a> {
    mail: &'a Mail,
    reading: &'a Reading,
    authentication: &'a Authentication,
    person: &'a Person,
    client: Option<ClientKey>,
    doubtful: Option<&'static str>,
}
