//! The built program on a machine that fails it: full and read-only disks, damaged files, a second
//! daemon, a machine that sleeps. Mail comes from a Maildir and goes to a folder; no server is needed.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "e2e/daemon.rs"]
mod daemon;
#[path = "faults/file.rs"]
mod file;
#[path = "faults/flood.rs"]
mod flood;
#[path = "e2e/letter.rs"]
mod letter;
#[path = "faults/machine.rs"]
mod machine;
mod rig;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use daemon::{Daemon, count};
use letter::Arrived;
use machine::{CONFIG, Machine, TRACK, day};
use rig::until;

const SOON: Duration = Duration::from_secs(20);
/// A loop that failed some times waits so long before it tries again, and so long it may take here.
const AGAIN: Duration = Duration::from_secs(100);
/// Time in which something that must not happen would have happened.
const WHILE: Duration = Duration::from_secs(3);

fn open(daemon: &Daemon<'_>, wanted: usize, limit: Duration) {
    until("the items are open", limit, || {
        (daemon.items().len() == wanted).then_some(())
    });
}

/// What fits no more waits where it is; what was there stays; everything goes on once there is room.
#[test]
fn a_full_disk_loses_nothing_and_sends_nothing() {
    let Some(mut machine) = Machine::new() else {
        return;
    };
    if !machine.mount(&["-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs"]) {
        return;
    }
    let home = machine.folder.path().to_owned();
    let mut daemon = Machine::daemon(&home);
    machine.ask(0);
    open(&daemon, 1, SOON);
    let ballast = machine.path("state/ballast");
    // Until nothing more fits: `write` stops at the first error.
    let _ = fs::write(&ballast, vec![0; 4 << 20]);
    for n in 1..6 {
        machine.ask(n);
    }
    let told = || {
        let status = daemon.status();
        status["mailboxes"][0]["fault"]
            .as_str()
            .filter(|fault| fault.contains("full"))
            .map(|_| ())
    };
    until("status tells of the full disk", SOON, told);
    daemon.move_to(&day(5, 10));
    std::thread::sleep(WHILE);
    assert!(machine.follow_ups().is_empty(), "sent without a record");
    assert_eq!(daemon.says(&["status"]).0, Some(1));
    assert!(
        daemon.status()["fault"]["why"]
            .as_str()
            .unwrap()
            .contains("full")
    );
    fs::remove_file(&ballast).unwrap();
    open(&daemon, 6, AGAIN);
    // Nothing goes to clients until the mailbox has been read, and a while after.
    daemon.move_to(&day(5, 11));
    until("the follow-up is sent", AGAIN, || {
        daemon.status();
        (machine.follow_ups().len() == 1).then_some(())
    });
    std::thread::sleep(WHILE);
    assert_eq!(machine.follow_ups().len(), 1);
    let status = daemon.status();
    assert_eq!(status["unreadable"], 0, "no good mail is put aside");
    assert!(status["fault"].is_null(), "{status}");
    let sent: usize = daemon.items().iter().map(|item| count(item, "sent")).sum();
    assert_eq!(sent, 1);
    assert_eq!(daemon.says(&["check", "--offline"]).0, Some(0));
}

