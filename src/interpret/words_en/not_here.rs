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
    "as",
    "problem",
    "problems",
    "trouble",
    "issue",
    "issues",
    "objection",
    "objections",
    "doubt",
    "doubts",
    "comments",
    "newer",
    "better",
    "other",
    "further",
    "more",
    "additional",
    "second",
    "separate",
];
/// It exists, but not where the writer is, or not as he would hand it over.
pub(in crate::interpret) const AWAY: &[&str] = &[
    "(?:at hand|to hand|on hand|handy|ready|with me|on me|here|at home|in front of me|at the office|available right)",
    "(?:in|as|on) (?:an? )?(?:pdf|dwg|ai|eps|svg|png|jpe?g|word|excel|digital|electronic|paper|scanned|editable|good|high|better|that|this|your|the right)",
];
/// All that was asked for.
pub(in crate::interpret) const ALL: &[&str] = &["(?:all|both|everything)"];
/// What was not named.
pub(in crate::interpret) const OTHERS: &[&str] = &["(?:else|rest|others?|remaining|remainder)"];
/// The team has it, or had it before.
pub(in crate::interpret) const YOURS: &[&str] = &[
    "you(?: already| still| do)* have(?: already| got| received)*",
    "you've(?: already| long)* (?:got|had|received)",
    "(?:is|are|was|were) (?:already )?with you",
];
/// Somebody of the team has it not, or shall get it.
pub(in crate::interpret) const NO_YOURS: &[&str] = &[
    "(?:you will|you'll|if|when|once|whether|as soon as|should you|do you|you have to|you have no|by [a-z0-9]+day|tomorrow|next|questions?|confirm|let us know|let me know|acknowledge|hope|trust|assume|asked|requested|wanted|attached|enclosed|below|here)",
];
/// It is to be taken from where the team finds it.
pub(in crate::interpret) const TAKE: &[&str] = &[
    "(?:use|reuse|re-use|take|download|grab|get|copy)~ (?:from|on) (?:the|our|your|last) (?:web ?site|homepage|web page|page|server|portal|intranet|media library|archive|catalogue|year|brochure)",
    "(?:use|reuse|re-use|take|keep)~ (?:last year's|last year|the old|the previous|the existing|the same|previous|existing)",
];
/// What came is not what it is to be in the end.
pub(in crate::interpret) const DRAFT: &[&str] = &[
    "(?:is|are|it's|that's|still|only|just|yet)~ (?:not (?:yet )?(?:final|finished|complete|approved|the final)|a draft|drafts|provisional|preliminary|a placeholder|placeholders|work in progress|wip)",
    "(?:isn't|aren't)~ (?:final|finished|complete|approved|the final)",
];
/// A draft is what is asked for.
pub(in crate::interpret) const WANTS_DRAFT: &[&str] =
    &["(?:draft|drafts|provisional|preliminary|sketch)"];
/// It is not to be taken from there.
pub(in crate::interpret) const NO_TAKE: &[&str] =
    &["(?:not|don't|never|no longer|instead of|rather than|stop)"];
/// What comes now is what it is to be in the end.
pub(in crate::interpret) const FINAL: &[&str] = &[
    "(?:this|these|here|it|now|attached|enclosed)(?: one| is| are|'s| now| comes)* (?:the|our|is|are) final",
];
