//! Who wants no more mail.

/// Of one matter.
pub(in crate::interpret) const OF_ONE: &[&str] = &[
    "(?:can|may|could) (?:now |all )?stop (?:chasing|asking|reminding|writing|mailing)",
    "(?:no need|no reason) to (?:chase|remind|ask|write)",
    "(?:mails?|e-?mails?|reminders?|messages?) (?:about|regarding|concerning|on|for) (?:the|this|that|it)",
];
/// Of all, or because he is not the one.
pub(in crate::interpret) const FOR_GOOD: &[&str] = &[
    "(?:no longer|have left|has left|i left|leaving|retired|retiring|changed jobs|not responsible|not in charge|wrong person|wrong address|unsubscribe|in future|in the future|from now on|ever again|at all|altogether|anything else|any of your|all your|remove me|take me off|delete my)",
];
