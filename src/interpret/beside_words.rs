//! Words for handing over a thing, and for what belongs to a payment, in both languages.

/// A thing is to be handed over, signed or agreed to.
pub(super) const THING_EN: &[&str] = &[
    "(?:send|provide|return|sign|share|upload|submit|supply|deliver|bring|complete|fill (?:in|out)|approve|email|e-mail|post|forward|hand (?:in|over)|give us|give me|let (?:us|me) have|get us|countersign|correct|proofread|choose|pick|confirm (?:the|your)|tell (?:me|us)|(?:don't|do not) forget|(?:give|get) (?:me|us) (?:your|the))",
    "(?:still |also |only |just )*(?:need|require|lack|await)(?:ing)?",
    "(?:also |still )?missing",
    "(?:are|is) (?:still |also )?(?:missing|outstanding|lacking|waiting for)",
    "waiting for",
    "could (?:we|i) (?:also )?(?:have|get)",
];
pub(super) const THING_ZH: &[&str] = &[
    "提供|发(?:给|我|来|一|送|到|下|回)|寄|回传|签(?:字|署|章|回|好|收)|盖章|补(?:充|齐|发|交|上)|上传|提交|给我|给到|填写|填好|审批|审核|反馈|还(?:需|差|缺)|确认",
];
/// What accompanies a payment, or says how to go about the mail itself.
pub(super) const OF_PAYING_EN: &[&str] = &[
    "(?:confirm|acknowledge|confirmation of)(?: the| its| safe| your)* (?:receipt|arrival|payment|transfer|order)",
    "confirm (?:that|when|whether|if|once|by|this|it)",
    "(?:accounts?|accounting|finance|bookkeeping|book-?keeper|billing|purchasing)(?: (?:department|team|dept|office|payable))?",
    "(?:forward|pass|hand|give|share|bring|sign|approve|complete|post|email|mail|submit) (?:it|this|them|these)(?: .*)?$",
    "(?:sign(?:ing)? off|confirmation|attention of)",
    "(?:we|i)(?:'ll| will)?(?: still| also| only| just)* need to",
    "you(?:'ll| will)?(?: still| also| only| just)* need(?: to)?",
    "(?:payment|bank) (?:reference|slip|proof|confirmation|details|account)",
    "proof of",
    "remittance",
    "(?:reference|iban|swift|bic|account number|sort code)",
    "(?:let (?:me|us) know|get in touch|get back|reach out|contact|call|questions?|queries|hesitate)",
    "(?:money|funds|cheques?|checks?|amount|sum|transfer|receipts?|credit notes?|reminders?|deposit|fees?)",
    "(?:vat|tax|purchase order|po|order|cost cent(?:re|er)) (?:number|no|id|code)",
    "(?:more|further|any|additional) (?:information|details|help)",
];
pub(super) const OF_PAYING_ZH: &[&str] = &[
    "查收|签收|收到请|确认收|收悉|回复|告知|联系|财务|会计|水单|回单|凭证|底单|截图|开户|账号|账户|抬头|税号|备注|款|票|到账|打款|汇|转账|转给|转交|费|金额|核对|随时|知悉|有(?:任何)?(?:问题|疑问)",
];
