//! Literals without which a pattern of the vocabularies cannot match. Looking for those first spares
//! most of the work.

use super::pattern::{Pattern, Piece};
use super::trie::is_word;

/// Bytes of a literal worth looking for where a pattern has another; where a word begins two are.
const SHORTEST: usize = 3;
/// Literals that one part of a pattern may stand for.
const MOST: usize = 64;

/// Literals of which every match of a pattern holds one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Needles {
    pub(super) texts: Vec<String>,
    /// No ASCII word goes on where they begin, if none does where the match begins.
    pub(super) at_word: bool,
    /// They begin where the text begins.
    pub(super) at_start: bool,
}

impl Pattern {
    /// Sets of literals: every match holds one of each set.
    pub(super) fn needles(&self) -> Vec<Needles> {
        let mut sets = needles(&self.0, true);
        for set in &mut sets {
            set.spare();
        }
        sets.sort_by_key(|set| std::cmp::Reverse(set.shortest()));
        let starts = self.starts();
        sets.truncate(if starts.is_some() { 1 } else { 3 });
        if sets.len() > 1 {
            let first = sets.first().map(Needles::shortest).unwrap_or_default();
            sets.retain(|s| s.shortest() + usize::from(s.at_word) >= SHORTEST.min(first));
        }
        sets.extend(starts);
        sets
    }

    /// What every match begins with, if that is where the text begins.
    fn starts(&self) -> Option<Needles> {
        let mut texts = Vec::new();
        for branch in &self.0 {
            let Some((Piece::Start, rest)) = branch.split_first() else {
                return None;
            };
            texts.append(&mut first(rest)?);
        }
        let mut set = Needles {
            texts,
            at_word: true,
            at_start: true,
        };
        set.spare();
        Some(set)
    }
}

impl Needles {
    fn shortest(&self) -> usize {
        self.texts.iter().map(String::len).min().unwrap_or_default()
    }

    /// Drops literals that hold another one: the shorter is found wherever the longer is. Those that
    /// are looked for at words or at the start must hold it there.
    fn spare(&mut self) {
        self.texts.sort_by_key(String::len);
        self.texts.dedup();
        let mut kept: Vec<(u32, String)> = Vec::new();
        for one in self.texts.drain(..) {
            let bytes = bytes(&one);
            let found = |(within, k): &(u32, String)| {
                // Most differ in a letter.
                within & !bytes == 0
                    && if self.at_start {
                        one.starts_with(k.as_str())
                    } else if self.at_word {
                        holds_at_word(&one, k)
                    } else {
                        one.contains(k.as_str())
                    }
            };
            if !kept.iter().any(found) {
                kept.push((bytes, one));
            }
        }
        self.texts = kept.into_iter().map(|(_, text)| text).collect();
    }
}

/// The bytes of a text, one bit for the low five bits of each.
fn bytes(text: &str) -> u32 {
    text.bytes().fold(0, |bits, byte| bits | 1 << (byte & 31))
}

/// Whether a text holds another where no ASCII word goes on.
fn holds_at_word(text: &str, part: &str) -> bool {
    let word = |at: usize| text.as_bytes().get(at).is_some_and(|b| is_word(*b));
    text.match_indices(part)
        .any(|(at, _)| !(word(at) && at.checked_sub(1).is_some_and(word)))
}

/// Literals of which all that pieces match begins with one; `None` if they cannot be listed.
fn first(pieces: &[Piece]) -> Option<Vec<String>> {
    let mut heads = vec![String::new()];
    let begun = |heads: &[String]| heads.iter().all(|head| !head.is_empty());
    for piece in pieces {
        match piece.count(MOST) {
            Some(1) => piece.append(&mut heads),
            Some(tails) if !begun(&heads) && heads.len().saturating_mul(tails) <= MOST => {
                piece.append(&mut heads);
            }
            _ => break,
        }
    }
    if begun(&heads) {
        return Some(heads);
    }
    let (piece, rest) = pieces.split_first()?;
    let mut all = match piece {
        Piece::Repeat { inner, .. } => first(std::slice::from_ref(inner))?,
        Piece::Either { branches, .. } => {
            let mut all = Vec::new();
            for branch in branches {
                all.append(&mut first(branch)?);
            }
            all
        }
        Piece::Start => Vec::new(),
        Piece::Char(_) | Piece::OneOf(_) | Piece::Class(_) | Piece::End | Piece::Other => {
            return None;
        }
    };
    if matches!(
        piece,
        Piece::Repeat { least: 0, .. } | Piece::Start | Piece::Either { optional: true, .. }
    ) {
        all.append(&mut first(rest)?);
    }
    Some(all)
}

/// The sets of several branches: of each branch the best. `at_word`: no ASCII word goes on where they
/// begin.
fn needles(branches: &[Vec<Piece>], at_word: bool) -> Vec<Needles> {
    if let [one] = branches {
        return of_branch(one, at_word);
    }
    let mut union = Needles {
        texts: Vec::new(),
        at_word: true,
        at_start: false,
    };
    for branch in branches {
        let best = of_branch(branch, at_word)
            .into_iter()
            .max_by_key(Needles::shortest);
        match best {
            Some(best) => {
                union.at_word &= best.at_word;
                union.texts.extend(best.texts);
            }
            None => return Vec::new(),
        }
    }
    vec![union]
}

