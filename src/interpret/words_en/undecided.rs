//! The client's side has not made up its mind.

pub(in crate::interpret) const UNDECIDED: &[&str] = &[
    "(?:not|n't|never)~ (?:decided|made a decision|made up (?:our|my|their|his|her) minds?|settled on|reached (?:a decision|an agreement|agreement|a consensus|consensus))",
    "(?:not|n't)~ (?:agree|agreed|aligned|unanimous|of one mind)~ (?:internally|among ourselves|amongst ourselves|among themselves|between ourselves|in(?:side)? the team|in-house|on our side)",
    "still (?:internally )?(?:discussing|debating|deciding|considering|weighing|thinking about|undecided|divided|arguing|in two minds)",
    "(?:no|without a) (?:final )?decision~ (?:yet|so far|been|made|taken)",
    "(?:undecided|no consensus|different (?:opinions|views) (?:internally|in the team|in-house|among us|on our side))",
];
/// It was decided after all.
pub(in crate::interpret) const DECIDED: &[&str] = &[
    "(?:decided (?:against|not)|not going to|will not|won't|no longer|cancel|cancelled|canceled|dropped|called off)",
];
