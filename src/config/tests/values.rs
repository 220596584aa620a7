//! What values mean, and what `run` needs of them.

use std::path::Path;

use chrono::{NaiveTime, Weekday};

use super::*;
use crate::model::{Address, ClientKey, Mode, Step};

#[test]
fn values_mean_what_they_say() {
    let config = good(
        "time-zone = \"Asia/Shanghai\"\nlanguage = \"zh\"\nholidays = [\"CN\"]\nworking-hours = \"9:30-24:00\"\n\
         members = [{ name = \"王伟\", address = \"WangWei@agency.example\" }]\nleads = [\"lead@agency.example\"]\n\
         [[client]]\ndomains = [\"Acme.example\", \"acme-gmbh.example\"]\nmode = \"auto\"\n\
         [[client]]\nname = \"Zhou\"\ncontacts = [\"zhou@qq.com\"]\ntime-zone = \"Europe/Berlin\"\nholidays = []\n\
         [policy]\nminimum-gap = 0\n[policy.request]\nladder = [{ step = \"friendly\", after-due = 0 }]\n\
         [policy.invoice]\nladder = []\n[summary]\nday = \"friday\"\ntime = \"16:45\"\n\
         [state]\ndir = \"state\"\n\
         [[mailbox]]\nhost = \"imap.agency.example\"\nport = 143\npassword-command = \"pass x\"\n\
         [[mailbox]]\nkind = \"maildir\"\npath = \"/var/mail/a\"\n\
         [outgoing]\nkind = \"directory\"\npath = \"out\"\n",
    );
    let world = &config.world;
    assert_eq!(
        world.team.working_hours.0,
        NaiveTime::from_hms_opt(9, 30, 0).unwrap()
    );
    assert_eq!(
        world.team.working_hours.1,
        NaiveTime::from_hms_opt(23, 59, 59).unwrap()
    );
    let keys: Vec<_> = world.clients.iter().map(|c| c.key.0.as_str()).collect();
    assert_eq!(keys, ["acme.example", "zhou@qq.com"]);
    assert_eq!(world.clients[0].name, "acme.example");
    assert_eq!(world.mode(&world.clients[0].key, None), Mode::Auto);
    assert_eq!(
        world
            .person(&Address::parse("wangwei@agency.example").unwrap())
            .name,
        "王伟"
    );
    assert_eq!(
        (world.policy.minimum_gap, world.policy.invoice.ladder.len()),
        (0, 0)
    );
    assert_eq!(world.policy.request.ladder[0].step, Step::Friendly);
    assert_eq!(world.summary.day, Weekday::Fri);
    assert_eq!(config.state_dir, Path::new("/etc/nudged/state"));
    let first = &config.mailboxes[0];
    assert_eq!(
        (first.name.as_str(), first.tls, first.user.as_str()),
        ("tracking", Tls::Starttls, "track@agency.example")
    );
    let source = SecretSource::Command("pass x".to_owned());
    assert_eq!(first.login, Login::Password(source));
    assert_eq!(config.mailboxes[1].name, "mailbox-2");
    assert_eq!(
        config.outgoing.as_ref().unwrap().path,
        Path::new("/etc/nudged/out")
    );
    assert!(config.for_run().is_ok());

    let day = |text: &str| text.parse().unwrap();
    let acme = config
        .calendars
        .joint(&ClientKey("acme.example".to_owned()));
    assert!(
        acme.works(day("2025-09-28")) && !acme.works(day("2025-10-01")),
        "the team's calendar"
    );
    let zhou = config.calendars.joint(&ClientKey("zhou@qq.com".to_owned()));
    assert!(
        !zhou.works(day("2025-09-28")),
        "no calendar of its own: Sunday is off"
    );
    let december = "2026-12-24T00:00:00Z".parse().unwrap();
    // Start and `check` say it once, whoever uses the calendar, and no sooner than it matters.
    let unknown = config.holidays_unknown(december);
    assert_eq!(unknown.len(), 1, "{unknown:?}");
    assert!(unknown[0].contains("CN are not known for 2027"));
    let november = "2026-11-20T00:00:00Z".parse().unwrap();
    assert_eq!(config.holidays_unknown(november), [""; 0]);
}

#[test]
fn what_run_needs_is_told_with_its_line() {
    let config =
        good("[[mailbox]]\n[[mailbox]]\nhost = \"b.example\"\n[outgoing]\nkind = \"directory\"\n");
    let said = config.for_run().unwrap_err().to_string();
    for wanted in [
        ":6: mailbox[1].host: missing",
        ":7: mailbox[2].user: missing",
        ":9: outgoing.path: missing",
    ] {
        assert!(said.contains(wanted), "{said}");
    }
    let config = good(
        "[[mailbox]]\nhost = \"a.example\"\nca-file = \"none.pem\"\n[outgoing]\nhost = \"a.example\"\nport = 587\ntls = \"implicit\"\n",
    );
    let said = config.for_run().unwrap_err().to_string();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains(":8: mailbox[1].ca-file: /etc/nudged/none.pem is not there"),
        "{said}"
    );
    assert!(
        config.warnings[0].contains("outgoing.tls"),
        "{:?}",
        config.warnings
    );
}

#[test]
fn debug_of_a_configuration_shows_no_password() {
    let config = good("[[mailbox]]\nhost = \"a.example\"\npassword-file = \"secret\"\n");
    let shown = format!("{config:?} {:?}", Secret::new("hunter2".to_owned()));
    assert!(!shown.contains("hunter2") && shown.ends_with("***"));
}
