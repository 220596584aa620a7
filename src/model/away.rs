//! Who is away, and who stands in.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Address, Evidence};

/// A member's absence: a deputy gets his notices and may command for him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// Who is away.
    pub owner: Address,
    /// Who stands in.
    pub deputy: Address,
    /// When it was said (UTC).
    pub since: DateTime<Utc>,
    /// The last day of it, in the team's zone.
    pub through: NaiveDate,
    /// What told.
    pub evidence: Evidence,
}

/// An absence before and after something changed it: what `undo` restores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwayChange {
    /// As it stood; `None` if he was there.
    #[serde(default)]
    pub before: Option<Away>,
    /// As it stands now; `None` if he is back.
    #[serde(default)]
    pub after: Option<Away>,
}
