//! The values of a data answer: atoms, strings, literals, lists (RFC 3501 4).

use std::ops::Range;

/// Deepest nesting of lists; what we ask for has two levels.
const DEPTH: usize = 32;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Nil,
    Atom(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
}

impl Value {
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Self::Atom(atom) => atom.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Atom(atom) => Some(atom.clone()),
            Self::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Self::Nil | Self::List(_) => None,
        }
    }

    pub(super) fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// Reads values from an answer whose literals are known.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    literals: &'a [Range<usize>],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], literals: &'a [Range<usize>], at: usize) -> Self {
        Self {
            bytes,
            literals,
            at,
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
        let rest = self.bytes.get(self.at..)?;
        let length = rest
            .iter()
            .position(|&byte| byte == b' ')
            .unwrap_or(rest.len());
        let word = std::str::from_utf8(rest.get(..length)?).ok()?;
        self.at = self.at.saturating_add(length);
        (!word.is_empty()).then_some(word)
    }

    /// All words to the end, upper case.
    pub(super) fn words(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.word())
            .map(str::to_ascii_uppercase)
            .collect()
    }

    /// All values to the end. No recursion: the depth is the server's choice.
    pub(super) fn values(&mut self) -> Result<Vec<Value>, &'static str> {
        let mut open: Vec<Vec<Value>> = Vec::new();
        let mut here = Vec::new();
        while let Some(byte) = self.peek() {
            match byte {
                b' ' => self.step(),
                b'(' => {
                    self.step();
                    if open.len() >= DEPTH {
                        return Err("lists nested too deep");
                    }
                    open.push(std::mem::take(&mut here));
                }
                b')' => {
                    self.step();
                    let outer = open.pop().ok_or("a list that was never opened")?;
                    let list = std::mem::replace(&mut here, outer);
                    here.push(Value::List(list));
                }
                b'"' => here.push(self.quoted()?),
                b'{' => here.push(self.literal()?),
                b'~' if self.bytes.get(self.at.saturating_add(1)) == Some(&b'{') => self.step(),
                _ => here.push(self.atom()?),
            }
        }
        if open.is_empty() {
            Ok(here)
        } else {
            Err("a list that is not closed")
        }
    }

    fn quoted(&mut self) -> Result<Value, &'static str> {
        let mut text = Vec::new();
        self.step();
        while let Some(byte) = self.peek() {
            self.step();
            match byte {
                b'"' => return Ok(Value::Bytes(text)),
                b'\\' => {
                    text.extend(self.peek());
                    self.step();
                }
                _ => text.push(byte),
            }
        }
        Err("a string that is not closed")
    }

    fn literal(&mut self) -> Result<Value, &'static str> {
        let place = self
            .literals
            .iter()
            .find(|place| place.start > self.at)
            .ok_or("a literal that is none")?;
        let between = self
            .bytes
            .get(self.at..place.start)
            .ok_or("a literal that is none")?;
        if !between.ends_with(b"}\r\n")
            || between
                .iter()
                .any(|byte| matches!(byte, b' ' | b'"' | b'('))
        {
            return Err("a literal that is none");
        }
        self.at = place.end;
        self.bytes
            .get(place.clone())
            .map(|bytes| Value::Bytes(bytes.to_vec()))
            .ok_or("a literal cut off")
    }

    /// An atom; square brackets hold anything (`BODY[HEADER.FIELDS (FROM)]<0>`).
    fn atom(&mut self) -> Result<Value, &'static str> {
        let start = self.at;
        let mut bracket = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'[' => {
                    bracket |= self
                        .bytes
                        .get(start..self.at)
                        .is_some_and(|so_far| so_far.eq_ignore_ascii_case(b"BODY"))
                }
                b']' => bracket = false,
                b' ' | b'(' | b')' | b'"' if !bracket => break,
                b'\r' | b'\n' | 0 => return Err("a control character in an atom"),
                _ => {}
            }
            self.step();
        }
        let atom = String::from_utf8_lossy(self.bytes.get(start..self.at).unwrap_or_default());
        if atom.is_empty() {
            return Err("an empty atom");
        }
        Ok(if atom.eq_ignore_ascii_case("NIL") {
            Value::Nil
        } else {
            Value::Atom(atom.into_owned())
        })
    }
}
