//! What tells that a figure without a currency is a sum that was paid.

/// Before the figure: "we paid 2,400", "a transfer of 2,400".
pub(in crate::interpret) const BEFORE: &[&str] = &[
    "(?:paid|payed|transferred|wired|remitted|sent|settled|released|deposited|credited|transfer of|payment of|instalment of|installment of|deposit of|amount of|sum of)(?: you| them| it| the| a| an| our| your| first| only| just| exactly| another| over| about| in total)*",
];
/// Behind it: "2,400 was paid".
pub(in crate::interpret) const BEHIND: &[&str] = &[
    "^(?:(?:of (?:it|this|that|them)|was|were|is|has|have|had|been|already|just|now|all) )*(?:paid|payed|transferred|wired|remitted|sent|settled|released|on (?:its|the) way|went out|gone out|deposit|down payment|advance|instalment|installment)",
];
/// Before a figure that is none of money.
pub(in crate::interpret) const NO_SUM: &[&str] = &[
    "(?:ref|reference|no|nr|number|invoice|transaction|order|po|id|code|account|receipt|slip|cheque|check|card|since|in|year|#)",
];
/// Behind a figure that is none of money.
pub(in crate::interpret) const NO_SUM_BEHIND: &[&str] = &[
    "^(?:days?|weeks?|months?|hours?|people|persons|pieces|pcs|copies|units|items|invoices|files|employees|times|st|nd|rd|th)",
];
