//! The note of a mailbox whose person works there no more. Programs send it as they send an absence,
//! but nobody comes back from it.

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::Class;

const LEFT_EN: &[&str] = &[
    "no longer (?:work|works|working|with|employed|at|part of|a member of|in the employ|active (?:at|for|with))",
    "(?:has|have|had|i|i've|he|she)(?: now| recently| since| already| sadly| unfortunately| also| just)* left",
    "(?:has|have|had|am|is)(?: now| recently| since| already| just)* (?:retired|resigned)",
    "(?:left|leaving|departed)~ (?:company|organisation|organization|firm|business|practice|agency|employment)",
    "my last (?:working )?day (?:was|at)",
];
const LEFT_ZH: &[&str] = &[
    "离职|辞职|退休|(?:不再|已不)(?:在|于)?[^,。!?;]{0,10}(?:工作|任职|就职|上班)|(?:已|已经)(?:离开|调离)(?:了)?[^,。!?;]{0,6}(?:公司|单位|岗位|团队|部门)?",
];
/// Somebody who comes back.
const BACK_EN: &[&str] = &[
    "left (?:the|my|our|his|her|their) (?:office|desk|building|country|city|town|house|phone|laptop|mobile)",
    "left (?:for|early|on|in|until|till|today|a|an|it|you|your|him|them|word)",
    "(?:return|returning|returns|be back|am back|is back|come back)",
];
const BACK_ZH: &[&str] = &["离开(?:了)?办公室|返回|回来|返岗|回到|休假"];

static LEFT: LazyLock<Class> = LazyLock::new(|| Class::new(LEFT_EN, LEFT_ZH));
static BACK: LazyLock<Class> = LazyLock::new(|| Class::new(BACK_EN, BACK_ZH));

/// The words by which an automatic reply says that the person of its mailbox has left; `None` if it
/// says no such thing, or that he comes back.
#[must_use]
pub fn says_left(own: &str) -> Option<String> {
    let sentences = clauses::sentences(own);
    if sentences.iter().any(|s| BACK.is(&s.plain)) {
        return None;
    }
    let left = sentences.iter().find(|s| !s.asks && LEFT.is(&s.plain))?;
    Some(left.words.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_for_good_is_told_from_being_away() {
        let mut wrong = Vec::new();
        for (text, left) in [
            (
                "I no longer work at Falk. Please write to nora@falk.example.",
                true,
            ),
            ("Otto Falk has left Falk Werke.", true),
            (
                "Please note that Mr Falk is no longer with the company.",
                true,
            ),
            (
                "I have now retired. For all matters please contact Nora.",
                true,
            ),
            ("I have left the firm.", true),
            ("My last day at Falk was 27 February.", true),
            ("我已从法尔克离职，后续请联系李娜。", true),
            ("本人已离职，请联系李娜。", true),
            ("王工已不在本公司工作。", true),
            ("I am out of the office until Monday.", false),
            ("I have left the office and will return on Monday.", false),
            ("We no longer accept faxes.", false),
            ("I have left for the holidays.", false),
            ("Thank you, your mail has arrived.", false),
            ("我正在休假，下周一回来。", false),
            ("我已离开办公室，周一返回。", false),
            ("", false),
        ] {
            if says_left(text).is_some() != left {
                wrong.push(text);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|has left|离职|back|, |\\. ){0,40}") {
            let _ = says_left(&text);
        }
    }
}
