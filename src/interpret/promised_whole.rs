//! Whether a promise is of everything that is asked for.

use super::clauses;
use super::vocabulary::WORDS;

/// The part of it that is left.
const THE_REST: &[&str] = &[
    "the rest",
    "the others",
    "the remaining",
    "the balance",
    "其余",
    "剩下",
    "剩余",
    "余款",
    "尾款",
];

/// The very words of a promise name all of it, or all that is left: a part of it keeps no such word.
#[must_use]
pub fn promises_all(words: &str) -> bool {
    let plain = clauses::fold(words);
    WORDS.whole.is(&plain) || THE_REST.iter().any(|rest| plain.contains(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_of_everything_is_told_from_one_of_something() {
        for (words, want) in [
            ("you will have everything by Friday", true),
            ("we will pay the full amount on 20 March", true),
            ("the rest follows on Monday", true),
            ("all three drawings come by the 9th", true),
            ("剩下的下周三给您", true),
            ("周五之前全部发给您", true),
            ("全款月底前付清", true),
            ("you will have it by Friday", false),
            ("the drawings come on Monday", false),
            ("图纸下周三给您", false),
        ] {
            assert_eq!(promises_all(words), want, "{words}");
        }
    }
}
