//! The account: its address, its servers, its password, and whether they work.

use std::path::PathBuf;
use std::thread::{self, JoinHandle};

use anyhow::Context as _;
use tokio::runtime::Runtime;

use super::super::BadUse;
use super::Args;
use super::interview::Interview;
use super::read;
use super::words;
use crate::clock::Clock;
use crate::config::{SecretSource, Tls};
use crate::mailbox::MailboxFault;
use crate::model::Address;
use crate::net::Secret;
use crate::setup::remedies::{self, Told};
use crate::setup::trial::{self, Failure, Judge, Lesson, Patience, Tags};
use crate::setup::{self, Application, Clues, Endpoint, Entrance, How, Recognised, Servers, Words};
use crate::smtp::Fault;

/// What is known of the account.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) address: Address,
    pub(super) servers: Servers,
    /// The provider, if it is one of the table.
    pub(super) provider: Option<Recognised>,
    /// `None`: nothing was tried, and a command or the unit knows it.
    pub(super) password: Option<Secret>,
    /// In place of a password.
    pub(super) application: Option<Application>,
}

pub(super) fn runtime() -> anyhow::Result<Runtime> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().context("no runtime")
}

/// The servers: those named, those of the provider named, those found.
pub(super) fn servers(
    talk: &mut Interview<'_>,
    args: &Args,
    address: &Address,
) -> anyhow::Result<Option<(Servers, Option<Recognised>)>> {
    let language = talk.language;
    let found = if args.imap.is_some() && args.smtp.is_some() {
        None
    } else if let Some(name) = &args.provider {
        let known = setup::by_name(name, address.domain());
        let known = known.context("this provider is not in the table")?;
        Some((known.servers(address), How::Known(known)))
    } else {
        let clues = if args.offline {
            Clues::default()
        } else {
            if setup::by_domain(address.domain()).is_none() {
                talk.say(words::LOOKING, &[("domain", address.domain())])?;
            }
            runtime()?.block_on(setup::clues(address))
        };
        match setup::choose(address, &clues) {
            Some(found) if found.is_strange(address) => {
                strange(talk, &found.servers)?.then_some((found.servers, found.how))
            }
            Some(found) => Some((found.servers, found.how)),
            None => None,
        }
    };
    let provider = match &found {
        Some((_, How::Known(known))) => Some(*known),
        _ => None,
    };
    let how = found.as_ref().map(|(_, how)| *how);
    let named = args.imap.is_some() || args.smtp.is_some();
    if let Some(Recognised { provider, .. }) = provider
        && let Entrance::OAuth(why) = provider.entrance
        && !named
        && (!talk.answers() || args.names_password())
        && args.oauth_client_id.is_none()
        && args.token_command.is_none()
    {
        anyhow::bail!("{}: {}", provider.name.to(language), why.to(language));
    }
    if found.is_none() && !named {
        talk.say(words::NOT_FOUND, &[("domain", address.domain())])?;
    }
    let known = found.map(|(servers, _)| servers);
    let end = |talk: &mut Interview<'_>,
               question,
               given: Option<&str>,
               known: Option<&Endpoint>,
               ports,
               tls| {
        if let (None, Some(known)) = (given, known) {
            return Ok(Some(known.clone()));
        }
        let read = |text: &str| read::endpoint(text, question, ports, language);
        let end: Option<Endpoint> = talk.answer(question, given, None, read)?;
        anyhow::Ok(end.map(|end| Endpoint {
            tls: match tls {
                Some(Way::Implicit) => Tls::Implicit,
                Some(Way::Starttls) => Tls::Starttls,
                None => end.tls,
            },
            ..end
        }))
    };
    let [reading, sending] = read::PORTS;
    let imap = known.as_ref().map(|s| &s.imap);
    let imap = end(
        talk,
        words::IMAP,
        args.imap.as_deref(),
        imap,
        reading,
        args.imap_tls,
    )?;
    let smtp = known.as_ref().map(|s| &s.smtp);
    let smtp = end(
        talk,
        words::SMTP,
        args.smtp.as_deref(),
        smtp,
        sending,
        args.smtp_tls,
    )?;
    let (Some(imap), Some(smtp)) = (imap, smtp) else {
        return Ok(None);
    };
    let whole = || address.as_str().to_owned();
    let user = |known: Option<String>| args.user.clone().or(known).unwrap_or_else(whole);
    let servers = Servers {
        imap_user: user(known.as_ref().map(|s| s.imap_user.clone())),
        smtp_user: user(known.as_ref().map(|s| s.smtp_user.clone())),
        imap,
        smtp,
    };
    let name = match how {
        Some(How::Known(known)) => known.provider.name,
        Some(How::File) => words::BY_FILE,
        Some(How::Srv) => words::BY_SRV,
        Some(How::Guess) => words::BY_GUESS,
        None => words::AS_TOLD,
    };
    let (imap, smtp) = (shown(&servers.imap), shown(&servers.smtp));
    talk.say(
        words::SERVERS,
        &[
            ("name", name.to(language)),
            ("imap", &imap),
            ("smtp", &smtp),
        ],
    )?;
    Ok(Some((servers, provider)))
}

