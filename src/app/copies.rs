//! The same mail again: an alias and a Bcc, a list and the sender himself, a server that tried twice, a
//! member who forwards what already came.

use super::engine::Bench;
use crate::model::{
    Attachment, Authentication, AuthenticationResult, Item, Mail, Person, Reading, Unauthenticated,
};
use crate::store::StoredMail;

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
