//! `client list` and `client show`: how clients answer, keep their word, and what they owe.

use std::io::Write as _;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::ConfigArg;
use super::client_told::Told;
use super::screen::Screen;
use super::tongue::Tongue;
use crate::app::client_record::{find, records};
use crate::clock::Clock;
use crate::config::Config;
use crate::model::{Language, World, money};
use crate::report::client::{ClientRecord, Contact, Median, Way};
use crate::report::{Ageing, Bucket};
use crate::store::Store;

/// Arguments of `client`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// One line a client: open items, what it owes, how fast it answers, promises kept.
    List(ListArgs),
    /// Everything about one client: its people, amounts by age, every mail both ways.
    Show(ShowArgs),
    /// Erase a client with its items, mail and history; the daemon must be down.
    Forget(super::forget::Args),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Print JSON, one object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Print JSON, one object a line.
    #[arg(long)]
    json: bool,
    /// Name, domain, or the address of one of its people.
    #[arg(required = true, value_name = "CLIENT")]
    clients: Vec<String>,
}

/// Runs `client`. Exit code 1 if a client is not known.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::List(args) => list(args),
        What::Show(args) => show(args),
        What::Forget(args) => super::forget::run(args),
    }
}

fn open(config: &Config) -> anyhow::Result<Store> {
    super::stored(config)
}

fn list(args: &ListArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let now = Clock::System.now();
    let found = open(&config)?.read(|tx| records(tx, None, &config, now))?;
    if args.json {
        let mut out = std::io::stdout().lock();
        for record in &found {
            writeln!(out, "{}", as_json(record, &config.world, false))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let told = Told {
        world: &config.world,
        tongue: &Tongue::here(&config),
    };
    told.list(&found, &mut Screen::stdout())?;
    Ok(ExitCode::SUCCESS)
}

fn show(args: &ShowArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let now = Clock::System.now();
    let store = open(&config)?;
    let tongue = Tongue::here(&config);
    let mut code = ExitCode::SUCCESS;
    for said in &args.clients {
        let found = store.read(|tx| {
            let Some(client) = find(tx, said, &config.world)? else {
                return Ok(None);
            };
            Ok(records(tx, Some(&client), &config, now)?.pop())
        })?;
        let Some(record) = found else {
            let told = match tongue.language {
                Language::En => {
                    format!("nudged: there is no client {said:?}; nudged client list shows them")
                }
                Language::Zh => format!("nudged：没有客户“{said}”；用 nudged client list 查看"),
            };
            writeln!(std::io::stderr().lock(), "{told}")?;
            code = ExitCode::from(1);
            continue;
        };
        if args.json {
            let told = as_json(&record, &config.world, true);
            writeln!(std::io::stdout().lock(), "{told}")?;
        } else {
            let world = &config.world;
            let told = Told {
                world,
                tongue: &tongue,
            };
            told.whole(&record, &mut Screen::stdout())?;
        }
    }
    Ok(code)
}

fn as_json(record: &ClientRecord, world: &World, whole: bool) -> Value {
    let zone = world.team.zone;
    let time = |at: DateTime<Utc>| at.with_timezone(&zone).to_rfc3339();
    let median = |median: Option<Median>| {
        median.map(|m| json!({"median_minutes": m.minutes, "answers": m.answers}))
    };
    let sent = |contact: &&Contact| contact.way != Way::Received;
    let last = |ours: bool| {
        let mails = record.contacts.iter().filter(|c| sent(c) == ours);
        mails.map(|c| c.at).max().map(time)
    };
    let count = |ours: bool| record.contacts.iter().filter(|c| sent(c) == ours).count();
    let mut value = json!({
        "client": record.client,
        "name": world.client_name(&record.client),
        "configured": world.client(&record.client).is_some(),
        "mode": world.mode(&record.client, None).as_str(),
        "opt_out": world.opted_out(&record.client),
        "contacts": record.people.iter().map(|one| json!({
            "name": one.person.name,
            "address": one.person.address,
            "live": one.live,
            "received": one.mails.0,
            "sent": one.mails.1,
            "last_heard": one.last_heard.map(time),
        })).collect::<Vec<_>>(),
        "items": {
            "open": record.items.open,
            "held": record.items.held,
            "disputed": record.items.disputed,
            "closed": record.items.closed,
        },
        "mails": {
            "received": count(false),
            "sent": count(true),
            "last_received": last(false),
            "last_sent": last(true),
        },
        "response": {"all": median(record.response), "last_90_days": median(record.recent)},
        "promises": {
            "kept": record.promises.kept,
            "broken": record.promises.broken,
            "open": record.promises.open,
        },
        "amounts": record.money.iter().map(amounts).collect::<Vec<_>>(),
    });
    if let (true, Value::Object(fields)) = (whole, &mut value) {
        let history = record.contacts.iter().map(|contact| {
            json!({
                "at": time(contact.at),
                "way": contact.way.as_str(),
                "who": contact.who,
                "subject": contact.subject,
                "items": contact.items,
                "reading": contact.reading.map(|reading| reading.as_str()),
                "step": contact.step.map(|step| step.as_str()),
            })
        });
        fields.insert("history".to_owned(), history.collect());
    }
    value
}

fn amounts(row: &Ageing) -> Value {
    let mut fields = Map::new();
    fields.insert("currency".to_owned(), json!(row.currency));
    fields.insert("total".to_owned(), json!(money::plain(row.total())));
    for (bucket, amount) in Bucket::ALL.iter().zip(row.amounts) {
        fields.insert(bucket.as_str().to_owned(), json!(money::plain(amount)));
    }
    Value::Object(fields)
}
