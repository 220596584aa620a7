//! `nudged demo`, run as anybody runs it: in an empty folder, without configuration or network.

#![allow(clippy::expect_used, reason = "helpers of a test fail like it")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use nudged::mail;
use nudged::model::Mail;

/// People whose last answer settled the matter or stopped the chase.
const FINAL: &[&str] = &[
    "jonas@linden.example",
    "lin@chenguang.example",
    "he@yuanshan.example",
    "grace@kestrel.example",
    "wangke@haitang.example",
    "ada@harbour.example",
    "peter@mossgate.example",
    "sunyue@qingning.example",
    "rosa@aster.example",
];

fn demo(dir: &Path, argument: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nudged"))
        .arg("demo")
        .args(argument)
        .current_dir(dir)
        .output()
        .expect("runs")
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(dir)
        .expect("folder")
        .map(|entry| entry.expect("entry").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(&path).expect("file"))
        })
        .collect()
}

fn mails(dir: &Path) -> Vec<Mail> {
    files(dir)
        .values()
        .map(|raw| mail::parse(raw).expect("a mail"))
        .collect()
}

fn date(mail: &Mail) -> DateTime<FixedOffset> {
    mail.date.expect("every mail has a date")
}

#[test]
fn six_weeks_in_an_empty_folder_twice_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let started = Instant::now();
    let first = demo(folder.path(), &[]);
    let took = started.elapsed();
    let limit = if cfg!(debug_assertions) { 120 } else { 10 };
    assert!(took < Duration::from_secs(limit), "{took:?}");
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    let left = folder.path().join("nudged-demo");
    let outbox = files(&left.join("outbox"));
    assert!(outbox.len() > 50, "{}", outbox.len());
    let ask = |arguments: &[&str]| {
        let config = left.join("nudged.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_nudged"));
        let done = command.args(arguments).arg("--config").arg(config);
        let done = done.output().expect("runs");
        let text = [done.stdout, done.stderr].concat();
        (
            done.status.code(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    };
    // It has no mailbox, and says so; the rest is looked at all the same.
    let (code, told) = ask(&["doctor", "--offline"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("[[mailbox]]") && told.contains("database"),
        "{told}"
    );
    let (code, told) = ask(&["why", "#1"]);
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = ask(&["why", "first"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("a number like 42"), "{told}");
    // The folder exists now, with all that is in it.
    let second = demo(folder.path(), &[]);
    assert!(
        second.status.success(),
        "{}",
        String::from_utf8_lossy(&second.stderr)
    );
    assert_eq!(files(&left.join("outbox")), outbox);
    assert_eq!(first.stdout, second.stdout);

    let told = String::from_utf8(first.stdout).expect("UTF-8");
    assert!(!told.contains('\x1b'), "no colours where nobody looks");
    for (label, words) in [
        ("opened", "#1 request"),
        ("understood", "promise: “"),
        ("ticked", "2 of 4 came"),
        ("held", "(promise)"),
        ("held", "(absence)"),
        ("held", "(question)"),
        ("held", "failed-proof"),
        ("resumed", "promise not kept"),
        ("closed", "delivered"),
        ("closed", "paid"),
        ("bounced", "许静"),
        ("disputed", "#"),
        ("command", "陈思远"),
        ("asked", "Maya Lind is asked"),
        ("follow-up", "in Chinese"),
        ("follow-up", "in English"),
        ("follow-up", "firm"),
        ("forewarned", "silence sends"),
        ("call", "telephone"),
        ("summary", "team@heron.example"),
    ] {
        let line = |l: &&str| l.get(9..).is_some_and(|l| l.starts_with(label)) && l.contains(words);
        assert!(
            told.lines().find(line).is_some(),
            "no line {label} … {words}\n{told}"
        );
    }
    readme_shows(&told);
    let widest = told
        .lines()
        .map(unicode_width::UnicodeWidthStr::width)
        .max();
    assert!(widest <= Some(120), "{widest:?}");

    let last = told.lines().last().expect("a last line");
    assert_eq!(last, "Open nudged-demo/summary.html first.");
    let page = std::fs::read_to_string(left.join("summary.html")).expect("summary.html");
    assert!(page.contains("<table") && page.contains("晨光茶业") || page.contains("云杉物流"));
    let table = std::fs::read_to_string(left.join("summary.csv")).expect("summary.csv");
    assert!(table.lines().count() > 3, "{table}");
    let pages = files(&left.join("mails"));
    assert_eq!(pages.len(), outbox.len());
    assert!(pages.keys().any(|name| name.starts_with("01-receipt-1")));
    assert!(pages.keys().any(|name| name.contains("follow-up-friendly")));
}

/// The README shows some of it, every line as it is and in its order; `…` stands for what it left out.
fn readme_shows(told: &str) {
    let readme = include_str!("../README.md");
    let shown = readme
        .split_once("```text\n")
        .and_then(|(_, rest)| rest.split_once("\n```"));
    let (shown, _) = shown.expect("a block of text");
    let mut rest = told.lines();
    for line in shown.lines().filter(|line| line.trim() != "…") {
        assert!(
            rest.any(|l| l == line),
            "the README shows {line:?}, the demo does not, or not there:\n{told}"
        );
    }
}

#[test]
fn nobody_who_answered_is_nagged() {
    let folder = tempfile::tempdir().expect("folder");
    let done = demo(folder.path(), &["left/here"]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let left = folder.path().join("left/here");
    let sent = mails(&left.join("outbox"));
    let answers: Vec<Mail> = mails(&left.join("inbox"))
        .into_iter()
        .filter(|m| {
            m.automatic.is_none()
                && !m
                    .authentication_results
                    .iter()
                    .any(|r| r.contains("dkim=fail"))
        })
        .filter(|m| {
            m.from
                .as_ref()
                .is_some_and(|p| p.address.domain() != "heron.example")
        })
        .collect();
    assert!(answers.len() > 12, "{}", answers.len());
    for answer in &answers {
        let client = &answer.from.as_ref().expect("sender").address;
        let to_him = || {
            sent.iter()
                .filter(|m| m.to.iter().any(|p| p.address == *client))
        };
        let after = || to_him().map(date).filter(|at| *at > date(answer));
        for at in after() {
            let days = (at.date_naive() - date(answer).date_naive()).num_days();
            assert!(
                days >= 3,
                "{client} answered on {} and was mailed on {at}",
                date(answer)
            );
        }
        let later = answers
            .iter()
            .any(|a| a.from == answer.from && date(a) > date(answer));
        if !later && FINAL.contains(&client.as_str()) {
            assert_eq!(
                after().count(),
                0,
                "{client} had answered on {}",
                date(answer)
            );
        }
    }
    for name in FINAL {
        assert!(
            answers
                .iter()
                .any(|a| a.from.as_ref().is_some_and(|p| p.address.as_str() == *name)),
            "{name}"
        );
    }
    // What he promised for the 29th is not asked for before.
    let promised = |m: &&Mail| {
        m.to.iter()
            .any(|p| p.address.as_str() == "jonas@linden.example")
    };
    let early = sent
        .iter()
        .filter(promised)
        .map(|m| date(m).date_naive().to_string());
    assert!(
        early
            .into_iter()
            .all(|day| !("2026-09-23".."2026-09-30").contains(&day.as_str()))
    );
    // The address that does not work gets nothing more.
    let dead = sent.iter().filter(|m| {
        m.to.iter()
            .any(|p| p.address.as_str() == "xujing@haitang.example")
    });
    assert_eq!(dead.count(), 1);
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().expect("folder");
    std::fs::write(folder.path().join("file"), b"x").expect("writes");
    let done = demo(folder.path(), &["file/demo"]);
    assert_eq!(done.status.code(), Some(1));
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(told.contains("cannot make file/demo"), "{told}");
    assert!(done.stdout.is_empty());
}

#[test]
fn the_other_commands_work_on_what_is_left() {
    let folder = tempfile::tempdir().expect("folder");
    assert!(demo(folder.path(), &[]).status.success());
    let nudged = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_nudged"))
            .args(arguments)
            .args(["--config", "nudged-demo/nudged.toml"])
            .current_dir(folder.path())
            .output()
            .expect("runs");
        assert!(
            done.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    assert!(nudged(&["why", "1"]).contains("promise"));
    assert!(nudged(&["list"]).contains("disputed"));
    assert!(nudged(&["explain", "nudged-demo/inbox"]).contains("promise"));
}
