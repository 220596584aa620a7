//! The units: what they must say, and how exposed systemd finds them (0 = shut, 10 = open).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The most exposure allowed. Redis has 1.2, the best mail server found 3.2.
const MOST: f64 = 1.2;

fn units() -> [PathBuf; 2] {
    ["nudged.service", "nudged@.service"].map(|name| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("systemd")
            .join(name)
    })
}

fn skipped(why: &str) {
    // Past the capture of the test harness: a skipped test must not look like a passed one.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}

/// The number in `→ Overall exposure level for nudged.service: 1.2 OK 🙂`.
fn exposure(report: &str) -> Option<f64> {
    let (_, rest) = report.split_once("Overall exposure level for")?;
    rest.lines()
        .next()?
        .split_whitespace()
        .find_map(|word| word.parse().ok())
}

#[test]
fn the_units_say_what_they_must() {
    for unit in units() {
        let text = std::fs::read_to_string(&unit).unwrap();
        let says = |line: &str| text.lines().any(|l| l == line);
        for line in [
            "Type=notify",
            "NotifyAccess=main",
            "WatchdogSec=120",
            "Restart=on-failure",
            "RestartPreventExitStatus=2",
            "DynamicUser=yes",
            "StateDirectoryMode=0700",
            "UMask=0077",
            "MemoryDenyWriteExecute=yes",
            "LimitCORE=0",
            "ExecReload=/bin/kill -HUP $MAINPID",
        ] {
            assert!(says(line), "{}: {line}", unit.display());
        }
        // Only the offline check may stand before the start, and no secret in the environment.
        assert!(
            text.lines()
                .any(|l| l.starts_with("ExecStartPre=/usr/bin/nudged check --offline "))
        );
        assert!(
            text.lines()
                .any(|l| l.starts_with("ExecReload=/usr/bin/nudged check --offline "))
        );
        assert!(text.contains("LoadCredential=tracking:"));
        assert!(!text.contains("\nEnvironment"));
        // The user is systemd's: no account to be made beforehand.
        assert!(!text.contains("\nUser=") && !text.contains("\nGroup="));
        let instance = unit.to_string_lossy().contains('@');
        assert_eq!(instance, text.contains("%i"), "{}", unit.display());
    }
}

#[test]
fn the_units_are_as_shut_as_the_best() {
    for unit in units() {
        let output = Command::new("systemd-analyze")
            .args(["security", "--offline=true", "--no-pager", "--threshold=15"])
            .arg(&unit)
            .env("LC_ALL", "C.UTF-8")
            .output();
        let Ok(output) = output else {
            return skipped("no systemd-analyze");
        };
        let report = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        if report.contains("unrecognized option") || report.contains("Unknown") {
            return skipped("this systemd-analyze cannot judge files (needs 250)");
        }
        let level = exposure(&report);
        assert!(
            output.status.success() && level.is_some_and(|level| level <= MOST),
            "{}: {level:?}\n{report}",
            unit.display()
        );
    }
}

#[test]
fn systemd_reads_the_units() {
    for unit in units() {
        let output = Command::new("systemd-analyze")
            .args(["verify", "--man=no", "--recursive-errors=no"])
            .arg(&unit)
            .output();
        let Ok(output) = output else {
            return skipped("no systemd-analyze");
        };
        let report = String::from_utf8_lossy(&output.stderr).into_owned();
        let faults = [
            "Unknown key",
            "Unknown section",
            "Failed to parse",
            "Invalid",
            "ignoring",
        ];
        assert!(
            !faults.iter().any(|fault| report.contains(fault)),
            "{}: {report}",
            unit.display()
        );
    }
}

#[test]
fn the_level_is_read_from_the_report() {
    assert_eq!(
        exposure("x\n→ Overall exposure level for nudged@.service: 3.2 OK 🙂\n"),
        Some(3.2)
    );
    assert_eq!(exposure("nothing"), None);
}
