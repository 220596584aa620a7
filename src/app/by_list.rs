//! A client answers our combined follow-up by the numbers of its list, as it invites him to.

use super::client::{From, MOST_BESIDE};
use super::engine::Bench;
use crate::interpret;
use crate::matching::{self, Hit, Portion};
use crate::model::{
    Effect, Evidence, Item, ItemId, MessageId, Notice, NoticeKind, OutgoingClass, Reply,
};

impl Bench<'_> {
    /// What is said of each item of the combined follow-up a mail answers: its numbers are the order of
    /// that mail's lines. `None` where it answers no such mail, or by no number.
    pub(super) fn by_list(
        &self,
        from: &From<'_>,
    ) -> anyhow::Result<Option<(Vec<Hit>, Vec<Portion>)>> {
        let unsigned = &from.authentication.unsigned;
        let [answered] = &from.mail.in_reply_to[..] else {
            return Ok(None);
        };
        if unsigned.iter().any(|name| name == "in-reply-to") {
            return Ok(None);
        }
        let Some(row) = self.tx.outgoing_by_message_id(answered)? else {
            return Ok(None);
        };
        let listed = &row.mail.items;
        if row.mail.class != OutgoingClass::FollowUp || listed.len() < 2 {
            return Ok(None);
        }
        let said = interpret::by_list_number(&from.reading.own_text, listed.len());
        if said.is_empty() {
            return Ok(None);
        }
        let id = from.mail.id();
        let (mut hits, mut portions) = (Vec::new(), Vec::new());
        for (n, item) in (1_usize..).zip(self.load(listed)?) {
            let words = said.iter().find(|(number, _)| *number == n);
            if words.is_none() && item.closed.is_some() {
                continue;
            }
            let text = words.map_or_else(String::new, |(_, text)| text.clone());
            hits.push(hit(&item, n, &text, &id));
            portions.push(Portion {
                item: item.id,
                named: if text.is_empty() {
                    String::new()
                } else {
                    n.to_string()
                },
                text,
                others: Vec::new(),
                left_out: false,
            });
        }
        Ok(Some((hits, portions)))
    }

    /// The open items of the combined follow-up a mail answers that its words name one by one, each with
    /// the words.
    pub(super) fn listed(&self, from: &From<'_>) -> anyhow::Result<Vec<(ItemId, Hit)>> {
        let [answered] = &from.mail.in_reply_to[..] else {
            return Ok(Vec::new());
        };
        let row = self.tx.outgoing_by_message_id(answered)?;
        let Some(row) = row.filter(|row| row.mail.class == OutgoingClass::FollowUp) else {
            return Ok(Vec::new());
        };
        let mut items = self.load(&row.mail.items)?;
        items.retain(|item| item.closed.is_none());
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        let told = matching::portions(&items, &ids, from.reading).unwrap_or_default();
        let id = from.mail.id();
        let named = told.into_iter().filter(|p| !p.named.is_empty());
        let found = named.map(|p| {
            let hit = Hit {
                item: p.item,
                evidence: Evidence::new("named-beside", Some(&id), &p.named),
                score: 0.6,
            };
            (p.item, hit)
        });
        Ok(found.collect())
    }

    /// Whoever asks for no more mail asks it whichever of several items he answers.
    pub(super) fn stops(
        &self,
        from: &From<'_>,
        hits: &[Hit],
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        if from.reading.reply != Reply::Stop || from.doubtful.is_some() {
            return Ok(None);
        }
        let effects = told_once(self.apart(from, hits, &[], &[])?);
        // Without proof, or in words that may mean something else, it is a question to the owner.
        let ended = |effect: &Effect| matches!(effect, Effect::Hold { .. });
        Ok(effects.iter().any(ended).then_some(effects))
    }

    /// A late reply in a thread of several items, all closed: those its words name, else all of them are
    /// put before their owners, each of whom gets one notice.
    pub(super) fn late_to_several(
        &self,
        from: &From<'_>,
        hits: &[Hit],
    ) -> anyhow::Result<Vec<Effect>> {
        let items = self.hits(hits)?;
        if items.is_empty() {
            return self.unmatched(from);
        }
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        let named = matching::portions(&items, &ids, from.reading).unwrap_or_default();
        let is_named = |hit: &&Hit| {
            let mut of = named.iter().filter(|p| p.item == hit.item);
            named.is_empty() || of.any(|p| !p.named.is_empty())
        };
        let meant: Vec<Hit> = hits.iter().filter(is_named).cloned().collect();
        let meant = meant.get(..MOST_BESIDE).unwrap_or(&meant);
        let effects = self.apart(from, meant, &[], &[])?;
        Ok(told_once(effects))
    }
}

/// What one mail says of several items, told to one owner in one notice: late replies, and that
/// somebody wants no more mail.
pub(super) fn told_once(effects: Vec<Effect>) -> Vec<Effect> {
    let mut notices: Vec<Notice> = Vec::new();
    let mut out = Vec::new();
    for effect in effects {
        match effect {
            Effect::Notice { notice }
                if matches!(notice.kind, NoticeKind::Late | NoticeKind::Stop) =>
            {
                let same = |known: &&mut Notice| known.kind == notice.kind && known.to == notice.to;
                match notices.iter_mut().find(same) {
                    Some(known) => {
                        known.items.extend(notice.items);
                        known.lines.extend(notice.lines);
                    }
                    None => notices.push(notice),
                }
            }
            other => out.push(other),
        }
    }
    out.extend(notices.into_iter().map(|notice| Effect::Notice { notice }));
    out
}

fn hit(item: &Item, n: usize, text: &str, mail: &MessageId) -> Hit {
    Hit {
        item: item.id,
        evidence: Evidence::new("list-number", Some(mail), &format!("{n}. {text}")),
        score: 0.95,
    }
}