/// How TLS begins, as a word of the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Way {
    /// From the first byte.
    Implicit,
    /// After STARTTLS.
    Starttls,
}

fn shown(end: &Endpoint) -> String {
    format!("{}:{}", end.host, end.port)
}

/// Whether the password may go to servers that only unsigned DNS names.
fn strange(talk: &mut Interview<'_>, servers: &Servers) -> anyhow::Result<bool> {
    let (imap, smtp) = (shown(&servers.imap), shown(&servers.smtp));
    let gaps = [("imap", imap.as_str()), ("smtp", smtp.as_str())];
    if !talk.answers() {
        talk.say(words::STRANGE_SILENT, &gaps)?;
        return Ok(false);
    }
    let asked = talk.filled(words::STRANGE, &gaps);
    let typed = talk.talk.ask(&asked)?;
    Ok(matches!(
        typed.trim().to_lowercase().as_str(),
        "yes" | "y" | "是"
    ))
}

/// The application whose tokens take the place of a password, where one does.
pub(super) fn application(
    talk: &mut Interview<'_>,
    args: &Args,
    provider: Option<Recognised>,
) -> anyhow::Result<Option<Application>> {
    let wanted = match provider.map(|known| (known.provider.name, known.provider.entrance)) {
        Some((name, Entrance::OAuth(path))) if args.oauth_client_id.is_none() => Some((name, path)),
        _ => None,
    };
    let other = args.names_password() || args.token_command.is_some();
    if other || wanted.is_none() && args.oauth_client_id.is_none() {
        return Ok(None);
    }
    let takes_passwords =
        |known: &Recognised| matches!(known.provider.entrance, Entrance::Password { .. });
    if let Some(known) = provider.filter(takes_passwords) {
        let name = known.provider.name.to(talk.language);
        return Err(BadUse(talk.filled(words::BY_HAND, &[("name", name)])).into());
    }
    if let Some((name, path)) = wanted {
        let language = talk.language;
        let gaps = [("name", name.to(language)), ("path", path.to(language))];
        talk.say(words::MAKE_APPLICATION, &gaps)?;
    }
    let language = talk.language;
    let read = |text: &str| read::client_id(text, language);
    let given = args.oauth_client_id.as_deref();
    let client_id = talk.answer(words::CLIENT_ID, given, None, read)?;
    let read = |text: &str| read::tenant(text, language);
    let given = args.oauth_tenant.as_deref();
    let tenant = talk.answer(words::TENANT, given, Some("-"), read)?;
    talk.say(words::LATER, &[])?;
    let pair = client_id.zip(tenant);
    Ok(pair.map(|(client_id, tenant)| Application { client_id, tenant }))
}

/// The password, from wherever the flags say, else typed.
pub(super) fn password(
    talk: &mut Interview<'_>,
    args: &Args,
    provider: Option<Recognised>,
) -> anyhow::Result<Option<Secret>> {
    let given = given(talk, args, provider)?;
    Ok(given.map(|password| fitting(password, provider)))
}

