//! Whether a machine wrote a mail, and what kind of machine.
//!
//! Order of trust as in reliability.md 1.3: delivery reports, feedback, receipts, calendar answers,
//! header signs, programs' subjects, machines' own sentences, and lists as the weakest. A human read
//! as automatic loses an answer, so words alone never suffice without a program's own form.
//! `X-Auto-Response-Suppress` is no sign: Exchange puts it on people's mail.

mod challenge;
mod receipt;
mod words;

use std::sync::LazyLock;

use chrono::NaiveDate;

use words::SAID_BY_PEOPLE;
use words::{
    ABSENCE_SUBJECTS, AWAY, CALENDAR, MACHINE_HEADERS, MACHINE_SENTENCES, NOBODY, NOTICE,
    PROGRAM_SUBJECTS,
};

use super::any_of::AnyOf;
use super::headers::Headers;
use super::parts::Contents;
use super::{absence, bounce, quoting};
use crate::model::{Automatic, AutomaticKind, Mail, MessageId};

/// The sentences of machines: every short mail is asked.
static SENTENCES: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::new(MACHINE_SENTENCES));

/// Judges a mail. Text, subject, ids and attachments of `mail` are already set.
pub(super) fn classify(
    headers: &Headers<'_>,
    mail: &Mail,
    contents: &Contents,
) -> Option<Automatic> {
    if mail.is_a_nudgeds() {
        return Some(plain(AutomaticKind::AutoReply, "own mail".to_owned()));
    }
    if let Some(found) = bounce::read(headers, mail, contents) {
        return Some(found);
    }
    let subject = mail.subject.to_lowercase();
    // Microsoft's complaints are older than RFC 5965: this subject and the mail itself.
    let complaint = subject.starts_with("complaint about message from")
        && !(contents.enclosed.is_empty() && contents.returned_headers.is_none());
    if complaint
        || contents.feedback.is_some()
        || contents.report_type.as_deref() == Some("feedback-report")
    {
        return Some(with_ids(
            plain(AutomaticKind::Report, "feedback-report".to_owned()),
            contents,
            mail,
        ));
    }
    if contents.disposition.is_some()
        || contents.report_type.as_deref() == Some("disposition-notification")
    {
        return Some(with_ids(
            plain(
                AutomaticKind::Receipt,
                "disposition-notification".to_owned(),
            ),
            contents,
            mail,
        ));
    }
    let parts = quoting::split(&mail.text, &mail.subject);
    let own = format!("{}\n{}", parts.own, parts.signature);
    let begins = own.char_indices().nth(4000);
    let lower = begins
        .and_then(|(end, _)| own.get(..end))
        .unwrap_or(&own)
        .to_lowercase();
    if contents.calendar.as_deref() == Some("REPLY") && !has_note(&lower, &subject) {
        return Some(plain(AutomaticKind::AutoReply, "calendar REPLY".to_owned()));
    }
    if subject.starts_with("report domain:") && subject.contains("submitter:")
        || contents
            .report_type
            .as_deref()
            .is_some_and(|t| t == "tlsrpt" || t == "dmarc")
    {
        return Some(plain(AutomaticKind::Report, "dmarc report".to_owned()));
    }
    if receipt::is_receipt(&subject, mail) {
        return Some(plain(
            AutomaticKind::Receipt,
            format!("receipt: {}", mail.subject),
        ));
    }
    let sign = header_sign(headers, mail);
    // Ticket systems put their tag before the mark.
    let form =
        program_subject(super::subject::without_tag(&subject)).filter(|_| !typed(&lower, mail));
    let sentence = (own.chars().count() <= 1200
        && !own.contains(['?', '？'])
        && SENTENCES.is_in(&lower))
    .then(|| MACHINE_SENTENCES.iter().find(|s| says(&lower, s)))
    .flatten()
    // People say such things too, when they answer or send something.
    .filter(|s| !SAID_BY_PEOPLE.contains(s) || !answers(mail) && mail.attachments.is_empty())
    .map(|s| format!("words: {s}"));
    let challenge = (headers.has("x-tmda-confirm-id")
        || challenge::is_challenge(&subject, &lower, mail))
    .then(|| format!("challenge: {}", mail.subject));
    let list = list_sign(headers);
    // Newsletters of a no-reply sender are lists, not answers.
    let nobody = sender_sign(headers, mail, &lower);
    let strong = sign
        .or_else(|| form.map(|f| format!("subject: {f}")))
        .or_else(|| absence_subject(&subject, &lower, mail).map(|f| format!("subject: {f}")))
        .or(challenge);
    if let Some(evidence) = strong
        .clone()
        .or_else(|| sentence.filter(|_| list.is_none()))
        .or_else(|| nobody.filter(|_| list.is_none()))
    {
        if strong.is_some() && is_digest(&subject) {
            return Some(plain(AutomaticKind::Report, evidence));
        }
        return Some(answer(evidence, mail, &subject, &own, &lower));
    }
    // A group address of the client's puts a list's headers on its people's answers; what is sent out
    // in bulk answers nobody and offers a way to leave.
    let answered = answers(mail) && !headers.has("list-unsubscribe-post");
    list.filter(|_| !answered)
        .map(|evidence| plain(AutomaticKind::List, evidence))
}

