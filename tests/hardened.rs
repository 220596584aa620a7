//! The built program as its unit runs it, and what it does with its configuration meanwhile: a filter of
//! system calls, a read-only file system, no privilege, no core file; SIGHUP.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[path = "e2e/daemon.rs"]
mod daemon;
#[path = "e2e/letter.rs"]
mod letter;
#[path = "faults/machine.rs"]
mod machine;
mod rig;
#[allow(dead_code, reason = "killing is another test's")]
#[path = "kills/script.rs"]
mod script;

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use machine::Machine;
use rig::{Rig, until};
use script::{STAGES, Script, users};

const SOON: Duration = Duration::from_secs(20);

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What runs a program in the cage of a unit that may write to one folder only.
fn cage(writable: &Path) -> Vec<String> {
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let (cage, unit) = (
        file("tests/hardened/cage.py"),
        file("systemd/nudged.service"),
    );
    vec![
        "python3".to_owned(),
        path(&cage),
        path(&unit),
        path(writable),
    ]
}

/// What must fail there, or the cage proves nothing.
const ESCAPES: &str = "
import errno, mmap, os, socket, sys
def fails(what, code):
    try:
        what()
    except OSError as fault:
        assert fault.errno == code, fault
        return
    raise SystemExit('it may: ' + str(code))
fails(lambda: open(sys.argv[1] + '/x', 'w'), errno.EROFS)
fails(lambda: os.chroot('/'), errno.EPERM)
fails(lambda: os.setpriority(os.PRIO_PROCESS, 0, 5), errno.EPERM)
fails(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW), errno.EPERM)
fails(lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC), errno.EPERM)
open(sys.argv[2] + '/probe', 'w').write('x')
os.remove(sys.argv[2] + '/probe')
";

/// Whether the cage can be built here and holds.
fn holds(rig: &Rig, writable: &Path) -> bool {
    let cage = cage(writable);
    let probe = Command::new(&cage[0])
        .args(&cage[1..])
        .args(["python3", "-c", ESCAPES])
        .args([&rig.path(""), writable])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&probe.stderr).into_owned();
    if probe.status.code() == Some(77) {
        rig::skip(&told);
        return false;
    }
    assert!(probe.status.success(), "{told}");
    true
}

/// Asks, follow-ups and answers on real servers with TLS, all of them from within the cage.
#[test]
fn the_daemon_does_all_its_work_in_the_cage_of_its_unit() {
    if rig::libfaketime().is_none() {
        return rig::skip("no libfaketime");
    }
    let users = users();
    let Some(rig) = Rig::start(&users.iter().map(String::as_str).collect::<Vec<_>>()) else {
        return;
    };
    let mut script = Script::new(&rig);
    script.hurries = true;
    let state = rig.path("nudged/state");
    fs::create_dir_all(&state).unwrap();
    if !holds(&rig, &state) {
        return;
    }
    script.begin();
    script.daemon.within = cage(&state);
    for stage in STAGES {
        script.world(stage);
        script.live(stage, || None);
    }
    let about = |name: &str| {
        let path = format!("/proc/{}/{name}", script.daemon.pid());
        fs::read_to_string(path).unwrap()
    };
    let status = about("status");
    for line in ["Seccomp:\t2", "NoNewPrivs:\t1", "CapEff:\t0000000000000000"] {
        assert!(status.contains(line), "{line}: {status}");
    }
    let cores = about("limits");
    let cores = cores
        .lines()
        .find(|l| l.starts_with("Max core file size"))
        .unwrap();
    assert_eq!(cores.split_whitespace().nth(4), Some("0"), "{cores}");
    script.daemon.signal("HUP");
    until("the configuration is read again", SOON, || {
        script
            .daemon
            .log()
            .contains("the configuration was read again")
            .then_some(())
    });
    assert!(!script.daemon.log().contains("may be dumped"));
    script.judge();
    assert_eq!(script.daemon.terminate().0.code(), Some(0));
}

