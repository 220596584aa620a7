//! The working time of everybody named in the configuration.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Datelike as _, Days, Utc};

use super::{Joint, WorkingTime};
use crate::model::ClientKey;

/// Days ahead for which holidays should be known.
const AHEAD: u64 = 31;

/// Working time of the team and of every configured client.
#[derive(Debug, Clone)]
pub struct Calendars {
    /// The team.
    pub team: WorkingTime,
    clients: HashMap<ClientKey, WorkingTime>,
}

impl Calendars {
    /// Of the team and the clients that have their own.
    #[must_use]
    pub fn new(team: WorkingTime, clients: HashMap<ClientKey, WorkingTime>) -> Self {
        Self { team, clients }
    }

    /// A client's working time; the team's if nobody configured it.
    #[must_use]
    pub fn of(&self, client: &ClientKey) -> &WorkingTime {
        self.clients.get(client).unwrap_or(&self.team)
    }

    /// Both sides' working time; a client nobody configured has the team's zone, hours and calendar.
    #[must_use]
    pub fn joint(&self, client: &ClientKey) -> Joint {
        Joint {
            team: self.team.clone(),
            client: self.of(client).clone(),
        }
    }

    /// Bundled calendars in use that know nothing of this year (UTC) or of that of a month later,
    /// by name and year, each once.
    #[must_use]
    pub fn unknown_years(&self, now: DateTime<Utc>) -> Vec<(String, i32)> {
        let today = now.date_naive();
        let later = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
        let years = BTreeSet::from([today.year(), later.year()]);
        let mut unknown = BTreeSet::new();
        for side in std::iter::once(&self.team).chain(self.clients.values()) {
            for &year in &years {
                unknown.extend(
                    side.holidays
                        .ignorant_of(year)
                        .map(|name| (name.to_owned(), year)),
                );
            }
        }
        unknown.into_iter().collect()
    }
}
