//! What became of a mail, and what a server's answer means for it. Pure.

use std::time::Duration;

use super::reply::Reply;
use crate::model::Address;

/// Where a transaction stood. Everything before [`Stage::Dot`] is certainly not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Name look-up, TCP, TLS.
    Connect,
    /// The server's greeting and EHLO.
    Greeting,
    /// AUTH.
    Login,
    /// MAIL FROM: a refusal here is about our account or the whole mail.
    Sender,
    /// RCPT TO: a refusal here is about addresses.
    Recipient,
    /// DATA and the body, up to but without the final dot.
    Body,
    /// The caller's record that the dot comes next.
    Record,
    /// The final dot and the answer to it: a refusal here is about the content.
    Dot,
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connect => "connecting",
            Self::Greeting => "greeting",
            Self::Login => "login",
            Self::Sender => "naming the sender",
            Self::Recipient => "naming a recipient",
            Self::Body => "sending the text",
            Self::Record => "recording",
            Self::Dot => "the final dot",
        })
    }
}

/// Why a server wants the mail later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is overloaded, shuts down, or does not say.
    Busy,
    /// A limit of mails, recipients or connections in some time is reached.
    Limit,
    /// It makes strangers wait (greylisting).
    Greylist,
    /// The mailbox of every recipient is full or locked.
    Mailbox,
}

impl Reason {
    /// The least time to wait, whatever [`super::next_try`] says. NetEase counts by 15 minutes,
    /// Tencent by minute, hour and day.
    #[must_use]
    pub fn least_wait(self) -> Duration {
        Duration::from_secs(match self {
            Self::Busy | Self::Greylist => 0,
            Self::Limit => 20 * 60,
            Self::Mailbox => 3600,
        })
    }
}

/// What became of one mail to all its recipients.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a mail whose outcome is not recorded is sent twice or never"]
pub enum Outcome {
    /// The server took it (250 to the final dot).
    Sent {
        /// Its answer, with the code: `250 2.0.0 queued as …`.
        text: String,
        /// Recipients it refused for good, each with its answer; the others have the mail.
        refused: Vec<(Address, String)>,
    },
    /// The server will never take it. Nobody has the mail.
    Refused {
        /// Reply code; 552 or 553 where the mail does not fit what the server announced.
        code: u16,
        /// Its answer, with the code.
        text: String,
        /// At what: only [`Stage::Recipient`] says something about addresses.
        stage: Stage,
        /// The answer for each recipient, at [`Stage::Recipient`]; else empty.
        refused: Vec<(Address, String)>,
    },
    /// The server wants it later. Nobody has the mail.
    Later {
        /// Reply code.
        code: u16,
        /// Its answer, with the code.
        text: String,
        /// Why.
        reason: Reason,
    },
    /// Something broke before the final dot: nobody has the mail.
    NotSent {
        /// Where.
        stage: Stage,
        /// What, for people.
        error: String,
    },
    /// The final dot was begun and no clear answer came: nobody knows.
    Unsure {
        /// What, for people.
        error: String,
    },
}

/// What one reply means at one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Go on.
    Good,
    /// A refusal for good.
    Never,
    /// Come back later.
    Later(Reason),
    /// Of this one mailbox: full, locked. The other recipients need not wait for it.
    Mailbox,
    /// Not an answer to what was asked.
    Odd,
}

/// NetEase's tags, sent with 421 to 554 alike (its published list of refusals, 2015–2024).
const NETEASE_LIMITS: &[&str] = &[
    "hl:ifc", "hl:icc", "hl:rep", "mi:sfq", "mi:dmc", "mi:stc", "mi:cel", "rp:drc", "rp:qrc",
    "rp:cel",
];

