//! What a member says to a client in a thread: thanks, receipt, money come in, called off, a day granted.

pub(super) const THANKS_EN: &[&str] = &[
    "(?:thanks|thank you|thx|cheers|ta|many thanks|much obliged|much appreciated|appreciate it|i appreciate)",
    "(?:that's|that is|this is|it's|it is|looks|all|works|sounds|everything is|everything's|they are|they're|these are)(?: all| just| really| absolutely)* (?:great|perfect|lovely|brilliant|wonderful|excellent|fantastic|spot on|good now|fine now|complete|there|in order|what (?:we|i) (?:need|needed|wanted)|we need(?:ed)?|i need(?:ed)?)",
    "^(?:great|perfect|lovely|brilliant|wonderful|excellent|fantastic|super|all good|all set|all done|great work|great job|good job|well done|noted|much better|spot on)(?: .{0,40})?$",
];
pub(super) const THANKS_ZH: &[&str] = &[
    "谢谢|感谢|多谢|谢了|谢啦|辛苦|收到|很棒|太好了|完美|很好|不错|满意|好的?效率|齐了|已齐|都齐|没问题了|可以了|搞定了",
];
/// Thanks for what settles nothing.
pub(super) const MERE_EN: &[&str] = &[
    "in advance",
    "for (?:asking|checking|calling|writing|getting (?:back|in touch)|letting (?:me|us) know|bearing with)",
    "(?:for|about) (?:your |the )?(?:quick |kind |prompt |last |phone )*(?:questions?|e-?mail|mail|message|note|call|patience|understanding|enquiry|inquiry|query|interest|reminder)",
    "if you could",
];
pub(super) const MERE_ZH: &[&str] = &[
    "先谢|提前(?:感谢|谢)|(?:谢谢|感谢)(?:您|你|贵司)?的?(?:耐心|理解|来信|来电|询问|提问|提醒|关注)|收到(?:您|你|贵司)?的?(?:问题|来信|邮件|消息)|不辛苦",
];
/// Thanks for help still hoped for: with it requests end.
pub(super) const AHEAD_EN: &[&str] =
    &["(?:thanks|thank you)~ for (?:helping|taking care|looking into|chasing|following up)"];
pub(super) const AHEAD_ZH: &[&str] =
    &["(?:多谢|谢谢|感谢|谢)(?:您|你|贵司|各位)?的?(?:大力)?(?:配合|支持|帮助|协助|帮忙)"];
