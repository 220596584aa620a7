//! The commands of product.md 5 on the command line, whether the daemon runs or not: lock held →
//! the verb goes to the daemon; not held → the same engine in this process, under the lock.

use std::io::Write as _;
use std::process::ExitCode;

use super::tongue::of_locale;
use super::{BadUse, ConfigArg, faulty};
use crate::app::control::{self, Answer, Ask};
use crate::app::engine::{Engine, Entropy};
use crate::app::lock::{Held, StateLock};
use crate::app::run;
use crate::clock::Clock;
use crate::config::Lenient;
use crate::interpret::commands;
use crate::model::{Command, Language, NoticeLine, Verb};
use crate::render::Templates;

/// Arguments of every verb.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Everything at once (pause, resume, ok, undo).
    #[arg(long)]
    all: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Item numbers and the argument, as in a mail: `42 43`, `42 5d`.
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
}

/// Arguments of `open`.
#[derive(Debug, clap::Args)]
pub(super) struct OpenArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The mail, by its Message-ID.
    #[arg(value_name = "MESSAGE-ID")]
    mail: String,
}

/// Runs `open`.
pub(super) fn open(args: &OpenArgs) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let templates = Templates::new(&config.templates)?;
    let command = Command {
        verb: Verb::Open,
        items: Vec::new(),
        argument: Some(args.mail.trim_matches(['<', '>']).to_owned()),
    };
    let read = Lenient {
        config,
        faults: None,
        bare: false,
    };
    let lines = execute(read, &command, &Clock::System)?;
    print(&lines, &templates, args.json)
}

/// Runs one verb.
pub(super) fn run(verb: &str, args: &Args) -> anyhow::Result<ExitCode> {
    let mut read = args.config.lenient()?;
    let mut line = format!("{verb} {}", args.words.join(" "));
    if args.all {
        line.push_str(" all");
    }
    let templates = match Templates::new(&read.config.templates) {
        Ok(templates) => templates,
        // A template that cannot be used keeps nobody from stopping everything.
        Err(fault) if verb == "pause" => {
            writeln!(std::io::stderr(), "nudged: {fault}")?;
            read.config.templates.clear();
            Templates::new(&[])?
        }
        Err(fault) => return Err(fault.into()),
    };
    let clock = Clock::System;
    let reference = clock
        .now()
        .with_timezone(&read.config.world.team.zone)
        .fixed_offset();
    let (found, refused) = commands::find(line.trim(), reference);
    let [command] = found.as_slice() else {
        let why = refused.first().map_or("unknown_word", |r| r.why.as_str());
        let language = of_locale();
        let (said, refusal) = (line.trim(), templates.refusal(why, None, language));
        let fault = match language {
            Language::En => format!("{said:?} was not done: {refusal}. See nudged {verb} --help"),
            Language::Zh => format!("“{said}”未执行：{refusal}。用法见 nudged {verb} --help"),
        };
        return Err(BadUse(fault).into());
    };
    let lines = execute(read, command, &clock)?;
    print(&lines, &templates, args.json)
}

/// Prints a transcript; exit code 1 if something was not done.
fn print(lines: &[NoticeLine], templates: &Templates, json: bool) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        if json {
            writeln!(out, "{}", serde_json::to_string(line)?)?;
        } else {
            writeln!(out, "{}", templates.line(line, of_locale()))?;
        }
    }
    let refused = lines.iter().any(|l| l.code.starts_with("refused:"));
    Ok(if refused {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Whether a word means the same whatever the file says: a day hangs on its time zone.
fn whatever_the_file(verb: Verb) -> bool {
    !matches!(verb, Verb::Due | Verb::Snooze | Verb::Away)
}

fn execute(read: Lenient, command: &Command, clock: &Clock) -> anyhow::Result<Vec<NoticeLine>> {
    let state = read.config.state_dir.clone();
    if let Some(faults) = &read.faults
        && read.bare
        && !whatever_the_file(command.verb)
    {
        return Err(faults.clone().into());
    }
    let held = match StateLock::take(&state) {
        Ok(_lock) => {
            let now = clock.now();
            let mut engine = match &read.faults {
                None => Engine::new(read.config, run::open(&state)?, Entropy::System, now)?,
                Some(_) if command.verb == Verb::Pause => {
                    faulty::tell(&read, None);
                    Engine::for_a_stop(read.config, run::open(&state)?, now)?
                }
                Some(faults) => return Err(faults.clone().into()),
            };
            return Ok(engine.console(command, now)?.0);
        }
        Err(fault) => fault,
    };
    if held.downcast_ref::<Held>().is_none() {
        super::may_read(&state.join(run::DATABASE))?;
        return Err(held);
    }
    if read.faults.is_some() {
        faulty::tell(&read, faulty::health(&state).as_ref());
    }
    match control::ask(&state, &Ask::Command(command.clone())) {
        Ok(Answer::Done(lines)) => Ok(lines),
        Ok(Answer::Failed(why)) => Err(anyhow::anyhow!(why)),
        Ok(Answer::Health(_)) => Err(anyhow::anyhow!("the daemon answered something else")),
        Err(fault) => Err(held.context(fault)),
    }
}
