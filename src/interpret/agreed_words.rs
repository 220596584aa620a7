//! Words of asking for more time, and of agreeing to it.

/// How a clause begins that agrees.
pub(super) const AGREES_EN: &[&str] = &[
    "^(?:(?:hi|hello|hey|dear)? ?[a-z]*[,:!]? ?)?(?:yes|yep|yeah|yup|sure|of course|ok|okay|fine|no problem|not a problem|no worries|no objections?|agreed|certainly|absolutely|definitely|all right|alright|go ahead|by all means|sounds (?:good|fine|great|ok|okay|reasonable)|deal|done|perfect|great|granted|gladly|with pleasure|please do|you (?:can|may) do that|approved|confirmed|works)",
    "(?:that|this|it|which|both|either)(?:'s| is| are|'d be| would be|'ll be| will be)? (?:is |be |also |all |totally |perfectly |absolutely |quite |just )?(?:fine|ok|okay|good|great|perfect|all right|alright|no problem|not a problem|possible|acceptable|works?|work|suits?|enough|agreed|early enough|soon enough)",
    "(?:works?|fine|ok|okay|good|suits|acceptable) (?:for|by|with) (?:me|us)",
    "(?:we|i)(?:'re| are|'m| am)? (?:can |are |do |fully |gladly |happily )*(?:agree|accept|fine with|ok with|okay with|happy with|good with|live with)",
    "(?:have|see) no (?:problem|objections?|issue)",
    "suits (?:me|us)",
];
pub(super) const AGREES_ZH: &[&str] = &[
    "可以|没问题|没有问题|没关系|不要紧|同意|好的|好呀|好啊|好吧|行的|行啊|行吧|^行|^好|^成|^嗯|^ok|当然|按您说的|按你说的|就这样|就这么定|就按|照您说的|照你说的|不急|没事|理解|批准|接受",
];
/// What makes a yes no plain yes.
pub(super) const LIMITS_EN: &[&str] = &[
    "but|however|though|although|except|unless|only|at the latest|instead|rather|half of|sooner|earlier|need to (?:check|ask)|have to (?:check|ask)|let me (?:check|ask)|come back to you|get back to you",
];
pub(super) const LIMITS_ZH: &[&str] = &[
    "但|不过|只是|除非|最晚|最迟|尽量|提前|早点|先付一|确认一下|问一下|请示|再答复|再回复|商量|考虑",
];
/// Whether it may be so.
pub(super) const OKAY_EN: &[&str] = &[
    "ok|okay|fine|all right|alright|works?|possible|acceptable|enough|suits?|suitable|too late|in time|good|agree|agreeable|mind|feasible|an option|allowed|convenient|would (?:that|this|it) do|do(?:es)? (?:that|this|it) help",
];
pub(super) const OKAY_ZH: &[&str] = &[
    "可以|行吗|行不行|好吗|好不好|可否|能否|能不能|是否可|方便|同意|来得及|您看|怎么样|如何|成吗|没问题吧|ok",
];
/// What is done on such a day.
pub(super) const GIVES_EN: &[&str] = &[
    "pay|paid|paying|payment|send|sent|sending|deliver|delivered|delivery|submit|transfer|wire|settle|remit|have (?:until|till)|until|till|get (?:it|them|this|these|the|back)|receive|extend|extension|extended|postpone|postponed|push|move|moved|delay|deadline|due|provide|hand|finish|finished|complete|ready|give|supply|supplied|return|forward|upload|sign|signed|bring|wait",
];
pub(super) const GIVES_ZH: &[&str] = &[
    "付|给|发|交|提供|延|宽限|推迟|打款|转账|汇|结|寄|安排|补|完成|准备好|签|弄好|整理|回复|答复|等到|晚|再",
];
/// What has a day of its own.
pub(super) const MEETS_EN: &[&str] = &[
    "meet|meeting|meetings|call|phone|workshop|visit|visiting|come (?:by|over)|drop by|lunch|dinner|coffee|shoot|shooting|kick-?off|launch|go live|fair|event|appointment|zoom|teams|video call|see you|in the office|on site",
];
pub(super) const MEETS_ZH: &[&str] = &[
    "开会|会议|见面|碰面|碰头|拜访|来访|过来|电话|通话|视频|现场|拍摄|上线|发布|开幕|展会|吃饭|约个|到访|在办公室|培训|启动会|评审",
];
/// More time, without a day.
pub(super) const MORE_EN: &[&str] = &[
    "(?:more|extra|additional|another|further|longer|a bit of|some) (?:[a-z0-9-]+ )?(?:time|days?|weeks?|months?|fortnight)",
    "(?:[a-z0-9-]+ )?(?:days?|weeks?|months?|fortnight) (?:more|extra|longer|later|extension|extended|grace)",
    "extend|extension|postpone|postponed|postponement|grace period|deferral|defer|deferred|delay|delayed|push (?:it|this|the)|a (?:bit|little|few [a-z]+) (?:later|longer)|later|more time|longer",
];
pub(super) const MORE_ZH: &[&str] = &["宽限|延期|延后|延长|推迟|顺延|缓|晚|延|多给|再给|迟"];
/// To pay in parts.
pub(super) const SPLITS_EN: &[&str] = &[
    "split|instal(?:l)?ments?|in (?:two|three|four|2|3|4|several|monthly|equal) (?:parts?|payments?|rates|steps|tranches|goes)|half|halves|tranches?|part(?:ial)? payments?|in parts|payment plan|staggered?|(?:the )?(?:rest|remainder|balance)",
];
pub(super) const SPLITS_ZH: &[&str] = &[
    "分期|分(?:两|二|三|四|几|2|3|4)(?:次|期|笔|批)|分批|分开付|一半|先付|首付|余款|剩余|其余|剩下|余下|尾款",
];

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
}

/// Units as they stand behind a number.
pub(super) const SPANS: &[(&str, Unit)] = &[
    ("week", Unit::Week),
    ("day", Unit::Day),
    ("month", Unit::Month),
    ("周", Unit::Week),
    ("个星期", Unit::Week),
    ("星期", Unit::Week),
    ("个礼拜", Unit::Week),
    ("礼拜", Unit::Week),
    ("天", Unit::Day),
    ("个月", Unit::Month),
];
/// Between the number and its unit.
pub(super) const BETWEEN: &[&str] = &["more", "extra", "additional", "further", "calendar", "full"];
/// Numbers in words.
pub(super) const NUMBERS: &[(&str, u64)] = &[
    ("a", 1),
    ("one", 1),
    ("another", 1),
    ("an extra", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("ten", 10),
    ("一", 1),
    ("两", 2),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("十", 10),
];