/// Words of a limit. Tencent sends `550 Sender frequency limited` (also Ip, Domain, Connection),
/// Microsoft `SubmissionQuotaExceeded` with 554, others plain words with 4xx.
const LIMIT_WORDS: &[&str] = &[
    "frequency limited",
    "submissionquotaexceeded",
    "hourly limit",
    "daily limit",
    "sending quota",
];
const LIMIT_WORDS_IF_TEMPORARY: &[&str] = &[
    "rate",
    "limit",
    "too many",
    "too much",
    "frequen",
    "quota",
    "throttl",
    "concurrent",
    "exceed",
];
const GREYLIST_WORDS: &[&str] = &[
    "greylist",
    "graylist",
    "grey list",
    "gray list",
    "greylisted",
];

/// What `reply` means at `stage`.
pub(super) fn verdict(stage: Stage, reply: &Reply) -> Verdict {
    match (stage, reply.code) {
        (Stage::Greeting, 220 | 250)
        | (Stage::Login, 235)
        | (Stage::Sender | Stage::Dot, 250)
        | (Stage::Recipient, 250..=252)
        | (Stage::Body, 354) => Verdict::Good,
        (_, 400..=499) => temporary(stage, reply),
        (_, 500..=599) => permanent(stage, reply),
        _ => Verdict::Odd,
    }
}

fn temporary(stage: Stage, reply: &Reply) -> Verdict {
    let text = reply.text().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(GREYLIST_WORDS) {
        return Verdict::Later(Reason::Greylist);
    }
    // 4.2.1 is also Gmail's "receiving mail at a rate that prevents …": of one mailbox as well.
    if stage == Stage::Recipient && matches!(reply.enhanced(), Some((4, 2, _))) {
        return Verdict::Mailbox;
    }
    // Microsoft: 432 4.3.2, too many mails or connections at a time.
    if reply.code == 432 || says(NETEASE_LIMITS) || says(LIMIT_WORDS_IF_TEMPORARY) {
        return Verdict::Later(Reason::Limit);
    }
    Verdict::Later(Reason::Busy)
}

