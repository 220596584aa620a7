//! The laws of the house: which room may know which, what the pure rooms may not touch, how long a
//! file may be. Reads `src/`; a breach names file, line and law.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// Every room and the rooms it may name, itself aside. To the left in the flow only; a new arrow is
/// a decision and is made here.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("mail", &["model"]),
    ("interpret", &["model", "mail"]),
    ("matching", &["model", "mail", "interpret"]),
    ("calendar", &["model"]),
    ("report", &["model", "calendar"]),
    ("render", &["model", "mail", "calendar", "report"]),
    (
        "decide",
        &[
            "model",
            "mail",
            "interpret",
            "matching",
            "calendar",
            "report",
            "render",
        ],
    ),
    ("clock", &[]),
    ("net", &[]),
    ("config", &["model", "calendar", "net"]),
    ("oauth", &["clock", "net", "config"]),
    ("verify", &["model", "mail", "net"]),
    ("mailbox", &["model", "net", "config"]),
    ("smtp", &["model", "net", "config"]),
    (
        "setup",
        &["model", "mail", "net", "config", "oauth", "mailbox", "smtp"],
    ),
    (
        "store",
        &["model", "mail", "matching", "calendar", "report"],
    ),
    ("app", ALL),
    ("cli", ALL),
];
const ALL: &[&str] = &[
    "model",
    "mail",
    "interpret",
    "matching",
    "calendar",
    "report",
    "render",
    "decide",
    "clock",
    "net",
    "config",
    "oauth",
    "verify",
    "mailbox",
    "smtp",
    "setup",
    "store",
    "app",
    "cli",
];

/// Rooms without I/O and clock: same arguments, same answer.
const PURE: &[&str] = &[
    "model",
    "mail",
    "interpret",
    "matching",
    "calendar",
    "decide",
    "render",
    "report",
];

/// Beginnings of paths no pure room may name.
const IMPURE: &[&str] = &[
    "tokio",
    "tokio_rustls",
    "rustls_native_certs",
    "socket2",
    "rusqlite",
    "async_imap",
    "mail_auth",
    "sd_notify",
    "getrandom",
    "tracing_subscriber",
    "lettre::transport",
    "lettre::AsyncTransport",
    "lettre::Transport",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "chrono::Local",
    "File::open",
    "File::create",
];

/// Longest file, in lines with its tests.
const LONGEST: usize = 500;

/// Word lists and test tables may be longer.
fn is_vocabulary(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == "tests.rs"
        || path.contains("/tests/")
        || path.contains("/words/")
        || ["words", "vocabular"]
            .iter()
            .any(|part| name.contains(part))
}

/// One path named in a file, whole, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    line: usize,
    path: String,
}

/// The code without comments, texts and the tests at its end; same lines.
fn code_of(source: &str) -> String {
    let source = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut code, mut i) = (String::new(), 0);
    let skip_to = |code: &mut String, from: usize, to: usize| {
        code.extend(chars.iter().take(to).skip(from).filter(|c| **c == '\n'));
        to
    };
    while i < chars.len() {
        let hashes = (1..).take_while(|n| at(i + n) == '#').count();
        i = match (at(i), at(i + 1)) {
            ('/', '/') => {
                let end = (i..).find(|e| matches!(at(*e), '\n' | '\0')).unwrap();
                skip_to(&mut code, i, end)
            }
            ('/', '*') => {
                let end = (i..)
                    .find(|e| at(*e) == '\0' || (at(*e), at(e + 1)) == ('*', '/'))
                    .unwrap();
                skip_to(&mut code, i, end + 2)
            }
            ('r', _) if at(i + 1 + hashes) == '"' && !at(i.wrapping_sub(1)).is_alphanumeric() => {
                let closes = |e: usize| at(e) == '"' && (1..=hashes).all(|n| at(e + n) == '#');
                let end = (i + hashes + 2..)
                    .find(|e| at(*e) == '\0' || closes(*e))
                    .unwrap();
                skip_to(&mut code, i, end + 1 + hashes)
            }
            ('"', _) => {
                let mut end = i + 1;
                while !matches!(at(end), '"' | '\0') {
                    end += if at(end) == '\\' { 2 } else { 1 };
                }
                skip_to(&mut code, i, end + 1)
            }
            ('\'', '\\') => (i + 3..).find(|e| matches!(at(*e), '\'' | '\0')).unwrap() + 1,
            ('\'', _) if at(i + 2) == '\'' => i + 3,
            (c, _) => {
                code.push(c);
                i + 1
            }
        };
    }
    code
}

