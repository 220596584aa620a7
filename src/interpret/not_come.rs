//! A member writes that the money has not come.

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::Class;

const MONEY_EN: &[&str] = &[
    "(?:payments?|money|transfers?|amounts?|funds|sums?|remittance|cheque|check|balance|invoice|bill|instalments?|it|anything)",
];
const MONEY_ZH: &[&str] = &["款|钱|汇款|付款|到账|到帐|发票"];
/// It is not there, or came back.
const MISSING_EN: &[&str] = &[
    "(?:have|has|had|did|do|does|is|are|was|were|can|could)(?: not|n't)~ ?(?:received?|got|get|arrived?|come|came|seen?|see|here|in|reached|find|found|been (?:paid|booked|credited|received)|credited|booked|show|shown|shows)",
    "(?:can't|cannot|can not) (?:yet |still )?(?:see|find|trace)",
    "(?:not|never|nothing|no payment|no money|no transfer|none)~ ?(?:received|arrived|come in|got here|reached|booked|credited|in our account|on our account|shown)",
    "(?:see|have|find|got|received)~? no (?:payment|money|transfer|funds|incoming|amount)",
    "(?:is|are|remains?|seems?|appears?)(?: still| to be| as yet| now| unfortunately)* (?:missing|outstanding|unpaid|overdue|open|not paid)",
    "(?:bounced|was returned|came back|been returned|was rejected|been rejected|failed to (?:arrive|go through))",
    "still (?:waiting (?:for|on)|missing|no (?:payment|money|sign|trace)|unpaid|outstanding|open)",
    "no (?:sign|trace) of",
];
const MISSING_ZH: &[&str] = &[
    "(?:没|未|没有|还没|尚未|并未|仍未|一直没)(?:有)?(?:能)?(?:收到|到账|到帐|入账|看到|查到|见到)|(?:未|没)(?:支付|付清)|逾期|被退回|退回来了|仍未付",
];
const IF_EN: &[&str] = &["(?:if|unless|in case|should|until|as soon as|once|when)"];
const IF_ZH: &[&str] = &["如果|如|若|一旦|等"];

static MONEY: LazyLock<Class> = LazyLock::new(|| Class::new(MONEY_EN, MONEY_ZH));
static MISSING: LazyLock<Class> = LazyLock::new(|| Class::new(MISSING_EN, MISSING_ZH));
static IF: LazyLock<Class> = LazyLock::new(|| Class::new(IF_EN, IF_ZH));

/// Whether a member's own words about an invoice say that its money has not come, or went back.
#[must_use]
pub fn has_not_come(own: &str) -> bool {
    clauses::sentences(own).iter().any(|sentence| {
        let said = |clause: &clauses::Clause| {
            let plain = clause.plain.as_str();
            MONEY.is(plain) && MISSING.is(plain) && !IF.is(plain)
        };
        sentence.clauses.iter().any(said)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_that_has_not_come_is_told() {
        let mut wrong = Vec::new();
        for (text, want) in [
            ("We have not received your payment yet.", true),
            (
                "The transfer has not arrived, could you check please?",
                true,
            ),
            (
                "Unfortunately I can't see the payment in our account.",
                true,
            ),
            ("There is still no sign of the money.", true),
            ("Your transfer came back.", true),
            ("The invoice is still unpaid.", true),
            ("We see no payment from you.", true),
            ("货款还没到账，麻烦查一下。", true),
            ("我们尚未收到款项。", true),
            ("Thank you, the payment has arrived.", false),
            ("If the payment does not arrive by Friday, tell me.", false),
            ("The usual account is fine.", false),
            ("We have not received the logo.", false),
            ("款已收到，谢谢。", false),
        ] {
            if has_not_come(text) != want {
                wrong.push(text);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|payment|not arrived|没收到|款|, |\\. ){0,40}") {
            let _ = has_not_come(&text);
        }
    }
}
