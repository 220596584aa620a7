//! What is taken off an ask so that the thing remains, and how an order becomes a thing.

/// Courtesy at the head.
pub(super) const LEAD_EN: &[&str] = &[
    "(?:hi|hello|dear)(?: [^ ,]+){0,2}, ",
    "(?:also|and|then|finally|next|first|secondly|lastly|in addition)[, ]+",
    "(?:please|pls|plz|kindly)[, ]+(?:also |just |kindly |do )?",
    "(?:could|can|would|will|may|might) (?:you|we|i|someone|somebody|one of you)(?: please| kindly| also| just| possibly| perhaps)* ",
    "would you mind ",
    "would it be possible (?:for you )?to ",
    "(?:it would be (?:great|good|nice|helpful)|i(?:'d| would) (?:be (?:glad|grateful)|appreciate it)|we(?:'d| would) (?:be (?:glad|grateful)|appreciate it)) if you (?:could |would |can )?",
    "(?:i|we)(?:'d| would| will|'ll)?(?: still| also| only| just| now| urgently)* (?:need|require|like|want|ask for|ask you for|appreciate)(?: you)?(?: to (?:have|get|receive|see))?(?: from you)? ",
    "(?:i|we)(?:'re| are|'m| am)(?: still| also| only| just)* (?:missing|waiting for|waiting on|lacking|looking for) ",
    "(?:still |only |just |also )?(?:needed|missing|required|outstanding|to do|todo|open)[:,] ?",
    "(?:do not|don't) forget (?:to (?:send|attach) (?:us |me )?)?",
    "(?:you (?:should|need to|have to|must)|make sure to|be sure to|remember to) ",
    "take care of ",
];
/// Courtesy and manner at the end.
pub(super) const TAIL_EN: &[&str] = &[
    "[, ]+(?:please|pls|thanks|thank you|many thanks|asap|as soon as (?:possible|you can)|at your (?:earliest )?convenience|if (?:possible|you can)|when you (?:can|have a moment|get a chance)|for us|to (?:us|me|our team)|over to (?:us|me)|with (?:us|me)|back to (?:us|me)|in (?:your )?reply|by (?:return|e-?mail|mail)|soon|quickly|urgently|first)",
];
/// Orders, without courtesy, and the things they ask for.
pub(super) const THINGS_EN: &[(&str, &str)] = &[
    ("(?:provide|supply|furnish) (?:us|me) with (.+)", "$1"),
    (
        "(?:re-?send|send again) (?:us |me |over |across |back |through )*(.+)",
        "$1, once more",
    ),
    ("(?:have|get|see|receive) (.+)", "$1"),
    ("let (?:us|me) (?:have|see|get) (.+)", "$1"),
    (
        "(?:let (?:us|me) know|tell (?:us|me)|inform (?:us|me) (?:of|about)|advise(?: us| me)?(?: on| of)?|say|state|indicate|specify|name|give (?:us|me) to know) (?:about |of )?((?:how|what|when|where|which|who|whom|whose|whether|why) .+)",
        "$1",
    ),
    (
        "(?:let (?:us|me) know|tell (?:us|me)) if (.+)",
        "whether $1",
    ),
    (
        "(?:let (?:us|me) know|tell (?:us|me))(?: about| of)? (.+)",
        "$1",
    ),
    (
        "(?:send|e-?mail|mail|forward|upload|share|provide|supply|submit|deliver|attach|give|return|bring|pass|hand over|drop|post|courier|fax|transmit|enclose)(?: (?:us|me|over|across|back|along|through|in))* (.+)",
        "$1",
    ),
    (
        "(?:confirm|acknowledge)(?: to (?:us|me))? (?:that |whether |if )(.+)",
        "your confirmation that $1",
    ),
    ("(?:confirm|acknowledge) (.+)", "your confirmation of $1"),
    (
        "(?:approve|sign off on|sign off|release|ok) (.+)",
        "your approval of $1",
    ),
    (
        "(?:check|review|look over|look through|look at|go through|proofread|proof-read|verify|double-check) (.+)",
        "your comments on $1",
    ),
    ("comment on (.+)", "your comments on $1"),
    (
        "(?:counter)?sign(?: and return| and send back)? (?:the|our|this|that|your) (.+)",
        "the signed $1",
    ),
    (
        "(?:counter)?sign(?: and return| and send back)? (.+)",
        "your signature on $1",
    ),
    (
        "(?:fill in|fill out|complete)(?: and (?:return|send back|sign))? (?:the|our|this|that|your|attached) (.+)",
        "the completed $1",
    ),
    ("(?:decide on|decide about) (.+)", "your decision on $1"),
    (
        "decide ((?:how|what|when|where|which|who|whether) .+)",
        "$1",
    ),
    (
        "(?:choose|pick|select) (?:from |between |among )(.+)",
        "your choice of $1",
    ),
    ("(?:choose|pick|select) (.+)", "your choice: $1"),
    (
        "(?:update|revise|correct|amend) (?:the|our|this|that|your) (.+)",
        "the updated $1",
    ),
    ("translate (.+)", "the translation of $1"),
    (
        "(?:list|describe|explain|name|specify|state|indicate|quote) (.+)",
        "$1",
    ),
    ("(?:answer|reply to|respond to) (.+)", "your answer to $1"),
    (
        "(?:arrange|book|schedule|set) (?:the |a |an )?(appointment|meeting|call|date)(.*)",
        "a date for the $1$2",
    ),
    (
        "(?:pay|settle|transfer|remit|arrange payment of|arrange the payment of) (.+)",
        "payment of $1",
    ),
];
/// Orders that have no thing of their own.
pub(super) const ORDERS_EN: &[&str] = &[
    "please",
    "call",
    "ring",
    "phone",
    "ask",
    "talk",
    "speak",
    "contact",
    "inform",
    "make",
    "ensure",
    "get",
    "take",
    "add",
    "remove",
    "change",
    "put",
    "install",
    "log",
    "register",
    "sign up",
    "join",
    "attend",
    "come",
    "visit",
    "meet",
    "prepare",
    "write",
    "create",
    "set up",
    "do",
    "try",
    "test",
    "use",
    "keep",
    "let",
    "have",
    "see",
    "be",
    "remind",
    "tell",
    "read",
    "reply",
    "answer",
    "respond",
    "follow",
    "clarify",
    "discuss",
    "think",
    "consider",
    "find",
    "help",
    "fix",
    "look",
    "note that",
    "remember",
    "arrange",
    "grant",
    "allow",
    "enable",
    "activate",
    "invite",
    "nominate",
    "appoint",
    "replace",
];