/// Google shows its app passwords in four groups and means them without the gaps.
fn fitting(password: Secret, provider: Option<Recognised>) -> Secret {
    let google = provider.is_some_and(|known| known.provider.key == "gmail");
    let text = password.expose();
    let groups = || text.split(' ').all(|group| group.len() == 4) && text.len() == 19;
    if google && groups() {
        return Secret::new(text.replace(' ', ""));
    }
    password
}

fn given(
    talk: &mut Interview<'_>,
    args: &Args,
    provider: Option<Recognised>,
) -> anyhow::Result<Option<Secret>> {
    let source = match (&args.password_file, &args.password_command) {
        (Some(file), _) => Some(SecretSource::File(file.clone())),
        (None, Some(command)) => Some(SecretSource::Command(command.clone())),
        (None, None) => None,
    };
    if let Some(source) = source {
        return Ok(Some(source.read()?));
    }
    if args.password_stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        let line = line.trim_end_matches(['\r', '\n']);
        anyhow::ensure!(
            !line.is_empty(),
            "{}",
            words::PASSWORD.shape.to(talk.language)
        );
        return Ok(Some(Secret::new(line)));
    }
    if !talk.answers() {
        talk.lacks(words::PASSWORD);
        return Ok(None);
    }
    if let Some(Recognised { provider, .. }) = provider
        && let Entrance::Password { called, path } = provider.entrance
    {
        let language = talk.language;
        let gaps = [
            ("name", provider.name.to(language)),
            ("called", called.to(language)),
            ("path", path.to(language)),
        ];
        talk.say(words::MAKE_PASSWORD, &gaps)?;
    }
    typed(talk, words::PASSWORD.asks).map(Some)
}

fn typed(talk: &mut Interview<'_>, asks: Words) -> anyhow::Result<Secret> {
    let asked = asks.to(talk.language);
    loop {
        let typed = talk.talk.ask_unseen(asked)?;
        if !typed.expose().trim().is_empty() {
            return Ok(Secret::new(typed.expose().trim()));
        }
    }
}

/// Logs in at both servers, as often as a person wants to mend what is wrong.
pub(super) fn tried(
    talk: &mut Interview<'_>,
    account: &mut Account,
    ca_file: Option<&PathBuf>,
) -> anyhow::Result<()> {
    let runtime = runtime()?;
    loop {
        let Some(password) = &account.password else {
            return Ok(());
        };
        let (mailbox, outgoing) = trial::account(
            &account.servers,
            &account.address,
            ca_file,
            &password.clone().into(),
        );
        let language = talk.language;
        let reading = runtime.block_on(trial::reading(&mailbox));
        let mut login = false;
        match &reading {
            Ok(folders) => talk.say(words::GOOD_IMAP, &[("folders", &folders.join(", "))])?,
            Err(fault) => {
                login = matches!(
                    fault,
                    MailboxFault::Auth { .. } | MailboxFault::UnsafeLogin { .. }
                );
                bad(talk, words::READING, &remedies::of_mailbox(fault, language))?;
            }
        }
        // A refused login is not tried twice: that locks accounts.
        let sending = if login {
            None
        } else {
            Some(runtime.block_on(trial::sending(&outgoing)))
        };
        match &sending {
            Some(Ok(())) => talk.say(words::GOOD_SMTP, &[])?,
            Some(Err(fault)) => {
                login |= matches!(fault, Fault::Login { .. });
                bad(
                    talk,
                    words::SENDING,
                    &remedies::of_outgoing(fault, language),
                )?;
            }
            None => {}
        }
        if reading.is_ok() && matches!(sending, Some(Ok(()))) {
            return Ok(());
        }
        if !talk.answers() {
            anyhow::bail!("{}", words::NOTHING_WRITTEN.to(language));
        }
        if login {
            let asked = words::AGAIN.to(language);
            let typed = talk.talk.ask_unseen(asked)?;
            if !typed.expose().trim().is_empty() {
                let typed = Secret::new(typed.expose().trim());
                account.password = Some(fitting(typed, account.provider));
            }
        } else {
            again(talk, &mut account.servers)?;
        }
    }
}

