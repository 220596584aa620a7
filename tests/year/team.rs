//! What the team is told, watched from outside: a forewarning before its follow-up, summaries that
//! tile the year, every hold before somebody's eyes, a deputy for whoever is away.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use nudged::model::{EventKind, HistoryEntry, Hold, HoldReason, ItemId, Step};
use nudged::report::ItemView;

use super::calendar::Side;
use super::outside::Left;

/// A rule and how it was broken.
pub type Breach = (&'static str, String);

/// Working minutes of the team between a forewarning and what it told of.
const NOTICE: i64 = 240;

/// How a forewarning names a step, in the languages of its readers.
const STEPS: &[(Step, &str, &str)] = &[
    (Step::HeadsUp, "heads-up", "到期前提示"),
    (Step::Friendly, "friendly mail", "友好提醒"),
    (Step::Reminder, "reminder", "再次提醒"),
    (Step::Firm, "firm mail", "郑重提醒"),
    (Step::Last, "last mail", "最后一封"),
];

const OPENED: &[&str] = &["Opened ", "新开 "];
const CLOSED: &[&str] = &["Closed in the week (", "一周内结束（"];
const RESTING: &[&str] = &[
    "On hold (",
    "暂停跟进（",
    "What needs a person (",
    "需要人工处理（",
    "Follow-ups of the next seven days (",
    "未来七天的跟进（",
    "Addresses that do not work (",
    "无法送达的地址（",
];
/// What was closed on the client's word waits for a person's, and stands there.
const CLAIMED: &[&str] = &["said to be paid", "据称已付"];
const NEEDS: &[&str] = &["What needs a person (", "需要人工处理（"];

/// An owner was told of a step.
#[derive(Debug)]
struct Forewarned {
    at: DateTime<Utc>,
    notice: String,
    line: String,
}

/// What a summary is to tell.
#[derive(Debug)]
struct Weekly {
    opened: usize,
    closed: BTreeSet<ItemId>,
    resting: BTreeSet<ItemId>,
}

/// Somebody is away.
#[derive(Debug, Clone)]
pub struct Absence {
    pub deputy: String,
    pub since: DateTime<Utc>,
    pub through: NaiveDate,
    /// When he said that he is back, if he did.
    pub back: Option<DateTime<Utc>>,
}

/// What a notice was when it was written.
#[derive(Debug)]
struct Written {
    at: DateTime<Utc>,
    rule: String,
}

/// The watch over the team's side.
#[derive(Debug)]
pub struct Team {
    side: Side,
    begun: DateTime<Utc>,
    /// When the daemon does not run.
    pub off: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    written: BTreeMap<String, Written>,
    forewarned: BTreeMap<ItemId, Vec<Forewarned>>,
    opened: Vec<DateTime<Utc>>,
    closed: BTreeMap<ItemId, DateTime<Utc>>,
    /// Items whose past was taken back: when they closed is anybody's guess.
    undone: BTreeSet<ItemId>,
    served: Vec<DateTime<Utc>>,
    summaries: BTreeMap<String, Weekly>,
    /// Items with a hold as they stood when the last summary was made.
    pub resting: BTreeSet<ItemId>,
    daily: BTreeMap<NaiveDate, BTreeSet<ItemId>>,
    moved: BTreeMap<ItemId, DateTime<Utc>>,
    pub away: BTreeMap<String, Absence>,
}

impl Team {
    pub fn new(side: Side, begun: DateTime<Utc>) -> Self {
        Self {
            side,
            begun,
            off: Vec::new(),
            written: BTreeMap::new(),
            forewarned: BTreeMap::new(),
            opened: Vec::new(),
            closed: BTreeMap::new(),
            undone: BTreeSet::new(),
            served: Vec::new(),
            summaries: BTreeMap::new(),
            resting: BTreeSet::new(),
            daily: BTreeMap::new(),
            moved: BTreeMap::new(),
            away: BTreeMap::new(),
        }
    }

    /// Something was recorded.
    pub fn told(&mut self, at: DateTime<Utc>, entry: &HistoryEntry) -> Vec<Breach> {
        let named = || entry.item.iter().chain(&entry.items);
        let rule = entry.evidence.rule.as_str();
        let id = entry.message_id.as_ref().map(|id| id.as_str().to_owned());
        match (entry.event, id) {
            (EventKind::Notice, Some(id)) => {
                if rule == "daily" {
                    let today = self.daily.entry(self.side.day(at)).or_default();
                    today.extend(named());
                }
                let rule = rule.to_owned();
                self.written.insert(id, Written { at, rule });
                return Vec::new();
            }
            (EventKind::Summary, Some(id)) => {
                return self.summarised(at, &id, &entry.evidence.words);
            }
            (EventKind::Opened, _) => self.opened.push(at),
            (EventKind::Closed, _) => self.closed.extend(named().map(|item| (*item, at))),
            (EventKind::Reopened, _) => {
                for item in named() {
                    self.closed.remove(item);
                }
            }
            _ => {}
        }
        if entry.evidence.words.starts_with("undo") {
            self.undone.extend(named());
        }
        self.moved.extend(named().map(|item| (*item, at)));
        Vec::new()
    }

    /// The moments at which a summary is due, from one up to another.
    fn due(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> BTreeSet<DateTime<Utc>> {
        let nine = NaiveTime::from_hms_opt(9, 0, 0).expect("time");
        let mut found = BTreeSet::new();
        // A holiday may push the one of the week before into this one.
        let mut day = self.side.day(from) - Days::new(14);
        while day <= self.side.day(to) {
            if day.weekday() == Weekday::Mon {
                let mut moved = day;
                while self.side.is_off(day) && (moved == day || !self.side.works(moved)) {
                    moved = moved + Days::new(1);
                }
                found.insert(self.side.at(moved, nine));
            }
            day = day + Days::new(1);
        }
        found.retain(|at| from < *at && *at <= to);
        found
    }

    fn is_off(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        self.off
            .iter()
            .any(|(begin, end)| *begin <= to && from <= *end)
    }

    fn summarised(&mut self, at: DateTime<Utc>, id: &str, words: &str) -> Vec<Breach> {
        let mut broken = Vec::new();
        let Ok(due) = DateTime::parse_from_rfc3339(words).map(|at| at.to_utc()) else {
            return vec![("summary", format!("due {words}"))];
        };
        let since = self.served.last().copied().unwrap_or(self.begun);
        if self.served.contains(&due) {
            broken.push(("summary", format!("that of {due} a second time")));
        }
        let expected = self.due(since, at);
        if expected.last() != Some(&due) {
            broken.push(("summary", format!("due {due}, not {:?}", expected.last())));
        }
        for missed in expected.iter().filter(|moment| **moment < due) {
            if !self.is_off(*missed, *missed) {
                broken.push(("summary", format!("none for {missed}")));
            }
        }
        if at - due > Duration::hours(1) && !self.is_off(due, at) {
            broken.push(("summary", format!("that of {due} came late")));
        }
        let within = |at: &DateTime<Utc>| since <= *at && *at < due;
        let closed = self.closed.iter().filter(|(_, at)| within(at));
        let weekly = Weekly {
            opened: self.opened.iter().filter(|at| within(at)).count(),
            closed: closed.map(|(item, _)| *item).collect(),
            resting: std::mem::take(&mut self.resting),
        };
        self.summaries.insert(id.to_owned(), weekly);
        self.served.push(due);
        broken
    }

    /// A mail to the team left; `text` is what it says, `owners` those of its items.
    pub fn left(&mut self, left: &Left, text: &str, owners: &[&str]) -> Vec<Breach> {
        let mut broken = Vec::new();
        if let Some(weekly) = self.summaries.remove(&left.id) {
            broken.extend(self.tells(&weekly, text));
        }
        let Some(written) = self.written.get(&left.id) else {
            return broken;
        };
        if written.rule == "forewarned" && left.arrived && left.refused.is_empty() {
            for item in &left.items {
                let mark = format!("{item} ");
                let line = text
                    .lines()
                    .find(|line| line.trim_start().starts_with(&mark));
                self.forewarned.entry(*item).or_default().push(Forewarned {
                    at: left.at,
                    notice: left.id.clone(),
                    line: line.unwrap_or_default().to_owned(),
                });
            }
        }
        if ["forewarned", "daily", "approval-needed"].contains(&written.rule.as_str()) {
            for owner in owners {
                let reader = self.reader(owner, written.at);
                let told = |to: &String| self.reads(owner, written.at, to);
                if !left.recipients.iter().any(told) {
                    let what = format!("{} of {:?} not to {reader}", written.rule, left.items);
                    broken.push(("deputy", what));
                    break;
                }
            }
        }
        broken
    }

    /// What the text of a summary tells against what was.
    fn tells(&self, weekly: &Weekly, text: &str) -> Vec<Breach> {
        let mut broken = Vec::new();
        let opened = number_after(text, OPENED).unwrap_or(0);
        if opened != weekly.opened {
            let what = format!("tells of {opened} opened, not {}", weekly.opened);
            broken.push(("tiles", what));
        }
        let told = listed(text, CLOSED);
        let unsure = |item: &&ItemId| !self.undone.contains(*item);
        let claims = text.lines().filter(|line| {
            let list = line.trim_start();
            !list.starts_with('#') || CLAIMED.iter().any(|words| list.contains(words))
        });
        let claims = listed(&claims.collect::<Vec<_>>().join("\n"), NEEDS);
        let claimed = |item: &&ItemId| told.contains(*item) || !claims.contains(*item);
        let differ = told.symmetric_difference(&weekly.closed);
        for item in differ.filter(unsure).filter(claimed) {
            let what = if told.contains(item) {
                "is told closed, and was not in its time"
            } else {
                "closed in its time, and is not told"
            };
            broken.push(("tiles", format!("{item:?} {what}")));
        }
        let mut once = BTreeSet::new();
        for line in text
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix('#'))
        {
            let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
            if !once.insert(digits.clone()) {
                broken.push(("visible", format!("#{digits} stands twice in a summary")));
            }
        }
        let shown = listed(text, RESTING);
        for item in weekly.resting.difference(&shown) {
            broken.push(("visible", format!("{item:?} rests, and no summary says so")));
        }
        broken
    }

    /// Who reads what is meant for a member.
    pub fn reader<'a>(&'a self, owner: &'a str, at: DateTime<Utc>) -> &'a str {
        let deputy = |member: &str| {
            let away = self.away.get(member);
            let away = away.filter(|a| a.since < at && self.side.day(at) <= a.through);
            let away = away.filter(|a| a.back.is_none_or(|back| at < back));
            away.map(|a| a.deputy.as_str())
        };
        let (mut reader, mut asked) = (owner, BTreeSet::from([owner]));
        while let Some(next) = deputy(reader) {
            // Where all of them are away nobody stands in.
            if !asked.insert(next) {
                return owner;
            }
            reader = next;
        }
        reader
    }

    /// Whether somebody reads what is meant for a member; what is told in the minute a leave begins
    /// or ends may come before or after that.
    pub fn reads(&self, owner: &str, at: DateTime<Utc>, who: &str) -> bool {
        let around = [-1, 0, 1].map(|minutes| at + Duration::minutes(minutes));
        around.iter().any(|at| self.reader(owner, *at) == who)
    }

    /// A forewarning came back.
    pub fn returned(&mut self, notice: &str) {
        for told in self.forewarned.values_mut() {
            told.retain(|one| one.notice != notice);
        }
    }

    /// A follow-up left by the silence of its owner.
    pub fn silent(&self, item: ItemId, step: Step, at: DateTime<Utc>) -> Option<Breach> {
        let named = |line: &str| {
            let mut steps = STEPS.iter().filter(|(one, ..)| *one == step);
            steps.any(|(_, en, zh)| {
                line.contains(&format!(": {en}")) || line.contains(&format!("：{zh}"))
            })
        };
        let mut told = self.forewarned.get(&item).into_iter().flatten();
        let heard = told.any(|one| named(&one.line) && self.side.minutes(one.at, at) >= NOTICE);
        (!heard).then(|| {
            let told = self.forewarned.get(&item);
            ("forewarned", format!("{item:?} {step:?} after {told:?}"))
        })
    }

    /// Whether a daily notice of these days told of an item.
    pub fn told_lately(&self, item: ItemId, now: DateTime<Utc>) -> bool {
        let first = self.side.day(now) - Days::new(10);
        let mut days = self.daily.range(first..);
        days.any(|(_, told)| told.contains(&item))
    }

    /// Every working day, once it has begun: what waits for a word was told this morning.
    pub fn look(&self, now: DateTime<Utc>, views: &[ItemView]) -> Vec<Breach> {
        let mut broken = Vec::new();
        let today = self.side.day(now);
        let opening = self.side.at(today, self.side.opens);
        if !self.side.works(today) || now < opening || self.is_off(opening, now) {
            return broken;
        }
        let told = self.daily.get(&today);
        for view in views.iter().filter(|view| view.item.closed.is_none()) {
            let item = view.item.id;
            let before = self.moved.get(&item).is_some_and(|at| *at < opening);
            let waits = view.item.holds.iter().any(|hold| match hold.reason {
                HoldReason::Question | HoldReason::Review | HoldReason::Ambiguous => true,
                HoldReason::OptOut | HoldReason::Bounce => hold.until.is_none(),
                _ => false,
            });
            // Put off by a person until a day, it comes back on that day.
            let snooze = |hold: &Hold| hold.reason == HoldReason::Snooze;
            let waits = waits && !view.item.holds.iter().any(snooze);
            let ladder = &view.item.ladder;
            let waits = waits || ladder.proposed.is_some() && ladder.approved.is_none();
            if before && waits && !told.is_some_and(|told| told.contains(&item)) {
                broken.push((
                    "visible",
                    format!("{item:?} waits, and nobody was told today"),
                ));
            }
        }
        let late = now - Duration::hours(1);
        let since = self.served.last().copied().unwrap_or(self.begun);
        let missed = self.due(since, late);
        if let Some(missed) = missed.last().filter(|at| !self.is_off(**at, now)) {
            broken.push(("summary", format!("none for {missed}")));
        }
        broken
    }
}

/// The items that rest, for the summary that is made now.
pub fn resting(views: &[ItemView]) -> BTreeSet<ItemId> {
    let rests = |view: &&ItemView| {
        view.item.closed.is_none() && (!view.item.holds.is_empty() || !view.outer.is_empty())
    };
    views
        .iter()
        .filter(rests)
        .map(|view| view.item.id)
        .collect()
}

fn number_after(text: &str, marks: &[&str]) -> Option<usize> {
    let after = marks.iter().find_map(|mark| text.split_once(mark))?.1;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The items listed below headings, each down to an empty line.
fn listed(text: &str, headings: &[&str]) -> BTreeSet<ItemId> {
    let mut found = BTreeSet::new();
    let mut inside = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            inside = false;
        } else if headings.iter().any(|heading| line.starts_with(heading)) {
            inside = true;
        } else if let Some(rest) = line.trim_start().strip_prefix('#').filter(|_| inside) {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            found.extend(digits.parse().ok().map(ItemId));
        }
    }
    found
}
