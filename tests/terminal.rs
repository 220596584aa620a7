//! What commands say to people: in the language of the locale, in columns that stand below each other in
//! either script, coloured only on a terminal that wants it; and JSON of everything for programs.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test fail like it"
)]

use std::path::Path;
use std::process::Command;

use unicode_width::UnicodeWidthStr as _;

const CONFIG: &str = "--config=demo/nudged.toml";

/// A command in a folder with a locale; what it printed.
fn says(dir: &Path, locale: &str, arguments: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("LC_MESSAGES")
        .env("LC_ALL", locale)
        .env("TMPDIR", dir)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(
        matches!(done.status.code(), Some(0 | 1)),
        "{arguments:?}: {told}"
    );
    String::from_utf8(done.stdout).unwrap()
}

fn demo() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    says(dir.path(), "C", &["demo", "demo"]);
    dir
}

const EN: &str = "en_GB.UTF-8";
const ZH: &str = "zh_CN.UTF-8";

#[test]
fn people_are_spoken_to_in_their_language() {
    let dir = demo();
    for (arguments, en, zh) in [
        (
            &["list", CONFIG][..],
            "a word of its owner",
            "等负责人一句话",
        ),
        (
            &["list", "--owner=nobody@heron.example", CONFIG],
            "Nothing is open.",
            "没有未结事项",
        ),
        (
            &["show", "8", CONFIG],
            "question until somebody acts",
            "客户有疑问，等人处理",
        ),
        (&["why", "2", CONFIG], "held", "暂停"),
        (&["status", CONFIG], "does not run", "未运行"),
        (&["client", "list", CONFIG], "answers in", "回复用时"),
        (
            &["client", "show", "harbour.example", CONFIG],
            "61-90 days",
            "逾期61–90天",
        ),
        (&["preview", "3", CONFIG], "Subject: Re", "主题： Re"),
        (
            &["doctor", "--offline", CONFIG],
            "nothing is stuck",
            "没有滞留的邮件",
        ),
        (&["snooze", "8", "5d", CONFIG], "Done", "已执行"),
        (&["replay", CONFIG, "demo/inbox"], "follow_up", "跟进"),
        (&["why", "4", CONFIG], "delivered", "已提供"),
        (
            &["demo", "again"],
            "Open on Mon 26 Oct",
            "10月26日周一未结事项",
        ),
        (&["--help"], "Lift every hold", "解除全部暂停"),
        (
            &["snooze", "--help"],
            "No follow-up before",
            "某日之前不跟进",
        ),
    ] {
        let told = says(dir.path(), EN, arguments);
        assert!(told.contains(en), "{arguments:?}: {told}");
        let told = says(dir.path(), ZH, arguments);
        assert!(told.contains(zh), "{arguments:?}: {told}");
        assert!(!told.contains('\x1b'), "{arguments:?}");
    }
}

#[test]
fn columns_stand_below_each_other() {
    let dir = demo();
    for (locale, heading) in [(EN, "due"), (ZH, "到期")] {
        let table = says(dir.path(), locale, &["list", "--all", CONFIG]);
        let mut lines = table.lines();
        let first = lines.next().unwrap();
        let column = first.split(heading).next().unwrap().width();
        let mut rows = 0;
        for line in lines {
            let at = line.find("2026-").unwrap();
            assert_eq!(line.get(..at).unwrap().width(), column, "{line}");
            rows += 1;
        }
        assert_eq!(rows, 12);
    }
}

/// As on a terminal of 80 columns, where `script` can make one.
fn on_a_terminal(dir: &Path, settings: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_nudged");
    let line = format!("stty cols 80; {settings} {program} list {CONFIG}");
    let done = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(dir)
        .env("TERM", "xterm")
        .env("LC_ALL", "C.UTF-8")
        .env_remove("NO_COLOR")
        .stdin(std::process::Stdio::null())
        .output();
    let done = done.ok().filter(|done| done.status.success())?;
    Some(String::from_utf8(done.stdout).unwrap())
}

#[test]
fn a_terminal_gets_colours_and_its_own_width() {
    let dir = demo();
    let Some(coloured) = on_a_terminal(dir.path(), "") else {
        return;
    };
    assert!(coloured.contains("\x1b[31m"), "{coloured}");
    for settings in ["NO_COLOR=1", "TERM=dumb"] {
        let plain = on_a_terminal(dir.path(), settings).unwrap();
        assert!(!plain.contains('\x1b'), "{settings}: {plain}");
        assert!(plain.contains("disputed"), "{plain}");
    }
}

#[test]
fn a_program_gets_json_of_everything() {
    let dir = demo();
    for arguments in [
        &["list", CONFIG][..],
        &["show", "1", CONFIG],
        &["why", "1", CONFIG],
        &["export", CONFIG],
        &["status", CONFIG],
        &["doctor", "--offline", CONFIG],
        &["client", "list", CONFIG],
        &["client", "show", "harbour.example", CONFIG],
        &["client", "forget", "harbour.example", CONFIG],
        &["preview", "3", CONFIG],
        &["dossier", "3", CONFIG],
        &["note", "3", "telephoned", CONFIG],
        &["backup", "copy.db", CONFIG],
        &["restore", "copy.db", CONFIG],
        &["replay", CONFIG, "demo/inbox"],
        &["explain", "demo/inbox"],
        &["demo", "again"],
    ] {
        let told = says(dir.path(), ZH, &[arguments, &["--json"]].concat());
        assert!(!told.is_empty(), "{arguments:?}");
        for line in told.lines() {
            let value: Result<serde_json::Value, _> = serde_json::from_str(line);
            assert!(value.is_ok_and(|v| v.is_object()), "{arguments:?}: {line}");
        }
    }
}
