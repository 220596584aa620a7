//! What is still to come, and what undoes or postpones a verb.

/// Done inside the client's house, not yet out of it.
pub(in crate::interpret) const PROCESS: &[&str] = &[
    "(?:in|on|with|for|into|to) (?:the |our |this |next |tomorrow's |today's |friday's |monday's )?(?:~)?(?:payment run|pay run|paying run|payment batch|batch run|payment cycle|cheque run|check run|run)",
    "submitted~ (?:to|for|with) (?:finance|accounts|accounting|approval|payment|our|the|processing|ap|my|legal|management|head office)",
    "(?:in|under|being) (?:process|progress|processing|processed|preparation|review|prepared|reviewed|finalised|finalized|arranged|signed|translated|written|drafted|checked|collected|compiled)",
    "(?:awaiting|pending|waiting (?:for|on)|wait for|waits for|needs|requires|subject to)~ (?:approval|signature|sign-off|signoff|authorisation|authorization|clearance|release|go-ahead|confirmation|cfo|boss|director|manager|reply|answer|feedback|note|delivery|po|documents?|insurer|supplier|bank|countersignature|board)",
    "approved (?:for payment|internally|the payment|the invoice)",
    "(?:invoice|payment|it)~ (?:is|was|has been|'s) ~?(?:approved|booked|scheduled|entered|initiated|registered|queued|lined up|arranged|authorised|authorized|set up|processed by|with finance|with accounts|in the system|in our system)",
    "(?:scheduled|queued|lined up|set up|booked|due|earmarked) (?:for|in|to)",
    "(?:payment|transfer)~ (?:initiated|scheduled|arranged|requested|pending|ordered|in review|queued|set up)",
    "(?:with|at|before|in front of) (?:our |my |the )?(?:finance|accounts|accounting|legal|bank|cfo|ceo|director|boss|board|management|treasury|procurement|purchasing|ap|auditor|auditors|translator|designer|printer|lawyers?)(?: department| team| now)?(?: for| to)? ?(?:approval|signature|sign|review|payment|processing|signing|checking)?",
    "raised (?:a|the) (?:po|pr|purchase order|payment request|ticket)",
    "going through (?:approval|our|the|internal|finance)",
    "on (?:my|his|her|the|our) (?:boss's |director's |ceo's |cfo's )?(?:desk|list|to-do list|todo list|plate)",
    "in the (?:works|pipeline|queue|system|making|approval)",
    "working on (?:it|this|that|them|the|your|those)",
    "(?:still )?working (?:through|on)",
    "on it",
    "(?:we|i)(?:'re| are|'m| am) (?:~)?(?:preparing|collecting|gathering|compiling|finalising|finalizing|finishing|putting together|writing|drafting|chasing|sorting|translating|scanning|getting)",
    "(?:almost|nearly|half) (?:done|there|finished|ready|complete)",
    "getting there",
    "not (?:quite )?(?:ready|finished|done|complete|there)(?: yet)?",
    "on its way",
    "(?:is|are|it's) (?:stuck|held up|delayed|late|running late|blocked)",
    "(?:waiting|wait)(?:s|ing)? (?:for|on|until)",
    "(?:bear|please bear) with (?:us|me)",
    "(?:running|bit|little|are|am|i'm|we're) (?:late|behind)",
];

/// Will come.
pub(in crate::interpret) const PROMISE_VERB: &[&str] = &[
    "(?:will|'ll|shall|going to|gonna|am to|are to|is to|would|plan to|planning to|intend to|intending to|aim to|aiming to|aiming for|aim for|hope to|hoping to|expect to|expecting to|promise to|try to|trying to|want to|about to|need to|happy to|able to|can|could|should be able to|should)~? (?:send|sent|pay|paid|settle|settled|transfer|wire|remit|provide|provided|deliver|delivered|share|shared|supply|supplied|upload|uploaded|submit|return|give|get|forward|drop|post|mail|email|e-mail|have|bring|finish|complete|fill|sign|make|do|done|be with you|be ready|be there|be sent|be paid|be made|be done|be transferred|be settled|be on|be in|reach|follow|come|arrive|go out|let you have|process|release|arrange|organise|organize|prepare|put|issue|scan|draft|write|photograph|take the|ship|courier|add|ready|hand|collect|chase)",
];

