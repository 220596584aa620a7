//! "You can stop chasing me now": whether who wants no more mail says it of one matter only.

use std::sync::LazyLock;

use super::clauses;
use super::vocabulary::Class;

static OF_ONE: LazyLock<Class> = LazyLock::new(|| {
    Class::new(
        &[
            "(?:can|may|could) (?:now |all )?stop (?:chasing|asking|reminding|writing|mailing)",
            "(?:no need|no reason) to (?:chase|remind|ask|write)",
            "(?:mails?|e-?mails?|reminders?|messages?) (?:about|regarding|concerning|on|for) (?:the|this|that|it)",
        ],
        &["(?:可以)?不(?:用|必|需要)再?(?:催|提醒|问)|关于这(?:件|个)?(?:事|项目)"],
    )
});

/// Whether words that want no more mail are about one matter: done with it, nothing more is to be asked.
#[must_use]
pub fn stops_one(own: &str) -> bool {
    clauses::sentences(own)
        .iter()
        .any(|sentence| OF_ONE.is(&clauses::fold(&sentence.words)))
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
            ("Please take me off your list.", false),
            ("Stop sending me mails.", false),
            ("请不要再给我发邮件。", false),
            ("我已不再负责这个项目，请不要再给我发邮件。", false),
        ] {
            assert_eq!(stops_one(text), want, "{text}");
        }
    }
}
