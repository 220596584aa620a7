//! The vocabularies of both languages as classes of rules, looked for in one pass: mails mix the
//! languages inside one sentence.

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

use super::clauses::Sentence;
use super::rule::Rule;
use super::scan::{Hits, Scan, Want};

/// The English words of each class.
mod en {
    pub(super) use super::super::ask_words::{
        ASKS_EN as ASKS_FOR, COURTESY_EN as FOR_COURTESY, IMPERATIVE_EN as IMPERATIVE,
        OWN_EN as OWN_DOING, POLITE_EN as POLITE, TALK_EN as TALK,
    };
    pub(super) use super::super::opening_words::NOTHING_EN as NOTHING_TO_DO;
    pub(super) use super::super::words_en::*;
}

/// The Chinese words of each class.
mod zh {
    pub(super) use super::super::ask_words::{
        ASKS_ZH as ASKS_FOR, COURTESY_ZH as FOR_COURTESY, NO_ZH as IMPERATIVE, OWN_ZH as OWN_DOING,
        POLITE_ZH as POLITE, TALK_ZH as TALK,
    };
    pub(super) use super::super::opening_words::NOTHING_ZH as NOTHING_TO_DO;
    pub(super) use super::super::words_zh::*;
}

/// Words that say one kind of thing.
pub(super) struct Class {
    rules: Vec<Rule>,
    /// Finds this class alone.
    alone: OnceLock<Scan>,
}

impl Class {
    /// The patterns of both languages. English ones stand between word boundaries and `~` in them
    /// for up to four words, in Chinese ones for up to eight characters.
    pub(super) fn new(english: &[&str], chinese: &[&str]) -> Self {
        let english = english.iter().flat_map(|p| {
            let spelt = p.replace('~', "(?: [a-z0-9#'&/.%-]+){0,4}");
            let spelt = ["(", "|", ":"].iter().fold(spelt, |s, before| {
                s.replace(&format!("{before}n't"), &format!("{before}[a-z]*n't"))
            });
            Rule::all(&spelt, true)
        });
        let chinese = chinese
            .iter()
            .flat_map(|p| Rule::all(&p.replace('~', "[^,。!?;\n]{0,8}"), false));
        Self {
            rules: english.chain(chinese).collect(),
            alone: OnceLock::new(),
        }
    }

    fn scan(&self) -> &Scan {
        self.alone.get_or_init(|| Scan::new(&[&self.rules]))
    }

    /// Whether they occur.
    pub(super) fn is(&self, plain: &str) -> bool {
        let scan = self.scan();
        scan.is(0, &self.rules, plain, &scan.hits(plain, Want::Any))
    }

    /// Where they occur, as byte ranges.
    pub(super) fn all(&self, plain: &str) -> Vec<std::ops::Range<usize>> {
        let scan = self.scan();
        scan.all(0, &self.rules, plain, &scan.hits(plain, Want::Words))
    }

    /// Whether every pattern is an expression.
    #[cfg(test)]
    fn compiles(&self) -> bool {
        self.rules.iter().all(|rule| rule.expression().is_some())
    }
}

/// What a text holds of all classes, found in one pass.
pub(super) struct Heard<'a> {
    plain: &'a str,
    hits: Cow<'a, Hits>,
}

impl Sentence {
    /// What it says, looked for when first asked.
    pub(super) fn heard(&self) -> Heard<'_> {
        // Most sentences have one clause.
        let want = if self.clauses.len() > 1 {
            Want::Pieces
        } else {
            Want::Words
        };
        let look = || WORDS.scan.hits(&self.plain, want);
        Heard {
            plain: &self.plain,
            hits: Cow::Borrowed(self.hits.get_or_init(look)),
        }
    }
}

