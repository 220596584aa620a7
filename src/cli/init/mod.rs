//! `nudged init`: from nothing to a configuration that works. Asks what only people know, tries what
//! servers know, writes at the very end.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

mod account;
mod interview;
mod read;
mod talk;
mod team;
#[cfg(test)]
mod tests;
mod words;

use super::BadUse;
use crate::config::{self, defaults};
use crate::model::Language;
use crate::setup::{self, Password, Plan, keep};
use account::{Account, Way};
use interview::Interview;
use talk::{Talk, Terminal};

/// Arguments of `init`. Every question has its flag.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// The configuration to write; passwords go into credentials/ beside it.
    #[arg(long, value_name = "FILE", default_value = super::CONFIG)]
    config: PathBuf,
    /// Language of the questions; else that of the locale (LC_ALL, LC_MESSAGES, LANG).
    #[arg(long, value_name = "en|zh")]
    lang: Option<String>,
    /// Ask nothing: what no flag says takes its default, and what has none is told. So it is too where
    /// standard input is no terminal.
    #[arg(long)]
    yes: bool,
    /// Write over a configuration and passwords that are there; the configuration is kept beside.
    #[arg(long)]
    force: bool,
    /// Ask no server: the account is not tried.
    #[arg(long)]
    offline: bool,
    /// Send no test mails.
    #[arg(long)]
    no_test_mail: bool,
    /// The tracking address.
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
    /// The provider: gmail, microsoft365, outlook, fastmail, icloud, zoho, qq, exmail, 163, netease,
    /// aliyun, feishu; else recognised.
    #[arg(long, value_name = "NAME", value_parser = provider)]
    provider: Option<String>,
    /// IMAP server, if it is not to be recognised.
    #[arg(long, value_name = "HOST[:PORT]")]
    imap: Option<String>,
    /// How its TLS begins; else by the port.
    #[arg(long, value_name = "KIND")]
    imap_tls: Option<Way>,
    /// SMTP server, if it is not to be recognised.
    #[arg(long, value_name = "HOST[:PORT]")]
    smtp: Option<String>,
    /// How its TLS begins; else by the port.
    #[arg(long, value_name = "KIND")]
    smtp_tls: Option<Way>,
    /// Login name; else the address.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// PEM file of certificates to trust in place of the system's.
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Read the password from this file; a copy is kept beside the configuration.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["password_command", "password_stdin"])]
    password_file: Option<PathBuf>,
    /// A command that prints the password; the configuration names it, nothing is stored.
    #[arg(long, value_name = "COMMAND", conflicts_with = "password_stdin")]
    password_command: Option<String>,
    /// Read the password from the first line of standard input.
    #[arg(long)]
    password_stdin: bool,
    /// Id of the application registered at the provider, where it takes OAuth2 only (Microsoft).
    #[arg(long, value_name = "ID", conflicts_with_all = ["password_file", "password_command", "password_stdin"])]
    oauth_client_id: Option<String>,
    /// The tenant that application is registered in; else one of all tenants.
    #[arg(long, value_name = "TENANT", requires = "oauth_client_id")]
    oauth_tenant: Option<String>,
    /// A command that prints an OAuth2 access token; the configuration names it, nothing is stored.
    #[arg(long, value_name = "COMMAND", conflicts_with_all = ["password_file", "password_command", "password_stdin", "oauth_client_id"])]
    token_command: Option<String>,
    /// The team's name as clients read it.
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// Domains of the team, comma between several, - for none; else that of the address.
    #[arg(long, value_name = "DOMAINS")]
    domain: Option<String>,
    /// A member: "Anna Li <anna@agency.example> en"; once for each.
    #[arg(long, value_name = "MEMBER")]
    member: Vec<String>,
    /// Language of notices; else that of the questions.
    #[arg(long, value_name = "en|zh")]
    language: Option<String>,
    /// Time zone; else that of this machine, if it is not UTC.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// Holidays, comma between several, - for none; else those of the zone.
    #[arg(long, value_name = "CODES")]
    calendars: Option<String>,
    /// How follow-ups leave; else observe.
    #[arg(long, value_name = "MODE")]
    mode: Option<String>,
    /// Who gets the weekly summary, comma between several, - for nobody; else the members.
    #[arg(long, value_name = "ADDRESSES")]
    summary_to: Option<String>,
    /// Who is told when the mailbox cannot be read, - for nobody; else who gets the summary.
    #[arg(long, value_name = "ADDRESSES")]
    admin_to: Option<String>,
    /// Folder of the database; else /var/lib/nudged for the systemd unit, or state/ beside the
    /// configuration.
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,
    /// Who starts the daemon; else systemd for the configuration in its usual place.
    #[arg(long, value_name = "WHO")]
    start: Option<Start>,
}