pub(super) const RECEIVED_EN: &[&str] = &[
    "(?:received|arrived|reached (?:us|me)|got (?:it|them|the|your|everything|all)|have (?:got )?(?:it|them|everything|all)|has come in|have come in|came in|came through|is here|are here|has landed|safely here|to hand)",
    "(?:confirm|acknowledge)~ (?:receipt|arrival|that)",
    "receipt (?:is )?(?:confirmed|acknowledged)",
];
pub(super) const RECEIVED_ZH: &[&str] = &[
    "(?:已|都|均|全部|刚|确认|也|我们|今天)?收到(?:了|啦|,|$|贵|您|你|款)|收讫|签收|到了|拿到了|齐了|(?:已|都)齐",
];
pub(super) const PAID_EN: &[&str] = &[
    "(?:payment|transfer|money|funds|amount|remittance|cheque|check|wire|deposit|balance|invoice|it)(?: [^ ]+){0,6}? (?:is in|are in|arrived|has arrived|have arrived|reached|came in|came through|has come in|cleared|has cleared|credited|booked|settled|paid|received|landed)",
    "(?:received|got|confirm)~ (?:payment|transfer|money|funds|remittance)",
    "(?:paid|settled) (?:in full|now|already)",
    "(?:we've|we have|i've|i have|has been|was|been) (?:credited|booked)",
];
pub(super) const PAID_ZH: &[&str] = &[
    "(?:款|钱|元|尾款|付款|汇款|转账|货款|余款|定金)[^,。]{0,8}(?:到账|到帐|收到|收讫|入账|到了|已到)|(?:收到|确认)[^,。]{0,10}(?:款|付款|汇款|转账|钱)|到账了|已到账",
];
pub(super) const OFF_EN: &[&str] = &[
    "(?:no longer|not|n't)~ (?:needed|need|required|require|necessary|relevant|wanted)(?: any ?more| any longer)?",
    "no need (?:to|for)~",
    "(?:cancel|cancelled|canceled|called off|call off|withdraw|withdrawn|withdrew|dropped|scrap|scrapped|void|voided|obsolete|moot)",
    "(?:disregard|ignore|forget(?: about)?|delete|drop|never mind|nevermind)~ ?(?:it|this|that|the|my|our|mail|request|invoice|reminder)?",
    "(?:sent|issued|went out|asked)~ (?:in error|by mistake|by accident|twice)",
    "(?:do not|don't|not to|please not|hold off)~ (?:pay|paying|payment)",
    "(?:amount|invoice|total|sum)(?: [^ ]+){0,3}? (?:is|was) (?:wrong|incorrect|not right)",
    "(?:send|issue|prepare|get)~ (?:a|the) (?:new|corrected|revised) invoice",
    "(?:settle|pay|offset|deduct|include)~ (?:with|in|on|against) (?:the|our|your) next (?:invoice|bill)",
    "sorry for the (?:reminder|mail|e-?mail|confusion|noise|automatic)",
    "(?:i|we)(?:'ve| have)? (?:found|downloaded|took|taken|got)~ (?:on|from|in) (?:your|the|our) (?:website|site|server|page|archive|homepage)",
    "(?:take your time|no rush|no hurry|whenever you)",
    "(?:all|everything|it)(?: is|'s) (?:fine|sorted|settled|cleared|in order)(?: now)?",
    "(?:off the hook|do it ourselves|found (?:it|them|a copy|one) ourselves|made do|sorted it (?:out )?ourselves)",
    "(?:nothing|not anything)~ (?:more|else|further)~ (?:from you|needed|to do)",
];
pub(super) const OFF_ZH: &[&str] = &[
    "(?:不用|不必|无需|不需要|不要)(?:再|您|你)?[^,。]{0,6}(?:了|给|发|寄|付|准备|提供|填)|不再需要|(?:取消|作废|撤回|撤销|搁置|终止|中止|叫停)(?:了)?|请忽略|忽略(?:此|那|上|之前|该)|先别付|不要付|别付款|暂不(?:用)?付|先不(?:要)?付|发票有误|重开后|重新开(?:票|具)|下(?:张|次|期)(?:发票|账单)|没问题了|优惠[^,。]{0,8}元|官网|不急|慢慢来|晚(?:几|两|一两|些)天|不作数|发错|开错|算了|免了|我们自己(?:找|弄|做|解决)",
];
/// "If you have paid already, please ignore this": a courtesy of every reminder.
pub(super) const IF_EN: &[&str] = &["if|should you|in case|unless|provided"];
pub(super) const IF_ZH: &[&str] = &["如果|如(?:您|你|贵|已|有)|若|倘若|要是|假如"];
/// Money taken off what is owed.
pub(super) const CREDIT_EN: &[&str] = &[
    "credit (?:notes?|memos?)",
    "(?:we|i)(?:'ve| have|'ll| will)? (?:credit|credited|waive|waived|deduct|deducted|reduce|reduced|write off|wrote off|written off)~",
    "(?:corrected|reduced|revised) (?:invoice|amount|total)",
];
pub(super) const CREDIT_ZH: &[&str] = &[
    "红字发票|红冲|冲红|贷项|冲抵|抵扣|折让|(?:减免|免收|扣除|少收)[^,。]{0,8}(?:元|款|费|欧|万)|更正后的?(?:发票|金额)",
];
/// Not done yet, or asked.
pub(super) const AHEAD_OF_IT_EN: &[&str] =
    &["(?:will|'ll|shall|going to|would|could|can|might|may|not|n't)"];
