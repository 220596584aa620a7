//! Reports without fields: failed addresses and the returned mail, found in a server's own words.

use super::words::{MACHINES, RETURNED};
use crate::mail::absence::ADDRESS;
use crate::mail::headers::Headers;
use crate::mail::parts::Contents;
use crate::mail::{limits, mailboxes, message_id};
use crate::model::{Address, MessageId};

/// What stands before the copy of the returned mail.
pub(super) fn before_returned(text: &str) -> &str {
    let mut at = 0;
    let mut seen = false;
    for line in text.split_inclusive('\n') {
        if seen {
            let lower = line.trim_start_matches(['>', ' ', '\t']).to_lowercase();
            if RETURNED.iter().any(|mark| {
                lower.starts_with(mark)
                    || mark.starts_with('-') && lower.contains(mark.trim_start_matches(['-', ' ']))
            }) {
                break;
            }
        }
        seen = seen || line.contains('@') && ADDRESS.is_match(line);
        at += line.len();
    }
    text.get(..at).filter(|_| seen).unwrap_or(text)
}

/// The line of an address and the few below it: where a server says why.
pub(super) fn lower_line_of(lower: &str, address: &str) -> String {
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
pub(super) fn addresses_in(report: &str, from: &str, own: &[&str]) -> Vec<String> {
    let from = from.to_lowercase();
    let mut standing = Vec::new();
    let mut all = Vec::new();
    for line in report.lines().take(400) {
        let lower = line.to_lowercase();
        // Exchange repeats the mail's own To line above this one.
        if lower.contains("did not reach the following") {
            standing.clear();
            all.clear();
        }
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
            // X.400 forms: `dda:SMTP=bob@client.example;`.
            let address = address.strip_prefix("smtp=").unwrap_or(&address).to_owned();
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
            // `554 <bob@a.example>... User unknown`: Sendmail's transcript.
            let coded = before
                .trim_end_matches(['<', ' '])
                .strip_prefix(['4', '5'])
                .is_some_and(|code| code.len() == 2 && code.chars().all(|c| c.is_ascii_digit()))
                && after.starts_with(">...");
            let starts = before.is_empty() && after.starts_with(' ') && after.contains("55");
            let headed = coded
                || starts
                || before.trim_matches(['<', ' ', '\t']).is_empty()
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
        if let Some(at) = lower.find(mark)
            && let Some(block) = text.get(at + 1..)
        {
            blocks.push(block.as_bytes().to_vec());
            break;
        }
    }
    blocks
}

/// To whom the returned mail went: the last resort for a report that names nobody.
pub(super) fn returned_to(contents: &Contents, text: &str) -> Vec<String> {
    returned_blocks(contents, text)
        .iter()
        .flat_map(|block| {
            let (headers, _) = Headers::read(block);
            headers
                .all("to")
                .flat_map(mailboxes::people)
                .map(|p| p.address.as_str().to_owned())
                .collect::<Vec<_>>()
        })
        .take(3)
        .collect()
}

/// The ids of the returned mail: its own, and all others it carried (References, X-Nudged-Id).
pub(super) fn returned_ids(contents: &Contents, text: &str) -> (Option<MessageId>, Vec<MessageId>) {
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