/// Pieces in a row, multiplied out.
struct Run {
    texts: Vec<String>,
    at_word: bool,
}

impl Run {
    fn new(at_word: bool) -> Self {
        Self {
            texts: vec![String::new()],
            at_word,
        }
    }

    /// Ends it; what may be empty is no needle.
    fn close(self, sets: &mut Vec<Needles>) {
        if self.texts.iter().all(|r| !r.is_empty()) {
            sets.push(Needles {
                texts: self.texts,
                at_word: self.at_word,
                at_start: false,
            });
        }
    }
}

/// The sets of one branch: pieces in a row are multiplied out as far as they stay few.
fn of_branch(branch: &[Piece], at_word: bool) -> Vec<Needles> {
    let mut sets = Vec::new();
    let mut run = Run::new(at_word);
    let mut before = at_word;
    for piece in branch {
        let behind = piece.ends_word(before);
        match piece.count(MOST) {
            Some(tails) if run.texts.len().saturating_mul(tails) <= MOST => {
                piece.append(&mut run.texts);
            }
            Some(_) => {
                std::mem::replace(&mut run, Run::new(before)).close(&mut sets);
                piece.append(&mut run.texts);
            }
            None => std::mem::replace(&mut run, Run::new(behind)).close(&mut sets),
        }
        before = behind;
    }
    run.close(&mut sets);
    before = at_word;
    for piece in branch {
        match piece {
            Piece::Either {
                branches,
                optional: false,
            } if piece.count(MOST).is_none() => sets.extend(needles(branches, before)),
            Piece::Repeat { inner, least, .. } if *least > 0 => {
                sets.extend(of_branch(std::slice::from_ref(inner), before))
            }
            _ => {}
        }
        before = piece.ends_word(before);
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_one_of_each_set() {
        for (pattern, want) in [
            ("paid", vec![vec!["paid"]]),
            (
                "(?:please |pls )?send (?:it|them)",
                vec![vec!["send it", "send them"]],
            ),
            ("(?:sent|mailed) [0-9]+", vec![vec!["sent ", "mailed "]]),
            ("pay(?:ing)?", vec![vec!["pay"]]),
            ("[0-9]+", vec![]),
            ("(?:^|x) ?[a-z]{2}", vec![]),
            ("已[^,]{0,8}付", vec![vec!["已"], vec!["付"]]),
            ("a\\.s\\.a", vec![vec!["a.s.a"]]),
            ("one|[a-z]", vec![]),
            (
                "(?:we|they) (?:[a-z]+ )?paid",
                vec![vec!["they ", "we "], vec!["paid"]],
            ),
        ] {
            let got = Pattern::read(pattern).needles();
            let got = got.into_iter().map(|set| set.texts).collect();
            let sorted = |sets: Vec<Vec<String>>| {
                let mut sets = sets;
                sets.iter_mut().for_each(|s| s.sort());
                sets.sort();
                sets
            };
            let want = want
                .into_iter()
                .map(|s| s.into_iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(sorted(got), sorted(want), "{pattern}");
        }
    }

    #[test]
    fn what_stands_at_words_is_known() {
        for (pattern, want) in [
            ("(?:un)?paid [0-9]", &["unpaid ", "paid "][..]),
            ("(?:will|they)(?: [a-z]+)? paid", &["will", "they"]),
            ("(?:^|x)paid [0-9]", &[]),
            ("(?:^|x,? )paid [0-9]", &["paid "]),
            ("^(?:(?:please|and),? )*(?:send|pay)", &["send", "pay"]),
            ("(?:[a-z]+ ){0,4}(?:send|pay)", &["send", "pay"]),
            ("(?:[a-z]+ ?)+send", &[]),
            ("sum(?:[a-z]+ )*send", &["sum"]),
            ("[a-z]*n't", &[]),
            ("a|b[0-9]", &["a", "b"]),
            ("a|[0-9]b", &[]),
        ] {
            let leads = Pattern::read(pattern)
                .needles()
                .into_iter()
                .filter(|set| set.at_word && !set.at_start)
                .flat_map(|set| set.texts)
                .collect::<std::collections::BTreeSet<_>>();
            let want = want.iter().map(|w| (*w).to_owned()).collect();
            assert_eq!(leads, want, "{pattern}");
        }
    }

    #[test]
    fn what_a_text_begins_with_is_known() {
        for (pattern, want) in [
            ("^(?:hi|hello)(?: [a-z]+)?$", Some(vec!["hello", "hi"])),
            (
                "^(?:(?:so|and),? )*(?:do )?(?:send|pay [0-9])",
                Some(vec!["and ", "and, ", "do ", "pay ", "send", "so ", "so, "]),
            ),
            ("^(?:[a-z]+ )?(?:if|once)", None),
            ("^if|when", None),
            ("^if|^when", Some(vec!["if", "when"])),
            ("if", None),
            ("^", None),
        ] {
            let sets = Pattern::read(pattern).needles();
            let starts = sets.into_iter().find(|set| set.at_start);
            let texts = starts.map(|set| {
                let mut texts = set.texts;
                texts.sort();
                texts
            });
            let want = want.map(|w| w.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(texts, want, "{pattern}");
        }
    }
}
