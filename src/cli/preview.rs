//! `preview`: a follow-up as it would leave now; its HTML in a file, opened where there is a desktop.

use std::fs::OpenOptions;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::Context as _;
use serde_json::json;

use super::ConfigArg;
use super::screen::{Paint, Screen};
use super::tongue::{Tongue, no_item};
use crate::app::preview::{Preview, preview};
use crate::clock::Clock;
use crate::model::{ItemId, Person, Step};
use crate::render::Templates;

/// Arguments of `preview`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Which step: heads_up, friendly, reminder, firm or last; the next one if nobody says.
    #[arg(long, value_name = "STEP", value_parser = step)]
    step: Option<Step>,
    /// Print JSON with text and HTML; write and open nothing.
    #[arg(long)]
    json: bool,
    /// Where to write the HTML; a new file among the temporary ones if nobody says.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Item numbers; several make one mail.
    #[arg(required = true, value_name = "ITEM", value_parser = super::item_number)]
    items: Vec<ItemId>,
}

fn step(text: &str) -> Result<Step, String> {
    [
        Step::HeadsUp,
        Step::Friendly,
        Step::Reminder,
        Step::Firm,
        Step::Last,
    ]
    .into_iter()
    .find(|step| step.as_str() == text)
    .ok_or_else(|| "heads_up, friendly, reminder, firm or last".to_owned())
}

/// Runs `preview`. Exit code 1 if there is no such item.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let templates = Templates::new(&config.templates)?;
    let store = super::stored(&config)?;
    let now = Clock::System.now();
    let items = args.items.clone();
    let found = store.read(|tx| preview(tx, &items, args.step, &config, &templates, now))?;
    let mut stderr = std::io::stderr().lock();
    let shown = match found {
        Ok(shown) => shown,
        Err(item) => {
            writeln!(stderr, "{}", no_item(item))?;
            return Ok(ExitCode::from(1));
        }
    };
    if args.json {
        writeln!(std::io::stdout(), "{}", as_json(&shown))?;
        return Ok(ExitCode::SUCCESS);
    }
    let tongue = Tongue::here(&config);
    tell(&shown, &tongue, &mut Screen::stdout())?;
    for note in &shown.notes {
        writeln!(stderr, "nudged: {note}")?;
    }
    let path = match &args.out {
        Some(path) => {
            std::fs::write(path, &shown.content.html)
                .with_context(|| format!("cannot write {}", path.display()))?;
            path.clone()
        }
        None => temporary(&shown)?,
    };
    let html = tongue.say("nudged: its HTML: ", "nudged：HTML 版本：");
    writeln!(stderr, "{html}{}", path.display())?;
    if std::io::stdout().is_terminal() {
        open(&path);
    }
    Ok(ExitCode::SUCCESS)
}

fn people(people: &[Person]) -> Vec<String> {
    people
        .iter()
        .map(|person| match person.name.as_str() {
            "" => person.address.to_string(),
            name => format!("{name} <{}>", person.address),
        })
        .collect()
}

fn tell<W: Write>(shown: &Preview, tongue: &Tongue, screen: &mut Screen<W>) -> std::io::Result<()> {
    let steps: Vec<String> = shown
        .follow_up
        .lines
        .iter()
        .map(|line| format!("{} {}", line.item, tongue.term("step", line.step.as_str())))
        .collect();
    for (en, zh, value) in [
        ("Step", "步骤", steps.join(", ")),
        ("To", "收件人", people(&shown.follow_up.to).join(", ")),
        ("Cc", "抄送", people(&shown.follow_up.cc).join(", ")),
        ("Subject", "主题", shown.content.subject.clone()),
    ] {
        let name = format!("{}{}", tongue.say(en, zh), tongue.say(":", "："));
        screen.line(&format!("{} {value}", screen.paint(&name, Paint::Dim)))?;
    }
    screen.line("")?;
    for line in shown.content.text.lines() {
        screen.line(line)?;
    }
    Ok(())
}

fn as_json(shown: &Preview) -> serde_json::Value {
    let facts: Vec<serde_json::Value> = shown
        .items
        .iter()
        .zip(&shown.facts)
        .map(|(item, facts)| json!({ "item": item.id, "facts": facts }))
        .collect();
    json!({
        "items": shown.items.iter().map(|item| item.id).collect::<Vec<_>>(),
        "steps": shown.follow_up.lines.iter().map(|line| line.step).collect::<Vec<_>>(),
        "mode": shown.follow_up.mode,
        "language": shown.language.as_str(),
        "to": shown.follow_up.to.iter().map(|p| &p.address).collect::<Vec<_>>(),
        "cc": shown.follow_up.cc.iter().map(|p| &p.address).collect::<Vec<_>>(),
        "subject": shown.content.subject,
        "text": shown.content.text,
        "html": shown.content.html,
        "since": facts,
        "notes": shown.notes,
    })
}

/// Most names tried for a temporary file.
const TRIES: u32 = 1000;

/// A file nobody else made: it may hold what a client wrote, so only its maker may read it.
fn temporary(shown: &Preview) -> anyhow::Result<PathBuf> {
    let item = shown.items.first().map_or(0, |item| item.id.0);
    let folder = std::env::temp_dir();
    for n in 0..TRIES {
        let path = folder.join(format!(
            "nudged-preview-{item}-{}-{n}.html",
            std::process::id()
        ));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(shown.content.html.as_bytes())?;
                return Ok(path);
            }
            Err(fault) if fault.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(fault) => {
                return Err(fault).with_context(|| format!("cannot write {}", path.display()));
            }
        }
    }
    anyhow::bail!("no free name for a file in {}", folder.display())
}

/// Shows a file where somebody sits before a screen; where nobody does, its path was told.
fn open(path: &Path) {
    let screen = cfg!(target_os = "macos")
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some();
    let program = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    if screen {
        let _ = Command::new(program)
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
    }
}