#[test]
fn a_read_only_disk_is_told_in_one_line() {
    let Some(mut machine) = Machine::new() else {
        return;
    };
    let home = machine.folder.path().to_owned();
    let mut daemon = Machine::daemon(&home);
    daemon.terminate();
    let state = machine.path("state");
    if !machine.mount(&["--bind", state.to_str().unwrap()]) {
        return;
    }
    let again = Command::new("mount")
        .args(["-o", "remount,bind,ro"])
        .arg(&state)
        .status();
    assert!(again.unwrap().success());
    let (code, said) = daemon.says(&["run"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("Read-only") && said.contains(state.to_str().unwrap()),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

/// Writes over pages of the database, from the fifth on.
fn damage(database: &Path) {
    let mut bytes = fs::read(database).unwrap();
    let end = bytes.len();
    for byte in &mut bytes[4096 * 4..end] {
        *byte ^= 0x55;
    }
    fs::write(database, bytes).unwrap();
}

#[test]
fn damaged_pages_are_found_at_the_start() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    daemon.terminate();
    damage(&daemon.database());
    let before = fs::read(daemon.database()).unwrap();
    daemon.move_to(&day(5, 10));
    let (code, said) = daemon.says(&["run"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("damaged") && said.contains("backup"),
        "{said}"
    );
    assert!(machine.follow_ups().is_empty());
    assert!(
        fs::read(daemon.database()).unwrap() == before,
        "it was written to"
    );
}

/// SQLite goes on writing into a file with damaged pages: the daemon looks once a day.
#[test]
fn damaged_pages_are_found_by_the_daily_check() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    daemon.terminate();
    daemon.start();
    damage(&daemon.database());
    daemon.move_to(&day(5, 10));
    let (ended, _) = until("the daemon ends", SOON, || daemon.ended());
    assert_eq!(ended.code(), Some(1), "{ended}");
    let log = daemon.log();
    assert!(
        log.contains("is damaged") && log.contains("restore a backup"),
        "{log}"
    );
    assert!(machine.follow_ups().is_empty());
}

#[test]
fn a_damaged_header_is_refused_and_left_alone() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    daemon.terminate();
    let mut bytes = fs::read(daemon.database()).unwrap();
    bytes[..16].fill(0);
    fs::write(daemon.database(), &bytes).unwrap();
    let (code, said) = daemon.says(&["run"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("not a database") && said.contains("backup"),
        "{said}"
    );
    assert!(
        fs::read(daemon.database()).unwrap() == bytes,
        "it was made anew"
    );
}

#[test]
fn a_second_daemon_names_the_first() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let daemon = Machine::daemon(machine.folder.path());
    let (code, said) = daemon.says(&["run"]);
    assert_eq!(code, Some(75), "{said}");
    let holder = format!("process {} already works", daemon.pid());
    assert!(said.contains(&holder), "{said}");
    assert_eq!(daemon.status()["running"], true);
}

/// Copied while the daemon runs, put back over a damaged database; what came since is read again, and
/// nothing leaves before somebody has looked.
#[test]
fn a_backup_goes_round() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    let copy = machine.path("copy.db");
    let file = copy.to_str().unwrap();
    assert_eq!(daemon.says(&["backup", file]).0, Some(0));
    assert_eq!(
        daemon.says(&["backup", file]).0,
        Some(1),
        "never over something"
    );
    machine.ask(1);
    open(&daemon, 2, SOON);
    let (code, said) = daemon.says(&["restore", file]);
    assert_eq!(code, Some(75), "{said}");
    daemon.terminate();

    // What is no whole backup changes nothing.
    let before = fs::read(daemon.database()).unwrap();
    let broken = machine.path("broken.db");
    fs::copy(&copy, &broken).unwrap();
    damage(&broken);
    for (file, code) in [("broken.db", 1), ("nudged.toml", 1), ("nothing", 2)] {
        let path = machine.path(file);
        let (ended, said) = daemon.says(&["restore", path.to_str().unwrap()]);
        assert_eq!(ended, Some(code), "{file}: {said}");
    }
    assert!(fs::read(daemon.database()).unwrap() == before);

    damage(&daemon.database());
    let (code, said) = daemon.says(&["restore", file]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert_eq!(daemon.items().len(), 1);
    daemon.start();
    open(&daemon, 2, SOON);
    daemon.move_to(&day(5, 10));
    std::thread::sleep(WHILE);
    assert!(
        machine.follow_ups().is_empty(),
        "sent before anybody looked"
    );
    assert_eq!(daemon.says(&["resume", "--all"]).0, Some(0));
    until("the follow-ups are sent", SOON, || {
        (machine.follow_ups().len() == 2).then_some(())
    });
    let kept = fs::read_dir(machine.path("state")).unwrap();
    let kept = kept.filter(|e| {
        e.as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains(".before-")
    });
    assert_eq!(kept.count(), 1, "what was there is kept");
}

/// Whoever is forgotten is not in the files either.
#[test]
fn a_client_is_forgotten_and_the_others_stay() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    (0..3).for_each(|n| machine.ask(n));
    open(&daemon, 3, SOON);
    machine.answer(1);
    until("the answer is read", SOON, || {
        daemon
            .items()
            .iter()
            .any(|item| item["state"] == "closed")
            .then_some(())
    });
    let forget = ["client", "forget", "client1.example"];
    assert_eq!(daemon.says(&forget).0, Some(75), "the daemon runs");
    daemon.terminate();
    assert_eq!(
        daemon.says(&["client", "forget", "nobody.example"]).0,
        Some(2)
    );
    let lies_there = |name: &str| {
        let files = fs::read_dir(machine.path("state")).unwrap();
        files
            .filter_map(|file| fs::read(file.unwrap().path()).ok())
            .any(|bytes| {
                bytes
                    .windows(name.len())
                    .any(|part| part == name.as_bytes())
            })
    };
    assert_eq!(daemon.says(&forget).0, Some(1), "it asks first");
    assert!(lies_there("client1.example") && daemon.items().len() == 3);
    assert_eq!(daemon.says(&[&forget[..], &["--yes"]].concat()).0, Some(0));
    assert!(!lies_there("client1.example"), "it lies there still");
    assert!(lies_there("client0.example") && lies_there("client2.example"));
    assert_eq!(daemon.items().len(), 2);
    // What lies in the mailbox does not bring it back.
    daemon.start();
    machine.ask(3);
    open(&daemon, 3, SOON);
    let clients: Vec<_> = daemon
        .items()
        .iter()
        .map(|i| i["client"].to_string())
        .collect();
    assert!(
        !clients.iter().any(|c| c.contains("client1")),
        "{clients:?}"
    );
}

