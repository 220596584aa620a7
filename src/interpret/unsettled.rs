//! What sounds settled and is not: it failed, it may be taken, it lies ready, it is another bill, it was
//! the wrong thing, somebody has yet to agree. Each is told by how it is said of the thing, not by the
//! thing.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::dates;
use super::signals::{self, Fact, Mark};
use super::vocabulary::Class;
use crate::model::Reading;

/// It was tried and did not work.
static FAILED: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:card|payment|transfer|transaction|debit|cheque|check|order|upload|attempt|it|they|that|which)~ (?:declined|refused|blocked|denied|failed|fails|failing|not accepted|timed out)",
            "(?:did|does|do)(?:n't| not) (?:go|get|come) through",
            "(?:bank|paypal|system|server|provider)~ (?:declined|refused|blocked|rejected|returned)~",
            "(?:account|funds|money)~ (?:is|are|was|were|been|got) (?:currently |still |now |temporarily )?(?:frozen|blocked|suspended|locked|restricted)",
            "(?:bank|paypal|system|server|provider)~ (?:sent|gave|paid|put) (?:it|this|that|them|the [a-z]+) back",
            "(?:paid|sent|transferred|wired|credited)~ (?:wrong|an old|another|your old) (?:account|iban|bank|company|recipient|supplier)",
            "(?:server|system|page|site|upload|portal|it|they|which|that)~ (?:shows?|showed|gives?|gave|reports?|reported|returned|threw|says?|said|ended)~ (?:an? |some )?(?:errors?|failure|fault)",
            "not (?:sure|certain) (?:that |whether |if )?(?:it|they|that|this|everything|all)(?: has| have| really| all)* (?:worked|went|gone|arrived|came|come|uploaded|reached)",
        ],
        &[
            "(?:卡|银行|系统|支付|付款|转账|汇款|交易|扣款|上传|发送)~(?:被拒|拒绝|拒付|失败|没通过|未通过|不成功|未成功|没成功|退回|超时)",
            "(?:发|传|上传|付|转|打)[^,。!?;]{0,6}(?:断网|断线|掉线|报错|出错|卡住|没反应)",
            "(?:付|打|转|汇)错(?:了)?(?:账|帐|户|公司|对象|人)",
            "(?:账户|帐户|账号|帐号|户头|钱|资金|款|款项)~(?:冻结|锁定|锁了|查封|封了|停用|受限|限制)",
        ],
    )
});

/// It is to arrive: "the money should be on your account by Friday".
static EXPECTED: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:will|shall|should|would|ought to|must|may|might|'ll|going to)(?: now| then| soon| already)? (?:be|show up|show|appear|land|arrive)~ (?:in|on|with) (?:your|you|the)(?: [a-z]+)? ?(?:account|accounts|bank|side|statement)?",
        ],
        &[
            "(?:应该|应|会|将|估计|预计|大概)[^,。!?;]{0,6}(?:到|在)(?:你|您|贵)[^,。!?;]{0,4}(?:账|帐|户)",
        ],
    )
});

/// What is done or told after it: 付完款发您回单, "the slip follows once it is paid".
static AFTERWARDS: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:once|when|as soon as|after|until) (?:the |our |that |this )?(?:[a-z]+ )?(?:has been|have been|is|are|was|were) (?:actually |fully |finally )?(?:sent|paid|made|transferred|done|executed|released|settled|wired|booked)",
        ],
        &[
            "(?:付|打|汇|转|办)(?:完|好|过|妥)(?:款|钱|账|帐|了)*(?:之后|以后|后)?(?:我|我们|会|再|就|马上|立刻|第一时间|把|回单|水单|截图|凭证|也)*(?:发|给|告诉|通知|告知|跟|回|传|同步)(?:你|您|贵|给)?",
            "(?:付|打|汇|转)(?:款|钱|账|帐)?(?:之后|以后|后)[^,。!?;]{0,6}(?:发|给|告诉|通知|告知|跟|传)(?:你|您|贵|给)?",
            "(?:付|打|汇|转)(?:款|钱|账|帐)?了(?:我|我们|就|会|再|第一时间)+(?:把)?[^,。!?;]{0,4}(?:发|给|告诉|通知|告知|跟|传)",
        ],
    )
});

