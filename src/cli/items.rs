//! `list`, `show`, `why`, `export`: reading the database, whether the daemon runs or not.

use std::io::Write as _;
use std::process::ExitCode;

use super::board::Board;
use super::screen::{Paint, Screen};
use super::tongue::{Tongue, no_item};
use super::{ConfigArg, item_json, replay};
use crate::app::engine::views;
use crate::clock::Clock;
use crate::config::Config;
use crate::model::{Address, ItemId, Language};
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

/// Prints the items of a filter as JSON.
fn print(config: &Config, filter: &ItemFilter) -> anyhow::Result<()> {
    let store = open(config)?;
    let zone = config.world.team.zone;
    let mut out = std::io::stdout().lock();
    store.read(|tx| {
        for view in views(tx, filter)? {
            let history = tx.history(view.item.id)?;
            writeln!(out, "{}", item_json::item(&view, &history, zone))?;
        }
        Ok(())
    })
}

/// What items are shown by today.
fn board<'a>(config: &'a Config, tongue: &'a Tongue) -> Board<'a> {
    let zone = config.world.team.zone;
    Board {
        config,
        tongue,
        today: Clock::System.now().with_timezone(&zone).date_naive(),
    }
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
    if args.json {
        print(&config, &filter)?;
        return Ok(ExitCode::SUCCESS);
    }
    let tongue = Tongue::here(&config);
    let items = open(&config)?.read(|tx| views(tx, &filter))?;
    let mut screen = Screen::stdout();
    if items.is_empty() {
        screen.line(tongue.say("Nothing is open.", "没有未结事项。"))?;
    } else {
        board(&config, &tongue).table(&items, &mut screen)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs `export`.
pub(super) fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let _ = args.json;
    print(&args.config.load()?, &ItemFilter::default())?;
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
        writeln!(std::io::stderr().lock(), "{}", no_item(*id))?;
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
    let filter = ItemFilter {
        ids: wanted.clone(),
        ..ItemFilter::default()
    };
    if args.json {
        print(&config, &filter)?;
    } else {
        let store = open(&config)?;
        let tongue = Tongue::here(&config);
        let mut screen = Screen::stdout();
        store.read(|tx| {
            for (n, view) in views(tx, &filter)?.iter().enumerate() {
                if n > 0 {
                    screen.line("")?;
                }
                let mut checks = Vec::new();
                for (n, hold) in view.item.holds.iter().chain(&view.outer).enumerate() {
                    if let Some(mail) = &hold.evidence.message_id
                        && let Some(words) = tx.own_check(mail)?
                    {
                        checks.push((n, words));
                    }
                }
                board(&config, &tongue).whole(view, &checks, &mut screen)?;
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
        let filter = ItemFilter {
            ids: wanted.clone(),
            ..ItemFilter::default()
        };
        print(&config, &filter)?;
    } else {
        let store = open(&config)?;
        let tongue = Tongue::here(&config);
        let zone = config.world.team.zone;
        let mut screen = Screen::stdout();
        store.read(|tx| {
            for id in &wanted {
                let mut told = None;
                for row in tx.history(*id)? {
                    let event = (row.at, row.entry.clone());
                    screen.line(&replay::plain(&event, zone, &tongue, &screen))?;
                    let mut below = Vec::new();
                    if let Some(mail) = &row.entry.message_id
                        && told.as_ref() != Some(mail)
                        && let Some(words) = tx.own_check(mail)?
                    {
                        below.push(format!(
                            "{}{words}",
                            tongue.say("own check: ", "自行验证：")
                        ));
                        told = Some(mail.clone());
                    }
                    if let Some(score) = row.entry.score {
                        below.push(match tongue.language {
                            Language::En => format!("score {score} of 100"),
                            Language::Zh => format!("把握 {score}/100"),
                        });
                    }
                    let words = row.entry.evidence.words.replace('\n', " ");
                    if !words.is_empty() {
                        below.push(screen.paint(&format!("“{words}”"), Paint::Bold));
                    }
                    if let Some(mail) = &row.entry.message_id {
                        below.push(format!(
                            "{} <{}>",
                            tongue.say("mail", "邮件"),
                            mail.as_str()
                        ));
                    }
                    below.extend(row.changes().iter().map(ToString::to_string));
                    if row.taken_back() {
                        below.push(tongue.say("taken back", "后已撤销").to_owned());
                    }
                    for line in below {
                        screen.line(&format!("                  {line}"))?;
                    }
                }
            }
            Ok(())
        })?;
    }
    code(&missing(&config, &wanted)?)
}
