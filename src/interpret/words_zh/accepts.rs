//! A member leaves it at what the client promised.

pub(in crate::interpret) const AS_SAID: &[&str] = &[
    "(?:按|按照|照|依|依照|如)(?:您|你|贵司|贵方)(?:所)?(?:说|讲|写|提|定|答应|承诺|约定|安排)|就(?:按|照)|按(?:约定|计划|商定|说好)",
];
/// Something has come.
pub(in crate::interpret) const HAS: &[&str] = &["收到|到账|到帐|拿到|齐了|齐全|都有了|到了|已到"];
/// It is limited or taken back.
pub(in crate::interpret) const BUT: &[&str] = &[
    "但|不过|可是|然而|除非|都(?:收|到|齐)|全部(?:收|到|齐)|全(?:收|到|齐)|付清了|结清了|不用了|不需要|算了|免了",
];
