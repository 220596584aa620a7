//! `nudged check`: everything that can be known before the daemon starts. With `--offline` no
//! server is asked, so a network outage does not keep the daemon from starting.

use std::process::ExitCode;

use super::ConfigArg;
use super::findings::Findings;
use crate::app::control::{self, Ask};
use crate::app::run::{self, DATABASE};
use crate::clock::Clock;
use crate::config::{Config, Grant, Login, Secret, SecretFault, SecretSource};
use crate::render::Templates;
use crate::setup::{Words, remedies};
use crate::store::{OpenFault, Store};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Ask no server.
    #[arg(long)]
    offline: bool,
    /// Mail itself too, as `init` does: do tagged addresses arrive, and who judges senders?
    #[arg(long, conflicts_with = "offline")]
    mail: bool,
    /// Print JSON, one finding a line.
    #[arg(long)]
    json: bool,
}

/// Runs `check`. Exit code 1 if something was found, 2 if the configuration is wrong.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    config.for_run()?;
    let mut report = Findings::new(args.json);
    report.good(&format!("configuration {}", config.path.display()))?;
    for warning in config
        .warnings
        .iter()
        .chain(&config.holidays_unknown(Clock::System.now()))
    {
        report.note(warning)?;
    }
    match Templates::new(&config.templates) {
        Ok(templates) => {
            let faults = templates.rehearse(&config.world, Clock::System.now());
            if faults.is_empty() {
                report.good("templates")?;
            }
            for fault in faults {
                let own = config.templates.iter().any(|(path, _)| *path == fault.name);
                let whose = if own {
                    " (yours, below [templates] dir)"
                } else {
                    ""
                };
                report.bad(&format!("{fault}{whose}"))?;
            }
        }
        Err(fault) => report.bad(&fault.to_string())?,
    }
    if !args.offline && config.world.security.trusted_authserv_ids.is_empty() {
        let language = super::tongue::of_locale();
        report.note(NOBODY_JUDGES.to(language))?;
    }
    database(&config, &mut report)?;
    secrets(&config, args.offline, &mut report)?;
    if !args.offline && !report.bad {
        ask_servers(&config, &mut report)?;
    }
    if args.mail && !report.bad {
        super::by_mail::ask(&config, super::tongue::of_locale(), &mut report)?;
    }
    Ok(report.code())
}

const NOBODY_JUDGES: Words = Words {
    en: "no provider's verdict on senders is believed (security.trusted-authserv-ids is empty): a mail without a signature \
         nudged can check itself, as inside one house, proves nobody. Of a PM it opens nothing until he answers `open` to the \
         mail he then gets; of a client it holds the item and its owner is asked. `nudged check --mail` shows whether the \
         provider writes a verdict",
    zh: "未信任任何服务商的发件人验证结果（security.trusted-authserv-ids 为空）：没有签名可供 nudged 自行验证的邮件（例如同一企业邮箱内部的邮件）\
         无法证明发件人。项目经理的这类邮件须由其对随后收到的邮件回复“跟踪”才会建立事项；客户的这类邮件只会搁置事项并询问负责人。\
         `nudged check --mail` 可查看服务商是否写入验证结果",
};

/// Logs in to every server, reading and sending nothing.
pub(super) fn ask_servers(config: &Config, report: &mut Findings) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(servers(config, report))
}

