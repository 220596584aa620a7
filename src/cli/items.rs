//! `list`, `show`, `why`, `export`: reading the database, whether the daemon runs or not.

use std::io::Write as _;
use std::process::ExitCode;

use super::{ConfigArg, item_json, replay};
use crate::app::engine::views;
use crate::config::Config;
use crate::model::{Address, ItemId};
use crate::store::{ItemFilter, Store};

/// Arguments of `list`.
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Print JSON, one object a line.
    #[arg(long)]
    json: bool,
    /// Closed items as well.
    #[arg(long)]
    all: bool,
    /// Only the items of this owner.
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<String>,
}

/// Arguments of `show` and `why`.
#[derive(Debug, clap::Args)]
pub(super) struct ItemArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Print JSON, one object a line.
    #[arg(long)]
    json: bool,
    /// Item numbers.
    #[arg(required = true, value_name = "ITEM", value_parser = super::item_number)]
    items: Vec<ItemId>,
}

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// JSON is what it always prints.
    #[arg(long)]
    json: bool,
}

fn open(config: &Config) -> anyhow::Result<Store> {
    super::stored(config)
}

/// Prints the items of a filter; tells how many.
fn print(config: &Config, filter: &ItemFilter, json: bool) -> anyhow::Result<usize> {
    let store = open(config)?;
    let zone = config.world.team.zone;
    let mut out = std::io::stdout().lock();
    store.read(|tx| {
        let items = views(tx, filter)?;
        for view in &items {
            if json {
                let history = tx.history(view.item.id)?;
                writeln!(out, "{}", item_json::item(view, &history, zone))?;
            } else {
                writeln!(out, "{}", replay::board_line(view))?;
            }
        }
        Ok(items.len())
    })
}

/// Runs `list`.
pub(super) fn list(args: &ListArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let owner = args.owner.as_deref().map(Address::parse).transpose()?;
    let filter = ItemFilter {
        open_only: !args.all,
        owner,
        ..ItemFilter::default()
    };
    let count = print(&config, &filter, args.json)?;
    if count == 0 && !args.json {
        writeln!(std::io::stdout().lock(), "Nothing is open.")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs `export`.
pub(super) fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let _ = args.json;
    print(&args.config.load()?, &ItemFilter::default(), true)?;
    Ok(ExitCode::SUCCESS)
}

/// Exit code 1 names the items that do not exist.
fn missing(config: &Config, wanted: &[ItemId]) -> anyhow::Result<Vec<ItemId>> {
    let store = open(config)?;
    store.read(|tx| {
        let mut missing = Vec::new();
        for id in wanted {
            if tx.load(*id)?.is_none() {
                missing.push(*id);
            }
        }
        Ok(missing)
    })
}

fn code(missing: &[ItemId]) -> anyhow::Result<ExitCode> {
    for id in missing {
        writeln!(
            std::io::stderr().lock(),
            "nudged: there is no item {id}; nudged list --all shows the numbers"
        )?;
    }
    Ok(if missing.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Runs `show`.
pub(super) fn show(args: &ItemArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let wanted = args.items.clone();
    if args.json {
        print(
            &config,
            &ItemFilter {
                ids: wanted.clone(),
                ..ItemFilter::default()
            },
            true,
        )?;
    } else {
        let store = open(&config)?;
        let zone = config.world.team.zone;
        let mut out = std::io::stdout().lock();
        store.read(|tx| {
            for view in views(
                tx,
                &ItemFilter {
                    ids: wanted.clone(),
                    ..ItemFilter::default()
                },
            )? {
                writeln!(out, "{}", replay::board_line(&view))?;
                writeln!(
                    out,
                    "      owner {}, client {}",
                    view.item.owner, view.item.client
                )?;
                for contact in &view.item.contacts {
                    let dead = if contact.dead.is_some() {
                        " (not mailed any more)"
                    } else {
                        ""
                    };
                    writeln!(out, "      contact {}{dead}", contact.person.address)?;
                }
                for ask in &view.item.asks {
                    writeln!(
                        out,
                        "      [{}] {}. {}",
                        if ask.done { 'x' } else { ' ' },
                        ask.n,
                        ask.text
                    )?;
                }
                for hold in view.item.holds.iter().chain(&view.outer) {
                    let until = hold.until.map_or_else(
                        || "until somebody acts".to_owned(),
                        |d| format!("until {d}"),
                    );
                    writeln!(
                        out,
                        "      hold {} {until}: {}",
                        hold.reason.as_str(),
                        hold.evidence.words.replace('\n', " ")
                    )?;
                    if let Some(mail) = &hold.evidence.message_id
                        && let Some(words) = tx.own_check(mail)?
                    {
                        writeln!(out, "           own check: {words}")?;
                    }
                }
                if let Some((step, at)) = view.next {
                    writeln!(
                        out,
                        "      next {} {}",
                        step.as_str(),
                        at.with_timezone(&zone).format("%Y-%m-%d %H:%M")
                    )?;
                }
            }
            Ok(())
        })?;
    }
    code(&missing(&config, &wanted)?)
}

/// Runs `why`.
pub(super) fn why(args: &ItemArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let wanted = args.items.clone();
    if args.json {
        print(
            &config,
            &ItemFilter {
                ids: wanted.clone(),
                ..ItemFilter::default()
            },
            true,
        )?;
    } else {
        let store = open(&config)?;
        let zone = config.world.team.zone;
        let mut out = std::io::stdout().lock();
        store.read(|tx| {
            for id in &wanted {
                let mut told = None;
                for row in tx.history(*id)? {
                    writeln!(out, "{}", replay::plain(&(row.at, row.entry.clone()), zone))?;
                    if let Some(mail) = &row.entry.message_id
                        && told.as_ref() != Some(mail)
                        && let Some(words) = tx.own_check(mail)?
                    {
                        writeln!(out, "                  own check: {words}")?;
                        told = Some(mail.clone());
                    }
                    if let Some(score) = row.entry.score {
                        writeln!(out, "                  score {score} of 100")?;
                    }
                    if !row.entry.evidence.words.is_empty() {
                        writeln!(
                            out,
                            "                  “{}”",
                            row.entry.evidence.words.replace('\n', " ")
                        )?;
                    }
                    if let Some(mail) = &row.entry.message_id {
                        writeln!(out, "                  mail <{}>", mail.as_str())?;
                    }
                    for change in row.changes() {
                        writeln!(out, "                  {change}")?;
                    }
                    if row.taken_back() {
                        writeln!(out, "                  taken back")?;
                    }
                }
            }
            Ok(())
        })?;
    }
    code(&missing(&config, &wanted)?)
}
