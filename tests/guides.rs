//! The guides say what is so: every command line in them is run on what the demonstration leaves, every
//! word for mails is one the daemon reads, every answer is read as they say, and the pages about
//! providers are the table the program has.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test fail like it"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use nudged::config::Tls;
use nudged::interpret::commands;
use nudged::model::Language;
use nudged::setup::{Entrance, PROVIDERS, Provider};

const GUIDES: [(&str, &str); 6] = [
    ("README.md", include_str!("../README.md")),
    ("pm.en.md", include_str!("../docs/pm.en.md")),
    ("pm.zh.md", include_str!("../docs/pm.zh.md")),
    ("admin.en.md", include_str!("../docs/admin.en.md")),
    ("admin.zh.md", include_str!("../docs/admin.zh.md")),
    ("contributing.md", include_str!("../docs/contributing.md")),
];

/// The commands of a guide: lines of its shell blocks, and `nudged …` between backticks in tables.
fn lines(guide: &str) -> Vec<String> {
    let mut shell = false;
    let mut found = Vec::new();
    for line in guide.lines().map(str::trim) {
        if let Some(mark) = line.strip_prefix("```") {
            shell = !shell && mark == "sh";
        } else if shell && !line.is_empty() {
            found.push(line.to_owned());
        } else if line.starts_with('|') {
            let code = line.split('`').skip(1).step_by(2);
            // `--json` behind a command in a table of the README stands for all of them.
            found.extend(code.filter(|c| c.starts_with("nudged ")).map(str::to_owned));
        }
    }
    found
}

/// The words of a shell line, quotes taken off; `None` where it is more than a plain command.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '|' | '>' | '<' | '$' | '\'' if !quoted => return None,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    Some(words)
}

/// What the guides invent, and what the demonstration has in its place.
const STANDS_FOR: [(&str, &str); 9] = [
    ("42", "5"),
    ("43", "8"),
    ("#42", "#5"),
    ("acme.example", "harbour.example"),
    ("name@client.example", "ada@harbour.example"),
    ("name@agency.example", "siyuan@heron.example"),
    ("deputy@agency.example", "maya@heron.example"),
    ("MESSAGE-ID", "linden@heron.example"),
    ("2026-12-01", "2099-12-01"),
];

/// The machine the guides speak of, below a scratch folder.
struct Machine(PathBuf);

impl Machine {
    fn new(dir: &Path) -> Self {
        let dir = dir.to_owned();
        let machine = Self(dir);
        let demo = machine.run(&["demo".to_owned(), "demo".to_owned()]);
        assert!(demo.status.success());
        let config = std::fs::read_to_string(machine.0.join("demo/nudged.toml")).unwrap();
        let servers = "[[mailbox]]\nkind = \"maildir\"\npath = \"maildir\"\n\n[outgoing]\nkind = \"directory\"\npath = \"sent\"\n";
        std::fs::write(
            machine.0.join("demo/nudged.toml"),
            format!("{config}\n{servers}"),
        )
        .unwrap();
        for folder in ["maildir/new", "maildir/cur", "maildir/tmp", "sent"] {
            std::fs::create_dir_all(machine.0.join("demo").join(folder)).unwrap();
        }
        std::fs::copy(machine.0.join("demo/nudged.db"), machine.0.join("kept.db")).unwrap();
        let mails = std::fs::read_dir(machine.0.join("demo/inbox")).unwrap();
        let mail = mails.map(|m| m.unwrap().path()).min().unwrap();
        std::fs::copy(mail, machine.0.join("mail.eml")).unwrap();
        machine
    }

    fn run(&self, arguments: &[String]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_nudged"))
            .args(arguments)
            .current_dir(&self.0)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("TMPDIR", &self.0)
            .output()
            .unwrap()
    }

    /// A word of a guide as it is on this machine.
    fn word(&self, word: &str) -> String {
        if let Some((_, ours)) = STANDS_FOR.iter().find(|(theirs, _)| *theirs == word) {
            return (*ours).to_owned();
        }
        match word {
            "/etc/nudged/nudged.toml" | "nudged-demo/nudged.toml" | "nudged.toml" => {
                "demo/nudged.toml".to_owned()
            }
            "~/Maildir" | "mails" | "nudged-demo/inbox" => "demo/inbox".to_owned(),
            _ => word.replace("/var/backups", &self.0.to_string_lossy()),
        }
    }

