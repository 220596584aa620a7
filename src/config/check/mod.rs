//! What the values mean: [`Raw`] to [`Config`], telling every fault on the way.

mod holidays;
mod oauth;
mod people;
mod policy;
mod servers;
mod templates;

use std::collections::HashMap;
use std::path::Path;

use self::holidays::Shelf;
use super::Config;
use super::raw::Raw;
use super::reader::Report;
use crate::calendar::{Calendars, WorkingTime};
use crate::model::World;

/// Checks everything; `None` if a required key has no value. Other faults leave defaults in place,
/// so the result counts only if the report has none.
pub(super) fn check(raw: &Raw, path: &Path, report: &mut Report<'_>) -> Option<Config> {
    let tracking = people::tracking(raw, report);
    let team = people::team(raw, report);
    let policy = policy::policy(raw, report);
    let (summary, summary_to) = policy::summary(raw, report);
    let security = policy::security(raw, report);
    let caps = policy::caps(raw, report);
    let admin = report.addresses("admin.to", &people::list(&raw.admin, |a| &a.to));
    let admin_after = policy::admin_after(raw, report);
    let clients = people::clients(raw, team.as_ref(), &policy, report);
    let own = summary_to.iter().chain(&admin);
    people::no_client_among(own, &clients, report);
    if let Some(team) = &team {
        people::no_client_among(team.escalate_to.iter().chain(&team.leads), &clients, report);
    }

    let mut shelf = Shelf::default();
    let team_holidays = shelf.named(
        "team.holidays",
        &people::list(&raw.team, |t| &t.holidays),
        report,
    );
    let client_holidays: Vec<_> = (1_usize..)
        .zip(&raw.client)
        .map(|(n, c)| {
            let names = &c.get_ref().holidays;
            names
                .is_some()
                .then(|| shelf.named(&format!("client[{n}].holidays"), names, report))
        })
        .collect();

    let state_dir = servers::state_dir(raw, report);
    let tracking_address = tracking.as_ref().map(|t| t.address.as_str());
    let oauth = oauth::all(raw, report);
    let mailboxes = servers::mailboxes(raw, tracking_address, report);
    let outgoing = servers::outgoing(raw, tracking_address, report);
    let templates = templates::templates(raw, report);

    let (tracking, team) = (tracking?, team?.team);
    let team_time = WorkingTime {
        zone: team.zone,
        hours: team.working_hours,
        holidays: team_holidays,
    };
    let mut times = HashMap::new();
    for (client, own) in clients.iter().zip(client_holidays) {
        let Some(client) = &client.client else {
            continue;
        };
        let time = WorkingTime {
            zone: client.zone.unwrap_or(team.zone),
            hours: client.working_hours.unwrap_or(team.working_hours),
            holidays: own.unwrap_or_else(|| team_time.holidays.clone()),
        };
        times.insert(client.key.clone(), time);
    }
    let world = World {
        tracking,
        team,
        clients: clients.into_iter().filter_map(|c| c.client).collect(),
        policy,
        summary,
        security,
        caps,
        admin: admin.into_iter().map(|p| p.value).collect(),
    };
    Some(Config {
        world,
        calendars: Calendars::new(team_time, times),
        state_dir,
        admin_after,
        mailboxes,
        outgoing,
        oauth,
        templates,
        warnings: std::mem::take(&mut report.warnings),
        path: path.to_path_buf(),
        missing: std::mem::take(&mut report.missing),
    })
}
