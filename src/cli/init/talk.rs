//! Who is talked to: a person at a terminal, a script, nobody.

use std::io::{self, BufRead, Write as _};

use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};

use crate::net::Secret;

/// Control-C as a byte.
const INTERRUPT: u8 = 3;

/// The other side of the conversation.
pub(super) trait Talk {
    /// Whether anybody answers questions.
    fn answers(&self) -> bool;
    /// Says something; whole lines.
    ///
    /// # Errors
    /// The terminal is gone.
    fn say(&mut self, text: &str) -> io::Result<()>;
    /// Asks for a line; without its end.
    ///
    /// # Errors
    /// The terminal is gone, or the input ended.
    fn ask(&mut self, question: &str) -> io::Result<String>;
    /// Asks for what nobody may see.
    ///
    /// # Errors
    /// As [`Talk::ask`]; [`io::ErrorKind::Interrupted`] at Control-C.
    fn ask_unseen(&mut self, question: &str) -> io::Result<Secret>;
}

/// Standard input and output.
#[derive(Debug)]
pub(super) struct Terminal {
    /// A person sits there and wants to be asked.
    pub(super) answers: bool,
}

impl Talk for Terminal {
    fn answers(&self) -> bool {
        self.answers
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "{text}")?;
        out.flush()
    }

    fn ask(&mut self, question: &str) -> io::Result<String> {
        let mut out = io::stdout().lock();
        write!(out, "{question} ")?;
        out.flush()?;
        line()
    }

    fn ask_unseen(&mut self, question: &str) -> io::Result<Secret> {
        let mut out = io::stdout().lock();
        write!(out, "{question} ")?;
        out.flush()?;
        let unseen = Unseen::begin()?;
        let typed = line();
        drop(unseen);
        writeln!(out)?;
        let typed = typed?;
        if typed.as_bytes().contains(&INTERRUPT) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        Ok(Secret::new(typed))
    }
}

fn line() -> io::Result<String> {
    line_of(&mut io::stdin().lock())
}

/// A line without its end, or up to and with a Control-C, behind which no end comes.
fn line_of(input: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    loop {
        let here = input.fill_buf()?;
        if here.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let end = here.iter().position(|b| matches!(*b, b'\n' | INTERRUPT));
        let taken = end.map_or(here.len(), |end| end.saturating_add(1));
        line.extend(here.iter().take(taken));
        input.consume(taken);
        if end.is_some() {
            break;
        }
    }
    let text = String::from_utf8(line).map_err(|_| io::ErrorKind::InvalidData)?;
    let bare = text.strip_suffix('\n').unwrap_or(&text);
    Ok(bare.strip_suffix('\r').unwrap_or(bare).to_owned())
}

/// What is typed is not shown until this is dropped.
struct Unseen {
    before: Termios,
}

impl Unseen {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut unseen = before.clone();
        // Control-C would end the program and leave the terminal mute: it ends the line instead.
        unseen.local_modes -= LocalModes::ECHO | LocalModes::ISIG;
        unseen.special_codes[SpecialCodeIndex::VEOL] = INTERRUPT;
        tcsetattr(io::stdin(), OptionalActions::Flush, &unseen)?;
        Ok(Self { before })
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_its_end_or_at_control_c() {
        let mut input = io::BufReader::with_capacity(3, &b"pass word\r\n\nhalf\x03rest"[..]);
        let mut next = || line_of(&mut input);
        assert_eq!(next().unwrap(), "pass word");
        assert_eq!(next().unwrap(), "");
        assert_eq!(next().unwrap(), "half\u{3}");
        assert_eq!(next().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}
