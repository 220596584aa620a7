//! `nudged doctor`: what is wrong with a daemon that is installed, and what to do about it. It changes
//! nothing.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Duration, Utc};

use super::findings::Findings;
use super::tongue::{filled as told, of_locale};
use super::{ConfigArg, check, faulty};
use crate::app::control::Health;
use crate::app::jump;
use crate::app::lost_members::{self, Lost};
use crate::app::run::DATABASE;
use crate::clock::Clock;
use crate::config::{Config, Fault, Lenient};
use crate::model::{OutgoingClass, OutgoingState};
use crate::smtp;
use crate::store::{OutgoingRow, Store};

/// Mail that has been due for so long is stuck.
const STUCK: Duration = Duration::hours(1);
/// Rows and mails named one by one.
const NAMED: u32 = 20;

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Ask no server.
    #[arg(long)]
    offline: bool,
    /// Print JSON, one finding a line.
    #[arg(long)]
    json: bool,
}

/// Runs `doctor`. Exit code 1 if something must be mended, 2 if the configuration does not even say where
/// the state directory is.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let read = args.config.lenient()?;
    let health = faulty::health(&read.config.state_dir);
    let now = Clock::System.now();
    let mut findings = Findings::new(args.json);
    findings.about("configuration");
    let complete = read.config.for_run();
    match (&read.faults, &complete) {
        (Some(faults), _) => {
            for fault in &faults.faults {
                findings.bad(&format!("{}:{fault}", faults.path.display()))?;
            }
            findings.note(&faulty::on_what(&read.config, health.as_ref()))?;
        }
        (None, Ok(())) => findings.good(&told("complete", "完整", &[]))?,
        (None, Err(faults)) => findings.bad(&faults.to_string())?,
    }
    let servers_known = servers_known(&read) && complete.is_ok();
    let config = read.config;
    permissions(&config.state_dir, &mut findings)?;
    findings.about("daemon");
    daemon(health, &mut findings)?;
    findings.about("database");
    check::database(&config, &mut findings)?;
    if let Ok(store) = Store::open_read_only(&config.state_dir.join(DATABASE)) {
        findings.about("clock");
        clock(&store, now, &mut findings)?;
        findings.about("outbox");
        outbox(&store, now, &mut findings)?;
        findings.about("members");
        members(&store, &config, now, &mut findings)?;
        findings.about("mails");
        put_aside(&store, &mut findings)?;
    }
    if !servers_known {
        return Ok(findings.code());
    }
    findings.about("passwords");
    check::secrets(&config, args.offline, &mut findings)?;
    if !args.offline {
        findings.about("servers");
        check::ask_servers(&config, &mut findings)?;
    }
    Ok(findings.code())
}

/// The mail of clients is nobody else's to read.
fn permissions(state: &Path, findings: &mut Findings) -> anyhow::Result<()> {
    findings.about("permissions");
    let shown = state.display().to_string();
    if !state.is_dir() {
        return findings.note(&told(
            "no state directory yet: `nudged run` makes {path}",
            "还没有状态目录：`nudged run` 会创建 {path}",
            &[("path", &shown)],
        ));
    }
    let mut open = Vec::new();
    let inside = match std::fs::read_dir(state) {
        Ok(entries) => entries,
        Err(fault) => {
            let gaps = [("path", shown.as_str()), ("why", &fault.to_string())];
            let what = told(
                "{path} cannot be read: {why}",
                "无法读取 {path}：{why}",
                &gaps,
            );
            let remedy = told(
                "run this as the daemon's user, or as root",
                "请以守护进程的用户或 root 身份运行",
                &[],
            );
            return findings.bad_but(&what, &remedy);
        }
    };
    let inside = inside.filter_map(|entry| Some(entry.ok()?.path()));
    for path in std::iter::once(state.to_owned()).chain(inside) {
        // A side file of the database may be gone again.
        let Ok(data) = std::fs::metadata(&path) else {
            continue;
        };
        if data.permissions().mode() & 0o077 != 0 {
            open.push(path.display().to_string());
        }
    }
    if open.is_empty() {
        return findings.good(&told(
            "only its user may read {path}",
            "只有其用户能读取 {path}",
            &[("path", &shown)],
        ));
    }
    let what = told(
        "others may read {paths}",
        "其他人也能读取 {paths}",
        &[("paths", &open.join(", "))],
    );
    findings.bad_but(&what, &format!("chmod go= {}", open.join(" ")))
}

