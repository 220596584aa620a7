//! Why there is no session, and what a person can do about a refusal.

use super::gate::Trouble;
use super::outcome::{Outcome, Reason, Stage, Verdict, verdict};
use super::reply::Reply;
use crate::model::Language;
use crate::net::{NetFault, TokenFault};

/// Why a server gives no session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No connection: name, network, TLS or certificate. The text says which.
    #[error(transparent)]
    Unreachable(#[from] NetFault),
    /// `tls = "starttls"`, and the server does not offer it: an old server, or somebody in between
    /// who took the offer away. Nothing secret was sent.
    #[error(
        "the server offers no STARTTLS; use `tls = \"implicit\"` with port 465, or find out who strips it"
    )]
    StarttlsMissing,
    /// Something spoke between STARTTLS and the TLS handshake (RFC 3207 §6).
    #[error("somebody sends plain text into the start of TLS; the connection was dropped")]
    StarttlsInjected,
    /// The server offers no way to log in that we know; what it offers.
    #[error("no login the server offers is known here: {0:?}")]
    NoMechanism(String),
    /// User or password refused, or the account may not send: trying again soon locks accounts.
    #[error("login refused: {text}")]
    Login {
        /// Reply code.
        code: u16,
        /// Its answer, with the code.
        text: String,
    },
    /// The access token refused, or its account may not send.
    #[error("access token refused: {text}")]
    TokenRefused {
        /// Reply code.
        code: u16,
        /// Its answer, with the code.
        text: String,
    },
    /// There is no access token to log in with.
    #[error(transparent)]
    Token(#[from] TokenFault),
    /// The server sends us away for good, before the login.
    #[error("refused at {stage}: {text}")]
    Refused {
        /// At what.
        stage: Stage,
        /// Reply code.
        code: u16,
        /// Its answer, with the code.
        text: String,
    },
    /// The server wants us later.
    #[error("put off: {text}")]
    Later {
        /// Reply code.
        code: u16,
        /// Its answer, with the code.
        text: String,
        /// Why.
        reason: Reason,
    },
    /// The connection broke, was silent or made no sense.
    #[error("{stage}: {error}")]
    Broken {
        /// Where.
        stage: Stage,
        /// What.
        error: String,
    },
}

impl Fault {
    /// Whether waiting will not help: configuration, password, account. Try at most every quarter of
    /// an hour and tell the admin.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        match self {
            Self::StarttlsMissing
            | Self::StarttlsInjected
            | Self::NoMechanism(_)
            | Self::Login { .. }
            | Self::TokenRefused { .. }
            | Self::Refused { .. } => true,
            Self::Token(fault) => fault.needs_person(),
            Self::Unreachable(fault) => fault.is_setup(),
            Self::Later { .. } | Self::Broken { .. } => false,
        }
    }

    /// What it means for a mail that waited for this session: never [`Outcome::Refused`], since no
    /// server has seen it.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Later { code, text, reason } => Outcome::Later {
                code: *code,
                text: text.clone(),
                reason: *reason,
            },
            Self::Broken { stage, .. } | Self::Refused { stage, .. } => Outcome::NotSent {
                stage: *stage,
                error: self.to_string(),
            },
            Self::Login { .. }
            | Self::TokenRefused { .. }
            | Self::Token(_)
            | Self::NoMechanism(_) => Outcome::NotSent {
                stage: Stage::Login,
                error: self.to_string(),
            },
            Self::Unreachable(_) | Self::StarttlsMissing | Self::StarttlsInjected => {
                Outcome::NotSent {
                    stage: Stage::Connect,
                    error: self.to_string(),
                }
            }
        }
    }

    pub(super) fn from_trouble(stage: Stage, trouble: Trouble) -> Self {
        match trouble {
            Trouble::Denied(reply) => Self::from_reply(stage, &reply),
            Trouble::OutOfTurn(reply) if reply.code >= 400 => Self::from_reply(stage, &reply),
            other => Self::Broken {
                stage,
                error: other.to_string(),
            },
        }
    }

    /// `reply` is none that goes on at `stage`.
    pub(super) fn from_reply(stage: Stage, reply: &Reply) -> Self {
        let (code, text) = (reply.code, reply.text());
        match verdict(stage, reply) {
            Verdict::Later(reason) => Self::Later { code, text, reason },
            Verdict::Mailbox => Self::Later {
                code,
                text,
                reason: Reason::Mailbox,
            },
            Verdict::Never if stage == Stage::Login => Self::Login { code, text },
            Verdict::Never => Self::Refused { stage, code, text },
            Verdict::Good | Verdict::Odd => Self::Broken {
                stage,
                error: format!("the answer makes no sense here: {text}"),
            },
        }
    }
}