impl Args {
    /// A password is to be had by one of the flags.
    fn names_password(&self) -> bool {
        self.password_file.is_some() || self.password_command.is_some() || self.password_stdin
    }
}

/// Who starts the daemon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Start {
    /// The unit nudged.service, which hands the password over.
    Systemd,
    /// Whoever runs `nudged run`.
    ByHand,
}

fn provider(name: &str) -> Result<String, String> {
    let keys: Vec<&str> = setup::PROVIDERS.iter().map(|p| p.key).collect();
    if keys.contains(&name) {
        return Ok(name.to_owned());
    }
    Err(format!(
        "one of {}; or name --imap and --smtp",
        keys.join(", ")
    ))
}

/// Runs `init`. Exit code 1 if the account cannot be used, 2 if answers are missing or wrong.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    use std::io::IsTerminal as _;
    let mut terminal = Terminal {
        answers: !args.yes && !args.password_stdin && std::io::stdin().is_terminal(),
    };
    let language = match &args.lang {
        Some(named) => read::language(named, Language::En).map_err(BadUse)?,
        None => super::tongue::of_locale(),
    };
    set_up(args, &mut terminal, language)?;
    Ok(ExitCode::SUCCESS)
}

/// The whole conversation.
fn set_up(args: &Args, talk: &mut dyn Talk, language: Language) -> anyhow::Result<()> {
    let mut talk = Interview::new(talk, language);
    let path = std::path::absolute(&args.config).context("no working directory")?;
    let base = path.parent().unwrap_or(Path::new("/")).to_owned();
    let shown = path.display().to_string();
    let mut files = Files::of(args, &path);
    let there = files
        .all(&path)
        .find(|file| file.exists() && !args.force)
        .map(Path::to_path_buf);
    if let Some(there) = there {
        let there = there.display().to_string();
        return Err(BadUse(talk.filled(words::THERE, &[("path", &there)])).into());
    }
    if let Err(fault) = keep::writable(&base) {
        let gaps = [("path", shown.as_str()), ("fault", &fault.to_string())];
        return Err(BadUse(talk.filled(words::UNWRITABLE, &gaps)).into());
    }
    if talk.answers() {
        talk.say(words::WELCOME, &[("path", &shown)])?;
    }

    let given = args.address.as_deref();
    let read = |text: &str| read::tracking(text, language);
    let address = talk.answer(words::ADDRESS, given, None, read)?;
    if talk.answers() {
        let address = address.context("no address")?;
        let account = account(&mut talk, args, address)?.context("no servers")?;
        files.settle(&account);
        let mail = tried(&mut talk, args, &account)?;
        let team = team::asked(&mut talk, args, &base, Some(&account.address))?;
        let team = team.context("no team")?;
        return finish(&mut talk, args, &path, &files, account, mail, team);
    }
    // Nobody answers: all that is missing is told before anything is tried.
    let team = team::asked(&mut talk, args, &base, address.as_ref())?;
    let sources = [
        args.names_password(),
        args.oauth_client_id.is_some(),
        args.token_command.is_some(),
    ];
    if !sources.contains(&true) {
        talk.lacks(words::PASSWORD);
    }
    talk.settled()?;
    let (Some(address), Some(team)) = (address, team) else {
        return Err(BadUse(String::new()).into());
    };
    let Some(account) = account(&mut talk, args, address)? else {
        talk.settled()?;
        return Ok(());
    };
    files.settle(&account);
    let mail = tried(&mut talk, args, &account)?;
    finish(&mut talk, args, &path, &files, account, mail, team)
}