/// Whether what the file says of servers and secrets can be tried.
fn servers_known(read: &Lenient) -> bool {
    let about = |fault: &Fault| {
        ["mailbox", "outgoing", "oauth", "tracking"]
            .iter()
            .any(|table| fault.key.starts_with(table))
    };
    let faults = read.faults.as_ref().map(|faults| &faults.faults);
    !read.bare && faults.is_none_or(|all| !all.iter().any(about))
}

fn daemon(health: Option<Health>, findings: &mut Findings) -> anyhow::Result<()> {
    let Some(health) = health else {
        return findings.bad_but(
            &told(
                "the daemon does not run, or this user may not ask it",
                "守护进程未运行，或当前用户无权询问",
                &[],
            ),
            &told(
                "systemctl start nudged; its last words: journalctl -u nudged -n 20",
                "systemctl start nudged；最后的日志：journalctl -u nudged -n 20",
                &[],
            ),
        );
    };
    findings.good(&told("the daemon runs", "守护进程运行中", &[]))?;
    if let Some((since, why)) = &health.failing {
        let what = told(
            "nothing is decided or sent since {since}: {why}",
            "自 {since} 起既不处理也不发送：{why}",
            &[("since", since), ("why", why)],
        );
        let remedy = told(
            "make room on the disk, look at its health; the daemon goes on by itself",
            "请腾出磁盘空间，检查磁盘；守护进程会自行恢复",
            &[],
        );
        findings.bad_but(&what, &remedy)?;
    }
    if let Some((since, why)) = &health.outgoing {
        let what = told(
            "the outgoing server cannot be used since {since}: {why}",
            "自 {since} 起无法使用发信服务器：{why}",
            &[("since", since), ("why", why)],
        );
        let what = match &health.outgoing_retry {
            Some(at) => told(
                "{what}; tried again at {at}",
                "{what}；将于 {at} 重试",
                &[("what", &what), ("at", at)],
            ),
            None => what,
        };
        let check = told(
            "`nudged check` tries it and names what helps; what waits leaves by itself",
            "`nudged check` 会试连并给出解决办法；待发邮件之后自行发出",
            &[],
        );
        let remedy = smtp::remedy(why, of_locale()).unwrap_or(&check);
        findings.bad_but(&what, remedy)?;
    }
    for mailbox in &health.mailboxes {
        let name = &mailbox.name;
        match (&mailbox.failing_since, &mailbox.reached) {
            (Some(since), _) => {
                let fault = mailbox.fault.as_deref().unwrap_or_default();
                let what = told(
                    "mailbox {name} cannot be read since {since}: {why}",
                    "邮箱 {name} 自 {since} 起读不到：{why}",
                    &[("name", name), ("since", since), ("why", fault)],
                );
                let what = match &mailbox.retry {
                    Some(at) => told(
                        "{what}; tried again at {at}",
                        "{what}；将于 {at} 重试",
                        &[("what", &what), ("at", at)],
                    ),
                    None => what,
                };
                let remedy = told(
                    "`nudged check` tries it and names what helps; nothing goes to clients meanwhile, what arrives is read later",
                    "`nudged check` 会试连并给出解决办法；在此期间不给客户发信，来信之后会补读",
                    &[],
                );
                findings.bad_but(&what, &remedy)?;
            }
            (None, Some(at)) => findings.good(&told(
                "mailbox {name} read at {at}",
                "邮箱 {name} 读取于 {at}",
                &[("name", name), ("at", at)],
            ))?,
            (None, None) => findings.note(&told(
                "mailbox {name} not read yet",
                "邮箱 {name} 尚未读取",
                &[("name", name)],
            ))?,
        }
        if let Some((at, words)) = &mailbox.alert {
            findings.note(&told(
                "the server of mailbox {name} said at {at}: {words}",
                "邮箱 {name} 的服务器于 {at} 提示：{words}",
                &[("name", name), ("at", at), ("words", words)],
            ))?;
        }
    }
    Ok(())
}

fn clock(store: &Store, now: DateTime<Utc>, findings: &mut Findings) -> anyhow::Result<()> {
    match store.read(|tx| jump::recorded_ahead(tx, now))? {
        None => findings.good(&told(
            "the clock is not behind what was recorded",
            "时钟不早于已有记录",
            &[],
        )),
        Some(at) => findings.bad_but(
            &told(
                "something was recorded at {at}, which has not come yet: the clock is wrong, or was",
                "有记录写于 {at}，而该时刻尚未到来：时钟有误，或曾经有误",
                &[("at", &at.to_string())],
            ),
            &told(
                "set the clock (timedatectl set-ntp true), start the daemon anew: it takes back what the wrong time decided",
                "请校准时钟（timedatectl set-ntp true）并重启守护进程：它会撤回因时间错误作出的决定",
                &[],
            ),
        ),
    }
}

