//! Power loss: every write, sync and sent mail of a whole run is recorded by strace. At cuts anywhere in
//! it the files are built as a disk may hold them then: what was synced, and of the rest a random part,
//! torn at sectors. What was committed is there, the database is whole, and a daemon that starts on it
//! goes on to the end: every mail read once, no follow-up twice.
//!
//! `NUDGED_SEED` plays a run of the dice again; `NUDGED_LONG` makes thousands of cuts.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "e2e/daemon.rs"]
mod daemon;
#[path = "e2e/letter.rs"]
mod letter;
#[path = "faults/machine.rs"]
mod machine;
#[path = "power/record.rs"]
mod record;
mod rig;

use std::fs;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::DateTime;
use chrono_tz::Tz;
use daemon::{Daemon, count};
use machine::{CONFIG, Machine, TRACK, day};
use record::{Dice, Record};
use rig::until;
use rusqlite::{Connection, OpenFlags};

/// Asks, follow-ups and answers, each.
const COUNT: usize = 10;
const STUCK: Duration = Duration::from_secs(120);

/// Cuts whose database is read, and cuts a daemon goes on from.
fn cuts() -> (usize, usize) {
    if std::env::var_os("NUDGED_LONG").is_some() {
        (20_000, 2_000)
    } else {
        (400, 24)
    }
}

#[test]
fn what_was_committed_survives_and_nothing_is_sent_twice() {
    if !rig::may_trace() {
        return rig::skip("no strace, or it may not trace");
    }
    let Some(machine) = Machine::new() else {
        return;
    };
    let begin = Instant::now();
    let record = recorded(&machine);
    let seed = std::env::var("NUDGED_SEED").map_or(20_260_302, |seed| seed.parse().unwrap());
    let _ = writeln!(
        std::io::stderr(),
        "power: {} steps on the disk recorded in {} s, NUDGED_SEED={seed}",
        record.steps.len(),
        begin.elapsed().as_secs()
    );
    let (read, gone_on) = cuts();
    let mut dice = Dice(seed);
    let scratch = tempfile::tempdir().unwrap();
    for _ in 0..read {
        let cut = dice.below(record.steps.len() + 1);
        committed_is_there(&record, cut, &mut dice, scratch.path());
    }
    // Around the moment a mail leaves most depends on what the disk knows.
    let mut places: Vec<usize> = record
        .departures()
        .into_iter()
        .flat_map(|at| [at, at + 1])
        .collect();
    let places: Vec<(usize, u64)> = (0..gone_on)
        .map(|n| {
            let near = n % 2 == 0 && !places.is_empty();
            let cut = if near {
                places.swap_remove(dice.below(places.len()))
            } else {
                dice.below(record.steps.len() + 1)
            };
            (cut, dice.next())
        })
        .collect();
    let (turn, held) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some((cut, seed)) = places.get(turn.fetch_add(1, Ordering::SeqCst)) {
                    let found = goes_on(&record, *cut, *seed);
                    held.fetch_add(found, Ordering::SeqCst);
                }
            });
        }
    });
    let _ = writeln!(
        std::io::stderr(),
        "power: {read} cuts read, {gone_on} gone on from, {} follow-ups held as unsure: {} s",
        held.into_inner(),
        begin.elapsed().as_secs()
    );
}

/// A whole run: ten asks, ten follow-ups, ten answers.
fn recorded(machine: &Machine) -> Record {
    let mut daemon = Machine::daemon(machine.folder.path());
    daemon.kill();
    let files = ["nudged.db", "nudged.db-wal"];
    let base = files.map(|name| {
        let path = machine.path(&format!("state/{name}"));
        (name.to_owned(), fs::read(path).unwrap_or_default())
    });
    let trace = machine.path("trace");
    daemon.start_recorded(&trace);
    (0..COUNT).for_each(|n| machine.ask(n));
    play(machine, &mut daemon, 0, true);
    daemon.kill();
    // strace writes down the end.
    std::thread::sleep(Duration::from_millis(500));
    let log = fs::read_to_string(&trace).unwrap();
    let record = Record::read(&log, machine.folder.path(), base.into_iter().collect());
    assert_eq!(record.departures().len(), machine.all_sent().len());
    record
}

fn reader(daemon: &Daemon<'_>) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(daemon.database(), flags).ok()
}

fn number(daemon: &Daemon<'_>, sql: &str) -> Option<usize> {
    let count: i64 = reader(daemon)?.query_row(sql, [], |row| row.get(0)).ok()?;
    usize::try_from(count).ok()
}

/// Goes on until a look-up gives this, faster than the clock.
fn until_there(daemon: &mut Daemon<'_>, sql: &str, wanted: usize) {
    let mut kicked = Instant::now();
    until(sql, STUCK, || {
        if kicked.elapsed() > Duration::from_millis(700) {
            let soon = daemon.now() + chrono::Duration::seconds(100);
            daemon.pretend(&soon);
            daemon.status();
            kicked = Instant::now();
        }
        std::thread::sleep(Duration::from_millis(20));
        (number(daemon, sql) == Some(wanted)).then_some(())
    });
}

