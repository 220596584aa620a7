//! Words with which a team asks a client, and with which it only seems to, in both languages.

/// Anywhere in a clause.
pub(super) const ASKS_EN: &[&str] = &[
    "(?:please|pls|plz|kindly)",
    "(?:could|can|would|will|may|might) (?:you|somebody|someone|anyone|anybody|we have|i have|we get|i get|we ask|i ask|i trouble|we request|one of you|your (?:team|colleagues?))",
    "(?:we|i|i'd|we'd|they)(?: still| only| also| just| would| will| do| urgently| now| really| have to| must| therefore| shall| kindly)* (?:need|require|lack|miss|want you|want to (?:know|ask|see if|check|confirm|make sure|meet|discuss|schedule|set up|talk|invite|hear)|like (?:you|to (?:know|ask|request|schedule|see|have|get|invite|discuss|meet|set up|arrange|propose|suggest|hear|receive|book|order|talk|sit down))|love (?:to (?:hear|see|have|get|know)|your)|appreciate|await|look forward to (?:your|receiving)|request|ask (?:that|you|for|everyone|all|to)|expect (?:you|your|to receive)|am missing|are missing|am waiting|are waiting|look for)",
    "(?:i'm|we're|i am|we are|am|are)(?: still| just| also)* (?:waiting (?:for|on)|missing (?:your|the|a)|lacking|looking for|hoping (?:you|for|to (?:get|receive|hear))|short of|after your|counting on|in need of|wondering (?:if|whether|when|what|how|about))",
    "(?:was|were) (?:just |also )?wondering (?:if|whether|when|what|how)",
    "(?:still|all|what|everything)(?: (?:we|i|that))* (?:missing|need|open|outstanding|lacking|required)(?: (?:now|still))?(?: (?:from|on) (?:you|your side|your end))?",
    "let (?:me|us) (?:know|have|see)",
    "(?:is|are|remains?|being) (?:still |yet |now |also )?(?:missing|outstanding|needed|required|pending|due|lacking|wanted|incomplete)",
    "(?:have|has|'ve)(?: not|n't)(?: yet| still)? (?:received|got|had|seen|heard|arrived|come in|reached)~ ?(?:your|the|from you)?",
    "waiting (?:for|on) (?:your|the|you)",
    "look(?:ing)? forward to (?:your|receiving|hearing|getting)",
    "(?:kind|gentle|friendly|quick|little|small|short|last|final) (?:reminder|request|favou?r|ask)",
    "(?:you|your team|you guys|everyone|everybody|all|participants|students)(?:'ll| will)? (?:should|must|need to|have to|needs? to|are (?:kindly )?(?:asked|requested|invited|expected|required|encouraged|welcome|supposed) to|may want to|might want to|may wish to)",
    "(?:if|hope|wish) you (?:could|would|might|can) (?:please |kindly |also |just |possibly )?[a-z]+",
    "would (?:be (?:great|good|nice|helpful|grateful|appreciated|ideal|useful|wonderful|lovely|fantastic|perfect)|appreciate)",
    "(?:would|'d|might) be (?:\\w+ )?(?:to (?:have|get|see|know|hear|receive|meet|discuss|talk)|if (?:you|we|i))",
    "(?:much |greatly |highly )?appreciated?",
    "grateful",
    "obliged",
    "asap",
    "feedback (?:please|is|on|by|until|from you)",
    "your feedback",
    "(?:ping|call|drop|shoot|email|mail|text|send|give|get|tell|show|bring|lend|remind|join|contact|write|fax|ring) (?:me|us)",
    "needs? your",
    "your (?:input|approval|sign-off|decision|comments|confirmation|reply|answer|feedback|thoughts|signature|ok|okay|go-ahead|green light)",
    "(?:any|your) (?:thoughts|news|update|updates|progress|chance|idea|ideas|objections?|luck|preference)(?: (?:on|of|about|for|from|when|whether|yet|as to).*)?$",
    "(?:we|i|i'd|we'd)(?: would| also| therefore| strongly| kindly)* (?:should|propose|suggest|recommend|urge|invite|remind)",
    "(?:my|our|the) (?:suggestion|proposal|request|question|recommendation) (?:is|would be|to you)",
    "how about",
    "what about",
    "let'?s",
    "why (?:don't|not)~ (?:we|you|have|take|try|meet|come)",
    "(?:are|is|would) (?:you|it|anyone|your)~ (?:available|free|able|possible|willing|interested|up for|ok with|okay with)",
    "(?:maybe|perhaps|hopefully|possibly) (?:we|you|i|she|he) (?:can|could|should|might|will)",
    "(?:works|suits|fine|good|available|free|convenient) (?:best |better |well )?for you",
    "don't forget",
    "take (?:a moment|a minute|a look|five minutes|two minutes|care of)",
    "at your (?:earliest )?convenience",
    "(?:your|the) (?:turn|ball)(?: is)? (?:to|in your court)",
    "over to you",
    "rsvp",
];
/// At the head of a clause, where a verb in its bare form commands.
pub(super) const IMPERATIVE_EN: &[&str] = &[
    "^(?:(?:still|just|only|also|and|so|hi|urgently) )?(?:need|needed|required|reqd|requesting|missing|wanted|awaiting)(?: .*)?$",
    "^(?:(?:please|pls|and|also|then|just|so|again|now|simply|or|always|kindly|maybe|quickly|feel free to|go ahead and|do|otherwise|yes|ok|okay|thanks),? )*(?:send|provide|supply|share|confirm|approve|sign|return|forward|upload|submit|advise|complete|fill in|fill out|fill|give|tell|bring|make sure|make|ensure|get|use|take|add|remember|respond|prepare|attend|join|rsvp|click|see|read|be sure|be|don't|put|keep|have|go|set|try|talk|ask|consider|meet|include|remove|discuss|follow|fix|find|let|arrange|book|choose|pick|decide|select|indicate|specify|state|describe|explain|list|enter|insert|attach|enclose|download|install|open|launch|start|begin|stop|cancel|delete|replace|correct|amend|revise|rewrite|translate|proofread|verify|double-check|inform|notify|remind|invite|pay|transfer|remit|settle|deliver|ship|courier|collect|drop|pop|ring|phone|speak|write|come|stop by|drop by|swing by|shop|browse|watch|listen|learn|discover|grab|enjoy|save|earn|apply|register|sign up|log in|log on|login|subscribe|unsubscribe|paste|type|press|tap|scroll|turn|switch|move|leave|wait|hold|allow|avoid|buy|purchase|order from|rsvp|pass|hand|figure out|work with|run|pull|push|swap|convert|compare|think|imagine|disregard|ignore|reply to this|bear in mind|keep in mind|furnish|revert|acknowledge|nominate|furnish|resend|re-send|refer|wake up|help|look into|look at|look for|look over|check out|check in|check with|follow up|set up|move on)(?: .*)?$",
    "^(?:(?:please|pls|and|also|then|just|so|again|now|simply|or|kindly|otherwise),? )*(?:call|update|check|review|report|plan|test|post|email|e-mail|mail|fax|name|quote|mark|schedule|contact|answer|reply|copy|text|print|scan|design|change|visit|file|cc|address|record|set|show|hold|cut|bill|release|return|note|head|finish|clean|clear|rate|vote|rank|sort|group|upgrade|refresh|reset|restart) (?:me|us|him|her|them|it|this|that|these|those|the|a|an|your|my|our|any|all|one|both|each|every|if|whether|with|in by|by|asap|here|above|below|back|to (?:this|me|us|all|the|confirm)|on (?:this|the)|whenever|when|which|what|how|now|today|tomorrow|over|for)(?: .*)?$",
];
pub(super) const ASKS_ZH: &[&str] = &[
    "(?:^|[^邀申宴聘敦])请(?:[^假款柬帖客示了]|$)|烦请|麻烦|劳烦|劳驾|拜托|恳请|敬请|还望|务请|务必|帮忙|帮我|帮我们|能否|可否|能不能|可不可以|是否可以|需要(?:您|你|贵|配合|提供|确认|补)|需(?:您|你|贵)|(?:需要|要|想要|急需|还需|需)(?:一份|一张|最终|贵司|以下|下列|的是)|还(?:缺|差|需|空着|少)|缺(?:少|一)|尚缺|(?:未|没|没有)(?:收到|提供|给我|发我|交|见到|拿到|回)|漏了|等(?:您|你|贵)(?:的|司|们|回|确认|发|给)|等着?(?:用|要|您|你)|急需|急等|(?:发|寄|传|拿|回|带|打|转|交|递)(?:我|给我|来给|过来|到我|一下|一份)|(?:^|[^交付])给我|给(?:个|一个|一下)(?:话|回|答|准|意见|反馈|说法)|再给[一二两三四五六七八九十几0-9]|告(?:知|诉我)|(?:填|核对|定|审|签|确认|回复|反馈|补|安排|看|提供|授权|盖章|勾选)(?:一下|下|完|好|回|掉|个|我)|回(?:个|我|一声|句|信|话)|说一声|吱一声|拍板|过目|定夺|审阅|审核|补(?:给|发|充|一|齐|上|交)|(?:尽快|尽早|及时|抽空|有空|务必|于|前|内|之前|以前)(?:把)?(?:提供|提交|告知|回复|反馈|确认|付|寄|发|交|补|填|签|安排|给|定|完成|回传|上传)|(?:提供|告知|回复|反馈|确认|答复|回寄|回传|签回|填写|提交|上传|核对|批复|批注|盖章|签字)(?:您|你|贵|以下|下列|如下|是否|一下|即可|为盼|为荷|谢谢|$|[:,])|(?:帮|请|再|可以|后|记得|想|要|需要|你们|您|你) ?(?:send|confirm|comment|check|approve|sign|review)(?:[^a-z]|$)|(?:send|confirm|comment|check|approve|sign|review) ?(?:一下|下|给|过来|我|回|完|好)|ping 我|要(?:跟|和|向)(?:您|你)(?:确认|核对|了解|要)|想(?:跟|和|向|问)(?:您|你)?(?:确认|核对|了解|请教|问|一下)|问(?:一下|下)(?:您|你)?|催一下|把[^,。;]{1,20}(?:发|给|寄|传|填|交|定|签|确认|补|回)|盼(?:复|回|告|您|你|尽)|望(?:您|你|贵|尽|及|回|告|予)|辛苦(?:您|你|大家|各位)?(?:安排|提供|确认|看|帮|填|发|签|回|抽)|建议(?:您|你|贵|我们|双方)|要不要|(?:您|你)(?:看|觉得)~(?:吗|行|可以|合适|怎么)",
];

