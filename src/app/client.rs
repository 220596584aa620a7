//! Mail of clients: which items it answers, and what it does to them.

use std::collections::BTreeSet;

use super::engine::Bench;
use super::left_out::named_by;
use super::sums_beside::{paid_above, paid_beside};
use crate::decide::{changed, put_hold};
use crate::interpret;
use crate::matching::{self, Hit, Lookup as _, Match, Portion};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, ClientKey, Effect, EventKind, Evidence,
    HistoryEntry, HoldReason, Item, ItemId, Mail, Notice, NoticeKind, NoticeLine, Person, Reading,
};
use crate::store::ItemFilter;

/// Open items of one contact that an answer in another's thread is looked through for.
pub(super) const MOST_BESIDE: usize = 12;

impl Bench<'_> {
    pub(super) fn client(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
        if from.authentication.result != AuthenticationResult::Fail && from.doubtful.is_none() {
            let evidence = Evidence::new("answered", Some(&from.mail.id()), &from.reading.own_text);
            self.heard_of(&from.person.address, &evidence)?;
        }
        if let Some(known) = self.forwarded_before(from)? {
            return Ok(known);
        }
        if let Some((hits, portions)) = self.by_list(from)? {
            let others = self.others(from, &self.hits(&hits)?)?;
            return self.apart(from, &hits, &others, &portions);
        }
        if let Some(effects) = self.paid_together(from)? {
            return Ok(effects);
        }
        let found = matching::find(from.mail, from.reading, from.client.as_ref(), self.tx)?;
        let found = match found {
            Match::Items(hits) => Match::Items(hits),
            other => {
                let apart = self.all_but(from, &[])?;
                apart.map_or(other, |(_, hits)| Match::Items(hits))
            }
        };
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
            Match::Ambiguous(hits) => {
                // A mail to two companies: each answers for itself.
                let items = self.hits(&hits)?;
                let own = |hit: &Hit| {
                    let of = items.iter().find(|item| item.id == hit.item);
                    of.is_some_and(|item| from.client.as_ref() == Some(&item.client))
                };
                let theirs: Vec<Hit> = hits.iter().filter(|hit| own(hit)).cloned().collect();
                match theirs.as_slice() {
                    [_] => self.answers(from, &theirs),
                    [_, _, ..] => {
                        if let Some(effects) = self.stops(from, &theirs)? {
                            return Ok(effects);
                        }
                        match self.of_all(from, &theirs)? {
                            Some(effects) => Ok(effects),
                            None => self.ambiguous(from, &theirs),
                        }
                    }
                    [] => self.ambiguous(from, &hits),
                }
            }
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

    /// What a mail that leaves some out of all says of each open invoice of its writer, with the hits of
    /// those that are not `within`.
    fn all_but(
        &self,
        from: &From<'_>,
        within: &[Item],
    ) -> anyhow::Result<Option<(Vec<Portion>, Vec<Hit>)>> {
        if from.doubtful.is_some() || interpret::all_but(&from.reading.own_text).is_none() {
            return Ok(None);
        }
        let mut all = within.to_vec();
        all.extend(self.others(from, within)?);
        let Some(portions) = matching::all_but(&all, from.reading) else {
            return Ok(None);
        };
        let more = portions
            .iter()
            .filter(|p| within.iter().all(|item| item.id != p.item));
        let hits = more.map(|p| Hit {
            item: p.item,
            evidence: Evidence::new("all-but", Some(&from.mail.id()), &p.named),
            score: 0.8,
        });
        let hits = hits.collect();
        Ok(Some((portions, hits)))
    }

    fn answers(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<Vec<Effect>> {
        let within = self.hits(hits)?;
        if let Some((portions, more)) = self.all_but(from, &within)? {
            let hits: Vec<Hit> = hits.iter().cloned().chain(more).collect();
            let others = self.others(from, &self.hits(&hits)?)?;
            return self.apart(from, &hits, &others, &portions);
        }
        if let Some(effects) = self.done_all(from, hits)? {
            return Ok(effects);
        }
        let others = self.others(from, &within)?;
        if let Some(other) = paid_beside(&within, &others, from.reading) {
            let id = from.mail.id();
            let mut both = hits.to_vec();
            both.push(Hit {
                item: other.0,
                evidence: Evidence::new("amount", Some(&id), &other.1),
                score: 0.8,
            });
            return self.ambiguous(from, &both);
        }
        let more = paid_above(&within, &others, from.reading);
        if !more.is_empty() {
            let mut all = hits.to_vec();
            let words = from.reading.money.first().map_or("", |m| m.text.as_str());
            all.extend(more.iter().map(|id| Hit {
                item: *id,
                evidence: Evidence::new("amount", Some(&from.mail.id()), words),
                score: 0.5,
            }));
            return self.ambiguous(from, &all);
        }
        let beside = matching::beside(&within, &others, from.reading);
        if beside.is_empty()
            && self.left_out(from, hits)?.is_empty()
            && let Some(effects) = self.material_beside(from, hits, &within, &others)?
        {
            return Ok(effects);
        }
        let mut hits = hits.to_vec();
        for (item, words) in beside {
            hits.push(Hit {
                item,
                evidence: Evidence::new("named-beside", Some(&from.mail.id()), &words),
                score: 0.6,
            });
        }
        let mut thread: Vec<ItemId> = within.iter().map(|item| item.id).collect();
        for item in self.listed(from)? {
            if !thread.contains(&item.0) {
                thread.push(item.0);
                hits.extend((!hits.iter().any(|h| h.item == item.0)).then_some(item.1));
            }
        }
        let left = self.left_out(from, &hits)?;
        let meant = self.named_all_the_same(from, &hits, &left, &thread)?;
        let portions = match meant {
            Some((wide, None)) => return self.ambiguous(from, &wide),
            Some((wide, Some(portions))) => {
                hits = wide;
                portions
            }
            None => {
                let all = self.hits(&hits)?;
                matching::portions(&all, &thread, from.reading).unwrap_or_default()
            }
        };
        let mut effects = self.apart(from, &hits, &others, &portions)?;
        let beside = left
            .into_iter()
            .filter(|item| hits.iter().all(|hit| hit.item != item.id));
        effects.extend(self.heard_beside(from, &beside.collect::<Vec<_>>()));
        Ok(effects)
    }

    /// Open items the writer is a contact of, besides those his mail is matched to.
    pub(super) fn others(&self, from: &From<'_>, within: &[Item]) -> anyhow::Result<Vec<Item>> {
        let forged = from.authentication.result == AuthenticationResult::Fail;
        let Some(client) = from.client.as_ref().filter(|_| !forged) else {
            return Ok(Vec::new());
        };
        let mut open = self.tx.open_of_client(client)?;
        open.retain(|item| {
            item.has_contact(&from.person.address) && !within.iter().any(|i| i.id == item.id)
        });
        // Who owes more than that tells them apart by numbers, which are looked up.
        Ok(if open.len() > MOST_BESIDE {
            Vec::new()
        } else {
            open
        })
    }

    /// Several items fit: all are held and each owner gets numbered candidates.
    pub(super) fn ambiguous(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<Vec<Effect>> {
        let items: Vec<Item> = self
            .hits(hits)?
            .into_iter()
            .filter(|i| i.closed.is_none())
            .collect();
        if items.is_empty() {
            return self.late_to_several(from, hits);
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
            put_hold(&mut after, HoldReason::Ambiguous, until, &evidence);
            let mut held = changed(&after, EventKind::Held, &Actor::Daemon, &evidence);
            let hit = hits.iter().find(|hit| hit.item == item.id);
            if let Effect::Item { entry, .. } = &mut held {
                entry.score = hit.map(Hit::hundredths);
            }
            effects.push(held);
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
                            words: named_by(hit, &items, from.mail),
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
    pub(super) fn junk(&self, from: &From<'_>) -> anyhow::Result<Vec<Effect>> {
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
            crate::decide::IN_JUNK,
            Some(&from.mail.id()),
            &from.reading.own_text,
        );
        let mut effects = vec![Effect::Withdraw {
            items: items.iter().map(|i| i.id).collect(),
            evidence: evidence.clone(),
        }];
        for item in &items {
            let mut after = item.clone();
            put_hold(&mut after, HoldReason::Review, None, &evidence);
            effects.push(changed(&after, EventKind::Held, &Actor::Daemon, &evidence));
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
