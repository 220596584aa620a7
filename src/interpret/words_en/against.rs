//! Disputes, refusals, and who wants no more mail.

pub(in crate::interpret) const DISPUTE: &[&str] = &[
    "(?:your|the|this) (?:work|job|service|goods|delivery|order|website|site|project|repair|installation|machine|product)~ (?:not|never|isn't|wasn't|aren't|hasn't been|still not|not been)~ ?(?:finished|complete|completed|delivered|done|fixed|working|work|repaired|received|as agreed)",
    "(?:we|i|i'll|we'll|to|must|formally|will|hereby|and) (?:~)?(?:dispute|contest|challenge|reject|object)",
    "disput(?:e|ed|ing)",
    "contest(?:ed|ing)?",
    "contested",
    "(?:wrong|incorrect|different|old|former|mistaken) (?:amount|price|total|quantity|sum|vat|tax|rate|figure|figures|hours|company|name|address|entity|currency|invoice|item|items|number|numbers|quote|po|order|discount|bill-to|billing)",
    "(?:amount|price|total|quantity|sum|vat|tax|rate|figure|figures|hours|invoice|bill|charge|charges|number|numbers|line|lines|maths|math|calculation|discount|rates|fee|fees|unit price)~ (?:is|are|was|were|seems?|looks?|being)~? ?(?:wrong|incorrect|off|too high|inflated|mistaken|overstated|excessive|unjustified)",
    "(?:amount|price|total|quantity|sum|vat|tax|rate|figure|figures|hours|invoice|bill|charge|charges|number|numbers|line|lines|maths|math|calculation|discount|rates|fee|fees|unit price)~ (?:isn't|aren't|wasn't|weren't|not|don't|doesn't|didn't|never)~? ?(?:right|what|match|add up|correct|as|agree|tally|in line|fine|ok|okay)",
    "isn't what(?:'s| was| we| is)?",
    "(?:is|was|are|were) not what (?:we|was|i|is|you)",
    "not what (?:we|was|i|is|you|were)~ ?(?:agreed|ordered|quoted|discussed|quote|promised|asked|signed|expected)",
    "(?:overcharged|over-charged|overbilled|double[- ]billed|double[- ]charged|billed (?:us )?twice|charged (?:us )?twice|invoiced (?:us )?twice|duplicate invoice|charged (?:us )?(?:for )?(?:too much|double))",
    "(?:never|not|n't)~ (?:ordered|order|commissioned|commission|requested this|asked for (?:this|it)|agreed|agree|approved this|signed|booked|authorised|authorized|owe|liable|accept|accepting|acceptable|happy|satisfied|pleased|treating|recognise|recognize|correct|receive(?:d)?(?: the| any| your| these| any of the)? (?:goods|deliver(?:y|ies)|work|services?|items|parts|order|results)|fulfilled|performed|done what|consented)",
    "no (?:record|recollection|trace|order|contract|knowledge) (?:of|for|with)",
    "won't be (?:paying|treating)",
    "(?:not|never|isn't|aren't|won't be) payable",
    "(?:will not|won't|refuse to|refusing to|not going to|not prepared to|not willing to|aren't paying|not paying|no intention of|are not going to|not be)~? (?:pay|paying|settle|settling|accept|approve)",
    "re-?issue",
    "re-?issued",
    "re-?invoice",
    "(?:corrected|amended|revised|proper|new|right|adjusted|updated) (?:invoice|bill|version of the invoice)",
    "(?:correct|amend|revise|fix|change|redo|adjust|reverse|void|withdraw|cancel) (?:the |this |your |that |and re-?issue )?(?:invoice|bill|amount|charge|line)",
    "credit (?:note|us|memo)",
    "(?:withhold|withholding|hold back|holding back|withheld|suspend(?:ed|ing)? payment|payment is suspended|hold off paying|hold payment|holding payment|block(?:ed|ing)? payment|retain(?:ing)?)",
    "(?:when|until|unless|once|after|before|till)~ (?:fixed|repaired|resolved|replaced|corrected|solved|working|works|put right|made good|remedied|rectified|redone|sorted out|properly)",
    "and not before",
    "(?:faulty|defective|damaged|broken|unusable|poor|shoddy|unacceptable|inacceptable|substandard|sub-standard|useless|appalling|disgraceful|terrible|awful|below standard|not up to|unfinished|half-finished|incomplete work|full of (?:errors|bugs|mistakes)|mess|rubbish)",
    "(?:complain|complaint|complaining|disappointed|dissatisfied|unhappy|displeased|annoyed|fed up|outrageous|ridiculous|harass(?:ed|ing|ment)?|cheek|joke|disgusted|not impressed|unprofessional|insulting|frustrat(?:ed|ing)|had it with)",
    "(?:nobody|no one|no-one|none of you|not one)~ (?:called|rung|answered|replied|responded|came|come|turned up|showed|shown|fixed|bothered|cared|helped|phoned|reacted)",
    "(?:still )?(?:waiting|wait) for (?:you|your)~ (?:to|fix|repair|team|reply|answer|delivery|credit|apology|work|part)",
    "you (?:still )?(?:owe|promised|failed|forgot|were supposed|were meant|have not|haven't|did not|didn't|never|ignored|keep ignoring|delivered|broke|messed)",
    "(?:lawyer|solicitor|legal action|attorney|court)",
    "(?:first|please) (?:fix|repair|deliver|answer|give us|do your|finish|sort out)~",
    "(?:paid|ordered|quoted|agreed|contract says|contract states|quote says|quote was|agreed price|agreed rate)~ (?:not|instead|only|was|is|but|rather)~ ?[£$€]?[0-9]",
    "shows? (?:our|the|a) (?:old|wrong|former|previous)",
    "should (?:be|have been|read|say)~ (?:instead|not|[£$€][0-9]|addressed|made out|issued|invoiced|[0-9])",
    "made out to the wrong",
    "(?:did|do|does)(?: not|n't) (?:match|agree with|correspond|reflect|work|add up|owe|tally)",
    "only (?:received|got|delivered|half|agreed|ordered)~ (?:of|the|[0-9]|half|was|were|we)",
    "not (?:as|in line with) (?:agreed|described|ordered|quoted|promised|specified)",
    "turned up late",
    "(?:short|missing) (?:delivery|delivered|items|parts|pieces|units)",
    "bravo",
    "(?:not|n't) (?:our|my) (?:invoice|bill|debt|order|responsibility to pay)",
    "(?:belongs|addressed|meant|intended) (?:to|for) (?:another|a different|somebody|someone|the other)~ (?:company|firm|client|customer|entity)",
    "(?:under|out of) warranty",
    "deduct(?:ed|ing|ion)?",
    "discount (?:is |was |has )?(?:missing|not|n't)",
    "far too (?:much|high|expensive)",
];

