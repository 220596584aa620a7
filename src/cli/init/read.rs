//! Answers as people write them.

use std::path::Path;

use chrono_tz::Tz;

use super::words::{self, Question};
use crate::config::{self, Tls, defaults};
use crate::model::{Address, Language, Member, Mode, Person};
use crate::setup::{Endpoint, plain, quoted};

type Read<T> = Result<T, String>;

/// The tracking address.
pub(super) fn tracking(text: &str, language: Language) -> Read<Address> {
    let shape = || words::ADDRESS.shape.to(language).to_owned();
    let address = Address::parse(text.trim()).map_err(|_| shape())?;
    Ok(address.without_tag())
}

/// A server as `name` or `name:port`, TLS by the port.
pub(super) fn endpoint(
    text: &str,
    question: Question,
    ports: (u16, u16),
    language: Language,
) -> Read<Endpoint> {
    let shape = || question.shape.to(language).to_owned();
    let (host, port) = match text.trim().rsplit_once(':') {
        Some((host, port)) => (host, port.parse().map_err(|_| shape())?),
        None => (text.trim(), ports.0),
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    if host.is_empty() || !host.chars().all(fits) || port == 0 {
        return Err(shape());
    }
    Ok(Endpoint {
        host: host.to_ascii_lowercase(),
        port,
        tls: if port == ports.1 {
            Tls::Starttls
        } else {
            Tls::Implicit
        },
    })
}

/// The team's name.
pub(super) fn name(text: &str, language: Language) -> Read<String> {
    let name = plain(text);
    if name.is_empty() {
        return Err(words::TEAM.shape.to(language).to_owned());
    }
    Ok(name)
}

/// Several, between commas of either language; `-` is none.
fn several(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', '，', ';', '；', '、']).map(str::trim);
    parts.filter(|part| !part.is_empty() && *part != "-")
}

/// Domains the configuration takes.
pub(super) fn domains(text: &str, language: Language) -> Read<Vec<String>> {
    let all: Vec<String> = several(text).map(str::to_lowercase).collect();
    for domain in &all {
        let line = format!("domains = [{}]", quoted(domain));
        refused(&line, "team.domains", words::DOMAINS, language)?;
    }
    Ok(all)
}

/// Codes of calendars and paths of files the configuration takes.
pub(super) fn calendars(text: &str, base: &Path, language: Language) -> Read<Vec<String>> {
    let code = |part: &str| match part {
        path if path.contains(['/', '.']) => path.to_owned(),
        code => code.to_uppercase(),
    };
    let all: Vec<String> = several(text).map(code).collect();
    for name in &all {
        let line = format!(
            "domains = [\"agency.example\"]\nholidays = [{}]",
            quoted(name)
        );
        refused_in(base, &line, "team.holidays", words::CALENDARS, language)?;
    }
    Ok(all)
}

/// A zone.
pub(super) fn zone(text: &str, language: Language) -> Read<Tz> {
    let line = format!(
        "domains = [\"agency.example\"]\ntime-zone = {}",
        quoted(text)
    );
    refused(&line, "team.time-zone", words::ZONE, language)?;
    text.parse()
        .map_err(|_| words::ZONE.shape.to(language).to_owned())
}

/// A language.
pub(super) fn language(text: &str, language: Language) -> Read<Language> {
    match text.trim().to_lowercase().as_str() {
        "en" | "english" | "英文" => Ok(Language::En),
        "zh" | "中文" => Ok(Language::Zh),
        _ => Err(words::LANGUAGE.shape.to(language).to_owned()),
    }
}

/// A mode.
pub(super) fn mode(text: &str, language: Language) -> Read<Mode> {
    let all = [Mode::Observe, Mode::Approve, Mode::Forewarn, Mode::Auto];
    let found = all
        .into_iter()
        .find(|mode| mode.as_str() == text.trim().to_lowercase());
    found.ok_or_else(|| words::MODE.shape.to(language).to_owned())
}

/// Addresses of people, not the tracking address.
pub(super) fn people(
    text: &str,
    tracking: Option<&Address>,
    question: Question,
    language: Language,
) -> Read<Vec<Address>> {
    let shape = || question.shape.to(language).to_owned();
    let mut all: Vec<Address> = Vec::new();
    for part in several(text) {
        let address = Address::parse(part).map_err(|_| shape())?;
        if tracking == Some(&address.without_tag()) {
            return Err(shape());
        }
        if !all.contains(&address) {
            all.push(address);
        }
    }
    Ok(all)
}

/// A member: `Anna Li <anna@agency.example> en`.
pub(super) fn member(text: &str, tracking: Option<&Address>, language: Language) -> Read<Member> {
    let shape = || words::MEMBERS.shape.to(language).to_owned();
    let text = text.trim();
    let (text, own) = match text.rsplit_once(char::is_whitespace) {
        Some((rest, "en")) => (rest.trim(), Some(Language::En)),
        Some((rest, "zh")) => (rest.trim(), Some(Language::Zh)),
        _ => (text, None),
    };
    let (name, address) = match text.rsplit_once('<') {
        Some((name, rest)) => (name, rest.strip_suffix('>').ok_or_else(shape)?),
        None => ("", text),
    };
    let address = Address::parse(address).map_err(|_| shape())?;
    if tracking == Some(&address.without_tag()) {
        return Err(shape());
    }
    Ok(Member {
        person: Person {
            name: plain(name.trim().trim_matches('"')),
            address,
        },
        language: own,
    })
}

fn refused(line: &str, key: &str, question: Question, language: Language) -> Read<()> {
    refused_in(Path::new("/"), line, key, question, language)
}

/// Whether the configuration takes a line of `[team]`; its own words say why not.
fn refused_in(
    base: &Path,
    line: &str,
    key: &str,
    question: Question,
    language: Language,
) -> Read<()> {
    let text = format!("[tracking]\naddress = \"track@x.example\"\n[team]\nname = \"x\"\n{line}\n");
    let Err(faults) = config::parse(&text, base) else {
        return Ok(());
    };
    let Some(fault) = faults.faults.iter().find(|fault| fault.key == key) else {
        return Ok(());
    };
    let meant = fault
        .remedy
        .strip_prefix("write \"")
        .map(|rest| rest.trim_end_matches('"'));
    Err(match (language, meant) {
        (Language::En, _) => format!("{} — {}", fault.what, fault.remedy),
        (Language::Zh, Some(meant)) => format!("{}（是否想填 {meant}？）", question.shape.zh),
        (Language::Zh, None) => question.shape.zh.to_owned(),
    })
}

/// The calendar people of a zone keep, where one comes with the program.
pub(super) fn calendar_of(zone: Tz) -> &'static str {
    const AMERICA: &[&str] = &[
        "New_York",
        "Chicago",
        "Denver",
        "Los_Angeles",
        "Phoenix",
        "Detroit",
        "Anchorage",
    ];
    match zone.name() {
        "Asia/Shanghai" | "Asia/Chongqing" | "Asia/Harbin" | "Asia/Urumqi" | "PRC" => "CN",
        "Asia/Hong_Kong" | "Hongkong" => "HK",
        "Asia/Taipei" | "ROC" => "TW",
        "Asia/Tokyo" | "Japan" => "JP",
        "Asia/Singapore" | "Singapore" => "SG",
        "Europe/Berlin" | "Europe/Busingen" => "DE",
        "Europe/London" | "GB" => "GB",
        other => match other.strip_prefix("America/") {
            Some(city) if AMERICA.contains(&city) => "US",
            _ => "-",
        },
    }
}

