//! Why something was decided: rule code, mail and the very words.

use serde::{Deserialize, Serialize};

use super::MessageId;

/// Stable code of the rule that fired, kebab-case, for `why` and other programs
/// (`reply-in-thread`, `automatic-dsn`, `command`, …).
pub type Rule = String;

/// What led to a decision. Stored with every change and printed by `nudged why`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Stable rule code.
    pub rule: Rule,
    /// The mail the words stand in; `None` for time and the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// The very words, at most [`Evidence::LONGEST`] characters.
    #[serde(default)]
    pub words: String,
}

impl Evidence {
    /// Longest quotation kept, in characters.
    pub const LONGEST: usize = 400;

    /// Evidence from a mail; `words` are cut to [`Self::LONGEST`] characters.
    #[must_use]
    pub fn new(rule: &str, message_id: Option<&MessageId>, words: &str) -> Self {
        Self {
            rule: rule.to_owned(),
            message_id: message_id.cloned(),
            words: words.trim().chars().take(Self::LONGEST).collect(),
        }
    }
}