/// It was done before the telling, after all.
static BEFOREHAND: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &["(?:already|this morning|yesterday|just)"],
        &["已|刚|昨|今天(?:上午|早上|下午)?(?:付|打|汇|转)|上午|早上|周[一二三四五]付"],
    )
});

/// Agreed to within the house: it goes on to those who pay.
static WITHIN: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:signed|sign|released|approved|okayed|countersigned|initialled|stamped)(?: it| this| that| the invoice| them)?(?: off)?",
            "(?:sent|passed|forwarded|handed|given|gave|submitted|went|gone)~ (?:accounting|accounts|bookkeeping|finance|controlling|purchasing|the accountant)",
        ],
        &[
            "(?:已|刚|昨|今)[^,。!?;]{0,4}(?:签字|签了|签批|入账|入帐|挂账|登记|审批|审核|提交|报销|送审)",
        ],
    )
});

/// Money went, by its word.
static PAYS: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:pay|pays|paid|payed|paying|payment|payments|transfer|transfers|transferred|remit|remits|remitted|remittance|wire|wired|settle|settled|money|funds|amount|sum|bank|cheque|check|cash|card|deposit|deposited|debit|debited|euro|euros|eur|usd|dollars|gbp|cny|rmb)",
        ],
        &["付|款|钱|汇|打给|转|结清|到账|支票|现金|刷卡|元|万"],
    )
});

/// The team may fetch it: nothing has moved.
static MAY_TAKE: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:can|may|could|might|should|please|free to|allowed to|authori[sz]ed to|welcome to|happy for you to|let you|ok to|okay to|fine to) (?:just |also |now |simply |then )?(?:debit|charge|collect|draw|deduct|withdraw|take|book)~ (?:account|card|amount|money|sum|fee|fees|invoice|direct debit|sepa|payment)",
        ],
        &["(?:可以|可直接|请|能)~(?:扣款|划扣|代扣|划走|扣取|刷卡)"],
    )
});

/// It lies ready.
static LIES_READY: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:money|payment|transfer|funds|cash|cheque|check|sum)~ (?:ready|prepared|set aside|put aside|reserved|earmarked|lined up|waiting for)",
        ],
        &["(?:钱|款|款项|资金|货款|费用|现金|支票)~(?:准备|备好|备齐|预留|留好|筹好|凑齐|备妥)"],
    )
});

/// It moved after it lay ready.
static MOVED: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:transferred|released|executed|sent|went|gone|wired|paid|remitted|left|cleared|booked|posted)",
        ],
        &["打给|转给|汇给|付给|打了|转了|汇了|付了|已付|已转|已打|已汇|转账了|汇出"],
    )
});

/// What else is paid for.
static ANOTHER_THING: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:paid|pays|payed|settled)(?: for)? (?:the |our |your |my |his |her |their |a |an )?(?:lunch|dinner|breakfast|meal|drinks?|coffee|taxi|cab|uber|flights?|train|tickets?|hotel|parking|petrol|toll|rent|salary|salaries|wages|customs|duty|duties|postage|courier|insurance|visit|attention|deposit bottle|entrance|registration|gift|flowers)",
            "(?:paid|settled)~ (?:lunch|dinner|breakfast|drinks|coffee|taxi|hotel)$",
        ],
        &[
            "(?:付|结|买)(?:了|过)?(?:~)(?:饭钱|饭费|餐费|午饭|午餐|晚饭|晚餐|车费|打车|酒店|机票|车票|门票|停车费|房租|工资|运费|快递费|邮费|关税|保险)",
        ],
    )
});

