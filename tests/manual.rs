//! The manual pages in the repository are what the program writes today: packagers take them from there,
//! since `cargo deb` runs nothing before it packs. Completions are asked of the program by the shells.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test fail like it"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn nudged(arguments: &[&str]) -> Vec<u8> {
    let done = Command::new(env!("CARGO_BIN_EXE_nudged"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}");
    done.stdout
}

/// File below `config/`, and what belongs into it.
fn written() -> Vec<(&'static str, Vec<u8>)> {
    let dir = tempfile::tempdir().unwrap();
    nudged(&["man", dir.path().to_str().unwrap()]);
    let page = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    vec![
        ("man/nudged.1", page("nudged.1")),
        ("man/nudged.toml.5", page("nudged.toml.5")),
    ]
}

fn stored(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("config").join(name)
}

/// Where they are stale they are written anew: what is left to do is to commit them. A machine that
/// only looks on (`CI`) cannot, and a page behind by a line is no reason to stop there.
#[test]
fn the_stored_pages_are_fresh() {
    let stale: Vec<&str> = written()
        .into_iter()
        .filter(|(name, fresh)| std::fs::read(stored(name)).ok().as_ref() != Some(fresh))
        .map(|(name, fresh)| {
            std::fs::write(stored(name), fresh).unwrap();
            name
        })
        .collect();
    let told = format!("config/: {stale:?} were stale and are written anew: commit them");
    assert!(
        stale.is_empty() || std::env::var_os("CI").is_some(),
        "{told}"
    );
}

#[test]
fn the_pages_are_whole() {
    let written = written();
    let text = |name: &str| {
        let (_, bytes) = written.iter().find(|(n, _)| *n == name).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let page = text("man/nudged.1");
    for said in [
        "nudged client show",
        "until",
        "EXIT STATUS",
        "NO_COLOR",
        "snooze",
    ] {
        assert!(page.contains(said), "{said}");
    }
    for (key, _) in nudged::config::keys() {
        let key = key.replace('-', "\\-");
        assert!(text("man/nudged.toml.5").contains(&key), "{key}");
    }
}

/// mandoc and groff both find faults in what they read; where neither is there, nothing is asked.
#[test]
fn a_formatter_finds_no_fault_in_them() {
    for (name, _) in written() {
        let checked = Command::new("man")
            .args(["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"])
            .arg(stored(name))
            .output();
        let Ok(checked) = checked else { continue };
        let told = String::from_utf8_lossy(&checked.stderr);
        assert!(!told.contains("warning"), "{name}: {told}");
    }
}

/// What bash offers behind `words`, with the script that packages install.
fn offered(words: &[&str]) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_nudged")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let asked = format!(
        ". {}; COMP_WORDS=({}); COMP_CWORD={}; _nudged nudged '{}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        stored("completions/nudged.bash").display(),
        words
            .iter()
            .map(|word| format!("'{word}' "))
            .collect::<String>(),
        words.len() - 1,
        words[words.len() - 1],
        words[words.len() - 2],
    );
    let done = Command::new("bash")
        .args(["--norc", "-c", &asked])
        .env("PATH", path)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && told.is_empty(),
        "{words:?}: {told}"
    );
    let offered = String::from_utf8(done.stdout).unwrap();
    offered.lines().map(str::to_owned).collect()
}

#[test]
fn bash_offers_commands_options_and_values() {
    for (words, want) in [
        (["nudged", "sno"].as_slice(), "snooze"),
        (&["nudged", "re"], "restore"),
        (&["nudged", "client", "f"], "forget"),
        (&["nudged", "replay", "--un"], "--until"),
        (&["nudged", "completions", "z"], "zsh"),
    ] {
        let offered = offered(words);
        assert!(
            offered.iter().any(|word| word == want),
            "{words:?}: {offered:?}"
        );
    }
}

/// Each shell reads what is made for it, where it is installed.
#[test]
fn the_shells_read_their_completions() {
    let dir = tempfile::tempdir().unwrap();
    for (shell, name) in [
        ("bash", "nudged.bash"),
        ("zsh", "_nudged"),
        ("fish", "nudged.fish"),
    ] {
        let whole = dir.path().join(name);
        std::fs::write(&whole, nudged(&["completions", shell])).unwrap();
        for script in [whole, stored(&format!("completions/{name}"))] {
            let read = Command::new(shell).arg("-n").arg(&script).output();
            let Ok(read) = read else { continue };
            let told = String::from_utf8_lossy(&read.stderr);
            assert!(read.status.success(), "{}: {told}", script.display());
        }
    }
}
