//! Mail that came back: RFC 3464 reports, and the half of real bounces that are none.

use super::absence::ADDRESS;
use super::headers::Headers;
use super::parts::Contents;
use super::{limits, message_id};
use crate::model::{Address, Automatic, AutomaticKind, FailedRecipient, Mail, MessageId};

/// Subjects of delivery reports, lower case; found anywhere behind no reply mark.
const SUBJECTS: &[&str] = &[
    "undeliver",
    "undelivered",
    "non remis",
    "delivery status notification",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "delivery notification",
    "delivery report",
    "delivery problem",
    "delivery error",
    "delivery status",
    "failure notice",
    "failure delivery",
    "failure notification",
    "mail delivery failed",
    "mail delivery failure",
    "mail delivery system",
    "mail delivery problem",
    "returned mail",
    "returned to sender",
    "returning to sender",
    "returning message to sender",
    "message returned",
    "mail system error",
    "mail not delivered",
    "not delivered",
    "could not be delivered",
    "could not deliver",
    "couldn't be delivered",
    "cannot be delivered",
    "non-delivery",
    "nondeliverable",
    "undeliverable",
    "unable to deliver",
    "user unknown",
    "unknown user",
    "permanent delivery",
    "processing error",
    "mail failure",
    "failed mail",
    "failed delivery",
    "mail failed",
    "error during delivery",
    "nameserver error report",
    "message delivery failure",
    "email delivery failure",
    "rejected mail",
    "blocked by our",
    "message status - undeliverable",
    "delivery unsuccessful",
    "warning: message",
    "warning: could not send",
    "delivery delayed",
    "delayed mail",
    "(delay)",
    "still being retried",
    "delivery delay",
    "mail warning",
    "系统退信",
    "退信",
    "邮件传输失败",
    "邮件投递失败",
    "投递失败",
    "未送达",
    "发送失败",
    "无法投递",
    "無法傳遞",
    "无法送达",
    "未傳遞",
    "未传递",
    "传递失败",
    "傳遞失敗",
    "邮件被退回",
    "退件",
    "投递延迟",
    "无法传递",
    "邮件发送失败",
    "送信失敗",
    "配信不能",
    "unzustellbar",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "übermittlungsfehler",
    "non distribu",
    "échec de la remise",
    "échec de remise",
    "no se puede entregar",
    "no se pudo entregar",
    "error de entrega",
    "mancato recapito",
    "impossibile recapitare",
    "não entregue",
    "falha na entrega",
    "onbestelbaar",
    "niet bezorgd",
    "не доставлено",
    "недоставленное",
    "ваше сообщение не",
    "kan inte leverera",
    "utilisateur non recens",
    "mail system",
    "automatically rejected",
    "awaits moder",
];

