//! The comments of the configuration that set-up writes, in both languages.

use super::Words;

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

pub(super) const NOTHING: Words = words("", "");
pub(super) const HEAD: Words = words(
    "Configuration of nudged, written by `nudged init`. It holds no password.\n\
     Lines that begin with \"#\" directly before a key say a default: take the \"#\" away to change it. More keys\n\
     (clients, ladders, templates) are in the sample config/nudged.toml. After a change: `nudged check --offline`.",
    "nudged 的配置，由 `nudged init` 写成，其中没有密码。\n\
     键名前紧跟“#”的行写的是默认值：去掉“#”即可修改。更多设置（客户、催办步骤、模板）见样例 config/nudged.toml。\n\
     修改后请运行 `nudged check --offline`。",
);
pub(super) const TRACKING: Words = words("The daemon's own address.", "nudged 自己的邮箱。");
pub(super) const ADDRESS: Words =
    words("The address PMs put in Cc.", "项目经理写邮件时抄送的地址。");
pub(super) const SUBADDRESS: Words = words(
    "true: own addresses carry item tags (track+i42.x7k@…). Only where mail to such an address arrives:\n\
     set-up tries it.",
    "true：自己的地址带事项标签（track+i42.x7k@…）。仅当这样的地址能收到信时才可开启（安装时会试）。",
);
pub(super) const TEAM: Words = words("The own side.", "自己的团队。");
pub(super) const NAME: Words = words(
    "The team's name as clients read it.",
    "客户看到的团队名称。",
);
pub(super) const DOMAINS: Words = words(
    "Every address of these domains is team. No public mail domains (gmail.com, qq.com …).",
    "这些域名下的所有地址都算团队成员。不能写公共邮箱域名（gmail.com、qq.com 等）。",
);
pub(super) const MEMBERS: Words = words(
    "People with their names and the language of their notices.",
    "成员的姓名和接收通知的语言。",
);
pub(super) const LANGUAGE: Words = words(
    "Language of notices, and of clients of whom nothing else is known: \"en\" or \"zh\".",
    "通知的语言，也是不了解的客户的语言：\"en\" 或 \"zh\"。",
);
pub(super) const ZONE: Words = words(
    "Zone of due dates, summaries, and of clients without one.",
    "到期日、周报以及未设时区的客户所用的时区。",
);
pub(super) const HOURS: Words = words("Local time of that zone.", "该时区的工作时间。");
pub(super) const HOLIDAYS: Words = words(
    "Bundled calendars (CN DE GB HK JP SG TW US) and paths of .ics files.",
    "内置的节假日历（CN DE GB HK JP SG TW US）或 .ics 文件的路径。",
);
pub(super) const ESCALATE: Words = words(
    "People of the team who are told of disputes.",
    "客户有异议时通知的团队成员。",
);
pub(super) const LEADS: Words = words(
    "People who may command everybody's items; others command their own.",
    "可以操作所有人事项的负责人；其他人只能操作自己的。",
);
pub(super) const POLICY: Words = words("How to chase.", "怎样催办。");
pub(super) const MODE: Words = words(
    "\"observe\" sends clients nothing and shows what would have gone; \"approve\" waits for the owner's ok;\n\
     \"forewarn\" tells the owner the working day before, and his silence sends; \"auto\" sends.",
    "\"observe\" 只观察，不给客户发信；\"approve\" 等负责人同意；\"forewarn\" 提前一个工作日预告，不回复即发送；\n\
     \"auto\" 自动发送。建议先用 observe 观察一周。",
);
pub(super) const GAP: Words = words(
    "Working days between two follow-ups to one contact.",
    "同一联系人两次催办之间的工作日数。",
);
pub(super) const CLAIM: Words = words(
    "What the client's word \"we have paid\" does: \"close\" or \"confirm\".",
    "客户说“已付款”时的处理：\"close\" 关闭，\"confirm\" 等待确认。",
);
pub(super) const RECEIPTS: Words = words(
    "How owners hear of opened items: \"each\", \"daily\" or \"off\".",
    "新事项的回执：\"each\" 每项一封，\"daily\" 每日汇总，\"off\" 不发。",
);
pub(super) const SUMMARY: Words = words("The weekly mail to the team.", "每周发给团队的汇总。");
pub(super) const SUMMARY_TO: Words = words("To whom it goes.", "收件人。");
pub(super) const DAY: Words = words(
    "Day of the week; if it is a holiday, the next working day.",
    "星期几；遇到节假日则顺延到下一个工作日。",
);
pub(super) const TIME: Words = words("Time of day in the team's zone.", "团队时区的时间。");
pub(super) const SECURITY: Words = words("Whom to believe.", "相信谁。");
pub(super) const AUTHSERV: Words = words(
    "The name under which the provider writes its verdicts on senders (Authentication-Results), as set-up saw it.\n\
     []: none was seen; the daemon checks signatures itself.",
    "邮箱服务商写发件人验证结果（Authentication-Results）时用的名字，安装时所见。[]：没有见到，由 nudged 自己验证签名。",
);
pub(super) const UNAUTHENTICATED: Words = words(
    "A reply without any proof of its sender: \"ask\" or \"accept\".",
    "发件人无法验证的回复：\"ask\" 询问负责人，\"accept\" 接受。",
);
pub(super) const STATE: Words = words("Where the daemon keeps what it knows.", "数据保存的位置。");
pub(super) const DIR: Words = words(
    "Folder of the database, the lock and the control socket.",
    "数据库、锁和控制套接字所在的目录。",
);
pub(super) const MAILBOX: Words = words(
    "The mailbox of the tracking address. Further [[mailbox]] tables (a PM's own) are watched read-only for answers.",
    "跟踪地址的邮箱。还可以添加 [[mailbox]]（例如项目经理自己的邮箱），只读，用来发现客户的答复。",
);
pub(super) const TLS: Words = words(
    "\"implicit\" (TLS from the first byte) or \"starttls\". There is no plain text.",
    "\"implicit\"（一开始就用 TLS）或 \"starttls\"。不支持明文。",
);
pub(super) const CA_FILE: Words = words(
    "Certificates to trust in place of the system's.",
    "代替系统证书所信任的证书。",
);
pub(super) const PASSWORD_FILE: Words = words(
    "A file with the password and nothing else, readable by its owner only.",
    "只存密码的文件，只有所有者可以读取。",
);
pub(super) const TOKEN_COMMAND: Words = words(
    "A command that prints an OAuth2 access token on its first line, run for each login.",
    "在第一行打印 OAuth2 访问令牌的命令，每次登录时运行。",
);
pub(super) const OAUTH: Words = words(
    "Access tokens of the [[oauth]] below, in place of a password.",
    "用下面 [[oauth]] 的访问令牌代替密码。",
);
pub(super) const OAUTH_TABLE: Words = words(
    "How access tokens are had; `nudged login` has the mailbox's user agree. They lie in the state directory.",
    "访问令牌的来源；由该邮箱的用户通过 `nudged login` 同意授权。令牌保存在状态目录中。",
);
pub(super) const PASSWORD_COMMAND: Words = words(
    "A command that prints the password on its first line.",
    "在第一行打印密码的命令。",
);
pub(super) const CREDENTIAL: Words = words(
    "The password: the systemd unit hands it over from credentials/ beside this file (LoadCredential).",
    "密码由 systemd 服务从本文件旁的 credentials/ 目录传入（LoadCredential）。",
);
pub(super) const FOLDERS: Words = words(
    "Folders to read. The Junk folder is found by itself.",
    "要读取的文件夹。垃圾邮件文件夹会自动找到。",
);
pub(super) const OUTGOING: Words = words("Where mail goes.", "发信服务器。");
pub(super) const CAPS: Words = words(
    "Ceilings on all machine mail, so that no fault can flood anybody.",
    "所有自动邮件的上限，出了差错也不会骚扰任何人。",
);
pub(super) const HOURLY: Words = words(
    "Mails in all in an hour: a whole day stays below what the provider lets an account send.",
    "每小时的邮件总数：全天合计低于邮箱服务商的每日发信限额。",
);
pub(super) const HOURLY_UNKNOWN: Words = words(
    "Mails in all in an hour. The provider's daily limit is not known; this is below 500 in a day.",
    "每小时的邮件总数。服务商的每日限额未知，此值每天不超过 500 封。",
);
pub(super) const PER_ADDRESS: Words = words(
    "Mails to one address in 24 hours.",
    "24 小时内发给同一地址的邮件数。",
);
pub(super) const PER_CLIENT: Words = words(
    "Mails to one client in 24 hours.",
    "24 小时内发给同一客户的邮件数。",
);
pub(super) const ADMIN: Words = words("Who looks after the daemon.", "由谁维护。");
pub(super) const ADMIN_TO: Words = words(
    "Told when the mailbox cannot be read for an hour, and when it can again.",
    "邮箱超过一小时无法读取时，以及恢复时，通知这些人。",
);