/// Lets a person name other servers; an empty answer keeps them.
fn again(talk: &mut Interview<'_>, servers: &mut Servers) -> anyhow::Result<()> {
    let language = talk.language;
    let [reading, sending] = read::PORTS;
    for (question, end, ports) in [
        (words::IMAP, &mut servers.imap, reading),
        (words::SMTP, &mut servers.smtp, sending),
    ] {
        let before = shown(end);
        let read = |text: &str| read::endpoint(text, question, ports, language);
        let named = talk.answer(question, None, Some(&before), read)?;
        if let Some(named) = named.filter(|named| shown(named) != before) {
            *end = named;
        }
    }
    Ok(())
}

fn bad(talk: &mut Interview<'_>, what: Words, told: &Told) -> anyhow::Result<()> {
    let gaps = [
        ("what", what.to(talk.language)),
        ("fault", &told.what),
        ("remedy", &told.remedy),
    ];
    talk.say(words::BAD, &gaps)
}

/// Mail to oneself, under way.
pub(super) type UnderWay = JoinHandle<anyhow::Result<Result<Lesson, Failure>>>;

/// Begins it beside the conversation.
pub(super) fn mail(account: &Account, ca_file: Option<&PathBuf>) -> Option<UnderWay> {
    let password = account.password.as_ref()?;
    let proof = password.clone().into();
    let (mailbox, outgoing) = trial::account(&account.servers, &account.address, ca_file, &proof);
    let address = account.address.clone();
    Some(thread::spawn(move || {
        let now = Clock::System.now();
        let trial = trial::by_mail(&mailbox, &outgoing, &address, now, Patience::default());
        Ok(runtime()?.block_on(trial))
    }))
}

/// What the configuration takes from a lesson: whether tags arrive, and who judges.
pub(super) fn learned(
    talk: &mut Interview<'_>,
    account: &Account,
    trial: UnderWay,
) -> anyhow::Result<(bool, Option<String>)> {
    let known = account.provider.and_then(|known| known.provider.authserv);
    let known = known.map(str::to_owned);
    if !trial.is_finished() {
        talk.say(words::WAITING, &[])?;
    }
    let ended = trial
        .join()
        .map_err(|_| anyhow::anyhow!("the trial broke off"))??;
    let lesson = match ended {
        Ok(lesson) => lesson,
        Err(failure) => {
            let told = remedies::of_failure(&failure, talk.language);
            bad(talk, words::BY_MAIL, &told)?;
            if !talk.answers() {
                anyhow::bail!("{}", words::NOTHING_WRITTEN.to(talk.language));
            }
            return Ok((false, known));
        }
    };
    if !lesson.arrived {
        talk.say(words::NOT_ARRIVED, &[])?;
        return Ok((false, known));
    }
    talk.say(
        if lesson.junk {
            words::IN_JUNK
        } else {
            words::ARRIVED
        },
        &[],
    )?;
    let tagged = format!("{}+…@{}", account.address.local(), account.address.domain());
    let tags = lesson.tags == Tags::Arrive;
    let told = if tags {
        words::TAGS_GOOD
    } else {
        words::TAGS_BAD
    };
    talk.say(told, &[("tagged", &tagged)])?;
    let judge = match lesson.judge {
        Judge::Named(name) => {
            talk.say(words::JUDGE_NAMED, &[("name", &name)])?;
            return Ok((tags, Some(name)));
        }
        Judge::Doubtful(name) => {
            talk.say(words::JUDGE_DOUBTFUL, &[("name", &name)])?;
            return Ok((tags, None));
        }
        Judge::None | Judge::Nameless => known,
    };
    match &judge {
        Some(name) => talk.say(words::JUDGE_KNOWN, &[("name", name)])?,
        None => talk.say(words::JUDGE_NONE, &[])?,
    }
    Ok((tags, judge))
}
