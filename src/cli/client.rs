//! `client list` and `client show`: how clients answer, keep their word, and what they owe.

use std::io::Write as _;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::ConfigArg;
use crate::app::client_record::{find, records};
use crate::clock::Clock;
use crate::config::Config;
use crate::model::{World, money};
use crate::report::client::{ClientRecord, Contact, Median, RECENT, Way};
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
    let mut out = std::io::stdout().lock();
    for record in &found {
        if args.json {
            writeln!(out, "{}", as_json(record, &config.world, false))?;
        } else {
            writeln!(out, "{}", line(record, &config.world))?;
        }
    }
    if found.is_empty() && !args.json {
        writeln!(out, "No client is known yet.")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show(args: &ShowArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let now = Clock::System.now();
    let store = open(&config)?;
    let mut code = ExitCode::SUCCESS;
    for said in &args.clients {
        let found = store.read(|tx| {
            let Some(client) = find(tx, said, &config.world)? else {
                return Ok(None);
            };
            Ok(records(tx, Some(&client), &config, now)?.pop())
        })?;
        let Some(record) = found else {
            writeln!(
                std::io::stderr().lock(),
                "nudged: there is no client {said:?}; nudged client list shows them"
            )?;
            code = ExitCode::from(1);
            continue;
        };
        let mut out = std::io::stdout().lock();
        if args.json {
            writeln!(out, "{}", as_json(&record, &config.world, true))?;
        } else {
            write!(out, "{}", whole(&record, &config.world))?;
        }
    }
    Ok(code)
}

fn title(record: &ClientRecord, world: &World) -> String {
    let name = world.client_name(&record.client);
    if name == record.client.0 {
        name
    } else {
        format!("{name} ({})", record.client)
    }
}

fn owed(money: &[Ageing]) -> String {
    let rows = money.iter().map(|row| match row.currency {
        Some(currency) => format!("{currency} {}", money::plain(row.total())),
        None => money::plain(row.total()),
    });
    rows.collect::<Vec<_>>().join(" + ")
}

fn median(median: Option<Median>) -> Option<String> {
    let median = median?;
    let answers = match median.answers {
        1 => "1 answer".to_owned(),
        more => format!("{more} answers"),
    };
    Some(format!("{} ({answers})", span(median.minutes)))
}

/// Minutes as people say them.
fn span(minutes: i64) -> String {
    match minutes {
        ..=119 => format!("{minutes} min"),
        120..=2879 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

fn line(record: &ClientRecord, world: &World) -> String {
    let items = record.items;
    let mut parts = vec![
        format!("{} open", items.open),
        format!("{} held", items.held),
        format!("{} disputed", items.disputed),
        format!("{} closed", items.closed),
    ];
    parts.retain(|part| !part.starts_with("0 "));
    if parts.is_empty() {
        parts.push("no items".to_owned());
    }
    if !record.money.is_empty() {
        parts.push(format!("owes {}", owed(&record.money)));
    }
    parts.extend(median(record.response).map(|median| format!("answers in {median}")));
    let promises = record.promises;
    let made = promises.kept.saturating_add(promises.broken);
    if made > 0 {
        parts.push(format!("kept {} of {made} promises", promises.kept));
    }
    if world.opted_out(&record.client) {
        parts.push("opted out".to_owned());
    }
    format!("{}: {}", title(record, world), parts.join(", "))
}

fn whole(record: &ClientRecord, world: &World) -> String {
    let zone = world.team.zone;
    let mut out = vec![line(record, world)];
    let mode = world.mode(&record.client, None);
    out.push(format!("  mode      {}", mode.as_str()));
    for one in &record.people {
        let name = if one.person.name.is_empty() {
            String::new()
        } else {
            format!("{} ", one.person.name)
        };
        let heard = one.last_heard.map_or_else(String::new, |at| {
            format!(", last heard {}", minute(at, zone))
        });
        let live = if one.live {
            ""
        } else {
            ", not mailed any more"
        };
        out.push(format!(
            "  contact   {name}<{}>: mails {} from, {} to{heard}{live}",
            one.person.address, one.mails.0, one.mails.1
        ));
    }
    out.push(match median(record.response) {
        Some(median) => format!("  answers   in {median}, median of all time"),
        None => "  answers   none yet".to_owned(),
    });
    out.push(match median(record.recent) {
        Some(median) => format!("            in {median}, median of the last {RECENT} days"),
        None => format!("            none in the last {RECENT} days"),
    });
    let promises = record.promises;
    out.push(format!(
        "  promises  {} kept, {} broken, {} open",
        promises.kept, promises.broken, promises.open
    ));
    for row in &record.money {
        let parts: Vec<String> = Bucket::ALL
            .iter()
            .zip(row.amounts)
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(bucket, amount)| format!("{} {}", age(*bucket), money::plain(amount)))
            .collect();
        let total = owed(std::slice::from_ref(row));
        out.push(format!("  owes      {total}: {}", parts.join(", ")));
    }
    for contact in &record.contacts {
        out.push(format!("  {}", told(contact, zone)));
    }
    if record.contacts.is_empty() {
        out.push("  no mail yet".to_owned());
    }
    out.push(String::new());
    out.join("\n")
}

fn age(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::NotDue => "not due",
        Bucket::To30 => "1-30 days",
        Bucket::To60 => "31-60 days",
        Bucket::To90 => "61-90 days",
        Bucket::Over90 => "over 90 days",
    }
}

fn minute(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

fn told(contact: &Contact, zone: Tz) -> String {
    let items: Vec<String> = contact.items.iter().map(ToString::to_string).collect();
    let who: Vec<&str> = contact.who.iter().map(|a| a.as_str()).collect();
    let what = match contact.way {
        Way::Received => contact.reading.map_or_else(String::new, |reading| {
            format!(", read as {}", reading.as_str())
        }),
        Way::FollowUp => contact
            .step
            .map_or_else(String::new, |step| format!(", {}", step.as_str())),
        Way::Written => String::new(),
    };
    let (arrow, kind) = match contact.way {
        Way::Received => ("<-", "mail"),
        Way::Written => ("->", "mail"),
        Way::FollowUp => ("->", "follow-up"),
    };
    format!(
        "{} {arrow} {kind} {} {}{what}: {}",
        minute(contact.at, zone),
        who.join(" "),
        items.join(" "),
        contact.subject.replace('\n', " ")
    )
    .replace("  ", " ")
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
