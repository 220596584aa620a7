//! Mail that came back: RFC 3464 reports, and the half of real bounces that are none.

mod groups;
mod returned;
mod status;
mod words;

use std::sync::LazyLock;

use regex::Regex;

use groups::recipients;
use returned::{addresses_in, before_returned, lower_line_of, returned_ids, returned_to};
use status::{is_permanent, reason, status_in};
use words::{MACHINES, SUBJECTS, WORDS};

use super::absence::ADDRESS;
use super::any_of::AnyOf;
use super::automatic::answers;
use super::headers::Headers;
use super::limits;
use super::parts::Contents;
use crate::model::{Address, Automatic, AutomaticKind, FailedRecipient, Mail, MessageId};

/// Whether the From header is a mail system's.
pub(super) fn from_machine(from: &str) -> bool {
    let from = from.to_lowercase();
    let address = ADDRESS
        .find_iter(&from)
        .last()
        .map(|m| m.as_str().to_owned());
    let local = address
        .as_deref()
        .and_then(|a| a.split('@').next())
        .unwrap_or_else(|| from.trim_matches(['<', '>', '"', ' ']));
    let local = local.trim_matches(['"', '<', '>', ' ']);
    MACHINES.iter().any(|m| {
        local == *m || local.starts_with("microsoftexchange") || local.starts_with("mailer-daemon")
    }) || [
        "mail delivery s",
        "mailer-daemon",
        "mail administrator",
        "internet mail delivery",
        "system administrator\"@",
        "delivery subsystem",
        "postmaster <>",
        "mail deliver",
    ]
    .iter()
    .any(|m| from.contains(m))
}

/// The words of reports' subjects: every mail is asked.
static REPORTS: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(SUBJECTS));

/// Whether a subject is a report's: with no reply mark before it.
fn subject_reports(subject: &str) -> bool {
    let lower = subject.to_lowercase();
    let lower = lower.trim_start();
    let replied = [
        "re:", "aw:", "回复", "答复", "fw", "转发", "sv:", "re：", "回覆", "wg:", "tr:", "antw",
        "r:",
    ]
    .iter()
    .any(|mark| lower.starts_with(mark));
    !replied && REPORTS.is_in(lower)
}