/// Another bill than the one that is open.
static ANOTHER_BILL: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &["(?:previous|other|older|earlier|prior|preceding|old) (?:invoice|bill|invoices|bills)"],
        &[
            "(?:上(?:一)?个?月|上一?次|上一?期|上一?张|上一?笔|之前|以前|别的|另外|其他|其它|前面)的?(?:那)?(?:张|笔|份)?(?:发票|账单)",
        ],
    )
});

/// Why another way was taken.
static BECAUSE: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:as|because|since|after|although|though|first)~ (?:card|payment|transfer|transaction|debit|cheque|bank|system|attempt)",
        ],
        &["(?:因为|由于|第一次|之前|虽然)"],
    )
});

/// This one too, or all but one.
static TOGETHER: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:this one|together|along with|both|with the other|as well|too|all|every|rest|except|excluding|apart from|but)",
        ],
        &["一起|一并|一同|这张|这笔|连同|也|除|都|全部|其余"],
    )
});

/// The thing handed over was the wrong one.
static WRONG_THING: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:sent|send|sending|uploaded|attached|shared|emailed|mailed|submitted|gave|given|posted|forwarded|provided|enclosed|got|was|were|is)~ (?:wrong|old|outdated|incorrect|false) (?:[a-z-]+ )?(?:version|file|logo|document|draft|one|copy|drawing|list|photo|photos|picture|pictures|contract|form|attachment|link|files|thing)",
            "wrong (?:version|file|logo|document|attachment|one|link|picture|photo)",
        ],
        &[
            "(?:发|传|附|给|上传|提交|寄|拿)错|错(?:的)?(?:版本|文件|附件|图|稿)|旧版|旧的?(?:文件|版本|稿|图)",
        ],
    )
});

/// Put right: what comes with it is the thing.
static PUT_RIGHT: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:right|correct|corrected|new|updated|proper|latest|current|final|actual) (?:one|version|file|logo|document|attachment|copy|list|link|photo|picture|contract|form|drawing)",
            "(?:here|this|attached|now)~ (?:correct|right|correction|again|instead)",
            "use (?:this|the attached|these)",
            "this (?:one|is)",
            "instead",
            "resending",
            "resent",
        ],
        &[
            "正确|以(?:此|这|本|该)~为准|这(?:个|份|才|次)|重新(?:发|传|附|上传)|重发|补发|更正|最新|新(?:的|版)",
        ],
    )
});

/// Somebody of the writer's side has yet to agree or sign.
static NEEDS_CONSENT: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:only|just|still|merely|first)~ (?:need|needs|require|requires|lack|lacks|have to|has to|must|missing|await|awaits|awaiting|waiting)~ (?:ok|okay|approval|approve|approved|sign|signs|signature|signatures|sign-off|release|released|go|go-ahead|stamp|permission|clearance|blessing|consent|signed|stamped|checked|green light)",
            "[a-z]+ (?:just |only |still |first )*(?:has to|needs to) (?:just |only |still |first )*(?:approve|sign|check|look|review|release|proofread|okay|agree)",
            "(?:boss|ceo|cfo|director|manager|management|lawyers?|legal|board|client|partners?|they) (?:just |only |still |first )*(?:have to|need to|must) (?:just |only |still |first )*(?:approve|sign|check|look|review|release|proofread|okay|agree)",
            "(?:need|needs|require|requires|awaiting|waiting for|lack|lacks|pending|subject to)~ (?:boss|ceo|cfo|director|manager|management|lawyer|legal|board|head office|supervisor|partner)(?:'s|s)?~ ?(?:ok|okay|approval|signature|sign-off|consent|go|go-ahead|release|permission|blessing|green light)?",
        ],
        &[
            "(?:只差|就差|还差|只等|就等|还等|只欠|就缺|还缺|只缺)~(?:批|签|章|同意|确认|审|点头|领导|老板|经理|法务)|(?:等|待|需|还要|要)~(?:领导|老板|经理|总|上级|法务|总部|董事)~(?:批|签|同意|确认|审|点头|盖章)",
        ],
    )
});

