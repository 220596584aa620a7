//! `nudged demo`: six weeks of a small agency in a few seconds, without server, configuration or
//! network. The mails are fictional and were written for this; the engine is the daemon's own.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`letter`] | the mails of `config/demo/mails.txt` as people write them |
//! | [`post`] | a letter as the bytes that arrive |
//! | [`timeline`] | what came, what was understood, what was done: one line each |
//! | [`board`] | what is open at the end |
//! | [`leave`] | the files for people |

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

use crate::app::engine::Event;
use crate::app::replay::Replay;
use crate::cli::event_json;
use crate::cli::replay as recorded;
use crate::cli::screen::{COLUMNS, Paint, Screen, fit, pad};
use crate::cli::tongue::Tongue;
use crate::config::{self, Config};
use crate::mail;
use crate::model::{EventKind, Language};
use post::{Post, Sent};
use timeline::{Line, Teller};

mod board;
mod leave;
mod letter;
mod post;
mod timeline;

/// The configuration of the agency.
const CONFIG: &str = include_str!("../../../config/demo/nudged.toml");
/// What people wrote.
const MAILS: &str = include_str!("../../../config/demo/mails.txt");
/// The last moment of the demo: Monday of the seventh week, after the summary (team's zone).
const END: &str = "2026-10-26T10:00:00+08:00";

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where mails and summary are left.
    #[arg(value_name = "DIR", default_value = "nudged-demo")]
    dir: PathBuf,
    /// Print the events and the items as JSON, one object a line, as `replay` does.
    #[arg(long)]
    json: bool,
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
    let dir = args.dir.as_path();
    let inbox = dir.join("inbox");
    leave::folder(&inbox, "eml")?;
    leave::write(&dir.join("nudged.toml"), CONFIG.as_bytes())?;
    let config = config::parse(CONFIG, dir)?;
    let zone = config.world.team.zone;
    let letters = letter::letters(MAILS, zone)?;
    let end = DateTime::parse_from_rfc3339(END)?.with_timezone(&Utc);
    let start = letters.first().map_or(end, |l| l.at);

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut replay = Replay::new(config.clone(), dir, start)?;
    let tongue = Tongue::here(&config);
    let teller = Teller::new(&config, &letters, &tongue);
    let mut show = Show {
        screen: Screen::stdout().paced(args.json),
        config: &config,
        tongue: &tongue,
        day: None,
    };
    let mut sent: Vec<Sent> = Vec::new();
    let mut told: Vec<Event> = Vec::new();

    let (team, address) = (&config.world.team.name, &config.world.tracking.address);
    let greeting = match tongue.language {
        Language::En => format!(
            "Six weeks of {team}, a small agency in Shanghai. Its project managers copy {address}\n\
             on mails to clients; nudged does the rest. Times are local to the agency."
        ),
        Language::Zh => format!(
            "上海一家小公司 {team} 的六周。项目经理给客户写信时抄送 {address}，\n\
             其余的事交给 nudged。时间均为该公司当地时间。"
        ),
    };
    for line in greeting.lines() {
        show.screen.line(&show.screen.paint(line, Paint::Bold))?;
    }

    for (number, letter) in (1..).zip(&letters) {
        let mut events: Vec<Event> = Vec::new();
        runtime.block_on(replay.run_until(letter.at, &mut |e| events.push(e.clone())))?;
        show.lines(&teller.tell(&events, &replay.items()?))?;
        learn(&mut sent, &events, dir);
        told.append(&mut events);

        let raw = Post {
            letters: &letters,
            sent: &sent,
            zone,
        }
        .mail(letter);
        leave::write(
            &inbox.join(format!("{number:02}-{}.eml", letter.name)),
            &raw,
        )?;
        runtime.block_on(replay.arrive(&raw, &mut |e| events.push(e.clone())))?;
        let mut lines = vec![teller.came(letter)];
        lines.extend(teller.tell(&events, &replay.items()?));
        show.lines(&lines)?;
        learn(&mut sent, &events, dir);
        told.append(&mut events);
    }
    let mut events: Vec<Event> = Vec::new();
    runtime.block_on(replay.run_until(end, &mut |e| events.push(e.clone())))?;
    let items = replay.items()?;
    show.lines(&teller.tell(&events, &items))?;
    told.append(&mut events);
    if args.json {
        let mut out = std::io::stdout().lock();
        for event in &told {
            writeln!(out, "{}", event_json::event(event, zone)?)?;
        }
        writeln!(out, "{}", recorded::end(&replay, &items, zone)?)?;
    }
    drop(replay);

    let mails = leave::copies(dir, &told)?;
    let screen = &mut show.screen;
    screen.line("")?;
    let today = timeline::day(end.with_timezone(&zone).date_naive(), &tongue);
    let heading = match tongue.language {
        Language::En => format!("Open on {today}"),
        Language::Zh => format!("{today}未结事项"),
    };
    screen.line(&screen.paint(&heading, Paint::Bold))?;
    for row in board::open(&items, &config, &tongue) {
        screen.line(&row)?;
    }
    screen.line("")?;
    for row in board::figures(&items, &told, letters.len(), &config, &tongue) {
        screen.line(&row)?;
    }
    let shown = dir.display();
    let left = match tongue.language {
        Language::En => format!(
            "Left in {shown}: the last summary (summary.html, summary.csv), the {mails} mails that left (mails/*.html, outbox/*.eml),\n\
             the mails that came (inbox/*.eml), the configuration (nudged.toml) and the database. Ask it anything, for example:"
        ),
        Language::Zh => format!(
            "{shown} 中有：最近一期周报（summary.html、summary.csv）、发出的 {mails} 封邮件（mails/*.html、outbox/*.eml）、\n\
             收到的邮件（inbox/*.eml）、配置（nudged.toml）和数据库。可以随意查看，例如："
        ),
    };
    screen.line("")?;
    for line in left.lines() {
        screen.line(line)?;
    }
    screen.line(&format!("  nudged why --config {shown}/nudged.toml 1"))?;
    let first = match tongue.language {
        Language::En => format!("Open {shown}/summary.html first."),
        Language::Zh => format!("建议先打开 {shown}/summary.html。"),
    };
    screen.line(&screen.paint(&first, Paint::Bold))?;
    Ok(ExitCode::SUCCESS)
}

