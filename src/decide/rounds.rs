//! When the weekly summary and the daily notice are due, as pure functions of what went before.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::Desk;
use crate::model::{
    Address, Evidence, Hold, HoldReason, HoldScope, Item, ItemId, Notice, NoticeKind, NoticeLine,
};

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

/// The summary that is due by now, if one is: after a downtime the newest, not one for each week
/// missed. `last`: the moment served last (UTC).
#[must_use]
pub fn summary_due(last: DateTime<Utc>, desk: &Desk<'_>) -> Option<DateTime<Utc>> {
    let mut due = None;
    let mut next = next_summary(last, desk);
    while next <= desk.now {
        due = Some(next);
        next = next_summary(next, desk);
    }
    due
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

/// What a member was asked from then on (UTC), the daily notice of this day does not ask again.
#[must_use]
pub fn asked_since(desk: &Desk<'_>) -> DateTime<Utc> {
    let team = &desk.calendars.team;
    instant(desk.today(), team.hours.0, team.zone)
}

/// Items of one owner told in one daily notice; the rest is counted.
pub const DAILY: u32 = 50;

/// What waits for one owner, a line each. `waiting`: his items that may wait for a word, of `count` in
/// all, each with the holds that bind it from outside. `opened`: his items opened since the last daily
/// notice, where receipts are `daily`. What he was asked to agree to today is not asked for twice.
#[must_use]
pub fn waiting(
    waiting: &[(Item, Vec<Hold>)],
    count: u32,
    opened: &[Item],
    desk: &Desk<'_>,
) -> Vec<NoticeLine> {
    let asked = asked_since(desk);
    let line = |item: &Item, code: String, words: String| NoticeLine {
        item: Some(item.id),
        code,
        words,
        date: Some(item.due),
    };
    let mut lines = Vec::new();
    for (item, outer) in waiting {
        // Of those from outside only what its contact said: an opt-out of the whole client is configured.
        let told = |h: &&Hold| matches!(h.scope, HoldScope::Contact(_));
        // What stood when he put it off comes back when that ends.
        let put_off = item
            .holds
            .iter()
            .position(|h| h.reason == HoldReason::Snooze);
        let own = item.holds.iter().skip(put_off.unwrap_or(0));
        let holds = own.chain(outer.iter().filter(told));
        let mut asks: Vec<&Hold> = holds.filter(|h| asks_daily(h)).collect();
        one_question(&mut asks);
        for hold in asks {
            // What a mail server wrote says less than the address that does not work.
            let (code, words) = match hold.reason {
                HoldReason::Bounce => ("bounced".to_owned(), dead(item, hold)),
                reason => (
                    format!("waits:{}", reason.as_str()),
                    hold.evidence.words.clone(),
                ),
            };
            lines.push(line(item, code, words));
        }
        if let Some(proposed) = item
            .ladder
            .proposed
            .filter(|proposed| item.ladder.approved.is_none() && proposed.at < asked)
        {
            // When it leaves is up to him: no day is told.
            lines.push(NoticeLine {
                date: None,
                ..line(
                    item,
                    format!("approval:{}", proposed.step.as_str()),
                    String::new(),
                )
            });
        }
    }
    lines.extend(
        opened
            .iter()
            .map(|item| line(item, "receipt".to_owned(), String::new())),
    );
    if lines.is_empty() {
        return lines;
    }
    let looked_at = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    if count > looked_at {
        let more = count.saturating_sub(looked_at).to_string();
        lines.push(NoticeLine {
            item: None,
            code: "more".to_owned(),
            words: more,
            date: None,
        });
    }
    lines
}

/// The daily notice of one owner; `None` where there is nothing to tell.
#[must_use]
pub fn daily(owner: &Address, lines: Vec<NoticeLine>) -> Option<Notice> {
    if lines.is_empty() {
        return None;
    }
    let mut items: Vec<ItemId> = lines.iter().filter_map(|l| l.item).collect();
    items.dedup();
    Some(Notice {
        kind: NoticeKind::Daily,
        to: vec![owner.clone()],
        items,
        in_reply_to: None,
        from: None,
        words: String::new(),
        at: None,
        rule: "daily".to_owned(),
        lines,
    })
}

/// The addresses of an item that do not work, by the rule that found them.
fn dead(item: &Item, hold: &Hold) -> String {
    let by_it = |found: &Evidence| found.rule == hold.evidence.rule;
    (item.contacts.iter())
        .filter(|contact| contact.dead.as_ref().is_some_and(by_it))
        .map(|contact| contact.person.address.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// One word answers all that is asked about an item: of several mails that wait for it the newest is
/// told, and a client's open question beside it, unless the owner wrote since.
fn one_question(holds: &mut Vec<&Hold>) {
    let asks = |hold: &Hold| {
        matches!(
            hold.reason,
            HoldReason::Question | HoldReason::Review | HoldReason::Ambiguous
        )
    };
    let Some(newest) = holds.iter().rev().find(|hold| asks(hold)).copied() else {
        return;
    };
    let own = OWNERS.contains(&newest.evidence.rule.as_str());
    holds.retain(|hold| {
        !asks(hold)
            || std::ptr::eq(*hold, newest)
            || !own && hold.reason == HoldReason::Question && newest.reason != hold.reason
    });
}

/// Rules of what an owner's own mail left open.
const OWNERS: &[&str] = &[
    "owner-settles",
    "owner-agrees",
    "came-with-question",
    "replaced",
];

/// Holds that one word of the owner ends, a name to write to among them. What is contested or declined
/// takes longer than a word: it stands in the weekly summary.
fn asks_daily(hold: &Hold) -> bool {
    match hold.reason {
        HoldReason::Dispute | HoldReason::Decline => false,
        HoldReason::OptOut | HoldReason::Bounce => hold.until.is_none(),
        reason => reason.turns_to_team(),
    }
}
