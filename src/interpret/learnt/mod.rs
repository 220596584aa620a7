//! What an answer most likely says, learnt from examples: nobody can list every way to say "it left
//! our bank last night", but a few thousand answers with their readings show which words go with what.
//!
//! The examples are invented answers in `tests/answers/`; `tests/teaching.rs` teaches them to a small
//! network and writes it to `weights.bin`. The facts that the rules of `signals` find are heard like
//! words, so the rules stay the ground and the words around them tip the scale. What a sentence adds
//! is what the answer would say without it, and the evidence is the sentence that adds most.

mod net;
mod words;

use std::sync::LazyLock;

use crate::model::Reply;

use net::Sum;
pub use net::{HIDDEN, Net, Odds, fingerprint};
pub use words::each_word;

/// The readings that are weighed, in the order of the network's results.
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

/// Starts the key of a fact that is no word of the text.
pub const FACT: char = '@';

static NET: LazyLock<Option<Net<'static>>> =
    LazyLock::new(|| Net::of(include_bytes!("weights.bin")));

/// What an answer speaks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Scale {
    odds: Odds,
    whole: Sum,
    /// The keys of the sentences: number of the sentence, number of the key.
    keys: Vec<(usize, usize)>,
}

/// Weighs a text and the facts found in it (keys beginning with [`FACT`]).
pub(super) fn weigh(text: &str, facts: &[String]) -> Scale {
    let mut scale = Scale::default();
    let Some(net) = &*NET else { return scale };
    let mut seen: Vec<usize> = Vec::new();
    // Said twice weighs once: the examples are short.
    let mut once = |sum: &mut Sum, key: usize| {
        if let Err(place) = seen.binary_search(&key) {
            seen.insert(place, key);
            net.add(sum, key);
        }
    };
    for fact in facts {
        if let Some(key) = net.find(fact) {
            once(&mut scale.whole, key);
        }
    }
    each_word(text, &mut |sentence, key| {
        let Some(key) = net.find(key) else { return };
        scale.keys.push((sentence, key));
        once(&mut scale.whole, key);
    });
    scale.odds = net.odds(&scale.whole);
    scale
}

fn place(reading: Reply) -> Option<usize> {
    READINGS.iter().position(|r| *r == reading)
}

impl Scale {
    /// Natural logarithm of the odds of a reading, but for a constant.
    pub(super) fn of(&self, reading: Reply) -> f32 {
        let odds = place(reading).and_then(|at| self.odds.get(at));
        odds.copied().unwrap_or(f32::NEG_INFINITY)
    }

    /// The likeliest reading.
    pub(super) fn heaviest(&self, weight: impl Fn(Reply) -> f32) -> Reply {
        let heavier = |a: &Reply, b: &Reply| weight(*a).total_cmp(&weight(*b));
        READINGS
            .into_iter()
            .max_by(heavier)
            .unwrap_or(Reply::Unclear)
    }

    /// How likely a reading is, of all: 0 to 1.
    pub(super) fn share(&self, reading: Reply) -> f32 {
        let all: f32 = self.odds.iter().map(|o| (o - self.of(reading)).exp()).sum();
        all.recip()
    }

    /// Number of the line that speaks most for a reading, as [`each_word`] counts them.
    pub(super) fn sentence_for(&self, reading: Reply) -> Option<usize> {
        let at = place(reading)?;
        let net = NET.as_ref()?;
        let mut sentences: Vec<Sum> = Vec::new();
        for (sentence, key) in &self.keys {
            if sentences.len() <= *sentence {
                sentences.resize(sentence.saturating_add(1), Sum::default());
            }
            if let Some(sum) = sentences.get_mut(*sentence) {
                net.add(sum, *key);
            }
        }
        let left = |part: &Sum| {
            let odds = net.odds(&self.whole.without(part));
            odds.get(at).copied().unwrap_or_default()
        };
        sentences
            .iter()
            .map(left)
            .enumerate()
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(number, _)| number)
    }
}
