//! A member takes note of what the client promised: "thanks, the rest as you say".

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::clauses;
use super::owner_words::{REFUSED_EN, REFUSED_ZH};
use super::thanks::only_thanks;
use super::vocabulary::Class;
use super::{words_en, words_zh};
use crate::model::Reading;

static AS_SAID: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::accepts::AS_SAID, words_zh::accepts::AS_SAID));
static HAS: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::accepts::HAS, words_zh::accepts::HAS));
static BUT: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::accepts::BUT, words_zh::accepts::BUT));
static REFUSED: LazyLock<Class> = LazyLock::new(|| Class::new(REFUSED_EN, REFUSED_ZH));

/// Whether a member's words leave it at the day the client promised: they refer to it, or only thank.
#[must_use]
pub fn accepts(own: &Reading, promised: NaiveDate) -> bool {
    let sentences = clauses::sentences(&own.own_text);
    let no = |s: &clauses::Sentence| s.asks || REFUSED.is(&s.plain) || BUT.is(&s.plain);
    if sentences.iter().any(no) || own.dates.iter().any(|seen| seen.date != promised) {
        return false;
    }
    let refers = sentences.iter().any(|s| AS_SAID.is(&s.plain)) || !own.dates.is_empty();
    // "Received, thanks" may be of the thing itself.
    refers || only_thanks(own) && !sentences.iter().any(|s| HAS.is(&s.plain))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::accepts;
    use crate::interpret::sample::answer;

    #[test]
    fn taking_note_is_told_from_having_it() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 15).expect("a day");
        for (own, want) in [
            ("Many thanks, the remaining part as you said.", true),
            (
                "Got the first half, thank you! The balance as agreed then.",
                true,
            ),
            ("Great, thanks a lot!", true),
            ("收到第一笔，谢谢！剩下的就按您说的时间。", true),
            ("好的，谢谢您！", true),
            ("Received, thank you.", false),
            ("All the money has arrived, thank you.", false),
            (
                "Thanks, but as you said earlier the logo matters most.",
                false,
            ),
            ("Thanks! As you say. Could you also send the logo?", false),
            ("已收到，谢谢。", false),
        ] {
            assert_eq!(accepts(&answer("Plans", own), day), want, "{own}");
        }
    }
}
