//! A Maildir on this machine: the two directories of new and read mail, and the Junk folder of a
//! Maildir++. Nothing in it is changed: mail stays in `new` and keeps its flags.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::{Fetched, MailboxFault, WHOLE_MAIL, WINDOW, Woken};

/// Between two looks at the directories.
const LOOK: Duration = Duration::from_secs(1);
/// Junk folders of a Maildir++, as directory names.
const JUNK: [&str; 4] = [".Junk", ".Spam", ".Junk E-mail", ".&V4NXPpCuTvY-"];

/// A Maildir, read and never changed.
#[derive(Debug)]
pub struct Maildir {
    /// Directories that hold `new` and `cur`, with folder name and whether it is Junk.
    folders: Vec<(PathBuf, String, bool)>,
    /// When each directory changed last, as of the last look.
    changed: Vec<Option<SystemTime>>,
}

/// A file found: its order, its unique name, its place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    time: u64,
    unique: String,
    path: PathBuf,
}

/// Two numbers for a mail's unique file name (without its `:2,` flags), for `uidvalidity` and `uid`:
/// together 62 bits of its SHA-256, the same for ever, neither of them 0.
#[must_use]
pub fn number(unique: &str) -> (u32, u32) {
    let hash = Sha256::digest(unique.as_bytes());
    let mut bits = hash
        .iter()
        .take(8)
        .fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let mut next = || {
        let low = u32::try_from(bits & 0x7FFF_FFFF).unwrap_or(1);
        bits >>= 31;
        low.max(1)
    };
    (next(), next())
}

impl Maildir {
    /// Opens a Maildir (the directory that holds `new` and `cur`) and finds its Junk folder.
    ///
    /// # Errors
    /// [`MailboxFault::Files`] if there is no Maildir.
    pub fn open(path: &Path) -> Result<Self, MailboxFault> {
        for part in ["new", "cur"] {
            fs::read_dir(path.join(part)).map_err(|error| fault(&path.join(part), &error))?;
        }
        let mut folders = vec![(path.to_owned(), "INBOX".to_owned(), false)];
        let junk = JUNK
            .iter()
            .map(|name| path.join(name))
            .filter(|folder| folder.join("cur").is_dir());
        folders.extend(junk.map(|folder| (folder, "Junk".to_owned(), true)));
        Ok(Self {
            folders,
            changed: Vec::new(),
        })
    }

    /// Hands all mail that is not `seen` (its unique name, and whether it lies in Junk) to `sink`, oldest
    /// first; returns how many. Who takes a mail out of Junk may keep its name.
    /// [`number`] gives the two numbers the mail will carry. Mail marked as trashed or draft is left
    /// out, and so is what vanishes meanwhile: it comes up again under its new name.
    ///
    /// # Errors
    /// [`MailboxFault::Files`] or [`MailboxFault::Sink`].
    pub fn fetch_new(
        &mut self,
        seen: impl Fn(&str, bool) -> bool,
        mut sink: impl FnMut(Fetched) -> anyhow::Result<()>,
    ) -> Result<usize, MailboxFault> {
        self.changed = self.stamps();
        let mut count: usize = 0;
        for (folder, name, junk) in &self.folders {
            let mut entries = list(&folder.join("new"))?;
            entries.extend(list(&folder.join("cur"))?);
            entries.sort();
            entries.dedup_by(|a, b| a.unique == b.unique);
            for entry in entries.iter().filter(|entry| !seen(&entry.unique, *junk)) {
                let Some(mail) = read(entry, name, *junk)? else {
                    continue;
                };
                sink(mail).map_err(MailboxFault::Sink)?;
                count = count.saturating_add(1);
            }
        }
        Ok(count)
    }

    /// Waits for a change of the directories, looked at every second, for at most `most`; ends at once
    /// when `bell` rings. Fetch again whichever it is.
    pub async fn wait(&mut self, most: Duration, bell: &Notify) -> Woken {
        let end = Instant::now()
            .checked_add(most)
            .unwrap_or_else(Instant::now);
        loop {
            if self.stamps() != self.changed {
                return Woken::Mail;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Woken::Quiet;
            }
            tokio::select! {
                biased;
                () = bell.notified() => return Woken::Bell,
                () = sleep(LOOK.min(left)) => {}
            }
        }
    }

