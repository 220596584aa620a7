//! The plan as the text of a configuration, with comments in the language of whoever answered.

use std::fmt::Write as _;
use std::path::Path;

use super::file_words as words;
use super::plan::{Password, Plan};
use super::{Endpoint, Words};
use crate::config::{Tls, defaults};
use crate::model::{Address, Language, Member};

/// The name of the only `[[oauth]]`.
const APPLICATION: &str = "microsoft";

/// The text of `nudged.toml`. Holds no secret.
#[must_use]
pub fn text(plan: &Plan, language: Language) -> String {
    let mut page = Page {
        language,
        text: String::new(),
    };
    page.note(words::HEAD);
    tracking(&mut page, plan);
    team(&mut page, plan);
    page.table("policy", words::POLICY);
    page.key("mode", &quoted(plan.mode.as_str()), words::MODE);
    page.example(
        "minimum-gap",
        &defaults::MINIMUM_GAP.to_string(),
        words::GAP,
    );
    page.example("on-payment-claim", "\"close\"", words::CLAIM);
    page.example("receipts", "\"each\"", words::RECEIPTS);
    page.table("summary", words::SUMMARY);
    page.key("to", &addresses(&plan.summary_to), words::SUMMARY_TO);
    page.key("day", "\"Mon\"", words::DAY);
    page.key("time", &quoted(defaults::SUMMARY_TIME), words::TIME);
    page.table("security", words::SECURITY);
    let trusted: Vec<String> = plan.authserv.iter().cloned().collect();
    page.key("trusted-authserv-ids", &list(&trusted), words::AUTHSERV);
    page.example("unauthenticated", "\"ask\"", words::UNAUTHENTICATED);
    page.table("state", words::STATE);
    page.key("dir", &path(&plan.state_dir), words::DIR);
    let servers = &plan.servers;
    page.line("[[mailbox]]", words::MAILBOX);
    page.key("kind", "\"imap\"", words::NOTHING);
    server(&mut page, plan, &servers.imap, &servers.imap_user);
    page.example("folders", "[\"INBOX\"]", words::FOLDERS);
    page.table("outgoing", words::OUTGOING);
    page.key("kind", "\"smtp\"", words::NOTHING);
    server(&mut page, plan, &servers.smtp, &servers.smtp_user);
    if let Password::OAuth(application) = &plan.password {
        page.line("[[oauth]]", words::OAUTH_TABLE);
        page.key("name", &quoted(APPLICATION), words::NOTHING);
        page.key("provider", "\"microsoft\"", words::NOTHING);
        if let Some(tenant) = &application.tenant {
            page.key("tenant", &quoted(tenant), words::NOTHING);
        }
        page.key("client-id", &quoted(&application.client_id), words::NOTHING);
    }
    page.table("caps", words::CAPS);
    page.key(
        "total-an-hour",
        &plan.hourly.to_string(),
        match plan.daily {
            Some(_) => words::HOURLY,
            None => words::HOURLY_UNKNOWN,
        },
    );
    page.example("per-address-a-day", "3", words::PER_ADDRESS);
    page.example("per-client-a-day", "5", words::PER_CLIENT);
    page.table("admin", words::ADMIN);
    page.key("to", &addresses(&plan.admin_to), words::ADMIN_TO);
    page.text
}

fn tracking(page: &mut Page, plan: &Plan) {
    page.table("tracking", words::TRACKING);
    page.key("address", &quoted(plan.address.as_str()), words::ADDRESS);
    page.key(
        "subaddress",
        &plan.subaddress.to_string(),
        words::SUBADDRESS,
    );
}

fn team(page: &mut Page, plan: &Plan) {
    page.table("team", words::TEAM);
    page.key("name", &quoted(&plan.team), words::NAME);
    page.key("domains", &list(&plan.domains), words::DOMAINS);
    let members: Vec<String> = plan.members.iter().map(member).collect();
    let members = match members.as_slice() {
        [] => "[]".to_owned(),
        some => format!("[\n  {},\n]", some.join(",\n  ")),
    };
    page.key("members", &members, words::MEMBERS);
    page.key("language", &quoted(plan.language.as_str()), words::LANGUAGE);
    page.key("time-zone", &quoted(plan.zone.name()), words::ZONE);
    page.key(
        "working-hours",
        &quoted(defaults::WORKING_HOURS),
        words::HOURS,
    );
    page.key("holidays", &list(&plan.holidays), words::HOLIDAYS);
    page.example("escalate-to", "[]", words::ESCALATE);
    page.example("leads", "[]", words::LEADS);
}

