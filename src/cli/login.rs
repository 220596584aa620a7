//! `nudged login`: somebody agrees in his browser that nudged uses a mailbox by OAuth2.

use std::io::{BufRead as _, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use tokio::sync::mpsc;

use super::{BadUse, ConfigArg};
use crate::clock::Clock;
use crate::config::{Config, Grant, Login, OAuthConfig};
use crate::model::Language;
use crate::net::{TokenFault, Tokens as _};
use crate::oauth::{DeviceLogin, Keeper, LoopbackLogin};
use crate::setup::{Words, remedies};

/// Arguments of `login`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Port of this machine the browser comes back to (loopback); else a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Which [[oauth]], by its name; else the only one.
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

const CODE: Words = Words {
    en: "On any machine open {address} and type the code {code} within {minutes} minutes,\nlogged in as {user}. Waiting …",
    zh: "请在任意电脑上打开 {address} ，以 {user} 的身份登录，\n并在 {minutes} 分钟内输入代码 {code} 。等待中……",
};
const OPEN: Words = Words {
    en: "Open this address in a browser on this machine, logged in as {user}:\n\n{address}\n\nOn another machine: forward port \
         {port} (ssh -L {port}:127.0.0.1:{port}), or copy the address\nthe browser ends at to here. Waiting …",
    zh: "请在本机浏览器中打开以下地址，并以 {user} 的身份登录：\n\n{address}\n\n如果浏览器在别的电脑上：转发端口 {port}（ssh -L \
         {port}:127.0.0.1:{port}），\n或将浏览器最后停留的地址复制到这里。等待中……",
};
const DONE: Words = Words {
    en: "Done; the tokens are kept in the state directory. Try them with `nudged check`; a daemon that runs\n\
         takes them up within 15 minutes.",
    zh: "完成；令牌已保存在状态目录中。可用 `nudged check` 试用；正在运行的守护进程会在 15 分钟内使用它们。",
};
const NEEDLESS: Words = Words {
    en: "{name} needs nobody's login, and gave an access token just now.",
    zh: "{name} 无需任何人登录；刚才已成功取得访问令牌。",
};

/// Runs `login`. Exit code 1 if it came to nothing, 2 if the configuration names no such `[[oauth]]`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    let language = super::tongue::of_locale();
    let grant = chosen(&config, args.name.as_deref())?;
    let user = user_of(&config, &grant.name);
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build().context("no runtime")?;
    let done = runtime.block_on(log_in(&config, grant, &user, args.port, language));
    // A terminal nobody types into any more would keep the runtime waiting.
    runtime.shutdown_background();
    match done? {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(fault) => {
            let told = remedies::of_token(&fault, language);
            let mut stderr = std::io::stderr().lock();
            writeln!(stderr, "nudged: {}\n  → {}", told.what, told.remedy)?;
            Ok(ExitCode::from(1))
        }
    }
}

/// The one named, or the only one.
fn chosen<'c>(config: &'c Config, name: Option<&str>) -> Result<&'c OAuthConfig, BadUse> {
    let names: Vec<&str> = config.oauth.iter().map(|o| o.name.as_str()).collect();
    let names = names.join(", ");
    match (name, config.oauth.as_slice()) {
        (_, []) => Err(BadUse("the configuration has no [[oauth]]".to_owned())),
        (None, [only]) => Ok(only),
        (None, _) => Err(BadUse(format!("which one? {names}"))),
        (Some(name), all) => all
            .iter()
            .find(|o| o.name == name)
            .ok_or_else(|| BadUse(format!("no [[oauth]] is called {name:?}; there is {names}"))),
    }
}

/// The login name it is used with.
fn user_of(config: &Config, name: &str) -> String {
    let uses = |login: &Login| *login == Login::OAuth(name.to_owned());
    let mailbox = config.mailboxes.iter().find(|m| uses(&m.login));
    let outgoing = config.outgoing.iter().find(|o| uses(&o.login));
    mailbox
        .map(|m| m.user.clone())
        .or_else(|| outgoing?.user.clone())
        .unwrap_or_else(|| config.world.tracking.address.as_str().to_owned())
}

async fn log_in(
    config: &Config,
    grant: &OAuthConfig,
    user: &str,
    port: u16,
    language: Language,
) -> anyhow::Result<Result<(), TokenFault>> {
    let clock = Clock::System;
    let done = match &grant.grant {
        Grant::Device { .. } => device(config, grant, user, &clock, language).await?,
        Grant::Loopback { .. } => loopback(config, grant, user, port, &clock, language).await?,
        Grant::ClientCredentials { .. } | Grant::ServiceAccount { .. } => {
            let keeper = Keeper::new(grant.clone(), user, &config.state_dir, clock);
            if let Err(fault) = keeper.token().await {
                return Ok(Err(fault));
            }
            say(&NEEDLESS.filled(language, &[("name", &grant.name)]))?;
            return Ok(Ok(()));
        }
    };
    if done.is_ok() {
        say(DONE.to(language))?;
    }
    Ok(done)
}

async fn device(
    config: &Config,
    grant: &OAuthConfig,
    user: &str,
    clock: &Clock,
    language: Language,
) -> anyhow::Result<Result<(), TokenFault>> {
    let login = match DeviceLogin::begin(grant).await {
        Ok(login) => login,
        Err(fault) => return Ok(Err(fault)),
    };
    let minutes = login.minutes().to_string();
    let gaps = [
        ("address", login.address()),
        ("code", login.user_code()),
        ("minutes", &minutes),
        ("user", user),
    ];
    say(&CODE.filled(language, &gaps))?;
    let second = Duration::from_secs(1);
    Ok(login.finish(&config.state_dir, clock, second).await)
}

async fn loopback(
    config: &Config,
    grant: &OAuthConfig,
    user: &str,
    port: u16,
    clock: &Clock,
    language: Language,
) -> anyhow::Result<Result<(), TokenFault>> {
    let login = match LoopbackLogin::begin(grant, user, port).await {
        Ok(login) => login,
        Err(fault) => return Ok(Err(fault)),
    };
    let port = login.port().to_string();
    let gaps = [
        ("address", login.address()),
        ("port", &port),
        ("user", user),
    ];
    say(&OPEN.filled(language, &gaps))?;
    let mut typed = lines();
    let copied = async {
        while let Some(line) = typed.recv().await {
            if let Some(read) = login.read(&line) {
                return read;
            }
        }
        std::future::pending().await
    };
    let returned = tokio::select! {
        returned = login.returned() => returned,
        returned = copied => returned,
    };
    match returned {
        Ok(returned) => Ok(login.finish(returned, &config.state_dir, clock).await),
        Err(fault) => Ok(Err(fault)),
    }
}

/// What is typed, line by line.
fn lines() -> mpsc::Receiver<String> {
    let (told, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if told.blocking_send(line).is_err() {
                break;
            }
        }
    });
    lines
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{text}")?;
    stdout.flush()?;
    Ok(())
}