/// Words of reports, lower case; one suffices when a machine sends.
const WORDS: &[&str] = &[
    "could not be delivered",
    "couldn't be delivered",
    "was not delivered",
    "not been delivered",
    "not delivered",
    "cannot be delivered",
    "could not deliver",
    "couldn't deliver",
    "unable to deliver",
    "wasn't able to deliver",
    "was not able to deliver",
    "not able to deliver",
    "undeliverable",
    "undelivered",
    "delivery failed",
    "delivery has failed",
    "delivery failure",
    "failed to deliver",
    "delivery to the following",
    "did not reach the following",
    "returned to you",
    "permanent error",
    "permanent failure",
    "permanent fatal errors",
    "fatal errors",
    "user unknown",
    "unknown user",
    "no such user",
    "unknown recipient",
    "invalid recipient",
    "recipient rejected",
    "recipient unknown",
    "mailbox unavailable",
    "mailbox not found",
    "does not exist",
    "no mailbox",
    "over quota",
    "quota exceeded",
    "mailbox is full",
    "mailbox full",
    "mail box full",
    "address rejected",
    "unrouteable",
    "host unknown",
    "host not found",
    "name not found",
    "user not found",
    "not listed in",
    "not a valid",
    "no longer valid",
    "account is disabled",
    "account has been disabled",
    "message was rejected",
    "rejected your message",
    "relaying denied",
    "returned mail",
    "bounced",
    "delivery attempts",
    "delivery status notification",
    "transcript of session",
    "session transcript",
    "nicht zugestellt",
    "unzustellbar",
    "n'a pas pu",
    "no se ha podido entregar",
    "no pudo ser",
    "non è stato possibile",
    "não pôde ser",
    "не может быть доставлено",
    "не было доставлено",
    "failed recipient",
    "sorry, i wasn",
    "has not yet been delivered",
    "still trying",
    "not be sent",
    "could not be sent",
    "unknown local part",
    "exceeded maximum",
    "too large",
    "size exceeds",
    "too many hops",
    "mail loop",
    "550 ",
    "551 ",
    "552 ",
    "553 ",
    "554 ",
    "5.1.1",
    "5.2.2",
    "退信",
    "退回",
    "无法投递",
    "无法送达",
    "未能送达",
    "不存在",
    "投递失败",
    "发送失败",
    "传输失败",
    "邮箱已满",
    "容量已满",
    "无法传递",
    "無法傳遞",
    "地址错误",
    "拒收",
    "被拒",
    "未送达",
];

/// Where the returned mail begins in a report without MIME parts.
const RETURNED: &[&str] = &[
    "--- below this line is a copy",
    "------ this is a copy of",
    "this is a copy of the message",
    "original message follows",
    "----- original message",
    "-----original message",
    "--- returned message",
    "----- unsent message",
    "message header follows",
    "--- the header",
    "the following is a copy",
    "returned message follows",
    "headers of the original message",
    "the header of the original",
    "--- undelivered message follows",
    "received: ",
    "----- message header",
    "original message headers",
    "message text follows",
    "--- message from",
    "the original message was",
    "original headers",
    "--- message headers follow",
    "a summary of the undelivered message",
    "return-path:",
    "------ the body of",
    "原始邮件",
    "原邮件",
    "邮件内容",
    "---- unmodified message header",
    "the attached message",
    "start of returned message",
];

/// Names before the `@` that are machines'.
const MACHINES: &[&str] = &[
    "mailer-daemon",
    "mailerdaemon",
    "postmaster",
    "mdaemon",
    "mail-daemon",
    "maildaemon",
    "bounce",
    "bounces",
    "mail.delivery.system",
    "mail-delivery",
    "maildeliverysystem",
    "smtp_mail_service",
    "e500_smtp_mail_service",
    "mailadm",
    "mail-admin",
    "mailsystem",
    "mailerdemon",
    "microsoftexchange",
    "system administrator",
    "imss",
    "amavis",
];

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
    !replied && SUBJECTS.iter().any(|words| lower.contains(words))
}

