//! `nudged replay`: the whole daemon over recorded mail (contracts.md 2).

use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::board::Board;
use super::progress::Progress;
use super::screen::{Paint, Screen, pad};
use super::tongue::Tongue;
use super::{BadUse, event_json, item_json, mails};
use crate::app::engine::Event;
use crate::app::replay::{self, Recorded};
use crate::app::send::lock;
use crate::config;
use crate::model::{EventKind, Language};
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
    let tongue = Tongue::here(&config);
    if mails.is_empty() {
        let what = args.mail.display();
        let told = match tongue.language {
            Language::En => format!("nudged: there is no mail in {what}: nothing to replay"),
            Language::Zh => format!("nudged：{what} 中没有邮件，无可回放"),
        };
        writeln!(std::io::stderr(), "{told}")?;
    }
    let temporary;
    let dir = if let Some(dir) = &args.out {
        dir
    } else {
        temporary = super::demo::scratch()?;
        &temporary.0
    };
    let zone = config.world.team.zone;
    let mut screen = Screen::stdout();
    let shown = config.clone();
    // Lines that run by on the same screen are progress enough.
    let count = if std::io::stdout().is_terminal() {
        0
    } else {
        mails.len()
    };
    let count = u64::try_from(count).unwrap_or(0);
    let mut progress = Progress::new(tongue.say("mails", "封邮件"), count);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut fault = None;
    let mut tell = |event: &Event| {
        if event.1.event == EventKind::Received {
            progress.step();
        }
        let line = if args.json {
            event_json::event(event, zone).ok()
        } else {
            Some(plain(event, zone, &tongue, &screen))
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
    drop(progress);
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
        writeln!(out, "{}", end(&replay, &items, zone)?)?;
    } else {
        out.flush().context("stdout")?;
        drop(out);
        screen.line("")?;
        let board = Board {
            config: &shown,
            tongue: &tongue,
            today: replay.now().with_timezone(&zone).date_naive(),
        };
        board.table(&items, &mut screen)?;
        return Ok(ExitCode::SUCCESS);
    }
    out.flush().context("stdout")?;
    Ok(ExitCode::SUCCESS)
}

/// The last line of JSON: every item as it stands.
pub(super) fn end(
    replay: &replay::Replay,
    items: &[ItemView],
    zone: chrono_tz::Tz,
) -> anyhow::Result<serde_json::Value> {
    let engine = lock(replay.engine());
    let lines = items
        .iter()
        .map(|view| {
            let history = engine.store().read(|tx| tx.history(view.item.id))?;
            Ok(item_json::item(view, &history, zone))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let at = replay.now().with_timezone(&zone).to_rfc3339();
    Ok(serde_json::json!({"at": at, "event": "end", "items": lines}))
}

/// An event as one line for people.
pub(super) fn plain<W: std::io::Write>(
    (at, entry): &Event,
    zone: chrono_tz::Tz,
    tongue: &Tongue,
    screen: &Screen<W>,
) -> String {
    let event = serde_json::to_value(entry.event).ok();
    let event = event.as_ref().and_then(|v| v.as_str()).unwrap_or("?");
    let event = match tongue.language {
        // English has the names of JSON, which people grep for.
        Language::En => event.to_owned(),
        Language::Zh => tongue.term("event", event),
    };
    let event = screen.paint(&pad(&event, 12), paint(entry.event));
    let numbers: Vec<String> = match &entry.item {
        Some(item) => vec![item.to_string()],
        None => entry.items.iter().map(ToString::to_string).collect(),
    };
    let item = numbers.join(" ");
    let at = at.with_timezone(&zone).format("%Y-%m-%d %H:%M");
    let mut line = format!("{at}  {event}{}", pad(&item, item.len().max(5)));
    let people: Vec<&str> = entry.to.iter().map(|a| a.as_str()).collect();
    for word in [
        entry.step.map(|s| tongue.term("step", s.as_str())),
        entry.reading.map(|r| tongue.reading(r.as_str()).to_owned()),
        entry.until.map(|d| match tongue.language {
            Language::En => format!("until {d}"),
            Language::Zh => format!("至{d}"),
        }),
        (!people.is_empty()).then(|| people.join(", ")),
        Some(screen.paint(&entry.evidence.rule, Paint::Dim)),
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
    if let Some((en, zh)) = refusal(entry.event, &entry.evidence.rule) {
        line.push_str(tongue.say(": ", "："));
        line.push_str(tongue.say(en, zh));
    }
    line
}

/// The colour of what happened, as in the demonstration.
fn paint(event: EventKind) -> Paint {
    match event {
        EventKind::Opened | EventKind::Reopened | EventKind::Command => Paint::Cyan,
        EventKind::Closed => Paint::Green,
        EventKind::FollowUp => Paint::Magenta,
        EventKind::Updated => Paint::Blue,
        EventKind::Held | EventKind::Unmatched | EventKind::Ambiguous | EventKind::AskedOwner => {
            Paint::Yellow
        }
        EventKind::Bounced | EventKind::Rejected | EventKind::Unreadable => Paint::Red,
        EventKind::Summary => Paint::Bold,
        EventKind::Received
        | EventKind::Matched
        | EventKind::Resumed
        | EventKind::Notice
        | EventKind::Withdrawn
        | EventKind::Sent => Paint::Plain,
    }
}

/// Why a mail did nothing, in English and in Chinese.
fn refusal(event: EventKind, rule: &str) -> Option<(&'static str, &'static str)> {
    match (event, rule) {
        (EventKind::Rejected, "unproved") => Some((
            "a member's mail without proof of its sender: no Authentication-Results header of a server \
             in trusted-authserv-ids passes it, as in copies from a Sent folder",
            "成员的邮件未能证明发件人：没有 trusted-authserv-ids 中的服务器写入的、判定为通过的 \
             Authentication-Results 头，例如取自“已发送”文件夹的副本",
        )),
        (EventKind::Rejected, "failed-proof") => Some((
            "its proof of the sender fails: forged, perhaps",
            "发件人验证未通过，可能系伪造",
        )),
        (EventKind::Rejected, "malformed-sender") => Some((
            "its From header names no single sender",
            "From 头没有写明唯一的发件人",
        )),
        (EventKind::Unmatched, _) => Some(("it fits no open item", "与任何未结事项都不相符")),
        _ => None,
    }
}
