//! A thing that does not exist, or that the team is said to have already.

/// What follows is not to be had.
pub(in crate::interpret) const NO: &[&str] = &[
    "(?:we|i|there)(?:'ve| have| got| are| is)+ no",
    "(?:we|i) (?:do not|don't|did not|didn't) (?:have|own|keep|possess)",
    "there (?:is not|isn't|are not|aren't)",
];
/// What stood before is not to be had.
pub(in crate::interpret) const IS_NONE: &[&str] = &[
    "(?:does|do) not exist",
    "(?:doesn't|don't) exist",
    "(?:we|i) (?:do not|don't) have (?:any|one|it|them|that|this|those|such)",
    "(?:we|i)(?:'ve| have)? (?:got )?(?:none|no such)",
];
/// Behind these words it is about something else.
pub(in crate::interpret) const UP_TO: &[&str] = &[
    "to",
    "on",
    "in",
    "at",
    "for",
    "about",
    "with",
    "from",
    "regarding",
    "against",
    "under",
    "and",
    "but",
];
/// The team has it, or had it before.
pub(in crate::interpret) const YOURS: &[&str] = &[
    "you(?: already| still| do)* have(?: already| got| received)*",
    "you've(?: already| long)* (?:got|had|received)",
    "(?:is|are|was|were) (?:already )?with you",
];
/// Somebody of the team has it not, or shall get it.
pub(in crate::interpret) const NO_YOURS: &[&str] = &[
    "(?:you will|you'll|if|when|once|whether|as soon as|should you|do you|you have to|you have no|by [a-z0-9]+day|tomorrow|next|questions?|asked|requested|wanted|attached|enclosed|below|here)",
];
