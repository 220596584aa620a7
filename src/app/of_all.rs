//! An answer to one mail about several items that names none of them.

use super::by_list::told_once;
use super::client::From;
use super::engine::Bench;
use crate::matching::{self, Done, Hit, Lookup as _, Portion};
use crate::model::{AuthenticationResult, Effect, Evidence, Item, ItemId, Reply, SignalKind};

/// Rule of an item that is meant by what is said of all that was asked.
const SAID_OF_ALL: &str = "said-of-all";

impl Bench<'_> {
    /// What it does to all of them, or to those of the kind it speaks of; `None` where a person must say
    /// which of them it is about.
    pub(super) fn of_all(
        &self,
        from: &From<'_>,
        hits: &[Hit],
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        let items = self.hits(hits)?;
        if !self.answers_one_mail(from, &items)? {
            return Ok(None);
        }
        match self.done(from, &items) {
            Some(Done::Each) => {
                let portions = each(&items, from);
                return Ok(Some(told_once(self.apart(from, hits, &[], &portions)?)));
            }
            Some(Done::Doubt) => return Ok(None),
            None => {}
        }
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        if let Some(portions) = matching::portions(&items, &ids, from.reading)
            && items.iter().all(|item| is_told(item, &portions))
        {
            return Ok(Some(told_once(self.apart(from, hits, &[], &portions)?)));
        }
        if pays_and_promises(from) {
            return Ok(None);
        }
        let meant = matching::of_kind(&items, from.reading);
        let rests = matches!(
            from.reading.reply,
            Reply::Promise | Reply::Acknowledged | Reply::Dispute
        );
        let turns = matches!(from.reading.reply, Reply::Question | Reply::Decline);
        if !(rests || turns && meant.len() == 1) {
            return Ok(None);
        }
        let is_meant = |id: ItemId| meant.iter().any(|item| item.id == id);
        let own: Vec<Hit> = hits.iter().filter(|h| is_meant(h.item)).cloned().collect();
        let others: Vec<Item> = items.iter().filter(|i| !is_meant(i.id)).cloned().collect();
        let mut effects = told_once(self.apart(from, &own, &[], &[])?);
        effects.extend(self.heard_beside(from, &others));
        Ok(Some(effects))
    }

    /// An answer that says something is done and not what, to a mail about more items than it is matched
    /// to: each is done, or a person must say which.
    pub(super) fn done_all(
        &self,
        from: &From<'_>,
        hits: &[Hit],
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        let id = from.mail.id();
        let mut wide = hits.to_vec();
        wide.extend(self.left_out(from, hits)?.iter().map(|item| Hit {
            item: item.id,
            evidence: Evidence::new(SAID_OF_ALL, Some(&id), &from.reading.own_text),
            score: 0.6,
        }));
        let items = self.hits(&wide)?;
        if !self.answers_one_mail(from, &items)? {
            return Ok(None);
        }
        Ok(match self.done(from, &items) {
            Some(Done::Each) => {
                let portions = each(&items, from);
                Some(told_once(self.apart(from, &wide, &[], &portions)?))
            }
            Some(Done::Doubt) => Some(self.ambiguous(from, &wide)?),
            None => None,
        })
    }

    fn done(&self, from: &From<'_>, items: &[Item]) -> Option<Done> {
        let files = from.mail.attachments.iter().any(|file| !file.inline);
        matching::done(items, from.reading, files)
    }

    /// Whether a proved answer names one mail that asked for all of these, all open.
    fn answers_one_mail(&self, from: &From<'_>, items: &[Item]) -> anyhow::Result<bool> {
        let proved = from.authentication.result == AuthenticationResult::Pass;
        let unsigned = &from.authentication.unsigned;
        let ([answered], true) = (
            &from.mail.in_reply_to[..],
            proved && from.doubtful.is_none(),
        ) else {
            return Ok(false);
        };
        if from.watched || unsigned.iter().any(|name| name == "in-reply-to") {
            return Ok(false);
        }
        let asked = self.tx.by_message_id(answered)?;
        let open = |item: &Item| item.closed.is_none() && asked.contains(&item.id);
        Ok(items.len() > 1 && items.iter().all(open))
    }
}

/// Whether words that are not told apart speak of money that is paid and of something to come: what is
/// paid is no part of what is promised.
pub(super) fn pays_and_promises(from: &From<'_>) -> bool {
    let said = |kind| from.reading.signal(kind).is_some();
    matches!(from.reading.reply, Reply::Promise | Reply::Part)
        && said(SignalKind::Payment)
        && said(SignalKind::Promise)
}

/// Whether a part of the words is surely about an item.
pub(super) fn is_told(item: &Item, portions: &[Portion]) -> bool {
    let mut own = portions.iter().filter(|p| p.item == item.id);
    own.any(|p| matching::is_told(item, p))
}

/// All the words for each of them.
fn each(items: &[Item], from: &From<'_>) -> Vec<Portion> {
    let portion = |item: &Item| Portion {
        item: item.id,
        text: from.reading.own_text.clone(),
        named: SAID_OF_ALL.to_owned(),
        others: Vec::new(),
        left_out: false,
    };
    items.iter().map(portion).collect()
}