    /// Runs a command of a guide; what it said if it is not as it should be.
    fn try_out(&self, line: &str) -> Result<(), String> {
        let Some(words) = words(line) else {
            return Err("not a plain command".to_owned());
        };
        let mut arguments: Vec<String> = words[1..].iter().map(|w| self.word(w)).collect();
        let verb = arguments[0].as_str();
        let said = |word: &str| arguments.iter().any(|a| a == word);
        let asks_servers =
            matches!(verb, "run" | "init" | "login") || verb == "check" && !said("--offline");
        // In the table of JSON the command stands without what it reads.
        let bare = matches!(verb, "explain" | "replay") && arguments.len() == 2;
        let without = ["explain", "replay", "demo", "completions", "man"];
        if asks_servers || bare {
            // What does not parse fails before the help is reached.
            arguments.push("--help".to_owned());
        } else if !without.contains(&verb) && !said("--config") {
            let after = if verb == "client" { 2 } else { 1 };
            arguments.insert(
                after.min(arguments.len()),
                "--config=demo/nudged.toml".to_owned(),
            );
        }
        // Each finds the machine as the demonstration left it.
        for name in ["demo/nudged.db-wal", "demo/nudged.db-shm", "nudged.db"] {
            let _ = std::fs::remove_file(self.0.join(name));
        }
        std::fs::copy(self.0.join("kept.db"), self.0.join("demo/nudged.db")).unwrap();
        if arguments[0] == "restore" {
            std::fs::copy(self.0.join("kept.db"), self.0.join("nudged.db")).unwrap();
        }
        let done = self.run(&arguments);
        // 1: the machine has no daemon, item 5 waits for no `ok`. 2 and a panic: nobody may say it so.
        let looks = [
            "status", "doctor", "check", "ok", "skip", "sent", "resend", "open", "undo", "reopen",
        ];
        let forget =
            arguments.iter().any(|a| a == "forget") && !arguments.iter().any(|a| a == "--yes");
        let may_find = forget || looks.contains(&arguments[0].as_str());
        match done.status.code() {
            Some(0) => Ok(()),
            Some(1) if may_find => Ok(()),
            code => Err(format!(
                "{arguments:?} ends with {code:?}\n{}{}",
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            )),
        }
    }
}

/// Programs that guides may name beside this one; they change the machine and are not run.
const OTHERS: [&str; 9] = [
    "apt",
    "cargo",
    "cp",
    "install",
    "journalctl",
    "nudged",
    "printf",
    "systemctl",
    "tests/run",
];

#[test]
fn every_command_line_runs() {
    let dir = tempfile::tempdir().unwrap();
    let machine = Machine::new(dir.path());
    let mut wrong = Vec::new();
    let mut ran = 0;
    for (name, guide) in GUIDES {
        for line in lines(guide) {
            let bare = line.strip_prefix("sudo ").unwrap_or(&line);
            let bare = bare.strip_prefix("-u nudged ").unwrap_or(bare);
            let credentials = "CREDENTIALS_DIRECTORY=/etc/nudged/credentials ";
            let bare = bare.strip_prefix(credentials).unwrap_or(bare);
            let program = bare.split(' ').next().unwrap();
            if !OTHERS.contains(&program) {
                wrong.push(format!("{name}: what is {program}?"));
            } else if program == "nudged" && !bare.contains('…') && bare != "nudged --help" {
                ran += 1;
                if let Err(why) = machine.try_out(bare) {
                    wrong.push(format!("{name}: {line}: {why}"));
                }
            }
        }
    }
    assert!(ran > 60, "{ran}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_a_guide_points_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, guide) in GUIDES {
        let folder = if name == "README.md" {
            root.to_owned()
        } else {
            root.join("docs")
        };
        for link in guide.split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap();
            assert!(
                link.contains("://") || folder.join(link).exists(),
                "{name}: {link}"
            );
        }
    }
}

