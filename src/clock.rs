//! The only file that asks for the time.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

/// Where the time comes from: the system, or a test, a simulation and `replay`.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's wall clock.
    System,
    /// A clock that stands until it is moved.
    Fake(Arc<Mutex<DateTime<Utc>>>),
    /// A clock that showed the time of the mutex at an instant and goes as the runtime's timers do,
    /// which a simulation pauses and lets run ahead.
    Timers(Instant, Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn fake(at: DateTime<Utc>) -> Self {
        Self::Fake(Arc::new(Mutex::new(at)))
    }

    /// The time now, UTC.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fake(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
            Self::Timers(since, began) => {
                let began = *began
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                began + TimeDelta::from_std(since.elapsed()).unwrap_or_default()
            }
        }
    }

    /// Moves a fake clock forward; never back, and no other at all.
    pub fn advance_to(&self, to: DateTime<Utc>) {
        if let Self::Fake(at) = self {
            let mut at = at.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *at = (*at).max(to);
        }
    }
}
