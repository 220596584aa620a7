//! A follow-up as it would leave now, without leaving: any step of any item, held and closed ones too.

use chrono::{DateTime, Utc};

use super::engine::{last_mail, outer_holds};
use super::letters::telephones;
use super::wording::Wording;
use crate::config::Config;
use crate::decide::chase::{self, DueItem};
use crate::decide::{Desk, ladder};
use crate::model::{
    Address, EventKind, Fact, FollowUp, Hold, Item, ItemId, Language, Notice, NoticeKind, Step,
};
use crate::render::{Beside, Content, Templates};
use crate::store::Tx;

/// A follow-up that does not leave.
#[derive(Debug)]
pub struct Preview {
    /// When it would leave by its ladder, now at the earliest (UTC): its words are of that day.
    pub at: DateTime<Utc>,
    /// To whom, about what, at which step.
    pub follow_up: FollowUp,
    /// Its items, in the order of its lines.
    pub items: Vec<Item>,
    /// What it refers to, for each of them.
    pub facts: Vec<Vec<Fact>>,
    /// Its language.
    pub language: Language,
    /// Its text and HTML.
    pub content: Content,
    /// What keeps it from leaving by itself, a sentence each.
    pub notes: Vec<String>,
}

/// One follow-up about these items. `step`: that one; `None`: the one that comes next for each.
/// Gives the number of the first item there is none of instead.
///
/// # Errors
/// A database or template fault.
pub fn preview(
    tx: &Tx<'_>,
    numbers: &[ItemId],
    step: Option<Step>,
    config: &Config,
    templates: &Templates,
    now: DateTime<Utc>,
) -> anyhow::Result<Result<Preview, ItemId>> {
    let away = tx.absences()?;
    let desk = Desk {
        world: &config.world,
        calendars: &config.calendars,
        away: &away,
        now,
    };
    let mut group = Vec::new();
    let mut notes = Vec::new();
    let mut at = None;
    for number in numbers {
        let Some(mut item) = tx.load(*number)? else {
            return Ok(Err(*number));
        };
        let outer = outer_holds(tx, &item)?;
        notes.extend(note(&item, &outer));
        if item.closed.is_some() {
            item = before_its_close(tx, item)?;
        }
        let (step, leaves) = match step {
            Some(step) => (step, dated(&item, step, &desk, &mut notes)),
            None => match coming(tx, &item, &outer, &desk)? {
                (Step::Call, _) => {
                    let why = "a telephone call comes next, no mail (--step call shows its notice); this is the last one";
                    notes.push(format!("{}: {why}", item.id));
                    (Step::Last, now)
                }
                coming => coming,
            },
        };
        at = Some(at.map_or(leaves, |before: DateTime<Utc>| before.max(leaves)));
        group.push(DueItem {
            since: ladder::current_due(&item),
            item,
            step,
        });
    }
    let at = at.unwrap_or(now);
    let desk = Desk { now: at, ..desk };
    chase::in_order(&mut group);
    let Some(first) = group.first() else {
        anyhow::bail!("no item is named");
    };
    if group.iter().any(|due| due.item.client != first.item.client) {
        notes.push("these items are of different clients: they never go in one mail".to_owned());
    } else if chase::groups(group.clone(), &desk).len() > 1 {
        let why = "another owner, other people, or a last mail that is copied";
        notes.push(format!("these items do not leave in one mail: {why}"));
    }
    let mode = desk.world.mode(&first.item.client, first.item.mode);
    let follow_up = chase::compose(&group, first, mode, &desk);
    if follow_up.to.is_empty() {
        notes.push(format!("{} has no live contact", first.item.id));
    }
    let items: Vec<Item> = group.iter().map(|due| due.item.clone()).collect();
    let wording = Wording::of(tx, &follow_up, &items, &desk)?;
    let content = wording.content(&follow_up, templates, true, at)?;
    Ok(Ok(Preview {
        at,
        follow_up,
        items,
        facts: wording.facts,
        language: wording.language,
        content,
        notes,
    }))
}

/// When a step would leave by the ladder, now at the earliest: a letter dated before speaks of another day.
/// A heads-up is of a day before the due one, or it is none.
fn dated(item: &Item, step: Step, desk: &Desk<'_>, notes: &mut Vec<String>) -> DateTime<Utc> {
    let joint = desk.joint(&item.client);
    let over = step == Step::HeadsUp
        && desk.client_day(&item.client, desk.now) > ladder::current_due(item);
    if over {
        let why = "no heads-up leaves after the day; this is how it read before";
        notes.push(format!("{}: {why}", item.id));
    }
    match ladder::day_of(item, step, desk) {
        Some(day) if over => joint.window(joint.start_of(day)).0,
        Some(day) => joint.window(joint.start_of(day)).0.max(desk.now),
        None => desk.now,
    }
}