pub(in crate::interpret) const PROMISE: &[&str] = &[
    "(?:coming|following|arriving|due|ready|sending|paying|transferring|expected|available|done|sent|paid|out|delivered|over) (?:on|by|before|in|next|this|tomorrow|today|soon|shortly|later|tonight|within|until|monday|tuesday|wednesday|thursday|friday|early|mid|end|at the|towards)",
    "(?:to|will|'ll|shall)~ follow",
    "(?:very )?soon",
    "shortly",
    "asap",
    "a\\.s\\.a\\.p",
    "as soon as (?:possible|i can|we can|i|we|it|he|she|they|the)",
    "(?:by|before|on|until|till|for|next|this|from|after|around|about|early|latest|end of|come) (?:next |this |the |coming )?(?:~)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|weekend|month|tomorrow|today|tonight|eod|cob|eob|noon|lunch|evening|morning|afternoon|january|february|march|april|may|june|july|august|september|october|november|december|year|quarter|easter|christmas|summer)",
    "^(?:~ )?(?:tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tonight|next week|next month)(?: .{0,40})?$",
    "(?:give|need|allow|grant) (?:me|us)? ?(?:just )?(?:until|till|a few|a couple|one more|another|some|more|a bit|a|two|three|five|a little)(?: more)? ?(?:time|days?|weeks?|hours?|minutes?|day|longer|monday|tuesday|wednesday|thursday|friday|while|bit)?",
    "(?:a few|few|couple of|two|three|another) more (?:days|weeks|hours)",
    "in (?:a|one|two|three|four|five|six|ten|[0-9]+|a few|a couple of) (?:days?|weeks?|hours?|minutes?|months?|moment|bit|minute|hour)(?:' time)?",
    "we pay (?:suppliers|invoices|on|at|every|all|our)",
    "payment (?:day|date|terms|run)~ (?:is|are|on)",
    "pay ?day is",
    "(?:are|is|get|gets) (?:usually |normally |always |only )?paid (?:on|at|every|by|in)",
    "(?:still )?(?:to come|to follow|outstanding our side|coming)",
    "(?:by|before|until|till|on) (?:the )?[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)",
    "(?:you'll|you will|you shall) (?:have|get|receive|see)",
    "later (?:today|this|on)?",
    "(?:first thing|end of) (?:tomorrow|day|play|business|week|the week|month|the month|next week)",
    "let's (?:aim|say|make it|target|plan)",
    "(?:not|n't|never) (?:forgotten|forgot)",
    "(?:it'll|they'll|that'll) (?:be|come|go|follow)",
    "leave it with (?:me|us)",
    "arrange(?:d)? (?:on|by|for|next|this)",
    "i swear",
    "without fail",
    "expect (?:it|them|payment|this|the)",
    "(?:planned|scheduled|intended|foreseen) for",
    "on (?:the )?(?:[0-9]{1,2}(?:st|nd|rd|th)?)",
    "after (?:the )?(?:holiday|holidays|new year|christmas|weekend|easter|fair|break|launch|audit|[0-9]+)",
    "next (?:working|business) day",
    "(?:monday|tuesday|wednesday|thursday|friday|tomorrow)$",
];

/// Said not to have happened yet.
pub(in crate::interpret) const UNDONE: &[&str] = &[
    "(?:bank|payment|transfer|money|funds|cheque|wire|remittance)~ (?:returned|bounced|rejected|sent back)",
    "(?:i|we|he|she|they|it|this|that|finance|accounts)(?:'d| would| could| should| ought to) (?:[a-z]+ )?have (?:[a-z]+ )?(?:sent|paid|settled|attached|signed|finished|completed|transferred|uploaded|done|delivered|forwarded|shared|wired|released|replied|answered)",
    "(?:not|n't|never|not been|not yet|yet to|still to|hasn't|haven't|no)~ (?:paid|sent|settled|attached|signed|finished|completed|transferred|received the (?:approval|funds|money)|done|ready|ready yet|uploaded|gone out|gone through|approved|processed|released|had (?:the )?(?:time|chance|sign|approval)|got round|got around|managed|made|been able|found|started|got to it|made it|happened|begun|collected|shot|taken|written)",
    "not yet",
    "yet to (?:be )?[a-z]+",
    "still (?:open|outstanding|unpaid|missing|waiting|unsigned|owe|pending|needs?|working|being|has to|have to|with|not|looking for|to do|stuck|on|in|to be)",
    "unpaid",
    "unsigned",
    "(?:forgot|forgotten|overlooked|slipped|fell (?:through|off)|my bad|missed (?:it|this))",
    "haven't (?:yet|got|had|managed|been)",
    "(?:is|are) (?:n't|not) (?:done|ready|available|finished|complete)(?: yet)?",
    "no (?:payment|transfer) (?:has|was|yet)",
    "failed",
    "bounced(?: back)?",
    "(?:was|been) rejected",
    "(?:it|transfer|payment|money|funds|cheque|mail|parcel|letter|amount) (?:just )?came back",
    "did(?:n't| not) (?:go through|work|get|have|manage|make it|arrive|leave)",
    "late (?:with|in)",
    "delay(?:ed|s)?",
];

