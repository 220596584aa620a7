//! The whole daemon in a world that is played, on a clock that runs ahead: the mailbox is watched by the
//! real IMAP session and mail leaves by the real SMTP dialogue, both over pipes to servers with moods;
//! connections break at any line, the daemon is killed at any wait and starts again on its database,
//! the host sleeps and its clock is wrong. Whatever happens, the promises hold.
//!
//! 1,000 weeks; 100,000 where `NUDGED_LONG` is set. `NUDGED_SEED=n` (or `n-m`) plays one world alone
//! and tells its last lines, with `NUDGED_WHOLE` all of them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    dead_code,
    unreachable_pub,
    reason = "a world that cannot be played is a failed test"
)]

#[path = "year/chance.rs"]
mod chance;
#[path = "simulation/check.rs"]
mod check;
#[path = "simulation/imap.rs"]
mod imap;
#[path = "simulation/letters.rs"]
mod letters;
#[path = "simulation/people.rs"]
mod people;
#[path = "simulation/play.rs"]
mod play;
#[path = "simulation/records.rs"]
mod records;
#[path = "simulation/smtp.rs"]
mod smtp;
#[path = "simulation/world.rs"]
mod world;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use play::{Came, WEEKS, play};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many weeks are played in all; few without optimisation.
fn weeks() -> u64 {
    if std::env::var_os("NUDGED_LONG").is_some() {
        100_000
    } else if cfg!(debug_assertions) {
        8
    } else {
        1_000
    }
}

fn asked() -> Option<Vec<u64>> {
    let text = std::env::var("NUDGED_SEED").ok()?;
    let (from, to) = text.split_once('-').unwrap_or((&text, &text));
    Some((from.parse().ok()?..=to.parse().ok()?).collect())
}

/// Plays these worlds on all processors; what they came to, in the order of the seeds.
fn play_all(seeds: &[u64]) -> Vec<Came> {
    let next = AtomicUsize::new(0);
    let came = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let one = play(*seed);
                    if !one.broken.is_empty() || std::env::var_os("NUDGED_WHOLE").is_some() {
                        let lines = one.tail.join("\n");
                        eprintln!("{lines}\nNUDGED_SEED={seed}: {:#?}", one.broken);
                    }
                    came.lock().expect("lock").push(one);
                }
            });
        }
    });
    let mut came = came.into_inner().expect("lock");
    came.sort_by_key(|one| one.seed);
    came
}

#[test]
fn nothing_is_lost_and_nothing_is_sent_twice_through_the_weeks() {
    let begun = std::time::Instant::now();
    let count = weeks() / WEEKS.unsigned_abs();
    let seeds = asked().unwrap_or_else(|| (0..count).collect());
    let came = play_all(&seeds);
    let broken: Vec<u64> = came
        .iter()
        .filter(|one| !one.broken.is_empty())
        .map(|one| one.seed)
        .collect();
    assert!(
        broken.is_empty(),
        "replay one of {broken:?} with NUDGED_SEED"
    );
    let follow_ups: usize = came.iter().map(|one| one.follow_ups).sum();
    let crashes: u32 = came.iter().map(|one| one.crashes).sum();
    eprintln!(
        "{} weeks, {follow_ups} follow-ups, {crashes} crashes: {} s",
        came.len() as i64 * WEEKS,
        begun.elapsed().as_secs()
    );
    assert!(follow_ups > 0 && crashes > 0, "nothing happened");
}

#[test]
fn the_same_seed_gives_the_same_trace() {
    let seeds = [1, 2, 3, 4, 5, 6];
    let first = play_all(&seeds);
    let backwards: Vec<u64> = seeds.into_iter().rev().collect();
    assert_eq!(first, play_all(&backwards));
    assert_ne!(first[0].digest, first[1].digest);
}
