//! The Debian package that `cargo deb` makes from Cargo.toml, put together here from the same lines by
//! `dpkg-deb`, and installed, upgraded, removed and purged below a scratch folder.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test fail like it"
)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MANIFEST: &str = include_str!("../Cargo.toml");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// dpkg belongs to Debian, and only root may give files to root.
fn possible() -> bool {
    let dpkg = Command::new("dpkg-deb").arg("--version").output().is_ok();
    let root = is_root();
    if !(dpkg && root) {
        // Past the capture of the test harness: a skipped test must not look like a passed one.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: packages are tried as root on Debian"
        );
    }
    dpkg && root
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|done| done.stdout == b"0\n")
}

fn deb() -> toml::Table {
    let manifest: toml::Table = toml::from_str(MANIFEST).unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    deb.as_table().unwrap().clone()
}

/// Every file below a folder.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Source and place of one line of `assets`; a pattern keeps what it found below its first star, as
/// `cargo deb` has it.
fn places(source: &str, place: &str) -> Vec<(PathBuf, PathBuf)> {
    if source == "target/release/nudged" {
        let binary = PathBuf::from(env!("CARGO_BIN_EXE_nudged"));
        return vec![(binary, Path::new(place).join("nudged"))];
    }
    let Some((before, pattern)) = source.split_once('*') else {
        let source = root().join(source);
        let name = source.file_name().unwrap().to_owned();
        let to = Path::new(place);
        let to = if place.ends_with('/') {
            to.join(name)
        } else {
            to.to_owned()
        };
        return vec![(source, to)];
    };
    let base = root().join(before);
    let end = pattern.rsplit('*').next().unwrap();
    let below = files(&base).into_iter();
    below
        .filter(|path| path.to_string_lossy().ends_with(end))
        .map(|path| {
            let to = Path::new(place).join(path.strip_prefix(&base).unwrap());
            (path, to)
        })
        .collect()
}

