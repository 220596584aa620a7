//! Who is away.

/// Somebody else than the writer.
pub(in crate::interpret) const OF_ANOTHER: &[&str] = &[
    "(?:my|our|the|his|her|their)(?: [a-z-]+)? (?:boss|bosses|manager|managers|director|directors|ceo|cfo|coo|cto|accountant|accountants|bookkeeper|controller|colleague|colleagues|partner|assistant|secretary|owner|supervisor|superior|lawyer|notary|designer|photographer|architect|engineer|chef|chairman|chairwoman|president|treasurer|husband|wife|landlord|principal|headmaster|buyer|clerk|person)",
    "(?:head|director|manager|person|people|colleague) (?:of|who|in charge|responsible)",
    "(?:he|she|they)(?:'s|'re|'ll)?(?: [a-z]+)? (?:is|are|was|will|back|returns?|comes?|gets?|away|on|out)",
    "(?:mr|mrs|ms|dr)\\.? [a-z]+",
];
/// The writer is among them, or his whole house.
pub(in crate::interpret) const OF_MINE: &[&str] = &[
    "(?:i|i'm|i'll|i've|we|we're|we'll|we've|myself|ourselves|me)",
    "^(?:our|the|my) (?:office|offices|company|shop|studio|house|team|factory|plant)",
];
/// Behind a name.
pub(in crate::interpret) const IS: &[&str] = &[
    "is", "will", "returns", "comes", "gets", "has", "was", "isn't", "won't", "should", "only",
];
/// What begins a sentence with a capital and is nobody.
pub(in crate::interpret) const NO_NAME: &[&str] = &[
    "it",
    "this",
    "that",
    "there",
    "what",
    "which",
    "who",
    "everyone",
    "everybody",
    "nobody",
    "all",
    "office",
    "work",
    "today",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "payment",
    "delivery",
    "approval",
    "everything",
    "nothing",
    "and",
    "but",
    "back",
    "here",
];
