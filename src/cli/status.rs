//! `nudged status`: how daemon, mailboxes and outbox are doing. Exit code 1 if something is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::ExitCode;

use chrono_tz::Tz;

use super::screen::{Paint, Screen};
use super::tongue::Tongue;
use super::{ConfigArg, faulty};
use crate::app::control::Mailbox;
use crate::app::engine::views;
use crate::app::lost_members::{self, Lost};
use crate::clock::Clock;
use crate::model::{Away, Hold, HoldReason, HoldScope, ItemId, Language, Turn};
use crate::store::{ItemFilter, StoredMail};

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Whether a hold is the pause of everything.
fn binds_all(hold: &Hold) -> bool {
    hold.scope == HoldScope::Team && hold.reason == HoldReason::Pause
}

/// Runs `status`.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let read = args.config.lenient()?;
    let health = faulty::health(&read.config.state_dir);
    faulty::tell(&read, health.as_ref());
    let (config, faults) = (read.config, read.faults);
    let mailboxes = health.as_ref().map(|health| &health.mailboxes);
    let fault = health.as_ref().and_then(|health| health.failing.as_ref());
    let outgoing = health.as_ref().and_then(|health| health.outgoing.as_ref());
    let store = super::stored(&config)?;
    let now = Clock::System.now();
    let lost = store.read(|tx| lost_members::lost(tx, &config.world, now))?;
    let (open, asked, holds, outbox, wake, unreadable, away, paused) = store.read(|tx| {
        let unreadable = tx.unreadable(100)?;
        // As `list` shows them: with what binds them from outside.
        let items = views(tx, &ItemFilter::open())?;
        let mut holds: BTreeMap<&'static str, usize> = BTreeMap::new();
        for item in &items {
            let all = item.item.holds.iter().chain(&item.outer);
            let reasons: BTreeSet<HoldReason> = all.map(|hold| hold.reason).collect();
            for reason in reasons {
                *holds.entry(reason.as_str()).or_default() += 1;
            }
        }
        let turn = items.iter().filter(|view| view.item.turn() == Turn::Team);
        let mut asked: BTreeSet<ItemId> = turn.map(|view| view.item.id).collect();
        let next = items.iter().filter_map(|view| Some(view.next?.1)).min();
        // What waits for an `ok` or for a name to write to is nobody's turn by its holds.
        let waiting = tx.waiting(u32::MAX)?.into_iter();
        asked.extend(waiting.flat_map(|(_, items)| items).map(|item| item.id));
        Ok((
            items.len(),
            asked.len(),
            holds,
            tx.outbox_summary()?,
            next,
            unreadable,
            tx.absences()?,
            tx.all_outer_holds()?
                .into_iter()
                .any(|hold| binds_all(&hold)),
        ))
    })?;
    let failing = fault.is_some()
        || faults.is_some()
        || !lost.is_empty()
        || outgoing.is_some()
        || mailboxes.is_none_or(|all| all.iter().any(|m| m.failing_since.is_some()));
    let stuck = outbox.get("held").copied().unwrap_or(0) > 0;
    let zone = config.world.team.zone;
    let next = wake.map(|at| at.with_timezone(&zone).to_rfc3339());
    if args.json {
        let status = serde_json::json!({
            "running": mailboxes.is_some(),
            "configured": health.as_ref().and_then(|health| health.configured.as_ref()),
            "configuration_fault": faults.as_ref().map(faulty::first),
            "mailboxes": mailboxes,
            "open": open,
            "unanswered": asked,
            "outbox": outbox,
            "next": next,
            "paused": paused,
            "outgoing": outgoing.map(|(since, why)| serde_json::json!({"since": since, "why": why, "retry": health.as_ref().and_then(|h| h.outgoing_retry.as_ref())})),
            "holds": holds,
            "fault": fault.map(|(since, why)| serde_json::json!({"since": since, "why": why})),
            "unreadable": unreadable.len(),
            "unreadable_mails": unreadable
                .iter()
                .map(|m| serde_json::json!({"message_id": m.mail.message_id, "arrived_at": m.mail.arrived_at, "why": m.mail.why}))
                .collect::<Vec<_>>(),
            "members_bounced": lost
                .iter()
                .map(|l| serde_json::json!({"address": l.address, "since": l.since, "why": l.why}))
                .collect::<Vec<_>>(),
            "away": away
                .iter()
                .map(|a| serde_json::json!({"owner": a.owner, "deputy": a.deputy, "through": a.through}))
                .collect::<Vec<_>>(),
        });
        writeln!(std::io::stdout(), "{status}")?;
    } else {
        let told = Told {
            running: health.is_some(),
            fault,
            mailboxes: mailboxes.map(Vec::as_slice).unwrap_or_default(),
            paused,
            outgoing,
            outgoing_retry: health.as_ref().and_then(|h| h.outgoing_retry.as_deref()),
            open,
            holds: &holds,
            asked,
            outbox: &outbox,
            unreadable: &unreadable,
            away: &away,
            lost: &lost,
            next: next.as_deref(),
        };
        told.print(&Tongue::here(&config), zone)?;
    }
    Ok(if failing || stuck {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// What `status` tells people.
struct Told<'a> {
    running: bool,
    fault: Option<&'a (String, String)>,
    mailboxes: &'a [Mailbox],
    outgoing: Option<&'a (String, String)>,
    outgoing_retry: Option<&'a str>,
    paused: bool,
    open: usize,
    holds: &'a BTreeMap<&'static str, usize>,
    asked: usize,
    outbox: &'a BTreeMap<String, u32>,
    unreadable: &'a [StoredMail],
    away: &'a [Away],
    lost: &'a [Lost],
    next: Option<&'a str>,
}

impl Told<'_> {
    fn print(&self, tongue: &Tongue, zone: Tz) -> std::io::Result<()> {
        let mut screen = Screen::stdout();
        let zh = tongue.language == Language::Zh;
        let daemon = if self.running {
            screen.paint(tongue.say("runs", "运行中"), Paint::Green)
        } else {
            screen.paint(tongue.say("does not run", "未运行"), Paint::Red)
        };
        screen.row(tongue.say("daemon", "守护进程"), &daemon)?;
        if let Some((since, why)) = self.fault {
            let told = match tongue.language {
                Language::En => format!("nothing since {since}: {why}"),
                Language::Zh => format!("自 {since} 起未发送：{why}"),
            };
            let told = screen.paint(&told, Paint::Red);
            screen.row(tongue.say("sending", "发送"), &told)?;
        }
        for mailbox in self.mailboxes {
            of_mailbox(mailbox, tongue, &mut screen)?;
        }
        if let Some((since, why)) = self.outgoing {
            let told = match tongue.language {
                Language::En => format!("the server cannot be used since {since}: {why}"),
                Language::Zh => format!("服务器自 {since} 起无法使用：{why}"),
            };
            let told = format!("{told}{}", again(self.outgoing_retry, tongue));
            let told = screen.paint(&told, Paint::Red);
            screen.row(tongue.say("outgoing", "外发"), &told)?;
        }
        for lost in self.lost {
            let since = lost.since.with_timezone(&zone).format("%F %R");
            let address = &lost.address;
            let told = match tongue.language {
                Language::En => format!(
                    "mail to {address} comes back since {since}: put the mailbox right, or name another address"
                ),
                Language::Zh => {
                    format!("发往 {address} 的邮件自 {since} 起被退回：请修复该邮箱或改用其他地址")
                }
            };
            let told = screen.paint(&told, Paint::Red);
            screen.row(tongue.say("member", "成员"), &told)?;
        }
        if self.paused {
            let told = tongue.say(
                "everything: no follow-up leaves until `nudged resume --all`",
                "全部暂停：执行 `nudged resume --all` 之前不发跟进",
            );
            let told = screen.paint(told, Paint::Yellow);
            screen.row(tongue.say("paused", "暂停"), &told)?;
        }
        screen.row(tongue.say("open items", "未结事项"), &self.open.to_string())?;
        for (reason, count) in self.holds {
            screen.row(tongue.say("held", "搁置"), &format!("{count} {reason}"))?;
        }
        let asked = match (self.asked, zh) {
            (asked, true) => format!("{asked} 项等负责人一句话"),
            (1, false) => "1 item waits for a word of its owner".to_owned(),
            (asked, false) => format!("{asked} items wait for a word of their owners"),
        };
        let paint = if self.asked == 0 {
            Paint::Plain
        } else {
            Paint::Yellow
        };
        let asked = screen.paint(&asked, paint);
        screen.row(tongue.say("questions", "待答"), &asked)?;
        for (state, count) in self.outbox {
            let paint = if state == "held" {
                Paint::Red
            } else {
                Paint::Plain
            };
            let told = screen.paint(&format!("{count} {state}"), paint);
            screen.row(tongue.say("outbox", "发件箱"), &told)?;
        }
        for StoredMail { mail, .. } in self.unreadable {
            let at = mail.arrived_at.with_timezone(&zone).format("%F %R");
            let (id, why) = (mail.message_id.as_str(), &mail.why);
            let told = match tongue.language {
                Language::En => format!("mail {id} of {at}: {why}"),
                Language::Zh => format!("{at} 的邮件 {id}：{why}"),
            };
            screen.row(tongue.say("put aside", "已搁置"), &told)?;
        }
        for a in self.away {
            let told = match tongue.language {
                Language::En => {
                    format!("{} through {}, {} stands in", a.owner, a.through, a.deputy)
                }
                Language::Zh => format!("{} 至 {}，由 {} 代理", a.owner, a.through, a.deputy),
            };
            screen.row(tongue.say("away", "休假"), &told)?;
        }
        let next = self.next.unwrap_or(tongue.say("nothing", "无"));
        screen.row(tongue.say("next due", "下次到期"), next)
    }
}