/// Every path in the code: `use` trees flattened, the others as they stand.
fn paths_of(code: &str) -> Vec<Named> {
    static USE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\buse\s+([^;]+);").unwrap());
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[A-Za-z_][A-Za-z0-9_]*(?:\s*::\s*[A-Za-z_][A-Za-z0-9_]*)+").unwrap()
    });
    let line_of = |at: usize| code.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let mut named = Vec::new();
    for found in USE.captures_iter(code) {
        let tree = found.get(1).unwrap();
        let text: String = tree
            .as_str()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        flatten("", &text, &mut |path| {
            named.push(Named {
                line: line_of(tree.start()),
                path,
            })
        });
    }
    for found in PATH.find_iter(code) {
        let path = found.as_str().split_whitespace().collect();
        named.push(Named {
            line: line_of(found.start()),
            path,
        });
    }
    named.sort();
    named.dedup();
    named
}

/// `a::{b, c::{d}}` → `a::b`, `a::c::d`.
fn flatten(before: &str, tree: &str, found: &mut impl FnMut(String)) {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        if !path.is_empty() {
            found(format!("{before}{path}").replace("::self", ""));
        }
        return;
    };
    let inner = rest.trim_end().strip_suffix('}').unwrap_or(rest);
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                flatten(
                    &format!("{before}{}", head.trim()),
                    inner.get(start..at).unwrap_or_default(),
                    found,
                );
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The breaches of one file, `path` counted from `src/`.
fn breaches(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines = source.lines().count();
    if lines > LONGEST && !is_vocabulary(path) {
        found.push(format!(
            "{path}: {lines} lines; {LONGEST} at most, one noun a file"
        ));
    }
    let modules: Vec<&str> = path
        .trim_end_matches(".rs")
        .split('/')
        .filter(|m| *m != "mod")
        .collect();
    let Some(room) = modules.first().filter(|m| !matches!(**m, "lib" | "main")) else {
        return found;
    };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| name == room) else {
        found.push(format!(
            "{path}: {room} is no room of the table in tests/layering.rs"
        ));
        return found;
    };
    let up_to_the_root = "super::".repeat(modules.len());
    for Named { line, path: named } in paths_of(&code_of(source)) {
        let from_root = ["crate::", "nudged::", up_to_the_root.as_str()]
            .iter()
            .find_map(|root| named.strip_prefix(root));
        if let Some(target) = from_root.and_then(|rest| rest.split("::").next()) {
            let is_room = ROOMS.iter().any(|(name, _)| *name == target);
            if is_room && target != *room && !allowed.contains(&target) {
                found.push(format!(
                    "{path}:{line}: {room} may not know {target} ({named})"
                ));
            }
        }
        let begins =
            |banned: &&&str| named == **banned || named.starts_with(&format!("{banned}::"));
        if let Some(banned) = IMPURE.iter().find(begins).filter(|_| PURE.contains(room)) {
            found.push(format!(
                "{path}:{line}: {room} is pure and may not touch {banned}"
            ));
        }
    }
    found
}

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_room_knows_what_it_must_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources were not found");
    let mut all = String::new();
    for file in files {
        let path = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        for breach in breaches(&path, &fs::read_to_string(&file).unwrap()) {
            let _ = writeln!(all, "  src/{breach}");
        }
    }
    assert!(all.is_empty(), "breaches of architecture.md:\n{all}");
}

