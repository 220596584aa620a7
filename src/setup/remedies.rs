//! What a person does about a fault of a server: one answer for each, in both languages.

use super::Words;
use super::trial::Failure;
use crate::mailbox::MailboxFault;
use crate::model::Language;
use crate::net::NetFault;
use crate::smtp::{self, Fault};

/// About a mailbox.
#[must_use]
pub fn of_mailbox(fault: &MailboxFault, language: Language) -> String {
    let words = match fault {
        MailboxFault::Auth { .. } => PASSWORD,
        MailboxFault::UnsafeLogin { .. } => UNSAFE,
        MailboxFault::Unavailable { .. } | MailboxFault::Bye { .. } => BUSY,
        MailboxFault::Quota { .. } => QUOTA,
        MailboxFault::NoFolder { .. } => FOLDER,
        MailboxFault::Refused { .. } => REFUSED,
        MailboxFault::Lost { .. } | MailboxFault::Timeout { .. } => LOST,
        MailboxFault::Protocol { .. } => NO_IMAP,
        MailboxFault::NoStarttls { .. } => IMAP_STARTTLS,
        MailboxFault::Injected => INJECTED,
        MailboxFault::Unsendable => UNSENDABLE,
        MailboxFault::Files { .. } | MailboxFault::Sink(_) => FILES,
        MailboxFault::Net(fault) => of_network(fault),
    };
    words.to(language).to_owned()
}

/// About the way out.
#[must_use]
pub fn of_outgoing(fault: &Fault, language: Language) -> String {
    let known = |text: &str| smtp::remedy(text, language).map(str::to_owned);
    let words = match fault {
        Fault::Login { text, .. } => {
            return known(text).unwrap_or_else(|| PASSWORD.to(language).to_owned());
        }
        Fault::Refused { text, .. } => {
            return known(text).unwrap_or_else(|| REFUSED.to(language).to_owned());
        }
        Fault::Later { .. } => BUSY,
        Fault::Unreachable(fault) => of_network(fault),
        Fault::StarttlsMissing => SMTP_STARTTLS,
        Fault::StarttlsInjected => INJECTED,
        Fault::NoMechanism(_) => NO_PASSWORD,
        Fault::Broken { .. } => BROKEN,
    };
    words.to(language).to_owned()
}

/// About a trial by mail.
#[must_use]
pub fn of_failure(failure: &Failure, language: Language) -> String {
    match failure {
        Failure::Mailbox(fault) => of_mailbox(fault, language),
        Failure::Outgoing(fault) => of_outgoing(fault, language),
        Failure::NotTaken(text) => smtp::remedy(text, language)
            .unwrap_or(NOT_TAKEN.to(language))
            .to_owned(),
        Failure::Random(_) => FILES.to(language).to_owned(),
    }
}

fn of_network(fault: &NetFault) -> Words {
    match fault {
        NetFault::Resolve { .. } | NetFault::Name { .. } => NAME,
        NetFault::Connect { .. } => CONNECT,
        NetFault::Timeout { .. } => LOST,
        NetFault::CaFile { .. } => CA_FILE,
        NetFault::Roots { .. } => ROOTS,
        NetFault::Certificate { .. } => CERTIFICATE,
        NetFault::Tls { .. } => TLS,
    }
}

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

