//! Message ids and threads as they stand in headers.
//!
//! References first, In-Reply-To for itself; ids that a gateway cut in the middle are skipped.

use super::headers::Headers;
use super::{charset, limits};
use crate::model::MessageId;

/// Longest id that is kept; longer ones are no ids.
const LONGEST: usize = 500;

/// All `<…>` ids of a value, in order, without repeats.
pub(crate) fn list(raw: &[u8]) -> Vec<MessageId> {
    let text = String::from_utf8_lossy(&charset::unfold(raw)).into_owned();
    let mut seen = std::collections::HashSet::new();
    let mut ids = Vec::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let Some((id, tail)) = after.split_once('>') else {
            break;
        };
        // `<a@b <c@d>`: the first was cut.
        let id = id.rsplit('<').next().unwrap_or_default();
        rest = tail;
        if let Some(id) = good(id) {
            if seen.insert(id.key()) {
                ids.push(id);
            }
        }
    }
    ids
}

fn good(text: &str) -> Option<MessageId> {
    let id = MessageId::new(text.trim().trim_matches('"'));
    let shape = id.as_str().len() <= LONGEST
        && id.as_str().len() > 2
        && !id.as_str().starts_with('@')
        && !id.as_str().ends_with('@');
    // Servers without a domain in their ids exist; white space inside does not.
    (shape && !text.trim().contains(' ')).then_some(id)
}

/// One id, with or without brackets.
pub(crate) fn one(raw: &[u8]) -> Option<MessageId> {
    list(raw).into_iter().next().or_else(|| {
        let text = String::from_utf8_lossy(&charset::unfold(raw)).into_owned();
        let bare = text.split_whitespace().next()?;
        let bare = bare.trim_matches(['<', '>', '"']);
        (bare.contains('@') || bare.len() > 8)
            .then(|| good(bare))
            .flatten()
    })
}

/// The id of a mail: what Outlook's SMTP server replaced stands in its own header.
pub(crate) fn of(headers: &Headers<'_>) -> Option<MessageId> {
    [
        "x-microsoft-original-message-id",
        "message-id",
        "resent-message-id",
    ]
    .iter()
    .find_map(|name| headers.raw(name).and_then(one))
}

/// The References, oldest first; of too many the first and the newest are kept.
pub(crate) fn references(headers: &Headers<'_>) -> (Vec<MessageId>, bool) {
    let mut ids = Vec::new();
    for raw in headers.all("references") {
        ids.extend(list(raw));
    }
    if ids.len() <= limits::REFERENCES {
        return (ids, false);
    }
    let newest = ids.split_off(ids.len() - (limits::REFERENCES - 1));
    ids.truncate(1);
    ids.extend(newest);
    (ids, true)
}

/// In-Reply-To ids; old programs write prose around them (`Your message of … <id>`).
pub(crate) fn in_reply_to(headers: &Headers<'_>) -> Vec<MessageId> {
    let mut ids: Vec<MessageId> = headers.all("in-reply-to").flat_map(list).collect();
    if ids.is_empty() {
        ids.extend(
            headers
                .raw("in-reply-to")
                .and_then(one)
                .filter(|id| id.as_str().contains('@')),
        );
    }
    ids.truncate(limits::REFERENCES);
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_as_they_really_come() {
        let read = |raw: &str| {
            list(raw.as_bytes())
                .iter()
                .map(|id| id.as_str().to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (raw, want) in [
            ("<a@b> <c@d>", "a@b c@d"),
            ("<a@b>\r\n\t<a@B>", "a@b"),
            ("<a@b <c@d>", "c@d"),
            ("<cut-off-in-the", ""),
            ("Your message of \"Mon\" <a@b>", "a@b"),
            ("<@> <>", ""),
        ] {
            assert_eq!(read(raw), want, "{raw}");
        }
    }

    #[test]
    fn the_original_id_comes_first() {
        let raw = b"Message-ID: <new@outlook.example>\nX-Microsoft-Original-Message-ID: <old@agency.example>\n\n";
        assert_eq!(
            of(&Headers::read(raw).0),
            Some(MessageId::new("old@agency.example"))
        );
    }

    #[test]
    fn long_threads_keep_both_ends() {
        let many: String = (0..300).map(|n| format!("<{n}@x.example> ")).collect();
        let raw = format!("References: {many}\n\n");
        let (ids, cut) = references(&Headers::read(raw.as_bytes()).0);
        assert!(cut);
        assert_eq!(ids.len(), limits::REFERENCES);
        assert_eq!(ids.first(), Some(&MessageId::new("0@x.example")));
        assert_eq!(ids.last(), Some(&MessageId::new("299@x.example")));
    }
}
