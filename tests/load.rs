//! A Monday with a thousand follow-ups among a hundred thousand open items: planning them takes a
//! second, on a real disk that is waited for, and what is due next is found at once. A summary of
//! thousands takes no longer.

#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "what cannot be set up is a failed test"
)]

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nudged::app::engine::{Engine, Entropy};
use nudged::app::ingest::Incoming;
use nudged::config;
use nudged::model::EventKind;
use nudged::store::Store;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many, and how long planning them may take: a second as released. The tests' own build is not
/// linked as a whole and checks every sum, which costs a third; one without optimisation is some twenty
/// times as slow.
const LOAD: (usize, Duration) = if cfg!(debug_assertions) {
    (100, Duration::from_secs(3))
} else if option_env!("CARGO_PROFILE_RELEASE_LTO").is_some() {
    (1000, Duration::from_millis(1500))
} else {
    (1000, Duration::from_secs(1))
};

/// Open items for each that is due.
const CROWD: usize = 100;

/// Items of a large summary.
const SUMMED: usize = 5_000;

/// How long it may take to find what is due next.
const NEXT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 50 } else { 5 });

/// Tries until one is within its limit; the quickest counts. A quiet machine needs one.
const TRIES: usize = 6;

/// One load at a time: side by side each would be measured with the other's.
static QUIET: std::sync::Mutex<()> = std::sync::Mutex::new(());

fn alone() -> std::sync::MutexGuard<'static, ()> {
    QUIET
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What a machine at work is allowed: where more tasks run than it has processors each gets so much
/// less of them, so the limits grow by their number for each processor, five times at most. On a quiet
/// machine they stand as they are.
fn allowance() -> f64 {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let running: f64 = load
        .split(' ')
        .next()
        .and_then(|first| first.parse().ok())
        .unwrap_or(1.0);
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let processors = u32::try_from(processors).map_or(1.0, f64::from);
    (running / processors).clamp(1.0, 5.0)
}

const CONFIG: &str = r#"
[tracking]
address = "track@studio.example"
[team]
name = "Studio"
domains = ["studio.example"]
time-zone = "Europe/Berlin"
working-hours = "09:00-18:00"
[policy]
mode = "auto"
receipts = "off"
[security]
trusted-authserv-ids = ["mx.studio.example"]
"#;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("time")
}

fn asks(n: usize) -> String {
    format!(
        "Authentication-Results: mx.studio.example; dkim=pass header.d=studio.example; spf=pass; dmarc=pass header.from=studio.example\r\n\
         From: Ines Holm <ines@studio.example>\r\nTo: Otto <otto@client{n}.example>\r\nCc: track@studio.example\r\n\
         Subject: Material {n}\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\nMessage-ID: <ask{n}@studio.example>\r\n\r\n\
         Hi Otto,\r\n\r\nplease send us the following by 6 March:\r\n\r\n1. The floor plan as PDF\r\n2. Two portraits of the board\r\n\r\nThanks\r\nInes\r\n"
    )
}

fn incoming(raw: &str) -> Incoming<'_> {
    Incoming {
        raw: raw.as_bytes(),
        position: None,
        rescan: false,
        before_start: false,
        junk: false,
        watched: false,
        truncated_from: None,
        arrived: None,
        checked: None,
    }
}

#[test]
fn a_thousand_follow_ups_are_planned_in_a_second() {
    let _alone = alone();
    let (count, limit) = LOAD;
    // Beside the build, so on a disk: /tmp may lie in memory.
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("directory");
    let path = dir.path().join("nudged.db");
    let opened = at("2026-03-02T09:00:00Z");
    let engine = |store: Store| {
        let config = config::parse(CONFIG, std::path::Path::new("")).expect("configuration");
        Engine::new(config, store, Entropy::Fixed, opened).expect("engine")
    };
    let mut filling = engine(Store::open_scratch(&path).expect("store"));
    for n in 0..count {
        let raw = asks(n);
        filling.ingest(&incoming(&raw), opened).expect("taken in");
    }
    drop(filling);
    crowd(&path, LOAD.0);
    let copy = dir.path().join("copy.db");
    let mut best: Option<(Duration, Duration)> = None;
    for _ in 0..TRIES {
        std::fs::copy(&path, &copy).expect("copied");
        let mut engine = engine(Store::open(&copy).expect("store"));
        let monday = at("2026-03-09T08:00:00Z");
        let start = Instant::now();
        let next = engine.next_wake(monday).expect("looked up");
        let found = start.elapsed();
        assert!(next.is_some_and(|at| at <= monday), "{next:?}");
        let start = Instant::now();
        let events = engine.tick(monday).expect("ticks");
        let took = start.elapsed();
        let planned = events
            .iter()
            .filter(|(_, told)| told.event == EventKind::FollowUp)
            .count();
        assert_eq!(planned, count);
        let (tick, look) = best.unwrap_or((took, found));
        best = Some((tick.min(took), look.min(found)));
        if best.is_some_and(|(tick, look)| tick <= limit && look <= NEXT) {
            break;
        }
    }
    let (tick, look) = best.expect("tried");
    let allowed = allowance();
    eprintln!(
        "{count} follow-ups planned in {tick:?}, what is due found in {look:?}, {allowed:.1}"
    );
    assert!(tick <= limit.mul_f64(allowed), "{tick:?}");
    assert!(look <= NEXT.mul_f64(allowed), "{look:?}");
}

