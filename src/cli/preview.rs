//! `preview`: a follow-up as it would leave, dated the day it would; its HTML in a file, opened where there
//! is a desktop.

use std::fs;
use std::io::{IsTerminal as _, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::Context as _;
use chrono_tz::Tz;
use serde_json::json;

use super::ConfigArg;
use super::screen::{Paint, Screen};
use super::tongue::{Tongue, no_item};
use crate::app::preview::{Preview, call_notice, preview};
use crate::clock::Clock;
use crate::config::Config;
use crate::model::{ItemId, Person, Step};
use crate::render::Templates;
use crate::store::Store;

/// Arguments of `preview`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Which step: heads_up, friendly, reminder, firm, last, or call; the next one if nobody says.
    #[arg(long, value_name = "STEP", value_parser = step)]
    step: Option<Step>,
    /// Print JSON with text and HTML; write and open nothing.
    #[arg(long)]
    json: bool,
    /// Where to write the HTML; one file in $XDG_RUNTIME_DIR or the state directory if nobody says.
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
        Step::Call,
    ]
    .into_iter()
    .find(|step| step.as_str() == text)
    .ok_or_else(|| "heads_up, friendly, reminder, firm, last or call".to_owned())
}

/// Runs `preview`. Exit code 1 if there is no such item.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let templates = Templates::new(&config.templates)?;
    let store = super::stored(&config)?;
    let now = Clock::System.now();
    let items = args.items.clone();
    if args.step == Some(Step::Call) {
        return calls(args, &config, &templates, &store);
    }
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
    let zone = config.world.team.zone;
    tell(&shown, &tongue, zone, &mut Screen::stdout())?;
    for note in &shown.notes {
        writeln!(stderr, "nudged: {note}")?;
    }
    drop(stderr);
    keep(args, &config, &shown.content.html, &tongue)?;
    Ok(ExitCode::SUCCESS)
}

/// The notices to owners that end the ladders of items.
fn calls(
    args: &Args,
    config: &Config,
    templates: &Templates,
    store: &Store,
) -> anyhow::Result<ExitCode> {
    let now = Clock::System.now();
    let tongue = Tongue::here(config);
    let mut html = String::new();
    for item in &args.items {
        let found = store.read(|tx| call_notice(tx, *item, config, templates, now))?;
        let Some(shown) = found else {
            writeln!(std::io::stderr(), "{}", no_item(*item))?;
            return Ok(ExitCode::from(1));
        };
        if args.json {
            let told = json!({
                "items": [shown.item],
                "steps": [Step::Call],
                "language": shown.language.as_str(),
                "to": [&shown.to],
                "subject": shown.content.subject,
                "text": shown.content.text,
                "html": shown.content.html,
                "notes": shown.notes,
            });
            writeln!(std::io::stdout(), "{told}")?;
            continue;
        }
        let mut screen = Screen::stdout();
        let step = format!(
            "{} {}",
            shown.item,
            tongue.term("step", Step::Call.as_str())
        );
        for (en, zh, value) in [
            ("Step", "步骤", step),
            ("To", "收件人", shown.to.to_string()),
            ("Subject", "主题", shown.content.subject.clone()),
        ] {
            head(en, zh, &value, &tongue, &mut screen)?;
        }
        screen.line("")?;
        for line in shown.content.text.lines() {
            screen.line(line)?;
        }
        for note in &shown.notes {
            writeln!(std::io::stderr(), "nudged: {note}")?;
        }
        html = shown.content.html;
    }
    if !args.json {
        keep(args, config, &html, &tongue)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the HTML, says where, and opens it where somebody looks.
fn keep(args: &Args, config: &Config, html: &str, tongue: &Tongue) -> anyhow::Result<()> {
    let path = match &args.out {
        Some(path) => {
            std::fs::write(path, html)
                .with_context(|| format!("cannot write {}", path.display()))?;
            path.clone()
        }
        None => in_its_place(html, &config.state_dir)?,
    };
    let told = tongue.say("nudged: its HTML: ", "nudged：HTML 版本：");
    writeln!(std::io::stderr(), "{told}{}", path.display())?;
    if std::io::stdout().is_terminal() {
        open(&path);
    }
    Ok(())
}

/// One line above a mail.
fn head<W: Write>(
    en: &str,
    zh: &str,
    value: &str,
    tongue: &Tongue,
    screen: &mut Screen<W>,
) -> std::io::Result<()> {
    let name = format!("{}{}", tongue.say(en, zh), tongue.say(":", "："));
    screen.line(&format!("{} {value}", screen.paint(&name, Paint::Dim)))
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

fn tell<W: Write>(
    shown: &Preview,
    tongue: &Tongue,
    zone: Tz,
    screen: &mut Screen<W>,
) -> std::io::Result<()> {
    let at = shown.at.with_timezone(&zone).format("%F %R").to_string();
    let steps: Vec<String> = shown
        .follow_up
        .lines
        .iter()
        .map(|line| format!("{} {}", line.item, tongue.term("step", line.step.as_str())))
        .collect();
    for (en, zh, value) in [
        ("Step", "步骤", steps.join(", ")),
        ("Date", "日期", at),
        ("To", "收件人", people(&shown.follow_up.to).join(", ")),
        ("Cc", "抄送", people(&shown.follow_up.cc).join(", ")),
        ("Subject", "主题", shown.content.subject.clone()),
    ] {
        head(en, zh, &value, tongue, screen)?;
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
        "at": shown.at,
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

/// The file's name.
pub(super) const FILE: &str = "nudged-preview.html";

/// One file, overwritten each time: it may hold what a client wrote, so only its maker may read it, and no
/// heap of them is left behind.
fn in_its_place(html: &str, state_dir: &Path) -> anyhow::Result<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let folder = runtime.filter(|folder| folder.is_dir());
    let path = folder.as_deref().unwrap_or(state_dir).join(FILE);
    let written = || -> std::io::Result<()> {
        // Another user's is none to write into; whoever owns the folder may replace it.
        match fs::remove_file(&path) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
        let mut options = fs::OpenOptions::new();
        let mut file = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)?;
        file.write_all(html.as_bytes())
    };
    written()
        .with_context(|| format!("cannot write {}: name a file with --out", path.display()))?;
    Ok(path)
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
