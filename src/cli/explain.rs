//! `nudged explain`: what the daemon understands of mails, without database or network
//! (contracts.md 1).

use std::io::{BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use serde_json::Value;

use super::json;
use crate::clock::Clock;
use crate::interpret::{self, Context};
use crate::mail;
use crate::model::{Authentication, Mail, Reading, Role, World};

/// Mails read, explained and printed at a time: enough for every thread, little enough to hold.
const AT_ONCE: usize = 256;
/// Folders inside folders inside …: a loop of links ends here.
const DEEPEST: usize = 32;

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
    /// A line of `--text -`.
    Line(String),
    /// The text of `--text`.
    Text(String),
}

/// Runs it. Exit 0 whatever the mails hold.
///
/// # Errors
/// Bad use, an unreadable configuration or a missing path.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let world = world(args)?;
    let zone = world.as_ref().map_or(Tz::UTC, |w| w.team.zone);
    let now = match &args.now {
        Some(text) => time(text).with_context(|| format!("--now {text:?} is no RFC 3339 time"))?,
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
        Some(_) if !args.paths.is_empty() => bail!("--text and paths exclude each other"),
        Some(text) if text == "-" => eyes.lines(&mut out),
        Some(text) => eyes.explain(vec![Job::Text(text.clone())], &mut out),
        None if args.paths.is_empty() => bail!("name a mail, a directory or -, or give --text"),
        None => eyes.walk(&args.paths, &mut out),
    };
    match done.and_then(|()| Ok(out.flush()?)) {
        // A reader that has seen enough (`| head`) is no failure.
        Err(fault) if broken_pipe(&fault) => Ok(ExitCode::SUCCESS),
        other => other.map(|()| ExitCode::SUCCESS),
    }
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

