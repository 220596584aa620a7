//! "We sent all of that last week": what came by another way, or never, was not seen here.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::vocabulary::Class;
use super::{words_en, words_zh};

static EARLIER: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        words_en::sent_before::EARLIER,
        words_zh::sent_before::EARLIER,
    )
});
static OF_THEN: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        words_en::sent_before::OF_THEN,
        words_zh::sent_before::OF_THEN,
    )
});
static ANNOYED: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        words_en::sent_before::ANNOYED,
        words_zh::sent_before::ANNOYED,
    )
});

/// The words by which something was given at an earlier time, and nothing with this mail.
#[must_use]
pub fn sent_before(own: &str) -> Option<String> {
    if own.contains("://") {
        return None;
    }
    let sentences = clauses::sentences(own);
    if sentences.iter().any(|s| OF_THEN.is(&s.plain)) {
        return None;
    }
    let earlier = |s: &&Sentence| EARLIER.is(&s.plain);
    sentences.iter().find(earlier).map(|s| s.words.clone())
}

/// The words of somebody who is annoyed at being asked again.
#[must_use]
pub fn complains(own: &str) -> Option<String> {
    let sentences = clauses::sentences(own);
    let annoyed = |s: &&Sentence| ANNOYED.is(&s.plain);
    sentences.iter().find(annoyed).map(|s| s.words.clone())
}

#[cfg(test)]
mod tests {
    use super::{complains, sent_before};

    #[test]
    fn what_was_given_at_another_time_is_told_from_what_comes_now() {
        for (own, want) in [
            ("It all went to Ines two weeks ago.", true),
            (
                "I emailed everything before the holidays, and earlier.",
                true,
            ),
            ("We already sent both of them.", true),
            ("材料上个月就寄给您了。", true),
            ("都给您发过了。", true),
            ("都发过了", true),
            ("Here are the plans from last week.", false),
            ("As you asked yesterday: everything is attached.", false),
            (
                "Everything is in https://share.example/x since last week.",
                false,
            ),
            ("All is uploaded.", false),
            ("附件是上周说的图纸。", false),
        ] {
            assert_eq!(sent_before(own).is_some(), want, "{own}");
        }
    }

    #[test]
    fn annoyance_is_heard() {
        for (own, want) in [
            ("That is the fourth reminder and you keep asking.", true),
            ("这都催了第四遍了，烦不烦？", true),
            ("Thanks for the third draft.", false),
            ("谢谢提醒。", false),
        ] {
            assert_eq!(complains(own).is_some(), want, "{own}");
        }
    }
}
