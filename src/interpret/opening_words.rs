//! Words that make a mail an invoice, or only look like one, in both languages.

pub(super) const INVOICE_EN: &[&str] = &[
    "invoices?",
    "bill",
    "payable",
    "payments?",
    "pay",
    "amount due",
    "total due",
    "balance due",
    "remit(?:tance)?",
    "overdue",
    "past due",
    "unpaid",
    "net [0-9]+",
    "[0-9]+ days net",
    "instalments?",
    "installments?",
    "settle",
    "due on receipt",
    "upon receipt",
    "rechnung",
    "statement of account",
    "debit note",
    "outstanding",
    "down ?payment",
    "transfer the amount",
    "bank transfer",
    "dunning",
    "fee note",
    "facture",
];
pub(super) const INVOICE_ZH: &[&str] = &[
    "发票|账单|帐单|付款|支付|结算|尾款|首付|首期|请款|应付|货款|款项|服务费|年费|预付|汇款|打款|费用|(?:期|阶段|合同|进度|设计|制作|开发)款|缴费|缴纳|对公|定金|拍摄费|设计费|制作费|场地费|印刷费|运费|翻译费|搭建费|推广费|顾问费|咨询费|劳务费|维护费|托管费|租金|押金|保证金|手续费|培训费|检测费|仓储费|代理费|广告费|加工费|材料费|安装费|维修费|律师费|审计费|版权费|授权费|稿费|订金|余款|付一下|欠款|逾期|开票|收款|结清",
];
/// Plainly asks to be paid, or names the paper itself.
pub(super) const STRONG_EN: &[&str] = &[
    "invoices?",
    "rechnung",
    "amount due",
    "total due",
    "balance due",
    "payable",
    "overdue",
    "unpaid",
    "(?:please|kindly|to) (?:pay|settle|remit|transfer)",
    "payments? (?:is|are|was|of|by|due|terms|within|until|until|reminder|request|before|on)",
    "for payment",
    "net [0-9]+",
    "[0-9]+ days net",
    "fee note",
    "debit note",
    "due (?:by|on|within|upon)",
    "pay (?:by|within|before|us|the|it|on)",
    "instalments?",
    "installments?",
];
pub(super) const STRONG_ZH: &[&str] = &[
    "发票|账单|帐单|付款|支付|结算|尾款|请款|应付|汇款|打款|预付|首付|逾期|欠款|缴费|缴纳|结清|收款|开票|电子票|款|付一下|订金|押金|租金",
];
pub(super) const NOT_INVOICE_EN: &[&str] = &[
    "pro-?forma",
    "pro forma",
    "credit notes?",
    "credit memo",
    "money(?:'s| is| has)? (?:in|arrived|received)",
    "(?:payment|transfer|money|funds|amount|it)~ (?:received|arrived|came in|is in|has come in|reached us|landed|credited|booked)",
    "(?:your|the) (?:payment|transfer|remittance|wire|money|deposit|instalment)(?: [^ ]+){0,9} (?:has |have )?(?:arrived|come in|came in|reached us|been (?:received|credited|booked)|was (?:received|credited|booked)|is in|landed)",
    "(?:received|receipt of|confirm(?:ing)?(?: the)? receipt of|thanks? (?:you )?for|got) (?:your |the )?(?:payment|transfer|money|remittance|funds)",
    "paid in full",
    "receipt (?:for|of) (?:your )?payment",
    "customs only",
    "for customs",
    "refund",
];
pub(super) const NOT_INVOICE_ZH: &[&str] = &[
    "形式发票|红字|贷项|贷记|冲红|红冲|红票|退款|折让|(?:款|元|钱|款项|货款|尾款)(?:已|已经)?(?:收到|到账|到帐|入账|收讫)|(?:收到|收讫)~(?:款|元|付款|汇款|打款)|到账确认|已到账|收款确认",
];
/// What is offered, not owed.
pub(super) const OFFER_EN: &[&str] = &[
    "quot(?:e|es|ation|ations)",
    "estimates?",
    "cost proposal",
    "price list",
    "offer",
];
pub(super) const OFFER_ZH: &[&str] = &["报价|估价|估算|预算|询价"];
/// An offer named as what was agreed on.
pub(super) const AS_OFFERED_EN: &[&str] = &[
    "(?:(?:as )?per|according to|based on|in line with|in accordance with|as in|as agreed in|as set out in|as stated in|under|following|pursuant to|refers? to|with reference to) (?:our |the |your |my )?(?:[a-z]+ )?(?:quot(?:e|ation)|offer|estimate|cost proposal)",
    "as (?:quoted|offered|estimated)",
    "(?:accepted|approved|signed|agreed) (?:quot(?:e|ation)|offer|estimate|cost proposal)",
    "(?:quot(?:e|ation)|offer|estimate) (?:you|which you|that you) (?:accepted|approved|signed)",
];
pub(super) const AS_OFFERED_ZH: &[&str] = &[
    "(?:按照?|根据|依据?|参照|对应)~(?:报价|估价|预算)单?|(?:已确认|确认过|签字|签过字)的?(?:报价|预算)单?",
];
/// The paper that bills.
pub(super) const PAPER_EN: &[&str] = &["invoices?", "bills?", "rechnung", "fee note", "debit note"];
pub(super) const PAPER_ZH: &[&str] = &["发票|账单|帐单|请款单"];
/// Data about an invoice are asked for.
pub(super) const DATA_EN: &[&str] = &[
    "(?:po|purchase order|vat|tax|order|cost cent(?:re|er)|supplier|vendor|reference|registration|account) (?:number|no|id|code|reference|details)s?",
    "(?:billing|invoice|invoicing) (?:address|details|contact|e-?mail|data|entity|information|name)",
    "(?:before|so that|in order to|to be able to|so)(?: we| i)?(?: can)? (?:i |we )?(?:invoice|bill|issue)",
    "(?:who|where|which|whom)~ (?:invoice|bill)",
    "address~ (?:invoice|bill)",
    "made out to",
    "bank details",
    "w-9",
    "tax form",
];
pub(super) const DATA_ZH: &[&str] = &[
    "税号|抬头|开票(?:信息|资料|所需|需要|用|要)|开(?:具)?发票(?:需要|所需|用的|要|需)|订单号|采购单号|收票(?:人|地址)|邮寄地址|寄(?:到|送)(?:哪|什么|地址)|发票(?:寄|邮寄|抬头|信息|类型)",
];
/// Nobody has to do anything.
pub(super) const NOTHING_EN: &[&str] = &[
    "no (?:action|reply|answer|response)~ ?(?:is )?(?:needed|required|necessary|expected)?",
    "nothing (?:to do|needed|required|for you to do)",
    "for (?:your )?(?:info|information|records|reference|bookkeeping|planning|awareness)(?: only)?",
    "fyi",
    "just so you know",
    "no need to (?:reply|respond|do anything|act)",
];
pub(super) const NOTHING_ZH: &[&str] = &[
    "无需(?:回复|处理|操作|任何|您|你)|不用(?:回复|回|处理)|不必回复|仅供参考|供(?:贵司|您|你|大家)?参考|特此(?:告知|通知)|知悉即可|了解即可|周知",
];
pub(super) const TOTAL_EN: &[&str] = &[
    "total",
    "amount due",
    "balance",
    "sum",
    "in all",
    "grand total",
    "invoice over",
    "over",
    "amount",
    "outstanding",
    "altogether",
    "gross",
    "to pay",
];
pub(super) const TOTAL_ZH: &[&str] =
    &["总额|合计|总计|共计|应付|总价|总金额|金额|价税合计|一共|总共|尚欠|余额|欠款"];
/// An instalment due at once.
pub(super) const NOW_EN: &[&str] = &[
    "now",
    "upfront",
    "up front",
    "immediately",
    "on receipt",
    "on signing",
    "upon signing",
    "in advance",
    "advance",
    "deposit",
    "down ?payment",
    "today",
    "straight away",
];
pub(super) const NOW_ZH: &[&str] = &["预付|首付|首期|首款|定金|立即|现在|签约|即付|先付|签订"];
/// A subject alone is an ask only if it plainly asks.
pub(super) const SUBJECT_ASKS_EN: &[&str] = &[
    "please",
    "pls",
    "could you",
    "can you",
    "needed",
    "required",
    "we need",
    "waiting for",
];
pub(super) const SUBJECT_ASKS_ZH: &[&str] = &["请|麻烦|烦请|需要您|需要你|需提供|催"];