/// When it is tried again.
fn again(at: Option<&str>, tongue: &Tongue) -> String {
    match (at, tongue.language) {
        (Some(at), Language::En) => format!("; tried again at {at}"),
        (Some(at), Language::Zh) => format!("；将于 {at} 重试"),
        (None, _) => String::new(),
    }
}

fn of_mailbox<W: std::io::Write>(
    mailbox: &Mailbox,
    tongue: &Tongue,
    screen: &mut Screen<W>,
) -> std::io::Result<()> {
    let name = &mailbox.name;
    let told = match (&mailbox.failing_since, &mailbox.reached, tongue.language) {
        (Some(since), _, language) => {
            let why = mailbox.fault.as_deref().unwrap_or_default();
            let told = match language {
                Language::En => format!("{name} cannot be read since {since}: {why}"),
                Language::Zh => format!("{name} 自 {since} 起读不到：{why}"),
            };
            let told = format!("{told}{}", again(mailbox.retry.as_deref(), tongue));
            screen.paint(&told, Paint::Red)
        }
        (None, Some(reached), Language::En) => format!("{name} read at {reached}"),
        (None, Some(reached), Language::Zh) => format!("{name} 读取于 {reached}"),
        (None, None, Language::En) => format!("{name} not read yet"),
        (None, None, Language::Zh) => format!("{name} 尚未读取"),
    };
    screen.row(tongue.say("mailbox", "邮箱"), &told)?;
    if let Some((at, words)) = &mailbox.alert {
        let told = match tongue.language {
            Language::En => format!("its server said at {at}: {words}"),
            Language::Zh => format!("服务器于 {at} 提示：{words}"),
        };
        screen.row("", &told)?;
    }
    Ok(())
}