/// Judges whether a mail is a delivery report, and takes it apart.
pub(super) fn read(headers: &Headers<'_>, mail: &Mail, contents: &Contents) -> Option<Automatic> {
    let mut groups = contents
        .delivery
        .iter()
        .flat_map(|text| recipients(text))
        .take(limits::GROUPS)
        .collect::<Vec<_>>();
    // Virus scanners of gateways wrap the whole report into a mail of their own.
    if groups.is_empty() && subject_reports(&mail.subject) {
        for raw in contents.enclosed.iter().take(2) {
            let (inner, body) = Headers::read(raw);
            let inner = Contents::read(&inner, body);
            let more = inner.delivery.iter().flat_map(|text| recipients(text));
            groups.extend(more.take(limits::GROUPS));
        }
    }
    let from = headers.line("from").unwrap_or_default();
    // A pasted text has no sender to be a machine.
    let machine = from_machine(&from)
        || automatic_address(mail) && !contents.enclosed.is_empty()
        || mail.return_path.as_deref() == Some("")
        || mail
            .return_path
            .as_deref()
            .is_some_and(|p| p.starts_with("mailer-daemon"))
        || from.is_empty() && mail.from.is_none() && !headers.fields.is_empty();
    let subject = subject_reports(&mail.subject);
    let whole = limits::prefix(&mail.text, 32 * 1024);
    let visible = if whole.trim().is_empty() {
        mail.html_text.as_deref().unwrap_or_default()
    } else {
        whole
    };
    let suspected = machine
        || subject
        || !groups.is_empty()
        || contents.report_type.is_some()
        || headers.has("x-failed-recipients");
    if !suspected && !DELIVERY.is_match(visible) {
        return None;
    }
    let report = before_returned(visible);
    let lower = report.to_lowercase();
    let worded = WORDS.iter().any(|words| lower.contains(words));
    let named: Vec<String> = headers
        .all("x-failed-recipients")
        .flat_map(super::mailboxes::people)
        .map(|p| p.address.as_str().to_owned())
        .collect();
    let automatic_header = mail.auto_submitted.as_deref().is_some_and(|v| v != "no");
    let vacation = [
        "vacation",
        "out of office",
        "autoreply",
        "auto-reply",
        "automatic reply",
    ]
    .iter()
    .any(|w| mail.subject.to_lowercase().contains(w))
        || headers.has("x-autoreply");
    let rejected = contents.report_type.as_deref() == Some("disposition-notification")
        && (lower.contains("rejected") || lower.contains("quota"));
    let formal = groups
        .iter()
        .any(|g| !g.action.is_empty() || !g.status.is_empty());
    let rule = if formal
        && !groups
            .iter()
            .all(|g| matches!(g.action.as_str(), "delivered" | "relayed" | "expanded"))
    {
        "delivery-status"
    } else if formal {
        return Some(receipt("delivered"));
    } else if contents.report_type.as_deref() == Some("delivery-status") && (subject || worded) {
        "report"
    } else if !named.is_empty() {
        "x-failed-recipients"
    } else if rejected {
        "rejected"
    } else if machine && (subject && worded || (subject || worded) && !answers(mail)) && !vacation {
        "mailer-daemon"
    } else if subject && worded && automatic_header && !vacation {
        "automatic report"
    } else if subject && worded && (mail.from.is_none() || foreign_report(&lower, mail)) {
        "report words"
    } else if gateway_report(&lower, mail) {
        "gateway"
    } else {
        return None;
    };
    // Some gateways send RFC 3464 fields without addresses.
    groups.retain(|g| {
        !g.address.is_empty() && !matches!(g.action.as_str(), "delivered" | "relayed" | "expanded")
    });
    let own: Vec<&str> = mail.to.iter().map(|p| p.address.as_str()).collect();
    let mut delay = false;
    let mut failed: Vec<FailedRecipient> = Vec::new();
    for group in &groups {
        let Ok(address) = Address::parse(&group.address) else {
            continue;
        };
        let reason_text = format!(
            "{} {}",
            group.diagnostic,
            lower_line_of(&lower, &group.address)
        );
        let status = if group.status.is_empty() || group.status.ends_with(".0.0") {
            status_in(&group.diagnostic).unwrap_or_else(|| group.status.clone())
        } else {
            group.status.clone()
        };
        let late = group.action == "delayed";
        delay |= late;
        push(&mut failed, address, status, &reason_text, late);
    }
    if failed.is_empty() {
        let late = is_late(&mail.subject.to_lowercase(), &lower);
        delay = late;
        let mut found: Vec<String> = named;
        if found.is_empty() {
            found = addresses_in(report, &from, &own);
        }
        if found.is_empty() {
            found = returned_to(contents, visible);
        }
        // Who writes to himself is both sender and failed recipient.
        if found.is_empty() {
            found = addresses_in(report, &from, &[]);
        }
        for address in found.into_iter().take(20) {
            let Ok(parsed) = Address::parse(&address) else {
                continue;
            };
            let near = lower_line_of(&lower, &address);
            let status = status_in(&near)
                .or_else(|| status_in(&lower))
                .unwrap_or_default();
            let near = if reason(&status, &near) == "other" {
                lower.clone()
            } else {
                near
            };
            push(&mut failed, parsed, status, &near, late);
        }
        if failed.is_empty() && late {
            delay = true;
        }
    } else {
        delay = groups
            .iter()
            .filter(|g| !g.action.is_empty())
            .all(|g| g.action == "delayed")
            && delay;
    }
    let (original, references) = returned_ids(contents, visible);
    Some(Automatic {
        kind: if delay {
            AutomaticKind::Delay
        } else {
            AutomaticKind::Bounce
        },
        recipients: failed,
        original_message_id: original,
        original_references: references,
        until: None,
        stand_in: None,
        words: mail.subject.clone(),
        evidence: format!("{rule}: {}", mail.subject),
    })
}

/// A sender nobody answers: providers in Japan and some gateways report as `no-reply@`, and send the
/// mail back with it.
fn automatic_address(mail: &Mail) -> bool {
    mail.from.as_ref().is_some_and(|from| {
        let local: String = from
            .address
            .local()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        matches!(local.as_str(), "noreply" | "donotreply" | "autoreply")
    })
}

/// A report under a person's address: it opens like a server's and says so in full.
fn foreign_report(lower: &str, mail: &Mail) -> bool {
    let start: String = lower.chars().take(600).collect();
    mail.in_reply_to.is_empty()
        && mail.references.is_empty()
        && mail.attachments.is_empty()
        && [
            "your message",
            "your mail",
            "the following address",
            "this is the",
            "votre message",
            "您的邮件",
            "message you sent",
            "the message",
        ]
        .iter()
        .any(|w| start.contains(w))
        && ADDRESS.is_match(&start)
        && [
            "could not be delivered",
            "was not delivered",
            "undeliverable",
            "delivery failed",
            "unknown",
            "unable to deliver",
            "未能",
            "无法",
            "失败",
            "not delivered",
            "n'a pas pu",
        ]
        .iter()
        .any(|w| start.contains(w))
}