fn member(member: &Member) -> String {
    let mut text = String::from("{ ");
    if !member.person.name.is_empty() {
        let _ = write!(text, "name = {}, ", quoted(&member.person.name));
    }
    let _ = write!(text, "address = {}", quoted(member.person.address.as_str()));
    if let Some(language) = member.language {
        let _ = write!(text, ", language = {}", quoted(language.as_str()));
    }
    text + " }"
}

fn server(page: &mut Page, plan: &Plan, end: &Endpoint, user: &str) {
    page.key("host", &quoted(&end.host), words::NOTHING);
    page.key("port", &end.port.to_string(), words::NOTHING);
    let tls = match end.tls {
        Tls::Implicit => "implicit",
        Tls::Starttls => "starttls",
    };
    page.key("tls", &quoted(tls), words::TLS);
    if let Some(file) = &plan.ca_file {
        page.key("ca-file", &path(file), words::CA_FILE);
    }
    page.key("user", &quoted(user), words::NOTHING);
    match &plan.password {
        Password::File(file) => page.key("password-file", &path(file), words::PASSWORD_FILE),
        Password::Command(command) => {
            page.key(
                "password-command",
                &quoted(command),
                words::PASSWORD_COMMAND,
            );
        }
        Password::Credential => page.note(words::CREDENTIAL),
        Password::TokenCommand(command) => {
            page.key("token-command", &quoted(command), words::TOKEN_COMMAND);
        }
        Password::OAuth(_) => page.key("oauth", &quoted(APPLICATION), words::OAUTH),
    }
}

/// A text as a basic string of TOML, whatever is in it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn path(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

fn list(texts: &[String]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", all.join(", "))
}

fn addresses(addresses: &[Address]) -> String {
    let all: Vec<String> = addresses.iter().map(|a| a.as_str().to_owned()).collect();
    list(&all)
}

struct Page {
    language: Language,
    text: String,
}

impl Page {
    /// Lines of comment. Only words of our own: nothing that was answered stands in one.
    fn note(&mut self, words: Words) {
        for line in words.to(self.language).lines() {
            let _ = writeln!(self.text, "# {line}");
        }
    }

    fn line(&mut self, line: &str, words: Words) {
        self.text.push('\n');
        self.note(words);
        let _ = writeln!(self.text, "{line}");
    }

    fn table(&mut self, name: &str, words: Words) {
        self.line(&format!("[{name}]"), words);
    }

    fn key(&mut self, key: &str, value: &str, words: Words) {
        self.note(words);
        let _ = writeln!(self.text, "{key} = {value}");
    }

