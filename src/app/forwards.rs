//! A client's answer that reached a member alone and was forwarded to the tracking address, inline
//! or attached: it counts as the client's own (product.md 2).

use super::client::From;
use super::engine::Bench;
use super::ingest::record;
use crate::decide::{changed, lift_of};
use crate::interpret::{self, Context};
use crate::mail;
use crate::matching::{self, Match};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, ClientKey, Effect, EventKind, Evidence,
    Forwarded, HoldReason, Mail, MessageId, Notice, NoticeKind, Person, Reading, Role,
};
use crate::store::ItemFilter;

impl Bench<'_> {
    /// What a forward does; `None` if the mail forwards nothing of a client.
    pub(super) fn forward(
        &self,
        mail: &Mail,
        reading: &Reading,
        from: &Person,
        actor: &Actor,
    ) -> anyhow::Result<Option<Vec<Effect>>> {
        let Some(mut forwarded) = reading.forwarded.as_ref() else {
            return Ok(None);
        };
        // A colleague forwarded it before: what counts is what the client wrote.
        let ours = |forwarded: &Forwarded| match &forwarded.from {
            Some(person) => self.desk.world.is_team(&person.address),
            None => self.is_a_members_name(&forwarded.from_shown),
        };
        while ours(forwarded)
            && let Some(within) = &forwarded.reading.forwarded
        {
            forwarded = within;
        }
        let below = self.quoted_below(mail, forwarded, ours(forwarded))?;
        let quoted = below.is_some();
        forwarded = below.as_ref().unwrap_or(forwarded);
        let person = match &forwarded.from {
            Some(person) => Some(person.clone()),
            None => self.by_name(mail, reading, &forwarded.from_shown)?,
        };
        let Some(person) = person else {
            return Ok(Some(self.nobody(mail, reading, forwarded, &from.address)));
        };
        let Some(client) = self.desk.world.client_key(&person.address) else {
            return Ok(None);
        };
        let own = forwarded
            .ids
            .first()
            .filter(|_| has_own_id(mail) && !quoted);
        if let Some(id) = own
            && let Some(known) = self.tx.mail(id)?
        {
            let pass = known.mail.authentication.result == AuthenticationResult::Pass;
            if pass && !self.lay_in_junk(id)? {
                let known = record(EventKind::Received, "forward-of-known-mail", mail, "");
                return Ok(Some(vec![known]));
            }
            self.vouched(id, actor, mail)?;
        }
        let mut inner = inner(mail, forwarded);
        if quoted {
            // A reply does not carry what came with the mail it answers.
            inner.attachments.clear();
        }
        if self.forwards_known(&inner, &forwarded.reading, &person, &client)? {
            let known = record(EventKind::Received, "forward-of-known-mail", mail, "");
            return Ok(Some(vec![known]));
        }
        if let Some(automatic) = &forwarded.reading.automatic {
            let mut inner = inner;
            inner.automatic = Some(automatic.clone());
            return self
                .absent(&inner, &forwarded.reading, &person.address, automatic)
                .map(Some);
        }
        let vouched = Authentication {
            result: AuthenticationResult::Pass,
            ..Authentication::default()
        };
        let doubtful = if inner.through_list {
            Some("through-a-list")
        } else if !inner.cut.is_empty() {
            Some("cut-by-a-limit")
        } else {
            None
        };
        let mut effects = self.client(&From {
            mail: &inner,
            reading: &forwarded.reading,
            authentication: &vouched,
            person: &person,
            client: Some(client),
            doubtful,
            watched: false,
            forwarder: Some(&from.address),
        })?;
        self.in_the_clients_thread(&mut effects, &mail.id(), own)?;
        Ok(Some(effects))
    }

    /// What stands below a member's own reply that was forwarded, where it is a client's and fits an item.
    fn quoted_below(
        &self,
        mail: &Mail,
        forwarded: &Forwarded,
        ours: bool,
    ) -> anyhow::Result<Option<Forwarded>> {
        let zone = self.desk.world.team.zone;
        let now = self.desk.now.with_timezone(&zone).fixed_offset();
        let context = Context {
            role: Role::Unknown,
            zone,
            arrival: None,
            fallback: now,
        };
        let reference = forwarded.date.or(mail.date).unwrap_or(now);
        let below = interpret::quoted_answer(forwarded, &context, reference).filter(|_| ours);
        let Some(mut below) = below else {
            return Ok(None);
        };
        let person = below.from.as_ref();
        let client = person.and_then(|person| self.desk.world.client_key(&person.address));
        if client.is_none() {
            return Ok(None);
        }
        below.ids.clone_from(&forwarded.ids);
        let inner = inner(mail, &below);
        let found = matching::find(&inner, &below.reading, client.as_ref(), self.tx)?;
        Ok((found != Match::Nothing).then_some(below))
    }

    fn is_a_members_name(&self, name: &str) -> bool {
        let wanted = name_key(name);
        let mut members = self.desk.world.team.members.iter();
        !wanted.is_empty() && members.any(|member| name_key(&member.person.name) == wanted)
    }

    /// The client never saw the forward: what he is answered is his own mail. Answers to either are
    /// known all the same.
    fn in_the_clients_thread(
        &self,
        effects: &mut [Effect],
        outer: &MessageId,
        inner: Option<&MessageId>,
    ) -> anyhow::Result<()> {
        for effect in effects {
            let Effect::Item { item, .. } = effect else {
                continue;
            };
            if !item.thread.contains(outer) {
                continue;
            }
            item.thread.retain(|id| id != outer && Some(id) != inner);
            item.thread.extend(inner.cloned());
            self.tx.link(item.id, outer)?;
        }
        Ok(())
    }

    /// Programs that name the sender without his address (Outlook within one house): a contact of
    /// that name in the items of the thread.
    fn by_name(
        &self,
        mail: &Mail,
        reading: &Reading,
        name: &str,
    ) -> anyhow::Result<Option<Person>> {
        let wanted = name_key(name);
        if wanted.is_empty() {
            return Ok(None);
        }
        let hits = match matching::find(mail, reading, None, self.tx)? {
            Match::Items(hits) | Match::Ambiguous(hits) => hits,
            Match::Nothing => return Ok(None),
        };
        let mut found: Vec<Person> = Vec::new();
        for contact in self.hits(&hits)?.iter().flat_map(|item| &item.contacts) {
            if name_key(&contact.person.name) == wanted
                && found.iter().all(|p| p.address != contact.person.address)
            {
                found.push(contact.person.clone());
            }
        }
        let only = (found.len() == 1).then(|| found.pop()).flatten();
        Ok(only)
    }

    /// Whose mail was forwarded cannot be seen: the member is told, the words are kept.
    fn nobody(
        &self,
        mail: &Mail,
        reading: &Reading,
        forwarded: &Forwarded,
        to: &Address,
    ) -> Vec<Effect> {
        let rule = "forward-without-sender";
        let words = &forwarded.reading.own_text;
        vec![
            record(EventKind::Unmatched, rule, mail, words),
            Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Unmatched,
                    to: vec![to.clone()],
                    items: Vec::new(),
                    in_reply_to: Some(mail.id()),
                    from: None,
                    words: if words.trim().is_empty() {
                        reading.own_text.clone()
                    } else {
                        words.clone()
                    },
                    at: None,
                    rule: rule.to_owned(),
                    lines: Vec::new(),
                },
            },
        ]
    }

    /// Whether an answer forwarded without its id came by itself before.
    fn forwards_known(
        &self,
        inner: &Mail,
        reading: &Reading,
        person: &Person,
        client: &ClientKey,
    ) -> anyhow::Result<bool> {
        let items = match matching::find(inner, reading, Some(client), self.tx)? {
            Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
            Match::Nothing => Vec::new(),
        };
        self.came_by_itself(person, reading, &items)
    }

    /// What a mail known before left in doubt is settled: it is judged anew, with proof.
    pub(super) fn vouched(&self, id: &MessageId, actor: &Actor, by: &Mail) -> anyhow::Result<()> {
        let Some(known) = self.tx.mail(id)? else {
            return Ok(());
        };
        let sender = known.mail.from.as_ref().map(|p| &p.address);
        let Some(client) = sender.and_then(|a| self.desk.world.client_key(a)) else {
            return Ok(());
        };
        let evidence = Evidence::new("vouched-for", Some(&by.id()), &by.subject);
        for mut item in self.tx.items(&ItemFilter {
            client: Some(client),
            ..ItemFilter::open()
        })? {
            if lift_of(&mut item, HoldReason::Review, id) {
                self.carry(vec![changed(&item, EventKind::Resumed, actor, &evidence)])?;
            }
        }
        Ok(())
    }
}

