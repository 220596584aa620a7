//! The sample file is the manual of the configuration: it must read, name every key, and say what
//! the defaults are.

#![allow(clippy::panic, reason = "helpers of a test fail like it")]

use std::collections::BTreeSet;
use std::path::Path;

use nudged::config::{Config, keys, parse};
use nudged::model::Mode;

const SAMPLE: &str = include_str!("../config/nudged.toml");
const LEAST: &str = "[tracking]\naddress = \"track@agency.example\"\n\
                     [team]\nname = \"Agency\"\ndomains = [\"agency.example\"]\n";

fn read(text: &str) -> Config {
    parse(text, Path::new("/etc/nudged")).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The sample with every example line in force.
fn with_examples() -> String {
    let mut text = String::new();
    for line in SAMPLE.lines() {
        let example = line
            .strip_prefix('#')
            .filter(|rest| !rest.is_empty() && !rest.starts_with(' '));
        let inside = line.starts_with("#  {");
        text.push_str(if inside {
            line.trim_start_matches('#')
        } else {
            example.unwrap_or(line)
        });
        text.push('\n');
    }
    text
}

#[test]
fn the_sample_reads_and_can_run() {
    let config = read(SAMPLE);
    assert_eq!(
        config.world.policy.mode,
        Mode::Observe,
        "nobody mails clients by trying it out"
    );
    assert_eq!(config.mailboxes.len(), 1);
    assert!(config.for_run().is_ok());
    assert!(config.warnings.is_empty(), "{:?}", config.warnings);
}

#[test]
fn the_sample_says_the_defaults() {
    let (mut sample, least) = (read(SAMPLE), read(LEAST));
    assert_eq!(least.world.policy.mode, Mode::Forewarn);
    sample.world.policy.mode = least.world.policy.mode;
    sample.world.clients.clear();
    assert_eq!(
        format!("{:#?}", sample.world),
        format!("{:#?}", least.world)
    );
    assert_eq!(sample.state_dir, least.state_dir);
    assert_eq!(sample.templates, least.templates);
    assert_eq!(
        format!("{:?}", sample.calendars.team),
        format!("{:?}", least.calendars.team)
    );
    // A mailbox and a server of which only the name is said are those of the sample.
    let short = format!(
        "{LEAST}[[mailbox]]\nhost = \"imap.agency.example\"\npassword-file = \"credentials/tracking\"\n\
         [outgoing]\nhost = \"smtp.agency.example\"\npassword-file = \"credentials/outgoing\"\n"
    );
    let short = read(&short);
    assert_eq!(sample.mailboxes, short.mailboxes);
    assert_eq!(sample.outgoing, short.outgoing);
}

#[test]
fn the_sample_names_every_key() {
    let text = with_examples();
    let table: toml::Table = toml::from_str(&text).unwrap_or_else(|e| panic!("{e}"));
    let mut named = BTreeSet::new();
    collect("", &toml::Value::Table(table), &mut named);
    for (key, _) in keys() {
        assert!(named.contains(key), "{key} is not in the sample");
    }
}

#[test]
fn the_sample_knows_no_other_key() {
    // Examples of two kinds beside each other are faults; that a key is none would be another.
    let faults = parse(&with_examples(), Path::new("/etc/nudged"))
        .unwrap_err()
        .to_string();
    assert!(
        !faults.contains("no such key") && !faults.contains("cannot stand"),
        "{faults}"
    );
}

/// Names of all values, without numbers of lists.
fn collect(path: &str, value: &toml::Value, named: &mut BTreeSet<String>) {
    named.insert(path.to_owned());
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                collect(&path, value, named);
            }
        }
        toml::Value::Array(items) => {
            for item in items {
                collect(path, item, named);
            }
        }
        _ => {}
    }
}

#[test]
fn only_what_is_required_is_required() {
    for needed in ["address", "name", "domains"] {
        let text: String = LEAST
            .lines()
            .filter(|l| !l.starts_with(needed))
            .map(|l| format!("{l}\n"))
            .collect();
        let faults = parse(&text, Path::new("/etc/nudged")).unwrap_err();
        assert_eq!(faults.faults.len(), 1, "{faults}");
        assert!(
            faults.to_string().contains(&format!(".{needed}: missing")),
            "{faults}"
        );
    }
    let missing = read(LEAST).for_run().unwrap_err().to_string();
    assert!(
        missing.contains("mailbox: missing") && missing.contains("outgoing: missing"),
        "{missing}"
    );
}
