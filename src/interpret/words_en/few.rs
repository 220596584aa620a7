//! One thing handed over by its name, and words that make it one of several or a piece.

pub(in crate::interpret) const ONE: &[&str] = &[
    "^(?:here(?:'s| is| are)|attached(?: is| are)?|enclosed(?: is| are)?|please find(?: attached| enclosed)?) (?:the|our|your|my)(?: [a-z-]+){1,3}$",
];
pub(in crate::interpret) const FEW: &[&str] = &[
    "(?:first|second|third|next|last|two|three|four|few|some|several|couple|many|most|half|part|parts|more|another|other|only|page|pages|front|back|cover|draft|drafts|preliminary|provisional|initial|interim|batch|sample|beginning|start|of|without|except|but|no|not|chapter|section|introduction|excerpt|outline|preview|teaser|question|questions|comments|screenshot|rest|remaining|link|reply|answer)",
];
/// The whole of it is paid.
pub(in crate::interpret) const PAID: &[&str] = &[
    "^(?:yes,? |ok,? )?(?:we|i)(?:'ve| have)?(?: just| already| now| also)? (?:paid|settled) (?:the|your|this|that) (?:invoice|bill)(?: in full| today| yesterday| now| already| this morning| this week| last week| by bank transfer)?$",
];
/// An excuse and nothing else.
pub(in crate::interpret) const SORRY: &[&str] = &[
    "^(?:i'm |i am |we are |we're )?(?:so |very |really |terribly )*(?:sorry|apologies|my apologies|our apologies|pardon)(?: about that| for that)?$",
];
