//! What the commands do, for people whose locale is Chinese. Their options stay English: they are typed.

use clap::Command;

/// Name and explanation of every command.
const COMMANDS: &[(&str, &str)] = &[
    ("init", "设置：询问邮箱和团队，试连服务器，写好配置"),
    ("run", "守护进程：读取邮箱、跟进、汇总"),
    (
        "check",
        "检查配置、文件和服务器；--offline 只查无需网络的部分",
    ),
    (
        "login",
        "在浏览器中同意 nudged 通过 OAuth2 使用邮箱：login、login 名称",
    ),
    ("demo", "几秒钟走完一家小公司的六周，无需服务器和配置"),
    ("explain", "说明对邮件或文字的理解"),
    ("replay", "用虚拟时钟在已有邮件上运行整个守护进程"),
    ("list", "列出未结事项"),
    ("show", "显示事项全貌"),
    ("why", "事项的每个决定及原话"),
    ("export", "以 JSON 输出全部事项，包括已结束的"),
    (
        "dossier",
        "把一个事项的完整经过写成一个 HTML 文件：dossier 42 --out 42.html",
    ),
    (
        "preview",
        "预览现在会发出的跟进：preview 42、preview 42 --step firm；不发送",
    ),
    (
        "client",
        "客户的回复速度、守约情况和欠款：client list、client show acme.example",
    ),
    ("status", "守护进程、邮箱和发件箱的状况"),
    (
        "doctor",
        "数据库、邮箱、发件箱、时钟、权限有何问题，如何解决",
    ),
    ("backup", "复制数据库，运行时也可以：backup 文件"),
    ("restore", "停止时恢复备份，并全部暂停：restore 文件"),
    (
        "completions",
        "输出 shell 补全脚本：completions bash、zsh 或 fish",
    ),
    (
        "man",
        "把手册页 nudged(1) 和 nudged.toml(5) 写到文件夹：man 目录",
    ),
    ("done", "完成：关闭事项"),
    ("paid", "已付款：关闭发票，或确认客户所说的付款"),
    (
        "part",
        "部分：登记部分付款，或给已收到的内容打勾：part 42 1200.00、part 42 1,3",
    ),
    ("due", "截止：改截止日：due 42 2026-12-01"),
    (
        "snooze",
        "延后：某日之前不跟进：snooze 42 5d、snooze 42 2026-12-01",
    ),
    ("pause", "暂停：恢复之前不跟进；pause --all 全部停止"),
    ("resume", "恢复：结束暂停；resume --all 全部恢复"),
    ("cancel", "取消：作为撤销关闭"),
    ("reopen", "重开：撤回关闭"),
    ("chase", "催：解除全部暂停，继续跟进"),
    (
        "open",
        "跟踪：为成员未建立事项的邮件建立事项：open MESSAGE-ID",
    ),
    (
        "ok",
        "同意：发出待同意的跟进，或确认旧邮件中的事项仍未结；ok --all 全部同意",
    ),
    ("skip", "跳过：不发下一步，之后照常"),
    ("kind", "类型：改为资料或发票：kind 42 invoice"),
    (
        "contact",
        "联系人：增加接收跟进的人：contact 42 name@client.example",
    ),
    ("owner", "转交：换负责人：owner 42 name@team.example"),
    (
        "away",
        "休假：到某日为止由他人代理：away name@team.example 2026-12-01 deputy@team.example；提前返回：away name@team.example over",
    ),
    ("call", "电话：记录与客户的通话，算作一次联系"),
    ("note", "备注：写入历史"),
    (
        "undo",
        "撤销：恢复到上一个决定之前；不写编号则撤回此处最近的指令；undo --all 撤回最近的全部暂停、全部恢复或休假",
    ),
    ("resend", "重发：再次发送是否送达不明的跟进"),
    ("sent", "已发送：说明是否送达不明的跟进已经送达"),
];

/// The commands, explained in Chinese.
pub(super) fn explained(command: Command) -> Command {
    let about = "从邮件中得知客户尚欠什么，读懂回复，礼貌跟进。";
    let command = command.about(about);
    let known = |command: &Command, name: &str| command.find_subcommand(name).is_some();
    COMMANDS.iter().fold(command, |command, (name, about)| {
        if !known(&command, name) {
            return command;
        }
        command.mut_subcommand(*name, |sub| sub.about(*about).long_about(*about))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_command_is_explained() {
        let named: Vec<_> = COMMANDS.iter().map(|(name, _)| *name).collect();
        let command = Cli::command();
        for there in command.get_subcommands().map(Command::get_name) {
            assert!(named.contains(&there), "{there}");
        }
        explained(command).debug_assert();
    }
}
