//! Where mails lie: files, directories and Maildirs.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::mbox::Mbox;

/// Folders inside folders inside …: a loop of links ends here.
const DEEPEST: usize = 32;

/// Files below a path in name order. In a Maildir `cur` and `new` are one folder and `tmp` holds
/// mails not yet delivered (maildir(5)); hidden files of servers are no mails.
pub(super) fn collect(path: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(path, 0, &mut files);
    files
}

fn walk(path: &Path, depth: usize, out: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        out.push(path.to_owned());
        return;
    }
    if depth > DEEPEST {
        return;
    }
    let maildir = path.join("cur").is_dir() && path.join("new").is_dir();
    let mut inside = if maildir {
        let mut all = entries(&path.join("cur"));
        all.extend(entries(&path.join("new")));
        all.retain(|p| p.is_file());
        all.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
        // Maildir++ keeps folders beside `cur`, with a leading dot.
        all.extend(entries(path).into_iter().filter(|p| {
            p.is_dir()
                && !["cur", "new", "tmp"]
                    .iter()
                    .any(|n| p.file_name().is_some_and(|f| f == *n))
        }));
        all
    } else {
        let mut all = entries(path);
        all.retain(|p| !hidden(p) || p.is_dir());
        all
    };
    for entry in inside.drain(..) {
        walk(&entry, depth.saturating_add(1), out);
    }
}

fn entries(path: &Path) -> Vec<PathBuf> {
    let Ok(read) = std::fs::read_dir(path) else {
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = read.filter_map(Result::ok).map(|e| e.path()).collect();
    all.sort();
    all
}

fn hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|n| n.to_string_lossy().starts_with('.'))
}

/// The mails below a path with where they lie, read whole, in the order of [`collect`].
///
/// # Errors
/// A path that is not there, or a file that cannot be read.
pub(super) fn mails(path: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    anyhow::ensure!(
        path.exists(),
        "{}: no such file or directory",
        path.display()
    );
    let mut mails = Vec::new();
    for file in collect(path) {
        let fault = || format!("cannot read {}", file.display());
        let source = BufReader::new(File::open(&file).with_context(fault)?);
        let inside = Mbox::open(Some(file.display().to_string()), source).with_context(fault)?;
        for mail in inside {
            let (path, bytes) = mail.with_context(fault)?;
            mails.push((path.unwrap_or_default(), bytes));
        }
    }
    Ok(mails)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_maildir_is_walked_in_name_order_without_tmp() {
        let dir = tempfile::tempdir().expect("dir");
        for sub in ["cur", "new", "tmp"] {
            std::fs::create_dir(dir.path().join(sub)).expect("sub");
        }
        for name in ["cur/2.a", "new/1.b", "tmp/0.c", "cur/3.d"] {
            std::fs::write(dir.path().join(name), "x").expect("file");
        }
        let names: Vec<_> = collect(dir.path())
            .into_iter()
            .map(|p| p.file_name().expect("name").to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["1.b", "2.a", "3.d"]);
    }
}
