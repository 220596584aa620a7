//! "We do not agree among ourselves yet": the client's side has not made up its mind. That is no refusal
//! and no quarrel with the team.

use std::ops::Range;
use std::sync::LazyLock;

use super::vocabulary::Class;
use super::{words_en, words_zh};

static UNDECIDED: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        words_en::undecided::UNDECIDED,
        words_zh::undecided::UNDECIDED,
    )
});
/// It was decided after all.
static DECIDED: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::undecided::DECIDED, words_zh::undecided::DECIDED));

/// Whether a sentence or clause, folded, says so.
pub(super) fn is(plain: &str) -> bool {
    UNDECIDED.is(plain) && !DECIDED.is(plain)
}

/// Whether all that it says against anything, by these words, is that nobody has decided.
pub(super) fn explains(plain: &str, against: &Class) -> bool {
    if !is(plain) {
        return false;
    }
    let open = UNDECIDED.all(plain);
    let within = |hit: &Range<usize>| {
        let mut open = open.iter();
        open.any(|o| o.start < hit.end && hit.start < o.end)
    };
    against.all(plain).iter().all(within)
}

#[cfg(test)]
mod tests {
    use crate::interpret::sample::answer;
    use crate::model::Reply;

    #[test]
    fn who_has_not_decided_neither_refuses_nor_disputes() {
        let mut wrong = Vec::new();
        for (text, want) in [
            (
                "Our partners do not agree among themselves about the colours yet.",
                Reply::Promise,
            ),
            (
                "We are still debating the cover internally.",
                Reply::Promise,
            ),
            ("We haven't decided yet.", Reply::Promise),
            ("There is no decision on the venue so far.", Reply::Promise),
            ("The board has not reached a consensus yet.", Reply::Promise),
            ("最近事情多，封面我们内部还有不同意见。", Reply::Promise),
            ("几位合伙人意见不统一。", Reply::Promise),
            ("我们内部还没达成一致。", Reply::Promise),
            ("老板还没拍板。", Reply::Promise),
            (
                "We decided against the brochure after long debates.",
                Reply::Decline,
            ),
            ("We are not going to provide this.", Reply::Decline),
            ("We do not agree with this invoice.", Reply::Dispute),
            ("内部讨论后决定不做了。", Reply::Decline),
            ("我们不同意这个金额。", Reply::Dispute),
            ("抱歉", Reply::Unclear),
            ("So sorry!", Reply::Unclear),
            ("我们对金额有不同意见。", Reply::Dispute),
            ("没法付款，东西都没收到。", Reply::Dispute),
            ("银行卡被锁，这几天没法付款。", Reply::Promise),
            ("对账单我方持保留意见。", Reply::Dispute),
        ] {
            let got = answer("Re: Cover of the report", text).reply;
            if got != want {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