    fn stamps(&self) -> Vec<Option<SystemTime>> {
        let parts = self
            .folders
            .iter()
            .flat_map(|(folder, ..)| [folder.join("new"), folder.join("cur")]);
        parts
            .map(|part| fs::metadata(part).and_then(|data| data.modified()).ok())
            .collect()
    }
}

fn fault(path: &Path, error: &std::io::Error) -> MailboxFault {
    MailboxFault::Files {
        path: path.display().to_string(),
        why: error.to_string(),
    }
}

fn list(part: &Path) -> Result<Vec<Entry>, MailboxFault> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(part).map_err(|error| fault(part, &error))? {
        let entry = entry.map_err(|error| fault(part, &error))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // `:2,FLAGS`; `!2,` and `;2,` where a file system forbids colons.
        let mut halves = name.splitn(2, [':', '!', ';']);
        let unique = halves.next().unwrap_or_default().to_owned();
        let flags = halves
            .next()
            .and_then(|info| info.strip_prefix("2,"))
            .unwrap_or_default();
        if unique.is_empty() || unique.starts_with('.') || flags.contains(['T', 'D']) {
            continue;
        }
        let digits = unique
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default();
        entries.push(Entry {
            time: digits.parse().unwrap_or(u64::MAX),
            unique,
            path: entry.path(),
        });
    }
    Ok(entries)
}

