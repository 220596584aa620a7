//! Something was taken off what is owed.

pub(in crate::interpret) const DEDUCTED: &[&str] = &[
    "deduct(?:ed|ing|s|ions?)?",
    "(?:withheld|withholding|withhold|kept back|keep back|held back|hold back|retained|retaining|knocked off|took off|taken off)",
    "(?:less|minus|net of|after|against)(?: the| an| a| your| our| this| that| open)* credit(?: note| memo)?s?",
    "set(?:s|ting)? (?:it |this |that |them )?off (?:the|against|our|your|a|an|it|this|that|with)",
    "offset(?:s|ting)? (?:the|against|our|your|a|an|it|this|that|with|by)",
    "(?:less|minus|net of|after)(?: the| an| a| your| our| agreed| usual| early)* (?:[0-9][0-9.,]* ?%|(?:cash |payment |early payment )*discount|skonto|rebate|withholding|retention|(?:bank |transfer )?(?:fees|charges)|tax)",
    "(?:with|using|used|taking|took|taken|applying|applied|claiming|claimed|minus|less|deserved|agreed|usual|our|your|the|a|an) ?(?:the |a |an |our |your |agreed |usual |cash |early |payment |prompt |[0-9.,]+ ?(?:%|percent|per cent) )*(?:discount|skonto|rebate|retention)",
];
pub(in crate::interpret) const NO_DEDUCTED: &[&str] = &[
    "(?:no|without|not|n't|never|forgot|missed|waived|despite)(?: the| any| a| an| our| your| cash| early| further| payment)* (?:deduct(?:ed|ing|ions?)?|discounts?|skonto|rebates?|retention|withholding)",
    "(?:discount|skonto|rebate|retention)(?: period)? (?:was|is|has|had) (?:not|already|missed|over|expired|waived)",
];
