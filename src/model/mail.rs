//! One incoming mail as the `mail` room understands it, before anybody reads its words.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Address, MessageId, Money, Person};

/// A mail, decoded. All strings are free of control and bidi characters (line feeds in texts
/// excepted) and within the limits stated in `mail::limits`.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// `X-Microsoft-Original-Message-ID`, else `Message-ID`; made from a hash of the raw bytes where
    /// there is none (see `synthetic_id`).
    pub message_id: Option<MessageId>,
    /// The id was made here: such mails are never duplicates of each other by id.
    pub synthetic_id: bool,
    /// SHA-256, hex, of what the writer wrote: From, Date, Subject, Message-ID and body. Copies of one
    /// mail that went other ways (trace headers, RFC 5321 4.4) have the same.
    pub hash: String,
    /// The `Date` header, in the sender's own offset.
    pub date: Option<DateTime<FixedOffset>>,
    /// Date of the topmost `Received`, if any.
    pub received: Option<DateTime<FixedOffset>>,
    /// The sender: set only if there is exactly one `From` header with exactly one mailbox of the
    /// strict grammar (reliability.md 1.4); such a mail may be believed if it authenticates.
    pub from: Option<Person>,
    /// Why `from` is not set, or not to be trusted: `two From headers`, `mixed scripts`, …
    pub from_fault: Option<String>,
    /// What the From header showed, for people, when `from` is `None`.
    pub from_shown: String,
    /// `Sender`, if one mailbox.
    pub sender: Option<Person>,
    /// `Reply-To`.
    pub reply_to: Vec<Person>,
    /// `To`.
    pub to: Vec<Person>,
    /// `Cc`.
    pub cc: Vec<Person>,
    /// `Delivered-To`, `X-Original-To`, `Envelope-To` and the `for` of the `Received` headers.
    pub delivered_to: Vec<Address>,
    /// Return-Path: `Some("")` for `<>`.
    pub return_path: Option<String>,
    /// Decoded subject, one line.
    pub subject: String,
    /// Subject without 回复：/Re:/Fwd:/AW: … and list tags, white space folded.
    pub base_subject: String,
    /// `In-Reply-To` ids.
    pub in_reply_to: Vec<MessageId>,
    /// `References` ids, oldest first, at most 100.
    pub references: Vec<MessageId>,
    /// Unfolded values of the `Authentication-Results` headers, topmost first, at most 20; what a line
    /// may not hold stands in them as U+FFFD, so that nothing grows together.
    pub authentication_results: Vec<String>,
    /// Who wrote the `Received` headers, topmost first, at most 30.
    pub received_by: Vec<Hop>,
    /// The loop header (`X-Nudged-Id`): what a nudged sent carries it, and what copied its headers.
    pub nudged_id: Option<String>,
    /// `Auto-Submitted` header without parameters, lower case.
    pub auto_submitted: Option<String>,
    /// It came through a list or a group address (RFC 2369, 2919): an answer that did is a person's,
    /// but nobody can tell whose, so it settles nothing by itself.
    pub through_list: bool,
    /// Automatic mail, and what kind (RFC 3834, 3464, 8098, 5965, and what servers really send).
    pub automatic: Option<Automatic>,
    /// The text a reader sees: text/plain if there is one, else the visible text of the HTML.
    pub text: String,
    /// Visible text of the HTML part, if there is an HTML part.
    pub html_text: Option<String>,
    /// Plain and visible HTML say different things: nothing may be closed on this mail alone.
    pub parts_disagree: bool,
    /// Attachments, names sanitised, inline images without a name left out.
    pub attachments: Vec<Attachment>,
    /// Mails attached as message/rfc822 (not those of bounces), depth at most 3.
    pub enclosed: Vec<Mail>,
    /// Limits that cut something: shown to people, blocks automatic closing.
    pub cut: Vec<String>,
    /// The header block as received (at most 64 KiB), for storing.
    pub headers: String,
    /// Size of the raw mail, bytes.
    pub size: usize,
}

/// One `Received` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The host behind `by`, lower case; empty if the header is not as RFC 5321 §4.4 wants it.
    pub host: String,
    /// How many Authentication-Results headers stand above it.
    pub results_above: usize,
}

