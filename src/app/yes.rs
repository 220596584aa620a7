//! An owner who is asked whether a follow-up may go says yes in his own words.

use super::engine::Bench;
use crate::decide::chase::APPROVAL_NEEDED;
use crate::interpret;
use crate::model::{
    Actor, Command, EventKind, Evidence, ItemId, Mail, NoticeLine, OutgoingClass, Reading, Verb,
};
use crate::store::OutgoingRow;

impl Bench<'_> {
    /// `ok` for all a notice proposed that is answered by a plain yes; `None` where the mail answers no
    /// such notice, or says more. Elsewhere a yes has no one meaning.
    pub(super) fn says_yes(
        &self,
        mail: &Mail,
        reading: &Reading,
        actor: &Actor,
    ) -> anyhow::Result<Option<Vec<NoticeLine>>> {
        if !interpret::is_plain_yes(&reading.own_text) {
            return Ok(None);
        }
        for id in &mail.in_reply_to {
            let Some(row) = self.tx.outgoing_by_message_id(id)? else {
                continue;
            };
            if row.mail.class != OutgoingClass::Notice {
                continue;
            }
            let (mut proposed, mut first): (Vec<ItemId>, bool) = (Vec::new(), false);
            for item in &row.mail.items {
                let told = match self.tx.proposed(*item)?.pop() {
                    Some((follow_up, _)) => self.tx.told_of(follow_up)?,
                    None => self.asked_for(*item)?,
                };
                let Some(told) = told else { continue };
                first |= told.id == row.id;
                if told.created_at <= row.created_at {
                    proposed.push(*item);
                }
            }
            // A later notice says it again; where it tells of other things too, a yes may mean those.
            if proposed.is_empty() || !first && proposed.len() < row.mail.items.len() {
                continue;
            }
            let command = Command {
                verb: Verb::Ok,
                items: proposed.iter().map(|item| item.0).collect(),
                argument: None,
            };
            let evidence = Evidence::new("command", Some(&mail.id()), &reading.own_text);
            return self
                .run(&command, &proposed, actor, &evidence, &[])
                .map(Some);
        }
        Ok(None)
    }

    /// The notice that asks for the `ok` an item waits for (mode approve).
    fn asked_for(&self, item: ItemId) -> anyhow::Result<Option<OutgoingRow>> {
        let waits = self
            .tx
            .load(item)?
            .is_some_and(|item| item.ladder.proposed.is_some() && item.ladder.approved.is_none());
        if !waits {
            return Ok(None);
        }
        let history = self.tx.history(item)?;
        let asked = history.into_iter().rfind(|row| {
            row.entry.event == EventKind::Notice && row.entry.evidence.rule == APPROVAL_NEEDED
        });
        match asked.and_then(|row| row.entry.message_id) {
            Some(id) => self.tx.outgoing_by_message_id(&id),
            None => Ok(None),
        }
    }
}
