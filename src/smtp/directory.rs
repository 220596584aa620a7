//! Mail into a directory instead of to a server: for trials, demonstrations and `replay`.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::outcome::{Outcome, Stage};

/// Longest part of a name taken from a Message-ID, in bytes (file systems take 255).
const LONGEST_ID: usize = 120;

/// A directory of `NNNNNN-<message id>.eml` files, numbered in sending order from 1.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    next: u64,
    /// Files reach the disk before they count.
    durable: bool,
}

impl Directory {
    /// Makes the directory if it is missing; numbers go on after the highest in it.
    ///
    /// # Errors
    /// If it cannot be made or read.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        let mut highest = 0;
        for entry in fs::read_dir(path)? {
            let name = entry?.file_name();
            let number = name
                .to_str()
                .and_then(|n| n.split_once('-'))
                .and_then(|(n, _)| n.parse().ok());
            highest = highest.max(number.unwrap_or(0));
        }
        Ok(Self {
            path: path.to_owned(),
            next: highest + 1,
            durable: true,
        })
    }

    /// The same for `replay`, which a power cut may take away whole: it waits for no disk.
    ///
    /// # Errors
    /// As [`Directory::open`].
    pub fn scratch(path: &Path) -> io::Result<Self> {
        Ok(Self {
            durable: false,
            ..Self::open(path)?
        })
    }

    /// Writes one mail, whole or not at all, in the manner of [`super::Session::send`]: the moment of
    /// the final dot is the renaming of a file that is on the disk already.
    pub fn send(
        &mut self,
        id: &str,
        bytes: &[u8],
        before_final_dot: impl FnOnce() -> anyhow::Result<()>,
    ) -> Outcome {
        let name = format!("{:06}-{}.eml", self.next, safe(id));
        let temporary = self.path.join(format!(".{name}.tmp"));
        let not_sent = |stage, error: String| {
            let _ = fs::remove_file(&temporary);
            Outcome::NotSent { stage, error }
        };
        let written = File::create(&temporary).and_then(|mut file| {
            file.write_all(bytes)?;
            if self.durable {
                file.sync_all()
            } else {
                Ok(())
            }
        });
        if let Err(error) = written {
            return not_sent(Stage::Body, error.to_string());
        }
        if let Err(error) = before_final_dot() {
            return not_sent(Stage::Record, format!("{error:#}"));
        }
        if let Err(error) = fs::rename(&temporary, self.path.join(&name)) {
            return not_sent(Stage::Dot, error.to_string());
        }
        self.next += 1;
        // Without this a power cut may take the name away again (fsync(2)).
        let synced = match self.durable {
            true => File::open(&self.path).and_then(|directory| directory.sync_all()),
            false => Ok(()),
        };
        match synced {
            Ok(()) => Outcome::Sent {
                text: format!("250 written to {name}"),
                refused: Vec::new(),
            },
            Err(error) => Outcome::Unsure {
                error: error.to_string(),
            },
        }
    }

    /// Whether a mail of this id was written: settles what a crash left in doubt.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn holds(&self, id: &str) -> io::Result<bool> {
        let tail = format!("-{}.eml", safe(id));
        for entry in fs::read_dir(&self.path)? {
            let name = entry?.file_name();
            let mail = name.to_str().and_then(|n| n.strip_suffix(tail.as_str()));
            if mail.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit())) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The id as part of a file name.
fn safe(id: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "@._+-".contains(c) {
            c
        } else {
            '_'
        }
    };
    id.chars().take(LONGEST_ID).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(path)
            .expect("dir")
            .map(|e| e.expect("entry").file_name().into_string().expect("utf-8"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn mails_are_numbered_on_and_names_are_safe() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("deep/outbox");
        let mut outbox = Directory::open(&path).expect("open");
        for id in ["n.1@team.example", "../../etc/passwd\0"] {
            assert!(matches!(
                outbox.send(id, b"Subject: a\r\n\r\nb", || Ok(())),
                Outcome::Sent { .. }
            ));
        }
        let mut again = Directory::open(&path).expect("open");
        assert!(matches!(
            again.send("n.3@team.example", b"x", || Ok(())),
            Outcome::Sent { .. }
        ));
        assert_eq!(
            names(&path),
            [
                "000001-n.1@team.example.eml",
                "000002-.._.._etc_passwd_.eml",
                "000003-n.3@team.example.eml"
            ]
        );
        assert_eq!(
            fs::read(path.join("000001-n.1@team.example.eml")).expect("read"),
            b"Subject: a\r\n\r\nb"
        );
        assert!(again.holds("n.3@team.example").expect("read"));
        assert!(!again.holds("3@team.example").expect("read"));
        assert!(!again.holds("n.4@team.example").expect("read"));
    }

    #[test]
    fn a_hook_that_errs_leaves_nothing() {
        let dir = tempfile::tempdir().expect("dir");
        let mut outbox = Directory::open(dir.path()).expect("open");
        let outcome = outbox.send("a@b.example", b"x", || anyhow::bail!("disk full"));
        assert_eq!(
            outcome,
            Outcome::NotSent {
                stage: Stage::Record,
                error: "disk full".to_owned()
            }
        );
        assert!(names(dir.path()).is_empty());
    }

    #[test]
    fn a_directory_that_is_gone_is_not_sent() {
        let dir = tempfile::tempdir().expect("dir");
        let mut outbox = Directory::open(&dir.path().join("x")).expect("open");
        fs::remove_dir(dir.path().join("x")).expect("remove");
        let outcome = outbox.send("a@b.example", b"x", || Ok(()));
        assert!(
            matches!(
                outcome,
                Outcome::NotSent {
                    stage: Stage::Body,
                    ..
                }
            ),
            "{outcome:?}"
        );
    }
}
