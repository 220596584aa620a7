//! A member leaves it at what the client promised.

pub(in crate::interpret) const AS_SAID: &[&str] = &[
    "(?:as|when|the way|on the day|at the time) you (?:say|said|wrote|write|promised|promise|suggested|suggest|proposed|propose|mentioned|offered|announced|planned|put it)",
    "as (?:agreed|discussed|promised|announced|planned|arranged|indicated)",
];
/// Something has come.
pub(in crate::interpret) const HAS: &[&str] = &[
    "(?:received|receipt|arrived|got (?:it|everything|them|all|the)|have (?:it|everything|them|all)|here now|is here|are here|came|in our account|complete)",
];
/// It is limited or taken back.
pub(in crate::interpret) const BUT: &[&str] = &[
    "(?:but|however|unfortunately|unless|except|instead|already|everything|all of it|in full|complete|completely|no need|never mind)",
];
