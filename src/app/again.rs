//! A client's mail of some days ago, judged anew once a person said what it is about.

use chrono::{DateTime, Utc};

use super::apart::{unsettled, written};
use super::engine::Bench;
use super::ingest::role;
use crate::decide::reply;
use crate::interpret::{self, Context};
use crate::mail;
use crate::matching;
use crate::model::{
    Authentication, AuthenticationResult, Effect, Evidence, Item, ItemId, Mail, MessageId, Person,
    Reading, Role,
};
use crate::store::NewMail;

/// A client's mail, read again.
pub(super) struct Again {
    pub(super) mail: Mail,
    pub(super) written: DateTime<Utc>,
    pub(super) reading: Reading,
    pub(super) from: Person,
    pub(super) authentication: Authentication,
}

impl Bench<'_> {
    /// What it does to an item that a person says it is about, among `meant`.
    pub(super) fn answered(
        &self,
        item: &Item,
        meant: &[Item],
        again: &Again,
        about: &MessageId,
        evidence: &Evidence,
    ) -> Vec<Effect> {
        let attachments = &again.mail.attachments;
        let reading = &self.said_of(item, meant, again);
        let asks = interpret::answers(reading, attachments, &item.asks);
        let client = self.desk.world.client_key(&again.from.address);
        let cut = (!again.mail.cut.is_empty()).then_some("cut-by-a-limit");
        let files = attachments.iter().filter(|a| !a.inline);
        let names: Vec<String> = files.map(|a| a.name.clone()).collect();
        let matched = Evidence::new(&evidence.rule, Some(about), &evidence.words);
        reply::act(
            item,
            &reply::Answer {
                from: &again.from,
                written: again.written,
                reading,
                asks: &asks,
                authentication: &again.authentication,
                evidence: &matched,
                doubtful: again.mail.through_list.then_some("through-a-list").or(cut),
                foreign: client.as_ref() != Some(&item.client)
                    && !item.has_contact(&again.from.address),
                files: attachments.iter().filter(|a| !a.inline).count(),
                names: &names,
                colleagues: &self.colleagues(&again.mail, item),
                asks_own_people: self.asks_own_people(&again.mail, item, reading),
                advised: interpret::is_advised(attachments),
            },
            &self.desk,
        )
    }

    /// The reading as far as it is about one of several items.
    fn said_of(&self, item: &Item, meant: &[Item], again: &Again) -> Reading {
        let ids: Vec<ItemId> = meant.iter().map(|item| item.id).collect();
        let portions = matching::portions(meant, &ids, &again.reading).unwrap_or_default();
        let own = portions.iter().find(|portion| portion.item == item.id);
        match own {
            None => again.reading.clone(),
            Some(own) if own.text.is_empty() => Reading {
                reply: unsettled(&again.reading),
                own_text: String::new(),
                ..again.reading.clone()
            },
            Some(own) => {
                let today = self.desk.client_day(&item.client, self.desk.now);
                let subject = mail::base_subject(&item.subject);
                let (text, others) = (&own.text, &own.others);
                interpret::portion(&again.reading, &again.mail, text, &subject, others, today)
            }
        }
    }

    /// A stored mail of a client, or the one a member forwarded.
    pub(super) fn again(&self, id: &MessageId) -> anyhow::Result<Option<Again>> {
        let Some(stored) = self.tx.mail(id)? else {
            return Ok(None);
        };
        let Some((mut mail, reading)) = self.reread(&stored.mail) else {
            return Ok(None);
        };
        let came = stored.mail.arrived_at;
        if reading.role == Role::Team {
            let forwarded = reading.forwarded;
            mail.date = forwarded.as_ref().and_then(|f| f.date).or(mail.date);
            let forwarded = forwarded.and_then(|f| Some((f.from?, *f.reading)));
            return Ok(forwarded.map(|(from, reading)| Again {
                written: written(&mail, came),
                mail,
                reading,
                from,
                authentication: Authentication {
                    result: AuthenticationResult::Pass,
                    ..Authentication::default()
                },
            }));
        }
        Ok(mail.from.clone().map(|from| Again {
            written: written(&mail, came),
            mail,
            reading,
            from,
            authentication: stored.mail.authentication,
        }))
    }

    /// A stored mail, understood as when it came; `None` if its bytes were not kept.
    pub(super) fn reread(&self, stored: &NewMail) -> Option<(Mail, Reading)> {
        let mail = mail::parse(stored.raw.as_deref()?).ok()?;
        let context = Context {
            role: role(&mail, self.desk.world),
            zone: self.desk.world.team.zone,
            arrival: Some(stored.arrived_at),
            fallback: stored
                .arrived_at
                .with_timezone(&self.desk.world.team.zone)
                .fixed_offset(),
        };
        let reading = interpret::read(&mail, &context);
        Some((mail, reading))
    }
}
