//! What a fault of a server is and what a person does about it: one answer for each, in both languages.

use super::Words;
use super::providers::{Entrance, PROVIDERS, Provider};
use super::trial::Failure;
use crate::mailbox::MailboxFault;
use crate::model::Language;
use crate::net::{Denial, NetFault, TokenFault};
use crate::smtp::{self, Fault};

/// A fault told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened, with the server's own words.
    pub what: String,
    /// What helps.
    pub remedy: String,
}

impl Told {
    /// The same at a server: a refused password has the way of its provider, and elsewhere no word of others.
    #[must_use]
    pub fn at(self, host: &str, language: Language) -> Self {
        if self.remedy != PASSWORD.to(language) {
            return self;
        }
        let of_host = |provider: &&Provider| {
            provider
                .houses
                .iter()
                .any(|house| !host.is_empty() && (house.imap == host || house.smtp == host))
        };
        let remedy = match PROVIDERS.iter().find(of_host) {
            Some(Provider {
                name,
                entrance: Entrance::Password { called, path },
                ..
            }) => PROVIDERS_PASSWORD.filled(
                language,
                &[
                    ("name", name.to(language)),
                    ("called", called.to(language)),
                    ("path", path.to(language)),
                ],
            ),
            Some(_) => return self,
            None => PLAIN_PASSWORD.to(language).to_owned(),
        };
        Self { remedy, ..self }
    }
}

/// What happened and what helps, before the gaps are filled.
type Both = (Words, Words);

fn told(language: Language, (what, remedy): Both, gaps: &[(&str, &str)]) -> Told {
    Told {
        what: what.filled(language, gaps),
        remedy: remedy.to(language).to_owned(),
    }
}

/// About a mailbox.
#[must_use]
pub fn of_mailbox(fault: &MailboxFault, language: Language) -> Told {
    let told = |both, gaps: &[(&str, &str)]| told(language, both, gaps);
    let said = |both, text: &str| told(both, &[("text", text)]);
    match fault {
        MailboxFault::Auth { text } => said((LOGIN, PASSWORD), text),
        MailboxFault::TokenRefused { text } => said((TOKEN_REFUSED, TOKEN), text),
        MailboxFault::NoXoauth2 { offered } => said((NO_MECHANISM, NO_TOKEN), offered),
        MailboxFault::Token(fault) => of_token(fault, language),
        MailboxFault::UnsafeLogin { text } => said((UNSAFE_LOGIN, UNSAFE), text),
        MailboxFault::Unavailable { text } => said((PUT_OFF, BUSY), text),
        MailboxFault::Bye { text, .. } => said((BYE, BUSY), text),
        MailboxFault::Quota { text } => said((FULL, QUOTA), text),
        MailboxFault::NoFolder { name, known } => {
            told((NO_FOLDER, FOLDER), &[("name", name), ("known", known)])
        }
        MailboxFault::Refused { stage, text } => {
            told((REFUSED_AT, REFUSED), &[("stage", stage), ("text", text)])
        }
        MailboxFault::Lost { .. } => told((CUT, LOST), &[]),
        MailboxFault::Timeout { .. } => told((SILENT, LOST), &[]),
        MailboxFault::Protocol { why, .. } => said((NONSENSE, NO_IMAP), why),
        MailboxFault::NoStarttls { .. } => told((NO_STARTTLS, IMAP_STARTTLS), &[]),
        MailboxFault::Injected => told((SLIPPED_IN, INJECTED), &[]),
        MailboxFault::Unsendable => told((LINE_BREAK, UNSENDABLE), &[]),
        MailboxFault::Files { path, why } => {
            told((NO_FILE, FILES), &[("path", path), ("text", why)])
        }
        MailboxFault::Sink(error) => said((OWN_FAULT, FILES), &error.to_string()),
        MailboxFault::Net(fault) => of_network(fault, language),
    }
}

/// About the way out.
#[must_use]
pub fn of_outgoing(fault: &Fault, language: Language) -> Told {
    let said = |both, text: &str| told(language, both, &[("text", text)]);
    let known = |both, text: &str| {
        let mut told = said(both, text);
        if let Some(remedy) = smtp::remedy(text, language) {
            remedy.clone_into(&mut told.remedy);
        }
        told
    };
    match fault {
        Fault::Login { text, .. } => known((LOGIN, PASSWORD), text),
        Fault::TokenRefused { text, .. } => known((TOKEN_REFUSED, TOKEN), text),
        Fault::Token(fault) => of_token(fault, language),
        Fault::Refused { stage, text, .. } => {
            let stage = stage.to_string();
            let gaps = [("stage", stage.as_str()), ("text", text)];
            Told {
                what: REFUSED_AT.filled(language, &gaps),
                ..known((REFUSED_AT, REFUSED), text)
            }
        }
        Fault::Later { text, .. } => said((PUT_OFF, BUSY), text),
        Fault::Unreachable(fault) => of_network(fault, language),
        Fault::StarttlsMissing => said((NO_STARTTLS, SMTP_STARTTLS), ""),
        Fault::StarttlsInjected => said((SLIPPED_IN, INJECTED), ""),
        Fault::NoMechanism(offered) => said((NO_MECHANISM, NO_PASSWORD), offered),
        Fault::Broken { error, .. } => said((BROKE_OFF, BROKEN), error),
    }
}

