//! "You can stop chasing me now": whether who wants no more mail says it of one matter only.

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::{Class, WORDS};
use super::{words_en, words_zh};

static OF_ONE: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::stops::OF_ONE, words_zh::stops::OF_ONE));
static FOR_GOOD: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::stops::FOR_GOOD, words_zh::stops::FOR_GOOD));

/// Whether words that want no more mail are about one matter: done with it, nothing more is to be asked.
#[must_use]
pub fn stops_one(own: &str) -> bool {
    let sentences = clauses::sentences(own);
    let of_one = sentences.iter().any(|sentence| OF_ONE.is(&sentence.plain));
    of_one
        && !sentences
            .iter()
            .any(|sentence| FOR_GOOD.is(&sentence.plain))
}

/// Whether words want no more mail, and do not only say who else to write to.
#[must_use]
pub fn wants_no_mail(words: &str) -> bool {
    WORDS.opt_out.is(&clauses::fold(words))
}

#[cfg(test)]
mod tests {
    use super::stops_one;

    #[test]
    fn done_with_one_matter_is_told_from_no_more_mail() {
        for (text, want) in [
            ("You can stop chasing me now :-)", true),
            (
                "Please send me no more mails about the brochure, it is done.",
                true,
            ),
            ("都给您了，不用再催了。", true),
            ("No need to remind us, it went out this morning.", true),
            ("关于这件事不用再问了，已经办好。", true),
            (
                "I have left the company, please stop sending me mails about the project.",
                false,
            ),
            (
                "You can stop writing to me, I am not responsible for this.",
                false,
            ),
            (
                "Please send me no mails about this or anything else in future.",
                false,
            ),
            ("关于这个项目以后请不要再给我发邮件，我已离职。", false),
            ("不用再问我了，这事不是我负责。", false),
            ("今后不必再提醒我任何事。", false),
            ("Please take me off your list.", false),
            ("Stop sending me mails.", false),
            ("请不要再给我发邮件。", false),
            ("我已不再负责这个项目，请不要再给我发邮件。", false),
        ] {
            assert_eq!(stops_one(text), want, "{text}");
        }
    }
}
