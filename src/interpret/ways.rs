//! Whether a pattern stands in a text. All ways through the pattern are gone at once, so that none is
//! gone twice: the work is bounded by the lengths of both. An expression would build its automaton
//! first, and that takes longer than everything most of them are ever asked.

use super::pattern::{Class, Pattern, Piece};
use super::trie::is_word;

/// The ways through a pattern.
pub(super) struct Ways {
    fork: Vec<Branch>,
    /// What any of them may begin with.
    begins: u64,
    /// All of them begin where the text does.
    at_start: bool,
    /// Stands between ASCII word boundaries.
    bounded: bool,
}

/// One of several ways to go on.
struct Branch {
    /// One bit for the low six bits of each character it may begin with: most are left out by it.
    begins: u64,
    steps: Vec<Step>,
}

/// What is gone through at a time.
enum Step {
    Text(String),
    /// Characters of a class, so many.
    Run {
        class: Class,
        least: usize,
        most: usize,
    },
    Fork(Vec<Branch>),
    /// The steps again and again, so many times.
    Again {
        steps: Vec<Step>,
        least: usize,
        most: usize,
    },
    Start,
    End,
}

/// Places in a text that were come to, rising.
type Places = Vec<usize>;

const fn bit(c: char) -> u64 {
    1 << (c as u32 & 63)
}

/// Each place once, rising.
fn in_order(mut places: Places) -> Places {
    if !places.is_sorted_by(|a, b| a < b) {
        places.sort_unstable();
        places.dedup();
    }
    places
}

/// Whether an ASCII word begins or ends at a place.
fn is_edge(text: &str, at: usize) -> bool {
    let word = |at: usize| text.as_bytes().get(at).is_some_and(|b| is_word(*b));
    at.checked_sub(1).is_some_and(word) != word(at)
}

impl Ways {
    /// The ways through a pattern; `None` if something in it is not known here.
    pub(super) fn of(pattern: &Pattern, bounded: bool) -> Option<Self> {
        let fork = fork(&pattern.0)?;
        let at_start = |branch: &Branch| matches!(branch.steps.first(), Some(Step::Start));
        Some(Self {
            begins: fork.iter().fold(0, |bits, branch| bits | branch.begins),
            at_start: fork.iter().all(at_start),
            fork,
            bounded,
        })
    }

    /// Whether one of them leads through some part of a text.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let ends = forked(&self.fork, text, &self.starts(text));
        ends.into_iter()
            .any(|at| !self.bounded || is_edge(text, at))
    }

    /// Where in a text they may begin.
    fn starts(&self, text: &str) -> Places {
        let mut places = Places::with_capacity(16);
        let mut in_word = false;
        for (at, c) in text.char_indices() {
            let word = u8::try_from(c).is_ok_and(is_word);
            let edge = std::mem::replace(&mut in_word, word) != word;
            if self.begins & bit(c) != 0 && (edge || !self.bounded) {
                places.push(at);
            }
            if self.at_start {
                return places;
            }
        }
        if in_word || !self.bounded {
            places.push(text.len());
        }
        places
    }
}

/// The branches of a group.
fn fork(branches: &[Vec<Piece>]) -> Option<Vec<Branch>> {
    branches.iter().map(|pieces| branch(pieces)).collect()
}

fn branch(pieces: &[Piece]) -> Option<Branch> {
    let steps = steps(pieces)?;
    let (begins, may_be_none) = begins(&steps);
    Some(Branch {
        begins: if may_be_none { u64::MAX } else { begins },
        steps,
    })
}

/// Pieces as steps: characters in a row are one text, a group of one branch is what it holds.
fn steps(pieces: &[Piece]) -> Option<Vec<Step>> {
    let mut all = Vec::new();
    for piece in pieces {
        if let (Piece::Char(c), Some(Step::Text(text))) = (piece, all.last_mut()) {
            text.push(*c);
        } else if let Piece::Either {
            branches,
            optional: false,
        } = piece
            && let [one] = branches.as_slice()
        {
            all.append(&mut steps(one)?);
        } else {
            all.push(step(piece)?);
        }
    }
    Some(all)
}