/// About a trial by mail.
#[must_use]
pub fn of_failure(failure: &Failure, language: Language) -> Told {
    match failure {
        Failure::Mailbox(fault) => of_mailbox(fault, language),
        Failure::Outgoing(fault) => of_outgoing(fault, language),
        Failure::NotTaken(text) => Told {
            what: MAIL_NOT_TAKEN.filled(language, &[("text", text)]),
            remedy: smtp::remedy(text, language)
                .unwrap_or(NOT_TAKEN.to(language))
                .to_owned(),
        },
        Failure::Random(text) => told(language, (OWN_FAULT, FILES), &[("text", text)]),
    }
}

/// About the access token of an account.
#[must_use]
pub fn of_token(fault: &TokenFault, language: Language) -> Told {
    match fault {
        TokenFault::Denied { denial, text } => {
            let (remedy, name) = match denial {
                Denial::Consent(name) => (CONSENT, name.as_str()),
                Denial::Client => (CLIENT, ""),
                Denial::Key => (KEY, ""),
                Denial::Files => (TOKEN_FILES, ""),
            };
            Told {
                what: TOKEN_DENIED.filled(language, &[("text", text)]),
                remedy: remedy.filled(language, &[("name", name)]),
            }
        }
        TokenFault::Later { text } => told(language, (TOKEN_LATER, BUSY), &[("text", text)]),
        TokenFault::Net(fault) => of_network(fault, language),
    }
}

fn of_network(fault: &NetFault, language: Language) -> Told {
    let told = |both, gaps: &[(&str, &str)]| told(language, both, gaps);
    match fault {
        NetFault::Resolve { host, why } => {
            told((NO_ADDRESS, NAME), &[("host", host), ("text", why)])
        }
        NetFault::Name { host } => told((NO_NAME, NAME), &[("host", host)]),
        NetFault::Connect { host, port, why } => {
            let port = port.to_string();
            let gaps = [("host", host.as_str()), ("port", &port), ("text", why)];
            told((NO_CONNECTION, CONNECT), &gaps)
        }
        NetFault::Timeout { .. } => told((SILENT, LOST), &[]),
        NetFault::CaFile { path, why } => {
            let path = path.display().to_string();
            told((NO_FILE, CA_FILE), &[("path", &path), ("text", why)])
        }
        NetFault::Roots { why } => told((NO_ROOTS, ROOTS), &[("text", why)]),
        NetFault::Certificate { host, why, .. } => told(
            (BAD_CERTIFICATE, CERTIFICATE),
            &[("host", host), ("text", why)],
        ),
        NetFault::Tls { host, why } => told((BAD_TLS, TLS), &[("host", host), ("text", why)]),
    }
}

