//! `nudged doctor`: what is wrong with a daemon that is installed, and what to do about it. It changes
//! nothing.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Duration, Utc};

use super::ConfigArg;
use super::check;
use super::findings::Findings;
use crate::app::control::{self, Answer, Ask};
use crate::app::jump;
use crate::app::run::DATABASE;
use crate::clock::Clock;
use crate::config::Config;
use crate::model::{Language, OutgoingClass, OutgoingState};
use crate::smtp;
use crate::store::{OutgoingRow, Store};

/// Mail that has been due for so long is stuck.
const STUCK: Duration = Duration::hours(1);
/// Rows and mails named one by one.
const NAMED: u32 = 20;

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Ask no server.
    #[arg(long)]
    offline: bool,
    /// Print JSON, one finding a line.
    #[arg(long)]
    json: bool,
}

/// Runs `doctor`. Exit code 1 if something must be mended, 2 if the configuration cannot be read.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let now = Clock::System.now();
    let mut findings = Findings::new(args.json);
    findings.about("configuration");
    let complete = config.for_run();
    match &complete {
        Ok(()) => findings.good("complete")?,
        Err(faults) => findings.bad(&faults.to_string())?,
    }
    permissions(&config.state_dir, &mut findings)?;
    findings.about("daemon");
    daemon(&config, &mut findings)?;
    findings.about("database");
    check::database(&config, &mut findings)?;
    if let Ok(store) = Store::open_read_only(&config.state_dir.join(DATABASE)) {
        findings.about("clock");
        clock(&store, now, &mut findings)?;
        findings.about("outbox");
        outbox(&store, now, &mut findings)?;
        findings.about("mails");
        put_aside(&store, &mut findings)?;
    }
    if complete.is_err() {
        return Ok(findings.code());
    }
    findings.about("passwords");
    check::secrets(&config, args.offline, &mut findings)?;
    if !args.offline {
        findings.about("servers");
        check::ask_servers(&config, &mut findings)?;
    }
    Ok(findings.code())
}

/// The mail of clients is nobody else's to read.
fn permissions(state: &Path, findings: &mut Findings) -> anyhow::Result<()> {
    findings.about("permissions");
    if !state.is_dir() {
        let what = format!(
            "no state directory yet: `nudged run` makes {}",
            state.display()
        );
        return findings.note(&what);
    }
    let mut open = Vec::new();
    let inside = match std::fs::read_dir(state) {
        Ok(entries) => entries,
        Err(fault) => {
            let what = format!("{} cannot be read: {fault}", state.display());
            return findings.bad_but(&what, "run this as the daemon's user, or as root");
        }
    };
    let inside = inside.filter_map(|entry| Some(entry.ok()?.path()));
    for path in std::iter::once(state.to_owned()).chain(inside) {
        // A side file of the database may be gone again.
        let Ok(data) = std::fs::metadata(&path) else {
            continue;
        };
        if data.permissions().mode() & 0o077 != 0 {
            open.push(path.display().to_string());
        }
    }
    if open.is_empty() {
        return findings.good(&format!("only its user may read {}", state.display()));
    }
    let what = format!("others may read {}", open.join(", "));
    findings.bad_but(&what, &format!("chmod go= {}", open.join(" ")))
}

