//! A mail and its reading as contracts.md 1 writes them.

use serde_json::{Value, json};

use crate::model::{
    Address, Authentication, Automatic, Forwarded, Kind, Mail, Opening, Person, Reading, UNDATED,
    money,
};

/// One line of `explain --json`. `path` is where the mail came from, if it was a file.
#[must_use]
pub fn reading(
    path: Option<&str>,
    mail: &Mail,
    reading: &Reading,
    proof: &Authentication,
) -> Value {
    let addresses = |people: &[Person]| {
        people
            .iter()
            .map(|p| p.address.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    json!({
        "path": path,
        "message_id": mail.message_id,
        "date": mail.date.map(|d| d.to_rfc3339()),
        "from": from(mail),
        "to": addresses(&mail.to),
        "cc": addresses(&mail.cc),
        "subject": mail.subject,
        "base_subject": mail.base_subject,
        "role": reading.role,
        "automatic": reading.automatic.as_ref().map(automatic),
        "language": reading.language,
        "own_text": reading.own_text,
        "signature": reading.signature,
        "quoted_text": reading.quoted_text,
        "forwarded": reading.forwarded.as_ref().map(forwarded),
        "attachments": mail.attachments.iter().map(|a| json!({"name": a.name, "type": a.media_type, "size": a.size})).collect::<Vec<_>>(),
        "dates": reading.dates.iter().map(|d| json!({"text": d.text, "date": d.date, "time": d.time.map(|t| t.format("%H:%M").to_string()), "role": d.role})).collect::<Vec<_>>(),
        "money": reading.money.iter().map(|m| json!({"text": m.text, "value": money::plain(m.value), "currency": m.currency})).collect::<Vec<_>>(),
        "invoice_numbers": reading.invoice_numbers,
        "opens": reading.opens.as_ref().map(opens),
        "signals": reading.signals.iter().map(|s| json!({"kind": s.kind, "date": s.date, "evidence": s.evidence, "confidence": (f64::from(s.confidence) * 100.0).round() / 100.0})).collect::<Vec<_>>(),
        "reply": reading.reply,
        "commands": reading.commands,
        "refused": reading.refused,
        "cut": mail.cut,
        "authentication": {"result": proof.result, "method": proof.method, "domain": proof.domain},
    })
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
