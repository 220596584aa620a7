//! Words around a payment: guesses, looking it up, paying, advices, and what was kept back.

pub(super) const GUESS_EN: &[&str] = &[
    "(?:i|we) (?:think|believe|guess|assume|suppose|suspect|would think)",
    "(?:i am|i'm|we are|we're) (?:pretty|fairly|quite|almost) (?:sure|certain)",
    "(?:i am|i'm|we are|we're) not (?:quite |entirely |really )?(?:sure|certain)",
    "(?:probably|presumably|possibly|perhaps|maybe|apparently|supposedly)",
    "(?:as far as (?:i|we) (?:know|remember|recall)|afaik|if (?:i|we) (?:remember|recall)|to my knowledge|from memory)",
    "(?:should|must|might|may|could) (?:already )?have (?:already )?(?:been )?(?:paid|transferred|settled|wired|remitted)",
    "(?:should|might|may) (?:already )?be (?:paid|settled)",
];
pub(super) const GUESS_ZH: &[&str] = &[
    "应该(?:是|已经|已|都|早就)?(?:付|打|转|汇|结)|可能|估计|大概|好像|似乎|印象(?:中|里)|貌似|记得(?:是)?(?:付|打|转|汇)|不确定|不太确定",
];
pub(super) const LOOKS_EN: &[&str] = &[
    "(?:let me|i'll|i will|we'll|we will|i am going to|need to|have to|going to) (?:just |quickly |first )?(?:check|look|verify|ask|find out|double-check|confirm)",
    "(?:checking|looking into|verifying)",
];
pub(super) const LOOKS_ZH: &[&str] = &["查一下|查查|核实|确认一下|核对|问一下|问问|看一下"];
pub(super) const PAYS_EN: &[&str] = &[
    "(?:pay|pays|paid|paying|payment|payments|transfer|transfers|transferred|transferring|remit|remitted|remittance|settle|settled|settlement|wire|wired|cleared|money|funds|bank|booked|sepa|swift|iban|direct debit|credit card|cheque|paypal)",
    "(?:sent|made) (?:the |your )?(?:money|amount|sum)",
];
pub(super) const PAYS_ZH: &[&str] =
    &["付|打款|打钱|转账|转帐|汇|支付|到账|到帐|结清|结算|划款|款|钱"];
/// Money that moved.
pub(super) const WENT_EN: &[&str] =
    &["(?:pay|paid|paying|transferred|remitted|settled|wired|went|sent)"];
pub(super) const WENT_ZH: &[&str] = &["付了|已付|打款|转了|汇了|汇出"];
pub(super) const ADVICE_EN: &[&str] =
    &["(?:advice|advise|receipt|proof|slip|confirmation|voucher|mt103|statement|debit note|bank)"];
pub(super) const ADVICE_ZH: &[&str] = &["水单|回单|凭证|回执|流水|付款|转账|汇款|支付|截图|底单"];
/// All else was paid.
pub(super) const BUT_EN: &[&str] = &[
    "(?:except|excepting|excluding|apart from|aside from|other than|with the exception of|all but|everything but|save for)(?: for)?",
];
pub(super) const BUT_ZH: &[&str] = &["除了|除(?:去|开)?"];
/// Something was taken off.
pub(super) const LESS_EN: &[&str] = &[
    "(?:less|minus|net of|deducting|deducted|after deduction of|withheld|withholding|retained|kept back|short of)",
];
pub(super) const LESS_ZH: &[&str] = &["扣(?:了|除|掉|下|留)?|减去|减掉|少付|预留|留下"];
