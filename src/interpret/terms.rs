//! When a sum falls due by its terms: after acceptance, on delivery. Neither a quarrel nor a promise of a day:
//! the team has its part to do first.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::reply::signal;
use super::signals::{Fact, Mark};
use super::vocabulary::Class;
use crate::model::{Reply, Signal, SignalKind};

/// What is paid, and when: in either order.
const TERM_EN: &[&str] = &[
    "(?:pay|pays|paid|payable|payment|settle|settled|transfer|release|released|remit|due)~ (?:after|upon|on|once|when|following|against|subject to)~ (?:acceptance|accepted|delivery|delivered|handover|handed over|completion|completed|sign-off|signed off|final approval|approved by|inspection|inspected|commissioning|go-live|goes live|gone live|is live|launch|launched|installation|installed|goods|shipment|arrived|arrives)",
    "(?:after|upon|on|once|when|following|against|subject to)~ (?:acceptance|accepted|delivery|delivered|handover|handed over|completion|completed|sign-off|signed off|final approval|inspection|inspected|commissioning|go-live|goes live|gone live|is live|launch|launched|installation|installed|goods|shipment)~ (?:pay|paid|payment|settle|transfer|release|remit)",
];
const TERM_ZH: &[&str] = &[
    "(?:验收|完工|竣工|交付|交货|到货|收货|收到货|签收|上线|安装|调试|投产|试运行|结项|检验|质检|质保期|项目结束)[^。!?]{0,10}(?:后|再|才|就|即|方可|方能|之日)[^。!?]{0,12}(?:付|支付|结清|结算|打款|汇|转账)",
    "(?:货到|货到后|验收)付款",
];

/// What makes a term of payment a complaint: defects, refusals, reproaches.
const FAULT_EN: &[&str] = &[
    "(?:not|never|no|cannot|refuse|refused|broken|fix|fixed|fixes|repair|repaired|defects?|faults?|faulty|bugs?|missing|wrong|poor|bad|complain|complaint|disappointed|disappointing|unacceptable|damaged|replace|replaced|replacement|incorrect|dispute|overcharged|late|delay|delayed|delays|corrected|rework|problems?|issues?|unless|why)|[a-z]+n't",
];
const FAULT_ZH: &[&str] = &[
    "没|未|不|问题|修|整改|返工|换货|补发|缺|坏|错|差|投诉|离谱|催|拒|怎么|凭什么|为什么|退|瑕疵|故障|损|失望|律师|改好|解决|异议|争议",
];
/// What is only still to come, or nothing to worry about.
const BENIGN_EN: &[&str] = &[
    "(?:no (?:problems?|issues?|worries)|(?:has |have |is |are )?not (?:yet )?(?:been )?(?:accepted|delivered|inspected|signed off|launched|live|arrived|installed)(?: yet)?|(?:hasn't|haven't|isn't|aren't) (?:yet )?(?:been )?(?:accepted|delivered|inspected|signed off|launched|live|arrived|installed)(?: yet)?)",
];
const BENIGN_ZH: &[&str] = &[
    "没有?问题|不好意思|不客气|(?:还|尚|目前|现在)(?:没有?|未)(?:到|进行|安排|做|开始|组织|正式)?(?:验收|交付|上线|收货|到货|安装|签收)",
];

/// Money told as gone: the term was met.
const PAID_EN: &[&str] = &[
    "(?:was|were|have|has|had|we've|i've)~ (?:paid|settled|transferred|released|remitted)|(?:we|i|they|accounting|finance) (?:paid|settled|transferred|released|remitted)|(?:yesterday|last week|last month|this morning|already)",
];
const PAID_ZH: &[&str] =
    &["已经?[^,。;]{0,6}(?:付|汇|转|打款|结清)|付(?:过|完|清)?了|昨天|上周|上个?月"];

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new($en, $zh));
    };
}
class!(TERM, TERM_EN, TERM_ZH);
class!(FAULT, FAULT_EN, FAULT_ZH);
class!(BENIGN, BENIGN_EN, BENIGN_ZH);
class!(PAID, PAID_EN, PAID_ZH);

/// The words of a client that name a term of payment which is still to be met, if nothing in them complains.
#[must_use]
pub fn term_of_payment(own: &str) -> Option<String> {
    let sentences = clauses::sentences(own);
    stated(&sentences).map(|sentence| sentence.words.clone())
}

fn stated(sentences: &[Sentence]) -> Option<&Sentence> {
    let term = sentences.iter().find(|s| !s.asks && TERM.is(&s.plain))?;
    let complains = sentences.iter().any(|sentence| {
        let mut rest = sentence.plain.clone();
        for hit in BENIGN.all(&sentence.plain).into_iter().rev() {
            rest.replace_range(hit, " ");
        }
        FAULT.is(&rest)
    });
    (!complains).then_some(term)
}