/// Whether a mail has the form of an answer: an id it answers and a reply mark before its subject.
pub(in crate::mail) fn answers(mail: &Mail) -> bool {
    !(mail.in_reply_to.is_empty() && mail.references.is_empty())
        && mail.subject.split_whitespace().count() > 0
        && mail.subject != mail.base_subject
}

fn plain(kind: AutomaticKind, evidence: String) -> Automatic {
    Automatic {
        kind,
        recipients: Vec::new(),
        original_message_id: None,
        original_references: Vec::new(),
        until: None,
        stand_in: None,
        words: String::new(),
        evidence,
    }
}

fn with_ids(mut automatic: Automatic, contents: &Contents, mail: &Mail) -> Automatic {
    let (original, others): (Option<MessageId>, Vec<MessageId>) = bounce::ids(contents, &mail.text);
    automatic.original_message_id = original;
    automatic.original_references = others;
    automatic
}

/// An automatic answer: an absence, if it speaks of one or names its end.
fn answer(evidence: String, mail: &Mail, subject: &str, own: &str, lower: &str) -> Automatic {
    let today: Option<NaiveDate> = mail.date.or(mail.received).map(|d| d.date_naive());
    let until = today.and_then(|today| {
        absence::until(own, today).or_else(|| absence::until(&mail.subject, today))
    });
    let away = AWAY
        .iter()
        .any(|w| lower.contains(w) || subject.contains(w))
        || evidence.contains("vacation");
    let challenged = evidence.starts_with("challenge");
    let mut found = plain(
        if (away || until.is_some()) && !challenged {
            AutomaticKind::OutOfOffice
        } else {
            AutomaticKind::AutoReply
        },
        evidence,
    );
    found.original_message_id = mail.in_reply_to.first().cloned();
    if found.kind == AutomaticKind::OutOfOffice {
        found.until = until;
        found.words = today.map_or_else(String::new, |today| absence::words(own, today));
        let mut known: Vec<&str> = mail.recipients().map(|p| p.address.as_str()).collect();
        known.extend(mail.from.iter().map(|p| p.address.as_str()));
        known.extend(mail.reply_to.iter().map(|p| p.address.as_str()));
        found.stand_in = absence::stand_in(own, &known);
    }
    found
}

/// Signs in headers that a machine answered.
fn header_sign(headers: &Headers<'_>, mail: &Mail) -> Option<String> {
    if let Some(value) = mail
        .auto_submitted
        .as_deref()
        .filter(|v| !matches!(*v, "no" | "none" | "false" | "0" | "manual"))
    {
        let vacation = if headers.lower("auto-submitted").contains("vacation") {
            " vacation"
        } else {
            ""
        };
        return Some(format!("Auto-Submitted: {value}{vacation}"));
    }
    if let Some(name) = MACHINE_HEADERS.iter().find(|name| {
        headers.has(name) && !matches!(headers.lower(name).as_str(), "no" | "false" | "0")
    }) {
        return Some(format!(
            "{name}: {}",
            headers.line(name).unwrap_or_default()
        ));
    }
    for name in ["precedence", "x-precedence"] {
        let value = headers.lower(name);
        if matches!(
            value.as_str(),
            "auto_reply" | "auto-reply" | "autoreply" | "junk"
        ) {
            return Some(format!("{name}: {value}"));
        }
    }
    headers
        .all("delivered-to")
        .any(|raw| {
            String::from_utf8_lossy(raw)
                .to_lowercase()
                .contains("autoresponder")
        })
        .then(|| "Delivered-To: autoresponder".to_owned())
}

/// Senders nobody answers as.
fn sender_sign(headers: &Headers<'_>, mail: &Mail, lower: &str) -> Option<String> {
    // Some gateways empty the envelope of everything they pass on.
    let personal = || {
        answers(mail)
            && !AWAY.iter().any(|w| lower.contains(w))
            && !NOTICE.iter().any(|w| lower.contains(w))
    };
    if mail.return_path.as_deref() == Some("") && !personal() {
        return Some("Return-Path: <>".to_owned());
    }
    let local = mail
        .from
        .as_ref()
        .map(|p| p.address.local().to_owned())
        .unwrap_or_default();
    let bare = local.split(['+', '=']).next().unwrap_or_default();
    if NOBODY.contains(&bare)
        || bare.ends_with("-noreply")
        || bare.starts_with("noreply-")
        || bare.ends_with("-no-reply")
        || bare.ends_with(".noreply")
    {
        return Some(format!("From: {local}"));
    }
    // In small firms a person writes as postmaster@; servers do not answer with a reply mark.
    (!answers(mail) && bounce::from_machine(&headers.line("from").unwrap_or_default()))
        .then(|| "From: mail system".to_owned())
}

