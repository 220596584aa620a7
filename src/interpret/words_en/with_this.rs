//! A file that comes with words of what is to come, and how the state of a thing is called.

pub(in crate::interpret) const WITH_THIS: &[&str] =
    &["(?:today|for now|for a start|already|herewith)"];
/// It is to come later all the same.
pub(in crate::interpret) const LATER: &[&str] = &[
    "(?:tonight|later|this (?:afternoon|evening)|by|before|after|until|end of|in the (?:afternoon|evening)|once|when|tomorrow|follows?)",
];
/// What stands before a thing, or beside it.
pub(in crate::interpret) const NOT_YET_IT: &[&str] = &[
    "(?:draft|drafts|old|previous|blank|empty|template|sample|example|question|questions|comments|unsigned|preliminary|outline|request)",
];
/// Says in which state a thing is, and of no thing which it is.
pub(in crate::interpret) const MANNER: &[&str] = &[
    "signed",
    "sign",
    "final",
    "new",
    "old",
    "approved",
    "updated",
    "update",
    "latest",
    "scan",
    "scanned",
    "copy",
    "version",
    "draft",
    "corrected",
    "revised",
    "completed",
    "filled",
    "attached",
];
