//! The command line: one file per subcommand. Exit codes: 0 done, 1 something found or failed,
//! 2 bad use or configuration, 75 the state directory is held by another process.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::app::lock::Held;
use crate::app::run::DATABASE;
use crate::config::{self, Config, Faults};
use crate::model::{ItemId, Language};
use crate::store::Store;

mod backup;
mod board;
mod by_mail;
mod check;
mod client;
mod client_told;
mod demo;
mod doctor;
mod dossier;
mod event_json;
pub mod explain;
mod faulty;
mod findings;
mod forget;
mod help_zh;
mod init;
mod item_json;
mod items;
pub mod json;
mod login;
mod mails;
mod manual;
mod mbox;
mod plain;
mod preview;
mod progress;
mod replay;
mod run;
mod screen;
mod status;
mod tongue;
mod verb;
mod workers;

/// Where the configuration lies if nobody says.
const CONFIG: &str = "/etc/nudged/nudged.toml";

/// Watches what clients owe by mail, matches their answers, and follows up politely.
#[derive(Debug, Parser)]
#[command(name = "nudged", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Sub,
}

/// Which configuration.
#[derive(Debug, Clone, Args)]
struct ConfigArg {
    /// The configuration file.
    #[arg(long, value_name = "FILE", default_value = CONFIG)]
    config: PathBuf,
}

impl ConfigArg {
    fn load(&self) -> Result<Config, Faults> {
        config::load(&self.config)
    }
}

/// The database, to be read; where this user may not read it, as whom to come back.
fn stored(config: &Config) -> anyhow::Result<Store> {
    let path = config.state_dir.join(DATABASE);
    may_read(&path)?;
    Ok(Store::open_read_only(&path)?)
}

/// An item number as people write it, `42` or `#42`.
fn item_number(text: &str) -> Result<ItemId, String> {
    let number = text.strip_prefix('#').unwrap_or(text);
    let number = number.parse().ok().filter(|n: &i64| *n > 0);
    let told = || "an item is a number like 42; nudged list --all shows them".to_owned();
    number.map(ItemId).ok_or_else(told)
}

/// Whether a file is there for this user: one he may not see is not one that is missing.
fn may_read(path: &std::path::Path) -> anyhow::Result<()> {
    match config::access::closed_to_us(path) {
        Some(remedy) => Err(anyhow::anyhow!(
            "{} cannot be read: permission denied; {remedy}",
            path.display()
        )),
        None => Ok(()),
    }
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Set up: ask for the mailbox and the team, try the servers, write the configuration.
    Init(Box<init::Args>),
    /// Watch the mailbox, follow up, report: the daemon.
    Run(run::Args),
    /// Check configuration, files and servers; with --offline only what needs no network.
    Check(check::Args),
    /// Agree in a browser that nudged uses a mailbox by OAuth2: `login`, `login NAME`.
    Login(login::Args),
    /// Live through six weeks of a small agency in a few seconds, without server or configuration.
    Demo(demo::Args),
    /// Say what is understood of mails or texts.
    Explain(explain::Args),
    /// Run the whole daemon over recorded mail with a virtual clock.
    Replay(replay::Args),
    /// List the open items.
    List(items::ListArgs),
    /// Show items whole.
    Show(items::ItemArgs),
    /// Tell what was decided about items, with the very words.
    Why(items::ItemArgs),
    /// Print every item, open and closed, as JSON.
    Export(items::ExportArgs),
    /// Write an item's whole story as one HTML file for somebody outside: `dossier 42 --out 42.html`.
    Dossier(dossier::Args),
    /// Show a follow-up as it would leave now: `preview 42`, `preview 42 --step firm`; sends nothing.
    Preview(preview::Args),
    /// Tell how clients answer, keep their word, and what they owe: `client list`, `client show acme.example`.
    Client(client::Args),
    /// Tell how the daemon, its mailboxes and its outbox are doing.
    Status(status::Args),
    /// Say what is wrong with database, mailboxes, outbox, clock and permissions, and what helps.
    Doctor(doctor::Args),
    /// Copy the database, also while the daemon runs: `backup FILE`.
    Backup(backup::Args),
    /// Put a copy back while the daemon is down, and pause everything: `restore FILE`.
    Restore(backup::Args),
    /// Print the completions of a shell: `completions bash`, `completions zsh`, `completions fish`.
    Completions(manual::CompletionArgs),
    /// Write the manual pages nudged(1) and nudged.toml(5) into a folder: `man DIR`.
    Man(manual::ManArgs),
    /// Close items as settled.
    Done(verb::Args),
    /// Close invoices as paid, or confirm a payment the client stated.
    Paid(verb::Args),
    /// Count a part payment, or mark asks as delivered: `part 42 1200.00`, `part 42 1,3`.
    Part(verb::Args),
    /// Set the due date: `due 42 2026-12-01`.
    Due(verb::Args),
    /// No follow-up before a date: `snooze 42 5d`, `snooze 42 2026-12-01`.
    Snooze(verb::Args),
    /// No follow-ups until `resume`; `pause --all` stops everything.
    Pause(verb::Args),
    /// End a pause; `resume --all` ends that of everything.
    Resume(verb::Args),
    /// Close items as called off.
    Cancel(verb::Args),
    /// Take back a close.
    Reopen(verb::Args),
    /// Lift every hold and go on following up.
    Chase(verb::Args),
    /// Open an item from a member's mail that opened none: `open MESSAGE-ID`, as its header names it.
    Open(verb::OpenArgs),
    /// Agree to a proposed follow-up, or that what older mail opened is still open; `ok --all` to all of it.
    Ok(verb::Args),
    /// Drop the next step; the ladder goes on.
    Skip(verb::Args),
    /// Change the kind: `kind 42 invoice`.
    Kind(verb::Args),
    /// Add a contact who gets the follow-ups: `contact 42 name@client.example`.
    Contact(verb::Args),
    /// Hand items over: `owner 42 name@team.example`.
    Owner(verb::Args),
    /// Name a deputy through a day: `away name@team.example 2026-12-01 deputy@team.example`; back
    /// early: `away name@team.example over`.
    Away(verb::Args),
    /// Note a telephone call with the client; counts as contact.
    Call(verb::Args),
    /// Note something in the history.
    Note(verb::Args),
    /// Restore items as they were before the last decision; without a number, take back the last
    /// command given here; `undo --all` the last `pause all`, `resume all` or `away`.
    Undo(verb::Args),
    /// Send a follow-up again whose delivery is unknown.
    Resend(verb::Args),
    /// Say that a follow-up whose delivery is unknown arrived.
    Sent(verb::Args),
}

