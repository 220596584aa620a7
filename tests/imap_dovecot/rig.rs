//! A Dovecot of one test: its folder, certificates and ports.

use nudged::mailbox::imap::Stumbles;
use nudged::mailbox::{Account, Secret, TlsMode};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Rig {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) dovecot: Child,
    pub(crate) imap: u16,
    pub(crate) imaps: u16,
}

impl Drop for Rig {
    fn drop(&mut self) {
        // The master takes its children with it on TERM.
        let _ = Command::new("kill")
            .arg(self.dovecot.id().to_string())
            .status();
        let _ = self.dovecot.wait();
    }
}

pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub(crate) fn program(name: &str) -> Option<String> {
    ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
        .iter()
        .map(|dir| format!("{dir}/{name}"))
        .find(|path| Path::new(path).exists())
}

pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A CA and a leaf for localhost, or one self-signed certificate that is both.
pub(crate) fn certificates(dir: &Path, self_signed: bool) {
    let run = |arguments: &[&str]| {
        let done = Command::new("openssl")
            .args(arguments)
            .current_dir(dir)
            .stderr(Stdio::null())
            .status();
        assert!(done.unwrap().success(), "openssl {arguments:?}");
    };
    let key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
    ];
    let ca = [
        "req",
        "-x509",
        "-days",
        "30",
        "-subj",
        "/CN=localhost",
        "-addext",
        "basicConstraints=critical,CA:TRUE",
    ];
    if self_signed {
        run(&[&ca[..], &key, &["-keyout", "leaf.key", "-out", "leaf.pem"]].concat());
        fs::copy(dir.join("leaf.pem"), dir.join("ca.pem")).unwrap();
        return;
    }
    run(&[&ca[..], &key, &["-keyout", "ca.key", "-out", "ca.pem"]].concat());
    run(&[
        &[
            "req",
            "-subj",
            "/CN=localhost",
            "-out",
            "leaf.csr",
            "-keyout",
            "leaf.key",
        ],
        &key[..],
    ]
    .concat());
    fs::write(
        dir.join("ext"),
        "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n",
    )
    .unwrap();
    run(&[
        "x509",
        "-req",
        "-in",
        "leaf.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "30",
        "-out",
        "leaf.pem",
        "-extfile",
        "ext",
    ]);
}

impl Rig {
    /// `None`, with a word, if the programs are missing.
    pub(crate) fn start(self_signed: bool, more: &str) -> Option<Self> {
        // Between finding a free port and Dovecot's taking it, somebody else may.
        for _ in 0..3 {
            match Self::try_start(self_signed, more)? {
                Ok(rig) => return Some(rig),
                Err(log) => eprintln!("Dovecot did not start: {log}"),
            }
        }
        panic!("Dovecot does not start");
    }

