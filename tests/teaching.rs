//! Turns the invented answers of `tests/answers/` into `src/interpret/learnt/weights.bin`, and
//! holds the network to them.
//!
//! After adding answers or changing a rule: `cargo test --release --test teaching -- --ignored teach`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test: it ends loudly"
)]

#[path = "teaching/net.rs"]
mod net;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use net::Lesson;
use nudged::interpret::learnt::{FACT, Net, READINGS, fingerprint};
use nudged::interpret::lesson;

/// One invented answer with its reading.
struct Answer {
    reading: usize,
    keys: Vec<String>,
}

/// A key in fewer answers is chance.
const FEWEST: usize = 2;
/// Subjects an answer may stand under: the same words mean other things under "invoice".
const REQUESTS: [&str; 8] = [
    "Re: Missing material for the brochure",
    "Re: Website relaunch: what we still need",
    "回复：资料补充",
    "Re: Documents for the visa",
    "答复: 网站内容确认",
    "AW: Open points",
    "Re: Kick-off",
    "Re: 首页设计稿",
];
const INVOICES: [&str; 8] = [
    "Re: Invoice 2231",
    "RE: Invoice INV-2026-0118 overdue",
    "回复：6月发票",
    "Re: Payment for stage two",
    "答复: 尾款",
    "AW: Rechnung 4711 / invoice",
    "Re: Outstanding balance",
    "回复: 账单 INV-77",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn answers() -> Vec<Answer> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("tests/answers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .collect();
    files.sort();
    files.iter().flat_map(|file| of_file(file)).collect()
}

fn of_file(file: &Path) -> Vec<Answer> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut out = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [reading, about, words] = cells[..] else {
            panic!("{}:{}: three columns, please", file.display(), number + 1)
        };
        let reading = READINGS
            .iter()
            .position(|r| serde_json::to_value(r).unwrap() == reading)
            .unwrap_or_else(|| panic!("{}:{}: no reading {reading}", file.display(), number + 1));
        let subject = if about == "i" { INVOICES } else { REQUESTS }[number % 8];
        let words = words.replace("\\n", "\n");
        out.push(Answer {
            reading,
            keys: lesson(subject, &words),
        });
    }
    out
}

/// Fingerprints of the keys that occur often enough, in rising order.
fn fingerprints<'a>(answers: impl Iterator<Item = &'a Answer>) -> Vec<u32> {
    let mut count: BTreeMap<u32, usize> = BTreeMap::new();
    for key in answers.flat_map(|answer| &answer.keys) {
        *count.entry(fingerprint(key)).or_default() += 1;
    }
    count.retain(|_, n| *n >= FEWEST);
    count.into_keys().collect()
}

/// A network that learnt some answers, as it is stored.
fn taught(answers: &[&Answer]) -> Vec<u8> {
    let known = fingerprints(answers.iter().copied());
    let lessons: Vec<Lesson> = answers
        .iter()
        .map(|answer| {
            let place = |key: &String| known.binary_search(&fingerprint(key)).ok();
            let mut keys: Vec<usize> = answer.keys.iter().filter_map(place).collect();
            keys.sort_unstable();
            keys.dedup();
            Lesson {
                keys,
                reading: answer.reading,
            }
        })
        .collect();
    let lessons: Vec<&Lesson> = lessons.iter().collect();
    net::teach(&lessons, known.len()).bytes(&known)
}

fn closes(reading: usize) -> bool {
    reading == 0 || reading == 2
}

fn reading_of(net: &Net<'_>, answer: &Answer) -> usize {
    let odds = net.weigh(&answer.keys);
    (0..odds.len())
        .max_by(|a, b| odds[*a].total_cmp(&odds[*b]))
        .unwrap()
}

/// Of some answers, how many are read otherwise, and how many would be closed wrongly.
fn errors<'a>(net: &Net<'_>, answers: impl Iterator<Item = &'a Answer>) -> (usize, usize) {
    let (mut wrong, mut closed) = (0, 0);
    for answer in answers {
        let got = reading_of(net, answer);
        wrong += usize::from(got != answer.reading);
        closed += usize::from(closes(got) && !closes(answer.reading));
    }
    (wrong, closed)
}

fn stored() -> PathBuf {
    root().join("src/interpret/learnt/weights.bin")
}

/// A rule that was renamed, or answers added without teaching, show here.
#[test]
fn the_network_is_that_of_the_answers() {
    let answers = answers();
    let bytes = std::fs::read(stored()).unwrap();
    let net = Net::of(&bytes).unwrap();
    let mut facts: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in &answers {
        for key in answer.keys.iter().filter(|k| k.starts_with(FACT)) {
            *facts.entry(key).or_default() += 1;
        }
    }
    for (fact, n) in facts {
        assert!(
            n < 40 || net.find(fact).is_some(),
            "{fact} was not learnt: teach again"
        );
    }
    let (wrong, closed) = errors(&net, answers.iter());
    let total = answers.len();
    assert!(
        wrong * 100 < total * 6,
        "{wrong} of {total} answers are read otherwise: teach again"
    );
    assert!(
        closed * 200 < total,
        "{closed} answers would be closed wrongly"
    );
}

#[test]
#[ignore = "writes the network"]
fn teach() {
    let answers = answers();
    let bytes = taught(&answers.iter().collect::<Vec<_>>());
    let (wrong, closed) = errors(&Net::of(&bytes).unwrap(), answers.iter());
    std::fs::write(stored(), &bytes).unwrap();
    eprintln!(
        "{} answers, {} bytes; read otherwise {wrong}, wrongly closed {closed}",
        answers.len(),
        bytes.len()
    );
}

#[test]
#[ignore = "takes a minute: how well four fifths of the answers teach the last one"]
fn four_fifths_teach_the_last() {
    let all = answers();
    let fifth = |number: usize| number / 7 % 5;
    let (mut wrong, mut closed) = (0, 0);
    for out in 0..5 {
        let part = |inside: bool| {
            let own = all.iter().enumerate();
            own.filter(move |(n, _)| (fifth(*n) == out) == inside)
                .map(|(_, answer)| answer)
        };
        let bytes = taught(&part(false).collect::<Vec<_>>());
        let errors = errors(&Net::of(&bytes).unwrap(), part(true));
        wrong += errors.0;
        closed += errors.1;
    }
    eprintln!(
        "{wrong} of {} read otherwise, wrongly closed {closed}",
        all.len()
    );
    assert!(wrong * 100 < all.len() * 16);
    assert!(closed * 100 < all.len() * 7);
}