#[test]
fn a_summary_of_five_thousand_items_is_made_in_a_second() {
    let _alone = alone();
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("directory");
    let path = dir.path().join("nudged.db");
    let text = format!("{CONFIG}[summary]\nto = [\"all@studio.example\"]\nday = \"Thu\"\n");
    let opened = at("2026-03-02T09:00:00Z");
    let engine = |store: Store| {
        let config = config::parse(&text, std::path::Path::new("")).expect("configuration");
        Engine::new(config, store, Entropy::Fixed, opened).expect("engine")
    };
    let mut filling = engine(Store::open_scratch(&path).expect("store"));
    for n in 0..SUMMED / CROWD {
        let raw = asks(n);
        filling.ingest(&incoming(&raw), opened).expect("taken in");
    }
    // What is due before has left, so the summary stands alone.
    filling.tick(at("2026-03-03T09:00:00Z")).expect("ticks");
    filling.tick(at("2026-03-05T07:59:00Z")).expect("ticks");
    drop(filling);
    crowd(&path, SUMMED / CROWD);
    let copy = dir.path().join("copy.db");
    let mut best = Duration::MAX;
    for _ in 0..TRIES {
        std::fs::copy(&path, &copy).expect("copied");
        let mut engine = engine(Store::open(&copy).expect("store"));
        let start = Instant::now();
        let events = engine.tick(at("2026-03-05T08:00:00Z")).expect("ticks");
        best = best.min(start.elapsed());
        let made = events
            .iter()
            .filter(|(_, told)| told.event == EventKind::Summary);
        assert_eq!(made.count(), 1, "{events:?}");
        if best <= LOAD.1 {
            break;
        }
    }
    eprintln!(
        "a summary of {SUMMED} items in {best:?}, {:.1}",
        allowance()
    );
    assert!(best <= LOAD.1.mul_f64(allowance()), "{best:?}");
}

/// Beside each item others of the same client, planned for the weeks after.
fn crowd(path: &std::path::Path, count: usize) {
    let sql = rusqlite::Connection::open(path).expect("database");
    sql.execute_batch(&format!(
        "CREATE TEMP TABLE first AS SELECT * FROM item;
         WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {CROWD} - 1)
         INSERT INTO item (id, kind, state, owner, client, base_subject, due, next_step, next_at, wake_at, doc)
         SELECT f.id + k * (SELECT count(*) FROM first), f.kind, f.state, f.owner, f.client,
             f.base_subject || ' ' || k, '2026-05-04', 'friendly', later, later,
             json_set(f.doc, '$.id', f.id + k * (SELECT count(*) FROM first), '$.due', '2026-05-04')
         FROM (SELECT *, (unixepoch('2026-03-16T08:00:00Z') + k * 3600) * 1000000 AS later FROM n, first) AS f;
         INSERT INTO item_contact (address, item)
             SELECT json_extract(doc, '$.contacts[0].person.address'), id FROM item
             WHERE id > (SELECT count(*) FROM first);"
    ))
    .expect("filled");
    let all: i64 = sql
        .query_row(
            "SELECT count(*) FROM item WHERE closed_at IS NULL",
            [],
            |row| row.get(0),
        )
        .expect("counted");
    assert_eq!(usize::try_from(all), Ok(count * CROWD));
}