/// Findings of `doctor` that must be mended: area, words, remedy.
fn ills(daemon: &Daemon<'_>) -> Vec<[String; 3]> {
    let told = daemon.json(&["doctor", "--json", "--offline"]);
    let bad = told.iter().filter(|finding| finding["finding"] == "bad");
    let words = |finding: &serde_json::Value, key: &str| {
        finding[key].as_str().unwrap_or_default().to_owned()
    };
    bad.map(|finding| ["area", "text", "remedy"].map(|key| words(finding, key)))
        .collect()
}

#[test]
fn the_doctor_names_each_ill_and_its_remedy() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    assert_eq!(ills(&daemon), [[""; 3]; 0]);
    assert_eq!(daemon.status()["unanswered"], 0);
    assert_eq!(daemon.says(&["doctor"]).0, Some(0));

    let database = daemon.database();
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).unwrap();
    let remedy = format!("chmod go= {}", database.display());
    let found = ills(&daemon);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0][0].as_str(), &found[0][2]),
        ("permissions", &remedy)
    );
    fs::set_permissions(&database, fs::Permissions::from_mode(0o600)).unwrap();

    // Behind what is recorded, with the daemon down.
    daemon.terminate();
    daemon.pretend(&day(1, 10));
    let found = ills(&daemon);
    let areas: Vec<&str> = found.iter().map(|ill| ill[0].as_str()).collect();
    assert_eq!(areas, ["daemon", "clock"], "{found:?}");
    assert!(found[0][2].contains("systemctl start") && found[1][2].contains("set-ntp"));
    daemon.pretend(&day(2, 11));

    damage(&database);
    let found = ills(&daemon);
    assert!(
        found.iter().any(
            |ill| ill[0] == "database" && (ill[1].clone() + &ill[2]).contains("nudged restore")
        ),
        "{found:?}"
    );
    assert_eq!(daemon.says(&["doctor", "--offline"]).0, Some(1));
}

/// One word when it lasts, one when it is over, whatever is started anew in between.
#[test]
fn an_outage_and_its_end_are_told_once_each() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let home = machine.folder.path();
    let config = format!("{CONFIG}[admin]\nto = [\"it@studio.example\"]\nafter-minutes = 90\n");
    let mut daemon = Daemon::local(home, TRACK, &config, &day(2, 10));
    daemon.start();
    daemon.terminate();
    let (mail, away) = (machine.path("mail"), machine.path("away"));
    fs::rename(&mail, &away).unwrap();
    let told = || {
        let all = machine.sent_to("it@");
        all.iter().map(Arrived::subject).collect::<Vec<_>>()
    };
    for hour in [11, 13] {
        daemon.start_blind();
        until("the outage is noticed", SOON, || {
            daemon.status()["mailboxes"][0]["failing_since"]
                .as_str()
                .map(|_| ())
        });
        daemon.move_to(&day(2, hour));
        std::thread::sleep(WHILE / 2);
        assert!(hour > 11 || told().is_empty(), "told too early");
        daemon.move_to(&day(2, hour + 1));
        until("the outage is told", SOON, || {
            (told().len() == 1).then_some(())
        });
        daemon.terminate();
    }
    fs::rename(&away, &mail).unwrap();
    daemon.start();
    until("its end is told", SOON, || {
        daemon.status();
        (told().len() == 2).then_some(())
    });
    daemon.move_to(&day(2, 17));
    std::thread::sleep(WHILE / 2);
    let (first, last) = (told().remove(0), told().remove(1));
    assert!(
        first.contains("cannot be reached") && last.contains("reachable again"),
        "{:?}",
        told()
    );
    assert_eq!(told().len(), 2);
    let text = machine.sent_to("it@").remove(0).text();
    assert!(text.contains("tracking: Maildir"), "{text}");
}

/// A machine that slept for three days: one follow-up, and none of the days between.
#[test]
fn after_a_sleep_each_client_hears_once() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    daemon.signal("STOP");
    machine.ask(1);
    daemon.pretend(&day(12, 10));
    daemon.signal("CONT");
    until("the follow-up is sent", SOON * 4, || {
        daemon.status();
        (!machine.follow_ups().is_empty()).then_some(())
    });
    std::thread::sleep(WHILE);
    let to: Vec<_> = machine
        .follow_ups()
        .iter()
        .map(|m| m.addresses("To"))
        .collect();
    assert_eq!(to, [["bob@client0.example"]]);
    open(&daemon, 2, SOON);
    assert!(daemon.log().contains("the clock jumped"));
}
