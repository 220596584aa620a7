//! Somebody else has a thing, or is to be asked for it.

pub(in crate::interpret) const HAS: &[&str] = &[
    "(?:is|are|lies|lie|sits|rests) (?:still |all |currently |now )?with [a-z]+",
    "(?:managed|handled|kept|held|looked after|administered|taken care of|maintained|owned|run) by",
    "(?:manages|handles|keeps|holds|looks after|administers|takes care of|maintains|(?:is|are) responsible for|(?:is|are) in charge of)",
];
pub(in crate::interpret) const HAS_NOT: &[&str] = &[
    "with (?:you|your|this|that|these|it|all|both|a|an|no|some|or|and|the (?:[a-z]+ )?(?:attachment|mail|e-mail|email|letter|file|files|link|folder))",
    "by (?:me|us|you|now|then|friday|monday|tuesday|wednesday|thursday|tomorrow|next|the end)",
    "(?:i|we) (?:am|are|manage|handle|keep|hold)",
];
pub(in crate::interpret) const REDIRECTS: &[&str] = &[
    "(?:please|you can|you could|you may|you should|just|best|better|kindly|could you|directly|to)(?: directly| best| just| please| always)* (?:ask|contact|call|ring|mail|e-mail|email|write to|speak to|speak with|talk to|talk with|reach out to|get in touch with|turn to|check with|approach)(?: directly)? (?:him|her|them|our|my|the|mr|mrs|ms|[a-z]+)",
    "(?:get|got|have|obtain|request|order) (?:it|them|that|this|(?:the|our) (?:[a-z-]+ ){1,3})(?:directly )?from (?:him|her|them|our|my|the|mr|mrs|ms|[a-z]+)",
];
pub(in crate::interpret) const NO_REDIRECT: &[&str] = &[
    "(?:ask|contact|call|ring|mail|e-mail|email|write to|speak to|speak with|talk to|talk with|reach out to|get in touch with|turn to|check with|approach|from) (?:directly )?(?:me|us|you|your|if|when|for|whether|to|about)",
    "(?:questions?|problems?|unclear|doubt|anything else|more information|further information|trouble|if|should|in case|will)",
];
/// Who or where somebody is: an ask that such words answer.
pub(in crate::interpret) const PERSON: &[&str] = &[
    "(?:contact|contacts|person|persons|who|whom|name|names|phone|telephone|mobile|e-mail|email|address|addresses|recipient|recipients|responsible|in charge)",
];