/// The command line, its commands explained in the language of the locale.
fn command() -> clap::Command {
    let command = Cli::command();
    match tongue::of_locale() {
        Language::En => command,
        Language::Zh => help_zh::explained(command),
    }
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|fault| fault.exit());
    let done = match &cli.command {
        Sub::Init(args) => init::run(args),
        Sub::Run(args) => run::run(args),
        Sub::Check(args) => check::run(args),
        Sub::Login(args) => login::run(args),
        Sub::Demo(args) => demo::run(args),
        Sub::Explain(args) => explain::run(args),
        Sub::Replay(args) => replay::run(args),
        Sub::List(args) => items::list(args),
        Sub::Show(args) => items::show(args),
        Sub::Why(args) => items::why(args),
        Sub::Dossier(args) => dossier::run(args),
        Sub::Export(args) => items::export(args),
        Sub::Preview(args) => preview::run(args),
        Sub::Client(args) => client::run(args),
        Sub::Status(args) => status::run(args),
        Sub::Doctor(args) => doctor::run(args),
        Sub::Backup(args) => backup::backup(args),
        Sub::Restore(args) => backup::restore(args),
        Sub::Completions(args) => manual::completions(args),
        Sub::Man(args) => manual::pages(args),
        Sub::Done(args) => verb::run("done", args),
        Sub::Paid(args) => verb::run("paid", args),
        Sub::Part(args) => verb::run("part", args),
        Sub::Due(args) => verb::run("due", args),
        Sub::Snooze(args) => verb::run("snooze", args),
        Sub::Pause(args) => verb::run("pause", args),
        Sub::Resume(args) => verb::run("resume", args),
        Sub::Cancel(args) => verb::run("cancel", args),
        Sub::Reopen(args) => verb::run("reopen", args),
        Sub::Chase(args) => verb::run("chase", args),
        Sub::Open(args) => verb::open(args),
        Sub::Ok(args) => verb::run("ok", args),
        Sub::Skip(args) => verb::run("skip", args),
        Sub::Kind(args) => verb::run("kind", args),
        Sub::Contact(args) => verb::run("contact", args),
        Sub::Owner(args) => verb::run("owner", args),
        Sub::Away(args) => verb::run("away", args),
        Sub::Call(args) => verb::run("call", args),
        Sub::Note(args) => verb::run("note", args),
        Sub::Undo(args) => verb::run("undo", args),
        Sub::Resend(args) => verb::run("resend", args),
        Sub::Sent(args) => verb::run("sent", args),
    };
    match done {
        Ok(code) => code,
        Err(fault) => failed(&fault),
    }
}

/// Tells a failure on stderr and gives its exit code.
fn failed(fault: &anyhow::Error) -> ExitCode {
    if fault
        .downcast_ref::<std::io::Error>()
        .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    {
        return ExitCode::SUCCESS; // whoever read us has seen enough
    }
    let mut stderr = std::io::stderr().lock();
    if let Some(faults) = fault.downcast_ref::<Faults>() {
        let _ = writeln!(stderr, "{faults}");
        return ExitCode::from(2);
    }
    let _ = writeln!(stderr, "nudged: {fault:#}");
    if fault.downcast_ref::<Held>().is_some() {
        return ExitCode::from(75); // EX_TEMPFAIL of sysexits.h
    }
    if fault.downcast_ref::<BadUse>().is_some() {
        return ExitCode::from(2);
    }
    ExitCode::from(1)
}

/// The words on the command line make no sense; exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct BadUse(String);
