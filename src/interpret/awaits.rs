//! What a client says that only a word of the team can answer, though he asks no question.

use std::sync::LazyLock;

use super::answers::{own_words, words};
use super::clauses::{self, Clause};
use super::terms::term_of_payment;
use super::vocabulary::Class;
use crate::model::Ask;

/// He proposes to pay in parts, or only a part.
const PROPOSES_EN: &[&str] = &[
    "(?:would|'d|should) (?:like|prefer|love|wish|want|be able|be happy|propose|suggest) to(?: [^ ]+){0,5} (?:half|in (?:two|three|four|several|monthly|[0-9]+)|instalments?|installments?|parts|rates|split|now and)",
    "(?:propose|suggest|offer)~ (?:to pay|paying|payment|half|instalments?|installments?|to split|splitting)",
    "(?:would|'d) (?:like|prefer|propose|suggest) to (?:pay|transfer|settle|split)(?: [^ ]+){0,6} (?:and|the rest|the other)",
    "(?:can|could) (?:only )?(?:pay|offer|manage)~ (?:half|instalments?|installments?|parts|a part)",
];
const PROPOSES_ZH: &[&str] =
    &["(?:想|希望|建议|打算|申请)[^,。]{0,8}(?:分(?:期|次|两|二|三|批)|先付)|能分[^,。]{0,4}付"];
/// Somebody of the team is said to have agreed to it.
const AGREED_EN: &[&str] = &[
    "(?:[a-z]+ )?(?:said|told (?:us|me)|agreed|promised|confirmed|allowed|assured (?:us|me))(?: that)?~? (?:we|i) (?:could|can|may|might|should|need not|needn't|do not (?:have|need)|don't (?:have|need)|did not|didn't|would)",
    "(?:agreed|arranged|discussed|settled) (?:this |that |it )?with (?:your|you|mr|mrs|ms|[a-z]+)",
    "you (?:said|told (?:us|me)|promised|agreed|allowed|granted)",
    "as (?:was |we |we have |we've |we had |already |once |originally |previously )*(?:agreed|arranged|settled|negotiated|discussed with)",
];
const AGREED_ZH: &[&str] = &[
    "(?:说|同意|答应|允许|告诉我们?)(?:过|了)?[^,。]{0,6}(?:可以|能|不用|不必)|(?:跟|和|与)[^,。]{1,8}(?:说好|约定|商量|谈好|商定|谈妥|说定|讲好)|(?:之前|上次|当时|早就|已经?|事先)[^,。]{0,4}(?:说好|约定|商定|谈好|谈妥|讲好)",
];
/// Less is to be paid, and why.
const LESS_EN: &[&str] = &[
    "(?:pay|transfer|settle|remit)(?: [^ ]+){0,6} (?:because of|due to|owing to|in view of|on account of|given)",
    "(?:deduct|withhold|keep back|hold back|retain|reduce|subtract)(?:ing|s|ed)?",
];
const LESS_ZH: &[&str] = &["(?:因|由于)[^。]{0,20}(?:只付|付|扣)|(?:扣除|扣掉|扣减|少付|暂扣)"];
/// The money went and came back.
const FAILED_EN: &[&str] = &[
    "(?:payment|transfer|money|it|wire|remittance)(?: has| had| was| been| just| also)* (?:bounced|came back|come back|returned|rejected|failed)",
];
const FAILED_ZH: &[&str] = &["(?:付款|款|汇款|转账|打款)[^,。]{0,4}(?:被退|退回|失败|没成功)"];

/// There is no such thing to hand over.
const NONE_EN: &[&str] = &[
    "(?:we|i|there)(?:'ve| have| got| are| is)+ (?:none|no such)",
    "(?:we|i) (?:do not|don't) have (?:any|one|it|them|that|this|those|such)",
    "(?:does|do) not exist",
    "(?:doesn't|don't) exist",
    "^(?:sorry,? )?(?:none|n/a|not applicable|not available)$",
];
const NONE_ZH: &[&str] = &[
    "^(?:抱歉|不好意思)?(?:我们|我司|我方|我|这边|公司)?(?:也|都|暂时|目前|这个|确实)?(?:没有|暂无|不涉及|无此)",
];
/// Something else is not there, or not there yet.
const NO_NONE_EN: &[&str] =
    &["(?:yet|until|till|before|still|now|today|time|at the moment|question|questions)"];
const NO_NONE_ZH: &[&str] = &[
    "没有(?:问题|时间|收到|看到|意见|付|发|给|完|做|办法|人|了解|确认|想|注意|其他|别的|任何|疑问|异议)|还没|前|之后|周|月|号",
];