/// The team's own doing, or the reader's leisure.
pub(super) const OWN_EN: &[&str] = &[
    "(?:please|kindly|pls) (?:find|see|note|accept|excuse|be (?:aware|informed|advised|assured)|disregard|ignore|enjoy|join me|rest assured|feel|(?:do not|don't|never) (?:hesitate|reply|worry|bother|feel|respond))",
    "(?:i|we|he|she|they|it|our [a-z]+|my [a-z]+|nobody|somebody)(?:'ll| will| shall| am going to| are going to|'m going to|'re going to) [a-z]+",
    "(?:i|we) can (?:send|call|let you|get|provide|take|do|prepare|come|follow|forward|share|deliver|bring|handle|arrange|book|pay|help|offer)",
    "(?:feel free|do not hesitate|don't hesitate)",
    "^(?:please |pls |and |so |just )*(?:let (?:me|us) know|just ask|ask (?:me|us)|ask away|shout|give (?:me|us) a shout|give (?:me|us) a call|tell (?:me|us))$",
    "^(?:if|should) (?:you |there |anything )[^,]*(?:need|have|question|unclear|else|help)[^,]*, ?(?:please |pls |just |do )*(?:ask|let (?:me|us) know|tell (?:me|us)|shout|call|ring|give (?:me|us) a (?:call|ring|shout))(?: (?:me|us|any ?time|at any time))*$",
    "^(?:many |a big |so |and )?(?:thanks|thank you)(?: .*)?$",
    "(?:no|any|without) (?:action|reply|answer|response|need)~ ?(?:needed|required|necessary|to)?",
    "look(?:ing)? forward to (?:seeing|meeting|working|the|our|it|welcoming|another|having|continuing|next)",
    "(?:let (?:me|us) know if (?:you have (?:any )?(?:questions|problems)|you need|anything|there))",
    "(?:thank you|thanks|grateful|obliged|appreciate[ds]?)(?: very much| so much| a lot)? (?:for (?:your (?:order|payment|support|trust|patience|help|visit|interest|time|quick|prompt|kind|warm|cooperation|hospitality|reply|answer|feedback|comments)|the|having|all|coming|joining|being)|you)",
    "(?:we|i|they) appreciate (?:your (?:business|support|trust|patience|help|interest|quick|prompt)|the|that|having|all|working)",
    "(?:see|meet|join) you",
    "(?:not|n't|nothing) (?:need|have) to",
    "use (?:them|it|these|this) as you (?:like|wish|please)",
    "^(?:and )?(?:enjoy|have (?:a|an|fun)|take care|stay (?:safe|well|tuned|healthy))(?: .*)?",
    "you can (?:also |now |always |then |already )?(?:see|find|read|reach|watch|view|follow|download|call|have a look)",
];
pub(super) const OWN_ZH: &[&str] = &[
    "^[^请烦劳望需能盼]*(?:发|寄|交|送|传|给|回复|答复|反馈|通知|告知|汇报|提交|提供)(?:给|到|送)?(?:您|你|贵司|贵方|贵公司)(?:们)?(?:$|[^的们处])|(?:请|还请|望)(?:您|你)?(?:稍|再)?(?:等|候|耐心|静候|少安毋躁)(?:$|待|候|一|片刻|几|两|我|,)|请(?:您|你)?(?:稍|耐心)",
    "请(?:注意)?(?:查收|查阅|知悉|放心|见附|见谅|谅解|留意|参考|勿回复|勿念|忽略|笑纳|关注|期待|多(?:多)?(?:关照|包涵|指教|保重)|享用|惠存|收下|周知|悉知)|敬请(?:期待|谅解|知悉|关注|留意)|(?:如|若|倘|万一)(?:有|遇|需)(?:任何)?(?:问题|疑问|需要|急事|不明|不便|紧急|变动)|(?:^|[^给发寄让请跟向和帮告诉知为回到把将])(?:我方|我们|我司|我|财务|同事|小编)(?:这边|再|先|已经|也|都|现)*(?:会|将|来|负责|已|去|按|把|就|安排|准备|在|随后|马上|周|明天|今天|下周|提供|确认|跟进|汇报|看|反馈|回复|核对|审核|发|寄|给您|给你|跟您|向您)|(?:无需|不用|不必|无须|毋须)|特此(?:告知|通知|确认|函告|说明)|收到(?:请)?(?:即可|无需)|(?:感谢|谢谢|多谢|谢)(?:您|你|贵|各位|大家|对|的)|(?:已|已经|现已|均已|都已)[^,。;]{0,6}(?:确认|提供|回复|反馈|告知|发|寄|交|签|补|给|传)|(?:希望|祝|愿)(?:您|你|大家|一切|各位|贵)|期待(?:与|和|您的(?:光临|到来)|合作|见|下次)|交给(?:我|我们)|确认(?:收到|函)|(?:给|向|跟|发|寄|交|送)(?:您|你|贵|客户)[^,。;]{0,8}(?:过目|汇报|审阅|确认|参考|看)|欢迎|收到(?:收到|了|啦|您|你|贵|,|$)|^(?:以便|否则|不然|要不然|好让|便于|以免)|留(?:底|着|念|存)|存档|备查|慢慢|随时",
];
/// The whole sentence offers help or an address for other days.
pub(super) const COURTESY_EN: &[&str] = &[
    "(?:if|should|in case)(?: there (?:is|are|be)| you(?:'ve| have| need| should have| require| want| run into| encounter| come across| do)?)?(?: still| further| also)? (?:any|further|more|additional|other|a)(?: further| other| additional| more)? (?:questions?|queries|query|concerns?|problems?|trouble|help|information|info|details|assistance|issues?|doubts?|comments|suggestions)",
    "(?:any|with) (?:questions?|queries|concerns?|problems)(?: or [a-z]+)?(?:,| at all| just| please| feel| call| let| about|$)",
    "(?:in|for) (?:urgent|emergenc|an emergency|case of (?:an )?(?:emergenc|urgen))[a-z]*",
    "(?:if|when|whenever|should) (?:anything|something) (?:is unclear|else|comes up|changes|is wrong|happens)",
    "if you (?:do not|don't|no longer|would like to stop|wish to (?:stop|unsubscribe|cancel)|want to (?:unsubscribe|stop))",
    "unsubscribe",
    "(?:add|adding) (?:us|[^ ]+@[^ ]+|this address)~ to your (?:address book|contacts|safe)",
];
pub(super) const COURTESY_ZH: &[&str] = &[
    "(?:如|若|倘|万一)(?:果)?(?:您)?(?:有|遇|需|对)[^,。;]{0,6}(?:问题|疑问|需要|急事|不明|不便|紧急|帮助|建议)|有(?:任何)?(?:问题|疑问|需要|急事)(?:请|可|欢迎|随时|就|都|的话)|退订|取消订阅",
];

