//! A real mail server for one test: Dovecot (IMAPS, LMTP) and Postfix (MX, submission) on free ports
//! of the loopback, in a directory of their own, stopped on drop. Some 2 seconds to start.
//!
//! Needs root (Postfix does). Where the servers are missing the test is skipped and says so, unless
//! `CI` or `NUDGED_REQUIRE_SERVERS` is set: then it fails.
#![allow(dead_code, reason = "each test uses its own part of the rig")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a rig that does not stand fails its test"
)]

mod certificates;
mod config;
mod mail;

use std::fs;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// Password of every account: a word that stands nowhere else.
pub(crate) const PASSWORD: &str = "canary-7f3a-words";
/// Domain of users named without one, and what the certificate does not name: that is `localhost`.
const DOMAIN: &str = "test.example";

/// Where the servers listen, all on 127.0.0.1.
#[derive(Debug, Clone)]
pub(crate) struct Ports {
    /// MX: no login, no TLS needed.
    pub(crate) smtp: u16,
    /// Submission, TLS from the first byte, login needed.
    pub(crate) smtps: u16,
    /// Submission, STARTTLS, login needed.
    pub(crate) submission: u16,
    /// IMAP, STARTTLS offered.
    pub(crate) imap: u16,
    /// IMAP, TLS from the first byte.
    pub(crate) imaps: u16,
    /// LMTP.
    pub(crate) lmtp: u16,
    /// Where Postfix sends mail for all other domains; nobody listens unless [`Rig::outside`] was called.
    pub(crate) outside: u16,
}

/// The running servers.
#[derive(Debug)]
pub(crate) struct Rig {
    directory: tempfile::TempDir,
    ports: Ports,
    outside: Option<Child>,
}

impl Rig {
    /// Starts the servers with these accounts: `anna` (then `anna@test.example`) or whole addresses of
    /// any domains. `None` = skipped, and said so.
    pub(crate) fn start(users: &[&str]) -> Option<Self> {
        if let Some(missing) = missing() {
            skip(&missing);
            return None;
        }
        let whole = |user: &&str| {
            if user.contains('@') {
                (*user).to_owned()
            } else {
                format!("{user}@{DOMAIN}")
            }
        };
        let users: Vec<String> = users.iter().map(whole).collect();
        // Another process may take a port between looking and listening.
        (0..3)
            .find_map(|_| Self::try_start(&users))
            .or_else(|| panic!("the test servers do not start"))
    }

    fn try_start(users: &[String]) -> Option<Self> {
        let ports = free_ports();
        // Short: the path of a Unix socket has 107 bytes at most.
        let directory = tempfile::Builder::new()
            .prefix("nudged-rig-")
            .tempdir_in("/tmp")
            .unwrap();
        let root = directory.path();
        fs::set_permissions(root, fs::Permissions::from_mode(0o755)).unwrap();
        for name in [
            "run", "state", "mail", "log", "sieve", "postfix", "q", "data",
        ] {
            fs::create_dir(root.join(name)).unwrap();
        }
        let text = &root.to_str().unwrap().to_owned();
        for (name, content) in [
            ("dovecot.conf", config::dovecot(text, &ports)),
            ("passwd", config::passwd(users)),
            ("mailboxes", config::mailboxes(users)),
            ("postfix/main.cf", config::postfix(text, &ports, users)),
            ("postfix/master.cf", config::master(text, &ports)),
            ("border", String::new()),
            ("house", String::new()),
            ("hesitate", String::new()),
        ] {
            fs::write(root.join(name), content).unwrap();
        }
        certificates::make(root);
        run(
            "chown",
            &[
                "-R",
                "nudgetest",
                &format!("{text}/mail"),
                &format!("{text}/sieve"),
            ],
        );
        run("chown", &["postfix", &format!("{text}/data")]);
        let rig = Self {
            directory,
            ports,
            outside: None,
        };
        let dovecot = format!("{text}/dovecot.conf");
        let up = started("dovecot", &["-c", &dovecot])
            && started("postfix", &["-c", &format!("{text}/postfix"), "start"]);
        let Ports {
            smtp,
            smtps,
            submission,
            imap,
            imaps,
            lmtp,
            ..
        } = rig.ports;
        (up && [smtp, smtps, submission, imap, imaps, lmtp]
            .into_iter()
            .all(listens))
        .then_some(rig)
    }

