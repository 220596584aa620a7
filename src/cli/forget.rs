//! `client forget`: everything of one client is erased, from the files too.

use std::io::Write as _;
use std::process::ExitCode;

use serde_json::json;

use super::tongue::of_locale;
use super::{BadUse, ConfigArg};
use crate::app::client_record::find;
use crate::app::lock::StateLock;
use crate::app::run::DATABASE;
use crate::model::Language;
use crate::store::{ItemFilter, Store};

/// Arguments of `client forget`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Erase it; without this, only tell what would go.
    #[arg(long)]
    yes: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
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
        let told = match of_locale() {
            _ if args.json => {
                json!({"client": client, "erased": false, "items": items}).to_string()
            }
            Language::En => format!(
                "{client}: {items} items with all mail and history would be erased, and nothing brings them back: \
                 say --yes; backups, the mailbox and sent mail keep what they hold"
            ),
            Language::Zh => format!(
                "{client}：将删除 {items} 个事项及全部邮件和历史，且无法恢复：确认请加 --yes；备份、邮箱和已发邮件中的内容不受影响"
            ),
        };
        writeln!(out, "{told}")?;
        return Ok(ExitCode::from(1));
    }
    drop(known);
    let mut store = Store::open(&config.state_dir.join(DATABASE))?;
    let gone = store.write(|tx| tx.forget_client(&client))?;
    store.compact()?;
    let _ = std::fs::remove_file(config.state_dir.join(super::preview::FILE));
    let (items, mails) = (gone.items.len(), gone.mails);
    let told = match of_locale() {
        _ if args.json => {
            json!({"client": client, "erased": true, "items": items, "mails": mails}).to_string()
        }
        Language::En => format!(
            "{client}: {items} items and {mails} mails are erased; backups, the mailbox and sent mail keep what they hold"
        ),
        Language::Zh => format!(
            "{client}：已删除 {items} 个事项和 {mails} 封邮件；备份、邮箱和已发邮件中的内容不受影响"
        ),
    };
    writeln!(out, "{told}")?;
    Ok(ExitCode::SUCCESS)
}