impl Mail {
    /// Everybody in To and Cc.
    pub fn recipients(&self) -> impl Iterator<Item = &Person> {
        self.to.iter().chain(&self.cc)
    }

    /// Whether a nudged wrote this, ours or another: it carries the loop header, says that a machine
    /// made it as every nudged does, and the id is its own or its sender's. Ticket systems copy the
    /// headers of the mail they answer, people's programs some; their mail is no nudged's.
    #[must_use]
    pub fn is_a_nudgeds(&self) -> bool {
        let Some(id) = self.nudged_id.as_deref().map(MessageId::new) else {
            return false;
        };
        let domain = id.as_str().rsplit('@').next().unwrap_or_default();
        let senders = self
            .from
            .as_ref()
            .is_some_and(|from| from.address.domain().eq_ignore_ascii_case(domain));
        let own = self
            .message_id
            .as_ref()
            .is_some_and(|m| m.key() == id.key());
        self.auto_submitted.as_deref() == Some("auto-generated") && (senders || own)
    }

    /// The id; `mail::parse` always sets one.
    #[must_use]
    pub fn id(&self) -> MessageId {
        self.message_id
            .clone()
            .unwrap_or_else(|| MessageId::new(&self.hash))
    }
}

/// An attachment: never its content, only what names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// File name without path, control and bidi characters; empty if it has none.
    pub name: String,
    /// Media type, lower case, e.g. `application/pdf`.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Decoded size, bytes.
    pub size: usize,
    /// SHA-256 of the decoded bytes, hex.
    #[serde(default)]
    pub hash: String,
    /// Has a `Content-ID` or `Content-Disposition: inline`: a logo in a signature, mostly.
    #[serde(default)]
    pub inline: bool,
    /// What an electronic invoice (UBL, CII) says of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<InvoiceFile>,
}

/// What an attached electronic invoice says of itself (EN 16931: BT-1, BT-115, BT-5, BT-9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceFile {
    /// Its number, one line.
    pub number: String,
    /// The amount due for payment; `None` if it names none with a currency.
    pub total: Option<Money>,
    /// The day it is due, without a zone.
    pub due: Option<NaiveDate>,
    /// A credit note: nothing is owed by it.
    pub credit: bool,
}

impl InvoiceFile {
    /// What is owed by it: an amount above zero of no credit note.
    #[must_use]
    pub fn owed(&self) -> Option<Money> {
        self.total.filter(|total| {
            !self.credit && total.value.is_sign_positive() && !total.value.is_zero()
        })
    }
}

/// A mail nobody can read, kept and listed all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable: {why}")]
pub struct Unreadable {
    /// What is wrong with it, for people.
    pub why: String,
}

/// What kind of automatic mail this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutomaticKind {
    /// Delivery failed for good, or so a server says (RFC 3464 or a server's own words).
    Bounce,
    /// Delivery is late; not failed.
    Delay,
    /// Somebody is away.
    OutOfOffice,
    /// Any other answer made by a machine, challenge mails included.
    AutoReply,
    /// Read or delivery receipt (RFC 8098).
    Receipt,
    /// Mailing list or bulk mail.
    List,
    /// Feedback report (RFC 5965).
    Report,
}

/// An automatic mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Automatic {
    /// Kind.
    pub kind: AutomaticKind,
    /// Failed or delayed recipients (bounces, delays, reports).
    #[serde(default)]
    pub recipients: Vec<FailedRecipient>,
    /// The mail it is about.
    #[serde(default)]
    pub original_message_id: Option<MessageId>,
    /// Further ids found in the returned mail (`X-Nudged-Id`, References).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub original_references: Vec<MessageId>,
    /// Absences: the last day away as written ("until the 30th", "back on the 1st" → the day named).
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Absences: address or name of who stands in.
    #[serde(default)]
    pub stand_in: Option<String>,
    /// What of it is shown to people: the sentence that names the last day of an absence, the subject of
    /// a bounce; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Rule code and words that told.
    #[serde(default)]
    pub evidence: String,
}

