//! Whom somebody speaks to, or of.

/// Before a name.
pub(in crate::interpret) const OPENERS: &[&str] = &[
    "hi ",
    "hello ",
    "hey ",
    "dear ",
    "good morning ",
    "and ",
    "for ",
];
/// Behind a name that is told of.
pub(in crate::interpret) const TOLD_OF: &[&str] = &[
    "our ", "my ", "the ", "who ", "from ", "head of ", "in copy", "cc",
];