/// What every phrase of [`gateway_report`] holds: nearly all mail holds none and needs no closer look.
#[expect(clippy::unwrap_used, reason = "a literal that the tests compile")]
static DELIVERY: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?i)deliver|送达").unwrap());

/// A gateway's bare notice: a few lines, `Your message could not be delivered to`, an address alone.
fn gateway_report(lower: &str, mail: &Mail) -> bool {
    let lines: Vec<&str> = lower
        .lines()
        .map(str::trim)
        .filter(|l| !l.trim_matches('*').is_empty())
        .collect();
    lines.len() <= 8
        && mail.attachments.is_empty()
        && lines.iter().zip(lines.iter().skip(1)).any(|(line, next)| {
            let says = [
                "message could not be delivered to",
                "mail could not be delivered to",
                "message was not delivered to",
                "邮件无法送达",
                "邮件未能送达",
                "delivery of email to this address",
            ];
            says.iter().any(|w| line.contains(w))
                && ADDRESS
                    .find(next)
                    .is_some_and(|m| m.len() >= next.trim_matches(['<', '>', '"', '.', ' ']).len())
        })
}

fn receipt(why: &str) -> Automatic {
    Automatic {
        kind: AutomaticKind::Receipt,
        recipients: Vec::new(),
        original_message_id: None,
        original_references: Vec::new(),
        until: None,
        stand_in: None,
        words: String::new(),
        evidence: why.to_owned(),
    }
}

/// Whether an address is a mail system's own, or one nobody writes as: reports come from such.
#[must_use]
pub fn is_mail_system(address: &Address) -> bool {
    from_machine(address.as_str())
        || address
            .local()
            .replace(['-', '_', '.'], "")
            .contains("noreply")
}

/// What a server's refusal of an address at RCPT says (RFC 5321 §4.2, RFC 3463), in its own words.
#[must_use]
pub fn refused(address: &Address, text: &str) -> FailedRecipient {
    let lower = text.to_lowercase();
    let status = status_in(text).unwrap_or_default();
    let reason = reason(&status, &lower);
    FailedRecipient {
        address: address.clone(),
        permanent: text.starts_with('5') && is_permanent(&status, reason, &lower),
        status,
        reason: reason.to_owned(),
    }
}

fn push(
    failed: &mut Vec<FailedRecipient>,
    address: Address,
    status: String,
    words: &str,
    late: bool,
) {
    if failed.len() >= limits::RECIPIENTS || failed.iter().any(|f| f.address == address) {
        return;
    }
    let why = reason(&status, &words.to_lowercase());
    let permanent = !late && is_permanent(&status, why, &words.to_lowercase());
    failed.push(FailedRecipient {
        address,
        status,
        reason: why.to_owned(),
        permanent,
    });
}

/// The ids for other kinds of reports.
pub(super) fn ids(contents: &Contents, text: &str) -> (Option<MessageId>, Vec<MessageId>) {
    returned_ids(contents, text)
}

/// Whether a report speaks of a delay, not of a failure.
fn is_late(subject: &str, words: &str) -> bool {
    let has = |text: &str, list: &[&str]| list.iter().any(|w| text.contains(w));
    let late = has(
        subject,
        &[
            "delay",
            "warning: could not send",
            "still being retried",
            "延迟",
            "verzögert",
            "delayed",
            "warning: message",
        ],
    ) || has(
        words,
        &[
            "has not yet been delivered",
            "have not yet been delivered",
            "delivery attempts will continue",
            "will continue to be attempted",
            "will keep trying",
            "still trying",
            "will be retried",
            "message delayed",
            "has been delayed",
            "you do not need to resend",
            "not been delivered yet",
            "will try again",
            "attempts will continue",
            "continue to try",
            "will continue trying",
            "has been postponed",
            "继续尝试",
            "延迟",
        ],
    );
    let given_up = has(
        words,
        &[
            "giving up",
            "given up",
            "could not be delivered",
            "permanent error",
            "failed permanently",
            "i've given up",
            "permanent fatal",
            "undeliverable",
        ],
    ) && !has(
        words,
        &[
            "has not yet been delivered",
            "have not yet been delivered",
            "attempts will continue",
            "continue to try to deliver",
        ],
    );
    late && !given_up
}

#[cfg(test)]
mod tests;