/// The account of an address, logged in to unless `--offline`.
fn account(
    talk: &mut Interview<'_>,
    args: &Args,
    address: crate::model::Address,
) -> anyhow::Result<Option<Account>> {
    let Some((servers, provider)) = account::servers(talk, args, &address)? else {
        return Ok(None);
    };
    let application = account::application(talk, args, provider)?;
    let password = match (&application, &args.token_command) {
        (None, None) => account::password(talk, args, provider)?,
        _ => None,
    };
    let mut account = Account {
        application,
        address,
        servers,
        provider,
        password,
    };
    if !args.offline {
        account::tried(talk, &mut account, args.ca_file.as_ref())?;
    }
    Ok(Some(account))
}

/// Mail to oneself, if it may be sent.
fn tried(
    talk: &mut Interview<'_>,
    args: &Args,
    account: &Account,
) -> anyhow::Result<Option<account::UnderWay>> {
    if args.offline || args.no_test_mail || account.password.is_none() {
        return Ok(None);
    }
    if talk.answers() {
        talk.say(words::MAILING, &[])?;
    }
    Ok(account::mail(account, args.ca_file.as_ref()))
}

/// Takes in what was learned, writes, and says what comes next.
fn finish(
    talk: &mut Interview<'_>,
    args: &Args,
    path: &Path,
    files: &Files,
    account: Account,
    mail: Option<account::UnderWay>,
    team: team::Team,
) -> anyhow::Result<()> {
    let known = account.provider.and_then(|known| known.provider.authserv);
    let (subaddress, authserv) = match mail {
        Some(mail) => account::learned(talk, &account, mail)?,
        None => {
            let told = if args.offline {
                words::OFFLINE
            } else {
                words::NO_MAIL_TEST
            };
            talk.say(told, &[])?;
            (false, known.map(str::to_owned))
        }
    };
    let daily = account.provider.map(|known| known.house.daily);
    let plan = Plan {
        address: account.address.clone(),
        subaddress,
        team: team.name,
        domains: team.domains,
        members: team.members,
        language: team.language,
        zone: team.zone,
        holidays: team.holidays,
        mode: team.mode,
        summary_to: team.summary_to,
        admin_to: team.admin_to,
        authserv,
        state_dir: files.state_dir.clone(),
        servers: account.servers,
        ca_file: args.ca_file.as_ref().map(std::path::absolute).transpose()?,
        password: files.password.clone(),
        hourly: setup::hourly(daily),
        daily,
    };
    let text = setup::text(&plan, talk.language);
    // What is written must be what the daemon takes, whatever was answered.
    let base = path.parent().unwrap_or(Path::new("/"));
    config::parse(&text, base)?;
    if let Some(password) = &account.password {
        for file in &files.secrets {
            keep::secret(file, password, args.force)
                .with_context(|| format!("cannot write {}", file.display()))?;
            talk.say(
                words::SECRET_WRITTEN,
                &[("path", &file.display().to_string())],
            )?;
        }
    }
    let kept = keep::configuration(path, &text, args.force)
        .with_context(|| format!("cannot write {}", path.display()))?;
    talk.say(words::WRITTEN, &[("path", &path.display().to_string())])?;
    if let Some(kept) = kept {
        talk.say(words::KEPT, &[("path", &kept.display().to_string())])?;
    }
    if let Some(daily) = plan.daily.filter(|_| plan.hourly < ROOMY) {
        let (daily, hourly) = (daily.to_string(), plan.hourly.to_string());
        talk.say(words::FEW, &[("daily", &daily), ("hourly", &hourly)])?;
    }
    farewell(talk, path, files, &plan)
}

