//! Passwords: read only when needed, never from the environment, never printed.

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::access;
use super::endpoint::SecretSource;

/// How long a password command may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longest password, in bytes.
const LONGEST: u64 = 16 << 10;

pub use crate::net::Secret;

/// Why there is no password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SecretFault(pub String);

impl SecretSource {
    /// Reads the password now; blocks up to 30 seconds (a command).
    ///
    /// # Errors
    /// [`SecretFault`] naming the source and the reason, never the text.
    pub fn read(&self) -> Result<Secret, SecretFault> {
        if let Some(warning) = self.exposed() {
            tracing::warn!("{warning}");
        }
        match self {
            Self::File(path) => from_file(path),
            Self::Command(command) => from_command("password-command", command, PATIENCE),
            Self::Credential(name) => from_file(&credential(name)?),
        }
    }

    /// Reads a whole text of many lines now; blocks.
    ///
    /// # Errors
    /// [`SecretFault`] naming the source and the reason, never the text.
    pub fn read_whole(&self) -> Result<Secret, SecretFault> {
        match self {
            Self::File(path) => whole(path),
            Self::Command(_) => self.read(),
            Self::Credential(name) => whole(&credential(name)?),
        }
    }

    /// A sentence if others than the owner may read the file.
    #[must_use]
    pub fn exposed(&self) -> Option<String> {
        let (path, others) = match self {
            Self::File(path) => (path.clone(), 0o077),
            // Its group may be a list of users that systemd set.
            Self::Credential(name) => {
                let dir = std::env::var_os("CREDENTIALS_DIRECTORY")?;
                (Path::new(&dir).join(name), 0o007)
            }
            Self::Command(_) => return None,
        };
        let mode = std::fs::metadata(&path).ok()?.permissions().mode();
        (mode & others != 0).then(|| {
            let shown = path.display();
            let mode = mode & 0o7777;
            format!(
                "{shown} has mode {mode:04o}: others than its owner can read it; chmod 600 {shown}"
            )
        })
    }
}

/// The access token that a shell command prints on its first line; blocks up to 30 seconds.
///
/// # Errors
/// [`SecretFault`] with the reason, never the text.
pub fn token_of(command: &str) -> Result<Secret, SecretFault> {
    from_command("token-command", command, PATIENCE)
}

/// Where systemd puts a credential.
fn credential(name: &str) -> Result<PathBuf, SecretFault> {
    let dir = std::env::var_os("CREDENTIALS_DIRECTORY").ok_or_else(|| {
        SecretFault(format!(
            "no password: write password-file or password-command, or start with systemd's \
             LoadCredential={name}:FILE"
        ))
    })?;
    Ok(Path::new(&dir).join(name))
}

/// The whole file without its trailing newline.
fn from_file(path: &Path) -> Result<Secret, SecretFault> {
    let text = whole(path)?;
    one_line(text.expose())
        .map_err(|why| SecretFault(format!("password in {}: {why}", path.display())))
}

/// The whole file.
fn whole(path: &Path) -> Result<Secret, SecretFault> {
    let fault =
        |why: &dyn std::fmt::Display| SecretFault(format!("password in {}: {why}", path.display()));
    let file = std::fs::File::open(path).map_err(|e| match access::denied(path, &e) {
        Some(remedy) => fault(&format!("permission denied; {remedy}")),
        None => fault(&format!("{e}; write the password there, and nothing else")),
    })?;
    let mut text = String::new();
    file.take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|e| fault(&e))?;
    Ok(Secret::new(text))
}

/// The first line a shell command prints.
fn from_command(key: &str, command: &str, patience: Duration) -> Result<Secret, SecretFault> {
    let fault = |why: &dyn std::fmt::Display| SecretFault(format!("{key}: {why}"));
    let started = Instant::now();
    // A process group of its own, so that what it started can be ended with it.
    let mut child = Command::new("/bin/sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|e| fault(&e))?;
    let line = first_line(&mut child, patience);
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if started.elapsed() < patience => thread::sleep(Duration::from_millis(10)),
            _ => break None,
        }
    };
    let Some(status) = status else {
        end_group(&mut child);
        return Err(fault(&format!(
            "not done within {} seconds",
            patience.as_secs()
        )));
    };
    if !status.success() {
        return Err(fault(&status));
    }
    one_line(&line.unwrap_or_default()).map_err(|why| fault(&why))
}