impl Eyes {
    fn walk(&self, paths: &[PathBuf], out: &mut impl Write) -> anyhow::Result<()> {
        let mut files = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                files.push(None);
            } else if path.exists() {
                collect(path, 0, &mut files);
            } else {
                bail!("{}: no such file or directory", path.display());
            }
        }
        let mut jobs = Vec::new();
        for file in files {
            match file {
                Some(path) => jobs.push(Job::File(path)),
                None => {
                    let mut bytes = Vec::new();
                    std::io::stdin().lock().read_to_end(&mut bytes)?;
                    jobs.extend(mails_in(None, bytes));
                }
            }
            if jobs.len() >= AT_ONCE {
                self.explain(std::mem::take(&mut jobs), out)?;
            }
        }
        self.explain(jobs, out)
    }

    fn lines(&self, out: &mut impl Write) -> anyhow::Result<()> {
        let mut jobs = Vec::new();
        for line in std::io::stdin().lock().split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            if line.trim().is_empty() {
                continue;
            }
            jobs.push(Job::Line(line));
            if jobs.len() >= AT_ONCE {
                self.explain(std::mem::take(&mut jobs), out)?;
            }
        }
        self.explain(jobs, out)
    }

    /// Explains a group on all cores and prints it in order.
    fn explain(&self, jobs: Vec<Job>, out: &mut impl Write) -> anyhow::Result<()> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        let share = jobs.len().div_ceil(cores).max(1);
        let mut groups: Vec<Vec<Job>> = Vec::new();
        for (at, job) in jobs.into_iter().enumerate() {
            if at.checked_rem(share) == Some(0) {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(job);
            }
        }
        let done = std::thread::scope(|scope| {
            let threads: Vec<_> = groups
                .into_iter()
                .map(|group| {
                    scope.spawn(move || {
                        group
                            .into_iter()
                            .flat_map(|job| self.job(job))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(std::thread::ScopedJoinHandle::join)
                .collect::<Vec<_>>()
        });
        for group in done {
            // Each mail's panic is caught by itself; one here is a bug of the walk.
            let Ok(lines) = group else {
                bail!("a thread of the walk died")
            };
            for line in lines {
                out.write_all(line.as_bytes())?;
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn job(&self, job: Job) -> Vec<String> {
        match job {
            Job::File(path) => {
                let shown = path.to_string_lossy().into_owned();
                match std::fs::read(&path) {
                    Ok(bytes) => mails_in(Some(shown), bytes)
                        .into_iter()
                        .flat_map(|j| self.job(j))
                        .collect(),
                    Err(fault) => vec![self.unreadable(Some(&shown), &fault.to_string())],
                }
            }
            Job::Bytes(path, bytes) => vec![self.guarded(path.as_deref(), || {
                let mail = mail::parse(&bytes).map_err(|u| u.why)?;
                Ok((mail, self.now))
            })],
            Job::Line(line) => vec![self.guarded(None, || self.line(&line))],
            Job::Text(text) => vec![self.guarded(None, || Ok((bare(&text, ""), self.now)))],
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
        Ok((bare(text, field("subject")), now))
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
                json::reading(path, &mail, &reading, &proof).to_string()
            } else {
                plain(path, &mail, &reading, &proof)
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
            json::unreadable(path, why).to_string()
        } else {
            format!("{}\n  unreadable  {why}\n", path.unwrap_or("-"))
        }
    }

    fn role(&self, mail: &Mail) -> Role {
        if mail.nudged_id.is_some() {
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

/// A text as the plain body of a mail without headers.
fn bare(text: &str, subject: &str) -> Mail {
    Mail {
        subject: subject.to_owned(),
        base_subject: mail::base_subject(subject),
        text: text.replace("\r\n", "\n"),
        ..Mail::default()
    }
}

/// Files below a path in name order. In a Maildir `cur` and `new` are one folder and `tmp` holds
/// mails not yet delivered (maildir(5)); hidden files of servers are no mails.
fn collect(path: &Path, depth: usize, out: &mut Vec<Option<PathBuf>>) {
    if !path.is_dir() {
        out.push(Some(path.to_owned()));
        return;
    }
    if depth > DEEPEST {
        return;
    }
    let maildir = path.join("cur").is_dir() && path.join("new").is_dir();
    let mut inside = if maildir {
        let mut all = entries(&path.join("cur"));
        all.extend(entries(&path.join("new")));
        all.retain(|p| p.is_file());
        all.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
        // Maildir++ keeps folders beside `cur`, with a leading dot.
        all.extend(entries(path).into_iter().filter(|p| {
            p.is_dir()
                && !["cur", "new", "tmp"]
                    .iter()
                    .any(|n| p.file_name().is_some_and(|f| f == *n))
        }));
        all
    } else {
        let mut all = entries(path);
        all.retain(|p| p.is_dir() || !hidden(p));
        all
    };
    for entry in inside.drain(..) {
        collect(&entry, depth.saturating_add(1), out);
    }
}

fn entries(path: &Path) -> Vec<PathBuf> {
    let Ok(read) = std::fs::read_dir(path) else {
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = read.filter_map(Result::ok).map(|e| e.path()).collect();
    all.sort();
    all
}

fn hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|n| n.to_string_lossy().starts_with('.'))
}

/// The mails of a file: an mbox begins with a From_ line (RFC 4155), and so does each mail in it
/// after an empty line.
fn mails_in(path: Option<String>, bytes: Vec<u8>) -> Vec<Job> {
    if !from_line(&bytes) {
        return vec![Job::Bytes(path, bytes)];
    }
    let mut mails: Vec<Vec<u8>> = Vec::new();
    let mut empty = true;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if empty && from_line(line) {
            mails.push(Vec::new());
        } else if let Some(mail) = mails.last_mut() {
            // ">From " was quoted by the server that wrote the mbox.
            let quoted =
                line.starts_with(b">") && from_line(line.strip_prefix(b">").unwrap_or_default());
            mail.extend_from_slice(if quoted {
                line.strip_prefix(b">").unwrap_or(line)
            } else {
                line
            });
        }
        empty = line == b"\n" || line == b"\r\n";
    }
    if mails.len() == 1 {
        return mails
            .into_iter()
            .map(|m| Job::Bytes(path.clone(), m))
            .collect();
    }
    let numbered = |n: usize| {
        path.as_ref()
            .map(|p| format!("{p}#{}", n.saturating_add(1)))
    };
    mails
        .into_iter()
        .enumerate()
        .map(|(n, mail)| Job::Bytes(numbered(n), mail))
        .collect()
}

/// The mails below a path with where they lie, read whole, in the order of [`collect`].
///
/// # Errors
/// A path that is not there, or a file that cannot be read.
pub(super) fn mails(path: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    anyhow::ensure!(
        path.exists(),
        "{}: no such file or directory",
        path.display()
    );
    let mut files = Vec::new();
    collect(path, 0, &mut files);
    let mut mails = Vec::new();
    for file in files.into_iter().flatten() {
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for job in mails_in(Some(file.display().to_string()), bytes) {
            if let Job::Bytes(path, bytes) = job {
                mails.push((path.unwrap_or_default(), bytes));
            }
        }
    }
    Ok(mails)
}

/// `From sender Mon Nov 16 09:30:00 2026`: a line of prose that begins so has no time of day.
fn from_line(bytes: &[u8]) -> bool {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    line.starts_with(b"From ")
        && line.split(|b| *b == b' ').any(|word| {
            let colons = word.iter().filter(|b| **b == b':').count();
            colons >= 1 && word.iter().filter(|b| b.is_ascii_digit()).count() >= 4
        })
}

/// For people: what matters, a line each.
fn plain(path: Option<&str>, mail: &Mail, reading: &Reading, proof: &Authentication) -> String {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut out = format!("{}\n", path.unwrap_or("-"));
    let mut say = |name: &str, what: String| {
        if !what.is_empty() {
            out.push_str(&format!("  {name:<12}{what}\n"));
        }
    };
    let from = mail
        .from
        .as_ref()
        .map_or_else(|| mail.from_shown.clone(), |p| p.shown().to_owned());
    if !from.is_empty() {
        let role = word(&serde_json::to_value(reading.role).unwrap_or_default());
        let proof = word(&serde_json::to_value(proof.result).unwrap_or_default());
        say("from", format!("{from} ({role}, proof: {proof})"));
    }
    say("subject", mail.subject.clone());
    say("reads as", reading.reply.as_str().to_owned());
    if let Some(automatic) = &reading.automatic {
        let kind = word(&serde_json::to_value(automatic.kind).unwrap_or_default());
        let until = automatic
            .until
            .map(|d| format!(", until {d}"))
            .unwrap_or_default();
        say(
            "automatic",
            format!("{kind}{until}: {}", automatic.evidence),
        );
    }
    for signal in &reading.signals {
        let date = signal.date.map(|d| format!(" {d}")).unwrap_or_default();
        say(
            "signal",
            format!(
                "{}{date} ({:.2}): {}",
                signal.kind.as_str(),
                signal.confidence,
                signal.evidence
            ),
        );
    }
    if let Some(opening) = &reading.opens {
        let due = opening
            .due
            .map(|d| format!(", due {d}"))
            .unwrap_or_default();
        say(
            "would open",
            format!("{}{due} ({})", opening.kind.as_str(), opening.evidence),
        );
        for ask in &opening.asks {
            say("  ask", ask.clone());
        }
    }
    for command in &reading.commands {
        let verb = word(&serde_json::to_value(command.verb).unwrap_or_default());
        say(
            "command",
            format!(
                "{verb} {:?} {}",
                command.items,
                command.argument.as_deref().unwrap_or_default()
            ),
        );
    }
    for refused in &reading.refused {
        say("refused", format!("{} ({})", refused.line, refused.why));
    }
    for date in &reading.dates {
        say("date", format!("{} = {}", date.text, date.date));
    }
    for money in &reading.money {
        let currency = money.currency.map(|c| c.to_string()).unwrap_or_default();
        say(
            "money",
            format!("{} = {} {currency}", money.text, money.value),
        );
    }
    say("numbers", reading.invoice_numbers.join(", "));
    say(
        "own words",
        reading.own_text.trim().replace('\n', "\n              "),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_is_cut_at_its_from_lines_and_nothing_else() {
        let mbox = b"From a@b Mon Nov 16 09:30:00 2026\nSubject: 1\n\nFrom here on, text\n\nFrom c@d Mon Nov 16 09:31:00 2026\nSubject: 2\n\n>From x Mon Nov 16 09:31:00 2026\n";
        let jobs = mails_in(Some("box".into()), mbox.to_vec());
        let got: Vec<(String, String)> = jobs
            .into_iter()
            .map(|j| match j {
                Job::Bytes(path, bytes) => (
                    path.unwrap_or_default(),
                    String::from_utf8(bytes).expect("utf-8"),
                ),
                _ => panic!("bytes"),
            })
            .collect();
        assert_eq!(
            got[0],
            (
                "box#1".into(),
                "Subject: 1\n\nFrom here on, text\n\n".into()
            )
        );
        assert_eq!(
            got[1],
            (
                "box#2".into(),
                "Subject: 2\n\nFrom x Mon Nov 16 09:31:00 2026\n".into()
            )
        );
        assert_eq!(mails_in(None, b"Subject: x\n\nhi\n".to_vec()).len(), 1);
    }

    #[test]
    fn a_maildir_is_walked_in_name_order_without_tmp() {
        let dir = tempfile::tempdir().expect("dir");
        for sub in ["cur", "new", "tmp"] {
            std::fs::create_dir(dir.path().join(sub)).expect("sub");
        }
        for name in ["cur/2.a", "new/1.b", "tmp/0.c", "cur/3.d"] {
            std::fs::write(dir.path().join(name), "x").expect("file");
        }
        let mut files = Vec::new();
        collect(dir.path(), 0, &mut files);
        let names: Vec<_> = files
            .into_iter()
            .flatten()
            .map(|p| p.file_name().expect("name").to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["1.b", "2.a", "3.d"]);
    }
}
