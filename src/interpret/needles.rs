//! What a pattern of the vocabularies is made of: the words it stands for, if they can be listed,
//! and literals without which it cannot match. Looking for those first spares most of the work.

use super::trie::is_word;

/// Bytes of a literal worth looking for where a pattern has another.
const SHORTEST: usize = 3;
/// Literals that one part of a pattern may stand for.
const MOST: usize = 64;

/// Literals of which every match of a pattern holds one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Needles {
    pub(super) texts: Vec<String>,
    /// Every match begins with one of them.
    pub(super) lead: bool,
}

/// A pattern, taken apart.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Vec<Piece>>);

#[derive(Debug)]
enum Piece {
    /// One of these characters.
    Char(Vec<char>),
    /// A group, or a piece that may be missing.
    Either {
        branches: Vec<Vec<Piece>>,
        optional: bool,
    },
    /// At least once what is inside.
    Many(Box<Piece>),
    /// An anchor, a class of many characters, or anything that may be missing.
    Other,
}

impl Pattern {
    /// Takes a pattern apart. Groups are `(?:…)`, repetitions greedy.
    pub(super) fn read(pattern: &str) -> Self {
        Self(
            Reader {
                rest: pattern.chars().peekable(),
            }
            .branches(),
        )
    }

    /// All texts it matches, in the order a search prefers them; `None` if there are more than
    /// `most` or no end of them.
    pub(super) fn texts(&self, most: usize) -> Option<Vec<String>> {
        texts(&self.0, most)
    }

    /// Sets of literals: every match holds one of each set.
    pub(super) fn needles(&self) -> Vec<Needles> {
        let mut sets = needles(&self.0, true);
        for set in &mut sets {
            set.spare();
        }
        sets.sort_by_key(|set| std::cmp::Reverse(set.shortest()));
        sets.truncate(3);
        if sets.len() > 1 {
            let first = sets.first().map(Needles::shortest).unwrap_or_default();
            sets.retain(|s| s.shortest() >= SHORTEST.min(first));
        }
        sets
    }
}

impl Needles {
    fn shortest(&self) -> usize {
        self.texts.iter().map(String::len).min().unwrap_or_default()
    }

