//! An owner who is asked whether a follow-up may go says yes in his own words.

use super::engine::Bench;
use crate::interpret;
use crate::model::{
    Actor, Command, Evidence, ItemId, Mail, NoticeLine, OutgoingClass, Reading, Verb,
};

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
                    None => None,
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
}
