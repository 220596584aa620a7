//! Simulated years: generated clients with habits, two teams' calendars, outages; after every step
//! the promises hold. `NUDGED_SEED=n` plays one year alone and tells its last lines.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_enum_variant,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    dead_code,
    unreachable_pub,
    reason = "a year that cannot be played is a failed test"
)]

#[path = "year/calendar.rs"]
mod calendar;
#[path = "year/chance.rs"]
mod chance;
#[path = "year/habit.rs"]
mod habit;
#[path = "year/machines.rs"]
mod machines;
#[path = "year/meant.rs"]
mod meant;
#[path = "year/outside.rs"]
mod outside;
#[path = "year/people.rs"]
mod people;
#[path = "year/phrases.rs"]
mod phrases;
#[path = "year/post.rs"]
mod post;
#[path = "year/rules.rs"]
mod rules;
#[path = "year/run.rs"]
mod run;
#[path = "year/silent.rs"]
mod silent;
#[path = "year/team.rs"]
mod team;
#[path = "year/team_trips.rs"]
mod team_trips;
#[path = "year/tone_trips.rs"]
mod tone_trips;
#[path = "year/trips.rs"]
mod trips;
#[path = "year/world.rs"]
mod world;

/// Clients of one team.
const CLIENTS: usize = 20;

/// How many years of a team are played: 200 client-years, 20,000 with NUDGED_LONG; few without
/// optimisation, which makes them twenty times as slow.
fn years() -> (u64, usize) {
    if std::env::var_os("NUDGED_LONG").is_some() {
        (1000, CLIENTS)
    } else if cfg!(debug_assertions) {
        (2, 3)
    } else {
        (10, CLIENTS)
    }
}

fn span(text: &str) -> Option<std::ops::RangeInclusive<u64>> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some(from.parse().ok()?..=to.parse().ok()?)
}

/// Fewer clients make another world, and a shorter story: NUDGED_CLIENTS.
fn some_clients() -> Option<usize> {
    std::env::var("NUDGED_CLIENTS").ok()?.parse().ok()
}

/// Plays these seeds on all processors; what they came to, in the order of the seeds.
fn play_all(seeds: &[u64], clients: usize) -> Vec<run::Came> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let came = std::sync::Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(seed) =
                    seeds.get(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst))
                {
                    let one = run::play(*seed, clients);
                    if std::env::var_os("NUDGED_SEED").is_some() {
                        eprintln!("{seed}: {} follow-ups", one.follow_ups);
                    }
                    if !one.broken.is_empty() {
                        let lines = one.tail.join("\n");
                        eprintln!("seed {seed}:\n{lines}\n{:#?}", one.broken);
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
fn the_promises_hold_through_the_years() {
    let asked = std::env::var("NUDGED_SEED").ok();
    let (count, clients) = years();
    // `7` or `7-11`.
    let (seeds, clients): (Vec<u64>, usize) = match asked.as_deref().and_then(span) {
        Some(span) => (span.collect(), some_clients().unwrap_or(CLIENTS)),
        None => ((0..count).collect(), clients),
    };
    let came = play_all(&seeds, clients);
    let broken: Vec<&run::Came> = came.iter().filter(|c| !c.broken.is_empty()).collect();
    let seeds: Vec<u64> = broken.iter().map(|one| one.seed).collect();
    assert!(seeds.is_empty(), "replay one of {seeds:?} with NUDGED_SEED");
    let (sent, closed): (u32, u32) = came
        .iter()
        .fold((0, 0), |(a, b), one| (a + one.follow_ups, b + one.closed));
    eprintln!("{sent} follow-ups, {closed} items closed");
    assert!(sent > 0 && closed > 0, "nothing happened");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (count, clients) = years();
    let seeds: Vec<u64> = (0..count).step_by(10).collect();
    let first = play_all(&seeds, clients);
    let backwards: Vec<u64> = seeds.into_iter().rev().collect();
    assert_eq!(first, play_all(&backwards, clients));
    assert_ne!(first[0].digest, run::play(10_001, clients).digest);
}
