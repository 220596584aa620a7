//! A file or folder this user may not use: what stands in the way, and whose it is.

use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

/// The accounts of the host.
const ACCOUNTS: &str = "/etc/passwd";

/// What to tell where a path cannot be used for want of permission: the file or folder in the way, with
/// its mode and owner, and as whom to run this instead. `None` for every other fault.
#[must_use]
pub fn denied(path: &Path, fault: &io::Error) -> Option<String> {
    (fault.kind() == io::ErrorKind::PermissionDenied).then(|| remedy(path))
}

/// The same, where a path cannot be opened for reading for want of permission.
#[must_use]
pub fn closed_to_us(path: &Path) -> Option<String> {
    let fault = std::fs::File::open(path).err()?;
    denied(path, &fault)
}

fn remedy(path: &Path) -> String {
    // What can be looked at below the last folder that lets us in is what keeps us out.
    let seen = path.ancestors().find_map(|at| {
        let found = std::fs::metadata(at).ok()?;
        Some((at, found))
    });
    let Some((at, found)) = seen else {
        return "run this as root".to_owned();
    };
    let mode = found.permissions().mode() & 0o7777;
    let owner = name_of(found.uid());
    let run = if owner == "root" {
        "sudo nudged …".to_owned()
    } else {
        format!("sudo -u {owner} nudged …, or as root")
    };
    format!(
        "{} has mode {mode:04o} and belongs to {owner}: run this as its owner ({run})",
        at.display()
    )
}

/// The account of a user number, or the number.
fn name_of(uid: u32) -> String {
    let accounts = std::fs::read_to_string(ACCOUNTS).unwrap_or_default();
    let number = uid.to_string();
    let known = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == number).then(|| name.to_owned())
    });
    known.unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_way_is_named_with_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let closed = dir.path().join("closed");
        std::fs::create_dir(&closed).unwrap();
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o750)).unwrap();
        let fault = io::Error::from(io::ErrorKind::PermissionDenied);
        let told = denied(&closed.join("nudged.db"), &fault).unwrap();
        let folder = closed.display().to_string();
        assert!(told.starts_with(&folder), "{told}");
        assert!(
            told.contains("mode 0750") && told.contains("sudo"),
            "{told}"
        );
        let other = io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(denied(&closed, &other), None);
        assert_eq!(closed_to_us(dir.path()), None);
    }

    #[test]
    fn the_account_of_a_number_is_told_by_its_name() {
        assert_eq!(name_of(0), "root");
        assert_eq!(name_of(4_000_111_222), "4000111222");
    }
}