/// What is left of the story from a stage on; `marked`: each stage leaves a mark in the record.
fn play(machine: &Machine, daemon: &mut Daemon<'_>, stage: usize, marked: bool) {
    let mark = |daemon: &Daemon<'_>| {
        if marked {
            daemon.signal("WINCH");
        }
    };
    if stage == 0 {
        until_there(daemon, "SELECT count(*) FROM item", COUNT);
        mark(daemon);
        daemon.move_to(&day(5, 10));
    }
    if stage <= 1 {
        until_there(
            daemon,
            "SELECT count(*) FROM outbox WHERE class = 'follow_up' AND state IN ('sent', 'unsure', 'held')",
            COUNT,
        );
        mark(daemon);
        (0..COUNT).for_each(|n| machine.answer(n));
    }
    until_there(
        daemon,
        "SELECT count(*) FROM item WHERE state = 'closed'",
        COUNT,
    );
    until_there(
        daemon,
        "SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed', 'body_started')",
        0,
    );
}

/// History, mails, outgoing mails, and those that have left or may have.
fn known(folder: &std::path::Path) -> (Vec<i64>, i64) {
    let database = Connection::open(folder.join("nudged.db")).unwrap();
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0));
    let found: String = database
        .query_row("PRAGMA quick_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(found, "ok");
    let left = "SELECT count(*) FROM outbox WHERE state IN ('body_started', 'sent', 'unsure', 'held', 'refused')";
    let tables = ["history", "mail", "outbox", "follow_up"];
    let counts = tables.map(|table| one(&format!("SELECT count(*) FROM {table}")).unwrap());
    (counts.to_vec(), one(left).unwrap())
}

fn committed_is_there(record: &Record, cut: usize, dice: &mut Dice, folder: &std::path::Path) {
    let seed = dice.0;
    record.build(record.synced_before(cut), None, folder);
    let (least, _) = known(folder);
    record.build(cut, Some(dice), folder);
    let (found, left) = known(folder);
    let place = format!("cut {cut} with dice {seed}");
    assert!(
        found
            .iter()
            .zip(&least)
            .all(|(found, least)| found >= least),
        "{place}: {found:?}, and {least:?} were committed"
    );
    let sent = i64::try_from(record.left_before(cut).len()).unwrap();
    assert!(left >= sent, "{place}: {sent} left, {left} are recorded");
}

/// The power goes at the cut; the machine starts again. Gives how many follow-ups are held as unsure.
fn goes_on(record: &Record, cut: usize, seed: u64) -> usize {
    let machine = Machine::new().unwrap();
    let stage = record.stage_at(cut);
    let at: DateTime<Tz> = match stage {
        0 => day(2, 11),
        1 => day(5, 11),
        _ => day(5, 12),
    };
    let mut daemon = Daemon::local(machine.folder.path(), TRACK, CONFIG, &at);
    fs::create_dir_all(machine.path("state")).unwrap();
    record.build(cut, Some(&mut Dice(seed)), &machine.path("state"));
    for (name, bytes) in record.left_before(cut) {
        fs::write(machine.path("out").join(name), bytes).unwrap();
    }
    (0..COUNT).for_each(|n| machine.ask(n));
    if stage >= 2 {
        (0..COUNT).for_each(|n| machine.answer(n));
    }
    daemon.start();
    play(&machine, &mut daemon, stage, false);
    daemon.move_to(&day(5, 15));
    until_there(
        &mut daemon,
        "SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed', 'body_started', 'unsure')",
        0,
    );
    let items = daemon.items();
    assert_eq!(items.len(), COUNT);
    for item in &items {
        for event in ["opened", "closed", "follow_up"] {
            assert_eq!(count(item, event), 1, "cut {cut}, {event}: {item:#}");
        }
    }
    let mails = number(&daemon, "SELECT count(*) FROM mail");
    assert_eq!(mails, Some(2 * COUNT), "cut {cut}");
    let follow_ups = machine.follow_ups();
    let mut held = 0;
    for n in 0..COUNT {
        let client = format!("bob@client{n}.example");
        let came = follow_ups
            .iter()
            .filter(|mail| mail.addresses("To") == [client.clone()])
            .count();
        let sql = format!(
            "SELECT count(*) FROM outbox WHERE class = 'follow_up' AND state = 'held' AND client = 'client{n}.example'"
        );
        let unsure = number(&daemon, &sql).unwrap();
        held += unsure;
        assert!(
            came == 1 || came == 0 && unsure == 1,
            "cut {cut} with dice {seed}: {came} follow-ups for client {n}, {unsure} held"
        );
    }
    held
}
