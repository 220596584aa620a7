//! The lock on the state directory: one writer, and a clear word for the second.

use std::fs::{self, File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// The state directory, locked until dropped.
#[derive(Debug)]
pub struct StateLock {
    _file: File,
}

/// Another process holds the state directory; exit code 75.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("process {holder} already works in {}: stop it, or use another state.dir", path.display())]
pub struct Held {
    /// The directory.
    pub path: PathBuf,
    /// Its process id, as it wrote it.
    pub holder: String,
}

impl StateLock {
    /// Makes the directory (mode 0700) if it is missing and locks it.
    ///
    /// # Errors
    /// [`Held`], or the directory cannot be used.
    pub fn take(dir: &Path) -> anyhow::Result<Self> {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        if !dir.is_dir() {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(dir)
                .with_context(|| format!("cannot make the state directory {}", dir.display()))?;
        }
        let path = dir.join("lock");
        let mut file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                return Err(Held {
                    path: dir.to_owned(),
                    holder: holder.trim().to_owned(),
                }
                .into());
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_it() {
        let dir = tempfile::tempdir().expect("directory");
        let first = StateLock::take(dir.path()).expect("lock");
        let held = StateLock::take(dir.path())
            .expect_err("held")
            .downcast::<Held>()
            .expect("held");
        assert_eq!(held.holder, std::process::id().to_string());
        drop(first);
        assert!(StateLock::take(dir.path()).is_ok());
    }
}