/// A package of a version.
fn package(dir: &Path, version: &str) -> PathBuf {
    let deb = deb();
    let tree = dir.join(version);
    for asset in deb["assets"].as_array().unwrap() {
        let [source, place, mode] = [0, 1, 2].map(|n| asset[n].as_str().unwrap());
        let found = places(source, place);
        assert!(!found.is_empty(), "{source} finds nothing");
        for (from, to) in found {
            let to = tree.join(to);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&from, &to).unwrap_or_else(|fault| panic!("{}: {fault}", from.display()));
            let mode = u32::from_str_radix(mode, 8).unwrap();
            fs::set_permissions(&to, fs::Permissions::from_mode(mode)).unwrap();
        }
    }
    let control = tree.join("DEBIAN");
    fs::create_dir_all(&control).unwrap();
    let text = |key: &str| deb[key].as_str().unwrap().to_owned();
    let about = text("extended-description");
    let about: Vec<String> = about.lines().map(|line| format!(" {line}\n")).collect();
    let fields = format!(
        "Package: nudged\nVersion: {version}\nArchitecture: all\nMaintainer: {}\nSection: {}\nPriority: {}\nDescription: {}\n{}",
        text("maintainer"),
        text("section"),
        text("priority"),
        env!("CARGO_PKG_DESCRIPTION"),
        about.concat()
    );
    fs::write(control.join("control"), fields).unwrap();
    for script in ["postinst", "prerm", "postrm"] {
        let from = root().join(text("maintainer-scripts")).join(script);
        let to = control.join(script);
        fs::copy(from, &to).unwrap();
        fs::set_permissions(&to, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let file = dir.join(format!("nudged_{version}.deb"));
    done(
        Command::new("dpkg-deb")
            .args(["--root-owner-group", "-Znone", "--build"])
            .args([&tree, &file]),
    );
    fs::remove_dir_all(tree).unwrap();
    file
}

/// A command that must succeed.
fn done(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// A machine of which there is a root folder only.
struct Machine(PathBuf);

impl Machine {
    fn new(dir: &Path) -> Self {
        let root = dir.join("machine");
        for folder in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "etc"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("var/lib/dpkg/status"), "").unwrap();
        Self(root)
    }

    /// Scripts run without chroot, with `DPKG_ROOT` set: there is no shell below the root.
    fn dpkg(&self, arguments: &[&str]) {
        done(
            Command::new("dpkg")
                .arg(format!("--root={}", self.0.display()))
                .args(["--force-script-chrootless", "--log=/dev/null"])
                .args(arguments),
        );
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn has(&self, path: &str) -> bool {
        self.at(path).exists()
    }
}

/// What an administrator and the daemon write.
const THEIRS: [(&str, &str); 4] = [
    ("etc/nudged/nudged.toml", "# ours\n"),
    ("etc/nudged/credentials/tracking", "secret\n"),
    ("var/lib/nudged/nudged.db", "items\n"),
    ("var/lib/private/nudged/nudged.db", "items of the unit\n"),
];

#[test]
fn the_package_installs_upgrades_and_goes_and_keeps_what_is_not_its_own() {
    if !possible() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let packages = ["0.1.0", "0.2.0"].map(|version| package(dir.path(), version));
    let [old, new] = packages.each_ref().map(|path| path.to_str().unwrap());
    let machine = Machine::new(dir.path());

    machine.dpkg(&["--install", old]);
    for file in [
        "usr/bin/nudged",
        "usr/lib/systemd/system/nudged.service",
        "usr/lib/systemd/system/nudged@.service",
        "usr/lib/sysusers.d/nudged.conf",
        "usr/share/man/man1/nudged.1",
        "usr/share/man/man5/nudged.toml.5",
        "usr/share/bash-completion/completions/nudged",
        "usr/share/zsh/vendor-completions/_nudged",
        "usr/share/fish/vendor_completions.d/nudged.fish",
        "usr/share/doc/nudged/examples/nudged.toml",
        "usr/share/doc/nudged/examples/templates/zh/follow-up/invoice/firm.txt",
    ] {
        assert!(machine.has(file), "{file}");
    }
    let mode = |path: &str| fs::metadata(machine.at(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("usr/bin/nudged"), 0o755);
    assert_eq!(mode("etc/nudged/credentials"), 0o700);
    if Command::new("systemd-sysusers")
        .arg("--version")
        .output()
        .is_ok()
    {
        let users = fs::read_to_string(machine.at("etc/passwd")).unwrap();
        assert!(users.contains("nudged:"), "{users}");
    }
    // A configuration that is there would keep `nudged init` from writing one.
    assert!(!machine.has("etc/nudged/nudged.toml"));
    let sample = machine.at("usr/share/doc/nudged/examples/nudged.toml");
    done(
        Command::new(machine.at("usr/bin/nudged"))
            .args(["explain", "--text", "paid", "--config"])
            .arg(sample),
    );

    for (path, text) in THEIRS {
        let path = machine.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let kept = |when: &str| {
        for (path, text) in THEIRS {
            let found = fs::read_to_string(machine.at(path));
            assert_eq!(found.ok().as_deref(), Some(text), "{when}: {path}");
        }
    };
    machine.dpkg(&["--install", new]);
    kept("after the upgrade");
    machine.dpkg(&["--install", old]);
    kept("after going back");
    machine.dpkg(&["--remove", "nudged"]);
    kept("after removing");
    assert!(!machine.has("usr/bin/nudged"));
    assert!(!machine.has("usr/share/doc/nudged"));
    machine.dpkg(&["--install", new]);
    kept("after coming back");
    machine.dpkg(&["--purge", "nudged"]);
    for (path, _) in THEIRS {
        assert!(!machine.has(path), "{path} outlives a purge");
    }
    assert!(!machine.has("etc/nudged"));
    assert!(!machine.has("usr/lib/systemd/system/nudged.service"));
}

/// What cargo-deb itself packs, where it is installed (`cargo install cargo-deb`).
#[test]
fn cargo_deb_packs_the_same_files() {
    let there = Command::new("cargo").args(["deb", "--version"]).output();
    let program = Path::new(env!("CARGO_BIN_EXE_nudged"));
    let target = program.parent().and_then(Path::parent).unwrap();
    if !possible() || !there.is_ok_and(|o| o.status.success()) || !target.join("release").is_dir() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("nudged.deb");
    done(
        Command::new("cargo")
            .args(["deb", "--no-build", "--no-strip", "--offline", "--output"])
            .arg(&file)
            .env("CARGO_TARGET_DIR", target)
            .current_dir(root()),
    );
    let list = |file: &Path| {
        let told = done(Command::new("dpkg-deb").arg("--contents").arg(file)).stdout;
        let told = String::from_utf8(told).unwrap();
        let mut paths: Vec<String> = told
            .lines()
            .filter(|line| !line.ends_with('/'))
            .filter_map(|line| line.split_whitespace().nth(5))
            // It compresses pages and changes as Debian's policy wants them, and adds the copyright.
            .map(|path| {
                path.trim_end_matches(".gz")
                    .trim_start_matches("./")
                    .to_owned()
            })
            .filter(|path| !path.ends_with("/copyright") && !path.contains("/changelog"))
            .collect();
        paths.sort();
        paths
    };
    assert_eq!(list(&file), list(&package(dir.path(), "0.1.0")));
}
