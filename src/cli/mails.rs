//! Mails in files, directories, Maildirs and mboxes.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

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

/// The mails of a file: an mbox begins with a From_ line (RFC 4155), and so does each mail in it
/// after an empty line. Several mails get their number behind the path: `box#2`.
pub(super) fn mails_in(path: Option<String>, bytes: Vec<u8>) -> Vec<(Option<String>, Vec<u8>)> {
    if !from_line(&bytes) {
        return vec![(path, bytes)];
    }
    let mut mails: Vec<Vec<u8>> = Vec::new();
    let mut empty = true;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if empty && from_line(line) {
            mails.push(Vec::new());
        } else if let Some(mail) = mails.last_mut() {
            // ">From " was quoted by the server that wrote the mbox.
            let quoted =
                line.starts_with(b">") && from_line(line.strip_prefix(b">").unwrap_or_default());
            mail.extend_from_slice(if quoted {
                line.strip_prefix(b">").unwrap_or(line)
            } else {
                line
            });
        }
        empty = line == b"\n" || line == b"\r\n";
    }
    if mails.len() == 1 {
        return mails.into_iter().map(|mail| (path.clone(), mail)).collect();
    }
    let numbered = |n: usize| {
        path.as_ref()
            .map(|p| format!("{p}#{}", n.saturating_add(1)))
    };
    mails
        .into_iter()
        .enumerate()
        .map(|(n, mail)| (numbered(n), mail))
        .collect()
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
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for (path, bytes) in mails_in(Some(file.display().to_string()), bytes) {
            mails.push((path.unwrap_or_default(), bytes));
        }
    }
    Ok(mails)
}

/// `From sender Mon Nov 16 09:30:00 2026`: a line of prose that begins so has no time of day.
fn from_line(bytes: &[u8]) -> bool {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    line.starts_with(b"From ")
        && line.split(|b| *b == b' ').any(|word| {
            let colons = word.iter().filter(|b| **b == b':').count();
            colons >= 1 && word.iter().filter(|b| b.is_ascii_digit()).count() >= 4
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_is_cut_at_its_from_lines_and_nothing_else() {
        let mbox = b"From a@b Mon Nov 16 09:30:00 2026\nSubject: 1\n\nFrom here on, text\n\nFrom c@d Mon Nov 16 09:31:00 2026\nSubject: 2\n\n>From x Mon Nov 16 09:31:00 2026\n";
        let mails = mails_in(Some("box".into()), mbox.to_vec());
        let got: Vec<(String, String)> = mails
            .into_iter()
            .map(|(path, bytes)| {
                (
                    path.unwrap_or_default(),
                    String::from_utf8(bytes).expect("utf-8"),
                )
            })
            .collect();
        assert_eq!(
            got[0],
            (
                "box#1".into(),
                "Subject: 1\n\nFrom here on, text\n\n".into()
            )
        );
        assert_eq!(
            got[1],
            (
                "box#2".into(),
                "Subject: 2\n\nFrom x Mon Nov 16 09:31:00 2026\n".into()
            )
        );
        assert_eq!(mails_in(None, b"Subject: x\n\nhi\n".to_vec()).len(), 1);
    }

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