/// The notice that it is time to telephone.
#[derive(Debug)]
pub struct CallNotice {
    /// Its item.
    pub item: ItemId,
    /// Who gets it.
    pub to: Address,
    /// Its language.
    pub language: Language,
    /// Its text and HTML.
    pub content: Content,
    /// What keeps it from coming by itself, a sentence each.
    pub notes: Vec<String>,
}

/// The owner's notice at the end of the ladder, as it would come; `None`: there is no such item.
///
/// # Errors
/// A database or template fault.
pub fn call_notice(
    tx: &Tx<'_>,
    number: ItemId,
    config: &Config,
    templates: &Templates,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<CallNotice>> {
    let away = tx.absences()?;
    let desk = Desk {
        world: &config.world,
        calendars: &config.calendars,
        away: &away,
        now,
    };
    let Some(mut item) = tx.load(number)? else {
        return Ok(None);
    };
    let outer = outer_holds(tx, &item)?;
    let mut notes = Vec::from_iter(note(&item, &outer));
    if item.closed.is_some() {
        item = before_its_close(tx, item)?;
    }
    let ladder = &desk.world.policy_of(&item.client).of(item.kind).ladder;
    if ladder.iter().all(|rung| rung.step != Step::Call) {
        notes.push(format!("the ladder of {} has no call", item.id));
    }
    let at = dated(&item, Step::Call, &desk, &mut notes);
    let evidence = chase::time_evidence(&item, Step::Call);
    let notice = Notice {
        words: String::new(),
        lines: telephones(tx, &item)?,
        ..Notice::to_owner(NoticeKind::Call, &item, &evidence)
    };
    let to = desk.reader(&item.owner);
    let language = desk.world.notice_language(&to);
    let beside = Beside { next: None, outer };
    let items = std::slice::from_ref(&item);
    let content = templates.notice(&notice, items, &[beside], language, desk.world, at)?;
    Ok(Some(CallNotice {
        item: item.id,
        to,
        language,
        content,
        notes,
    }))
}

/// The step that comes next for an item and when, with a day at which its holds end if they have one, else as if
/// they ended now; after the ladder the last one. Without an address that works it is the one a new
/// address would get.
fn coming(
    tx: &Tx<'_>,
    item: &Item,
    outer: &[Hold],
    desk: &Desk<'_>,
) -> anyhow::Result<(Step, DateTime<Utc>)> {
    let mut free = item.clone();
    free.closed = None;
    free.holds.retain(|hold| hold.until.is_some());
    free.ladder.proposed = None;
    for contact in &mut free.contacts {
        contact.dead = None;
    }
    let mut outer = outer.to_vec();
    outer.retain(|hold| hold.until.is_some());
    let last = last_mail(tx, item, desk)?;
    let next = ladder::next(&free, &outer, last, desk).step;
    let proposed = item.ladder.proposed.map(|p| (p.step, desk.now));
    Ok(match proposed.or(next) {
        Some(next) => next,
        None if item.ladder.sent.is_empty() => (Step::Friendly, desk.now),
        None => (Step::Last, desk.now),
    })
}

/// What is settled asks for nothing: shown is what it would have asked for.
fn before_its_close(tx: &Tx<'_>, item: Item) -> anyhow::Result<Item> {
    let rows = tx.history(item.id)?;
    let close = rows
        .into_iter()
        .rfind(|row| row.entry.event == EventKind::Closed);
    Ok(close.and_then(|row| row.before).unwrap_or(item))
}

fn note(item: &Item, outer: &[Hold]) -> Option<String> {
    if let Some(closed) = &item.closed {
        return Some(format!(
            "{} is closed ({}); this is as it stood before",
            item.id,
            closed.how.as_str()
        ));
    }
    if item.ladder.sent.iter().any(|sent| sent.step == Step::Call) {
        return Some(format!(
            "all mails about {} have left and nothing more leaves by itself; this is the last one again",
            item.id
        ));
    }
    let hold = item.longest_hold(outer)?;
    let reason = hold.reason.as_str();
    Some(match hold.until {
        Some(day) => format!("{} is held until {day} ({reason})", item.id),
        None => format!("{} is held ({reason})", item.id),
    })
}
