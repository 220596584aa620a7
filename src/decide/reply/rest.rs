//! Answers that let an item rest: promises and acknowledgements.

use chrono::{Duration, NaiveDate};

use super::{Act, notice};
use crate::decide::machine::LONGEST_ABSENCE;
use crate::decide::{changed, lift, put_hold};
use crate::interpret::{self, is_absence};
use crate::model::{
    Actor, DateRole, Effect, EventKind, Evidence, HoldReason, Item, Kind, Notice, NoticeKind,
    Promise, Reply, SignalKind,
};

/// Before the day he promised the client writes that the thing came, or a part: no day breaks it now.
pub(super) fn keeps(item: &mut Item, reply: Reply) {
    let gives = matches!(reply, Reply::Delivered | Reply::Payment | Reply::Part);
    if let Some(promise) = item.promises.last_mut().filter(|p| gives && !p.broken) {
        promise.answered = true;
    }
}

impl Act<'_> {
    pub(super) fn promise_date(&self) -> Option<NaiveDate> {
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        self.answer
            .reading
            .signal(SignalKind::Promise)
            .and_then(|s| s.date)
            .filter(|d| *d >= today)
    }

    /// The day by which the rest is promised: the promise's own, else the last day the words name as one.
    pub(super) fn rest_date(&self) -> Option<NaiveDate> {
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        let coming = self.answer.reading.dates.iter();
        let coming = coming.filter(|d| d.role == DateRole::Promise && d.date > today);
        self.promise_date().or(coming.map(|d| d.date).max())
    }

    /// What the words say of the rest that only the team can answer: it is contested, refused, asked
    /// about.
    pub(super) fn refused(&self) -> Option<HoldReason> {
        let said = |kind| self.answer.reading.signal(kind).is_some();
        if said(SignalKind::Dispute) {
            Some(HoldReason::Dispute)
        } else if said(SignalKind::Decline) || self.has_none() {
            Some(HoldReason::Decline)
        } else if said(SignalKind::Question) || self.asks_about_the_rest() {
            Some(HoldReason::Question)
        } else {
            None
        }
    }

    /// One of several things is not to be had.
    fn has_none(&self) -> bool {
        self.item.kind == Kind::Request
            && self.item.asks.len() > 1
            && interpret::has_none(&self.answer.reading.own_text).is_some()
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
        waits.then_some(HoldReason::Question)
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
            _ => self.team_turn(HoldReason::Question, NoticeKind::Question, "asks-back"),
        }
    }

    /// Lets the item rest through the day named. One who only says when he is back promises nothing, so
    /// no later mail may hold him to it.
    pub(super) fn note_promise(&mut self, day: NaiveDate, evidence: &Evidence) {
        if is_absence(self.answer.reading, day) {
            let today = self.desk.client_day(&self.item.client, self.desk.now);
            let longest = Duration::days(LONGEST_ABSENCE);
            let last = day.min(today.checked_add_signed(longest).unwrap_or(day));
            let until = last.checked_add_signed(Duration::days(1)).unwrap_or(last);
            put_hold(&mut self.item, HoldReason::Absence, Some(until), evidence);
            return;
        }
        self.item.promises.push(Promise {
            date: day,
            at: self.desk.now,
            evidence: evidence.clone(),
            broken: false,
            answered: false,
            by: Some(self.answer.from.address.clone()),
        });
        let until = day.checked_add_signed(Duration::days(1)).unwrap_or(day);
        lift(&mut self.item, &[HoldReason::Acknowledged]);
        put_hold(&mut self.item, HoldReason::Promise, Some(until), evidence);
    }

    pub(super) fn promised(mut self) -> Vec<Effect> {
        if let Some(turn) = self.awaited() {
            return self.hand_over(turn);
        }
        let Some(day) = self.promise_date() else {
            return self.acknowledged();
        };
        let rule = if is_absence(self.answer.reading, day) {
            "out-of-office"
        } else {
            "promise"
        };
        let evidence = self.evidence(SignalKind::Promise, rule);
        self.tick_some();
        self.note_promise(day, &evidence);
        self.rest(evidence)
    }

    pub(super) fn acknowledged(mut self) -> Vec<Effect> {
        if let Some(turn) = self.awaited() {
            return self.hand_over(turn);
        }
        let kind = match self.answer.reading.reply {
            Reply::Promise => SignalKind::Promise,
            _ => SignalKind::Acknowledged,
        };
        let evidence = self.evidence(kind, "acknowledged");
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

    pub(super) fn rest(mut self, evidence: Evidence) -> Vec<Effect> {
        self.effects.push(changed(
            &self.item,
            EventKind::Held,
            &Actor::Daemon,
            &evidence,
        ));
        let until = self.item.holds.last().and_then(|h| h.until);
        let at = until.map(|day| self.desk.joint(&self.item.client).start_of(day));
        let notice = Notice {
            at,
            ..notice(NoticeKind::Resting, &self.item, self.answer, &evidence)
        };
        self.effects.push(Effect::Notice { notice });
        self.effects
    }
}
