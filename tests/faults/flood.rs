//! More mail than anybody reads.

use std::fs;
use std::io::Write as _;
use std::time::Duration;

use super::letter::Letter;
use super::machine::{Machine, TRACK, day};
use super::rig::until;
use super::{AGAIN, SOON, open};

/// One client sends mail upon mail of a megabyte: the memory stays what it is for one of them, the others
/// are served, and he gets nothing for it.
#[test]
fn a_flood_of_one_client_keeps_nobody_out() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let long = std::env::var_os("NUDGED_LONG").is_some();
    let (batches, size) = if long { (100, 100) } else { (3, 50) };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    let file: Vec<u8> = (0..700_000_u32)
        .map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap())
        .collect();
    for batch in 0..batches {
        let mut names = Vec::new();
        for n in batch * size..(batch + 1) * size {
            let name = format!("flood{n}");
            machine.deliver(
                &name,
                &Letter {
                    charset: encoding_rs::UTF_8,
                    from: ("Bob Miller", "bob@client0.example"),
                    to: vec![("", "anna@studio.example")],
                    cc: vec![("", TRACK)],
                    subject: &format!("Pictures of the excursion, part {n}"),
                    date: day(2, 11).fixed_offset(),
                    id: &format!("flood.{n}@mail.client0.example"),
                    thread: Vec::new(),
                    text: &format!(
                        "Hi Anna,\n\nhere is part {n} of our pictures from the hills.\n\nBob\n"
                    ),
                    files: &[("hills.jpg", "image/jpeg", &file)],
                },
            );
            names.push(machine.path(&format!("mail/new/{name}")));
        }
        let read = format!(
            "SELECT count(*) FROM mail WHERE message_id LIKE 'flood%' AND {} > 0",
            (batch + 1) * size
        );
        until("the flood is read", AGAIN * 6, || {
            std::thread::sleep(Duration::from_millis(100));
            let database = rusqlite::Connection::open_with_flags(
                daemon.database(),
                rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
            )
            .ok()?;
            let count: i64 = database.query_row(&read, [], |row| row.get(0)).ok()?;
            (count == i64::from((batch + 1) * size)).then_some(())
        });
        // Thousands of them need not lie on the disk at once.
        names.iter().for_each(|path| fs::remove_file(path).unwrap());
    }
    machine.ask(1);
    open(&daemon, 2, SOON);
    let status = fs::read_to_string(format!("/proc/{}/status", daemon.pid())).unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let peak: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
    let told = machine.sent_to("anna@").len();
    let _ = writeln!(
        std::io::stderr(),
        "flood: {} mails of 1 MB, {} MB at most, {told} notices",
        batches * size,
        peak / 1024
    );
    assert!(peak < 200 * 1024, "{peak} kB");
    assert!(machine.follow_ups().is_empty());
    assert!(daemon.items().iter().all(|item| item["state"] != "closed"));
    assert_eq!(daemon.terminate().0.code(), Some(0));
}
