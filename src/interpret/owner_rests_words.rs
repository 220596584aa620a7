//! What a member writes that asks the client for something, and what takes back what was asked.

/// Something is wanted of the reader, or waited for.
pub(super) const WANTS_EN: &[&str] = &[
    "(?:could|can|would|will|may) (?:you|i have|we have)",
    "(?:any|some) (?:news|update|updates|progress|word|luck|idea)",
    "(?:remind|reminder|reminding|nudge|bump|ping|chase|chasing|chaser|checking in|just checking|follow up|follow-up|following up)",
    "(?:missing|outstanding|overdue|unpaid|lacking|awaiting|past due|still due|still open|still pending|still short)",
    "(?:waiting|wait|waited) (?:for|on) (?:your|you|the|these|those|it|them|an?|any)",
    "(?:let|give) (?:me|us) (?:know|have|an? [a-z]+)",
    "(?:look|looking) forward to",
    "(?:i|we)(?: still| also| really| urgently|'d| would| do| just)* (?:need|require|expect|want|like|miss|lack)",
    "(?:asap|as soon as possible|as soon as you can|urgent|urgently|without delay|at your earliest|when can|when will|by when|deadline|hurry)",
    "(?:don't|do not|never) forget",
    "(?:send|mail|return|get)~ (?:back|over)",
    "^(?:send|provide|forward|share|upload|return|sign|pay|settle|transfer|reply|answer|confirm|check)",
    "(?:is|are|was|were)(?: now| already| again)? due",
];
pub(super) const WANTS_ZH: &[&str] = &[
    "麻烦|烦请|能否|可否|能不能|是否|方便的话|催|进展|进度|尽快|抓紧|提醒|跟进|等您|等你|等贵|等待|静候|期待|盼|还差|还缺|尚缺|尚欠|还需|需要您|需要你|什么时候|何时|多久|发我|发给我|给我|记得|别忘|不要忘|逾期|到期|未付|欠款|发回|寄回|回传|回复|反馈|请教|请问|补发一",
];
/// Courteous words that ask, unless what follows them asks for nothing.
pub(super) const PLEASE_EN: &[&str] = &["(?:please|pls|kindly)"];
pub(super) const PLEASE_ZH: &[&str] = &["请|需要"];
pub(super) const IDLE_EN: &[&str] = &[
    "(?:please|pls|kindly) (?:do not|don't|not|never|ignore|disregard|forget|excuse|forgive|accept (?:my|our)|bear with|feel free|take (?:your|all the) time|take care|rest|relax|hold|wait|stop|leave|find|note that|be assured|give my|say hello|see (?:attached|enclosed|below))",
    "(?:please|pls|kindly)$",
];
pub(super) const IDLE_ZH: &[&str] = &[
    "请(?:您|你)?(?:先|暂|暂时)?(?:勿|不要|别|不用|不必|放心|见谅|谅解|原谅|理解|包涵|多休息|保重|好好|忽略|知悉|悉知)",
];
/// Something is handed over: it goes with what was asked.
pub(super) const HANDS_EN: &[&str] = &[
    "(?:attached|attaching|attachment|attach|enclosed|enclosing|here is|here are|here's|here you|find below|see below|forgot to)",
];
pub(super) const HANDS_ZH: &[&str] = &["附件|附上|附后|随附|见附|补发|漏发|忘了附|如下|见下"];
/// What was asked, or its sum, is not to be given as it stands.
pub(super) const SUSPENDS_EN: &[&str] = &[
    "(?:do not|don't|not to|no need to|shouldn't|should not|needn't|need not)(?: yet| please| you)? (?:pay|transfer|settle|remit|process|wire)",
    "(?:hold|holding|held) (?:off|back)",
    "(?:hold|wait|waiting) with~ (?:payment|transfer|invoice|bill|paying)",
    "(?:put|putting|place|leave)~ (?:on hold|on ice)",
    "(?:amount|invoice|bill|sum|total|figure|price|vat|tax|iban|bank details|account number)(?: [a-z0-9.-]+){0,3}? (?:is|was|are|were)(?: still| unfortunately| actually| simply| in fact)? (?:wrong|incorrect|not right|not correct|mistaken|faulty|too high|too low)",
    "(?:wrong|incorrect|mistaken) (?:amount|invoice|bill|sum|total|price|figure|vat|tax|iban|account|bank)",
    "(?:error|mistake|errors|mistakes|typo) (?:in|on|with) (?:the|our|this|my|that) (?:invoice|bill|amount|sum|total|request|list|mail)",
    "(?:new|corrected|revised|replacement|amended|correct|fresh) (?:invoice|bill)(?: (?:follows|will follow|is coming|comes|later|soon|tomorrow|next week|shortly))",
    "(?:send|issue|sending|issuing|get|prepare|make|write)~ (?:new|corrected|revised|replacement|amended|correct|fresh) (?:invoice|bill|one)",
    "(?:with|on|in|against) (?:the|our|your) (?:next|following) (?:invoice|bill|order)",
    "(?:sorry|apologies|apologise|apologize) (?:for|about) (?:the|that|this|our|these|those|my) (?:[a-z]+ )?(?:reminder|reminders|mail|mails|e-mail|email|emails|chaser|chasers|automatic|follow-up|message|messages)",
    "(?:give|grant|allow|offer|get|with)~ discount",
];
pub(super) const SUSPENDS_ZH: &[&str] = &[
    "(?:别|不要|勿|不用|不必|无需|暂不|暂缓|暂停|先不|先缓)(?:再|急着|着急|急于|先|忙)?(?:付|打款|转账|转款|汇款|支付|安排付)",
    "(?:发票|金额|账单|帐单|数额|税率|税额|账号|帐号|价格)[^,。!?;]{0,6}(?:有误|有错|错了|不对|开错|写错|算错|多了|弄错)",
    "重开|重新开|另开|换开|更正后再|改好再|(?:下|下个月|下一)(?:一)?(?:张|次|期|笔)(?:发票|账单|款)|一起结算|一并结算|合并结算|优惠[^,。!?;]{0,8}(?:元|块|折|%)|打[^,。!?;]{1,3}折|抹零|(?:抱歉|对不起|不好意思)[^。!?;]{0,8}(?:催|提醒|误发|打扰|系统)|搁置|先放一放|缓一缓",
];
