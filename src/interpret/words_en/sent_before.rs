//! Something is said to have been given at an earlier time.

pub(in crate::interpret) const EARLIER: &[&str] = &[
    "(?:last|previous) (?:week|month|night|time|monday|tuesday|wednesday|thursday|friday|e-?mail|mail|message)",
    "(?:days|weeks|months|a while|a week|a month|long|ages) ago",
    "yesterday",
    "(?:sent|e-?mailed|mailed|delivered|provided|given|forwarded|went)~ on (?:monday|tuesday|wednesday|thursday|friday)",
    "(?:sent|e-?mailed|mailed|delivered|provided|gave|given|shared|uploaded|forwarded|handed)~ (?:before|earlier|previously|twice|repeatedly|several times)",
    "(?:already|previously|earlier) (?:sent|e-?mailed|mailed|delivered|provided|gave|given|shared|uploaded|forwarded|handed)",
];

/// It is the thing itself that is of that time.
pub(in crate::interpret) const OF_THEN: &[&str] = &[
    "(?:from|of|since) (?:last|yesterday)",
    "(?:asked|asked for|requested|discussed|signed|approved|agreed|confirmed)~ (?:last|yesterday|weeks ago|days ago|a week ago)",
    "(?:attached|enclosed|below|here is|here are|here you|again|once more|resend|resent|re-sent)",
];

/// Annoyance at being asked again.
pub(in crate::interpret) const ANNOYED: &[&str] = &[
    "(?:second|third|fourth|fifth|sixth|tenth|umpteenth|nth|how many|so many|endless|constant|three|four|five|six|ten) (?:times?|reminders?|e-?mails?|mails?|chasers?|requests?)",
    "(?:keep|kept|keeps) (?:asking|chasing|writing|sending|reminding|pestering|bothering)",
    "(?:stop|quit) (?:asking|chasing|reminding|pestering|bothering)",
    "why (?:do|are) you (?:keep|still)",
    "(?:fed up|ridiculous|annoying|annoyed|harass(?:ed|ing|ment)?|unprofessional|outrageous|had it with)",
];
