//! `client forget`: everything of one client is erased, from the files too.

use std::io::Write as _;
use std::process::ExitCode;

use super::{BadUse, ConfigArg};
use crate::app::client_record::find;
use crate::app::lock::StateLock;
use crate::app::run::DATABASE;
use crate::store::{ItemFilter, Store};

/// Arguments of `client forget`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Erase it; without this, only tell what would go.
    #[arg(long)]
    yes: bool,
    /// Name, domain, or the address of one of its people.
    #[arg(value_name = "CLIENT")]
    client: String,
}

/// Runs `client forget`; the daemon must be down.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let _lock = StateLock::take(&config.state_dir)?;
    let known = super::stored(&config)?;
    let Some(client) = known.read(|tx| find(tx, &args.client, &config.world))? else {
        let told = format!(
            "there is no client {:?}; nudged client list shows them",
            args.client
        );
        return Err(BadUse(told).into());
    };
    let mut out = std::io::stdout().lock();
    if !args.yes {
        let filter = ItemFilter {
            client: Some(client.clone()),
            ..ItemFilter::default()
        };
        let items = known.read(|tx| tx.items(&filter))?.len();
        writeln!(
            out,
            "{}: {items} items with all mail and history would be erased, and nothing brings them back: \
             say --yes; backups, the mailbox and sent mail keep what they hold",
            client.0
        )?;
        return Ok(ExitCode::from(1));
    }
    drop(known);
    let mut store = Store::open(&config.state_dir.join(DATABASE))?;
    let gone = store.write(|tx| tx.forget_client(&client))?;
    store.compact()?;
    writeln!(
        out,
        "{}: {} items and {} mails are erased; backups, the mailbox and sent mail keep what they hold",
        client.0,
        gone.items.len(),
        gone.mails
    )?;
    Ok(ExitCode::SUCCESS)
}
