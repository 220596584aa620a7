//! Words around a day that make it the day something is due, in both languages.
//!
//! Those before a day stand at the end of what precedes it, those after it at the start of what follows.

/// The day is named as the last one: nothing is firmer.
pub(super) const LAST_BEFORE_EN: &[&str] = &[
    "(?:deadline|cut-? ?off|due date|closing date|closing day|target date|press date|press day|last (?:possible )?(?:day|date|call|chance)|final (?:day|date)|drop-? ?dead date|time limit|ddl|latest|reply date|submission date|needed|required|reqd|due|payable)(?: (?:time|date|day))?(?: (?:for|to) [a-z ']{1,40}?)?(?: (?:is|are|was|will be|would be|remains|stays|falls on|falls|ends|expires))*[ :=-]*(?:(?:on|by|at|to|no later than) )*(?:the )?(?:very )?",
    "(?:no later than|not later than|at the latest|latest|latest by|before|by|until|till|til|on or before|up to and including) (?:(?:on|noon|midday|lunch(?:time)?|midnight|close of (?:business|play)|the end of|eod|cob|eob|[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm|h|hrs)?) ?(?:on |of )?)*(?:the )?",
    "(?:you (?:have|'ve got|have got|get)|there is|there's)(?: time)? (?:until|till) (?:the )?",
];
pub(super) const LAST_AFTER_EN: &[&str] = &[
    "(?: (?:noon|morning|midday|afternoon|evening|lunchtime))?,? (?:at )?(?:the )?(?:very |absolute |absolutely )*latest",
    "(?: (?:noon|morning|midday|afternoon|evening|lunchtime))?(?: at [0-9:.apm ]{1,8})? (?:is|being|will be|would be|as|remains)(?: really| strictly)?(?: our| my| the| your| a| their)?(?: absolute| final| hard| firm| last| very| latest| real| printer's| client's)*(?: (?:cut-? ?off|deadline|limit|last (?:day|date|chance|call|possible day)|due date|closing date|press day|latest|day|ddl))",
    " (?:deadline|cut-? ?off|or (?:sooner|earlier|before)|at most|tops|max\\b|sharp)",
];

/// The thing shall be there on that day.
pub(super) const THERE_BEFORE_EN: &[&str] = &[
    "(?:to|must|should|needs? to|has to|have to|can|could|please) (?:arrive|reach|be here|be (?:back )?(?:with|at|in|on) [a-z ]{2,30}?|come back|get here|get to us)(?: (?:us|me|our [a-z]+))? ?(?:on |by |for |not later than )?(?:the )?",
    "(?:have|need|want|get|see|receive|expect|require) (?:it|them|this|that|these|those|everything|all of (?:it|this|them)|both)(?: all)?(?: back| here| from you| in hand| ready)? (?:on |for |come |around |before |latest )?(?:the )?",
    "(?:answers?|reply|replies|responses?|feedback|comments|returns?|confirmation|registrations?|applications?|entries|submissions?|orders?|bookings?|nominations?|voting|survey|form|portal|link|poll|upload|window|list) (?:is |are |will )?(?:due|close[sd]?|ends?|shuts?|expires?|open until|be closed|wanted|expected|needed)(?: on| at| by)? (?:the )?",
    "(?:in the course of|during|sometime|some time|ideally|preferably|at best) (?:the )?",
    "(?:close[sd]?|shuts?) (?:(?:registrations?|entries|bookings?|the (?:survey|list|form|poll|books?)) )?(?:on|at) (?:the )?",
];
/// The day would do.
pub(super) const FINE_AFTER_EN: &[&str] = &[
    "(?: (?:noon|morning|midday|afternoon|evening|lunchtime))?(?: at [0-9:.apm ]{1,8})?,? (?:(?:is|'s|are|would be|will be|should be)(?: (?:perfectly|absolutely|totally|just|still|also|more than|quite))?(?: all right| alright| fine| ok| okay| good| great| perfect| ideal| lovely| best| early enough| soon enough| in time| enough)|works|would work|suits|would suit|will do|would do|does it|is what we need|would help|would be a help)",
    " (?:please|pls|plz|if (?:you can|possible|at all possible|that works|that's ok))",
];

