//! The team: what only people know.

use std::path::Path;

use chrono_tz::Tz;

use super::Args;
use super::interview::Interview;
use super::{read, words};
use crate::model::{Address, Language, Member, Mode, is_public_mail_domain, organisational_domain};

/// What was answered.
#[derive(Debug)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) domains: Vec<String>,
    pub(super) members: Vec<Member>,
    pub(super) language: Language,
    pub(super) zone: Tz,
    pub(super) holidays: Vec<String>,
    pub(super) mode: Mode,
    pub(super) summary_to: Vec<Address>,
    pub(super) admin_to: Vec<Address>,
}

/// Asks for all of it; `None` if something is missing, which [`Interview::settled`] tells.
pub(super) fn asked(
    talk: &mut Interview<'_>,
    args: &Args,
    base: &Path,
    tracking: Option<&Address>,
) -> anyhow::Result<Option<Team>> {
    let language = talk.language;
    let name = talk.answer(words::TEAM, args.team.as_deref(), None, |text| {
        read::name(text, language)
    })?;
    let own = tracking.map(|address| organisational_domain(address.domain()));
    let own = own.filter(|domain| !is_public_mail_domain(domain));
    let own = own.unwrap_or_else(|| "-".to_owned());
    let domains = talk.answer(words::DOMAINS, args.domain.as_deref(), Some(&own), |text| {
        read::domains(text, language)
    })?;
    let members = members(talk, args, tracking, domains.as_deref().unwrap_or_default())?;
    let own = language.as_str();
    let notices = talk.answer(
        words::LANGUAGE,
        args.language.as_deref(),
        Some(own),
        |text| read::language(text, language),
    )?;
    let here = zone_here();
    let zone = talk.answer(words::ZONE, args.zone.as_deref(), here.as_deref(), |text| {
        read::zone(text, language)
    })?;
    let usual = zone.map_or("-", read::calendar_of);
    let holidays = talk.answer(
        words::CALENDARS,
        args.calendars.as_deref(),
        Some(usual),
        |text| read::calendars(text, base, language),
    )?;
    let mode = talk.answer(words::MODE, args.mode.as_deref(), Some("observe"), |text| {
        read::mode(text, language)
    })?;
    let all: Vec<&str> = members.iter().map(|m| m.person.address.as_str()).collect();
    let all = all.join(", ");
    let all = Some(all.as_str()).filter(|all| !all.is_empty());
    let summary_to = talk.answer(words::SUMMARY, args.summary_to.as_deref(), all, |text| {
        read::people(text, tracking, words::SUMMARY, language)
    })?;
    let same: Vec<&str> = summary_to.iter().flatten().map(Address::as_str).collect();
    let same = if same.is_empty() {
        "-".to_owned()
    } else {
        same.join(", ")
    };
    let admin_to = talk.answer(
        words::ADMIN,
        args.admin_to.as_deref(),
        Some(&same),
        |text| read::people(text, tracking, words::ADMIN, language),
    )?;
    let (Some(name), Some(domains), Some(notices), Some(zone)) = (name, domains, notices, zone)
    else {
        return Ok(None);
    };
    let (Some(holidays), Some(mode), Some(summary_to), Some(admin_to)) =
        (holidays, mode, summary_to, admin_to)
    else {
        return Ok(None);
    };
    Ok(Some(Team {
        name,
        domains,
        members,
        language: notices,
        zone,
        holidays,
        mode,
        summary_to,
        admin_to,
    }))
}

/// The members, each once; where the team has no domain at least one.
fn members(
    talk: &mut Interview<'_>,
    args: &Args,
    tracking: Option<&Address>,
    domains: &[String],
) -> anyhow::Result<Vec<Member>> {
    let language = talk.language;
    let mut members: Vec<Member> = Vec::new();
    let read = |text: &str| read::member(text, tracking, language);
    let mut take = |member: Option<Member>| {
        let known = |member: &Member| {
            members
                .iter()
                .any(|m| m.person.address == member.person.address)
        };
        members.extend(member.filter(|member| !known(member)));
        members.len()
    };
    let mut count = 0;
    for given in &args.member {
        count = take(talk.answer(words::MEMBERS, Some(given), None, read)?);
    }
    if talk.answers() && args.member.is_empty() {
        loop {
            let enough = count > 0 || !domains.is_empty();
            // An empty line ends the list, where it may end.
            let end = |text: &str| match text {
                "" if enough => Ok(None),
                text => read(text).map(Some),
            };
            let Some(Some(member)) = talk.answer(words::MEMBERS, None, None, end)? else {
                break;
            };
            count = take(Some(member));
        }
    }
    if members.is_empty() && domains.is_empty() {
        talk.lacks(words::MEMBERS);
    }
    Ok(members)
}

/// The zone of this machine, if it says more than UTC: most servers do not know where their people are.
fn zone_here() -> Option<String> {
    let link = std::fs::read_link("/etc/localtime").ok();
    let of_link = link.and_then(|to| {
        let text = to.to_string_lossy().into_owned();
        text.split_once("zoneinfo/")
            .map(|(_, zone)| zone.to_owned())
    });
    let of_file = || std::fs::read_to_string("/etc/timezone").ok();
    let named = std::env::var("TZ")
        .ok()
        .filter(|zone| zone.parse::<Tz>().is_ok());
    let zone = named.or(of_link).or_else(of_file)?.trim().to_owned();
    let says = |zone: &String| {
        zone.contains('/') && !zone.starts_with("Etc/") && zone.parse::<Tz>().is_ok()
    };
    Some(zone).filter(says)
}
