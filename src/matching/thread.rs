//! Items by the thread: In-Reply-To, References, the ids a bounce or a forward carries.

use std::collections::BTreeSet;

use super::Lookup;
use crate::model::{ItemId, Mail, MessageId, Reading};

/// Our second id in References (`ref.<id>`), which outlives servers that rewrite Message-ID.
const SECOND_ID: &str = "ref.";

/// What a thread leads to.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// Items of the mail directly answered, with its id.
    pub(super) direct: Vec<ItemId>,
    /// All items of the thread, newest mail first, each with the id that led to it.
    pub(super) all: Vec<(ItemId, MessageId)>,
}

/// Follows the ids of a mail, newest first.
pub(super) fn follow<L: Lookup>(
    mail: &Mail,
    reading: &Reading,
    lookup: &L,
) -> Result<Thread, L::Error> {
    let answered: Vec<&MessageId> = if mail.in_reply_to.is_empty() {
        mail.references.last().into_iter().collect()
    } else {
        mail.in_reply_to.iter().collect()
    };
    let automatic = mail.automatic.as_ref().or(reading.automatic.as_ref());
    let returned = automatic.into_iter().flat_map(|a| {
        a.original_message_id
            .iter()
            .chain(a.original_references.iter().rev())
    });
    let forwarded = reading.forwarded.iter().flat_map(|f| f.ids.iter().rev());
    let mut thread = Thread::default();
    let mut asked: BTreeSet<String> = BTreeSet::new();
    // Once something is found directly, a synthetic twin of it adds nothing; older ids may.
    for (id, is_answered) in answered
        .iter()
        .map(|id| (*id, true))
        .chain(returned.map(|id| (id, true)))
        .chain(mail.references.iter().rev().map(|id| (id, false)))
        .chain(forwarded.map(|id| (id, false)))
    {
        for name in names(id) {
            if !asked.insert(name.key()) {
                continue;
            }
            for item in lookup.by_message_id(&name)? {
                if is_answered && !thread.direct.contains(&item) {
                    thread.direct.push(item);
                }
                if !thread.all.iter().any(|(known, _)| *known == item) {
                    thread.all.push((item, name.clone()));
                }
            }
        }
    }
    // A server rewrote the id of our mail, so In-Reply-To is unknown: the newest reference that is
    // known stands for it.
    if thread.direct.is_empty()
        && let Some((_, newest)) = thread.all.first()
    {
        thread.direct = thread
            .all
            .iter()
            .filter(|(_, id)| id == newest)
            .map(|(item, _)| *item)
            .collect();
    }
    Ok(thread)
}

/// The forms under which an id may be known.
fn names(id: &MessageId) -> Vec<MessageId> {
    let mut names = vec![id.clone()];
    let key = id.key();
    if let Some(first) = key.strip_prefix(SECOND_ID) {
        names.push(MessageId::new(first));
    }
    names
}
