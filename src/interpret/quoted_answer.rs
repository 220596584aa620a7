//! An answer that stands below a member's own reply, in the mail he sent: a forward of that brings the
//! answer as its quote.

use chrono::{DateTime, FixedOffset};

use super::forwarded::{date, person};
use super::{Context, read};
use crate::model::{Forwarded, Mail, Person, Role};

/// What a mail that was forwarded quotes at its top, as its own sender's; `None` where the quote names
/// no address. `reference`: its day where the quote tells none.
#[must_use]
pub fn quoted_answer(
    forwarded: &Forwarded,
    context: &Context,
    reference: DateTime<FixedOffset>,
) -> Option<Forwarded> {
    let lines: Vec<&str> = forwarded.reading.quoted_text.lines().collect();
    let (at, from) = lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| Some((at, person(line)?)))?;
    let behind = lines.get(at.saturating_add(1)..).unwrap_or_default();
    let text = below(behind);
    if text.trim().is_empty() {
        return None;
    }
    // The attribution names the day, a block of headers in a line of its own.
    let head = lines.get(at..at.saturating_add(HEAD)).unwrap_or(&lines);
    let mut head = head.iter().filter(|line| !line.starts_with('>'));
    let sent = head.find_map(|line| date(line, reference));
    let sent = sent.filter(|sent| *sent <= reference).unwrap_or(reference);
    let within = Mail {
        date: Some(sent),
        subject: forwarded.subject.clone(),
        base_subject: crate::mail::base_subject(&forwarded.subject),
        text: text.clone(),
        ..Mail::default()
    };
    let inner = Context {
        role: Role::Unknown,
        zone: context.zone,
        arrival: None,
        fallback: reference,
    };
    let shown = from.name.rsplit([',', '，', ':', '：']).next();
    let from = Person {
        name: shown.unwrap_or_default().trim().to_owned(),
        ..from
    };
    Some(Forwarded {
        from_shown: from.name.clone(),
        from: Some(from),
        date: Some(sent),
        subject: forwarded.subject.clone(),
        ids: Vec::new(),
        reading: Box::new(read(&within, &inner)),
    })
}

/// Lines of a block of headers, or of an attribution that is wrapped.
const HEAD: usize = 5;

/// The quoted words below an attribution, less one mark each; those below a block of headers as they are.
fn below(lines: &[&str]) -> String {
    let marked = |line: &&str| line.starts_with('>');
    if lines.iter().take(HEAD).any(marked) {
        let quote = lines.iter().skip_while(|line| !marked(line));
        let quote = quote.take_while(|line| marked(line) || line.trim().is_empty());
        let bare = quote.map(|line| line.strip_prefix('>').unwrap_or(line).trim_start());
        return bare.collect::<Vec<_>>().join("\n");
    }
    let text = lines.iter().skip_while(|line| !line.trim().is_empty());
    text.copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn what_stands_below_is_what_he_wrote() {
        for (lines, want) in [
            (
                &["> We pay on Friday.", "> Otto"][..],
                "We pay on Friday.\nOtto",
            ),
            (&["wrote:", "", "> Tomorrow."], "Tomorrow."),
            (&["To: Ines", "Subject: x", "", "Tomorrow."], "\nTomorrow."),
            (&[], ""),
        ] {
            assert_eq!(below(lines), want, "{lines:?}");
        }
    }
}
