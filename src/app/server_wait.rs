//! How long an outgoing server is left alone that could not be used: one refused login a mail locks
//! accounts, and a server that is away is not dialled once for each mail that waits.

use chrono::{DateTime, TimeDelta, Utc};

use crate::smtp::{Fault, Outcome, Reason};

/// Between two tries where only a person can help: login, certificate, account.
const PERSON: TimeDelta = TimeDelta::minutes(15);
/// After the first failed try of another kind; doubled with each that follows, up to [`PERSON`].
const FIRST: TimeDelta = TimeDelta::minutes(1);
/// Longest wait, whatever the clock says.
const LONGEST: TimeDelta = TimeDelta::minutes(20);

/// What is known of the outgoing server's health.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerWait {
    /// Since when it cannot be used, UTC, and why.
    pub failing: Option<(DateTime<Utc>, String)>,
    failures: u32,
    until: Option<DateTime<Utc>>,
    /// The password may be another one by now.
    stale: bool,
}

impl ServerWait {
    /// Until when nothing is tried, UTC; `None`: now. A clock set back ends no wait later than it began.
    #[must_use]
    pub fn waits_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.until
            .filter(|until| now < *until && *until - now <= LONGEST)
    }

    /// Somebody asked to try now.
    pub(super) fn over(&mut self) {
        self.until = None;
        self.stale = self.failing.is_some();
    }

    /// Whether the password is to be read again before the next try; asked once for each.
    pub(super) fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    /// No session could be had at `now` (UTC).
    pub(super) fn failed(&mut self, fault: &Fault, now: DateTime<Utc>) {
        let doublings = self.failures.min(4);
        self.failures = self.failures.saturating_add(1);
        let wait = if fault.needs_person() {
            PERSON
        } else {
            (FIRST * (1 << doublings)).min(PERSON)
        };
        self.until = Some(now + wait);
        self.stale = fault.needs_person();
        let since = self.failing.take().map_or(now, |(since, _)| since);
        self.failing = Some((since, fault.to_string()));
    }

    /// A session was had, and this came of a mail at `now` (UTC): limits hold for the account, not for
    /// the one mail.
    pub(super) fn tried(&mut self, outcome: &Outcome, now: DateTime<Utc>) {
        *self = Self::default();
        if let Outcome::Later {
            reason: reason @ Reason::Limit,
            ..
        } = outcome
        {
            let wait = TimeDelta::from_std(reason.least_wait()).unwrap_or(LONGEST);
            self.until = Some(now + wait.min(LONGEST));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn a_refused_login_is_not_tried_again_for_a_quarter_of_an_hour() {
        let mut wait = ServerWait::default();
        let login = Fault::Login {
            code: 535,
            text: "535 5.7.8 no".to_owned(),
        };
        wait.failed(&login, at(0));
        assert_eq!(wait.waits_until(at(14)), Some(at(15)));
        assert_eq!(wait.waits_until(at(15)), None);
        wait.failed(&login, at(15));
        assert_eq!(wait.failing.as_ref().map(|(since, _)| *since), Some(at(0)));
        let mut hurried = wait.clone();
        hurried.over();
        assert_eq!(hurried.waits_until(at(16)), None);
        assert!(hurried.failing.is_some(), "nothing was had yet");
        assert_eq!([hurried.take_stale(), hurried.take_stale()], [true, false]);
        // Set back by a day, the clock must not make it wait for one.
        assert_eq!(wait.waits_until(at(-1440)), None);
    }

    #[test]
    fn a_server_that_is_away_is_tried_more_and_more_seldom() {
        let mut wait = ServerWait::default();
        let away = Fault::Broken {
            stage: crate::smtp::Stage::Greeting,
            error: "silent".to_owned(),
        };
        let mut now = at(0);
        let mut waits = Vec::new();
        for _ in 0..6 {
            wait.failed(&away, now);
            let until = wait.waits_until(now).unwrap_or(now);
            waits.push((until - now).num_minutes());
            now = until;
        }
        assert_eq!(waits, [1, 2, 4, 8, 15, 15]);
        let sent = Outcome::Sent {
            text: "250 ok".to_owned(),
            refused: Vec::new(),
        };
        wait.tried(&sent, now);
        assert_eq!(wait, ServerWait::default());
    }

    #[test]
    fn a_limit_holds_for_all_that_waits_and_is_no_fault() {
        let mut wait = ServerWait::default();
        let limit = Outcome::Later {
            code: 451,
            text: "451 frequency limited".to_owned(),
            reason: Reason::Limit,
        };
        wait.tried(&limit, at(0));
        assert_eq!(wait.waits_until(at(1)), Some(at(20)));
        assert_eq!(wait.failing, None);
    }
}
