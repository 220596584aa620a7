//! A reading as lines for people, as `explain` prints it without `--json`.

use serde::Serialize;

use crate::mail::limits;
use crate::model::{Authentication, Automatic, Mail, Opening, Reading, Reply, Role};

/// Where long texts go on.
const INDENT: &str = "\n              ";

/// The lines of one mail.
struct Lines(String);

impl Lines {
    fn say(&mut self, name: &str, what: &str) {
        if !what.is_empty() {
            self.0.push_str(&format!("  {name:<12}{what}\n"));
        }
    }
}

/// The word of an enum as its JSON has it.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// White space folded: the words of a signal may span lines.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For people: what matters, a line each. `configured`: a configuration tells who is team.
pub(super) fn plain(
    path: Option<&str>,
    mail: &Mail,
    reading: &Reading,
    proof: &Authentication,
    configured: bool,
) -> String {
    let mut out = Lines(format!("{}\n", path.unwrap_or("-")));
    sender(&mut out, mail, reading, proof, configured);
    out.say("subject", &mail.subject);
    out.say("left out", &left_out(mail));
    let opens = reading.opens.as_ref().filter(|_| may_open(mail, reading));
    out.say("reads as", &reads_as(reading, opens));
    if let Some(automatic) = &reading.automatic {
        machine(&mut out, automatic);
    }
    for signal in &reading.signals {
        let date = signal.date.map(|d| format!(" {d}")).unwrap_or_default();
        let words = line(&signal.evidence);
        let kind = signal.kind.as_str();
        let told = format!("{kind}{date} ({:.2}): {words}", signal.confidence);
        out.say("signal", &told);
    }
    let beside = opens.and_then(|opening| opening.beside.as_deref());
    for opening in opens.into_iter().chain(beside) {
        let due = opening.due.map(|d| format!(", due {d}"));
        let due = due.unwrap_or_default();
        let told = format!("{}{due} ({})", opening.kind.as_str(), opening.evidence);
        out.say("would open", &told);
        for ask in &opening.asks {
            out.say("  ask", ask);
        }
    }
    for command in &reading.commands {
        let items: Vec<String> = command.items.iter().map(ToString::to_string).collect();
        let argument = command.argument.as_deref().unwrap_or_default();
        let told = format!("{} {} {argument}", word(command.verb), items.join(" "));
        out.say("command", &line(&told));
    }
    for refused in &reading.refused {
        out.say("refused", &format!("{} ({})", refused.line, refused.why));
    }
    for date in &reading.dates {
        let told = format!("{} = {} ({})", line(&date.text), date.date, word(date.role));
        out.say("date", &told);
    }
    for money in &reading.money {
        let currency = money.currency.map(|c| c.to_string()).unwrap_or_default();
        let told = format!("{} = {} {currency}", line(&money.text), money.value);
        out.say("money", &told);
    }
    out.say("numbers", &reading.invoice_numbers.join(", "));
    out.say("own words", &reading.own_text.trim().replace('\n', INDENT));
    if let Some(forwarded) = &reading.forwarded {
        let date = forwarded.date.map(|d| format!(", {}", d.date_naive()));
        let from = forwarded.from.as_ref();
        let from = from.map_or(forwarded.from_shown.as_str(), |p| p.address.as_str());
        let told = format!("{from}{}: {}", date.unwrap_or_default(), forwarded.subject);
        out.say("forwarded", &told);
        out.say("  reads as", forwarded.reading.reply.as_str());
        let words = forwarded.reading.own_text.trim();
        out.say("  its words", &words.replace('\n', INDENT));
    }
    out.0
}

fn sender(
    out: &mut Lines,
    mail: &Mail,
    reading: &Reading,
    proof: &Authentication,
    configured: bool,
) {
    let from = mail
        .from
        .as_ref()
        .map_or_else(|| mail.from_shown.clone(), |p| p.shown().to_owned());
    if from.is_empty() {
        return;
    }
    let role = word(reading.role);
    let why = if reading.role == Role::Unknown && !configured {
        "; only --config tells who is team"
    } else {
        ""
    };
    let proof = word(proof.result);
    out.say("from", &format!("{from} ({role}{why}; proof: {proof})"));
}

/// What the limits cut off.
fn left_out(mail: &Mail) -> String {
    let told: Vec<String> = mail
        .cut
        .iter()
        .map(|what| match what.as_str() {
            "size" => format!(
                "the body: {} MB, and of mails above {} MB only the headers are read",
                mail.size.div_ceil(1024 * 1024),
                limits::RAW_BYTES.div_ceil(1024 * 1024)
            ),
            "text" => "the rest of a very long text".to_owned(),
            other => format!("some {other}"),
        })
        .collect();
    told.join("; ")
}

/// Whether this mail could open an item: not one of a client, nor an answer of somebody unknown.
fn may_open(mail: &Mail, reading: &Reading) -> bool {
    match reading.role {
        Role::Team => true,
        Role::Unknown => mail.in_reply_to.is_empty() && mail.references.is_empty(),
        Role::Client | Role::Own => false,
    }
}

