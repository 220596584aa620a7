//! What set-up asks and says, in both languages. `{name}` is filled in.

use crate::setup::Words;

/// A question and its flag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    /// The flag that answers it.
    pub(super) flag: &'static str,
    /// What is asked.
    pub(super) asks: Words,
    /// What an answer looks like.
    pub(super) shape: Words,
}

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

const fn question(flag: &'static str, asks: Words, shape: Words) -> Question {
    Question { flag, asks, shape }
}

pub(super) const ADDRESS: Question = question(
    "--address",
    words(
        "Address of the mailbox that PMs will put in Cc (a mailbox of its own):",
        "跟踪邮箱的地址（项目经理写信时抄送它，须为专用邮箱）：",
    ),
    words(
        "write a bare address such as track@agency.example",
        "请填写邮箱地址，例如 track@agency.example",
    ),
);
pub(super) const IMAP: Question = question(
    "--imap",
    words(
        "IMAP server (name, or name:port):",
        "IMAP 服务器（名称，或 名称:端口）：",
    ),
    words(
        "write it like imap.agency.example:993",
        "请填写，例如 imap.agency.example:993",
    ),
);
pub(super) const SMTP: Question = question(
    "--smtp",
    words(
        "SMTP server (name, or name:port):",
        "SMTP 服务器（名称，或 名称:端口）：",
    ),
    words(
        "write it like smtp.agency.example:465",
        "请填写，例如 smtp.agency.example:465",
    ),
);
pub(super) const PASSWORD: Question = question(
    "--password-file, --password-command or --password-stdin",
    words("Password (typed unseen):", "密码（输入时不显示）："),
    words("one line, not empty", "一行，不能为空"),
);
pub(super) const CLIENT_ID: Question = question(
    "--oauth-client-id",
    words("Application (client) ID:", "应用程序(客户端) ID："),
    words(
        "write it as the provider's page shows it",
        "请按服务商页面显示的内容填写",
    ),
);
pub(super) const TENANT: Question = question(
    "--oauth-tenant",
    words(
        "Directory (tenant) ID or domain, - for an application of all tenants:",
        "目录(租户) ID 或域名（多租户应用填 -）：",
    ),
    words(
        "write letters, digits, dots and hyphens",
        "只能包含字母、数字、点和连字符",
    ),
);
pub(super) const TEAM: Question = question(
    "--team",
    words(
        "Name of the team, as clients read it:",
        "团队名称（客户会看到）：",
    ),
    words("write a name", "请填写名称"),
);
pub(super) const DOMAINS: Question = question(
    "--domain",
    words(
        "Domains whose addresses are all team (comma between several, - for none):",
        "团队的域名，其下所有地址都算团队成员（多个用逗号分隔，没有填 -）：",
    ),
    words(
        "write domains of your own such as agency.example; people at public mail providers are named one by one",
        "请填写自己的域名，例如 agency.example；公共邮箱的成员请逐个填写地址",
    ),
);
pub(super) const MEMBERS: Question = question(
    "--member",
    words(
        "A member of the team, as Anna Li <anna@agency.example> (add en or zh for the language of the notices; empty line: no more):",
        "团队成员，例如 王芳 <fang@agency.example>（末尾可加 en 或 zh 表示通知语言；空行结束）：",
    ),
    words(
        "write it like Anna Li <anna@agency.example>, with en or zh behind it if the language differs",
        "请写成 王芳 <fang@agency.example>，语言不同时在末尾加 en 或 zh",
    ),
);
pub(super) const LANGUAGE: Question = question(
    "--language",
    words(
        "Language of notices to the team (en or zh):",
        "发给团队的通知用什么语言（en 或 zh）：",
    ),
    words("write en or zh", "请填写 en 或 zh"),
);
pub(super) const ZONE: Question = question(
    "--zone",
    words("Time zone of the team:", "团队所在时区："),
    words(
        "write an IANA name such as Asia/Shanghai or Europe/Berlin",
        "请填写 IANA 时区名，例如 Asia/Shanghai",
    ),
);
pub(super) const CALENDARS: Question = question(
    "--calendars",
    words(
        "Holidays the team keeps ({codes}; comma between several, - for none):",
        "团队过哪些地区的节假日（{codes}；多个用逗号分隔，没有填 -）：",
    ),
    words(
        "write codes such as CN or DE, or paths of .ics files",
        "请填写地区代码，例如 CN、HK，或 .ics 文件的路径",
    ),
);
pub(super) const MODE: Question = question(
    "--mode",
    words(
        "How follow-ups leave: observe (clients get nothing, you look on), approve, forewarn or auto:",
        "催办邮件怎样发出：observe（只观察，不给客户发信）、approve（逐封同意）、forewarn（提前预告）、auto（自动）：",
    ),
    words(
        "write observe, approve, forewarn or auto",
        "请填写 observe、approve、forewarn 或 auto",
    ),
);
pub(super) const SUMMARY: Question = question(
    "--summary-to",
    words(
        "Who gets the weekly summary (addresses, comma between several, - for nobody):",
        "每周汇总发给谁（地址，多个用逗号分隔，不发填 -）：",
    ),
    words(
        "write addresses such as anna@agency.example",
        "请填写邮箱地址，例如 fang@agency.example",
    ),
);
pub(super) const ADMIN: Question = question(
    "--admin-to",
    words(
        "Who is told when the mailbox cannot be read (addresses, - for nobody):",
        "邮箱无法读取时通知谁（地址，不通知填 -）：",
    ),
    words(
        "write addresses such as it@agency.example",
        "请填写邮箱地址，例如 it@agency.example",
    ),
);
pub(super) const STRANGE: Words = words(
    "DNS names servers of another house: {imap} and {smtp}. Are they yours? The password will go there. (yes/no):",
    "DNS 指向了其他机构的服务器：{imap} 和 {smtp}。是贵团队的服务器吗？密码会发送到那里。（yes/no）：",
);
pub(super) const STRANGE_SILENT: Words = words(
    "DNS names servers of another house: {imap} and {smtp}; if they are yours, name them with --imap and --smtp",
    "DNS 指向了其他机构的服务器：{imap} 和 {smtp}；如果确认无误，请用 --imap 和 --smtp 指定",
);
pub(super) const WELCOME: Words = words(
    "This sets up nudged: some questions, a trial of the mailbox, and a configuration at the end ({path}). Nothing is written before \
     that; Control-C leaves.",
    "开始设置 nudged：回答几个问题，试用邮箱，最后写出配置（{path}）。在此之前不会写入任何文件；按 Ctrl-C 退出。",
);
pub(super) const LOOKING: Words = words(
    "Looking for the servers of {domain} …",
    "正在查找 {domain} 的服务器……",
);
pub(super) const SERVERS: Words = words(
    "{name}: reading by {imap}, sending by {smtp}.",
    "{name}：收信 {imap}，发信 {smtp}。",
);
pub(super) const BY_FILE: Words = words("As its autoconfig file says", "根据其 autoconfig 文件");
pub(super) const BY_SRV: Words = words("As its DNS says (SRV)", "根据其 DNS 的 SRV 记录");
pub(super) const BY_GUESS: Words = words("Under the usual names", "按常用的服务器名称");
pub(super) const AS_TOLD: Words = words("As you say", "按您的指定");
pub(super) const NOT_FOUND: Words = words(
    "The servers of {domain} could not be found.",
    "没有找到 {domain} 的服务器。",
);
pub(super) const MAKE_PASSWORD: Words = words(
    "{name} lets programs in by an extra password only, the {called}. Make one here:\n  {path}",
    "{name} 只允许程序使用专门的密码登录：{called}。请在此生成：\n  {path}",
);
pub(super) const MAKE_APPLICATION: Words = words("{name}: {path}.", "{name}：{path}。");
pub(super) const BY_HAND: Words = words(
    "{name}: set-up writes [[oauth]] for Microsoft only; for others write it by hand (man nudged.toml)",
    "{name}：安装程序只会为微软写 [[oauth]]；其他服务商请手工填写（man nudged.toml）",
);
pub(super) const LATER: Words = words(
    "The account is tried once somebody has agreed: by `nudged login` and `nudged check --mail`, named below.",
    "有人同意授权之后才能试用该账号：见下面的 `nudged login` 和 `nudged check --mail`。",
);
pub(super) const GOOD_IMAP: Words = words(
    "ok    reading works (folders {folders})",
    "正常  可以收信（文件夹：{folders}）",
);
pub(super) const GOOD_SMTP: Words = words(
    "ok    sending: the server lets us in",
    "正常  发信服务器可以登录",
);
pub(super) const BAD: Words = words(
    "BAD   {what}: {fault}\n      what helps: {remedy}",
    "失败  {what}：{fault}\n      解决办法：{remedy}",
);
pub(super) const READING: Words = words("reading", "收信");
pub(super) const SENDING: Words = words("sending", "发信");
pub(super) const BY_MAIL: Words = words("mail to itself", "给自己发信");
pub(super) const AGAIN: Words = words(
    "Type the password again (empty: the same once more; Control-C leaves):",
    "请重新输入密码（留空：用同一密码再试一次；Ctrl-C 退出）：",
);
pub(super) const NOTHING_WRITTEN: Words = words(
    "the account could not be used; nothing was written",
    "账号无法使用；没有写入任何文件",
);
pub(super) const MAILING: Words = words(
    "Mailing itself, to learn what this provider does; that goes on while you answer the rest.",
    "正在给自己发测试邮件，以了解该服务商的特性；您可以继续回答其余问题。",
);
pub(super) const WAITING: Words = words(
    "Waiting for the test mails (two minutes at most) …",
    "正在等待测试邮件（最多两分钟）……",
);
pub(super) const NOT_ARRIVED: Words = words(
    "note  the mail to itself did not arrive within two minutes: what the provider does is not known, and the careful settings stand. \
     Look whether mail to this address arrives at all",
    "注意  两分钟内没有收到给自己的邮件：无法了解服务商的特性，采用保守的设置。请确认该地址能正常收信",
);
pub(super) const IN_JUNK: Words = words(
    "note  the mail to itself lay among the junk: put the tracking address on the list of known senders",
    "注意  给自己的邮件进了垃圾箱：请把跟踪地址加入白名单",
);
pub(super) const ARRIVED: Words = words("ok    mail to itself arrives", "正常  给自己的邮件能收到");
pub(super) const TAGS_GOOD: Words = words(
    "ok    tagged addresses arrive ({tagged}): subaddress = true",
    "正常  带标签的地址（{tagged}）能收到：subaddress = true",
);
pub(super) const TAGS_BAD: Words = words(
    "note  tagged addresses ({tagged}) do not arrive here: subaddress = false; answers are matched by their thread",
    "注意  带标签的地址（{tagged}）收不到：subaddress = false，答复按邮件会话匹配",
);
pub(super) const JUDGE_NAMED: Words = words(
    "ok    the provider judges senders as \"{name}\", and takes forged verdicts of that name out",
    "正常  服务商以“{name}”的名义验证发件人，并会去掉伪造的验证结果",
);
pub(super) const JUDGE_KNOWN: Words = words(
    "ok    mail to itself carries no verdict; the provider is known to judge senders as \"{name}\"",
    "正常  给自己的邮件没有验证结果；已知该服务商以“{name}”的名义验证发件人",
);
pub(super) const JUDGE_NONE: Words = words(
    "note  mail to itself carries no verdict on its sender: nudged checks signatures itself. If mail from outside carries an \
     Authentication-Results header, put its name into trusted-authserv-ids",
    "注意  给自己的邮件没有发件人验证结果：由 nudged 自己验证签名。如果外来邮件带有 Authentication-Results 头，请把其中的名字写入 \
     trusted-authserv-ids",
);
pub(super) const JUDGE_DOUBTFUL: Words = words(
    "note  verdicts on senders carry the name \"{name}\", but a forged one stayed in: it is not believed, nudged checks signatures itself. \
     The server should take headers of its own name out of what comes in (RFC 8601)",
    "注意  验证结果的名字是“{name}”，但伪造的验证结果没有被去掉：不予采信，由 nudged 自己验证签名。服务器应去掉来信中冒用其名字的邮件头（RFC 8601）",
);
pub(super) const OFFLINE: Words = words(
    "note  no server was asked: whether the account works, whether tags arrive and who judges senders is not known",
    "注意  没有连接任何服务器：账号是否可用、带标签的地址能否收到、由谁验证发件人都尚不清楚",
);
pub(super) const NO_MAIL_TEST: Words = words(
    "note  nothing was mailed: whether tags arrive and who judges senders is not known",
    "注意  没有发送测试邮件：带标签的地址能否收到、由谁验证发件人都尚不清楚",
);
pub(super) const FEW: Words = words(
    "note  this provider lets an account send few mails (some {daily} a day): at most {hourly} an hour leave. For more than a handful of \
     people take a business mailbox, or ask the provider and raise total-an-hour",
    "注意  该服务商对每个账号的发信量限制较严（每天约 {daily} 封）：每小时最多发出 {hourly} 封。人数较多的团队建议使用企业邮箱，\
     或向服务商确认后调高 total-an-hour",
);
pub(super) const MISSING: Words = words("missing: {flag} — {shape}", "缺少：{flag} — {shape}");
pub(super) const WRONG: Words = words("{flag}: {fault}", "{flag}：{fault}");
pub(super) const THERE: Words = words(
    "{path} is there already; --force writes over it and keeps it beside",
    "{path} 已存在；加 --force 可覆盖，旧文件会保留",
);
pub(super) const UNWRITABLE: Words = words(
    "nothing can be written to {path}: {fault}; run this with sudo, or name another place with --config ./nudged.toml",
    "无法写入 {path}：{fault}；请用 sudo 运行，或用 --config ./nudged.toml 指定其他位置",
);
pub(super) const WRITTEN: Words = words("Written: {path}", "已写入：{path}");
pub(super) const KEPT: Words = words("The one before is kept: {path}", "旧配置保留在：{path}");
pub(super) const SECRET_WRITTEN: Words = words(
    "The password: {path} (mode 0600)",
    "密码保存在：{path}（权限 0600）",
);
pub(super) const UNIT_WITHOUT: Words = words(
    "The unit wants password files that are not needed here: `sudo systemctl edit nudged`, and write below [Service] the line \
     LoadCredential=",
    "systemd 服务默认要求密码文件，此处不需要：请运行 `sudo systemctl edit nudged`，在 [Service] 下写一行 LoadCredential=",
);
pub(super) const NEXT: Words = words("Now run:", "接下来请运行：");
pub(super) const THEN_UNPROVED: Words = words(
    "Then write to a client as always, with {address} in Cc. The provider proves no sender so far: where your mail carries no \
     signature either, nudged asks you by mail whether it is yours; answer `open`, and the receipt comes.",
    "然后照常给客户写信，并抄送 {address}。目前服务商不提供发件人验证：如果您的邮件也没有签名，nudged 会先来信确认是否出自您本人；\
     回复“跟踪”后即会收到回执。",
);
pub(super) const THEN: Words = words(
    "Then write to a client as always, with {address} in Cc: the receipt comes back within seconds.",
    "然后照常给客户写信，并抄送 {address}：几秒钟后就会收到回执。",
);
