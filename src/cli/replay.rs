//! `nudged replay`: the whole daemon over recorded mail (contracts.md 2).

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::{BadUse, event_json, item_json, mails};
use crate::app::engine::Event;
use crate::app::replay::{self, Recorded};
use crate::app::send::lock;
use crate::config;
use crate::model::EventKind;
use crate::report::ItemView;

/// Arguments of `replay`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The configuration; state, mailboxes and outgoing server in it are ignored.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// Where database and outgoing mail go (outbox/*.eml); default: a temporary directory.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Let time run until then after the last mail, RFC 3339.
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Print events and items as JSON, one object a line.
    #[arg(long)]
    json: bool,
    /// A Maildir, a directory of mails (in name order), or an mbox.
    #[arg(value_name = "MAIL")]
    mail: PathBuf,
}

/// Runs `replay`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = config::load(&args.config)?;
    let until = args
        .until
        .as_deref()
        .map(|text| {
            DateTime::parse_from_rfc3339(text)
                .map(|at| at.with_timezone(&Utc))
                .map_err(|_| {
                    BadUse(format!(
                        "--until {text:?} is not a time like 2026-11-30T18:00:00+08:00"
                    ))
                })
        })
        .transpose()?;
    let mails: Vec<Recorded> = mails::mails(&args.mail)?
        .into_iter()
        .map(|(path, raw)| Recorded { path, raw })
        .collect();
    if mails.is_empty() {
        let what = args.mail.display();
        writeln!(
            std::io::stderr(),
            "nudged: there is no mail in {what}: nothing to replay"
        )?;
    }
    let temporary;
    let dir = if let Some(dir) = &args.out {
        dir
    } else {
        temporary = super::demo::scratch()?;
        &temporary.0
    };
    let zone = config.world.team.zone;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut fault = None;
    let mut tell = |event: &Event| {
        let line = if args.json {
            event_json::event(event, zone).ok()
        } else {
            Some(plain(event, zone))
        };
        if let Some(line) = line
            && let Err(error) = writeln!(out, "{line}")
        {
            fault.get_or_insert(error);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let replay = runtime.block_on(replay::run(config, mails, dir, until, &mut tell))?;
    if let Some(fault) = fault {
        return Err(fault.into());
    }
    if let Some(until) = until.filter(|until| *until < replay.now()) {
        let (until, now) = (
            until.with_timezone(&zone),
            replay.now().with_timezone(&zone),
        );
        writeln!(
            std::io::stderr(),
            "nudged: --until {} lies before the last mail, of {}: the replay ends there",
            until.format("%Y-%m-%d %H:%M"),
            now.format("%Y-%m-%d %H:%M")
        )?;
    }
    let items = replay.items()?;
    if args.json {
        let engine = lock(replay.engine());
        let lines = items
            .iter()
            .map(|view| {
                let history = engine.store().read(|tx| tx.history(view.item.id))?;
                Ok(item_json::item(view, &history, zone))
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        let at = replay.now().with_timezone(&zone).to_rfc3339();
        let end = serde_json::json!({"at": at, "event": "end", "items": lines});
        writeln!(out, "{end}")?;
    } else {
        writeln!(out)?;
        for view in &items {
            writeln!(out, "{}", board_line(view))?;
        }
    }
    out.flush().context("stdout")?;
    Ok(ExitCode::SUCCESS)
}

/// An event as one line for people.
pub(super) fn plain((at, entry): &Event, zone: chrono_tz::Tz) -> String {
    let event = serde_json::to_value(entry.event).ok();
    let event = event
        .as_ref()
        .and_then(|v| v.as_str())
        .unwrap_or("?")
        .to_owned();
    let item = match (&entry.item, entry.items.as_slice()) {
        (Some(item), _) => item.to_string(),
        (None, []) => String::new(),
        (None, items) => items
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" "),
    };
    let mut line = format!(
        "{}  {event:<11} {item:<5}",
        at.with_timezone(&zone).format("%Y-%m-%d %H:%M")
    );
    for word in [
        entry.step.map(|s| s.as_str().to_owned()),
        entry.reading.map(|r| r.as_str().to_owned()),
        entry.until.map(|d| format!("until {d}")),
        (!entry.to.is_empty()).then(|| {
            entry
                .to
                .iter()
                .map(|a| a.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        }),
        Some(entry.evidence.rule.clone()),
    ]
    .into_iter()
    .flatten()
    {
        line.push(' ');
        line.push_str(&word);
    }
    if item.is_empty() {
        line.push_str(&format!(" “{}”", entry.evidence.words.trim()));
    }
    if let Some(why) = refusal(entry.event, &entry.evidence.rule) {
        line.push_str(&format!(": {why}"));
    }
    line
}

/// Why a mail did nothing, in words.
fn refusal(event: EventKind, rule: &str) -> Option<&'static str> {
    match (event, rule) {
        (EventKind::Rejected, "unproved") => Some(
            "a member's mail without proof of its sender: no Authentication-Results header of a server \
             in trusted-authserv-ids passes it, as in copies from a Sent folder",
        ),
        (EventKind::Rejected, "failed-proof") => {
            Some("its proof of the sender fails: forged, perhaps")
        }
        (EventKind::Rejected, "malformed-sender") => Some("its From header names no single sender"),
        (EventKind::Unmatched, _) => Some("it fits no open item"),
        _ => None,
    }
}

/// An item as one line of a board: number, kind, state with its reason, due, client, subject, what is
/// owed, what comes next.
pub(super) fn board_line(view: &ItemView) -> String {
    let item = &view.item;
    let mut line = format!("{:<5} {:<8} ", item.id.to_string(), item.kind.as_str());
    let state = view.item.state(&view.outer).as_str();
    let hold = item
        .longest_hold(&view.outer)
        .filter(|_| item.closed.is_none());
    let why = item
        .closed
        .as_ref()
        .map(|c| c.how.as_str())
        .or(hold.map(|h| h.reason.as_str()));
    line.push_str(&format!(
        "{:<20} due {}  {}  {}",
        why.map_or_else(|| state.to_owned(), |w| format!("{state} ({w})")),
        item.due,
        item.client,
        item.subject
    ));
    if let Some(balance) = item.balance().filter(|_| item.closed.is_none()) {
        line.push_str(&format!("  {balance}"));
    }
    if let Some((step, at)) = view.next {
        line.push_str(&format!("  next {} {}", step.as_str(), at.date_naive()));
    }
    line
}
