//! When a sum falls due by its terms: after acceptance, on delivery. Neither a quarrel nor a promise of a day:
//! the team has its part to do first.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::reply::signal;
use super::signals::{Fact, Mark};
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{Reply, Signal, SignalKind};

macro_rules! class {
    ($name:ident) => {
        static $name: LazyLock<Class> =
            LazyLock::new(|| Class::new(words_en::terms::$name, words_zh::terms::$name));
    };
}
class!(TERM);
class!(FAULT);
class!(BENIGN);
class!(PAID);

/// The words of a client that name a term of payment which is still to be met, if nothing in them complains.
#[must_use]
pub fn term_of_payment(own: &str) -> Option<String> {
    let sentences = clauses::sentences(own);
    let term = stated(&sentences).filter(|term| !PAID.is(&term.plain));
    term.map(|sentence| sentence.words.clone())
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
                "We have made it our custom to pay after acceptance.",
                Reply::Promise,
            ),
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
    fn a_term_that_was_met_is_none_to_wait_for() {
        let mut wrong = Vec::new();
        for (text, waits) in [
            (
                "The goods arrived yesterday, we pay after inspection.",
                true,
            ),
            (
                "You delivered last week; payment follows after acceptance.",
                true,
            ),
            ("上周刚交付，验收后付款。", true),
            ("昨天到货，验收合格后付款。", true),
            ("We have made it a habit to pay after acceptance.", true),
            ("We made the payment after delivery.", false),
            ("Payment was made after delivery.", false),
            ("The transfer went out upon delivery of the posters.", false),
            ("Our bank released the payment after acceptance.", false),
            ("We paid upon delivery.", false),
            ("We had it transferred once the goods had arrived.", false),
            ("货到后已付款。", false),
            ("验收后第二天汇的。", false),
            ("验收完就付了款。", false),
            ("昨天验收后付了。", false),
        ] {
            let term = super::term_of_payment(text);
            if term.is_some() != waits {
                wrong.push((text, term));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
