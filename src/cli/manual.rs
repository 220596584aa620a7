//! `nudged completions` and `nudged man`: both come from the definition of the command line and from
//! the sample configuration, so that they cannot say something else than `--help` does.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Arg, Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use super::Cli;
use crate::config::keys;

/// The sample configuration, which is the manual of its keys.
const SAMPLE: &str = include_str!("../../config/nudged.toml");

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionArgs {
    /// The shell that is to know the commands.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Where nudged.1 and nudged.toml.5 go; the folder is made if it is missing.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Runs `completions`.
pub(super) fn completions(args: &CompletionArgs) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "nudged", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `man`.
pub(super) fn pages(args: &ManArgs) -> anyhow::Result<ExitCode> {
    let dir = &args.dir;
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for (name, page) in [
        ("nudged.1", program()?),
        ("nudged.toml.5", configuration()?),
    ] {
        let path = dir.join(name);
        fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What every command has stands once at the top; `replay` demands its `--config` and is no such.
fn told_once(argument: &Arg) -> bool {
    match argument.get_id().as_str() {
        "help" | "version" | "json" => true,
        "config" => !argument.is_required_set() && !argument.get_default_values().is_empty(),
        _ => false,
    }
}

/// nudged(1): one page, a section of `COMMANDS` for each.
fn program() -> anyhow::Result<Vec<u8>> {
    let mut cli = Cli::command();
    cli.build();
    let man = Man::new(cli.clone()).section("1").date("").manual("nudged");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([bold("nudged"), roman(" "), italic("COMMAND"), roman(" […]")]);
    roff.control("SH", ["OPTIONS OF MOST COMMANDS"]);
    term(
        &mut roff,
        vec![bold("--config"), roman(" "), italic("FILE")],
    );
    roff.text([roman(
        "The configuration, /etc/nudged/nudged.toml if nobody says.",
    )]);
    term(&mut roff, vec![bold("--json")]);
    roff.text([roman(
        "One JSON object a line on standard output; messages go to standard error.",
    )]);
    roff.control("SH", ["COMMANDS"]);
    for sub in shown(&cli) {
        command(&mut roff, sub, "nudged");
    }
    for (title, lines) in TAIL {
        roff.control("SH", [*title]);
        for (name, text) in *lines {
            term(&mut roff, vec![bold(*name)]);
            roff.text([roman(*text)]);
        }
    }
    roff.to_writer(&mut page)?;
    Ok(page)
}

/// What stands below the commands.
const TAIL: &[(&str, &[(&str, &str)])] = &[
    (
        "EXIT STATUS",
        &[
            ("0", "Done."),
            ("1", "Something was found, or failed."),
            ("2", "Bad use or configuration."),
            ("75", "The state directory is held by another process."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            (
                "LC_ALL, LC_MESSAGES, LANG",
                "Messages for people are Chinese where the locale is (zh).",
            ),
            ("NO_COLOR", "No colours, whatever it is set to."),
            (
                "CREDENTIALS_DIRECTORY",
                "Where systemd lays the passwords: a file for each mailbox's name, and one named outgoing.",
            ),
        ],
    ),
    (
        "FILES",
        &[
            (
                "/etc/nudged/nudged.toml",
                "The configuration, see nudged.toml(5).",
            ),
            ("/etc/nudged/credentials/", "Passwords; root's, mode 0700."),
            (
                "/var/lib/nudged/",
                "The database, its lock and the control socket.",
            ),
        ],
    ),
    (
        "SEE ALSO",
        &[("nudged.toml(5), systemctl(1), journalctl(1)", "")],
    ),
];

/// Commands people are meant to see.
fn shown(of: &Command) -> impl Iterator<Item = &Command> {
    of.get_subcommands()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
}

/// A term; the text that follows explains it.
fn term(roff: &mut Roff, words: Vec<Inline>) {
    roff.control("TP", []);
    roff.text(words);
}

/// One command with its arguments, and those below it.
fn command(roff: &mut Roff, sub: &Command, above: &str) {
    let name = format!("{above} {}", sub.get_name());
    let mut title = name.clone();
    for argument in sub.get_positionals() {
        let what = argument.get_value_names().unwrap_or_default().join(" ");
        let many = argument.get_num_args().is_some_and(|n| n.max_values() > 1);
        let what = if many { format!("{what}…") } else { what };
        title.push_str(&if argument.is_required_set() {
            format!(" {what}")
        } else {
            format!(" [{what}]")
        });
    }
    roff.control("SS", [title.as_str()]);
    if let Some(about) = sub.get_long_about().or(sub.get_about()) {
        roff.text([roman(about.to_string())]);
    }
    for argument in sub.get_arguments() {
        if argument.is_hide_set() || told_once(argument) {
            continue;
        }
        let values = argument.get_value_names().unwrap_or_default().join(" ");
        let mut words = match argument.get_long() {
            Some(long) => vec![bold(format!("--{long}"))],
            None => Vec::new(),
        };
        if argument.get_action().takes_values() && !values.is_empty() {
            if !words.is_empty() {
                words.push(roman(" "));
            }
            words.push(italic(values));
        }
        term(roff, words);
        let help = argument.get_long_help().or(argument.get_help());
        roff.text([roman(help.map(ToString::to_string).unwrap_or_default())]);
    }
    for sub in shown(sub) {
        command(roff, sub, &name);
    }
}

/// nudged.toml(5): what each key may be, and the sample with its comments.
fn configuration() -> anyhow::Result<Vec<u8>> {
    let mut roff = Roff::new();
    let version = format!("nudged {}", env!("CARGO_PKG_VERSION"));
    roff.control("TH", ["nudged.toml", "5", "", version.as_str(), "nudged"]);
    roff.control("SH", ["NAME"]);
    roff.text([roman("nudged.toml - configuration of nudged(1)")]);
    roff.control("SH", ["DESCRIPTION"]);
    roff.text([roman(
        "TOML in /etc/nudged/nudged.toml. Unknown keys are refused; all mistakes are told at once, with line and \
         remedy, by nudged check --offline. A key that is left out has its default.",
    )]);
    roff.control("SH", ["KEYS"]);
    for (key, text) in keys() {
        let (may, default) = text.rsplit_once(';').unwrap_or((text, ""));
        term(&mut roff, vec![bold(key)]);
        roff.text([roman(may.trim().to_owned())]);
        roff.control("br", []);
        roff.text([roman(format!("default: {}", default.trim()))]);
    }
    roff.control("SH", ["EXAMPLE"]);
    roff.control("EX", []);
    for line in SAMPLE.lines() {
        roff.text([roman(line)]);
    }
    roff.control("EE", []);
    roff.control("SH", ["SEE ALSO"]);
    roff.text([roman("nudged(1)")]);
    let mut page = Vec::new();
    roff.to_writer(&mut page)?;
    Ok(page)
}
