//! `nudged explain`: what the daemon understands of mails, without database or network
//! (contracts.md 1).

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use serde_json::Value;

use super::BadUse;
use super::json;
use super::mails::collect;
use super::mbox::Mbox;
use super::plain::plain;
use super::workers::{Load, in_order};
use crate::clock::Clock;
use crate::interpret::{self, Context};
use crate::mail;
use crate::model::{Authentication, Mail, Role, World};

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Prints JSON, one object a line.
    #[arg(long)]
    pub json: bool,
    /// Configuration; without one nobody is team.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Reference time for --text (RFC 3339); default: the clock.
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    /// Reads this text as the plain body of a mail; `-`: one JSON string, or object
    /// {"text","now","subject"}, a line from standard input.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Files, directories, Maildirs, mboxes; `-` for standard input.
    #[arg(value_name = "FILE|DIR|-")]
    pub paths: Vec<PathBuf>,
}

/// What the walk knows of the world.
struct Eyes {
    world: Option<World>,
    zone: Tz,
    now: DateTime<FixedOffset>,
    json: bool,
}

/// One thing to explain.
enum Job {
    /// A file still to be read.
    File(PathBuf),
    /// Bytes of a mail and where they came from.
    Bytes(Option<String>, Vec<u8>),
    /// What could not be read, and why.
    Unread(Option<String>, std::io::Error),
    /// A line of `--text -`.
    Line(String),
    /// The text of `--text`.
    Text(String),
}

impl Load for Job {
    fn bytes(&self) -> usize {
        match self {
            Self::Bytes(_, bytes) => bytes.len(),
            Self::Line(text) | Self::Text(text) => text.len(),
            Self::File(_) | Self::Unread(..) => 0,
        }
    }
}

/// Files below this are one job, even if they are an mbox.
const LITTLE: u64 = 256 * 1024;

/// The mails of a source as jobs.
fn jobs(path: Option<String>, source: impl BufRead) -> impl Iterator<Item = Job> {
    let (mails, fault) = match Mbox::open(path.clone(), source) {
        Ok(mails) => (Some(mails), None),
        Err(fault) => (None, Some(Job::Unread(path.clone(), fault))),
    };
    let mails = mails.into_iter().flatten().map(move |mail| match mail {
        Ok((path, bytes)) => Job::Bytes(path, bytes),
        Err(fault) => Job::Unread(path.clone(), fault),
    });
    mails.chain(fault)
}

/// Whether a file is an mbox worth more than one worker.
fn is_large_mbox(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| m.len() > LITTLE)
        && File::open(path)
            .and_then(|file| Mbox::open(None, BufReader::new(file)))
            .is_ok_and(|mails| mails.is_mbox())
}

/// Runs it. Exit 0 whatever the mails hold, 1 if one named is not there.
///
/// # Errors
/// Bad use or an unreadable configuration.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let world = world(args)?;
    let zone = world.as_ref().map_or(Tz::UTC, |w| w.team.zone);
    let now = match &args.now {
        Some(text) => time(text).ok_or_else(|| {
            BadUse(format!(
                "--now {text:?} is not a time like 2026-11-30T18:00:00+08:00"
            ))
        })?,
        None => {
            let now = Clock::System.now().with_timezone(&zone);
            now.with_timezone(&chrono::Offset::fix(now.offset()))
        }
    };
    let eyes = Eyes {
        world,
        zone,
        now,
        json: args.json,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let done = match &args.text {
        Some(_) if !args.paths.is_empty() => {
            return Err(BadUse("--text and paths exclude each other".to_owned()).into());
        }
        Some(text) if text == "-" => eyes.lines(&mut out),
        Some(text) => eyes.explain(
            |give| {
                give(Job::Text(text.clone()));
                Ok(())
            },
            &mut out,
        ),
        None if args.paths.is_empty() => {
            let words = "name a mail, a directory or -, or give --text".to_owned();
            return Err(BadUse(words).into());
        }
        None => eyes.walk(&args.paths, &mut out),
    };
    let missing = args.paths.iter().any(|path| is_missing(path));
    let code = ExitCode::from(u8::from(missing));
    match done.and_then(|()| Ok(out.flush()?)) {
        // A reader that has seen enough (`| head`) is no failure.
        Err(fault) if broken_pipe(&fault) => Ok(ExitCode::SUCCESS),
        other => other.map(|()| code),
    }
}

/// Whether there is nothing at a path.
fn is_missing(path: &Path) -> bool {
    path.as_os_str() != "-" && !path.exists()
}

/// Whether what was parsed is no mail at all but a file of another kind, whose first bytes happen to look
/// like a header.
fn is_foreign(mail: &Mail, bytes: &[u8]) -> bool {
    let nameless = mail.from.is_none() && mail.from_shown.is_empty() && mail.synthetic_id;
    let bare = mail.date.is_none() && mail.subject.is_empty() && mail.to.is_empty();
    nameless && bare && mail.received.is_none() && bytes.contains(&0)
}

fn broken_pipe(fault: &anyhow::Error) -> bool {
    fault
        .downcast_ref::<std::io::Error>()
        .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

fn time(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text.trim()).ok()
}

/// The configured world, if a configuration is named.
fn world(args: &Args) -> anyhow::Result<Option<World>> {
    match &args.config {
        None => Ok(None),
        Some(path) => Ok(Some(crate::config::load(path)?.world)),
    }
}

