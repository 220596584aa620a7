//! A day on which, or by which, nothing comes.

/// It is not to be, before the day is named: "can't pay by", "won't be", "not".
pub(in crate::interpret) const RULES_OUT: &[&str] =
    &["(?:not|n't|cannot|never|unable|impossible|unlikely|neither|nor|no way|no chance)"];
/// What makes a denial none of the day, or stands between the two and turns it.
pub(in crate::interpret) const NO_RULING: &[&str] = &[
    "(?:not|no|n't be|never|nor) (?:any )?(?:later|longer|only|just|forg[eo]t(?:ten)?|worry|hesitate|problem|doubt|issue)",
    "(?:but|so|then|instead|rather|however|only|except|unless|will|'ll|shall|expect|should|hope|try|trying)",
];
/// It is not to be, behind the day: "Friday is not possible", "Friday won't work".
pub(in crate::interpret) const OUT_BEHIND: &[&str] = &[
    "^(?:is|was|are|will be|would be|looks|seems|'s)? ?(?:also |just |simply |really |probably )?(?:not (?:possible|feasible|realistic|doable|going to (?:work|happen)|manageable)|impossible|unrealistic|too (?:early|soon|tight|short)|out of the question|no good|off the table|(?:difficult|hard|tough|tricky)(?: for us| to (?:make|meet|keep|manage))?|not)",
    "^(?:won't|will not|doesn't|does not|can't|cannot|wouldn't|would not|isn't|is not) (?:be possible|be doable|work|happen|do|suit|possible|doable|enough|realistic|going)",
];
/// A next clause that takes it back: "I would love to pay on Friday but can't".
pub(in crate::interpret) const TAKES_BACK: &[&str] = &[
    "^(?:but|though|however|yet)(?: i| we| they| it)?(?: just| simply| really| unfortunately| sadly)* (?:can't|cannot|can not|couldn't|could not|won't|will not|am not able|are not able|is not possible)(?: (?:do|promise|guarantee|commit to|confirm|manage|keep|meet|make|swear)(?: (?:it|that|this|to it|to that))?)?$",
];