/// It is looked at in the writer's house before it goes out.
static PENDING: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:awaiting|pending|under|in|needs|waiting for) (?:internal |final |our |the |an? )*(?:approval|review|proofreading|sign-?off|signature|clearance)",
        ],
        &[
            "(?:等|待|在|还没|尚未|未)(?:内部|最终|最后|终)?(?:审核|审批|审稿|签字|盖章|校对|批复|复核)",
        ],
    )
});

/// Whether a sentence says that what it names is ready and has not gone out, or failed on its way.
pub(super) fn is_pending(plain: &str) -> bool {
    PENDING.is(plain) || NEEDS_CONSENT.is(plain) || FAILED.is(plain)
}

/// Whether all that is said to be given is.
pub(super) fn all_pending(sentences: &[Sentence], marks: &[Mark]) -> bool {
    let given = |mark: &&Mark| matches!(mark.fact, Fact::Given | Fact::Paid | Fact::Approval);
    let mut given = marks
        .iter()
        .filter(given)
        .map(|mark| sentences.get(mark.at.0));
    let said = sentences.iter().any(|s| is_pending(&s.plain));
    said && given.all(|sentence| sentence.is_some_and(|s| is_pending(&s.plain)))
}

/// What was said before, and nothing of what came of it.
static AS_SAID: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "^(?:just )?as (?:we |i |you |was |already |just |previously |always )*(?:discussed|agreed|requested|promised|arranged|mentioned|said|spoken|explained|confirmed|stated|planned|announced|talked about|asked)(?:,? (?:yesterday|today|earlier|before|already|above|below|last [a-z]+|this (?:morning|week)|on [a-z]+day|(?:on|by|over) (?:the |our )?(?:phone|telephone|mail|e-?mail|call)|in (?:the |our |your |last )?(?:meeting|person|call|mail)|with (?:your |the |our )?[a-z'-]+(?: [a-z]+day)?))*$",
        ],
        &[
            "^(?:就)?(?:如|按|按照|照|依照|像)[^,。]{0,8}(?:约|约定|说好|商定|商量|讨论|沟通|说的|谈的|要求|所说)[^,。]{0,5}$",
        ],
    )
});

/// Whether an answer only points back: "As discussed." closes nothing by itself.
pub(super) fn only_as_said(sentences: &[Sentence]) -> bool {
    let mut spoken = sentences
        .iter()
        .filter(|s| !s.heard().greeting())
        .peekable();
    spoken.peek().is_some() && spoken.all(|s| AS_SAID.is(&s.plain))
}

/// Whether an answer that seems to settle everything says itself that it does not.
pub(super) fn is_unsettled(sentences: &[Sentence], marks: &[Mark]) -> bool {
    let says = |class: &Class| {
        sentences
            .iter()
            .any(|s| !s.heard().greeting() && class.is(&s.plain))
    };
    // What was done behind it, in another clause, put it right.
    let stands = |class: &Class| {
        let last = sentences
            .iter()
            .enumerate()
            .rev()
            .find_map(|(n, sentence)| {
                let mut clauses = sentence.clauses.iter().enumerate().rev();
                let within = clauses.find(|(_, clause)| class.is(&clause.plain));
                let whole = || class.is(&sentence.plain).then_some(0);
                within.map(|(c, _)| c).or_else(whole).map(|c| (n, c))
            });
        last.is_some_and(|at| {
            let done = |mark: &&Mark| matches!(mark.fact, Fact::Paid | Fact::Given);
            !marks.iter().filter(done).any(|mark| mark.at > at)
        })
    };
    let all_paid = |told: &dyn Fn(&str) -> bool| {
        let mut paid = marks
            .iter()
            .filter(|mark| mark.fact == Fact::Paid)
            .filter_map(|mark| sentences.get(mark.at.0))
            .peekable();
        paid.peek().is_some() && paid.all(|sentence| told(&sentence.plain))
    };
    stands(&FAILED) && !says(&BECAUSE)
        || stands(&MAY_TAKE)
        || stands(&LIES_READY) && !says(&MOVED)
        || stands(&NEEDS_CONSENT)
        || all_paid(&|plain| {
            ANOTHER_THING.is(plain) || ANOTHER_BILL.is(plain) && !TOGETHER.is(plain)
        })
        || says(&WRONG_THING) && !says(&PUT_RIGHT)
        || all_paid(&|plain| AFTERWARDS.is(plain) && !BEFOREHAND.is(plain))
        || is_expected(sentences, marks)
}