/// Something of the team's comes first.
const ON_TEAM_EN: &[&str] = &[
    "(?:as soon as|once|until|unless|provided(?: that)?|if|after) (?:you|your [a-z]+)(?: have| has|'ve| could| can| will| would)?(?: first| also| kindly)? (?:send|sent|sends|confirm|confirmed|confirms|provide|provided|deliver|delivered|give|gave|given|approve|approved|answer|answered|fix|fixed|correct|corrected|resend|resent|share|shared|upload|uploaded|sign|signed|finish|finished|update|updated|agree|agreed)",
    "(?:as soon as|once|until|unless) (?:we|i)(?:'ve| have| get| got| receive| received| hear| heard)+ (?:back )?(?:from you|your)",
    "(?:if|provided|as long as|in case) (?:that|this|it)(?:'s| is| works| suits)~ (?:fine|ok|okay|alright|all right|good|acceptable)? ?(?:with|by|for) you",
    "(?:blocked|stuck|on hold|stopped|held up|waiting)~ (?:until|till|for|because of) (?:we (?:get|have|receive) )?your",
];
const ON_TEAM_ZH: &[&str] = &[
    "(?:如果|若|只要|等|待|麻烦)?(?:您|你|贵司|贵方|贵公司|你们|您们)(?:这边|那边|方)?[^,。!?;]{0,6}(?:确认|发来|发过来|发我|发给我|给我|给到|提供|回复|答复|批准|同意|盖章|签好|签字|改好|修改|更新|寄来|开好|定)[^,。!?;]{0,6}(?:的话|之后|以后|后|了就|好了|没问题|无误)",
    "(?:如果|若|只要)(?:您|你|贵)[^,。!?;]{0,8}(?:确认|同意|没问题|无误|可以|ok)",
    "(?:等|待|收到|拿到)(?:您|你|贵)[^,。!?;]{0,8}(?:确认|回复|答复|资料|文件|稿|版式|送货单|验收单|合同)[^,。!?;]{0,4}(?:后|之后|以后|就|再|才|马上|立刻)",
];
/// What is said of it is mere courtesy, or over.
const OFF_TEAM_EN: &[&str] = &[
    "(?:confirm|let (?:us|me) know|acknowledge)~ (?:receipt|received|arrived|got it)",
    "if you (?:have|need|want|like|prefer|require)",
];
const OFF_TEAM_ZH: &[&str] = &["(?:收到|确认收到)(?:的话|后)?[,]?(?:请|麻烦)|如有|若有|随时"];

/// Somebody of the client's house stopped it for a reason.
const STOPPED_EN: &[&str] = &[
    "(?:stopped|blocked|vetoed|halted|froze|withheld|rejected|held back|put~ on hold|refused to (?:sign|release|approve|pay))~ (?:because|as|since|until|due to|for lack of|over|pending)",
    "(?:project|campaign|work|order|job|everything|whole thing)~ (?:paused|on hold|suspended|on ice|halted)",
];
const STOPPED_ZH: &[&str] = &[
    "(?:项目|工程|活动|合作|订单|计划|展会|这(?:个|件)?事)[^,。!?;]{0,4}(?:暂停|搁置|停了|中止|暂缓)",
    "(?:叫停|驳回|卡住|卡了|打回|退回来|压着|拦)[^。!?;]{0,4}(?:因为|由于|没|缺|差|说|,)",
];

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new($en, $zh));
    };
}
class!(PROPOSES, PROPOSES_EN, PROPOSES_ZH);
class!(AGREED, AGREED_EN, AGREED_ZH);
class!(LESS, LESS_EN, LESS_ZH);
class!(FAILED, FAILED_EN, FAILED_ZH);
class!(ON_TEAM, ON_TEAM_EN, ON_TEAM_ZH);
class!(OFF_TEAM, OFF_TEAM_EN, OFF_TEAM_ZH);
class!(STOPPED, STOPPED_EN, STOPPED_ZH);
class!(NONE, NONE_EN, NONE_ZH);
class!(NO_NONE, NO_NONE_EN, NO_NONE_ZH);

/// The words of a client about an invoice that wait for the team: he proposes parts, says that somebody
/// agreed to something, pays less for a reason, names a term of payment, or had his money come back. `dated`: he names a day on
/// which he pays.
#[must_use]
pub fn awaits_team(own: &str, dated: bool) -> Option<String> {
    let sentences = clauses::sentences(own);
    let mut told = sentences.iter().filter(|sentence| {
        let plain = sentence.plain.as_str();
        PROPOSES.is(plain) || LESS.is(plain) || !dated && (AGREED.is(plain) || FAILED.is(plain))
    });
    let told = told.next().map(|sentence| sentence.words.clone());
    told.or_else(|| term_of_payment(own).filter(|_| !dated))
}

/// The words of a client that make what he will do wait for something of the team's, whatever it is he
/// owes: "as soon as you send me the layout I can pick the photos", 您确认后我们付款; or that name why his
/// own house stopped it.
#[must_use]
pub fn waits_on_team(own: &str) -> Option<String> {
    let sentences = clauses::sentences(own);
    let mut told = sentences.iter().filter(|sentence| {
        let plain = sentence.plain.as_str();
        ON_TEAM.is(plain) && !OFF_TEAM.is(plain) || STOPPED.is(plain)
    });
    told.next().map(|sentence| sentence.words.clone())
}