impl Heard<'_> {
    /// The folded text.
    pub(super) fn plain(&self) -> &str {
        self.plain
    }

    /// Where a text stands from `from` on: nearly always right behind the comma there.
    fn starts(&self, part: &str, from: usize) -> Option<usize> {
        let first = part.chars().next()?;
        let rest = self.plain.get(from..)?;
        rest.match_indices(first)
            .map(|(at, _)| at)
            .find(|at| rest.get(*at..).is_some_and(|rest| rest.starts_with(part)))
            .map(|at| from.saturating_add(at))
    }

    /// What a clause of the text says, looked for from `from` on, and where it ends.
    pub(super) fn clause<'c>(&self, clause: &'c str, from: usize) -> (Heard<'c>, usize) {
        let Some(start) = self.starts(clause, from) else {
            return (WORDS.hear(clause), from);
        };
        let end = start.saturating_add(clause.len());
        let heard = match WORDS.scan.within(&self.hits, &(start..end)) {
            Some(hits) => Heard {
                plain: clause,
                hits: Cow::Owned(hits),
            },
            None => WORDS.hear(clause),
        };
        (heard, end)
    }
}

/// Where words of a class stand in what was heard.
macro_rules! ranges {
    ($($all:ident = $field:ident),*) => {
        impl Heard<'_> {
            $(
                pub(super) fn $all(&self) -> Vec<std::ops::Range<usize>> {
                    let w = &*WORDS;
                    w.scan.all(Place::$field as usize, &w.$field.rules, self.plain, &self.hits)
                }
            )*
        }
    };
}
ranges!(
    all_paid = paid,
    all_given = given,
    all_approval = approval,
    all_rest_settled = rest_settled,
    all_technical = technical
);

macro_rules! classes {
    ($($field:ident = $name:ident),* $(,)?) => {
        /// All classes of replies; what each says stands beside its words.
        pub(super) struct Vocabulary {
            $(pub(super) $field: Class,)*
            /// Finds all of them, in the order above.
            scan: Scan,
        }

        /// The place of each class in the scan.
        #[expect(non_camel_case_types, reason = "named like the classes")]
        #[derive(Clone, Copy)]
        enum Place { $($field),*, End }

        const _: () = assert!(Place::End as usize <= Scan::MOST, "more classes than a scan takes");

        pub(super) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
            $(let $field = Class::new(en::$name, zh::$name);)*
            let scan = Scan::new(&[$(&$field.rules),*]);
            Vocabulary { $($field,)* scan }
        });

        #[allow(dead_code, reason = "some classes are asked of other texts only")]
        impl Heard<'_> {
            $(
                pub(super) fn $field(&self) -> bool {
                    let w = &*WORDS;
                    w.scan.is(Place::$field as usize, &w.$field.rules, self.plain, &self.hits)
                }
            )*
        }

        #[cfg(test)]
        mod tests {
            #[test]
            fn every_class_compiles() {
                $(assert!(super::WORDS.$field.compiles(), stringify!($name));)*
            }

            #[test]
            fn a_clause_says_what_it_says_alone() {
                for text in ["Hi Bo, we paid it, but the invoice is wrong and I will call you on monday",
                    "款已付，但是发票还没开，请尽快开", "not yet sent, will send - soon, thanks",
                    "Please find attached the logo, however the photos are not done, and we cannot share"] {
                    for sentence in crate::interpret::clauses::sentences(text) {
                        let heard = super::WORDS.hear(&sentence.plain);
                        let mut from = 0;
                        for clause in &sentence.clauses {
                            let part;
                            (part, from) = heard.clause(&clause.plain, from);
                            $(assert_eq!(part.$field(), super::WORDS.$field.is(&clause.plain), "{}: {}", clause.plain, stringify!($name));)*
                        }
                    }
                }
            }

            #[test]
            fn all_classes_at_once_find_what_each_finds_alone() {
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
        Heard {
            plain,
            hits: Cow::Owned(self.scan.hits(plain, Want::Pieces)),
        }
    }
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
    take_over = TAKE_OVER, self_left = SELF_LEFT, relocated = RELOCATED, rest_settled = REST_SETTLED, technical = TECHNICAL,
    firm = FIRM, reversed = REVERSED, doubted = DOUBTED, excuse = EXCUSE, asks_for = ASKS_FOR,
    for_courtesy = FOR_COURTESY, own_doing = OWN_DOING, polite = POLITE, talk = TALK,
    nothing_to_do = NOTHING_TO_DO, imperative = IMPERATIVE,
}