/// Phrases of refusals and what to do, in English and Chinese, most special first.
const REMEDIES: &[(&str, &str, &str)] = &[
    (
        "5.7.30",
        "Microsoft no longer takes passwords here: log in with an OAuth token",
        "微软在此已不接受密码：须用 OAuth 令牌登录",
    ),
    (
        "5.7.139",
        "Microsoft refuses this login: SMTP AUTH is switched off for the mailbox or the organisation, or needs an OAuth token",
        "微软拒绝了登录：该邮箱或组织未开启 SMTP AUTH，或须用 OAuth 令牌",
    ),
    (
        "5.7.9",
        "Google wants an app password: make one in the account's security settings",
        "Google 要求应用专用密码：请在账号的安全性设置中生成",
    ),
    (
        "5.7.14",
        "Google wants the account to be unlocked in a browser first",
        "Google 要求先在浏览器中解锁该账号",
    ),
    (
        "5.7.8",
        "user or password is wrong; Google and many others want an app password",
        "用户名或密码不对；Google 等许多服务商要求应用专用密码",
    ),
    (
        "must equal authorized user",
        "the envelope sender must be the login address: make `tracking.address` and `outgoing.user` the same account",
        "发件人必须与登录账号一致：`tracking.address` 和 `outgoing.user` 应为同一账号",
    ),
    (
        "sendasdenied",
        "the login may not send as the tracking address: allow it, or log in as that address",
        "该账号无权以跟踪地址发信：请授权，或用该地址登录",
    ),
    (
        "user has no permission",
        "SMTP is switched off for this mailbox: switch it on in the provider's web settings (NetEase: POP3/SMTP/IMAP)",
        "该邮箱未开启 SMTP：请在网页邮箱设置中开启（网易：POP3/SMTP/IMAP）",
    ),
    (
        "login fail",
        "Tencent wants the authorisation code from its web settings as password, and SMTP switched on there",
        "腾讯要求以网页设置中的授权码作为密码，并在那里开启 SMTP",
    ),
    (
        "535 error: authentication failed",
        "NetEase and Tencent want the authorisation code (授权码) from their web settings, not the password",
        "网易和腾讯要求网页设置中的授权码，而不是登录密码",
    ),
    (
        "authentication is required",
        "the server wants a login: set `outgoing.user` and its password",
        "服务器要求登录：请设置 `outgoing.user` 及其密码",
    ),
    (
        "authentication required",
        "the server wants a login: set `outgoing.user` and its password",
        "服务器要求登录：请设置 `outgoing.user` 及其密码",
    ),
];

/// What a person can do about a refusal, if its text is a known one.
#[must_use]
pub fn remedy(text: &str, language: Language) -> Option<&'static str> {
    let text = text.to_lowercase();
    let stands_alone = |at: usize, phrase: &str| {
        // `5.7.9` is not in `5.7.90` nor in `5.7.900`.
        text.get(at + phrase.len()..)
            .and_then(|rest| rest.chars().next())
            .is_none_or(|c| !c.is_ascii_digit())
    };
    REMEDIES
        .iter()
        .find(|(phrase, _, _)| {
            text.match_indices(phrase)
                .any(|(at, _)| stands_alone(at, phrase))
        })
        .map(|(_, en, zh)| match language {
            Language::En => *en,
            Language::Zh => *zh,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_refusals_have_a_remedy() {
        for (text, word) in [
            (
                "550 5.7.30 Basic authentication is not supported",
                "OAuth token",
            ),
            (
                "534 5.7.9 Application-specific password required",
                "app password",
            ),
            ("535 Error: authentication failed", "授权码"),
            (
                "553 Mail from must equal authorized user",
                "envelope sender",
            ),
        ] {
            assert!(
                remedy(text, Language::En).is_some_and(|r| r.contains(word)),
                "{text}"
            );
            let chinese = remedy(text, Language::Zh).unwrap();
            assert!(
                chinese.contains(|c| ('一'..='龥').contains(&c)),
                "{chinese}"
            );
        }
        for text in [
            "550 5.1.1 no such user",
            "550 5.7.300 other",
            "550 5.7.90 x",
            "",
        ] {
            assert_eq!(remedy(text, Language::En), None, "{text}");
        }
    }

    #[test]
    fn no_fault_to_connect_refuses_a_mail() {
        for fault in [
            Fault::Unreachable(NetFault::Timeout { stage: "x" }),
            Fault::StarttlsMissing,
            Fault::Login {
                code: 535,
                text: "535 no".to_owned(),
            },
            Fault::Refused {
                stage: Stage::Greeting,
                code: 554,
                text: "554 no".to_owned(),
            },
            Fault::Broken {
                stage: Stage::Login,
                error: "x".to_owned(),
            },
        ] {
            assert!(
                matches!(fault.outcome(), Outcome::NotSent { stage, .. } if stage < Stage::Sender),
                "{fault}"
            );
        }
    }
}