#[test]
fn the_table_itself_points_left() {
    for (at, (room, allowed)) in ROOMS.iter().enumerate().take(PURE.len()) {
        for known in *allowed {
            let left = ROOMS.iter().position(|(name, _)| name == known).unwrap();
            assert!(left < at, "{room} knows {known}");
            assert!(PURE.contains(known), "{room} is pure and knows {known}");
        }
    }
    for (room, allowed) in ROOMS
        .iter()
        .filter(|(room, _)| matches!(*room, "mailbox" | "smtp"))
    {
        assert!(!allowed.contains(&"decide"), "{room} never sees decide");
    }
}

#[test]
fn breaches_are_seen() {
    for (path, source, word) in [
        (
            "mail/mod.rs",
            "use crate::decide::Effect;",
            "may not know decide",
        ),
        (
            "mail/mod.rs",
            "use crate::{model::Mail, store};",
            "may not know store",
        ),
        (
            "mail/a/b.rs",
            "use crate::{\n    model::{Mail, Item},\n    net::{self, tls as t},\n};",
            "may not know net",
        ),
        ("mail/mod.rs", "use super::decide;", "may not know decide"),
        (
            "mail/a.rs",
            "use super::super::decide;",
            "may not know decide",
        ),
        (
            "smtp/session.rs",
            "fn f() { crate::decide::plan() }",
            "may not know decide",
        ),
        (
            "mailbox/imap/idle.rs",
            "fn f(x: &crate :: decide :: Y) {}",
            "may not know decide",
        ),
        (
            "report/mod.rs",
            "use crate::render::html;",
            "may not know render",
        ),
        (
            "decide/mod.rs",
            "use std::{fmt, fs::File};",
            "touch std::fs",
        ),
        (
            "decide/mod.rs",
            "fn f() { let now = chrono::Utc::now(); let x = Utc::now(); }",
            "touch Utc::now",
        ),
        ("model/a.rs", "use tokio::sync::mpsc;", "touch tokio"),
        (
            "render/a.rs",
            "fn f() { let c = '\"'; std::env::var(x); let d = '\"'; }",
            "touch std::env",
        ),
        (
            "render/a.rs",
            "fn f<'a>(x: &'a str) { std::net::lookup(r#\"a\"b\"#) }",
            "touch std::net",
        ),
        (
            "interpret/a.rs",
            "use rusqlite::Connection as C;",
            "touch rusqlite",
        ),
        (
            "calendar/a.rs",
            "use std::time::{Duration, SystemTime};",
            "touch std::time::SystemTime",
        ),
        ("helpers/mod.rs", "", "is no room"),
        ("smtp/long.rs", &"\n".repeat(501), "501 lines"),
    ] {
        let found = breaches(path, source);
        assert!(
            found.iter().any(|breach| breach.contains(word)),
            "{path}: {source:?} gives {found:?}"
        );
    }
    for (path, source) in [
        (
            "mail/a.rs",
            "use crate::model::Mail;\nuse super::quoting;\nuse super::net_words::X;",
        ),
        (
            "mail/a.rs",
            "// use crate::decide;\n/* tokio::spawn */ const X: &str = \"crate::decide and std::fs::read\";",
        ),
        (
            "mail/a.rs",
            "const X: &str = r#\"std::fs::read \"quoted\" tokio::spawn\"#;",
        ),
        (
            "mail/a.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n",
        ),
        (
            "mail/a.rs",
            "//! [`crate::decide`] does that.\nuse std::time::Duration;",
        ),
        (
            "app/mod.rs",
            "use crate::{decide, smtp, store};\nuse std::fs;",
        ),
        ("interpret/words_zh.rs", &"\n".repeat(900)),
        ("lib.rs", "pub mod decide;"),
    ] {
        assert_eq!(
            breaches(path, source),
            Vec::<String>::new(),
            "{path}: {source:?}"
        );
    }
}
