//! Several payments, or one told by its parts.

/// One sum is a part of another, or stands in its place.
pub(in crate::interpret) const ONE_OF_IT: &[&str] = &[
    "(?:of the|of it|of which|out of|including|includes|included|incl|i\\.e|that is|namely|made up of|consisting of|composed of|less|minus|plus|net|gross|vat|tax|fee|fees|charges|discount|instead of|rather than|not|total|altogether|sum|balance|remaining|rest|open|outstanding|left|owe|owed|due|for the|equals|equivalent)",
];
/// The money came back.
pub(in crate::interpret) const BACK: &[&str] = &[
    "(?:returned|returns|refunded|refund|back|bounced|reversed|rejected|failed|cancelled|recalled)",
];
/// All that may stand beside the sums of a plain list of payments.
pub(in crate::interpret) const PLAIN: &[&str] = &[
    "(?:to you|to your account|went (?:out|off)|we|i|i've|we've|and|then|another|also|again|on|in|was|were|have|has|had|been|already|just|the|paid|transferred|wired|remitted|sent|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)",
];
/// One rate of several.
pub(in crate::interpret) const INSTALMENT: &[&str] = &["(?:instalment|installment|tranche)"];
/// More of them than one.
pub(in crate::interpret) const INSTALMENTS: &[&str] =
    &["(?:instalments|installments|tranches|both|every|each|all)"];
/// When money went.
pub(in crate::interpret) const WHEN: &[&str] = &[
    "(?:yesterday|today|just now|this morning|this afternoon|earlier|last (?:week|month|night|monday|tuesday|wednesday|thursday|friday))",
];
