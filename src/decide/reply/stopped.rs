//! Who is not to be mailed any more, and what that is to the item.

use super::leaver::{Leaver, is_gone};
use super::successor::{successor, successor_line};
use super::{Act, SURE, notice};
use crate::decide::{changed, put_hold};
use crate::interpret;
use crate::model::{
    Actor, Address, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldReason, HoldScope,
    NoticeKind, NoticeLine, SignalKind,
};

/// Whether the writer means mail to his side, not to himself alone.
fn speaks_for_all(words: &str) -> bool {
    let plain = words.to_lowercase();
    let said = |word: &str| {
        matches!(
            word,
            "us" | "our" | "we" | "everybody" | "everyone" | "anybody" | "anyone"
        )
    };
    plain.split(|c: char| !c.is_alphanumeric()).any(said)
        || ["我们", "我司", "本公司", "大家"]
            .iter()
            .any(|all| plain.contains(all))
}

impl Act<'_> {
    /// Who is not to be mailed any more, and the words that say so. The rule of a review where that is
    /// not sure: it ends all mail to a person.
    pub(super) fn leaves(&self) -> Result<(Address, Evidence), &'static str> {
        let evidence = self.evidence(SignalKind::Stop, "stop");
        let said = self.answer.reading.signal(SignalKind::Stop);
        if said.is_some_and(|s| s.confidence < SURE) {
            return Err("unclear");
        }
        match self.leaver(&evidence.words) {
            Leaver::Writer => Ok((self.answer.from.address.clone(), evidence)),
            Leaver::Contact(other) => Ok((other, evidence)),
            Leaver::Stranger => Err("somebody-left"),
        }
    }

    /// This contact is out, in every item of the client; the line that names whoever did not write it
    /// himself.
    pub(super) fn ends_mail_to(
        &mut self,
        address: &Address,
        evidence: &Evidence,
    ) -> Option<NoticeLine> {
        let hold = Hold {
            scope: HoldScope::Contact(address.clone()),
            reason: HoldReason::OptOut,
            until: None,
            evidence: evidence.clone(),
        };
        let entry = HistoryEntry {
            hold: Some(HoldReason::OptOut),
            ..HistoryEntry::new(EventKind::Updated, Actor::Daemon, evidence).about(&self.item)
        };
        self.effects.push(Effect::Hold { hold, entry });
        let contacts = self.item.contacts.iter();
        let his = contacts.map(|c| &c.person).find(|p| p.address == *address);
        let other = his.filter(|p| p.address != self.answer.from.address)?;
        let words = match other.name.as_str() {
            "" => address.to_string(),
            name => format!("{name} ({address})"),
        };
        Some(NoticeLine {
            item: Some(self.item.id),
            code: "stopped".to_owned(),
            words,
            date: None,
        })
    }

    /// The words send the team to somebody else for one of several things, and the writer answers for the
    /// others.
    fn is_of_a_part(&self, words: &str) -> bool {
        let elsewhere = |n: u32| {
            let mut said = self.answer.asks.iter().filter(|a| a.n == n);
            said.any(|a| {
                let told = a.evidence.words.as_str();
                a.evidence.rule == interpret::ELSEWHERE
                    && (told.contains(words) || words.contains(told))
            })
        };
        let sent = self.item.asks.iter().filter(|ask| elsewhere(ask.n)).count();
        (1..self.item.asks.len()).contains(&sent)
            && !interpret::wants_no_mail(words)
            && !is_gone(words)
    }

    /// Not to be mailed any more.
    pub(super) fn stopped(mut self) -> Vec<Effect> {
        let said = self.evidence(SignalKind::Stop, "stop");
        if self.is_of_a_part(&said.words) {
            return self.hand_over(HoldReason::Question);
        }
        let (address, evidence) = match self.leaves() {
            Ok(found) => found,
            Err(rule) => return self.review(rule),
        };
        // A bystander's word does not stop the chase of those it goes to, unless he speaks for all.
        let written_to = self.item.follow_up_contacts();
        let bystander = !written_to.is_empty()
            && !written_to.iter().any(|p| p.address == address)
            && !speaks_for_all(&evidence.words);
        let other = self.ends_mail_to(&address, &evidence);
        for contact in self
            .item
            .contacts
            .iter_mut()
            .filter(|c| c.person.address == address)
        {
            contact.dead = Some(evidence.clone());
        }
        self.promised_besides();
        if bystander {
            let aside = Evidence {
                rule: "stop-beside".to_owned(),
                ..evidence
            };
            let item = &self.item;
            let updated = changed(item, EventKind::Updated, &Actor::Daemon, &aside);
            let mut notice = notice(NoticeKind::Stop, item, self.answer, &aside);
            notice.lines.extend(other);
            self.effects.push(updated);
            self.effects.push(Effect::Notice { notice });
            return self.effects;
        }
        // The chase goes on only after the owner said with whom (product.md 4).
        put_hold(&mut self.item, HoldReason::OptOut, None, &evidence);
        let named = successor(&self.answer.reading.own_text, &self.item);
        let mut effects = self.held(NoticeKind::Stop, &evidence);
        if let Some(Effect::Notice { notice }) = effects.last_mut() {
            notice.lines.extend(other);
            notice.lines.extend(named.as_ref().map(successor_line));
        }
        effects
    }
}