/// The usual ports of reading and sending.
pub(super) const PORTS: [(u16, u16); 2] = [defaults::IMAP_PORTS, defaults::SMTP_PORTS];

/// The client id of an application.
pub(super) fn client_id(text: &str, language: Language) -> Result<String, String> {
    let id = text.trim();
    let fits = |c: char| c.is_ascii_graphic() && !"\"\\".contains(c);
    let good = !id.is_empty() && id.len() <= 200 && id.chars().all(fits);
    good.then(|| id.to_owned())
        .ok_or_else(|| words::CLIENT_ID.shape.to(language).to_owned())
}

/// A tenant; `-` is none.
pub(super) fn tenant(text: &str, language: Language) -> Result<Option<String>, String> {
    let tenant = text.trim();
    if tenant == "-" {
        return Ok(None);
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let good = !tenant.is_empty() && tenant.chars().all(fits);
    good.then(|| Some(tenant.to_owned()))
        .ok_or_else(|| words::TENANT.shape.to(language).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::En;

    #[test]
    fn servers_are_read_with_and_without_port() {
        let read = |text| endpoint(text, words::SMTP, defaults::SMTP_PORTS, EN);
        for (text, host, port, tls) in [
            (
                "smtp.Studio.example",
                "smtp.studio.example",
                465,
                Tls::Implicit,
            ),
            ("localhost:587", "localhost", 587, Tls::Starttls),
            ("127.0.0.1:4465", "127.0.0.1", 4465, Tls::Implicit),
        ] {
            let end = read(text).unwrap();
            assert_eq!((end.host.as_str(), end.port, end.tls), (host, port, tls));
        }
        for bad in ["", "a b", "x:", "x:0", "x:99999", "https://x", "x@y"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn members_are_read_as_people_write_them() {
        let track = Address::parse("track@studio.example").unwrap();
        for (text, name, address, language) in [
            (
                "Eva Öst <eva@studio.example>",
                "Eva Öst",
                "eva@studio.example",
                None,
            ),
            (
                "\"Öst, Eva\" <eva@studio.example> zh",
                "Öst, Eva",
                "eva@studio.example",
                Some(Language::Zh),
            ),
            (
                "李雷 <lei@studio.example> en",
                "李雷",
                "lei@studio.example",
                Some(EN),
            ),
            ("lei@studio.example", "", "lei@studio.example", None),
        ] {
            let read = member(text, Some(&track), EN).unwrap();
            assert_eq!(
                (
                    read.person.name.as_str(),
                    read.person.address.as_str(),
                    read.language
                ),
                (name, address, language)
            );
        }
        for bad in [
            "",
            "Eva",
            "Eva <eva>",
            "Eva <eva@studio.example",
            "track@studio.example",
            "T <track+x@studio.example>",
        ] {
            assert!(member(bad, Some(&track), EN).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_the_configuration_refuses_is_refused_at_once_and_says_why() {
        assert_eq!(
            domains("studio.example，b.example", EN).unwrap(),
            ["studio.example", "b.example"]
        );
        assert_eq!(domains("-", EN).unwrap(), Vec::<String>::new());
        assert!(
            domains("gmail.com", EN)
                .unwrap_err()
                .contains("public mail domain")
        );
        assert!(domains("co.uk", Language::Zh).unwrap_err().contains("域名"));
        assert_eq!(zone("Asia/Shanghai", EN).unwrap(), Tz::Asia__Shanghai);
        assert!(
            zone("Beijing", Language::Zh)
                .unwrap_err()
                .contains("Asia/Shanghai")
        );
        let base = Path::new("/");
        assert_eq!(calendars("cn, HK", base, EN).unwrap(), ["CN", "HK"]);
        assert!(calendars("XX", base, EN).is_err());
        assert!(calendars("/no/such.ics", base, EN).is_err());
    }

    #[test]
    fn every_calendar_of_a_zone_comes_with_the_program() {
        for zone in chrono_tz::TZ_VARIANTS {
            let code = calendar_of(zone);
            assert!(
                code == "-" || crate::calendar::bundled(code).is_some(),
                "{zone}"
            );
        }
    }
}
