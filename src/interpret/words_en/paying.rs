//! Words around a payment: guesses, looking it up, paying, advices, and what was kept back.

pub(in crate::interpret) const GUESS: &[&str] = &[
    "(?:i|we) (?:think|believe|guess|assume|suppose|suspect|would think)",
    "(?:i am|i'm|we are|we're) (?:pretty|fairly|quite|almost) (?:sure|certain)",
    "(?:i am|i'm|we are|we're) not (?:quite |entirely |really )?(?:sure|certain)",
    "(?:probably|presumably|possibly|perhaps|maybe|apparently|supposedly)",
    "(?:as far as (?:i|we) (?:know|remember|recall)|afaik|if (?:i|we) (?:remember|recall)|to my knowledge|from memory)",
    "(?:should|must|might|may|could) (?:already )?have (?:already )?(?:been )?(?:paid|transferred|settled|wired|remitted)",
    "(?:should|might|may) (?:already )?be (?:paid|settled)",
];

pub(in crate::interpret) const LOOKS: &[&str] = &[
    "(?:let me|i'll|i will|we'll|we will|i am going to|need to|have to|going to) (?:just |quickly |first )?(?:check|look|verify|ask|find out|double-check|confirm)",
    "(?:checking|looking into|verifying)",
];

pub(in crate::interpret) const PAYS: &[&str] = &[
    "(?:pay|pays|paid|paying|payment|payments|transfer|transfers|transferred|transferring|remit|remitted|remittance|settle|settled|settlement|wire|wired|cleared|money|funds|bank|booked|sepa|swift|iban|direct debit|credit card|cheque|paypal)",
    "(?:sent|made) (?:the |your )?(?:money|amount|sum)",
];

/// Money that moved.
pub(in crate::interpret) const WENT: &[&str] =
    &["(?:pay|paid|paying|transferred|remitted|settled|wired|went|sent)"];

pub(in crate::interpret) const ADVICE: &[&str] =
    &["(?:advice|advise|receipt|proof|slip|confirmation|voucher|mt103|statement|debit note|bank)"];

/// All else was paid.
pub(in crate::interpret) const BUT: &[&str] = &[
    "(?:except|excepting|excluding|apart from|aside from|other than|with the exception of|all but|everything but|save for)(?: for)?",
];

/// Something was taken off.
pub(in crate::interpret) const LESS: &[&str] = &[
    "(?:less|minus|net of|deducting|deducted|after deduction of|withheld|withholding|retained|kept back|short of)",
];

/// The money's arrival, of which a guess is none of the payment.
pub(in crate::interpret) const ARRIVES: &[&str] = &[
    "you (?:should|must|will|might|may|can|could|would|have|had|already)(?: [a-z]+){0,4} (?:money|funds|it|payment|transfer|amount|sum)",
    "(?:be|is|are|arrive|arrives|land|lands|show up|reach)(?: [a-z]+){0,3} (?:account|bank|you)",
];
/// Besides, and not except: "apart from the EUR 50 in May we have also paid".
pub(in crate::interpret) const BESIDES: &[&str] =
    &["(?:also|too|as well|another|additionally|in addition|further|on top)"];
/// Words before "less" that make it no deduction.
pub(in crate::interpret) const NO_LESS: &[&str] =
    &["(?:no|not|nothing|any|more or|never) less|less than"];
/// Half of it.
pub(in crate::interpret) const HALF: &[&str] = &["(?:half|50 ?%|50 percent|50 per cent)"];
/// Another half, more or less than half, half of something else.
pub(in crate::interpret) const ANOTHER_HALF: &[&str] = &[
    "(?:other|second|last|first|more than|over|than|about|almost|nearly|upper|lower) half",
    "(?:and a half|half an|half a|half of the (?:deposit|advance|fee|costs?)|half past|half[- ](?:year|yearly|day|days|hour|board|term|time|price)|half of (?:january|february|march|april|may|june|july|august|september|october|november|december|the (?:year|month|week|team|work|job))|half the (?:team|work|job|year|month|week|time))",
    "(?:plus|minus|vat)",
];
/// Several bills.
pub(in crate::interpret) const SEVERAL: &[&str] = &["(?:invoices|bills)"];
/// The advice of a payment, as machines call it.
pub(in crate::interpret) const ADVISES: &[&str] = &[
    "(?:remittance|payment|transfer|credit|settlement) (?:advice|advise|notification|notice|confirmation|slip)",
    "(?:advice|notification|notice|confirmation) of (?:your |the |our |a )?(?:payment|remittance|transfer)",
    "payment (?:has been |was )?(?:executed|made|released|completed|processed|initiated|issued|sent)",
    "(?:we have|has been|have been) (?:paid|transferred|remitted|settled)",
    "(?:initiated|executed|made|released|issued) (?:a|the|your|this) (?:payment|transfer|remittance)",
];