const TOKEN_REFUSED: Words = words(
    "the server refused the access token ({text})",
    "服务器拒绝了访问令牌（{text}）",
);
const TOKEN: Words = words(
    "the user must be the account that agreed; IMAP and authenticated SMTP must be switched on for it, and the application \
     must be allowed to use them",
    "user 必须是同意授权的账号；该账号须开启 IMAP 和 SMTP 认证，应用也须获准使用它们",
);
const NO_TOKEN: Words = words(
    "the server takes no OAuth2 token here: use a password, or look at the host",
    "服务器在此不接受 OAuth2 令牌：请使用密码，或检查主机名",
);
const TOKEN_DENIED: Words = words("no access token: {text}", "没有访问令牌：{text}");
const TOKEN_LATER: Words = words("no access token now: {text}", "暂时得不到访问令牌：{text}");
const CONSENT: Words = words(
    "run `nudged login {name}` and agree in the browser, logged in as the tracking mailbox",
    "运行 `nudged login {name}`，并在浏览器中以跟踪邮箱的身份同意",
);
const CLIENT: Words = words(
    "look at client-id, client secret and tenant, and at the application's permissions at the provider",
    "请检查 client-id、客户端密钥和 tenant，以及应用在服务商处的权限",
);
const KEY: Words = words(
    "look at key-file, at the domain-wide delegation in Google's admin console and at this machine's clock",
    "请检查 key-file、Google 管理控制台中的全网域授权，以及本机时钟",
);
const TOKEN_FILES: Words = words(
    "the daemon's user must own the folder oauth of the state directory: run the command as that user",
    "状态目录中的 oauth 文件夹须属于守护进程的用户：请以该用户运行命令",
);
const LOGIN: Words = words("the login was refused ({text})", "登录被拒绝（{text}）");
const UNSAFE_LOGIN: Words = words(
    "the server calls this an unsafe login ({text})",
    "服务器认为登录不安全（{text}）",
);
const PUT_OFF: Words = words(
    "the server cannot serve us now ({text})",
    "服务器暂时无法服务（{text}）",
);
const BYE: Words = words(
    "the server ended the connection ({text})",
    "服务器断开了连接（{text}）",
);
const FULL: Words = words(
    "the mailbox is over its quota ({text})",
    "邮箱容量已满（{text}）",
);
const NO_FOLDER: Words = words(
    "there is no folder {name}; there are {known}",
    "没有文件夹 {name}；现有：{known}",
);
const REFUSED_AT: Words = words(
    "the server refused {stage} ({text})",
    "服务器拒绝了 {stage}（{text}）",
);
const CUT: Words = words("the connection was lost", "连接中断");
const SILENT: Words = words("no answer in time", "服务器没有及时应答");
const NONSENSE: Words = words(
    "the server's answer makes no sense ({text})",
    "服务器的应答无法理解（{text}）",
);
const NO_STARTTLS: Words = words("the server offers no STARTTLS", "服务器不提供 STARTTLS");
const SLIPPED_IN: Words = words(
    "unencrypted bytes were slipped in before TLS",
    "在 TLS 建立之前混入了未加密的内容",
);
const LINE_BREAK: Words = words("user or password cannot be sent", "用户名或密码无法发送");
const NO_FILE: Words = words("{path}: {text}", "{path}：{text}");
const OWN_FAULT: Words = words("this machine: {text}", "本机：{text}");
const NO_MECHANISM: Words = words(
    "the server offers no login that is known here ({text})",
    "服务器提供的登录方式均不支持（{text}）",
);
const BROKE_OFF: Words = words("it broke off: {text}", "中断：{text}");
const MAIL_NOT_TAKEN: Words = words("the mail was not taken ({text})", "邮件未被接受（{text}）");
const NO_ADDRESS: Words = words(
    "the address of {host} cannot be found ({text})",
    "找不到 {host} 的地址（{text}）",
);
const NO_NAME: Words = words(
    "{host} is not the name of a server",
    "{host} 不是服务器名称",
);
const NO_CONNECTION: Words = words(
    "cannot connect to {host}:{port} ({text})",
    "无法连接 {host}:{port}（{text}）",
);
const NO_ROOTS: Words = words(
    "this machine has no root certificates ({text})",
    "本机没有根证书（{text}）",
);
const BAD_CERTIFICATE: Words = words(
    "the certificate of {host} is not accepted ({text})",
    "{host} 的证书未被接受（{text}）",
);
const BAD_TLS: Words = words(
    "TLS with {host} failed ({text})",
    "与 {host} 的 TLS 连接失败（{text}）",
);

const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

const PASSWORD: Words = words(
    "user or password is not right: take the app password (authorisation code, 授权码) the provider makes for programs, not the \
     password of its web pages, and look whether IMAP and SMTP are switched on there",
    "用户名或密码不对：请使用服务商为客户端生成的专用密码（授权码），而不是网页登录密码，并检查网页设置中是否已开启 IMAP/SMTP",
);
const PROVIDERS_PASSWORD: Words = words(
    "user or password is not right: {name} wants the {called} here, not the password of its web pages; {path}",
    "用户名或密码不对：{name}在此须使用{called}，而不是网页登录密码；{path}",
);
const PLAIN_PASSWORD: Words = words(
    "user or password is not right: look at both, and whether programs may use IMAP and SMTP for this account",
    "用户名或密码不对：请检查两者，并确认该账号允许客户端使用 IMAP/SMTP",
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
    "the server takes no such login here: it may want OAuth2 ([[oauth]] in the manual) in place of a password, or another port",
    "服务器在此不接受这种登录：可能要求用 OAuth2 代替密码（见手册中的 [[oauth]]），或应使用其他端口",
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
    "look whether port and kind of TLS fit: 993 and 465 implicit, 143 and 587 starttls; for another port say which \
     (--imap-tls, --smtp-tls)",
    "请检查端口与 TLS 方式是否相符：993 和 465 用 implicit，143 和 587 用 starttls；其他端口请指明（--imap-tls、--smtp-tls）",
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
            (
                Fault::Refused {
                    stage: smtp::Stage::Greeting,
                    code: 554,
                    text: text("554 no"),
                },
                "原话",
            ),
        ];
        for fault in mailbox {
            let (en, zh) = (
                of_mailbox(&fault, Language::En),
                of_mailbox(&fault, Language::Zh),
            );
            assert!(!en.remedy.is_empty() && zh.remedy.contains('请'), "{zh:?}");
            assert!(
                !en.what.contains('{') && !zh.what.contains('{'),
                "{en:?} {zh:?}"
            );
        }
        for (fault, word) in outgoing {
            let (en, zh) = (
                of_outgoing(&fault, Language::En),
                of_outgoing(&fault, Language::Zh),
            );
            assert!(zh.remedy.contains(word), "{fault}: {zh:?}");
            assert!(
                !en.what.contains('{') && !zh.what.contains('{'),
                "{en:?} {zh:?}"
            );
        }
        let sender = Failure::NotTaken(text("553 Mail from must equal authorized user"));
        let told = of_failure(&sender, Language::Zh);
        assert!(told.remedy.contains("登录账号一致") && told.what.contains("553"));
    }
}
