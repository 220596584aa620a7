//! Mail of team members: what opens an item, the owner's own words, commands, forwarded answers.

use super::client::From;
use super::engine::Bench;
use super::ingest::record;
use crate::decide::{intake, owner};
use crate::mail;
use crate::matching::{self, Match};
use crate::model::{
    Actor, Address, Authentication, AuthenticationResult, Effect, EventKind, Evidence, Mail,
    Notice, NoticeKind, OutgoingClass, Person, Reading,
};

/// How long answering a notice proves the member it went to.
const TOKEN_LIVES: chrono::Duration = chrono::Duration::days(14);

impl Bench<'_> {
    /// Whether a member's mail is his own: its provider says so, or it answers a notice only he got.
    fn proved(
        &self,
        mail: &Mail,
        authentication: &Authentication,
        from: &Address,
    ) -> anyhow::Result<bool> {
        if authentication.result == AuthenticationResult::Pass {
            return Ok(true);
        }
        if authentication.result == AuthenticationResult::Fail {
            return Ok(false);
        }
        // References are copied on when a notice is forwarded; In-Reply-To is the answer itself.
        for id in &mail.in_reply_to {
            if let Some(row) = self.tx.outgoing_by_message_id(id)?
                && row.mail.class == OutgoingClass::Notice
                && row.mail.recipients.first() == Some(from)
                && row.created_at + TOKEN_LIVES > self.desk.now
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn member(
        &self,
        mail: &Mail,
        reading: &Reading,
        authentication: &Authentication,
        from: &Person,
    ) -> anyhow::Result<Vec<Effect>> {
        let world = self.desk.world;
        let copied = mail
            .recipients()
            .map(|p| &p.address)
            .chain(&mail.delivered_to)
            .any(|a| world.is_tracking(a));
        if !copied {
            return Ok(vec![record(EventKind::Received, "not-copied", mail, "")]);
        }
        if !self.proved(mail, authentication, &from.address)? {
            return Ok(self.unproved(mail, authentication, &from.address));
        }
        let actor = Actor::Member(from.address.clone());
        if mail.recipients().next().is_some()
            && mail.recipients().all(|p| world.is_team(&p.address))
        {
            return self.inside(mail, reading, from, &actor);
        }
        let items = match matching::find(mail, reading, None, self.tx)? {
            Match::Items(hits) | Match::Ambiguous(hits) => self.hits(&hits)?,
            Match::Nothing => Vec::new(),
        };
        let tags = intake::tags(mail, &self.desk);
        let over = items.iter().all(|item| item.closed.is_some()) && reading.opens.is_some();
        if items.is_empty() || over || tags.kind.is_some() || owner::asks_anew(reading, &items) {
            let next = self.tx.next_item_id()?;
            return Ok(intake::open(
                mail,
                reading,
                &from.address,
                &actor,
                next,
                false,
                &self.desk,
            ));
        }
        Ok(items
            .iter()
            .flat_map(|item| owner::act(item, mail, reading, &actor, &self.desk))
            .collect())
    }

    fn unproved(
        &self,
        mail: &Mail,
        authentication: &Authentication,
        from: &Address,
    ) -> Vec<Effect> {
        if authentication.result == AuthenticationResult::Fail {
            return vec![record(
                EventKind::Rejected,
                "failed-proof",
                mail,
                mail.subject.as_str(),
            )];
        }
        let evidence = Evidence::new("unproved", Some(&mail.id()), &mail.subject);
        vec![
            record(EventKind::Rejected, "unproved", mail, mail.subject.as_str()),
            Effect::Notice {
                notice: Notice {
                    kind: NoticeKind::Token,
                    to: vec![from.clone()],
                    items: Vec::new(),
                    in_reply_to: Some(mail.id()),
                    from: None,
                    words: mail.subject.clone(),
                    at: None,
                    rule: evidence.rule,
                    lines: Vec::new(),
                },
            },
        ]
    }

    /// Mail among the team: a forwarded answer of a client, or commands.
    fn inside(
        &self,
        mail: &Mail,
        reading: &Reading,
        from: &Person,
        actor: &Actor,
    ) -> anyhow::Result<Vec<Effect>> {
        if reading.commands.is_empty()
            && let Some(forwarded) = &reading.forwarded
            && let Some(person) = &forwarded.from
            && let Some(client) = self.desk.world.client_key(&person.address)
        {
            for id in forwarded.ids.iter().take(1) {
                if self.tx.mail(id)?.is_some() {
                    return Ok(vec![record(
                        EventKind::Received,
                        "forward-of-known-mail",
                        mail,
                        "",
                    )]);
                }
            }
            let mut inner = mail.clone();
            inner.in_reply_to = forwarded.ids.clone();
            inner.references = forwarded.ids.clone();
            inner.subject.clone_from(&forwarded.subject);
            inner.base_subject = mail::base_subject(&forwarded.subject);
            let vouched = Authentication {
                result: AuthenticationResult::Pass,
                ..Authentication::default()
            };
            return self.client(&From {
                mail: &inner,
                reading: &forwarded.reading,
                authentication: &vouched,
                person,
                client: Some(client),
                doubtful: None,
                watched: false,
            });
        }
        self.command_mail(mail, reading, from, actor)
    }
}
