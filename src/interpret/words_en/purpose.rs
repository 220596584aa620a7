//! To whom, or for what.

pub(in crate::interpret) const ELSEWHERE: &[&str] = &[
    "(?:to|for|with) (?:the |our |my |a |an |his |her |their |that )(?:[a-z]+ )?(?:printer|printers|colleague|agency|caterer|supplier|studio|shop|fair|photographer|builder|builders|company|landlord|bank|team|hotel|contractor|freelancer|designer|deposit|event|order|material|materials|trip|[a-z]+ers?)",
    "your (?:colleague|boss|driver|assistant)",
    "in cash",
];
