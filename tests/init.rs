//! Set-up on real servers: the built program tries a Dovecot and a Postfix, learns what they do, writes
//! its configuration, and the daemon that starts from it tracks the first mail.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod rig;

#[path = "e2e/letter.rs"]
mod letter;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

use letter::{Arrived, Letter};
use nudged::config;
use rig::{PASSWORD, Rig, until};
use serde_json::Value;

const TRACK: &str = "track@studio.example";
const PM: (&str, &str) = ("Eva Öst", "eva@studio.example");
const CLIENT: (&str, &str) = ("Tom Reed", "tom@client.example");
/// Name under which the rig judges senders: that of its server, or it is believed by nobody.
const JUDGE: &str = "mx.test.example";

/// A place to set up in, and the servers as flags.
struct Place<'a> {
    rig: &'a Rig,
    folder: PathBuf,
    /// Port for reading.
    imap: u16,
}

impl<'a> Place<'a> {
    fn new(rig: &'a Rig) -> Self {
        let folder = rig.path("set-up");
        fs::create_dir(&folder).unwrap();
        let imap = rig.ports().imaps;
        Self { rig, folder, imap }
    }

    fn config(&self) -> PathBuf {
        self.folder.join("nudged.toml")
    }

    fn init(&self, more: &[&str]) -> Command {
        let ports = self.rig.ports();
        let mut command = Command::new(env!("CARGO_BIN_EXE_nudged"));
        command.arg("init").arg("--config").arg(self.config());
        command.args(["--imap", &format!("localhost:{}", self.imap)]);
        command.args(["--smtp", &format!("localhost:{}", ports.submission)]);
        command
            .args(["--smtp-tls", "starttls", "--ca-file"])
            .arg(self.rig.ca());
        command
            .args(more)
            .env_remove("NUDGED_LOG")
            .env("LC_ALL", "C");
        command
    }

    /// Everything by flags, the password by standard input.
    fn silent(&self, password: &str, more: &[&str]) -> (Option<i32>, String) {
        let member = format!("{} <{}>", PM.0, PM.1);
        let mut command = self.init(&[
            "--address",
            TRACK,
            "--team",
            "Studio",
            "--member",
            &member,
            "--zone",
            "Europe/Berlin",
            "--mode",
            "observe",
            "--password-stdin",
        ]);
        command.args(more);
        let piped = [Stdio::piped(), Stdio::piped(), Stdio::piped()];
        let [input, output, errors] = piped;
        let mut child = command
            .stdin(input)
            .stdout(output)
            .stderr(errors)
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        said(&child.wait_with_output().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nudged"));
        command.env("LC_ALL", "C");
        command.args(arguments).arg("--config").arg(self.config());
        command.stdin(Stdio::null());
        command
    }
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains(PASSWORD), "the password is told");
    (output.status.code(), text)
}

/// Killed on drop.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start() -> Option<Rig> {
    Rig::start(&[TRACK, PM.1, CLIENT.1])
}

