//! Days off named without their dates.

/// The next run of days off.
pub(in crate::interpret) const NEXT: &[&str] = &[
    "(?:after|following|post|past|over|(?:when|once|as soon as|after) (?:i|we|he|she|they|everybody|everyone)(?: am| are| is|'m|'re|'s)? (?:back|returns?) (?:from|after)|once|when|as soon as|until after|till after|end of)(?: |-)(?:all )?(?:the |these |those |our |this )?(?:(?:bank|public|national|festive|winter|year-end|end-of-year|holiday|christmas|xmas|upcoming|coming|long) )*(?:holidays?|holiday season|festive season|festivities|break|long weekend|shutdown|closure)",
];

/// No run of days off: one's own leave, a pause of a talk, what nobody's calendar has.
pub(in crate::interpret) const NOT_NEXT: &[&str] = &[
    "(?:my|his|her|their|own|annual|summer|lunch|coffee|spring|school|term|half-term|maternity|paternity|parental)(?: [a-z-]+)? (?:holidays?|break|leave|vacation)",
    "(?:just|now|already) back (?:from|after)|returned (?:from|after)|(?:came|got) back",
    "(?:instead of|not wait|don't want|do not want|no need to wait|without waiting|rather than|earlier than|not|before and not)(?: to wait)?(?: until| till)? (?:after )?(?:the )?(?:holidays?|break|new year)",
    "(?:instead of|do not want to wait|don't want to wait|without waiting|not wait|rather than)",
    "(?:holidays?|break) (?:pay|card|cards|campaign|photos?|pictures|brochure|home|homes|flat|party|plan|planner|schedule|list|rota|offer|offers|sale|sales|let|request|catalogue|shop)",
    "(?:break|closure|shutdown) (?:of|in|between|even|down|clause|through)|break-even",
];

/// The new year of the calendar.
pub(in crate::interpret) const YEAR: &[&str] = &[
    "(?:in|into|early in|at the start of|after|start|beginning of) (?:the )?new year(?: holidays?)?",
];