/// Whether the database can be used and is whole.
pub(super) fn database(config: &Config, report: &mut Findings) -> anyhow::Result<()> {
    let path = config.state_dir.join(DATABASE);
    if let Err(fault) = super::may_read(&path) {
        return report.bad(&fault.to_string());
    }
    if !path.exists() {
        return report.note(&format!(
            "no database yet: `nudged run` makes {}",
            path.display()
        ));
    }
    let opened = Store::open_read_only(&path);
    if let Err(older @ OpenFault::Older { .. }) = &opened {
        return report.note(&format!("{older}; `nudged run` upgrades it"));
    }
    match opened
        .map_err(anyhow::Error::from)
        .and_then(|s| s.quick_check())
    {
        Ok(faults) if faults.is_empty() => report.good(&format!("database {}", path.display())),
        Ok(faults) => report.bad_but(
            &format!(
                "database {} is damaged: {}",
                path.display(),
                faults.join("; ")
            ),
            "stop the daemon, `nudged restore FILE` with a copy `nudged backup` made",
        ),
        Err(fault) => report.bad(&format!("{fault:#}")),
    }
}

/// Whether every password and every other secret can be had; tokens are had at the login.
pub(super) fn secrets(config: &Config, offline: bool, report: &mut Findings) -> anyhow::Result<()> {
    for mailbox in config
        .mailboxes
        .iter()
        .filter(|m| m.kind == crate::config::MailboxKind::Imap)
    {
        if let Login::Password(source) = &mailbox.login {
            let what = format!("password of mailbox {}", mailbox.name);
            secret(&what, source, source.read(), offline, report)?;
        }
    }
    if let Some(outgoing) = config
        .outgoing
        .as_ref()
        .filter(|o| o.kind == crate::config::OutgoingKind::Smtp && o.user.is_some())
        && let Login::Password(source) = &outgoing.login
    {
        let what = "password of the outgoing server";
        secret(what, source, source.read(), offline, report)?;
    }
    for oauth in &config.oauth {
        if let Some(source) = oauth.grant.secret() {
            let what = format!("secret of oauth {}", oauth.name);
            let read = match &oauth.grant {
                Grant::ServiceAccount { .. } => source.read_whole(),
                _ => source.read(),
            };
            secret(&what, source, read, offline, report)?;
        }
    }
    Ok(())
}

/// One of them. A secret that others can read works, and should not.
fn secret(
    what: &str,
    source: &SecretSource,
    read: Result<Secret, SecretFault>,
    offline: bool,
    report: &mut Findings,
) -> anyhow::Result<()> {
    source.exposed().map_or(Ok(()), |why| report.note(&why))?;
    match read {
        Ok(_) => report.good(what),
        Err(_) if offline && by_systemd(source) => {
            report.note(&format!("{what}: systemd hands it over"))
        }
        Err(fault) => report.bad(&format!("{what}: {fault}")),
    }
}

/// A credential that only systemd can give, asked for outside of it.
fn by_systemd(secret: &SecretSource) -> bool {
    matches!(secret, SecretSource::Credential(_))
        && std::env::var_os("CREDENTIALS_DIRECTORY").is_none()
}

async fn servers(config: &Config, report: &mut Findings) -> anyhow::Result<()> {
    let language = super::tongue::of_locale();
    let mut works = false;
    for (name, source) in run::sources(config)? {
        match source.try_once().await {
            Ok(what) => {
                works = true;
                report.good(&format!("mailbox {name}: {what}"))?;
            }
            Err(fault) => {
                let host = config.mailboxes.iter().find(|m| m.name == name);
                let host = host.map_or("", |m| m.host.as_str());
                let told = remedies::of_mailbox(&fault, language).at(host, language);
                report.bad_but(&format!("mailbox {name}: {}", told.what), &told.remedy)?;
            }
        }
    }
    match run::transport(config)?.try_once().await {
        Ok(what) => {
            works = true;
            report.good(&format!("outgoing: {what}"))?;
        }
        Err(fault) => {
            let host = config.outgoing.as_ref().map_or("", |o| o.host.as_str());
            let told = remedies::of_outgoing(&fault, language).at(host, language);
            report.bad_but(&format!("outgoing: {}", told.what), &told.remedy)?;
        }
    }
    if works {
        // What worked here need not be waited for by the daemon; nobody listens where none runs.
        let _ = control::ask(&config.state_dir, &Ask::TryAgain);
    }
    Ok(())
}
