//! `nudged check --mail`: what mail to itself shows, held against the configuration.

use anyhow::Context as _;

use super::findings::Findings;
use crate::app::run;
use crate::app::send::Transport;
use crate::app::watch::Source;
use crate::clock::Clock;
use crate::config::Config;
use crate::model::Language;
use crate::setup::trial::{self, Judge, Lesson, Patience, Tags};
use crate::setup::{Words, remedies};

/// Mails itself and tells what became of it.
pub(super) fn ask(
    config: &Config,
    language: Language,
    report: &mut Findings,
) -> anyhow::Result<()> {
    let first = run::sources(config)?.into_iter().next();
    let (Some((_, Source::Imap(account, _))), Transport::Smtp { server, .. }) =
        (first, run::transport(config)?)
    else {
        return report.note(NO_SERVERS.to(language));
    };
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().build().context("no runtime")?;
    let address = &config.world.tracking.address;
    let now = Clock::System.now();
    let trial = trial::by_mail(&account, &server, address, now, Patience::default());
    match runtime.block_on(trial) {
        Ok(lesson) => tell(config, &lesson, language, report),
        Err(failure) => {
            let told = remedies::of_failure(&failure, language);
            report.bad_but(&told.what, &told.remedy)
        }
    }
}

fn tell(
    config: &Config,
    lesson: &Lesson,
    language: Language,
    report: &mut Findings,
) -> anyhow::Result<()> {
    if !lesson.arrived {
        return report.bad_but(LOST.to(language), LOST_REMEDY.to(language));
    }
    if lesson.junk {
        report.note(JUNK.to(language))?;
    } else {
        report.good(ARRIVED.to(language))?;
    }
    match (lesson.tags, config.world.tracking.subaddress) {
        (Tags::Arrive, true) => report.good(TAGS.to(language))?,
        (Tags::Arrive, false) => report.note(TAGS_UNUSED.to(language))?,
        (Tags::Refused | Tags::Lost, true) => {
            report.bad_but(NO_TAGS.to(language), NO_TAGS_REMEDY.to(language))?;
        }
        (Tags::Refused | Tags::Lost, false) => report.note(NO_TAGS.to(language))?,
    }
    let trusted = &config.world.security.trusted_authserv_ids;
    let is_trusted = |name: &str| {
        trusted
            .iter()
            .any(|id| id.trim().eq_ignore_ascii_case(name))
    };
    let with = |words: Words, name: &str| words.filled(language, &[("name", name)]);
    match &lesson.judge {
        Judge::Named(name) if is_trusted(name) => report.good(&with(JUDGE, name)),
        Judge::Named(name) => report.note(&with(JUDGE_UNKNOWN, name)),
        Judge::Doubtful(name) if is_trusted(name) => {
            report.bad_but(&with(FORGED, name), &with(FORGED_REMEDY, name))
        }
        Judge::Doubtful(name) => report.note(&with(FORGED, name)),
        Judge::None | Judge::Nameless => report.note(NO_JUDGE.to(language)),
    }
}

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

const NO_SERVERS: Words = words(
    "nothing was mailed: only an IMAP mailbox with an SMTP server can be tried so",
    "没有发送测试邮件：只有 IMAP 邮箱配合 SMTP 服务器才能这样测试",
);
const LOST: Words = words(
    "the mail to itself did not arrive within two minutes",
    "两分钟内没有收到给自己的邮件",
);
const LOST_REMEDY: Words = words(
    "look in the provider's pages whether mail to the tracking address arrives, and for a filter that takes it away",
    "请在网页邮箱中确认跟踪地址能否收信，以及是否有过滤规则",
);
const JUNK: Words = words(
    "the mail to itself lay among the junk: put the tracking address on the list of known senders",
    "给自己的邮件进了垃圾箱：请把跟踪地址加入白名单",
);
const ARRIVED: Words = words("mail to itself arrives", "给自己的邮件能收到");
const TAGS: Words = words("tagged addresses arrive", "带标签的地址能收到");
const TAGS_UNUSED: Words = words(
    "tagged addresses arrive: tracking.subaddress = true would match answers more surely",
    "带标签的地址能收到：设 tracking.subaddress = true 可更可靠地匹配答复",
);
const NO_TAGS: Words = words("tagged addresses do not arrive", "带标签的地址收不到");
const NO_TAGS_REMEDY: Words = words(
    "write subaddress = false under [tracking]: clients' answers to such addresses bounce",
    "请在 [tracking] 下写 subaddress = false：客户发往这类地址的答复会被退回",
);
const JUDGE: Words = words(
    "senders are judged as {name}, which is trusted; forged verdicts of that name are taken out",
    "以 {name} 的名义验证发件人，已受信任；伪造的验证结果会被去掉",
);
const JUDGE_UNKNOWN: Words = words(
    "senders are judged as {name}: put that name into security.trusted-authserv-ids",
    "以 {name} 的名义验证发件人：请把该名字写入 security.trusted-authserv-ids",
);
const FORGED: Words = words(
    "a forged verdict on a sender under the name {name} stayed in the mail",
    "以 {name} 名义伪造的验证结果没有被去掉",
);
const FORGED_REMEDY: Words = words(
    "take {name} out of security.trusted-authserv-ids, or have the server remove such headers from what comes in (RFC 8601)",
    "请从 security.trusted-authserv-ids 中去掉 {name}，或让服务器去掉来信中的这类邮件头（RFC 8601）",
);
const NO_JUDGE: Words = words(
    "mail to itself carries no verdict on its sender; that says nothing about mail from outside, but mail of PMs at the same \
     provider may carry none either: such a mail opens nothing until the PM answers `open` to the mail he then gets",
    "给自己的邮件没有发件人验证结果；外来邮件未必如此，但同一服务商处项目经理的邮件也可能没有：这类邮件须由其对随后收到的邮件\
     回复“跟踪”才会建立事项",
);