/// Questions that want no answer: small talk, wonder, what the writer answers himself.
pub(super) const TALK_EN: &[&str] = &[
    "^(?:do you have|have you(?: got)?|any|are there) (?:any |further |other |more )*(?:questions?|comments?|remarks?|concerns?)(?: so far| on this| about this| for (?:me|us))?$",
    "^(?:and |so |oh |well |but |ah |wow )*(?:isn't|wasn't|aren't|weren't|doesn't|don't you (?:think|agree|just|love)|hasn't|ain't) ?(?:it|that|this|these|those|he|she|life|the|just|they)?",
    "can you (?:believe|imagine)",
    "(?:who|how)(?: would| could)(?:'ve| have)? (?:thought|guessed|imagined|believed|known|expected)(?: .*)?",
    "^(?:who knows|guess what|who cares|what's not to|who needs|who said|why not|how come|really|right|see|remember|deal|no|yes|ok|sounds? .{0,20}|fancy .*|spring|christmas)(?: .{0,60})?$",
    "(?:do you )?(?:still )?remember (?:when|how|that|last|our|the)~",
    "did you (?:also )?know",
    "(?:have|did|had|has) (?:you|anyone|everybody)(?: all| also| already)? (?:see|seen|hear|heard|notice|noticed|catch|caught|read|watch|watched|follow) (?:that|how|about|what|who|it|this|him|her|them|the (?:news|match|game|weather|article|film|concert|snow|storm|sunset|derby|final|cup|race|election|show|eclipse|fireworks|rainbow|moon))",
    "^(?:so |and |by the way |hi |hello |hey )*how (?:was|were|are|is|'s|did|does|has|have|do) (?:the (?:trip|weekend|holidays?|journey|flight|skiing|party|weather|wedding|exam|move|baby|kids|family|race|trade fair|fair|vacation|concert|summer|christmas|easter|hike|run|marathon|match|game|week|conference)|your|it|things|that|life|everything|everyone|everybody|business|you|(?:spring|summer|autumn|winter))~",
    "(?:did|has|have|had) (?:you|everyone|everybody|the kids|[a-z]+)(?: all| both)? (?:enjoy|enjoyed|have (?:a|fun)|had (?:a|fun)|manage|managed|make it|made it|get (?:home|back|there|over|some)|got (?:home|back|there|over)|gotten|sleep|slept|survive|survived|settled|recovered|been (?:away|on|skiing|well|busy|good)|win|won|like (?:the|it)|arrive (?:home|safely|well)|travel)",
    "are (?:you|things|they|we)(?: all| still)? (?:well|keeping|enjoying|back (?:from|home|in)|all right|alright|doing|having|not|going anywhere|looking forward|feeling)",
    "^(?:shall|should|could|can) we do (?:it|this|that)(?: all)?(?: again)?",
    "^same (?:again|time|procedure)",
    "where (?:has|did|does|have) (?:the |all )?(?:time|year|years|summer|months?|weeks?|days?)",
    "^(?:so |and )*what (?:does|do|will|did|is|are|has|'s|else is)(?: (?:this|that|it|these|all|the [a-z]+))*(?: all)? ?(?:mean|change|new|changed|changes|changing|happening|next|bring|difference|better|nicer|left|worse)",
    "what (?:happens|comes|follows|changes|more|could be|would)~ ?(?:next|now|then|want|ask|wish)?",
    "^(?:want|wanna|would you like|do you want|care) to (?:know|see|learn|hear|find out|discover|read|try|win|save)",
    "^(?:curious|interested|looking for|tired of|ready (?:for|to)|need (?:inspiration|ideas|help|a hand)|feeling|hungry|bored|thirsty)",
    "how (?:time flies|odd|lucky|funny|strange|quick)",
    ",? (?:isn't|doesn't|aren't|wasn't|weren't|hasn't|won't|can't|right|eh|huh|no|is|was|does) (?:it|he|she|they|that)$",
    "(?:any|your|have|got) (?:nice |big |good )*plans for (?:the (?:weekend|holidays?|summer)|christmas|easter|new year)",
    "where (?:do|did) (?:you|we) (?:stand|spend|go on|go for)",
    "^(?:and |so |hi |hello |hey )*how (?:was|were) [a-z]+(?: .*)?$",
    "did [a-z]+ (?:get over|make it|come round|find (?:his|her|their)|feel better)~",
    "how does (?:it|that) (?:feel|sound|look)$",
];
pub(super) const TALK_ZH: &[&str] = &[
    "(?:过得|玩得|休息得|吃得|睡得|逛得)|(?:最近|近来|今年|假期|节日|春节|周末|旅途|路上|孩子|家人|身体|天气|一切)[^,。]{0,8}(?:好吗|忙吗|怎么样|如何|顺利吗|都好|冷吗|热吗)|还记得|记不记得|谁能想到|谁会想到|谁说|不是吗|对吧|你说呢|您说呢|是不是很|有没有觉得|(?:听说|看到|看见|知道|注意到)[^,。]{0,20}(?:了吗|没有|了没|吗)|意味着什么|为什么呢|何乐而不为|又是一年|怎么样,是不是|想不想|心动|还在(?:为|等什么)",
];
/// A mail that greets, thanks or congratulates: mere questions in it want no answer.
pub(super) const GREETS_EN: &[&str] = &[
    "happy (?:new year|holidays?|birthday|christmas|easter|thanksgiving|anniversary|diwali|eid|lunar|chinese|hanukkah|weekend)",
    "merry (?:christmas|xmas)",
    "seasons? ?'?s? greetings",
    "(?:seasonal|holiday|christmas|new year|festive|easter|birthday) (?:greetings|wishes)",
    "congratulations",
    "congrats",
    "warm(?:est)? wishes",
    "(?:all the best|best wishes) (?:for|to|on)",
    "(?:a )?(?:wonderful|happy|healthy|peaceful|prosperous|successful|splendid) (?:[a-z]+ )?(?:20[0-9]{2}|new year|christmas|holiday season|festive season)",
    "i only thought",
    "made me (?:smile|laugh|think of you)",
    "just wanted to say",
];
pub(super) const GREETS_ZH: &[&str] = &[
    "新年快乐|圣诞快乐|节日快乐|元旦快乐|春节快乐|中秋快乐|生日快乐|端午安康|新春|拜年|恭贺|恭喜|祝贺|感恩节|答谢|周年庆|祝(?:您|你|大家|各位)[^,。]{0,10}(?:快乐|安康|吉祥|如意|幸福)",
];