pub(super) const AHEAD_OF_IT_ZH: &[&str] = &["会|将|拟|打算|可以|能否|未|没"];
/// What is left of it.
pub(super) const STAYS_EN: &[&str] = &[
    "(?:remaining|remainder|balance|rest|left|outstanding|remains?|stays?|still|instead of|new (?:total|amount|balance)|total|originally|original|to pay|payable|due)",
];
pub(super) const STAYS_ZH: &[&str] =
    &["剩余|余额|余款|其余|尚余|仍需|还需|应付|实付|原金额|改为|调整为|总额|合计"];
pub(super) const NOT_YET_EN: &[&str] = &[
    "(?:have|has|had|did|do|does|is|are|was|were|could)(?: not|n't)(?: yet| been| actually| still)? (?:received|got|get|arrived|arrive|come|came|seen|see|here|in|reached|find|found|paid|settled|booked|credited|heard|complete)",
    "(?:not|never|nothing|no payment|no money|no reply|none)(?: yet| has| have| been)* (?:received|arrived|come|in|here|got|reached|paid|booked)",
    "once~ (?:received|arrived|in|paid)",
    "(?:received|got|heard|seen|had)~? nothing",
    "(?:waiting|wait) (?:for|on)",
    "(?:do|does)(?: not|n't)(?: yet| actually| still)? have",
    "(?:is|are) still (?:missing|outstanding|open|pending)",
    "no [a-z]+(?: [a-z]+)? (?:received|arrived|came|got here)",
    "(?:when|as soon as|until|if|after)~ (?:receive|received|arrives?|arrived|get|got|paid|payment|in)",
];
pub(super) const NOT_YET_ZH: &[&str] = &[
    "(?:没|未|没有|还没|尚未|并未|仍未)(?:有)?(?:能)?(?:收到|到账|到帐|到|见到|看到|拿到|齐)|(?:收到|到账|齐)(?:了)?(?:后|之后|以后|再|吗|没)|(?:等|待)[^,。]{0,6}(?:收到|到账)|(?:还在|仍在|一直在?|正)等",
];
pub(super) const GRANT_EN: &[&str] = &[
    "(?:fine|ok|okay|works?|agreed?|agree|no problem|not a problem|sure|of course|all right|alright|certainly|absolutely|suits|accept(?:ed|able)?|good (?:for|with) (?:us|me)|go ahead|by all means|deal|understood|happy (?:to|with)|that's fine|perfect|great)",
    "(?:you )?(?:can|may) have (?:until|till|another|more|a few|an extra)",
    "take (?:until|till|your time|another)",
    "(?:extend|extended|extension|postpone|postponed|moved?|push(?:ed)?|shift(?:ed)?|prolong|grant|allow|give you|gave you|given you|wait (?:until|till|for)|hold (?:it|off) until|new (?:deadline|date|due date))",
];
pub(super) const GRANT_ZH: &[&str] = &[
    "可以|没问题|行[,。!吧的 ]|^行|同意|延(?:期|后|长|到|至)|宽限|推迟|顺延|缓(?:到|至|几)|那就|就行|即可|也行|都行|不急|好的|好[,。!]|ok|等(?:到|您到|你到)|改(?:到|为|成)",
];
/// What the client has said, told again.
pub(super) const THEIRS_EN: &[&str] = &[
    "you(?:'ve| have| had)? (?:propos|suggest|ask|offer|writ|wrote|said|want)[a-z]*",
    "your (?:proposal|suggestion|offer|request|idea|plan)",
];
pub(super) const THEIRS_ZH: &[&str] =
    &["(?:您|你|贵司|贵方)[^,。]{0,4}(?:提出|提议|建议|说|要求|希望|想)"];
