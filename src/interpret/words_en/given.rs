//! What stands behind the number of an ask and hands nothing over.

/// A point that is still open.
pub(in crate::interpret) const OPEN: &[&str] = &[
    "tb[acd]",
    "to be (?:determined|decided|confirmed|announced|defined|clarified|agreed|advised|discussed|checked|done|filled)",
    "(?:to |will )?follows?",
    "(?:a bit |a little |some time )?later",
    "soon",
    "asap",
    "pending",
    "open",
    "outstanding",
    "missing",
    "not yet",
    "in (?:progress|preparation|the works|production|review|approval)",
    "(?:under|on its|on the) way",
    "underway",
    "wip",
    "(?:still )?working on",
    "(?:waiting|awaiting)",
    "(?:nearly|almost) (?:done|ready|finished|there)",
    "(?:once|as soon as|when) (?:we|i|he|she|they|it|the)",
    "(?:don't|do not) know",
    "no idea",
    "unknown",
    "unclear",
    "(?:will|to|have to|need to|must) (?:check|clarify|ask|find out)",
    "being (?:made|done|prepared|printed|written|checked|signed|scanned)",
];
/// Somebody else sees to it.
pub(in crate::interpret) const BY_ANOTHER: &[&str] = &[
    "[a-z]+ (?:does|is doing|will do|handles|will handle|is handling|sends|will send|provides|will provide|takes care of|will take care of|looks after|has|knows) (?:it|that|this|them|these|those)",
    "(?:ask|via|through|from) (?:[a-z]+ ){0,2}[a-z]+",
    "with (?:the |our |my )?[a-z]+",
];
/// There is none of it: an answer, or a refusal; or no word at all.
pub(in crate::interpret) const NONE: &[&str] = &[
    "none",
    "no",
    "nope",
    "nothing",
    "nil",
    "na",
    "n/a",
    "not applicable",
    "not needed",
    "not required",
    "not necessary",
    "no need",
    "not available",
    "refused",
    "declined",
    "see above",
    "see below",
    "as above",
    "same as above",
    "dito",
    "ditto",
    "there is none",
    "there are none",
    "we have none",
    "we don't have any",
    "we do not have any",
    "don't have",
    "skip",
    "x",
];
/// First words of a question that yes or no answers.
pub(in crate::interpret) const YES_OR_NO: &[&str] = &[
    "do", "does", "did", "is", "are", "was", "were", "will", "would", "can", "could", "shall",
    "should", "may", "have", "has", "whether", "if", "any",
];
