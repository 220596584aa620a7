//! What `check` and `doctor` found, told as it is found: a line each, or one JSON object a line.

use std::io::Write as _;
use std::process::ExitCode;

/// Findings, told as they come.
#[derive(Debug)]
pub(super) struct Findings {
    out: std::io::StdoutLock<'static>,
    json: bool,
    /// What is looked at.
    area: &'static str,
    /// Something was found that must be mended.
    pub(super) bad: bool,
}

impl Findings {
    pub(super) fn new(json: bool) -> Self {
        Self {
            out: std::io::stdout().lock(),
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
        let mark = if finding == "bad" { "BAD" } else { finding };
        writeln!(self.out, "{mark:<5} {what}")?;
        if let Some(remedy) = remedy {
            writeln!(self.out, "      remedy: {remedy}")?;
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
