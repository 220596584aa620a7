//! Holds: no follow-ups until a date or an event.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Address, ClientKey, Evidence, ItemId};

/// Why there are no follow-ups (contracts.md 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The client named a day.
    Promise,
    /// Seen, passed on, will look: the grace period runs.
    Acknowledged,
    /// The client asked something back.
    Question,
    /// The client contests it.
    Dispute,
    /// The client will not.
    Decline,
    /// A person must look: unclear, unproved, adopted, late or the owner's own words.
    Review,
    /// `snooze`.
    Snooze,
    /// `pause`.
    Pause,
    /// No live contact is left.
    Bounce,
    /// The contact asked not to be mailed, or is the wrong person.
    OptOut,
    /// Out of office.
    Absence,
    /// A reply fits several items.
    Ambiguous,
}

impl HoldReason {
    /// It is the team's turn while such a hold stands (product.md 3).
    #[must_use]
    pub fn turns_to_team(self) -> bool {
        matches!(
            self,
            Self::Question | Self::Decline | Self::Dispute | Self::Review | Self::Ambiguous
        )
    }

    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Acknowledged => "acknowledged",
            Self::Question => "question",
            Self::Dispute => "dispute",
            Self::Decline => "decline",
            Self::Review => "review",
            Self::Snooze => "snooze",
            Self::Pause => "pause",
            Self::Bounce => "bounce",
            Self::OptOut => "opt_out",
            Self::Absence => "absence",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// What a hold stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldScope {
    /// One item.
    Item(ItemId),
    /// Every follow-up to one contact.
    Contact(Address),
    /// Every item of one client.
    Client(ClientKey),
    /// Everything.
    Team,
}

/// A hold wider than one item, before and after something changed it: what `undo` restores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldChange {
    /// As it stood; `None` if there was none of its scope and reason.
    #[serde(default)]
    pub before: Option<Hold>,
    /// As it stands now; `None` if it ended.
    #[serde(default)]
    pub after: Option<Hold>,
}

/// One reason not to chase. Holds stack: an item is chased only when none is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// What it stops.
    pub scope: HoldScope,
    /// Why.
    pub reason: HoldReason,
    /// First day (in the client's zone) on which follow-ups may go again; `None` = until an event.
    pub until: Option<NaiveDate>,
    /// What led to it.
    pub evidence: Evidence,
}