    /// Drops literals that hold another one: the shorter is found wherever the longer is. Those that
    /// lead are looked for where words begin, so there the shorter must stand.
    fn spare(&mut self) {
        self.texts.sort_by_key(String::len);
        self.texts.dedup();
        let mut kept: Vec<(u32, String)> = Vec::new();
        for one in self.texts.drain(..) {
            let bytes = bytes(&one);
            let found = |(within, k): &(u32, String)| {
                // Most differ in a letter.
                within & !bytes == 0
                    && if self.lead {
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

/// How many texts branches stand for; `None` if there are more than `most` or no end of them. Many a
/// pattern stands for thousands: they are counted before any is spelt.
fn count(branches: &[Vec<Piece>], most: usize) -> Option<usize> {
    let mut all = 0_usize;
    for branch in branches {
        let mut texts = 1_usize;
        for piece in branch {
            texts = texts.saturating_mul(piece.count(most)?);
            if texts > most {
                return None;
            }
        }
        all = all.saturating_add(texts);
        if all > most {
            return None;
        }
    }
    Some(all)
}

/// The texts of branches, in order.
fn texts(branches: &[Vec<Piece>], most: usize) -> Option<Vec<String>> {
    count(branches, most)?;
    let mut all = Vec::new();
    for branch in branches {
        let mut heads = vec![String::new()];
        for piece in branch {
            piece.append(&mut heads);
        }
        all.append(&mut heads);
    }
    Some(all)
}

impl Piece {
    /// Whether there is no more than `most`, and how many texts it stands for.
    fn count(&self, most: usize) -> Option<usize> {
        match self {
            Self::Char(chars) => Some(chars.len()),
            Self::Either { branches, optional } => {
                Some(count(branches, most)?.saturating_add(usize::from(*optional)))
            }
            Self::Many(_) | Self::Other => None,
        }
    }

    /// Texts with what it stands for behind each; one that cannot be counted ends them.
    fn append(&self, heads: &mut Vec<String>) {
        match self {
            // Most pieces are one character.
            Self::Char(chars) => match chars.as_slice() {
                [one] => heads.iter_mut().for_each(|head| head.push(*one)),
                _ => {
                    *heads = heads
                        .iter()
                        .flat_map(|head| {
                            chars.iter().map(move |c| {
                                let mut text = String::with_capacity(head.len().saturating_add(16));
                                text.push_str(head);
                                text.push(*c);
                                text
                            })
                        })
                        .collect();
                }
            },
            Self::Either { branches, optional } => {
                let mut tails = Vec::new();
                for branch in branches {
                    let mut ends = vec![String::new()];
                    for piece in branch {
                        piece.append(&mut ends);
                    }
                    tails.append(&mut ends);
                }
                if *optional {
                    tails.push(String::new());
                }
                *heads = joined(heads, &tails);
            }
            Self::Many(_) | Self::Other => heads.clear(),
        }
    }
}

/// Every head with every tail.
fn joined(heads: &[String], tails: &[String]) -> Vec<String> {
    let mut all = Vec::with_capacity(heads.len().saturating_mul(tails.len()));
    for head in heads {
        for tail in tails {
            let mut text =
                String::with_capacity(head.len().saturating_add(tail.len()).saturating_add(16));
            text.push_str(head);
            text.push_str(tail);
            all.push(text);
        }
    }
    all
}

/// The sets of several branches: of each branch the best. `lead`: matches begin with them.
fn needles(branches: &[Vec<Piece>], lead: bool) -> Vec<Needles> {
    if let [one] = branches {
        return of_branch(one, lead);
    }
    let mut union = Needles {
        texts: Vec::new(),
        lead,
    };
    for branch in branches {
        let best = of_branch(branch, lead)
            .into_iter()
            .max_by_key(Needles::shortest);
        match best {
            Some(best) => {
                union.lead &= best.lead;
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
    lead: bool,
}

impl Run {
    fn new(lead: bool) -> Self {
        Self {
            texts: vec![String::new()],
            lead,
        }
    }

    /// Ends it; what may be empty is no needle.
    fn close(self, sets: &mut Vec<Needles>) {
        if self.texts.iter().all(|r| !r.is_empty()) {
            sets.push(Needles {
                texts: self.texts,
                lead: self.lead,
            });
        }
    }
}

/// The sets of one branch: pieces in a row are multiplied out as far as they stay few.
fn of_branch(branch: &[Piece], lead: bool) -> Vec<Needles> {
    let mut sets = Vec::new();
    let mut run = Run::new(lead);
    for (at, piece) in branch.iter().enumerate() {
        match piece.count(MOST) {
            Some(tails) if run.texts.len().saturating_mul(tails) <= MOST => {
                piece.append(&mut run.texts);
            }
            Some(_) => {
                std::mem::replace(&mut run, Run::new(lead && at == 0)).close(&mut sets);
                piece.append(&mut run.texts);
            }
            None => std::mem::replace(&mut run, Run::new(false)).close(&mut sets),
        }
    }
    run.close(&mut sets);
    for (at, piece) in branch.iter().enumerate() {
        let lead = lead && at == 0;
        match piece {
            Piece::Either {
                branches,
                optional: false,
            } if piece.count(MOST).is_none() => sets.extend(needles(branches, lead)),
            Piece::Many(inner) => sets.extend(of_branch(std::slice::from_ref(inner), lead)),
            _ => {}
        }
    }
    sets
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Reader<'_> {
    /// Branches up to a closing parenthesis, which is read, or the end.
    fn branches(&mut self) -> Vec<Vec<Piece>> {
        let mut all = vec![Vec::new()];
        while let Some(c) = self.rest.next() {
            let piece = match c {
                ')' => break,
                '|' => {
                    all.push(Vec::new());
                    continue;
                }
                '(' => {
                    if self.rest.next_if_eq(&'?').is_some() {
                        self.rest.next();
                    }
                    Piece::Either {
                        branches: self.branches(),
                        optional: false,
                    }
                }
                '[' => self.class(),
                '.' | '^' | '$' => Piece::Other,
                '\\' => match self.rest.next() {
                    Some(e) if !e.is_ascii_alphanumeric() => Piece::Char(vec![e]),
                    _ => Piece::Other,
                },
                c => Piece::Char(vec![c]),
            };
            let piece = self.repeated(piece);
            if let Some(last) = all.last_mut() {
                last.push(piece);
            }
        }
        all
    }

    /// Reads a quantifier behind a piece.
    fn repeated(&mut self, piece: Piece) -> Piece {
        match self.rest.peek() {
            Some('?') => {
                self.rest.next();
                if self.rest.next_if_eq(&'?').is_some() {
                    return Piece::Other;
                }
                match piece {
                    Piece::Either { branches, .. } => Piece::Either {
                        branches,
                        optional: true,
                    },
                    other => Piece::Either {
                        branches: vec![vec![other]],
                        optional: true,
                    },
                }
            }
            Some('*') => {
                self.rest.next();
                self.rest.next_if_eq(&'?');
                Piece::Other
            }
            Some('+') => {
                self.rest.next();
                self.rest.next_if_eq(&'?');
                Piece::Many(Box::new(piece))
            }
            Some('{') => {
                self.rest.next();
                let none = self.rest.peek() == Some(&'0');
                while self.rest.next().is_some_and(|c| c != '}') {}
                self.rest.next_if_eq(&'?');
                if none {
                    Piece::Other
                } else {
                    Piece::Many(Box::new(piece))
                }
            }
            _ => piece,
        }
    }

    /// Reads a character class; one of listed characters is kept.
    fn class(&mut self) -> Piece {
        let (mut chars, mut listed, mut first) = (Vec::new(), true, true);
        while let Some(c) = self.rest.next() {
            match c {
                ']' if !first => break,
                '^' if first => {
                    listed = false;
                    continue;
                }
                '[' | '&' | '~' => listed = false,
                '-' if !first && self.rest.peek() != Some(&']') => listed = false,
                '\\' => match self.rest.next() {
                    Some(e) if !e.is_ascii_alphanumeric() => chars.push(e),
                    _ => listed = false,
                },
                c => chars.push(c),
            }
            first = false;
        }
        if listed {
            Piece::Char(chars)
        } else {
            Piece::Other
        }
    }
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
    fn a_lead_is_what_every_match_begins_with() {
        for (pattern, want) in [
            ("(?:un)?paid [0-9]", &["unpaid ", "paid "][..]),
            ("(?:will|they)(?: [a-z]+)? paid", &["will", "they"]),
            ("(?:^|x)paid [0-9]", &[]),
            ("[a-z]*n't", &[]),
            ("a|b[0-9]", &["a", "b"]),
            ("a|[0-9]b", &[]),
        ] {
            let leads = Pattern::read(pattern)
                .needles()
                .into_iter()
                .filter(|set| set.lead)
                .flat_map(|set| set.texts)
                .collect::<std::collections::BTreeSet<_>>();
            let want = want.iter().map(|w| (*w).to_owned()).collect();
            assert_eq!(leads, want, "{pattern}");
        }
    }

    #[test]
    fn texts_come_in_the_order_a_search_prefers_them() {
        for (pattern, want) in [
            ("paid(?: up)?", Some(vec!["paid up", "paid"])),
            (
                "周[一二]了?",
                Some(vec!["周一了", "周一", "周二了", "周二"]),
            ),
            ("(?:a|bc) d", Some(vec!["a d", "bc d"])),
            ("a+", None),
            ("^a", None),
            ("a{1,2}", None),
        ] {
            let want = want.map(|w| w.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(Pattern::read(pattern).texts(64), want, "{pattern}");
        }
    }
}