/// Reads one mail; `None` if it is no file, or no longer there.
fn read(entry: &Entry, folder: &str, junk: bool) -> Result<Option<Fetched>, MailboxFault> {
    let gone = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            Ok(None)
        } else {
            Err(fault(&entry.path, &error))
        }
    };
    // Looked at before it is opened: opening a pipe somebody left there would wait for ever.
    let data = match fs::metadata(&entry.path) {
        Ok(data) if data.is_file() => data,
        Ok(_) => return Ok(None),
        Err(error) => return gone(error),
    };
    let size = data.len();
    let cut = size > WHOLE_MAIL;
    let mut raw = Vec::new();
    let limit = if cut { u64::from(WINDOW) } else { WHOLE_MAIL };
    if let Err(error) =
        File::open(&entry.path).and_then(|file| file.take(limit).read_to_end(&mut raw))
    {
        // A file one may not read is a mail all the same: listed as unreadable, not retried for ever.
        if error.kind() != std::io::ErrorKind::PermissionDenied {
            return gone(error);
        }
        tracing::warn!(path = %entry.path.display(), "a mail that may not be read");
    }
    let (uidvalidity, uid) = number(&entry.unique);
    let short = cut || (raw.is_empty() && size > 0);
    Ok(Some(Fetched {
        folder: folder.to_owned(),
        uidvalidity,
        uid,
        raw,
        junk,
        truncated_from: short.then_some(size),
        rescan: false,
        internal_date: data
            .modified()
            .ok()
            .map(|time| DateTime::<Utc>::from(time).fixed_offset()),
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::time::Duration;

    use tokio::sync::Notify;

    use super::{Maildir, number};
    use crate::mailbox::{MailboxFault, WHOLE_MAIL, Woken};

    fn maildir() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for part in ["new", "cur", "tmp", ".Junk/new", ".Junk/cur", ".Junk/tmp"] {
            fs::create_dir_all(dir.path().join(part)).unwrap();
        }
        dir
    }

    #[test]
    fn mail_comes_oldest_first_once_and_stays_as_it_is() {
        let dir = maildir();
        let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        put("new/1700000009.M1.host", "third");
        put("cur/1700000002.M1.host:2,S", "first");
        put("cur/1700000003.M1.host:2,ST", "trashed");
        put("cur/1700000004.M1.host:2,", "second");
        put("cur/.hidden", "no");
        put("tmp/1700000001.M1.host", "half written");
        put(".Junk/cur/1700000005.M1.host:2,", "junk");
        fs::create_dir(dir.path().join("new/1700000000.dir")).unwrap();
        let mut box_ = Maildir::open(dir.path()).unwrap();
        let mut seen = BTreeSet::new();
        let mut got = vec![];
        let count = box_.fetch_new(
            |_, _| false,
            |mail| {
                got.push((String::from_utf8(mail.raw).unwrap(), mail.junk));
                seen.insert((mail.uidvalidity, mail.uid));
                assert!(mail.internal_date.is_some() && mail.truncated_from.is_none());
                Ok(())
            },
        );
        assert_eq!(count.unwrap(), 4);
        let got: Vec<_> = got
            .iter()
            .map(|(text, junk)| (text.as_str(), *junk))
            .collect();
        assert_eq!(
            got,
            [
                ("first", false),
                ("second", false),
                ("third", false),
                ("junk", true)
            ]
        );
        // Moved from new to cur by another program: the same mail.
        fs::rename(
            dir.path().join("new/1700000009.M1.host"),
            dir.path().join("cur/1700000009.M1.host:2,S"),
        )
        .unwrap();
        put("new/1700000010.M1.host", "fourth");
        let mut again = vec![];
        box_.fetch_new(
            |unique, _| seen.contains(&number(unique)),
            |mail| {
                again.push(mail.raw);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(again, [b"fourth"]);
        assert!(dir.path().join("new/1700000010.M1.host").exists());
    }

    #[test]
    fn who_takes_a_mail_out_of_junk_may_keep_its_name() {
        let dir = maildir();
        fs::write(dir.path().join(".Junk/new/1700000005.M1.host"), "answer").unwrap();
        let mut box_ = Maildir::open(dir.path()).unwrap();
        let mut got = vec![];
        let mut look = |box_: &mut Maildir| {
            let seen: BTreeSet<_> = got.iter().cloned().collect();
            let number_of = |unique: &str, junk| (number(unique), junk);
            box_.fetch_new(
                |unique, junk| seen.contains(&number_of(unique, junk)),
                |mail| {
                    got.push(((mail.uidvalidity, mail.uid), mail.junk));
                    Ok(())
                },
            )
            .unwrap()
        };
        assert_eq!([look(&mut box_), look(&mut box_)], [1, 0]);
        fs::rename(
            dir.path().join(".Junk/new/1700000005.M1.host"),
            dir.path().join("new/1700000005.M1.host"),
        )
        .unwrap();
        assert_eq!([look(&mut box_), look(&mut box_)], [1, 0]);
    }

    #[test]
    fn large_mail_is_cut_and_a_failing_sink_is_told() {
        let dir = maildir();
        let file = fs::File::create(dir.path().join("new/1.large")).unwrap();
        file.set_len(WHOLE_MAIL + 1).unwrap();
        let mut box_ = Maildir::open(dir.path()).unwrap();
        box_.fetch_new(
            |_, _| false,
            |mail| {
                assert_eq!(
                    (mail.raw.len(), mail.truncated_from),
                    (65536, Some(WHOLE_MAIL + 1))
                );
                Ok(())
            },
        )
        .unwrap();
        let fault = box_
            .fetch_new(|_, _| false, |_| anyhow::bail!("disk full"))
            .unwrap_err();
        assert!(matches!(fault, MailboxFault::Sink(_)));
        assert!(matches!(
            Maildir::open(&dir.path().join("new")),
            Err(MailboxFault::Files { .. })
        ));
    }

    #[test]
    fn numbers_are_stable_and_spread() {
        assert_eq!(number("1700000009.M1.host"), number("1700000009.M1.host"));
        let all: BTreeSet<_> = (0..10_000).map(|n| number(&n.to_string())).collect();
        assert_eq!(all.len(), 10_000);
        assert!(all.iter().all(|&(validity, uid)| validity > 0 && uid > 0));
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_ends_by_mail_by_bell_or_by_time() {
        let dir = maildir();
        let mut box_ = Maildir::open(dir.path()).unwrap();
        let bell = Notify::new();
        assert_eq!(
            box_.wait(Duration::from_secs(9), &bell).await,
            Woken::Mail,
            "never looked at yet"
        );
        box_.fetch_new(|_, _| false, |_| Ok(())).unwrap();
        assert_eq!(box_.wait(Duration::from_secs(9), &bell).await, Woken::Quiet);
        bell.notify_one();
        assert_eq!(box_.wait(Duration::from_secs(9), &bell).await, Woken::Bell);
        std::thread::sleep(Duration::from_millis(20));
        fs::write(dir.path().join(".Junk/new/1.x"), "hello").unwrap();
        assert_eq!(box_.wait(Duration::from_secs(9), &bell).await, Woken::Mail);
    }
}
