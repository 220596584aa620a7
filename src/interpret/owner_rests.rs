//! A member's words in a thread after which the chase does not run on as before, though nothing came
//! and nothing was called off (product.md 2): what was asked is put in question, or he asks the client
//! for nothing any more. A chaser of his own asks, and so does whatever hands something over.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::owner_rests_words as words;
use super::owner_words::{AWAY_EN, AWAY_ZH, IF_EN, IF_ZH, NOT_YET_EN, NOT_YET_ZH};
use super::vocabulary::Class;

macro_rules! class {
    ($name:ident, $en:ident, $zh:ident) => {
        static $name: LazyLock<Class> = LazyLock::new(|| Class::new(words::$en, words::$zh));
    };
}
class!(WANTS, WANTS_EN, WANTS_ZH);
class!(PLEASE, PLEASE_EN, PLEASE_ZH);
class!(IDLE, IDLE_EN, IDLE_ZH);
class!(HANDS, HANDS_EN, HANDS_ZH);
class!(SUSPENDS, SUSPENDS_EN, SUSPENDS_ZH);
static IF: LazyLock<Class> = LazyLock::new(|| Class::new(IF_EN, IF_ZH));
static AWAY: LazyLock<Class> = LazyLock::new(|| Class::new(AWAY_EN, AWAY_ZH));
static NOT_YET: LazyLock<Class> = LazyLock::new(|| Class::new(NOT_YET_EN, NOT_YET_ZH));

/// Whether a member's words say that what was asked is not to be given as it stands: "please do not pay
/// yet, the amount is wrong", 先别付，发票有误.
#[must_use]
pub fn suspends(own: &str) -> bool {
    clauses::sentences(own)
        .iter()
        .any(|s| !s.asks && SUSPENDS.is(&s.plain) && !IF.is(&s.plain))
}

/// Whether a member's words to a client ask him for nothing and hand nothing over: "take your time",
/// "done", 晚几天没关系.
#[must_use]
pub fn asks_nothing(own: &str) -> bool {
    let sentences = clauses::sentences(own);
    !sentences.is_empty() && !sentences.iter().any(wants)
}

fn wants(sentence: &Sentence) -> bool {
    sentence.asks
        || NOT_YET.is(&sentence.plain)
        || HANDS.is(&sentence.plain)
        // While he is away himself the chase is all the more wanted.
        || AWAY.is(&sentence.plain)
        || sentence.clauses.iter().any(|clause| {
            let plain = clause.plain.trim_start();
            WANTS.is(plain) || PLEASE.is(plain) && !IDLE.is(plain)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `suspended`, `nothing` (asked), or `asks`.
    fn said(text: &str) -> &'static str {
        if suspends(text) {
            "suspended"
        } else if asks_nothing(text) {
            "nothing"
        } else {
            "asks"
        }
    }

    #[test]
    fn what_a_member_writes_asks_or_rests() {
        let mut wrong = Vec::new();
        for (text, want) in [
            (
                "Hi Otto, don't pay this one yet, our VAT is wrong.",
                "suspended",
            ),
            ("Please hold off with the transfer.", "suspended"),
            (
                "There is a mistake in the invoice, sorry about that.",
                "suspended",
            ),
            (
                "The total on it is incorrect, a corrected invoice follows.",
                "suspended",
            ),
            ("We will issue a new invoice tomorrow.", "suspended"),
            (
                "We add it to the next one: let us put it on the next invoice.",
                "suspended",
            ),
            (
                "Apologies for the automatic reminder, please send the plan when you can.",
                "suspended",
            ),
            ("We can give you a discount of EUR 200.", "suspended"),
            ("这张发票金额开错了，请先不要付款。", "suspended"),
            ("请暂缓付款，发票需要重开。", "suspended"),
            ("这次给您优惠500元。", "suspended"),
            ("跟下张发票一起结算吧。", "suspended"),
            ("不好意思，系统误发的提醒。", "suspended"),
            ("Take your time, no rush.", "nothing"),
            ("Get well soon! Any day that suits you is fine.", "nothing"),
            ("done", "nothing"),
            ("完成", "nothing"),
            (
                "I talked to our bookkeeping, everything is sorted.",
                "nothing",
            ),
            ("We found the plan on your site.", "nothing"),
            ("24 March is too late.", "nothing"),
            ("晚几天没关系，您先休息。", "nothing"),
            ("标志我们自己下载了。", "nothing"),
            ("已和财务确认，没问题。", "nothing"),
            ("Any news on this?", "asks"),
            ("Just a gentle reminder of the mail below.", "asks"),
            ("The plan is still missing.", "asks"),
            ("We have not received the payment yet.", "asks"),
            ("Please pay the invoice by Friday.", "asks"),
            ("Please don't forget to pay the invoice.", "asks"),
            ("No rush, but could you send the plan this week?", "asks"),
            ("If the amount is wrong, let me know.", "asks"),
            ("Is the amount wrong?", "asks"),
            ("I am on holiday next week, Jo is there for you.", "asks"),
            ("我下周休假，由李工负责。", "asks"),
            ("Looking forward to your plan.", "asks"),
            ("We urgently need the plan.", "asks"),
            ("A4, please send it as PDF.", "asks"),
            ("Here is the form again.", "asks"),
            ("Sorry, I forgot to attach the form.", "asks"),
            ("请尽快提供方案。", "asks"),
            ("方案还没有收到。", "asks"),
            ("麻烦再看一下。", "asks"),
            ("请勿忘记付款，谢谢配合，等您消息。", "asks"),
            ("附件是表格模板。", "asks"),
            ("", "asks"),
        ] {
            let got = said(text);
            if got != want {
                wrong.push(format!("{text}: {got}, not {want}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|please|don't pay|请|先别付|, |\\. ){0,40}") {
            let _ = said(&text);
        }
    }
}
