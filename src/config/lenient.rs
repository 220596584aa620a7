//! A file with a fault, for whoever must work all the same: a slip of the pen takes away no emergency stop.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::reader::Report;
use super::{Config, Fault, Faults, check, checked, defaults, form};

/// What can be made of a file.
#[derive(Debug, Clone)]
pub struct Lenient {
    /// The file without what is wrong in it, defaults in its place; where that leaves nothing, one that
    /// knows the state directory only.
    pub config: Config,
    /// What is wrong with the file.
    pub faults: Option<Faults>,
    /// The configuration says nothing of the file but its state directory.
    pub bare: bool,
}

/// Reads a file as far as it can be read.
///
/// # Errors
/// [`Faults`]: the file cannot be read, or does not say where the state directory is.
pub fn lenient(path: &Path) -> Result<Lenient, Faults> {
    let text = std::fs::read_to_string(path).map_err(|e| Faults::unreadable(path, &e))?;
    of_text(&text, path)
}

fn of_text(text: &str, path: &Path) -> Result<Lenient, Faults> {
    let faults = match checked(text, path) {
        Ok(config) => {
            return Ok(Lenient {
                config,
                faults: None,
                bare: false,
            });
        }
        Err(faults) => faults,
    };
    let base = path.parent().unwrap_or(Path::new(""));
    let Some(state_dir) = state_dir(text, base, &faults.faults) else {
        return Err(faults);
    };
    let mut report = Report::new(text, base);
    let kept = form::read(&mut report).and_then(|raw| check::check(&raw, path, &mut report));
    let bare = kept.is_none();
    let Some(mut config) = kept.or_else(|| nothing(path)) else {
        return Err(faults);
    };
    config.state_dir = state_dir;
    Ok(Lenient {
        config,
        faults: Some(faults),
        bare,
    })
}

/// Where the state directory is; `None` in doubt: another daemon's is nobody's to stop.
fn state_dir(text: &str, base: &Path, faults: &[Fault]) -> Option<PathBuf> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let of = |value: &DeValue<'_>| match value {
        DeValue::Table(table) => table
            .get("dir")
            .and_then(|dir| dir.get_ref().as_str())
            .map(|dir| base.join(dir)),
        _ => None,
    };
    if let Some(dir) = root.get_ref().get("state").and_then(|v| of(v.get_ref())) {
        return Some(dir);
    }
    // The heading itself may be what is wrong.
    let mut named = root
        .get_ref()
        .iter()
        .filter(|(key, _)| key.get_ref() != "templates")
        .filter_map(|(_, value)| of(value.get_ref()));
    if let Some(dir) = named.next() {
        return named.next().is_none().then_some(dir);
    }
    let wrong = faults.iter().any(|fault| fault.key.starts_with("state"));
    let unseen = !errors.is_empty() && text.contains("state");
    (!wrong && !unseen).then(|| base.join(defaults::STATE_DIR))
}

/// A configuration in place of one of which nothing is left.
fn nothing(path: &Path) -> Option<Config> {
    const LEAST: &str = "[tracking]\naddress = \"nobody@nudged.invalid\"\n[team]\nname = \"-\"\n\
                         domains = [\"nudged.invalid\"]\n";
    checked(LEAST, path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_hides_no_state_directory() {
        let good = "[tracking]\naddress = \"track@studio.example\"\n[team]\nname = \"Studio\"\n\
                    domains = [\"studio.example\"]\ntime-zone = \"Europe/Berlin\"\n";
        let own = "[state]\ndir = \"/srv/nudged\"\n";
        // After the good lines; the state directory, and whether the rest of the file counts.
        for (rest, dir, kept) in [
            ("", Some("/var/lib/nudged"), true),
            ("colour = 1\n", Some("/var/lib/nudged"), true),
            (
                "[state]\ndir = \"/srv/nudged\"\ncolour = 1\n",
                Some("/srv/nudged"),
                true,
            ),
            (
                "[state]\ndir = \"here\"\n[polcy]\n",
                Some("/etc/nudged/here"),
                true,
            ),
            ("[stat]\ndir = \"/srv/nudged\"\n", Some("/srv/nudged"), true),
            (
                "[policy]\nmode = auto\n[state]\ndir = \"/srv/nudged\"\n",
                Some("/srv/nudged"),
                false,
            ),
            ("[policy]\nmode = auto\n", Some("/var/lib/nudged"), false),
            ("[state]\ndir = /srv/nudged\n", Some("/srv/nudged"), false),
            // Where it is not known, nothing else is taken for it.
            ("[state]\ndir = 5\n", None, false),
            ("[state]\ndri = \"/srv/nudged\"\n", None, false),
        ] {
            let text = format!("{good}{rest}");
            let found = of_text(&text, Path::new("/etc/nudged/nudged.toml"));
            let shown = found.as_ref().ok().map(|l| l.config.state_dir.as_path());
            assert_eq!(shown, dir.map(Path::new), "{rest}");
            if let Ok(lenient) = found {
                assert_eq!(lenient.faults.is_some(), !rest.is_empty(), "{rest}");
                assert_eq!(lenient.bare, !kept, "{rest}");
                let berlin = lenient.config.world.team.zone == chrono_tz::Europe::Berlin;
                assert_eq!(berlin, kept, "{rest}");
            }
        }
        // Without a team there is still a state directory.
        let found = of_text(own, Path::new("/etc/nudged/nudged.toml")).unwrap();
        assert_eq!(found.config.state_dir, Path::new("/srv/nudged"));
        assert!(found.bare);
    }
}
