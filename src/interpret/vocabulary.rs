//! The vocabularies of both languages as compiled classes: one linear expression a class, since
//! mails mix the languages inside one sentence.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::needles;

use super::{words_en as en, words_zh as zh};

/// Room for the states of one expression a thread: with the default of 2 MB the large classes
/// forget and rebuild them at every other clause.
const STATES: usize = 8 << 20;

/// Words that say one kind of thing.
pub(super) struct Class {
    words: Option<Regex>,
    /// Any of these is part of every match; `None` if that cannot be said.
    needles: Option<Vec<String>>,
}

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
        let spelt: Vec<&str> = english.iter().chain(&chinese).map(String::as_str).collect();
        Self {
            words: RegexBuilder::new(&whole.join("|"))
                .dfa_size_limit(STATES)
                .build()
                .ok(),
            needles: needles::of(&spelt),
        }
    }

    /// Whether they occur.
    pub(super) fn is(&self, plain: &str) -> bool {
        self.words.as_ref().is_some_and(|r| r.is_match(plain))
    }

    /// Where they occur, as byte ranges.
    pub(super) fn all(&self, plain: &str) -> Vec<std::ops::Range<usize>> {
        self.words.as_ref().map_or_else(Vec::new, |r| {
            r.find_iter(plain).map(|m| m.range()).collect()
        })
    }
}

/// Which classes a text may hold words of, found in one pass for all of them.
pub(super) struct Heard<'a> {
    plain: &'a str,
    likely: u64,
}

impl Heard<'_> {
    /// Whether words of the class at this place occur.
    fn likely(&self, place: u32) -> bool {
        self.likely & 1_u64.wrapping_shl(place) != 0
    }
}

macro_rules! classes {
    ($($field:ident = $name:ident),* $(,)?) => {
        /// All classes of replies; what each says stands beside its words.
        pub(super) struct Vocabulary {
            $(pub(super) $field: Class,)*
            /// The needles of each class, in the order above.
            gate: Option<RegexSet>,
        }

        /// The place of each class in the gate.
        #[expect(non_camel_case_types, reason = "named like the classes")]
        #[derive(Clone, Copy)]
        enum Place { $($field),* }

        pub(super) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
            $(let $field = Class::new(en::$name, zh::$name);)*
            let gate = gate(&[$(&$field),*]);
            Vocabulary { $($field,)* gate }
        });

        #[allow(dead_code, reason = "some classes are asked of other texts only")]
        impl Heard<'_> {
            $(
                pub(super) fn $field(&self) -> bool {
                    self.likely(Place::$field as u32) && WORDS.$field.is(self.plain)
                }
            )*
        }

        #[cfg(test)]
        mod tests {
            #[test]
            fn every_class_compiles() {
                $(assert!(super::WORDS.$field.words.is_some(), stringify!($name));)*
                assert!(super::WORDS.gate.is_some());
            }

            #[test]
            fn the_gate_lets_everything_through_that_a_class_finds() {
                for text in ["we paid it on monday", "款已付,请查收", "the logo is attached",
                    "which format do you need", "please stop mailing me", "附件打不开"] {
                    let heard = super::WORDS.hear(text);
                    $(assert_eq!(heard.$field(), super::WORDS.$field.is(text), "{text}: {}", stringify!($name));)*
                }
            }
        }
    };
}

impl Vocabulary {
    /// Looks once for all classes.
    pub(super) fn hear<'a>(&self, plain: &'a str) -> Heard<'a> {
        let likely = self.gate.as_ref().map_or(u64::MAX, |gate| {
            gate.matches(plain).into_iter().fold(0, |all, at| {
                all | 1_u64.wrapping_shl(u32::try_from(at).unwrap_or(63))
            })
        });
        Heard { plain, likely }
    }
}

/// One pattern a class; a class without needles always matches.
fn gate(classes: &[&Class]) -> Option<RegexSet> {
    if classes.len() > 64 {
        return None;
    }
    let patterns = classes.iter().map(|class| {
        class.needles.as_ref().map_or_else(String::new, |needles| {
            let escaped: Vec<String> = needles.iter().map(|n| regex::escape(n)).collect();
            escaped.join("|")
        })
    });
    RegexSetBuilder::new(patterns)
        .size_limit(STATES.saturating_mul(8))
        .dfa_size_limit(STATES)
        .build()
        .ok()
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
    take_over = TAKE_OVER, self_left = SELF_LEFT, rest_settled = REST_SETTLED, technical = TECHNICAL,
    firm = FIRM,
}
