//! A pattern of the vocabularies, taken apart: what it is made of and, if they can be listed, the texts
//! it stands for.

/// A pattern, taken apart.
#[derive(Debug)]
pub(super) struct Pattern(pub(super) Vec<Vec<Piece>>);

/// One thing a pattern matches.
#[derive(Debug)]
pub(super) enum Piece {
    /// One of these characters.
    Char(Vec<char>),
    /// A group, or a piece that may be missing.
    Either {
        branches: Vec<Vec<Piece>>,
        optional: bool,
    },
    /// At least once what is inside.
    Many(Box<Piece>),
    /// Any number of what is inside.
    Any(Box<Piece>),
    /// Where the text begins.
    Start,
    /// Where it ends, a class of many characters, or what a match should rather miss.
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
            Self::Char(chars) => Some(chars.len()),
            Self::Either { branches, optional } => {
                Some(count(branches, most)?.saturating_add(usize::from(*optional)))
            }
            Self::Many(_) | Self::Any(_) | Self::Start | Self::Other => None,
        }
    }

    /// Whether no ASCII word goes on behind it; `before`: none does where it begins.
    pub(super) fn ends_word(&self, before: bool) -> bool {
        match self {
            Self::Char(chars) => chars
                .iter()
                .all(|c| !c.is_ascii_alphanumeric() && *c != '_'),
            Self::Either { branches, optional } => {
                (before || !optional) && branches.iter().all(|b| ends_word(b, before))
            }
            Self::Many(inner) => inner.ends_word(before),
            Self::Any(inner) => before && inner.ends_word(before),
            Self::Start => true,
            Self::Other => false,
        }
    }

    /// Texts with what it stands for behind each; one that cannot be counted ends them.
    pub(super) fn append(&self, heads: &mut Vec<String>) {
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
            Self::Many(_) | Self::Any(_) | Self::Start | Self::Other => heads.clear(),
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
                '.' | '$' => Piece::Other,
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
                Piece::Any(Box::new(piece))
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
                    Piece::Any(Box::new(piece))
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