/// A day that is not agreed to.
pub(super) const REFUSED_EN: &[&str] = &[
    "(?:too|much too|far too|rather|very|a bit|bit) late",
    "(?:not|n't|won't|cannot|can't|never|hardly)(?: really| quite| possibly)? (?:wait|work|possible|ok|okay|fine|acceptable|accept|good|enough|do|suit|suitable|feasible|an option|an? [a-z]+ option|agree|help|early)",
    "(?:later than|no later|not after|too long|no good|out of the question|impossible)",
];
pub(super) const REFUSED_ZH: &[&str] = &[
    "太晚|太迟|晚了|迟了|来不及|赶不上|太久|等不了|等不到|等不及|不能等|不行|不可以|不合适|没法等|无法等|无法接受|不能接受",
];
/// Somebody of ours is not there.
pub(super) const AWAY_EN: &[&str] = &[
    "(?:on|from|back from|taking)(?: my| our| his| her| annual| a)* (?:holiday|holidays|vacation|leave|parental leave|sick leave|business trip)",
    "(?:i|we|he|she|they|[a-z]+)(?:'m|'re| am| are| is|'s|'ll be| will be) (?:away|off|out|abroad|travelling|traveling|absent|closed|not (?:in|there|here|available))",
    "(?:i|we)(?:'ll| will|'m| am| are|'re)? (?:be |going )?(?:on (?:holiday|vacation|leave)|away|off work|back|travelling|traveling)",
    "(?:my|our) (?:holiday|holidays|vacation|leave)",
    "(?:office|we)~ (?:closed|shut)",
    "out of (?:the )?office",
];
pub(super) const AWAY_ZH: &[&str] =
    &["(?:我|我们|我司|同事|本人)[^,。]{0,12}(?:休假|度假|出差|请假|年假|放假|外出|不在|休息)"];
pub(super) const OURS_EN: &[&str] = &[
    "(?:we|i|she|he|they|our [a-z]+|my [a-z]+)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| can) (?:call|ring|send|come|visit|mail|email|write|get|let|check|look|tell|ask|meet|see|phone|talk|speak|prepare|deliver|forward|be|do|have|start|print|publish|go)",
];
pub(super) const OURS_ZH: &[&str] = &[
    "(?:我|我们|我方|我司|同事)(?:会|将|来|就|再)?(?:在)?(?:今天|明天|后天|周|下周|本周|[0-9])?[^,。]{0,6}(?:给您|给你|跟您|发您|发你|打电话|联系您|联系你|回复您|寄给您|过去|拜访|上线|发布|开机|开印)",
];
/// Something is here: said of one thing that was asked for.
pub(super) const HAVE_EN: &[&str] = &[
    "(?:i|we)(?:'ve| have)?(?: now| already| both)? (?:have|got|received|found|downloaded|saved)(?: now| already)?",
    "(?:i|we)(?:'ve| have)(?: now| already)?(?: got| had)? (?:the|your|both|all|his|her|their|these|them|it|everything|a copy)",
    "(?:has|have|is|are|was|were)(?: all| both| now| already| just| been| safely)* (?:received|arrived|come|here|in|with us|complete)",
    "(?:received|got|arrived|came|to hand)",
    "(?:thanks|thank you|thx|cheers|ta|many thanks)~ for (?:the|your|sending|both|these|all)",
];
pub(super) const HAVE_ZH: &[&str] =
    &["收到|收讫|收齐|拿到|已有|有了|到了|齐了|(?:谢谢|感谢|多谢)[^,。]{0,6}(?:提供|发来|寄来)的"];
