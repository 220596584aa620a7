//! What is cut off an ask so that the thing asked for remains, in both languages.

/// At its head: greeting, name, link to what was said, the formula of asking.
pub(super) const LEAD: &[&str] = &[
    "(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening|greetings)(?: [^ ,:!-]+){0,4}[,:! -]+",
    "(?:and|also|so|then|but|now|next|plus|finally|lastly|additionally|again|just|oh|btw|ps|by the way|in addition|further|furthermore|moreover|therefore|thus|meanwhile|first|firstly|second|secondly|one more thing|one last thing|two things|three things|quick one|quick question|a quick one|a quick question|question|friendly reminder|gentle reminder|reminder|to do|as discussed|as agreed|as promised|as mentioned|as you know|if possible|if you can|when you can|when you get a (?:minute|moment|chance)|for this|to this end)(?:[,:] ?| - | )",
    "[a-z]{2,14}[,:] (could|can|would|will|please|pls|kindly|may|might|i |we |i'|we')",
    "(?:(?:it|that) would be|it'd be|that'd be|would be) (?:really |very |most )?(?:great|good|nice|lovely|helpful|wonderful|perfect|appreciated|kind|brilliant|super) (?:if (?:you|we|i) (?:could|can|would) (?:have |get )?|to (?:have|get) )",
    "(?:i|we)(?:'d| would|'ll| will| should|'m| am| are|'re)?(?: really| very much| greatly| much| also| most| be)* (?:appreciate|grateful|obliged|thankful|happy|glad|pleased)(?: it)?,? (?:if (?:you|we|i) (?:could|can|would|might)(?: please| kindly| also)? (?:have |get )?|for )",
    "(?:i|we)(?: was| were|'m| am| are|'re) (?:just |also )?wondering (?:if|whether) (?:you|we|i) (?:could|can|might|would)(?: have| get| please)* ",
    "(?:would|could|can|is|might) (?:it|that) (?:be )?(?:possible|ok|okay|all right|alright)(?: for (?:you|us|me))? (?:to |if (?:you|we|i) (?:could |had )?)",
    "(?:would|do) you mind (?:please )?",
    "(?:may|can|could|might|must) (?:i|we) (?:please |kindly |also )*(?:ask|request|trouble|beg|remind|invite) (?:that )?(?:you |for )?(?:to |for )?",
    "(?:i|we)(?:'d| would| must| have to| need to| want to|'m writing to| am writing to| are writing to)?(?: like to| just| kindly| also| now| therefore)* (?:ask|request|remind|invite|urge) (?:that )?(?:you (?:to |for |about |of )?|for )",
    "(?:could|can|may|might) (?:we|i)(?: please| kindly| possibly| also| just)* (?:have|get|see) ",
    "(?:could|can|would|will|may|might) (?:you|we|i|someone|somebody|anyone|one of you)(?: guys| all| both| two)?(?: please| pls| kindly| possibly| perhaps| maybe| also| just| still| then| quickly)*(?: be so kind as to| be able to| arrange to| make sure to)? ",
    "(?:please|pls|plz|kindly)[,:]? (?:also |just |kindly |be so kind as to |make sure to |make sure |remember to |do |don't forget to |let (?:us|me) have |provide (?:us|me) with )*",
    "(?:before|once|if|when|after|while|until|as|for) [^,]{3,60}? (?:we|i)(?:'ll)? (?:still |also |will |only |first )*(?:need|require) (?:you to )?",
    "(?:still |just |only |also )?need(?:ing|ed)? ",
    "(?:i|we|they)(?:'d|'ll| would| will)?(?: still| also| only| just| urgently| really| now| therefore| will| do| just)* (?:need|require|want|like|request|expect|await|lack|miss)(?: from you(?:r side)?| you)?(?: to (?:know|have|get|receive|see|ask|hear))?(?:[:,]? )",
    "(?:i|we)(?:'m|'re| am| are)(?: still| just| only)* (?:waiting (?:for|on)|looking for|missing|lacking|after) ",
    "(?:all|what) (?:we|i)(?: still| now)? need(?: from you)? (?:is|are|now is) ",
    "from (?:you|your side)(?: all)?(?: we| i)?(?: still)?(?: only)? need(?:ed)?(?: is)? ",
    "you (?:are|need|have|must|should|'ll need)(?: kindly)? (?:asked to|requested to|invited to|to )?",
    "(?:don't forget|do not forget|remember|make sure|be sure) (?:to |you |that you )",
    "(?:(?:尊敬的|亲爱的)?[\\x{4e00}-\\x{9fff}]{1,4}?(?:老师|经理|主任|先生|女士|小姐|会计|博士|律师|院长|校长|部长|科长|处长|老板|同学|师傅|编辑|导演|教练|医生|店长|秘书|助理|总|姐|哥|工|董|局|叔|阿姨)(?:您好|你好|好|早上好|下午好|早)?[,:! ~]+)",
    "(?:阿|小|老)[\\x{4e00}-\\x{9fff}a-z]{1,6}(?:您好|你好|好|早)?[,:! ~]+",
    "(?:各位|大家|诸位|贵司|老板)(?:[\\x{4e00}-\\x{9fff}]{0,4})?(?:您好|你好|好|早)?[,:! ~]+",
    "[\\x{4e00}-\\x{9fff}]{0,4}(?:您好|你好|早上好|下午好|晚上好)[,:! ~]*",
    "(?:另外|此外|同时|还有|然后|最后|其次|首先|顺便|对了|方便的话|有空的话|可以的话|为此|因此|所以|如题|另)[,:]?",
    "(?:还|也|再|现|特|故|想|就|先|并|务必|所以|这边)*(?:请|烦请|烦|麻烦|劳烦|劳驾|拜托|辛苦|恳请|敬请|盼|能否|可否|能不能|可不可以|是否可以|需要|需)(?:您|你|贵司|贵方|贵公司|贵校|贵单位|贵部|大家|各位)?(?:们)?(?:这边)?(?:帮忙|帮我们|帮我|协助|配合|安排|尽快|尽早|抽空|务必|先|再|于|在)*[,:]?",
];
/// Clauses before the asking one that only set the scene.
pub(super) const SCENE: &[&str] = &[
    "(?:if|when|once|before|after|as|since|because|while|to|for|in order|now that|given|with|due to|unless|whenever|until|so that|regarding|concerning|although|though|following|thanks|thank you|sorry|hope|hopefully) ",
    "[^,]{0,24}已经?(?:发|给|寄|传|上传|做|完成|收到|准备|出|更新|上线)[^,]{0,8}$",
    "(?:如果|如|若|因|因为|由于|为了|为(?:利|保证|确保|便于|方便)|鉴于|考虑到|既然|目前|感谢|谢谢|抱歉|不好意思|方便的话|有空的话)",
];
/// Clauses after it that tell why, thank or threaten.
pub(super) const TRAILS: &[&str] = &[
    "(?:so|so that|because|since|as|otherwise|or else|or (?:we|i|the)|in order|to avoid|thanks|thank you|many thanks|cheers|ta|thx|tia|then (?:we|i)|and (?:we|i)(?:'ll| will| can)|which (?:will|would|means|helps)|that (?:way|would)|it would|this (?:way|will|would)|we (?:will|can|want|go|start|print)|i (?:will|can|want)|the (?:printer|run|slot|client|venue)|our [a-z]+ |but )",
    "(?:否则|不然|要不然|以便|以免|以利|便于|方便(?:我|后)|好(?:让|约|提前|安排|尽快)|我们|我方|平台|甲方|印刷厂|印厂|主办方|我(?:好|们好|来|们来|这边|要|们要|们?会)|谢谢|多谢|感谢|辛苦|拜托|thx|thanks|后面|后续|届时|到时|这样|因为|由于|逾期|超时|过期|不急|急|在线等)",
];
/// At its end.
pub(super) const TAIL: &[&str] = &[
    "(?:[, -]+)(?:please|pls|plz|thanks|thank you|thx|cheers|asap|as soon as (?:possible|you can)|at your (?:earliest )?convenience|if possible|if you can|soon|by return|urgently|first thing|by|on|before|until|at the latest|latest|or)",
    ", ?最好(?:能)? ?(?:给|发|交|回)(?:到|给)?我们?(?:这边)?",
    "[,:~ ]*(?:谢谢(?:您|你)?|多谢|感谢|辛苦(?:了|您)?|拜托了?|哈|哦|喔|呀|啦|好吗|可以吗|行吗|尽快|谢了|thx|thanks)",
];
/// Anywhere.
pub(super) const INSIDE: &[&str] = &[
    "(?:(?:could|can|would|will) (?:you|someone) )(?:please |kindly )?",
    " (?:please|pls|kindly)(?-u:\\b)",
    "(?:麻烦|烦请|劳烦)(?:您|你)?(?:们)?",
];
/// Between the thing and its day.
pub(super) const BEFORE_DAY: &[&str] = &[
    "[,( -]+(?:(?:by|before|until|till|on|latest|the|than|later|no|not|at|end of|or|for|to arrive|to reach us|ideally|preferably|say|noon|midday|eod|cob|close of business|at the latest|in the course of) ?)+",
    "[,( ]*(?:请)?(?:最好|务必|尽量|必须|须|应|最晚|最迟|截止|赶)?(?:于|在|到)?[(]?",
];
/// After its day.
pub(super) const AFTER_DAY: &[&str] = &[
    "(?: (?:at )?(?:the )?(?:very |absolute )?latest| at [0-9:.apm ]+| noon| morning| evening| afternoon| please| pls)+[)]?",
    "(?: ?[(][^)]{1,8}[)])?(?:之|以)?(?:前|内|止)?[)]?",
];