/// One recipient a bounce names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRecipient {
    /// The address that failed.
    pub address: Address,
    /// Enhanced status (RFC 3463), e.g. `5.1.1`, given or derived; empty if unknown.
    #[serde(default)]
    pub status: String,
    /// `unknown_user`, `mailbox_full`, `blocked`, `relaying`, `too_large`, `host_unknown`, `expired`,
    /// `other`.
    #[serde(default)]
    pub reason: String,
    /// This mail will never get there (RFC 3463 class 5); whether no mail will, says
    /// [`FailedRecipient::failure`].
    pub permanent: bool,
}

/// What a failed delivery says about the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// There is no such mailbox, or no such host: the address is dead.
    Dead,
    /// This mail was refused, or given up; the mailbox may be well.
    Refused,
    /// It may work later.
    Later,
}

impl FailedRecipient {
    /// What the failure says about the address. Policy, security and content (RFC 3463 X.7, X.6), size,
    /// the way there (X.4) and protocol (X.5, which broken filters give for anything) are about the mail
    /// or the servers, not about the mailbox.
    #[must_use]
    pub fn failure(&self) -> Failure {
        if !self.permanent {
            return Failure::Later;
        }
        match self.reason.as_str() {
            "unknown_user" | "host_unknown" => Failure::Dead,
            "mailbox_full" => Failure::Later,
            "blocked" | "relaying" | "too_large" | "expired" => Failure::Refused,
            _ => match self.status.split('.').nth(1) {
                None | Some("" | "0" | "1" | "2") => Failure::Dead,
                Some(_) => Failure::Refused,
            },
        }
    }
}

/// Result of sender authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthenticationResult {
    /// An aligned DKIM or SPF pass, or dmarc=pass, by a server that is believed.
    Pass,
    /// A believed server says the From domain does not vouch for this mail, or the From is malformed.
    Fail,
    /// Nobody says anything.
    #[default]
    None,
}

/// Who vouches for the From address (RFC 8601, RFC 7489).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Authentication {
    /// The verdict.
    pub result: AuthenticationResult,
    /// `dkim`, `spf` or `dmarc`.
    #[serde(default)]
    pub method: Option<String>,
    /// The domain that vouched (or was judged).
    #[serde(default)]
    pub domain: Option<String>,
    /// What the daemon found itself where the provider wrote no verdict, for people: `dkim pass
    /// d=client.example`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_check: Option<String>,
    /// Header fields of `to`, `cc`, `in-reply-to` and `references` that the mail has, but the signature of
    /// the daemon's own check does not cover: who sends an old mail again may have put them there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsigned: Vec<String>,
}

impl Authentication {
    /// Nothing proves it, and its domain does not want such mail taken for its own: who accepts mail
    /// without proof does not accept this.
    #[must_use]
    pub fn is_unwanted(&self) -> bool {
        self.result == AuthenticationResult::None && self.method.as_deref() == Some("dmarc")
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, FailedRecipient, Failure};

    #[test]
    fn only_what_speaks_of_the_mailbox_makes_an_address_dead() {
        for (status, reason, permanent, want) in [
            ("5.1.1", "unknown_user", true, Failure::Dead),
            ("", "unknown_user", true, Failure::Dead),
            ("5.7.1", "unknown_user", true, Failure::Dead),
            ("5.1.2", "host_unknown", true, Failure::Dead),
            ("5.0.0", "other", true, Failure::Dead),
            ("", "other", true, Failure::Dead),
            ("5.2.0", "other", true, Failure::Dead),
            ("5.7.1", "blocked", true, Failure::Refused),
            ("5.7.27", "other", true, Failure::Refused),
            ("5.6.0", "other", true, Failure::Refused),
            ("5.5.0", "other", true, Failure::Refused),
            ("5.4.6", "other", true, Failure::Refused),
            ("5.4.7", "expired", true, Failure::Refused),
            ("5.3.4", "too_large", true, Failure::Refused),
            ("5.2.2", "mailbox_full", false, Failure::Later),
            ("4.4.7", "expired", false, Failure::Later),
            ("4.7.1", "blocked", false, Failure::Later),
        ] {
            let failed = FailedRecipient {
                address: Address::parse("bob@client.example").expect("address"),
                status: status.to_owned(),
                reason: reason.to_owned(),
                permanent,
            };
            assert_eq!(failed.failure(), want, "{status} {reason}");
        }
    }
}
