//! What is wrong with a file, where, and what to write instead.

use std::fmt;
use std::path::{Path, PathBuf};

use super::access;

/// One thing wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1; `None` where there is no line to point at (a missing key).
    pub line: Option<usize>,
    /// The key with its tables: `policy.mode`, `client[2].domains`; empty for faults of the file.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// All that is wrong with one file; never empty. `Display` prints one fault a line:
/// `nudged.toml:12: policy.mode: "atuo" is not one of … — write …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    /// The file.
    pub path: PathBuf,
    /// In order of lines; those without a line last.
    pub faults: Vec<Fault>,
}

impl Faults {
    /// Sorts them by line.
    #[must_use]
    pub fn new(path: &Path, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|f| f.line.unwrap_or(usize::MAX));
        Self {
            path: path.to_path_buf(),
            faults,
        }
    }

    /// A file that could not be read.
    #[must_use]
    pub fn unreadable(path: &Path, why: &std::io::Error) -> Self {
        let fault = Fault {
            line: None,
            key: String::new(),
            what: format!("cannot be read: {why}"),
            remedy: access::denied(path, why)
                .unwrap_or_else(|| "name the file with --config FILE".to_owned()),
        };
        Self {
            path: path.to_path_buf(),
            faults: vec![fault],
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.path.display();
        for (n, fault) in self.faults.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{file}:{fault}")?;
        }
        Ok(())
    }
}

/// `12: policy.mode: "atuo" is not one of … — write …`, to follow the file and a colon.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if !self.key.is_empty() {
            write!(f, " {}:", self.key)?;
        }
        write!(f, " {} — {}", self.what, self.remedy)
    }
}

impl std::error::Error for Faults {}
