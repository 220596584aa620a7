//! The ladder of follow-ups and how far an item has climbed it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One kind of follow-up, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Before it is due.
    HeadsUp,
    /// The first after it is due.
    Friendly,
    /// The second.
    Reminder,
    /// Says what the delay blocks; offers help.
    Firm,
    /// The last mail, with the client's escalation contact in Cc if configured.
    Last,
    /// A notice to the owner to telephone; nothing goes to the client.
    Call,
}

impl Step {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadsUp => "heads_up",
            Self::Friendly => "friendly",
            Self::Reminder => "reminder",
            Self::Firm => "firm",
            Self::Last => "last",
            Self::Call => "call",
        }
    }
}

/// One rung: a step and when it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rung {
    /// Which follow-up.
    pub step: Step,
    /// Working days after the due date (negative: before).
    pub after_due: i32,
}

/// The ordered steps of a policy; steps rise and days rise (checked by `config`).
pub type Ladder = Vec<Rung>;

/// How a follow-up leaves (product.md 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Sends nothing to clients; records what it would.
    Observe,
    /// The owner answers `ok`.
    Approve,
    /// The owner is told the working day before; silence sends.
    #[default]
    Forewarn,
    /// Sends.
    Auto,
}

impl Mode {
    /// The word of contracts.md.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Observe => "observe",
            Self::Approve => "approve",
            Self::Forewarn => "forewarn",
            Self::Auto => "auto",
        }
    }
}

/// A step that was really sent (observed and withdrawn ones do not count).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSent {
    /// Which.
    pub step: Step,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where an item (or its current instalment) stands on its ladder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LadderState {
    /// Rises with a new due date, `reopen`, a dead address: follow-ups are unique within a round.
    pub round: u32,
    /// Index of the instalment it is about; 0 without instalments.
    pub instalment: u32,
    /// Steps of this round that went out (or are on their way), in order.
    pub sent: Vec<StepSent>,
    /// Steps dropped by `skip`: the ladder goes on above them.
    pub passed: Vec<StepSent>,
    /// Steps only shown in mode `observe`; they do not count once another mode holds.
    #[serde(default)]
    pub observed: Vec<StepSent>,
    /// A step that waits for `ok` (mode approve), and since when.
    #[serde(default)]
    pub proposed: Option<StepSent>,
    /// The proposed step was agreed to: it leaves in the next working window.
    #[serde(default)]
    pub approved: Option<Step>,
}

impl LadderState {
    /// A fresh round, for a new due date, `reopen` or a dead address.
    #[must_use]
    pub fn next_round(&self) -> Self {
        Self {
            round: self.round.saturating_add(1),
            instalment: self.instalment,
            ..Self::default()
        }
    }
}