/// Reads a line beside the clock: a pipe that a grandchild holds open never ends.
fn first_line(child: &mut Child, patience: Duration) -> Option<String> {
    let out = child.stdout.take()?;
    let (told, line) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(out);
        let mut text = String::new();
        if reader.by_ref().take(LONGEST).read_line(&mut text).is_ok() {
            let _ = told.send(text);
        }
        // Read on to the end: a command that says more must not die of a closed pipe.
        let _ = std::io::copy(&mut reader, &mut std::io::sink());
    });
    line.recv_timeout(patience).ok()
}

/// Ends a command and what it started.
fn end_group(child: &mut Child) {
    let group = format!("-{}", child.id());
    // The shell's own `kill`: not every machine has the program.
    let end = ["-c", "kill -KILL \"$0\"", &group];
    let _ = Command::new("/bin/sh")
        .args(end)
        .stderr(Stdio::null())
        .status();
    let _ = child.kill();
    let _ = child.wait();
}

/// A password of one line; a newline at its end goes.
fn one_line(text: &str) -> Result<Secret, &'static str> {
    let bare = text.strip_suffix('\n').unwrap_or(text);
    let bare = bare.strip_suffix('\r').unwrap_or(bare);
    if bare.is_empty() {
        return Err("it is empty");
    }
    if bare.contains(['\n', '\r', '\0']) {
        return Err("it has more than one line");
    }
    Ok(Secret::new(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(text: &str, seconds: u64) -> Result<String, String> {
        let read = from_command("password-command", text, Duration::from_secs(seconds));
        read.map(|s| s.expose().to_owned())
            .map_err(|e| e.to_string())
    }

    #[test]
    fn a_secret_never_shows() {
        let secret = Secret::new("hunter2".to_owned());
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "*** Some(***)");
    }

    #[test]
    fn files_give_their_line_and_tell_who_may_read_them() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            SecretSource::File(path.clone())
                .read()
                .map(|s| s.expose().to_owned())
        };
        for (text, secret) in [
            ("päss word\n", "päss word"),
            ("x\r\n", "x"),
            ("x", "x"),
            (" x \n", " x "),
        ] {
            assert_eq!(read(text).unwrap(), secret);
        }
        for bad in ["", "\n", "a\nb\n"] {
            let fault = read(bad).unwrap_err().to_string();
            assert!(
                fault.contains("password in") && !fault.contains("a\nb"),
                "{fault}"
            );
        }
        let source = SecretSource::File(path.clone());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(source.exposed().unwrap().contains("chmod 600"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(source.exposed(), None);
        assert!(SecretSource::File(dir.path().join("none")).read().is_err());
    }

    #[test]
    fn commands_give_their_first_line_in_time() {
        assert_eq!(command("echo s3cret; echo user: me", 30).unwrap(), "s3cret");
        assert_eq!(command("printf s3cret", 30).unwrap(), "s3cret");
        assert!(
            command("echo s3cret; exit 3", 30)
                .unwrap_err()
                .contains('3')
        );
        assert!(command("true", 30).unwrap_err().contains("empty"));
        let started = Instant::now();
        assert!(
            command("sleep 60 & echo x; sleep 60", 1)
                .unwrap_err()
                .contains("within 1 second")
        );
        assert!(
            command("sleep 60", 1)
                .unwrap_err()
                .contains("within 1 second")
        );
        assert!(started.elapsed() < Duration::from_secs(20));
        // What it started is ended with it.
        let dir = tempfile::tempdir().unwrap();
        let pid = dir.path().join("pid");
        let text = format!("sleep 60 & echo $! > '{}'; sleep 60", pid.display());
        assert!(command(&text, 1).is_err());
        let pid = std::fs::read_to_string(pid).unwrap();
        let gone = (0..100).any(|_| {
            thread::sleep(Duration::from_millis(20));
            let state = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
            state.map_or(true, |s| s.contains(") Z") || s.contains(") X"))
        });
        assert!(gone, "{pid} still runs");
    }

    #[test]
    fn without_systemd_the_remedy_is_told() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("tracking"), "s3cret\n").unwrap();
        assert_eq!(
            from_file(&dir.path().join("tracking")).unwrap().expose(),
            "s3cret"
        );
    }
}