/// Judges whether a mail is a delivery report, and takes it apart.
pub(super) fn read(headers: &Headers<'_>, mail: &Mail, contents: &Contents) -> Option<Automatic> {
    let mut groups = contents
        .delivery
        .iter()
        .flat_map(|text| recipients(text))
        .collect::<Vec<_>>();
    let from = headers.line("from").unwrap_or_default();
    let machine = from_machine(&from)
        || mail.return_path.as_deref() == Some("")
        || mail
            .return_path
            .as_deref()
            .is_some_and(|p| p.starts_with("mailer-daemon"))
        || from.is_empty() && mail.from.is_none();
    let subject = subject_reports(&mail.subject);
    let whole = limits::prefix(&mail.text, 32 * 1024);
    let visible = if whole.trim().is_empty() {
        mail.html_text.as_deref().unwrap_or_default()
    } else {
        whole
    };
    let report = before_returned(visible);
    let lower = report.to_lowercase();
    let worded = WORDS.iter().any(|words| lower.contains(words));
    let named: Vec<String> = headers
        .all("x-failed-recipients")
        .flat_map(|raw| super::mailboxes::people(raw))
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
    let formal = !contents.delivery.is_empty()
        && groups
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
    } else if machine && (subject || worded) && !vacation {
        "mailer-daemon"
    } else if subject && worded && automatic_header && !vacation {
        "automatic report"
    } else if subject && worded && (mail.from.is_none() || foreign_report(&lower, mail)) {
        "report words"
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
        evidence: format!("{rule}: {}", mail.subject),
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

fn receipt(why: &str) -> Automatic {
    Automatic {
        kind: AutomaticKind::Receipt,
        recipients: Vec::new(),
        original_message_id: None,
        original_references: Vec::new(),
        until: None,
        stand_in: None,
        evidence: why.to_owned(),
    }
}

fn push(
    failed: &mut Vec<FailedRecipient>,
    address: Address,
    status: String,
    words: &str,
    late: bool,
) {
    if failed.len() >= 50 || failed.iter().any(|f| f.address == address) {
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

/// Whether an address is dead: a full mailbox or a refusal for now is not.
fn is_permanent(status: &str, reason: &str, words: &str) -> bool {
    if status.starts_with('4') || reason == "mailbox_full" {
        return false;
    }
    if status.starts_with('5') {
        return true;
    }
    ![
        "temporar",
        "try again later",
        "will be retried",
        "421 ",
        "450 ",
        "451 ",
        "452 ",
        "retry timeout",
        "still trying",
        "expired",
        "timed out",
        "timeout",
        "connection refused",
        "retry time not reached",
    ]
    .iter()
    .any(|w| words.contains(w))
}

/// The class of a failure, by its words first: servers use few codes rightly.
fn reason(status: &str, words: &str) -> &'static str {
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    if has(&[
        "quota",
        "mailbox full",
        "mailbox is full",
        "mailfolder is full",
        "mail box full",
        "over its limit",
        "exceeded storage",
        "mailbox size limit",
        "not enough space",
        "insufficient disk",
        "容量已满",
        "邮箱已满",
        "空间已满",
        "邮箱空间",
        "inbox is full",
        "storage limit",
        "full mailbox",
        "disk full",
        "voll",
        "is full",
    ]) || status == "5.2.2"
        || status == "4.2.2"
    {
        return "mailbox_full";
    }
    if has(&[
        "user unknown",
        "unknown user",
        "no such user",
        "user not found",
        "unknown recipient",
        "does not exist",
        "no mailbox",
        "mailbox not found",
        "invalid recipient",
        "unknown local",
        "not a valid",
        "no such recipient",
        "recipient not found",
        "address unknown",
        "unknown address",
        "recipient name is not recognized",
        "mailbox unavailable",
        "not listed",
        "no such address",
        "invalid mailbox",
        "account is disabled",
        "account has been disabled",
        "用户不存在",
        "地址不存在",
        "不存在",
        "no longer valid",
        "no such user here",
        "recipient rejected",
        "unknown in",
        "not our customer",
        "doesn't have a",
        "no user by that name",
        "inactive",
    ]) && !has(&[
        "domain does not exist",
        "host not found",
        "host or domain name not found",
        "域不存在",
        "域名不存在",
    ]) || matches!(status, "5.1.1" | "5.1.6" | "5.1.10" | "5.2.1")
    {
        return "unknown_user";
    }
    if has(&[
        "host unknown",
        "host not found",
        "name not found",
        "domain not found",
        "no such domain",
        "unrouteable",
        "domain does not exist",
        "nameserver",
        "dns error",
        "unknown host",
        "couldn't find any host",
        "域不存在",
        "域名不存在",
        "cannot find your hostname",
        "name service error",
        "unable to resolve",
        "no route to host",
        "host lookup",
    ]) || matches!(status, "5.1.2" | "5.4.4" | "4.4.4")
    {
        return "host_unknown";
    }
    if has(&["relay"]) {
        return "relaying";
    }
    if has(&[
        "too large",
        "too big",
        "size exceeds",
        "exceeded maximum",
        "message size",
        "exceeds the maximum",
        "邮件过大",
    ]) || matches!(status, "5.3.4" | "5.2.3")
    {
        return "too_large";
    }
    if has(&[
        "spam",
        "blocked",
        "block list",
        "blacklist",
        "blocklist",
        "policy",
        "rejected",
        "denied",
        "not allowed",
        "prohibited",
        "not authorized",
        "virus",
        "垃圾邮件",
        "拒收",
        "content",
    ]) || status.starts_with("5.7")
    {
        return "blocked";
    }
    "other"
}

/// An enhanced status or a reply code in words, as an enhanced status.
fn status_in(text: &str) -> Option<String> {
    let bytes: Vec<char> = text.chars().take(8192).collect();
    let digit = |at: usize| bytes.get(at).is_some_and(char::is_ascii_digit);
    for at in 0..bytes.len() {
        let edge = at == 0
            || !bytes
                .get(at - 1)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        if edge
            && matches!(bytes.get(at), Some('4' | '5'))
            && bytes.get(at + 1) == Some(&'.')
            && digit(at + 2)
        {
            let rest: String = bytes
                .iter()
                .skip(at)
                .take_while(|c| c.is_ascii_digit() || **c == '.')
                .collect();
            let fields: Vec<&str> = rest.trim_end_matches('.').split('.').collect();
            if fields.len() == 3 && fields.iter().all(|f| !f.is_empty() && f.len() <= 3) {
                return Some(fields.join("."));
            }
        }
    }
    for at in 0..bytes.len() {
        let edge = at == 0
            || !bytes
                .get(at - 1)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '/'));
        if edge
            && matches!(bytes.get(at), Some('4' | '5'))
            && digit(at + 1)
            && digit(at + 2)
            && matches!(bytes.get(at + 3), Some(' ' | '-' | ':'))
            && matches!(bytes.get(at + 1), Some('0'..='7'))
        {
            let class = bytes.get(at).copied().unwrap_or('5');
            let code: String = bytes.iter().skip(at).take(3).collect();
            return Some(match code.as_str() {
                "552" => "5.2.2".to_owned(),
                "550" | "551" | "553" => "5.1.1".to_owned(),
                _ => format!("{class}.0.0"),
            })
            .filter(|_| {
                matches!(
                    code.as_str(),
                    "421"
                        | "450"
                        | "451"
                        | "452"
                        | "500"
                        | "501"
                        | "550"
                        | "551"
                        | "552"
                        | "553"
                        | "554"
                        | "571"
                )
            });
        }
    }
    None
}

