//! What an answer most likely says, learnt from examples: nobody can list every way to say "it left
//! our bank last night", but a few thousand answers with their readings show which words weigh for what.
//!
//! The examples are invented answers in `tests/answers/`; `tests/teaching.rs` turns them into
//! `weights.tsv`, a plain table of words and what each weighs for every reading. The facts that the
//! rules of `signals` find are weighed like words, so the rules stay the ground and the words
//! around them tip the scale. Linear: the weight of each sentence can be told, and is the evidence.

mod table;
mod words;

use std::sync::LazyLock;

use crate::model::Reply;

use table::{Row, Table};
pub use words::each_word;

/// The readings that are weighed, in the order of the columns of `weights.tsv`.
pub const READINGS: [Reply; 10] = [
    Reply::Delivered,
    Reply::Part,
    Reply::Payment,
    Reply::Promise,
    Reply::Question,
    Reply::Dispute,
    Reply::Decline,
    Reply::Acknowledged,
    Reply::Stop,
    Reply::Unclear,
];

/// A sum of rows.
type Sum = [i32; READINGS.len()];

/// Starts the key of a fact that is no word of the text.
pub const FACT: char = '@';

/// The key of what weighs in every answer.
pub const ALWAYS: &str = "@";

static WEIGHTS: LazyLock<Table> = LazyLock::new(|| Table::new(include_str!("weights.tsv")));

/// What was put on the scale, per reading, in hundredths.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    sum: Sum,
    /// What each sentence added.
    sentences: Vec<Sum>,
}

/// Weighs a text and the facts found in it (keys beginning with [`FACT`]).
pub(super) fn weigh(text: &str, facts: &[String]) -> Scale {
    let weights = &*WEIGHTS;
    let mut scale = Scale {
        sum: Sum::default(),
        sentences: Vec::new(),
    };
    if let Some((_, row)) = weights.get(ALWAYS) {
        add(&mut scale.sum, &row);
    }
    for fact in facts {
        if let Some((_, row)) = weights.get(fact.as_str()) {
            add(&mut scale.sum, &row);
        }
    }
    let mut seen: Vec<u32> = Vec::new();
    each_word(text, &mut |sentence, key| {
        let Some((line, row)) = weights.get(key) else {
            return;
        };
        if scale.sentences.len() <= sentence {
            scale
                .sentences
                .resize(sentence.saturating_add(1), Sum::default());
        }
        if let Some(of) = scale.sentences.get_mut(sentence) {
            add(of, &row);
        }
        // Said twice weighs once: the examples are short.
        if let Err(place) = seen.binary_search(&line) {
            seen.insert(place, line);
            add(&mut scale.sum, &row);
        }
    });
    scale
}

fn add(sum: &mut Sum, row: &Row) {
    for (sum, weight) in sum.iter_mut().zip(row) {
        *sum = sum.saturating_add(i32::from(*weight));
    }
}

fn place(reading: Reply) -> Option<usize> {
    READINGS.iter().position(|r| *r == reading)
}

impl Scale {
    /// What lies on the scale for a reading, in hundredths; above 0 speaks for it.
    pub(super) fn of(&self, reading: Reply) -> i32 {
        place(reading)
            .and_then(|at| self.sum.get(at))
            .copied()
            .unwrap_or(i32::MIN)
    }

    /// The heaviest of some readings.
    pub(super) fn heaviest(&self, allowed: impl Fn(Reply) -> bool) -> Option<Reply> {
        READINGS
            .into_iter()
            .filter(|r| allowed(*r))
            .max_by_key(|r| self.of(*r))
    }

    /// Number of the line that speaks most for a reading, as [`each_word`] counts them.
    pub(super) fn sentence_for(&self, reading: Reply) -> Option<usize> {
        let at = place(reading)?;
        let weight = |row: &Sum| row.get(at).copied().unwrap_or_default();
        self.sentences
            .iter()
            .enumerate()
            .max_by_key(|(number, row)| (weight(row), std::cmp::Reverse(*number)))
            .map(|(number, _)| number)
    }
}