/// Whether all that is said of the money is that it is about to arrive: who paid yesterday may name the day
/// of its arrival as well.
pub(super) fn is_expected(sentences: &[Sentence], marks: &[Mark]) -> bool {
    let mut paid = marks.iter().filter(|mark| mark.fact == Fact::Paid);
    let comes = |mark: &Mark| {
        let sentence = sentences.get(mark.at.0);
        let clause = sentence.and_then(|s| s.clauses.get(mark.at.1));
        clause.is_some_and(|clause| EXPECTED.is(&clause.plain))
    };
    sentences.iter().any(|s| EXPECTED.is(&s.plain)) && paid.all(comes)
}

/// Whether an invoice was only agreed to within the client's house.
pub(super) fn is_within(sentences: &[Sentence]) -> bool {
    let spoken = || sentences.iter().filter(|s| !s.heard().greeting());
    spoken().any(|s| WITHIN.is(&s.plain)) && !spoken().any(|s| PAYS.is(&s.plain))
}

/// The month of the bill that is said to be paid, where one is named: "your October invoice".
#[must_use]
pub fn month_of_the_paid(reading: &Reading) -> Option<u32> {
    let sentences = clauses::sentences(&reading.own_text);
    let marks = signals::marks(&sentences, &reading.dates);
    let mut paid = marks
        .iter()
        .filter(|mark| mark.fact == Fact::Paid)
        .filter_map(|mark| sentences.get(mark.at.0))
        .filter(|sentence| !TOGETHER.is(&sentence.plain));
    paid.find_map(|sentence| month_of_a_bill(&sentence.plain))
}

