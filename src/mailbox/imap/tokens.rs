//! The pieces of a data answer: atoms, strings, literals, brackets (RFC 3501 4).

use std::borrow::Cow;
use std::ops::Range;

pub(super) type Fault = &'static str;

/// Deepest nesting of lists; what we ask for has two levels.
const DEPTH: usize = 32;
/// Flags, attributes or capabilities taken of one answer.
pub(super) const WORDS: usize = 500;

/// A word, and what stands behind the space after it.
pub(super) fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut parts = bytes.splitn(2, |&byte| byte == b' ');
    (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    )
}

/// A piece of a data answer (RFC 3501 4).
#[derive(Debug)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// NIL and numbers too.
    Atom(&'a [u8]),
    /// A quoted string without its escapes, or a literal.
    Text(Cow<'a, [u8]>),
}

/// Reads tokens from an answer whose literals are known. No recursion: the depth is the server's
/// choice.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    literals: &'a [Range<usize>],
    at: usize,
    depth: usize,
}

impl<'a> Tokens<'a> {
    /// From `at` on.
    pub(super) fn new(bytes: &'a [u8], literals: &'a [Range<usize>], at: usize) -> Self {
        Self {
            bytes,
            literals,
            at,
            depth: 0,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// The next word up to a space, whatever it is made of.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        while self.peek() == Some(b' ') {
            self.step();
        }
        let (word, _) = cut(self.bytes.get(self.at..)?);
        self.at = self.at.saturating_add(word.len());
        std::str::from_utf8(word)
            .ok()
            .filter(|word| !word.is_empty())
    }

    /// The next token; `None` at the end, where all lists must be closed.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Fault> {
        while self.peek() == Some(b' ') {
            self.step();
        }
        let Some(byte) = self.peek() else {
            return if self.depth == 0 {
                Ok(None)
            } else {
                Err("a list that is not closed")
            };
        };
        match byte {
            b'(' => {
                self.step();
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH {
                    return Err("lists nested too deep");
                }
                Ok(Some(Token::Open))
            }
            b')' => {
                self.step();
                self.depth = self
                    .depth
                    .checked_sub(1)
                    .ok_or("a list that was never opened")?;
                Ok(Some(Token::Close))
            }
            b'"' => self.quoted().map(Some),
            b'{' => self.literal().map(Some),
            b'~' if self.bytes.get(self.at.saturating_add(1)) == Some(&b'{') => {
                self.step();
                self.literal().map(Some)
            }
            _ => self.atom().map(Some),
        }
    }

    /// The atoms and strings of the list just opened, up to its end; lists within are passed over.
    pub(super) fn list(&mut self) -> Result<Vec<Cow<'a, [u8]>>, Fault> {
        let outside = self.depth.saturating_sub(1);
        let mut within = Vec::new();
        while self.depth > outside {
            let word = match self.next()?.ok_or("a list that is not closed")? {
                Token::Atom(atom) => Cow::Borrowed(atom),
                Token::Text(text) => text,
                Token::Open | Token::Close => continue,
            };
            if self.depth == outside.saturating_add(1) && within.len() < WORDS {
                within.push(word);
            }
        }
        Ok(within)
    }

    fn quoted(&mut self) -> Result<Token<'a>, Fault> {
        let mut text = Vec::new();
        self.step();
        while let Some(byte) = self.peek() {
            self.step();
            match byte {
                b'"' => return Ok(Token::Text(text.into())),
                b'\\' => {
                    text.extend(self.peek());
                    self.step();
                }
                _ => text.push(byte),
            }
        }
        Err("a string that is not closed")
    }

    fn literal(&mut self) -> Result<Token<'a>, Fault> {
        const WRONG: Fault = "a literal that is none";
        // In order: those behind us are of no more use.
        while let Some((first, others)) = self.literals.split_first() {
            if first.start > self.at {
                break;
            }
            self.literals = others;
        }
        let place = self.literals.first().ok_or(WRONG)?;
        let between = self.bytes.get(self.at..place.start).ok_or(WRONG)?;
        if !between.ends_with(b"}\r\n")
            || between
                .iter()
                .any(|byte| matches!(byte, b' ' | b'"' | b'('))
        {
            return Err(WRONG);
        }
        self.at = place.end;
        let text = self.bytes.get(place.clone()).ok_or("a literal cut off")?;
        Ok(Token::Text(text.into()))
    }

    /// An atom; square brackets hold anything (`BODY[HEADER.FIELDS (FROM)]<0>`).
    fn atom(&mut self) -> Result<Token<'a>, Fault> {
        let start = self.at;
        let mut bracket = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'[' => {
                    bracket |= self
                        .bytes
                        .get(start..self.at)
                        .is_some_and(|so_far| so_far.eq_ignore_ascii_case(b"BODY"));
                }
                b']' => bracket = false,
                b' ' | b'(' | b')' | b'"' if !bracket => break,
                b'\r' | b'\n' | 0 => return Err("a control character in an atom"),
                _ => {}
            }
            self.step();
        }
        let atom = self.bytes.get(start..self.at).unwrap_or_default();
        if atom.is_empty() {
            return Err("an empty atom");
        }
        Ok(Token::Atom(atom))
    }
}
