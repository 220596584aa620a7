//! Answers that let an item rest: promises and acknowledgements.

use chrono::{Duration, NaiveDate};

use super::{Act, notice};
use crate::decide::{changed, lift, put_hold};
use crate::model::{
    Actor, Effect, EventKind, Evidence, HoldReason, Notice, NoticeKind, Promise, Reply, SignalKind,
};

impl Act<'_> {
    pub(super) fn promise_date(&self) -> Option<NaiveDate> {
        let today = self.desk.client_day(&self.item.client, self.desk.now);
        self.answer
            .reading
            .signal(SignalKind::Promise)
            .and_then(|s| s.date)
            .filter(|d| *d >= today)
    }

    pub(super) fn note_promise(&mut self, day: NaiveDate, evidence: &Evidence) {
        self.item.promises.push(Promise {
            date: day,
            at: self.desk.now,
            evidence: evidence.clone(),
            broken: false,
        });
        let until = day.checked_add_signed(Duration::days(1)).unwrap_or(day);
        lift(&mut self.item, &[HoldReason::Acknowledged]);
        put_hold(&mut self.item, HoldReason::Promise, Some(until), evidence);
    }

    pub(super) fn promised(mut self) -> Vec<Effect> {
        let Some(day) = self.promise_date() else {
            return self.acknowledged();
        };
        let evidence = self.evidence(SignalKind::Promise, "promise");
        self.tick_some();
        self.note_promise(day, &evidence);
        self.rest(evidence)
    }

    pub(super) fn acknowledged(mut self) -> Vec<Effect> {
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