/// Annoyance at being chased: outweighed by having settled.
pub(in crate::interpret) const COMPLAINT: &[&str] = &[
    "fed up",
    "(?:six|five|four|ten|third|fourth|so many|countless|constant|endless) (?:reminders|emails|mails|chasers|times)",
    "ridiculous",
    "annoying",
    "harass(?:ed|ing|ment)?",
    "check (?:with )?your",
    "stop chasing",
    "please stop",
    "why (?:do|are) you (?:keep|still)",
    "(?:frustrat|annoy)(?:ed|ing)",
    "disappointed",
    "unprofessional",
];

pub(in crate::interpret) const DECLINE: &[&str] = &[
    "(?:won't|will not|cannot|can't|can not|unable to|not able to|not in a position to|not going to|not willing to|not allowed to|not permitted to|prefer not to|rather not|decided not to|chosen not to|do not want to|don't want to|do not wish to|don't wish to|shan't|not prepared to|would rather not|not authorised to|not authorized to|refuse to|not be able to|not be|not intend to|don't intend to|do not intend to|never)~? (?:provide|providing|share|sharing|give|giving|send|sending|supply|supplying|release|disclose|let|help|deliver|take part|participate|participating|commit|attend|do (?:this|it|that|so|the)|offer|hand|fill|sign|need(?:ing)? (?:it|this|that|these|them|the)|accommodate|comply|proceed|go ahead|continue|contribute|joining|join|publish|use|order|renew|go through with|pursue|support|grant|allow|taking|take|going ahead|be doing|complete|completing|answer|appear|record|supply)",
    "(?:decided against|opted out|decided not|no longer (?:need|want|require|needed|required|interested|going ahead|pursuing|relevant|necessary|wish)|not interested|not needed|not necessary|don't need (?:it|this|that|the|these)|do not need (?:it|this|that|the|these)|no interest|no need for (?:the|a|this|it)|not for us|isn't for us)",
    "(?:don't|do not|doesn't|does not|didn't|did not) (?:want|need|require)~ (?:anymore|any longer|any more$)",
    "(?:don't|do not|doesn't|does not) want (?:it|this|that|(?:the|your|a) [a-z]+)$",
    "(?:we|i|we'll|i'll|will|'ll|we're|have to|must|going to|let's|respectfully|politely|i'm afraid we) (?:have to |must )?(?:skip|pass on|pass|decline|opt out|turn (?:it|this|that) down|refuse|withdraw|say no)",
    "(?:project|order|event|campaign|launch|deal|job|fair|plan|it|this|that|whole thing|contract|survey|booking|workshop|work|everything)~ (?:is|has been|was|'s|been|are|have been|got) (?:~)?(?:cancelled|canceled|called off|off|scrapped|dropped|shelved|stopped|dead|abandoned|terminated|discontinued|axed|on ice)",
    "(?:cancel|cancelling|canceling|calling off|call off|terminate|terminating) (?:the|this|our|that) (?:project|order|event|campaign|contract|job|booking|plan|whole|request|workshop)",
    "(?:against|not allowed by|forbidden by|contrary to) (?:our |company |the |gdpr|data)~ ?(?:policy|rules|regulations|protection|guidelines)?",
    "(?:confidential|under nda|covered by (?:an )?nda|trade secret|company policy|internal only|not for (?:release|sharing|third parties))",
    "(?:that's|it's|this is|it is|that is|is|are|is simply|answer is) (?:a )?(?:no|not possible|impossible|out of the question|not an option|not something we)",
    "not possible",
    "(?:^|sorry,? )(?:no|nope|no way|no can do|not happening)(?:,? (?:thanks|thank you|sorry))?$",
    "(?:don't|do not|doesn't|never) (?:share|give|provide|disclose|hand out|release|publish|give out|do (?:case studies|references|testimonials|surveys)|allow)",
    "won't (?:let|allow|permit)",
    "(?:there|we) (?:is|are|have|do)(?: no|n't (?:any|have|such)| not have| not any) (?:such|budget)",
    "no budget",
    "gone with (?:another|a different|somebody|someone)",
    "went with (?:another|a different|somebody|someone)",
    "count us out",
    "(?:afraid|sorry) (?:not|no|we can't|i can't)",
    "no such (?:document|file|thing|list|report)",
    "(?:doesn't|does not|don't|do not) exist",
];

