//! What the demo leaves for people: mails as web pages, the summary with its table, and the mails
//! that came, to try the other commands on.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::engine::Event;
use crate::mail;
use crate::model::{EventKind, MessageId};

/// Writes a file; a fault names it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Makes a folder of numbered files, or empties one of a former demo: nothing else in it is touched.
pub(super) fn folder(path: &Path, extension: &str) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))?;
    for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default();
        let ours = name
            .split_once('-')
            .is_some_and(|(n, _)| n.len() >= 2 && n.bytes().all(|b| b.is_ascii_digit()));
        if ours && path.extension().is_some_and(|e| e == extension) {
            fs::remove_file(&path).with_context(|| format!("cannot replace {}", path.display()))?;
        }
    }
    Ok(())
}

/// Copies of the mails in `dir/outbox` as `dir/mails/NN-<what>.html`; the latest summary as
/// `dir/summary.html` and `dir/summary.csv`. Gives how many mails there are.
pub(super) fn copies(dir: &Path, events: &[Event]) -> anyhow::Result<usize> {
    let outbox = dir.join("outbox");
    let mut paths: Vec<_> = fs::read_dir(&outbox)
        .with_context(|| format!("cannot read {}", outbox.display()))?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "eml"));
    paths.sort();
    let mails = dir.join("mails");
    folder(&mails, "html")?;
    for (number, path) in (1..).zip(&paths) {
        let raw = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let id = mail::parse(&raw).ok().and_then(|m| m.message_id);
        let what = id.map_or_else(|| "mail".to_owned(), |id| what(&id, events));
        let Some(html) = part(&raw, "text/html") else {
            continue;
        };
        let html = with_picture(&raw, html);
        write(&mails.join(format!("{number:02}-{what}.html")), &html)?;
        if what == "summary" {
            write(&dir.join("summary.html"), &html)?;
            if let Some(csv) = part(&raw, "text/csv") {
                write(&dir.join("summary.csv"), &csv)?;
            }
        }
    }
    Ok(paths.len())
}

/// What a mail of ours is, as part of a file name: `follow-up-friendly-3`, `receipt-1`, `summary`.
fn what(id: &MessageId, events: &[Event]) -> String {
    let Some((_, entry)) = events.iter().find(|(_, e)| {
        e.message_id.as_ref() == Some(id)
            && matches!(
                e.event,
                EventKind::FollowUp | EventKind::Notice | EventKind::Summary
            )
    }) else {
        return "mail".to_owned();
    };
    let mut name = match (entry.event, entry.evidence.rule.as_str()) {
        (EventKind::Summary, _) => "summary".to_owned(),
        (EventKind::FollowUp, _) => format!("follow-up-{}", entry.step.map_or("?", |s| s.as_str())),
        (_, "opened-by-owner") => "receipt".to_owned(),
        (_, "ladder") => "notice-call".to_owned(),
        (_, rule) => format!("notice-{rule}"),
    };
    let mut items: Vec<_> = entry.item.iter().chain(&entry.items).collect();
    items.dedup();
    for item in items.iter().take(4) {
        name.push_str(&format!("-{}", item.0));
    }
    name.replace('_', "-")
}

/// The HTML with the picture of its mail inside: a browser has no other part to look into.
fn with_picture(raw: &[u8], html: Vec<u8>) -> Vec<u8> {
    match (part(raw, "image/png"), String::from_utf8(html)) {
        (Some(picture), Ok(text)) => {
            let inside = format!("data:image/png;base64,{}", STANDARD.encode(picture));
            text.replace("cid:trend.png@nudged", &inside).into_bytes()
        }
        (None, Ok(text)) => text.into_bytes(),
        (_, Err(fault)) => fault.into_bytes(),
    }
}

/// The first part of a type in a mail of ours, decoded: our parts are base64 (`mail::draft`).
fn part(raw: &[u8], media_type: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(raw).ok()?;
    let (_, from) = text.split_once(&format!("Content-Type: {media_type}"))?;
    let (_, body) = from.split_once("\r\n\r\n")?;
    let body = body.split("\r\n--").next()?;
    STANDARD.decode(body.replace("\r\n", "")).ok()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::mail::draft::{Draft, File, build};
    use crate::model::{Actor, Address, Evidence, HistoryEntry, ItemId, Person, Step};

    #[test]
    fn parts_of_our_mails_come_out_as_they_went_in() {
        let person = || Person::nameless(Address::parse("a@heron.example").expect("address"));
        let draft = Draft {
            from: person(),
            to: vec![person()],
            cc: Vec::new(),
            reply_to: Vec::new(),
            subject: "S".to_owned(),
            date: DateTime::UNIX_EPOCH.fixed_offset(),
            message_id: MessageId::new("n1@heron.example"),
            in_reply_to: None,
            references: Vec::new(),
            text: "text".to_owned(),
            html: "<p>资料</p>".repeat(40),
            files: vec![File {
                name: "s.csv".to_owned(),
                media_type: "text/csv; charset=utf-8".to_owned(),
                bytes: b"a,b".to_vec(),
            }],
        };
        let raw = build(&draft);
        assert_eq!(
            part(&raw, "text/html").as_deref(),
            Some(draft.html.as_bytes())
        );
        assert_eq!(part(&raw, "text/csv").as_deref(), Some(b"a,b".as_slice()));
        assert_eq!(part(&raw, "image/png"), None);
    }

    #[test]
    fn a_mail_is_named_by_what_it_does() {
        let evidence = Evidence::default();
        let mut entry = HistoryEntry::new(EventKind::FollowUp, Actor::Daemon, &evidence);
        entry.message_id = Some(MessageId::new("n1@heron.example"));
        entry.item = Some(ItemId(3));
        entry.items = vec![ItemId(3)];
        entry.step = Some(Step::HeadsUp);
        let events = [(DateTime::UNIX_EPOCH, entry)];
        assert_eq!(
            what(&MessageId::new("n1@heron.example"), &events),
            "follow-up-heads-up-3"
        );
        assert_eq!(what(&MessageId::new("n2@heron.example"), &events), "mail");
    }

    #[test]
    fn only_numbered_files_of_a_former_demo_go() {
        let dir = tempfile::tempdir().expect("directory");
        for name in ["01-receipt-1.html", "notes.html", "1-a.html", "12-a.txt"] {
            fs::write(dir.path().join(name), b"x").expect("writes");
        }
        folder(dir.path(), "html").expect("empties");
        let mut left: Vec<_> = fs::read_dir(dir.path())
            .expect("reads")
            .map(|e| e.expect("entry").file_name())
            .collect();
        left.sort();
        assert_eq!(left, ["1-a.html", "12-a.txt", "notes.html"]);
    }
}
