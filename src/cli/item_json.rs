//! An item as contracts.md 3 writes it.

use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::model::{Item, money};
use crate::report::ItemView;
use crate::store::HistoryRow;

/// The item as a JSON object; times in `zone` (the team's).
pub(super) fn item(view: &ItemView, history: &[HistoryRow], zone: Tz) -> Value {
    let ItemView { item, outer, next } = view;
    let time = |at: &chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).to_rfc3339();
    json!({
        "id": item.id.0,
        "kind": item.kind.as_str(),
        "state": item.state(outer).as_str(),
        "turn": item.turn(),
        "owner": item.owner,
        "client": item.client,
        "contacts": item.contacts.iter().filter(|c| c.dead.is_none()).map(|c| c.person.address.as_str()).collect::<Vec<_>>(),
        "dead_contacts": item.contacts.iter().filter(|c| c.dead.is_some()).map(|c| c.person.address.as_str()).collect::<Vec<_>>(),
        "subject": item.subject,
        "language": item.language.as_str(),
        "asks": item.asks,
        "invoice": invoice(item),
        "opened_at": time(&item.opened_at),
        "opened_by": item.opened_by,
        "due": item.due,
        "due_source": item.due_source,
        "hold": item.closed.is_none().then(|| item.longest_hold(outer)).flatten().map(|hold| json!({
            "until": hold.until,
            "reason": hold.reason.as_str(),
            "rule": hold.evidence.rule,
            "evidence": hold.evidence.words,
        })),
        "next": next.map(|(step, at)| json!({"step": step.as_str(), "at": time(&at)})),
        "promises": item.promises.iter().map(|p| json!({"date": p.date, "broken": p.broken, "evidence": p.evidence.words})).collect::<Vec<_>>(),
        "last_heard": item.last_heard.as_ref().map(time),
        "closed": item.closed.as_ref().map(|closed| json!({
            "at": time(&closed.at),
            "how": closed.how.as_str(),
            "confirmed": closed.confirmed,
            "rule": closed.evidence.rule,
            "evidence": closed.evidence.words,
            "message_id": closed.evidence.message_id,
        })),
        "history": history.iter().map(|row| {
            let mut entry = serde_json::to_value(&row.entry).unwrap_or(Value::Null);
            if let Value::Object(fields) = &mut entry {
                fields.insert("at".to_owned(), Value::String(time(&row.at)));
                fields.insert("undone".to_owned(), Value::Bool(row.taken_back()));
                let changed = row.changes().into_iter().map(|change| {
                    let value = json!({"before": change.before, "after": change.after});
                    (change.what, value)
                });
                fields.insert("changed".to_owned(), Value::Object(changed.collect()));
            }
            entry
        }).collect::<Vec<_>>(),
    })
}

fn invoice(item: &Item) -> Value {
    item.invoice.as_ref().map_or(Value::Null, |invoice| {
        json!({
            "numbers": invoice.numbers,
            "total": invoice.total.map(money::plain),
            "balance": invoice.balance().map(money::plain),
            "currency": invoice.currency,
            "instalments": invoice.instalments.iter().map(|i| json!({"due": i.due, "amount": money::plain(i.amount)})).collect::<Vec<_>>(),
            "payments": invoice.payments.iter().map(|p| json!({"amount": money::plain(p.amount), "confirmed": p.confirmed})).collect::<Vec<_>>(),
        })
    })
}