/// Remembers what was sent to clients, so that they can answer it and it can come back.
fn learn(sent: &mut Vec<Sent>, events: &[Event], dir: &Path) {
    for (at, entry) in events
        .iter()
        .filter(|(_, e)| e.event == EventKind::FollowUp)
    {
        let Some(id) = &entry.message_id else {
            continue;
        };
        let file = std::fs::read_dir(dir.join("outbox"))
            .ok()
            .and_then(|entries| {
                let tail = format!("-{}.eml", id.as_str());
                entries
                    .flatten()
                    .map(|e| e.path())
                    .find(|p| p.to_string_lossy().ends_with(&tail))
            });
        let mail = file
            .and_then(|path| std::fs::read(path).ok())
            .and_then(|raw| mail::parse(&raw).ok());
        let (subject, text) = mail.map(|m| (m.subject, m.text)).unwrap_or_default();
        sent.push(Sent {
            id: id.as_str().to_owned(),
            to: entry.to.clone(),
            subject,
            at: *at,
            text,
        });
    }
}

/// The timeline on the screen, day by day.
struct Show<'a> {
    screen: Screen<std::io::Stdout>,
    config: &'a Config,
    tongue: &'a Tongue,
    day: Option<NaiveDate>,
}

impl Show<'_> {
    fn lines(&mut self, lines: &[Line]) -> anyhow::Result<()> {
        let zone: Tz = self.config.world.team.zone;
        for line in lines {
            let at = line.at.with_timezone(&zone);
            let day = at.date_naive();
            if self.day != Some(day) {
                self.day = Some(day);
                self.screen.line("")?;
                let heading = format!("{}{}", timeline::day(day, self.tongue), self.note(day));
                self.screen
                    .line(&self.screen.paint(&heading, Paint::Bold))?;
            }
            let label = self.screen.paint(&pad(line.label, 10), line.paint);
            let text = fit(&line.text, COLUMNS - 20);
            let text = if line.paint == Paint::Dim {
                self.screen.paint(&text, Paint::Dim)
            } else {
                text
            };
            self.screen
                .line(&format!("  {}  {label} {text}", at.format("%H:%M")))?;
        }
        Ok(())
    }

    /// Days on which the agency's calendar is not the usual one.
    fn note(&self, day: NaiveDate) -> &'static str {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match (weekend, self.config.calendars.team.works(day)) {
            (true, true) => self
                .tongue
                .say(" (make-up working day in China)", "（调休上班）"),
            (false, false) => self.tongue.say(" (holiday in China)", "（中国节假日）"),
            _ => "",
        }
    }
}
