//! An answer taken apart: each item gets what is said of it, with its own part of the words.

use chrono::{DateTime, TimeDelta, Utc};

use super::client::From;
use super::engine::Bench;
use super::left_out::of_another_kind;
use super::of_all::pays_and_promises;
use super::very_words;
use crate::decide::{changed, reply};
use crate::interpret;
use crate::matching::{self, Hit, Portion};
use crate::model::{
    Actor, AuthenticationResult, Effect, EventKind, Evidence, Item, Kind, Mail, Reading, Reply,
    Signal, SignalKind,
};

impl Bench<'_> {
    /// Each item gets what is said of it. `others`: further open items of the writer.
    pub(super) fn apart(
        &self,
        from: &From<'_>,
        hits: &[Hit],
        others: &[Item],
        portions: &[Portion],
    ) -> anyhow::Result<Vec<Effect>> {
        let mut pairs: Vec<(Item, &Hit)> = Vec::new();
        for hit in hits {
            if let Some(item) = self.tx.load(hit.item)? {
                pairs.push((item, hit));
            }
        }
        let told = |item: &Item| {
            portions
                .iter()
                .any(|p| p.item == item.id && !p.text.is_empty())
        };
        let untold = |(item, _): &&(Item, &Hit)| item.kind == Kind::Invoice && !told(item);
        if pairs.len() > 1 && pays_and_promises(from) && pairs.iter().any(|pair| untold(&pair)) {
            return self.ambiguous(from, hits);
        }
        // One mail over a request and an invoice: what is paid is no material, what is sent no money.
        let fits = |item: &Item| match from.reading.reply {
            Reply::Payment => item.kind == Kind::Invoice,
            Reply::Delivered => item.kind == Kind::Request,
            _ => true,
        };
        let some_fit = pairs.iter().any(|(item, _)| fits(item));
        // It is an answer about the others all the same: they rest, for as long as it promises.
        let mut beside = from.reading.clone();
        beside.reply = unsettled(&beside);
        // A day for the material is none for the money, nor the other way round.
        let unpromised = Reading {
            reply: Reply::Acknowledged,
            signals: without_promise(&beside),
            ..beside.clone()
        };
        let kinds: Vec<Kind> = pairs
            .iter()
            .filter(|pair| told(&pair.0))
            .map(|pair| pair.0.kind)
            .collect();
        let of_the_other_kind = |item: &Item| {
            beside.reply == Reply::Promise && !kinds.is_empty() && !kinds.contains(&item.kind)
        };
        let mut effects = Vec::new();
        for other in others
            .iter()
            .filter(|o| !pairs.iter().any(|(item, _)| item.id == o.id))
        {
            let mut after = other.clone();
            if reply::revive(&mut after, &from.person.address) {
                let evidence = Evidence::new("address-lives", Some(&from.mail.id()), "");
                effects.push(changed(
                    &after,
                    EventKind::Updated,
                    &Actor::Daemon,
                    &evidence,
                ));
            }
        }
        let all: Vec<&Item> = pairs.iter().map(|(item, _)| item).collect();
        for (item, hit) in &pairs {
            let own = portions.iter().find(|p| p.item == item.id);
            let part = own.filter(|p| !p.text.is_empty()).map(|p| {
                let today = self.desk.client_day(&item.client, self.desk.now);
                // The subject of a mail that asked for money too says nothing of what else it asked for.
                let money_too = |o: &&Item| {
                    o.kind == Kind::Invoice && o.subject == item.subject && o.id != item.id
                };
                let subject = match (item.kind, all.iter().copied().find(money_too)) {
                    (Kind::Request, Some(_)) => String::new(),
                    _ => crate::mail::base_subject(&item.subject),
                };
                let text = &p.text;
                let mut part =
                    interpret::portion(from.reading, from.mail, text, &subject, &p.others, today);
                if p.left_out && matches!(part.reply, Reply::Payment | Reply::Part) {
                    part.reply = unsettled(&part);
                }
                part
            });
            let another = of_another_kind(item, from, &beside);
            let reading = match &part {
                Some(part) => part,
                None if own.is_some() && of_the_other_kind(item) => &unpromised,
                None if own.is_some() => &beside,
                None if some_fit && !fits(item) => &another,
                None => from.reading,
            };
            let silent = own.filter(|p| p.text.is_empty()).map(|_| Reading {
                own_text: String::new(),
                ..reading.clone()
            });
            let said = silent.as_ref().unwrap_or(reading);
            let foreign = from.client.as_ref() != Some(&item.client)
                && !item.has_contact(&from.person.address);
            let files = from.mail.attachments.iter().filter(|a| !a.inline);
            let names: Vec<String> = files.map(|a| a.name.clone()).collect();
            let acts = from.authentication.result == AuthenticationResult::Pass
                && !foreign
                && from.doubtful.is_none()
                && item.closed.is_none();
            let listed = interpret::things_apart(said, &names, &item.asks).filter(|_| acts);
            let item = &Item {
                asks: listed.unwrap_or_else(|| item.asks.clone()),
                ..item.clone()
            };
            let own_files = matching::files_of(item, &all, &from.mail.attachments);
            let asks = interpret::answers(said, &own_files, &item.asks);
            let colleagues = self.colleagues(from.mail, item);
            let mut done = reply::act(
                item,
                &reply::Answer {
                    from: from.person,
                    written: written(from.mail, self.desk.now),
                    reading,
                    asks: &asks,
                    authentication: from.authentication,
                    evidence: &hit.evidence,
                    doubtful: from.doubtful,
                    foreign,
                    files: from.mail.attachments.iter().filter(|a| !a.inline).count(),
                    names: &names,
                    colleagues: &colleagues,
                    asks_own_people: self.asks_own_people(from.mail, item, reading),
                    advised: interpret::is_advised(&from.mail.attachments),
                },
                &self.desk,
            );
            for effect in &mut done {
                if let Effect::Item { entry, .. } = effect
                    && entry.event == EventKind::Matched
                {
                    entry.score = Some(hit.hundredths());
                }
            }
            let own = &from.reading.own_text;
            effects.extend(match &part {
                Some(part) => very_words::quoted(done, &from.mail.id(), own, &part.own_text),
                None => done,
            });
        }
        Ok(effects)
    }
}

/// Hours a mail may be on its way, or a clock wrong, before its Date says that it was written earlier than
/// what came before it.
const ON_ITS_WAY: i64 = 12;

/// When a mail was written (UTC); when it came, if its Date is none to believe, as with relative dates, or
/// hardly differs.
pub(super) fn written(mail: &Mail, came: DateTime<Utc>) -> DateTime<Utc> {
    let written = mail.date.map(|date| date.with_timezone(&Utc));
    let oldest = came.checked_sub_signed(TimeDelta::days(7)).unwrap_or(came);
    let late = TimeDelta::hours(ON_ITS_WAY);
    written
        .filter(|at| *at >= oldest && came.signed_duration_since(*at) > late)
        .unwrap_or(came)
}

fn without_promise(reading: &Reading) -> Vec<Signal> {
    let kept = reading
        .signals
        .iter()
        .filter(|signal| signal.kind != SignalKind::Promise);
    kept.cloned().collect()
}

/// What a reply says of what it does not settle.
pub(super) fn unsettled(reading: &Reading) -> Reply {
    match reading.signal(SignalKind::Promise) {
        Some(_) => Reply::Promise,
        None => Reply::Acknowledged,
    }
}
