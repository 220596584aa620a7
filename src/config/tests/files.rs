//! Files the configuration names.

use super::*;

#[test]
fn files_beside_it_are_read_from_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "off.ics",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Closed\nDTSTART;VALUE=DATE:20260803\nEND:VEVENT\nEND:VCALENDAR\n",
    );
    write("bad.ics", "nothing");
    write("mails/zh/friendly.txt", "您好");
    write("mails/base.html", "<p>");
    write("mails/.hidden", "x");
    write(
        "nudged.toml",
        &format!("{TOP}holidays = [\"off.ics\"]\n[templates]\ndir = \"mails\"\n"),
    );
    let config = load(&dir.path().join("nudged.toml")).unwrap();
    assert!(!config.calendars.team.works("2026-08-03".parse().unwrap()));
    let names: Vec<_> = config
        .templates
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["base.html", "zh/friendly.txt"]);

    write("nudged.toml", &format!("{TOP}holidays = [\"bad.ics\"]\n"));
    let said = load(&dir.path().join("nudged.toml"))
        .unwrap_err()
        .to_string();
    assert!(said.contains("bad.ics: not an iCalendar file"), "{said}");
    let said = load(&dir.path().join("no.toml")).unwrap_err().to_string();
    assert!(
        said.contains("no.toml: cannot be read: No such file"),
        "{said}"
    );
}