/// Between two orders of one sentence, and the second: what follows it shows that it is no noun.
pub(super) const SECOND_EN: &str = r"(?:,? and|;|,? then|, )(?: also| then| please| kindly| finally)* ((?:send|e-?mail|forward|share|upload|attach|provide|return|give|tell|let|confirm|check|review|approve|sign|fill|complete|choose|pick|select|decide|update|correct|amend|translate|reply|answer|comment|add|remove|change|state|specify|indicate|explain|describe|list|advise)(?: in| out| on| off| to)? (?:us|me|the|a|an|your|our|it|them|this|these|that|any|all|both|which|what|whether|if|how|when|where|who|back|attached)\b.*)$";
/// The second order only sends back what the first is about.
pub(super) const SENT_BACK_EN: &str = r"^(?:send|return|give|forward|e-?mail|share|upload)(?: (?:it|them|this|these|all|that))+(?: (?:back|over|to|us|me|by|mail|e-?mail|here|along))*$";
/// The same in Chinese.
pub(super) const SECOND_ZH: &str = "(?:[,，;；]? ?(?:并且|并|同时|然后|再)|[,，;；] ?)(?:请|烦请|麻烦|也|再|尽快|及时|一并|同时)*((?:告知|告诉|说明|确认|发回|寄回|回传|返回|发给|发我|发送|发来|提供|提交|反馈|回复|上传|审核|核对|核实|选择|填写|签署|补充|注明|标明|附上).*)$";
/// The same: 发回, 回传给我们.
pub(super) const SENT_BACK_ZH: &str = "^(?:发回|寄回|回传|返回|发给|发我|发送|发来|提交|反馈|回复|上传|提供)(?:来|回|给|我们?|我方|我司|一下|即可|邮箱|这边|到|至)*$";

/// Words that order something or name it.
pub(super) const MAYBE_NOUNS_EN: &[&str] = &[
    "mail", "email", "e-mail", "share", "return", "post", "pass", "drop", "list", "name", "quote",
    "state", "answer", "check", "review", "release", "pay", "transfer", "update", "forward", "set",
    "book", "ok", "pick", "fax", "bring", "call", "ring", "phone", "contact", "visit", "test",
    "use", "help", "fix", "look", "read", "reply", "talk", "get", "log", "join", "change",
    "replace", "report", "correct", "select", "take", "make", "put", "try", "write", "keep", "see",
    "find", "say", "request", "delivery",
];
/// Words behind an order.
pub(super) const AFTER_AN_ORDER_EN: &[&str] = &[
    "us", "me", "the", "a", "an", "your", "our", "this", "that", "these", "those", "all", "any",
    "both", "it", "over", "back", "which", "what", "whether", "if", "how", "when", "where", "who",
    "each", "every", "one", "two", "three", "in", "off", "up", "at", "to", "sure", "through",
    "from",
];

