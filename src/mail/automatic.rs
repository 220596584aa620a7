//! Whether a machine wrote a mail, and what kind of machine.
//!
//! Order of trust as in reliability.md 1.3: delivery reports, feedback, receipts, calendar answers,
//! header signs, programs' subjects, machines' own sentences, and lists as the weakest. A human read
//! as automatic loses an answer, so words alone never suffice without a program's own form.
//! `X-Auto-Response-Suppress` is no sign: Exchange puts it on people's mail.

use chrono::NaiveDate;

use super::headers::Headers;
use super::parts::Contents;
use super::{absence, bounce, quoting};
use crate::model::{Automatic, AutomaticKind, Mail, MessageId};

/// Subjects that programs put in front of the original's, lower case, each with its colon dropped.
const PROGRAM_SUBJECTS: &[&str] = &[
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto response",
    "auto-response",
    "automatic response",
    "out of office autoreply",
    "out of office auto-reply",
    "out-of-office autoreply",
    "automated reply",
    "automated response",
    "auto",
    "[auto-reply]",
    "[auto reply]",
    "(auto reply)",
    "[autoreply]",
    "automatische antwort",
    "automatische abwesenheitsnotiz",
    "abwesenheitsnotiz",
    "automatische rückantwort",
    "autom. antwort",
    "autoantwort",
    "réponse automatique",
    "réponse d'absence",
    "respuesta automática",
    "respuesta automatica",
    "risposta automatica",
    "resposta automática",
    "resposta automatica",
    "automatisch antwoord",
    "automatische beantwoording",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "automaattinen vastaus",
    "odpowiedź automatyczna",
    "automatyczna odpowiedź",
    "автоответ",
    "автоматический ответ",
    "otomatik yanıt",
    "automatická odpověď",
    "automatikus válasz",
    "自动回复",
    "自动答复",
    "自動回覆",
    "自動回復",
    "自動答覆",
    "系统自动回复",
    "自动应答",
    "【自动回复】",
    "[自动回复]",
    "自動返信",
    "자동 회신",
    "자동회신",
    "外出自动回复",
    "休假自动回复",
];

/// Absence in so many words, lower case.
const AWAY: &[&str] = &[
    "out of office",
    "out of the office",
    "out-of-office",
    "on vacation",
    "on holiday",
    "on annual leave",
    "annual leave",
    "on leave",
    "maternity leave",
    "paternity leave",
    "parental leave",
    "sick leave",
    "away from",
    "i am away",
    "i'm away",
    "i will be away",
    "be away",
    "away until",
    "away through",
    "away this",
    "away re",
    "am off",
    "i'm off",
    "not in the office",
    "back in the office",
    "return to the office",
    "returning to the office",
    "back at my desk",
    "limited access",
    "no access to e",
    "i will be back",
    "i'll be back",
    "i am travelling",
    "i am traveling",
    "vacation",
    "abwesend",
    "abwesenheit",
    "im urlaub",
    "nicht im büro",
    "außer haus",
    "ausser haus",
    "wieder erreichbar",
    "wieder im büro",
    "elternzeit",
    "absent",
    "en congé",
    "en vacances",
    "de retour",
    "hors du bureau",
    "fuera de la oficina",
    "de vacaciones",
    "estaré ausente",
    "ausente",
    "fuori ufficio",
    "in ferie",
    "assente",
    "afwezig",
    "met vakantie",
    "niet aanwezig",
    "på semester",
    "frånvarande",
    "på ferie",
    "ikke på kontoret",
    "fora do escritório",
    "de férias",
    "na urlopie",
    "nieobecn",
    "в отпуске",
    "отсутств",
    "lomalla",
    "休假",
    "外出",
    "出差",
    "年假",
    "不在办公室",
    "度假",
    "请假",
    "产假",
    "病假",
    "婚假",
    "放假",
    "休息期间",
    "假期",
    "回来再",
    "恢复办公",
    "无法及时",
    "不能及时",
    "暂时无法",
    "休暇",
    "不在",
    "外勤",
    "培训中",
    "不在公司",
    "休業",
    "出國",
    "請假",
    "不在辦公室",
];