/// The one reading in words: a member's mail that opens something or commands is no unclear answer.
fn reads_as(reading: &Reading, opens: Option<&Opening>) -> String {
    let reply = reading.reply.as_str();
    let silent = matches!(reading.reply, Reply::Unclear | Reply::None);
    match (reading.role, opens) {
        (Role::Team, _) if silent && !reading.commands.is_empty() => "commands".to_owned(),
        (Role::Team, Some(opening)) if silent => opening.kind.as_str().to_owned(),
        (Role::Team, None) if silent && reading.forwarded.is_some() => "forwarded mail".to_owned(),
        (Role::Team, None) if silent => "nothing to track".to_owned(),
        (Role::Unknown, Some(opening)) => format!(
            "{} from a member of the team, {reply} from a client",
            opening.kind.as_str()
        ),
        _ => reply.to_owned(),
    }
}

fn machine(out: &mut Lines, automatic: &Automatic) {
    let kind = word(automatic.kind);
    let until = automatic.until.map(|d| format!(", until {d}"));
    let until = until.unwrap_or_default();
    out.say(
        "automatic",
        &format!("{kind}{until}: {}", line(&automatic.evidence)),
    );
    out.say(
        "stands in",
        automatic.stand_in.as_deref().unwrap_or_default(),
    );
    for recipient in &automatic.recipients {
        let for_good = if recipient.permanent {
            "for good"
        } else {
            "for now"
        };
        let told: Vec<&str> = [recipient.reason.as_str(), &recipient.status, for_good]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let told = format!("{} ({})", recipient.address.as_str(), told.join(", "));
        out.say("not reached", &told);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::{self, Context};
    use crate::mail;

    fn told(raw: &str, role: Role, configured: bool) -> String {
        let mail = mail::parse(raw.as_bytes()).expect("mail");
        let context = Context {
            role,
            zone: chrono_tz::Tz::UTC,
            arrival: None,
            fallback: chrono::DateTime::parse_from_rfc3339("2026-11-18T10:00:00+00:00")
                .expect("time"),
        };
        let reading = interpret::read(&mail, &context);
        plain(
            None,
            &mail,
            &reading,
            &Authentication::default(),
            configured,
        )
    }

    const ASK: &str = "From: Mia <mia@studio.example>\nTo: ole@quay.example\nSubject: Menu\n\n\
        Hi Ole,\ncould you please send us the menu as PDF by 27 November?\n";

    #[test]
    fn a_mail_that_opens_an_item_reads_as_what_it_opens() {
        let team = told(ASK, Role::Team, true);
        assert!(team.contains("reads as    request\n"), "{team}");
        assert!(
            team.contains("would open  request, due 2026-11-27"),
            "{team}"
        );
        let nobody = told(ASK, Role::Unknown, false);
        assert!(nobody.contains("only --config tells"), "{nobody}");
        assert!(
            nobody.contains("request from a member of the team"),
            "{nobody}"
        );
    }

    #[test]
    fn what_a_client_asks_opens_nothing() {
        let client = told(ASK, Role::Client, true);
        assert!(!client.contains("would open"), "{client}");
        assert!(client.contains("reads as    question"), "{client}");
        let answer = ASK.replacen("Subject:", "In-Reply-To: <1@quay.example>\nSubject:", 1);
        assert!(!told(&answer, Role::Unknown, false).contains("would open"));
    }

    #[test]
    fn what_was_forwarded_is_told_with_its_sender() {
        let raw = "From: mia@studio.example\nTo: track@studio.example\nSubject: Fwd: Menu\n\n\
            FYI\n\n---------- Forwarded message ---------\nFrom: Ole <ole@quay.example>\n\
            Date: Mon, 16 Nov 2026 at 10:00\nSubject: Menu\nTo: Mia <mia@studio.example>\n\n\
            You will get the menu on Friday.\n";
        let told = told(raw, Role::Team, true);
        assert!(told.contains("forwarded   ole@quay.example"), "{told}");
        assert!(told.contains("  reads as  promise"), "{told}");
        assert!(told.contains("You will get the menu on Friday."), "{told}");
    }

    #[test]
    fn a_bounce_names_the_dead_address_and_a_large_mail_its_size() {
        let raw = "From: MAILER-DAEMON@mx.quay.example\nTo: mia@studio.example\n\
            Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
            Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nNot delivered.\n\
            --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.quay.example\n\n\
            Final-Recipient: rfc822; ole@quay.example\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
        let bounce = told(raw, Role::Unknown, true);
        assert!(
            bounce.contains("not reached ole@quay.example (unknown_user, 5.1.1"),
            "{bounce}"
        );
        let large = format!("{ASK}{}", "x".repeat(limits::RAW_BYTES));
        let large = told(&large, Role::Client, true);
        assert!(large.contains("left out    the body: 26 MB"), "{large}");
    }
}