pub(in crate::interpret) const OPT_OUT: &[&str] = &[
    "unsubscribe",
    "(?:stop|quit|cease) (?:sending|e-?mailing|mailing|writing|contacting|chasing|messaging|spamming|bothering|pestering|copying|cc-?ing|these|those|all|the|this|your|with the)~",
    "(?:please )?stop (?:it|this|now|immediately)$",
    "(?:do not|don't|never|no longer) (?:ever )?(?:contact|e-?mail|mail|write|send|cc|copy|message|bother|chase|include|keep (?:sending|mailing|copying)) (?:me|us|to me|to us|this address|any|to this|here)",
    "(?:remove|take|delete|drop|strike|erase) (?:me|my|us|our|this address|this email|this e-mail)~ ?(?:from|off|address|contact|details|e-?mail|name|data)?",
    "(?:no|any|not want any|without) (?:more|further) (?:e-?mails?|mails?|messages|reminders|contact|correspondence|communication)",
    "(?:don't|do not) (?:want|wish)~ (?:e-?mails?|mails?|messages|newsletters?|reminders|notices|letters|calls|follow-ups|correspondence|receive|get|hear|be (?:contacted|mailed|copied|reminded|chased|on))",
    "leave (?:me|us) alone",
    "opt(?:ing)? out of (?:these|the|your|this|all)~",
    "off (?:the|your|this) (?:mailing )?(?:list|distribution|thread)",
];