fn outbox(store: &Store, now: DateTime<Utc>, findings: &mut Findings) -> anyhow::Result<()> {
    let (unsure, late) =
        store.read(|tx| Ok((tx.unsure()?, tx.due_outgoing(now - STUCK, NAMED)?)))?;
    for row in unsure.iter().filter(|row| row.state == OutgoingState::Held) {
        let what = told(
            "nobody knows whether {mail} arrived",
            "{mail}是否送达不明",
            &[("mail", &named(row))],
        );
        let items = numbers(row);
        let remedy = match row.mail.class {
            OutgoingClass::FollowUp => told(
                "look for it in the mailbox; `nudged sent {items}` if it did, `nudged resend {items}` if not",
                "请到邮箱中查找；已送达则 `nudged sent {items}`，否则 `nudged resend {items}`",
                &[("items", &items)],
            ),
            _ => told(
                "ask its reader; nothing waits for it",
                "请询问收件人；没有事情在等它",
                &[],
            ),
        };
        findings.bad_but(&what, &remedy)?;
    }
    for row in &late {
        let since = row.next_try_at.to_rfc3339();
        let why = match row.last_error.as_str() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let what = told(
            "{mail} is due since {since} and has not left{why}",
            "{mail}自 {since} 起应发而未发{why}",
            &[("mail", &named(row)), ("since", &since), ("why", &why)],
        );
        let remedy = told(
            "see what is said of daemon and servers; it leaves by itself once they work",
            "请看守护进程和服务器的情况；恢复后会自行发出",
            &[],
        );
        findings.bad_but(&what, &remedy)?;
    }
    if unsure.is_empty() && late.is_empty() {
        findings.good(&told("nothing is stuck", "没有滞留的邮件", &[]))?;
    }
    Ok(())
}

/// Whoever cannot be told anything.
fn members(
    store: &Store,
    config: &Config,
    now: DateTime<Utc>,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let lost = store.read(|tx| lost_members::lost(tx, &config.world, now))?;
    for Lost {
        address,
        since,
        why,
    } in &lost
    {
        let since = since.with_timezone(&config.world.team.zone);
        let since = since.format("%F %R").to_string();
        let why = match why.as_str() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let gaps = [
            ("address", address.as_str()),
            ("since", &since),
            ("why", &why),
        ];
        let what = told(
            "mail to {address} comes back since {since}{why}",
            "发往 {address} 的邮件自 {since} 起被退回{why}",
            &gaps,
        );
        let remedy = told(
            "put the mailbox right, or name another address in the configuration and hand the items over: `nudged owner ITEM ADDRESS`; this ends once a mail stays there",
            "请修复该邮箱，或在配置中改用其他地址并移交事项：`nudged owner 事项 地址`；邮件不再被退回后，此项自动消失",
            &[],
        );
        findings.bad_but(&what, &remedy)?;
    }
    if lost.is_empty() {
        findings.good(&told(
            "mail to members stays there",
            "发给成员的邮件没有被退回",
            &[],
        ))?;
    }
    Ok(())
}

fn numbers(row: &OutgoingRow) -> String {
    let items = row.mail.items.iter().map(|item| item.0.to_string());
    items.collect::<Vec<_>>().join(" ")
}

/// A mail of ours as its reader would look for it.
fn named(row: &OutgoingRow) -> String {
    let to: Vec<&str> = row.mail.recipients.iter().map(|a| a.as_str()).collect();
    let id = row.mail.message_id.as_str();
    let (to, items) = (to.join(", "), numbers(row));
    let gaps = [("id", id), ("to", to.as_str()), ("items", items.as_str())];
    if items.is_empty() {
        told("mail {id} to {to}", "发给 {to} 的邮件 {id} ", &gaps)
    } else {
        told(
            "mail {id} to {to} about item {items}",
            "发给 {to} 的邮件 {id}（事项 {items}）",
            &gaps,
        )
    }
}

fn put_aside(store: &Store, findings: &mut Findings) -> anyhow::Result<()> {
    let mails = store.read(|tx| tx.unreadable(NAMED))?;
    for stored in &mails {
        let mail = &stored.mail;
        let at = mail.arrived_at.to_rfc3339();
        findings.note(&told(
            "a mail that arrived at {at} was put aside ({why}): look at it in the mailbox",
            "{at} 到达的一封邮件已搁置（{why}）：请到邮箱中查看",
            &[("at", &at), ("why", &mail.why)],
        ))?;
    }
    if mails.is_empty() {
        findings.good(&told("every mail could be read", "所有邮件都能读取", &[]))?;
    }
    Ok(())
}
