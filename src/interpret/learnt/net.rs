//! What was learnt, as it lies in `weights.bin`: a network of one hidden layer over the keys of an
//! answer. Keys stand by their fingerprints in order, so that nothing is built at start.
//!
//! Little-endian: the number of keys `n` as `u32`; `n` fingerprints in rising order; `n` rows of
//! [`HIDDEN`] bytes `i8`; then as `f32` what one step of each unit is worth, each unit's bias, the weights
//! of each unit for every reading, the bias of every reading.

use super::READINGS;

/// Units of the hidden layer.
pub const HIDDEN: usize = 64;

/// What the units hear, in steps.
type Heard = [i32; HIDDEN];
/// Natural logarithm of the odds of each reading, but for a constant.
pub type Odds = [f32; READINGS.len()];

/// Bytes of the part behind the rows.
const TAIL: usize = 4 * (HIDDEN * (2 + READINGS.len()) + READINGS.len());

/// Shelves of fingerprints, by their highest bits.
const SHELVES: usize = 1 << SHELF_BITS;
const SHELF_BITS: u32 = 12;

/// A network as it lies in memory.
#[derive(Debug, Clone)]
pub struct Net<'a> {
    fingerprints: &'a [[u8; 4]],
    /// How many fingerprints lie below each shelf and below the end: halving all of them would leave the
    /// processor's cache at nearly every step.
    shelves: Vec<u32>,
    rows: &'a [[u8; HIDDEN]],
    steps: [f32; HIDDEN],
    biases: [f32; HIDDEN],
    weights: [Odds; HIDDEN],
    base: Odds,
}

/// The keys of a text or of a part of it, summed.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    heard: Heard,
    keys: u16,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            heard: [0; HIDDEN],
            keys: 0,
        }
    }
}

/// 32 bits of a key (FNV-1a): two keys of a language's words hardly ever share them.
#[must_use]
pub fn fingerprint(key: &str) -> u32 {
    key.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// The shelf of a fingerprint.
const fn shelf(fingerprint: u32) -> usize {
    (fingerprint >> (u32::BITS - SHELF_BITS)) as usize
}

/// Of fingerprints in rising order, how many lie below each shelf and below the end.
fn shelves(fingerprints: &[[u8; 4]]) -> Vec<u32> {
    let mut below = vec![0_u32; SHELVES + 1];
    for bytes in fingerprints {
        if let Some(next) = below.get_mut(shelf(u32::from_le_bytes(*bytes)).saturating_add(1)) {
            *next = next.saturating_add(1);
        }
    }
    let mut all = 0_u32;
    for below in &mut below {
        all = all.saturating_add(*below);
        *below = all;
    }
    below
}

impl<'a> Net<'a> {
    /// A network in its bytes; `None` where they are not one.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Option<Self> {
        let (number, rest) = bytes.split_first_chunk::<4>()?;
        let keys = usize::try_from(u32::from_le_bytes(*number)).ok()?;
        let (fingerprints, rest) = rest.split_at_checked(keys.checked_mul(4)?)?;
        let (rows, tail) = rest.split_at_checked(keys.checked_mul(HIDDEN)?)?;
        if tail.len() != TAIL {
            return None;
        }
        let mut numbers = tail
            .as_chunks::<4>()
            .0
            .iter()
            .map(|b| f32::from_le_bytes(*b));
        let mut next = || numbers.next().unwrap_or_default();
        let fingerprints = fingerprints.as_chunks::<4>().0;
        Some(Self {
            fingerprints,
            shelves: shelves(fingerprints),
            rows: rows.as_chunks::<HIDDEN>().0,
            steps: std::array::from_fn(|_| next()),
            biases: std::array::from_fn(|_| next()),
            weights: std::array::from_fn(|_| std::array::from_fn(|_| next())),
            base: std::array::from_fn(|_| next()),
        })
    }

    /// The number of a key, if it was learnt.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<usize> {
        let wanted = fingerprint(key);
        let shelf = shelf(wanted);
        let [from, to] = [shelf, shelf.saturating_add(1)]
            .map(|at| self.shelves.get(at).map_or(0, |below| *below as usize));
        let within = self
            .fingerprints
            .get(from..to)?
            .binary_search_by_key(&wanted, |bytes| u32::from_le_bytes(*bytes));
        within.ok()?.checked_add(from)
    }

    /// Adds a key by its number.
    pub(super) fn add(&self, sum: &mut Sum, key: usize) {
        let Some(row) = self.rows.get(key) else {
            return;
        };
        for (heard, step) in sum.heard.iter_mut().zip(row) {
            // A sum of some thousand steps never wraps, and this adds many at a time.
            *heard = heard.wrapping_add(i32::from(step.cast_signed()));
        }
        sum.keys = sum.keys.saturating_add(1);
    }

    /// What the keys speak for. Many keys say no more than few: their sum is taken by the root of
    /// their number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a sum of at most some thousand keys of 127 steps each"
    )]
    pub(super) fn odds(&self, sum: &Sum) -> Odds {
        let share = (f32::from(sum.keys) + 1.0).sqrt().recip();
        let mut odds = self.base;
        let units = self.steps.iter().zip(&self.biases).zip(&self.weights);
        for (heard, ((step, bias), weights)) in sum.heard.iter().zip(units) {
            let stirred = (*heard as f32) * step * share + bias;
            if stirred > 0.0 {
                for (odds, weight) in odds.iter_mut().zip(weights) {
                    *odds += stirred * weight;
                }
            }
        }
        odds
    }

    /// What an answer speaks for, by its keys.
    #[must_use]
    pub fn weigh<S: AsRef<str>>(&self, keys: &[S]) -> Odds {
        let mut numbers: Vec<usize> = keys.iter().filter_map(|k| self.find(k.as_ref())).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut sum = Sum::default();
        for number in numbers {
            self.add(&mut sum, number);
        }
        self.odds(&sum)
    }
}

