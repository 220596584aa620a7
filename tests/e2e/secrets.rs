//! Where the password must not be.

use super::daemon::Daemon;
use super::rig::{PASSWORD, Rig};
use super::story::Story;

/// Neither as it is nor as it goes over the line: not in the log, the database, what commands print,
/// any mail, the arguments or the environment.
pub(crate) fn password_is_nowhere(rig: &Rig, story: &Story, daemon: &Daemon<'_>) {
    use base64::Engine as _;
    let encode = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    let sought = [
        PASSWORD.to_owned(),
        encode(PASSWORD.to_owned()),
        encode(format!("\0{}\0{}", story.track, PASSWORD)),
    ];
    let mut searched = 0;
    let mut search = |place: &str, bytes: &[u8]| {
        searched += 1;
        for word in &sought {
            let found = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!found, "the password is in {place}");
        }
    };
    let mut folders = vec![rig.path("nudged"), rig.path("mail")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("nudged/password")
                && let Ok(bytes) = std::fs::read(&path)
            {
                search(&path.to_string_lossy(), &bytes);
            }
        }
    }
    for name in ["cmdline", "environ"] {
        let bytes = std::fs::read(format!("/proc/{}/{name}", daemon.pid())).unwrap();
        search(name, &bytes);
    }
    for arguments in [&["status"][..], &["check"], &["doctor"], &["export"]] {
        search(arguments[0], daemon.prints(arguments).as_bytes());
    }
    assert!(searched > 20, "{searched} places");
}
