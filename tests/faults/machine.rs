//! A machine of its own for the built program: mail comes from a Maildir and goes to a folder; no
//! server is needed.
#![allow(dead_code, reason = "each test uses its own part of the machine")]
#![allow(
    clippy::unwrap_used,
    reason = "a machine that does not stand fails its test"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, TimeZone as _};
use chrono_tz::Europe::Berlin;
use chrono_tz::Tz;

use super::daemon::Daemon;
use super::letter::{Arrived, Letter};
use super::rig;

pub(crate) const TRACK: &str = "track@studio.example";
pub(crate) const CONFIG: &str = "[team]
name = \"Studio\"
domains = [\"studio.example\"]
members = [{ name = \"Anna Weber\", address = \"anna@studio.example\", language = \"en\" }]
language = \"en\"
time-zone = \"Europe/Berlin\"
[policy]
mode = \"auto\"
receipts = \"off\"
[security]
trusted-authserv-ids = [\"mx.test.example\"]
";

pub(crate) fn day(day: u32, hour: u32) -> DateTime<Tz> {
    Berlin.with_ymd_and_hms(2026, 3, day, hour, 0, 0).unwrap()
}

/// A machine with a daemon that has seen its empty mailbox and runs.
pub(crate) struct Machine {
    pub(crate) folder: tempfile::TempDir,
    mounted: Vec<PathBuf>,
}

impl Machine {
    /// `None` = skipped, and said so.
    pub(crate) fn new() -> Option<Self> {
        if rig::libfaketime().is_none() {
            rig::skip("no libfaketime");
            return None;
        }
        Some(Self {
            folder: tempfile::tempdir().unwrap(),
            mounted: Vec::new(),
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn daemon<'a>(home: &'a Path) -> Daemon<'a> {
        let mut daemon = Daemon::local(home, TRACK, CONFIG, &day(2, 10));
        daemon.start();
        daemon
    }

    /// Mounts something on the state directory; `false` = skipped, and said so.
    pub(crate) fn mount(&mut self, arguments: &[&str]) -> bool {
        let state = self.path("state");
        fs::create_dir_all(&state).unwrap();
        let mut command = Command::new("mount");
        let done = command.args(arguments).arg(&state).output();
        if !done.is_ok_and(|output| output.status.success()) {
            rig::skip("nothing may be mounted");
            return false;
        }
        self.mounted.push(state);
        true
    }

    /// Anna asks a client for something until Wednesday; the follow-up is due on Thursday.
    pub(crate) fn ask(&self, n: usize) {
        let client = format!("bob@client{n}.example");
        self.deliver(
            &format!("{n}"),
            &Letter {
                charset: encoding_rs::UTF_8,
                from: ("Anna Weber", "anna@studio.example"),
                to: vec![("", &client)],
                cc: vec![("", TRACK)],
                subject: "Material for the brochure",
                date: day(2, 10).fixed_offset(),
                id: &format!("ask.{n}@mail.studio.example"),
                thread: Vec::new(),
                text: "Hi Bob,\n\nplease send us the floor plan as PDF by Wednesday, 4 March 2026.\n\nBest regards\nAnna Weber\n",
                files: &[],
            },
        );
    }

    /// The client sends what he was asked for.
    pub(crate) fn answer(&self, n: usize) {
        let client = format!("bob@client{n}.example");
        self.deliver(
            &format!("answer{n}"),
            &Letter {
                charset: encoding_rs::UTF_8,
                from: ("Bob Miller", &client),
                to: vec![("", "anna@studio.example")],
                cc: vec![("", TRACK)],
                subject: "Material for the brochure",
                date: day(5, 11).fixed_offset(),
                id: &format!("answer.{n}@mail.studio.example"),
                thread: vec![format!("ask.{n}@mail.studio.example")],
                text: "Hi Anna,\n\nattached is the floor plan as PDF.\n\nBest regards\nBob Miller\n",
                files: &[("plan.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n")],
            },
        );
    }

    /// Puts a mail into the mailbox, with the verdict of its provider.
    pub(crate) fn deliver(&self, name: &str, letter: &Letter<'_>) {
        let domain = letter.from.1.split_once('@').unwrap().1;
        let mut raw =
            format!("Authentication-Results: mx.test.example; dmarc=pass header.from={domain}\n")
                .into_bytes();
        raw.extend(letter.bytes());
        let (tmp, new) = (
            self.path("mail/tmp/x"),
            self.path(&format!("mail/new/{name}")),
        );
        fs::write(&tmp, raw).unwrap();
        fs::rename(&tmp, &new).unwrap();
    }

    /// Mails that left for a client.
    pub(crate) fn follow_ups(&self) -> Vec<Arrived> {
        self.sent_to("bob@")
    }

    /// Every mail that left.
    pub(crate) fn all_sent(&self) -> Vec<Arrived> {
        self.sent_to("")
    }

    /// Mails that left for somebody whose address begins so, in their order.
    pub(crate) fn sent_to(&self, begin: &str) -> Vec<Arrived> {
        let files = fs::read_dir(self.path("out")).unwrap();
        let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == "eml"))
            .map(|path| Arrived(fs::read(path).unwrap()))
            .filter(|mail| {
                let to = mail.addresses("To");
                to.iter().any(|address| address.starts_with(begin))
            })
            .collect()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        for state in &self.mounted {
            let _ = Command::new("umount").arg("-l").arg(state).status();
        }
    }
}