/// In an asking sentence a day behind these is of something else.
pub(super) const ELSE_BEFORE_EN: &[&str] = &[
    "(?:of|from|dated|since|which|what|next to|last|every|each|whether|between|after|starting|starts?|begins?|started|on the|(?:meeting|call|event|session|workshop|visit|shoot|shooting|launch|fair|show|concert|conference|kick-?off|appointment|training|course|opening|party|wedding|trip|flight|dinner|lunch|demo|presentation|webinar|delivery|exhibition|premiere|inspection|survey|audit|meet|move|tasting|rehearsal|interview|game|match|mail|email|letter|invoice|order|minutes|version|draft)(?: (?:on|for|of|at))?(?: the)?) (?:on |the )?",
];
/// The clause tells a reason or a plan, no wish.
pub(super) const REASON_EN: &[&str] = &[
    "^(?:so|so that|because|since|as|otherwise|or else|while|although|though|if|when|once|after|which|who|where|then|but|and then|and we|we|our|the|it|they|he|she|i)(?: (?:that|i|we|the|our|they|he|she|it|my|their|ours?))?(?: [a-z']+){0,4} (?:'ll|will|shall|can|could|may|want|go|goes|starts?|begins?|opens?|closes?|leaves?|prints?|plan|launch|launches|meet|travel|fly|ship|ships|order|book|send|run|runs|am|are|is|have|has|need to)(?: .*)?$",
];
/// The writer's own doing.
pub(super) const OURS_EN: &[&str] = &[
    "(?:we|i|he|she|they|our [a-z]+|my [a-z]+)(?:'ll| will| shall| are going to| am going to|'re going to|'m going to| plan| intend| hope| promise| aim| expect to| can (?:send|deliver|start|ship|offer|provide))",
];
/// How a mail names its terms besides a plain date.
pub(super) const TERMS_EN: &[&str] = &[
    "usual",
    "as always",
    "as ever",
    "as before",
    "as agreed",
    "terms?",
    "payment",
    "payable",
    "pay",
    "net",
    "please",
    "pls",
    "due",
    "credit",
    "settle(?:d|ment)?",
    "strictly",
    "standard",
    "from invoice",
    "days from today",
    "invoice",
    "remit",
    "transfer",
];
pub(super) const NO_TERMS_EN: &[&str] = &[
    "overdue",
    "late",
    "ago",
    "past due",
    "outstanding (?:for|since)",
    "valid",
    "hire",
    "rental",
    "consult(?:ing|ancy)?",
    "on site",
    "warranty",
    "notice",
    "work",
    "days? of",
    "training",
    "course",
    "stay",
    "day rate",
    "per day",
    "a day",
    "interest",
    "discount",
    "open for",
    "already",
    "waiting",
    "days' delay",
    "man-?days?",
    "person-?days?",
    "shooting",
    "filming",
];
/// To be paid as soon as it is there.
pub(super) const AT_ONCE: &[&str] = &[
    "(?:due|payable|pay|paid|payment|settle|remit|transfer|terms?)~ (?:on|upon|at|against) (?:receipt|sight|presentation)",
    "(?:due|payable|pay|settle|remit|transfer)~ (?:immediately|at once|straight away|right away|today)",
    "(?:immediate|prompt same-day) payment",
];
pub(super) const AT_ONCE_ZH: &[&str] = &[
    "见票即付|收到(?:发票|账单|本邮件)?(?:后)?(?:即付|即时支付|立即(?:付款|支付))|立即(?:付款|支付)|即时付款|票到付款|货到付款|款到发货",
];

