//! Lines that fit a screen: Chinese characters take two columns, colours only where somebody looks.

use std::io::{IsTerminal, Write};

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

/// Whether an output may be coloured: somebody looks at it and does not mind (<https://no-color.org>).
pub(super) fn coloured(out: &impl IsTerminal) -> bool {
    let said = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    out.is_terminal() && said("NO_COLOR").is_none() && said("TERM").is_none_or(|t| t != "dumb")
}

/// A text in a colour, where colours are wanted.
pub(super) fn painted(text: &str, paint: Paint, colour: bool) -> String {
    if colour && paint != Paint::Plain {
        format!("\x1b[{}m{text}\x1b[0m", paint.code())
    } else {
        text.to_owned()
    }
}

/// Standard output, as it is looked at.
pub(super) struct Screen<W> {
    out: W,
    colour: bool,
    /// Columns of the terminal; none where a file or a program reads, which wants everything.
    width: Option<usize>,
    /// Lines come one after another for somebody who watches.
    paced: bool,
    /// Nothing is shown: JSON is wanted instead.
    muted: bool,
}

impl Screen<std::io::Stdout> {
    /// Coloured and cut to its columns on a terminal.
    pub(super) fn stdout() -> Self {
        let out = std::io::stdout();
        let terminal = out.is_terminal();
        let size = rustix::termios::tcgetwinsize(&out);
        Self {
            colour: coloured(&out),
            width: terminal.then(|| {
                size.ok()
                    .map(|size| usize::from(size.ws_col))
                    .filter(|columns| *columns >= 40)
                    .unwrap_or(COLUMNS)
            }),
            paced: false,
            muted: false,
            out,
        }
    }

    /// The same, line after line for somebody who watches; `muted`: nothing at all.
    pub(super) fn paced(mut self, muted: bool) -> Self {
        self.paced = self.width.is_some();
        self.muted = muted;
        self
    }
}

impl<W: Write> Screen<W> {
    #[cfg(test)]
    pub(super) fn new(out: W, colour: bool, width: Option<usize>) -> Self {
        Self {
            out,
            colour,
            width,
            paced: false,
            muted: false,
        }
    }

    /// A word in a colour.
    pub(super) fn paint(&self, text: &str, paint: Paint) -> String {
        painted(text, paint, self.colour)
    }

    /// One line.
    pub(super) fn line(&mut self, text: &str) -> std::io::Result<()> {
        if self.muted {
            return Ok(());
        }
        writeln!(self.out, "{}", text.trim_end())?;
        if self.paced {
            self.out.flush()?;
            std::thread::sleep(std::time::Duration::from_millis(15));
        }
        Ok(())
    }

    /// A label and what it stands for, the labels of several lines below each other.
    pub(super) fn row(&mut self, label: &str, text: &str) -> std::io::Result<()> {
        let label = self.paint(&pad(label, LABEL), Paint::Dim);
        self.line(&format!("{label}{text}"))
    }

    /// Rows below each other: columns as wide as what stands in them, the last as wide as is left.
    /// Columns in which no row has anything but the first, their heading, are left out.
    pub(super) fn table(&mut self, rows: &[Vec<Cell>]) -> std::io::Result<()> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |n: usize| {
            let body = rows.iter().skip(1).filter_map(|row| row.get(n));
            if body.clone().all(|cell| cell.text.is_empty()) {
                return 0;
            }
            let all = rows.iter().filter_map(|row| row.get(n));
            all.map(|cell| cell.text.width().min(cell.most))
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let mut line = String::new();
            let mut taken = 0_usize;
            for (n, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if *width == 0 {
                    continue;
                }
                let last = n.saturating_add(1) == columns;
                let text = match self.width {
                    Some(all) if last => fit(&cell.text, all.saturating_sub(taken).max(8)),
                    None if last => fit(&cell.text, usize::MAX),
                    _ => pad(&cell.text, *width),
                };
                taken = taken.saturating_add(*width).saturating_add(2);
                line.push_str(&self.paint(&text, cell.paint));
                if !last {
                    line.push_str("  ");
                }
            }
            self.line(&line)?;
        }
        Ok(())
    }
}

/// Columns of a label.
const LABEL: usize = 12;

/// What stands in one place of a table.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    text: String,
    paint: Paint,
    /// It never takes more columns.
    most: usize,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            paint: Paint::Plain,
            most: usize::MAX,
        }
    }

    /// In a colour.
    pub(super) fn painted(self, paint: Paint) -> Self {
        Self { paint, ..self }
    }

    /// Cut to so many columns.
    pub(super) fn at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }
}

/// Headings of a table.
pub(super) fn headings(names: &[&str]) -> Vec<Cell> {
    let cells = names.iter().map(|name| Cell::new(*name));
    cells.map(|cell| cell.painted(Paint::Dim)).collect()
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
        let mut screen = Screen::new(&mut out, false, None);
        let red = screen.paint("x", Paint::Red);
        screen.line(&red).expect("writes");
        assert_eq!(out, b"x\n");
        assert_eq!(
            Screen::new(Vec::new(), true, None).paint("x", Paint::Red),
            "\x1b[31mx\x1b[0m"
        );
    }

    fn shown(width: Option<usize>, rows: &[Vec<Cell>]) -> Vec<String> {
        let mut out = Vec::new();
        Screen::new(&mut out, false, width)
            .table(rows)
            .expect("writes");
        let text = String::from_utf8(out).expect("UTF-8");
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn columns_stand_below_each_other_in_either_script() {
        let row = |cells: [&str; 4]| {
            cells
                .iter()
                .map(|text| Cell::new(*text))
                .collect::<Vec<_>>()
        };
        let rows = [
            row(["", "client", "late", "subject"]),
            row(["#1", "Linden", "", "New website"]),
            row(["#12", "远山科技", "", "展会物料需要的资料"]),
        ];
        // Nobody is late: no column for it.
        assert_eq!(
            shown(None, &rows),
            [
                "     client    subject",
                "#1   Linden    New website",
                "#12  远山科技  展会物料需要的资料",
            ]
        );
        let lines = shown(Some(26), &rows);
        assert_eq!(lines[2], "#12  远山科技  展会物料需…");
        assert!(lines.iter().all(|line| line.width() <= 26));
        let cut = [
            vec![Cell::new("h"), Cell::new("x")],
            vec![Cell::new("abcdef").at_most(4), Cell::new("y")],
        ];
        assert_eq!(shown(None, &cut), ["h     x", "abc…  y"]);
    }
}
