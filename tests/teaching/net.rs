//! Teaches the network of `src/interpret/learnt/net.rs`: stochastic gradient descent on the
//! cross-entropy, each weight with its own pace (`AdaGrad`, Duchi et al., JMLR 2011), keys and units left
//! out at random (dropout, Srivastava et al., JMLR 2014) so that no single word carries a reading. The
//! chances are drawn from a fixed seed: the same answers give the same network.

use nudged::interpret::learnt::{HIDDEN, READINGS};

const OUT: usize = READINGS.len();
/// Answers between two steps.
const BATCH: usize = 64;
/// Times every answer is seen.
const PASSES: usize = 12;
/// Passes at the end whose networks are averaged: one alone swings with the answers it saw last
/// (Izmailov et al., UAI 2018).
const AVERAGED: usize = 6;
const PACE: f32 = 0.05;
/// Share of the keys and of the units left out.
const LEFT_OUT: f32 = 0.3;
/// Spread of the weights of the keys at the beginning.
const SPREAD: f32 = 0.3;

/// An answer as the numbers of its keys and of its reading.
pub(crate) struct Lesson {
    pub(crate) keys: Vec<usize>,
    pub(crate) reading: usize,
}

/// What was learnt.
#[derive(Clone)]
pub(crate) struct Learnt {
    pub(crate) rows: Vec<[f32; HIDDEN]>,
    pub(crate) biases: [f32; HIDDEN],
    pub(crate) weights: [[f32; OUT]; HIDDEN],
    pub(crate) base: [f32; OUT],
}

