//! Who is not to be mailed any more, and what that is to the item.

use super::leaver::Leaver;
use super::successor::{successor, successor_line};
use super::{Act, SURE, notice};
use crate::decide::{changed, put_hold};
use crate::model::{
    Actor, Effect, EventKind, Evidence, HistoryEntry, Hold, HoldReason, HoldScope, NoticeKind,
    SignalKind,
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
    /// Not to be mailed any more: this contact is out, in every item of the client.
    pub(super) fn stopped(mut self) -> Vec<Effect> {
        let evidence = self.evidence(SignalKind::Stop, "stop");
        // It ends all mail to a person: words that may mean something else are put before the owner.
        let sure = |kind| {
            let said = self.answer.reading.signal(kind);
            said.is_none_or(|s| s.confidence >= SURE)
        };
        if !sure(SignalKind::Stop) {
            self.promised_besides();
            return self.review("unclear", None);
        }
        let address = match self.leaver(&evidence.words) {
            Leaver::Writer => self.answer.from.address.clone(),
            Leaver::Contact(other) => other,
            Leaver::Stranger => return self.review("somebody-left", None),
        };
        // A bystander's word does not stop the chase of those it goes to, unless he speaks for all.
        let written_to = self.item.follow_up_contacts();
        let bystander = !written_to.is_empty()
            && !written_to.iter().any(|p| p.address == address)
            && !speaks_for_all(&evidence.words);
        let hold = Hold {
            scope: HoldScope::Contact(address.clone()),
            reason: HoldReason::OptOut,
            until: None,
            evidence: evidence.clone(),
        };
        let entry = HistoryEntry {
            hold: Some(HoldReason::OptOut),
            ..HistoryEntry::new(EventKind::Updated, Actor::Daemon, &evidence).about(&self.item)
        };
        self.effects.push(Effect::Hold { hold, entry });
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
            let notice = notice(NoticeKind::Stop, item, self.answer, &aside);
            self.effects.push(updated);
            self.effects.push(Effect::Notice { notice });
            return self.effects;
        }
        // The chase goes on only after the owner said with whom (product.md 4).
        put_hold(&mut self.item, HoldReason::OptOut, None, &evidence);
        let named = successor(&self.answer.reading.own_text, &self.item);
        let mut effects = self.held(NoticeKind::Stop, &evidence);
        if let (Some(address), Some(Effect::Notice { notice })) = (named, effects.last_mut()) {
            notice.lines.push(successor_line(&address));
        }
        effects
    }
}