/// JSON in one line.
fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Eyes {
    fn walk(&self, paths: &[PathBuf], out: &mut impl Write) -> anyhow::Result<()> {
        let mut files = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                files.push(None);
            } else {
                // One that is not there is told where its reading would stand.
                let found = collect(path);
                if found.is_empty() {
                    // Standard output holds readings alone.
                    let mut stderr = std::io::stderr().lock();
                    let _ = writeln!(stderr, "nudged: {}: no mail in it", path.display());
                }
                files.extend(found.into_iter().map(Some));
            }
        }
        let feed = |give: &mut dyn FnMut(Job) -> bool| {
            for file in files {
                let more = match file {
                    None => jobs(None, std::io::stdin().lock()).all(&mut *give),
                    Some(path) if is_large_mbox(&path) => {
                        let source = BufReader::new(File::open(&path)?);
                        jobs(Some(path.to_string_lossy().into_owned()), source).all(&mut *give)
                    }
                    Some(path) => give(Job::File(path)),
                };
                if !more {
                    break;
                }
            }
            Ok(())
        };
        self.explain(feed, out)
    }

    fn lines(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let feed = |give: &mut dyn FnMut(Job) -> bool| {
            for line in std::io::stdin().lock().split(b'\n') {
                let line = String::from_utf8_lossy(&line?).into_owned();
                if !line.trim().is_empty() && !give(Job::Line(line)) {
                    break;
                }
            }
            Ok(())
        };
        self.explain(feed, out)
    }

    /// Explains what `feed` hands over on all cores and prints it in order.
    fn explain(
        &self,
        feed: impl FnOnce(&mut dyn FnMut(Job) -> bool) -> anyhow::Result<()> + Send,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        in_order(
            feed,
            |job| self.job(job),
            |lines| {
                for line in lines {
                    out.write_all(line.as_bytes())?;
                    out.write_all(b"\n")?;
                }
                Ok(())
            },
        )
    }

    fn job(&self, job: Job) -> Vec<String> {
        match job {
            Job::File(path) => {
                let shown = path.to_string_lossy().into_owned();
                match std::fs::read(&path) {
                    Ok(bytes) => jobs(Some(shown), bytes.as_slice())
                        .flat_map(|mail| self.job(mail))
                        .collect(),
                    Err(fault) => self.job(Job::Unread(Some(shown), fault)),
                }
            }
            Job::Unread(path, fault) => {
                vec![self.unreadable(path.as_deref(), &fault.to_string())]
            }
            Job::Bytes(path, bytes) => vec![self.guarded(path.as_deref(), || {
                let mail = mail::parse(&bytes).map_err(|u| u.why)?;
                if is_foreign(&mail, &bytes) {
                    return Err("a binary file, not a mail".to_owned());
                }
                Ok((mail, self.now))
            })],
            Job::Line(line) => vec![self.guarded(None, || self.line(&line))],
            Job::Text(text) => {
                vec![self.guarded(None, || Ok((mail::bare(&text, "", self.now), self.now)))]
            }
        }
    }

    /// A line of `--text -`.
    fn line(&self, line: &str) -> Result<(Mail, DateTime<FixedOffset>), String> {
        let value: Value =
            serde_json::from_str(line).map_err(|fault| format!("no JSON: {fault}"))?;
        let field = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        let text = match &value {
            Value::String(text) => text.as_str(),
            Value::Object(_) => field("text"),
            _ => return Err("neither a string nor an object".to_owned()),
        };
        let now = match field("now") {
            "" => self.now,
            now => time(now).ok_or_else(|| format!("now {now:?} is no RFC 3339 time"))?,
        };
        Ok((mail::bare(text, field("subject"), now), now))
    }

    /// A mail explained; a panic on it becomes `unreadable`.
    fn guarded(
        &self,
        path: Option<&str>,
        get: impl FnOnce() -> Result<(Mail, DateTime<FixedOffset>), String>,
    ) -> String {
        let line = catch_unwind(AssertUnwindSafe(|| -> Result<String, String> {
            let (mail, now) = get()?;
            let context = Context {
                role: self.role(&mail),
                zone: self.zone,
                arrival: None,
                fallback: now,
            };
            let reading = interpret::read(&mail, &context);
            let proof = match &self.world {
                Some(world) => mail::authenticate(&mail, &world.security.trusted_authserv_ids),
                None if mail.headers.is_empty() => Authentication::default(),
                None => mail::authenticate(&mail, &[]),
            };
            Ok(if self.json {
                written(&json::reading(path, &mail, &reading, &proof))
            } else {
                plain(path, &mail, &reading, &proof, self.world.is_some())
            })
        }));
        match line {
            Ok(Ok(line)) => line,
            Ok(Err(why)) => self.unreadable(path, &why),
            Err(panic) => {
                let words = panic.downcast_ref::<String>().map(String::as_str);
                let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
                self.unreadable(path, words.unwrap_or("reading it failed"))
            }
        }
    }

    fn unreadable(&self, path: Option<&str>, why: &str) -> String {
        if self.json {
            written(&json::unreadable(path, why))
        } else {
            format!("{}\n  unreadable  {why}\n", path.unwrap_or("-"))
        }
    }

    fn role(&self, mail: &Mail) -> Role {
        if mail.is_a_nudgeds() {
            return Role::Own;
        }
        let (Some(world), Some(from)) = (&self.world, &mail.from) else {
            return Role::Unknown;
        };
        if world.is_tracking(&from.address) {
            Role::Own
        } else if world.is_team(&from.address) {
            Role::Team
        } else if world.client_of(&from.address).is_some() {
            Role::Client
        } else {
            Role::Unknown
        }
    }
}