/// The words that say there is nothing to hand over of one of several things.
#[must_use]
pub fn has_none(own: &str) -> Option<String> {
    let sentences = clauses::sentences(own);
    let none = |clause: &&Clause| NONE.is(&clause.plain) && !is_something_else(&clause.plain);
    let mut clauses = sentences
        .iter()
        .filter(|s| !s.asks)
        .flat_map(|s| &s.clauses);
    clauses.find(none).map(|clause| clause.words.clone())
}

/// Whether a clause that says "none" speaks of something else, or of something to come.
pub(super) fn is_something_else(plain: &str) -> bool {
    NO_NONE.is(plain)
}

/// The asks a question of the client's names, however courteous it is.
#[must_use]
pub fn asked_about(own: &str, wanted: &[Ask]) -> Vec<u32> {
    let sentences = clauses::sentences(own);
    let asked: Vec<Vec<String>> = sentences
        .iter()
        .filter(|sentence| sentence.asks)
        .map(|sentence| words(&sentence.plain))
        .collect();
    wanted
        .iter()
        .filter(|ask| {
            let names = own_words(ask, wanted);
            let hits = |said: &Vec<String>| names.iter().any(|word| said.contains(word));
            asked.iter().any(hits)
        })
        .map(|ask| ask.n)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_team_has_to_do_first_is_heard() {
        for (text, want) in [
            (
                "As soon as you send us the template we can fill it in.",
                true,
            ),
            (
                "Once we have your offer for the stand we choose the pictures.",
                true,
            ),
            (
                "If that is fine with you, we will transfer it on Thursday.",
                true,
            ),
            (
                "Provided you confirm the hours, the money goes out on Monday.",
                true,
            ),
            (
                "It was due last week but our controller stopped it because the order number is missing.",
                true,
            ),
            ("模板您发来之后我们马上填", true),
            ("贵司确认工时后我们周四付", true),
            ("如果您觉得没问题，我们周四付款", true),
            ("收到您的送货单后安排付款", true),
            ("原定10号付，财务驳回了，没有合同号", true),
            ("项目暂停，等集团通知", true),
            ("The campaign is on hold until further notice.", true),
            ("We will send everything on Thursday.", false),
            ("Please confirm once you have received it.", false),
            ("If you need anything else, call me.", false),
            (
                "As soon as our photographer is back I will send them.",
                false,
            ),
            ("Once I have the photos I will send them.", false),
            ("领导签字后我们就付", false),
            ("等摄影师回来就发您", false),
            ("收到，周四发您", false),
            ("如有问题请联系我", false),
        ] {
            assert_eq!(waits_on_team(text).is_some(), want, "{text}");
        }
    }

    #[test]
    fn what_waits_for_the_team_is_told_from_a_promise() {
        let mut wrong = Vec::new();
        for (text, dated, want) in [
            (
                "We would like to pay EUR 600.00 now and EUR 600.00 in May.",
                false,
                true,
            ),
            ("We'd prefer to pay in two instalments.", false, true),
            ("We propose to pay half now and half in June.", true, true),
            ("Ines said we could pay in May.", false, true),
            ("Your colleague told us that we may pay later.", false, true),
            ("We agreed this with Ines.", false, true),
            ("As agreed with Ines we pay after the fair.", false, true),
            ("We pay when the hall is open, as arranged.", false, true),
            (
                "As we agreed in May, payment follows after the handover.",
                false,
                true,
            ),
            ("之前说好的，验收完付款。", false, true),
            ("和韩雪谈妥了，展会后付。", false, true),
            (
                "We will pay EUR 1,100.00 because of the delay.",
                false,
                true,
            ),
            ("We will deduct 5% for the missing copies.", false, true),
            ("The payment bounced back.", false, true),
            ("我们想分两次付，可以先付一半。", false, true),
            ("韩雪说过可以五月再付。", false, true),
            ("付款被退回了。", false, true),
            ("We will pay on 20 March.", true, false),
            ("We would like to pay on Friday.", true, false),
            ("As agreed we pay on 20 March.", true, false),
            ("Thanks, we will look into it.", false, false),
            ("My boss said he will pay it soon.", false, false),
            ("收到，尽快安排付款。", false, false),
        ] {
            if awaits_team(text, dated).is_some() != want {
                wrong.push(text);
            }
        }
        for (text, want) in [
            ("we have none, sorry", true),
            ("Sorry, we don't have any.", true),
            ("没有门店照片", true),
            ("暂无。", true),
            ("We don't have it yet.", false),
            ("没有问题，周五给。", false),
            ("Attached.", false),
        ] {
            if has_none(text).is_some() != want {
                wrong.push(text);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|pay in two parts|said we could|没有|分期|, |\\. ){0,40}") {
            let _ = (awaits_team(&text, false), has_none(&text), asked_about(&text, &[]));
        }
    }
}
