//! Commands beside a configuration file that has a fault: whoever must stop the daemon, look at it or copy
//! its database may do so, and is told of the fault.

use std::io::Write as _;
use std::path::Path;

use chrono::DateTime;
use chrono_tz::Tz;

use super::tongue::{filled, of_locale, say};
use super::{ConfigArg, DATABASE};
use crate::app::control::{self, Answer, Ask, Health};
use crate::clock::Clock;
use crate::config::{self, Config, Faults, Lenient};
use crate::render::Templates;

impl ConfigArg {
    /// The file as far as it can be read.
    ///
    /// # Errors
    /// Its faults, where it names no state directory or there is no database in it.
    pub(super) fn lenient(&self) -> Result<Lenient, Faults> {
        let mut read = config::lenient(&self.config)?;
        if let Some(faults) = &read.faults {
            let path = read.config.state_dir.join(DATABASE);
            // Where the directory may not be looked into, the command says so itself.
            if matches!(path.try_exists(), Ok(false)) {
                return Err(faults.clone());
            }
            if Templates::new(&read.config.templates).is_err() {
                read.config.templates.clear();
            }
        }
        Ok(read)
    }
}

/// What the daemon says of itself, if it runs.
pub(super) fn health(state_dir: &Path) -> Option<Health> {
    match control::ask(state_dir, &Ask::Health) {
        Ok(Answer::Health(health)) => Some(health),
        _ => None,
    }
}

/// Tells on stderr of the faults of a file.
pub(super) fn tell(read: &Lenient, health: Option<&Health>) {
    if let Some(faults) = &read.faults {
        let name = say(of_locale(), "nudged: ", "nudged：");
        let state = on_what(&read.config, health);
        let _ = writeln!(std::io::stderr(), "{name}{}; {state}", first(faults));
    }
}

/// The first of some faults, and how many more there are, in one line.
pub(super) fn first(faults: &Faults) -> String {
    let file = faults.path.display();
    let told = faults.faults.first().map(ToString::to_string);
    let told = format!("{file}:{}", told.unwrap_or_default()).replace('\n', " ");
    match faults.faults.len().saturating_sub(1) {
        0 => told,
        more => {
            let more = more.to_string();
            let gaps = [("told", told.as_str()), ("more", more.as_str())];
            filled(
                "{told} (and {more} more)",
                "{told}（另有 {more} 处）",
                &gaps,
            )
        }
    }
}

/// What the daemon makes of a faulty file.
pub(super) fn on_what(config: &Config, health: Option<&Health>) -> String {
    let Some(health) = health else {
        return filled(
            "the daemon does not run, and does not start with it",
            "守护进程未运行，文件如此也无法启动",
            &[],
        );
    };
    let since = health.configured.as_deref();
    match since.and_then(|at| taken_up(at, config.world.team.zone)) {
        Some(at) => filled(
            "the daemon runs on with the configuration of {at}",
            "守护进程继续按 {at} 读取的配置运行",
            &[("at", &at)],
        ),
        None => filled(
            "the daemon runs on with the configuration it has",
            "守护进程继续按原有配置运行",
            &[],
        ),
    }
}

/// The hour, before today with its day.
fn taken_up(at: &str, zone: Tz) -> Option<String> {
    let at = DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&zone);
    let today = Clock::System.now().with_timezone(&zone).date_naive();
    let form = if at.date_naive() == today {
        "%R"
    } else {
        "%F %R"
    };
    Some(at.format(form).to_string())
}
