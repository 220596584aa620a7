//! What `check` and `doctor` found, told as it is found: a line each, or one JSON object a line.

use std::io::Write as _;
use std::process::ExitCode;

use super::screen::{self, Paint};
use super::tongue::{of_locale, say};

/// Findings, told as they come.
#[derive(Debug)]
pub(super) struct Findings {
    out: std::io::StdoutLock<'static>,
    json: bool,
    colour: bool,
    /// What is looked at.
    area: &'static str,
    /// Something was found that must be mended.
    pub(super) bad: bool,
}

impl Findings {
    pub(super) fn new(json: bool) -> Self {
        let out = std::io::stdout().lock();
        Self {
            colour: screen::coloured(&out),
            out,
            json,
            area: "configuration",
            bad: false,
        }
    }

    /// What the next findings are about.
    pub(super) fn about(&mut self, area: &'static str) {
        self.area = area;
    }

    pub(super) fn good(&mut self, what: &str) -> anyhow::Result<()> {
        self.tell("ok", what, None)
    }

    pub(super) fn note(&mut self, what: &str) -> anyhow::Result<()> {
        self.tell("note", what, None)
    }

    /// Something bad whose words name its remedy.
    pub(super) fn bad(&mut self, what: &str) -> anyhow::Result<()> {
        self.bad = true;
        self.tell("bad", what, None)
    }

    pub(super) fn bad_but(&mut self, what: &str, remedy: &str) -> anyhow::Result<()> {
        self.bad = true;
        self.tell("bad", what, Some(remedy))
    }

    fn tell(&mut self, finding: &str, what: &str, remedy: Option<&str>) -> anyhow::Result<()> {
        if self.json {
            let line = serde_json::json!({"area": self.area, "finding": finding, "text": what, "remedy": remedy});
            return Ok(writeln!(self.out, "{line}")?);
        }
        let (mark, paint) = match finding {
            "bad" => ("BAD", Paint::Red),
            "note" => (finding, Paint::Yellow),
            _ => (finding, Paint::Green),
        };
        let mark = screen::painted(&screen::pad(mark, 6), paint, self.colour);
        writeln!(self.out, "{mark}{what}")?;
        if let Some(remedy) = remedy {
            let word = say(of_locale(), "remedy: ", "解决办法：");
            writeln!(self.out, "      {word}{remedy}")?;
        }
        Ok(())
    }

    /// 1 if something bad was found.
    pub(super) fn code(&self) -> ExitCode {
        if self.bad {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        }
    }
}
