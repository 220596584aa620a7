//! The README says what is so: its commands parse, its table names every key as the sample does.

#![allow(
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of a test fail like it"
)]

use std::collections::BTreeMap;
use std::process::Command;

use nudged::config::keys;

const README: &str = include_str!("../README.md");
const SAMPLE: &str = include_str!("../config/nudged.toml");
const CHANGES: &str = include_str!("../CHANGELOG.md");

/// Lines of the fenced blocks of a language, indentation gone.
fn fenced(language: &str) -> Vec<&'static str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in README.lines().map(str::trim) {
        match line.strip_prefix("```") {
            Some(mark) => inside = !inside && mark == language,
            None if inside => lines.push(line),
            None => {}
        }
    }
    lines
}

fn words(line: &str) -> Vec<String> {
    line.split_whitespace()
        .map(|w| w.trim_matches('"').to_owned())
        .collect()
}

fn parses(arguments: &[String]) {
    // `--help` behind them: what does not parse fails before it is reached.
    let done = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(arguments)
        .arg("--help")
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success(),
        "nudged {}: {told}",
        arguments.join(" ")
    );
}

#[test]
fn every_command_line_parses() {
    let mut seen = 0;
    for line in fenced("sh") {
        let line = line.strip_prefix("sudo ").unwrap_or(line);
        let line = line
            .strip_prefix("CREDENTIALS_DIRECTORY=/etc/nudged/credentials ")
            .unwrap_or(line);
        if let Some(rest) = line.strip_prefix("nudged ") {
            parses(&words(rest));
            seen += 1;
        }
    }
    assert!(seen >= 12, "{seen}");
}

#[test]
fn every_command_of_the_table_parses() {
    let mut seen = 0;
    for row in README.lines().filter(|l| l.starts_with("| `")) {
        for code in row.split('`').skip(1).step_by(2) {
            if let Some(rest) = code.strip_prefix("nudged ").filter(|r| !r.starts_with('-')) {
                // What stands behind the verb is words to it, `--help` too: the verb itself is asked.
                let verb = words(rest).first().cloned().expect("a verb");
                parses(&[verb]);
                seen += 1;
            }
        }
    }
    assert!(seen >= 20, "{seen}");
}

#[test]
fn the_two_commands_of_the_promise_are_named() {
    let lines = fenced("sh");
    for promise in ["cargo run --release -- demo", "tests/run"] {
        assert!(lines.contains(&promise), "{promise}");
    }
}

#[test]
fn the_table_names_every_key_with_what_it_may_be_and_its_default() {
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in README.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", key, .., ""] = cells.as_slice()
            && cells.len() == 6
            && let Some(key) = key.strip_prefix('`').and_then(|k| k.strip_suffix('`'))
            && key.contains('.')
            && !key.contains(' ')
        {
            assert!(rows.insert(key, cells).is_none(), "{key} twice");
        }
    }
    for (key, text) in keys() {
        let row = rows
            .remove(key)
            .unwrap_or_else(|| panic!("{key} is not in the table: {text}"));
        let (may, default) = text.rsplit_once(';').unwrap_or((text, ""));
        assert!(!row[2].is_empty(), "{key} is not explained");
        assert_eq!((row[3], row[4]), (may.trim(), default.trim()), "{key}");
    }
    assert!(rows.is_empty(), "no such keys: {:?}", rows.keys());
}

#[test]
fn the_sample_names_every_key() {
    for (key, _) in keys() {
        let last = key.rsplit('.').next().unwrap_or(key);
        let named = SAMPLE
            .split([' ', '\n', '#', '{', ','])
            .zip(SAMPLE.split([' ', '\n', '#', '{', ',']).skip(1));
        assert!(
            named
                .into_iter()
                .any(|(word, next)| word == last && next == "="),
            "{key}"
        );
    }
}

#[test]
fn the_demo_it_shows_is_the_demo_there_is() {
    let shown = fenced("text");
    assert_eq!(shown.last(), Some(&"Open nudged-demo/summary.html first."));
    assert!(shown.len() > 30);
}

#[test]
fn the_changes_name_this_version() {
    assert!(CHANGES.contains(&format!("## {}", env!("CARGO_PKG_VERSION"))));
}
