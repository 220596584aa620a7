//! Turns the invented answers of `tests/answers/` into `src/interpret/learnt/weights.tsv`, and
//! holds the table to them.
//!
//! After adding answers or changing a rule: `cargo test --release --test teaching -- --ignored teach`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test: it ends loudly"
)]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use nudged::interpret::learnt::{ALWAYS, FACT, READINGS};
use nudged::interpret::lesson;

/// One invented answer with its reading.
struct Answer {
    reading: usize,
    keys: Vec<String>,
}

/// A key in fewer answers is chance.
const FEWEST: usize = 2;
/// Weights below this many hundredths in every column are left out.
const LIGHTEST: f64 = 5.0;
/// Cost of an error against the size of the weights: chosen by five-fold runs over the answers.
const COST: f64 = 0.15;
/// Passes over the answers; the weights move no more long before.
const PASSES: usize = 25;

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

/// Rows of the keys that occur often enough, and each answer as row numbers.
fn numbered(answers: &[Answer]) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in answers {
        for key in &answer.keys {
            *count.entry(key).or_default() += 1;
        }
    }
    let mut keys = vec![ALWAYS.to_owned()];
    keys.extend(
        count
            .iter()
            .filter(|(_, n)| **n >= FEWEST)
            .map(|(k, _)| (*k).to_owned()),
    );
    let place: HashMap<&str, usize> = keys
        .iter()
        .enumerate()
        .map(|(n, k)| (k.as_str(), n))
        .collect();
    let rows = answers
        .iter()
        .map(|a| {
            let mut row = vec![0];
            row.extend(a.keys.iter().filter_map(|k| place.get(k.as_str())).copied());
            row
        })
        .collect();
    (keys, rows)
}

/// Dual coordinate descent for the linear support vector machine with squared hinge loss, one
/// reading against the others (Hsieh et al., ICML 2008). The order is fixed, so the same answers
/// give the same weights.
fn learn(rows: &[Vec<usize>], wanted: &[usize], reading: usize, width: usize) -> Vec<f64> {
    let mut weights = vec![0.0; width];
    let mut alpha = vec![0.0; rows.len()];
    let slack = 0.5 / COST;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..PASSES {
        for at in (1..order.len()).rev() {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (seed >> 33) as usize % (at + 1));
        }
        for &at in &order {
            let sign = if wanted[at] == reading { 1.0 } else { -1.0 };
            let sum: f64 = rows[at].iter().map(|&k| weights[k]).sum();
            let gradient = sign * sum - 1.0 + slack * alpha[at];
            let size = rows[at].len() as f64 + slack;
            let next = f64::max(alpha[at] - gradient / size, 0.0);
            let step = (next - alpha[at]) * sign;
            alpha[at] = next;
            if step != 0.0 {
                for &k in &rows[at] {
                    weights[k] += step;
                }
            }
        }
    }
    weights
}

fn table(answers: &[Answer]) -> Vec<(String, [i64; READINGS.len()])> {
    let (keys, rows) = numbered(answers);
    let wanted: Vec<usize> = answers.iter().map(|a| a.reading).collect();
    let columns: Vec<Vec<f64>> = (0..READINGS.len())
        .map(|reading| learn(&rows, &wanted, reading, keys.len()))
        .collect();
    keys.into_iter()
        .enumerate()
        .filter_map(|(at, key)| {
            let row: [f64; READINGS.len()] = std::array::from_fn(|c| columns[c][at] * 100.0);
            row.iter()
                .any(|w| w.abs() >= LIGHTEST)
                .then(|| (key, row.map(|w| w.round() as i64)))
        })
        .collect()
}

fn reading_of(weights: &HashMap<String, [i64; READINGS.len()]>, keys: &[String]) -> usize {
    let mut sum = weights[ALWAYS];
    for key in keys {
        if let Some(row) = weights.get(key) {
            for (sum, weight) in sum.iter_mut().zip(row) {
                *sum += weight;
            }
        }
    }
    (0..sum.len()).max_by_key(|&c| sum[c]).unwrap()
}

/// The table as it lies in the source.
fn stored() -> HashMap<String, [i64; READINGS.len()]> {
    let text = std::fs::read_to_string(root().join("src/interpret/learnt/weights.tsv")).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut cells = line.split('\t');
            let key = cells.next().unwrap().to_owned();
            let row: Vec<i64> = cells.map(|c| c.parse().unwrap()).collect();
            (key, row.try_into().unwrap())
        })
        .collect()
}

/// A rule that was renamed, or answers added without teaching, show here.
#[test]
fn the_table_is_that_of_the_answers() {
    let (answers, weights) = (answers(), stored());
    let closes = |reading: usize| reading == 0 || reading == 2;
    let (mut wrong, mut closed) = (0, 0);
    let mut facts: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in &answers {
        let got = reading_of(&weights, &answer.keys);
        wrong += usize::from(got != answer.reading);
        closed += usize::from(closes(got) && !closes(answer.reading));
        for key in answer.keys.iter().filter(|k| k.starts_with(FACT)) {
            *facts.entry(key).or_default() += 1;
        }
    }
    for (fact, n) in facts {
        assert!(
            n < 40 || weights.contains_key(fact),
            "{fact} weighs nothing: teach again"
        );
    }
    assert!(
        wrong * 100 < answers.len() * 6,
        "{wrong} of {} answers are read otherwise: teach again",
        answers.len()
    );
    assert!(
        closed * 200 < answers.len(),
        "{closed} answers would be closed wrongly"
    );
}

#[test]
#[ignore = "writes the table of weights"]
fn teach() {
    let answers = answers();
    let mut out = String::from(
        "# Made from tests/answers by tests/teaching.rs: a key, then its weight in hundredths for each reading:\n# ",
    );
    for reading in READINGS {
        let _ = write!(
            out,
            "{} ",
            serde_json::to_value(reading).unwrap().as_str().unwrap()
        );
    }
    out.push('\n');
    let table = table(&answers);
    for (key, row) in &table {
        out.push_str(key);
        for weight in row {
            let _ = write!(out, "\t{weight}");
        }
        out.push('\n');
    }
    std::fs::write(root().join("src/interpret/learnt/weights.tsv"), out).unwrap();
    eprintln!("{} answers, {} keys", answers.len(), table.len());
}

#[test]
#[ignore = "takes a minute: how well four fifths of the answers teach the last one"]
fn four_fifths_teach_the_last() {
    let all = answers();
    let (mut right, mut closed) = (0, 0);
    let total = all.len();
    let mut parts: Vec<Vec<Answer>> = (0..5).map(|_| Vec::new()).collect();
    for (number, answer) in all.into_iter().enumerate() {
        parts[number / 7 % 5].push(answer);
    }
    for left_out in 0..5 {
        let test = std::mem::take(&mut parts[left_out]);
        let train: Vec<Answer> = parts
            .iter()
            .flatten()
            .map(|a| Answer {
                reading: a.reading,
                keys: a.keys.clone(),
            })
            .collect();
        let weights: HashMap<_, _> = table(&train).into_iter().collect();
        for answer in &test {
            let got = reading_of(&weights, &answer.keys);
            right += usize::from(got == answer.reading);
            closed +=
                usize::from((got == 0 || got == 2) && answer.reading != 0 && answer.reading != 2);
        }
        parts[left_out] = test;
    }
    eprintln!("right {right} of {total}, wrongly closed {closed}");
    assert!(right * 10 >= total * 8);
    assert!(closed * 100 < total * 7);
}
