//! Lines that fit a screen: Chinese characters take two columns, colours only where somebody looks.

use std::io::{IsTerminal as _, Write};

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns of a line.
pub(super) const COLUMNS: usize = 110;

/// A colour of the terminal (ECMA-48 SGR).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Dim,
    Bold,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
}

impl Paint {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "0",
            Self::Dim => "2",
            Self::Bold => "1",
            Self::Red => "31",
            Self::Green => "32",
            Self::Yellow => "33",
            Self::Blue => "34",
            Self::Magenta => "35",
            Self::Cyan => "36",
        }
    }
}

/// The text in at most `columns`, ended by `…` where something had to go.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if clean.width() <= columns {
        return clean;
    }
    let mut out = String::new();
    let mut taken = 1_usize; // the …
    for c in clean.chars() {
        taken = taken.saturating_add(c.width().unwrap_or(0));
        if taken > columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// The text in exactly `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    let missing = columns.saturating_sub(out.width());
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Standard output, as it is looked at.
pub(super) struct Screen<W> {
    out: W,
    colour: bool,
    /// Lines come one after another for somebody who watches.
    live: bool,
}

impl Screen<std::io::Stdout> {
    /// Coloured and paced on a terminal; <https://no-color.org> is heard.
    pub(super) fn stdout() -> Self {
        let out = std::io::stdout();
        let live = out.is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Self {
            colour: live && !no_color,
            live,
            out,
        }
    }
}

impl<W: Write> Screen<W> {
    #[cfg(test)]
    pub(super) fn new(out: W, colour: bool) -> Self {
        Self {
            out,
            colour,
            live: false,
        }
    }

    /// A word in a colour.
    pub(super) fn paint(&self, text: &str, paint: Paint) -> String {
        if self.colour && paint != Paint::Plain {
            format!("\x1b[{}m{text}\x1b[0m", paint.code())
        } else {
            text.to_owned()
        }
    }

    /// One line.
    pub(super) fn line(&mut self, text: &str) -> std::io::Result<()> {
        writeln!(self.out, "{}", text.trim_end())?;
        if self.live {
            self.out.flush()?;
            std::thread::sleep(std::time::Duration::from_millis(15));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        for (text, columns, shown) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("资料", 4, "资料"),
            ("资料单", 4, "资…"),
            ("资料单", 5, "资料…"),
            ("a\nb", 3, "a b"),
        ] {
            assert_eq!(fit(text, columns), shown);
            assert_eq!(pad(text, columns).width(), columns, "{text}");
        }
    }

    #[test]
    fn colour_only_where_it_is_wanted() {
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, false);
        let red = screen.paint("x", Paint::Red);
        screen.line(&red).expect("writes");
        assert_eq!(out, b"x\n");
        assert_eq!(
            Screen::new(Vec::new(), true).paint("x", Paint::Red),
            "\x1b[31mx\x1b[0m"
        );
    }
}