    pub(crate) fn try_start(self_signed: bool, more: &str) -> Option<Result<Self, String>> {
        let (Some(dovecot), Some(_), Some(_)) =
            (program("dovecot"), program("doveadm"), program("openssl"))
        else {
            eprintln!("SKIPPED: dovecot or openssl is not installed");
            return None;
        };
        // 2.4 reads another configuration language.
        if !output(&dovecot, &["--version"]).is_some_and(|version| version.starts_with("2.3")) {
            eprintln!("SKIPPED: this rig is written for Dovecot 2.3");
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().to_owned();
        let open =
            |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
        open(&at);
        certificates(&at, self_signed);
        for part in [
            "run",
            "state",
            "mail",
            "mail/track",
            "mail/track/new",
            "mail/track/cur",
            "mail/track/tmp",
        ] {
            fs::create_dir(at.join(part)).unwrap();
        }
        for part in [
            "mail",
            "mail/track",
            "mail/track/new",
            "mail/track/cur",
            "mail/track/tmp",
        ] {
            open(&at.join(part));
        }
        let (imap, imaps) = (free_port(), free_port());
        let (user, group) = (
            output("id", &["-un"]).unwrap(),
            output("id", &["-gn"]).unwrap(),
        );
        // Dovecot gives no mail to root, and without root it can become nobody else.
        let (owner, rootless) = if user == "root" {
            ("uid=nobody gid=nogroup".to_owned(), String::new())
        } else {
            (
                format!("uid={user} gid={group}"),
                format!(
                    "default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n\
                     service anvil {{\n chroot =\n}}\nservice auth {{\n user = {user}\n}}\n\
                     service auth-worker {{\n user = {user}\n}}\nservice imap-login {{\n chroot =\n}}\n"
                ),
            )
        };
        let at = at.display();
        let configuration = format!(
            "base_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/dovecot.log\nprotocols = imap\n\
             listen = 127.0.0.1\nssl = yes\nssl_cert = <{at}/leaf.pem\nssl_key = <{at}/leaf.key\n\
             disable_plaintext_auth = yes\nmail_location = maildir:{at}/mail/%Lu\nfirst_valid_uid = 1\n\
             mail_fsync = never\nauth_failure_delay = 0\nauth_mechanisms = plain\n{rootless}\
             passdb {{\n driver = static\n args = password=secret\n}}\n\
             userdb {{\n driver = static\n args = {owner} home={at}/mail/%Lu/home\n}}\n\
             namespace inbox {{\n inbox = yes\n\
              mailbox Quarantäne {{\n auto = create\n special_use = \\Junk\n}}\n\
              mailbox Abgelegt {{\n auto = create\n special_use = \\Sent\n}}\n}}\n\
             service imap-login {{\n inet_listener imap {{\n port = {imap}\n}}\n\
              inet_listener imaps {{\n port = {imaps}\n ssl = yes\n}}\n}}\n{more}\n"
        );
        fs::write(dir.path().join("dovecot.conf"), configuration).unwrap();
        let child = Command::new(dovecot)
            .args(["-F", "-c"])
            .arg(dir.path().join("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut rig = Self {
            dir,
            dovecot: child,
            imap,
            imaps,
        };
        for _ in 0..400 {
            let log = fs::read_to_string(rig.path("dovecot.log")).unwrap_or_default();
            if rig.dovecot.try_wait().unwrap().is_some() || log.contains("Fatal") {
                return Some(Err(log));
            }
            if std::net::TcpStream::connect(("127.0.0.1", rig.imaps)).is_ok() {
                return Some(Ok(rig));
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Some(Err("it listens nowhere".to_owned()))
    }

    pub(crate) fn path(&self, part: &str) -> PathBuf {
        self.dir.path().join(part)
    }

    pub(crate) fn account(&self) -> Account {
        Account {
            name: "tracking".to_owned(),
            host: "localhost".to_owned(),
            port: self.imaps,
            tls: TlsMode::Implicit,
            ca_file: Some(self.path("ca.pem")),
            user: "track".to_owned(),
            proof: Secret::new("secret").into(),
            folders: vec![],
            read_only_extra: false,
            stumbles: Stumbles::default(),
        }
    }

    /// Delivers a mail the Maildir way.
    pub(crate) fn deliver(&self, folder: &str, name: &str, bytes: &[u8]) {
        let name = format!("{name}.M1P1.host");
        let (tmp, new) = (
            self.path("mail/track/tmp").join(&name),
            self.path("mail/track").join(folder).join("new"),
        );
        fs::write(&tmp, bytes).unwrap();
        fs::set_permissions(&tmp, fs::Permissions::from_mode(0o666)).unwrap();
        fs::rename(tmp, new.join(name)).unwrap();
    }

    pub(crate) fn doveadm(&self, arguments: &[&str]) {
        let done = Command::new(program("doveadm").unwrap())
            .arg("-c")
            .arg(self.path("dovecot.conf"))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(done.unwrap().success(), "doveadm {arguments:?}");
    }
}