fn permanent(stage: Stage, reply: &Reply) -> Verdict {
    // Tencent names every possible cause in one text, "login frequency limited" among them; trying a
    // wrong password again and again locks the account.
    if stage == Stage::Login {
        return Verdict::Never;
    }
    let text = reply.text().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let enhanced = reply.enhanced();
    // A limit said as 5xx. Gmail: 550 5.4.5 daily sending quota.
    if says(NETEASE_LIMITS) || says(LIMIT_WORDS) || enhanced == Some((5, 4, 5)) {
        return Verdict::Later(Reason::Limit);
    }
    // 503 says that the server lost the thread of the conversation, not that it dislikes the mail.
    // After AUTH and at MAIL it is NetEase's and Exchange's "authentication is required".
    if reply.code == 503 && !text.contains("auth") {
        return Verdict::Odd;
    }
    // 5.5.0 "other protocol status" comes from broken filters and passes (Delta Chat's experience);
    // Hotmail says it for unknown mailboxes, so not at RCPT.
    if enhanced == Some((5, 5, 0)) && matches!(stage, Stage::Sender | Stage::Body | Stage::Dot) {
        return Verdict::Later(Reason::Busy);
    }
    Verdict::Never
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(line: &str) -> Reply {
        let (code, text) = line.split_once(' ').unwrap_or((line, ""));
        Reply {
            code: code.parse().expect("code"),
            lines: vec![text.to_owned()],
        }
    }

    #[test]
    fn only_the_one_right_code_goes_on() {
        for (stage, good) in [
            (Stage::Greeting, &[220, 250][..]),
            (Stage::Login, &[235]),
            (Stage::Sender, &[250]),
            (Stage::Recipient, &[250, 251, 252]),
            (Stage::Body, &[354]),
            (Stage::Dot, &[250]),
        ] {
            for code in 200..600 {
                let verdict = verdict(stage, &reply(&format!("{code} x")));
                assert_eq!(
                    verdict == Verdict::Good,
                    good.contains(&code),
                    "{stage} {code}"
                );
                if code < 400 && !good.contains(&code) {
                    assert_eq!(verdict, Verdict::Odd, "{stage} {code}");
                }
            }
        }
    }

    #[test]
    fn what_servers_say_when_they_mean_no_or_later() {
        use Reason::{Busy, Greylist, Limit};
        use Stage::{Body, Dot, Greeting, Login, Recipient, Sender};
        for (stage, line, want) in [
            (
                Greeting,
                "421 HL:IFC mail25,x 1.2.3.4",
                Verdict::Later(Limit),
            ),
            (
                Greeting,
                "421 4.3.2 Service shutting down",
                Verdict::Later(Busy),
            ),
            (Greeting, "421 too many connections", Verdict::Later(Limit)),
            (Greeting, "554 no service", Verdict::Never),
            (
                Login,
                "454 4.7.0 Too many login attempts",
                Verdict::Later(Limit),
            ),
            (
                Login,
                "454 4.7.0 Temporary authentication failure",
                Verdict::Later(Busy),
            ),
            (Login, "535 Error: authentication failed", Verdict::Never),
            (
                Login,
                "535 Login fail. Password is incorrect, login frequency limited, or system is busy",
                Verdict::Never,
            ),
            (
                Login,
                "550 5.7.30 Basic authentication is not supported for Client Submission",
                Verdict::Never,
            ),
            (
                Sender,
                "432 4.3.2 Concurrent connections limit exceeded",
                Verdict::Later(Limit),
            ),
            (Sender, "451 MI:SFQ 163 smtp", Verdict::Later(Limit)),
            (Sender, "554 MI:STC 163 smtp", Verdict::Later(Limit)),
            (
                Sender,
                "550 Sender frequency limited",
                Verdict::Later(Limit),
            ),
            (
                Sender,
                "553 Mail from must equal authorized user",
                Verdict::Never,
            ),
            (Sender, "503 5.5.1 authentication required", Verdict::Never),
            (Sender, "503 5.5.1 nested MAIL", Verdict::Odd),
            (
                Recipient,
                "450 4.7.1 Greylisting in effect",
                Verdict::Later(Greylist),
            ),
            (Recipient, "450 mailbox busy", Verdict::Later(Busy)),
            (
                Recipient,
                "452 4.2.2 mailbox full, quota exceeded",
                Verdict::Mailbox,
            ),
            (
                Recipient,
                "452 4.5.3 Too many recipients",
                Verdict::Later(Limit),
            ),
            (Recipient, "552 5.2.2 mailbox full", Verdict::Never),
            (Recipient, "550 5.1.1 no such user", Verdict::Never),
            (
                Recipient,
                "550 5.5.0 Requested action not taken: mailbox unavailable",
                Verdict::Never,
            ),
            (Recipient, "571 blocked", Verdict::Never),
            (Body, "554 5.5.1 no valid recipients", Verdict::Never),
            (Body, "451 4.3.0 queue file", Verdict::Later(Busy)),
            (Body, "250 OK", Verdict::Odd),
            (Dot, "354 go on", Verdict::Odd),
            (Dot, "221 bye", Verdict::Odd),
            (Dot, "550 5.5.0 filter", Verdict::Later(Busy)),
            (
                Dot,
                "550 5.4.5 Daily user sending limit exceeded",
                Verdict::Later(Limit),
            ),
            (
                Dot,
                "554 5.2.0 STOREDRV; SubmissionQuotaExceededException",
                Verdict::Later(Limit),
            ),
            (Dot, "451 DT:SPM please try again", Verdict::Later(Busy)),
            (Dot, "554 DT:SPM 163", Verdict::Never),
            (Dot, "552 5.3.4 message too big", Verdict::Never),
            (Dot, "554 5.7.1 spam", Verdict::Never),
        ] {
            assert_eq!(verdict(stage, &reply(line)), want, "{stage}: {line}");
        }
    }
}