const PASSWORD: Words = words(
    "user or password is not right: take the app password (authorisation code, 授权码) the provider makes for programs, not the \
     password of its web pages, and look whether IMAP and SMTP are switched on there",
    "用户名或密码不对：请使用服务商为客户端生成的专用密码（授权码），而不是网页登录密码，并检查网页设置中是否已开启 IMAP/SMTP",
);
const UNSAFE: Words = words(
    "in the provider's web pages switch IMAP on, make an authorisation code, use it as the password, and confirm this machine if \
     asked",
    "请在网页邮箱中开启 IMAP，生成授权码并用作密码；如提示异常登录，请确认是本人操作",
);
const BUSY: Words = words(
    "the server is busy or counts too many connections: try again in a quarter of an hour",
    "服务器繁忙或连接过多：请过一刻钟再试",
);
const QUOTA: Words = words(
    "make room in the mailbox, or clients' answers bounce",
    "邮箱已满：请清理，否则客户的答复会被退回",
);
const FOLDER: Words = words(
    "name a folder that is there under `folders`",
    "请在 `folders` 中填写存在的文件夹",
);
const REFUSED: Words = words(
    "the server's words say why; an account that was just made may have to be opened in a browser once",
    "原因见服务器的原话；新开通的账号可能需要先在浏览器中登录一次",
);
const LOST: Words = words(
    "look whether this machine reaches the server (firewall, proxy) and whether port and kind of TLS fit: 993 and 465 implicit, \
     143 and 587 starttls",
    "请检查本机能否连到服务器（防火墙、代理），以及端口与 TLS 方式是否相符：993 和 465 用 implicit，143 和 587 用 starttls",
);
const NO_IMAP: Words = words(
    "something else than an IMAP server answers: look at host and port",
    "对方不像是 IMAP 服务器：请检查主机名和端口",
);
const IMAP_STARTTLS: Words = words(
    "use port 993 with implicit TLS; nothing was sent in clear",
    "请改用 993 端口和 implicit；没有以明文发送任何内容",
);
const SMTP_STARTTLS: Words = words(
    "use port 465 with implicit TLS; nothing was sent in clear",
    "请改用 465 端口和 implicit；没有以明文发送任何内容",
);
const INJECTED: Words = words(
    "somebody between this machine and the server writes into the connection: use implicit TLS (993, 465) and look who it is; no \
     password was sent",
    "有人在连接中途插入内容：请改用 implicit TLS（993、465）并查明原因；没有发送密码",
);
const UNSENDABLE: Words = words(
    "user or password holds a line break: type it again, or look at the end of the file",
    "用户名或密码中有换行：请重新输入，或检查文件末尾",
);
const FILES: Words = words("the system's words say why", "原因见系统的原话");
const NO_PASSWORD: Words = words(
    "the server takes no password here: it may want OAuth2, which nudged does not speak yet, or another port",
    "服务器在此不接受密码：可能要求 OAuth2（nudged 尚不支持），或应使用其他端口",
);
const BROKEN: Words = words(
    "try again; if it happens each time, look at host, port and kind of TLS",
    "请重试；如果每次都这样，请检查主机名、端口和 TLS 方式",
);
const NOT_TAKEN: Words = words(
    "the server lets the account in and does not let it send: the tracking address must be that account's own, and sending may \
     have to be allowed in the provider's pages",
    "账号可以登录但不能发信：跟踪地址必须是该账号自己的地址，并可能需要在服务商的页面中允许发信",
);
const NAME: Words = words(
    "look at the name of the server, and whether this machine's DNS works",
    "请检查服务器名称，以及本机的 DNS 是否正常",
);
const CONNECT: Words = words(
    "look at host and port, and whether a firewall closes the port (hosters often close 465 and 587 until asked)",
    "请检查主机名和端口，以及防火墙是否封闭了端口（云主机常默认封闭 465 和 587，需申请开通）",
);
const CA_FILE: Words = words(
    "name a PEM file with the server's certificate or its issuer's",
    "请指定含服务器证书或其签发者证书的 PEM 文件",
);
const ROOTS: Words = words(
    "install this machine's ca-certificates package",
    "请安装本机的 ca-certificates 软件包",
);
const CERTIFICATE: Words = words(
    "the certificate is not made out to this name or not by anybody this machine trusts: look at host; for an own authority name \
     its certificate (--ca-file)",
    "证书与该名称不符，或签发者不被本机信任：请检查主机名；如为自建 CA，请指定其证书（--ca-file）",
);
const TLS: Words = words(
    "look whether port and kind of TLS fit: 993 and 465 implicit, 143 and 587 starttls",
    "请检查端口与 TLS 方式是否相符：993 和 465 用 implicit，143 和 587 用 starttls",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_refuse_has_an_answer_in_both_languages() {
        let text = |t: &str| t.to_owned();
        let mailbox = [
            MailboxFault::Auth {
                text: text("[AUTHENTICATIONFAILED] Invalid credentials"),
            },
            MailboxFault::UnsafeLogin {
                text: text("Unsafe Login"),
            },
            MailboxFault::Net(NetFault::Timeout {
                stage: "connecting",
            }),
        ];
        let outgoing = [
            (
                Fault::Login {
                    code: 535,
                    text: text("535 Error: authentication failed"),
                },
                "授权码",
            ),
            (
                Fault::Login {
                    code: 535,
                    text: text("535 no"),
                },
                "授权码",
            ),
            (Fault::NoMechanism(text("XOAUTH2")), "OAuth2"),
        ];
        for fault in mailbox {
            let (en, zh) = (
                of_mailbox(&fault, Language::En),
                of_mailbox(&fault, Language::Zh),
            );
            assert!(en.is_ascii() || en.contains("授权码"), "{en}");
            assert!(zh.contains('请'), "{zh}");
        }
        for (fault, word) in outgoing {
            assert!(of_outgoing(&fault, Language::Zh).contains(word), "{fault}");
            assert!(!of_outgoing(&fault, Language::En).is_empty());
        }
        let sender = Failure::NotTaken(text("553 Mail from must equal authorized user"));
        assert!(of_failure(&sender, Language::Zh).contains("登录账号一致"));
    }
}
