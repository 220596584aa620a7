//! A client answers one mail about several items, and his words select some of them: what becomes of
//! the others.

use super::client::From;
use super::engine::Bench;
use super::of_all::is_told;
use crate::decide::changed;
use crate::matching::{self, Hit, Lookup as _, Portion};
use crate::model::{
    Actor, AuthenticationResult, Effect, EventKind, Evidence, Item, ItemId, Kind, Mail, Reading,
    Reply,
};

/// The hits with those named all the same, and what is said of each where that is clear.
pub(super) type Widened = (Vec<Hit>, Option<Vec<Portion>>);

impl Bench<'_> {
    /// The open items of the mail that is answered to which the answer is not matched.
    pub(super) fn left_out(&self, from: &From<'_>, hits: &[Hit]) -> anyhow::Result<Vec<Item>> {
        let mut left: Vec<Item> = Vec::new();
        let unsigned = &from.authentication.unsigned;
        if from.doubtful.is_some()
            || from.authentication.result == AuthenticationResult::Fail
            || unsigned.iter().any(|name| name == "in-reply-to")
        {
            return Ok(left);
        }
        let matched = |id: &ItemId| hits.iter().any(|hit| hit.item == *id);
        for answered in &from.mail.in_reply_to {
            let items = self.tx.by_message_id(answered)?;
            if !items.iter().any(matched) {
                continue;
            }
            for item in self.load(&items)? {
                let theirs = from.client.as_ref() == Some(&item.client);
                let known = matched(&item.id) || left.iter().any(|l| l.id == item.id);
                if theirs && !known && item.closed.is_none() {
                    left.push(item);
                }
            }
        }
        Ok(left)
    }

    /// Of the items left out those whose things the mail names all the same, each with what is said of
    /// it where that is clear; else a person must say what is whose. `None` where it names none.
    pub(super) fn named_all_the_same(
        &self,
        from: &From<'_>,
        hits: &[Hit],
        left: &[Item],
        thread: &[ItemId],
    ) -> anyhow::Result<Option<Widened>> {
        let matched = self.hits(hits)?;
        let files = &from.mail.attachments;
        let said = told_of(&matched, left, thread, from.reading);
        let meant: Vec<&Item> = left
            .iter()
            .filter(|item| {
                matching::is_mentioned(item, &matched, from.reading, files)
                    || said.contains(&item.id)
            })
            .collect();
        if meant.is_empty() {
            return Ok(None);
        }
        let id = from.mail.id();
        let mut wide = hits.to_vec();
        let mut thread = thread.to_vec();
        for item in &meant {
            thread.push(item.id);
            wide.push(Hit {
                item: item.id,
                evidence: Evidence::new("named-beside", Some(&id), &item.subject),
                score: 0.5,
            });
        }
        let all = self.hits(&wide)?;
        let clear = matching::portions(&all, &thread, from.reading)
            .filter(|portions| meant.iter().all(|item| is_told(item, portions)));
        Ok(Some((wide, clear)))
    }

    /// He wrote, and nothing of these: contact.
    pub(super) fn heard_beside(&self, from: &From<'_>, left: &[Item]) -> Vec<Effect> {
        let id = from.mail.id();
        let evidence = Evidence::new("answered-beside", Some(&id), &from.reading.own_text);
        let known = left.iter().flat_map(|item| {
            let mut after = item.clone();
            after.last_contact = self.desk.now;
            after.last_heard = Some(self.desk.now);
            after.ladder.proposed = None;
            after.ladder.approved = None;
            let items = vec![item.id];
            let evidence = evidence.clone();
            let known = changed(&after, EventKind::Updated, &Actor::Daemon, &evidence);
            [Effect::Withdraw { items, evidence }, known]
        });
        known.collect()
    }
}

/// Of the items left out those a part of the words is about, beside the matched ones.
fn told_of(matched: &[Item], left: &[Item], thread: &[ItemId], reading: &Reading) -> Vec<ItemId> {
    let all: Vec<Item> = matched.iter().chain(left).cloned().collect();
    let mut ids = thread.to_vec();
    ids.extend(left.iter().map(|item| item.id));
    let told = matching::portions(&all, &ids, reading).unwrap_or_default();
    let about = |item: &&Item| is_told(item, &told);
    left.iter().filter(about).map(|item| item.id).collect()
}

/// What an answer that settles another kind of item says of this one: with something of its kind
/// attached, nobody can tell; else it rests, for as long as the answer promises.
pub(super) fn of_another_kind(item: &Item, from: &From<'_>, beside: &Reading) -> Reading {
    let mut files = from.mail.attachments.iter().filter(|file| !file.inline);
    let pays = |file| crate::interpret::is_advised(std::slice::from_ref(file));
    let came = match item.kind {
        Kind::Invoice => files.any(pays),
        Kind::Request => files.any(|file| !pays(file)),
    };
    Reading {
        reply: if came { Reply::Unclear } else { beside.reply },
        ..beside.clone()
    }
}

/// Why an item may be meant, in words a person reads: not by the id of a mail.
pub(super) fn named_by(hit: &Hit, items: &[Item], mail: &Mail) -> String {
    let words = hit.evidence.words.as_str();
    let ids = mail.in_reply_to.iter().chain(&mail.references);
    let Some(behind) = ids
        .into_iter()
        .find_map(|id| words.strip_prefix(id.as_str()))
    else {
        return words.to_owned();
    };
    let said = behind.strip_prefix(": ").unwrap_or_default();
    let subject = items.iter().find(|item| item.id == hit.item);
    match subject.filter(|_| said.is_empty()) {
        Some(item) => item.subject.clone(),
        None => said.to_owned(),
    }
}