/// Passwords and mail lie in its memory: nothing of it comes to lie on a disk, whatever limits say.
#[test]
fn a_daemon_that_dies_leaves_no_core() {
    let folder = tempfile::tempdir().unwrap();
    let aborts = |program: &str| {
        Command::new("sh")
            .args(["-c", &format!("ulimit -c unlimited; {program}")])
            .current_dir(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let control = aborts("exec sh -c 'kill -ABRT $$'").wait().unwrap();
    if !control.core_dumped() {
        return rig::skip("nothing leaves a core here");
    }
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    daemon.terminate();
    daemon.within = ["sh", "-c", "ulimit -c unlimited; exec env \"$@\"", "sh"]
        .map(str::to_owned)
        .to_vec();
    daemon.start();
    daemon.signal("ABRT");
    let (ended, _) = until("it dies", SOON, || daemon.ended());
    assert_eq!((ended.signal(), ended.core_dumped()), (Some(6), false));
}

/// Small files of many times their size: what is packed stays packed, whatever it is called.
const BOMB: &str = "
import base64, io, sys, zipfile, zlib
packer, bomb = zlib.compressobj(9, wbits=31), b''
for _ in range(256):
    bomb += packer.compress(bytes(1 << 20))
bomb += packer.flush()
inner = io.BytesIO()
with zipfile.ZipFile(inner, 'w', zipfile.ZIP_DEFLATED) as archive:
    for n in range(40):
        archive.writestr(f'{n}.gz', bomb)
files = [('plan.zip', 'application/zip', inner.getvalue()), ('plan.pdf', 'application/pdf', bomb),
         ('invoice.xml', 'text/xml', bomb), ('invoice.ofd', 'application/ofd', inner.getvalue()),
         ('letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', inner.getvalue()),
         ('notes.gz', 'text/plain', bomb)]
out = open(sys.argv[1], 'w')
out.write('From: Bob <bob@client.example>\\nTo: anna@studio.example\\nSubject: the plan\\nMIME-Version: 1.0\\n'
          'Message-ID: <bomb@client.example>\\nContent-Type: multipart/mixed; boundary=x\\n\\n'
          '--x\\nContent-Type: text/plain\\n\\nHere it is.\\n')
for name, kind, data in files:
    out.write(f'--x\\nContent-Type: {kind}\\nContent-Disposition: attachment; filename={name}\\n'
              'Content-Transfer-Encoding: base64\\n\\n' + base64.encodebytes(data).decode())
out.write('--x--\\n')
";

#[test]
fn what_is_packed_is_never_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.eml");
    let made = Command::new("python3")
        .args(["-c", BOMB])
        .arg(&path)
        .status();
    if !made.is_ok_and(|done| done.success()) {
        return rig::skip("no python3");
    }
    assert!(fs::metadata(&path).unwrap().len() > 1 << 20);
    // 192 MiB of addresses: less than the smallest of the bombs.
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 196608; exec \"$0\" explain --json \"$1\""])
        .arg(env!("CARGO_BIN_EXE_nudged"))
        .arg(&path)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let told: serde_json::Value = serde_json::from_str(told.trim()).unwrap();
    assert_eq!(told["attachments"].as_array().unwrap().len(), 6);
    assert_eq!(told["own_text"], "Here it is.");
}

/// What comes next for the only item.
fn next(daemon: &daemon::Daemon<'_>) -> String {
    daemon.items()[0]["next"].to_string()
}

/// SIGHUP with this file in the place of the one that stands there; until this is logged.
fn reloaded(machine: &Machine, daemon: &daemon::Daemon<'_>, text: &str, told: &str) {
    let path = machine.path("nudged.toml");
    let before = fs::read(&path).unwrap();
    fs::write(&path, text).unwrap();
    let known = daemon.log().matches(told).count();
    daemon.signal("HUP");
    until(told, SOON, || {
        (daemon.log().matches(told).count() > known).then_some(())
    });
    // The commands below read it too.
    fs::write(&path, before).unwrap();
}