/// The bits of what steps may begin with, and whether they may lead nowhere.
fn begins(steps: &[Step]) -> (u64, bool) {
    let mut all = 0;
    for step in steps {
        let (bits, may_be_none) = match step {
            Step::Text(text) => (text.chars().next().map_or(0, bit), text.is_empty()),
            Step::Run { class, least, .. } => (bits(class), *least == 0),
            Step::Fork(branches) => {
                let each = branches.iter().map(|branch| begins(&branch.steps));
                each.fold((0, false), |(a, none), (b, no)| (a | b, none || no))
            }
            Step::Again { steps, least, .. } => {
                let (bits, may_be_none) = begins(steps);
                (bits, may_be_none || *least == 0)
            }
            Step::Start | Step::End => (0, true),
        };
        all |= bits;
        if !may_be_none {
            return (all, false);
        }
    }
    (all, true)
}

/// The bits of the characters of a class.
fn bits(class: &Class) -> u64 {
    let chars = class.chars(64);
    chars.map_or(u64::MAX, |chars| chars.fold(0, |bits, c| bits | bit(c)))
}

fn step(piece: &Piece) -> Option<Step> {
    Some(match piece {
        Piece::Char(c) => Step::Text(c.to_string()),
        Piece::OneOf(chars) => {
            let one = |c: &char| Branch {
                begins: bit(*c),
                steps: vec![Step::Text(c.to_string())],
            };
            Step::Fork(chars.iter().map(one).collect())
        }
        Piece::Class(class) => Step::Run {
            class: class.clone(),
            least: 1,
            most: 1,
        },
        Piece::Either { branches, optional } => {
            let mut branches = fork(branches)?;
            if *optional {
                branches.push(branch(&[])?);
            }
            Step::Fork(branches)
        }
        Piece::Repeat { inner, least, most } => match inner.as_ref() {
            Piece::Class(class) => Step::Run {
                class: class.clone(),
                least: *least,
                most: *most,
            },
            inner => Step::Again {
                steps: steps(std::slice::from_ref(inner))?,
                least: *least,
                most: *most,
            },
        },
        Piece::Start => Step::Start,
        Piece::End => Step::End,
        Piece::Other => return None,
    })
}

/// Where steps lead to.
fn gone(steps: &[Step], text: &str, from: Places) -> Places {
    let mut places = from;
    for step in steps {
        if places.is_empty() {
            break;
        }
        places = step.gone(text, places);
    }
    places
}

/// Where the branches of a fork lead to: each is gone from the places it may begin at.
fn forked(fork: &[Branch], text: &str, from: &[usize]) -> Places {
    let first = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
    let here = from.iter().map(|at| (*at, first(*at).map_or(0, bit)));
    let here: Vec<(usize, u64)> = here.collect();
    let any = here.iter().fold(0, |bits, (_, bit)| bits | bit);
    let mut places = Places::new();
    for branch in fork {
        if branch.begins != u64::MAX && branch.begins & any == 0 {
            continue;
        }
        let mine = here
            .iter()
            .filter(|(_, bit)| branch.begins == u64::MAX || branch.begins & bit != 0);
        let mine = mine.map(|(at, _)| *at);
        let mut ends = match branch.steps.split_first() {
            Some((Step::Text(literal), rest)) => {
                let behind: Places = mine.filter_map(|at| behind(literal, text, at)).collect();
                gone(rest, text, behind)
            }
            _ => gone(&branch.steps, text, mine.collect()),
        };
        if places.is_empty() {
            places = ends;
        } else {
            places.append(&mut ends);
        }
    }
    in_order(places)
}

/// The place behind a literal, if it stands at a place.
fn behind(literal: &str, text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let stands = rest.starts_with(literal.as_bytes());
    stands.then(|| at.saturating_add(literal.len()))
}

