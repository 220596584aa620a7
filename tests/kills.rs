//! `kill -9` at every sync of the disk and before every write to the network, on real servers: a
//! script of ten asks, ten follow-ups and ten answers, the daemon killed again and again by strace and
//! started anew. Every mail is processed once, no follow-up comes twice, and none is missing but those
//! the owner is asked about.
//!
//! 100 points in all; 5,000 where `NUDGED_LONG` is set.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod rig;

#[path = "e2e/daemon.rs"]
mod daemon;
#[path = "e2e/letter.rs"]
mod letter;
#[path = "kills/script.rs"]
mod script;

use std::io::Write as _;
use std::time::Instant;

use rig::Rig;
use script::{STAGES, Script, Stage, TRACK, users};

/// Points of one test.
fn points() -> u32 {
    if std::env::var_os("NUDGED_LONG").is_some() {
        2_500
    } else {
        50
    }
}

#[test]
fn killed_at_syncs() {
    killed_at("fsync", 23);
}

#[test]
fn killed_at_network_writes() {
    killed_at("write,writev,sendto,sendmsg", 71);
}

/// Kills at the calls, at the first to the `last` of each life in turn; a life that ends before its
/// point is none.
fn killed_at(calls: &str, last: u32) {
    let Some(rig) = servers() else {
        return;
    };
    let begin = Instant::now();
    let mut script = Script::new(&rig);
    let (mut killed, mut lives, mut rounds, mut held) = (0, 0_u32, 0_u32, 0);
    while killed < points() {
        script.begin();
        for stage in STAGES {
            script.world(stage);
            killed += script.live(stage, || {
                // Strides that share no factor with `last` meet every point, far apart.
                let point = 1 + lives * 7 % last;
                lives += 1;
                Some(format!("{calls}:signal=KILL:when={point}"))
            });
        }
        script.judge();
        held += script.held();
        rounds += 1;
        assert!(rounds <= points(), "the points are not reached");
    }
    let _ = writeln!(
        std::io::stderr(),
        "{calls}: {killed} kills in {rounds} rounds of 20 mails and 10 follow-ups, {held} held as unsure: {} s",
        begin.elapsed().as_secs()
    );
}

/// A disk that fails a sync or a write now and then: whatever could not be recorded is done again, and
/// nothing is sent that is not recorded.
#[test]
fn a_disk_that_fails_now_and_then_loses_nothing() {
    let Some(rig) = servers() else {
        return;
    };
    let mut script = Script::new(&rig);
    script.hurries = true;
    for failing in [
        "fsync:error=EIO:when=12+25",
        "pwrite64:error=ENOSPC:when=200+300",
    ] {
        script.begin();
        for stage in STAGES {
            script.world(stage);
            script.live(stage, || Some(failing.to_owned()));
        }
        script.judge();
        let log = script.daemon.log();
        assert!(
            log.contains("cannot be read") || log.contains("nothing is sent until"),
            "nothing failed"
        );
    }
}

/// Connections killed, read mail deleted by the provider, every UID anew: nothing is opened, sent or
/// closed twice, and nothing is missed.
#[test]
fn a_mailbox_that_is_lost_emptied_and_rebuilt_changes_nothing() {
    let Some(rig) = servers() else {
        return;
    };
    let mut script = Script::new(&rig);
    script.hurries = true;
    script.begin();
    for stage in STAGES {
        script.world(stage);
        script.live(stage, || None);
        match stage {
            Stage::Asked => {
                for process in rig.imap_processes(TRACK) {
                    let process = process.to_string();
                    let killed = std::process::Command::new("kill")
                        .args(["-9", &process])
                        .status();
                    assert!(killed.unwrap().success());
                }
                rig.clear(TRACK);
            }
            Stage::FollowedUp | Stage::Answered => rig.rebuild(TRACK),
        }
    }
    script.judge();
    let log = script.daemon.log();
    assert!(log.contains("the connection was lost"), "{log}");
}

/// The servers of one test, or a word why it is skipped.
fn servers() -> Option<Rig> {
    if rig::libfaketime().is_none() {
        rig::skip("no libfaketime");
        return None;
    }
    if !rig::may_trace() {
        rig::skip("no strace, or it may not trace");
        return None;
    }
    let users = users();
    Rig::start(&users.iter().map(String::as_str).collect::<Vec<_>>())
}
