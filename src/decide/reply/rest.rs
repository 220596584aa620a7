//! Answers that let an item rest: promises and acknowledgements.

use chrono::{Duration, NaiveDate};

use super::{Act, notice};
use crate::decide::machine::LONGEST_ABSENCE;
use crate::decide::{AWAITS_TEAM, changed, lift, put_hold};
use crate::interpret::{self, is_absence, is_ruled_out};
use crate::model::{
    Actor, Effect, EventKind, Evidence, Hold, HoldReason, Item, Kind, Notice, NoticeKind, Promise,
    Reply, SignalKind,
};

/// Days ahead up to which "after the holidays" is a day; farther off, nobody can tell which are meant.
const FAR_OFF: i64 = 120;
/// Days by which the first day worked may lie behind the one that was named for it.
const A_FEAST: i64 = 7;

/// Before the day he promised the client writes that the thing came, or a part: no day breaks it now,
/// unless he promised everything and a part is seen to be left.
pub(super) fn keeps(item: &mut Item, reply: Reply) {
    let gives = matches!(reply, Reply::Delivered | Reply::Payment | Reply::Part);
    if let Some(promise) = item.promises.last_mut().filter(|p| gives && !p.broken) {
        promise.answered = true;
    }
}

impl Act<'_> {
    pub(super) fn promise_date(&self) -> Option<NaiveDate> {
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let promise = self.answer.reading.signal(SignalKind::Promise);
        let named = promise.and_then(|s| s.date).filter(|d| *d >= today);
        let named = named.map(|day| interpret::day_of_coming(self.answer.reading, day));
        let near = today.checked_add_signed(Duration::days(FAR_OFF));
        let off = self.days_off().and_then(|off| self.day_after(off));
        let off = off.filter(|day| near.is_none_or(|near| *day <= near));
        match (named, off) {
            // "In the new year" is 1 January to who reads dates, and the first day worked to who pays.
            (Some(named), Some(off)) => {
                let same = (0..=A_FEAST).contains(&off.signed_duration_since(named).num_days());
                Some(if same { off } else { named })
            }
            (named, off) => named.or(off),
        }
    }

    /// The day by which the rest is promised: the promise's own, else the last day the words name as one.
    pub(super) fn rest_date(&self) -> Option<NaiveDate> {
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let coming = interpret::promised_days(self.answer.reading, today);
        self.promise_date().or(coming.into_iter().max())
    }

    /// What the words say of the rest that only the team can answer: it is contested, refused, asked
    /// about.
    pub(super) fn refused(&self) -> Option<HoldReason> {
        let said = |kind| self.answer.reading.signal(kind).is_some();
        if said(SignalKind::Dispute) {
            Some(HoldReason::Dispute)
        } else if said(SignalKind::Decline) || self.has_none() {
            Some(HoldReason::Decline)
        } else if self.answer.asks_own_people {
            None
        } else if said(SignalKind::Question) || self.asks_about_the_rest() || self.leaves_some() {
            Some(HoldReason::Question)
        } else {
            None
        }
    }

    /// Of something he says only who else has it, or a word that may be a refusal: what then, the team
    /// decides.
    fn leaves_some(&self) -> bool {
        let mut asks = self.answer.asks.iter();
        asks.any(|a| {
            [interpret::ELSEWHERE, interpret::DOUBTFUL].contains(&a.evidence.rule.as_str())
        })
    }

    /// Why it is the team's turn without a refusal, as a rule code.
    fn waits_for(&self) -> &'static str {
        let asks = self.answer.reading.signal(SignalKind::Question).is_some();
        let own = &self.answer.reading.own_text;
        if asks || self.asks_about_the_rest() {
            "asks-back"
        } else if self.leaves_some() {
            "left-to-another"
        } else if self.item.kind == Kind::Invoice && interpret::term_of_payment(own).is_some() {
            "payment-term"
        } else if interpret::waits_on_team(own).is_some()
            || self.item.kind == Kind::Invoice && interpret::awaits_team(own, false).is_some()
        {
            AWAITS_TEAM
        } else {
            "asks-back"
        }
    }

    /// Whether this is the rule by which the answer says something of an ask that is left.
    pub(super) fn said_of_one(&self, rule: &str) -> bool {
        let left = |n: u32| self.item.open_asks().any(|ask| ask.n == n);
        let mut asks = self.answer.asks.iter();
        asks.any(|a| a.evidence.rule == rule && !a.done && left(a.n))
    }

    /// One of several things is not to be had.
    fn has_none(&self) -> bool {
        self.item.kind == Kind::Request
            && self.item.asks.len() > 1
            && (self.said_of_one(interpret::NO_SUCH)
                || interpret::has_none(&self.answer.reading.own_text).is_some())
    }

    /// A question, if only a courteous one, names something that has not come: "is last year's all right?"
    fn asks_about_the_rest(&self) -> bool {
        let given = |n: u32| self.answer.asks.iter().any(|a| a.n == n && a.done);
        let asked = interpret::asked_about(&self.answer.reading.own_text, &self.item.asks);
        let mut left = self.item.open_asks().filter(|ask| !given(ask.n));
        left.any(|ask| asked.contains(&ask.n))
    }

    /// What he says without a question waits for the team all the same.
    pub(super) fn awaited(&self) -> Option<HoldReason> {
        if self.has_none() {
            return Some(HoldReason::Decline);
        }
        let dated = self.promise_date().is_some();
        let own = &self.answer.reading.own_text;
        let waits = self.item.kind == Kind::Invoice && interpret::awaits_team(own, dated).is_some();
        let first = || interpret::waits_on_team(own).is_some();
        (waits || first()).then_some(HoldReason::Question)
    }

    /// A day named beside what the team must answer first: it holds on its own, whatever the answer. One
    /// that is asked for is no promise.
    pub(super) fn promised_besides(&mut self) {
        let Some(day) = self.promise_date() else {
            return;
        };
        let promise = self.evidence(SignalKind::Promise, "promise");
        let own = &self.answer.reading.own_text;
        let asked = own.find(promise.words.as_str()).is_some_and(|at| {
            let behind = own.get(at.saturating_add(promise.words.len())..);
            behind.is_some_and(|text| text.trim_start().starts_with(['?', '？']))
        });
        if !asked {
            self.note_promise(day, &promise);
        }
    }

    pub(super) fn hand_over(self, turn: HoldReason) -> Vec<Effect> {
        match turn {
            HoldReason::Dispute => self.disputed(),
            HoldReason::Decline => self.team_turn(turn, NoticeKind::Decline, "declines"),
            _ => {
                let rule = self.waits_for();
                self.team_turn(HoldReason::Question, NoticeKind::Question, rule)
            }
        }
    }

    /// Lets the item rest through the day named. One who only says when he is back promises nothing, so
    /// no later mail may hold him to it. What was written before the promise that holds and came after
    /// it is noted, and holds nothing: `false`.
    pub(super) fn note_promise(&mut self, day: NaiveDate, evidence: &Evidence) -> bool {
        if is_absence(self.answer.reading, day) {
            let today = self.desk.client_day(&self.item.client, self.desk.now);
            let longest = Duration::days(LONGEST_ABSENCE);
            let last = day.min(today.checked_add_signed(longest).unwrap_or(day));
            let until = last.checked_add_signed(Duration::days(1)).unwrap_or(last);
            put_hold(&mut self.item, HoldReason::Absence, Some(until), evidence);
            return true;
        }
        // Nobody may be held to a day on which he said it would not come, and none is chased before it.
        if is_ruled_out(self.answer.reading, day) {
            let next = day.checked_add_signed(Duration::days(1)).unwrap_or(day);
            let until = next.max(self.desk.after_grace(&self.item.client));
            put_hold(
                &mut self.item,
                HoldReason::Acknowledged,
                Some(until),
                evidence,
            );
            return true;
        }
        let promise = Promise {
            date: day,
            at: self.answer.written,
            evidence: evidence.clone(),
            broken: false,
            answered: false,
            waited: false,
            whole: interpret::promises_all(&evidence.words),
            by: Some(self.answer.from.address.clone()),
        };
        if self.stands(HoldReason::Promise).is_some()
            && let Some(newer) = self.item.promises.iter().position(|p| p.at > promise.at)
        {
            self.item.promises.insert(newer, promise);
            return false;
        }
        self.item.promises.push(promise);
        let until = day.checked_add_signed(Duration::days(1)).unwrap_or(day);
        lift(&mut self.item, &[HoldReason::Acknowledged]);
        put_hold(&mut self.item, HoldReason::Promise, Some(until), evidence);
        true
    }

    /// The hold of this reason.
    fn stands(&self, reason: HoldReason) -> Option<&Hold> {
        self.item.holds.iter().find(|hold| hold.reason == reason)
    }

    pub(super) fn promised(mut self) -> Vec<Effect> {
        if let Some(turn) = self.awaited() {
            return self.hand_over(turn);
        }
        let Some(day) = self.promise_date() else {
            let today = self.desk.client_day(&self.item.client, self.desk.now);
            return if self.days_off().is_some() {
                self.review("after-which-days-off")
            } else if interpret::far_off_feast(self.answer.reading, today).is_some() {
                self.review("day-far-off")
            } else {
                self.acknowledged()
            };
        };
        let rule = if is_absence(self.answer.reading, day) {
            if interpret::is_anothers_absence(self.answer.reading, day) {
                "colleague-away"
            } else {
                "out-of-office"
            }
        } else if is_ruled_out(self.answer.reading, day) {
            "not-by-then"
        } else {
            "promise"
        };
        let mut evidence = self.evidence(SignalKind::Promise, rule);
        self.tick_some();
        if self.note_promise(day, &evidence) {
            return self.rest(evidence);
        }
        evidence.rule = "promise-overtaken".to_owned();
        let until = self.stands(HoldReason::Promise).and_then(|h| h.until);
        self.rests(EventKind::Updated, until, evidence)
    }

    pub(super) fn acknowledged(mut self) -> Vec<Effect> {
        if let Some(turn) = self.awaited() {
            return self.hand_over(turn);
        }
        // "That is fine now": whether it ends what he contested, a person says.
        if self.stands(HoldReason::Dispute).is_some() {
            self.tick_some();
            return self.review("disputed-before");
        }
        let (kind, rule) = match self.answer.reading.reply {
            Reply::Promise => (SignalKind::Promise, "promise-without-a-day"),
            _ => (SignalKind::Acknowledged, "acknowledged"),
        };
        let evidence = self.evidence(kind, rule);
        self.tick_some();
        let until = self.desk.after_grace(&self.item.client);
        put_hold(
            &mut self.item,
            HoldReason::Acknowledged,
            Some(until),
            &evidence,
        );
        self.rest(evidence)
    }

    pub(super) fn rest(self, evidence: Evidence) -> Vec<Effect> {
        let until = self.item.holds.last().and_then(|h| h.until);
        self.rests(EventKind::Held, until, evidence)
    }

    fn rests(
        mut self,
        event: EventKind,
        until: Option<NaiveDate>,
        evidence: Evidence,
    ) -> Vec<Effect> {
        self.effects
            .push(changed(&self.item, event, &Actor::Daemon, &evidence));
        let at = until.map(|day| self.desk.joint(&self.item.client).start_of(day));
        let notice = Notice {
            at,
            ..notice(NoticeKind::Resting, &self.item, self.answer, &evidence)
        };
        self.effects.push(Effect::Notice { notice });
        self.effects
    }
}
