//! Who is talked to: a person at a terminal, a script, nobody.

use std::io::{self, BufRead as _, Write as _};

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
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let bare = line.strip_suffix('\n').unwrap_or(&line);
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
