//! A pattern of the vocabularies, taken apart: what it is made of and, if they can be listed, the texts
//! it stands for.

/// A pattern, taken apart.
#[derive(Debug)]
pub(super) struct Pattern(pub(super) Vec<Vec<Piece>>);

/// One thing a pattern matches.
#[derive(Debug)]
pub(super) enum Piece {
    Char(char),
    /// One of these characters.
    OneOf(Vec<char>),
    /// One character of a class of many.
    Class(Class),
    /// A group, or a piece that may be missing.
    Either {
        branches: Vec<Vec<Piece>>,
        optional: bool,
    },
    /// What is inside, so many times.
    Repeat {
        inner: Box<Piece>,
        least: usize,
        most: usize,
    },
    /// Where the text begins.
    Start,
    /// Where it ends.
    End,
    /// What is not known here, or what a match should rather miss.
    Other,
}

/// A class of characters: those in the ranges, or all others.
#[derive(Debug, Clone)]
pub(super) struct Class {
    ranges: Vec<(char, char)>,
    others: bool,
    /// One bit for each ASCII character it holds.
    ascii: u128,
}

impl Class {
    fn new(ranges: Vec<(char, char)>, others: bool) -> Self {
        let mut class = Self {
            ranges,
            others,
            ascii: 0,
        };
        let held = ('\0'..='\x7f').filter(|c| class.is_listed(*c));
        class.ascii = held.fold(0, |bits, c| bits | 1 << u32::from(c));
        class
    }

    fn is_listed(&self, c: char) -> bool {
        self.ranges.iter().any(|(a, z)| (*a..=*z).contains(&c)) != self.others
    }

    /// Whether it holds a character.
    pub(super) fn holds(&self, c: char) -> bool {
        if c.is_ascii() {
            self.ascii & 1 << u32::from(c) != 0
        } else {
            self.is_listed(c)
        }
    }

    /// Its characters; `None` if there are more than `most`.
    pub(super) fn chars(&self, most: usize) -> Option<impl Iterator<Item = char> + '_> {
        let chars = || self.ranges.iter().flat_map(|(a, z)| *a..=*z);
        (!self.others && chars().nth(most).is_none()).then(chars)
    }
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
    pub(super) fn count(&self, most: usize) -> Option<usize> {
        match self {
            Self::Char(_) => Some(1),
            Self::OneOf(chars) => Some(chars.len()),
            Self::Either { branches, optional } => {
                Some(count(branches, most)?.saturating_add(usize::from(*optional)))
            }
            Self::Class(_) | Self::Repeat { .. } | Self::Start | Self::End | Self::Other => None,
        }
    }

    /// Whether no ASCII word goes on behind it; `before`: none does where it begins.
    pub(super) fn ends_word(&self, before: bool) -> bool {
        match self {
            Self::Char(c) => !is_of_word(c),
            Self::OneOf(chars) => !chars.iter().any(is_of_word),
            Self::Either { branches, optional } => {
                (before || !optional) && branches.iter().all(|b| ends_word(b, before))
            }
            Self::Repeat { inner, least, .. } => (before || *least > 0) && inner.ends_word(before),
            Self::Start => true,
            Self::Class(_) | Self::End | Self::Other => false,
        }
    }

    /// Texts with what it stands for behind each; one that cannot be counted ends them.
    pub(super) fn append(&self, heads: &mut Vec<String>) {
        match self {
            Self::Char(c) => heads.iter_mut().for_each(|head| head.push(*c)),
            Self::OneOf(chars) => {
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
            Self::Class(_) | Self::Repeat { .. } | Self::Start | Self::End | Self::Other => {
                heads.clear();
            }
        }
    }
}

/// Whether a character belongs to an ASCII word.
fn is_of_word(c: &char) -> bool {
    c.is_ascii_alphanumeric() || *c == '_'
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

/// Whether no ASCII word goes on behind pieces; `before`: none does where they begin.
pub(super) fn ends_word(pieces: &[Piece], before: bool) -> bool {
    pieces
        .iter()
        .fold(before, |before, piece| piece.ends_word(before))
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
                '^' => Piece::Start,
                '$' => Piece::End,
                '.' => Piece::Class(Class::new(vec![('\n', '\n')], true)),
                '\\' => match self.rest.next() {
                    Some(e) if !e.is_ascii_alphanumeric() => Piece::Char(e),
                    _ => Piece::Other,
                },
                c => Piece::Char(c),
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
                self.times(piece, 0, usize::MAX)
            }
            Some('+') => {
                self.rest.next();
                self.times(piece, 1, usize::MAX)
            }
            Some('{') => {
                self.rest.next();
                let inside: String = self.rest.by_ref().take_while(|c| *c != '}').collect();
                let (least, most) = inside.split_once(',').unwrap_or((&inside, &inside));
                let most = most.parse().unwrap_or(usize::MAX);
                self.times(piece, least.parse().unwrap_or_default(), most)
            }
            _ => piece,
        }
    }

    /// A piece so many times, greedy or not.
    fn times(&mut self, piece: Piece, least: usize, most: usize) -> Piece {
        self.rest.next_if_eq(&'?');
        Piece::Repeat {
            inner: Box::new(piece),
            least,
            most,
        }
    }

    /// Reads a character class.
    fn class(&mut self) -> Piece {
        let others = self.rest.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        let (mut known, mut first) = (true, true);
        while let Some(c) = self.rest.next() {
            let next = self.rest.peek().copied();
            match c {
                ']' if !first => break,
                '-' if !first && next != Some(']') => match (ranges.last_mut(), next) {
                    (Some((a, z)), Some(end)) if a == z && !matches!(end, '\\' | '-' | '[') => {
                        *z = end;
                        self.rest.next();
                    }
                    _ => known = false,
                },
                '\\' => match self.rest.next() {
                    Some(e) if !e.is_ascii_alphanumeric() => ranges.push((e, e)),
                    _ => known = false,
                },
                '[' => known = false,
                '&' | '~' if next == Some(c) => known = false,
                c => ranges.push((c, c)),
            }
            first = false;
        }
        if !known {
            Piece::Other
        } else if others || ranges.iter().any(|(a, z)| a != z) {
            Piece::Class(Class::new(ranges, others))
        } else {
            Piece::OneOf(ranges.into_iter().map(|(c, _)| c).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