fn daemon(config: &Config, findings: &mut Findings) -> anyhow::Result<()> {
    let Ok(Answer::Health(health)) = control::ask(&config.state_dir, &Ask::Health) else {
        return findings.bad_but(
            "the daemon does not run, or this user may not ask it",
            "systemctl start nudged; its last words: journalctl -u nudged -n 20",
        );
    };
    findings.good("the daemon runs")?;
    if let Some((since, why)) = &health.failing {
        let what = format!("nothing is decided or sent since {since}: {why}");
        findings.bad_but(
            &what,
            "make room on the disk, look at its health; the daemon goes on by itself",
        )?;
    }
    if let Some((since, why)) = &health.outgoing {
        let what = format!("the outgoing server cannot be used since {since}: {why}");
        let remedy = smtp::remedy(why, Language::En);
        findings.bad_but(
            &what,
            remedy.unwrap_or(
                "`nudged check` tries it and names what helps; what waits leaves by itself",
            ),
        )?;
    }
    for mailbox in &health.mailboxes {
        let name = &mailbox.name;
        match (&mailbox.failing_since, &mailbox.reached) {
            (Some(since), _) => {
                let fault = mailbox.fault.as_deref().unwrap_or_default();
                findings.bad_but(
                    &format!("mailbox {name} cannot be read since {since}: {fault}"),
                    "`nudged check` tries it and names what helps; nothing goes to clients meanwhile, what arrives is read later",
                )?;
            }
            (None, Some(at)) => findings.good(&format!("mailbox {name} read at {at}"))?,
            (None, None) => findings.note(&format!("mailbox {name} not read yet"))?,
        }
        if let Some((at, words)) = &mailbox.alert {
            findings.note(&format!(
                "the server of mailbox {name} said at {at}: {words}"
            ))?;
        }
    }
    Ok(())
}

fn clock(store: &Store, now: DateTime<Utc>, findings: &mut Findings) -> anyhow::Result<()> {
    match store.read(|tx| jump::recorded_ahead(tx, now))? {
        None => findings.good("the clock is not behind what was recorded"),
        Some(at) => findings.bad_but(
            &format!("something was recorded at {at}, which has not come yet: the clock is wrong, or was"),
            "set the clock (timedatectl set-ntp true), start the daemon anew: it takes back what the wrong time decided",
        ),
    }
}

fn outbox(store: &Store, now: DateTime<Utc>, findings: &mut Findings) -> anyhow::Result<()> {
    let (unsure, late) =
        store.read(|tx| Ok((tx.unsure()?, tx.due_outgoing(now - STUCK, NAMED)?)))?;
    for row in unsure.iter().filter(|row| row.state == OutgoingState::Held) {
        let what = format!("nobody knows whether {} arrived", named(row));
        let items = numbers(row);
        let remedy = match row.mail.class {
            OutgoingClass::FollowUp => {
                format!(
                    "look for it in the mailbox; `nudged sent {items}` if it did, `nudged resend {items}` if not"
                )
            }
            _ => "ask its reader; nothing waits for it".to_owned(),
        };
        findings.bad_but(&what, &remedy)?;
    }
    for row in &late {
        let since = row.next_try_at.to_rfc3339();
        let why = match row.last_error.as_str() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let what = format!("{} is due since {since} and has not left{why}", named(row));
        findings.bad_but(
            &what,
            "see what is said of daemon and servers; it leaves by itself once they work",
        )?;
    }
    if unsure.is_empty() && late.is_empty() {
        findings.good("nothing is stuck")?;
    }
    Ok(())
}

fn numbers(row: &OutgoingRow) -> String {
    let items = row.mail.items.iter().map(|item| item.0.to_string());
    items.collect::<Vec<_>>().join(" ")
}

/// A mail of ours as its reader would look for it.
fn named(row: &OutgoingRow) -> String {
    let to: Vec<&str> = row.mail.recipients.iter().map(|a| a.as_str()).collect();
    let id = row.mail.message_id.as_str();
    match numbers(row) {
        items if items.is_empty() => format!("mail {id} to {}", to.join(", ")),
        items => format!("mail {id} to {} about item {items}", to.join(", ")),
    }
}

fn put_aside(store: &Store, findings: &mut Findings) -> anyhow::Result<()> {
    let mails = store.read(|tx| tx.unreadable(NAMED))?;
    for stored in &mails {
        let mail = &stored.mail;
        let at = mail.arrived_at.to_rfc3339();
        findings.note(&format!(
            "a mail that arrived at {at} was put aside ({}): look at it in the mailbox",
            mail.why
        ))?;
    }
    if mails.is_empty() {
        findings.good("every mail could be read")?;
    }
    Ok(())
}