/// Questions of mere politeness.
pub(super) const POLITE_EN: &[&str] = &[
    "how are (?:you|things)",
    "hope (?:you|all|this|everything)",
    "how (?:is|was|'s) (?:your|the) (?:weekend|day|week|trip|holiday|vacation)",
    "how's it going",
    "how do you do",
    "did you have a (?:good|nice)",
    "^(?:and |do )?(?:have|enjoy) (?:a|an|your|the) (?:.{0,20})?(?:trip|flight|journey|week|weekend|day|evening|holidays?|vacation|time|stay|break|rest|sun|summer)",
    "^(?:i |we )?(?:hope to )?see you(?: .{0,30})?$",
    "^(?:safe|good|nice|great|lovely|wonderful) (?:travels?|trip|journey|flight|to (?:meet|see|talk|speak|hear))",
    "^(?:it was )?(?:a )?(?:great|nice|good|lovely|pleasure) (?:to|meeting|seeing|talking|speaking)",
    "^(?:talk|speak) (?:to you )?soon",
    "^(?:take care|keep well|stay well|get well soon|all the best|enjoy)(?: .{0,20})?$",
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

/// How the thing just asked for is wanted, without a verb of its own: "High resolution, please."
pub(super) const ADDS_EN: &[&str] = &[
    "^(?:in |as |at |with |without |only |all )?[a-z0-9-]+(?: [a-z0-9/-]+){0,4},? (?:please|pls|if possible)$",
];
/// A circular: what it invites to is nobody's duty.
pub(super) const NEWS_EN: &[&str] = &[
    "newsletter",
    "unsubscribe",
    "view (?:this|it) in (?:your|a) browser",
    "our blog",
];
pub(super) const NEWS_ZH: &[&str] = &["简报|月刊|电子报|退订|取消订阅"];
pub(super) const NO_ZH: &[&str] = &[];
