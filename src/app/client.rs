//! Mail of clients: which items it answers, and what it does to them.

use std::collections::BTreeSet;

use super::engine::Bench;
use super::ingest::record;
use crate::decide::reply;
use crate::interpret;
use crate::matching::{self, Hit, Match};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, ClientKey, Effect, EventKind, Evidence,
    HistoryEntry, HoldReason, Item, ItemId, Kind, Mail, Notice, NoticeKind, NoticeLine, Person,
    Reading, Reply, SignalKind, Turn,
};
use crate::store::ItemFilter;

impl Bench<'_> {
    pub(super) fn client(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        let found = matching::find(from.mail, from.reading, from.client.as_ref(), self.tx)?;
        match found {
            Match::Items(hits) if from.doubtful.is_none() && !self.is_signed(from, &hits)? => {
                let client = from.client.clone();
                let doubtful = Some("thread-unsigned");
                self.answers(
                    &From {
                        client,
                        doubtful,
                        ..*from
                    },
                    &hits,
                )
            }
            Match::Items(hits) => self.answers(from, &hits),
            Match::Ambiguous(hits) => self.ambiguous(from, &hits),
            Match::Nothing => self.unmatched(from),
        }
    }

    /// Whether what the signature covers leads to the same items: an old mail sent again as another's
    /// answer has its proof, but not for that.
    fn is_signed(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<bool> {
        let unsigned = &from.authentication.unsigned;
        if unsigned.is_empty() {
            return Ok(true);
        }
        let mut covered = from.mail.clone();
        for name in unsigned {
            match name.as_str() {
                "to" => covered.to.clear(),
                "cc" => covered.cc.clear(),
                "in-reply-to" => covered.in_reply_to.clear(),
                _ => covered.references.clear(),
            }
        }
        covered.delivered_to.clear();
        let items = |hits: &[Hit]| hits.iter().map(|h| h.item).collect::<BTreeSet<_>>();
        let found = matching::find(&covered, from.reading, from.client.as_ref(), self.tx)?;
        Ok(matches!(found, Match::Items(again) if items(&again) == items(hits)))
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
        let some_fit = pairs.iter().any(|(item, _)| fits(item));
        // It is an answer about the others all the same: they rest, for as long as it promises.
        let mut beside = from.reading.clone();
        beside.reply = match beside.signal(SignalKind::Promise) {
            Some(_) => Reply::Promise,
            None => Reply::Acknowledged,
        };
        let apart = self.apart(from, &pairs);
        let mut effects = Vec::new();
        for (item, hit) in &pairs {
            let about = apart.iter().find(|(id, _)| *id == item.id);
            let reading = if let Some((_, reading)) = about {
                reading
            } else if some_fit && !fits(item) {
                &beside
            } else {
                from.reading
            };
            let asks = interpret::answers(reading, &from.mail.attachments, &item.asks);
            let foreign = from.client.as_ref() != Some(&item.client)
                && !item.has_contact(&from.person.address);
            effects.extend(reply::act(
                item,
                &reply::Answer {
                    from: from.person,
                    reading,
                    asks: &asks,
                    authentication: from.authentication,
                    evidence: &hit.evidence,
                    doubtful: from.doubtful,
                    foreign,
                    files: from.mail.attachments.iter().filter(|a| !a.inline).count(),
                },
                &self.desk,
            ));
        }
        Ok(effects)
    }

    /// What it says of each of several invoices, where it says it one by one.
    fn apart(&self, from: &From<'_>, pairs: &[(Item, &Hit)]) -> Vec<(ItemId, Reading)> {
        let invoices: Vec<&Item> = pairs
            .iter()
            .map(|(item, _)| item)
            .filter(|item| item.kind == Kind::Invoice)
            .collect();
        let Some(portions) = matching::portions(&from.reading.own_text, &invoices) else {
            return Vec::new();
        };
        let context = interpret::Context {
            role: from.reading.role,
            zone: self.desk.world.team.zone,
            arrival: Some(self.desk.now),
            fallback: self
                .desk
                .now
                .with_timezone(&self.desk.world.team.zone)
                .fixed_offset(),
        };
        let read = |words: String| {
            let end = |c: char| c.is_whitespace() || ",;，；".contains(c);
            let portion = Mail {
                text: words.trim_matches(end).to_owned(),
                html_text: None,
                subject: String::new(),
                base_subject: String::new(),
                ..from.mail.clone()
            };
            interpret::read(&portion, &context)
        };
        portions
            .into_iter()
            .map(|(id, words)| (id, read(words)))
            .collect()
    }

    /// Several items fit: all are held and each owner gets numbered candidates.
    fn ambiguous(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<Vec<Effect>> {
        let items: Vec<Item> = self
            .hits(hits)?
            .into_iter()
            .filter(|i| i.closed.is_none())
            .collect();
        if items.is_empty() {
            return self.unmatched(from);
        }
        let evidence = Evidence::new(
            "several-items-fit",
            Some(&from.mail.id()),
            &from.reading.own_text,
        );
        let numbers: Vec<ItemId> = items.iter().map(|i| i.id).collect();
        let mut effects = vec![
            Effect::Withdraw {
                items: numbers.clone(),
                evidence: evidence.clone(),
            },
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
            let forged = from.authentication.result == AuthenticationResult::Fail;
            let until = forged.then(|| self.desk.after_grace(&item.client));
            crate::decide::put_hold(&mut after, HoldReason::Ambiguous, until, &evidence);
            effects.push(crate::decide::changed(
                &after,
                EventKind::Held,
                &Actor::Daemon,
                &evidence,
            ));
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

    /// A person of a client with open items, found in Junk: those rest and their owners are told. Spam
    /// writes in any name of a house that proves nothing, so there only contacts count.
    fn junk(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        let proof = from.authentication.result;
        let Some(client) = from
            .client
            .as_ref()
            .filter(|_| proof != AuthenticationResult::Fail)
        else {
            return Ok(Vec::new());
        };
        let filter = ItemFilter {
            client: Some(client.clone()),
            ..ItemFilter::open()
        };
        let mut items = self.tx.items(&filter)?;
        items.retain(|item| {
            proof == AuthenticationResult::Pass || item.has_contact(&from.person.address)
        });
        let evidence = Evidence::new(
            "found-in-junk",
            Some(&from.mail.id()),
            &from.reading.own_text,
        );
        let mut effects = vec![Effect::Withdraw {
            items: items.iter().map(|i| i.id).collect(),
            evidence: evidence.clone(),
        }];
        for item in &items {
            let mut after = item.clone();
            crate::decide::put_hold(&mut after, HoldReason::Review, None, &evidence);
            effects.push(crate::decide::changed(
                &after,
                EventKind::Held,
                &Actor::Daemon,
                &evidence,
            ));
            let entry = HistoryEntry {
                reading: Some(from.reading.reply),
                to: vec![item.owner.clone()],
                ..HistoryEntry::new(EventKind::AskedOwner, Actor::Daemon, &evidence).about(item)
            };
            effects.push(Effect::Record { entry });
        }
        let mut told: Vec<&Address> = Vec::new();
        for item in &items {
            if told.contains(&&item.owner) {
                continue;
            }
            told.push(&item.owner);
            let theirs = items.iter().filter(|i| i.owner == item.owner);
            let notice = Notice {
                from: Some(from.person.clone()),
                items: theirs.map(|i| i.id).collect(),
                ..Notice::to_owner(NoticeKind::Review, item, &evidence)
            };
            effects.push(Effect::Notice { notice });
        }
        Ok(if items.is_empty() {
            Vec::new()
        } else {
            effects
        })
    }

    /// Nothing fits: kept, and told to whoever has open items with that client.
    fn unmatched(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        if from.watched {
            return Ok(Vec::new());
        }
        if from.doubtful == Some("found-in-junk") {
            return self.junk(from);
        }
        let mut effects = vec![record(
            EventKind::Unmatched,
            "no-item-fits",
            from.mail,
            &from.reading.own_text,
        )];
        let known = match &from.client {
            Some(client) if from.authentication.result != AuthenticationResult::Fail => {
                self.tx.items(&ItemFilter {
                    client: Some(client.clone()),
                    ..ItemFilter::open()
                })?
            }
            _ => Vec::new(),
        };
        if let Some(item) = known
            .iter()
            .max_by_key(|i| (i.last_contact, i.turn() == Turn::Client, i.id))
        {
            effects.push(Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Unmatched,
                    to: vec![item.owner.clone()],
                    items: known
                        .iter()
                        .filter(|i| i.owner == item.owner)
                        .map(|i| i.id)
                        .collect(),
                    in_reply_to: Some(from.mail.id()),
                    from: Some(from.person.clone()),
                    words: from.reading.own_text.clone(),
                    at: None,
                    rule: "no-item-fits".to_owned(),
                    lines: Vec::new(),
                },
            });
        }
        // Who forwards something waits for what came of it.
        if let (true, Some(to)) = (known.is_empty(), from.forwarder) {
            effects.push(Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Unmatched,
                    to: vec![to.clone()],
                    items: Vec::new(),
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
pub(super) struct From<'a> {
    pub(super) mail: &'a Mail,
    pub(super) reading: &'a Reading,
    pub(super) authentication: &'a Authentication,
    pub(super) person: &'a Person,
    pub(super) client: Option<ClientKey>,
    pub(super) doubtful: Option<&'static str>,
    /// It lies in a further mailbox: only answers to open items count there.
    pub(super) watched: bool,
    /// The member who forwarded it.
    pub(super) forwarder: Option<&'a Address>,
}
