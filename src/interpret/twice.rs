//! "We paid this in January, it is a duplicate": who says that a bill came twice contests the second; that
//! he paid the first settles nothing of it.

use std::sync::LazyLock;

use super::clauses::Sentence;
use super::reply::signal;
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::{Reply, Signal, SignalKind};

static BILLED_TWICE: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::twice::BILLED, words_zh::twice::BILLED));
/// It is the mail that came twice, or the money that went twice, or a copy is wanted.
static OTHERWISE: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::twice::OTHERWISE, words_zh::twice::OTHERWISE));

/// The reading of an answer that takes the bill for a second one of something paid.
pub(super) fn reading(
    sentences: &[Sentence],
    reply: Reply,
    kinds: &mut Vec<Signal>,
) -> Option<Reply> {
    if !matches!(reply, Reply::Payment | Reply::Part | Reply::Delivered) {
        return None;
    }
    if kinds.iter().all(|s| s.kind != SignalKind::Payment) {
        return None;
    }
    let twice = |s: &&Sentence| BILLED_TWICE.is(&s.plain) && !OTHERWISE.is(&s.plain);
    let said = sentences.iter().find(twice)?;
    kinds.retain(|s| s.kind != SignalKind::Dispute);
    kinds.push(signal(SignalKind::Dispute, &said.words, None, 0.85));
    Some(Reply::Dispute)
}

#[cfg(test)]
mod tests {
    use crate::interpret::sample::answer;
    use crate::model::Reply;

    #[test]
    fn what_is_called_a_second_bill_is_contested() {
        let mut wrong = Vec::new();
        for (text, contested) in [
            ("We already paid this in March, this is a duplicate.", true),
            (
                "We have already settled this invoice, it seems to be a duplicate.",
                true,
            ),
            ("Duplicate, we paid it under SN-19.", true),
            ("We paid this in May; you have billed it twice.", true),
            (
                "That is a duplicate invoice, the first was paid in May.",
                true,
            ),
            ("这张三月份已经付过了，是重复的。", true),
            ("上个月已经付了，怎么又开了一张？", true),
            ("已付款，这张是重复开的。", true),
            ("这笔上月已付，发票开了两次。", true),
            (
                "We paid it yesterday; please ignore the duplicate mail I sent.",
                false,
            ),
            ("We paid it on Monday.", false),
            (
                "We paid it on Monday. Please send the invoice again as a duplicate for our books.",
                false,
            ),
            (
                "Paid on Monday, sorry if this is a duplicate message.",
                false,
            ),
            (
                "We paid it on Monday. The file is a duplicate of the one I sent.",
                false,
            ),
            ("已付款，请不要重复催款。", false),
            ("今天召开重要会议，款已付。", false),
            ("款已付，我们又开了一次会。", false),
            ("为此开了两次会，款昨天已付。", false),
            ("款已付，之前重复的那封邮件请忽略。", false),
        ] {
            let got = answer("Invoice SN-204", text).reply;
            if (got == Reply::Dispute) != contested {
                wrong.push((text, got));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