/// Rows of a table whose first cell is code: the words to write in a mail.
fn mail_words(guide: &str) -> Vec<&str> {
    let rows = guide.lines().filter(|line| line.starts_with("| `"));
    let first = rows.map(|row| row.split('|').nth(1).unwrap());
    first
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn the_words_for_mails_are_read() {
    let now = chrono::DateTime::parse_from_rfc3339("2026-11-20T09:30:00+08:00").unwrap();
    for (name, guide) in GUIDES.iter().filter(|(name, _)| name.starts_with("pm.")) {
        let words = mail_words(guide);
        assert!(words.len() >= 10, "{name}: {words:?}");
        for line in words {
            let (found, refused) = commands::find(line, now);
            assert!(
                found.len() == 1 && refused.is_empty(),
                "{name}: {line}: {refused:?}"
            );
            assert!(!found[0].items.is_empty(), "{name}: {line}");
        }
    }
}

#[test]
fn answers_are_read_as_the_page_says() {
    for (name, guide) in GUIDES.iter().filter(|(name, _)| name.starts_with("pm.")) {
        let mut rows = 0;
        for row in guide
            .lines()
            .filter(|l| l.starts_with("| \"") || l.starts_with("| “"))
        {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let said = cells[1].trim_matches(['"', '“', '”']);
            let done = Command::new(env!("CARGO_BIN_EXE_nudged"))
                .args(["explain", "--json", "--text", said])
                .output()
                .unwrap();
            let read: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
            assert_eq!(read["reply"], cells[2].trim_matches('`'), "{name}: {said}");
            rows += 1;
        }
        assert!(rows >= 8, "{name}: {rows}");
    }
}

/// One page for a PM: what he would print is no longer than that.
#[test]
fn a_project_manager_reads_one_page() {
    for (name, guide) in GUIDES.iter().filter(|(name, _)| name.starts_with("pm.")) {
        assert!(guide.lines().count() <= 80, "{name}");
        assert!(guide.chars().count() <= 4500, "{name}");
    }
}

/// The page about providers in a language, from the program's own table.
fn providers(language: Language) -> String {
    let say = |en: &'static str, zh: &'static str| match language {
        Language::Zh => zh,
        Language::En => en,
    };
    let mut page = say(
        "# Providers of mailboxes\n\nWhat `nudged init` knows about each, and does by itself. Menus move: where one is not found, the provider's help \
         for \"IMAP\" or \"app password\" names it. A provider that is not here is found by autoconfig, SRV and MX records, or its servers are given with \
         `--imap` and `--smtp`.\n",
        "# 邮箱服务商\n\n以下是 `nudged init` 已知并会自动处理的内容。菜单可能变动：找不到时，请在服务商帮助中搜索“IMAP”或“授权码”。\
         未列出的服务商会通过 autoconfig、SRV 和 MX 记录查找，也可用 `--imap` 和 `--smtp` 指定服务器。\n",
    )
    .to_owned();
    for provider in PROVIDERS {
        page.push_str(&chapter(provider, language, &say));
    }
    page
}

fn chapter(
    provider: &Provider,
    language: Language,
    say: &dyn Fn(&'static str, &'static str) -> &'static str,
) -> String {
    let mut out = format!("\n## {}\n\n", provider.name.to(language));
    match &provider.entrance {
        Entrance::Password { called, path } => {
            let (called, path) = (called.to(language), path.to(language));
            out.push_str(&format!(
                "**{}**: {called}\n\n{path}\n\n",
                say("Password", "密码")
            ));
        }
        Entrance::OAuth(words) => out.push_str(&format!("{}\n\n", words.to(language))),
    }
    out.push_str(say(
        "| addresses | IMAP | SMTP | mails a day |\n| --- | --- | --- | --- |\n",
        "| 地址 | IMAP | SMTP | 每日发信上限 |\n| --- | --- | --- | --- |\n",
    ));
    for house in provider.houses {
        let whose = if house.domains.is_empty() {
            let mx = house.mx.join(", ");
            format!("{} {mx}", say("own domain, MX", "自有域名，MX"))
        } else {
            house.domains.join(", ")
        };
        let port = match house.smtp_tls {
            Tls::Implicit => "465, TLS",
            Tls::Starttls => "587, STARTTLS",
        };
        out.push_str(&format!(
            "| {whose} | {}:993 | {}:{port} | {} |\n",
            house.imap, house.smtp, house.daily
        ));
    }
    let short = provider.short_imap_user;
    if short {
        out.push_str(say(
            "\nThe login name for IMAP is the part before the `@` only.\n",
            "\nIMAP 登录名只写 `@` 之前的部分。\n",
        ));
    }
    if let Some(name) = provider.authserv {
        out.push_str(&format!("\n`trusted-authserv-ids = [\"{name}\"]`\n"));
    }
    out
}

/// Where they are stale they are written anew: what is left to do is to commit them. A machine that
/// only looks on (`CI`) cannot, and a page behind by a line is no reason to stop there.
#[test]
fn the_pages_about_providers_are_the_table() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut stale = Vec::new();
    for language in [Language::En, Language::Zh] {
        let path = docs.join(format!("providers.{}.md", language.as_str()));
        let fresh = providers(language);
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&fresh) {
            std::fs::write(&path, fresh).unwrap();
            stale.push(path);
        }
    }
    let told = format!("{stale:?} were stale and are written anew: commit them");
    assert!(
        stale.is_empty() || std::env::var_os("CI").is_some(),
        "{told}"
    );
}
