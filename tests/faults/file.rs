//! What somebody at the machine is told: of a slip of the pen in the configuration, of a member's mailbox
//! that sends everything back, of a pause.

use std::fs;

use super::daemon::Daemon;
use super::machine::{Machine, day};
use super::rig::until;
use super::{SOON, open};

fn slip(machine: &Machine, line: &str) {
    let path = machine.path("nudged.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{text}{line}\n")).unwrap();
}

fn paused(daemon: &Daemon<'_>) -> bool {
    daemon.status()["paused"] == true
}

#[test]
fn a_slip_of_the_pen_takes_away_no_emergency_stop() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    slip(&machine, "colour = 1");
    let copy = machine.path("copy.db").display().to_string();
    for (arguments, code) in [
        (&["pause", "--all"][..], 0),
        (&["resume", "--all"], 0),
        (&["pause", "1"], 0),
        (&["status"], 1),
        (&["backup", copy.as_str()], 0),
    ] {
        let (ended, said) = daemon.says(arguments);
        assert_eq!(ended, Some(code), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
        for words in [
            "colour: there is no such key — ",
            "runs on with the configuration of 10:0",
        ] {
            assert!(said.contains(words), "{arguments:?}: {said}");
        }
    }
    assert!(fs::metadata(&copy).is_ok());
    let found = daemon.prints(&["doctor", "--offline"]);
    for words in [
        "BAD   ",
        "colour: there is no such key",
        "the daemon runs",
        "nothing is stuck",
    ] {
        assert!(found.contains(words), "{words}: {found}");
    }
    assert_eq!(daemon.says(&["pause", "--all"]).0, Some(0));
    assert!(paused(&daemon));
    // Not even TOML any more; the words that need no day are understood.
    slip(&machine, "this is no line");
    assert_eq!(daemon.says(&["resume", "--all"]).0, Some(0));
    assert!(!paused(&daemon));
    assert_eq!(daemon.says(&["snooze", "1", "5d"]).0, Some(2));
}

#[test]
fn without_a_daemon_everything_can_still_be_stopped() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    daemon.terminate();
    let whole = fs::read_to_string(machine.path("nudged.toml")).unwrap();
    slip(&machine, "this is no line");
    let (ended, said) = daemon.says(&["pause", "--all"]);
    assert_eq!(ended, Some(0), "{said}");
    assert!(said.contains("does not run"), "{said}");
    assert!(paused(&daemon));
    assert_eq!(daemon.says(&["done", "1"]).0, Some(2));
    fs::write(machine.path("nudged.toml"), &whole).unwrap();
    assert_eq!(daemon.items()[0]["state"], "held");
    // A file that names a state directory nobody has stops nothing, and makes none.
    let none = machine.path("none");
    fs::write(
        machine.path("nudged.toml"),
        format!("colour = 1\n[state]\ndir = {none:?}\n"),
    )
    .unwrap();
    assert_eq!(daemon.says(&["pause", "--all"]).0, Some(2));
    assert!(!none.exists());
}

/// After a backup came back everything is paused; what counts holds and what lists items say so alike.
#[test]
fn status_and_list_agree_after_a_restore() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    assert!(!daemon.status()["next"].is_null());
    let copy = machine.path("copy.db").display().to_string();
    assert_eq!(daemon.says(&["backup", &copy]).0, Some(0));
    daemon.terminate();
    assert_eq!(daemon.says(&["restore", &copy]).0, Some(0));
    let status = daemon.status();
    assert_eq!(status["holds"], serde_json::json!({"pause": 1}), "{status}");
    assert!(status["next"].is_null(), "{status}");
    assert_eq!(daemon.items()[0]["hold"]["reason"], "pause");
}

/// The copy of a follow-up that its owner's own mailbox sends back.
#[test]
fn a_member_whose_mailbox_is_gone_is_named() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    open(&daemon, 1, SOON);
    daemon.move_to(&day(5, 10));
    let (mail, _) = until("the follow-up leaves", SOON, || machine.follow_ups().pop());
    let id = mail.header("Message-ID").unwrap();
    let report = format!(
        "From: MAILER-DAEMON@mx.test.example\nTo: track@studio.example\nMessage-ID: <back.1@mx.test.example>\nSubject: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\n\n--q\n\nNot delivered.\n--q\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test.example\n\nFinal-Recipient: rfc822; anna@studio.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\n--q\nContent-Type: text/rfc822-headers\n\nMessage-ID: {id}\n--q--\n"
    );
    fs::write(machine.path("mail/new/back"), report).unwrap();
    until("it is known", SOON, || {
        let lost = daemon.status()["members_bounced"].as_array()?.clone();
        (lost.first()?["address"] == "anna@studio.example").then_some(())
    });
    assert_eq!(daemon.says(&["status"]).0, Some(1));
    for command in [&["status"][..], &["doctor", "--offline"]] {
        let told = daemon.prints(command);
        assert!(
            told.contains("mail to anna@studio.example comes back since"),
            "{told}"
        );
    }
    // Her items go on in mode auto: it is she who does not hear, not her client.
    assert!(daemon.items()[0]["hold"].is_null());
}
