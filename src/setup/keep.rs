//! Writing what set-up made: the secret for its owner's eyes only, the configuration never over another.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::net::Secret;

/// Whether files can be made in the folder, or in the nearest one above it that is there.
///
/// # Errors
/// The system's words.
pub fn writable(folder: &Path) -> io::Result<()> {
    let there = folder
        .ancestors()
        .map(|at| {
            if at.as_os_str().is_empty() {
                Path::new(".")
            } else {
                at
            }
        })
        .find(|at| at.is_dir());
    let probe = there.unwrap_or(Path::new(".")).join(".nudged-init");
    let _ = fs::remove_file(&probe);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&probe)?;
    fs::remove_file(&probe)
}

/// Writes a secret with mode 0600 into a folder of mode 0700; the file is never there half written or
/// for others to read.
///
/// # Errors
/// The system's words; [`io::ErrorKind::AlreadyExists`] if it is there and not `over`.
pub fn secret(path: &Path, secret: &Secret, over: bool) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        if let Some(above) = folder.parent() {
            public(above)?;
        }
        made(folder, 0o700)?;
    }
    if path.exists() && !over {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    whole(path, 0o600, |file| {
        file.write_all(secret.expose().as_bytes())?;
        file.write_all(b"\n")
    })
}

/// Writes the configuration, readable by everybody: it holds no secret. What was there before is kept
/// beside it; where.
///
/// # Errors
/// The system's words; [`io::ErrorKind::AlreadyExists`] if it is there and not `over`.
pub fn configuration(path: &Path, text: &str, over: bool) -> io::Result<Option<PathBuf>> {
    if let Some(folder) = path.parent() {
        public(folder)?;
    }
    let before = path.exists();
    if before && !over {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let kept = if before {
        let old = beside(path, ".before");
        fs::copy(path, &old)?;
        Some(old)
    } else {
        None
    };
    whole(path, 0o644, |file| file.write_all(text.as_bytes()))?;
    Ok(kept)
}

/// A folder of the configuration, and those above it: the unit's user reads what is in them.
fn public(folder: &Path) -> io::Result<()> {
    made(folder, 0o755)
}

fn made(folder: &Path, mode: u32) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(mode).create(folder)
}

/// A file that is there whole or not at all.
fn whole(
    path: &Path,
    mode: u32,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let new = beside(path, ".new");
    let _ = fs::remove_file(&new);
    let made = (|| {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&new)?;
        // The umask takes away, and the unit's user must be able to read the configuration.
        file.set_permissions(fs::Permissions::from_mode(mode))?;
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(&new, path)
    })();
    if made.is_err() {
        let _ = fs::remove_file(&new);
    }
    made
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn a_secret_is_its_owners_and_no_other_takes_its_place_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nudged/credentials/tracking");
        secret(&path, &Secret::new("one"), false).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(mode(&folder.path().join("nudged")) & 0o055, 0o055);
        let again = secret(&path, &Secret::new("two"), false).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
        secret(&path, &Secret::new("two"), true).unwrap();
        assert_eq!(
            (fs::read_to_string(&path).unwrap().as_str(), mode(&path)),
            ("two\n", 0o600)
        );
    }

    #[test]
    fn a_configuration_is_kept_when_another_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("etc/nudged.toml");
        assert_eq!(configuration(&path, "a\n", false).unwrap(), None);
        let again = configuration(&path, "b\n", false).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        let kept = configuration(&path, "b\n", true).unwrap().unwrap();
        assert_eq!(fs::read_to_string(&kept).unwrap(), "a\n");
        assert_eq!(fs::read_to_string(&path).unwrap(), "b\n");
        assert_eq!(mode(&path), 0o644);
        let left = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(left, 2, "nothing half is left");
    }

    #[test]
    fn whether_a_folder_can_be_written_is_known_before() {
        let folder = tempfile::tempdir().unwrap();
        writable(&folder.path().join("not/yet/there")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(writable(Path::new("/proc/nudged")).is_err());
    }
}
