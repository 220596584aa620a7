//! When the weekly summary and the daily notice are due, as pure functions of what went before.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::Desk;
use crate::model::{Item, Notice, NoticeKind, NoticeLine, Turn};

/// The first summary moment after `last` (UTC): the configured day and hour in the team's zone, or
/// the next working day of the team if that day is a holiday.
#[must_use]
pub fn next_summary(last: DateTime<Utc>, desk: &Desk<'_>) -> DateTime<Utc> {
    let policy = &desk.world.summary;
    let zone = desk.world.team.zone;
    let mut day = last.with_timezone(&zone).date_naive();
    // A holiday can push a summary past the next week's start, so look from the week before.
    day = day.checked_sub_days(Days::new(7)).unwrap_or(day);
    for _ in 0..60 {
        if day.weekday() == policy.day {
            // Only what the calendar calls a holiday moves it: a weekend day somebody chose stays.
            let moved = if desk.calendars.team.holidays.is_off(day) {
                desk.calendars.team.add(day, 1)
            } else {
                day
            };
            let at = instant(moved, policy.time, zone);
            if at > last {
                return at;
            }
        }
        day = match day.succ_opt() {
            Some(next) => next,
            None => break,
        };
    }
    last.checked_add_days(Days::new(7)).unwrap_or(last)
}

/// The first daily-notice moment after `last` (UTC): start of the team's working hours on its next
/// working day.
#[must_use]
pub fn next_daily(last: DateTime<Utc>, desk: &Desk<'_>) -> DateTime<Utc> {
    let team = &desk.calendars.team;
    let mut day = last.with_timezone(&team.zone).date_naive();
    if instant(day, team.hours.0, team.zone) <= last || !team.works(day) {
        day = team.add(day, 1);
    }
    instant(day, team.hours.0, team.zone)
}

/// A local time as an instant; in a gap of the clock the first instant after it.
fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let local = day.and_time(time);
    (0..=4)
        .find_map(|quarter| {
            let shifted = local.checked_add_signed(chrono::Duration::minutes(quarter * 30))?;
            zone.from_local_datetime(&shifted).earliest()
        })
        .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// What waits for each owner: one notice an owner, none where nothing waits.
/// `waiting`: open items whose turn is the team's or whose follow-up waits for `ok`.
#[must_use]
pub fn daily(waiting: &[Item]) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    for item in waiting {
        let codes = item
            .holds
            .iter()
            .filter(|h| h.reason.turns_to_team())
            .map(|h| {
                (
                    format!("waits:{}", h.reason.as_str()),
                    h.evidence.words.clone(),
                )
            })
            .chain(
                item.ladder
                    .proposed
                    .filter(|_| item.ladder.approved.is_none())
                    .map(|p| (format!("step:{}", p.step.as_str()), String::new())),
            );
        let lines: Vec<NoticeLine> = codes
            .map(|(code, words)| NoticeLine {
                item: Some(item.id),
                code,
                words,
                date: Some(item.due),
            })
            .collect();
        if lines.is_empty() {
            continue;
        }
        match notices
            .iter_mut()
            .find(|n| n.to.first() == Some(&item.owner))
        {
            Some(notice) => {
                notice.items.push(item.id);
                notice.lines.extend(lines);
            }
            None => notices.push(Notice {
                kind: NoticeKind::Daily,
                to: vec![item.owner.clone()],
                items: vec![item.id],
                in_reply_to: None,
                from: None,
                words: String::new(),
                at: None,
                rule: "daily".to_owned(),
                lines,
            }),
        }
    }
    notices
}

/// Whether an item waits for its owner.
#[must_use]
pub fn waits(item: &Item) -> bool {
    item.closed.is_none()
        && (item.turn() == Turn::Team
            || (item.ladder.proposed.is_some() && item.ladder.approved.is_none()))
}
