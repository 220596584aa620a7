//! How long to wait before the next try: pure, so that a test and a simulator can hold it to account.

use std::time::Duration;

/// First ceiling, seconds.
const FIRST: u64 = 4;
/// Last ceiling, seconds.
const LAST: u64 = 80;

/// The pause before try number `attempt + 1` after `attempt` failures in a row counted from 0:
/// between half and the whole of a ceiling of 4, 8, 16, 32, 64, 80, 80 … seconds, so 2 s at least
/// and 80 s at most. `seed` is any random number; many daemons that lost one server come back at
/// different times. The caller sets `attempt` back to 0 after a success.
#[must_use]
pub fn backoff(attempt: u32, seed: u64) -> Duration {
    let ceiling = FIRST
        .checked_shl(attempt.min(16))
        .map_or(LAST, |seconds| seconds.min(LAST));
    let half = ceiling.saturating_mul(500);
    Duration::from_millis(
        half.saturating_add(mix(seed ^ u64::from(attempt)) % half.saturating_add(1)),
    )
}

/// SplitMix64: neighbouring seeds give unrelated numbers.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::backoff;

    #[test]
    fn grows_to_eighty_seconds_and_stays() {
        for (attempt, low, high) in [
            (0, 2, 4),
            (1, 4, 8),
            (2, 8, 16),
            (3, 16, 32),
            (4, 32, 64),
            (5, 40, 80),
            (90, 40, 80),
        ] {
            for seed in 0..200 {
                let pause = backoff(attempt, seed);
                assert!(
                    pause >= Duration::from_secs(low) && pause <= Duration::from_secs(high),
                    "{attempt} {seed} {pause:?}"
                );
            }
        }
    }

    #[test]
    fn seeds_spread() {
        let distinct: std::collections::BTreeSet<_> =
            (0..100).map(|seed| backoff(5, seed)).collect();
        assert!(distinct.len() > 90);
    }

    proptest! {
        #[test]
        fn always_between_two_and_eighty(attempt: u32, seed: u64) {
            let pause = backoff(attempt, seed);
            prop_assert!(pause >= Duration::from_secs(2) && pause <= Duration::from_secs(80));
            prop_assert_eq!(pause, backoff(attempt, seed));
        }
    }
}