pub(in crate::interpret) const WRONG_PERSON: &[&str] = &[
    "took over (?:from me|my)",
    "(?:talk|speak|write|turn|address (?:this|it)) to [a-z]+ (?:instead|from now on)",
    "(?:wrong|incorrect|mistaken) (?:person|recipient|contact|guy|man|woman|one to)",
    "(?:have|got|reached|is|at|mailing|writing to) the wrong (?:address|department|company|mailbox|inbox|e-?mail|number|place|team|office)",
    "(?:mail|mailing|mailed|emailing|e-mailing|got|have|reached|contacting|writing to|email) the wrong~",
    "not the right (?:person|contact|address|one|department)",
    "(?:not|n't|nor|never) (?:~)?(?:the (?:one|person) (?:responsible|in charge|to|for|who)|responsible for|in charge of|my (?:department|area|responsibility|job|project|field|remit)|the contact|the correct (?:person|contact)|involved (?:in|with)|a (?:client|customer) of|connected (?:to|with)|affiliated|deal with (?:this|that|invoices|these)|handle (?:this|that|invoices|these)|anything to do with)",
    "(?:no longer|not~ any ?(?:more|longer)|n't~ any ?(?:more|longer)|stopped|ceased)~ ?(?:work|working|with|at|employed|part of|on|in charge|responsible|handle|handling|look after|looking after|in this role|the contact|dealing|deal with|involved|with the company|in the department|here|your contact|manage|managing|represent|team)",
    "(?:i|i've|he|she|he's|she's|[a-z]+) (?:have |has |had )?(?:left|leaving|quit|resigned from|retired from|departed) (?:(?:the|our) (?:company|firm|team|organisation|organization|agency|business|department)|in (?:spring|summer|autumn|january|february|march|april|may|june|july|august|september|october|november|december|20)|last (?:week|month|year|summer|spring)|us|[a-z]+ (?:ltd|gmbh|inc)|at the end|on (?:the )?[0-9]|my (?:job|position|post))",
    "(?:i've|i have|he has|she has) (?:now )?left",
    // A payment leaves a bank, a parcel the house.
    "(?:has|have) (?:now )?left(?:$| (?:us|(?:the|our) (?:company|firm|team|house|organisation|organization|agency|business|department)|[a-z]+ (?:ltd|gmbh|inc)|in|last|at|on|already|for|and|as|since|by now|now))",
    "(?:i've|i have|he has|she has|has|have) (?:now )?(?:retired|resigned|moved on|changed jobs|moved to (?:another|a different|a new)|switched jobs|changed roles|changed (?:department|company|employer)|joined another)",
    "(?:changed|new) (?:jobs?|employer|roles?)",
    "(?:i|he|she)(?:'m| am| is|'s) (?:now )?(?:retired|not with|not at|at another|in a different|in another|on a different|a former|an ex-)",
    "(?:left|leaving|departed)~ (?:company|firm)",
    "handed over my (?:role|job|position|responsibilities)",
    "(?:taken|took) over (?:my|his|her) (?:role|job|position|accounts|desk|clients)",
    "(?:someone|somebody) else(?:'s)? (?:is responsible|handles|entirely|now)",
    "never heard of",
    "who are you",
    "(?:don't|do not) know (?:you|who you are|this (?:company|project|person))",
    "(?:this|that|it|mail|e-?mail|message|invoice|reminder|request|letter|you|you've|you have|is|been|obviously|probably)~ (?:address(?:ed)?|sent|meant|intended)~ (?:by mistake|in error)",
    "(?:address(?:ed)?|sent|meant|intended)~ (?:to the wrong (?:person|guy|man|woman|recipient|company|firm|department|desk|inbox|mailbox|team|contact|e-?mail)|for (?:somebody|someone) else|wrongly)",
    "(?:my last day was|passed away|deceased)",
    "different company",
];

/// The reverse of a dispute.
pub(in crate::interpret) const NO_DISPUTE: &[&str] = &[
    "give (?:us|me) (?:just |please )?(?:some |a (?:little |bit )?|another |until |till |[a-z0-9]+ )*(?:more )?(?:time|days?|weeks?|months?|monday|tuesday|wednesday|thursday|friday)",
    "(?:lawyer|lawyers|solicitor|attorney|court)~ (?:look|looks|looking|check|checks|checking|review|reviews|reviewing|reviewed|approved|approves|signed|signs|reads?|reading|drafts?|drafting|drafted|okayed|ok'd|cleared|finalis(?:es|ing|ed)|working on)",
    "(?:no|not|[a-z]*n't|without|nor|never)(?: any| a| further| really)? ?(?:disput(?:e|ing)|complain(?:t|ts|ing)?|objections?|contest(?:ing)?|challeng(?:e|ing)|reject(?:ing)?)",
];

/// The writer is the successor of somebody who left.
pub(in crate::interpret) const TAKE_OVER: &[&str] = &[
    "(?:i|we|i've|we've)~? (?:took|taken|take|taking) over(?: from| his| her| the| this| for)?",
    "(?:i'm|i am|i'll be|i will be|we are|we're)~? (?:his|her|the|your) (?:successor|replacement|new contact|new point of contact)",
    "(?:i'm|i am|we are|we're) (?:now )?(?:responsible for|in charge of|handling|looking after|dealing with)",
    "(?:i|we) now (?:handle|look after|manage|deal with|run)",
    "(?:i'm|i am) (?:stepping in|filling in|covering) for",
];

/// The whole house has moved: nobody has left it.
pub(in crate::interpret) const RELOCATED: &[&str] = &[
    "(?:office|offices|company|firm|team|department|shop|store|warehouse|headquarters|studio|practice|agency)(?: has| have| is| are| will| be| was| were|'s|'ve)* (?:moved|moving|move|relocated|relocating|relocate)",
    "(?:moved|moving|move|relocated|relocating) (?:in)?to~ (?:address|office|offices|premises|building|location|floor|street)",
];

/// The writer himself has gone.
pub(in crate::interpret) const SELF_LEFT: &[&str] = &[
    "(?:i|i've|i have|i'm|i am)(?: now| also| just)? (?:left|leaving|quit|resigned|retired|moved on|changed jobs|no longer|not)",
    "my last day",
    "from me",
    "my (?:role|position|job|successor|replacement)",
];