#[test]
fn sighup_takes_up_the_configuration_or_says_why_not() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let mut daemon = Machine::daemon(machine.folder.path());
    machine.ask(0);
    until("the item is open", SOON, || {
        (daemon.items().len() == 1).then_some(())
    });
    let path = machine.path("nudged.toml");
    let before = fs::read_to_string(&path).unwrap();
    let first = next(&daemon);
    assert!(first.contains("2026-03-0"), "{first}");
    // Whatever is wrong with it, the daemon goes on as it was.
    reloaded(
        &machine,
        &daemon,
        &before.replace("mode = \"auto\"", "mode = \"always\""),
        "was not taken up",
    );
    assert!(daemon.log().contains("always"), "{}", daemon.log());
    for (old, new, named) in [
        (
            "track@studio.example",
            "other@studio.example",
            "[tracking] address, [[mailbox]]",
        ),
        ("/out\"", "/elsewhere\"", "[outgoing]"),
        ("/mail\"", "/post\"", "[[mailbox]]"),
        ("/state\"", "/states\"", "[state] dir"),
    ] {
        reloaded(
            &machine,
            &daemon,
            &before.replace(old, new),
            &format!("{named} changed, which takes a restart"),
        );
    }
    assert_eq!(next(&daemon), first);
    assert_eq!(daemon.says(&["status"]).0, Some(0));
    // What it takes up holds at once, for what is planned already, too.
    let later = format!(
        "{before}\n[policy.request]\nladder = [{{ step = \"friendly\", after-due = 20 }}]\n"
    );
    reloaded(
        &machine,
        &daemon,
        &later,
        "the configuration was read again",
    );
    let moved = next(&daemon);
    assert!(moved.contains("2026-04-0"), "{moved}");
    daemon.move_to(&machine::day(5, 10));
    std::thread::sleep(Duration::from_secs(2));
    assert!(machine.follow_ups().is_empty());
    // And the one before, by the same way, which the next start takes up as well.
    reloaded(
        &machine,
        &daemon,
        &before,
        "the configuration was read again",
    );
    until("the follow-up is sent", SOON, || {
        daemon.status();
        (machine.follow_ups().len() == 1).then_some(())
    });
    assert_eq!(daemon.terminate().0.code(), Some(0));
}

/// systemd waits for the first, and starts a daemon anew that no longer tells the second.
#[test]
fn the_daemon_tells_systemd_that_it_is_ready_and_that_its_loops_turn() {
    let Some(machine) = Machine::new() else {
        return;
    };
    let socket = machine.path("notify");
    let systemd = UnixDatagram::bind(&socket).unwrap();
    systemd.set_read_timeout(Some(SOON)).unwrap();
    let mut daemon = Machine::daemon(machine.folder.path());
    daemon.terminate();
    daemon.within = vec![
        "env".to_owned(),
        format!("NOTIFY_SOCKET={}", socket.display()),
        "WATCHDOG_USEC=1500000".to_owned(),
    ];
    daemon.start();
    let mut told = Vec::new();
    while told.iter().filter(|word| *word == "WATCHDOG=1").count() < 3 {
        let mut bytes = [0; 4096];
        let length = systemd.recv(&mut bytes).unwrap();
        let words = String::from_utf8_lossy(&bytes[..length]).into_owned();
        told.extend(words.lines().map(str::to_owned));
    }
    assert!(told.contains(&"READY=1".to_owned()), "{told:?}");
    daemon.terminate();
    let mut bytes = [0; 4096];
    let last = std::iter::from_fn(|| {
        let length = systemd.recv(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes[..length]).into_owned())
    });
    assert!(last.take(20).any(|words| words.contains("STOPPING=1")));
}
