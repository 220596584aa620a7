//! A mail and its reading as contracts.md 1 writes them.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{
    Address, Authentication, Automatic, Forwarded, Kind, Mail, MessageId, Opening, Person, Reading,
    Reply, Role, UNDATED, money,
};

/// One line of `explain --json`, its fields in the order of their names. Long texts are not copied into it.
#[derive(Serialize)]
struct Line<'a> {
    attachments: Vec<Value>,
    authentication: Value,
    automatic: Option<Value>,
    base_subject: &'a str,
    cc: Vec<&'a str>,
    commands: Value,
    cut: &'a [String],
    date: Option<String>,
    dates: Vec<Value>,
    forwarded: Option<Value>,
    from: Value,
    invoice_numbers: &'a [String],
    language: Option<&'a str>,
    message_id: Option<&'a MessageId>,
    money: Vec<Value>,
    opens: Option<Value>,
    own_text: &'a str,
    path: Option<&'a str>,
    quoted_text: &'a str,
    refused: Value,
    reply: Reply,
    role: Role,
    signals: Vec<Value>,
    signature: &'a str,
    subject: &'a str,
    to: Vec<&'a str>,
}

/// One line of `explain --json`. `path` is where the mail came from, if it was a file.
pub fn reading<'a>(
    path: Option<&'a str>,
    mail: &'a Mail,
    reading: &'a Reading,
    proof: &Authentication,
) -> impl Serialize + use<'a> {
    let addresses = |people: &'a [Person]| people.iter().map(|p| p.address.as_str()).collect();
    Line {
        attachments: mail.attachments.iter().map(|a| json!({"name": a.name, "type": a.media_type, "size": a.size})).collect(),
        authentication: json!({"result": proof.result, "method": proof.method, "domain": proof.domain}),
        automatic: reading.automatic.as_ref().map(automatic),
        base_subject: &mail.base_subject,
        cc: addresses(&mail.cc),
        commands: json!(reading.commands),
        cut: &mail.cut,
        date: mail.date.map(|d| d.to_rfc3339()),
        dates: reading.dates.iter().map(|d| json!({"text": d.text, "date": d.date, "time": d.time.map(|t| t.format("%H:%M").to_string()), "role": d.role})).collect(),
        forwarded: reading.forwarded.as_ref().map(forwarded),
        from: from(mail),
        invoice_numbers: &reading.invoice_numbers,
        language: reading.language.as_deref(),
        message_id: mail.message_id.as_ref(),
        money: reading.money.iter().map(|m| json!({"text": m.text, "value": money::plain(m.value), "currency": m.currency})).collect(),
        opens: reading.opens.as_ref().map(opens),
        own_text: &reading.own_text,
        path,
        quoted_text: &reading.quoted_text,
        refused: json!(reading.refused),
        reply: reading.reply,
        role: reading.role,
        signals: reading.signals.iter().map(|s| json!({"kind": s.kind, "date": s.date, "evidence": s.evidence, "confidence": (f64::from(s.confidence) * 100.0).round() / 100.0})).collect(),
        signature: &reading.signature,
        subject: &mail.subject,
        to: addresses(&mail.to),
    }
}

/// The line of a mail nobody can read.
#[must_use]
pub fn unreadable(path: Option<&str>, why: &str) -> Value {
    json!({"path": path, "unreadable": why})
}

fn from(mail: &Mail) -> Value {
    match &mail.from {
        Some(person) => json!({"name": person.name, "address": person.address}),
        None => {
            let shown = (!mail.from_shown.is_empty()).then_some(mail.from_shown.as_str());
            let inside = mail
                .from_shown
                .split(|c: char| c.is_whitespace() || "<>\"(),;".contains(c));
            let address = inside.filter_map(|w| Address::parse(w).ok()).next_back();
            json!({"name": shown, "address": address, "fault": mail.from_fault})
        }
    }
}

fn automatic(automatic: &Automatic) -> Value {
    json!({
        "kind": automatic.kind,
        "recipients": automatic.recipients,
        "original_message_id": automatic.original_message_id,
        "until": automatic.until,
        "stand_in": automatic.stand_in,
        "evidence": automatic.evidence,
    })
}

fn forwarded(forwarded: &Forwarded) -> Value {
    json!({
        "from": forwarded.from.as_ref().map(|p| p.address.as_str().to_owned()),
        "date": forwarded.date.map(|d| d.to_rfc3339()),
        "subject": forwarded.subject,
        "own_text": forwarded.reading.own_text,
        "reply": forwarded.reading.reply,
    })
}

fn opens(opening: &Opening) -> Value {
    let mut value = json!({
        "kind": opening.kind,
        "due": opening.due,
        "asks": opening.asks,
        "evidence": opening.evidence,
    });
    if let (Kind::Invoice, Some(map)) = (opening.kind, value.as_object_mut()) {
        let dated = |day: chrono::NaiveDate| (day != UNDATED).then_some(day);
        map.insert(
            "invoice".to_owned(),
            json!({
                "numbers": opening.invoice_numbers,
                "total": opening.total.map(|t| t.plain()),
                "currency": opening.total.map(|t| t.currency),
                "instalments": opening.instalments.iter().map(|i| json!({"due": dated(i.due), "amount": money::plain(i.amount)})).collect::<Vec<_>>(),
            }),
        );
        let beside = opening.beside.as_deref().map(opens);
        map.insert("beside".to_owned(), json!(beside));
    }
    value
}