pub(super) const LAST_BEFORE_ZH: &[&str] = &[
    "(?:截止|截至|截稿|截单|最晚|最迟|最晚不过|不晚于|不迟于|不超过|不得晚于|不要晚于|别晚于|最后期限|期限|死线|deadline|ddl|due|时限|到期)(?:日期|时间|日|期)?[^,。;!?\n0-9]{0,6}",
    "(?:赶在|务必在|务必于|须在|须于|应在|应于|需在|需于|限)",
];
pub(super) const LAST_AFTER_ZH: &[&str] = &[
    "(?: ?[(][^)]{1,8}[)])?[^,。;!?\n]{0,8}?(?:之前|以前|前|为止|截止|截稿|关闭|为限|封版|或之前|或以前|或更早|到期|止)",
    "(?: ?[(][^)]{1,8}[)])?[^,。;!?\n]{0,4}?(?:是|为)(?:最后|截止|最晚|最迟|死线|deadline|ddl)",
    " ?(?:eod|cob|下班)",
];
/// The thing shall be there on that day, or the day would do.
pub(super) const THERE_AFTER_ZH: &[&str] = &[
    "[)]?(?: ?[(][^)]{1,8}[)])?(?: ?(?:上午|中午|下午|晚上|晚|早上|一早|之内|以内|内|左右|的时候|[0-9]{1,2}[点:][0-9]{0,2}))?(?:能|能够|可以|得|就|要|必须|务必|一定要|先|把[^,。;!?\n]{1,10}|帮[我忙]|麻烦|请)*(?:给|发|交|付|寄|回|提供|到|转|打|确认|定下来|敲定|补|传|汇|反馈|提交|告知|缴|结|安排|返|拿到|收到|完成|签|拍板|搞定|填|上传|入数|过数|ok|行|可以|都行|也行|即可|好吗|行吗|可以吗)",
];
/// The team needs it for that day.
pub(super) const NEED_AFTER_ZH: &[&str] = &[
    "[)]?[^,。;!?\n]{0,4}(?:关账|关系统|关门|封网|开机|开印|送印|(?:我|我们|甲方|平台|印厂|印刷厂|客户|领导|老板|总部|主办方|工厂|厂里|就|才)?(?:们)?(?:要|得|需要|必须)(?:用|看|印|送|交|报|推|发|定时|定稿|开会|开庭|上传|提交|下单|上线|拿|收到))",
];
pub(super) const OURS_ZH: &[&str] = &[
    "(?:我方|我们|我司|我|本公司|工作室|小编|咱们)(?:这边|这里)?(?:会|将|来|预计|争取|计划|打算|准备|已|就|再|把|给您|给你|负责|先)",
];
pub(super) const ELSE_AFTER_ZH: &[&str] = &[
    "(?: ?[(][^)]{1,8}[)])?(?:的(?:会|活动|推文|培训|拍摄|订单|发票|账单|合同|邮件|会议|直播|方案|稿|款|货|班|课)|开(?:会|工|机|业|始|幕|展|票)|出(?:差|发|票)|(?:就|已|已经)(?:发|寄|付|签|到|出)|上线|发布|举办|举行|出发|推送|截图|签订|签署|收到|发出|寄出|开具|起)",
];
pub(super) const NONE: &[&str] = &[];
pub(super) const TERMS_ZH: &[&str] =
    &["账期|照旧|老规矩|照例|按惯例|按约定|按合同|如常|付款|支付|结算|月结|回款"];
pub(super) const NO_TERMS_ZH: &[&str] =
    &["逾期|超期|超过|已经|有效|质保|工期|拍摄|施工|培训|服务期|滞纳|拖"];

/// Terms on which less is to be paid, and those on which all of it is.
pub(super) const DISCOUNT_EN: &[&str] =
    &["(?:discounts?|deduct|deduction|skonto|rebate|early payment)"];
pub(super) const DISCOUNT_ZH: &[&str] = &["优惠|折扣|可减|立减|可享|现金折扣"];
pub(super) const IN_FULL_EN: &[&str] =
    &["(?:without|no|else|otherwise|net|in full|full amount|thereafter|latest)"];
pub(super) const IN_FULL_ZH: &[&str] = &["否则|不享|全额|付清|最迟|最晚"];
