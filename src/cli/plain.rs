//! A reading as lines for people, as `explain` prints it without `--json`.

use serde_json::Value;

use crate::model::{Authentication, Mail, Reading};

/// For people: what matters, a line each.
pub(super) fn plain(
    path: Option<&str>,
    mail: &Mail,
    reading: &Reading,
    proof: &Authentication,
) -> String {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut out = format!("{}\n", path.unwrap_or("-"));
    let mut say = |name: &str, what: String| {
        if !what.is_empty() {
            out.push_str(&format!("  {name:<12}{what}\n"));
        }
    };
    let from = mail
        .from
        .as_ref()
        .map_or_else(|| mail.from_shown.clone(), |p| p.shown().to_owned());
    if !from.is_empty() {
        let role = word(&serde_json::to_value(reading.role).unwrap_or_default());
        let proof = word(&serde_json::to_value(proof.result).unwrap_or_default());
        say("from", format!("{from} ({role}, proof: {proof})"));
    }
    say("subject", mail.subject.clone());
    say("reads as", reading.reply.as_str().to_owned());
    if let Some(automatic) = &reading.automatic {
        let kind = word(&serde_json::to_value(automatic.kind).unwrap_or_default());
        let until = automatic
            .until
            .map(|d| format!(", until {d}"))
            .unwrap_or_default();
        say(
            "automatic",
            format!("{kind}{until}: {}", automatic.evidence),
        );
    }
    for signal in &reading.signals {
        let date = signal.date.map(|d| format!(" {d}")).unwrap_or_default();
        say(
            "signal",
            format!(
                "{}{date} ({:.2}): {}",
                signal.kind.as_str(),
                signal.confidence,
                signal.evidence
            ),
        );
    }
    if let Some(opening) = &reading.opens {
        let due = opening
            .due
            .map(|d| format!(", due {d}"))
            .unwrap_or_default();
        say(
            "would open",
            format!("{}{due} ({})", opening.kind.as_str(), opening.evidence),
        );
        for ask in &opening.asks {
            say("  ask", ask.clone());
        }
    }
    for command in &reading.commands {
        let verb = word(&serde_json::to_value(command.verb).unwrap_or_default());
        say(
            "command",
            format!(
                "{verb} {:?} {}",
                command.items,
                command.argument.as_deref().unwrap_or_default()
            ),
        );
    }
    for refused in &reading.refused {
        say("refused", format!("{} ({})", refused.line, refused.why));
    }
    for date in &reading.dates {
        say("date", format!("{} = {}", date.text, date.date));
    }
    for money in &reading.money {
        let currency = money.currency.map(|c| c.to_string()).unwrap_or_default();
        say(
            "money",
            format!("{} = {} {currency}", money.text, money.value),
        );
    }
    say("numbers", reading.invoice_numbers.join(", "));
    say(
        "own words",
        reading.own_text.trim().replace('\n', "\n              "),
    );
    out
}
