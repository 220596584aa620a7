//! Terms of payment.

/// What is paid, and when: in either order.
pub(in crate::interpret) const TERM: &[&str] = &[
    "(?:pay|pays|paid|payable|payment|settle|settled|transfer|release|released|remit|due)~ (?:after|upon|on|once|when|following|against|subject to)~ (?:acceptance|accepted|delivery|delivered|handover|handed over|completion|completed|sign-off|signed off|final approval|approved by|inspection|inspected|commissioning|go-live|goes live|gone live|is live|launch|launched|installation|installed|goods|shipment|arrived|arrives)",
    "(?:after|upon|on|once|when|following|against|subject to)~ (?:acceptance|accepted|delivery|delivered|handover|handed over|completion|completed|sign-off|signed off|final approval|inspection|inspected|commissioning|go-live|goes live|gone live|is live|launch|launched|installation|installed|goods|shipment)~ (?:pay|paid|payment|settle|transfer|release|remit)",
];

/// What makes a term of payment a complaint: defects, refusals, reproaches.
pub(in crate::interpret) const FAULT: &[&str] = &[
    "(?:not|never|no|cannot|refuse|refused|broken|fix|fixed|fixes|repair|repaired|defects?|faults?|faulty|bugs?|missing|wrong|poor|bad|complain|complaint|disappointed|disappointing|unacceptable|damaged|replace|replaced|replacement|incorrect|dispute|overcharged|late|delay|delayed|delays|corrected|rework|problems?|issues?|unless|why)|[a-z]+n't",
];

/// What is only still to come, or nothing to worry about.
pub(in crate::interpret) const BENIGN: &[&str] = &[
    "(?:no (?:problems?|issues?|worries)|(?:has |have |is |are )?not (?:yet )?(?:been )?(?:accepted|delivered|inspected|signed off|launched|live|arrived|installed)(?: yet)?|(?:hasn't|haven't|isn't|aren't) (?:yet )?(?:been )?(?:accepted|delivered|inspected|signed off|launched|live|arrived|installed)(?: yet)?)",
];

/// Money told as gone: the term was met. A day gone by may be that of the goods.
pub(in crate::interpret) const PAID: &[&str] = &[
    "(?:was|were|have|has|had|we've|i've)(?: (?:been|already|just|all|now|it|this|that|everything|fully|since))* (?:paid|settled|transferred|released|remitted|wired)",
    "(?:payments?|transfers?) (?:was|were|has|have|had)(?: (?:been|already|just|all|now))* (?:made|effected|executed)",
    "made (?:(?:the|a|our|this|that|your|full|bank) )*(?:payments?|transfers?)",
    "(?:we|i|they|he|she|accounting|finance|bank) (?:paid|settled|transferred|released|remitted|wired)",
    "(?:paid|settled|transferred|released|remitted|wired) (?:it|this|that|everything|all|the|your|our|in full|yesterday|last|already|on|upon|directly)",
    "(?:went|gone) (?:out|off|through)|(?:already|yesterday|last (?:week|month)|this morning) (?:paid|settled|transferred|released|remitted|wired)",
];
