//! When to try a mail again. Pure.

use std::time::Duration;

/// Wait after the first failed attempt: mox's and Postfix's order of size.
const FIRST: Duration = Duration::from_secs(450);
/// Longest wait.
const LONGEST: Duration = Duration::from_secs(4 * 3600);

/// How long to wait after the `attempt`-th failed attempt (from 1; 0 counts as 1).
///
/// 7.5 minutes, doubling, at most 4 hours, plus up to an eighth by `seed` (any number that differs
/// from mail to mail), so that what failed together does not come back together. The caller decides
/// when to give up.
#[must_use]
pub fn next_try(attempt: u32, seed: u64) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    let wait = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    // splitmix64: neighbouring row ids must not give neighbouring waits.
    let mut mixed = seed
        .wrapping_add(u64::from(attempt))
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^= mixed >> 31;
    let share = u32::try_from(mixed % 1024).unwrap_or(0);
    wait.saturating_add((wait / 8).saturating_mul(share) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_doubles_to_the_cap() {
        let floor = |attempt| {
            let wait = next_try(attempt, 0).as_secs();
            [450, 900, 1800, 3600, 7200, 14400]
                .into_iter()
                .rev()
                .find(|base| wait >= *base)
        };
        for (attempt, base) in [
            (0, 450),
            (1, 450),
            (2, 900),
            (3, 1800),
            (4, 3600),
            (5, 7200),
            (6, 14400),
            (7, 14400),
            (u32::MAX, 14400),
        ] {
            assert_eq!(floor(attempt), Some(base), "{attempt}");
        }
    }

    #[test]
    fn what_failed_together_does_not_come_back_together() {
        let waits: std::collections::BTreeSet<_> = (0..100).map(|seed| next_try(3, seed)).collect();
        assert!(waits.len() > 80, "{}", waits.len());
    }

    proptest! {
        #[test]
        fn always_within_bounds(attempt: u32, seed: u64) {
            let wait = next_try(attempt, seed);
            prop_assert!(wait >= FIRST && wait <= LONGEST + LONGEST / 8);
            prop_assert_eq!(wait, next_try(attempt, seed));
        }
    }
}