fn month_of_a_bill(plain: &str) -> Option<u32> {
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_bill = |word: &&str| matches!(*word, "invoice" | "invoices" | "bill" | "bills");
    let english = (0..words.len()).find_map(|at| {
        let number = dates::month(words.get(at)?)?;
        let before = words.get(at + 1).is_some_and(is_bill);
        let joint = at.checked_sub(1).and_then(|i| words.get(i));
        let bill = at.checked_sub(2).and_then(|i| words.get(i));
        let behind = joint.is_some_and(|w| matches!(*w, "of" | "for" | "from"));
        (before || behind && bill.is_some_and(is_bill)).then_some(number)
    });
    english.or_else(|| {
        (1..=12).rev().find(|month| {
            let after = plain
                .split_once(&format!("{month}月"))
                .map(|(_, after)| after);
            after.is_some_and(|after| {
                let after = after.trim_start_matches('份').trim_start_matches('的');
                ["发票", "账单"].iter().any(|bill| after.starts_with(bill))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::interpret::{Context, read};
    use crate::model::{Mail, Reply, Role};

    fn reply(subject: &str, text: &str) -> Reply {
        let mail = Mail {
            text: text.to_owned(),
            subject: format!("Re: {subject}"),
            base_subject: subject.to_owned(),
            ..Mail::default()
        };
        let now = chrono::DateTime::parse_from_rfc3339("2026-11-17T09:00:00+01:00").expect("time");
        let context = Context {
            role: Role::Client,
            zone: chrono_tz::Europe::Berlin,
            arrival: None,
            fallback: now,
        };
        read(&mail, &context).reply
    }

    #[test]
    fn what_is_not_settled_after_all_closes_nothing() {
        let mut wrong = Vec::new();
        for text in [
            "It was paid by credit card but the card was declined.",
            "We transferred it on Monday, but the bank sent it back.",
            "I paid by PayPal. Unfortunately the transaction failed.",
            "You can debit our account.",
            "Feel free to collect the amount by direct debit.",
            "The previous invoice has been paid.",
            "The money is ready.",
            "Our account has been frozen since Monday.",
            "我们的账户被查封了",
            "资金都被锁定了",
            "The cheque has been prepared.",
            "Carol has paid lunch.",
            "We paid for the taxi.",
            "钱已经准备好了",
            "款项已备好",
            "上个月的发票已经付了",
            "已付款，不过卡被拒了",
            "可以直接从我们账户扣款",
            "The funds will be on your account on Thursday.",
            "It should be in your account by now.",
            "The amount ought to show up on your statement by Tuesday.",
            "汇完款把水单传您",
            "打款后通知您",
            "钱转了我第一时间告诉您",
            "The receipt follows once the transfer has been made.",
            "I signed it off yesterday.",
            "It has been released by our director.",
            "昨天已签批",
            "发票今天已入账",
            "We transferred it to the wrong account, sorry!",
            "I paid your old account by mistake.",
        ] {
            if matches!(
                reply("Invoice INV-204", text),
                Reply::Payment | Reply::Part | Reply::Delivered
            ) {
                wrong.push(text);
            }
        }
        for text in [
            "We have uploaded the wrong version, sorry.",
            "I sent you the old logo by mistake.",
            "Everything is ready, I only need the director's OK.",
            "It is all done and sent, it just needs approval from our board.",
            "资料已整理好发您了，只差领导签字",
            "Everything is done, Petra just has to check it.",
            "I uploaded all of it, but the portal shows an error.",
            "I sent everything but I'm not sure it arrived.",
            "资料传到一半断网了",
            "不好意思，发错文件了",
        ] {
            let said = reply("Brochure material", text);
            if matches!(said, Reply::Delivered | Reply::Payment | Reply::Stop) {
                wrong.push(text);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_month_of_a_bill_said_to_be_paid_is_told() {
        for (text, want) in [
            ("We paid your October invoice.", Some(10)),
            ("The invoice for March has been paid.", Some(3)),
            ("We paid the bill for October and this one, too.", None),
            ("We paid it in October.", None),
            ("10月的发票已付", Some(10)),
            ("我们10月已付", None),
        ] {
            let mut reading = crate::model::Reading::empty(Role::Client);
            reading.own_text = text.to_owned();
            assert_eq!(super::month_of_the_paid(&reading), want, "{text}");
        }
    }

    #[test]
    fn what_is_settled_still_closes() {
        let mut wrong = Vec::new();
        for text in [
            "We paid it yesterday.",
            "Paid by card on Monday.",
            "The invoice was paid by direct debit last week.",
            "已付款，请查收",
            "The transfer went out this morning.",
            "The whole invoice went from my private account as the company card was blocked.",
            "The card was declined first, so we paid it by bank transfer today.",
            "I was at the bank in person and they sent it by SWIFT.",
            "The money was set aside for this and was transferred to you last week.",
            "从我们预存款里扣掉了",
        ] {
            if reply("Invoice INV-204", text) != Reply::Payment {
                wrong.push((text, reply("Invoice INV-204", text)));
            }
        }
        for text in [
            "Please find the signed contract attached.",
            "Sorry, I sent the wrong file before; the correct version is attached.",
            "Attached is the logo, with approval from our board.",
            "资料已发您邮箱，请查收",
            "之前发错了版本，正确的文件见附件",
            "就差的那张图改好了，见附件，这下齐了",
        ] {
            if reply("Brochure material", text) != Reply::Delivered {
                wrong.push((text, reply("Brochure material", text)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
