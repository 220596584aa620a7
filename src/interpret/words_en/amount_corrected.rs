//! An invoice is over another amount than it said.

/// Words straight before the amount that holds from now on.
pub(in crate::interpret) const IS_TO_BE: &[&str] = &[
    "(?:should|ought to) (?:be|read|say|have been|have read|have said)(?: only)?",
    "(?:corrected|amended|revised|changed|adjusted) to(?: read)?",
    "(?:correct|corrected|right|new|amended|revised) (?:total|amount|sum|figure|invoice)(?: (?:of|for|on|no|number|the|invoice|total|amount|[a-z/#-]*[0-9][a-z0-9/#-]*))*(?: (?:is|now|over|of|comes to|amounts to|reads|only))*",
];
/// Words straight before the amount that held until now.
pub(in crate::interpret) const NOT_THIS: &[&str] = &["(?:instead of|rather than|and not|not)"];
/// Words straight before the amount in its place.
pub(in crate::interpret) const COPULA: &[&str] =
    &["(?:is|over|amounts to|comes to)(?: (?:over|only|now|just|actually))*"];
/// The sum is one of a payment, or comes on top.
pub(in crate::interpret) const BESIDE: &[&str] = &[
    "(?:received|receive|arrived|came|paid|pay|pays|paying|payment|payments|transfer|transferred|discount|rebate|credit|credited|another|additional|additionally|extra|further|part|partial|partly|first|second|third|instalments?|installments?|deposit|down|rest|remaining|remainder|balance|open|outstanding|includes|including)",
];
/// Before the sum: it is one of the invoice's lines.
pub(in crate::interpret) const POSITION: &[&str] = &[
    "(?:freight|shipping|postage|travel|fees?|vat|tax|surcharge|item|line|position|hours|rate|price|budget|offer|quote|estimate|costs)",
];
/// It is not said to be so.
pub(in crate::interpret) const ONLY_IF: &[&str] =
    &["(?:if|unless|whether|in case|should you|would|could|might)"];
