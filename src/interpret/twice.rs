//! "We paid this in January, it is a duplicate": who says that a bill came twice contests the second; that
//! he paid the first settles nothing of it.

use std::sync::LazyLock;

use super::clauses::Sentence;
use super::reply::signal;
use super::vocabulary::Class;
use crate::model::{Reply, Signal, SignalKind};

static BILLED_TWICE: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:is|be|was|as|looks like|look like|seems|seems like|appears)~ duplicates?",
            "(?:duplicated|double) (?:invoice|invoicing|bill|billing|charge|claim|demand)",
            "^duplicates?",
            "(?:billed|charged|invoiced)~ twice",
        ],
        &[
            "重复(?:了|的|吧|开|收|计|请款|账单|发票|付款要求|索要)|开重|又开了?一(?:张|份|次)|开了(?:两|二|2)(?:次|遍|张|份)",
        ],
    )
});

/// It is the mail that came twice, or the money that went twice.
static OTHERWISE: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "duplicates?~ (?:mails?|e-?mails?|messages?|reminders?|reply|replies|notes?|payments?|transfers?|advice|copy|copies|file|files)",
            "(?:mails?|e-?mails?|messages?|reminders?|reply|replies|payments?|transfers?)~ duplicated?",
            "(?:not|no|never|isn't|wasn't) (?:a |an )?duplicated?",
            "in duplicate",
        ],
        &[
            "重复(?:的)?(?:邮件|提醒|发送|付|支付|汇|转|催|打)|(?:邮件|提醒|信)[^,。]{0,4}重复|(?:不是|没有|并非|未|别|不要|避免|以免|请勿|防止)[^,。]{0,3}重复",
        ],
    )
});

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