impl Sum {
    /// Without a part of it.
    pub(super) fn without(&self, part: &Self) -> Self {
        let mut left = self.clone();
        for (heard, less) in left.heard.iter_mut().zip(&part.heard) {
            *heard = heard.saturating_sub(*less);
        }
        left.keys = left.keys.saturating_sub(part.keys);
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two keys: "paid" stirs unit 0, which speaks for the third reading.
    fn bytes() -> Vec<u8> {
        let mut keys = [(fingerprint("paid"), 100_i8), (fingerprint("not"), -100)];
        keys.sort_unstable();
        let mut out = 2_u32.to_le_bytes().to_vec();
        for (key, _) in keys {
            out.extend(key.to_le_bytes());
        }
        for (_, step) in keys {
            let mut row = [0_u8; HIDDEN];
            row[0] = step.cast_unsigned();
            out.extend(row);
        }
        let mut tail = [0.0_f32; TAIL / 4];
        tail[0] = 0.01;
        tail[2 * HIDDEN + 2] = 2.0;
        for number in tail {
            out.extend(number.to_le_bytes());
        }
        out
    }

    #[test]
    fn keys_are_found_summed_and_weighed() {
        let bytes = bytes();
        let net = Net::of(&bytes).unwrap();
        let paid = net.weigh(&["paid"]);
        assert!((paid[2] - 2.0 / 2.0_f32.sqrt()).abs() < 1e-4, "{paid:?}");
        assert_eq!(net.weigh(&["paid", "paid", "yesterday"]), paid);
        assert!(net.weigh(&["paid", "not"])[2].abs() < 1e-6);
    }

    #[test]
    fn bytes_that_are_no_network_are_none() {
        let whole = bytes();
        for end in 0..whole.len() {
            assert!(Net::of(&whole[..end]).is_none(), "{end}");
        }
        let mut more = whole;
        more.push(0);
        assert!(Net::of(&more).is_none());
    }
}
