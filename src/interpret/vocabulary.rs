//! The vocabularies of both languages as compiled classes: one linear expression a class, since
//! mails mix the languages inside one sentence.

use std::sync::LazyLock;

use regex::Regex;

use super::{words_en as en, words_zh as zh};

/// Words that say one kind of thing.
pub(super) struct Class(Option<Regex>);

impl Class {
    /// Compiles the patterns of both languages. English ones stand between ASCII word boundaries
    /// (the Unicode ones are slow on Chinese text).
    pub(super) fn new(english: &[&str], chinese: &[&str]) -> Self {
        let english: Vec<String> = english
            .iter()
            .map(|p| {
                let spelt = p.replace('~', "(?: [a-z0-9#'&/.%-]+){0,4}");
                ["(", "|", ":"].iter().fold(spelt, |s, before| {
                    s.replace(&format!("{before}n't"), &format!("{before}[a-z]*n't"))
                })
            })
            .collect();
        let chinese: Vec<String> = chinese
            .iter()
            .map(|p| p.replace('~', "[^,。!?;\n]{0,8}"))
            .collect();
        let mut whole = Vec::new();
        if !english.is_empty() {
            whole.push(format!(r"(?-u:\b)(?:{})(?-u:\b)", english.join("|")));
        }
        if !chinese.is_empty() {
            whole.push(format!("(?:{})", chinese.join("|")));
        }
        Self(Regex::new(&whole.join("|")).ok())
    }

    /// Whether they occur.
    pub(super) fn is(&self, plain: &str) -> bool {
        self.0.as_ref().is_some_and(|r| r.is_match(plain))
    }

    /// Where they occur, as byte ranges.
    pub(super) fn all(&self, plain: &str) -> Vec<std::ops::Range<usize>> {
        self.0.as_ref().map_or_else(Vec::new, |r| {
            r.find_iter(plain).map(|m| m.range()).collect()
        })
    }
}

macro_rules! classes {
    ($($field:ident = $name:ident),* $(,)?) => {
        /// All classes of replies; what each says stands beside its words.
        pub(super) struct Vocabulary { $(pub(super) $field: Class),* }

        pub(super) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
            $($field: Class::new(en::$name, zh::$name)),*
        });

        #[cfg(test)]
        mod tests {
            #[test]
            fn every_class_compiles() {
                $(assert!(super::WORDS.$field.0.is_some(), stringify!($name));)*
            }
        }
    };
}

classes! {
    paid = PAID, paid_not = PAID_NOT, given = GIVEN, given_not = GIVEN_NOT, approval = APPROVAL,
    approval_not = APPROVAL_NOT, process = PROCESS, promise_verb = PROMISE_VERB, promise = PROMISE,
    undone = UNDONE, absence = ABSENCE, need = NEED, courtesy = COURTESY, aside = ASIDE,
    about_ask = ABOUT_ASK, small_talk = SMALL_TALK, dispute = DISPUTE, complaint = COMPLAINT,
    decline = DECLINE, not_before = NOT_BEFORE, opt_out = OPT_OUT, wrong_person = WRONG_PERSON,
    ack = ACK, ack_action = ACK_ACTION, partial = PARTIAL, whole = WHOLE,
    illustration = ILLUSTRATION, money_talk = MONEY_TALK, condition = CONDITION, undoes = UNDOES,
    postpones = POSTPONES, transit = TRANSIT, future_day = FUTURE_DAY, greeting = GREETING,
    no_dispute = NO_DISPUTE, except = EXCEPT, weekday = WEEKDAY, answer_later = ANSWER_LATER,
}
