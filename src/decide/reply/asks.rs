//! Material that came: asks ticked, the item closed when none is left.

use super::{Act, LONG, notice};
use crate::decide::{changed, lift};
use crate::interpret;
use crate::model::{
    Actor, ClosedHow, Effect, EventKind, Evidence, Hold, HoldReason, Kind, NoticeKind, SignalKind,
};

impl Act<'_> {
    pub(super) fn delivered(mut self) -> Vec<Effect> {
        let evidence = self.evidence(SignalKind::Delivered, "delivered");
        let refused = self.answer.asks.iter().any(|a| !a.done);
        // In a long letter "here it is" may be said of anything: it closes only what it names.
        let named = self
            .answer
            .asks
            .iter()
            .any(|a| a.done && a.evidence.rule != "ask-all");
        if self.answer.reading.own_text.chars().count() > LONG && !named && self.answer.files == 0 {
            return self.review("long-letter");
        }
        if let Some(rule) = self.unseen() {
            return match interpret::complains(&self.answer.reading.own_text) {
                Some(words) => self.complained(&words),
                None => self.review(rule),
            };
        }
        // One ask of several things, or a file that is another thing than was asked for.
        let doubt = self.item.open_asks().find_map(|ask| {
            interpret::gives_less(self.answer.reading, self.answer.names, &ask.text)
        });
        if let Some(rule) = doubt.filter(|_| self.item.asks.len() == 1) {
            return self.review(rule);
        }
        let ticked = self.tick();
        if let Some(rule) = self.not_quite() {
            return self.review(rule);
        }
        let open = self.item.open_asks().count();
        if open == 0 || (self.item.asks.len() <= 1 && !refused) {
            return self.close(ClosedHow::Delivered, true, evidence);
        }
        let promised = |h: &Hold| h.reason == HoldReason::Promise;
        let awaited = self.rest_date().is_some() || self.item.holds.iter().any(promised);
        if (refused || awaited || self.gives_by_name()) && ticked > 0 {
            return self.part(evidence);
        }
        // "All sent" over several asks of which some cannot be seen: a person looks.
        self.review("delivered-not-all-seen")
    }

    /// Why what is said of one of several things leaves it to its owner, as a rule code.
    fn not_quite(&self) -> Option<&'static str> {
        let said = |rule| self.said_of_one(rule);
        if said(interpret::GIVEN_BEFORE) {
            return Some("said-to-be-sent");
        }
        said(interpret::DRAFT_ONLY).then_some("another-thing")
    }

    /// It is said to have been sent at another time, and nothing of it was ever seen: what came by
    /// another way, or got lost, only its owner knows.
    fn unseen(&self) -> Option<&'static str> {
        let by_words = |rule: &str| ["ask-all", "ask-words", "ask-number"].contains(&rule);
        let told = self
            .answer
            .asks
            .iter()
            .any(|a| a.done && !by_words(&a.evidence.rule));
        let seen = self.answer.files > 0 || told;
        let before = || interpret::sent_before(&self.answer.reading.own_text);
        (!seen && before().is_some()).then_some("said-to-be-sent")
    }

    /// What came is named, each file of it, and nothing else is said: what is not named has not come.
    fn gives_by_name(&self) -> bool {
        let given = || self.answer.asks.iter().filter(|a| a.done);
        let by_words = |rule: &str| ["ask-words", "ask-number", interpret::TOLD].contains(&rule);
        let holds_more = |name: &String| {
            let name = name.to_lowercase();
            [".zip", ".rar", ".7z", ".tar", ".gz"]
                .iter()
                .any(|end| name.ends_with(end))
        };
        self.answer.files <= given().count()
            && given().any(|a| by_words(&a.evidence.rule))
            && given().all(|a| a.evidence.rule != "ask-all")
            && !self.answer.names.iter().any(holds_more)
            && interpret::only_gives(&self.answer.reading.own_text, &self.item.asks)
    }

    pub(super) fn part_delivered(mut self) -> Vec<Effect> {
        let evidence = self.evidence(SignalKind::Part, "part-delivered");
        let before = self.item.asks.clone();
        let ticked = self.tick();
        if let Some(rule) = self.not_quite() {
            return self.review(rule);
        }
        let (day, turn) = (self.rest_date(), self.refused());
        let left = self.item.open_asks().next().is_some();
        let coming = self.answer.reading.signal(SignalKind::Promise).is_some();
        // An ask of several things of which some are to come is not done. Where each of several seems to
        // have come, the day may be of another matter: a person looks, and nobody is chased for all.
        if !left && (day.is_some() || turn.is_some() || coming || before.len() < 2) {
            let several = before.len() > 1;
            self.item.asks = before;
            if several && turn.is_none() {
                return self.review("part-of-what");
            }
        } else if !left {
            return self.close(ClosedHow::Delivered, true, evidence);
        }
        if let Some(turn) = turn {
            return self.hand_over(turn);
        }
        if ticked > 0 && left || day.is_some() {
            return self.part(evidence);
        }
        self.review("part-of-what")
    }

    /// Marks the asks that were given with words that only let the item rest; one that seems to have all
    /// of them rests with all of them. Whether it seems so.
    pub(super) fn tick_some(&mut self) -> bool {
        let before = self.item.asks.clone();
        let ticked = self.tick();
        let all = ticked > 0 && self.item.open_asks().next().is_none();
        if all {
            self.item.asks = before;
        }
        all
    }

    /// Marks the asks that were given; tells how many.
    pub(super) fn tick(&mut self) -> usize {
        let mut ticked = 0_usize;
        let several = self.item.asks.len() > 1;
        for ask in &mut self.item.asks {
            // "The floor plan and the guest list" is two things: one of them is not all of the ask.
            let less = |rule: &str| {
                several
                    && ["ask-words", "ask-attachment", interpret::TOLD].contains(&rule)
                    && interpret::gives_less(self.answer.reading, self.answer.names, &ask.text)
                        == Some("part-of-what")
            };
            let given = (self.answer.asks.iter())
                .any(|a| a.n == ask.n && a.done && !less(&a.evidence.rule));
            if given && !ask.done {
                ask.done = true;
                ticked = ticked.saturating_add(1);
            }
        }
        ticked
    }

    /// Something came, something is left: the rest is chased, after a promise for it if one was made;
    /// what is refused or asked about of it is the team's turn.
    pub(super) fn part(mut self, evidence: Evidence) -> Vec<Effect> {
        // What was promised of the rest stands: who gives early is not asked earlier.
        lift(&mut self.item, &[HoldReason::Acknowledged]);
        if let Some(promise) = self.item.promises.last_mut().filter(|p| p.whole) {
            promise.answered = false;
        }
        let term = || interpret::term_of_payment(&self.answer.reading.own_text);
        let waits = self.item.kind == Kind::Invoice && term().is_some();
        if let Some(turn) = self.refused().or(waits.then_some(HoldReason::Question)) {
            return self.hand_over(turn);
        }
        let event = match self.rest_date() {
            Some(day) => {
                let promise = self.evidence(SignalKind::Promise, "promise");
                self.note_promise(day, &promise);
                EventKind::Held
            }
            None => EventKind::Updated,
        };
        self.effects
            .push(changed(&self.item, event, &Actor::Daemon, &evidence));
        let mut notice = notice(NoticeKind::Part, &self.item, self.answer, &evidence);
        let promised = self.besides().into_iter().filter(|l| l.code == "promised");
        notice.lines.extend(promised);
        self.effects.push(Effect::Notice { notice });
        self.effects
    }
}
