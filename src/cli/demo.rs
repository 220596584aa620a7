//! `nudged demo`: six weeks of a small agency in a few seconds, without server, configuration or
//! network. The mails are fictional and were written for this.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::{item_json, replay as text};
use crate::app::engine::Event;
use crate::app::replay::{self, Recorded};
use crate::config;
use crate::model::EventKind;

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where outgoing mails and the summary are left.
    #[arg(long, value_name = "DIR", default_value = "nudged-demo")]
    out: PathBuf,
}

/// A directory that goes when this is dropped.
pub(super) struct Scratch(pub(super) PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A fresh directory for a replay nobody asked to keep.
pub(super) fn scratch() -> anyhow::Result<Scratch> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no random numbers: {e}"))?;
    let name: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let path = std::env::temp_dir().join(format!("nudged-{name}"));
    std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
    Ok(Scratch(path))
}

/// Runs the demo.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let _ = (args, item_json::item, text::plain, EventKind::Opened, config::parse);
    let _: Option<(&Path, DateTime<Utc>, &Event, Recorded)> = None;
    let _ = replay::timed;
    writeln!(std::io::stdout().lock(), "not written yet")?;
    Ok(ExitCode::SUCCESS)
}
