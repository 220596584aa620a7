//! Tokens in the state directory: one file for each `[[oauth]]`, for its owner's eyes only.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown,
};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::config::access;
use crate::net::Secret;

/// The folder below the state directory.
pub const FOLDER: &str = "oauth";
/// Longest file, bytes.
const LONGEST: u64 = 64 << 10;

/// Where the tokens of one `[[oauth]]` are.
#[derive(Debug, Clone)]
pub struct Shelf {
    dir: PathBuf,
    name: String,
}

/// Why tokens could not be read or kept.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct ShelfFault {
    path: PathBuf,
    why: String,
}

/// Tokens of one consent.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// The application they were given to.
    pub(super) client_id: String,
    /// Gets new ones.
    pub(super) refresh: Secret,
    /// What proves a login.
    pub(super) access: Secret,
    /// A new one is had from then on.
    pub(super) refresh_at: DateTime<Utc>,
    /// It counts until then.
    pub(super) expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept")
            .field("refresh_at", &self.refresh_at)
            .finish_non_exhaustive()
    }
}

/// As the file has it.
#[derive(Serialize, Deserialize)]
struct Written {
    client_id: String,
    refresh_token: String,
    access_token: String,
    refresh_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl Shelf {
    /// The shelf of a name, which is a plain one.
    #[must_use]
    pub fn new(state_dir: &Path, name: &str) -> Self {
        Self {
            dir: state_dir.join(FOLDER),
            name: name.to_owned(),
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.dir.join(format!("{}.json", self.name))
    }

    /// What is kept; `None` if nothing is.
    pub(super) fn read(&self) -> Result<Option<Kept>, ShelfFault> {
        let path = self.path();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(fault(&path, &e)),
        };
        let mut text = String::new();
        file.take(LONGEST)
            .read_to_string(&mut text)
            .map_err(|e| fault(&path, &e))?;
        // What serde says of a wrong file may hold parts of it.
        let written: Written = serde_json::from_str(&text).map_err(|_| ShelfFault {
            path,
            why: "is no file of tokens".to_owned(),
        })?;
        Ok(Some(Kept {
            client_id: written.client_id,
            refresh: Secret::new(written.refresh_token),
            access: Secret::new(written.access_token),
            refresh_at: written.refresh_at,
            expires_at: written.expires_at,
        }))
    }

    /// Keeps them in place of those before, whole or not at all.
    pub(super) fn write(&self, kept: &Kept) -> Result<(), ShelfFault> {
        self.folder()?;
        let written = Written {
            client_id: kept.client_id.clone(),
            refresh_token: kept.refresh.expose().to_owned(),
            access_token: kept.access.expose().to_owned(),
            refresh_at: kept.refresh_at,
            expires_at: kept.expires_at,
        };
        let path = self.path();
        let new = self.dir.join(format!("{}.new", self.name));
        let put = || {
            let text = serde_json::to_vec(&written)?;
            // One that a crash left.
            let _ = fs::remove_file(&new);
            let mut file = self.made(&new)?;
            file.write_all(&text)?;
            file.sync_all()?;
            fs::rename(&new, &path)?;
            File::open(&self.dir)?.sync_all()
        };
        put().map_err(|e: io::Error| fault(&path, &e))
    }

    /// Held by whoever refreshes: two who use one refresh token at once may lose both (RFC 9700 4.14).
    /// `None`: somebody else does just now.
    pub(super) fn lock(&self) -> Result<Option<File>, ShelfFault> {
        self.folder()?;
        let path = self.dir.join(format!("{}.lock", self.name));
        let open = || OpenOptions::new().write(true).open(&path);
        let file = open().or_else(|e| match e.kind() {
            io::ErrorKind::NotFound => self.made(&path).or_else(|_| open()),
            _ => Err(e),
        });
        let file = file.map_err(|e| fault(&path, &e))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(e)) => Err(fault(&path, &e)),
        }
    }

    /// The folder, 0700, its owner that of the state directory.
    fn folder(&self) -> Result<(), ShelfFault> {
        if let Some(state) = self.dir.parent() {
            let made = DirBuilder::new().recursive(true).mode(0o700).create(state);
            made.map_err(|e| fault(state, &e))?;
        }
        let made = DirBuilder::new().mode(0o700).create(&self.dir);
        match made {
            Ok(()) => self.hand_over(&self.dir),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let mode = fs::metadata(&self.dir).map_err(|e| fault(&self.dir, &e))?;
                if mode.permissions().mode() & 0o077 == 0 {
                    return Ok(());
                }
                fs::set_permissions(&self.dir, fs::Permissions::from_mode(0o700))
            }
            Err(e) => Err(e),
        }
        .map_err(|e| fault(&self.dir, &e))
    }

    /// A new file, 0600.
    fn made(&self, path: &Path) -> io::Result<File> {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        self.hand_over(path)?;
        Ok(file)
    }

    /// Gives what root made to the daemon's user.
    fn hand_over(&self, path: &Path) -> io::Result<()> {
        let Some(state) = self.dir.parent() else {
            return Ok(());
        };
        let (state, own) = (fs::metadata(state)?, fs::metadata(path)?);
        if own.uid() == state.uid() {
            return Ok(());
        }
        chown(path, Some(state.uid()), Some(state.gid()))
    }
}

fn fault(path: &Path, error: &io::Error) -> ShelfFault {
    let why = match access::denied(path, error) {
        Some(remedy) => format!("permission denied; {remedy}"),
        None => error.to_string(),
    };
    ShelfFault {
        path: path.to_owned(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(word: &str) -> Kept {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Kept {
            client_id: "app".to_owned(),
            refresh: Secret::new(format!("canary-r-{word}")),
            access: Secret::new(format!("canary-a-{word}")),
            refresh_at: at,
            expires_at: at,
        }
    }

    #[test]
    fn tokens_are_kept_for_their_owner_only() {
        let state = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(state.path(), "agency");
        assert_eq!(shelf.read().unwrap(), None);
        for word in ["one", "two"] {
            shelf.write(&kept(word)).unwrap();
            assert_eq!(shelf.read().unwrap(), Some(kept(word)));
        }
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&shelf.path()), 0o600);
        assert_eq!(mode(&state.path().join(FOLDER)), 0o700);
        fs::set_permissions(state.path().join(FOLDER), fs::Permissions::from_mode(0o755)).unwrap();
        shelf.write(&kept("three")).unwrap();
        assert_eq!(mode(&state.path().join(FOLDER)), 0o700);
        assert!(!format!("{:?}", kept("one")).contains("canary"));
    }

    #[test]
    fn a_broken_file_is_told_without_its_words() {
        let state = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(state.path(), "agency");
        shelf.write(&kept("one")).unwrap();
        fs::write(shelf.path(), r#"{"refresh_token":"canary"#).unwrap();
        let told = shelf.read().unwrap_err().to_string();
        assert!(
            told.contains("agency.json") && !told.contains("canary"),
            "{told}"
        );
    }

    #[test]
    fn only_one_refreshes_at_a_time() {
        let state = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(state.path(), "agency");
        let held = shelf.lock().unwrap().unwrap();
        assert!(shelf.lock().unwrap().is_none());
        drop(held);
        assert!(shelf.lock().unwrap().is_some());
    }
}