/// Courtesy at the head.
pub(super) const LEAD_ZH: &[&str] = &[
    "(?:另外|此外|同时|还有|然后|最后|其次|首先|顺便|对了|方便的话|有空的话|如方便|如果方便)[,，、 ]*",
    "(?:还|也|再|现|特|就|先|并|务必|仍|仅|只|另)*(?:请|烦请|麻烦|劳烦|劳驾|拜托|辛苦|恳请|敬请|盼|望|希望|能否|可否|能不能|可不可以|是否可以|需要|需|还缺|尚缺|缺少|还差|差|缺|等)(?:您|你|贵司|贵方|贵公司|大家|各位)?(?:们)?(?:这边|那边|方)?(?:帮忙|帮我们|帮我|帮|协助|尽快|尽早|抽空|务必|先|再)*[,，]?",
    "(?:您|你|贵司|贵方|贵公司)(?:这边|那边|方)?(?:方便|可以|帮忙|尽快|先)",
    "(?:尽快|尽早|及时|务必|抽空|帮忙|协助)",
];
/// Courtesy and manner at the end.
pub(super) const TAIL_ZH: &[&str] = &[
    "[,，~ ]*(?:谢谢(?:您|你)?|多谢|感谢|辛苦(?:了|您)?|拜托了?|即可|就好|就行|为盼|为荷|为感|好吗|可以吗|行吗|吗|呢|吧|哈|哦)",
];
/// Orders, without courtesy, and the things they ask for.
pub(super) const THINGS_ZH: &[(&str, &str)] = &[
    (
        "(?:把|将)(.+?)(?:也|都|再|尽快|一并|一起|及时)*(?:打包|整理|扫描|签字|盖章|签章|签好|填好|盖好章)(?:后|好|好后)?(?:发|寄|传|邮|回传|提供|提交|交|给|返)(?:送|来|过来|到|至|回|回来|一下|一份|给|我们?|我方|我司|这边|邮箱)*",
        "$1",
    ),
    (
        "(?:把|将)(.+?)(?:也|都|再|尽快|一并|一起|及时)*(?:发|寄|传|邮|回传|提供|提交|上传|交|给|回复|反馈|告知|补|返)(?:送|来|过来|到|至|回|回来|一下|一份|给|我们?|我方|我司|这边|邮箱|齐)*",
        "$1",
    ),
    (
        "(?:把|将)(.+?)(?:确认|定)(?:一下|下来|下|好|给我们)*",
        "$1的确认",
    ),
    ("(?:把|将)(.+?)(?:填)(?:一下|好|完)*", "填好的$1"),
    ("(?:把|将)(.+?)(?:签|盖)(?:一下|好|字|章|回)*", "签好的$1"),
    (
        "(?:重新发|重发|再发)(?:送|来|给|我们?|一下|一份|一遍|一次)*(.+)",
        "$1（请重发）",
    ),
    (
        "(?:发送|发来|发给|发我|发一下|发一份|提供|提交|补充|补发|补交|补齐|上传|寄送|寄来|寄回|寄给|寄我|传来|传给|传我|回传|交来|给到|给我|邮寄)(?:送|来|过来|到|一下|一份|给|我们?|们|我方|我司|这边)*(.+)",
        "$1",
    ),
    ("(?:告知|告诉|明确)(?:我们?|我方|我司|一下|给)*(.+)", "$1"),
    ("(?:确认|核实|核对)(?:一下|下|好|给我们)*是否(.+)", "是否$1"),
    ("(?:确认|敲定|选定|定下|定)(?:一下|下|好)+(.+)", "$1的确认"),
    ("(?:确认|敲定)(.+)", "$1的确认"),
    ("(?:核实|核对|校对)(?:一下|下)?(.+)", "$1的核对结果"),
    (
        "(?:审核|审阅|审批|审定|过目|批复|审查)(?:一下|下)?(.+)",
        "$1的审核意见",
    ),
    (
        "(?:回复|反馈|答复)(?:一下|下|我们|我)*(.+?)(?:的)?(?:意见|反馈|情况)",
        "$1的意见",
    ),
    ("(?:回复|反馈|答复)(?:一下|下|我们|我)*(.+)", "$1的回复"),
    (
        "(?:签署|签订|签一下|签好)(?:一下|好|并寄回|并回传)*(.+)",
        "签好的$1",
    ),
    ("(?:填写|填好|填一下)(.+)", "填好的$1"),
    (
        "(?:选择|选一下|选出|选好|挑选)(?:一下|出|好)*(.+)",
        "选定的$1",
    ),
    ("(?:更新|修改|修订)(?:一下|好)*(.+)", "更新后的$1"),
    ("(?:支付|付清|结清)(.+)", "$1的付款"),
];
/// With these behind a verb the two are one word: 确认函, 说明书, 支付凭证.
pub(super) const ENDS_A_NOUN: [char; 24] = [
    '函', '书', '单', '页', '表', '稿', '件', '证', '凭', '记', '意', '流', '方', '说', '日', '题',
    '号', '人', '者', '率', '码', '协', '材', '资',
];
/// Orders that have no thing of their own.
pub(super) const ORDERS_ZH: &[&str] = &[
    "请",
    "麻烦",
    "烦请",
    "把",
    "将",
    "联系一下",
    "联系您",
    "打电话",
    "通知一下",
    "安排",
    "帮忙",
    "帮我",
    "参加",
    "看一下",
    "看看",
    "登录一下",
    "注册一下",
    "准备一下",
    "处理一下",
    "协调",
    "推进",
    "尽快",
    "回电",
    "转告",
    "跟进一下",
    "检查一下",
    "测试一下",
    "讨论一下",
    "落实",
    "解决",
    "让",
    "找",
];
