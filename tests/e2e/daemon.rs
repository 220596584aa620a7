//! The built program as a daemon whose wall clock a test moves. libfaketime moves the wall clock
//! only, as a correction or a suspended machine does; timers stay true.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeZone, Utc};
use serde_json::Value;

use super::rig::{PASSWORD, Rig, libfaketime};
use super::until;

/// A daemon and its state directory inside the rig's. Killed on drop.
pub(crate) struct Daemon<'a> {
    rig: &'a Rig,
    /// Seconds the daemon's wall clock is ahead of the machine's.
    shift: i64,
    process: Option<Child>,
}

impl<'a> Daemon<'a> {
    /// Nothing runs yet. `configuration`: what does not depend on the rig.
    pub(crate) fn new(
        rig: &'a Rig,
        track: &str,
        tls: &str,
        configuration: &str,
        at: &DateTime<impl TimeZone>,
    ) -> Self {
        let home = rig.path("nudged");
        fs::create_dir(&home).unwrap();
        let password = home.join("password");
        fs::write(&password, format!("{PASSWORD}\n")).unwrap();
        fs::set_permissions(&password, fs::Permissions::from_mode(0o600)).unwrap();
        let port = match tls {
            "implicit" => rig.ports().smtps,
            _ => rig.ports().submission,
        };
        let server = |port: u16, tls: &str| {
            format!(
                "host = \"localhost\"\nport = {port}\ntls = \"{tls}\"\nca-file = {:?}\nuser = \"{track}\"\npassword-file = {password:?}\n",
                rig.ca()
            )
        };
        let text = format!(
            "[tracking]\naddress = \"{track}\"\n{configuration}\n[state]\ndir = {:?}\n[[mailbox]]\nkind = \"imap\"\n{}[outgoing]\nkind = \"smtp\"\n{}",
            home.join("state"),
            server(rig.ports().imaps, "implicit"),
            server(port, tls),
        );
        fs::write(home.join("nudged.toml"), text).unwrap();
        let mut daemon = Self {
            rig,
            shift: 0,
            process: None,
        };
        daemon.set_clock(at);
        daemon
    }

    fn path(&self, name: &str) -> PathBuf {
        self.rig.path("nudged").join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nudged"));
        command
            .args(arguments)
            .arg("--config")
            .arg(self.path("nudged.toml"))
            .stdin(Stdio::null())
            .env("LD_PRELOAD", libfaketime().unwrap())
            .env("FAKETIME_TIMESTAMP_FILE", self.path("clock"))
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("FAKETIME_NO_CACHE", "1")
            .env("NO_FAKE_STAT", "1")
            .env_remove("FAKETIME")
            .env_remove("NUDGED_LOG");
        command
    }

    /// Starts it and waits until it has read its mailbox once: only mail after that is new.
    pub(crate) fn start(&mut self) {
        self.run(&["run"]);
    }

    /// The same, with mail that is there already since a day.
    pub(crate) fn adopt(&mut self, since: &str) {
        self.run(&["run", "--adopt-since", since]);
    }

    fn run(&mut self, arguments: &[&str]) {
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path("log"))
            .unwrap();
        let process = self
            .command(arguments)
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn();
        self.process = Some(process.unwrap());
        until(
            "the daemon reads its mailbox",
            Duration::from_secs(20),
            || {
                let status = self.status();
                (!status.pointer("/mailboxes/0/reached")?.is_null()).then_some(())
            },
        );
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
            // What libfaketime removes itself at a regular end.
            for name in ["faketime_shm_", "sem.faketime_sem_"] {
                let _ = fs::remove_file(format!("/dev/shm/{name}{}", process.id()));
            }
        }
    }

    /// SIGTERM; how it ended, and after how long.
    pub(crate) fn terminate(&mut self) -> (ExitStatus, Duration) {
        let mut process = self.process.take().unwrap();
        let asked = Instant::now();
        let sent = Command::new("kill")
            .args(["-TERM", &process.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        let ended = until("the daemon ends", Duration::from_secs(30), || {
            process.try_wait().unwrap()
        });
        (ended.0, asked.elapsed())
    }

    /// A second daemon on the same state directory: its exit code and what it says.
    pub(crate) fn second(&self) -> (Option<i32>, String) {
        let output = self.command(&["run"]).output().unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }

    /// The time as the daemon sees it.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        Utc.timestamp_opt(machine_time() + self.shift, 0).unwrap()
    }

    fn set_clock(&mut self, at: &DateTime<impl TimeZone>) {
        self.shift = at.timestamp() - machine_time();
        // Renamed into its place: a file read half written would be another time.
        fs::write(self.path("clock.new"), format!("{:+}\n", self.shift)).unwrap();
        fs::rename(self.path("clock.new"), self.path("clock")).unwrap();
    }

    /// Moves the wall clock, and has the daemon look at it: it would within 60 seconds by itself.
    pub(crate) fn move_to(&mut self, at: &DateTime<impl TimeZone>) {
        self.set_clock(at);
        self.status();
    }

    /// `nudged status --json`, which also wakes the daemon.
    pub(crate) fn status(&self) -> Value {
        self.json(&["status", "--json"])
            .pop()
            .unwrap_or(Value::Null)
    }

    /// Every item, open and closed, with its history.
    pub(crate) fn items(&self) -> Vec<Value> {
        self.json(&["list", "--all", "--json"])
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.command(arguments).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// What it logged so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }
}

impl Drop for Daemon<'_> {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            let items = self
                .command(&["export"])
                .output()
                .map(|o| o.stdout)
                .unwrap_or_default();
            let items = String::from_utf8_lossy(&items).into_owned();
            let _ = writeln!(
                std::io::stderr(),
                "--- log of the daemon\n{}\n--- items\n{items}",
                self.log()
            );
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the daemon's clock is set from the machine's"
)]
fn machine_time() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