/// Sentences with which machines introduce themselves, lower case.
const MACHINE_SENTENCES: &[&str] = &[
    "this is an automated",
    "this is an automatic",
    "this is an auto-",
    "this is an autoreply",
    "this is an auto reply",
    "this message was automatically generated",
    "this message was generated automatically",
    "this email was automatically generated",
    "this e-mail was automatically generated",
    "this is a system generated",
    "this is a system-generated",
    "automatically generated message",
    "automatically generated e-mail",
    "automatically generated email",
    "this reply was sent automatically",
    "automated response to your",
    "automated reply to your",
    "diese nachricht wurde automatisch",
    "dies ist eine automatische",
    "dies ist eine automatisch",
    "ceci est une réponse automatique",
    "ceci est un message automatique",
    "message automatique",
    "este es un mensaje automático",
    "esta es una respuesta automática",
    "questa è una risposta automatica",
    "esta é uma mensagem automática",
    "此邮件为系统自动",
    "本邮件为系统自动",
    "此邮件由系统自动",
    "本邮件由系统自动",
    "系统自动发送",
    "系统自动回复",
    "这是一封自动回复",
    "这是一封自动",
    "此为自动回复",
    "这是自动回复",
    "此為系統自動",
    "此郵件由系統自動",
    "這是自動回覆",
    "這是一封自動",
];

/// Local parts nobody reads.
const NOBODY: &[&str] = &[
    "noreply",
    "no-reply",
    "no_reply",
    "no.reply",
    "donotreply",
    "do-not-reply",
    "do_not_reply",
    "do.not.reply",
    "dontreply",
    "autoreply",
    "auto-reply",
    "autoresponder",
    "auto-responder",
    "auto_reply",
    "notreply",
    "noreplies",
    "mailer-daemon",
    "postmaster",
];

/// Headers that only machines write.
const MACHINE_HEADERS: &[&str] = &[
    "x-autoreply",
    "x-auto-reply",
    "x-autorespond",
    "x-autoresponder",
    "x-autogenerated",
    "x-auto-generated",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-fc-machinegenerated",
    "x-vacation",
    "x-autoresponse",
    "x-ms-exchange-generated-message-source",
    "x-ms-exchange-inbox-rules-loop",
    "x-qq-autoreply",
    "x-cm-autoreply",
];

