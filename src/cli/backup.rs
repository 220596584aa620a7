//! `nudged backup` and `nudged restore`: a copy of the database while the daemon runs, and back.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::json;

use super::progress::Progress;
use super::tongue::{of_locale, say};
use super::{BadUse, ConfigArg, faulty};
use crate::app::engine::{Engine, Entropy};
use crate::app::lock::StateLock;
use crate::app::run::DATABASE;
use crate::clock::Clock;
use crate::config::Config;
use crate::model::{Command, Language, Verb};
use crate::store::{ItemFilter, Store};

/// Arguments of `backup` and `restore`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigArg,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// The copy of the database.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs `backup`: the daemon may go on meanwhile.
pub(super) fn backup(args: &Args) -> anyhow::Result<ExitCode> {
    let read = args.config.lenient()?;
    if read.faults.is_some() {
        faulty::tell(&read, faulty::health(&read.config.state_dir).as_ref());
    }
    let config = read.config;
    let store = super::stored(&config)?;
    let whole = config.state_dir.join(DATABASE);
    watched(&whole, &side(&args.file, ".partial"), || {
        store.backup(&args.file)
    })?;
    let copy = Store::open_read_only(&args.file)?;
    let items = copy.read(|tx| tx.items(&ItemFilter::default()))?.len();
    let file = args.file.display();
    let told = match of_locale() {
        _ if args.json => json!({"file": file.to_string(), "items": items}).to_string(),
        Language::En => format!("{file} holds {items} items"),
        Language::Zh => format!("{file} 中有 {items} 个事项"),
    };
    writeln!(std::io::stdout(), "{told}")?;
    Ok(ExitCode::SUCCESS)
}

/// Does a work that copies one file to another, and shows meanwhile how far the other has grown.
fn watched<T>(from: &Path, to: &Path, work: impl FnOnce() -> T) -> T {
    const LOOK: Duration = Duration::from_millis(200);
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len()) / 1024;
    let mut progress = Progress::new("KiB", size(from));
    let (over, watch) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while watch.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                progress.reach(size(to));
            }
        });
        let done = work();
        drop(over);
        done
    })
}

/// Runs `restore`. What stands in the place of the database is kept beside it; then everything is
/// paused: what left since the copy was made is not known to it, and would leave again.
pub(super) fn restore(args: &Args) -> anyhow::Result<ExitCode> {
    let config = args.config.load()?;
    if !args.file.is_file() {
        return Err(BadUse(format!("there is no file {}", args.file.display())).into());
    }
    let _lock = StateLock::take(&config.state_dir)?;
    let state = config.state_dir.clone();
    let store = whole_copy(&args.file, &state)?;
    let items = pause_all(config, store)?;
    let kept = change_places(&state)?;
    let mut out = std::io::stdout().lock();
    let kept = kept.map(|kept| kept.display().to_string());
    if args.json {
        let told = json!({"items": items, "kept": kept, "paused": true});
        writeln!(out, "{told}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let language = of_locale();
    if let Some(kept) = kept {
        let told = say(language, "what was there lies in ", "原来的数据库保存在 ");
        writeln!(out, "{told}{kept}")?;
    }
    let told = match language {
        Language::En => format!(
            "{items} items are back. Everything is paused, since follow-ups that left after the backup are not known: \
             start the daemon, which reads again what came since, look at `nudged list`, then `nudged resume --all`"
        ),
        Language::Zh => format!(
            "已恢复 {items} 个事项。备份之后发出的跟进无从得知，因此全部暂停：请启动守护进程（它会重新读取此后的来信），\
             查看 `nudged list`，然后执行 `nudged resume --all`"
        ),
    };
    writeln!(out, "{told}")?;
    Ok(ExitCode::SUCCESS)
}

/// A file beside another, named after it.
fn side(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Where the copy is made ready.
fn ready(state: &Path) -> PathBuf {
    state.join("nudged.db.restoring")
}

/// Copies a backup into the state directory, upgrades and checks it there.
fn whole_copy(from: &Path, state: &Path) -> anyhow::Result<Store> {
    let to = ready(state);
    // What a restoring that was broken off left; its log would be read into this copy.
    for end in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(side(&to, end));
    }
    fs::copy(from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
    let outcome = Store::open(&to).map_err(anyhow::Error::from);
    let checked = outcome.and_then(|store| {
        let faults = store.quick_check()?;
        anyhow::ensure!(
            faults.is_empty(),
            "{} is damaged: {}",
            from.display(),
            faults.join("; ")
        );
        Ok(store)
    });
    if checked.is_err() {
        // It would only be in the way.
        let _ = fs::remove_file(&to);
    }
    checked.with_context(|| format!("{} cannot be restored", from.display()))
}

/// Puts the copy in the place of the database; where that was moved to. At every moment there is a
/// database, or a daemon that starts now would make an empty one.
fn change_places(state: &Path) -> anyhow::Result<Option<PathBuf>> {
    let database = state.join(DATABASE);
    let kept = database.exists().then(|| {
        let at = Clock::System.now().format("%Y%m%d-%H%M%S");
        side(&database, &format!(".before-{at}"))
    });
    if let Some(kept) = &kept {
        fs::hard_link(&database, kept)
            .with_context(|| format!("cannot keep {}", kept.display()))?;
        // A log of the former database would be read into the new one.
        let log = side(&database, "-wal");
        if log.exists() {
            fs::rename(&log, side(kept, "-wal"))?;
        }
        match fs::remove_file(side(&database, "-shm")) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault.into()),
            _ => {}
        }
    }
    hand_over(&ready(state), state)?;
    fs::File::open(ready(state))?.sync_all()?;
    fs::rename(ready(state), &database)?;
    fs::File::open(state)?.sync_all()?;
    Ok(kept)
}

/// Root restores, but the daemon's own user must read and write what he finds.
fn hand_over(path: &Path, state: &Path) -> anyhow::Result<()> {
    let (own, owner) = (fs::metadata(path)?, fs::metadata(state)?);
    if (own.uid(), own.gid()) == (owner.uid(), owner.gid()) {
        return Ok(());
    }
    std::os::unix::fs::chown(path, Some(owner.uid()), Some(owner.gid()))
        .with_context(|| format!("cannot give {} to the daemon's user", path.display()))
}

/// Nothing goes to clients until somebody has looked; gives the number of items.
fn pause_all(config: Config, store: Store) -> anyhow::Result<usize> {
    let now = Clock::System.now();
    let mut engine = Engine::new(config, store, Entropy::System, now)?;
    let pause = Command {
        verb: Verb::Pause,
        items: Vec::new(),
        argument: Some("all".to_owned()),
    };
    engine.console(&pause, now)?;
    Ok(engine
        .store()
        .read(|tx| tx.items(&ItemFilter::default()))?
        .len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only root may give files away; for others there is nothing to hand over.
    #[test]
    fn what_root_restores_is_the_daemons() {
        let state = tempfile::tempdir().unwrap();
        let _ = std::os::unix::fs::chown(state.path(), Some(65534), Some(65534));
        let file = state.path().join("nudged.db");
        fs::write(&file, "a copy").unwrap();
        hand_over(&file, state.path()).unwrap();
        let owner = fs::metadata(state.path()).unwrap().uid();
        assert_eq!(fs::metadata(&file).unwrap().uid(), owner);
    }
}
