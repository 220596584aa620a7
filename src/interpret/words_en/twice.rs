//! A bill that came twice.

pub(in crate::interpret) const BILLED: &[&str] = &[
    "(?:is|be|was|looks like|look like|seems|seems like|appears)~ duplicates?",
    "(?:duplicated|double|duplicate) (?:invoice|invoicing|bill|billing|charge|claim|demand)",
    "^duplicates?",
    "(?:billed|charged|invoiced)~ twice",
];
/// The mail came twice, the money went twice, or a copy is wanted.
pub(in crate::interpret) const OTHERWISE: &[&str] = &[
    "duplicates?~ (?:mails?|e-?mails?|messages?|reminders?|reply|replies|notes?|payments?|transfers?|advice|copy|copies|file|files)",
    "(?:mails?|e-?mails?|messages?|reminders?|reply|replies|payments?|transfers?|file|files|copy|letter)~ duplicated?",
    "(?:not|no|never|isn't|wasn't) (?:a |an )?duplicated?",
    "in duplicate",
    "^duplicates? (?:keys?|prints?|sets?|files?)",
    "(?:bank|card|paypal)~ (?:charged|billed|debited)~ twice",
];