/// The reading of an answer that names a term of payment: what was paid before it stays a part, all else
/// is a promise of no day. `None` where it says something else.
pub(super) fn reading(
    sentences: &[Sentence],
    marks: &[Mark],
    reply: Reply,
    kinds: &mut Vec<Signal>,
) -> Option<Reply> {
    if matches!(reply, Reply::Stop | Reply::Question | Reply::Delivered) {
        return None;
    }
    let term = stated(sentences)?;
    if PAID.is(&term.plain) {
        return None;
    }
    let paid = marks.iter().any(|mark| {
        let said = sentences.get(mark.at.0);
        mark.fact == Fact::Paid
            && !said.is_some_and(|s| {
                TERM.is(&clauses::fold(&mark.words)) || s.words == term.words && s.clauses.len() < 2
            })
    });
    kinds.retain(|s| !matches!(s.kind, SignalKind::Dispute | SignalKind::Decline));
    if paid {
        return Some(Reply::Part);
    }
    kinds.retain(|s| {
        !matches!(
            s.kind,
            SignalKind::Payment | SignalKind::Part | SignalKind::Delivered
        )
    });
    if kinds.iter().all(|s| s.kind != SignalKind::Promise) {
        kinds.push(signal(SignalKind::Promise, &term.words, None, 0.8));
    }
    Some(Reply::Promise)
}

#[cfg(test)]
mod tests {
    use crate::interpret::sample::answer;
    use crate::model::{Reply, SignalKind};

    #[test]
    fn a_term_of_payment_is_told_from_a_quarrel() {
        let mut wrong = Vec::new();
        for (text, want) in [
            (
                "按照合同，余款验收后再付，麻烦先约个时间验收。",
                Reply::Promise,
            ),
            ("验收合格后付款", Reply::Promise),
            ("余款等项目验收通过才能支付", Reply::Promise),
            ("按合同约定，设备安装调试完成后付款。", Reply::Promise),
            ("等网站上线后我们付尾款", Reply::Promise),
            ("完工后一次性付清", Reply::Promise),
            ("还没验收，验收完就付", Reply::Promise),
            ("合同里写的是货到后付款。", Reply::Promise),
            ("The balance is payable after acceptance.", Reply::Promise),
            (
                "We will pay the last instalment once the hall has been accepted.",
                Reply::Promise,
            ),
            (
                "As per contract, payment is due upon delivery.",
                Reply::Promise,
            ),
            (
                "The remaining 30% will be paid after the final inspection.",
                Reply::Promise,
            ),
            (
                "After acceptance we will pay, so please arrange the sign-off.",
                Reply::Promise,
            ),
            (
                "预付款5000元上周已经打了，余款等验收合格后付。",
                Reply::Part,
            ),
            ("验收没通过，整改好再付", Reply::Dispute),
            ("验收不合格，我们不付尾款", Reply::Dispute),
            ("质量有问题，修好验收后再付。", Reply::Dispute),
            ("还没验收就催款，太离谱了", Reply::Dispute),
            (
                "We will not pay until the defects are fixed and accepted.",
                Reply::Dispute,
            ),
            (
                "The posters are faulty; we pay once good ones are delivered.",
                Reply::Dispute,
            ),
        ] {
            let got = answer("Invoice SN-204", text);
            let contests = got.signal(SignalKind::Dispute).is_some();
            if got.reply != want || contests != (want == Reply::Dispute) {
                wrong.push((text, got.reply, contests));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_is_called_a_second_bill_is_contested() {
        let mut wrong = Vec::new();
        for (text, want) in [
            (
                "We already paid this in March, this is a duplicate.",
                Reply::Dispute,
            ),
            (
                "We have already settled this invoice, it seems to be a duplicate.",
                Reply::Dispute,
            ),
            ("Duplicate, we paid it under SN-19.", Reply::Dispute),
            (
                "We paid this in May; you have billed it twice.",
                Reply::Dispute,
            ),
            ("这张三月份已经付过了，是重复的。", Reply::Dispute),
            ("上个月已经付了，怎么又开了一张？", Reply::Dispute),
            (
                "We paid it yesterday; please ignore the duplicate mail I sent.",
                Reply::Payment,
            ),
            ("We paid it on Monday.", Reply::Payment),
            ("已付款，请不要重复催款。", Reply::Payment),
        ] {
            let got = answer("Invoice SN-204", text).reply;
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