/// One group of RFC 3464 fields.
#[derive(Debug, Default)]
struct Group {
    address: String,
    action: String,
    status: String,
    diagnostic: String,
}

/// The groups of a delivery-status body.
fn recipients(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    let mut last = "";
    let mut original = String::new();
    for line in text.split('\n').take(2000) {
        if line.trim().is_empty() {
            if groups
                .last()
                .is_some_and(|g| !g.address.is_empty() || !g.action.is_empty())
            {
                groups.push(Group::default());
            }
            original.clear();
            continue;
        }
        let Some(group) = groups.last_mut() else {
            break;
        };
        if line.starts_with([' ', '\t']) {
            if last == "diagnostic-code" {
                group.diagnostic.push(' ');
                group.diagnostic.push_str(line.trim());
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        // `rfc822; bob@client.example`; LOCAL and X400 forms are no addresses.
        let address = || ADDRESS.find(value).map(|m| m.as_str().to_owned());
        last = match name.trim().to_lowercase().as_str() {
            "original-recipient" => {
                original = address().unwrap_or_default();
                // What we wrote to is what the item knows; Final-Recipient may be an alias behind it.
                if !original.is_empty() {
                    group.address.clone_from(&original);
                }
                "original-recipient"
            }
            "final-recipient" | "x-actual-recipient" | "remote-recipient" => {
                if group.address.is_empty() {
                    group.address = address().unwrap_or_default();
                }
                "final-recipient"
            }
            "action" => {
                group.action = value
                    .split([' ', ';', '('])
                    .next()
                    .unwrap_or_default()
                    .to_lowercase();
                "action"
            }
            "status" => {
                group.status = status_in(value).unwrap_or_default();
                "status"
            }
            "diagnostic-code" => {
                group.diagnostic = value.to_owned();
                "diagnostic-code"
            }
            _ => "",
        };
    }
    groups
}

/// What stands before the copy of the returned mail.
fn before_returned(text: &str) -> &str {
    let mut at = 0;
    let mut seen = false;
    for line in text.split_inclusive('\n') {
        let lower = line.trim_start_matches(['>', ' ', '\t']).to_lowercase();
        if seen
            && RETURNED.iter().any(|mark| {
                lower.starts_with(mark)
                    || mark.starts_with('-') && lower.contains(mark.trim_start_matches(['-', ' ']))
            })
        {
            break;
        }
        seen |= ADDRESS.is_match(line);
        at += line.len();
    }
    let head = text.get(..at).unwrap_or(text);
    if ADDRESS.is_match(head) { head } else { text }
}

/// The line of an address and the few below it: where a server says why.
fn lower_line_of(lower: &str, address: &str) -> String {
    let Some(at) = lower.find(&address.to_lowercase()) else {
        return String::new();
    };
    lower
        .get(at..)
        .unwrap_or_default()
        .lines()
        .take(6)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Failed addresses in a report's words: those that stand out first, else all but our own.
fn addresses_in(report: &str, from: &str, own: &[&str]) -> Vec<String> {
    let from = from.to_lowercase();
    let mut standing = Vec::new();
    let mut all = Vec::new();
    for line in report.lines().take(400) {
        let lower = line.to_lowercase();
        if [
            "message-id",
            "message id",
            "reporting-mta",
            "for assistance",
            "please contact",
            "please direct",
            "postmaster@",
            "send mail to",
            "help, send",
            "questions",
            "in-reply-to",
            "envelope-from",
            "return-path",
            "mailto:",
            "sender:",
            "from:",
            "x-",
        ]
        .iter()
        .any(|w| {
            lower.trim_start().starts_with(w)
                || *w != "from:" && *w != "x-" && *w != "sender:" && lower.contains(w)
        }) {
            continue;
        }
        for found in ADDRESS.find_iter(line) {
            let address = found
                .as_str()
                .trim_end_matches(['.', '-'])
                .trim_start_matches(['\'', '='])
                .to_lowercase();
            let before = line.get(..found.start()).unwrap_or_default().trim_end();
            let after = line.get(found.end()..).unwrap_or_default();
            let (local, domain) = address.split_once('@').unwrap_or_default();
            if from.contains(&address)
                || MACHINES.contains(&local)
                || Address::parse(&address).is_err()
                || local.len() > 60
                || domain.ends_with(".qmail")
            {
                continue;
            }
            if own.contains(&address.as_str()) && !all.is_empty() {
                continue;
            }
            // `<bob@a.example>:`, an indented address alone, `To: bob@a.example`.
            let alone = before
                .trim_matches(['<', '"', '\'', ' ', '(', '*', '-', '（'])
                .is_empty()
                && after
                    .trim_matches(['>', '"', '\'', ' ', ':', ')', ',', '.', '*', '）'])
                    .is_empty();
            let headed = before.trim_matches(['<', ' ', '\t']).is_empty()
                && (after.starts_with(">:")
                    || after.starts_with(':')
                    || after.starts_with("> ")
                    || after.starts_with(" -")
                    || after.starts_with(" on "));
            let labelled = [
                "to:",
                "recipient:",
                "rcpt to:<",
                "rcpt to:",
                "收件人",
                "address:",
                "to",
                "for",
            ]
            .iter()
            .any(|w| {
                before
                    .trim_end_matches(['<', ' ', '"', '（', '(', '：', ':'])
                    .to_lowercase()
                    .ends_with(w.trim_end_matches([':', '<']))
            });
            let own_one = own.contains(&address.as_str());
            if (alone || headed || labelled) && !own_one && !standing.contains(&address) {
                standing.push(address.clone());
            }
            if !all.contains(&address) && !own_one {
                all.push(address);
            }
        }
    }
    let mut chosen = if standing.is_empty() { all } else { standing };
    chosen.truncate(10);
    chosen
}

/// The returned mail's own headers, wherever they are.
fn returned_blocks(contents: &Contents, text: &str) -> Vec<Vec<u8>> {
    let mut blocks: Vec<Vec<u8>> = contents.returned_headers.iter().cloned().collect();
    blocks.extend(contents.enclosed.iter().take(3).map(|raw| {
        raw.get(..raw.len().min(64 * 1024))
            .unwrap_or_default()
            .to_vec()
    }));
    let lower = text.to_lowercase();
    for mark in [
        "\nreceived: ",
        "\nreturn-path:",
        "\nmessage-id:",
        "\nfrom: ",
    ] {
        if let Some(at) = lower.find(mark) {
            if let Some(block) = text.get(at + 1..) {
                blocks.push(block.as_bytes().to_vec());
                break;
            }
        }
    }
    blocks
}

/// To whom the returned mail went: the last resort for a report that names nobody.
fn returned_to(contents: &Contents, text: &str) -> Vec<String> {
    returned_blocks(contents, text)
        .iter()
        .flat_map(|block| {
            let (headers, _) = Headers::read(block);
            headers
                .all("to")
                .flat_map(super::mailboxes::people)
                .map(|p| p.address.as_str().to_owned())
                .collect::<Vec<_>>()
        })
        .take(3)
        .collect()
}

/// The ids of the returned mail: its own, and all others it carried (References, X-Nudged-Id).
fn returned_ids(contents: &Contents, text: &str) -> (Option<MessageId>, Vec<MessageId>) {
    let (mut original, mut others) = (None, Vec::new());
    for block in returned_blocks(contents, text) {
        let (headers, _) = Headers::read(&block);
        let id = message_id::of(&headers);
        let more = headers
            .all("x-nudged-id")
            .filter_map(message_id::one)
            .chain(message_id::references(&headers).0)
            .chain(message_id::in_reply_to(&headers))
            .collect::<Vec<_>>();
        others.extend(more);
        if original.is_none() {
            original = id;
        } else {
            others.extend(id);
        }
    }
    if original.is_none() {
        let status = contents
            .delivery
            .iter()
            .chain(&contents.disposition)
            .chain(&contents.feedback);
        original = status.flat_map(|t| t.lines()).find_map(|l| {
            let (name, value) = l.split_once(':')?;
            matches!(
                name.trim().to_lowercase().as_str(),
                "original-message-id" | "x-original-message-id" | "message-id"
            )
            .then(|| message_id::one(value.as_bytes()))
            .flatten()
        });
    }
    let mut seen = std::collections::HashSet::new();
    others.retain(|id| original.as_ref() != Some(id) && seen.insert(id.key()));
    others.truncate(limits::REFERENCES);
    (original, others)
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
        &["has not yet been delivered", "have not yet been delivered"],
    );
    late && !given_up
}

#[cfg(test)]
mod tests {
    use crate::mail::parse;
    use crate::model::{AutomaticKind, MessageId};

    fn mail(head: &str, body: &str) -> crate::model::Mail {
        parse(
            format!("{head}\nTo: track@agency.example\nMessage-ID: <b@x.example>\n\n{body}")
                .as_bytes(),
        )
        .expect("a mail")
    }

    #[test]
    fn reports_of_many_servers() {
        let daemon =
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\nSubject: ";
        for (subject, body, address, reason, permanent) in [
            (
                "failure notice",
                "Hi. This is the qmail-send program.\n\n<bob@client.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 user unknown\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <f1@agency.example>\nTo: bob@client.example\n",
                "bob@client.example",
                "unknown_user",
                true,
            ),
            (
                "Mail delivery failed: returning message to sender",
                "This message was created automatically by mail delivery software.\nThe following address(es) failed:\n\n  bob@client.example\n    host mx.client.example: 552 mailbox is full\n\n------ This is a copy of the message ------\n\nMessage-ID: <f1@agency.example>\n",
                "bob@client.example",
                "mailbox_full",
                false,
            ),
            (
                "系统退信",
                "抱歉，您的邮件被退回。\n收件人（bob@client.example）的邮件地址不存在。\n",
                "bob@client.example",
                "unknown_user",
                true,
            ),
            (
                "Undeliverable: Logo",
                "Your message did not reach the following recipient(s):\n\nbob@client.example on Fri, 20 Nov 2026\n    The recipient name is not recognized\n",
                "bob@client.example",
                "unknown_user",
                true,
            ),
        ] {
            let read = mail(&format!("{daemon}{subject}"), body)
                .automatic
                .expect(subject);
            assert_eq!(read.kind, AutomaticKind::Bounce, "{subject}");
            let failed = read.recipients.first().expect(subject);
            assert_eq!(
                (
                    failed.address.as_str(),
                    failed.reason.as_str(),
                    failed.permanent
                ),
                (address, reason, permanent),
                "{subject}"
            );
            if body.contains("f1@") {
                assert_eq!(
                    read.original_message_id,
                    Some(MessageId::new("f1@agency.example")),
                    "{subject}"
                );
            }
        }
    }

    const REPORT: &str = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=q";

    #[test]
    fn formal_reports() {
        let body = |action: &str, status: &str| {
            format!(
                "--q\n\nSorry.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; bob@client.example\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; x\n--q\nContent-Type: text/rfc822-headers\n\nMessage-ID: <f1@agency.example>\nX-Nudged-Id: <f0@agency.example>\nReferences: <r1@agency.example> <r2@client.example>\n--q--\n"
            )
        };
        let read = mail(REPORT, &body("failed", "5.1.1"))
            .automatic
            .expect("a bounce");
        assert_eq!(
            (
                read.kind,
                read.recipients.len(),
                read.recipients[0].permanent
            ),
            (AutomaticKind::Bounce, 1, true)
        );
        assert_eq!(
            read.original_message_id,
            Some(MessageId::new("f1@agency.example"))
        );
        assert_eq!(read.original_references.len(), 3);
        let read = mail(REPORT, &body("delayed", "4.4.1"))
            .automatic
            .expect("a delay");
        assert_eq!(
            (read.kind, read.recipients[0].permanent),
            (AutomaticKind::Delay, false)
        );
        assert_eq!(
            mail(REPORT, &body("delivered", "2.0.0"))
                .automatic
                .expect("a receipt")
                .kind,
            AutomaticKind::Receipt
        );
    }

    #[test]
    fn people_who_write_about_bounces_are_people() {
        for (head, body) in [
            (
                "From: Bob <bob@client.example>\nSubject: Re: 系统退信",
                "我换新邮箱了，以后发这个。",
            ),
            (
                "From: Bob <bob@client.example>\nSubject: Failure of the upload page",
                "Your page returned an error, delivery of the form failed. What now?",
            ),
            (
                "From: Bob <bob@client.example>\nSubject: Re: Undelivered Mail Returned to Sender",
                "My mailbox was full, user unknown is nonsense. bob@client.example works again.",
            ),
            (
                "From: Bob <bob@client.example>\nSubject: not delivered",
                "The parcel was not delivered. Please ask ann@client.example.",
            ),
        ] {
            assert_eq!(mail(head, body).automatic, None, "{head}");
        }
    }
}
