//! A mail that is sent once more: the same words, and none beside them but why they come again.

use std::sync::LazyLock;

use super::clauses::{self, Sentence};
use super::vocabulary::Class;
use super::{words_en, words_zh};

static AGAIN: LazyLock<Class> =
    LazyLock::new(|| Class::new(words_en::resent::AGAIN, words_zh::resent::AGAIN));

/// Whether a mail says what an earlier one said and nothing more, greetings and a word on the sending aside.
#[must_use]
pub fn says_the_same(before: &str, now: &str) -> bool {
    let (before, now) = (clauses::sentences(before), clauses::sentences(now));
    let said = |all: &[Sentence], one: &Sentence| {
        let squeezed = squeezed(&one.plain);
        all.iter()
            .any(|other| self::squeezed(&other.plain) == squeezed)
    };
    let greeting = |all: &[Sentence]| usize::from(all.first().is_some_and(greets));
    let (skipped, skipped_now) = (greeting(&before), greeting(&now));
    !before.is_empty()
        && before.iter().skip(skipped).all(|s| said(&now, s))
        && now
            .iter()
            .skip(skipped_now)
            .all(|s| said(&before, s) || AGAIN.is(&s.plain))
}

/// A first sentence that only greets.
fn greets(first: &Sentence) -> bool {
    let short =
        first.plain.split_whitespace().count() <= GREETING && first.plain.chars().count() <= 24;
    first.heard().greeting() || short && first.plain.ends_with([',', ':'])
}

/// Words of a greeting.
const GREETING: usize = 4;

fn squeezed(plain: &str) -> String {
    plain.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_again_is_told_from_what_is_asked_anew() {
        let asked = "Hi Otto,\n\nplease send us by 6 March:\n1. The floor plan\n2. Two portraits\n\nThanks\nInes";
        let zh = "您好，\n\n请于3月6日前提供：\n1. 平面图\n2. 照片两张\n\n谢谢";
        for (before, now, same) in [
            (asked, asked.to_owned(), true),
            (asked, asked.replace("Hi Otto", "Dear Otto"), true),
            (
                asked,
                asked.replace(
                    "please send us",
                    "resending this in case it got lost.\n\nplease send us",
                ),
                true,
            ),
            (
                asked,
                asked.replace(
                    "please send us",
                    "just a friendly reminder of what we need, I have not heard from you.\n\nplease send us",
                ),
                true,
            ),
            (zh, zh.to_owned(), true),
            (
                zh,
                zh.replace("请于3月", "提醒一下，还没有收到您的回复。\n请于3月"),
                true,
            ),
            (
                zh,
                zh.replace("请于3月", "重发一次，以防没收到。\n请于3月"),
                true,
            ),
            (
                asked,
                asked.replace(
                    "please send us",
                    "now for the second house.\n\nplease send us",
                ),
                false,
            ),
            (asked, asked.replace("6 March", "20 March"), false),
            (asked, asked.replace("2. Two portraits\n", ""), false),
            (
                zh,
                zh.replace("请于3月", "这是二期项目的。\n请于3月"),
                false,
            ),
            (zh, zh.replace("照片两张", "照片三张"), false),
            (zh, String::new(), false),
        ] {
            assert_eq!(says_the_same(before, &now), same, "{now}");
        }
    }
}