/// Something is not here, or is asked for.
pub(super) const LACK_EN: &[&str] = &[
    "(?:missing|outstanding|lacking|pending|awaiting|wanted)",
    "(?:not|n't|never|nothing|no sign|without)",
    "(?:need|needs|needed|require|required|lack|lacks|short of|yet to|left|to come|to follow|waiting|wait)",
    "(?:could|can|would|will) you",
    "(?:please|pls|kindly)",
    "(?:send|provide|forward|share|let (?:me|us) have|give (?:me|us))",
    "(?:any news|what about|how about|remind(?:er)?|where (?:is|are)|chase|chasing|follow(?:ing)? up)",
    "(?:once|when|until|till|as soon as|before|after) (?:i|we) (?:have|get|got|receive)",
];
pub(super) const LACK_ZH: &[&str] = &[
    "还差|还缺|尚缺|尚欠|只差|只缺|只剩|就差|就缺|仅差|仅缺|缺|没|未|还需|需要|麻烦|烦请|请|能否|可否|能不能|补|剩下|还要|还在等|等着|催",
];
pub(super) const EXCEPT_EN: &[&str] = &[
    "(?:except|excepting|excluding|apart from|aside from|other than|with the exception of|all but|everything but|anything but|but not|save for)(?: for)?",
];
pub(super) const EXCEPT_ZH: &[&str] = &["除了|除(?:去|开)?"];
pub(super) const ONLY_EN: &[&str] = &[
    "(?:only|just|merely)~ (?:missing|left|outstanding|lacking|open|needed|need|require|required|waiting)",
    "(?:all|the (?:last|only) (?:thing|item|piece|point|one))~ (?:missing|left|outstanding|needed|need|open)",
];
pub(super) const ONLY_ZH: &[&str] = &["只差|只缺|只剩|就差|就缺|仅差|仅缺|仅剩|只需|只要|就等"];
pub(super) const OTHERS_EN: &[&str] = &[
    "(?:everything|all)(?: else)?",
    "(?:the|all the) (?:rest|others|other (?:things|files|points|items|documents))",
];
pub(super) const OTHERS_ZH: &[&str] = &["其他|其它|其余|别的|剩下的|都|全"];
/// A further thing is asked for.
pub(super) const ALSO_EN: &[&str] = &[
    "(?:also|as well|too|additionally|in addition|furthermore|moreover|besides|another|further|on top of (?:that|this)|one more (?:thing|point|request)|something else|while you are at it|extra)",
];
pub(super) const ALSO_ZH: &[&str] =
    &["另外|此外|还需|还要|还请|还想|还得|再|同时|顺便|补充|追加|新增|以及"];
/// Words of a chaser, which asks for no new thing.
pub(super) const CHASES_EN: &[&str] = &[
    "(?:let (?:me|us) know|tell (?:me|us)|update|news|status|progress|reply|respond|answer|response|feedback|hear (?:back|from)|get back|confirm|reminder|remind|eta|timing|when|expect|chase|look into|have a look|take a look|call|speak|talk|chat|missing|outstanding|remaining|rest|still|too (?:late|early|long|slow|soon|much|many))",
];
pub(super) const CHASES_ZH: &[&str] = &[
    "进度|进展|消息|回复|答复|反馈|告知|确认|何时|什么时候|多久|情况|催|电话|沟通|剩下|其余|尚缺",
];
/// What came is not what was asked for.
pub(super) const WRONG_EN: &[&str] = &[
    "(?:wrong|incorrect|mistaken|faulty|corrupt|corrupted|broken|damaged|outdated|out of date|old version|obsolete|mixed up|not the right|not the latest|not the final|superseded)",
    "(?:contains?|has|have|had|with|is|are|was|were|by)(?: an| a| some| one| several| many)? (?:errors?|mistakes?|typos?|in error|by mistake)",
    "(?:sent|attached|uploaded) (?:in error|by mistake)",
];
pub(super) const WRONG_ZH: &[&str] =
    &["发错|传错|弄错|搞错|拿错|错了|有误|有错|不对|旧版|过期|打不开|损坏|作废|不是最新|不是最终"];
