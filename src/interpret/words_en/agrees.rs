//! Agreement to what was put before somebody.

pub(in crate::interpret) const AGREES: &[&str] = &[
    "(?:no (?:objections?|problems?|issues?|changes|concerns) (?:with|to|on|about)|nothing to (?:add|change|object))",
];
/// An ask for agreement.
pub(in crate::interpret) const TO_CONFIRM: &[&str] = &[
    "(?:confirm|confirmation|approve|approval|agree|agreement to|sign-off|sign off|release|your ok|okay)",
];
/// It is taken back, or of some of it only.
pub(in crate::interpret) const BUT: &[&str] =
    &["(?:but|except|however|only|once|if|unless|until|apart from|other than|yet)"];