/// Judges a mail. Text, subject, ids and attachments of `mail` are already set.
pub(super) fn classify(
    headers: &Headers<'_>,
    mail: &Mail,
    contents: &Contents,
) -> Option<Automatic> {
    if mail.nudged_id.is_some() {
        return Some(plain(AutomaticKind::AutoReply, "own mail".to_owned()));
    }
    if let Some(found) = bounce::read(headers, mail, contents) {
        return Some(found);
    }
    let subject = mail.subject.to_lowercase();
    if contents.feedback.is_some() || contents.report_type.as_deref() == Some("feedback-report") {
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
    if let Some(method) = contents
        .calendar
        .as_deref()
        .filter(|m| matches!(*m, "REPLY"))
    {
        return Some(plain(
            AutomaticKind::AutoReply,
            format!("calendar {method}"),
        ));
    }
    let parts = quoting::split(&mail.text, &mail.subject);
    let own = format!("{}\n{}", parts.own, parts.signature);
    let lower: String = own.chars().take(4000).collect::<String>().to_lowercase();
    if subject.starts_with("report domain:") && subject.contains("submitter:")
        || contents
            .report_type
            .as_deref()
            .is_some_and(|t| t == "tlsrpt" || t == "dmarc")
    {
        return Some(plain(AutomaticKind::Report, "dmarc report".to_owned()));
    }
    if is_receipt(&subject, &lower, mail) {
        return Some(plain(
            AutomaticKind::Receipt,
            format!("receipt: {}", mail.subject),
        ));
    }
    let sign = header_sign(headers, mail);
    let form = program_subject(&subject);
    let sentence = (own.chars().count() <= 1200 && !own.contains(['?', '？']))
        .then(|| MACHINE_SENTENCES.iter().find(|s| lower.contains(**s)))
        .flatten()
        .map(|s| format!("words: {s}"));
    let challenge =
        is_challenge(&subject, &lower, mail).then(|| format!("challenge: {}", mail.subject));
    let list = list_sign(headers);
    // Newsletters of a no-reply sender are lists, not answers.
    let nobody = sender_sign(headers, mail);
    let strong = sign
        .or_else(|| form.map(|f| format!("subject: {f}")))
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
    list.map(|evidence| plain(AutomaticKind::List, evidence))
}

fn plain(kind: AutomaticKind, evidence: String) -> Automatic {
    Automatic {
        kind,
        recipients: Vec::new(),
        original_message_id: None,
        original_references: Vec::new(),
        until: None,
        stand_in: None,
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
        let mut known: Vec<&str> = mail.recipients().map(|p| p.address.as_str()).collect();
        known.extend(mail.from.iter().map(|p| p.address.as_str()));
        known.extend(mail.reply_to.iter().map(|p| p.address.as_str()));
        found.stand_in = absence::stand_in(own, &known);
    }
    found
}

/// Signs in headers that a machine answered.
fn header_sign(headers: &Headers<'_>, mail: &Mail) -> Option<String> {
    if let Some(value) = mail.auto_submitted.as_deref().filter(|v| *v != "no") {
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
fn sender_sign(headers: &Headers<'_>, mail: &Mail) -> Option<String> {
    if mail.return_path.as_deref() == Some("") {
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
    bounce::from_machine(&headers.line("from").unwrap_or_default())
        .then(|| "From: mail system".to_owned())
}

/// Lists and bulk mail: weak, since clients behind group lists carry the same headers.
fn list_sign(headers: &Headers<'_>) -> Option<String> {
    let precedence = headers.lower("precedence");
    if matches!(precedence.as_str(), "bulk" | "list") {
        return Some(format!("Precedence: {precedence}"));
    }
    [
        "list-id",
        "list-unsubscribe",
        "list-post",
        "x-mailing-list",
        "feedback-id",
        "x-campaign-id",
        "x-mailman-version",
        "list-help",
    ]
    .iter()
    .find(|name| headers.has(name))
    .map(|name| (*name).to_owned())
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

/// A receipt without RFC 8098: subject and sentence of the program, nothing else.
fn is_receipt(subject: &str, lower: &str, mail: &Mail) -> bool {
    let marked = [
        "read:",
        "not read:",
        "delivered:",
        "已读:",
        "已读：",
        "已讀:",
        "已讀：",
        "未读:",
        "未读：",
        "read receipt",
        "gelesen:",
        "lu :",
        "lu:",
        "leído:",
        "letto:",
        "lida:",
        "läst:",
        "return receipt",
        "gelezen:",
        "relayed:",
    ]
    .iter()
    .any(|m| subject.starts_with(m));
    let told = [
        "was read on",
        "was read",
        "was displayed",
        "被阅读",
        "已阅读",
        "已於",
        "wurde gelesen",
        "a été lu",
        "deleted without being read",
        "was deleted",
        "has been delivered",
        "delivery to these recipients",
        "return receipt for the mail",
        "fue leído",
        "è stato letto",
        "已被讀取",
        "已被读取",
    ]
    .iter()
    .any(|w| lower.contains(w));
    marked && told && lower.chars().count() < 600 && mail.attachments.is_empty()
}

/// Challenge mails: a service that wants a click before it delivers.
fn is_challenge(subject: &str, lower: &str, mail: &Mail) -> bool {
    let wants = [
        "verify you are human",
        "verify that you are",
        "confirm that you are",
        "prove you are",
        "confirm you are human",
        "sender verification",
        "verification required",
        "please confirm your",
        "confirm your message",
        "confirm your email",
        "your message to",
        "waiting for approval",
        "awaiting approval",
        "challenge",
        "spam filter",
        "unknown sender",
        "not in my approved",
        "not on my",
    ];
    let does = [
        "release your mail",
        "release your message",
        "deliver your message",
        "deliver your mail",
        "deliver your email",
        "to be delivered",
        "complete the delivery",
        "will be delivered",
        "approved sender",
        "approved list",
        "approved senders",
        "allowed senders",
        "guest list",
        "whitelist",
        "white list",
        "click the link below",
        "click on the link below",
        "click here to verify",
        "one-time verification",
        "reach my inbox",
        "my inbox",
        "just reply to this",
    ];
    let link =
        lower.contains("http://") || lower.contains("https://") || lower.contains("reply to this");
    let asked = wants
        .iter()
        .any(|w| subject.contains(w) || lower.contains(w));
    let service = [
        "verify you",
        "verify that you are",
        "confirm that you are",
        "prove you are",
        "confirm you are human",
        "one-time verification",
        "approved list",
        "approved senders",
        "allowed senders",
        "guest list",
        "anti-spam",
        "antispam",
        "spam arrest",
        "boxbe",
        "challenge",
        "release your m",
        "sender verification",
    ]
    .iter()
    .any(|w| subject.contains(w) || lower.contains(w));
    link && asked
        && service
        && does.iter().any(|w| lower.contains(w))
        && mail.attachments.is_empty()
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
mod tests {
    use crate::mail::parse;
    use crate::model::AutomaticKind::{self, AutoReply, List, OutOfOffice, Receipt, Report};

    fn read(head: &str, body: &str) -> Option<crate::model::Automatic> {
        let raw = format!(
            "{head}\nTo: track@agency.example\nDate: Fri, 20 Nov 2026 09:30:00 +0800\nMessage-ID: <a@x.example>\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
        );
        parse(raw.as_bytes()).expect("a mail").automatic
    }

    #[test]
    fn machines() {
        let bob = "From: Bob <bob@client.example>\n";
        for (head, body, want) in [
            (
                "Subject: Automatic reply: Logo",
                "I am out of the office until 1 December.",
                OutOfOffice,
            ),
            (
                "Subject: 自动回复：合同",
                "休假中，12月1日回来。",
                OutOfOffice,
            ),
            ("Subject: 自动回复:合同", "来信收到。", AutoReply),
            (
                "Subject: Re: Logo\nAuto-Submitted: auto-replied (vacation)",
                "Gone fishing.",
                OutOfOffice,
            ),
            (
                "Subject: Ticket 12\nAuto-Submitted: auto-generated",
                "We opened a ticket.",
                AutoReply,
            ),
            (
                "Subject: Ticket 12\nX-Autoreply: yes",
                "We opened a ticket.",
                AutoReply,
            ),
            (
                "Subject: We got it\nPrecedence: auto_reply",
                "Thanks.",
                AutoReply,
            ),
            (
                "Subject: Logo",
                "This is an automated response to your message. We will answer soon.",
                AutoReply,
            ),
            (
                "Subject: Read: Logo",
                "Your message was read on Friday.",
                Receipt,
            ),
            (
                "Subject: News\nList-Id: <news.client.example>",
                "News.",
                List,
            ),
            ("Subject: News\nPrecedence: bulk", "News.", List),
            (
                "Subject: Verify you are human",
                "Click to release your mail: https://guard.example/1",
                AutoReply,
            ),
            (
                "Subject: Report Domain: agency.example; Submitter: mx.example; Report-ID: 1",
                "",
                Report,
            ),
        ] {
            assert_eq!(
                read(&format!("{bob}{head}"), body).map(|a| a.kind),
                Some(want),
                "{head}"
            );
        }
        assert_eq!(
            read(
                "From: noreply@client.example\nSubject: Your order",
                "Shipped."
            )
            .map(|a| a.kind),
            Some(AutoReply)
        );
    }

    #[test]
    fn people() {
        for (head, body) in [
            (
                "Subject: Out of office",
                "Hi, I'll be out of the office next week, will send it on Monday.",
            ),
            (
                "Subject: Re: Automatic reply: Logo",
                "I'm back! Which one did you want?",
            ),
            (
                "Subject: Re: Logo\nX-Auto-Response-Suppress: OOF",
                "Attached.",
            ),
            ("Subject: Re: Logo\nAuto-Submitted: no", "Attached."),
            ("Subject: 外出安排", "下周我外出，周一回来后发您。"),
            (
                "Subject: Auto: price list",
                "Please find the cars attached.",
            ),
            ("Subject: Re: Logo", "Is this an automated message?"),
            ("Subject: Re: read: this", "It was read by the board."),
            ("Subject: 回复：邮件列表\nPrecedence: normal", "好的"),
            (
                "Subject: Please confirm your order",
                "Please confirm the order so that we can go on: https://shop.example/1",
            ),
        ] {
            assert_eq!(
                read(&format!("From: Bob <bob@client.example>\n{head}"), body),
                None,
                "{head}"
            );
        }
    }

    #[test]
    fn absences_name_their_end_and_stand_in() {
        let found = read(
            "From: Bob <bob@client.example>\nSubject: Automatic reply: Logo",
            "I am away until 1 December. Urgent: desk@client.example",
        )
        .expect("an absence");
        assert_eq!(found.kind, AutomaticKind::OutOfOffice);
        assert_eq!(
            found.until.map(|d| d.to_string()).as_deref(),
            Some("2026-12-01")
        );
        assert_eq!(found.stand_in.as_deref(), Some("desk@client.example"));
    }
}
