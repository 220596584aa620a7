//! Words with which a team asks a client, and with which it only seems to, in both languages.

pub(super) const ASKS_EN: &[&str] = &[
    "(?:please|pls|plz|kindly)",
    "(?:could|can|would|will) (?:you|somebody|someone|we have|i have|we get|i get)",
    "(?:we|i|i'd|we'd)(?: still| only| also| just| would| will| do| urgently| now| really)? (?:need|require|lack|miss|want|like|love|appreciate|await|look forward to|request|ask|expect|am missing|are missing|are waiting|am waiting|are still waiting|am still waiting|look)",
    "let (?:me|us) (?:know|have)",
    "(?:is|are) (?:still )?(?:missing|outstanding|needed|required|pending|due|lacking)",
    "^(?:please |pls |and |also |then |just |so |again,? )?(?:send|provide|supply|share|confirm|approve|sign|return|forward|upload|submit|review|advise|complete|fill in|fill out|email|mail|give|tell|return|check|update|call|bring|make sure|ensure|get|use|take|add|remember|contact|respond|reply|let's|schedule|prepare|schedule|attend|join|rsvp|click|see|feel free|note|read|be|do|don't|put|keep|have|go|set|try|talk|ask|consider|look|meet|include|remove|change|discuss|follow|complete|fix|post|test|find)(?: .*)?$",
    "waiting (?:for|on) (?:your|the)",
    "(?:look|looking) forward to (?:your|receiving|hearing)",
    "(?:kind|gentle|friendly|quick) reminder",
    "(?:you|your team|you guys|everyone|all) (?:should|must|need to|have to|needs? to|are asked to|are requested to|may want to|might want to|can)",
    "would (?:be (?:great|good|nice|helpful|grateful|appreciated)|appreciate|like|love)",
    "appreciated?",
    "grateful",
    "asap",
    "feedback",
    "ping me",
    "needs? your",
    "your (?:input|approval|sign-off|decision|comments|confirmation|reply|answer|feedback)~ (?:by|before|until|is|on|would)",
    "(?:we|i) (?:should|propose|suggest|recommend)",
    "how about",
    "what about",
    "let's",
    "why don't",
];
pub(super) const ASKS_ZH: &[&str] = &[
    "请|烦请|麻烦|劳烦|劳驾|拜托|恳请|敬请|望|盼|还望|务请|务必|帮忙|帮我|帮我们|能否|可否|能不能|可不可以|是否|需要(?:您|你|贵)|需(?:您|你|贵)|还(?:缺|差|需)|缺(?:少|一)|尚缺|未(?:收到|提供)|漏了|等(?:您|你|贵)|急需|发(?:我|给我)|给我|补(?:给|发|充|一)|提供|告知|回复|反馈|确认|回寄|comment|ping 我|send|please|pls",
];

/// The team's own doing, or the reader's leisure.
pub(super) const OWN_EN: &[&str] = &[
    "please (?:find|see|note|accept|excuse|be (?:aware|informed|advised)|disregard|ignore|do not hesitate|don't hesitate)",
    "(?:i|we)(?:'ll| will| shall| can| am going to| are going to|'m going to|'re going to) (?:send|call|let you|get back|provide|take care|do|prepare|come back|follow|forward|share|deliver|keep|bring|handle|arrange|book|pay)",
    "(?:feel free|do not hesitate|don't hesitate)",
    "no (?:action|reply|answer|response|need)~ ?(?:needed|required|necessary|to)?",
    "if you have (?:any )?(?:questions|further)",
    "looking forward to (?:seeing|meeting|working|the|our|it)",
    "look forward to (?:seeing|meeting|working|the|our|it)",
    "(?:let (?:me|us) know if (?:you have (?:any )?(?:questions|problems)|you need|anything|there))",
];
pub(super) const OWN_ZH: &[&str] = &[
    "请(?:查收|查阅|知悉|放心|见附|见谅|谅解|留意|参考|勿回复|笑纳)|敬请(?:期待|谅解|知悉)|如有(?:问题|疑问|需要)|(?:我方|我们|我)(?:会|将|来|负责|已)|无需回复|不用回复|特此(?:告知|通知)|收到(?:请)?(?:即可|无需)",
];

/// Questions of mere politeness.
pub(super) const POLITE_EN: &[&str] = &[
    "how are (?:you|things)",
    "hope (?:you|all|this|everything)",
    "how (?:is|was|'s) (?:your|the) (?:weekend|day|week|trip|holiday|vacation)",
    "how's it going",
    "how do you do",
    "did you have a (?:good|nice)",
];
pub(super) const POLITE_ZH: &[&str] =
    &["最近(?:好吗|怎么样|忙吗)|您好吗|身体(?:好|可好)|周末(?:愉快|过得)|过得(?:好|怎么样)"];

/// A list the team works off itself.
pub(super) const MINE_EN: &[&str] = &[
    "(?:we|i)(?:'ll| will| shall| are going to| have| did| are| were| can|'ve|'re) (?:do|take|deliver|send|provide|handle|prepare|fix|fixed|done|delivered|finished|completed|cover|discussed|agreed|changed|working|make|bring|book|organise|start)",
    "our (?:next steps|tasks|to-?dos?|actions|side|agenda|offer|prices?|services)",
    "agenda",
    "(?:sits?|lies?|are|is) with us",
    "for your information",
    "fyi",
    "we (?:did|discussed|agreed|delivered|offer|fixed|changed|covered|take care)",
    "(?:attached|enclosed|following) (?:are|is|files|documents|you will find)",
    "what's new",
    "changes? (?:in|since)",
    "summary",
    "minutes",
    "options? (?:are|is)",
    "includes?",
    "covers?",
];
pub(super) const MINE_ZH: &[&str] = &[
    "(?:我方|我们|我司)(?:会|将|负责|来|已|的(?:待办|工作|安排))|议程|日程|纪要|报价(?:如下|为|:)|内容如下|更新如下|进展|本周(?:完成|工作)|会议(?:内容|议程|结论)|附件(?:包括|包含|为)|包括:|方案如下|供(?:您|你|贵司)?参考",
];
