//! The built program as a daemon whose wall clock a test moves. libfaketime moves the wall clock
//! only, as a correction or a suspended machine does; timers stay true.
#![allow(dead_code, reason = "each test uses its own part of the daemon")]
#![allow(
    clippy::unwrap_used,
    reason = "a daemon that cannot be started fails its test"
)]

use std::fs;
use std::io::Write as _;
use std::marker::PhantomData;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeZone, Utc};
use serde_json::Value;

use super::rig::{PASSWORD, Rig, libfaketime, until};

/// A daemon and its folder, which lives longer. Killed on drop.
pub(crate) struct Daemon<'a> {
    home: PathBuf,
    lives_in: PhantomData<&'a ()>,
    /// Seconds the daemon's wall clock is ahead of the machine's.
    shift: i64,
    process: Option<Child>,
    /// What runs the daemon instead of this test: it is given variables (`NAME=value`) and the command.
    pub(crate) within: Vec<String>,
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
        let servers = format!(
            "[[mailbox]]\nkind = \"imap\"\n{}[outgoing]\nkind = \"smtp\"\n{}",
            server(rig.ports().imaps, "implicit"),
            server(port, tls),
        );
        Self::over(home, track, configuration, &servers, at)
    }

    /// The same in a folder of its own: mail comes from the Maildir `mail` there and goes to the folder
    /// `out`; no server is needed.
    pub(crate) fn local(
        home: &'a Path,
        track: &str,
        configuration: &str,
        at: &DateTime<impl TimeZone>,
    ) -> Self {
        let made = ["mail/new", "mail/cur", "mail/tmp", "out"];
        made.iter()
            .for_each(|name| fs::create_dir_all(home.join(name)).unwrap());
        let places = format!(
            "[[mailbox]]\nkind = \"maildir\"\npath = {:?}\n[outgoing]\nkind = \"directory\"\npath = {:?}\n",
            home.join("mail"),
            home.join("out")
        );
        Self::over(home.to_owned(), track, configuration, &places, at)
    }

    fn over(
        home: PathBuf,
        track: &str,
        configuration: &str,
        places: &str,
        at: &DateTime<impl TimeZone>,
    ) -> Self {
        let text = format!(
            "[tracking]\naddress = \"{track}\"\n{configuration}\n[state]\ndir = {:?}\n{places}",
            home.join("state"),
        );
        fs::write(home.join("nudged.toml"), text).unwrap();
        let mut daemon = Self {
            home,
            lives_in: PhantomData,
            shift: 0,
            process: None,
            within: Vec::new(),
        };
        daemon.set_clock(at);
        daemon
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    /// What moves the clock of the daemon.
    fn clock(&self) -> [(&'static str, PathBuf); 5] {
        [
            ("LD_PRELOAD", libfaketime().unwrap()),
            ("FAKETIME_TIMESTAMP_FILE", self.path("clock")),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
            ("FAKETIME_NO_CACHE", "1".into()),
            ("NO_FAKE_STAT", "1".into()),
        ]
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nudged"));
        command
            .args(arguments)
            .arg("--config")
            .arg(self.path("nudged.toml"))
            .stdin(Stdio::null())
            .envs(self.clock())
            .env_remove("FAKETIME")
            .env_remove("NUDGED_LOG");
        command
    }

    /// The daemon itself, within whatever runs it.
    fn daemon(&self, arguments: &[&str]) -> Command {
        let direct = self.command(arguments);
        let Some((program, given)) = self.within.split_first() else {
            return direct;
        };
        let mut command = Command::new(program);
        command.args(given);
        for (name, value) in self.clock() {
            command.arg(format!("{name}={}", value.display()));
        }
        command
            .arg(direct.get_program())
            .args(direct.get_args())
            .env_remove("FAKETIME")
            .env_remove("NUDGED_LOG");
        command
    }

    /// Starts it with system calls that strace tampers with (`fsync:signal=KILL:when=7`), and waits for
    /// nothing.
    pub(crate) fn start_under(&mut self, tampering: &str) {
        let calls = tampering.split(':').next().unwrap_or_default();
        let mut command = Command::new("strace");
        // -D: the daemon and not its tracer is the child of this process.
        command
            .args(["-D", "-f", "-qqq", "-o", "/dev/null", "-e"])
            .arg(format!("trace={calls}"))
            .arg("-e")
            .arg(format!("inject={tampering}"));
        for (name, value) in self.clock() {
            command.arg("-E").arg(format!("{name}={}", value.display()));
        }
        command
            .arg(env!("CARGO_BIN_EXE_nudged"))
            .args(["run", "--config"])
            .arg(self.path("nudged.toml"))
            .env_remove("FAKETIME")
            .env_remove("NUDGED_LOG");
        self.spawn(&mut command);
    }

    /// Starts it with what it does to files written down: strings whole and in hexadecimal, files by their
    /// paths, and SIGWINCH, which it does not mind, as a mark.
    pub(crate) fn start_recorded(&mut self, trace: &Path) {
        let calls = "trace=pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2";
        let mut within: Vec<String> = "strace -D -f -qqq -y -xx -s 1000000 -e signal=WINCH -e"
            .split(' ')
            .map(str::to_owned)
            .collect();
        within.extend([calls, "-o", trace.to_str().unwrap(), "env"].map(str::to_owned));
        self.within = within;
        self.start();
        self.within.clear();
    }

    fn spawn(&mut self, command: &mut Command) {
        let log = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path("log"))
            .unwrap();
        let process = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn();
        self.process = Some(process.unwrap());
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        let ended = self.process.as_mut()?.try_wait().unwrap()?;
        self.kill();
        Some(ended)
    }

    /// Whether it was started and has not ended.
    pub(crate) fn lives(&self) -> bool {
        self.process.is_some()
    }

    /// A new daemon that knows nothing, at this time; not started.
    pub(crate) fn anew(&mut self, at: &DateTime<impl TimeZone>) {
        self.kill();
        for path in ["state", "log"].map(|name| self.path(name)) {
            let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        }
        self.set_clock(at);
    }

    /// Its database.
    pub(crate) fn database(&self) -> PathBuf {
        self.path("state").join("nudged.db")
    }

    /// Starts it and waits until it has read its mailbox once: only mail after that is new.
    pub(crate) fn start(&mut self) {
        self.run(&["run"]);
    }

    /// Starts it and waits for nothing.
    pub(crate) fn start_blind(&mut self) {
        let mut command = self.daemon(&["run"]);
        self.spawn(&mut command);
    }

    /// As [`Daemon::start`], with mail that is there already since a day.
    pub(crate) fn adopt(&mut self, since: &str) {
        self.run(&["run", "--adopt-since", since]);
    }

    fn run(&mut self, arguments: &[&str]) {
        let mut command = self.daemon(arguments);
        self.spawn(&mut command);
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

    /// Process id of the daemon.
    pub(crate) fn pid(&self) -> u32 {
        self.process.as_ref().unwrap().id()
    }

    /// Sends a signal (`STOP`, `CONT`).
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.pid().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// A daemon on the state directory that ends by itself, or any other command: its exit code and
    /// what it says of faults.
    pub(crate) fn says(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.command(arguments).output().unwrap();
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

    /// Moves the wall clock and tells nobody.
    pub(crate) fn pretend(&mut self, at: &DateTime<impl TimeZone>) {
        self.set_clock(at);
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

    /// All a command prints, faults too.
    pub(crate) fn prints(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().unwrap();
        [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .concat()
    }

    /// What a command prints, an object a line.
    pub(crate) fn json(&self, arguments: &[&str]) -> Vec<Value> {
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

/// How often an event stands in an item's history.
pub(crate) fn count(item: &Value, event: &str) -> usize {
    let history = item.get("history").and_then(Value::as_array).unwrap();
    history
        .iter()
        .filter(|entry| entry.get("event").is_some_and(|e| e == event))
        .count()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the daemon's clock is set from the machine's"
)]
fn machine_time() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