/// A person's words in a calendar answer: more than what the program says about it.
fn has_note(lower: &str, subject: &str) -> bool {
    let note: usize = lower
        .lines()
        .filter(|line| {
            // The event's name and time are the program's words too.
            !subject.contains(line.trim())
                && !CALENDAR.iter().any(|w| line.contains(w))
                && !line.split_once(':').is_some_and(|(hour, minute)| {
                    hour.ends_with(|c: char| c.is_ascii_digit())
                        && minute.starts_with(|c: char| c.is_ascii_digit())
                })
        })
        .map(|line| {
            line.chars()
                .filter(|c| c.is_alphanumeric())
                .map(|c| if c >= '\u{2e80}' { 3 } else { 1 })
                .sum::<usize>()
        })
        .sum();
    note > 24
}

/// `Out of office: …`: programs and people write it. A program's text is short, speaks of being
/// away and of answering later, and brings no file.
fn absence_subject(subject: &str, lower: &str, mail: &Mail) -> Option<&'static str> {
    let found = ABSENCE_SUBJECTS.iter().find(|words| {
        subject
            .strip_prefix(**words)
            .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '﹕', '-']))
    })?;
    (lower.chars().count() <= 800
        && mail.attachments.is_empty()
        && !lower.contains(['?', '？'])
        && AWAY.iter().any(|w| lower.contains(w))
        && NOTICE.iter().any(|w| lower.contains(w)))
    .then_some(*found)
}

/// Lists and bulk mail: weak, since clients behind group lists carry the same headers.
pub(super) fn list_sign(headers: &Headers<'_>) -> Option<String> {
    let precedence = headers.lower("precedence");
    if matches!(precedence.as_str(), "bulk" | "list") {
        return Some(format!("Precedence: {precedence}"));
    }
    // Providers that carry people's mail number their senders too: only beside a bulk sender's address
    // for complaints does the number tell, and providers write most of those into people's mail as well:
    // what is sent in bulk answers nothing.
    let answers = headers.has("in-reply-to") || headers.has("references");
    if headers.has("feedback-id")
        && (headers.has("x-csa-complaints")
            || !answers
                && ["x-report-abuse", "x-report-abuse-to", "x-abuse"]
                    .iter()
                    .any(|name| headers.has(name)))
    {
        return Some("feedback-id".to_owned());
    }
    [
        "list-id",
        "list-unsubscribe",
        "list-post",
        "x-mailing-list",
        "x-campaign-id",
        "x-mailman-version",
        "list-help",
    ]
    .iter()
    .find(|name| headers.has(name))
    .map(|name| (*name).to_owned())
}

/// Whether a machine's sentence stands there as its own, not cited: people write `I only get "this
/// is an automated message"`.
fn says(lower: &str, sentence: &str) -> bool {
    lower.match_indices(sentence).any(|(at, _)| {
        let before = lower.get(..at).unwrap_or_default();
        !before.ends_with(['"', '“', '„', '«', '「', '『', '‘', '\'', '《', '>'])
    })
}

/// Whether the text under a program's subject is a person's: it brings a file, or asks something and
/// speaks of no absence. Who writes about the wording of an automatic answer does.
fn typed(lower: &str, mail: &Mail) -> bool {
    mail.attachments.iter().any(|file| !file.inline)
        || lower.contains(['?', '？'])
            && !AWAY.iter().any(|w| lower.contains(w))
            && !NOTICE.iter().any(|w| lower.contains(w))
}

/// The form of a program's own subject: `Automatic reply: …`, with nothing before it.
fn program_subject(subject: &str) -> Option<&'static str> {
    let found = PROGRAM_SUBJECTS.iter().find(|words| {
        subject.strip_prefix(**words).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() && **words != "auto"
                || rest.starts_with([':', '：', '﹕'])
                || words.ends_with([']', '】', ')'])
        })
    })?;
    // `Auto: …` is Notes' form only with its sentence; a dealer in cars writes it too.
    (*found != "auto" || AWAY.iter().any(|w| subject.contains(w))).then_some(*found)
}

/// Quarantine digests and the like.
fn is_digest(subject: &str) -> bool {
    [
        "quarantine",
        "隔离",
        "spam digest",
        "spam report",
        "垃圾邮件报告",
        "daily report",
        "dmarc",
    ]
    .iter()
    .any(|w| subject.contains(w))
}

#[cfg(test)]
mod tests;
