//! Fewer of a thing than there are.

pub(in crate::interpret) const SHARE: &[&str] = &[
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+|some|most|half|part|parts|several|many|a few|few|a couple|a selection|a third|a quarter) (?:out )?of (?:the|our|your|these|those|my|his|her|their)(?: (?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+))?",
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+) (?:out )?of (?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)",
];
/// Said behind the thing: "the quotes are attached, one is still missing".
pub(in crate::interpret) const LACKS: &[&str] = &[
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+|some|a few|a couple)(?: more| others?| of them)? (?:is|are|still|yet|remains?|will)(?: [a-z]+){0,2} (?:missing|outstanding|come|follow|open|pending)",
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+|some|a few)(?: of them)? (?:to follow|follows?|missing)",
];
/// Words before a share that make it the whole, or no share.
pub(in crate::interpret) const NOT_BEHIND: &[&str] = &[
    "all",
    "both",
    "last",
    "remaining",
    "other",
    "missing",
    "final",
    "outstanding",
    "only",
    "page",
];
/// "The logo is part of the folder": it belongs there.
pub(in crate::interpret) const BELONGS: &[&str] =
    &["is", "are", "as", "was", "were", "be", "form", "forms"];
/// Numbers in words, from one on.
pub(in crate::interpret) const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];
/// Another make of one thing.
pub(in crate::interpret) const VERSION: &[&str] = &[
    "(?:the|a|an|our|its|another)(?: [a-z0-9-]+){0,3} (?:versions?|editions?|translations?|halves|half|ones?)",
    "^(?:but |and )?[a-z]+ (?:version|edition|translation)s?",
];