/// Mails an hour below which notices to a team wait for one another.
const ROOMY: u32 = 10;

/// The two commands.
fn farewell(
    talk: &mut Interview<'_>,
    path: &Path,
    files: &Files,
    plan: &Plan,
) -> anyhow::Result<()> {
    let usual = path == Path::new(super::CONFIG);
    let named = if usual {
        String::new()
    } else {
        format!(" --config {}", in_shell(path))
    };
    talk.talk.say("")?;
    if files.start == Start::Systemd && files.secrets.is_empty() {
        talk.say(words::UNIT_WITHOUT, &[])?;
    }
    talk.say(words::NEXT, &[])?;
    let agreed = matches!(files.password, Password::OAuth(_));
    let by_mail = if agreed { " --mail" } else { "" };
    let mut commands = if files.start == Start::Systemd {
        let folder = path.with_file_name("credentials");
        let with = if files.secrets.is_empty() {
            String::new()
        } else {
            format!("CREDENTIALS_DIRECTORY={} ", in_shell(&folder))
        };
        vec![
            format!("sudo {with}nudged check{named}{by_mail}"),
            "sudo systemctl enable --now nudged".to_owned(),
        ]
    } else {
        vec![
            format!("nudged check{named}{by_mail}"),
            format!("nudged run{named}"),
        ]
    };
    let sudo = match files.start {
        Start::Systemd => "sudo ",
        Start::ByHand => "",
    };
    if agreed {
        commands.insert(0, format!("{sudo}nudged login{named}"));
    }
    for command in commands {
        talk.talk.say(&format!("  {command}"))?;
    }
    let then = if plan.authserv.is_some() {
        words::THEN
    } else {
        words::THEN_UNPROVED
    };
    talk.say(then, &[("address", plan.address.as_str())])
}

/// A path as a word of the shell.
fn in_shell(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/._-+@".contains(c);
    if text.chars().all(plain) {
        return text.into_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// What will be written beside the configuration, and how it is named there.
struct Files {
    start: Start,
    /// Files of the password.
    secrets: Vec<PathBuf>,
    password: Password,
    state_dir: PathBuf,
}

impl Files {
    fn of(args: &Args, path: &Path) -> Self {
        let usual = path == Path::new(super::CONFIG);
        let default = if usual { Start::Systemd } else { Start::ByHand };
        let start = args.start.unwrap_or(default);
        let folder = path.with_file_name("credentials");
        let token = args.token_command.clone().map(Password::TokenCommand);
        let command = args.password_command.clone().map(Password::Command);
        let (secrets, password) = match (token.or(command), start) {
            (Some(named), _) => (Vec::new(), named),
            (None, Start::Systemd) => {
                let names = [defaults::MAILBOX_NAME, defaults::OUTGOING_NAME];
                (
                    names.map(|name| folder.join(name)).to_vec(),
                    Password::Credential,
                )
            }
            (None, Start::ByHand) => {
                // Several configurations may share a folder.
                let name = match path.file_stem().map(|stem| stem.to_string_lossy()) {
                    Some(stem) if stem != "nudged" => stem.into_owned(),
                    _ => defaults::MAILBOX_NAME.to_owned(),
                };
                let named = Password::File(Path::new("credentials").join(&name));
                (vec![folder.join(name)], named)
            }
        };
        let state_dir = match (&args.state_dir, start) {
            (Some(folder), _) => folder.clone(),
            (None, Start::Systemd) => defaults::STATE_DIR.into(),
            (None, Start::ByHand) => "state".into(),
        };
        Self {
            start,
            secrets,
            password,
            state_dir,
        }
    }

    /// Access tokens take the place of a password.
    fn settle(&mut self, account: &Account) {
        if let Some(application) = account.application.clone() {
            self.secrets.clear();
            self.password = Password::OAuth(application);
        }
    }

    fn all<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a Path> {
        std::iter::once(path).chain(self.secrets.iter().map(PathBuf::as_path))
    }
}
