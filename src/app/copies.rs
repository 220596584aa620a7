//! The same mail again: an alias and a Bcc, a list and the sender himself, a server that tried twice, a
//! member who forwards what already came.

use chrono::TimeDelta;

use super::client::From;
use super::engine::Bench;
use crate::decide::changed;
use crate::matching::{self, Match};
use crate::model::{
    Actor, Attachment, Authentication, AuthenticationResult, Effect, EventKind, Evidence, Item,
    Mail, MessageId, Person, Reading, Unauthenticated,
};
use crate::store::StoredMail;

/// Days within which a mail that was forwarded comes by itself too.
const ON_ITS_WAY: i64 = 2;

/// Bytes of words without their spaces that two mails do not share by chance.
const FEW: usize = 12;

impl Bench<'_> {
    /// What vouches for the copies of a mail that were taken in before: their best proof. `None` if there
    /// is none. Servers on its way may have given it another date, banner or footer: its id, its writer
    /// and his words make it the same.
    pub(super) fn known(&self, mail: &Mail) -> anyhow::Result<Option<AuthenticationResult>> {
        let copies = self.tx.mails(&mail.id())?.into_iter();
        let mut proofs = copies
            .filter(|known| known.mail.hash == mail.hash || says_the_same(known, mail))
            .map(|known| known.mail.authentication.result)
            .peekable();
        let newest = proofs.peek().copied();
        let pass = AuthenticationResult::Pass;
        Ok(proofs.find(|proof| *proof == pass).or(newest))
    }

    fn counts(&self, authentication: &Authentication) -> bool {
        let accepts = self.desk.world.security.unauthenticated == Unauthenticated::Accept;
        match authentication.result {
            AuthenticationResult::Pass => true,
            AuthenticationResult::None => accepts,
            AuthenticationResult::Fail => false,
        }
    }

    /// Whether a forwarded answer came by itself before, in the thread of one of these items.
    pub(super) fn came_by_itself(
        &self,
        person: &Person,
        reading: &Reading,
        items: &[Item],
    ) -> anyhow::Result<bool> {
        // A word or two may begin many a mail.
        let words = squeezed(&reading.own_text);
        if words.len() < FEW {
            return Ok(false);
        }
        for id in items.iter().flat_map(|item| &item.thread) {
            if self.lay_in_junk(id)? {
                continue;
            }
            for known in self.tx.mails(id)? {
                let his = known.mail.from.as_ref().map(|p| &p.address) == Some(&person.address);
                let counts = self.counts(&known.mail.authentication);
                if his && counts && squeezed(&known.mail.text).starts_with(&words) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// What a client's mail does that comes by itself after a member forwarded it: answers to it belong to
    /// the items, and nothing is done or told a second time. `None` if nobody forwarded it, or without a
    /// file that comes now.
    pub(super) fn forwarded_before(&self, from: &From<'_>) -> anyhow::Result<Option<Vec<Effect>>> {
        let words = squeezed(&from.reading.own_text);
        if words.len() < FEW || from.forwarder.is_some() || !self.counts(from.authentication) {
            return Ok(None);
        }
        let found = matching::find(from.mail, from.reading, from.client.as_ref(), self.tx)?;
        let items = match found {
            Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
            Match::Nothing => Vec::new(),
        };
        let mut effects = Vec::new();
        for item in items {
            let rows = self.tx.history(item.id)?;
            let mut ids: Vec<MessageId> = Vec::new();
            for id in rows.into_iter().filter_map(|row| row.entry.message_id) {
                if !ids.contains(&id) && !item.thread.contains(&id) {
                    ids.push(id);
                }
            }
            for id in ids {
                if self.forwards(&id, from, &words)? {
                    let id = from.mail.id();
                    let evidence = Evidence::new("forwarded-before", Some(&id), "");
                    let mut after = item.clone();
                    after.thread.push(id);
                    let known = changed(&after, EventKind::Updated, &Actor::Daemon, &evidence);
                    effects.push(known);
                    break;
                }
            }
        }
        Ok((!effects.is_empty()).then_some(effects))
    }

    /// Whether a mail is a member's and brought these words of a client, with his files.
    fn forwards(&self, id: &MessageId, from: &From<'_>, words: &str) -> anyhow::Result<bool> {
        for known in self.tx.mails(id)? {
            let by = known.mail.from.as_ref().map(|person| &person.address);
            if !by.is_some_and(|by| self.desk.world.is_team(by)) {
                continue;
            }
            // The same words weeks later are said of something else.
            let age = self.desk.now.signed_duration_since(known.mail.arrived_at);
            if age > TimeDelta::days(ON_ITS_WAY) {
                continue;
            }
            let Some((mail, reading)) = self.reread(&known.mail) else {
                continue;
            };
            let mut within = reading.forwarded.as_ref();
            while let Some(forwarded) = within {
                let his = forwarded.from.as_ref().map(|p| &p.address) == Some(&from.person.address);
                let files = from.mail.attachments.iter().filter(|a| !a.inline);
                let had = |file: &Attachment| mail.attachments.iter().any(|a| a.hash == file.hash);
                if his
                    && squeezed(&forwarded.reading.own_text) == words
                    && files.into_iter().all(had)
                {
                    return Ok(true);
                }
                within = forwarded.reading.forwarded.as_ref();
            }
        }
        Ok(false)
    }
}

fn says_the_same(known: &StoredMail, mail: &Mail) -> bool {
    let address = |person: &Option<Person>| person.as_ref().map(|p| p.address.clone());
    let (was, is) = (squeezed(&known.mail.text), squeezed(&mail.text));
    let same =
        was == is || !was.is_empty() && !is.is_empty() && (was.contains(&is) || is.contains(&was));
    let had = |file: &Attachment| known.mail.attachments.iter().any(|a| a.hash == file.hash);
    same && address(&known.mail.from) == address(&mail.from) && mail.attachments.iter().all(had)
}

/// A text without its white space: the same however its lines were wrapped.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}