pub(in crate::interpret) const ABSENCE: &[&str] = &[
    "(?:on|at) (?:annual |my |sick |parental |maternity )?(?:leave|holiday|holidays|vacation|a business trip|a trip)",
    "(?:at|attending|visiting|on) (?:a |an |the |our |this )?(?:[a-z]+ )?(?:fair|exhibition|conference|congress|trade show|offsite|trip)",
    "out of (?:the )?office",
    "(?:not|n't)(?: be)? (?:in|at) (?:the |my |our )?(?:office|desk|work)",
    "(?:i'm|i am|we're|we are|am|are|be|will be) (?:away|off|out|abroad|travelling|traveling|on the road|closed|in hospital|off sick)",
    "back (?:on|in|at|from|next|monday|tuesday|wednesday|thursday|friday|the|to work|tomorrow|after)",
    "(?:return|returning|returns) (?:on|to|from|next)",
    "(?:office|factory|company|shop|plant) (?:is )?(?:closed|shut)",
    "team is scattered",
];

/// Words that turn "cannot" into "not before".
pub(in crate::interpret) const NOT_BEFORE: &[&str] = &[
    "(?:before|until|till|today|this week|this month|right now|at the moment|yet|now|by then|by|so (?:soon|quickly|fast)|sooner|earlier|at present|currently|for the next|in time|on time|until after|without|unless|till after|straight away|immediately)",
];

/// Money under way after it was sent, or the post: no promise of more.
pub(in crate::interpret) const TRANSIT: &[&str] = &[
    "(?:should|will|'ll|must|may|might) (?:be|reach|arrive|hit|show|clear|land|have|get|come|see|take|appear)",
    "takes? (?:[0-9a-z-]+ ){0,4}days?",
    "allow (?:[0-9a-z-]+ ){0,4}days?",
    "value (?:date|dated)",
    "(?:you'll|you will) (?:see|have|receive|get|find)",
    "(?:call|phone|ring|speak|talk|meet|see) you",
    "keep you posted",
    "(?:next|last) (?:time|month's|year)",
];

/// A day to come.
pub(in crate::interpret) const FUTURE_DAY: &[&str] = &[
    "tomorrow",
    "next (?:week|month|monday|tuesday|wednesday|thursday|friday|year|payment)",
    "soon",
    "shortly",
    "in (?:a|two|three|[0-9]+) (?:days?|weeks?)",
    "end of (?:the )?(?:week|month)",
    "later (?:today|this week|on)",
];

/// Days by name, to see whether a verb without tense lies ahead.
pub(in crate::interpret) const WEEKDAY: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tomorrow",
    "today",
];

/// Will say something later: nothing of the thing itself.
pub(in crate::interpret) const ANSWER_LATER: &[&str] = &[
    "(?:get|come|be) back (?:to|with)",
    "let you know",
    "revert",
    "reply",
    "respond",
    "follow up",
    "look into",
    "keep you (?:posted|updated|informed)",
];

/// Starts a condition.
pub(in crate::interpret) const CONDITION: &[&str] = &[
    "^(?:~ )?(?:if|once|when|unless|until|as soon as|provided|assuming|after|before|in case|as long as|subject to|should you|whenever|till)",
];

/// Words left of a verb that undo, postpone or question it.
pub(in crate::interpret) const UNDOES: &[&str] = &[
    "not", "n't", "never", "no", "none", "nobody", "nothing", "cannot", "without", "unable",
    "failed", "forgot", "yet", "still", "nor", "neither", "hardly", "barely", "hasn't", "haven't",
    "didn't", "isn't", "wasn't", "aren't", "weren't", "don't", "doesn't", "won't", "can't",
    "couldn't", "wouldn't", "hadn't", "havent", "hasnt", "didnt", "isnt", "dont", "wont", "cant",
];

pub(in crate::interpret) const POSTPONES: &[&str] = &[
    "will",
    "'ll",
    "shall",
    "going to",
    "gonna",
    "to be",
    "once",
    "when",
    "if",
    "unless",
    "until",
    "till",
    "before",
    "after",
    "as soon as",
    "would",
    "could",
    "can",
    "should be",
    "may",
    "might",
    "must",
    "need",
    "needs",
    "want",
    "wants",
    "plan to",
    "(?:we|i|they|he|she) plan",
    "hope",
    "hoping",
    "expect",
    "expected",
    "try",
    "trying",
    "about to",
    "let me",
    "awaiting",
    "waiting",
    "wait",
    "to get",
    "getting",
    "get",
    "have to",
    "has to",
    "due to",
    "supposed",
    "please",
    "pls",
    "kindly",
    "being",
    "whether",
    "tomorrow",
    "next week",
    "soon",
    "shortly",
    "asap",
    "later",
    "wish",
    "i'd",
    "we'd",
    "planning",
    "promise",
];
