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
const TESTS: &str = include_str!("README.md");

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

/// Rows of the tables of faults and attacks: what happens, and the tests that cause it.
fn causes() -> Vec<(&'static str, Vec<&'static str>)> {
    let tables = TESTS.split("\n## ").skip(1).flat_map(str::lines);
    let rows = tables.filter(|line| line.starts_with("| ") && !line.contains("---"));
    rows.filter_map(|row| {
        let mut cells = row.trim_matches('|').split(" | ").map(str::trim);
        let (fault, tests) = (cells.next()?, cells.last()?);
        let named = tests.split('`').filter(|word| word.contains("::"));
        (tests != "Test").then(|| (fault, named.collect()))
    })
    .collect()
}

#[test]
fn every_fault_has_a_test_that_is_there_or_says_it_is_missing() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for (fault, tests) in causes() {
        let row = TESTS.lines().find(|line| line.contains(fault));
        if tests.is_empty() && !row.is_some_and(|row| row.contains("**missing**")) {
            wrong.push(format!("{fault}: no test"));
        }
        for test in tests {
            let (file, name) = test.split_once("::").expect("a path");
            let source = std::fs::read_to_string(root.join(format!("{file}.rs")));
            // A helper of the same name would be no test.
            let there = source.is_ok_and(|text| {
                let before = text.split_once(&format!("fn {name}(")).map(|parts| parts.0);
                let attributes = before.and_then(|before| before.rsplit("\n\n").next());
                attributes.is_some_and(|a| a.contains("test]") || a.contains("test("))
            });
            if !there {
                wrong.push(format!("{fault}: there is no {test}"));
            }
        }
    }
    assert!(causes().len() > 50, "the tables were not found");
    assert!(wrong.is_empty(), "tests/README.md: {wrong:#?}");
}
