//! What a run did to the disk, and the disk as a power cut may leave it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Seeded dice.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Sebastiano Vigna's splitmix64.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// One thing that was done.
#[derive(Debug)]
pub(crate) enum Step {
    /// Bytes into a file of the database.
    Write {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    /// A file of the database got this length.
    Cut { file: String, length: usize },
    /// All of a file is on the disk.
    Sync { file: String },
    /// A mail left under this name.
    Left { name: String, bytes: Vec<u8> },
    /// The world went on.
    Mark,
}

/// A run.
pub(crate) struct Record {
    base: BTreeMap<String, Vec<u8>>,
    pub(crate) steps: Vec<Step>,
}

/// A disk writes so many bytes whole or not at all.
const SECTOR: usize = 512;

impl Record {
    /// What strace wrote of a run below `home`.
    pub(crate) fn read(trace: &str, home: &Path, base: BTreeMap<String, Vec<u8>>) -> Self {
        let mut steps = Vec::new();
        // Calls that had not returned when another thread's line came between.
        let mut begun: BTreeMap<&str, &str> = BTreeMap::new();
        for line in trace.lines() {
            let Some((process, said)) = line.split_once(' ') else {
                continue;
            };
            let said = said.trim_start();
            if said.starts_with("--- SIGWINCH") {
                steps.push(Step::Mark);
            } else if let Some(call) = said.strip_suffix(" <unfinished ...>") {
                // What is written may be on the disk before the call returns; what is synced is not.
                if call.starts_with('f') && call.contains("sync(") {
                    begun.insert(process, call);
                } else {
                    steps.extend(step(call, home));
                }
            } else if said.starts_with("<... ") {
                if let Some(call) = begun.remove(process)
                    && said.ends_with("= 0")
                {
                    steps.extend(step(call, home));
                }
            } else if !said.contains(" = -1 ") {
                steps.extend(step(said, home));
            }
        }
        Self { base, steps }
    }

    /// Indices of the steps in which mails left.
    pub(crate) fn departures(&self) -> Vec<usize> {
        let left = |(n, step): (usize, &Step)| matches!(step, Step::Left { .. }).then_some(n);
        self.steps.iter().enumerate().filter_map(left).collect()
    }

    /// What had left.
    pub(crate) fn left_before(&self, cut: usize) -> Vec<(&str, &[u8])> {
        self.steps
            .iter()
            .take(cut)
            .filter_map(|step| match step {
                Step::Left { name, bytes } => Some((name.as_str(), bytes.as_slice())),
                _ => None,
            })
            .collect()
    }

    /// How often the world had gone on.
    pub(crate) fn stage_at(&self, cut: usize) -> usize {
        let before = self.steps.iter().take(cut);
        before.filter(|step| matches!(step, Step::Mark)).count()
    }

    /// The end of the last sync before a cut: what was committed by then must be there.
    pub(crate) fn synced_before(&self, cut: usize) -> usize {
        let before = self.steps.iter().take(cut);
        before
            .enumerate()
            .filter_map(|(n, step)| matches!(step, Step::Sync { .. }).then_some(n + 1))
            .next_back()
            .unwrap_or(0)
    }

    /// Makes the files as they may lie there: all that was written, or by dice what was not synced.
    pub(crate) fn build(&self, cut: usize, dice: Option<&mut Dice>, folder: &Path) {
        let mut files = self.base.clone();
        let mut synced: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, step) in self.steps.iter().enumerate().take(cut) {
            if let Step::Sync { file } = step {
                synced.insert(file, n);
            }
        }
        let mut nothing = Dice(0);
        let all = dice.is_none();
        let dice = dice.unwrap_or(&mut nothing);
        for (n, step) in self.steps.iter().enumerate().take(cut) {
            let (file, at) = match step {
                Step::Write { file, at, .. } => (file, *at),
                Step::Cut { file, length } => (file, *length),
                Step::Sync { .. } | Step::Left { .. } | Step::Mark => continue,
            };
            let sure = all || synced.get(file.as_str()).is_some_and(|until| n < *until);
            let fate = if sure { 1 } else { dice.below(3) };
            if fate == 0 {
                continue;
            }
            let content = files.entry(file.clone()).or_default();
            let Step::Write { bytes, .. } = step else {
                content.resize(at, 0);
                continue;
            };
            let mut place = at;
            while let Some(rest) = bytes.get(place - at..).filter(|rest| !rest.is_empty()) {
                let length = rest.len().min(SECTOR - place % SECTOR);
                if fate == 1 || dice.below(2) == 0 {
                    if content.len() < place + length {
                        content.resize(place + length, 0);
                    }
                    let sector = content.get_mut(place..place + length).unwrap();
                    sector.copy_from_slice(rest.get(..length).unwrap());
                }
                place += length;
            }
        }
        let _ = fs::remove_file(folder.join("nudged.db-shm"));
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// The step of one call, if it is one.
fn step(call: &str, home: &Path) -> Option<Step> {
    let (name, rest) = call.split_once('(')?;
    let text = |quoted: &str| String::from_utf8(unquoted(quoted)).ok();
    if name.starts_with("rename") {
        let to = rest.split('"').nth(3).and_then(text)?;
        let to = Path::new(&to);
        if to.parent() != Some(&home.join("out")) {
            return None;
        }
        return Some(Step::Left {
            name: to.file_name()?.to_str()?.to_owned(),
            bytes: fs::read(to).unwrap(),
        });
    }
    let (_, rest) = rest.split_once('<')?;
    let (path, rest) = rest.split_once('>')?;
    let path = text(path)?;
    let path = Path::new(&path);
    let file = path.file_name()?.to_str()?.to_owned();
    if path.parent() != Some(&home.join("state"))
        || !["nudged.db", "nudged.db-wal"].contains(&file.as_str())
    {
        return None;
    }
    let figures = || {
        let rest = rest.rsplit_once(" = ").map_or(rest, |(call, _)| call);
        let figures = rest.rsplit('"').next().unwrap_or_default();
        figures
            .split([',', ')', ' '])
            .filter_map(|word| word.parse::<usize>().ok())
            .collect::<Vec<_>>()
    };
    match name {
        "pwrite64" => Some(Step::Write {
            file,
            at: *figures().last()?,
            bytes: unquoted(rest.split('"').nth(1)?),
        }),
        "ftruncate" => Some(Step::Cut {
            file,
            length: *figures().last()?,
        }),
        "fsync" | "fdatasync" => Some(Step::Sync { file }),
        _ => None,
    }
}

/// Bytes of `\x2f\x74`; other characters stand for themselves.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        if let (b'\\', [b'x', high, low, more @ ..]) = (first, more) {
            let digit = |d: &u8| char::from(*d).to_digit(16).unwrap();
            bytes.push(u8::try_from(digit(high) * 16 + digit(low)).unwrap());
            rest = more;
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    bytes
}