    /// A key that says its default.
    fn example(&mut self, key: &str, value: &str, words: Words) {
        self.note(words);
        let _ = writeln!(self.text, "#{key} = {value}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::config;
    use crate::model::{Mode, Person};
    use crate::setup::plan::plain;
    use crate::setup::{Servers, hourly};

    fn address(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    fn plan() -> Plan {
        let end = |host: &str, port, tls| Endpoint {
            host: host.to_owned(),
            port,
            tls,
        };
        Plan {
            address: address("track@studio.example"),
            subaddress: true,
            team: "Studio".to_owned(),
            domains: vec!["studio.example".to_owned()],
            members: vec![Member {
                person: Person {
                    name: "王芳".to_owned(),
                    address: address("fang@studio.example"),
                },
                language: Some(Language::Zh),
            }],
            language: Language::Zh,
            zone: chrono_tz::Tz::Asia__Shanghai,
            holidays: vec!["CN".to_owned(), "HK".to_owned()],
            mode: Mode::Observe,
            summary_to: vec![address("fang@studio.example")],
            admin_to: Vec::new(),
            authserv: Some("mx.studio.example".to_owned()),
            state_dir: "/var/lib/nudged".into(),
            servers: Servers {
                imap: end("imap.studio.example", 993, Tls::Implicit),
                smtp: end("smtp.studio.example", 587, Tls::Starttls),
                imap_user: "track".to_owned(),
                smtp_user: "track@studio.example".to_owned(),
            },
            ca_file: None,
            password: Password::File("credentials/tracking".into()),
            hourly: hourly(Some(500)),
            daily: Some(500),
        }
    }

    fn read(text: &str) -> config::Config {
        config::parse(text, Path::new("/etc/nudged")).unwrap_or_else(|f| panic!("{f}\n{text}"))
    }

    #[test]
    fn what_is_written_is_what_was_planned_in_either_language() {
        for language in [Language::En, Language::Zh] {
            let text = text(&plan(), language);
            let config = read(&text);
            config.for_run().unwrap();
            assert!(config.warnings.is_empty(), "{:?}", config.warnings);
            let world = &config.world;
            assert!(world.tracking.subaddress);
            assert_eq!(world.team.members, plan().members);
            assert_eq!(world.team.holidays, ["CN", "HK"]);
            assert_eq!(world.team.zone, chrono_tz::Tz::Asia__Shanghai);
            assert_eq!(world.policy.mode, Mode::Observe);
            assert_eq!(world.security.trusted_authserv_ids, ["mx.studio.example"]);
            assert_eq!(world.caps.total_an_hour, 16);
            let mailbox = &config.mailboxes[0];
            assert_eq!((mailbox.user.as_str(), mailbox.port), ("track", 993));
            assert_eq!(
                mailbox.login,
                config::Login::Password(config::SecretSource::File(
                    "/etc/nudged/credentials/tracking".into()
                ))
            );
            let outgoing = config.outgoing.as_ref().unwrap();
            assert_eq!((outgoing.port, outgoing.tls), (587, Tls::Starttls));
            // What is offered as an example holds as it stands, and says the default.
            let with_examples: String = text
                .lines()
                .map(|line| match line.strip_prefix('#') {
                    Some(key) if !key.starts_with(' ') => format!("{key}\n"),
                    _ => format!("{line}\n"),
                })
                .collect();
            assert_eq!(
                format!("{:?}", read(&with_examples).world),
                format!("{world:?}")
            );
            let chinese = text
                .lines()
                .filter(|l| l.starts_with('#'))
                .any(|l| l.contains('的'));
            assert_eq!(chinese, language == Language::Zh);
        }
    }

    #[test]
    fn where_the_password_is_takes_three_forms() {
        let mut plan = plan();
        plan.password = Password::Credential;
        let config = read(&text(&plan, Language::En));
        assert_eq!(
            config.mailboxes[0].login,
            config::Login::Password(config::SecretSource::Credential("tracking".to_owned()))
        );
        plan.password = Password::Command("pass show \"mail/track\" | head -n 1".to_owned());
        let config = read(&text(&plan, Language::En));
        assert_eq!(
            config.outgoing.unwrap().login,
            config::Login::Password(config::SecretSource::Command(
                "pass show \"mail/track\" | head -n 1".to_owned()
            ))
        );
    }

    proptest! {
        #[test]
        fn any_answer_is_written_so_that_it_reads_back(
            team in "\\PC{0,20}|.{0,30}|[\"'\\\\#=\\[\\]{}\n\t一-龥]{0,20}",
            name in "\\PC{0,20}|.{0,30}|[\"'\\\\#=\\[\\]{}\n\t一-龥]{0,20}",
            folder in "/[a-z\"\\\\ #'é文]{1,20}",
            command in "[a-z\"\\\\ #'$|é文]{1,30}",
            as_command: bool,
            chinese: bool,
            starttls: bool,
        ) {
            let mut plan = plan();
            let (team, name) = (plain(&team), plain(&name));
            prop_assume!(!team.is_empty() && !command.trim().is_empty());
            plan.team.clone_from(&team);
            plan.members[0].person.name.clone_from(&name);
            plan.state_dir = folder.clone().into();
            plan.password = if as_command {
                Password::Command(command.clone())
            } else {
                Password::File(folder.clone().into())
            };
            plan.servers.imap.tls = if starttls { Tls::Starttls } else { Tls::Implicit };
            let language = if chinese { Language::Zh } else { Language::En };
            let text = text(&plan, language);
            let read = config::parse(&text, Path::new("/etc/nudged"));
            let config = read.map_err(|f| TestCaseError::fail(format!("{f}\n{text}")))?;
            prop_assert!(config.for_run().is_ok());
            prop_assert_eq!(&config.world.team.name, &team);
            prop_assert_eq!(&config.world.team.members[0].person.name, &name);
            prop_assert_eq!(config.state_dir, Path::new(folder.trim_end()));
            prop_assert_eq!(&config.world.summary.to[0].as_str(), &"fang@studio.example");
        }
    }
}