#[test]
fn from_nothing_to_a_tracked_item() {
    let Some(rig) = start() else { return };
    rig.judge(JUDGE, true);
    rig.vouch(JUDGE, &["studio.example", "client.example"]);
    let place = Place::new(&rig);
    let (code, told) = place.silent(PASSWORD, &[]);
    assert_eq!(code, Some(0), "{told}");
    for part in [
        "reading works",
        "subaddress = true",
        JUDGE,
        "nudged check --config",
        "nudged run --config",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    let config = config::load(&place.config()).unwrap();
    config.for_run().unwrap();
    assert!(config.world.tracking.subaddress);
    assert_eq!(config.world.security.trusted_authserv_ids, [JUDGE]);
    assert_eq!(config.world.caps.total_an_hour, 20);
    let secret = place.folder.join("credentials/tracking");
    assert_eq!(
        fs::metadata(&secret).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(
        !fs::read_to_string(place.config())
            .unwrap()
            .contains(PASSWORD)
    );

    // The two commands it named.
    let (code, told) = said(&place.run(&["check"]).output().unwrap());
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = said(&place.run(&["check", "--mail"]).output().unwrap());
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("tagged addresses arrive") && told.contains("which is trusted"),
        "{told}"
    );
    let _daemon = Running(
        place
            .run(&["run"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    // Mail that lies there before the first reading opens nothing.
    until(
        "the daemon reads its mailbox",
        Duration::from_secs(20),
        || {
            let output = place.run(&["status", "--json"]).output().unwrap();
            let status: Value = serde_json::from_slice(&output.stdout).ok()?;
            (!status.pointer("/mailboxes/0/reached")?.is_null()).then_some(())
        },
    );
    let letter = Letter {
        charset: encoding_rs::UTF_8,
        from: PM,
        to: vec![CLIENT],
        cc: vec![("", TRACK)],
        subject: "New brochure",
        date: chrono::DateTime::parse_from_rfc2822("Mon, 23 Nov 2026 10:00:00 +0100").unwrap(),
        id: "ask.1@mail.studio.example",
        thread: Vec::new(),
        text: "Hi Tom,\n\nplease send us:\n1. the logo as SVG\n2. the final prices\n\nThanks,\nEva\n",
        files: &[],
    };
    rig.submit(&letter.bytes(), PM.1, &[CLIENT.1, TRACK]);
    let (items, _) = until("an item is open", Duration::from_secs(30), || {
        let output = place.run(&["list", "--json"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let items: Vec<Value> = text
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        (!items.is_empty()).then_some(items)
    });
    // Its own test mails opened nothing.
    assert_eq!(items.len(), 1, "{items:#?}");
    assert_eq!(items[0]["client"], "client.example");
    until("the PM has a receipt", Duration::from_secs(30), || {
        let mails = rig.mails_of(PM.1);
        mails.into_iter().map(Arrived).find(Arrived::is_daemons)
    });
}

#[test]
fn a_verdict_anybody_may_write_is_not_believed_and_tags_that_are_refused_are_not_used() {
    let Some(rig) = start() else { return };
    rig.judge(JUDGE, false);
    rig.no_tags();
    let place = Place::new(&rig);
    let (code, told) = place.silent(PASSWORD, &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("a forged one stayed in") && told.contains("subaddress = false"),
        "{told}"
    );
    let config = config::load(&place.config()).unwrap();
    assert!(config.world.security.trusted_authserv_ids.is_empty());
    assert!(!config.world.tracking.subaddress);

    // Whoever writes them in all the same is told.
    let text = fs::read_to_string(place.config()).unwrap();
    let text = text.replace("subaddress = false", "subaddress = true");
    let text = text.replace(
        "trusted-authserv-ids = []",
        &format!("trusted-authserv-ids = [\"{JUDGE}\"]"),
    );
    fs::write(place.config(), text).unwrap();
    let (code, told) = said(&place.run(&["check", "--mail"]).output().unwrap());
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("BAD   tagged addresses do not arrive"),
        "{told}"
    );
    assert!(told.contains(&format!("take {JUDGE} out")), "{told}");
}

#[test]
fn what_does_not_work_is_told_with_its_remedy_and_nothing_is_written() {
    let Some(rig) = start() else { return };
    let mut place = Place::new(&rig);
    let (code, told) = place.silent("wrong", &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("app password") && told.contains("nothing was written"),
        "{told}"
    );
    let (code, told) = place.silent("wrong", &["--lang", "zh"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("授权码") && told.contains("没有写入任何文件"),
        "{told}"
    );
    place.imap = rig.ports().outside;
    let (code, told) = place.silent(PASSWORD, &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("firewall"), "{told}");
    assert_eq!(fs::read_dir(&place.folder).unwrap().count(), 0);
}

/// The built program at a terminal of its own, in Chinese.
struct Person {
    script: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
    seen: String,
}

impl Person {
    fn sit_down(place: &Place<'_>, flags: &[&str], after: &str) -> Option<Self> {
        if !Path::new("/usr/bin/script").exists() {
            rig::skip("no script");
            return None;
        }
        let init = place.init(flags);
        let words = std::iter::once(init.get_program()).chain(init.get_args());
        let quoted: Vec<String> = words
            .map(|w| format!("'{}'", w.to_str().unwrap()))
            .collect();
        let mut script = Command::new("timeout")
            .args([
                "--foreground",
                "60",
                "script",
                "-qec",
                &format!("{}{after}", quoted.join(" ")),
                "/dev/null",
            ])
            .env("LC_ALL", "zh_CN.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Some(Self {
            input: script.stdin.take(),
            output: script.stdout.take().unwrap(),
            script,
            seen: String::new(),
        })
    }

    /// Waits for a question and types.
    fn answer(&mut self, question: &str, typed: &str) {
        self.wait_for(question);
        // Echo goes off after the question is written.
        std::thread::sleep(Duration::from_millis(200));
        let input = self.input.as_mut().unwrap();
        input.write_all(typed.as_bytes()).unwrap();
    }

    fn wait_for(&mut self, word: &str) {
        read_until(&mut self.output, &mut self.seen, word);
    }

    fn leave(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        (self.script.wait().unwrap().code(), self.seen)
    }
}

/// What a person types as password is not shown, and a wrong one may be mended.
#[test]
fn a_person_is_asked_at_a_terminal_that_does_not_show_the_password() {
    let Some(rig) = start() else { return };
    let place = Place::new(&rig);
    let Some(mut person) = Person::sit_down(&place, &["--no-test-mail"], "") else {
        return;
    };
    for (question, answer) in [
        ("跟踪邮箱的地址", TRACK),
        ("密码（输入时不显示）", "wrong-word"),
        ("请重新输入密码", PASSWORD),
        ("团队名称", "晴川"),
        ("团队的域名", ""),
        ("团队成员", "许晴 <qing@studio.example> zh"),
        ("团队成员", ""),
        ("用什么语言", ""),
        ("时区", "Asia/Shanghai"),
        ("节假日", ""),
        ("催办邮件", ""),
        ("每周汇总", ""),
        ("通知谁", ""),
    ] {
        person.answer(question, &format!("{answer}\n"));
    }
    person.wait_for("后即会收到回执");
    let (code, seen) = person.leave();
    assert_eq!(code, Some(0), "{seen}");
    assert!(
        !seen.contains(PASSWORD) && !seen.contains("wrong-word"),
        "{seen}"
    );
    assert!(seen.contains("晴川") && seen.contains("授权码"), "{seen}");
    let config = config::load(&place.config()).unwrap();
    assert_eq!(
        config.mailboxes[0]
            .login
            .password()
            .unwrap()
            .unwrap()
            .expose(),
        PASSWORD
    );
    assert_eq!(config.world.team.members[0].person.name, "许晴");
}

/// Who leaves at the password has a terminal that shows what he types, and nothing was written.
#[test]
fn control_c_at_the_password_leaves_the_terminal_as_it_was() {
    let Some(rig) = start() else { return };
    let place = Place::new(&rig);
    let after = "; echo left with $?; stty -a";
    let Some(mut person) = Person::sit_down(&place, &["--address", TRACK], after) else {
        return;
    };
    person.answer("密码（输入时不显示）", "half\u{3}");
    person.wait_for("noflsh");
    let (_, seen) = person.leave();
    assert!(seen.contains("left with 1"), "{seen}");
    assert!(seen.contains("isig ") && seen.contains(" echo "), "{seen}");
    assert!(!seen.contains("half"), "{seen}");
    assert_eq!(fs::read_dir(&place.folder).unwrap().count(), 0);
}

/// Reads on until a word comes that was not there before.
fn read_until(output: &mut impl std::io::Read, seen: &mut String, word: &str) {
    let mut new = Vec::new();
    while !String::from_utf8_lossy(&new).contains(word) {
        let mut bytes = [0; 1024];
        let count = output.read(&mut bytes).unwrap();
        assert!(
            count > 0,
            "it ended before {word:?}:\n{seen}{}",
            String::from_utf8_lossy(&new)
        );
        new.extend(bytes.get(..count).unwrap());
    }
    seen.push_str(&String::from_utf8_lossy(&new));
}