/// Whether the enclosed mail came with a Message-ID of its own.
fn has_own_id(mail: &Mail) -> bool {
    mail.enclosed
        .first()
        .is_some_and(|enclosed| !enclosed.synthetic_id)
}

/// The client's mail as if it had come itself, under the id of the mail that brought it.
fn inner(mail: &Mail, forwarded: &Forwarded) -> Mail {
    let mut inner = match mail.enclosed.first() {
        Some(enclosed) => Mail {
            message_id: mail.message_id.clone(),
            cut: mail.cut.clone(),
            ..enclosed.clone()
        },
        None => mail.clone(),
    };
    inner.in_reply_to.clone_from(&forwarded.ids);
    inner.references.clone_from(&forwarded.ids);
    if mail.enclosed.is_empty() {
        // The forward itself may stand in the thread.
        inner.in_reply_to.extend(mail.in_reply_to.iter().cloned());
        inner.references.extend(mail.references.iter().cloned());
    }
    inner.subject.clone_from(&forwarded.subject);
    inner.base_subject = mail::base_subject(&forwarded.subject);
    inner.date = forwarded.date.or(inner.date);
    inner
}

/// A name without order and case: `Falk, Otto` is `Otto Falk`.
fn name_key(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn names_are_compared_without_order() {
        assert_eq!(name_key("Falk, Otto"), name_key("Otto FALK"));
        assert_ne!(name_key("Otto Falk"), name_key("Otto"));
        assert!(name_key(" ,").is_empty());
    }
}
