//! The own side and its clients.

use std::ops::Range;

use toml::Spanned;

use super::super::defaults;
use super::super::raw::{List, Raw, Value};
use super::super::reader::{MODES, Placed, Report};
use crate::model::{Address, Client, ClientKey, Member, Person, Policy, Team, Tracking, under};

/// A list of a table that may not be there.
pub(super) fn list<T>(table: &Value<T>, pick: impl Fn(&T) -> &List) -> List {
    table.as_ref().and_then(|t| pick(t.get_ref()).clone())
}

/// The team with the places of what must be no client's.
#[derive(Debug)]
pub(super) struct CheckedTeam {
    pub(super) team: Team,
    pub(super) escalate_to: Vec<Placed<Address>>,
    pub(super) leads: Vec<Placed<Address>>,
}

/// A client with the places of what must not overlap.
#[derive(Debug)]
pub(super) struct CheckedClient {
    /// `None` if it has neither domain nor contact.
    pub(super) client: Option<Client>,
    domains: Vec<Placed<String>>,
    contacts: Vec<Placed<Address>>,
}

/// `[tracking]`.
pub(super) fn tracking(raw: &Raw, report: &mut Report<'_>) -> Option<Tracking> {
    let table = raw.tracking.as_ref();
    let remedy = "write under [tracking]: address = \"track@agency.example\", the address PMs copy";
    let Some(raw) = table.and_then(|t| t.get_ref().address.as_ref()) else {
        report.required("tracking.address", table.map(Spanned::span), remedy);
        return None;
    };
    let mut address = report.address("tracking.address", raw)?;
    if address.tag().is_some() {
        let what = format!("{address} carries a tag");
        let remedy = format!("write \"{}\"", address.without_tag());
        report.fault("tracking.address", Some(raw.span()), what, &remedy);
        address = address.without_tag();
    }
    report.set_tracking(&address);
    let subaddress = table
        .and_then(|t| t.get_ref().subaddress.as_ref())
        .map(|s| *s.get_ref());
    Some(Tracking {
        address,
        subaddress: subaddress.unwrap_or(defaults::SUBADDRESS),
    })
}

/// `[team]`.
pub(super) fn team(raw: &Raw, report: &mut Report<'_>) -> Option<CheckedTeam> {
    let table = raw.team.as_ref();
    let span = table.map(Spanned::span);
    let Some(raw) = table.map(Spanned::get_ref) else {
        report.required("team.name", None, "write under [team]: name = \"Agency\"");
        report.required(
            "team.domains",
            None,
            "write under [team]: domains = [\"agency.example\"]",
        );
        return None;
    };
    if raw.name.is_none() {
        report.required(
            "team.name",
            span.clone(),
            "write name = \"Agency\", as clients read it",
        );
    }
    let name = report.text("team.name", &raw.name);
    let domains = report.domains("team.domains", &raw.domains, "members");
    let members = members(raw.members.as_ref(), report);
    if domains.is_empty() && members.is_empty() && !report.told("team.members") {
        let remedy = "write domains = [\"agency.example\"], or the people in members";
        report.required("team.domains", span, remedy);
    }
    let hours = report.hours("team.working-hours", &raw.working_hours);
    let default_hours = defaults::WORKING_HOURS.split_once('-').unwrap_or_default();
    let escalate_to = report.addresses("team.escalate-to", &raw.escalate_to);
    let leads = report.addresses("team.leads", &raw.leads);
    let team = Team {
        name: name.unwrap_or_default(),
        domains: domains.into_iter().map(|d| d.value).collect(),
        members,
        language: report
            .language("team.language", &raw.language)
            .unwrap_or(defaults::LANGUAGE),
        zone: report
            .zone("team.time-zone", &raw.time_zone)
            .unwrap_or(defaults::ZONE),
        working_hours: hours.unwrap_or((
            defaults::time(default_hours.0),
            defaults::time(default_hours.1),
        )),
        holidays: names(&raw.holidays),
        escalate_to: escalate_to.iter().map(|p| p.value.clone()).collect(),
        leads: leads.iter().map(|p| p.value.clone()).collect(),
    };
    Some(CheckedTeam {
        team,
        escalate_to,
        leads,
    })
}

/// `[team] members`.
fn members(
    raw: Option<&Spanned<Vec<Spanned<super::super::raw::RawMember>>>>,
    report: &mut Report<'_>,
) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for (n, item) in (1_usize..).zip(raw.iter().flat_map(|list| list.get_ref())) {
        let key = |name: &str| format!("team.members[{n}].{name}");
        let raw = item.get_ref();
        let name = report.text(&key("name"), &raw.name).unwrap_or_default();
        let language = report.language(&key("language"), &raw.language);
        let Some(written) = &raw.address else {
            report.required(&key("address"), Some(item.span()), "write address = \"…\"");
            continue;
        };
        let Some(address) = report.address(&key("address"), written) else {
            continue;
        };
        if members.iter().any(|m| m.person.address == address) {
            let what = format!("{address} is named twice");
            report.fault(
                &key("address"),
                Some(written.span()),
                what,
                "keep one of them",
            );
            continue;
        }
        members.push(Member {
            person: Person { name, address },
            language,
        });
    }
    members
}

