//! What mail programs write around quotes, in the languages clients use: every form once.

use super::super::split;

mod attributions;
mod closings;
mod footers;
mod forwards;
mod headers;
mod inside;
mod names;
mod notes;

const OWN: &str = "The wood samples are with the joiner.";
const QUOTE: &str = "Could you let me have the floor plan by the 20th?\nIt was paid for in May.";

fn quoted() -> String {
    QUOTE
        .split('\n')
        .map(|line| format!("> {line}\n"))
        .collect()
}

fn only_own(text: &str, what: &str) {
    let parts = split(text, "Re: Floor plan");
    assert_eq!(parts.own, OWN, "{what}");
    assert!(parts.forwarded.is_none(), "{what}");
}
