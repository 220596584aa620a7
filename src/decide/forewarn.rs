//! Mode forewarn (product.md 4): when the owner is told of what goes out by itself, and when his
//! silence lets it go.
//!
//! He is told at the start of his working day, on the last one before that of the mail which leaves
//! four working hours to answer; one mail a day. What becomes due in between is told at once if he
//! heard of nothing that day, and leaves no sooner than the next.
#![deny(clippy::arithmetic_side_effects)]

use chrono::{DateTime, Utc};

use super::Desk;
use crate::calendar::WorkingTime;
use crate::model::{
    Address, ClientKey, FollowUpLine, ItemId, Notice, NoticeKind, NoticeLine, OutgoingState, Step,
};

/// Working minutes of the team between the forewarning that was sent and the mail it told of.
pub const NOTICE: i64 = 240;

/// Days looked back for one that leaves [`NOTICE`]: a team may work an hour a day.
const LOOK_BACK: u32 = 10;

/// Start and end (UTC) of a span in which both sides work.
pub type Window = (DateTime<Utc>, DateTime<Utc>);

/// What became of the notice that told of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It waits, is being sent, or is looked for.
    OnItsWay,
    /// A server took it then (UTC), and it has not come back.
    Since(DateTime<Utc>),
    /// Refused, returned, or nobody knows.
    Lost,
}

impl Heard {
    /// From the row of the notice: its state, when that last changed, whether it came back.
    #[must_use]
    pub fn of(state: OutgoingState, changed_at: DateTime<Utc>, returned: bool) -> Self {
        match state {
            _ if returned => Self::Lost,
            OutgoingState::Sent => Self::Since(changed_at),
            OutgoingState::Queued
            | OutgoingState::Claimed
            | OutgoingState::BodyStarted
            | OutgoingState::Unsure => Self::OnItsWay,
            OutgoingState::Refused | OutgoingState::Held | OutgoingState::Withdrawn => Self::Lost,
        }
    }
}

/// What the owner was told of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The item and the very step.
    pub line: FollowUpLine,
    /// Start and end of the working window it was told for (UTC): not before it, and past it, it is
    /// told anew.
    pub window: Window,
    /// Its notice.
    pub heard: Heard,
}

/// What is to be done about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// The owner is to be told at this time (UTC) of what then leaves in this window (UTC).
    Tell {
        /// When; at once if it is past.
        at: DateTime<Utc>,
        /// Start and end.
        window: Window,
    },
    /// His silence lets it go at this time (UTC).
    Send(DateTime<Utc>),
}

/// Works out what is to be done about a step that would leave at `at` (UTC). `last`: when whoever
/// reads the owner's notices was last told of follow-ups (UTC).
#[must_use]
pub fn plan(
    line: &FollowUpLine,
    client: &ClientKey,
    at: DateTime<Utc>,
    told: Option<&Told>,
    last: Option<DateTime<Utc>>,
    desk: &Desk<'_>,
) -> Plan {
    let joint = desk.joint(client);
    if let Some(told) = told.filter(|told| told.line == *line)
        && let Heard::Since(since) = told.heard
    {
        let heard = joint.team.after(since, NOTICE);
        let go = joint.window(heard.max(at).max(told.window.0)).0;
        if go < told.window.1 {
            return Plan::Send(go);
        }
    }
    let team = &joint.team;
    let mut tell = team.window(morning_before(at, team).max(desk.now)).0;
    if last.is_some_and(|last| team.day(last) >= team.day(tell)) {
        tell = next_morning(last.unwrap_or(tell).max(tell), team);
    }
    let earliest = at
        .max(team.after(tell, NOTICE))
        .max(next_morning(tell, team));
    // What he is being told at this moment is what he is told: as soon as it has left, his silence counts.
    let telling = |told: &&Told| {
        let ahead = tell > desk.now && told.window.0 > desk.now;
        told.line == *line && told.heard == Heard::OnItsWay && ahead
    };
    let window = told.filter(telling).map(|told| told.window);
    Plan::Tell {
        at: tell,
        window: window.unwrap_or_else(|| joint.window(earliest)),
    }
}

/// Start of the last working day before that of `at` which leaves the owner time to answer.
fn morning_before(at: DateTime<Utc>, team: &WorkingTime) -> DateTime<Utc> {
    let mut day = team.day(at);
    let mut morning = at;
    for _ in 0..LOOK_BACK {
        day = team.add(day, -1);
        morning = team.opening(day).unwrap_or(at);
        if team.minutes_between(morning, at) >= NOTICE {
            break;
        }
    }
    morning
}

/// Start of the working day after that of `at`.
fn next_morning(at: DateTime<Utc>, team: &WorkingTime) -> DateTime<Utc> {
    let day = team.add(team.day(at), 1);
    team.opening(day).unwrap_or(at)
}

/// A step to be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Which item.
    pub item: ItemId,
    /// Which step.
    pub step: Step,
    /// Start of the window it leaves in (UTC).
    pub at: DateTime<Utc>,
}

/// The one mail of the day to whoever reads an owner's notices, by number.
#[must_use]
pub fn notice(reader: &Address, mut planned: Vec<Planned>, desk: &Desk<'_>) -> Notice {
    planned.sort_by_key(|one| one.item);
    let zone = desk.world.team.zone;
    Notice {
        kind: NoticeKind::Forewarning,
        to: vec![reader.clone()],
        items: planned.iter().map(|one| one.item).collect(),
        in_reply_to: None,
        from: None,
        words: String::new(),
        at: planned.iter().map(|one| one.at).min(),
        rule: "forewarned".to_owned(),
        lines: planned
            .iter()
            .map(|one| NoticeLine {
                item: Some(one.item),
                code: format!("step:{}", one.step.as_str()),
                words: String::new(),
                date: Some(one.at.with_timezone(&zone).date_naive()),
            })
            .collect(),
    }
}

#[cfg(test)]
#[path = "tests/forewarn.rs"]
mod tests;
