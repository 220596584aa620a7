//! A folded text as words, numbers, Han characters and marks.

use crate::model::is_han;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::interpret) enum Kind {
    /// Letters of an alphabet.
    Word,
    /// ASCII digits.
    Number,
    /// One Han character.
    Han,
    /// Anything else, one character.
    Mark(char),
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::interpret) struct Token {
    /// First byte in the folded text.
    pub(in crate::interpret) start: usize,
    /// One past its last byte.
    pub(in crate::interpret) end: usize,
    /// What it is.
    pub(in crate::interpret) kind: Kind,
    /// White space stands before it.
    pub(in crate::interpret) spaced: bool,
    /// A new line or paragraph begins with it.
    pub(in crate::interpret) breaks: Break,
}

/// How many line ends stand before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::interpret) enum Break {
    /// None.
    None,
    /// One.
    Line,
    /// An empty line.
    Paragraph,
}

/// The tokens of a folded text.
#[derive(Debug)]
pub(in crate::interpret) struct Text<'a> {
    folded: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Cuts a folded text.
    pub(in crate::interpret) fn new(folded: &'a str) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(folded.len() / 4 + 8);
        let (mut spaced, mut ends) = (true, 2u8);
        let mut previous_end = usize::MAX;
        for (start, c) in folded.char_indices() {
            if c.is_whitespace() {
                spaced = true;
                ends = ends.saturating_add(u8::from(c == '\n'));
                continue;
            }
            let kind = if c.is_ascii_digit() {
                Kind::Number
            } else if is_han(c) {
                Kind::Han
            } else if c.is_alphabetic() {
                Kind::Word
            } else {
                Kind::Mark(c)
            };
            let end = start + c.len_utf8();
            match tokens.last_mut() {
                Some(last)
                    if !spaced
                        && last.kind == kind
                        && previous_end == start
                        && matches!(kind, Kind::Word | Kind::Number) =>
                {
                    last.end = end;
                }
                _ => {
                    let breaks = match ends {
                        0 => Break::None,
                        1 => Break::Line,
                        _ => Break::Paragraph,
                    };
                    tokens.push(Token {
                        start,
                        end,
                        kind,
                        spaced,
                        breaks,
                    });
                }
            }
            (spaced, ends, previous_end) = (false, 0, end);
        }
        Self { folded, tokens }
    }

    /// How many tokens there are.
    pub(in crate::interpret) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `i`.
    pub(in crate::interpret) fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// What stands at `i`.
    pub(in crate::interpret) fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// The token's text; empty past the end.
    pub(in crate::interpret) fn str(&self, i: usize) -> &'a str {
        self.tokens
            .get(i)
            .and_then(|t| self.folded.get(t.start..t.end))
            .unwrap_or_default()
    }

    /// The word at `i`; empty if there is none.
    pub(in crate::interpret) fn word(&self, i: usize) -> &'a str {
        if self.kind(i) == Some(Kind::Word) {
            self.str(i)
        } else {
            ""
        }
    }

    /// The word `back` tokens before `i` (1 = the one just before); empty if there is none.
    pub(in crate::interpret) fn word_before(&self, i: usize, back: usize) -> &'a str {
        i.checked_sub(back).map_or("", |k| self.word(k))
    }

    /// The number at `i` and how many digits it has; at most nine digits.
    pub(in crate::interpret) fn number(&self, i: usize) -> Option<(u32, usize)> {
        if self.kind(i) != Some(Kind::Number) {
            return None;
        }
        let digits = self.str(i);
        (digits.len() <= 9)
            .then(|| digits.parse().ok().map(|n| (n, digits.len())))
            .flatten()
    }

    /// Whether the mark `c` stands at `i`.
    pub(in crate::interpret) fn mark(&self, i: usize, c: char) -> bool {
        self.kind(i) == Some(Kind::Mark(c))
    }

    /// Whether a comma stands at `i`, of either script.
    pub(in crate::interpret) fn comma(&self, i: usize) -> bool {
        self.mark(i, ',') || self.mark(i, '，')
    }

    /// Whether nothing stands between `i` and the token before it.
    pub(in crate::interpret) fn glued(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|t| !t.spaced)
    }

    /// The folded text from the token at `i` on.
    pub(in crate::interpret) fn rest(&self, i: usize) -> &'a str {
        self.tokens
            .get(i)
            .and_then(|t| self.folded.get(t.start..))
            .unwrap_or_default()
    }

    /// The folded text before the token at `i`.
    pub(in crate::interpret) fn before(&self, i: usize) -> &'a str {
        match self.tokens.get(i) {
            Some(t) => self.folded.get(..t.start).unwrap_or_default(),
            None => self.folded,
        }
    }

    /// Index of the first token that begins at or after `offset`, looking forward from `i`.
    pub(in crate::interpret) fn skip_to(&self, i: usize, offset: usize) -> usize {
        let mut k = i;
        while self.tokens.get(k).is_some_and(|t| t.start < offset) {
            k += 1;
        }
        k
    }
}