    /// The ports.
    pub(crate) fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The certificate to be trusted; the servers' one is made out to `localhost` and 127.0.0.1.
    pub(crate) fn ca(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// Stands in for the provider: mail of these domains that comes in by the MX gets the
    /// Authentication-Results header a border MTA named `server` writes when DMARC passes. To be
    /// called before the first mail; without it no mail carries any proof.
    pub(crate) fn vouch(&self, server: &str, domains: &[&str]) {
        fs::write(self.path("border"), config::border(server, domains)).unwrap();
    }

    /// Mail that is submitted gets the verdict of a judge of that name; what it brings along under that
    /// name is taken out if he is `careful`. To be called before the first mail.
    pub(crate) fn judge(&self, server: &str, careful: bool) {
        fs::write(self.path("house"), config::house(server, careful)).unwrap();
    }

    /// From now on an address with a tag is nobody's.
    pub(crate) fn no_tags(&self) {
        let file = self.path("postfix/main.cf");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("recipient_delimiter = +\n", "")).unwrap();
        let folder = self.path("postfix");
        run("postfix", &["-c", folder.to_str().unwrap(), "reload"]);
    }

    /// From now on logins by XOAUTH2 are taken, at Postfix too, for whomever the token server at this
    /// address (the token comes behind it) says a token is.
    pub(crate) fn take_tokens(&self, introspection: &str) {
        let text = self.path("").display().to_string();
        let file = self.path("dovecot.conf");
        let before = fs::read_to_string(&file).unwrap();
        let root = text.trim_end_matches('/');
        fs::write(
            self.path("oauth2.conf"),
            config::introspection(introspection),
        )
        .unwrap();
        fs::write(&file, config::with_tokens(&before, root)).unwrap();
        run("doveadm", &["-c", file.to_str().unwrap(), "reload"]);
        let limit = Instant::now() + Duration::from_secs(20);
        while !greeting(self.ports.imap).contains("AUTH=XOAUTH2") {
            assert!(Instant::now() < limit, "Dovecot takes no tokens");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// From the next login on Postfix thinks so many seconds about each submitted mail: the time between
    /// its final dot and the answer. Who hangs up meanwhile has sent it all the same.
    pub(crate) fn hesitate(&self, seconds: u32) {
        let restriction = match seconds {
            0 => String::new(),
            _ => format!("/./ sleep {seconds}\n"),
        };
        fs::write(self.path("hesitate"), restriction).unwrap();
    }

    /// A path inside the rig's directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Cuts all IMAP connections of a user with `* BYE`.
    pub(crate) fn kick(&self, user: &str) {
        run(
            "doveadm",
            &[
                "-c",
                self.path("dovecot.conf").to_str().unwrap(),
                "kick",
                user,
            ],
        );
    }

    /// Process ids of the user's IMAP connections, to be stopped or killed.
    pub(crate) fn imap_processes(&self, user: &str) -> Vec<u32> {
        let config = self.path("dovecot.conf");
        let output = Command::new("doveadm")
            .args(["-c", config.to_str().unwrap(), "who", "-1", user])
            .output()
            .unwrap();
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        lines
            .lines()
            .skip(1)
            .filter_map(|line| line.split_whitespace().nth(2)?.parse().ok())
            .collect()
    }

    /// Something that takes mail for all other domains and refuses each recipient with `refusal`
    /// (`550 5.1.1 no such user`), or takes it and drops it.
    pub(crate) fn outside(&mut self, refusal: Option<&str>) {
        let mut sink = Command::new("smtp-sink");
        sink.args(["-u", "nobody"]);
        if let Some(refusal) = refusal {
            sink.args(["-f", "RCPT", "-B", refusal]);
        }
        let listen = format!("127.0.0.1:{}", self.ports.outside);
        self.end_outside();
        self.outside = Some(
            sink.args([listen.as_str(), "10"])
                .stdout(Stdio::null())
                .spawn()
                .unwrap(),
        );
        assert!(listens(self.ports.outside));
    }

    fn end_outside(&mut self) {
        if let Some(mut sink) = self.outside.take() {
            let _ = sink.kill();
            let _ = sink.wait();
        }
    }

    /// Mails Postfix still has in hand.
    pub(crate) fn queued(&self) -> usize {
        fn files(folder: &Path) -> usize {
            let entries = fs::read_dir(folder).into_iter().flatten();
            let all = entries.filter_map(Result::ok).map(|e| e.path());
            all.map(|path| if path.is_dir() { files(&path) } else { 1 })
                .sum()
        }
        ["maildrop", "incoming", "active", "deferred"]
            .iter()
            .map(|name| files(&self.path("q").join(name)))
            .sum()
    }

    /// Stops Dovecot: an outage. [`Rig::resume`] ends it.
    pub(crate) fn outage(&self) {
        end(&self.path("run/master.pid"));
    }

    /// Starts Dovecot again, with the same mailboxes.
    pub(crate) fn resume(&self) {
        assert!(started(
            "dovecot",
            &["-c", self.path("dovecot.conf").to_str().unwrap()]
        ));
        assert!(listens(self.ports.imaps) && listens(self.ports.lmtp));
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.end_outside();
        // Directly: `postfix stop` sleeps by the second.
        end(&self.path("q/pid/master.pid"));
        end(&self.path("run/master.pid"));
        if std::thread::panicking() {
            for name in ["log/dovecot.log", "log/postfix.log"] {
                let log = fs::read_to_string(self.path(name)).unwrap_or_default();
                let _ = writeln!(std::io::stderr(), "--- {name}\n{log}");
            }
        }
    }
}

/// Ends the daemon whose process id the file holds, and waits for it.
fn end(pid_file: &Path) {
    let Ok(text) = fs::read_to_string(pid_file) else {
        return;
    };
    let process = Path::new("/proc").join(text.trim());
    let limit = Instant::now() + Duration::from_secs(5);
    started("kill", &[text.trim()]);
    while process.join("exe").read_link().is_ok() && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Says that a test is skipped for what is missing, or fails it where the servers are required.
///
/// # Panics
/// If `CI` or `NUDGED_REQUIRE_SERVERS` is set.
pub(crate) fn skip(missing: &str) {
    let needed = ["CI", "NUDGED_REQUIRE_SERVERS"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    assert!(!needed, "the test servers are required, but {missing}");
    // Past the capture of the test harness: a skipped test must not look like a passed one.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {missing}");
}

/// What moves the wall clock of a process, where it is installed. The build for programs of several
/// threads: the plain one tells a thread the machine's time while another reads the clock's file.
pub(crate) fn libfaketime() -> Option<PathBuf> {
    let multiarch = fs::read_dir("/usr/lib")
        .ok()?
        .filter_map(Result::ok)
        .map(|e| e.path());
    multiarch
        .chain(["/usr/lib", "/usr/lib64", "/usr/local/lib"].map(PathBuf::from))
        .map(|directory| directory.join("faketime/libfaketimeMT.so.1"))
        .find(|library| library.exists())
}

/// Whether strace may trace a program here: containers often forbid it.
pub(crate) fn may_trace() -> bool {
    started("strace", &["-f", "-qqq", "-o", "/dev/null", "true"])
}

/// What a rig needs and this machine has not.
fn missing() -> Option<String> {
    for program in [
        "dovecot",
        "doveadm",
        "postfix",
        "smtp-sink",
        "openssl",
        "useradd",
    ] {
        let there = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
            .iter()
            .any(|directory| Path::new(directory).join(program).exists());
        if !there {
            return Some(format!("no {program}"));
        }
    }
    let user = |name: &str| {
        Command::new("id")
            .arg(name)
            .output()
            .is_ok_and(|o| o.status.success())
    };
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|o| o.stdout == b"0\n");
    if !root {
        return Some("not root".to_owned());
    }
    static ACCOUNT: Mutex<()> = Mutex::new(());
    let _one_at_a_time = ACCOUNT.lock();
    if !user("nudgetest") {
        started(
            "useradd",
            &["-r", "-M", "-s", "/usr/sbin/nologin", "nudgetest"],
        );
    }
    (!user("nudgetest")).then(|| "no user nudgetest".to_owned())
}

/// Seven ports nobody listens on, below those the system hands out for outgoing connections.
fn free_ports() -> Ports {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let own = u16::try_from(std::process::id() % 1500).unwrap_or(0) * 8;
    let mut free =
        std::iter::from_fn(|| Some(20_000 + (own + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000))
            .take(12_000)
            .filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    let mut port = || free.next().unwrap();
    Ports {
        smtp: port(),
        smtps: port(),
        submission: port(),
        imap: port(),
        imaps: port(),
        lmtp: port(),
        outside: port(),
    }
}

/// The first line a server says.
fn greeting(port: u16) -> String {
    let mut line = String::new();
    if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
        let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
        let _ = std::io::BufRead::read_line(&mut std::io::BufReader::new(stream), &mut line);
    }
    line
}

/// Runs a program without reading what it says: a daemon keeps its pipes open for ever.
fn started(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn run(program: &str, arguments: &[&str]) {
    finish(Command::new(program).args(arguments));
}

fn finish(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Waits until there is something, and tells after how long.
///
/// # Panics
/// If it takes longer than the limit.
pub(crate) fn until<T>(
    what: &str,
    limit: Duration,
    mut probe: impl FnMut() -> Option<T>,
) -> (T, Duration) {
    let begin = Instant::now();
    loop {
        if let Some(found) = probe() {
            return (found, begin.elapsed());
        }
        assert!(begin.elapsed() < limit, "not within {limit:?}: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until something listens.
fn listens(port: u16) -> bool {
    let end = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    true
}