impl Step {
    /// Where it leads to.
    fn gone(&self, text: &str, mut from: Places) -> Places {
        match self {
            Self::Text(literal) => {
                from.retain_mut(|at| {
                    let behind = behind(literal, text, *at);
                    *at = behind.unwrap_or_default();
                    behind.is_some()
                });
                from
            }
            Self::Run { class, least, most } => run(class, (*least, *most), text, &from),
            Self::Fork(branches) => forked(branches, text, &from),
            Self::Again { steps, least, most } => again(steps, (*least, *most), text, from),
            Self::Start => {
                from.retain(|at| *at == 0);
                from
            }
            Self::End => {
                from.retain(|at| *at == text.len());
                from
            }
        }
    }
}

/// Where so many characters of a class lead to.
fn run(class: &Class, (least, most): (usize, usize), text: &str, from: &[usize]) -> Places {
    let mut places = Places::new();
    for &at in from {
        // Within a run without end that was gone through already.
        if most == usize::MAX && least <= 1 && places.last().is_some_and(|last| *last > at) {
            continue;
        }
        if least == 0 {
            places.push(at);
        }
        let mut end = at;
        let rest = text.get(at..).unwrap_or_default().chars();
        for (times, c) in (1..=most).zip(rest) {
            if !class.holds(c) {
                break;
            }
            end = end.saturating_add(c.len_utf8());
            if times >= least {
                places.push(end);
            }
        }
    }
    in_order(places)
}

/// Where steps gone so many times lead to. What was come to with fewer of them is not gone on from
/// once more.
fn again(steps: &[Step], (least, most): (usize, usize), text: &str, from: Places) -> Places {
    let mut seen = vec![false; text.len().saturating_add(1)];
    let mut fresh = |at: &usize| {
        let seen = seen.get_mut(*at);
        seen.is_some_and(|seen| !std::mem::replace(seen, true))
    };
    let mut places = Places::new();
    let mut last = from;
    for times in 0..=most {
        if times > 0 {
            last = gone(steps, text, last);
        }
        if times >= least {
            last.retain(&mut fresh);
            places.extend_from_slice(&last);
        }
        if last.is_empty() {
            break;
        }
    }
    in_order(places)
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    const PATTERNS: &[&str] = &[
        "paid",
        "(?:was|is) (?:paid|sent)(?: up)?",
        "(?:money|it)(?: [a-z0-9]+){0,2} (?:went|gone)",
        "^sent|^(?:we|it) [^,]*paid$",
        "(?:[a-z]+ )+paid",
        "paid [0-9]{2,3}[.,]",
        "re-?sent.{0,3}[upd]",
        "^(?:(?:we|it|up),? )*(?:money|gone)",
        "(?:a|aa)+b",
        "[^a-z ]+ ?[付汇]",
        "已[^,。!?;\n]{0,8}?(?:付|汇)了?$",
        "(?:[a-z]* ?)*付",
    ];

    proptest::proptest! {
        #[test]
        fn a_way_leads_through_what_the_expression_matches(
            text in "(?:paid|sent|money|went| |is|it|up|a|aa|b|,|1|20|\\.|已|付|汇|了|we|gone|re-){0,14}"
        ) {
            for pattern in PATTERNS {
                for bounded in [false, true] {
                    let ways = Ways::of(&Pattern::read(pattern), bounded);
                    let edge = if bounded { r"(?-u:\b)" } else { "" };
                    let spelt = Regex::new(&format!("{edge}(?:{pattern}){edge}")).expect(pattern);
                    let found = ways.map(|ways| ways.is_match(&text));
                    proptest::prop_assert_eq!(found, Some(spelt.is_match(&text)), "{} {}", pattern, text);
                }
            }
        }
    }

    #[test]
    fn what_is_not_known_has_no_ways() {
        for pattern in [r"\d+", "a??", "[[:alpha:]]", r"[\d]", "[a-z&&b]"] {
            assert!(
                Ways::of(&Pattern::read(pattern), false).is_none(),
                "{pattern}"
            );
        }
    }

    #[test]
    fn long_texts_and_repeats_within_repeats_take_no_longer_than_they_are() {
        let ways = Ways::of(&Pattern::read("(?:(?:[a-z]+ ?)+)+!"), false);
        assert!(!ways.is_some_and(|ways| ways.is_match(&"ab ".repeat(700))));
    }
}
