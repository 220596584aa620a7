//! `nudged status`: how daemon, mailboxes and outbox are doing. Exit code 1 if something is wrong.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::ExitCode;

use super::ConfigArg;
use crate::app::control::{self, Answer, Ask};
use crate::model::{Hold, HoldReason, HoldScope, ItemId, Turn};
use crate::store::{ItemFilter, StoredMail};

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Whether a hold is the pause of everything.
fn binds_all(hold: &Hold) -> bool {
    hold.scope == HoldScope::Team && hold.reason == HoldReason::Pause
}

/// Runs `status`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let health = match control::ask(&config.state_dir, &Ask::Health) {
        Ok(Answer::Health(health)) => Some(health),
        _ => None,
    };
    let mailboxes = health.as_ref().map(|health| &health.mailboxes);
    let fault = health.as_ref().and_then(|health| health.failing.as_ref());
    let store = super::stored(&config)?;
    let (open, asked, outbox, wake, unreadable, away, paused) = store.read(|tx| {
        let unreadable = tx.unreadable(100)?;
        let items = tx.items(&ItemFilter::open())?;
        let turn = items.iter().filter(|item| item.turn() == Turn::Team);
        let mut asked: BTreeSet<ItemId> = turn.map(|item| item.id).collect();
        // What waits for an `ok` or for a name to write to is nobody's turn by its holds.
        let waiting = tx.waiting(u32::MAX)?.into_iter();
        asked.extend(waiting.flat_map(|(_, items)| items).map(|item| item.id));
        Ok((
            items.len(),
            asked.len(),
            tx.outbox_summary()?,
            tx.next_wake()?,
            unreadable,
            tx.absences()?,
            tx.all_outer_holds()?
                .into_iter()
                .any(|hold| binds_all(&hold)),
        ))
    })?;
    let failing = fault.is_some()
        || mailboxes.is_none_or(|all| all.iter().any(|m| m.failing_since.is_some()));
    let stuck = outbox.get("held").copied().unwrap_or(0) > 0;
    let mut out = std::io::stdout().lock();
    let zone = config.world.team.zone;
    let next = wake.map(|at| at.with_timezone(&zone).to_rfc3339());
    if args.json {
        let status = serde_json::json!({
            "running": mailboxes.is_some(),
            "mailboxes": mailboxes,
            "open": open,
            "unanswered": asked,
            "outbox": outbox,
            "next": next,
            "paused": paused,
            "fault": fault.map(|(since, why)| serde_json::json!({"since": since, "why": why})),
            "unreadable": unreadable.len(),
            "unreadable_mails": unreadable
                .iter()
                .map(|m| serde_json::json!({"message_id": m.mail.message_id, "arrived_at": m.mail.arrived_at, "why": m.mail.why}))
                .collect::<Vec<_>>(),
            "away": away
                .iter()
                .map(|a| serde_json::json!({"owner": a.owner, "deputy": a.deputy, "through": a.through}))
                .collect::<Vec<_>>(),
        });
        writeln!(out, "{status}")?;
    } else {
        writeln!(
            out,
            "daemon      {}",
            if mailboxes.is_some() {
                "runs"
            } else {
                "does not run"
            }
        )?;
        if let Some((since, why)) = fault {
            writeln!(out, "sending     nothing since {since}: {why}")?;
        }
        for mailbox in mailboxes.into_iter().flatten() {
            match (&mailbox.failing_since, &mailbox.reached) {
                (Some(since), _) => writeln!(
                    out,
                    "mailbox     {} cannot be read since {since}: {}",
                    mailbox.name,
                    mailbox.fault.as_deref().unwrap_or_default()
                )?,
                (None, Some(reached)) => {
                    writeln!(out, "mailbox     {} read at {reached}", mailbox.name)?
                }
                (None, None) => writeln!(out, "mailbox     {} not read yet", mailbox.name)?,
            }
            if let Some((at, words)) = &mailbox.alert {
                writeln!(out, "            its server said at {at}: {words}")?;
            }
        }
        if paused {
            writeln!(
                out,
                "paused      everything: no follow-up leaves until `nudged resume --all`"
            )?;
        }
        writeln!(out, "open items  {open}")?;
        writeln!(
            out,
            "questions   {}",
            match asked {
                1 => "1 item waits for a word of its owner".to_owned(),
                _ => format!("{asked} items wait for a word of their owners"),
            }
        )?;
        for (state, count) in &outbox {
            writeln!(out, "outbox      {count} {state}")?;
        }
        for StoredMail { mail, .. } in &unreadable {
            let at = mail.arrived_at.with_timezone(&zone).format("%F %R");
            let id = mail.message_id.as_str();
            writeln!(out, "put aside   mail {id} of {at}: {}", mail.why)?;
        }
        for a in &away {
            writeln!(
                out,
                "away        {} through {}, {} stands in",
                a.owner, a.through, a.deputy
            )?;
        }
        writeln!(out, "next due    {}", next.as_deref().unwrap_or("nothing"))?;
    }
    Ok(if failing || stuck {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}