/// `[[client]]`: each on its own, then whether two claim the same people.
pub(super) fn clients(
    raw: &Raw,
    team: Option<&CheckedTeam>,
    policy: &Policy,
    report: &mut Report<'_>,
) -> Vec<CheckedClient> {
    let mut checked: Vec<CheckedClient> = Vec::new();
    for (n, item) in (1_usize..).zip(&raw.client) {
        let key = |name: &str| format!("client[{n}].{name}");
        let raw = item.get_ref();
        let mut domains = report.domains(&key("domains"), &raw.domains, "contacts");
        let mut contacts = report.addresses(&key("contacts"), &raw.contacts);
        if let Some(team) = team.map(|t| &t.team) {
            domains.retain(|d| {
                let own = team.domains.iter().find(|own| under(&d.value, own));
                if let Some(own) = own {
                    let what = format!("{} belongs to the team ({own})", d.value);
                    report.fault(
                        &d.key,
                        Some(d.span.clone()),
                        what,
                        "name the client's own domain",
                    );
                }
                own.is_none()
            });
            not_team(&mut contacts, team, report);
        }
        for other in &checked {
            let whose = other
                .client
                .as_ref()
                .map_or("another client", |c| c.name.as_str());
            for d in &domains {
                if let Some(o) = other
                    .domains
                    .iter()
                    .find(|o| under(&d.value, &o.value) || under(&o.value, &d.value))
                {
                    overlap(d.value.as_str(), &d.key, &d.span, &o.value, whose, report);
                }
            }
            for c in &contacts {
                let domain = other
                    .domains
                    .iter()
                    .find(|o| under(c.value.domain(), &o.value));
                let same = other.contacts.iter().find(|o| o.value == c.value);
                if let Some(o) = same
                    .map(|o| o.value.to_string())
                    .or(domain.map(|o| o.value.clone()))
                {
                    overlap(c.value.as_str(), &c.key, &c.span, &o, whose, report);
                }
            }
            for o in &other.contacts {
                if let Some(d) = domains.iter().find(|d| under(o.value.domain(), &d.value)) {
                    overlap(&d.value, &d.key, &d.span, o.value.as_str(), whose, report);
                }
            }
        }
        let mut escalate_to = report.addresses(&key("escalate-to"), &raw.escalate_to);
        if let Some(team) = team.map(|t| &t.team) {
            not_team(&mut escalate_to, team, report);
        }
        let first = domains.first().map(|d| d.value.clone());
        let first = first.or_else(|| contacts.first().map(|c| c.value.to_string()));
        if first.is_none() && !report.told(&key("domains")) && !report.told(&key("contacts")) {
            let remedy = "write domains = [\"acme.example\"], or its people in contacts";
            report.required(&key("domains"), Some(item.span()), remedy);
        }
        let name = report.text(&key("name"), &raw.name);
        let language = report.language(&key("language"), &raw.language);
        let zone = report.zone(&key("time-zone"), &raw.time_zone);
        let working_hours = report.hours(&key("working-hours"), &raw.working_hours);
        let mode = report.word(&key("mode"), &raw.mode, MODES);
        let own = raw.policy.as_ref().map(Spanned::get_ref);
        let policy = own.map(|own| super::policy::of_client(&key("policy"), own, policy, report));
        let client = first.map(|first| Client {
            name: name.unwrap_or_else(|| first.clone()),
            key: ClientKey(first),
            domains: domains.iter().map(|d| d.value.clone()).collect(),
            contacts: contacts.iter().map(|c| c.value.clone()).collect(),
            language,
            zone,
            working_hours,
            holidays: raw.holidays.is_some().then(|| names(&raw.holidays)),
            escalate_to: escalate_to.into_iter().map(|p| p.value).collect(),
            mode,
            opt_out: raw.opt_out.as_ref().is_some_and(|s| *s.get_ref()),
            policy,
        });
        checked.push(CheckedClient {
            client,
            domains,
            contacts,
        });
    }
    checked
}

/// Tells of two clients that claim the same people.
fn overlap(
    what: &str,
    key: &str,
    span: &Range<usize>,
    with: &str,
    whose: &str,
    report: &mut Report<'_>,
) {
    let what = if what == with {
        format!("{what} is {whose}'s already")
    } else {
        format!("{what} overlaps with {with} of {whose}")
    };
    report.fault(
        key,
        Some(span.clone()),
        what,
        "give each client its own, or make them one client",
    );
}

/// Refuses addresses of the own side among a client's.
fn not_team(addresses: &mut Vec<Placed<Address>>, team: &Team, report: &mut Report<'_>) {
    addresses.retain(|p| {
        let own = team.domains.iter().any(|d| under(p.value.domain(), d))
            || team.members.iter().any(|m| m.person.address == p.value);
        if own {
            let what = format!("{} belongs to the team", p.value);
            report.fault(
                &p.key,
                Some(p.span.clone()),
                what,
                "name people of the client",
            );
        }
        !own
    });
}

/// Refuses clients among those who are told of the team's affairs.
pub(super) fn no_client_among<'a>(
    addresses: impl Iterator<Item = &'a Placed<Address>>,
    clients: &[CheckedClient],
    report: &mut Report<'_>,
) {
    for p in addresses {
        let whose = clients.iter().find(|c| {
            c.domains.iter().any(|d| under(p.value.domain(), &d.value))
                || c.contacts.iter().any(|o| o.value == p.value)
        });
        if let Some(client) = whose.and_then(|c| c.client.as_ref()) {
            let what = format!("{} belongs to the client {}", p.value, client.name);
            report.fault(
                &p.key,
                Some(p.span.clone()),
                what,
                "name people of the team",
            );
        }
    }
}

fn names(list: &List) -> Vec<String> {
    list.iter()
        .flat_map(|l| l.get_ref())
        .map(|n| n.get_ref().clone())
        .collect()
}