/// Numbers that look drawn (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to 1.
    fn part(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// About normal, of spread 1: twelve drawn, summed.
    fn spread(&mut self) -> f32 {
        (0..12).map(|_| self.part()).sum::<f32>() - 6.0
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

/// One weight and the squares of its steps.
fn step(weight: &mut f32, squares: &mut f32, gradient: f32) {
    *squares += gradient * gradient;
    *weight -= PACE * gradient / (*squares + 1e-8).sqrt();
}

/// Teaches a network with rows for keys `0..width`.
pub(crate) fn teach(lessons: &[&Lesson], width: usize) -> Learnt {
    let mut chance = Chance(7);
    let mut net = Learnt {
        rows: (0..width)
            .map(|_| std::array::from_fn(|_| chance.spread() * SPREAD))
            .collect(),
        biases: [0.0; HIDDEN],
        weights: std::array::from_fn(|_| {
            std::array::from_fn(|_| chance.spread() / (HIDDEN as f32).sqrt())
        }),
        base: [0.0; OUT],
    };
    let mut squares = Learnt {
        rows: vec![[0.0; HIDDEN]; width],
        biases: [0.0; HIDDEN],
        weights: [[0.0; OUT]; HIDDEN],
        base: [0.0; OUT],
    };
    let mut order: Vec<usize> = (0..lessons.len()).collect();
    let mut sum: Option<Learnt> = None;
    for pass in 0..PASSES {
        chance.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            turn(&mut net, &mut squares, lessons, batch, &mut chance);
        }
        if pass >= PASSES - AVERAGED {
            match &mut sum {
                Some(sum) => sum.add(&net),
                None => sum = Some(net.clone()),
            }
        }
    }
    let mut mean = sum.unwrap_or(net);
    mean.numbers().for_each(|number| *number /= AVERAGED as f32);
    mean
}

/// One step over a batch.
fn turn(
    net: &mut Learnt,
    squares: &mut Learnt,
    lessons: &[&Lesson],
    batch: &[usize],
    chance: &mut Chance,
) {
    let mut rows: std::collections::BTreeMap<usize, [f32; HIDDEN]> = Default::default();
    let mut biases = [0.0; HIDDEN];
    let mut weights = [[0.0; OUT]; HIDDEN];
    let mut base = [0.0; OUT];
    let kept = 1.0 / (1.0 - LEFT_OUT);
    for &at in batch {
        let lesson = lessons[at];
        let share = kept / (lesson.keys.len() as f32 + 1.0).sqrt();
        let keys: Vec<usize> = lesson
            .keys
            .iter()
            .copied()
            .filter(|_| chance.part() > LEFT_OUT)
            .collect();
        let mut heard = net.biases;
        for &key in &keys {
            for (heard, weight) in heard.iter_mut().zip(&net.rows[key]) {
                *heard += weight * share;
            }
        }
        let open: [f32; HIDDEN] = std::array::from_fn(|unit| {
            let stays = chance.part() > LEFT_OUT && heard[unit] > 0.0;
            if stays { kept } else { 0.0 }
        });
        let mut odds = net.base;
        for unit in 0..HIDDEN {
            for (odds, weight) in odds.iter_mut().zip(&net.weights[unit]) {
                *odds += heard[unit] * open[unit] * weight;
            }
        }
        let most = odds.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut wrong = odds.map(|o| (o - most).exp());
        let all: f32 = wrong.iter().sum();
        for (reading, wrong) in wrong.iter_mut().enumerate() {
            let wanted = if reading == lesson.reading { 1.0 } else { 0.0 };
            *wrong = (*wrong / all - wanted) / batch.len() as f32;
            base[reading] += *wrong;
        }
        let mut back = [0.0; HIDDEN];
        for unit in 0..HIDDEN {
            for reading in 0..OUT {
                weights[unit][reading] += heard[unit] * open[unit] * wrong[reading];
                back[unit] += net.weights[unit][reading] * wrong[reading];
            }
            back[unit] *= open[unit];
            biases[unit] += back[unit];
        }
        for key in keys {
            let row = rows.entry(key).or_insert([0.0; HIDDEN]);
            for (row, back) in row.iter_mut().zip(&back) {
                *row += back * share;
            }
        }
    }
    let mut gradient = Learnt {
        rows: Vec::new(),
        biases,
        weights,
        base,
    };
    let small = net.biases.iter_mut().chain(net.weights.as_flattened_mut());
    let past = squares.biases.iter_mut();
    let past = past.chain(squares.weights.as_flattened_mut());
    let past = past.chain(&mut squares.base);
    let steps = small.chain(&mut net.base).zip(past);
    for ((weight, past), gradient) in steps.zip(gradient.numbers()) {
        step(weight, past, *gradient);
    }
    for (key, gradient) in rows {
        let both = net.rows[key].iter_mut().zip(&mut squares.rows[key]);
        for ((weight, past), gradient) in both.zip(gradient) {
            step(weight, past, gradient);
        }
    }
}

impl Learnt {
    fn numbers(&mut self) -> impl Iterator<Item = &mut f32> {
        let rows = self.rows.as_flattened_mut().iter_mut();
        rows.chain(&mut self.biases)
            .chain(self.weights.as_flattened_mut())
            .chain(&mut self.base)
    }

    fn add(&mut self, other: &Self) {
        let mut other = other.clone();
        for (sum, number) in self.numbers().zip(other.numbers()) {
            *sum += *number;
        }
    }

    /// As `src/interpret/learnt/net.rs` reads it; `fingerprints` in rising order, one a row.
    pub(crate) fn bytes(&self, fingerprints: &[u32]) -> Vec<u8> {
        let steps: [f32; HIDDEN] = std::array::from_fn(|unit| {
            let most = self.rows.iter().map(|row| row[unit].abs());
            most.fold(1e-6, f32::max) / 127.0
        });
        let mut out = (fingerprints.len() as u32).to_le_bytes().to_vec();
        for key in fingerprints {
            out.extend(key.to_le_bytes());
        }
        for row in &self.rows {
            for (weight, step) in row.iter().zip(&steps) {
                out.extend(((weight / step).round() as i8).to_le_bytes());
            }
        }
        let numbers = steps
            .iter()
            .chain(&self.biases)
            .chain(self.weights.as_flattened());
        for number in numbers.chain(&self.base) {
            out.extend(number.to_le_bytes());
        }
        out
    }
}
