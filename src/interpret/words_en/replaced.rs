//! Invoices that take the place of others.

/// The old one stands behind.
pub(in crate::interpret) const REPLACES: &[&str] = &[
    "(?:replac(?:es|ing|e)|supersed(?:es|ing|e)|substitut(?:es|ing)|instead of|in place of|in lieu of|replacement for|substitute for|correct(?:s|ing|ion of|ion to)|cancel(?:s|l?ing)|void(?:s|ing)|takes the place of)",
];

/// The old one stands before.
pub(in crate::interpret) const IS_REPLACED: &[&str] = &[
    "(?:is|was|are|were|be|been|being|becomes?)(?: now| hereby| therefore| thus)* (?:replaced|superseded|cancell?ed|void|voided|invalid|obsolete|withdrawn|no longer valid)",
    "(?:please )?(?:disregard|ignore|destroy|discard)",
];

/// It is not so, or not yet.
pub(in crate::interpret) const NOT: &[&str] =
    &["(?:not|n't|never|will|would|shall|may|might|could|'ll|if|unless)"];

/// A paper that takes the place of the one the thread is about, which need not be named.
pub(in crate::interpret) const CORRECTED: &[&str] = &[
    "(?:corrected|revised|amended|replacement|re-?issued|updated) (?:version of the )?(?:invoice|bill)",
    "(?:invoice|bill) (?:in its|as) (?:corrected|revised|amended)",
];

/// The old paper, named by nothing but its age, is void.
pub(in crate::interpret) const VOIDED: &[&str] = &[
    "(?:old|previous|original|first|earlier|former|prior|wrong|incorrect|faulty) (?:one|invoice|bill)~ (?:(?:is|was|are|were|has been|have been|becomes|should be|must be|can be|may be)(?: now| hereby| therefore| thus| considered| regarded as| treated as)* (?:replaced|superseded|cancell?ed|void|voided|null|invalid|obsolete|withdrawn|reversed|credited|deleted|discarded|disregarded|ignored|no longer valid|not valid|destroyed))",
    "(?:disregard|ignore|destroy|discard|delete|do not pay|don't pay|cancell?ed|void(?:ed)?|revers(?:ed|es)|withdrawn?|withdrew|replaces|replacing|supersedes|superseding|cancels|cancell?ing|instead of|in place of|in lieu of) (?:the|our|your|that|my) (?:old|previous|original|first|earlier|former|prior|wrong|incorrect|faulty) (?:one|invoice|bill)",
];

/// What may stand between such a word and the number of the invoice.
pub(in crate::interpret) const BETWEEN: &[&str] = &[
    "the",
    "our",
    "your",
    "that",
    "my",
    "this",
    "invoice",
    "invoices",
    "bill",
    "bills",
    "no",
    "nr",
    "number",
    "numbers",
    "old",
    "previous",
    "original",
    "first",
    "earlier",
    "former",
    "wrong",
    "incorrect",
    "faulty",
    "dated",
    "and",
    "with",
    "by",
    "from",
    "as",
    "now",
    "therefore",
    "has",
    "have",
    "had",
    "been",
];
/// A list or the like of invoices, not one of them.
pub(in crate::interpret) const NO_PAPER: &[&str] = &[
    "(?:invoice|bill) (?:list|lists|overview|template|templates|address|data|details|form|forms|layout|recipient|schedule|plan|format|process)",
];
